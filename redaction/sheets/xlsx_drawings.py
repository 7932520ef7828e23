"""Text boxes and pictures that lie over the cells of a sheet of SpreadsheetML.

Diagrams, slicers, embedded objects and charts of the newer kind (funnels, maps) are left out: each carries copies
of cells that its reader may never have seen, and what they show stands in the cells.

Source: ECMA-376 part 1, 20.5 (SpreadsheetML drawings) and part 3 (alternate content).
"""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from redaction.office.charts import NEWER_CHART
from redaction.office.open_xml import OpenXml
from redaction.sheets.charts import chart_part
from redaction.sheets.workbook import LeftOut, Shape
from redaction.sheets.xlsx_cells import is_set

_ANCHORS: Final = frozenset({"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"})
_EMU_MOST: Final = 1 << 40
_CELL_EMU: Final = (609_600, 190_500)  # a usual cell: for anchors that give a size instead of a second corner
_KINDS: Final = {"graphicFrame": "drawing", "contentPart": "ink drawing"}
_FRAMED: Final = {"chartex": NEWER_CHART, "diagram": "diagram", "slicer": "", "timeslicer": ""}
"""What a frame holds that is not copied, by the end of its address; slicers and timelines are counted as parts."""


def shapes_of(package: OpenXml, part: str, left_out: LeftOut) -> list[Shape]:
    """The text boxes and pictures of one drawing part, in its order.

    Raises:
        DocumentUnreadable: it cannot be parsed.
    """
    pictures = {name: each.target for name, each in package.relations(part).items() if each.kind == "image"}
    found: list[Shape] = []
    for anchor in package.root(part):
        if etree.QName(anchor).localname in _ANCHORS:
            place = _place(anchor)
            for element in _shown(anchor):
                found.extend(_shape(element, place, package, part, pictures, left_out))
    return found


def _shown(parent: etree._Element) -> Iterator[etree._Element]:
    """What stands here to be shown: of alternate content the first choice, of groups their members."""
    for child in parent:
        own = etree.QName(child).localname
        if own == "AlternateContent":
            branches = [each for each in child if len(each)]
            if branches:
                yield from _shown(branches[0])
        elif own == "grpSp":
            yield from _shown(child)
        elif own in {"sp", "pic", "cxnSp", *_KINDS}:
            yield child


def _shape(  # noqa: PLR0917 - each is one thing that a shape is read with
    element: etree._Element,
    place: tuple[int, ...],
    package: OpenXml,
    part: str,
    pictures: dict[str, str],
    left_out: LeftOut,
) -> Iterator[Shape]:
    own = etree.QName(element).localname
    properties = element.find(".//{*}cNvPr")
    if properties is not None and is_set(properties, "hidden"):
        left_out.add("hidden drawing")
    elif own == "graphicFrame" and (chart := chart_part(element, package, part)):
        yield Shape(place, chart_part=chart)
    elif own in _KINDS:
        kind = _framed(element, _KINDS[own])
        left_out.add(kind, 1 if kind else 0)
    elif own == "pic":
        blip = element.find(".//{*}blip")
        names = [] if blip is None else [value for name, value in blip.attrib.items() if "embed" in str(name)]
        picture = pictures.get(str(names[0]), "") if names else ""
        if not picture:
            left_out.add("picture from outside the file")
            return
        described = "" if properties is None else properties.get("descr") or ""
        yield Shape(place, [], picture, _crop(element.find(".//{*}srcRect")), str(described))
    else:
        paragraphs = [list(_pieces(each)) for each in element.iterfind("{*}txBody/{*}p")]
        if any(any(paragraph) for paragraph in paragraphs):
            yield Shape(place, paragraphs)


def _framed(element: etree._Element, otherwise: str) -> str:
    """What a frame holds, in plain words."""
    held = element.find(".//{*}graphicData")
    return (
        otherwise if held is None else _FRAMED.get(str(held.get("uri") or "").rpartition("/")[2], otherwise)
    )


def _crop(cut: etree._Element | None) -> tuple[int, int, int, int]:
    """What is cut off from view at the left, top, right and bottom, in thousandths of a per cent."""
    if cut is None:
        return (0, 0, 0, 0)
    left, top, right, bottom = (_number(cut.get(side)) for side in "ltrb")
    return (left, top, right, bottom)


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    """The words of a paragraph, run by run. A text box keeps its words, and loses its fonts."""
    for child in paragraph:
        own = etree.QName(child).localname
        if own in {"r", "fld"}:
            yield "".join(str(each.text or "") for each in child.iterfind("{*}t"))
        elif own == "br":
            yield " "
        else:
            yield "".join(str(each.text or "") for each in child.iter("{*}t"))


def _place(anchor: etree._Element) -> tuple[int, ...]:
    first = _corner(anchor.find("{*}from"))
    if anchor.find("{*}to") is not None:
        return (*first, *_corner(anchor.find("{*}to")))
    size = anchor.find("{*}ext")
    wide, high = (0, 0) if size is None else (_number(size.get("cx")), _number(size.get("cy")))
    columns, rows = wide // _CELL_EMU[0] + 1, high // _CELL_EMU[1] + 1
    return (*first, min(first[0] + columns, 16_383), 0, min(first[2] + rows, 1_048_575), 0)


def _corner(corner: etree._Element | None) -> tuple[int, int, int, int]:
    if corner is None:
        return (0, 0, 0, 0)
    column, column_offset, row, row_offset = (
        _number(corner.findtext(f"{{*}}{name}")) for name in ("col", "colOff", "row", "rowOff")
    )
    return min(column, 16_383), column_offset, min(row, 1_048_575), row_offset


def _number(written: str | None) -> int:
    text = (written or "").strip()
    return min(int(text), _EMU_MOST) if text.isdecimal() and len(text) < 14 else 0
