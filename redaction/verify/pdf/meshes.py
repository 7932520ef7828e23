"""Finds pages that give colours point by point without a picture: shadings that can draw letters.

Source: ISO 32000-2, 8.7.4.5 (types of shading).
"""

from collections.abc import Iterator
from typing import Any, Final

import pikepdf

_BY_POINTS: Final = frozenset({1, 4, 5, 6, 7})
_DEEPEST: Final = 30


def pages_with_meshes(pdf: pikepdf.Pdf) -> set[int]:
    """The numbers of the pages, from 1, whose resources hold such a shading at any depth."""
    return {
        number
        for number, page in enumerate(pdf.pages, start=1)
        if any(_kinds(page.obj.get("/Resources"), set(), 0))
    }


def _kinds(resources: Any, seen: set[tuple[int, int]], depth: int) -> Iterator[bool]:
    for category in ("/Shading", "/Pattern", "/XObject", "/ExtGState", "/Font"):
        held = resources.get(category) if isinstance(resources, pikepdf.Dictionary) else None
        for value in list(held.values()) if isinstance(held, pikepdf.Dictionary) else []:
            if not isinstance(value, pikepdf.Dictionary | pikepdf.Stream) or depth > _DEEPEST:
                continue
            if value.is_indirect and value.objgen in seen:
                continue
            seen.add(value.objgen)
            shading, mask = value.get("/Shading", value), value.get("/SMask")
            yield _is_by_points(shading)
            group = mask.get("/G") if isinstance(mask, pikepdf.Dictionary) else None
            for inside in (value, group):
                if isinstance(inside, pikepdf.Dictionary | pikepdf.Stream) and "/Resources" in inside:
                    yield from _kinds(inside["/Resources"], seen, depth + 1)


def _is_by_points(shading: Any) -> bool:
    return (
        isinstance(shading, pikepdf.Dictionary | pikepdf.Stream) and shading.get("/ShadingType") in _BY_POINTS
    )
