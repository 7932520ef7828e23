"""Lines of picture files are set anew as those of scanned pages are, and their checker sees when one is not whole."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from redaction.kinds.document_kind import DocumentKind
from redaction.pictures import burn_picture_file
from redaction.pictures.turning import Turn
from redaction.report import BurnReport, Told
from redaction.sight.frames import points_per_pixel
from redaction.sight.ocr import OcrWord
from redaction.verify.burned import Burned
from redaction.verify.picture_files import inspect
from redaction.verify.verdict import CheckState
from redaction.wording.needles import Needles
from tests.redaction.pictures.test_picture_checks import NoWords
from tests.redaction.scanned_lines import Reads, drawn, rows_about, scanned
from tests.redaction.typesetter import FONTS

NAME = "Owen Bramley"
LIKENESS = "likeness outside what was removed"


def a_scan(degrees: float = 0.6) -> tuple[Image.Image, list[OcrWord]]:
    return scanned(*drawn(rows_about(NAME), FONTS[0]), degrees=degrees, chance=2)


def burned(folder: Path, page: Image.Image, words: list[OcrWord], told: Told | None = None) -> BurnReport:
    page.save(folder / "in.png")
    return burn_picture_file(
        folder / "in.png", DocumentKind.PNG, folder / "out.png", Needles([NAME, *NAME.split()]),
        ocr=Reads(words), told=told or Told(), keeps_layout=False,
    )  # fmt: skip


def likeness(folder: Path, report: BurnReport) -> CheckState:
    told = Burned.from_record({**report.as_record(), "gap": "fixed"})
    verdict, _ = inspect(
        folder / "out.png", ["Nobody"], original=folder / "in.png", burned=told, ocr=NoWords()
    )
    return next(check.state for check in verdict.checks if check.name == LIKENESS)


def test_a_crooked_scan_with_columns_has_every_line_set_anew(tmp_path: Path) -> None:
    report = burned(tmp_path, *a_scan())

    assert (len(report.moved), report.telling) == (11, ())
    assert likeness(tmp_path, report) is CheckState.CLEAN


@pytest.mark.parametrize("quarters", [3])
def test_so_has_one_that_lies_on_its_side(tmp_path: Path, quarters: int) -> None:
    page, words = a_scan()
    turn = Turn(quarters, *page.size[::-1])

    report = burned(
        tmp_path, turn.picture_back(page), [replace(word, box=turn.back(word.box)) for word in words]
    )

    assert (len(report.moved), report.telling) == (11, ())
    assert likeness(tmp_path, report) is CheckState.CLEAN


def test_so_has_a_photograph_in_a_shadow(tmp_path: Path) -> None:
    page, words = a_scan()
    shadow = 1 - 0.4 / (1 + np.exp(-np.linspace(-14, 10, page.width)))
    shaded = Image.fromarray(np.rint(np.asarray(page) * shadow).astype(np.uint8))

    report = burned(tmp_path, shaded, words)

    assert len(report.moved) >= 10
    assert likeness(tmp_path, report) is CheckState.CLEAN


def test_a_word_that_was_lost_from_a_moved_line_is_found(tmp_path: Path) -> None:
    report = burned(tmp_path, *a_scan())
    line = max(report.moved, key=lambda each: len(each.moves))
    with Image.open(tmp_path / "out.png") as opened:
        spoilt = opened.convert("L")
    left, right, to = max(line.moves, key=lambda each: each[1] - each[0])
    pixels = 1 / points_per_pixel(spoilt.size)
    edges = [to * pixels, line.box.top * pixels, (to + right - left) * pixels, line.box.bottom * pixels]
    ImageDraw.Draw(spoilt).rectangle(edges, fill=255)
    spoilt.save(tmp_path / "out.png")

    assert likeness(tmp_path, report) is CheckState.FOUND


def test_a_picture_that_was_found_wanting_keeps_its_lines_and_says_that_bars_may_tell(tmp_path: Path) -> None:
    report = burned(tmp_path, *a_scan(), told=Told(as_pictures=frozenset({1})))

    assert (report.moved, len(report.telling)) == ((), 12)
