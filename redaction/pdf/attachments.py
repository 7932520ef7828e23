"""Takes files out of a PDF that were put inside it, so that a scanner can look at each by itself."""

from pathlib import Path

import pikepdf

from redaction.errors import DocumentLocked, DocumentTooCostly, DocumentUnreadable

MOST_FILES = 1_000
MOST_BYTES = 256 << 20


def take_out(source: Path, folder: Path) -> int:
    """Write every embedded file, decoded, into folder as 0, 1, 2 and so on; gives how many there were.

    Raises:
        DocumentLocked, DocumentUnreadable: it cannot be opened.
        DocumentTooCostly: more than 1,000 files, or more than 256 MiB together.
    """
    try:
        with pikepdf.open(source) as pdf:
            return sum(
                _write(stream, folder / str(number), number)
                for number, stream in enumerate(_embedded_files(pdf))
            )
    except pikepdf.PasswordError as fault:
        raise DocumentLocked(
            "The selected file is password protected", next_step="Take the password off and upload it again."
        ) from fault
    except pikepdf.PdfError as fault:
        raise DocumentUnreadable(
            "The document is damaged: it could not be read.", next_step="Ask the sender for a fresh copy."
        ) from fault


def _embedded_files(pdf: pikepdf.Pdf) -> list[pikepdf.Stream]:
    """Found by what they are and by who names them: a hostile file may leave out either."""
    named: list[pikepdf.Stream] = []
    for held in pdf.objects:
        if isinstance(held, pikepdf.Stream) and held.get("/Type") == "/EmbeddedFile":
            named.append(held)
        elif isinstance(held, pikepdf.Dictionary) and isinstance(held.get("/EF"), pikepdf.Dictionary):
            named += [f for f in held["/EF"].as_dict().values() if isinstance(f, pikepdf.Stream)]
    return list({stream.objgen: stream for stream in named}.values())


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
