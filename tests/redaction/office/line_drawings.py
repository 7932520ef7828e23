"""Drawings made of lines, written by hand: a metafile of Windows and an SVG with words where a test wants them."""

import struct
from collections.abc import Mapping, Sequence

from tests.redaction.office.packing import REL, Packing
from tests.redaction.office.word_body_places import p
from tests.redaction.office.word_part_places import MAIN, root

_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PIXELS = (900, 300)
_HUNDREDTHS = (24_000, 8_000)


def an_emf(words: Sequence[str]) -> bytes:
    """Words in lines of print 50 pixels high on 24 by 8 centimetres."""
    records = [_font(), struct.pack("<III", 37, 12, 1), struct.pack("<III", 22, 12, 0)]
    records += [_words(text, 30, 20 + 70 * line) for line, text in enumerate(words)]
    records.append(struct.pack("<IIIII", 14, 20, 0, 0, 20))
    size = 88 + sum(map(len, records))
    head = struct.pack("<II", 1, 88)
    head += struct.pack("<4i", 0, 0, *_PIXELS) + struct.pack("<4i", 0, 0, *_HUNDREDTHS)
    head += b" EMF" + struct.pack("<IIIHHIII", 0x10000, size, len(records) + 1, 2, 0, 0, 0, 0)
    head += struct.pack("<4i", *_PIXELS, 240, 80)
    return head + b"".join(records)


def _font() -> bytes:
    face = "Courier New".encode("utf-16-le").ljust(64, b"\0")
    look = struct.pack("<5i8B", -50, 0, 0, 0, 400, 0, 0, 0, 0, 0, 0, 0, 0) + face
    return struct.pack("<III", 82, 12 + len(look) + 228, 1) + look + bytes(228)


def _words(text: str, across: int, down: int) -> bytes:
    letters = text.encode("utf-16-le")
    padded = letters + bytes(-len(letters) % 4)
    advances = struct.pack(f"<{len(text)}I", *[30] * len(text))
    size = 76 + len(padded) + len(advances)
    bounds = struct.pack("<4i", 0, 0, *_PIXELS)
    said = struct.pack("<2i3I4iI", across, down, len(text), 76, 0, 0, 0, -1, -1, 76 + len(padded))
    return struct.pack("<II", 84, size) + bounds + struct.pack("<Iff", 1, 1.0, 1.0) + said + padded + advances


def an_svg(inside: str) -> bytes:
    """An SVG of 900 by 300 with a white ground; a placeable word is made by `svg_text`."""
    return (
        '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="900" height="300" '
        f'viewBox="0 0 900 300"><rect width="900" height="300" fill="white"/>{inside}</svg>'
    ).encode()


def svg_text(text: str, across: int, down: int, *, degrees: int = 0) -> str:
    return (
        f'<text x="{across}" y="{down}" font-family="Arial" font-size="48" '
        f'transform="rotate({degrees} {across} {down})">{text}</text>'
    )


def a_docx_with(drawings: Mapping[str, bytes]) -> bytes:
    """A Word document with drawings that stand in the line, each under its name in the package."""
    packing = Packing()
    packing.relate("", "officeDocument", MAIN)
    body = ""
    for name, drawing in drawings.items():
        packing.add(f"word/media/{name}", drawing)
        body += p(_placed(packing.relate(MAIN, "image", f"media/{name}")))
    packing.add(MAIN, root("document", f"<w:body>{body}</w:body>"), _MAIN_TYPE)
    return packing.packed()


def _placed(number: str) -> str:
    kind = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="5400000" cy="1800000"/><wp:docPr id="1" name="x"/><a:graphic>'
        f'<a:graphicData uri="{kind}"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="x"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{REL}" r:embed="{number}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
