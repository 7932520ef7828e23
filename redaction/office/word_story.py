"""One story of a Word document (the body, a header, the footnotes) as the copy will hold it.

Tracked changes are accepted: what was inserted is text, what was deleted goes. Hidden text goes. Content controls,
smart tags and links to outside leave their text. Comments go: they are the authors' talk about a document, and no
reader of its print sees them.
"""

from typing import Final

from lxml import etree

from redaction.office.copying import Copier
from redaction.office.drawing_allowed import DRAWING
from redaction.office.fields import Fields, number_field, page_number
from redaction.office.namespaces import R, named, usual
from redaction.office.word_allowed import WORD
from redaction.office.word_drawings import add_drawings
from redaction.office.word_parts import WordParts
from redaction.office.word_styles import hides, style_of

_ALLOWED: Final = WORD.together([WORD, DRAWING])
_UNWRAPPED: Final = "w:ins w:moveTo w:smartTag w:customXml w:sdtContent w:dir w:bdo w:rubyBase w:ruby"
_DROPPED: Final = {
    "w:del": "tracked deletion",
    "w:moveFrom": "tracked deletion",
    "w:altChunk": "embedded file",
    "w:subDoc": "embedded file",
    "w:rt": "phonetic guide",
}
_HOLDERS: Final = ("w:body", "w:tc", "w:hdr", "w:ftr", "w:footnote", "w:endnote", "w:txbxContent")
_REFERENCES: Final = {"w:headerReference": "header", "w:footerReference": "footer"}
_TIMES: Final = frozenset({"default", "first", "even"})
_SEPARATORS: Final = {"separator": "-1", "continuationSeparator": "0"}
_PARAGRAPH: Final = named("w:p")
_ID: Final = named("w:id")
_TYPE: Final = named("w:type")
_NAME: Final = named("w:name")
_RELATION: Final = f"{{{R}}}id"


class Story(Copier):
    """Copies one part. `source` and `target` are the names of the part before and after."""

    def __init__(self, parts: WordParts, source: str, target: str) -> None:
        super().__init__(_ALLOWED, parts.values, parts.left_out)
        self.parts = parts
        self.source = source
        self.target = target
        self.fields = Fields()
        self._style = ""
        parts.styles.teach(self)
        self.attributes.update(parts.attributes())
        self.special.update({named(short): self.children for short in _UNWRAPPED.split()})
        self.special.update({named(short): self._drop for short in _DROPPED})
        self.special.update({named(short): self._holder for short in _HOLDERS})
        self.special.update({named(short): self._reference for short in _REFERENCES})
        self.special.update(
            {
                named("w:p"): self._paragraph,
                named("w:r"): self._run,
                named("w:tbl"): self._table,
                named("w:tr"): self._row,
                named("w:sdt"): self._control,
                named("w:hyperlink"): self._link,
                named("w:fldSimple"): self._simple_field,
                named("w:bookmarkStart"): self._bookmark,
                named("w:bookmarkEnd"): self._bookmark,
                named("w:footnoteReference"): self._note_reference,
                named("w:endnoteReference"): self._note_reference,
            }
        )
        add_drawings(self, parts, source, target)

    def note(self, old: etree._Element, parent: etree._Element) -> None:
        """Copy a footnote or endnote that something points to, or one that draws the line above them."""
        tag = usual(str(old.tag))
        kind = _attribute(old, _TYPE)
        number = _SEPARATORS.get(kind) or self.parts.notes.get((tag, _attribute(old, _ID)), "")
        if number:
            made = etree.SubElement(parent, tag)
            if kind in _SEPARATORS:
                made.set(_TYPE, kind)
            made.set(_ID, number)
            self.children(old, made)
            _end_with_a_paragraph(made)

    def _drop(self, old: etree._Element, _: etree._Element) -> None:
        tag = usual(str(old.tag))
        kind = next(words for short, words in _DROPPED.items() if named(short) == tag)
        if kind != "tracked deletion" or len(old):
            self.left_out[kind] += 1

    def _holder(self, old: etree._Element, parent: etree._Element) -> None:
        made = self.element(old, parent)
        if made is not None:
            _end_with_a_paragraph(made)

    def _paragraph(self, old: etree._Element, parent: etree._Element) -> None:
        before, self._style = self._style, style_of(_child(old, "w:pPr"), "w:pStyle")
        self.element(old, parent)
        self._style = before

    def _run(self, old: etree._Element, parent: etree._Element) -> None:
        """A run, as far as a reader sees it: neither hidden, nor the instruction of a field."""
        made = etree.SubElement(parent, named("w:r"))
        is_hidden = self._is_hidden(_child(old, "w:rPr"))
        for child in old:
            tag = usual(str(child.tag))
            if tag == named("w:fldChar"):
                self.fields.mark(child, made)
            elif tag == named("w:instrText"):
                self.fields.instruct(child.text or "")
            elif tag == named("w:rPr") or (self.fields.is_shown and not is_hidden):
                self.one(child, made)
            elif is_hidden and self.fields.is_shown and (child.text or len(child)):
                self.left_out["piece of hidden text"] += 1

    def _is_hidden(self, properties: etree._Element | None) -> bool:
        directly = hides(properties)
        if directly is not None:
            return directly
        styles = self.parts.styles
        return styles.hides_text(style_of(properties, "w:rStyle")) or styles.hides_text(self._style)

    def _table(self, old: etree._Element, parent: etree._Element) -> None:
        made = self.element(old, parent)
        if made is not None and made.find(named("w:tr")) is None:
            parent.remove(made)

    def _row(self, old: etree._Element, parent: etree._Element) -> None:
        properties = _child(old, "w:trPr")
        if properties is not None and _child(properties, "w:del") is not None:
            self.left_out["tracked deletion"] += 1
            return
        made = self.element(old, parent)
        if made is not None and made.find(named("w:tc")) is None:
            parent.remove(made)

    def _control(self, old: etree._Element, parent: etree._Element) -> None:
        content = _child(old, "w:sdtContent")
        if content is not None:
            self.children(content, parent)

    def _link(self, old: etree._Element, parent: etree._Element) -> None:
        """A link inside the document is kept under a name made here; one to outside leaves its words."""
        anchor = self.parts.anchors.get(_attribute(old, named("w:anchor")))
        if anchor is None or _attribute(old, _RELATION):
            self.children(old, parent)
            return
        made = etree.SubElement(parent, named("w:hyperlink"))
        made.set(named("w:anchor"), anchor)
        self.children(old, made)

    def _bookmark(self, old: etree._Element, parent: etree._Element) -> None:
        """Only what a link points to, by a number and a name made here."""
        is_start = usual(str(old.tag)) == named("w:bookmarkStart")
        if is_start:
            anchor = self.parts.anchors.get(_attribute(old, _NAME))
            if anchor is None or anchor in self.parts.placed_anchors:
                return
            self.parts.placed_anchors.add(anchor)
            self.parts.open_anchors[_attribute(old, _ID)] = anchor
        else:
            anchor = self.parts.open_anchors.pop(_attribute(old, _ID), None)
            if anchor is None:
                return
        made = etree.SubElement(parent, usual(str(old.tag)))
        made.set(_ID, anchor.lstrip("b"))
        if is_start:
            made.set(_NAME, anchor)

    def _simple_field(self, old: etree._Element, parent: etree._Element) -> None:
        number = page_number(_attribute(old, named("w:instr")))
        if not self.fields.is_shown:
            return
        if number:
            parent.append(number_field(number))
        else:
            self.children(old, parent)

    def _note_reference(self, old: etree._Element, parent: etree._Element) -> None:
        tag = usual(str(old.tag))
        key = (tag.replace("Reference", ""), _attribute(old, _ID))
        number = self.parts.notes.setdefault(key, str(len(self.parts.notes) + 1))
        etree.SubElement(parent, tag).set(_ID, number)

    def _reference(self, old: etree._Element, parent: etree._Element) -> None:
        kind = next(kind for short, kind in _REFERENCES.items() if named(short) == usual(str(old.tag)))
        relation = self.parts.package.relations(self.source).get(_attribute(old, _RELATION))
        time = _attribute(old, _TYPE)
        if relation is None or relation.kind != kind or not relation.target or time not in _TIMES:
            return
        made = etree.SubElement(parent, usual(str(old.tag)))
        made.set(_TYPE, time)
        target = self.parts.heading(kind, relation.target)
        made.set(_RELATION, self.parts.fresh.relate(self.target, kind, target))


def _end_with_a_paragraph(holder: etree._Element) -> None:
    """Word calls a file damaged in which a cell, a note or a box does not end with a paragraph."""
    blocks = [each for each in holder if each.tag != named("w:sectPr")]
    if not blocks or blocks[-1].tag != _PARAGRAPH:
        holder.insert(holder.index(blocks[-1]) + 1 if blocks else 0, etree.Element(_PARAGRAPH))
    for late in [each for each in holder if each.tag == named("w:tcPr")]:
        holder.remove(late)
        holder.insert(0, late)


def _child(parent: etree._Element, short: str) -> etree._Element | None:
    return next((each for each in parent if usual(str(each.tag)) == named(short)), None)


def _attribute(element: etree._Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if usual(str(key)) == name), "")
