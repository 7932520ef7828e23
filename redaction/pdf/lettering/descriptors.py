"""Says what of a font's description travels, and whether the family that it names is what its name says already.

Poppler chooses the weight of letters by the family where the font is not in the document. Anything else written
there would be a place for words that nobody sees.
"""

import re

import pikepdf
from pikepdf import Name

_KEPT = frozenset({
    "/Type", "/FontName", "/Flags", "/FontBBox", "/ItalicAngle", "/Ascent", "/Descent", "/Leading",
    "/CapHeight", "/XHeight", "/StemV", "/StemH", "/AvgWidth", "/MaxWidth", "/MissingWidth", "/FontFile",
    "/FontFile2", "/FontFile3", "/FontWeight", "/FontStretch",
})  # fmt: skip
_MARK_OF_A_SUBSET = re.compile(r"^/?(?:[A-Z]{6}[+])?")


def kept_of(descriptor: pikepdf.Object) -> frozenset[str]:
    """Give the entries of a font descriptor that travel."""
    return _KEPT | {"/FontFamily"} if repeats_its_name(descriptor) else _KEPT


def repeats_its_name(descriptor: pikepdf.Object) -> bool:
    """Say whether the family is how the font's name begins, but for spaces."""
    family, name = descriptor.get(Name.FontFamily), descriptor.get(Name.FontName)
    if not isinstance(family, pikepdf.String) or not isinstance(name, Name):
        return False
    bare = str(family).replace(" ", "")
    return bool(bare) and _MARK_OF_A_SUBSET.sub("", str(name)).startswith(bare)
