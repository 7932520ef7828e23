"""Whether the service can do its work now."""

import logging

from exchange.casework.confinement import documents_may_be_opened
from exchange.casework.desk import Desk
from exchange.casework.faults import FAULTS

log = logging.getLogger(__name__)


def is_ready(desk: Desk) -> bool:
    """True when the record answers, the vault takes and gives, and documents may be opened.

    A broken promise counts as no.
    """
    try:
        desk.ledger.check_reachable()
        desk.vault.probe()
    except FAULTS as fault:
        log.warning("not ready", extra={"fault": type(fault).__name__})
        return False
    return documents_may_be_opened(required=desk.policy.confinement_required)
