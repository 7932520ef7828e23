"""Looks into embedded font programs for what the font dictionary does not say."""

import io
import struct

import pikepdf
from fontTools.ttLib import TTFont, TTLibError
from pdfminer.psexceptions import PSException
from pikepdf import Name, Stream

# What a broken font program can make its reading raise.
BROKEN_PROGRAM = (
    TTLibError,
    PSException,
    struct.error,
    AssertionError,
    AttributeError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    ValueError,
    pikepdf.PdfError,
)


def own_encoding(descriptor: pikepdf.Object) -> dict[int, str]:
    """Give the glyph name of each code as the embedded Type1 or CFF program says; empty when it does not."""
    try:
        program = descriptor.get(Name.FontFile)
        if isinstance(program, Stream):
            from redaction.pdf.lettering.type_one import clear_encoding  # noqa: PLC0415 - most documents have no such font

            return clear_encoding(program.read_bytes())
        program = descriptor.get(Name.FontFile3)
        if isinstance(program, Stream) and program.get(Name.Subtype) == Name.Type1C:
            return _cff_encoding(program.read_bytes())
    except BROKEN_PROGRAM:
        return {}
    return {}


def _cff_encoding(program: bytes) -> dict[int, str]:
    from fontTools.cffLib import CFFFontSet  # noqa: PLC0415 - it takes 6 MB

    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(program), None)
    encoding = fonts[0].Encoding
    if isinstance(encoding, str):
        return {}
    return {code: name for code, name in enumerate(encoding) if name and name != ".notdef"}


def glyph_texts(descriptor: pikepdf.Object) -> dict[int, str]:
    """Give the text of each glyph number as the embedded TrueType or OpenType program maps it."""
    try:
        for key in (Name.FontFile2, Name.FontFile3):
            program = descriptor.get(key)
            if isinstance(program, Stream):
                return _mapped_glyphs(program.read_bytes())
    except BROKEN_PROGRAM:
        return {}
    return {}


def _mapped_glyphs(program: bytes) -> dict[int, str]:
    if program[:4] not in (b"\0\1\0\0", b"true", b"OTTO"):
        return {}
    with TTFont(io.BytesIO(program), lazy=True) as font:
        if "cmap" not in font:
            return {}
        best: dict[int, str] = font.getBestCmap() or {}
        return {font.getGlyphID(name): chr(point) for point, name in sorted(best.items(), reverse=True)}
