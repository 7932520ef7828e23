"""How every package of XML is checked: held whole in memory, looked at once, and named by its hash."""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from redaction.verify.making import made
from redaction.verify.verdict import Check, CheckState, Verdict, verdict_of

MOST_FILE_BYTES: Final = 256 << 20


def inspect_package(target: Path, look: Callable[[bytes], Iterable[Check]]) -> tuple[Verdict, str]:
    """What `look` shows of the file's bytes, and their SHA-256 (hex). Whatever goes wrong leaves it unchecked."""
    if target.stat().st_size > MOST_FILE_BYTES:
        return verdict_of([Check("size", CheckState.UNAVAILABLE, "the file is too large to check")]), ""
    held = target.read_bytes()
    checks = made("package", lambda: list(look(held)))
    return verdict_of(checks), hashlib.sha256(held).hexdigest()
