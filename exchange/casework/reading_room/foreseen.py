"""How much of each page the decisions of a draft would take out, before anything is burned."""

from collections.abc import Iterable

from exchange.casework.beside.plan import Plan
from exchange.casework.reading_room.findings import FindingGroup
from exchange.casework.redacting.shares import going_from
from exchange.rules.redactions import PageReport


def foreseen(plan: Plan, groups: Iterable[FindingGroup]) -> tuple[PageReport, ...]:
    """How much of each page the decisions so far would take out: the least that goes."""
    redacted = {finding.number for group in groups for finding in group.findings if finding.is_redacted}
    names = dict(enumerate(plan.parts, start=1))
    return tuple(
        PageReport(
            number=page, name=names.get(page, ""), removals=going.places, share_permille=going.permille
        )
        for page, going in going_from(plan, redacted).items()
    )
