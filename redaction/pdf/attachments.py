"""Takes files out of a PDF that were put inside it, so that a scanner can look at each by itself."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from redaction.errors import DocumentLocked, DocumentTooCostly, DocumentUnreadable

MOST_FILES = 1_000
MOST_BYTES = 256 << 20


def take_out(source: Path, folder: Path, *, password: str = "") -> int:
    """Write every embedded file, decoded, into folder as 0, 1, 2 and so on; gives how many there were.

    Of an encrypted document the document itself, without its lock, is the last of them.

    Raises:
        DocumentLocked, DocumentUnreadable: it cannot be opened.
        DocumentTooCostly: more than 1,000 files, or more than 256 MiB together.
    """
    try:
        with pikepdf.open(source, password=password) as pdf:
            taken = sum(
                _write(stream, folder / str(number), number)
                for number, stream in enumerate(embedded_files(pdf))
            )
            if pdf.is_encrypted:
                pdf.save(folder / str(taken), encryption=False)
                taken += 1
            return taken
    except pikepdf.PasswordError as fault:
        raise DocumentLocked(
            "The selected file is password protected", next_step="Take the password off and upload it again."
        ) from fault
    except pikepdf.PdfError as fault:
        raise DocumentUnreadable(
            "The document is damaged: it could not be read.", next_step="Ask the sender for a fresh copy."
        ) from fault


def embedded_files(pdf: pikepdf.Pdf) -> list[pikepdf.Stream]:
    """Found by what they are and by who names them: a hostile file may leave out either."""
    named: list[pikepdf.Stream] = []
    for held in pdf.objects:
        if isinstance(held, pikepdf.Stream) and held.get("/Type") == "/EmbeddedFile":
            named.append(held)
        for files in _file_lists(held):
            named += [file for file in files.as_dict().values() if isinstance(file, pikepdf.Stream)]
    return list({stream.objgen: stream for stream in named}.values())


def _file_lists(root: Any) -> Iterator[pikepdf.Dictionary]:
    """The lists of files in one object, however deep: what names a file need be no object of its own."""
    waiting = [root]
    while waiting:
        value = waiting.pop()
        inside: list[Any] = []
        if isinstance(value, pikepdf.Array):
            inside = list(value)
        elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            files = value.get("/EF")
            if isinstance(files, pikepdf.Dictionary):
                yield files
            inside = [each for _, each in value.items()]
        waiting += [each for each in inside if isinstance(each, pikepdf.Object) and not each.is_indirect]


def _write(stream: pikepdf.Stream, target: Path, number: int) -> int:
    content = stream.read_bytes()
    already = sum(file.stat().st_size for file in target.parent.iterdir())
    if number >= MOST_FILES or already + len(content) > MOST_BYTES:
        raise DocumentTooCostly(
            "The document holds more files than could be looked at.",
            next_step="Upload the files inside it one by one.",
        )
    target.write_bytes(content)
    return 1
