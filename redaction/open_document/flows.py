"""The writing of a copied OpenDocument part as flows: what a reader reads in a row, in pieces that can be changed.

A note, a text box, and how a word is pronounced do not stop the sentence that they stand in: each is a flow of
its own, and the sentence reads on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from redaction.office.runs import Piece
from redaction.open_document.names import named

_ASIDE: Final = {
    named("text:note-body"): "Notes",
    named("draw:text-box"): "Text boxes and pictures",
    named("svg:title"): "Text boxes and pictures",
    named("svg:desc"): "Text boxes and pictures",
    named("text:ruby-text"): "Notes",
}
_UNREAD: Final = frozenset({named("text:note-citation")})
_SPACES: Final = named("text:s")
_SIGNS: Final = {named("text:tab"): "\t", named("text:line-break"): "\n"}
_FIGURES: Final = frozenset({named("text:page-number"), named("text:page-count")})
_PARAGRAPHS: Final = frozenset({named("text:p"), named("text:h"), named("svg:title"), named("svg:desc")})
_CELLS: Final = frozenset({named("table:table-cell")})
_MOST_SPACES: Final = 100


@dataclass(slots=True)
class Story:
    """A part for a reviewer: its name, and its flows in order."""

    name: str
    flows: list[list[Piece]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join("".join(piece.text for piece in flow).strip("\n") for flow in self.flows).strip("\n")


def stories_of(root: etree._Element, name: str) -> list[Story]:
    """The writing under an element: first what stands in the text itself, then what stands beside it, by its kind."""
    main = Story(name)
    beside: dict[str, Story] = {}
    waiting = [(root, main)]
    while waiting:
        element, story = waiting.pop(0)
        asides: list[etree._Element] = []
        flow = list(_pieces(element, asides))
        if any(piece.put is not None for piece in flow):
            story.flows.append(flow)
        for aside in asides:
            kind = _ASIDE[aside.tag]
            if kind not in beside:
                beside[kind] = Story(kind)
            waiting.append((aside, beside[kind]))
    return [main, *beside.values()]


def has_asides(element: etree._Element) -> bool:
    """Say whether anything under an element stands beside its sentences."""
    return next(element.iter(*_ASIDE), None) is not None


def pieces_of(element: etree._Element) -> list[Piece]:
    """The pieces of one element, without what stands beside its sentences."""
    return list(_pieces(element, []))


def _pieces(element: etree._Element, asides: list[etree._Element]) -> Iterator[Piece]:
    if element.text:
        yield Piece(element.text, _text_setter(element))
    for child in element:
        if child.tag in _ASIDE:
            asides.append(child)
        elif child.tag == _SPACES:
            yield Piece(" " * _count(child), _sign_setter(child))
        elif child.tag in _SIGNS:
            yield Piece(_SIGNS[child.tag], _sign_setter(child))
        elif child.tag in _FIGURES:
            yield Piece("#")
        elif child.tag not in _UNREAD:
            yield from _pieces(child, asides)
        if child.tail:
            yield Piece(child.tail, _tail_setter(child))
    if element.tag in _PARAGRAPHS:
        yield Piece("\n")
    elif element.tag in _CELLS:
        yield Piece("\t")


def _count(spaces: etree._Element) -> int:
    written = spaces.get(named("text:c"), "1")
    return min(int(written), _MOST_SPACES) if written.isdecimal() and len(written) < 6 else 1


def _text_setter(element: etree._Element) -> Callable[[str], None]:
    def put(text: str) -> None:
        element.text = text

    return put


def _tail_setter(element: etree._Element) -> Callable[[str], None]:
    def put(text: str) -> None:
        element.tail = text

    return put


def _sign_setter(element: etree._Element) -> Callable[[str], None]:
    """A blank, tab or line end that was hit becomes a run of letters: the mark, or nothing."""

    def put(text: str) -> None:
        element.tag = named("text:span")
        element.attrib.clear()
        element.text = text

    return put
