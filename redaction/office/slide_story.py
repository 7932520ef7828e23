"""One slide, layout, master or page of notes as the copy will hold it."""

from typing import Final

from lxml import etree

from redaction.office.charts import NEWER_CHART, NEWER_CHARTS
from redaction.office.copying import Copier
from redaction.office.namespaces import named, usual, usual_address
from redaction.office.slide_allowed import SLIDE
from redaction.office.table_styles import TABLE_STYLES
from redaction.office.word_drawings import add_drawings, diagram_words
from redaction.office.word_parts import WordParts

_DIAGRAM: Final = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_KEPT_FRAMES: Final = frozenset(
    {
        "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "http://schemas.openxmlformats.org/drawingml/2006/table",
    }
)
_FILMS: Final = frozenset(
    map(named, ("a:videoFile", "a:audioFile", "a:wavAudioFile", "a:quickTimeFile", "a:audioCd"))
)
_FIELD_ID: Final = "{00000000-0000-4000-8000-%012d}"


class SlideStory(Copier):
    """Copies one part of a presentation. `source` and `target` are its names before and after."""

    def __init__(self, parts: WordParts, source: str, target: str) -> None:
        super().__init__(SLIDE, parts.values, parts.left_out)
        self.parts = parts
        self.source = source
        self.attributes.update(parts.attributes())
        add_drawings(self, parts, source, target)
        self.special.update(
            {
                named("p:graphicFrame"): self._frame,
                named("a:fld"): self._field,
                named("a:tableStyleId"): self._table_style,
                named("p:transition"): self._nothing,
            }
        )
        self.special.update(dict.fromkeys(_FILMS, self._film))

    def _nothing(self, *_: etree._Element) -> None:
        """What moves a slide is not copied: it can carry a sound."""

    def _film(self, *_: etree._Element) -> None:
        self.left_out["film or sound"] += 1

    def _table_style(self, old: etree._Element, parent: etree._Element) -> None:
        number = (old.text or "").strip().upper()
        if number in TABLE_STYLES:
            etree.SubElement(parent, named("a:tableStyleId")).text = number

    def _field(self, old: etree._Element, parent: etree._Element) -> None:
        made = self.element(old, parent)
        if made is not None:
            made.set("id", _FIELD_ID % int(self.fresh_number()))

    def _frame(self, old: etree._Element, parent: etree._Element) -> None:
        """A table or a chart is copied; of a diagram its words, of an object of another program its picture."""
        data = next((each for each in old.iter() if usual(str(each.tag)) == named("a:graphicData")), None)
        kind = "" if data is None else usual_address(data.get("uri", ""))
        if data is None or kind in _KEPT_FRAMES:
            self.element(old, parent)
        elif kind == _DIAGRAM:
            self._words_in_a_box(old, diagram_words(self.parts, self.source, data), parent)
        else:
            self.left_out[NEWER_CHART if kind.endswith(NEWER_CHARTS) else "embedded file"] += 1
            shown = next((each for each in data.iter() if usual(str(each.tag)) == named("p:pic")), None)
            if shown is not None:
                self.element(shown, parent)

    def _words_in_a_box(self, frame: etree._Element, words: list[str], parent: etree._Element) -> None:
        shape = etree.SubElement(parent, named("p:sp"))
        about = etree.SubElement(shape, named("p:nvSpPr"))
        name = etree.SubElement(about, named("p:cNvPr"))
        number = self.fresh_number()
        name.set("id", number)
        name.set("name", f"Object {number}")
        etree.SubElement(about, named("p:cNvSpPr")).set("txBox", "1")
        etree.SubElement(about, named("p:nvPr"))
        looks = etree.SubElement(shape, named("p:spPr"))
        place = next((each for each in frame if usual(str(each.tag)) == named("p:xfrm")), None)
        if place is not None:
            self.children(place, etree.SubElement(looks, named("a:xfrm")))
        etree.SubElement(etree.SubElement(looks, named("a:prstGeom")), named("a:avLst"))
        looks[-1].set("prst", "rect")
        body = etree.SubElement(shape, named("p:txBody"))
        etree.SubElement(body, named("a:bodyPr"))
        for said in words or [""]:
            paragraph = etree.SubElement(body, named("a:p"))
            if said:
                run = etree.SubElement(paragraph, named("a:r"))
                etree.SubElement(run, named("a:t")).text = said
