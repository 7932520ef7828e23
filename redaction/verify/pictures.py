"""Reads the words in pictures: each picture in the file, and each page that shows one."""

import contextlib
import io
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import pikepdf
import pypdfium2
from PIL import Image

from redaction.errors import DocumentError
from redaction.ocr import OcrReader, OcrWord
from redaction.render import draw
from redaction.verify.pages import found_on
from redaction.verify.sought import Sought
from redaction.verify.verdict import Check, CheckState

DPI: Final = 200
SMALLEST_WIDTH_PIXELS: Final = 24
SMALLEST_HEIGHT_PIXELS: Final = 8
SMALLEST_PICTURE_POINTS: Final = 6.0
MOST_PIXELS: Final = 100_000_000
_DEEPEST: Final = 20


def in_stored_pictures(pdf: pikepdf.Pdf, sought: Sought, ocr: OcrReader) -> Check:
    """What stands in each stored picture, masks too: cropped, covered, clipped or unused all the same."""
    name = "OCR of stored pictures"
    if not sought.terms:
        return Check(name, CheckState.CLEAN)
    return _read(name, _stored(pdf), sought, ocr)


def in_pages(pdf: pikepdf.Pdf, path: Path, sought: Sought, ocr: OcrReader) -> Check:
    """What a reader sees on each page with pictures, as drawn.

    A page whose only picture is upright and stored whole is left out: it was read as stored.
    """
    name = "OCR of pages with pictures"
    if not sought.terms:
        return Check(name, CheckState.CLEAN)
    sizes = {_size(stream) for stream in _picture_streams(pdf)}
    return _read(name, _drawn(path, sizes), sought, ocr)


def _read(
    name: str, pictures: Iterable[tuple[int, Image.Image | None]], sought: Sought, ocr: OcrReader
) -> Check:
    """Read pictures side by side: tesseract is a process of its own, on one core each."""

    def places(numbered: tuple[int, Image.Image | None]) -> tuple[int, int]:
        number, picture = numbered
        if picture is None:
            raise _Undecodable
        if _is_one_colour(picture):
            return number, 0
        return number, sought.count(_as_lines(ocr.words(picture, dpi=DPI)))

    try:
        with ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as readers:
            return found_on(name, list(_a_few_at_a_time(readers, places, pictures)))
    except _Undecodable:
        return Check(name, CheckState.UNAVAILABLE, "a picture could not be decoded")
    except DocumentError as refused:
        return Check(name, CheckState.UNAVAILABLE, refused.sentence)


def _a_few_at_a_time(
    readers: ThreadPoolExecutor, places: Any, pictures: Iterable[Any]
) -> Iterator[tuple[int, int]]:
    """In order, with few pictures in memory at once."""
    waiting: list[Any] = []
    for picture in pictures:
        waiting.append(readers.submit(places, picture))
        if len(waiting) > 4:
            yield waiting.pop(0).result()
    for each in waiting:
        yield each.result()


class _Undecodable(Exception):
    """A picture that nothing here can decode: it may say anything."""


def _is_one_colour(picture: Image.Image) -> bool:
    return picture.mode in {"1", "L"} and len(set(picture.getextrema())) == 1


def _as_lines(words: Iterable[OcrWord]) -> str:
    text, line = [], -1
    for word in words:
        text.append(("\n" if word.line != line else " ") + word.text)
        line = word.line
    return "".join(text)


def _drawn(path: Path, stored_sizes: set[tuple[int, int]]) -> Iterator[tuple[int, Image.Image]]:
    with pypdfium2.PdfDocument(path) as document:
        document.init_forms()
        for number in range(1, len(document) + 1):
            page = document[number - 1]
            placed = [each for each in _placed(page) if _is_large_enough(each)]
            if placed and not (len(placed) == 1 and _was_read_as_stored(placed[0], stored_sizes)):
                yield number, draw(page, dpi=DPI, grey=True)
            page.close()


def _placed(page: Any) -> Iterator[Any]:
    yield from page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=15)


def _is_large_enough(placed: Any) -> bool:
    left, bottom, right, top = placed.get_bounds()
    return bool(min(right - left, top - bottom) >= SMALLEST_PICTURE_POINTS)


def _was_read_as_stored(placed: Any, stored_sizes: set[tuple[int, int]]) -> bool:
    """Say whether the picture is drawn as it is stored: neither mirrored nor slanted."""
    a, b, c, d, _, _ = placed.get_matrix().get()
    upright = a > 0 and d > 0 and abs(b) < 0.01 * a and abs(c) < 0.01 * d
    return upright and tuple(placed.get_px_size()) in stored_sizes


def _picture_streams(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Stream]:
    for stream in pdf.objects:
        if isinstance(stream, pikepdf.Stream) and stream.get("/Subtype") == "/Image":
            width, height = _size(stream)
            if width >= SMALLEST_WIDTH_PIXELS and height >= SMALLEST_HEIGHT_PIXELS:
                yield stream


def _size(stream: pikepdf.Stream) -> tuple[int, int]:
    return int(stream.get("/Width", 0)), int(stream.get("/Height", 0))


def _stored(pdf: pikepdf.Pdf) -> Iterator[tuple[int, Image.Image | None]]:
    """Every picture with the first page that holds it, or 0 where none is known to."""
    homes: dict[tuple[int, int], int] = {}
    for number, page in enumerate(pdf.pages, start=1):
        _settle(page.obj.get("/Resources"), number, homes, depth=0)
    for stream in _picture_streams(pdf):
        yield homes.get(stream.objgen, 0), _decoded(stream, _size(stream))


def _settle(resources: Any, number: int, homes: dict[tuple[int, int], int], *, depth: int) -> None:
    held = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    for drawn in _values(held):
        if not isinstance(drawn, pikepdf.Stream) or drawn.objgen in homes:
            continue
        homes[drawn.objgen] = number
        for mask in (drawn.get("/SMask"), drawn.get("/Mask")):
            if isinstance(mask, pikepdf.Stream):
                homes.setdefault(mask.objgen, number)
        if depth < _DEEPEST:
            _settle(drawn.get("/Resources"), number, homes, depth=depth + 1)


def _values(held: Any) -> list[Any]:
    return list(held.values()) if isinstance(held, pikepdf.Dictionary) else []


def _decoded(stream: pikepdf.Stream, size: tuple[int, int]) -> Image.Image | None:
    if size[0] * size[1] > MOST_PIXELS:
        return None
    with contextlib.suppress(Exception):
        return pikepdf.PdfImage(stream).as_pil_image()
    return _by_pdfium(stream, size)


def _by_pdfium(stream: pikepdf.Stream, size: tuple[int, int]) -> Image.Image | None:
    """The picture alone on a grey page, drawn: pdfium decodes what Pillow does not.

    Where nothing but the grey shows, pdfium could not decode it either, and says so in no other way.
    """
    try:
        alone = pikepdf.new()
        page = alone.add_blank_page(page_size=size).obj
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=alone.copy_foreign(stream)))
        drawing = f"0.5 g 0 0 {size[0]} {size[1]} re f 0 g {size[0]} 0 0 {size[1]} 0 0 cm /P Do"
        page.Contents = alone.make_stream(drawing.encode())
        held = io.BytesIO()
        alone.save(held)
        with pypdfium2.PdfDocument(held.getvalue()) as document:
            drawn = draw(document[0], dpi=72, grey=True)
    except (pikepdf.PdfError, pypdfium2.PdfiumError, DocumentError):
        return None
    return None if _is_one_colour(drawn) and drawn.getpixel((0, 0)) in {127, 128} else drawn
