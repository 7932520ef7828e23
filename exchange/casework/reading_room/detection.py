"""How often the reviewers of one's own party follow each recogniser: counts over approved sets, and no word."""

from exchange.casework.desk import Desk
from exchange.casework.spreadsheet import as_csv
from exchange.rules.audit import Deed
from exchange.rules.detection import AcceptRate, accept_rates
from exchange.rules.officers import Officer

_HEADS = ("Recogniser", "Kind", "List", "Redacted", "Kept", "Decided", "Sets", "Redacted, per cent")


def rates_of_party(desk: Desk, officer: Officer) -> tuple[AcceptRate, ...]:
    """Every recogniser with at least one decision that two people signed, the most often decided first."""
    with desk.ledger.act(officer, Deed.READ_DETECTION, at=desk.now()) as act:
        rates = accept_rates(act.recogniser_counts.where(party=officer.party))
        act.note(shown=len(rates))
        return rates


def rates_as_csv(desk: Desk, officer: Officer) -> bytes:
    """The same for spreadsheets. The rate is left empty where there are too few decisions to speak of one."""
    rows = (
        (
            rate.detector,
            rate.label,
            rate.confidence,
            *(str(count) for count in (rate.redacted, rate.kept, rate.decided, rate.sets)),
            "" if rate.per_cent is None else str(rate.per_cent),
        )
        for rate in rates_of_party(desk, officer)
    )
    return as_csv((_HEADS, *rows))
