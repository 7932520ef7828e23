"""Makes pictures that stand between drawing operators objects: only those are read, and burned where hidden."""

import contextlib
from collections.abc import Iterable

import pikepdf
from pikepdf import Name, Stream

_UNREADABLE = (pikepdf.PdfError, RuntimeError, ValueError, TypeError)


def store_inline_pictures(pages: Iterable[pikepdf.Page]) -> None:
    """Do so in every page and in the forms it draws. What stays inline makes its page a picture of itself."""
    for page in pages:
        with contextlib.suppress(*_UNREADABLE):
            page.externalize_inline_images(min_size=0)


def store_inline_pictures_of(cell: Stream) -> None:
    """Do so in a pattern's cell or a mask's group, which no page lists among its forms.

    The library does this for pages and forms alone, so a pattern is called a form meanwhile.
    """
    called = {key: cell.get(key) for key in ("/Type", "/Subtype")}
    cell.Type, cell.Subtype = Name.XObject, Name.Form
    with contextlib.suppress(*_UNREADABLE):
        pikepdf.Page(cell).externalize_inline_images(min_size=0, shallow=True)
    for key, value in called.items():
        if value is None:
            del cell[key]
        else:
            cell[key] = value
