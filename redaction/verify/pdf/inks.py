"""How many samples a point of a stored picture has.

Source: ISO 32000-2, 8.6 (colour spaces).
"""

from typing import Any, Final

import pikepdf

_COLOURS: Final = {"/DeviceRGB": 3, "/RGB": 3, "/CalRGB": 3, "/Lab": 3, "/DeviceCMYK": 4, "/CMYK": 4}


def inks_of(space: Any) -> int:
    """One for each ink or light of a colour space; one where it is not known."""
    if isinstance(space, pikepdf.Array) and len(space) > 1:
        kind = str(space[0])
        if kind == "/ICCBased":
            return int(space[1].get("/N", 3))
        if kind == "/DeviceN":
            return len(space[1])
        return _COLOURS.get(kind, 1)
    return _COLOURS.get(str(space), 1)
