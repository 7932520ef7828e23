"""The parts of a workbook for a reviewer: each sheet, what is printed around it, what lies over it, the names."""

from redaction.parts import NamedPart
from redaction.sheets.workbook import Sheet, Workbook, by_rows
from redaction.sheets.xlsx_margins import as_read


def part_texts(workbook: Workbook) -> list[NamedPart]:
    """Each part's name, in plain words, and all that it says. A row stands on one line, its cells parted by tabs."""
    found: list[NamedPart] = []
    for number, sheet in enumerate(workbook.sheets, start=1):
        found.append(NamedPart(f"Sheet {number}", cells_text(sheet)))
        if sheet.margins:
            lines = [as_read(pieces) for pieces in sheet.margins.values()]
            found.append(NamedPart(f"Sheet {number}, header and footer", "\n".join(lines)))
        if sheet.shapes:
            found.append(NamedPart(f"Sheet {number}, text boxes and pictures", _shapes_text(sheet)))
    found.append(NamedPart("Names of sheets", "\n".join(sheet.name for sheet in workbook.sheets)))
    return found


def cells_text(sheet: Sheet) -> str:
    """The cells of a sheet as lines of cells parted by tabs. A line end inside a cell is a blank."""
    return "\n".join(
        "\t".join(" ".join(cell.text.splitlines()) for cell in row) for row in by_rows(sheet.cells)
    )


def _shapes_text(sheet: Sheet) -> str:
    lines: list[str] = []
    for shape in sheet.shapes:
        lines += [*shape.paragraphs, shape.description, shape.read_in_picture]
    return "\n".join(line for line in lines if line)
