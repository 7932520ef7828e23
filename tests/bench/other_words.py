"""Which words of a document are none of its terms: the ones that a redacted copy must still say."""

import html
import re
import subprocess
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

import pikepdf
import pypdfium2

from redaction.sight.ocr import Tesseract, tesseract_is_here

Readers = Mapping[str, Callable[[Path], str]]
_AT_A_LINE_END = re.compile(r"[-\u00ad\x02\ufffe]\s*")
_WITHOUT_SPACES = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO")
_WORD_BOX = re.compile(
    r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>'
)
_OCR_DPI = 200
Box = tuple[float, float, float, float]


def lost_words(
    source: Path, target: Path, terms: Sequence[str], readers: Readers, *, pictures: Collection[int] = ()
) -> tuple[int, int, int]:
    """How many words stood beside the terms, how many of them went, and how many poppler alone misses.

    A word that went has gone for every engine. One engine alone that no longer reads it has joined it to what
    stands beside it now, or parted it: engines guess anew where a line or column ends once a line is set anew.
    So a word counts as lost when two engines miss it. Pages (from 1) that became `pictures` have no text left:
    of those a word counts as lost when OCR reads it on the page as drawn before and not after.
    """
    if not pictures:
        return _lost(source, target, terms, readers)
    with tempfile.TemporaryDirectory() as folder:
        rest = [
            _without_pages(path, pictures, Path(folder) / name)
            for path, name in ((source, "before.pdf"), (target, "after.pdf"))
        ]
        words, lost, in_poppler = (
            _lost(rest[0], rest[1], terms, readers) if rest[0] and rest[1] else (0, 0, 0)
        )
    before, after = (counted(_by_eye(path, pictures), terms) for path in (source, target))
    return words + before.total(), lost + (before - after).total(), in_poppler


def _lost(source: Path, target: Path, terms: Sequence[str], readers: Readers) -> tuple[int, int, int]:
    words, in_poppler = 0, 0
    missed: list[Counter[str]] = []
    for name, read in readers.items():
        text = _read_or_nothing(read, source)
        if not text:
            continue
        before = counted(text, terms)
        missed.append(before - counted(read(target), ()))
        if name == "poppler":
            missed[-1] -= _read_otherwise(source, terms)
            words, in_poppler = before.total(), missed[-1].total()
    at_least = min(2, len(missed))
    lost = sum(
        sorted((each[word] for each in missed), reverse=True)[at_least - 1] for word in set().union(*missed)
    )
    return words, lost, in_poppler


def _read_or_nothing(read: Callable[[Path], str], source: Path) -> str:
    try:
        return read(source)
    except Exception:  # noqa: BLE001 - not every engine can read what the intake mended
        return ""


def counted(text: str, terms: Sequence[str]) -> Counter[str]:
    """Count the words of two letters or more that are not of a term, however the terms lie over each other.

    A rule of underscores is no word: how long the rule beside a term was tells how long the term was, so it goes.
    Whether an engine joins the halves of a word again hangs on how the line is set, so they are joined here.
    """
    text = _plain(text)
    kept = list(text)
    for term in terms:
        for found in _however_spelt(term).finditer(text):
            kept[found.start() : found.end()] = " " * (found.end() - found.start())
    return Counter(re.findall(r"[^\W_]{2,}", _AT_A_LINE_END.sub("", "".join(kept))))


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in apart if unicodedata.category(letter) != "Mn")


def _however_spelt(term: str) -> re.Pattern[str]:
    """Match a term in every spelling that goes with it (redaction/wording/needles.py), so that none counts as lost.

    Spaced out or run together, with the number of a footnote behind it, inside a line of a script without spaces.
    """
    words = re.findall(r"[^\W_]+", _plain(term))
    letters = "".join(words)
    within = r"[\s\x02\xad\u2010\u2011\ufffe-]*"
    spelt = r"[\W_]*".join(within.join(map(re.escape, word)) for word in words)
    before = r"(?<![^\W_])" if letters and _joins(letters[0]) else ""
    number_may_follow = len(letters) >= 4 and letters.isalpha()
    after = (
        (r"(?![^\W\d_])" if number_may_follow else r"(?![^\W_])") if letters and _joins(letters[-1]) else ""
    )
    return re.compile(before + (spelt or r"(?!)") + after)


def _joins(letter: str) -> bool:
    """Say whether letters of this one's script join into words that spaces part."""
    return not unicodedata.name(letter, "").startswith(_WITHOUT_SPACES)


def _read_otherwise(source: Path, terms: Sequence[str]) -> Counter[str]:
    """The words that poppler reads where pdfium, which the terms come from, reads a term.

    A font that does not say what its letters are is read by each engine in its own way.
    """
    done = subprocess.run(
        ["pdftotext", "-q", "-bbox", str(source), "-"], capture_output=True, timeout=60, check=False
    )
    pages = done.stdout.decode("utf-8", "replace").split("<page ")[1:]
    found: Counter[str] = Counter()
    for boxes, page in zip(_term_boxes(source, terms), pages, strict=False):
        for *edges, shown in _WORD_BOX.findall(page) if boxes else ():
            left, top, right, bottom = map(float, edges)
            across, down = (left + right) / 2, (top + bottom) / 2
            if any(box[0] <= across <= box[2] and box[1] <= down <= box[3] for box in boxes):
                found.update(counted(html.unescape(shown), ()))
    return found


def _term_boxes(source: Path, terms: Sequence[str]) -> list[list[Box]]:
    """Where pdfium reads the terms on each page that is not turned: left, top, right and bottom from the top left."""
    found: list[list[Box]] = []
    with pypdfium2.PdfDocument(source) as document:
        for page in document:
            boxes: list[Box] = []
            text, height = page.get_textpage(), page.get_height()
            for term in terms if not page.get_rotation() else ():
                search = text.search(term)
                while (hit := search.get_next()) is not None:
                    left, bottom, right, top = _around(
                        [text.get_charbox(hit[0] + step) for step in range(hit[1])]
                    )
                    boxes.append((left, height - top, right, height - bottom))
            found.append(boxes)
    return found


def _around(boxes: Sequence[Box]) -> Box:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _without_pages(path: Path, numbers: Collection[int], target: Path) -> Path | None:
    """A copy without these pages (from 1); None where no page is left, or it cannot be taken apart."""
    try:
        with pikepdf.open(path) as pdf:
            for number in sorted(numbers, reverse=True):
                del pdf.pages[number - 1]
            if not len(pdf.pages):
                return None
            pdf.save(target)
            return target
    except pikepdf.PdfError:
        return None


def _by_eye(path: Path, numbers: Collection[int]) -> str:
    """What OCR reads on these pages as drawn; nothing where there is no OCR."""
    if not tesseract_is_here():
        return ""
    read: list[str] = []
    with pypdfium2.PdfDocument(path) as document:
        document.init_forms()
        for number in sorted(numbers):
            picture = document[number - 1].render(scale=_OCR_DPI / 72, may_draw_forms=True).to_pil()
            read += [word.text for word in Tesseract().words(picture, dpi=_OCR_DPI)]
    return "\n".join(read)
