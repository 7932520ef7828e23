"""What is written down: one transaction and one audit entry per act."""

from exchange.ledger.act import Act
from exchange.ledger.book import Ledger, open_ledger
from exchange.ledger.faults import LedgerBusy, LedgerFault
from exchange.ledger.idempotency import Idempotency, Replay
from exchange.ledger.migrate import is_current, migrate
from exchange.ledger.register import Register
from exchange.ledger.seal import FieldSeal
from exchange.ledger.tasks import claim_by_id, claim_next, due, extend, fail, finish, is_worn_out

__all__ = [
    "Act",
    "FieldSeal",
    "Idempotency",
    "Ledger",
    "LedgerBusy",
    "LedgerFault",
    "Register",
    "Replay",
    "claim_by_id",
    "claim_next",
    "due",
    "extend",
    "fail",
    "finish",
    "is_current",
    "is_worn_out",
    "migrate",
    "open_ledger",
]
