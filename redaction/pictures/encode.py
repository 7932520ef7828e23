"""Writes pixels as a new file that holds nothing else: no metadata, profile, palette, preview or second picture."""

from collections.abc import Iterable
from typing import IO, Final

from PIL import Image, TiffImagePlugin

from redaction.kinds.document_kind import DocumentKind

QUALITY: Final = 92
_STORED_AS_PHOTOGRAPHS: Final = frozenset({"jpeg", "tiff_jpeg", "webp"})


def kind_for(kind: DocumentKind, *, frames: int, is_lossy: bool) -> DocumentKind:
    """What the copy is: JPEG and TIFF stay, a photograph becomes JPEG, anything else PNG.

    An animation becomes the pages of a TIFF: nobody can review what is shown for a fifth of a second.
    """
    if kind is DocumentKind.TIFF or frames > 1:
        return DocumentKind.TIFF
    return DocumentKind.JPEG if is_lossy else DocumentKind.PNG


def write_pictures(
    pictures: Iterable[tuple[Image.Image, str]], kind: DocumentKind, target: IO[bytes]
) -> None:
    """Write flat pictures, each with how its original was packed. Only a TIFF takes more than one.

    They are taken one by one, so that a fax of 500 pages is never in memory whole.
    """
    if kind is DocumentKind.TIFF:
        with TiffImagePlugin.AppendingTiffWriter(target, new=True) as pages:
            for image, packing in pictures:
                _write_page(image, packing, pages)
                pages.newFrame()
        return
    for image, _ in pictures:
        if kind is DocumentKind.JPEG:
            seen = image if image.mode in {"L", "RGB"} else image.convert("L")
            seen.save(target, "JPEG", quality=QUALITY, subsampling="4:2:0" if _is_large(image) else "4:4:4")
        else:
            image.save(target, "PNG")


def _write_page(image: Image.Image, packing: str, pages: "TiffImagePlugin.AppendingTiffWriter") -> None:
    if image.mode == "1":
        image.save(pages, "TIFF", compression="group4")
    elif packing in _STORED_AS_PHOTOGRAPHS:
        image.save(pages, "TIFF", compression="jpeg", quality=QUALITY)
    else:
        image.save(pages, "TIFF", compression="tiff_adobe_deflate")


def _is_large(image: Image.Image) -> bool:
    return image.width * image.height > 4_000_000
