"""Kinds that no copy is of, known or not: nothing here can show that one is clean."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from redaction.sight.ocr import OcrReader
from redaction.verify.burned import Burned
from redaction.verify.verdict import Check, CheckState, Verdict, verdict_of


def inspect(
    target: Path,
    terms: Iterable[str],  # noqa: ARG001 - the shape of every checker
    *,
    original: Path | None,  # noqa: ARG001 - the shape of every checker
    burned: Burned | None,  # noqa: ARG001 - the shape of every checker
    ocr: OcrReader,  # noqa: ARG001 - the shape of every checker
) -> tuple[Verdict, str]:
    """Never clean."""
    check = Check("kind", CheckState.UNAVAILABLE, "there are no checks for this kind of file")
    return verdict_of([check]), hashlib.sha256(target.read_bytes()).hexdigest()
