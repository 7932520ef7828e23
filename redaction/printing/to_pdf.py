"""One document in, one PDF out."""

import shutil
from pathlib import Path

from PIL import Image

from redaction.frames import PICTURES, opened_frames
from redaction.printing.intake import ending_for
from redaction.printing.kit import saved_as_pdf
from redaction.sniff import DocumentKind


def print_to_pdf(source: Path, kind: DocumentKind, target: Path, *, room: Path) -> None:
    """Write what a reader of the printed document would see.

    Nothing it links to is fetched: the child has no network and may read no other file. Hidden sheets, rows
    and slides, notes and comments are not printed; tracked changes are printed as they show.

    Raises:
        DocumentRefused: or one of its family.
    """
    if kind in PICTURES:
        _bound(source, kind, target)
        return
    named = room / f"document.{ending_for(source, kind)}"
    shutil.copyfile(source, named)
    saved_as_pdf(named, target, room=room)


def _bound(source: Path, kind: DocumentKind, target: Path) -> None:
    """A picture on each page, as large as it is told to be elsewhere."""
    with opened_frames(source, kind) as frames:
        pages = ((frame.image, 72 / frame.points_per_pixel) for frame in frames)
        first, dpi = next(pages)
        first.save(target, "PDF", resolution=dpi)
        for image, more_dpi in pages:
            _appended(image, target, more_dpi)


def _appended(image: Image.Image, target: Path, dpi: float) -> None:
    image.save(target, "PDF", resolution=dpi, append=True)
