"""On a scan with an invisible text layer, neither the bar nor what stays of the layer tells how long a name was."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pdfminer.fontmetrics import FONT_METRICS
from pikepdf import Dictionary, Name
from PIL import Image, ImageDraw, ImageFont

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.page import Box
from redaction.schedule import Gap, Schedule, ScheduleEntry
from redaction.sight.ocr import OcrWord
from redaction.verify.burned import Burned
from redaction.verify.pdf import bars, likeness
from redaction.verify.verdict import CheckState
from tests.redaction.planting import Torture
from tests.redaction.reading_back import by_poppler
from tests.redaction.scans import Reader

# 612 by 792 points at 200 dots an inch.
DPI = 200
WIDTH, HEIGHT = 1700, 2200
FONT = ImageFont.load_default(34)
SIZE = 34 * 72 / DPI
LEFT, BASELINE = 200, 400
NAMES = ("Ann Lee", "Bo Fox", "Ed Hills")
BEFORE, NEXT = ("It", "was", "all", "written", "by"), ("Nobody", "else", "knew", "of", "the", "letter")
Word = tuple[str, float, float]
Layer = Callable[[list[Word], int], str]


def words_of(texts: tuple[str, ...]) -> list[Word]:
    """Give words with where each begins and ends, in pixels."""
    pen, found = float(LEFT), []
    for text in texts:
        found.append((text, pen, pen + FONT.getlength(text)))
        pen += FONT.getlength(text + " ")
    return found


def natural(text: str) -> float:
    """How wide the layer's font (Helvetica) shows a text, in pixels."""
    widths = FONT_METRICS["Helvetica"][1]
    return sum(0.034 * float(widths[letter]) for letter in text)


def word_by_word(words: list[Word], baseline: int) -> str:
    """Each word in its own place, stretched to lie over its print."""
    y = 792 - baseline * 72 / DPI
    return " ".join(
        f"BT {100 * (end - start) / natural(text):.3f} Tz /F1 {SIZE:.2f} Tf 1 0 0 1 {start * 72 / DPI:.3f} {y:.3f} Tm"
        f" ({text} ) Tj ET"
        for text, start, end in words
    )


def by_the_line(words: list[Word], baseline: int) -> str:
    """The line as one, stretched to its print's width."""
    y, text = 792 - baseline * 72 / DPI, " ".join(text for text, _, _ in words)
    stretch = 100 * (words[-1][2] - LEFT) / natural(text)
    return f"BT {stretch:.3f} Tz /F1 {SIZE:.2f} Tf 1 0 0 1 {LEFT * 72 / DPI:.3f} {y:.3f} Tm ({text}) Tj ET"


def one_after_the_other(words: list[Word], baseline: int) -> str:
    """Words that follow each other, in a matrix that fits the line to its print."""
    y, text = 792 - baseline * 72 / DPI, " ".join(text for text, _, _ in words)
    fit = (words[-1][2] - LEFT) / natural(text)
    shown = " ".join(f"({text} ) Tj" for text, _, _ in words)
    return f"BT /F1 {SIZE:.2f} Tf {fit:.4f} 0 0 1 {LEFT * 72 / DPI:.3f} {y:.3f} Tm {shown} ET"


def spaces_apart(words: list[Word], baseline: int) -> str:
    """Words and the spaces between them stretched each for itself, one after the other."""
    y, pen, shown = 792 - baseline * 72 / DPI, words[0][1], []
    for text, start, end in words:
        if start > pen:
            # Two spaces for one gap, as some scanning programs write where it is wide.
            shown.append(f"{50 * (start - pen) / natural(' '):.3f} Tz ( ) Tj ( ) Tj")
        shown.append(f"{100 * (end - start) / natural(text):.3f} Tz ({text}) Tj")
        pen = end
    return f"BT /F1 {SIZE:.2f} Tf 1 0 0 1 {LEFT * 72 / DPI:.3f} {y:.3f} Tm {' '.join(shown)} ET"


LAYERS: dict[str, Layer] = {
    "word by word": word_by_word, "by the line": by_the_line, "one after the other": one_after_the_other,
    "spaces apart": spaces_apart,
}  # fmt: skip


def scanned(folder: Path, name: str, layer: Layer, *, after: tuple[str, ...] = ()) -> Path:
    lines = {BASELINE: words_of((*BEFORE, *name.split(), *after)), BASELINE + 60: words_of(NEXT)}
    picture = Image.new("L", (WIDTH, HEIGHT), 255)
    pen = ImageDraw.Draw(picture)
    for baseline, words in lines.items():
        for text, start, _ in words:
            pen.text((start, baseline), text, fill=0, font=FONT, anchor="ls")
    made = Torture()
    page = made.page("")
    image = made.stream(
        picture.tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=WIDTH, Height=HEIGHT,
        BitsPerComponent=8, ColorSpace=Name.DeviceGray,
    )  # fmt: skip
    page.Resources.XObject = Dictionary(Im=image)
    text = " ".join(layer(words, baseline) for baseline, words in lines.items())
    page.Contents = made.stream(f"q 612 0 0 792 0 0 cm /Im Do Q q 3 Tr {text} Q".encode())
    made.pdf.save(folder / "in.pdf")
    return folder / "in.pdf"


def seen_words(name: str, after: tuple[str, ...]) -> tuple[OcrWord, ...]:
    """Give what an eye reads on the line, round its ink."""
    return tuple(
        OcrWord(text, Box(start, BASELINE - 26, end, BASELINE + 8), 95.0, 0)
        for text, start, end in words_of((*BEFORE, *name.split(), *after))
    )


def burned(
    folder: Path, name: str, layer: Layer, *, after: tuple[str, ...] = (), by_eye: bool = True
) -> Path:
    schedule = Schedule((ScheduleEntry(name, Ground.CHILD),), Gap.FIXED)
    folder.mkdir()
    source, target = scanned(folder, name, layer, after=after), folder / "out.pdf"
    report = burn(source, target, schedule, ocr=Reader(*seen_words(name, after)) if by_eye else None)
    assert len({removal.box for removal in report.removals}) == 1
    assert bars.are_gone_from_pictures(target, report.burned).state is CheckState.CLEAN
    return target


def all_there_is(path: Path) -> tuple[bytes, bytes]:
    """Give the drawing operators of the one page, and the pixels of its picture."""
    with pikepdf.open(path) as pdf:
        page = pdf.pages[0].obj
        (image,) = (image for _, image in page.Resources.XObject.items())
        return page.Contents.read_bytes(), image.read_bytes()


class TestHiddenLayer:
    """The bar lies on the grid, and the layer goes by the bar."""

    @pytest.mark.parametrize("layer", list(LAYERS))
    def test_names_of_three_lengths_leave_the_same_page_to_the_byte(self, tmp_path: Path, layer: str) -> None:
        assert len({FONT.getlength(name) for name in NAMES}) == 3

        left = {all_there_is(burned(tmp_path / name, name, LAYERS[layer])) for name in NAMES}

        assert len(left) == 1

    def test_a_layer_of_words_does_so_where_nobody_reads_the_page(self, tmp_path: Path) -> None:
        left = {all_there_is(burned(tmp_path / name, name, word_by_word, by_eye=False)) for name in NAMES}

        assert len(left) == 1

    @pytest.mark.parametrize("layer", list(LAYERS))
    def test_every_other_word_can_be_found_and_copied(self, tmp_path: Path, layer: str) -> None:
        text = by_poppler(burned(tmp_path / "one", NAMES[0], LAYERS[layer], after=("at", "night")))

        assert sorted(text.split()) == sorted([*BEFORE, "at", "night", *NEXT])

    def test_a_change_of_the_picture_under_its_layer_is_seen(self, tmp_path: Path) -> None:
        copy = burned(tmp_path / "one", NAMES[0], LAYERS["word by word"], after=("at", "night"))
        source = tmp_path / "one" / "in.pdf"
        with pikepdf.open(copy, allow_overwriting_input=True) as pdf:
            (image,) = (image for _, image in pdf.pages[0].obj.Resources.XObject.items())
            rows = bytearray(image.read_bytes())
            start, past = (BASELINE + 30) * WIDTH, (BASELINE + 70) * WIDTH
            rows[start:past] = b"\xff" * (past - start)
            image.write(bytes(rows))
            pdf.save(copy)

        assert likeness.of_pages(copy, source, Burned(((1, Box(0, 0, 9, 9)),), ())).state is CheckState.FOUND
