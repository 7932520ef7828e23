"""Reads a page of HTML back with two parsers that the burner does not use: tinyhtml5's and the standard library's."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import unquote

import tinyhtml5

from redaction.verify.making import made
from redaction.verify.sought import Sought
from redaction.verify.verdict import Check, CheckState
from redaction.verify.whole_file import of_whole_files
from redaction.verify.writing.plain import (
    LEAST_LETTERS_ALONE,
    found,
    in_other_encodings,
    in_text,
    unseen_letters,
)


def _each(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ELEMENTS: Final = _each(
    "html head meta title body address article aside b bdi big blockquote br caption center cite "
    "code dd div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img kbd li main nav "
    "ol p pre q s samp section small span strong sub sup table tbody td tfoot th thead tr tt u ul "
    "var"
)
_INLINE: Final = _each(
    "b bdi big cite code em i kbd q s samp small span strong sub sup tt u var a abbr font ins del mark wbr"
)
_VALUES: Final = {
    "colspan": re.compile(r"[1-9]\d{0,2}"),
    "rowspan": re.compile(r"[1-9]\d{0,2}"),
    "dir": re.compile(r"ltr|rtl|auto"),
    "lang": re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{2})?"),
    "charset": re.compile(r"utf-8"),
    "src": re.compile(r"cid:attachment-\d{1,4}"),
}


_OWN_TAG: Final = re.compile(
    rb"<!DOCTYPE html>|</?(?:"
    + "|".join(sorted(_ELEMENTS)).encode("ascii")
    + rb")(?: (?:colspan|rowspan)=\"\d{1,3}\""
    rb"| dir=\"(?:ltr|rtl|auto)\"| lang=\"[A-Za-z]{2,3}(?:-[A-Za-z]{2})?\"| charset=\"utf-8\""
    rb"| src=\"cid:attachment-\d{1,4}\")*>"
)


def of_page(held: bytes, sought: Sought, *, is_ours: bool) -> list[Check]:
    """Every check on the bytes of a page."""
    return [
        *made("page", lambda: _page(held.decode("utf-8"), sought, is_ours=is_ours)),
        *made("source", lambda: _source(held.decode("utf-8"), sought, is_ours=is_ours)),
        *made("raw bytes", lambda: in_other_encodings(_without_own_tags(held), sought)),
    ]


def _page(text: str, sought: Sought, *, is_ours: bool) -> list[Check]:
    """What a browser shows, what it holds besides, and whether it holds only what a copy may."""
    root = tinyhtml5.parse(text, namespace_html_elements=False)
    shown = "".join(_words(root))
    values = [str(value) for each in root.iter() for value in each.attrib.values()]
    beside = [*values, *(unquote(value) for value in values), *(_comment(each) for each in root.iter())]
    strange = sum(_strange(each) for each in root.iter())
    unseen = unseen_letters(shown)
    long_terms = Sought.of(term for term in sought.terms if len(term.squashed) >= LEAST_LETTERS_ALONE)
    return [
        *in_text(shown, sought),
        found("each element", long_terms.count(" ".join(map(str, root.itertext())))),
        found("attributes and comments", sum(map(sought.count, beside))),
        Check(
            "structure",
            _state(strange + unseen, is_ours=is_ours),
            f"{strange} strange elements, {unseen} invisible letters",
        ),
    ]


def _state(strange: int, *, is_ours: bool) -> CheckState:
    if not strange:
        return CheckState.CLEAN
    return CheckState.FOUND if is_ours else CheckState.NOTICE


def _words(element: Any) -> Iterator[str]:
    """The words in the order of the page; a block begins and ends a line, an inline element does not."""
    parts = isinstance(element.tag, str) and element.tag not in _INLINE
    if parts:
        yield "\n"
    if isinstance(element.tag, str):
        yield element.text or ""
        for child in element:
            yield from _words(child)
            yield child.tail or ""
    if parts:
        yield "\n"


def _comment(element: Any) -> str:
    return "" if isinstance(element.tag, str) else str(element.text or "")


def _without_own_tags(held: bytes) -> bytes:
    """The source without the tags that a copy may hold: people are called Head, Small and Strong."""
    return _OWN_TAG.sub(b"\n", held)


def _strange(element: Any) -> bool:
    """Say whether an element is none that a copy may hold."""
    if not isinstance(element.tag, str) or element.tag not in _ELEMENTS:
        return True
    return any(
        name not in _VALUES or not _VALUES[name].fullmatch(str(value))
        for name, value in element.attrib.items()
    )


def _source(text: str, sought: Sought, *, is_ours: bool) -> list[Check]:
    """What a simpler reader sees, which believes less of the markup than a browser does."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return [
        found("source", sought.count(_without_own_tags(text.encode("utf-8")).decode("utf-8"))),
        found("words of the source", sought.count("".join(reader.words))),
        found("hidden in the source", sum(map(sought.count, reader.beside))),
        Check("comments", _state(len(reader.comments), is_ours=is_ours), f"{len(reader.comments)} comments"),
    ]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.beside: list[str] = []
        self.comments: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.words.append("" if tag in _INLINE else "\n")
        self.beside.extend(value for _, value in attrs if value)

    def handle_endtag(self, tag: str) -> None:
        self.words.append("" if tag in _INLINE else "\n")

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)
        self.beside.append(data)

    def handle_pi(self, data: str) -> None:
        self.handle_comment(data)

    def unknown_decl(self, data: str) -> None:
        self.handle_comment(data)


inspect: Final = of_whole_files(lambda held, asked: of_page(held, asked.sought, is_ours=asked.is_ours))
"""The verdict on a file of HTML."""
