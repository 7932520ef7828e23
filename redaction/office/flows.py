"""The words of a Word story, a slide or a chart in reading order, each piece with the way to change it."""

from collections.abc import Callable, Iterator
from typing import Final

from lxml import etree

from redaction.office.copying import TEXT_TAGS
from redaction.office.namespaces import XML, named
from redaction.office.runs import Piece

_PARAGRAPHS: Final = frozenset(map(named, ("w:p", "a:p", "c:pt", "c:tx")))
_APART: Final = frozenset(map(named, ("w:txbxContent",)))
_ROWS: Final = frozenset(map(named, ("w:tr", "a:tr")))
_CELLS: Final = frozenset(map(named, ("w:tc", "a:tc")))
_FORMULA_PARTS: Final = frozenset(
    map(named, ("m:num", "m:den", "m:sub", "m:sup", "m:e", "m:deg", "m:lim", "m:fName"))
)
_FORMULA_BY_ITSELF: Final = named("m:oMathPara")
_SPELT: Final = {
    named("w:tab"): "\t",
    named("w:ptab"): "\t",
    named("w:br"): "\n",
    named("w:cr"): "\n",
    named("a:br"): "\n",
    named("w:noBreakHyphen"): "-",
    named("w:softHyphen"): "\u00ad",
}
_IN_RUNS: Final = frozenset({named("w:r")})
_SYMBOL: Final = named("w:sym")
_DESCRIBED: Final = frozenset(map(named, ("wp:docPr", "pic:cNvPr", "wps:cNvPr", "wpg:cNvPr", "p:cNvPr")))
_NUMBER_TEXT: Final = named("w:lvlText")


def flow_of(root: etree._Element) -> list[Piece]:
    """Every piece of a part. Borders stand where a paragraph, a cell or a row ends."""
    walk = _Walk()
    walk.inside(root, "\n")
    walk.finish()
    return walk.pieces


def text_of(root: etree._Element) -> str:
    """The words of a part as a reader would see them: a row of a table on one line."""
    return "".join(piece.text for piece in flow_of(root)).strip("\n")


class _Walk:
    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._apart: list[etree._Element] = []
        self._descriptions: list[Piece] = []

    def inside(self, element: etree._Element, border: str) -> None:
        for child in element:
            self._one(child, border)

    def finish(self) -> None:
        """Descriptions come last: they are read aloud, not seen, and cut no sentence in two."""
        for piece in self._descriptions:
            self.pieces += [piece, Piece("\n")]

    def _one(self, element: etree._Element, border: str) -> None:
        tag = str(element.tag)
        if tag in _APART:
            self._apart.append(element)
        elif tag in _PARAGRAPHS:
            self._paragraph(element, border)
        elif tag in _CELLS:
            self.inside(element, " ")
            self.pieces.append(Piece("\t"))
        elif tag == _FORMULA_BY_ITSELF:
            self.pieces.append(Piece(" "))
            self.inside(element, border)
            self.pieces.append(Piece(" "))
        elif tag in _FORMULA_PARTS:
            self.inside(element, border)
            self.pieces.append(Piece(" "))
        elif tag in _ROWS:
            self.inside(element, border)
            self.pieces.append(Piece("\n"))
        else:
            self.pieces += self._own(element, tag)
            self.inside(element, border)

    def _paragraph(self, element: etree._Element, border: str) -> None:
        waiting, self._apart = self._apart, []
        self.inside(element, border)
        self.pieces.append(Piece(border))
        for apart in self._apart:
            self.inside(apart, border)
        self._apart = waiting

    def _own(self, element: etree._Element, tag: str) -> Iterator[Piece]:
        if tag in TEXT_TAGS:
            yield Piece(element.text or "", _text_putter(element))
        elif tag in _SPELT and (tag == named("a:br") or str(_parent(element).tag) in _IN_RUNS):
            yield Piece(_SPELT[tag], _mark_putter(element))
        elif tag == _SYMBOL:
            yield Piece(_symbol(element), _mark_putter(element))
        elif tag == _NUMBER_TEXT and any(map(str.isalpha, _without_places(element))):
            yield Piece(_without_places(element), _attribute_putter(element, named("w:val")))
            yield Piece("\n")
        elif tag in _DESCRIBED and element.get("descr"):
            self._descriptions.append(Piece(element.get("descr", ""), _attribute_putter(element, "descr")))


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    assert parent is not None  # noqa: S101 - only the root has none, and it is never asked about
    return parent


def _without_places(element: etree._Element) -> str:
    return str(element.get(named("w:val"), ""))


def _symbol(element: etree._Element) -> str:
    try:
        return chr(int(element.get(named("w:char"), ""), 16))
    except (ValueError, OverflowError):
        return ""


def _text_putter(element: etree._Element) -> Callable[[str], None]:
    def put(text: str) -> None:
        element.text = text
        if element.tag == named("w:t"):
            element.set(f"{{{XML}}}space", "preserve")

    return put


def _attribute_putter(element: etree._Element, name: str) -> Callable[[str], None]:
    return lambda text: element.set(name, text)


def _mark_putter(element: etree._Element) -> Callable[[str], None]:
    """What is no text of its own goes; where a mark has to stand, a text takes its place."""

    def put(text: str) -> None:
        parent = _parent(element)
        if text and element.tag == named("a:br"):
            made = etree.Element(named("a:r"))
            etree.SubElement(made, named("a:t")).text = text
            parent.replace(element, made)
        elif text:
            made = etree.Element(named("w:t"))
            made.text = text
            made.set(f"{{{XML}}}space", "preserve")
            parent.replace(element, made)
        else:
            parent.remove(element)

    return put
