"""Where an officer stands: which matters they are on, and what else their role lets them see there."""

from exchange.ledger import Act
from exchange.rules.audit import Deed
from exchange.rules.clocks import london_date
from exchange.rules.matter import Matter
from exchange.rules.officers import WHO_MAY


def may_also(act: Act, deed: Deed) -> bool:
    """Whether a part of a page is this officer's to see; the page itself is already theirs."""
    return act.officer.active and bool(act.officer.roles & WHO_MAY.get(deed, frozenset()))


def matters_of(act: Act) -> tuple[Matter, ...]:
    """The matters that the officer is on today, newest first."""
    today = london_date(act.at)
    live = {m.matter for m in act.memberships.where(officer=act.officer.id) if m.is_live_on(today)}
    return act.matters.where(id=live, order_by="-opened_at")
