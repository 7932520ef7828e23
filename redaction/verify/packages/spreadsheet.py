"""Reads a workbook of Excel back: its package, its XML, every cell as it would be shown, every picture."""

import html
import io
import re
from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from redaction.office.format_words import FONTS, FORMAT_WORDS
from redaction.verify.cell_orders import other_orders
from redaction.verify.making import made
from redaction.verify.packages.book_cells import codes_of, own, strings_of
from redaction.verify.packages.book_formulas import formulas_of, has_formulas
from redaction.verify.packages.charts import in_charts
from redaction.verify.packages.displayed import looks_of
from redaction.verify.packages.formula_words import Book
from redaction.verify.packages.office_elements import OFFICE_ELEMENTS
from redaction.verify.packages.package_bytes import Member, container, in_bytes, members_of, names
from redaction.verify.packages.package_pictures import in_pictures
from redaction.verify.packages.package_xml import Grammar, in_xml, squashed_words
from redaction.verify.packages.told_results import results_still_told
from redaction.verify.sought import Sought
from redaction.verify.verdict import Check, CheckState
from redaction.verify.whole_file import Asked, of_whole_files

_KNOWN_MEMBERS: Final = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/workbook\.xml|xl/styles\.xml|xl/sharedStrings\.xml"
    r"|xl/_rels/workbook\.xml\.rels|xl/worksheets/sheet\d+\.xml|xl/worksheets/_rels/sheet\d+\.xml\.rels"
    r"|xl/drawings/drawing\d+\.xml|xl/drawings/_rels/drawing\d+\.xml\.rels|xl/media/picture\d+\.(png|jpeg)"
    r"|xl/charts/chart\d+\.xml|xl/theme/theme1\.xml"
)
_MARGIN: Final = re.compile(r"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)[^>]*>([^<]*)<")
_MARGIN_CODE: Final = re.compile(
    r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K[0-9]{2}[+-][0-9]{3}|[0-9]{1,3}|.)', re.DOTALL
)
_ELEMENTS: Final = """
    Types Default Override Relationships Relationship workbook workbookPr sheets sheet definedNames definedName
    worksheet sheetViews sheetView pane sheetFormatPr cols col sheetData row c v mergeCells mergeCell pageSetup
    pageMargins sheetPr pageSetUpPr
    headerFooter oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter drawing sst si t r rPr b i strike
    u vertAlign sz color rFont styleSheet numFmts numFmt fonts font name fills fill patternFill fgColor bgColor
    borders border left right top bottom diagonal start end cellStyleXfs cellXfs xf alignment cellStyles cellStyle
    wsDr twoCellAnchor from to colOff rowOff clientData pic nvPicPr cNvPr cNvPicPr blipFill blip stretch fillRect
    spPr prstGeom avLst solidFill srgbClr sp nvSpPr cNvSpPr txBody bodyPr p graphicFrame nvGraphicFramePr
    cNvGraphicFramePr xfrm off ext graphic graphicData chart
"""
_WORDS: Final = """
    Normal Calibri Arial Cambria Georgia Verdana Tahoma Garamond Candara Consolas Constantia Corbel Courier
    Helvetica Symbol true false none solid thin medium thick hair dashed dotted double general left center right
    fill justify top bottom single frozen bottomRight bottomLeft topRight landscape preserve rect square linear
    path Picture Text Sheet worksheet styles drawing image sharedStrings officeDocument relationships application
    theme Office Chart charts drawingml xml png jpeg rels General yes distributed superscript subscript baseline
"""
_INLINE: Final = "r t rPr b i u strike color sz rFont vertAlign fld pPr endParaRPr"
_GRAMMAR: Final = Grammar(
    ends={"si": "\n", "p": "\n", "is": "\n", "row": "\n", "c": "\t", "oddHeader": "\n", "oddFooter": "\n",
          "evenHeader": "\n", "evenFooter": "\n", "firstHeader": "\n", "firstFooter": "\n", "definedName": "\n",
          "br": " ", "text": "\n", "f": "\n"},
    figures=frozenset({"v", "col", "row", "colOff", "rowOff"}),
    elements=frozenset(_ELEMENTS.split()) | OFFICE_ELEMENTS,
    words=squashed_words(" ".join([_WORDS, *FONTS, *FORMAT_WORDS, *OFFICE_ELEMENTS])),
    asides=frozenset({"rPh"}),
    runs_join=True,
    inline=frozenset(_INLINE.split()),
)  # fmt: skip


def _checks(held: bytes, asked: Asked) -> Iterator[Check]:
    members, sought, is_ours = members_of(held), asked.sought, asked.is_ours
    yield from made("container", lambda: container(held, is_ours=is_ours))
    yield from made("names of members", lambda: names(members, sought, _KNOWN_MEMBERS, is_ours=is_ours))
    yield from made("raw bytes", lambda: in_bytes(held, members, sought))
    yield from made("XML", lambda: in_xml(members, sought, _GRAMMAR, _KNOWN_MEMBERS, is_ours=is_ours))
    yield from made("cells as shown", lambda: in_cells(members, sought))
    yield from made("headers and footers", lambda: in_margins(members, sought))
    yield from made("charts", lambda: in_charts(members, sought))
    if (original := asked.original) is not None:
        yield from made("results of formulas", lambda: in_results(original, members, sought))
    yield from made("pictures", lambda: in_pictures(members, asked.terms, asked.ocr, is_ours=is_ours))


def in_cells(members: tuple[Member, ...], sought: Sought) -> list[Check]:
    """Every sheet along its rows and along its columns, and every number in every look it may have."""
    by_name = {member.name: member.held for member in members}
    strings = list(strings_of(by_name.get("xl/sharedStrings.xml")))
    codes = codes_of(by_name.get("xl/styles.xml"))
    from_1904 = re.search(rb'date1904="(1|true)"', by_name.get("xl/workbook.xml", b"")) is not None
    found = shown = 0
    for name, held in by_name.items():
        if not name.startswith("xl/worksheets/") or not name.endswith(".xml"):
            continue
        rows: list[str] = []
        by_column: list[dict[Hashable, str]] = []
        columns: dict[str, list[str]] = {}
        looks: set[str] = set()
        for cells in _rows(held, strings):
            rows.append("\t".join(text for _, text, _ in cells))
            by_column.append({column: text for column, text, _ in cells if text})
            for column, text, style in cells:
                columns.setdefault(column, []).append(text)
                if style is not None:
                    code = codes.get(style, "General")
                    looks.add("\n|\n".join(looks_of(text, code, from_1904=from_1904)))
        found += sought.count("\n".join(rows))
        found += sum(map(sought.count, other_orders(by_column)))
        found += sum(sought.count("\n".join(column)) for column in columns.values())
        shown += sought.count("\n|\n".join(looks))
    return [
        Check("cells", CheckState.FOUND if found else CheckState.CLEAN, f"{found} places" if found else ""),
        Check("numbers", CheckState.FOUND if shown else CheckState.CLEAN, f"{shown} places" if shown else ""),
    ]


def in_results(original: Path, members: tuple[Member, ...], sought: Sought) -> Check:
    """Whether a formula of the original that went on from what was taken out has left its result."""
    before = members_of(original.read_bytes())
    if not has_formulas(before):
        return results_still_told([], Book(), [], sought)
    shown = [(sheet.name, {**sheet.texts, **sheet.numbers}) for sheet in formulas_of(members)[0]]
    return results_still_told(*formulas_of(before), shown, sought)


def in_margins(members: tuple[Member, ...], sought: Sought) -> Check:
    """Headers and footers without their codes, which stand before words without a blank ("&LAnna")."""
    found = 0
    for member in members:
        for margin in _MARGIN.finditer(member.held.decode("utf-8", "replace")) if member.is_xml else ():
            text = html.unescape(margin.group(1))
            found += sought.count(_MARGIN_CODE.sub("", text)) + sought.count(_MARGIN_CODE.sub("\n", text))
    return Check(
        "headers and footers",
        CheckState.FOUND if found else CheckState.CLEAN,
        f"{found} places" if found else "",
    )


def _rows(held: bytes, strings: list[str]) -> Iterator[list[tuple[str, str, int | None]]]:
    """The cells of each row: column, text or figures, and for figures the number of their style."""
    for _, element in ElementTree.iterparse(io.BytesIO(held)):  # noqa: S314 - as above
        if own(element) == "row":
            yield [_cell(each, strings) for each in element if own(each) == "c"]
            element.clear()


def _cell(element: ElementTree.Element, strings: list[str]) -> tuple[str, str, int | None]:
    column = element.get("r", "").rstrip("0123456789")
    kind = element.get("t", "n")
    if kind == "inlineStr":
        return column, "".join(each.text or "" for each in element.iter() if own(each) == "t"), None
    value = next((each.text or "" for each in element if own(each) == "v"), "")
    if kind == "s":
        return column, strings[int(value)] if value else "", None
    return column, value, int(element.get("s", "0")) if kind == "n" else None


inspect: Final = of_whole_files(_checks)
"""The verdict on a workbook of Excel."""
