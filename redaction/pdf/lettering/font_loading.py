"""Reads fonts from the document: encodings, widths, and what text each code stands for.

Source: ISO 32000-2, 9.6 to 9.10.
"""

import io
import re

import pikepdf
from pdfminer.encodingdb import EncodingDB, name2unicode
from pdfminer.fontmetrics import FONT_METRICS
from pikepdf import Array, Dictionary, Name, Stream

from redaction.pdf.lettering.cmaps import collection_texts, named_code_map, parse_code_map, parse_to_unicode
from redaction.pdf.lettering.fonts import UNKNOWN, CompositeFont, Font, SimpleFont
from redaction.pdf.lettering.programs import glyph_texts, own_encoding
from redaction.pdf.values import plain, spelt, stream_bytes

# Letters this many times taller or smaller than the font size says are still of that size.
_USUAL_EM = 2.5
# The codes above 0o40 that Windows does not use show a bullet (ISO 32000-2, D.3, note 3).
_BULLETS = dict.fromkeys((0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D), "\u2022")
_CODE_IN_NAME = re.compile(r"^[A-Za-z]{1,3}(\d{2,3})$")


def load_font(font: pikepdf.Object | None) -> Font:
    """Read a font dictionary. Never raises: what cannot be read has unknown text."""
    if not isinstance(font, Dictionary):
        return SimpleFont([chr(code) for code in range(256)], [0.5] * 256)
    if font.get(Name.Subtype) == Name.Type0:
        return _load_composite(font)
    return _load_simple(font)


def _to_unicode(font: pikepdf.Object) -> tuple[dict[int, str], set[int]]:
    table, lengths = parse_to_unicode(stream_bytes(font.get(Name.ToUnicode)))
    # A text of nothing but U+0000 or U+FFFD says nothing; another source may know.
    return {code: text for code, text in table.items() if text.strip("\x00\ufffd")}, lengths


def _glyph_text(name: str, code: int) -> str:
    base = name.split(".", maxsplit=1)[0] or name
    try:
        return str(name2unicode(base))
    except (KeyError, ValueError):
        numbered = _CODE_IN_NAME.match(name)
        if numbered and 32 <= int(numbered.group(1)) < 256:
            return chr(int(numbered.group(1)))
        return chr(code) if 32 < code < 127 else UNKNOWN


def _base_texts(font: pikepdf.Object, encoding: pikepdf.Object | None) -> dict[int, str]:
    base = encoding.get(Name.BaseEncoding) if isinstance(encoding, Dictionary) else encoding
    tables: dict[str, dict[int, str]] = EncodingDB.encodings
    if isinstance(base, Name) and spelt(base) in tables:
        return {**bullets_of(encoding), **tables[spelt(base)]}
    is_true_type = font.get(Name.Subtype) == Name.TrueType
    texts = dict(tables["WinAnsiEncoding" if is_true_type else "StandardEncoding"])
    descriptor = font.get(Name.FontDescriptor)
    if isinstance(descriptor, Dictionary) and not is_true_type:
        for code, name in own_encoding(descriptor).items():
            texts[code] = _glyph_text(name, code)
    return texts


def bullets_of(encoding: pikepdf.Object | None) -> dict[int, str]:
    """Give what the codes show that the encoding leaves unused: a bullet in that of Windows, else nothing."""
    base = encoding.get(Name.BaseEncoding) if isinstance(encoding, Dictionary) else encoding
    return _BULLETS if isinstance(base, Name) and base == Name.WinAnsiEncoding else {}


def differences(encoding: pikepdf.Object | None) -> dict[int, str]:
    """Give the glyph names that an encoding has of its own."""
    found: dict[int, str] = {}
    if not isinstance(encoding, Dictionary):
        return found
    code = 0
    for item in encoding.get(Name.Differences, Array()):
        if isinstance(item, Name):
            found[code] = spelt(item)
            code += 1
        else:
            code = int(plain(item))
    return found


def _load_simple(font: pikepdf.Object) -> SimpleFont:
    encoding = font.get(Name.Encoding)
    by_code, _ = _to_unicode(font)
    base = _base_texts(font, encoding)
    names = differences(encoding)
    texts = []
    for code in range(256):
        text = by_code.get(code)
        if text is None:
            text = _glyph_text(names[code], code) if code in names else base.get(code)
        texts.append(text if text is not None else (chr(code) if 32 <= code < 127 else UNKNOWN))
    widths = _simple_widths(font, texts)
    return SimpleFont(texts, widths, em=_em_of(font, widths))


def _simple_widths(font: pikepdf.Object, texts: list[str]) -> list[float]:
    scale = 0.001
    if font.get(Name.Subtype) == Name.Type3:
        matrix = font.get(Name.FontMatrix)
        scale = plain(matrix[0], 0.001) if isinstance(matrix, Array) and len(matrix) == 6 else 0.001
    descriptor = font.get(Name.FontDescriptor)
    missing = plain(descriptor.get(Name.MissingWidth)) if isinstance(descriptor, Dictionary) else 0.0
    listed = font.get(Name.Widths)
    if not isinstance(listed, Array):
        return _standard_widths(spelt(font.get(Name.BaseFont, "")), texts)
    widths = [missing * scale] * 256
    first = int(plain(font.get(Name.FirstChar)))
    for step, width in enumerate(listed):
        if 0 <= first + step < 256:
            widths[first + step] = plain(width) * scale
    return widths


def _em_of(font: pikepdf.Object, widths: list[float]) -> float:
    """Say how tall the letters of a Type3 font are, in font sizes: about twice as tall as most are wide.

    Its matrix may say anything, and its box may be empty: what is drawn in pixels is set in a size of 0.24 or 1.
    """
    matrix = font.get(Name.FontMatrix)
    if font.get(Name.Subtype) != Name.Type3 or not isinstance(matrix, Array) or len(matrix) != 6:
        return 1.0
    shown = sorted(abs(width) for width in widths if width)
    tall = 2 * shown[len(shown) // 2] if shown else 1.0
    usual = 1.0 if 1 / _USUAL_EM <= tall <= _USUAL_EM else tall
    return -usual if plain(matrix[3], 0.001) < 0 else usual


def _standard_widths(name: str, texts: list[str]) -> list[float]:
    plain_name = name.lstrip("/").split("+")[-1].replace(",", "-")
    low = plain_name.lower()
    family = "Courier" if "cour" in low else "Times-Roman" if "times" in low else "Helvetica"
    if "bold" in low:
        family = {"Courier": "Courier-Bold", "Times-Roman": "Times-Bold"}.get(family, "Helvetica-Bold")
    found = FONT_METRICS.get(plain_name) or FONT_METRICS.get(family)
    table: dict[str, int] = found[1] if found else {}
    return [table.get(text, 600 if family.startswith("Courier") else 500) / 1000 for text in texts]


def _load_composite(font: pikepdf.Object) -> CompositeFont:
    descendants = font.get(Name.DescendantFonts)
    below = descendants[0] if isinstance(descendants, Array) and len(descendants) else Dictionary()
    below = below if isinstance(below, Dictionary) else Dictionary()
    encoding = font.get(Name.Encoding)
    if isinstance(encoding, Stream):
        code_map = parse_code_map(stream_bytes(encoding))
        code_map.vertical = code_map.vertical or plain(encoding.get(Name.WMode)) == 1
    else:
        code_map = named_code_map(spelt(encoding) if isinstance(encoding, Name) else "Identity-H")
    by_code, _ = _to_unicode(font)
    default = plain(below.get(Name.DW), 1000.0) / 1000
    widths = _composite_widths(below.get(Name.W))
    made = CompositeFont(code_map, by_code, {}, widths, default, vertical=code_map.vertical)
    if made.vertical:
        metrics = below.get(Name.DW2)
        made.default_width = plain(metrics[1], -1000.0) / 1000 if isinstance(metrics, Array) else -1.0
    if not by_code:
        made.by_cid = _texts_of_glyphs(below, vertical=made.vertical)
    return made


def _texts_of_glyphs(below: pikepdf.Object, *, vertical: bool) -> dict[int, str]:
    info = below.get(Name.CIDSystemInfo)
    if isinstance(info, Dictionary):
        collection = f"{info.get(Name.Registry, '')}-{info.get(Name.Ordering, '')}"
        if not collection.endswith("Identity"):
            texts = collection_texts(collection, vertical=vertical)
            if texts:
                return texts
    descriptor = below.get(Name.FontDescriptor)
    if not isinstance(descriptor, Dictionary):
        return {}
    by_glyph = glyph_texts(descriptor)
    to_glyph = stream_bytes(below.get(Name.CIDToGIDMap))
    if not to_glyph:
        return by_glyph
    pairs = io.BytesIO(to_glyph)
    return {
        cid: by_glyph[int.from_bytes(pair)]
        for cid, pair in enumerate(iter(lambda: pairs.read(2), b""))
        if int.from_bytes(pair) in by_glyph
    }


def _composite_widths(listed: pikepdf.Object | None) -> dict[int, float]:
    widths: dict[int, float] = {}
    items = list(listed) if isinstance(listed, Array) else []
    at = 0
    while at + 1 < len(items):
        first, second = int(plain(items[at])), items[at + 1]
        if isinstance(second, Array):
            widths.update((first + step, plain(width) / 1000) for step, width in enumerate(second))
            at += 2
        elif at + 2 < len(items):
            last = min(int(plain(second)), first + 65_535)
            width = plain(items[at + 2]) / 1000
            widths.update((cid, width) for cid in range(first, last + 1))
            at += 3
        else:
            break
    return widths
