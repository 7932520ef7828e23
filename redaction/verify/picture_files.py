"""Every check on a picture that is a document of its own.

Each frame is read again at another size and in other tones than the burner reads in; the bytes are searched for
terms, and must be pixels alone; every bar must be one colour.
"""

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps, ImageStat

from redaction.errors import DocumentError
from redaction.kinds.document_kind import DocumentKind
from redaction.kinds.sniff import HEAD_BYTES, recognise
from redaction.page import Box
from redaction.sight.frames import PICTURES, Frame, opened_frames, points_per_pixel
from redaction.sight.ocr import SMALL_PICTURE_PIXELS, OcrReader, ReadsAhead
from redaction.sight.shadows import without_shadow
from redaction.verify.burned import Burned
from redaction.verify.encodings import is_in_binary, is_in_writing, is_writing
from redaction.verify.labelled import shows_only_a_label
from redaction.verify.pdf import moved_lines, places
from redaction.verify.pdf.inspection import MOST_FILE_BYTES
from redaction.verify.pdf.pages import found_on
from redaction.verify.picture_layout import is_pixels_only
from redaction.verify.printed_codes import terms_in_codes
from redaction.verify.sought import Sought
from redaction.verify.verdict import Check, CheckState, Sighting, Verdict, verdict_of

LONG_SIDES: Final = ((2_400, 2.0), (3_400, 3.0))
"""Two sizes to read in: the long side in pixels, and how many times larger than the picture at most."""
SMALL_PIXELS: Final = 1_500_000
MOST_READ_AHEAD: Final = 40
"""Six readings of each are as many as a reader remembers."""
_SMALLEST_PIXELS: Final = SMALL_PICTURE_PIXELS // 4
_A4_INCHES: Final = 11.7
_INSET_PIXELS: Final = 2
_ONE_COLOUR: Final = 24  # of 255: what JPEG does to a plain surface near an edge
_UNLIKE: Final = 64
_SHARE_THAT_MAY_DIFFER: Final = 0.001
_MARGIN_PIXELS: Final = 10
_FAINT_SPREAD: Final = 40.0
_LIKENESS: Final = "likeness outside what was removed"

Boxes = dict[int, list[Box]]


def inspect(
    target: Path, terms: Iterable[str], *, original: Path | None, burned: Burned | None, ocr: OcrReader
) -> tuple[Verdict, str]:
    """Say whether any term can be found in the picture, and the SHA-256 (hex) of what was looked at.

    Args:
        burned: given for a file that our burner made: then it must be of the burner's plain layout.

    A check that fails in any way is UNAVAILABLE, and so is the verdict.
    """
    if target.stat().st_size > MOST_FILE_BYTES:
        return verdict_of([Check("size", CheckState.UNAVAILABLE, "the file is too large to check")]), ""
    held = target.read_bytes()
    kind = recognise(held[:HEAD_BYTES], "").kind
    sought = Sought(terms)
    bars, labels = _by_page(burned), () if burned is None else burned.labels
    checks = [
        _made("pixels only", lambda: _layout(held, kind, is_ours=burned is not None)),
        _made("raw bytes", lambda: _in_bytes(held, sought)),
        _made("OCR of every picture", lambda: _in_frames(target, kind, sought, ocr)),
        _made("pixels under bars", lambda: _under_bars(target, kind, bars, labels)),
    ]
    if burned is not None and original is not None:
        checks.append(_made(_LIKENESS, lambda: _likeness(target, original, bars, burned)))
    return verdict_of(checks), hashlib.sha256(held).hexdigest()


def _made(name: str, look: Callable[[], Check]) -> Check:
    try:
        return look()
    except Exception:  # noqa: BLE001 - a decoder can raise anything, and all of it means: not checked
        return Check(name, CheckState.UNAVAILABLE, "the check could not be made")


def _by_page(burned: Burned | None) -> Boxes:
    found: Boxes = {}
    for number, box in () if burned is None else burned.removals:
        found.setdefault(number, []).append(box)
    return found


def _layout(held: bytes, kind: DocumentKind, *, is_ours: bool) -> Check:
    if is_pixels_only(held, kind):
        return Check("pixels only", CheckState.CLEAN)
    state = CheckState.FOUND if is_ours else CheckState.NOTICE
    return Check("pixels only", state, "the file holds more than pixels")


def _in_bytes(held: bytes, sought: Sought) -> Check:
    """The bytes as they stand: what is written in a file beside its pixels is written plainly."""
    unusual = sought.beside_the_format(frozenset())
    found = is_in_binary(held, unusual) or (is_writing(held) and is_in_writing(held, sought))
    if found:
        return Check("raw bytes", CheckState.FOUND, "a term stands in the file's bytes")
    return Check("raw bytes", CheckState.CLEAN)


@dataclass(frozen=True, slots=True)
class _Read:
    number: int
    size: tuple[int, int]
    count: int
    boxes: list[tuple[int, Box]]


def _in_frames(target: Path, kind: DocumentKind, sought: Sought, ocr: OcrReader) -> Check:
    name = "OCR of every picture"
    sought = sought.in_pictures()
    if not sought.terms:
        return Check(name, CheckState.CLEAN)
    try:
        with (
            opened_frames(target, kind) as frames,
            ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as readers,
        ):
            read = list(_a_few_at_a_time(readers, frames, sought, ocr))
    except DocumentError as refused:
        return Check(name, CheckState.UNAVAILABLE, refused.sentence)
    check = found_on(name, [(each.number, each.count) for each in read])
    return replace(check, sightings=tuple(place for each in read for place in _located(each)))


def _located(read: _Read) -> Iterator[Sighting]:
    for entry, box in read.boxes:
        yield Sighting(entry, read.number, _times(box, *[points_per_pixel(read.size)] * 2))


def _times(box: Box, across: float, down: float) -> Box:
    return Box(box.left * across, box.top * down, box.right * across, box.bottom * down)


def _a_few_at_a_time(
    readers: ThreadPoolExecutor, frames: Iterable[Frame], sought: Sought, ocr: OcrReader
) -> Iterator[_Read]:
    """In order, with few frames in memory at once."""
    waiting: list[Future[_Read]] = []
    for frame in frames:
        waiting.append(readers.submit(_read_codes, frame, sought))
        waiting += [readers.submit(_read, frame, tones, sought, ocr) for tones in _readings(frame.image)]
        while len(waiting) > 4:
            yield waiting.pop(0).result()
    for each in waiting:
        yield each.result()


def _readings(image: Image.Image) -> Iterator[Image.Image]:
    """Two sizes and both polarities; all four of a small picture. A colour that hides in grey is read alone."""
    grey = image.convert("L")
    small, large = (_resized(grey, *each) for each in LONG_SIDES)
    yield small
    lit = without_shadow(grey)
    if lit is not None:
        yield _resized(lit, *LONG_SIDES[1])
    yield ImageOps.invert(large)
    if image.width * image.height <= SMALL_PIXELS:
        yield ImageOps.invert(small)
        yield large
    if image.mode == "RGB":
        yield from _hidden_by_grey(image, small.size)


def _hidden_by_grey(image: Image.Image, size: tuple[int, int]) -> Iterator[Image.Image]:
    """The difference of two channels, where it is drawn in strongly: red print on green ground of one brightness."""
    red, green, blue = image.resize(size, Image.Resampling.LANCZOS).split()
    for one, other in ((red, green), (green, blue)):
        apart = ImageChops.subtract(one, other, scale=2.0, offset=128)
        low, high = apart.getextrema()
        # A coloured photograph differs softly everywhere; print differs hard at its edges.
        edges = apart.filter(ImageFilter.FIND_EDGES).histogram()
        if float(high) - float(low) > 2 * _FAINT_SPREAD and sum(edges[64:]) > SMALL_PIXELS // 10_000:  # type: ignore[arg-type]  # one channel has one pair
            yield ImageOps.autocontrast(apart)


def _resized(grey: Image.Image, long_side: int, most_magnified: float) -> Image.Image:
    scale = min(most_magnified, long_side / max(grey.size))
    size = max(1, round(grey.width * scale)), max(1, round(grey.height * scale))
    return grey.resize(size, Image.Resampling.BICUBIC)


def _read(frame: Frame, tones: Image.Image, sought: Sought, ocr: OcrReader) -> _Read:
    size = frame.image.size
    if ImageStat.Stat(tones).stddev[0] == 0:
        return _Read(frame.number, size, 0, [])
    words = ocr.words(tones, dpi=_dpi_of(tones))
    count, boxes = places.read_in(words, sought)
    across, down = size[0] / tones.width, size[1] / tones.height
    return _Read(frame.number, size, count, [(entry, _times(box, across, down)) for entry, box in boxes])


def _dpi_of(tones: Image.Image) -> int:
    return max(70, round(max(tones.size) / _A4_INCHES))


def read_ahead(pictures: Iterable[bytes], ocr: OcrReader) -> None:
    """Have small pictures read in few runs, each as `inspect` will read it. At most MOST_READ_AHEAD at a time."""
    if not isinstance(ocr, ReadsAhead):
        return
    by_dpi: dict[int, list[Image.Image]] = {}
    for held in pictures:
        with (
            contextlib.suppress(DocumentError),
            opened_frames(held, recognise(held[:HEAD_BYTES], "").kind) as frames,
        ):
            image = frames.frame(1).image
            if image.width * image.height <= _SMALLEST_PIXELS:
                for tones in _readings(image):
                    by_dpi.setdefault(_dpi_of(tones), []).append(tones)
    for dpi, readings in by_dpi.items():
        ocr.read_ahead(readings, dpi=dpi)


def _read_codes(frame: Frame, sought: Sought) -> _Read:
    count, boxes = terms_in_codes(frame.image, sought)
    return _Read(frame.number, frame.image.size, count, boxes)


def _under_bars(target: Path, kind: DocumentKind, bars: Boxes, labels: Sequence[str]) -> Check:
    counts = []
    with opened_frames(target, kind) as frames:
        for number, boxes in sorted(bars.items()):
            frame = frames.frame(number)
            counts.append((number, sum(not _is_a_bar(frame, box, labels) for box in boxes)))
    return found_on("pixels under bars", counts)


def _is_a_bar(frame: Frame, box: Box, labels: Sequence[str]) -> bool:
    """Say whether a bar is of one colour, or is as it would be with one of the labels and nothing else on it."""
    if _is_one_colour(frame, box):
        return True
    return shows_only_a_label(frame.image, _pixels(frame, box, 0), labels)


def _is_one_colour(frame: Frame, box: Box) -> bool:
    left, top, right, bottom = _pixels(frame, box, _INSET_PIXELS)
    if right <= left or bottom <= top:
        return True
    pixels = frame.image.crop((left, top, right, bottom)).convert("RGB")
    return all(high - low <= _ONE_COLOUR for low, high in _extremes(pixels))


def _extremes(pixels: Image.Image) -> list[tuple[int, int]]:
    return [channel.getextrema() for channel in pixels.split()]  # type: ignore[misc]  # each channel alone has one pair


def _pixels(frame: Frame, box: Box, inset: int) -> tuple[int, int, int, int]:
    scale = 1 / frame.points_per_pixel
    return (
        max(0, round(box.left * scale) + inset),
        max(0, round(box.top * scale) + inset),
        min(frame.image.width, round(box.right * scale) - inset),
        min(frame.image.height, round(box.bottom * scale) - inset),
    )


def _likeness(target: Path, original: Path, bars: Boxes, burned: Burned) -> Check:
    """FOUND where a line that was moved is not whole; a notice where frames look different elsewhere."""
    kinds = []
    for path in (target, original):
        with path.open("rb") as opened:
            kinds.append(recognise(opened.read(HEAD_BYTES), "").kind)
    if not PICTURES.issuperset(kinds):
        return Check(_LIKENESS, CheckState.NOTICE, "the original is no picture")
    with opened_frames(target, kinds[0]) as after, opened_frames(original, kinds[1]) as before:
        if after.count != before.count:
            return Check(_LIKENESS, CheckState.NOTICE, "it has another number of pages")
        broken, unlike = [], []
        for frame, seen in zip(after, before, strict=True):
            moved = [line for line in burned.moved if line.page_number == frame.number]
            boxes, scale = bars.get(frame.number, []), 1 / frame.points_per_pixel
            if moved and not moved_lines.are_whole_in((seen.image, frame.image), moved, boxes, scale=scale):
                broken.append(frame.number)
            size = frame.image.width / scale, frame.image.height / scale
            boxes = [*boxes, *(box for line in moved for box in moved_lines.boxes_of(line, size))]
            if _share_differing(frame, seen, boxes) > _SHARE_THAT_MAY_DIFFER:
                unlike.append(frame.number)
    if broken:
        told = f"{len(broken)} pages have lines that are not whole, first page {broken[0]}"
        return Check(_LIKENESS, CheckState.FOUND, told, tuple(broken))
    if unlike:
        return Check(_LIKENESS, CheckState.NOTICE, f"{len(unlike)} pages differ, first page {unlike[0]}")
    return Check(_LIKENESS, CheckState.CLEAN)


def _share_differing(after: Frame, before: Frame, boxes: Sequence[Box]) -> float:
    if after.image.size != before.image.size:
        return 1.0
    blurred = [each.image.convert("L").filter(ImageFilter.BoxBlur(1)) for each in (after, before)]
    differing = ImageChops.difference(*blurred).point(lambda value: 255 if value > _UNLIKE else 0)
    pen = ImageDraw.Draw(differing)
    for box in boxes:
        left, top, right, bottom = _pixels(after, box, -_MARGIN_PIXELS)
        pen.rectangle((left, top, max(left, right), max(top, bottom)), fill=0)
    return differing.histogram()[255] / max(1, differing.width * differing.height)
