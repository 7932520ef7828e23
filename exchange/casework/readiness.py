"""Whether the service can do its work now."""

import logging

from exchange.casework.desk import Desk
from exchange.casework.faults import FAULTS

log = logging.getLogger(__name__)


def is_ready(desk: Desk) -> bool:
    """True when the record answers and the vault takes and gives. A broken promise counts as no."""
    try:
        desk.ledger.check_reachable()
        desk.vault.probe()
    except FAULTS as fault:
        log.warning("not ready", extra={"fault": type(fault).__name__})
        return False
    return True
