"""The only way in to redaction: burn and verify cannot be had one without the other.

Every function here sends a child process (see `errand.py`); no parser runs in the caller's.
"""

import base64
import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from redaction.errand import send
from redaction.errors import DocumentEmpty, DocumentUnreadable, RedactionLeak
from redaction.limits import Limits
from redaction.mending import MOST_BURNS, Mending
from redaction.page import Box, DocumentText, PageText, Reading
from redaction.schedule import Schedule
from redaction.verify.verdict import Check, Verdict, VerdictState, verdict_of

if TYPE_CHECKING:
    from redaction.burn import BurnReport

_USUAL: Final = Limits()
_PIECE_BYTES: Final = 1 << 20
_PNG: Final = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Redacted:
    """A document that was burned, read back by other engines, and found clean.

    `sha256` (hex) and `size_bytes` are of the very bytes that were verified.
    """

    report: "BurnReport"
    verdict: Verdict
    sha256: str
    size_bytes: int


def apply(source: Path, target: Path, schedule: Schedule, *, limits: Limits = _USUAL) -> Redacted:
    """Take out of `source` what the schedule names, and write `target` only if that worked.

    The burn and the check run in two children with different engines. `target` appears whole,
    after it was verified, or not at all; a file already there is replaced only then.

    Raises:
        DocumentRefused: or one of its family; `source` cannot be redacted.
        RedactionLeak: something of the schedule can still be found, or a check could not be made.

    Source: docs/decisions/0012-a-child-for-each-document.md.
    """
    _must_hold_bytes(source)
    with _private_folder(target.resolve().parent) as folder:
        burned = folder / "burned.pdf"
        report, verdict, verified = _burn_and_verify(source, burned, schedule, limits)
        if not verdict.is_clean:
            raise RedactionLeak(
                f"The redacted copy was not released. {verdict.sentence}",
                next_step="Nothing was released. Add the missing words to the list, or ask for the page to be "
                "taken out whole.",
            )
        sha256, size_bytes = _digest(burned)
        if sha256 != verified:
            raise RedactionLeak(
                "The redacted copy changed while it was being checked, so it was not released.",
                next_step="Try again. If it happens twice, tell the person who runs this service.",
            )
        _put_in_place(burned, target)
    return Redacted(report, verdict, sha256, size_bytes)


def _burn_and_verify(
    source: Path, burned: Path, schedule: Schedule, limits: Limits
) -> tuple["BurnReport", Verdict, str]:
    """Burn and read back, and again with what the reading showed, until it is clean or no burn would help."""
    terms = [entry.term for entry in schedule.entries]
    mending = Mending()
    for _ in range(MOST_BURNS):
        report = _burn(source, burned, schedule, mending, limits)
        verdict, verified = _verify(burned, terms, original=source, report=report, limits=limits)
        further = mending.after(verdict)
        if further == mending:
            break
        mending = further
    return report, verdict, verified


def read_pages(source: Path, *, limits: Limits = _USUAL) -> DocumentText:
    """The text of every page, with OCR where a page is a picture.

    Raises:
        DocumentRefused: or one of its family.
    """
    _must_hold_bytes(source)
    with _private_folder(Path(tempfile.gettempdir())) as folder:
        answer = send("read", {"source": str(source.resolve()), "folder": str(folder)}, limits=limits)
    with _child_is_understood():
        return DocumentText(tuple(_page_text(page) for page in answer["pages"]))


def pages_of(source: Path, *, limits: Limits = _USUAL) -> int:
    """How many pages a PDF has that may be redacted.

    Raises:
        DocumentRefused: or one of its family; the document could not be redacted.
    """
    _must_hold_bytes(source)
    with _private_folder(Path(tempfile.gettempdir())) as folder:
        answer = send("count", {"source": str(source.resolve()), "folder": str(folder)}, limits=limits)
    with _child_is_understood():
        return int(answer["pages"])


def take_out_attachments(source: Path, folder: Path, *, limits: Limits = _USUAL) -> tuple[Path, ...]:
    """Every file that was put inside a PDF, decoded into `folder`, which must be empty.

    Raises:
        DocumentRefused: or one of its family; nothing can be said of what is inside.
    """
    _must_hold_bytes(source)
    job = {"source": str(source.resolve()), "folder": str(folder.resolve())}
    answer = send("attachments", job, limits=limits)
    with _child_is_understood():
        return tuple(folder / str(number) for number in range(int(answer["files"])))


def render_page(source: Path, page_number: int, *, dpi: int = 110, limits: Limits = _USUAL) -> bytes:
    """A PNG of one page as a reader sees it. Pages count from 1.

    Raises:
        DocumentRefused: or one of its family; also when there is no such page.
    """
    _must_hold_bytes(source)
    job = {"source": str(source.resolve()), "page_number": page_number, "dpi": dpi}
    answer = send("render", job, limits=limits)
    with _child_is_understood():
        picture = base64.b64decode(answer["png"], validate=True)
        if not picture.startswith(_PNG):
            raise ValueError
        return picture


def verify_file(
    target: Path, terms: Sequence[str], *, original: Path | None = None, limits: Limits = _USUAL
) -> Verdict:
    """Read a document back and say whether any of the terms can still be found in it.

    A document that cannot be read, or a check that could not be made, is UNAVAILABLE: not clean.
    """
    _must_hold_bytes(target)
    return _verify(target, terms, original=original, report=None, limits=limits)[0]


def _burn(source: Path, burned: Path, schedule: Schedule, mending: Mending, limits: Limits) -> "BurnReport":
    job = {
        "source": str(source.resolve()),
        "target": str(burned),
        "folder": str(burned.parent),
        "entries": [[entry.term, entry.ground.value] for entry in schedule.entries],
        "gap": schedule.gap.value,
        "as_pictures": sorted(mending.as_pictures),
        "sightings": [asdict(each) for each in mending.sightings],
    }
    answer = send("burn", job, limits=limits)
    with _child_is_understood():
        if burned.is_symlink() or not burned.is_file():
            raise ValueError
        with burned.open("rb") as opened:
            if opened.read(5) != b"%PDF-":
                raise ValueError
        return _burn_report(answer)


def _verify(
    target: Path,
    terms: Sequence[str],
    *,
    original: Path | None,
    report: "BurnReport | None",
    limits: Limits,
) -> tuple[Verdict, str]:
    """The verdict, and the SHA-256 (hex) of the bytes it is about."""
    job: dict[str, Any] = {
        "source": str(target.resolve()),
        "terms": list(terms),
        "original": None if original is None else str(original.resolve()),
        "burned": None,
    }
    if report is not None:
        places = [
            [each.page_number, each.box.left, each.box.top, each.box.right, each.box.bottom]
            for each in report.removals
        ]
        job["burned"] = {"removals": places, "rasterised_pages": list(report.rasterised_pages)}
    answer = send("verify", job, limits=limits)
    with _child_is_understood():
        verdict = verdict_of(map(Check.from_record, answer["checks"]))
        # The child's own sum must agree with ours: a child that says clean over a find is broken.
        if verdict.state is not VerdictState(answer["state"]):
            raise ValueError
        return verdict, str(answer["sha256"])


def _burn_report(answer: Mapping[str, Any]) -> "BurnReport":
    from redaction.burn import BurnReport, Removal  # noqa: PLC0415 - it loads pikepdf, which readers need not

    removals = tuple(
        Removal(int(number), int(entry), Box(float(left), float(top), float(right), float(bottom)))
        for number, entry, left, top, right, bottom in answer["removals"]
    )
    return BurnReport(
        pages=int(answer["pages"]),
        removals=removals,
        share_removed=tuple(float(share) for share in answer["share_removed"]),
        ocr_pages=tuple(int(number) for number in answer["ocr_pages"]),
        rasterised_pages=tuple(int(number) for number in answer["rasterised_pages"]),
    )


def _page_text(page: Mapping[str, Any]) -> PageText:
    return PageText(
        number=int(page["number"]),
        text=str(page["text"]),
        reading=Reading(page["reading"]),
        width_points=float(page["width_points"]),
        height_points=float(page["height_points"]),
    )


@contextlib.contextmanager
def _child_is_understood() -> Iterator[None]:
    """An answer of the wrong shape is a document that broke its reader, not a fault of the caller's."""
    try:
        yield
    except (KeyError, TypeError, ValueError, OSError) as wrong:
        raise DocumentUnreadable(
            "The document broke the program that was reading it.",
            next_step="Open it in its own program, print it to a new PDF and upload that.",
        ) from wrong


@contextlib.contextmanager
def _private_folder(inside: Path) -> Iterator[Path]:
    """A folder only we can read, gone with all it holds afterwards."""
    folder = Path(tempfile.mkdtemp(prefix=".redaction-", dir=inside))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _must_hold_bytes(source: Path) -> None:
    if source.stat().st_size == 0:
        raise DocumentEmpty(
            "The file is empty.", next_step="Check the file on your computer and upload it again."
        )


def _digest(path: Path) -> tuple[str, int]:
    digest = hashlib.sha256()
    size_bytes = 0
    with path.open("rb") as opened:
        while piece := opened.read(_PIECE_BYTES):
            digest.update(piece)
            size_bytes += len(piece)
    return digest.hexdigest(), size_bytes


def _put_in_place(burned: Path, target: Path) -> None:
    """Move the verified file to its name so that a power cut leaves it whole or absent."""
    with burned.open("rb") as opened:
        os.fsync(opened.fileno())
    burned.replace(target)
    folder = os.open(target.resolve().parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
