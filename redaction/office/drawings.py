"""Drawings inside Word stories: pictures, text boxes, shapes, charts; old and new forms.

Drawings in the old form (VML) keep much in free text (styles, formulas, scripts of shapes), so they are not
copied: what a reader sees of them, a picture or a box of text, is written anew in the new form.
"""

import re
from typing import Final

from lxml import etree

from redaction.office.namespaces import PREFIXES, A, named

PICTURE: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_SHAPE: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
GROUP: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
KNOWN_GRAPHICS: Final = frozenset(
    {
        PICTURE,
        _SHAPE,
        GROUP,
        "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
        "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "http://schemas.openxmlformats.org/drawingml/2006/table",
    }
)
EMU_PER_POINT: Final = 12_700
_POINTS: Final = {"pt": 1.0, "in": 72.0, "cm": 28.3465, "mm": 2.83465, "px": 0.75, "pc": 12.0, "": 1.0}
_LENGTH: Final = re.compile(
    r"(?:^|;)\s*(width|height)\s*:\s*([\d.]{1,10})(pt|in|cm|mm|px|pc)?", re.IGNORECASE
)
_USUAL_POINTS: Final = {"width": 200.0, "height": 100.0}
_LONGEST_POINTS: Final = 1600.0

Size = tuple[int, int]
"""Width and height in EMU."""


def size_of_style(style: str) -> Size:
    """How large an old drawing is, from its style; a usual size where it does not say."""
    found = dict(_USUAL_POINTS)
    for name, number, unit in _LENGTH.findall(style):
        try:
            points = float(number) * _POINTS[unit.lower()]
        except ValueError:
            continue
        if 0 < points <= _LONGEST_POINTS:
            found[name.lower()] = points
    return round(found["width"] * EMU_PER_POINT), round(found["height"] * EMU_PER_POINT)


def inline_picture(relation: str, size: Size, number: str) -> etree._Element:
    """A drawing of one picture that stands in the line."""
    drawing, held = _inline(size, number, PICTURE)
    picture = etree.SubElement(held, named("pic:pic"))
    about = etree.SubElement(picture, named("pic:nvPicPr"))
    _name(etree.SubElement(about, named("pic:cNvPr")), number)
    etree.SubElement(about, named("pic:cNvPicPr"))
    fill = etree.SubElement(picture, named("pic:blipFill"))
    etree.SubElement(fill, named("a:blip")).set(named("r:embed"), relation)
    stretch = etree.SubElement(fill, named("a:stretch"))
    etree.SubElement(stretch, named("a:fillRect"))
    _rectangle(etree.SubElement(picture, named("pic:spPr")), size)
    return drawing


def inline_text_box(size: Size, number: str) -> tuple[etree._Element, etree._Element]:
    """A drawing of a box of text that stands in the line, and the element its paragraphs go into."""
    drawing, held = _inline(size, number, _SHAPE)
    shape = etree.SubElement(held, named("wps:wsp"))
    etree.SubElement(shape, named("wps:cNvSpPr")).set("txBox", "1")
    _rectangle(etree.SubElement(shape, named("wps:spPr")), size)
    box = etree.SubElement(shape, named("wps:txbx"))
    content = etree.SubElement(box, named("w:txbxContent"))
    etree.SubElement(shape, named("wps:bodyPr"))
    return drawing, content


def add_frame(properties: etree._Element, extent: etree._Element | None) -> None:
    """The frame of a group as large as its drawing, with places inside it counted from its corner."""
    size = ("0", "0") if extent is None else (extent.get("cx", "0"), extent.get("cy", "0"))
    frame = etree.SubElement(properties, named("a:xfrm"))
    for tag, names, values in (
        ("a:off", ("x", "y"), ("0", "0")),
        ("a:ext", ("cx", "cy"), size),
        ("a:chOff", ("x", "y"), ("0", "0")),
        ("a:chExt", ("cx", "cy"), size),
    ):
        made = etree.SubElement(frame, named(tag))
        for name, value in zip(names, values, strict=True):
            made.set(name, value)


def _inline(size: Size, number: str, kind: str) -> tuple[etree._Element, etree._Element]:
    nsmap = {prefix: PREFIXES[prefix] for prefix in ("w", "wp", "a", "pic", "wps", "r")}
    drawing = etree.Element(named("w:drawing"), nsmap=nsmap)
    inline = etree.SubElement(drawing, named("wp:inline"))
    extent = etree.SubElement(inline, named("wp:extent"))
    extent.set("cx", str(size[0]))
    extent.set("cy", str(size[1]))
    _name(etree.SubElement(inline, named("wp:docPr")), number)
    graphic = etree.SubElement(inline, f"{{{A}}}graphic")
    held = etree.SubElement(graphic, f"{{{A}}}graphicData")
    held.set("uri", kind)
    return drawing, held


def _name(element: etree._Element, number: str) -> None:
    element.set("id", number)
    element.set("name", f"Object {number}")


def _rectangle(properties: etree._Element, size: Size) -> None:
    frame = etree.SubElement(properties, named("a:xfrm"))
    offset = etree.SubElement(frame, named("a:off"))
    offset.set("x", "0")
    offset.set("y", "0")
    extent = etree.SubElement(frame, named("a:ext"))
    extent.set("cx", str(size[0]))
    extent.set("cy", str(size[1]))
    shape = etree.SubElement(properties, named("a:prstGeom"))
    shape.set("prst", "rect")
    etree.SubElement(shape, named("a:avLst"))
