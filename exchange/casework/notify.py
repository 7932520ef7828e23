"""Telling people that something waits for them: an owed letter with a reference and nothing else."""

from exchange.ledger import Act
from exchange.rules.clocks import london_date
from exchange.rules.work import JobKind, Letter, LetterKind


def tell(act: Act, officer_id: str, reference: str) -> None:
    """Owe one officer a letter, sent only if this act is written."""
    letter = Letter(
        id=act.new_reference("LET"),
        officer=officer_id,
        reference=reference,
        kind=LetterKind.TASK_WAITING,
        written_at=act.at,
    )
    act.letters.add(letter)
    act.owe(JobKind.LETTER, letter.id)


def tell_contacts(act: Act, matter: str, party: str, reference: str) -> None:
    """Owe a letter to every live member of one party in the matter."""
    today = london_date(act.at)
    for membership in act.memberships.where(matter=matter, party=party):
        if membership.is_live_on(today) and membership.officer != act.officer.id:
            tell(act, membership.officer, reference)
