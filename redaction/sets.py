"""Sets of documents: messages with their enclosures, and zip files. No parser here.

Each member is a document of its own: redacted by the whole engine, in children of its own, and put back as the
very bytes that were verified. A child takes the set apart into numbered files; another writes it anew around
the copies; the check of the copy demands exactly those bytes and reads the rest itself.
"""

import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Protocol, TypeVar

from redaction.children.asking import child_is_understood, job_of, private_folder
from redaction.children.errand import send
from redaction.errors import DocumentError, DocumentNotSupported, DocumentTooCostly
from redaction.kinds.document_kind import DocumentKind, supported_for_redaction
from redaction.kinds.sniff import recognise_file
from redaction.limits import Limits
from redaction.page import DocumentText, PageText
from redaction.report import BurnReport, Removal
from redaction.schedule import Opening
from redaction.verify.verdict import Check

SETS: Final = frozenset({DocumentKind.EML, DocumentKind.MSG, DocumentKind.ZIP})
DEEPEST: Final = 4
MOST_MEMBERS: Final = 1_000
MOST_BYTES: Final = 4 << 30
_AT_A_TIME: Final = 16

_Answer = TypeVar("_Answer")


@dataclass(slots=True)
class Allowance:
    """How much all the sets in one document may unpack to, however they stand in each other."""

    members: int = MOST_MEMBERS
    size_bytes: int = MOST_BYTES
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, sizes: Sequence[int]) -> None:
        """Use some of it up.

        Raises:
            DocumentTooCostly: there is not so much left.
        """
        with self._lock:
            self.members -= len(sizes)
            self.size_bytes -= sum(sizes)
            if self.members < 0 or self.size_bytes < 0:
                raise _too_much()


@dataclass(frozen=True, slots=True)
class Within:
    """Where a document stands: how deep in sets, and what they may still unpack to."""

    depth: int = 0
    allowance: Allowance = field(default_factory=Allowance)

    def below(self) -> "Within":
        """One set deeper.

        Raises:
            DocumentTooCostly: it is deeper than 4.
        """
        if self.depth >= DEEPEST:
            raise _too_much()
        return replace(self, depth=self.depth + 1)


@dataclass(frozen=True, slots=True)
class Member:
    """One document of a set, by its number from 1."""

    number: int
    path: Path
    kind: DocumentKind
    noun: str

    @property
    def name(self) -> str:
        """What a person calls it; never what it was called by its sender."""
        return f"{self.noun} {self.number}"


class Copy(Protocol):
    """What is known of a member's verified copy."""

    @property
    def report(self) -> BurnReport: ...
    @property
    def sha256(self) -> str: ...


def is_set(source: Path) -> bool:
    """Say whether a file holds other documents."""
    return recognise_file(source).kind in SETS


@contextmanager
def taken_apart(
    source: Path, opening: Opening, limits: Limits, within: Within
) -> Iterator[tuple[Member, ...]]:
    """The members of a set as files of their own, gone afterwards.

    Raises:
        DocumentRefused: or one of its family; a member is of a kind that cannot be redacted, or there is too much.
    """
    with private_folder() as folder:
        members = unpacked(source, folder, opening, limits)
        within.allowance.take([member.path.stat().st_size for member in members])
        for member in members:
            _must_be_redactable(member)
        yield members


def unpacked(source: Path, folder: Path, opening: Opening, limits: Limits) -> tuple[Member, ...]:
    """The members of a set, taken out by a child into an empty folder, whatever their kinds."""
    noun = "Document" if recognise_file(source).kind is DocumentKind.ZIP else "Attachment"
    answer = send("unpack", job_of(source, opening, folder=str(folder)), limits=limits)
    with child_is_understood():
        paths = [folder / str(number) for number in range(int(answer["members"]))]
        if any(path.is_symlink() or not path.is_file() for path in paths):
            raise ValueError
        return tuple(
            Member(number, path, recognise_file(path).kind, noun)
            for number, path in enumerate(paths, start=1)
        )


def for_each(members: Sequence[Member], within: Within, act: Callable[[Member], _Answer]) -> list[_Answer]:
    """What comes of each member; several at a time in the outermost set, so that no core is idle.

    Raises:
        DocumentError: of the first member that has one, with its number before the sentence.
    """
    most = 1 if within.depth else min(_AT_A_TIME, os.cpu_count() or 1)
    workers = max(1, min(most, len(members)))
    with ThreadPoolExecutor(workers) as pool:
        # Each in a copy of this context, which says where documents may lie in the open.
        waiting = [pool.submit(copy_context().run, _named, member, act) for member in members]
        try:
            return [each.result() for each in waiting]
        finally:
            for each in waiting:
                each.cancel()


def put_together(
    source: Path,
    burned: Path,
    copies: Sequence[Path],
    job: Mapping[str, object],
    limits: Limits,
) -> BurnReport:
    """Have a child write the set anew around the verified copies, and give the report of its own parts.

    Args:
        burned: where; in the folder in which the copies are, which is all that the child may touch.
    """
    answer = send(
        "pack",
        {
            **job,
            "source": str(source.resolve()),
            "target": str(burned),
            "members": [str(copy) for copy in copies],
        },
        limits=limits,
    )
    with child_is_understood():
        report = BurnReport.from_record(answer)
        if burned.is_symlink() or not burned.is_file() or recognise_file(burned).kind is not report.kind:
            raise ValueError
        return report


def whole_report(own: BurnReport, members: Sequence[Member], copies: Sequence[Copy]) -> BurnReport:
    """The report of the set's own parts, with those of its members after it."""
    removals, shares = list(own.removals), list(own.share_removed)
    ocr, pictures = list(own.ocr_pages), list(own.rasterised_pages)
    names, left_out = list(own.part_names), list(own.left_out)
    burned, pages = list(own.burned), own.pages
    telling, unread = list(own.telling), list(own.unread_codes)
    faults = list(own.faults)
    for member, copy in zip(members, copies, strict=True):
        report = copy.report
        removals += [Removal(each.page_number + pages, each.entry, each.box) for each in report.removals]
        shares += report.share_removed
        ocr += [number + pages for number in report.ocr_pages]
        pictures += [number + pages for number in report.rasterised_pages]
        names += [
            _name(member, report.part_names, number, report.pages) for number in range(1, report.pages + 1)
        ]
        left_out += [f"{member.name}: {words}" for words in report.left_out]
        telling += [number + pages for number in report.telling]
        unread += [number + pages for number in report.unread_codes]
        faults += report.faults
        pages += report.pages
    return replace(
        own,
        pages=pages,
        removals=tuple(removals),
        share_removed=tuple(shares),
        ocr_pages=tuple(ocr),
        rasterised_pages=tuple(pictures),
        part_names=tuple(names),
        left_out=tuple(left_out),
        burned=tuple(burned),
        telling=tuple(telling),
        unread_codes=tuple(unread),
        faults=tuple(faults),
    )


def whole_text(own: DocumentText, members: Sequence[Member], texts: Sequence[DocumentText]) -> DocumentText:
    """The set's own parts, with the pages of its members after them, numbered on."""
    pages: list[PageText] = list(own.pages)
    for member, text in zip(members, texts, strict=True):
        names = tuple(page.name for page in text.pages)
        for page in text.pages:
            name = _name(member, names, page.number, len(text.pages))
            pages.append(replace(page, number=len(pages) + 1, name=name))
    hidden = [
        f"{member.name}: {words}"
        for member, text in zip(members, texts, strict=True)
        for words in text.hidden
    ]
    return DocumentText(tuple(pages), (*own.hidden, *hidden))


def with_members(
    own: Sequence[Check], members: Sequence[Member], checks: Sequence[Sequence[Check]]
) -> list[Check]:
    """The checks of a set, with those of its members under their names."""
    named = [
        replace(check, name=f"{member.name}: {check.name}", pages=(), sightings=())
        for member, made in zip(members, checks, strict=True)
        for check in made
    ]
    return [*own, *named]


def _name(member: Member, names: Sequence[str], number: int, pages: int) -> str:
    own = names[number - 1] if number <= len(names) else ""
    if own:
        return f"{member.name}, {own}"
    return f"{member.name}, page {number}" if pages > 1 else member.name


def _named(member: Member, act: Callable[[Member], _Answer]) -> _Answer:
    try:
        return act(member)
    except DocumentError as problem:
        raise type(problem)(f"{member.name}: {problem.sentence}", next_step=problem.next_step) from problem


def _must_be_redactable(member: Member) -> None:
    if not supported_for_redaction(member.kind):
        what = _IN_WORDS.get(member.kind, f"a file of the kind {member.kind.value.upper()}")
        raise DocumentNotSupported(
            f"{member.name} is {what}, which cannot be redacted here.",
            next_step="Take it out, or put a PDF of it in its place, and upload what is left.",
        )


def _too_much() -> DocumentTooCostly:
    return DocumentTooCostly(
        "The document holds more documents, or documents in documents, than one may.",
        next_step="Unpack it on your computer, and upload the documents that matter.",
    )


_IN_WORDS: Final = {
    DocumentKind.AUDIO_OR_VIDEO: "an audio or video recording",
    DocumentKind.UNKNOWN: "a file of a kind that is not known",
    DocumentKind.OLE: "an old Microsoft Office file",
    DocumentKind.EMPTY: "an empty file",
}
