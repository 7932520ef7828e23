"""A page photographed in a shadow is read as if it were evenly lit; any other is read once."""

import numpy as np
from PIL import Image

from redaction.sight.shadows import without_shadow
from tests.redaction.scanned_lines import drawn, rows_about
from tests.redaction.typesetter import FONTS


def a_page() -> Image.Image:
    return drawn(rows_about("Owen Bramley"), FONTS[0])[0]


def test_in_a_shadow_the_paper_becomes_light_and_the_print_stays_dark() -> None:
    page = a_page()
    shadow = 1 - 0.55 / (1 + np.exp(-np.linspace(-14, 10, page.width)))
    shaded = Image.fromarray(np.rint(np.asarray(page) * shadow).astype(np.uint8))

    lit = without_shadow(shaded)

    assert lit is not None
    seen, ink = np.asarray(lit), np.asarray(page) < 60
    paper = np.asarray(page) == 255
    assert np.percentile(seen[paper], 5) > 215
    assert np.percentile(seen[ink], 95) < 120


def test_evenly_lit_paper_is_left_alone() -> None:
    assert without_shadow(a_page()) is None
    assert without_shadow(a_page().point(lambda value: value // 2)) is None


def test_a_small_picture_is_left_alone() -> None:
    assert without_shadow(Image.linear_gradient("L")) is None
