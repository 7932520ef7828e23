"""How a Word story copies drawings: what is known is copied, what is old is written anew, the rest is left out."""

from typing import Final

from lxml import etree

from redaction.office.charts import NEWER_CHART, NEWER_CHARTS
from redaction.office.copying import Copier
from redaction.office.drawings import (
    GROUP,
    KNOWN_GRAPHICS,
    add_frame,
    inline_picture,
    inline_text_box,
    size_of_style,
)
from redaction.office.namespaces import XML, A, C, R, named, usual, usual_address
from redaction.office.pictures import Crop
from redaction.office.word_parts import WordParts

_DIAGRAM: Final = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_EMBED: Final = f"{{{R}}}embed"
_RELATION: Final = f"{{{R}}}id"
_DIAGRAM_PART: Final = f"{{{R}}}dm"
_DESCRIBED: Final = ("wp:docPr", "pic:cNvPr", "wps:cNvPr", "wpg:cNvPr", "p:cNvPr")
_EDGES: Final = ("l", "t", "r", "b")
_CANVAS_LOOKS: Final = frozenset(map(named, ("wpc:bg", "wpc:whole")))
_LONGEST_DESCRIPTION: Final = 4_000


def add_drawings(copier: Copier, parts: WordParts, source: str, target: str) -> None:
    """Teach a copier of the part `source`, which becomes `target`, what to do with drawings."""
    drawings = _Drawings(copier, parts, source, target)
    copier.special.update(
        {
            named("w:drawing"): drawings.drawing,
            named("w:pict"): drawings.old_drawing,
            named("w:object"): drawings.embedded,
            named("pic:blipFill"): drawings.filled,
            named("a:blipFill"): drawings.filled,
            named("p:blipFill"): drawings.filled,
            named("a:blip"): drawings.picture,
            named("a:custGeom"): drawings.free_shape,
            named("wpc:wpc"): drawings.canvas,
            f"{{{C}}}chart": drawings.chart,
        }
    )
    for short in _DESCRIBED:
        copier.special[named(short)] = drawings.described
    copier.attributes["", "uri"] = lambda uri: (
        usual_address(uri) if usual_address(uri) in KNOWN_GRAPHICS else None
    )


class _Drawings:
    def __init__(self, copier: Copier, parts: WordParts, source: str, target: str) -> None:
        self.copier = copier
        self.parts = parts
        self.source = source
        self.target = target

    def drawing(self, old: etree._Element, parent: etree._Element) -> None:
        """A drawing of a known kind. A diagram leaves its words: what lays it out is a program of its own."""
        data = next(iter(old.iter(*_both("a:graphicData"))), None)
        kind = usual_address(data.get("uri", "")) if data is not None else ""
        if kind == _DIAGRAM and data is not None:
            self._diagram(data, parent)
            return
        made = self.copier.element(old, parent)
        if made is None:
            return
        held = made.find(f".//{{{A}}}graphicData")
        if held is None or not len(held) or not held.get("uri"):
            parent.remove(made)
            self.copier.left_out[NEWER_CHART if kind.endswith(NEWER_CHARTS) else "drawing"] += 1

    def _diagram(self, data: etree._Element, parent: etree._Element) -> None:
        for words in diagram_words(self.parts, self.source, data):
            text = etree.SubElement(parent, named("w:t"))
            text.text = words
            text.set(f"{{{XML}}}space", "preserve")
            etree.SubElement(parent, named("w:br"))

    def old_drawing(self, old: etree._Element, parent: etree._Element) -> None:
        """Pictures, boxes of text and words drawn as art, out of a drawing in the old form."""
        for shape in old.iter():
            tag = str(shape.tag)
            if tag == named("v:imagedata"):
                self._old_picture(shape, parent)
            elif tag == named("v:textpath") and shape.get("string"):
                text = etree.SubElement(parent, named("w:t"))
                text.text = shape.get("string")
            elif usual(tag) == named("w:txbxContent") and not _is_inside(shape, old):
                size = size_of_style(_shape_style(shape))
                box, content = inline_text_box(size, self.copier.fresh_number())
                parent.append(box)
                self.copier.children(shape, content)
                if content.find(named("w:p")) is None:
                    etree.SubElement(content, named("w:p"))

    def embedded(self, old: etree._Element, parent: etree._Element) -> None:
        """An object of another program: its picture stays, the object itself does not travel."""
        self.copier.left_out["embedded file"] += 1
        for shape in old.iter(named("v:imagedata")):
            self._old_picture(shape, parent)

    def _old_picture(self, old: etree._Element, parent: etree._Element) -> None:
        relation = self._placed(_attribute(old, _RELATION), (0, 0, 0, 0))
        if relation:
            size = size_of_style(_shape_style(old))
            parent.append(inline_picture(relation, size, self.copier.fresh_number()))

    def filled(self, old: etree._Element, parent: etree._Element) -> None:
        """A picture and how it fills its frame. What was cut off from view is cut off from the picture."""
        made = etree.SubElement(parent, usual(str(old.tag)))
        crop = _crop(old)
        for child in old:
            tag = usual(str(child.tag))
            if tag == named("a:blip"):
                self._blip(child, made, crop)
            elif tag != named("a:srcRect"):
                self.copier.one(child, made)

    def picture(self, old: etree._Element, parent: etree._Element) -> None:
        """A picture that is not cut."""
        self._blip(old, parent, (0, 0, 0, 0))

    def _blip(self, old: etree._Element, parent: etree._Element, crop: Crop) -> None:
        made = etree.SubElement(parent, named("a:blip"))
        made.set(_EMBED, self._placed(_attribute(old, _EMBED), crop) or self._nothing())

    def _placed(self, relation_id: str, crop: Crop) -> str:
        """The relation in the copy to a picture; "" where the original does not hold it."""
        relation = self.parts.package.relations(self.source).get(relation_id)
        if relation is None or not relation.target:
            return ""
        return self._related(self.parts.gallery.place(self.parts.package.package.part(relation.target), crop))

    def _nothing(self) -> str:
        """A blank for a picture that is kept elsewhere: the copy fetches nothing."""
        return self._related(self.parts.gallery.place(b""))

    def _related(self, number: int) -> str:
        name = self.parts.gallery.name(number, self.parts.folder)
        return self.parts.fresh.relate(self.target, "image", name)

    def described(self, old: etree._Element, parent: etree._Element) -> None:
        """What a screen reader says of a drawing is kept as text; its name is made here."""
        made = etree.SubElement(parent, usual(str(old.tag)))
        number = self.copier.fresh_number()
        made.set("id", number)
        made.set("name", f"Object {number}")
        described = old.get("descr", "").strip()
        if described:
            made.set("descr", described[:_LONGEST_DESCRIPTION])

    def free_shape(self, _: etree._Element, parent: etree._Element) -> None:
        """A shape of free lines stays only as a rectangle: its formulas and names are free text."""
        made = etree.SubElement(parent, named("a:prstGeom"))
        made.set("prst", "rect")
        etree.SubElement(made, named("a:avLst"))
        self.copier.left_out["drawing of free lines (a rectangle stands for it)"] += 1

    def canvas(self, old: etree._Element, parent: etree._Element) -> None:
        """A canvas becomes a group: other programs than Word know no canvas."""
        frame = parent.getparent()
        extent = (
            None if frame is None or frame.getparent() is None else frame.getparent().find(named("wp:extent"))
        )
        made = etree.SubElement(parent, named("wpg:wgp"))
        etree.SubElement(made, named("wpg:cNvGrpSpPr"))
        add_frame(etree.SubElement(made, named("wpg:grpSpPr")), extent)
        parent.set("uri", GROUP)
        for child in old:
            if usual(str(child.tag)) not in _CANVAS_LOOKS:
                self.copier.one(child, made)

    def chart(self, old: etree._Element, parent: etree._Element) -> None:
        """The chart of a drawing, or the element of that name inside a chart."""
        relation = self.parts.package.relations(self.source).get(_attribute(old, _RELATION))
        if relation is None or relation.kind != "chart" or not relation.target:
            return
        made = etree.SubElement(parent, f"{{{C}}}chart")
        name = self.parts.chart(relation.target)
        made.set(_RELATION, self.parts.fresh.relate(self.target, "chart", name))


def diagram_words(parts: WordParts, source: str, data: etree._Element) -> list[str]:
    """The words of a diagram, paragraph by paragraph. It is counted as left out."""
    named_by = next((_attribute(each, _DIAGRAM_PART) for each in data), "")
    relation = parts.package.relations(source).get(named_by)
    if relation is None or not relation.target:
        return []
    parts.left_out["diagram (its words stand as text)"] += 1
    paragraphs = parts.package.root(relation.target).iter(*_both("a:p"))
    said = ("".join(each.text or "" for each in one.iter(*_both("a:t"))) for one in paragraphs)
    return [words for words in said if words]


def _crop(fill: etree._Element) -> Crop:
    cut = next((each for each in fill if usual(str(each.tag)) == named("a:srcRect")), None)
    if cut is None:
        return (0, 0, 0, 0)
    left, top, right, bottom = (_thousandths(cut.get(edge, "0")) for edge in _EDGES)
    return (left, top, right, bottom)


def _thousandths(value: str) -> int:
    try:
        return int(float(value.rstrip("%")) * (1000 if value.endswith("%") else 1))
    except (ValueError, OverflowError):
        return 0


def _is_inside(shape: etree._Element, top: etree._Element) -> bool:
    """Say whether a box of text stands in another, which has it copied already."""
    parent = shape.getparent()
    while parent is not None and parent is not top:
        if usual(str(parent.tag)) == named("w:txbxContent"):
            return True
        parent = parent.getparent()
    return False


def _shape_style(element: etree._Element) -> str:
    parent: etree._Element | None = element
    while parent is not None:
        if parent.get("style"):
            return str(parent.get("style", ""))
        parent = parent.getparent()
    return ""


def _both(short: str) -> tuple[str, str]:
    """A tag in its usual and in its strict form."""
    usual_tag = named(short)
    return usual_tag, usual_tag.replace(
        "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"
    ).replace("/2006/", "/")


def _attribute(element: etree._Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if usual(str(key)) == name), "")
