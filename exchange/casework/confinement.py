"""Whether what opens documents is confined on this machine: tried, told to the operator, and demanded if settled so.

The answer is kept for ten minutes in each process: the trying starts two children.
"""

import logging
import threading
import time
from typing import Final

from redaction import Confinement, probe_confinement

log = logging.getLogger(__name__)

_KEPT_SECONDS: Final = 600.0


class _Kept:
    """The last answer, and when it was had."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answer: Confinement | None = None
        self._had_at = 0.0

    def answer(self) -> Confinement:
        with self._lock:
            if self._answer is None or time.monotonic() - self._had_at > _KEPT_SECONDS:
                self._answer = probe_confinement()
                self._had_at = time.monotonic()
                _tell(self._answer)
            return self._answer


_KEPT: Final = _Kept()


def documents_may_be_opened(*, required: bool) -> bool:
    """True when every probe was refused, or when the operator has settled that this need not be so.

    Source: docs/decisions/0012-a-child-for-each-document.md.
    """
    return _KEPT.answer().is_whole or not required


def _tell(found: Confinement) -> None:
    """Say what holds and what does not, in words for the log; nothing of any document is in it."""
    layers = {"layers": ", ".join(found.layers), "missing": ", ".join(found.missing_layers)}
    if found.is_whole:
        log.info("confinement holds", extra=layers)
    else:
        log.error("confinement does not hold", extra={**layers, "open_ways": "; ".join(found.open_ways)})
