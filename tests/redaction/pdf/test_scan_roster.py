"""On a scanned page, too, whoever knows everybody it could have been cannot tell from the copy who it was.

The attacker knows the twenty people and holds the scan with each of them redacted: a copy whose pixels are like
no other's, but for what a scanner does, singles its person out.
"""

from pathlib import Path

import numpy as np
import pytest

from redaction.sight.ocr import Tesseract
from redaction.verify.burned import Burned
from redaction.verify.pdf import bars, likeness
from redaction.verify.verdict import CheckState
from tests.redaction.scanned_lines import burned_scan, stored
from tests.redaction.typesetter import FONTS, ROSTER

MOST_SINGLED_OUT = 0.05
HOW = (("jpeg", 0.5), ("fax", -0.7), ("flate", 0.0))
# Rows of pixels that hold one layout each, with what its lines sink or rise.
LAYOUTS = {
    "at the start": (140, 200), "in the middle": (200, 260), "at the end": (260, 318), "spread": (318, 410),
    "twice": (410, 470), "to the right": (470, 565), "centred": (565, 665), "in columns": (670, 770),
    "in a table": (780, 890),
}  # fmt: skip
Dark = np.ndarray[tuple[int, int], np.dtype[np.bool_]]


def are_alike(one: Dark, other: Dark) -> bool:
    """Say whether all that is dark in one is dark in the other, two pixels beside or one above at most."""
    return all(_has_beyond(first, second) <= 6 for first, second in ((one, other), (other, one)))


def _has_beyond(one: Dark, other: Dark) -> int:
    near = other.copy()
    for by in (1, 2):
        near[:, by:] |= other[:, :-by]
        near[:, :-by] |= other[:, by:]
    high = near.copy()
    high[1:] |= near[:-1]
    high[:-1] |= near[1:]
    return int((one & ~high).sum())


def singled_out(pages: list[Dark]) -> int:
    return sum(
        not any(are_alike(one, other) for at, other in enumerate(pages) if at != index)
        for index, one in enumerate(pages)
    )


@pytest.mark.slow
@pytest.mark.no_cover  # sixty copies run the lines that the tests of each part run
class TestRosterOfScans:
    """Twenty known people, three fonts, three ways to store a scan, every way in which a name may stand on a line."""

    def test_of_twenty_known_people_one_in_twenty_at_most_is_singled_out(self, tmp_path: Path) -> None:
        alone = {}
        for font, (codec, degrees) in zip(FONTS, HOW, strict=True):
            pages = []
            for chance, name in enumerate(ROSTER):
                report = burned_scan(tmp_path, name, font=font, codec=codec, degrees=degrees, chance=chance)
                assert report.rasterised_pages == ()
                pages.append(stored(tmp_path / "out.pdf"))
            for layout, (top, bottom) in LAYOUTS.items():
                alone[layout, font] = singled_out([page[top:bottom] for page in pages])

        assert sum(alone.values()) <= MOST_SINGLED_OUT * len(ROSTER) * len(alone), alone

    def test_people_whom_ocr_reads_are_not_told_apart(self, tmp_path: Path) -> None:
        pages = []
        for name in ("Jo Ash", "Alexandra Cholmondeley"):
            report = burned_scan(tmp_path, name, font=FONTS[0], codec="flate", degrees=0.4, ocr=Tesseract())
            assert report.rasterised_pages == ()
            pages.append(stored(tmp_path / "out.pdf"))

        alone = {
            layout: singled_out([page[top:bottom] for page in pages])
            for layout, (top, bottom) in LAYOUTS.items()
        }
        assert sum(map(bool, alone.values())) <= 1, alone


class TestCopies:
    """The copy is whole, and its checker sees that it is."""

    @pytest.mark.parametrize(("codec", "degrees"), HOW)
    def test_every_line_is_set_anew_and_the_checks_find_nothing(
        self, tmp_path: Path, codec: str, degrees: float
    ) -> None:
        report = burned_scan(tmp_path, "Bartholomew Quill", font=FONTS[1], codec=codec, degrees=degrees)

        burned = Burned.from_record({**report.as_record(), "gap": "fixed"})
        assert len(report.moved) == 11
        assert likeness.of_pages(tmp_path / "out.pdf", tmp_path / "in.pdf", burned).state is CheckState.CLEAN
        assert bars.are_gone_from_pictures(tmp_path / "out.pdf", report.burned).state is CheckState.CLEAN
