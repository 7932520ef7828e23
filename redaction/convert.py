"""Turns a document into a PDF before it is redacted, in children of its own; no parser here."""

import contextlib
import mmap
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from redaction.children.asking import child_is_understood, job_of, private_folder
from redaction.children.errand import send
from redaction.errors import DocumentError, DocumentUnreadable
from redaction.kinds.document_kind import ONLY_AS_PDF, DocumentKind
from redaction.kinds.sniff import recognise_file
from redaction.limits import Limits
from redaction.schedule import CopyFormat, Opening
from redaction.sets import SETS, Member, Within, for_each, is_set, taken_apart

_PDF_HEAD: Final = b"%PDF-"
_UNLOCKED_FIRST: Final = frozenset({DocumentKind.ODT, DocumentKind.ODS})
"""What is rewritten by readers that know no lock."""
_MAY_BE_SHUT: Final = _UNLOCKED_FIRST | {DocumentKind.OLE}
_PACKAGES: Final = _UNLOCKED_FIRST | {DocumentKind.DOCX, DocumentKind.PPTX, DocumentKind.XLSX}
_DRAWING: Final = re.compile(rb"\.(?:emf|wmf|emz|wmz|svgz?|svm)|ObjectReplacements/", re.IGNORECASE)
_DRAWING_SECONDS: Final = 60
_AS_OPEN_DOCUMENT: Final = frozenset({DocumentKind.ODT, DocumentKind.ODS, DocumentKind.ZIP})
"""What comes out of a locked file of Microsoft's; slides of OpenDocument have no kind of their own here."""


@dataclass(frozen=True, slots=True)
class _Printing:
    """What every document is printed with, itself and those in it."""

    opening: Opening
    limits: Limits
    terms: tuple[str, ...] = ()


@contextlib.contextmanager
def in_format(
    source: Path,
    copy_format: CopyFormat,
    opening: Opening,
    limits: Limits,
    within: Within,
    *,
    terms: Iterable[str] = (),
) -> Iterator[Path]:
    """The document as it is to be redacted: itself, or a PDF printed from it, which is gone afterwards.

    A locked OpenDocument file is itself without its lock; an office file with drawings made of lines is itself with
    pictures of them, which can be burned. A kind that nobody can rewrite (old Microsoft files, and
    locked ones) becomes a PDF whatever was asked. A message becomes its text and then the pages of each attachment;
    a zip file the pages of each document in it.

    Args:
        terms: what will be taken out of it; nothing is taken out here.

    Raises:
        DocumentRefused: or one of its family; it cannot be turned into PDF.

    Source: docs/decisions/0013-native-or-pdf.md.
    """
    kind = recognise_file(source).kind
    is_as_it_is = kind is DocumentKind.PDF or (copy_format is CopyFormat.SAME and kind not in ONLY_AS_PDF)
    if is_as_it_is and kind not in _PACKAGES:
        yield source
        return
    with private_folder() as folder:
        target = folder / "made"
        if is_as_it_is:
            is_locked = bool(opening.password) and kind in _UNLOCKED_FIRST
            how = _Printing(opening, limits)
            own = target if is_locked and _unlock(source, kind, target, how) else source
            drawn = folder / "drawn"
            yield drawn if _draw(own, kind, drawn, how) else own
            return
        _print(source, kind, target, _Printing(opening, limits, tuple(terms)), within)
        yield target


@contextlib.contextmanager
def without_lock(source: Path, opening: Opening, limits: Limits) -> Iterator[Path | None]:
    """An office file as it is behind its lock, gone afterwards; None where it has none, or is no office file.

    A file of Microsoft's comes out as OpenDocument. It is for a scanner to look at: no copy is made from it.

    Raises:
        DocumentLocked: the password is another. DocumentRefused: or one of its family.
    """
    kind = recognise_file(source).kind
    if not opening.password or kind not in _MAY_BE_SHUT:
        yield None
        return
    with private_folder() as folder:
        target = folder / "made"
        yield target if _unlock(source, kind, target, _Printing(opening, limits)) else None


def stays_a_set(source: Path, copy_format: CopyFormat) -> bool:
    """Say whether a document is redacted as a set of documents, each for itself."""
    return copy_format is CopyFormat.SAME and is_set(source)


def _print(source: Path, kind: DocumentKind, target: Path, how: _Printing, within: Within) -> None:
    if kind is DocumentKind.PDF:
        shutil.copyfile(source, target)
    elif kind in SETS:
        _print_set(source, kind, target, how, within)
    else:
        _print_one(source, target, how)


def _unlock(source: Path, kind: DocumentKind, target: Path, how: _Printing) -> bool:
    """Write the document without its lock; False when it has none."""
    with private_folder() as folder:
        made = folder / "made"
        job = job_of(source, how.opening, folder=str(folder), target=str(made))
        with child_is_understood():
            if not bool(send("unlock", job, limits=how.limits)["unlocked"]):
                return False
        wanted = _AS_OPEN_DOCUMENT if kind is DocumentKind.OLE else {kind}
        if made.is_symlink() or not made.is_file() or recognise_file(made).kind not in wanted:
            raise DocumentUnreadable(
                "The document could not be opened with its password.",
                next_step="Save a copy without a password and upload that.",
            )
        made.replace(target)
    return True


def _draw(source: Path, kind: DocumentKind, target: Path, how: _Printing) -> bool:
    """Write the document with its drawings as dots; False where it has none, or none could be drawn.

    A drawing that is not drawn becomes a blank that is counted, so nothing that goes wrong here is a refusal.
    """
    if not _may_hold_drawings(source):
        return False
    limits = replace(how.limits, cpu_seconds=_DRAWING_SECONDS, wall_seconds=2.0 * _DRAWING_SECONDS)
    with private_folder() as folder, contextlib.suppress(DocumentError), child_is_understood():
        made = folder / "made"
        job = job_of(source, how.opening, folder=str(folder), target=str(made))
        is_made = send("draw", job, limits=limits)["drawn"] and not made.is_symlink()
        if is_made and recognise_file(made).kind is kind:
            made.replace(target)
            return True
    return False


def _may_hold_drawings(source: Path) -> bool:
    """Say whether a package names a drawing. Names stand in it as they are, so nothing has to be opened for this."""
    with source.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as held:
        return _DRAWING.search(held) is not None


def _print_set(source: Path, kind: DocumentKind, target: Path, how: _Printing, within: Within) -> None:
    below = within.below()
    with private_folder() as folder, taken_apart(source, how.opening, how.limits, within) as members:

        def printed(member: Member) -> Path:
            path = folder / str(member.number)
            _print(member.path, member.kind, path, how, below)
            return path

        parts = for_each(members, within, printed)
        if kind is not DocumentKind.ZIP:
            own = folder / "0"
            _print_one(source, own, how, [member.kind for member in members])
            parts.insert(0, own)
        bound = folder / "bound"
        job = job_of(
            parts[0],
            how.opening,
            folder=str(folder),
            parts=[str(part) for part in parts],
            target=str(bound),
        )
        send("bind", job, limits=how.limits)
        _take(bound, target)


def _print_one(source: Path, target: Path, how: _Printing, attached: Sequence[DocumentKind] = ()) -> None:
    with private_folder() as folder:
        printed = folder / "printed"
        job = job_of(
            source,
            how.opening,
            folder=str(folder),
            target=str(printed),
            attached=[kind.value for kind in attached],
            terms=how.terms,
        )
        send("convert", job, limits=how.limits)
        _take(printed, target)


def _take(printed: Path, target: Path) -> None:
    """What a child made, if it is what it should be."""
    if printed.is_symlink() or not _is_pdf(printed):
        raise DocumentUnreadable(
            "The document could not be printed to PDF.",
            next_step="Open it in its own program, print it to a new PDF and upload that.",
        )
    printed.replace(target)


def _is_pdf(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as opened:
        return opened.read(len(_PDF_HEAD)) == _PDF_HEAD
