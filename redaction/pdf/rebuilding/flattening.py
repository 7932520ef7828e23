"""Draws annotations and form fields into their pages, as a reader sees them.

Source: ISO 32000-2, 12.5.3 (annotation flags), 12.5.5 (appearance streams).
"""

import contextlib

import pikepdf
from pikepdf import Array, Dictionary, Name

from redaction.pdf.appearances import cover_passwords
from redaction.pdf.rebuilding.layers import is_hidden

# Flags of an annotation that a reader does not see on the screen: hidden (2), no view (6).
_UNSEEN = 2 | 32


def flatten(pdf: pikepdf.Pdf, hidden: set[tuple[int, int]], wanted: range) -> None:
    """Draw annotations and form fields into their pages, as a reader sees them; leave out what he does not."""
    found = False
    for index in wanted:
        page = pdf.pages[index].obj
        annotations = page.get(Name.Annots)
        if isinstance(annotations, Array):
            kept = [note for note in annotations if isinstance(note, Dictionary) and _is_seen(note, hidden)]
            page.Annots = Array(kept)
            found = found or bool(kept)
    if not found:
        return
    # The library draws those of all pages. Others are drawn when their turn comes, on a document opened anew.
    for index, each in enumerate(pdf.pages):
        if index not in wanted and Name.Annots in each.obj:
            del each.obj.Annots
    cover_passwords(pdf.pages[index] for index in wanted)
    # A broken form loses its appearance, never its place in the old file: nothing of it is copied.
    with contextlib.suppress(pikepdf.PdfError, RuntimeError, ValueError, TypeError):
        pdf.generate_appearance_streams()
    with contextlib.suppress(pikepdf.PdfError, RuntimeError, ValueError, TypeError):
        pdf.flatten_annotations("all")


def _is_seen(note: pikepdf.Object, hidden: set[tuple[int, int]]) -> bool:
    try:
        flags = int(note.get(Name.F, 0))
    except (TypeError, ValueError):
        return False
    return (
        not flags & _UNSEEN
        and note.get(Name.Subtype) != Name.Popup
        and not is_hidden(note.get(Name.OC), hidden)
    )
