"""Lists of raw values, for doors that programs come through."""

from exchange.casework.desk import Desk
from exchange.rules.audit import Deed
from exchange.rules.officers import Officer
from exchange.rules.sign_in import ApiToken


def own_tokens(desk: Desk, officer: Officer) -> tuple[ApiToken, ...]:
    """The officer's own tokens, newest first, ended ones too."""
    with desk.ledger.look(officer, Deed.READ_TASKS, at=desk.now()) as act:
        return act.tokens.where(officer=officer.id, order_by="-made_at")
