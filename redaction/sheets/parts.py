"""The parts of a workbook for a reviewer: each sheet, what is printed around it, what lies over it, the names."""

from redaction.office.flows import text_of
from redaction.parts import NamedPart
from redaction.sheets.workbook import Chart, Sheet, Workbook, by_rows
from redaction.sheets.xlsx_margins import as_read


def part_texts(workbook: Workbook) -> list[NamedPart]:
    """Each part's name, in plain words, and all that it says. A row stands on one line, its cells parted by tabs."""
    found: list[NamedPart] = []
    for number, sheet in enumerate(workbook.sheets, start=1):
        found.append(NamedPart(f"Sheet {number}", cells_text(sheet)))
        if sheet.margins:
            lines = [as_read(pieces) for pieces in sheet.margins.values()]
            found.append(NamedPart(f"Sheet {number}, header and footer", "\n".join(lines)))
        if has_boxes(sheet):
            found.append(NamedPart(f"Sheet {number}, text boxes and pictures", _shapes_text(sheet)))
        if charts := charts_of(sheet):
            lines = [text_of(chart.root) for chart in charts]
            found.append(NamedPart(f"Sheet {number}, charts", "\n".join(lines)))
    found.append(NamedPart("Names of sheets", "\n".join(sheet.name for sheet in workbook.sheets)))
    return found


def has_boxes(sheet: Sheet) -> bool:
    """Say whether text boxes or pictures lie over the cells."""
    return any(shape.chart is None for shape in sheet.shapes)


def charts_of(sheet: Sheet) -> list[Chart]:
    """The charts that lie over the cells."""
    return [shape.chart for shape in sheet.shapes if shape.chart is not None]


def cells_text(sheet: Sheet) -> str:
    """The cells of a sheet as lines of cells parted by tabs. A line end inside a cell is a blank."""
    return "\n".join(
        "\t".join(" ".join(cell.text.splitlines()) for cell in row) for row in by_rows(sheet.cells)
    )


def _shapes_text(sheet: Sheet) -> str:
    lines: list[str] = []
    for shape in sheet.shapes:
        lines += [*map("".join, shape.paragraphs), shape.description, shape.read_in_picture]
    return "\n".join(line for line in lines if line)
