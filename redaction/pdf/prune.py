"""Takes out of fonts what only the removed words used: a subset font otherwise spells them.

Source: ASD, "An examination of the redaction functionality of Adobe Acrobat" (2021), on fonts; ISO 32000-2, 9.
"""

import hashlib
import re
import zlib
from collections.abc import Callable, Iterable
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from redaction.pdf.interpret import Interpreter
from redaction.pdf.lettering.cmaps import parse_to_unicode
from redaction.pdf.lettering.composite import prune_composite
from redaction.pdf.lettering.descriptors import repeats_its_name
from redaction.pdf.lettering.fonts import CompositeFont, Font, SimpleFont, only_spoken
from redaction.pdf.lettering.nameless import describe_by_name
from redaction.pdf.library import Library
from redaction.pdf.match import mark
from redaction.pdf.rewrite import rewrite
from redaction.pdf.values import plain, spelt, stream_bytes
from redaction.wording.needles import Needles

_SUBSET_MARK: Final = re.compile(r"[A-Z]{6}\+")


def share_use(fonts: Iterable[tuple[pikepdf.Object, Font]]) -> None:
    """Count what composite fonts use together where they draw with one and the same font below them."""
    together: dict[tuple[int, int], set[int]] = {}
    for font, read in fonts:
        if isinstance(read, SimpleFont | CompositeFont) and read.spoken:
            _say(font, only_spoken(read))
        below = font.get(Name.DescendantFonts)
        if not isinstance(read, CompositeFont) or not isinstance(below, Array) or not len(below):
            continue
        if isinstance(below[0], Dictionary) and below[0].is_indirect:
            used = together.setdefault(below[0].objgen, set())
            used |= read.used_cids
            read.used_cids = used


def _say(font: pikepdf.Object, said: dict[int, str]) -> None:
    """Have a font's own map say what the document said beside its letters."""
    held = font.get(Name.ToUnicode)
    if said and isinstance(held, Stream):
        table, sizes = parse_to_unicode(stream_bytes(held))
        size = max(sizes, default=1)
        table.update(said)
        held.write(to_unicode(table, dict.fromkeys(table, size)))


def prune_font(pdf: pikepdf.Pdf, font: pikepdf.Object, read: Font, *, tells: Callable[[str], bool]) -> None:
    """Keep in a font only what the codes still shown need; `tells` says whether a name holds a term."""
    if isinstance(read, SimpleFont) and tells(spelt(font.get(Name.BaseFont, ""))):
        describe_by_name(pdf, font, read)
    _rename(font, read, tells)
    if isinstance(read, SimpleFont):
        _prune_simple(font, read)
        sizes = dict.fromkeys(read.used, 1)
    elif isinstance(read, CompositeFont):
        sizes = read.used
        prune_composite(pdf, font, read)
    else:
        return
    if Name.ToUnicode in font:
        table, _ = parse_to_unicode(stream_bytes(font.get(Name.ToUnicode)))
        kept = {code: text for code, text in table.items() if code in sizes}
        if isinstance(font.ToUnicode, Stream):
            font.ToUnicode = Stream(pdf, to_unicode(kept, sizes))


def _rename(font: pikepdf.Object, read: Font, tells: Callable[[str], bool]) -> None:
    """Give a subset another mark than it had, and a font whose name says something a blank name.

    Many programs make the six letters from a sum over the letters that a subset holds: whoever guesses a removed
    word could try it against them.
    """
    below = font.get(Name.DescendantFonts)
    fonts = [
        font,
        *(part for part in (below if isinstance(below, Array) else ()) if isinstance(part, Dictionary)),
    ]
    descriptors = [part.get(Name.FontDescriptor) for part in fonts]
    for part in [*fonts, *(found for found in descriptors if isinstance(found, Dictionary))]:
        for key in ("/BaseFont", "/FontName"):
            name = part.get(key)
            if isinstance(name, Name):
                part[key] = Name("/" + _renamed(spelt(name), read, tells))
        # A family that a blank name no longer begins with would say what the name said.
        if Name.FontFamily in part and not repeats_its_name(part):
            del part[Name.FontFamily]


def _renamed(name: str, read: Font, tells: Callable[[str], bool]) -> str:
    mark = _SUBSET_MARK.match(name)
    told = tells(name.replace("+", " "))
    if mark is None and not told:
        return name
    base = "Font" if told or mark is None else name[mark.end() :]
    used = (
        read.used_cids
        if isinstance(read, CompositeFont)
        else read.used
        if isinstance(read, SimpleFont)
        else set()
    )
    digest = hashlib.sha256(repr((base, sorted(used))).encode("utf-8", "replace")).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6]) + "+" + base


def clean_procedures(font: pikepdf.Object, library: Library, needles: Needles) -> None:
    """Write each glyph procedure of a Type3 font again without comments, stray strings and terms.

    Raises:
        ContentUnreadable: a procedure cannot be taken apart.
    """
    procedures = font.get(Name.CharProcs)
    if not isinstance(procedures, Dictionary):
        return
    resources = font.get(Name.Resources)
    for _, procedure in procedures.items():
        if isinstance(procedure, Stream):
            held = resources if isinstance(resources, Dictionary) else Dictionary()
            content = Interpreter(library).read_alone(procedure, held)
            mark(content, needles, ())
            procedure.write(zlib.compress(rewrite(content.scope)), filter=Name.FlateDecode)


def to_unicode(table: dict[int, str], sizes: dict[int, int]) -> bytes:
    """A map of the texts of codes, each as many bytes long as `sizes` says."""
    lines = [
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        b"/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
    ]
    for size in sorted(set(sizes.values())) or [1]:
        low, high = b"00" * size, b"FF" * size
        lines.append(b"1 begincodespacerange <" + low + b"> <" + high + b"> endcodespacerange")
    rows = [
        b"<%s> <%s>" % (
            code.to_bytes(sizes[code]).hex().upper().encode(),
            text.encode("utf-16-be", "surrogatepass").hex().upper().encode(),
        )
        for code, text in sorted(table.items())
    ]  # fmt: skip
    for start in range(0, len(rows), 100):
        part = rows[start : start + 100]
        lines.append(b"%d beginbfchar" % len(part))
        lines.extend(part)
        lines.append(b"endbfchar")
    lines.append(b"endcmap CMapName currentdict /CMap defineresource pop end end")
    return b"\n".join(lines)


def _prune_simple(font: pikepdf.Object, read: SimpleFont) -> None:
    _prune_simple_widths(font, read)
    encoding = font.get(Name.Encoding)
    names: set[str] = set()
    if isinstance(encoding, Dictionary) and Name.Differences in encoding:
        kept = Array()
        code, expected = 0, -1
        for item in encoding.Differences:
            if not isinstance(item, Name):
                code = int(plain(item))
                continue
            if code in read.used:
                if code != expected:
                    kept.append(code)
                kept.append(item)
                names.add("/" + spelt(item))
                expected = code + 1
            code += 1
        fresh = Dictionary(Type=Name.Encoding, Differences=kept)
        if Name.BaseEncoding in encoding:
            fresh.BaseEncoding = encoding.BaseEncoding
        font.Encoding = fresh
    procedures = font.get(Name.CharProcs)
    if isinstance(procedures, Dictionary):
        # A fresh dictionary: another font may share this one and draw other letters from it.
        font.CharProcs = Dictionary({name: procedures[name] for name in procedures.keys() if name in names})  # noqa: SIM118 - a PDF dictionary gives no names by itself


def _prune_simple_widths(font: pikepdf.Object, read: SimpleFont) -> None:
    """Widths of the codes still shown, from the first of them to the last: the ends, too, would tell of others."""
    low, high = min(read.used, default=0), max(read.used, default=0)
    listed = font.get(Name.Widths)
    if isinstance(listed, Array):
        first = int(plain(font.get(Name.FirstChar)))
        widths = {code: width for code, width in enumerate(listed, start=first) if plain(width)}
        font.Widths = Array(
            [widths.get(code, 0) if code in read.used else 0 for code in range(low, high + 1)]
        )
    if Name.FirstChar in font or Name.LastChar in font:
        font.FirstChar, font.LastChar = low, high
