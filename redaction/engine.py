"""The only way in to redaction: burn and verify cannot be had one without the other.

Every function here sends a child process (see `errand.py`); no parser runs in the caller's.
"""

import base64
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from redaction.asking import (
    child_is_understood,
    digest,
    job_of,
    must_hold_bytes,
    private_folder,
    put_in_place,
)
from redaction.convert import in_format
from redaction.errand import send
from redaction.errors import RedactionLeak
from redaction.limits import Limits
from redaction.mending import MOST_BURNS, Mending
from redaction.outcome import Redacted as Redacted  # noqa: PLC0414 - the front door takes it from here
from redaction.page import DocumentText, PageText, Reading
from redaction.report import BurnReport
from redaction.schedule import AS_IT_IS, CopyFormat, Opening, Schedule
from redaction.sniff import recognise_file
from redaction.verify.verdict import Check, Verdict, VerdictState, verdict_of

_USUAL: Final = Limits()
_DPI_OF_A_PRINT: Final = 50
_PNG: Final = b"\x89PNG\r\n\x1a\n"


def apply(
    source: Path,
    target: Path,
    schedule: Schedule,
    *,
    opening: Opening = AS_IT_IS,
    limits: Limits = _USUAL,
) -> Redacted:
    """Take out of `source` what the schedule names, and write `target` only if that worked.

    The burn and the check run in two children with different engines. `target` appears whole,
    after it was verified, or not at all; a file already there is replaced only then.

    Raises:
        DocumentRefused: or one of its family; `source` cannot be redacted.
        RedactionLeak: something of the schedule can still be found, or a check could not be made.

    Source: docs/decisions/0012-a-child-for-each-document.md.
    """
    must_hold_bytes(source)
    with (
        in_format(source, schedule.copy_format, opening, limits) as readable,
        private_folder(target.resolve().parent) as folder,
    ):
        burned = folder / "burned"
        report, verdict, verified = _burn_and_verify(readable, burned, schedule, opening, limits)
        if not verdict.is_clean:
            raise RedactionLeak(
                f"The redacted copy was not released. {verdict.sentence}",
                next_step="Nothing was released. Add the missing words to the list, or ask for the page to be "
                "taken out whole.",
            )
        sha256, size_bytes = digest(burned)
        if sha256 != verified:
            raise RedactionLeak(
                "The redacted copy changed while it was being checked, so it was not released.",
                next_step="Try again. If it happens twice, tell the person who runs this service.",
            )
        put_in_place(burned, target)
    return Redacted(report, verdict, sha256, size_bytes)


def _burn_and_verify(
    source: Path, burned: Path, schedule: Schedule, opening: Opening, limits: Limits
) -> tuple[BurnReport, Verdict, str]:
    """Burn and read back, and again with what the reading showed, until it is clean or no burn would help."""
    terms = [entry.term for entry in schedule.entries]
    mending = Mending()
    for _ in range(MOST_BURNS):
        report = _burn(source, burned, schedule, opening, mending, limits)
        record = {**report.as_record(), "gap": schedule.gap.value}
        verdict, verified = _verify(
            burned, terms, original=source, opening=opening, burned=record, limits=limits
        )
        further = mending.after(verdict)
        if further == mending:
            break
        mending = further
    return report, verdict, verified


def read_pages(
    source: Path,
    *,
    opening: Opening = AS_IT_IS,
    copy_format: CopyFormat = CopyFormat.SAME,
    limits: Limits = _USUAL,
) -> DocumentText:
    """The text of every page, with OCR where a page is a picture; as `copy_format` will show it.

    Raises:
        DocumentRefused: or one of its family.
    """
    must_hold_bytes(source)
    with (
        in_format(source, copy_format, opening, limits) as readable,
        private_folder(Path(tempfile.gettempdir())) as folder,
    ):
        answer = send("read", job_of(readable, opening, folder=str(folder)), limits=limits)
    with child_is_understood():
        return DocumentText(tuple(_page_text(page) for page in answer["pages"]))


def pages_of(
    source: Path,
    *,
    opening: Opening = AS_IT_IS,
    copy_format: CopyFormat = CopyFormat.SAME,
    limits: Limits = _USUAL,
) -> int:
    """How many pages or parts a document has that may be redacted, in the format its copy will have.

    Raises:
        DocumentRefused: or one of its family; the document could not be redacted.
    """
    must_hold_bytes(source)
    with (
        in_format(source, copy_format, opening, limits) as readable,
        private_folder(Path(tempfile.gettempdir())) as folder,
    ):
        answer = send("count", job_of(readable, opening, folder=str(folder)), limits=limits)
    with child_is_understood():
        return int(answer["pages"])


def take_out_attachments(source: Path, folder: Path, *, limits: Limits = _USUAL) -> tuple[Path, ...]:
    """Every file that was put inside a PDF, decoded into `folder`, which must be empty.

    Raises:
        DocumentRefused: or one of its family; nothing can be said of what is inside.
    """
    must_hold_bytes(source)
    job = {"source": str(source.resolve()), "folder": str(folder.resolve())}
    answer = send("attachments", job, limits=limits)
    with child_is_understood():
        return tuple(folder / str(number) for number in range(int(answer["files"])))


def render_page(
    source: Path,
    page_number: int,
    *,
    dpi: int = 110,
    opening: Opening = AS_IT_IS,
    copy_format: CopyFormat = CopyFormat.SAME,
    limits: Limits = _USUAL,
) -> bytes:
    """A PNG of one page or part as a reader sees it. They count from 1.

    Raises:
        DocumentRefused: or one of its family; also when there is no such page.
    """
    must_hold_bytes(source)
    with (
        in_format(source, copy_format, opening, limits) as readable,
        private_folder(Path(tempfile.gettempdir())) as folder,
    ):
        job = job_of(readable, opening, folder=str(folder), page_number=page_number, dpi=dpi)
        answer = send("render", job, limits=limits)
    with child_is_understood():
        picture = base64.b64decode(answer["png"], validate=True)
        if not picture.startswith(_PNG):
            raise ValueError
        return picture


def picture_hashes(
    source: Path, numbers: Sequence[int], *, opening: Opening = AS_IT_IS, limits: Limits = _USUAL
) -> tuple[str, ...]:
    """For each of these pages (from 1) the SHA-256 (hex) of its picture: the same page drawn twice has the same.

    Raises:
        DocumentRefused: or one of its family; also when there is no such page.
    """
    must_hold_bytes(source)
    with private_folder(Path(tempfile.gettempdir())) as folder:
        job = job_of(source, opening, folder=str(folder), numbers=list(numbers), dpi=_DPI_OF_A_PRINT)
        answer = send("pictures", job, limits=limits)
    with child_is_understood():
        hashes = tuple(str(each) for each in answer["sha256"])
        if len(hashes) != len(numbers):
            raise ValueError
        return hashes


def verify_file(
    target: Path, terms: Sequence[str], *, original: Path | None = None, limits: Limits = _USUAL
) -> Verdict:
    """Read a document back and say whether any of the terms can still be found in it.

    A document that cannot be read, or a check that could not be made, is UNAVAILABLE: not clean.
    """
    must_hold_bytes(target)
    return _verify(target, terms, original=original, opening=AS_IT_IS, burned=None, limits=limits)[0]


def _burn(  # noqa: PLR0917 - each is one thing a burn is told
    source: Path, burned: Path, schedule: Schedule, opening: Opening, mending: Mending, limits: Limits
) -> BurnReport:
    job = job_of(
        source,
        opening,
        target=str(burned),
        folder=str(burned.parent),
        entries=[[entry.term, entry.ground.value, entry.label] for entry in schedule.entries],
        gap=schedule.gap.value,
        as_pictures=sorted(mending.as_pictures),
        sightings=[asdict(each) for each in mending.sightings],
    )
    answer = send("burn", job, limits=limits)
    with child_is_understood():
        if burned.is_symlink() or not burned.is_file():
            raise ValueError
        report = BurnReport.from_record(answer)
        # What the child says it made must be what the bytes are: the copy travels under that name.
        if recognise_file(burned).kind is not report.kind:
            raise ValueError
        return report


def _verify(
    target: Path,
    terms: Sequence[str],
    *,
    original: Path | None,
    opening: Opening,
    burned: Mapping[str, Any] | None,
    limits: Limits,
) -> tuple[Verdict, str]:
    """The verdict, and the SHA-256 (hex) of the bytes it is about."""
    with private_folder(Path(tempfile.gettempdir())) as folder:
        job = job_of(
            target,
            opening,
            folder=str(folder),
            terms=list(terms),
            original=None if original is None else str(original.resolve()),
            burned=burned,
        )
        answer = send("verify", job, limits=limits)
    with child_is_understood():
        verdict = verdict_of(map(Check.from_record, answer["checks"]))
        # The child's own sum must agree with ours: a child that says clean over a find is broken.
        if verdict.state is not VerdictState(answer["state"]):
            raise ValueError
        return verdict, str(answer["sha256"])


def _page_text(page: Mapping[str, Any]) -> PageText:
    return PageText(
        number=int(page["number"]),
        text=str(page["text"]),
        reading=Reading(page["reading"]),
        width_points=float(page["width_points"]),
        height_points=float(page["height_points"]),
        name=str(page["name"]),
    )
