"""Reads the words in pictures: each picture in the file, and each page that shows one."""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any, Final

import pikepdf
import pypdfium2
from PIL import Image

from redaction.errors import DocumentError
from redaction.page import Box
from redaction.sight.drawn_codes import may_draw_codes
from redaction.sight.ocr import OcrReader, ReadsAhead
from redaction.sight.outlines import Region, outlined_region
from redaction.sight.pale_print import pale_print
from redaction.sight.render import draw
from redaction.verify.pdf import places
from redaction.verify.pdf.decoded_pictures import decoded, is_one_colour, planes_of, size_of
from redaction.verify.pdf.in_turn import InTurn
from redaction.verify.pdf.joined import TooManySheets, joined_pictures
from redaction.verify.pdf.meshes import pages_with_meshes
from redaction.verify.pdf.pages import found_on
from redaction.verify.pdf.placed import TooManyPictures
from redaction.verify.pdf.unread import unread_region
from redaction.verify.printed_codes import terms_in_codes
from redaction.verify.sought import Sought
from redaction.verify.verdict import Check, CheckState, Sighting

DPI: Final = 200
SMALLEST_WIDTH_PIXELS: Final = 24
SMALLEST_HEIGHT_PIXELS: Final = 8
SMALLEST_PICTURE_POINTS: Final = 6.0
_DEEPEST: Final = 20
_AROUND_PIXELS: Final = 6
# Pictures no larger than a few words are read so many in one run of the program.
_SMALL_PIXELS: Final = 60_000
_TOGETHER: Final = 16


@dataclass(frozen=True, slots=True)
class _Picture:
    """A picture to be read: the page it is on (0 where no page is known); `as_drawn` if it is all of that page.

    `edges` say where it lies there, where several were drawn together. `has_words` is false where only codes
    may stand that nobody can read by eye.
    """

    number: int
    image: Image.Image | None
    as_drawn: bool
    edges: Region | None = None
    has_words: bool = True


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read in one picture: how many places say a term, and the boxes of their words in its pixels."""

    picture: _Picture
    size: tuple[int, int]
    count: int
    boxes: list[tuple[int, Box]]


def in_stored_pictures(pdf: pikepdf.Pdf, path: Path, sought: Sought, ocr: OcrReader) -> Check:
    """What stands in each stored picture, masks too: cropped, covered, clipped or unused all the same.

    Pictures of a page that lie together are read together as well: print may be cut into strips.
    """
    return _check("OCR of stored pictures", path, chain(_stored(pdf), _joined(pdf, path)), sought, ocr)


def in_pages(pdf: pikepdf.Pdf, path: Path, sought: Sought, ocr: OcrReader) -> Check:
    """What a reader sees on each page with pictures, with shapes or shadings that may be letters, or with letters
    that no engine can name, as drawn.

    A page whose only picture is upright and stored whole is left out: it was read as stored.
    """
    sizes = {size_of(stream) for stream in _picture_streams(pdf)}
    return _check(
        "OCR of pages with pictures", path, _drawn(path, sizes, pages_with_meshes(pdf)), sought, ocr
    )


def _check(name: str, path: Path, pictures: Iterable[_Picture], sought: Sought, ocr: OcrReader) -> Check:
    """Read pictures side by side: tesseract is a process of its own, on one core each."""
    sought = sought.in_pictures()
    if not sought.terms:
        return Check(name, CheckState.CLEAN)
    try:
        with ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as readers:
            told = [each for each in _a_few_at_a_time(readers, pictures, sought, ocr) if each.count]
    except _Undecodable:
        return Check(name, CheckState.UNAVAILABLE, "a picture could not be decoded")
    except DocumentError as refused:
        return Check(name, CheckState.UNAVAILABLE, refused.sentence)
    check = found_on(name, [(each.picture.number, each.count) for each in told])
    return replace(check, sightings=tuple(place for each in told for place in _located(path, each)))


def _read(picture: _Picture, sought: Sought, ocr: OcrReader) -> _Read:
    if picture.image is None:
        raise _Undecodable
    size = picture.image.size
    if is_one_colour(picture.image):
        return _Read(replace(picture, image=None), size, 0, [])
    count, boxes = _read_words(picture.image, picture, sought, ocr) if picture.has_words else (0, [])
    codes, code_boxes = terms_in_codes(picture.image, sought)
    return _Read(replace(picture, image=None), size, count + codes, boxes + code_boxes)


def _read_words(
    image: Image.Image, picture: _Picture, sought: Sought, ocr: OcrReader
) -> tuple[int, list[tuple[int, Box]]]:
    count, boxes = places.read_in(ocr.words(image, dpi=DPI), sought)
    pale = None if count or picture.as_drawn else pale_print(image)
    return (count, boxes) if pale is None else places.read_in(ocr.words(pale, dpi=DPI), sought)


def _located(path: Path, read: _Read) -> list[Sighting]:
    number = read.picture.number
    if read.picture.as_drawn:
        return places.on_drawn_page(number, read.boxes, dpi=DPI)
    if read.picture.edges is not None:
        return places.in_joined_pictures(path, number, read.picture.edges, read.size, read.boxes)
    return places.in_stored_picture(path, number, read.size, read.boxes)


def _a_few_at_a_time(
    readers: ThreadPoolExecutor, pictures: Iterable[_Picture], sought: Sought, ocr: OcrReader
) -> Iterator[_Read]:
    """In order, with few pictures in memory at once."""
    waiting: list[Future[list[_Read]]] = []
    for sheaf in _sheaves(pictures):
        waiting.append(readers.submit(_read_sheaf, sheaf, sought, ocr))
        if len(waiting) > 4:
            yield from waiting.pop(0).result()
    for each in waiting:
        yield from each.result()


def _sheaves(pictures: Iterable[_Picture]) -> Iterator[list[_Picture]]:
    """Put small pictures that follow each other together; every other stands alone."""
    sheaf: list[_Picture] = []
    for picture in pictures:
        is_small = picture.image is not None and picture.image.width * picture.image.height <= _SMALL_PIXELS
        if sheaf and (not is_small or len(sheaf) >= _TOGETHER):
            yield sheaf
            sheaf = []
        if is_small:
            sheaf.append(picture)
        else:
            yield [picture]
    if sheaf:
        yield sheaf


def _read_sheaf(sheaf: list[_Picture], sought: Sought, ocr: OcrReader) -> list[_Read]:
    told = [each.image for each in sheaf if each.image is not None and not is_one_colour(each.image)]
    if len(told) > 1 and isinstance(ocr, ReadsAhead):
        ocr.read_ahead(told, dpi=DPI)
    return [_read(each, sought, ocr) for each in sheaf]


class _Undecodable(Exception):
    """A picture that nothing here can decode: it may say anything."""


def _drawn(path: Path, stored_sizes: set[tuple[int, int]], meshed: set[int]) -> Iterator[_Picture]:
    with InTurn.of(path, with_forms=True) as document:
        for number, page in enumerate(document, start=1):
            placed = [each for each in _placed(page) if _is_large_enough(each)]
            by_eye = _around(outlined_region(page), unread_region(page))
            alone = len(placed) == 1 and _was_read_as_stored(placed[0], stored_sizes)
            if number in meshed or (placed and not alone):
                yield _Picture(number, draw(page, dpi=DPI, grey=True), as_drawn=True)
                continue
            has_codes = may_draw_codes(page)
            if by_eye is None and not has_codes:
                continue
            whole = draw(page, dpi=DPI, grey=True)
            if by_eye is not None:
                yield _Picture(number, _alone(whole, page, by_eye), as_drawn=True)
            if has_codes:
                yield _Picture(number, whole, as_drawn=True, has_words=False)


def _around(one: Region | None, other: Region | None) -> Region | None:
    if one is None or other is None:
        return one or other
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _alone(picture: Image.Image, page: Any, region: Region) -> Image.Image:
    """The picture of a page, white outside a region: the text there is read by other engines, and better."""
    box, scale = places.box_as_shown(page, region), DPI / 72
    edges = (
        max(round(box.left * scale) - _AROUND_PIXELS, 0),
        max(round(box.top * scale) - _AROUND_PIXELS, 0),
        min(round(box.right * scale) + _AROUND_PIXELS, picture.width),
        min(round(box.bottom * scale) + _AROUND_PIXELS, picture.height),
    )
    alone = Image.new("L", picture.size, 255)
    if edges[0] < edges[2] and edges[1] < edges[3]:
        alone.paste(picture.crop(edges), edges[:2])
    return alone


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
            width, height = size_of(stream)
            if width >= SMALLEST_WIDTH_PIXELS and height >= SMALLEST_HEIGHT_PIXELS:
                yield stream


def _stored(pdf: pikepdf.Pdf) -> Iterator[_Picture]:
    """Every picture with the first page that holds it, or 0 where none is known to."""
    homes: dict[tuple[int, int], int] = {}
    for number, page in enumerate(pdf.pages, start=1):
        # In memory alone: pictures that stand between drawing operators are stored pictures as well.
        page.externalize_inline_images(min_size=0)
        _settle(page.obj.get("/Resources"), number, homes, depth=0)
    for stream in _picture_streams(pdf):
        home, shown = homes.get(stream.objgen, 0), decoded(stream)
        yield _Picture(home, shown, as_drawn=False)
        yield from (_Picture(home, plane, as_drawn=False) for plane in planes_of(stream, shown))


def _joined(pdf: pikepdf.Pdf, path: Path) -> Iterator[_Picture]:
    """Pictures drawn together. It comes after `_stored`, which gives those between operators names of their own."""
    try:
        with InTurn.of(path, with_forms=True) as document:
            for each in joined_pictures(pdf, document):
                yield _Picture(each.number, each.image, as_drawn=False, edges=each.edges)
    except (TooManySheets, TooManyPictures, pikepdf.PdfError) as fault:
        raise _Undecodable from fault


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
