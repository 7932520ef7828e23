"""Copies the parts of an OpenDocument file by allow-list: elements, attributes and values that are known."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from lxml import etree

from redaction.office.allowing import Values
from redaction.open_document.names import NAMESPACES, named, short_name
from redaction.open_document.styles import Styles
from redaction.open_document.vocabulary import (
    AROUND_NUMBERS,
    COUNTED,
    DOCUMENT,
    ONE_SIGN,
    OPENED,
    POINTERS,
    SHAPES,
    Vocabulary,
)
from redaction.sheets.workbook import LeftOut

_FIGURES: Final = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?([Ee][+-]?[0-9]{1,3})?")
_MOMENT: Final = re.compile(r"-?[0-9]{4,5}-[0-9]{2}-[0-9]{2}(T[0-9:.]{2,20}Z?)?|-?P[0-9DTHMS.]{1,40}")
_VALUES: Final = frozenset({"office:value", "office:date-value", "office:time-value", "office:boolean-value"})
_TEXT_HOLDERS: Final = frozenset(
    {"text:p", "text:h", "text:span", "text:note-citation", "text:ruby-base", "text:ruby-text", "svg:title",
     "svg:desc", "number:text", "number:currency-symbol", "text:page-number", "text:page-count"}
)  # fmt: skip
_LANGUAGES: Final = re.compile(r"[a-z]{2,3}|[A-Z]{2}|none")
_ONE_SIGN: Final = re.compile(r"[^\w\s]")
_LONG_MEASURE: Final = re.compile(r"(?<![\d.])(\d{1,6}\.\d{4})\d+(?=[a-z%])")
_SIGNS: Final = re.compile(r"[^\w]{0,3}")
_LABEL: Final = named("text:label")
_OWN_SIGN: Final = re.compile(r"[^\w\s]{1,3}")
_COUNTED_MARK: Final = re.compile(r"\d{1,4}|[ivxlcdm]{1,8}|[IVXLCDM]{1,8}|[a-z]{1,2}|[A-Z]{1,2}")
_NUMBERINGS: Final = frozenset({"", "1", "a", "A", "i", "I"})
_HIDES: Final = frozenset({"none", "condition"})
_PLACE: Final = ("svg:x", "svg:y", "svg:width", "svg:height", "text:anchor-type", "draw:z-index", "draw:style-name",
                 "table:end-x", "table:end-y")  # fmt: skip

_SHOWN: Final = frozenset({"draw:image", "draw:object"})
_OBJECT: Final = named("draw:object")

Picture = Callable[[etree._Element], etree._Element | None]
"""Makes the copy of a frame's picture, or of the object that it shows; or nothing."""


def no_object(_: etree._Element) -> etree._Element | None:
    """The copy of an object that is not copied."""
    return None


@dataclass(frozen=True, slots=True)
class Copier:
    """Copies parts. `picture` is asked for each `draw:image`, `embedded` for each `draw:object`."""

    styles: Styles
    values: Values
    left_out: LeftOut
    picture: Picture
    embedded: Picture = no_object
    vocabulary: Vocabulary = DOCUMENT

    def copied(self, root: etree._Element) -> etree._Element:
        """The copy of a whole part."""
        made = etree.Element(root.tag, nsmap=NAMESPACES)
        made.set(named("office:version"), "1.3")
        self._fill(made, root)
        return made

    def _fill(self, made: etree._Element, source: etree._Element) -> None:
        """Copy what is inside, in order; text only where text may stand."""
        holds_text = short_name(made.tag) in _TEXT_HOLDERS
        if holds_text:
            _add_text(made, source.text)
        for child in source:
            self._add(made, child)
            if holds_text:
                _add_text(made, child.tail)

    def _add(self, made: etree._Element, child: etree._Element) -> None:
        own = short_name(str(child.tag))
        if self._is_hidden(child, own):
            self.left_out.add("hidden table" if own == "table:table" else "hidden passage")
        elif own in OPENED:
            self._open(made, child)
        elif own in SHAPES:
            self._add_text_box(made, child)
        elif own in _SHOWN:
            self._show(made, child, own)
        elif own.startswith("number:") and child.get(named("style:name"), "") in self.styles.wordy:
            return  # a code that writes words: its cells are text by now
        elif own == "text:note-citation":
            _add_mark(made, child)
        elif own in self.vocabulary.kept:
            copy = etree.SubElement(made, child.tag)
            self._copy_attributes(copy, child)
            self._fill(copy, child)
        elif own in COUNTED:
            self.left_out.add(COUNTED[own])

    def _show(self, made: etree._Element, child: etree._Element, own: str) -> None:
        """A frame may hold the same in several forms: an object, pictures of it. Readers show the first they can."""
        if made.find(_OBJECT) is not None:
            return  # the picture of a chart that travels: it still shows what went from the chart
        found = self.embedded(child) if own == "draw:object" else self.picture(child)
        if found is None and own == "draw:object":
            self.left_out.add(COUNTED[own])
        elif found is not None and made.find(named("draw:image")) is None:
            made.append(found)

    def _open(self, made: etree._Element, child: etree._Element) -> None:
        """Put the content of an element where it stood."""
        if short_name(made.tag) in _TEXT_HOLDERS:
            _add_text(made, child.text)
        for inner in child:
            self._add(made, inner)
            if short_name(made.tag) in _TEXT_HOLDERS:
                _add_text(made, inner.tail)

    def _add_text_box(self, made: etree._Element, shape: etree._Element) -> None:
        if not any("".join(map(str, each.itertext())).strip() for each in shape.iter(named("text:p"))):
            return
        frame = etree.SubElement(made, named("draw:frame"))
        self._copy_attributes(frame, shape, only=_PLACE)
        if frame.get(named("svg:width")) is None:
            frame.set(named("svg:width"), "5cm")
        box = etree.SubElement(frame, named("draw:text-box"))
        for child in shape:
            if child.tag in {named("text:p"), named("text:list")}:
                self._add(box, child)

    def _is_hidden(self, child: etree._Element, own: str) -> bool:
        if own in {"text:p", "text:h", "text:span", "table:table"}:
            prefix = own.partition(":")[0]
            if child.get(named(f"{prefix}:style-name"), "") in self.styles.hidden:
                return True
        if own in {"text:p", "text:h"} and child.find(named("text:hidden-paragraph")) is not None:
            marker = child.find(named("text:hidden-paragraph"))
            return bool(marker.get(named("text:is-hidden")) != "false")
        if own == "text:section":
            display = child.get(named("text:display"))
            return display in _HIDES and child.get(named("text:is-hidden")) != "false"
        if own.startswith("style:") and child.get(named("style:display")) == "false":
            return True
        if own.startswith("draw:") and child.get(named("draw:display")) == "none":
            return True
        return own in OPENED and child.get(named("text:display")) == "none"

    def _copy_attributes(
        self, made: etree._Element, source: etree._Element, *, only: tuple[str, ...] = ()
    ) -> None:
        for full, value in source.attrib.items():
            own = short_name(str(full))
            if only and own not in only:
                continue
            if own == "table:name":
                made.set(full, value)  # readers see it: it is read and taken from as cells are
            if own == "style:data-style-name" and value in self.styles.wordy:
                continue
            if own in POINTERS:
                made.set(full, self.styles.new_name(str(value)))
            elif own in self.vocabulary.looks and self._may_stay(own, short := _shortened(own, str(value))):
                made.set(full, short)
            elif own in {"fo:language", "fo:country", "number:language", "number:country"}:
                if _LANGUAGES.fullmatch(str(value)):
                    made.set(full, value)
            elif own in {"style:font-name", "svg:font-family", "fo:font-family"}:
                font = str(value).strip("'\"")
                if self.values.is_font(font):
                    made.set(named("fo:font-family"), font)

    def _may_stay(self, own: str, value: str) -> bool:
        if own in _VALUES:
            return bool(_FIGURES.fullmatch(value) or _MOMENT.fullmatch(value)) or value in {"true", "false"}
        if own in ONE_SIGN:
            return bool(_ONE_SIGN.fullmatch(value))
        if own in AROUND_NUMBERS:
            return bool(_SIGNS.fullmatch(value))
        if own == "style:num-format":
            return value in _NUMBERINGS
        return all(word in self.vocabulary.words or self._is_look(word) for word in value.split())

    def _is_look(self, word: str) -> bool:
        plain = word.removeprefix("#").replace("-", "").removesuffix("*")
        return not plain or self.values.says_only_looks(plain)


def _add_mark(note: etree._Element, mark: etree._Element) -> None:
    """The mark of a note: a number, which programs count anew, or a sign of the author's own.

    Words that an author chose stand in the sentence before it, where they are read and taken from as words are.
    """
    said = mark.get(_LABEL, "").strip() or "".join(map(str, mark.itertext())).strip()
    made = etree.SubElement(note, mark.tag)
    if _OWN_SIGN.fullmatch(said):
        made.text = said
        made.set(_LABEL, said)
    elif _COUNTED_MARK.fullmatch(said) and not mark.get(_LABEL):
        made.text = said
    elif mark.get(_LABEL):
        words = etree.Element(named("text:span"))
        words.text = f" {said}"
        note.addprevious(words)


def _shortened(own: str, value: str) -> str:
    """A measure with four decimals: programs write fifteen, and as many digits may be anybody's number."""
    return value if own in _VALUES else _LONG_MEASURE.sub(r"\1", value)


def _add_text(made: etree._Element, text: str | None) -> None:
    if not text:
        return
    if len(made):
        last = made[-1]
        last.tail = (last.tail or "") + text
    else:
        made.text = (made.text or "") + text
