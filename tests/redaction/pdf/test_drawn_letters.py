"""Letters made of strokes, of dots or of a shading are read by eye, and spellings that look like a name are it."""

import io

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from redaction.sight.outlines import outlined_region
from redaction.sight.strokes import stroked
from redaction.verify.pdf.meshes import pages_with_meshes
from tests.redaction.hiding_places import PLAIN, SECRET, Hide, a_clean_pdf, a_picture_of


def draws(operators: str) -> Hide:
    def hide(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Contents = pdf.make_stream(f"{PLAIN}\n{operators}".encode())

    return hide


def region_of(hide: Hide) -> tuple[float, float, float, float] | None:
    with pypdfium2.PdfDocument(a_clean_pdf(hide)) as document:
        return outlined_region(document[0])


def dots(how: str) -> str:
    """A word in dots, each a shape of its own."""
    small = (
        a_picture_of(SECRET).resize((140, 24), Image.Resampling.BOX).point(lambda value: 255 * (value > 160))
    )
    places = [(x, y) for y in range(24) for x in range(140) if small.getpixel((x, y)) == 0]
    return "\n".join(how.format(x=72 + 2 * x, y=600 - 2 * y, across=74 + 2 * x) for x, y in places)


class TestStrokes:
    """Shapes with few corners are letters when they lie together."""

    @pytest.mark.parametrize(
        "how", ["{x} {y} 2 2 re f", "2 w {x} {y} m {across} {y} l S"], ids=["dots", "strokes"]
    )
    def test_a_word_of_small_shapes_is_looked_at(self, how: str) -> None:
        region = region_of(draws(dots(how)))

        assert region is not None
        assert region[2] - region[0] > 80

    def test_a_form_that_draws_them_is_looked_at(self) -> None:
        def hide(pdf: pikepdf.Pdf) -> None:
            page = pdf.pages[0].obj
            page.Resources.XObject.Fm = pdf.make_stream(
                dots("{x} {y} 2 2 re f").encode(), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 595, 842]
            )
            page.Contents = pdf.make_stream(f"{PLAIN}\n/Fm Do".encode())

        assert region_of(hide) is not None

    @pytest.mark.parametrize(
        "operators",
        [
            " ".join(f"{72 + 4 * step} 600 2 0.5 re f" for step in range(90)),
            " ".join(
                f"72 {600 - 14 * step} 0.5 14 re f 300 {600 - 14 * step} 0.5 14 re f" for step in range(30)
            ),
            " ".join(f"72 {600 - 14 * step} 300 0.5 re f" for step in range(30)),
        ],
        ids=["a dotted leader", "the sides of a table", "the rules of a table"],
    )
    def test_rules_and_leaders_are_no_letters(self, operators: str) -> None:
        assert region_of(draws(operators)) is None

    def test_few_strokes_are_no_word(self) -> None:
        assert stroked([(0.0, 0.0, 5.0, 5.0)] * 15) == []
        assert stroked([(0.0, 0.0, 5.0, 5.0)] * 16) == [(0.0, 0.0, 5.0, 5.0)]


class TestShadings:
    """A shading that gives each point its colour draws what a picture would."""

    @pytest.mark.parametrize(
        ("kind", "is_by_points"), [(1, True), (2, False), (3, False), (4, True), (7, True)]
    )
    @pytest.mark.parametrize("category", ["Shading", "Pattern"])
    def test_pages_with_one_are_known(self, kind: int, is_by_points: bool, category: str) -> None:
        def hide(pdf: pikepdf.Pdf) -> None:
            shading = Dictionary(ShadingType=kind, ColorSpace=Name.DeviceGray)
            held = shading if category == "Shading" else Dictionary(PatternType=2, Shading=shading)
            form = pdf.make_stream(b"", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
            form.Resources = Dictionary({f"/{category}": Dictionary(S1=held)})
            pdf.pages[0].obj.Resources.XObject.Fm = form

        with pikepdf.open(as_a_file(hide)) as pdf:
            assert pages_with_meshes(pdf) == ({1} if is_by_points else set())


def as_a_file(hide: Hide) -> io.BytesIO:
    return io.BytesIO(a_clean_pdf(hide))
