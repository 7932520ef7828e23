"""Says in a font's own words what its name said, where it is known by its name alone and the name has to go.

Times-Roman is in no file: every reader has it, and knows how wide its letters are. Once "Roman" is a word to be
removed, the font is given another name, and without what is said here its letters would be drawn in another face
and run into each other. Source: ISO 32000-2, 9.6.2.2 and 9.8.2.
"""

from typing import Final

import pikepdf
from pdfminer.fontmetrics import FONT_METRICS
from pikepdf import Array, Dictionary, Name

from redaction.pdf.lettering.fonts import SimpleFont
from redaction.pdf.values import spelt

_FIXED_PITCH, _SERIF, _PLAIN_LETTERS, _ITALIC, _BOLD = 1, 2, 32, 64, 1 << 18
_STEMS: Final = {True: 140, False: 80}  # thousandths of the size, of bold faces and of others


def describe_by_name(pdf: pikepdf.Pdf, font: pikepdf.Object, read: SimpleFont) -> None:
    """Write down widths and looks of a standard text font that has neither; any other is left as it is.

    Two of the standard fonts hold signs instead of letters: those are known by no other name.
    """
    name = spelt(font.get(Name.BaseFont, "")).lstrip("/")
    if Name.FontDescriptor in font or Name.Widths in font or name not in FONT_METRICS:
        return
    told = FONT_METRICS[name][0]
    family = str(told["FontFamily"])
    if family in {"Symbol", "ZapfDingbats"}:
        return
    is_italic, is_bold = float(told["ItalicAngle"]) != 0, "Bold" in name
    flags = _PLAIN_LETTERS | is_italic * _ITALIC | is_bold * _BOLD
    flags |= _FIXED_PITCH * family.startswith("Courier") | _SERIF * family.startswith("Times")
    font.FirstChar, font.LastChar = 0, 255
    font.Widths = Array([round(width * 1000) for width in read.widths])
    font.FontDescriptor = pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor, FontName=font.BaseFont, Flags=flags,
            FontBBox=Array([round(side) for side in told["FontBBox"]]), ItalicAngle=round(told["ItalicAngle"]),
            Ascent=round(told["Ascent"]), Descent=round(told["Descent"]), CapHeight=round(told["CapHeight"]),
            StemV=_STEMS[is_bold],
        )
    )  # fmt: skip
