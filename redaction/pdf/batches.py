"""Takes a document apart into batches of pages, each rebuilt as a small document of its own.

The document is opened anew for each batch: a library keeps what it has read, and a document of thousands of pages
would be in memory as a whole at its last one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from redaction.pdf.beside import comments_on
from redaction.pdf.frame import inherited
from redaction.pdf.intake import open_again, open_checked
from redaction.pdf.rebuilding.rebuild import rebuild
from redaction.pdf.returned import BETWEEN_BYTES, Spare, kept_for_the_next
from redaction.schedule import AS_IT_IS, Opening

MOST_PAGES: Final = 128
MOST_BYTES: Final = 8 * 1024 * 1024
# Not followed to say how much a page draws with: they lead to other pages, or all over the document.
_ELSEWHERE: Final = frozenset({"/Parent", "/P", "/OC"})


@dataclass(frozen=True, slots=True)
class Batch:
    """Pages in a file of their own: from `first` (an index in the whole document), `count` of them.

    If there are more in the document, one more follows in the file: without its pictures, for those who look for
    words that go on over the page's end. `comments` counts those that are not drawn on these pages.
    """

    number: int
    path: Path
    first: int
    count: int
    comments: int
    is_last: bool


def batches(
    source: Path, opening: Opening, room: Path, *, look: Callable[[pikepdf.Pdf], None]
) -> Iterator[Batch]:
    """Give the batches of a document in turn; `look` is shown the opened document once, before.

    The files lie in `room`; who is done with one may delete it.

    Raises:
        DocumentRefused: one of its kinds.
    """
    with kept_for_the_next():
        yield from _in_turn(source, opening, room, look)


def _in_turn(
    source: Path, opening: Opening, room: Path, look: Callable[[pikepdf.Pdf], None]
) -> Iterator[Batch]:
    mended, spare = room / "mended.pdf", Spare()
    with open_checked(source, opening, mended=mended) as pdf:
        look(pdf)
        opened = Path(pdf.filename)
        batch = _batch(pdf, room, 0, 0)
    # A closed document is in memory for as long as it has a name.
    del pdf
    # What was mended has no lock any more.
    again = AS_IT_IS if opened == mended else opening
    while True:
        size_bytes = batch.path.stat().st_size
        yield batch
        if batch.is_last:
            return
        spare.used(max(size_bytes, BETWEEN_BYTES * batch.count // MOST_PAGES))
        batch = _next(opened, again, room, batch)


def _next(opened: Path, opening: Opening, room: Path, batch: Batch) -> Batch:
    with open_again(opened, opening) as pdf:
        return _batch(pdf, room, batch.number + 1, batch.first + batch.count)


def _batch(pdf: pikepdf.Pdf, room: Path, number: int, first: int) -> Batch:
    count = _extent(pdf, first)
    path = room / f"batch{number}.pdf"
    with rebuild(pdf, range(first, first + count), ahead=first + count) as made:
        made.save(path, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    comments = comments_on(pdf, range(first, first + count))
    return Batch(number, path, first, count, comments, is_last=first + count >= len(pdf.pages))


def _extent(pdf: pikepdf.Pdf, first: int) -> int:
    """Say how many pages, from this one on, draw with no more than one batch may hold; at least one."""
    seen: set[tuple[int, int]] = set()
    total, held = len(pdf.pages), 0
    for index in range(first, min(first + MOST_PAGES, total)):
        page = pdf.pages[index].obj
        held += _weight([page.get(Name.Contents), inherited(page, "/Resources")], seen)
        held += _weight(_appearances(page), seen)
        if held > MOST_BYTES:
            return max(index - first, 1)
    return min(MOST_PAGES, total - first)


def _appearances(page: pikepdf.Object) -> list[object]:
    notes = page.get(Name.Annots)
    return (
        [note.get(Name.AP) for note in notes if isinstance(note, Dictionary)]
        if isinstance(notes, Array)
        else []
    )


def _weight(waiting: list[object], seen: set[tuple[int, int]]) -> int:
    """Count the bytes of the streams that are reached from here, as they are stored."""
    held = 0
    while waiting:
        value = waiting.pop()
        if not isinstance(value, Array | Dictionary | Stream):
            continue
        if value.is_indirect:
            if value.objgen in seen:
                continue
            seen.add(value.objgen)
        if isinstance(value, Array):
            waiting.extend(value)
            continue
        waiting.extend(each for key, each in value.items() if key not in _ELSEWHERE)
        if isinstance(value, Stream):
            held += _stored_length(value)
    return held


def _stored_length(stream: pikepdf.Object) -> int:
    try:
        return max(int(stream.get(Name.Length, 0)), 0)
    except (TypeError, ValueError):
        return 0
