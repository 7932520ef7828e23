"""Checks every picture that a package holds as if it were a document of its own."""

import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from redaction.sight.ocr import OcrReader
from redaction.verify.burned import Burned
from redaction.verify.packages.package_bytes import Member
from redaction.verify.picture_files import MOST_READ_AHEAD, inspect, read_ahead
from redaction.verify.verdict import Check, CheckState

_NUMBER: Final = re.compile(r".*?picture(\d{1,6})\.(?:png|jpeg)")
_NOTHING_BURNED: Final = Burned((), ())


def in_pictures(
    members: Iterable[Member], terms: tuple[str, ...], ocr: OcrReader, *, is_ours: bool
) -> list[Check]:
    """One check for each picture that is not clean; its page is the picture's number, so that it can be left out."""
    found: list[Check] = []
    waiting = [member for member in members if member.is_picture]
    while waiting:
        some, waiting = waiting[:MOST_READ_AHEAD], waiting[MOST_READ_AHEAD:]
        if len(some) > 1:
            read_ahead((member.held for member in some), ocr)
        for member in some:
            found += _in_picture(member, terms, ocr, is_ours=is_ours)
    return found or [Check("pictures", CheckState.CLEAN)]


def _in_picture(member: Member, terms: tuple[str, ...], ocr: OcrReader, *, is_ours: bool) -> list[Check]:
    numbered = _NUMBER.fullmatch(member.name)
    pages = (int(numbered.group(1)),) if numbered else ()
    with tempfile.TemporaryDirectory() as folder:
        alone = Path(folder) / "picture"
        alone.write_bytes(member.held)
        burned = _NOTHING_BURNED if is_ours else None
        verdict, _ = inspect(alone, terms, original=None, burned=burned, ocr=ocr)
    return [
        Check(f"pictures: {check.name}", check.state, check.detail, pages)
        for check in verdict.checks
        if check.state not in {CheckState.CLEAN, CheckState.NOTICE}
    ]
