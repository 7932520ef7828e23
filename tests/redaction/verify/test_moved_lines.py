"""The checker takes no burner's word for what it moved: words must be the original's, and all else paper or bars."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pikepdf import Name, Stream

from redaction.report import BurnReport
from redaction.verify.burned import Burned
from redaction.verify.pdf import likeness
from redaction.verify.verdict import CheckState
from tests.redaction.scanned_lines import SIZE, burned_scan
from tests.redaction.typesetter import FONTS

Pixels = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]
POINT = 200 / 72


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BurnReport]:
    folder = tmp_path_factory.mktemp("moved")
    return folder, burned_scan(folder, "Sofia Mackay", font=FONTS[0], codec="flate", degrees=0.0)


def state(folder: Path, report: BurnReport, target: str = "out.pdf") -> CheckState:
    burned = Burned.from_record({**report.as_record(), "gap": "fixed"})
    return likeness.of_pages(folder / target, folder / "in.pdf", burned).state


def with_pixels(folder: Path, change: Callable[[Pixels], None]) -> str:
    """The copy with other pixels in its picture."""
    with pikepdf.open(folder / "out.pdf") as pdf:
        (image,) = (
            item for item in pdf.objects if isinstance(item, Stream) and item.get(Name.Subtype) == Name.Image
        )
        pixels = np.frombuffer(image.read_bytes(), np.uint8).reshape(SIZE[1], SIZE[0]).copy()
        change(pixels)
        image.write(pixels.tobytes())
        pdf.save(folder / "changed.pdf")
    return "changed.pdf"


def columns(report: BurnReport, line: int, move: int) -> tuple[slice, slice]:
    """Where a moved word of the copy stands, in pixels."""
    moved = report.moved[line]
    left, right, to = (round(each * POINT) for each in moved.moves[move])
    return slice(round(moved.box.top * POINT), round(moved.box.bottom * POINT)), slice(to, to + right - left)


class TestMovedLines:
    """What was moved is looked for in the original, pixel by pixel."""

    def test_a_copy_as_it_was_burned_is_clean(self, copy: tuple[Path, BurnReport]) -> None:
        assert state(*copy) is CheckState.CLEAN

    def test_a_word_that_is_another_word_is_found(self, copy: tuple[Path, BurnReport]) -> None:
        folder, report = copy
        rows, place = columns(report, 1, 0)

        def swap(pixels: Pixels) -> None:
            pixels[rows, place] = pixels[rows, place][:, ::-1]

        assert state(folder, report, with_pixels(folder, swap)) is CheckState.FOUND

    def test_print_beside_the_words_and_bars_of_the_line_is_found(
        self, copy: tuple[Path, BurnReport]
    ) -> None:
        folder, report = copy
        rows, place = columns(report, 1, 0)

        def leave(pixels: Pixels) -> None:
            pixels[rows, 1200 : 1200 + place.stop - place.start] = pixels[rows, place]

        assert state(folder, report, with_pixels(folder, leave)) is CheckState.FOUND

    def test_a_change_on_a_line_that_lost_nothing_is_found(self, copy: tuple[Path, BurnReport]) -> None:
        folder, report = copy

        def wipe(pixels: Pixels) -> None:
            pixels[55:95, 200:900] = 255

        assert state(folder, report, with_pixels(folder, wipe)) is CheckState.FOUND

    def test_a_word_that_the_burner_forgets_to_name_is_found(self, copy: tuple[Path, BurnReport]) -> None:
        folder, report = copy
        first, *others = report.moved
        silent = replace(report, moved=(replace(first, moves=first.moves[:-1]), *others))

        assert state(folder, silent) is CheckState.FOUND

    def test_more_words_gone_than_bars_can_stand_for_are_found(self, copy: tuple[Path, BurnReport]) -> None:
        folder, report = copy
        line = report.moved[1]
        rows, _ = columns(report, 1, 0)
        bare = replace(report, moved=(replace(line, moves=()),), removals=(), burned=())

        def wipe(pixels: Pixels) -> None:
            pixels[rows, round(line.box.left * POINT) :] = 255

        assert state(folder, bare, with_pixels(folder, wipe)) is CheckState.FOUND

    @pytest.mark.parametrize(("share", "found"), [(1.0, CheckState.CLEAN), (0.6, CheckState.FOUND)])
    def test_beside_a_bar_stands_its_own_soft_edge_and_no_letter(
        self, copy: tuple[Path, BurnReport], share: float, found: CheckState
    ) -> None:
        folder, report = copy
        line = report.moved[1]
        bar = next(each.box for each in report.removals if line.box.top < each.box.top < line.box.bottom)
        top, right, bottom = (round(side * POINT) for side in (bar.top, bar.right, bar.bottom))

        def blacken(pixels: Pixels) -> None:
            pixels[top : top + round(share * (bottom - top)), right : right + 5] = 0

        assert state(folder, report, with_pixels(folder, blacken)) is found

    @pytest.mark.parametrize("slope", [0.5, -3.0])
    def test_a_line_that_no_scan_can_have_is_found(self, copy: tuple[Path, BurnReport], slope: float) -> None:
        folder, report = copy
        first, *others = report.moved

        assert (
            state(folder, replace(report, moved=(replace(first, slope=slope), *others))) is CheckState.FOUND
        )

    def test_what_is_said_of_a_line_survives_the_border_of_a_child(
        self, copy: tuple[Path, BurnReport]
    ) -> None:
        _, report = copy

        assert BurnReport.from_record(report.as_record()).moved == report.moved
