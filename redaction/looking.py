"""Counts, reads and draws the pages of a document, and of every document in it. Each in a child; no parser here."""

import base64
import contextlib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from redaction.children.asking import child_is_understood, job_of, must_hold_bytes, private_folder
from redaction.children.errand import send
from redaction.convert import in_format, stays_a_set
from redaction.errors import DocumentError, DocumentUnreadable
from redaction.kinds.document_kind import REDACTABLE
from redaction.kinds.sniff import recognise_file
from redaction.limits import Limits
from redaction.page import DocumentText, PageText, Reading
from redaction.schedule import AS_IT_IS, CopyFormat, Opening
from redaction.sets import Within, for_each, is_set, taken_apart, whole_text

_USUAL: Final = Limits()
_DPI_OF_A_PRINT: Final = 50
_PNG: Final = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class TermsHeld:
    """Places in a list of terms. Not sure: some part of the file could not be looked into, so there may be more."""

    terms: frozenset[int]
    is_sure: bool


def read_pages(
    source: Path,
    *,
    opening: Opening = AS_IT_IS,
    copy_format: CopyFormat = CopyFormat.SAME,
    printed: Path | None = None,
    limits: Limits = _USUAL,
) -> DocumentText:
    """The text of every page, with OCR where a page is a picture; as `copy_format` will show it.

    Args:
        printed: what `print_pages` wrote of it, where it is at hand and `copy_format` is PDF: nothing is printed.

    Raises:
        DocumentRefused: or one of its family.
    """
    if printed is not None:
        must_hold_bytes(source)
        return _read_prepared(source, printed, opening, limits)
    return _read(source, opening, copy_format, limits, Within())


def print_pages(source: Path, target: Path, *, opening: Opening = AS_IT_IS, limits: Limits = _USUAL) -> None:
    """Write the PDF whose pages `CopyFormat.PDF` stands for. It has no lock, and everything that is seen of `source`.

    Raises:
        DocumentRefused: or one of its family; it cannot be printed.
    """
    must_hold_bytes(source)
    with in_format(source, CopyFormat.PDF, opening, limits, Within()) as readable:
        shutil.copyfile(readable, target)


def _read(
    source: Path, opening: Opening, copy_format: CopyFormat, limits: Limits, within: Within
) -> DocumentText:
    must_hold_bytes(source)
    own = _read_own(source, opening, copy_format, limits, within)
    if not stays_a_set(source, copy_format):
        return own
    below = within.below()
    with taken_apart(source, opening, limits, within) as members:
        texts = for_each(
            members, within, lambda member: _read(member.path, opening, copy_format, limits, below)
        )
    return whole_text(own, members, texts)


def _read_own(
    source: Path, opening: Opening, copy_format: CopyFormat, limits: Limits, within: Within
) -> DocumentText:
    """The pages of a document, or the parts of a set without its members."""
    with in_format(source, copy_format, opening, limits, within) as readable:
        return _read_prepared(source, readable, opening, limits)


def _read_prepared(source: Path, readable: Path, opening: Opening, limits: Limits) -> DocumentText:
    """The pages of `readable`, which is the document or was made from it."""
    with private_folder() as folder:
        answer = send("read", job_of(readable, opening, folder=str(folder)), limits=limits)
    with child_is_understood():
        own = tuple(map(str, answer["hidden"]))
        hidden = own if readable == source else _hidden(source, opening, limits)
        return DocumentText(tuple(_page_text(page) for page in answer["pages"]), hidden)


def _hidden(source: Path, opening: Opening, limits: Limits) -> tuple[str, ...]:
    """What a document that is printed holds besides what is seen, where its own format can be read."""
    if recognise_file(source).kind not in REDACTABLE:
        return ()
    with (
        in_format(source, CopyFormat.SAME, opening, limits, Within()) as readable,
        private_folder() as folder,
    ):
        answer = send("hidden", job_of(readable, opening, folder=str(folder)), limits=limits)
    with child_is_understood():
        return tuple(map(str, answer["hidden"]))


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
    return _count(source, opening, copy_format, limits, Within())


def _count(source: Path, opening: Opening, copy_format: CopyFormat, limits: Limits, within: Within) -> int:
    must_hold_bytes(source)
    own = _own_count(source, opening, copy_format, limits, within)
    if not stays_a_set(source, copy_format):
        return own
    below = within.below()
    with taken_apart(source, opening, limits, within) as members:
        return own + sum(
            for_each(members, within, lambda member: _count(member.path, opening, copy_format, limits, below))
        )


def _own_count(
    source: Path, opening: Opening, copy_format: CopyFormat, limits: Limits, within: Within
) -> int:
    """The pages of a document, or the parts of a set without its members."""
    with (
        in_format(source, copy_format, opening, limits, within) as readable,
        private_folder() as folder,
    ):
        answer = send("count", job_of(readable, opening, folder=str(folder)), limits=limits)
    with child_is_understood():
        return int(answer["pages"])


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
        _standing(source, page_number, opening, copy_format, limits, Within()) as (document, number),
        in_format(document, copy_format, opening, limits, Within()) as readable,
        private_folder() as folder,
    ):
        job = job_of(readable, opening, folder=str(folder), page_number=number, dpi=dpi)
        answer = send("render", job, limits=limits)
    with child_is_understood():
        picture = base64.b64decode(answer["png"], validate=True)
        if not picture.startswith(_PNG):
            raise ValueError
        return picture


@contextlib.contextmanager
def _standing(  # noqa: PLR0917 - each is one thing that says which page is meant
    source: Path, number: int, opening: Opening, copy_format: CopyFormat, limits: Limits, within: Within
) -> Iterator[tuple[Path, int]]:
    """The document in which a page stands, and its number there: itself, or a member of a set."""
    if not stays_a_set(source, copy_format):
        yield source, number
        return
    own = _own_count(source, opening, copy_format, limits, within)
    if number <= own:
        yield source, number
        return
    number -= own
    below = within.below()
    with taken_apart(source, opening, limits, within) as members:
        for member in members:
            pages = _count(member.path, opening, copy_format, limits, below)
            if number <= pages:
                with _standing(member.path, number, opening, copy_format, limits, below) as found:
                    yield found
                return
            number -= pages
    raise DocumentUnreadable("The document has no such page.", next_step="Choose a page that it has.")


def picture_hashes(
    source: Path, numbers: Sequence[int], *, opening: Opening = AS_IT_IS, limits: Limits = _USUAL
) -> tuple[str, ...]:
    """For each of these pages (from 1) the SHA-256 (hex) of its picture: the same page drawn twice has the same.

    Raises:
        DocumentRefused: or one of its family; also when there is no such page.
    """
    must_hold_bytes(source)
    if not is_set(source):
        return _hashes(source, numbers, opening, limits)
    found: list[str] = []
    for number in numbers:
        with _standing(source, number, opening, CopyFormat.SAME, limits, Within()) as (document, own_number):
            found += _hashes(document, [own_number], opening, limits)
    return tuple(found)


def _hashes(source: Path, numbers: Sequence[int], opening: Opening, limits: Limits) -> tuple[str, ...]:
    with private_folder() as folder:
        job = job_of(source, opening, folder=str(folder), numbers=list(numbers), dpi=_DPI_OF_A_PRINT)
        answer = send("pictures", job, limits=limits)
    with child_is_understood():
        hashes = tuple(str(each) for each in answer["sha256"])
        if len(hashes) != len(numbers):
            raise ValueError
        return hashes


def _page_text(page: Mapping[str, Any]) -> PageText:
    return PageText(
        number=int(page["number"]),
        text=str(page["text"]),
        reading=Reading(page["reading"]),
        width_points=float(page["width_points"]),
        height_points=float(page["height_points"]),
        name=str(page["name"]),
    )


def terms_held(source: Path, terms: Sequence[str], *, limits: Limits = _USUAL) -> TermsHeld:
    """Which terms stand anywhere in a file as it is, shown or not: in notes, properties, enclosures, its bytes.

    Pictures are not read by eye: `read_pages` has what they say.
    """
    return _held(source, terms, limits, Within())


def _held(source: Path, terms: Sequence[str], limits: Limits, within: Within) -> TermsHeld:
    try:
        must_hold_bytes(source)
        with private_folder() as folder:
            job = job_of(source, AS_IT_IS, folder=str(folder), terms=list(terms))
            answer = send("seek", job, limits=limits)
        with child_is_understood():
            held = TermsHeld(frozenset(map(int, answer["found"])), is_sure=bool(answer["is_sure"]))
        if not is_set(source):
            return held
        below = within.below()
        with taken_apart(source, AS_IT_IS, limits, within) as members:
            inner = for_each(members, within, lambda member: _held(member.path, terms, limits, below))
    except DocumentError:
        return TermsHeld(frozenset(), is_sure=False)
    everything = (held, *inner)
    return TermsHeld(
        frozenset[int]().union(*(each.terms for each in everything)),
        is_sure=all(each.is_sure for each in everything),
    )
