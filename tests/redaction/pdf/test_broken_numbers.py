"""A font whose program is broken keeps its numbers: the document is redacted all the same."""

from pathlib import Path

import pikepdf

from tests.redaction.pdf.test_letter_numbers import LINES, a_copy, as_libreoffice
from tests.redaction.reading_back import by_pdfium


def with_a_map_cut_short(pdf: pikepdf.Pdf, text: str) -> tuple[pikepdf.Object, dict[str, bytes]]:
    font, codes = as_libreoffice(pdf, text)
    program = font.FontDescriptor.FontFile2
    held = bytearray(program.read_bytes())
    at = held.index(b"cmap") + 12
    held[at : at + 4] = (int.from_bytes(held[at : at + 4]) - 20).to_bytes(4)
    program.write(bytes(held))
    return font, codes


def test_a_font_whose_map_is_cut_short_refuses_nothing(tmp_path: Path) -> None:
    copy = a_copy(tmp_path, "Lily Fitton", with_a_map_cut_short)

    said = by_pdfium(copy)
    assert "Fitton" not in said
    assert LINES[1].split(";")[0] in said
