"""Which codes of each font the streams of a document show: a walk of its own, that the burner has no part in."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pikepdf

Key = tuple[int, int]

_OPERATORS: Final = "q Q Tf Tj TJ ' \" gs"
_DEEPEST: Final = 30


@dataclass(slots=True)
class Shown:
    """The bytes that one font shows, alone and two by two, and the pages, from 1, that draw with it."""

    singles: set[int] = field(default_factory=set)
    pairs: set[int] = field(default_factory=set)
    pages: set[int] = field(default_factory=set)

    def add(self, string: bytes, page_number: int) -> None:
        """Take down what one string shows; the strings themselves would be as much as the document."""
        self.singles.update(string)
        self.pairs.update(int.from_bytes(string[at : at + 2]) for at in range(0, len(string), 2))
        self.pages.add(page_number)


def shown_by_font(pdf: pikepdf.Pdf) -> dict[Key, Shown]:
    """What each font shows on any page, form, pattern, mask or drawn letter.

    Raises:
        pikepdf.PdfError: a stream cannot be taken apart.
    """
    found: dict[Key, Shown] = {}
    for number, page in enumerate(pdf.pages, start=1):
        resources = page.obj.get("/Resources")
        for content, held in [(page, resources), *_below(resources, resources, set(), 0)]:
            for font, shown in _in_stream(content, held):
                found.setdefault(font, Shown()).add(shown, number)
    return found


def _below(resources: Any, above: Any, seen: set[Key], depth: int) -> Iterator[tuple[Any, Any]]:
    """Each stream that draws below some resources, with the resources it draws with."""
    if not isinstance(resources, pikepdf.Dictionary) or depth > _DEEPEST:
        return
    for category in ("/XObject", "/Pattern", "/ExtGState", "/Font"):
        held = resources.get(category)
        for value in list(held.values()) if isinstance(held, pikepdf.Dictionary) else []:
            for stream, own in _streams_of(value):
                if stream.objgen in seen:
                    continue
                seen.add(stream.objgen)
                inside = own if isinstance(own, pikepdf.Dictionary) else above
                yield stream, inside
                yield from _below(inside, inside, seen, depth + 1)


def _streams_of(value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, pikepdf.Stream):
        if value.get("/Subtype") == "/Form" or "/PatternType" in value:
            yield value, value.get("/Resources")
    elif isinstance(value, pikepdf.Dictionary):
        mask, letters = value.get("/SMask"), value.get("/CharProcs")
        if isinstance(mask, pikepdf.Dictionary) and isinstance(mask.get("/G"), pikepdf.Stream):
            yield mask["/G"], mask["/G"].get("/Resources")
        for letter in list(letters.values()) if isinstance(letters, pikepdf.Dictionary) else []:
            if isinstance(letter, pikepdf.Stream):
                yield letter, value.get("/Resources")


def _in_stream(content: Any, resources: Any) -> Iterator[tuple[Key, bytes]]:
    fonts, states = (
        resources.get(each) if isinstance(resources, pikepdf.Dictionary) else None
        for each in ("/Font", "/ExtGState")
    )
    if not isinstance(fonts, pikepdf.Dictionary) and not isinstance(states, pikepdf.Dictionary):
        return
    font: Key = (0, 0)
    kept: list[Key] = []
    for step in pikepdf.parse_content_stream(content, _OPERATORS):
        operator = str(step.operator)
        if operator == "q":
            kept.append(font)
        elif operator == "Q":
            font = kept.pop() if kept else font
        elif operator == "Tf" and len(step.operands) > 1:
            font = _key(fonts, step.operands[-2])
        elif operator == "gs" and len(step.operands):
            font = _of_state(states, step.operands[-1]) or font
        elif len(step.operands):
            shown = step.operands[-1]
            for each in shown if isinstance(shown, pikepdf.Array) else [shown]:
                if isinstance(each, pikepdf.String):
                    yield font, bytes(each)


def _key(fonts: Any, name: Any) -> Key:
    found = fonts.get(str(name)) if isinstance(fonts, pikepdf.Dictionary) else None
    return found.objgen if isinstance(found, pikepdf.Dictionary) else (0, 0)


def _of_state(states: Any, name: Any) -> Key | None:
    state = states.get(str(name)) if isinstance(states, pikepdf.Dictionary) else None
    font = state.get("/Font") if isinstance(state, pikepdf.Dictionary) else None
    return font[0].objgen if isinstance(font, pikepdf.Array) and len(font) else None
