"""The namespaces of Office Open XML, and the prefixes that a copy writes them with.

Source: ECMA-376 part 1 (strict and transitional forms); [MS-DOCX] and [MS-ODRAWXML] for the later ones.
"""

from functools import lru_cache
from typing import Final

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
M: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"
WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
C: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DGM: Final = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
P: Final = "http://schemas.openxmlformats.org/presentationml/2006/main"
WPS: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
WPG: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
WPC: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas"
WP14: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing"
W14: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
V: Final = "urn:schemas-microsoft-com:vml"
XML: Final = "http://www.w3.org/XML/1998/namespace"

PREFIXES: Final = {
    "w": W, "r": R, "m": M, "a": A, "pic": PIC, "wp": WP, "c": C, "dgm": DGM, "p": P, "wps": WPS, "wpg": WPG,
    "wpc": WPC, "wp14": WP14, "w14": W14, "mc": MC, "v": V, "xml": XML,
}  # fmt: skip

_STRICT: Final = "http://purl.oclc.org/ooxml/"
_TRANSITIONAL: Final = "http://schemas.openxmlformats.org/"


@lru_cache(maxsize=2_000)
def named(short: str) -> str:
    """The full name of "w:p", as lxml writes it."""
    prefix, _, local = short.partition(":")
    return f"{{{PREFIXES[prefix]}}}{local}"


@lru_cache(maxsize=5_000)
def usual(tag: str) -> str:
    """The same name in the form that most programs write: strict documents have namespaces of their own."""
    if not tag.startswith("{" + _STRICT):
        return tag
    path, _, local = tag[len(_STRICT) + 1 :].partition("}")
    return f"{{{_of_strict(path)}}}{local}"


def usual_address(address: str) -> str:
    """The same for a namespace or the kind of a relationship."""
    return _of_strict(address[len(_STRICT) :]) if address.startswith(_STRICT) else address


def _of_strict(path: str) -> str:
    room, _, rest = path.partition("/")
    return f"{_TRANSITIONAL}{room}/2006/{rest}"
