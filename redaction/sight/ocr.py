"""Reads words in a picture, with the tesseract program.

Tesseract runs as a separate process with the picture on its standard input, so no content is
ever written to a temporary file. A missing program refuses the document: a picture nobody
could read is not a picture without names.
"""

import hashlib
import io
import os
import shutil
import subprocess
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from redaction.errors import DocumentRefused, DocumentTooCostly, DocumentUnreadable
from redaction.page import Box
from redaction.sight.ocr_words import OcrWord

if TYPE_CHECKING:
    from PIL import Image

    from redaction.sight.grounds import Plates

__all__ = [
    "LARGEST_SIDE_PIXELS",
    "PROGRAM",
    "REMEMBERED_PICTURES",
    "SMALLEST_SIDE_PIXELS",
    "SMALL_PICTURE_PIXELS",
    "SURE_CONFIDENCE",
    "OcrReader",
    "OcrWord",
    "ReadsAhead",
    "Tesseract",
    "may_be_mirrored",
    "tesseract_is_here",
]

PROGRAM: Final = "tesseract"
LARGEST_SIDE_PIXELS: Final = 32_000  # tesseract itself stops at 32,767
SMALLEST_SIDE_PIXELS: Final = 3
REMEMBERED_PICTURES: Final = 256
SMALL_PICTURE_PIXELS: Final = 1_000_000
SURE_CONFIDENCE: Final = 60.0
_WORD_ROW: Final = "5"
# Page segmentation 1 finds out which way up the page is: a page scanned on its side is
# gibberish without it, and gibberish holds no names to remove.
_WHICH_WAY_UP: Final = "1"
_WORDS_ANYWHERE: Final = "11"
# Mean confidence: print scanned badly has 60 and more, print in a mirror 20 to 50.
_MIRRORED_BELOW: Final = 52.0
_LONG_ENOUGH_TO_TELL: Final = 5  # a blot reads as three letters or four


class OcrReader(Protocol):
    """Anything that reads the words in a picture."""

    def words(self, image: "Image.Image", *, dpi: int) -> tuple[OcrWord, ...]:
        """Every word in the picture, in reading order, however unsure the reading."""
        ...


@runtime_checkable
class ReadsAhead(Protocol):
    """A reader that small pictures can be shown to together, before it is asked for the words of each."""

    def read_ahead(self, images: "Sequence[Image.Image]", *, dpi: int) -> None:
        """Read pictures and remember what they say. Each is read by itself, as `words` reads it."""
        ...


def tesseract_is_here() -> bool:
    """Say whether the tesseract program can be run on this machine."""
    return shutil.which(PROGRAM) is not None


class Tesseract:
    """Reads with tesseract, and remembers what it read in this process by the picture's content.

    Several threads may read at once: each reading is a process of its own.

    Args:
        timeout_seconds: wall clock for one picture.
        language: a tesseract language name, such as `eng`.
        program: name or path of the program.
    """

    def __init__(
        self, *, timeout_seconds: float = 120, language: str = "eng", program: str = PROGRAM
    ) -> None:
        self._timeout_seconds = timeout_seconds
        self._language = language
        self._program = program
        self._lock = threading.Lock()
        self._remembered: OrderedDict[str, tuple[OcrWord, ...]] = OrderedDict()

    def words(self, image: "Image.Image", *, dpi: int) -> tuple[OcrWord, ...]:
        """Every word in the picture, in reading order.

        Raises:
            DocumentTooCostly: the picture is wider or taller than 32,000 pixels, or the time ran out.
            DocumentRefused: tesseract is not installed.
            DocumentUnreadable: tesseract gave up on the picture.
        """
        if min(image.size) < SMALLEST_SIDE_PIXELS:
            return ()
        if max(image.size) > LARGEST_SIDE_PIXELS:
            raise DocumentTooCostly(
                "A picture in the document is too large for its text to be read.",
                next_step="Scan the page again at 300 dots an inch or less.",
            )
        picture = _as_grey_netpbm(image)
        key = f"{dpi}:{hashlib.sha256(picture).hexdigest()}"
        with self._lock:
            if key in self._remembered:
                self._remembered.move_to_end(key)
                return self._remembered[key]
        found = self._read(image, picture, dpi)
        self._remember(key, found)
        return found

    def read_ahead(self, images: "Sequence[Image.Image]", *, dpi: int) -> None:
        """Read small pictures in one run of the program, which takes longer to start than to read a line.

        Each is a page of its own to it, so it reads no less than alone. What may be seen in a mirror, or goes wrong,
        is left to `words`; so are pictures of more than SMALL_PICTURE_PIXELS. At most REMEMBERED_PICTURES at a time.
        """
        fit = [each for each in images if min(each.size) >= SMALLEST_SIDE_PIXELS and _is_small(each)]
        held = [(each, _as_grey_netpbm(each)) for each in fit]
        named = {f"{dpi}:{hashlib.sha256(grey).hexdigest()}": (each, grey) for each, grey in held}
        with self._lock:
            fresh = {key: told for key, told in named.items() if key not in self._remembered}
        if len(fresh) < 2:
            return
        try:
            read = self._read_together(list(fresh.values()), dpi)
        except (DocumentTooCostly, DocumentUnreadable):
            return
        for (key, (image, _)), found in zip(fresh.items(), read, strict=True):
            if not may_be_mirrored(found) and _plates_in(image) is None:
                self._remember(key, found)

    def _read_together(
        self, pictures: "Sequence[tuple[Image.Image, bytes]]", dpi: int
    ) -> list[tuple[OcrWord, ...]]:
        """Read each as `_read_as_it_stands` does, in four runs of the program at most."""
        found = self._run_pages([grey for _, grey in pictures], dpi)
        unsure = [at for at, words in enumerate(found) if not any(map(_is_sure, words))]
        for turns in (1, 3):
            turned = [pictures[at][0].rotate(90 * turns, expand=True) for at in unsure]
            for at, words in zip(unsure, self._run_pages(map(_as_grey_netpbm, turned), dpi), strict=True):
                if any(map(_is_sure, words)):
                    size = pictures[at][0].size
                    found[at] = tuple(
                        replace(word, box=_turned_back(word.box, size, turns)) for word in words
                    )
            unsure = [at for at in unsure if not any(map(_is_sure, found[at]))]
        silent = [at for at in unsure if not found[at]]
        again = self._run_pages((pictures[at][1] for at in silent), dpi, layout=_WORDS_ANYWHERE)
        for at, words in zip(silent, again, strict=True):
            found[at] = words
        return found

    def _run_pages(
        self, pictures: Iterable[bytes], dpi: int, *, layout: str = _WHICH_WAY_UP
    ) -> list[tuple[OcrWord, ...]]:
        pages = list(pictures)
        if not pages:
            return []
        table = self._run(_as_pages(pages) if len(pages) > 1 else pages[0], dpi, layout=layout)
        return [tuple(_read_rows(rows)) for rows in _by_page(table, len(pages))]

    def _remember(self, key: str, found: tuple[OcrWord, ...]) -> None:
        with self._lock:
            self._remembered[key] = found
            if len(self._remembered) > REMEMBERED_PICTURES:
                self._remembered.popitem(last=False)

    def _read(self, image: "Image.Image", picture: bytes, dpi: int) -> tuple[OcrWord, ...]:
        """As on paper, and once more what lies on grounds of its own."""
        found = self._read_as_on_paper(image, picture, dpi)
        plates = _plates_in(image)
        if plates is None:
            return found
        table = self._run(_as_grey_netpbm(plates.sheet), dpi)
        return (*found, *plates.added(_read_rows(table), found))

    def _read_as_on_paper(self, image: "Image.Image", picture: bytes, dpi: int) -> tuple[OcrWord, ...]:
        """As it stands, and as in a mirror where what stands there is print and makes no words."""
        found = self._read_as_it_stands(image, picture, dpi)
        if not may_be_mirrored(found):
            return found
        mirrored = tuple(_read_rows(self._run(_in_a_mirror(picture), dpi)))
        if sum(map(_is_sure, mirrored)) <= sum(map(_is_sure, found)):
            return found
        return tuple(replace(word, box=_mirrored_back(word.box, image.width)) for word in mirrored)

    def _read_as_it_stands(self, image: "Image.Image", picture: bytes, dpi: int) -> tuple[OcrWord, ...]:
        """Upright, or on its side where a small picture says nothing upright.

        Tesseract tells which way up a page is, but not from a word or two. A word beside a drawing, as in a
        letterhead's logo, it takes for a part of that until it is told to look for words wherever they are.
        """
        found = tuple(_read_rows(self._run(picture, dpi)))
        if not _is_small(image) or any(map(_is_sure, found)):
            return found
        for turns in (1, 3):
            turned = image.rotate(90 * turns, expand=True)
            words = tuple(_read_rows(self._run(_as_grey_netpbm(turned), dpi)))
            if any(map(_is_sure, words)):
                return tuple(replace(word, box=_turned_back(word.box, image.size, turns)) for word in words)
        return found or tuple(_read_rows(self._run(picture, dpi, layout=_WORDS_ANYWHERE)))

    def _run(self, picture: bytes, dpi: int, *, layout: str = _WHICH_WAY_UP) -> str:
        # One thread for each picture: on few cores tesseract's own threads halve the speed.
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}
        arguments = [
            self._program,
            "stdin",
            "stdout",
            "-l",
            self._language,
            "--psm",
            layout,
            "--dpi",
            str(dpi),
            "tsv",
        ]
        try:
            done = subprocess.run(
                arguments,
                input=picture,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                timeout=self._timeout_seconds,
                check=False,
            )
        except FileNotFoundError as missing:
            raise DocumentRefused(
                "The document has pictures, and the program that reads text in pictures is not installed.",
                next_step="Ask the person who runs this service to install tesseract, then try again.",
            ) from missing
        except subprocess.TimeoutExpired as late:
            raise DocumentTooCostly(
                "Reading the text in a picture took too long.",
                next_step="Scan the page again at 300 dots an inch or less.",
            ) from late
        if done.returncode != 0:
            raise DocumentUnreadable(
                "The text in a picture could not be read.",
                next_step="Open the document, print it to a new PDF and upload that.",
            )
        return done.stdout.decode("utf-8", "replace")


def _plates_in(image: "Image.Image") -> "Plates | None":
    from redaction.sight.grounds import plates_in  # noqa: PLC0415 - a process that reads no picture needs no numpy

    return plates_in(image)


def _is_small(image: "Image.Image") -> bool:
    return image.width * image.height <= SMALL_PICTURE_PIXELS


def _is_sure(word: OcrWord) -> bool:
    return word.confidence >= SURE_CONFIDENCE and _is_a_word(word)


def _is_a_word(word: OcrWord) -> bool:
    return sum(map(str.isalnum, word.text)) >= 3


def may_be_mirrored(words: Sequence[OcrWord]) -> bool:
    """Say whether this is what tesseract makes of print seen in a mirror: words, and it is sure of few of them."""
    found = [word.confidence for word in words if _is_a_word(word)]
    is_print = any(sum(map(str.isalnum, word.text)) >= _LONG_ENOUGH_TO_TELL for word in words)
    return is_print and sum(found) < _MIRRORED_BELOW * len(found)


def _mirrored_back(box: Box, width: int) -> Box:
    return Box(width - box.right, box.top, width - box.left, box.bottom)


def _turned_back(box: Box, size: tuple[int, int], turns: int) -> Box:
    """A box in a picture turned left by so many quarters, as it stands in the picture itself."""
    width, height = size
    if turns == 1:
        return Box(width - box.bottom, box.left, width - box.top, box.right)
    return Box(box.top, height - box.right, box.bottom, height - box.left)


def _as_grey_netpbm(image: "Image.Image") -> bytes:
    """The picture in grey on white paper, in the simplest format tesseract takes."""
    from PIL import Image  # noqa: PLC0415 - a process that reads no picture should not load Pillow

    if image.mode.startswith("I") or image.mode == "F":
        low, high = image.convert("F").getextrema()
        span = (float(high) - float(low)) or 1.0  # type: ignore[arg-type]  # a picture in one channel has one pair
        image = image.convert("F").point(lambda value: (value - float(low)) * (255.0 / span))  # type: ignore[arg-type]  # as above
    if image.mode in {"LA", "PA", "RGBA", "La", "RGBa"} or "transparency" in image.info:
        seen = image.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        image = Image.alpha_composite(paper, seen)
    written = io.BytesIO()
    image.convert("L").save(written, "PPM")
    return written.getvalue()


def _in_a_mirror(picture: bytes) -> bytes:
    from PIL import Image, ImageOps  # noqa: PLC0415 - as above

    return _as_grey_netpbm(ImageOps.mirror(Image.open(io.BytesIO(picture))))


def _as_pages(pictures: "Sequence[bytes]") -> bytes:
    """Put grey pictures into one file of several pages."""
    from PIL import Image  # noqa: PLC0415 - as above

    pages = [Image.open(io.BytesIO(each)) for each in pictures]
    written = io.BytesIO()
    pages[0].save(written, "TIFF", save_all=True, append_images=pages[1:])
    return written.getvalue()


def _by_page(table: str, count: int) -> list[str]:
    """Part tesseract's table into one for each page, from 1, each with the row of titles over it."""
    title, *rows = table.splitlines() or [""]
    parts: list[list[str]] = [[title] for _ in range(count)]
    for row in rows:
        number = row.split("\t", 2)[1:2]
        if number and number[0].isdigit() and 0 < int(number[0]) <= count:
            parts[int(number[0]) - 1].append(row)
    return ["\n".join(part) for part in parts]


def _read_rows(table: str) -> Iterator[OcrWord]:
    """Words from tesseract's table: level, page, block, paragraph, line, word, box, confidence, text."""
    lines: dict[tuple[str, str, str], int] = {}
    for row in table.splitlines()[1:]:
        cells = row.split("\t", 11)
        if len(cells) != 12 or cells[0] != _WORD_ROW or not cells[11].strip():
            continue
        left, top, width, height = (float(cell) for cell in cells[6:10])
        line = lines.setdefault((cells[2], cells[3], cells[4]), len(lines))
        box = Box(left, top, left + width, top + height)
        yield OcrWord(cells[11].strip(), box, max(0.0, float(cells[10])), line)
