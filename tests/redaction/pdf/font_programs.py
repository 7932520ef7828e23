"""Small font programs of two kinds whose letters draw by subroutines, written by other code than the burner's."""

import io

from fontTools.agl import AGL2UV
from fontTools.cffLib import CFFFontSet, SubrsIndex
from fontTools.fontBuilder import FontBuilder
from fontTools.misc.eexec import encrypt
from fontTools.misc.psCharStrings import T2CharString
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

NOTICE = "Drawn by Ottoline Quillfeather"


def number(value: int) -> bytes:
    """A number as both kinds of letter programs write it."""
    if -107 <= value <= 107:
        return bytes([value + 139])
    high, low = divmod(abs(value) - 108, 256)
    return bytes([(247 if value > 0 else 251) + high, low])


def _numbers(*values: int) -> bytes:
    return b"".join(map(number, values))


def square(side: int) -> bytes:
    """The strokes of a square, for a Type 1 subroutine or letter."""
    move, across, up, close = b"\x16", b"\x06", b"\x07", b"\x09"
    return b"".join([
        _numbers(50), move, _numbers(side), across, _numbers(side), up, _numbers(-side), across, close
    ])  # fmt: skip


def type_one_letter(strokes: bytes) -> bytes:
    return _numbers(0, 600) + b"\x0d" + strokes + b"\x0e"


def calls(subroutine: int) -> bytes:
    return number(subroutine) + b"\x0a"


def accented(base: int, accent: int) -> bytes:
    """A letter put together from two of the standard encoding."""
    return _numbers(0, 600) + b"\x0d" + _numbers(0, 10, 10, base, accent) + b"\x0c\x06"


def type_one(
    letters: dict[str, bytes],
    subrs: list[bytes],
    *,
    codes: dict[int, str],
    lead: int = 4,
    in_hex: bool = False,
) -> bytes:
    """A Type 1 program, with a notice that names who drew it."""
    rows = "\n".join(f"dup {code} /{name} put" for code, name in codes.items())
    clear = (
        f"%!PS-AdobeFont-1.0: Made 001.000\n% {NOTICE}\n11 dict begin\n"
        f"/FontInfo 3 dict dup begin\n/Notice ({NOTICE}) readonly def\n/FullName ({NOTICE}) readonly def\n"
        "end readonly def\n"
        "/FontName /Made def\n/PaintType 0 def\n/FontType 1 def\n/FontMatrix [0.001 0 0 0.001 0 0] readonly def\n"
        f"/Encoding 256 array\n0 1 255 {{1 index exch /.notdef put}} for\n{rows}\nreadonly def\n"
        "/FontBBox {0 0 800 800} readonly def\ncurrentdict end\ncurrentfile eexec\n"
    ).encode()

    def sealed(program: bytes) -> bytes:
        return program if lead < 0 else bytes(encrypt(b"\1" * lead + program, 4330)[0])

    hidden = b"dup /Private 8 dict dup begin\n/RD {string currentfile exch readstring pop} executeonly def\n"
    hidden += (
        b"/ND {noaccess def} executeonly def\n/NP {noaccess put} executeonly def\n/BlueValues [0 0] def\n"
    )
    hidden += b"/password 5839 def\n/lenIV %d def\n/Subrs %d array\n" % (lead, len(subrs))
    for place, program in enumerate(subrs):
        packed = sealed(program)
        hidden += b"dup %d %d RD %s NP\n" % (place, len(packed), packed)
    hidden += b"ND\n2 index /CharStrings %d dict dup begin\n" % len(letters)
    for name, program in letters.items():
        packed = sealed(program)
        hidden += b"/%s %d RD %s ND\n" % (name.encode(), len(packed), packed)
    hidden += b"end\nend\nreadonly put\nnoaccess put\ndup/FontName get exch definefont pop\n"
    hidden += b"mark currentfile closefile\n"
    sealed_part = bytes(encrypt(b"\1\2\3\4" + hidden, 55665)[0])
    tail = b"\n" + (b"0" * 64 + b"\n") * 8 + b"cleartomark\n"
    return clear + (sealed_part.hex().encode() if in_hex else sealed_part) + tail


def compact(letters: str, *, names: dict[str, str]) -> bytes:
    """A bare CFF program in which each letter calls a subroutine of its own, with a notice of who drew it."""
    order = [".notdef", *(names[letter] for letter in letters)]
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({ord(letter): names[letter] for letter in letters})
    shapes = {
        name: T2CharString(program=[place - 107, "callsubr", "endchar"]) for place, name in enumerate(order)
    }
    builder.setupCFF("Made", {"Notice": NOTICE, "FullName": NOTICE}, shapes, {})
    private = builder.font["CFF "].cff[0].Private
    private.Subrs = SubrsIndex()
    for place in range(len(order)):
        private.Subrs.append(
            T2CharString(program=[0, 0, "rmoveto", 100 + 7 * place, 0, 0, 700, "rlineto", "return"])
        )
    builder.setupHorizontalMetrics(dict.fromkeys(order, (600, 0)))
    builder.setupHorizontalHeader()
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    with TTFont(io.BytesIO(out.getvalue())) as font:
        return bytes(font.reader["CFF "])


def true_type(letters: dict[str, int]) -> bytes:
    """A TrueType program with a square for each of these letters, as high as is said; 0 for nothing.

    Its map for the Macintosh is empty, and its map of symbols has each letter under its own code.
    """
    order = [".notdef", *letters]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({})
    shapes = {}
    for name in order:
        pen = TTGlyphPen(None)
        side = letters.get(name, 0)
        if side:
            pen.moveTo((50, 0))
            for place in ((50 + side, 0), (50 + side, side), (50, side)):
                pen.lineTo(place)
            pen.closePath()
        shapes[name] = pen.glyph()
    builder.setupGlyf(shapes)
    builder.setupHorizontalMetrics(dict.fromkeys(order, (600, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupPost()
    cmap = builder.font["cmap"]
    cmap.tables = []
    for platform, kind in ((1, 6), (3, 4)):
        table = CmapSubtable.newSubtable(kind)
        table.platformID, table.platEncID, table.language, table.format = platform, 0, 0, kind
        table.cmap = {AGL2UV[name]: name for name in letters} if platform == 3 else {}
        cmap.tables.append(table)
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def read(program: bytes) -> CFFFontSet:
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(program), None)
    return fonts
