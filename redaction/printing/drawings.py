"""Has the drawings of an office file drawn as dots: the same file with pictures that can be read and burned."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from redaction.office.archive import Package, open_package, write_package
from redaction.office.line_art import (
    line_art_ending,
    shows_something,
    unpacked,
    with_words,
    words_in_drawing,
)
from redaction.printing.line_art import draw_all

_MOST_DRAWINGS: Final = 200
_MOST_BYTES: Final = 20 << 20
_ENDINGS: Final = (".emf", ".wmf", ".emz", ".wmz", ".svg", ".svgz", ".svm")
_STOOD_FOR: Final = "ObjectReplacements/"
_THUMBNAILS: Final = ("docProps/", "Thumbnails/")
_CHART: Final = b"<office:chart"
_OWN_NUMBERS: Final = b"<table:table-row"


def draw_line_art(source: Path, target: Path, *, room: Path) -> int:
    """Write the package again with dots in the place of lines, and say how many were drawn.

    What cannot be drawn stays as it is. Nothing is written where nothing could be drawn.

    Raises:
        DocumentRefused: or one of its family; the package cannot be opened, or LibreOffice is not installed.
    """
    with open_package(source) as package:
        waiting = laid_out(package, room)
        if not waiting:
            return 0
        draw_all(list(waiting.values()), room=room)
        drawn = dict(_taken_in(waiting))
        if drawn:
            parts = ((name, drawn.get(name) or package.part(name)) for name in package.names)
            write_package(target, parts, stored=frozenset({"mimetype"}))
        return len(drawn)


def laid_out(package: Package, room: Path) -> dict[str, Path]:
    """Each drawing that a copy may show, as a file of its own in `room`, by its name in the package."""
    found: dict[str, Path] = {}
    for name in package.names:
        is_small = package.size_bytes(name) <= _MOST_BYTES
        if not _may_be_drawing(name) or not is_small or _is_of_a_chart(package, name):
            continue
        if len(found) >= _MOST_DRAWINGS:
            break
        held = unpacked(package.part(name))
        ending = line_art_ending(held)
        if ending:
            found[name] = room / f"{len(found)}.{ending}"
            found[name].write_bytes(held)
    return found


def _may_be_drawing(name: str) -> bool:
    is_drawing = name.lower().endswith(_ENDINGS) or name.startswith(_STOOD_FOR)
    return is_drawing and not name.startswith(_THUMBNAILS)


def _is_of_a_chart(package: Package, name: str) -> bool:
    """Say whether a picture stands for a chart that has its numbers: that travels itself, the picture does not."""
    part = f"{name.removeprefix(_STOOD_FOR)}/content.xml"
    if not name.startswith(_STOOD_FOR) or part not in package or package.size_bytes(part) > _MOST_BYTES:
        return False
    held = package.part(part)
    return _CHART in held and _OWN_NUMBERS in held


def _taken_in(waiting: dict[str, Path]) -> Iterator[tuple[str, bytes]]:
    for name, path in waiting.items():
        picture = path.with_name(path.name + ".png")
        try:
            made = picture.read_bytes()
            if shows_something(made):
                yield name, with_words(made, words_in_drawing(path.read_bytes(), path.suffix[1:]))
        except (OSError, ValueError):
            continue
