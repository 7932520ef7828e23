"""A page of HTML as what a reader sees of it: pieces of structure, and strands of text between them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any, Final

from lxml import etree

from redaction.errors import DocumentUnreadable
from redaction.markup.allowed import (
    ATTRIBUTES,
    BLOCKS,
    CELLS,
    DROPPED_WHOLE,
    EMPTY,
    KEPT,
    LANGUAGE,
    WRITTEN_AS,
    is_hidden,
)
from redaction.plain.invisible import visible
from redaction.wording.readings import without_files

_CONTROLS_SHOWN: Final = frozenset(
    {"", "text", "search", "tel", "url", "email", "number", "date", "time", "button"}
)
_DEEPEST: Final = 600
_BOXES: Final = frozenset({"button", "label", "noscript", "output", "textarea"})


@dataclass(slots=True)
class Page:
    """A page taken apart. `strands` are its words in order; `pieces` are markup, or the number of a strand.

    A strand that no piece names parts two others: the end of a block, of a cell, of a line.
    """

    title: str = ""
    language: str = ""
    strands: list[str] = field(default_factory=list)
    pieces: "list[str | int]" = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What a reader sees, block by block."""
        return "".join(self.strands)

    def written(self, strands: list[str]) -> str:
        """The body in HTML, with other words in place of the strands."""
        made = "".join(piece if isinstance(piece, str) else escape(strands[piece]) for piece in self.pieces)
        # Where every letter of a name had a span of its own, what is left of them would count the letters.
        return made.replace("<span></span>", "")


def taken_apart(text: str, pictures: Mapping[str, str] | None = None) -> Page:
    """What a reader sees of a page.

    Args:
        text: the source of the page, decoded.
        pictures: for a message, what to write for each name of a picture that travels with it (`cid:`).

    Raises:
        DocumentUnreadable: no parser finds a page in it.
    """
    # The parser stops at depth 256 by itself, fetches nothing and expands no entity of a document's own.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    root = etree.fromstring(text.encode("utf-8", "replace"), parser) if text.strip() else None
    if root is None:
        raise DocumentUnreadable(
            "The page is damaged: nothing in it can be read.",
            next_step="Open it in a browser, print it to PDF and upload that.",
        )
    page = Page()
    _Walk(page, pictures or {}).element(root, 0)
    page.title = visible(" ".join(" ".join(root.xpath("//head/title/text()")).split()))
    language = str(root.get("lang") or "")
    page.language = language if LANGUAGE.fullmatch(language) else ""
    return page


class _Walk:
    def __init__(self, page: Page, pictures: Mapping[str, str]) -> None:
        self.page = page
        self.pictures = pictures

    def element(self, element: Any, depth: int) -> None:
        """Walk one element and what is in it; what follows it is the caller's."""
        tag = element.tag.lower() if isinstance(element.tag, str) else ""
        if not tag or depth > _DEEPEST or tag in DROPPED_WHOLE or tag in {"head", "title"}:
            self._leave_out(tag)
        elif is_hidden(tag, {name.lower(): value for name, value in element.attrib.items()}):
            self._count("hidden passage")
        elif tag in _ALONE:
            _ALONE[tag](self, element)
        else:
            self._walk_in(element, tag, depth)

    def _walk_in(self, element: Any, tag: str, depth: int) -> None:
        name = WRITTEN_AS.get(tag, tag) if tag in KEPT else ""
        if tag in BLOCKS or tag in {"body", "html", "option", "select"}:
            self._part("\n")
        elif tag in _BOXES:
            self._apart()
        if name:
            self.page.pieces.append(f"<{name}{_attributes(element)}>")
        self._say(element.text)
        for child in element:
            self.element(child, depth + 1)
            self._say(child.tail)
        if name:
            self.page.pieces.append(f"</{name}>")
        if tag in BLOCKS or tag in CELLS or tag in {"option", "textarea", "select"}:
            self._part("\t" if tag in CELLS else "\n")
        elif tag in _BOXES:
            self._apart()

    def break_line(self, element: Any) -> None:
        """A line end or a rule."""
        self.page.pieces.append(f"<{element.tag.lower()}>")
        self._part("\n")

    def picture(self, element: Any) -> None:
        """A picture that travels with a message stays; any other is outside the file, or coded inside it."""
        source = str(element.get("src") or "").strip()
        written = self.pictures.get(source[4:]) if source[:4].lower() == "cid:" else None
        if written:
            self.page.pieces.append(f'<img src="cid:{escape(written)}">')
        else:
            self._count("picture")

    def control(self, element: Any) -> None:
        """A field of a form says what was filled in."""
        kind = str(element.get("type") or "").lower()
        self._apart()
        if kind in _CONTROLS_SHOWN | {"submit", "reset"}:
            self._say(str(element.get("value") or ""))
        self._part("\t")

    def _say(self, text: str | None) -> None:
        seen, files = without_files(visible(text or ""))
        if files:
            self._count("file inside the text", files)
        if seen:
            self.page.pieces.append(len(self.page.strands))
            self.page.strands.append(seen)

    def _part(self, separator: str) -> None:
        if self.page.strands and not self.page.strands[-1].endswith("\n"):
            self.page.strands.append(separator)

    def _apart(self) -> None:
        """What stands in a box of its own is no part of the word beside it."""
        if self.page.strands and not self.page.strands[-1][-1:].isspace():
            self.page.strands.append(" ")

    def _leave_out(self, tag: str) -> None:
        if tag in _NAMED:
            self._count(_NAMED[tag])

    def _count(self, what: str, number: int = 1) -> None:
        self.page.left_out[what] = self.page.left_out.get(what, 0) + number


_ALONE: Final[Mapping[str, Callable[[_Walk, Any], None]]] = {
    "br": _Walk.break_line,
    "hr": _Walk.break_line,
    "img": _Walk.picture,
    "input": _Walk.control,
}
_NAMED: Final = {
    **dict.fromkeys(("svg", "math", "canvas", "picture"), "drawing"),
    **dict.fromkeys(("script", "style", "template"), "script or style"),
    "rt": "phonetic guide",
    **dict.fromkeys(("iframe", "frame", "object", "embed", "applet", "audio", "video"), "embedded object"),
}


def _attributes(element: Any) -> str:
    return "".join(_attribute(element, name) for name in ATTRIBUTES)


def _attribute(element: Any, name: str) -> str:
    value = str(element.get(name) or "").strip().lower()
    return f' {name}="{value}"' if ATTRIBUTES[name].fullmatch(value) else ""


assert not KEPT & DROPPED_WHOLE and EMPTY <= KEPT  # noqa: S101 - the two lists are one decision
