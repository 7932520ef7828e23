"""How a file that is small enough to be held whole is checked: looked at once, and named by its hash."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from redaction.sight.ocr import OcrReader
from redaction.verify.burned import Burned
from redaction.verify.making import made
from redaction.verify.sought import Sought
from redaction.verify.verdict import Check, CheckState, Verdict, verdict_of

if TYPE_CHECKING:
    from redaction.verify.checkers import Checker

MOST_FILE_BYTES: Final = 256 << 20


@dataclass(frozen=True, slots=True)
class Asked:
    """What a checker was asked. `burned` is there for a copy that our burner made, `original` only beside it."""

    terms: tuple[str, ...]
    sought: Sought
    original: Path | None
    burned: Burned | None
    ocr: OcrReader

    @property
    def is_ours(self) -> bool:
        """Say whether the file may hold nothing that our copies do not."""
        return self.burned is not None


Look = Callable[[bytes, Asked], Iterable[Check]]


def of_whole_files(look: Look, *, most_bytes: int = MOST_FILE_BYTES) -> "Checker":
    """A checker that gives `look` the bytes of a file. Whatever goes wrong leaves the file unchecked."""

    def inspect(
        target: Path,
        terms: Iterable[str],
        *,
        original: Path | None,
        burned: Burned | None,
        ocr: OcrReader,
    ) -> tuple[Verdict, str]:
        if target.stat().st_size > most_bytes:
            return verdict_of([Check("size", CheckState.UNAVAILABLE, "the file is too large to check")]), ""
        held, listed = target.read_bytes(), tuple(terms)
        asked = Asked(listed, Sought(listed), original if burned is not None else None, burned, ocr)
        checks = made("file", lambda: list(look(held, asked)))
        return verdict_of(checks), hashlib.sha256(held).hexdigest()

    return inspect
