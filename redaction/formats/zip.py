"""Zip files, as a set of documents."""

import stat
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from redaction.errors import DocumentEmpty, DocumentUnreadable
from redaction.formats.set_format import SetFormat
from redaction.kinds.document_kind import DocumentKind, file_ending
from redaction.kinds.sniff import recognise_file
from redaction.office.archive import Bounds, open_package, write_package
from redaction.page import DocumentText
from redaction.report import BurnReport, Told
from redaction.schedule import Opening, Schedule
from redaction.sight.ocr import OcrReader

BOUNDS: Final = Bounds(members=2_000, member_bytes=1 << 30, total_bytes=2 << 30)
_SYSTEM_FILES: Final = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_SYSTEM_FOLDER: Final = "__macosx/"


class _Zip:
    def check(self, source: Path, opening: Opening) -> int:  # noqa: ARG002 - no password is asked for
        """None of its own: it has names, and they do not travel."""
        _documents(source)
        return 0

    def read(self, source: Path, opening: Opening, *, ocr: OcrReader | None) -> DocumentText:  # noqa: ARG002 - the shape of every format
        _documents(source)
        return DocumentText(())

    def burn(
        self,
        source: Path,
        target: Path,
        schedule: Schedule,
        opening: Opening,
        *,
        ocr: OcrReader | None,  # noqa: ARG002 - the shape of every format
        told: Told,  # noqa: ARG002 - the shape of every format
    ) -> BurnReport:
        return self.pack(source, target, schedule, opening, ())

    def render(self, source: Path, opening: Opening, page_number: int, *, dpi: int) -> bytes:  # noqa: ARG002 - the shape of every format
        raise DocumentUnreadable("There is no such page.", next_step="Choose a page that the document has.")

    def unpack(self, source: Path, folder: Path, opening: Opening) -> int:  # noqa: ARG002 - the shape of every format
        names = _documents(source)
        with open_package(source, BOUNDS) as package:
            for number, name in enumerate(names):
                (folder / str(number)).write_bytes(package.part(name))
        return len(names)

    def pack(
        self,
        source: Path,
        target: Path,
        schedule: Schedule,  # noqa: ARG002 - nothing of the zip itself travels
        opening: Opening,  # noqa: ARG002 - the shape of every format
        members: Sequence[Path],
    ) -> BurnReport:
        names = _documents(source)
        if len(names) != len(members):
            raise ValueError
        write_package(target, _named(members))
        with open_package(source, BOUNDS) as package:
            left = len(package.names) - len(names)
        left_out = (f"{left} empty file{'s' * (left > 1)} or files of an operating system",) if left else ()
        return BurnReport(0, (), (), left_out=left_out, kind=DocumentKind.ZIP)


def _named(members: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    for number, path in enumerate(members, start=1):
        yield f"document-{number}.{file_ending(recognise_file(path).kind)}", path.read_bytes()


def _documents(source: Path) -> list[str]:
    """The members that somebody wrote, in order."""
    with open_package(source, BOUNDS) as package:
        if _holds_a_link(source):
            raise DocumentUnreadable(
                "The zip file holds a link to a file that is not in it.",
                next_step="Put the document itself into the zip file.",
            )
        names = [name for name in package.names if package.size_bytes(name) and not _is_of_system(name)]
    if not names:
        raise DocumentEmpty(
            "There is no document in the zip file.", next_step="Ask the sender for a fresh copy."
        )
    return names


def _holds_a_link(source: Path) -> bool:
    with zipfile.ZipFile(source) as opened:
        return any(stat.S_ISLNK(each.external_attr >> 16) for each in opened.infolist())


def _is_of_system(name: str) -> bool:
    small = name.lower()
    return small.startswith(_SYSTEM_FOLDER) or small.rsplit("/", 1)[-1] in _SYSTEM_FILES


FORMAT: Final[SetFormat] = _Zip()
