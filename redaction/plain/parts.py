"""Parts of a long text, as a reviewer leafs through them: whole lines, about a page each."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from redaction.page import DocumentText, PageText, Reading

LINES: Final = 60
LETTERS: Final = 6_000
MOST_PARTS: Final = 4_000
PAGE_WIDTH_POINTS: Final = 595.0
PAGE_HEIGHT_POINTS: Final = 842.0


def lines_of_parts(text: str) -> tuple[int, ...]:
    """How many lines each part has. One line is never in two parts, however long."""
    lines = text.split("\n")
    most_lines = max(LINES, -(-len(lines) // MOST_PARTS))
    most_letters = max(LETTERS, len(text) // (MOST_PARTS // 2))
    counts: list[int] = []
    held, letters = 0, 0
    for line in lines:
        if held and (held >= most_lines or letters + len(line) > most_letters):
            counts.append(held)
            held, letters = 0, 0
        held += 1
        letters += len(line)
    return (*counts, held)


def cut_in_parts(text: str, counts: Sequence[int]) -> Iterator[str]:
    """The text part by part, each without its last line end."""
    lines = text.split("\n")
    start = 0
    for count in counts:
        yield "\n".join(lines[start : start + count])
        start += count


def names_of_parts(counts: Sequence[int]) -> tuple[str, ...]:
    """What a reviewer calls each part."""
    names: list[str] = []
    first = 1
    for count in counts:
        names.append(f"Lines {first} to {first + count - 1}")
        first += count
    return tuple(names)


def as_page(number: int, text: str, name: str = "") -> PageText:
    """One part as the text of a page."""
    reading = Reading.TEXT if text.strip() else Reading.NOTHING
    return PageText(number, text, reading, PAGE_WIDTH_POINTS, PAGE_HEIGHT_POINTS, name)


def as_pages(parts: Sequence[str], hidden: Iterable[str] = ()) -> DocumentText:
    """All parts of a text, each under the lines that it has; and what else the document holds."""
    names = names_of_parts([part.count("\n") + 1 for part in parts])
    return DocumentText(
        tuple(
            as_page(number, part, name)
            for number, (part, name) in enumerate(zip(parts, names, strict=True), start=1)
        ),
        tuple(hidden),
    )
