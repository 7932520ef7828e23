"""The namespaces of OpenDocument, and full names of its elements. Source: OASIS OpenDocument 1.3, part 3."""

from functools import lru_cache
from typing import Final

_OASIS: Final = "urn:oasis:names:tc:opendocument:xmlns:"

NAMESPACES: Final = {
    "office": f"{_OASIS}office:1.0",
    "style": f"{_OASIS}style:1.0",
    "text": f"{_OASIS}text:1.0",
    "table": f"{_OASIS}table:1.0",
    "draw": f"{_OASIS}drawing:1.0",
    "fo": f"{_OASIS}xsl-fo-compatible:1.0",
    "svg": f"{_OASIS}svg-compatible:1.0",
    "chart": f"{_OASIS}chart:1.0",
    "number": f"{_OASIS}datastyle:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}
_PREFIXES: Final = {address: prefix for prefix, address in NAMESPACES.items()}


def named(short: str) -> str:
    """The full name of "text:p", as lxml writes it."""
    prefix, _, own = short.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{own}"


@lru_cache(maxsize=4096)
def short_name(full: str) -> str:
    """ "text:p" for its full name; an empty string for a name of any other namespace."""
    address, _, own = full[1:].partition("}")
    prefix = _PREFIXES.get(address)
    return f"{prefix}:{own}" if prefix else ""
