"""Reads the XML of a package with expat: what stands between tags, in attributes, and what the tags are.

The burner's parser is another one (libxml2). Words are read three ways: everything run together inside a
paragraph or cell, everything parted at each tag, and each attribute by itself.
"""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote
from xml.parsers import expat

from redaction.verify.letters import squash
from redaction.verify.packages.package_bytes import Member, allowed
from redaction.verify.sought import Sought
from redaction.verify.verdict import Check, CheckState
from redaction.verify.writing.spelt import is_spelt

_BAR: Final = "\n|\n"  # squashing keeps it, so nothing is read across it
_PLAIN_FIGURE: Final = re.compile(r"[A-Z]{0,3}[0-9]{1,7}|-?[0-9]+(\.[0-9]+)?(in|cm|pt|mm|px|%)?")
_TAG: Final = re.compile(r"<[^>]*>")
_NAMESPACE: Final = re.compile(
    r"urn:oasis:names:tc:opendocument:xmlns:[a-z-]{4,20}:1\.0|http://www\.w3\.org/1999/xlink"
    r"|http://schemas\.openxmlformats\.org/(\w+/)?2006/[A-Za-z/-]{4,40}"
)
_SPELT: Final = re.compile(r"_x([0-9A-Fa-f]{4})_|_([0-9A-Fa-f]{2})_")
_LONG_NAME: Final = 6
_HUMAN: Final = frozenset({"descr", "title", "name", "sheet-name", "string-value", "value", "text", "author"})


@dataclass(frozen=True, slots=True)
class Grammar:
    """What one format's XML is made of.

    Args:
        ends: what ends with an element, for reading: a new line for a paragraph, a tab for a cell. Elements
            that stand for a blank give one.
        figures: elements whose text is a figure of the format (a row's number), not somebody's.
        elements: those that a copy may have, by their own names.
        words: what attributes of a copy say of its look, squashed.
        asides: elements that stand in a sentence without being a part of it: notes.
        runs_join: whether text goes on over the tags inside a paragraph, so that "benefit" and "s" in two runs
            are one word to every reader. Where it is not set, each tag is also read as the end of a word.
        inline: elements over which text goes on. Where given, any other ends a line.
    """

    ends: dict[str, str]
    figures: frozenset[str]
    elements: frozenset[str]
    words: frozenset[str]
    asides: frozenset[str] = frozenset()
    runs_join: bool = False
    inline: frozenset[str] | None = None

    def end_of(self, own: str) -> str:
        """What ends with an element, for reading."""
        unlisted = "\n" if self.inline is not None and own not in self.inline else ""
        return self.ends.get(own, unlisted)


@dataclass(slots=True)
class Seen:
    """What was seen in one part."""

    grammar: Grammar
    joined: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    parted: list[str] = field(default_factory=list)
    figures: set[str] = field(default_factory=set)
    values: set[str] = field(default_factory=set)
    human: set[str] = field(default_factory=set)
    elements: set[str] = field(default_factory=set)
    remarks: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        own = _own(name)
        self.elements.add(own)
        self._open.append(own)
        for key, value in attributes.items():
            if own in {"c", "row"} and _PLAIN_FIGURE.fullmatch(value):
                continue
            if key.startswith("xmlns") and _NAMESPACE.fullmatch(value):
                continue
            (self.human if _own(key) in _HUMAN else self.values).add(value)
        if own in {"s", "tab", "line-break", "br"}:
            self._reading().append(self.grammar.ends.get(own, " "))

    def end(self, name: str) -> None:
        own = _own(name)
        self.parted.append("\n")
        if own not in {"s", "tab", "line-break", "br"}:
            self._reading().append(self.grammar.end_of(own))
        self._open.pop()

    def text(self, written: str) -> None:
        if self._open and self._open[-1] in self.grammar.figures:
            self.figures.add(written)
        else:
            self._reading().append(written)
            self.parted.append(written)

    def _reading(self) -> list[str]:
        """Where the text that stands here is read: in its sentence, or beside it."""
        asides = self.grammar.asides
        return self.beside if asides and not asides.isdisjoint(self._open) else self.joined

    def remark(self, *written: str | None) -> None:
        self.remarks.append(" ".join(each for each in written if each))


def seen_in(held: bytes, grammar: Grammar) -> Seen:
    """Walk through one part.

    Raises:
        expat.ExpatError: it is not well-formed.
        ValueError: it declares a document type.
    """
    seen = Seen(grammar)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = seen.start
    parser.EndElementHandler = seen.end
    parser.CharacterDataHandler = seen.text
    parser.CommentHandler = seen.remark
    parser.ProcessingInstructionHandler = seen.remark
    parser.StartDoctypeDeclHandler = _refuse
    parser.Parse(held, True)
    return seen


def in_xml(
    members: Iterable[Member], sought: Sought, grammar: Grammar, known: re.Pattern[str], *, is_ours: bool
) -> list[Check]:
    """Every check on the XML parts. Values that are `known` names of members are the format's own."""
    texts, values, strange, remarks = 0, 0, 0, 0
    words = sought.beside_the_format(grammar.words)
    # In the middle of a word a run may end: so names of one word are not looked for between the tags.
    several = Sought.of(term for term in sought.terms if term.spaces and len(term.squashed) >= _LONG_NAME)
    for member in members:
        if not member.is_xml:
            continue
        seen = seen_in(member.held, grammar)
        texts += sum(_read("".join(each), sought) for each in (seen.joined, seen.beside))
        texts += _among(seen.figures, words)
        texts += several.count("".join(seen.parted))
        if not grammar.runs_join:
            texts += _read("".join(seen.parted), sought) + _between_tags(member.held, words)
        texts += _among(seen.remarks, sought)
        values += _among((each for each in seen.values if not known.fullmatch(each.lstrip("/"))), words)
        unknown = seen.elements - grammar.elements
        values += _among(seen.human, _people(sought, grammar)) + _among(unknown, words)
        strange += len(unknown)
        remarks += len(seen.remarks)
    return [
        _counted("text of parts", texts, "places"),
        _counted("attributes", values, "values"),
        allowed("elements", strange, "kinds of element that no copy has", is_ours=is_ours),
        allowed("remarks", remarks, "comments or instructions", is_ours=is_ours),
    ]


def _between_tags(held: bytes, sought: Sought) -> int:
    """The same part without a parser: whatever stands between what looks like tags."""
    return sought.count(html.unescape(_TAG.sub("\n", held.decode("utf-8", "replace"))))


def _read(text: str, sought: Sought) -> int:
    plain = sought.count(text) + (sought.count(_SPELT.sub(_letter, text)) if "_x" in text else 0)
    return plain or int(is_spelt(text, sought))


def _people(sought: Sought, grammar: Grammar) -> Sought:
    """All terms but the words of the format: attributes with names and descriptions are read as writing is."""
    return Sought.of(term for term in sought.terms if term.squashed not in grammar.words)


def _among(written: Iterable[str], sought: Sought) -> int:
    texts = [text for text in written if text]
    if not texts or not sought.terms:
        return 0
    linked = [unquote(text) for text in texts if "%" in text]
    spelt = [_SPELT.sub(_letter, text) for text in texts if "_" in text]
    return sought.count(_BAR.join([*texts, *linked, *spelt]))


def _letter(found: re.Match[str]) -> str:
    """Names of styles and sheets spell what a name may not hold: "Anna_20_Smith", "Anna_x0020_Smith"."""
    return chr(int(found.group(1) or found.group(2), 16))


def _own(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse(*_: object) -> None:
    raise ValueError


def _counted(name: str, found: int, what: str) -> Check:
    return Check(name, CheckState.FOUND, f"{found} {what}") if found else Check(name, CheckState.CLEAN)


def squashed_words(words: str) -> frozenset[str]:
    """Words of a format as attributes are compared with them."""
    return frozenset(map(squash, words.split()))
