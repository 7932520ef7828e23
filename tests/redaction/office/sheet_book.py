"""Builds workbooks of Excel by hand, so that tests can hide words where no program would."""

from dataclasses import dataclass, field

from tests.redaction.office.packing import REL, XML, Packing

MAIN = "xl/workbook.xml"
SHEET = "xl/worksheets/sheet1.xml"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."


@dataclass
class Book:
    """A workbook under construction: one sheet that is seen, and whatever a place adds to it."""

    packing: Packing = field(default_factory=Packing)
    strings: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    columns: str = ""
    behind: list[str] = field(default_factory=list)
    """Elements that stand behind the cells."""
    merged: list[str] = field(default_factory=list)
    margins: str = ""
    anchors: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    fonts: list[str] = field(default_factory=list)
    style_names: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    workbook_end: str = ""
    sheet_name: str = "Register"

    @property
    def row(self) -> int:
        """The number of the next row."""
        return len(self.rows) + 1

    def say(self, *texts: str, row: str = "") -> None:
        """A row of plain texts; `row` are further attributes of it."""
        cells = (
            f'<c r="{chr(65 + at)}{self.row}" t="inlineStr"><is><t>{text}</t></is></c>'
            for at, text in enumerate(texts)
        )
        self.put("".join(cells), row)

    def put(self, cells: str, row: str = "") -> None:
        """A row of cells as XML; "{N}" in them is the row's number."""
        number = self.row
        self.rows.append(f'<row r="{number}" {row}>{cells.replace("{N}", str(number))}</row>')

    def shared(self, inner: str) -> int:
        """A shared string; its number."""
        self.strings.append(f"<si>{inner}</si>")
        return len(self.strings) - 1

    def style(self, code: str) -> int:
        """A style for cells with a number code of its own; its number."""
        self.formats.append(code)
        return len(self.formats)

    def further_sheet(self, name: str, cells: str, state: str) -> None:
        """One more sheet."""
        part = f"xl/worksheets/further{len(self.sheets)}.xml"
        self.packing.add(part, f'{XML}<worksheet xmlns="{S}"><sheetData>{cells}</sheetData></worksheet>')
        number = self.packing.relate(MAIN, "worksheet", f"/{part}")
        self.sheets.append(
            f'<sheet name="{name}" sheetId="{len(self.sheets) + 5}" state="{state}" r:id="{number}"/>'
        )

    def packed(self) -> bytes:
        packing = self.packing
        packing.relate("", "officeDocument", MAIN)
        own = packing.relate(MAIN, "worksheet", "worksheets/sheet1.xml")
        packing.relate(MAIN, "styles", "styles.xml")
        packing.relate(MAIN, "sharedStrings", "sharedStrings.xml")
        packing.add("xl/styles.xml", self._styles(), f"{_TYPE}styles+xml")
        packing.add("xl/sharedStrings.xml", f'{XML}<sst xmlns="{S}">{"".join(self.strings)}</sst>')
        drawing = self._drawing()
        packing.add(SHEET, self._sheet(drawing), f"{_TYPE}worksheet+xml")
        packing.add(MAIN, self._workbook(own), f"{_TYPE}sheet.main+xml")
        return packing.packed()

    def _sheet(self, drawing: str) -> str:
        merged = "".join(f'<mergeCell ref="{each}"/>' for each in self.merged)
        return (
            f'{XML}<worksheet xmlns="{S}" xmlns:r="{REL}"><cols>{self.columns}</cols>'.replace(
                "<cols></cols>", ""
            )
            + f"<sheetData>{''.join(self.rows)}</sheetData>"
            + (f"<mergeCells>{merged}</mergeCells>" if merged else "")
            + f"{''.join(self.behind)}{self.margins}{drawing}</worksheet>"
        )

    def _drawing(self) -> str:
        if not self.anchors:
            return ""
        self.packing.add(
            "xl/drawings/drawing1.xml",
            f'{XML}<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
            f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{REL}">'
            f"{''.join(map(_anchored, self.anchors))}</xdr:wsDr>",
        )
        return f'<drawing r:id="{self.packing.relate(SHEET, "drawing", "../drawings/drawing1.xml")}"/>'

    def _styles(self) -> str:
        codes = "".join(
            f'<numFmt numFmtId="{200 + at}" formatCode="{code}"/>' for at, code in enumerate(self.formats)
        )
        styles = "".join(
            f'<xf numFmtId="{200 + at}" applyNumberFormat="1"/>' for at in range(len(self.formats))
        )
        fonts = '<font><sz val="11"/><name val="Calibri"/></font>' + "".join(self.fonts)
        names = '<cellStyle name="Normal" xfId="0" builtinId="0"/>' + "".join(self.style_names)
        return (
            f'{XML}<styleSheet xmlns="{S}"><numFmts>{codes}</numFmts>'.replace("<numFmts></numFmts>", "")
            + f"<fonts>{fonts}</fonts><fills><fill/></fills><borders><border/></borders>"
            f'<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId="0"/>{styles}</cellXfs>'
            f"<cellStyles>{names}</cellStyles></styleSheet>"
        )

    def _workbook(self, own: str) -> str:
        names = "".join(self.names)
        return (
            f'{XML}<workbook xmlns="{S}" xmlns:r="{REL}"><sheets><sheet name="{self.sheet_name}" sheetId="1" '
            f'r:id="{own}"/>{"".join(self.sheets)}</sheets>'
            + (f"<definedNames>{names}</definedNames>" if names else "")
            + f"{self.workbook_end}</workbook>"
        )


def _anchored(inner: str) -> str:
    corner = "<xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff>"
    return (
        f"<xdr:twoCellAnchor><xdr:from>{corner}</xdr:from><xdr:to>{corner}</xdr:to>{inner}"
        "<xdr:clientData/></xdr:twoCellAnchor>"
    )


def text_box(runs: str, properties: str = "") -> str:
    """A text box of one paragraph."""
    return (
        f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="Text 1" {properties}/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr/>'
        f"<xdr:txBody><a:bodyPr/><a:p>{runs}</a:p></xdr:txBody></xdr:sp>"
    )


def run(text: str) -> str:
    return f"<a:r><a:t>{text}</a:t></a:r>"


def picture(relation: str, described: str = "") -> str:
    return (
        f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="3" name="Picture 1" descr="{described}"/><xdr:cNvPicPr/>'
        f'</xdr:nvPicPr><xdr:blipFill><a:blip r:embed="{relation}"/></xdr:blipFill><xdr:spPr/></xdr:pic>'
    )
