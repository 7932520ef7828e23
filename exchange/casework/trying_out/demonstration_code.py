"""The one-time code of a demonstration account, for whoever holds the machine it runs on."""

from exchange.casework.desk import SYSTEM, Desk
from exchange.casework.trying_out.demonstration import IOPC, PARTNERSHIP
from exchange.rules.audit import Deed
from exchange.rules.errors import NotAllowed


def code_for(desk: Desk, username: str) -> str:
    """The code as of now.

    Raises:
        NotAllowed: the account is not one of the demonstration's; a real one's code is its holder's alone.
    """
    with desk.ledger.act(SYSTEM, Deed.LOAD_DEMONSTRATION, at=desk.now()) as act:
        found = act.accounts.where(username=username.strip().casefold())
        officer = act.officers.find(found[0].id) if found else None
        made_up = officer is not None and officer.email.endswith(".example")
        if officer is None or not made_up or officer.party not in {PARTNERSHIP, IOPC}:
            raise NotAllowed(
                "That is not a demonstration account.", next_step="Use the account's own device."
            )
        act.note(officer.id)
        return desk.credentials.code_at(found[0].totp_secret, at=desk.now())
