"""What can break below the rules, so that a door can say it without knowing the rooms it comes from.

A fault is not a refusal: nothing is wrong with what was asked. Each carries a sentence, and most a next step.
"""

from exchange.casework.receiving.scan_inside import ScannerSilent
from exchange.ledger import LedgerFault
from redaction import DocumentError
from storage import ObjectDestroyed, ShelfFull, StorageError

FAULTS: tuple[type[Exception], ...] = (StorageError, LedgerFault, ScannerSilent)
DOCUMENT_PROBLEMS: tuple[type[Exception], ...] = (DocumentError,)
NO_SPACE: tuple[type[Exception], ...] = (ShelfFull,)
GONE: tuple[type[Exception], ...] = (ObjectDestroyed,)


def sentence_of(fault: Exception) -> str:
    """What to tell a person; never the fault's own insides."""
    return str(getattr(fault, "sentence", "") or fault or "The service cannot do this now.")


def next_step_of(fault: Exception) -> str:
    return str(getattr(fault, "next_step", "") or "Try again in a minute. Tell the operator if this lasts.")
