"""Pictures made of lines (EMF, WMF, SVG, LibreOffice's own): which they are, and the words that stand in them.

They are drawn as pictures made of dots before a document is read, and OCR finds what is burned. OCR does not read
letters that stand aslant or upside down. The drawing itself says its words, so a drawing says more than was burned,
it does not travel.

Source: [MS-EMF] 2.3, [MS-WMF] 2.3, SVG 1.1; LibreOffice, vcl/source/gdi (SVM).
"""

import gzip
import html
import io
import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Final

from PIL import Image, PngImagePlugin

from redaction.wording.folding import fold
from redaction.wording.needles import FoldedText, Needles

_KEY: Final = "words of a drawing"
_END: Final = "\f"
_MOST_BYTES: Final = 20 << 20
_MOST_LETTERS: Final = 200_000
_HEAD_BYTES: Final = 4_096
_GZIP: Final = b"\x1f\x8b"
_SVG: Final = re.compile(rb"<(?:[A-Za-z][\w.-]*:)?svg[\s>]")
_TAG: Final = re.compile(r"<[^>]*>")
_ASIDE: Final = re.compile(
    r"<!--.*?-->|<!\[CDATA\[|\]\]>|<(style|script)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE
)
_WIDE: Final = re.compile(rb"(?:[^\x00-\x1f][\x00-\x06]){2,}")
_NARROW: Final = re.compile(rb"[\x20-\x7e\x91\x92\xa0-\xff]{3,}")
_RECORD: Final = struct.Struct("<II")
_COMMENT: Final = 70
_BLANKS: Final = re.compile(r"\s+")
_LONG_ENOUGH: Final = 4


def unpacked(held: bytes) -> bytes:
    """The bytes of a drawing, without the gzip around it (EMZ, WMZ, SVGZ); empty where there are too many."""
    if held.startswith(_GZIP):
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(held)) as packed:
                held = packed.read(_MOST_BYTES + 1)
        except (OSError, EOFError, zlib.error):
            return b""
    return held if len(held) <= _MOST_BYTES else b""


def line_art_ending(held: bytes) -> str:
    """How the name of a drawing made of lines ends, by its bytes ("emf"); empty for anything else."""
    if held[40:44] == b" EMF" and held.startswith(b"\x01\0\0\0"):
        return "emf"
    if held.startswith((b"\xd7\xcd\xc6\x9a", b"\x01\0\x09\0\0\x03")):
        return "wmf"
    if held.startswith(b"VCLMTF"):
        return "svm"
    head = held[:_HEAD_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n")
    return "svg" if head.startswith(b"<") and _SVG.search(head) else ""


def words_in_drawing(held: bytes, ending: str) -> str:
    """All that may be words in a drawing, and some that are none. Parts that say the same again are parted."""
    if ending == "svg":
        markup = _ASIDE.sub(" ", held.decode("utf-8", "replace"))
        tellings = [html.unescape(_TAG.sub("\n", markup))]
    elif ending == "emf":
        tellings = [telling for part in _parts_of_emf(held) for telling in _tellings(part)]
    else:
        tellings = [*_tellings(held)]
    return _END.join(telling[:_MOST_LETTERS] for telling in tellings)


def shows_something(png: bytes) -> bool:
    """Say whether a picture has more than one colour. A drawing that comes out empty was not understood."""
    with Image.open(io.BytesIO(png)) as picture:
        colours = picture.convert("RGB").getcolors(maxcolors=1)
        return colours is None


def with_words(png: bytes, words: str) -> bytes:
    """A picture of dots that remembers which words were drawn in it. No copy has them: pictures are written anew."""
    told = PngImagePlugin.PngInfo()
    told.add_itxt(_KEY, words, zip=True)
    written = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        picture.convert("RGB").save(written, "PNG", pnginfo=told)
    return written.getvalue()


def says_more_than(held: bytes, burned: Counter[int], needles: Needles) -> bool:
    """Say whether a drawing says any entry more often than bars were set for it. False for every other picture."""
    said: Counter[int] = Counter()
    for telling in _remembered(held).split(_END):
        in_lines = Counter(found.entry for found in FoldedText(telling).find(needles))
        said |= in_lines | _in_single_letters(telling, needles)
    return any(count > burned[entry] for entry, count in said.items())


def _in_single_letters(telling: str, needles: Needles) -> Counter[int]:
    """Entries that stand anywhere once all blanks are gone: letters can each be placed by themselves."""
    folded = _BLANKS.sub("", fold(telling))
    sought = ((each.entry, _BLANKS.sub("", each.folded)) for each in needles.needles)
    return Counter({entry: 1 for entry, own in sought if len(own) >= _LONG_ENOUGH and own in folded})


def _remembered(held: bytes) -> str:
    if not held.startswith(b"\x89PNG") or _KEY.encode() not in held:
        return ""
    with Image.open(io.BytesIO(held)) as picture:
        picture.load()
        return str(getattr(picture, "text", {}).get(_KEY, ""))


def _tellings(held: bytes) -> Iterator[str]:
    """Letters in a row as two bytes each, and as one: many programs write each word in both ways."""
    yield "\n".join(found.group().decode("utf-16-le", "replace") for found in _WIDE.finditer(held))
    yield "\n".join(found.group().decode("cp1252", "replace") for found in _NARROW.finditer(held))


def _parts_of_emf(held: bytes) -> tuple[bytes, bytes]:
    """The records of a metafile, and apart from them the comments, in which newer programs say it all again."""
    plain, comments = bytearray(), bytearray()
    at = 0
    while at + _RECORD.size <= len(held):
        kind, size = _RECORD.unpack_from(held, at)
        if size < _RECORD.size or at + size > len(held):
            break
        into = comments if kind == _COMMENT else plain
        into += held[at : at + size]
        at += size
    return bytes(plain + held[at:]), bytes(comments)
