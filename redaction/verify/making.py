"""Makes a check so that whatever goes wrong in it leaves it unmade, never clean."""

from collections.abc import Callable
from typing import Any

from redaction.verify.verdict import Check, CheckState


def made(name: str, look: Callable[[], Any]) -> list[Check]:
    """One check or several; whatever goes wrong in it leaves it unmade."""
    try:
        seen = look()
    except Exception:  # noqa: BLE001 - a parser can raise anything, and all of it means: not checked
        return [Check(name, CheckState.UNAVAILABLE, "the check could not be made")]
    return [seen] if isinstance(seen, Check) else list(seen)
