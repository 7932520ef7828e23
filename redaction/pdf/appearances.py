"""Gives notes and form fields that bring no drawing of their own the one that a reader's program would make up."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name
from pypdfium2 import raw

from redaction.pdf.values import plain

# Those that pdfium draws of its own accord. A note or a pop-up shows nothing of the page.
_DRAWN_ANYWAY: Final = frozenset({
    "/Square", "/Circle", "/Highlight", "/Ink", "/Squiggly", "/StrikeOut", "/Underline", "/Widget",
})  # fmt: skip
_SMALL: Final = 0.05
_PASSWORD: Final = 1 << 13
_DEEPEST: Final = 32
_REMOVE_SECURITY: Final = raw.FPDF_REMOVE_SECURITY | raw.FPDF_NO_INCREMENTAL


def pages_without_appearances(pdf: pikepdf.Pdf) -> list[int]:
    """The places in the list of pages, from 0, of those with notes that are drawn and do not say how."""
    return [place for place, page in enumerate(pdf.pages) if any(map(_lacks_one, _notes(page.obj)))]


def _notes(page: pikepdf.Object) -> list[pikepdf.Object]:
    listed = page.get(Name.Annots)
    return list(listed) if isinstance(listed, Array) else []


def _lacks_one(note: object) -> bool:
    return (
        isinstance(note, Dictionary) and str(note.get(Name.Subtype)) in _DRAWN_ANYWAY and Name.AP not in note
    )


def cover_passwords(pages: Iterable[pikepdf.Page]) -> None:
    """Put stars in place of what stands in password fields: that is what a reader sees of it.

    The library that draws fields whose drawing is missing or old would write it out.
    Source: ISO 32000-2, table 231 (field flags).
    """
    for note in (each for page in pages for each in _notes(page.obj)):
        if not isinstance(note, Dictionary) or note.get(Name.Subtype) != Name.Widget:
            continue
        flags, held = _holder(note, "/Ff"), _holder(note, "/V")
        if flags is not None and held is not None and int(plain(flags["/Ff"])) & _PASSWORD:
            held["/V"] = pikepdf.String("*" * len(str(held["/V"])))


def _holder(field: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """The field, or the one above it, that has this entry."""
    for _ in range(_DEEPEST):
        if key in field:
            return field
        above = field.get(Name.Parent)
        if not isinstance(above, Dictionary):
            return None
        field = above
    return None


def write_with_appearances(source: Path, password: str, places: Sequence[int], target: Path) -> None:
    """Write a copy, without its lock, in which the notes and fields on these pages have appearances.

    Drawing a page makes pdfium put into its notes what it made up for them: of a field the frame and the ground,
    which the library that fills in values leaves out.

    Raises:
        pypdfium2.PdfiumError: it cannot.
    """
    with pypdfium2.PdfDocument(source, password=password or None) as document:
        document.init_forms()
        for place in places:
            document[place].render(scale=_SMALL, may_draw_forms=True)
        document.save(target, flags=_REMOVE_SECURITY)
