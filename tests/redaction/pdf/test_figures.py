"""Small drawings between words stay whole, stay with their word, and nothing comes to stand over them."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pdfminer.fontmetrics import FONT_METRICS
from pikepdf import Array, Dictionary, Name, Stream

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.schedule import Schedule, ScheduleEntry
from tests.redaction.pdf.test_columns import NAME, a_page

WIDE = FONT_METRICS["Helvetica"][1]
SIZE, BASE, SCALE = 10.0, 700.0, 4
RING = "0 5 m 0 7.8 2.2 10 5 10 c 7.8 10 10 7.8 10 5 c 10 2.2 7.8 0 5 0 c 2.2 0 0 2.2 0 5 c h"
DOT = "2.5 5 m 2.5 6.4 3.6 7.5 5 7.5 c 6.4 7.5 7.5 6.4 7.5 5 c 7.5 3.6 6.4 2.5 5 2.5 c 3.6 2.5 2.5 3.6 2.5 5 c h"
BOX = "0.5 0.5 9 9 re"
TICK = "2 5 m 4 2 l 8 8 l"
Pdf = pikepdf.Pdf


def length(text: str) -> float:
    return float(sum(WIDE[letter] for letter in text) * SIZE / 1000)


def shown(x: float, text: str) -> str:
    return f"BT /F1 {SIZE} Tf {x:.3f} {BASE} Td ({text}) Tj ET"


def at(x: float, drawn: str) -> str:
    return f"q 1 0 0 1 {x:.3f} {BASE - 1.5} cm {drawn} Q"


def page_with(path: Path, draw: Callable[[Pdf, Dictionary, float], str], before: str, after: str) -> Path:
    """A line with something drawn just before its last words, 10 points wide."""
    x = 72 + length(before) + 2
    path.write_bytes(a_page("x"))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0].obj
        drawn = draw(pdf, page, x)
        content = f"{shown(72, before)} {drawn} {shown(x + 11.5, after)}"
        page.Contents = pdf.make_indirect(Stream(pdf, content.encode("latin-1")))
        pdf.save(path)
    return path


def burned(source: Path) -> Path:
    target = source.with_name("target.pdf")
    burn(source, target, Schedule((ScheduleEntry(NAME, Ground.CHILD),)), ocr=None)
    return target


def ink_before(path: Path, word: str) -> tuple[int, float]:
    """How much is drawn in the 14 points before a word, and where the word begins."""
    pdf = pypdfium2.PdfDocument(path)
    pdf.init_forms()
    page = pdf[0]
    text = page.get_textpage()
    left = text.get_charbox(text.get_text_range().index(word))[0]
    image = page.render(scale=SCALE).to_pil().convert("L")
    foot = page.get_height() - BASE
    box = [left - 14, foot - 10, left - 1, foot + 3]
    crop = image.crop(tuple(round(part * SCALE) for part in box))
    return sum(255 - each for each in crop.tobytes()) // 255, left


def a_ring(_pdf: Pdf, _page: Dictionary, x: float) -> str:
    return at(x, f"{RING} S {DOT} f")


def a_box(_pdf: Pdf, _page: Dictionary, x: float) -> str:
    return at(x, f"0.9 g {BOX} f 0 g {BOX} S {TICK} S")


def a_form(pdf: Pdf, page: Dictionary, x: float) -> str:
    form = Stream(pdf, f"{RING} S {DOT} f".encode())
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 10, 10])
    page.Resources.XObject = Dictionary(Fm0=pdf.make_indirect(form))
    return at(x, "/Fm0 Do")


def a_picture(pdf: Pdf, page: Dictionary, x: float) -> str:
    image = Stream(pdf, bytes([0, 255, 128, 0] * 16))
    image.Type, image.Subtype, image.Width, image.Height = Name.XObject, Name.Image, 8, 8
    image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
    page.Resources.XObject = Dictionary(Im0=pdf.make_indirect(image))
    return at(x, "10 0 0 10 0 0 cm /Im0 Do")


def an_inline_picture(_pdf: Pdf, _page: Dictionary, x: float) -> str:
    return at(x, "10 0 0 10 0 0 cm BI /W 2 /H 2 /CS /G /BPC 8 /F /AHx ID 00ff8000> EI")


def a_field(pdf: Pdf, page: Dictionary, x: float) -> str:
    signs = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats)
    look = Stream(pdf, f"0.5 w {BOX} S q BT /ZaDb 8 Tf 1.5 2 Td (4) Tj ET Q".encode())
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 10, 10])
    look.Resources = Dictionary(Font=Dictionary(ZaDb=pdf.make_indirect(signs)))
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Btn, T="a", V=Name.Yes, AS=Name.Yes, F=4,
        Rect=Array([x, BASE - 1.5, x + 10, BASE + 8.5]), AP=Dictionary(N=Dictionary(Yes=pdf.make_indirect(look))),
    )  # fmt: skip
    page.Annots = Array([pdf.make_indirect(field)])
    pdf.Root.AcroForm = Dictionary(Fields=page.Annots)
    return ""


DRAWINGS = (a_ring, a_box, a_form, a_picture, an_inline_picture, a_field)


class TestBeforeAWord:
    """A ring, a box, a tick or a small picture before a word keeps its place before it."""

    @pytest.mark.parametrize("draw", DRAWINGS)
    def test_it_goes_where_its_word_goes(
        self, tmp_path: Path, draw: Callable[[Pdf, Dictionary, float], str]
    ) -> None:
        source = page_with(tmp_path / "source.pdf", draw, f"Seen by {NAME} and is", "female as was said")

        (ink, place), (kept, moved) = ink_before(source, "female"), ink_before(burned(source), "female")

        assert abs(moved - place) > 20
        assert abs(kept - ink) < 0.12 * ink

    @pytest.mark.parametrize("draw", DRAWINGS)
    def test_how_long_the_name_before_it_was_is_not_told(
        self, tmp_path: Path, draw: Callable[[Pdf, Dictionary, float], str]
    ) -> None:
        places = []
        for number, name in enumerate(("Ann Lee", "Bartholomew Quillington")):
            (tmp_path / f"{number}").mkdir()
            source = page_with(
                tmp_path / f"{number}" / "source.pdf", draw, f"Seen by {name}", "female as was said"
            )
            target = source.with_name("target.pdf")
            burn(source, target, Schedule((ScheduleEntry(name, Ground.CHILD),)), ocr=None)
            places.append(ink_before(target, "female"))

        assert places[0][1] == pytest.approx(places[1][1], abs=0.1)
        assert places[0][0] == pytest.approx(places[1][0], rel=0.05)


class TestRoundAWord:
    """What is drawn round a word goes with it, and goes altogether where the word does."""

    ROUND = "0 5 m 0 12 50 12 50 5 c 50 -6 0 -6 0 5 c h S"

    def test_a_ring_round_a_word_that_stays_goes_with_it(self, tmp_path: Path) -> None:
        start = 72 + length(f"{NAME} said ")
        content = f"{shown(72, f'{NAME} said yesterday that')} q 1 0 0 1 {start - 2:.2f} {BASE - 1} cm {self.ROUND} Q"
        (tmp_path / "source.pdf").write_bytes(a_page(content))

        ink, place = ink_before(tmp_path / "source.pdf", "that")
        kept, moved = ink_before(burned(tmp_path / "source.pdf"), "that")

        assert abs(moved - place) > 20
        assert abs(kept - ink) < 0.12 * ink

    def test_a_ring_round_a_name_goes(self, tmp_path: Path) -> None:
        content = f"{shown(72, f'{NAME} said it')} q 2.2 0 0 1 70 {BASE - 1} cm {self.ROUND} Q"
        (tmp_path / "source.pdf").write_bytes(a_page(content))

        page = pypdfium2.PdfDocument(burned(tmp_path / "source.pdf"))[0]

        assert "said it" in page.get_textpage().get_text_range()
        image = page.render(scale=SCALE).to_pil().convert("L")
        foot = page.get_height() - BASE
        under = image.crop((60 * SCALE, round((foot + 4) * SCALE), 300 * SCALE, round((foot + 9) * SCALE)))
        assert under.getextrema() == (255, 255)


class TestCells:
    """The cells of a table are no figures."""

    def test_a_narrow_cell_stays_in_its_grid(self, tmp_path: Path) -> None:
        cells = f"72 {BASE - 4} 150 15 re S 222 {BASE - 4} 16 15 re S 238 {BASE - 4} 200 15 re S"
        content = f"{cells} {shown(75, f'{NAME} alone')} {shown(241, 'in the kitchen')}"
        (tmp_path / "source.pdf").write_bytes(a_page(content))

        page = pypdfium2.PdfDocument(burned(tmp_path / "source.pdf"))[0]

        lefts = sorted(round(each.get_bounds()[0]) for each in page.get_objects([2]))
        assert {72, 222, 238} <= {left + near for left in lefts for near in (0, 1)}


class TestFields:
    """What was typed into a field is seen where it stands now."""

    def test_words_that_leave_the_box_of_their_field_are_not_cut(self, tmp_path: Path) -> None:
        def a_text_field(pdf: Pdf, page: Dictionary, x: float) -> str:
            look = Stream(pdf, b"/Tx BMC q 1 1 58 12 re W n BT /F1 10 Tf 0 g 2 3 Td (yesterday) Tj ET Q EMC")
            look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 60, 14])
            look.Resources = Dictionary(Font=page.Resources.Font)
            page.Resources.XObject = Dictionary(Fm0=pdf.make_indirect(look))
            return f"q 1 0 0 1 {x:.2f} {BASE - 3} cm /Fm0 Do Q"

        before = f"Seen by {NAME} in the hall"
        x = 72 + length(before) + 2
        (tmp_path / "source.pdf").write_bytes(a_page("x"))
        with pikepdf.open(tmp_path / "source.pdf", allow_overwriting_input=True) as pdf:
            page = pdf.pages[0].obj
            drawn = a_text_field(pdf, page, x)
            content = f"{shown(72, before)} {drawn} {shown(x + length('yesterday') + 5, 'at home')}"
            page.Contents = pdf.make_indirect(Stream(pdf, content.encode()))
            pdf.save(tmp_path / "source.pdf")

        ink, place = ink_before(tmp_path / "source.pdf", "at home")
        kept, moved = ink_before(burned(tmp_path / "source.pdf"), "at home")

        assert abs(moved - place) > 15
        assert abs(kept - ink) < 0.15 * ink


class TestUnderAPicture:
    """Print that a picture covers is removed, and only what can be seen gets a bar."""

    def covered(self, tmp_path: Path, samples: bytes, *, width: float) -> tuple[str, bytes]:
        def a_cover(pdf: Pdf, page: Dictionary, _x: float) -> str:
            image = Stream(pdf, samples)
            image.Type, image.Subtype, image.Width, image.Height = Name.XObject, Name.Image, 100, 10
            image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
            page.Resources.XObject = Dictionary(Im0=pdf.make_indirect(image))
            return f"q {width} 0 0 20 70 {BASE - 6} cm /Im0 Do Q"

        source = page_with(tmp_path / "source.pdf", a_cover, f"Seen by {NAME} and others", "x")
        target = burned(source)
        text = pypdfium2.PdfDocument(target)[0].get_textpage().get_text_range()
        with pikepdf.open(target) as pdf:
            (held,) = [each for _, each in pdf.pages[0].Resources.XObject.items()]
            return text, held.read_bytes()

    def darkest(self, path: Path) -> int:
        page = pypdfium2.PdfDocument(path)[0]
        image = page.render(scale=2).to_pil().convert("L")
        foot = page.get_height() - BASE
        low, _ = image.crop((150, round(2 * foot - 20), 290, round(2 * foot + 8))).getextrema()
        return int(low)

    def test_what_a_plain_picture_covers_gets_no_bar(self, tmp_path: Path) -> None:
        text, samples = self.covered(tmp_path, bytes([200] * 1000), width=330)

        assert NAME not in text
        assert set(samples) == {200}
        assert self.darkest(tmp_path / "target.pdf") >= 195

    @pytest.mark.parametrize(("samples", "width"), [(bytes([200, 90] * 500), 330), (bytes([200] * 1000), 90)])
    def test_a_picture_that_may_show_it_is_burned(self, tmp_path: Path, samples: bytes, width: float) -> None:
        text, left = self.covered(tmp_path, samples, width=width)

        assert NAME not in text
        assert left != samples
        assert self.darkest(tmp_path / "target.pdf") < 50


class TestGrounds:
    """The coloured ground of a cell is no highlight, and a small bullet goes with its item."""

    def test_the_ground_of_a_cell_stays_as_wide_as_its_cell(self, tmp_path: Path) -> None:
        grounds = f"0.8 g 72 {BASE - 4} 110 15 re f 182 {BASE - 4} 110 15 re f 292 {BASE - 4} 110 15 re f 0 g"
        words = f"{shown(76, 'Seen')} {shown(186, f'{NAME}')} {shown(330, 'alone')}"
        (tmp_path / "source.pdf").write_bytes(a_page(f"{grounds} {words}"))

        page = pypdfium2.PdfDocument(burned(tmp_path / "source.pdf"))[0]

        foot = page.get_height() - BASE
        strip = page.render(scale=1).to_pil().convert("L").crop((73, round(foot - 9), 401, round(foot - 8)))
        assert max(strip.tobytes()) < 255

    def test_a_small_bullet_goes_with_the_word_behind_it(self, tmp_path: Path) -> None:
        start = 72 + length(f"said of {NAME}") + 20
        bullet = f"BT /F1 4.5 Tf {start:.2f} {BASE + 2} Td (o) Tj ET"
        content = f"{shown(72, f'said of {NAME}')} {bullet} {shown(start + 5, 'then the other')}"
        (tmp_path / "source.pdf").write_bytes(a_page(content))

        ink, place = ink_before(tmp_path / "source.pdf", "then")
        kept, moved = ink_before(burned(tmp_path / "source.pdf"), "then")

        assert abs(moved - place) > 5
        assert abs(kept - ink) < 0.3 * ink


def test_small_print_under_a_name_is_a_line_of_its_own(tmp_path: Path) -> None:
    office = f"BT /F1 5 Tf 72 {BASE - 6.5} Td (Vice President of the whole of it) Tj ET"
    content = f"{shown(72, f'{NAME} Day')} {office} {shown(72, 'x').replace('700.0', '660')}"
    (tmp_path / "source.pdf").write_bytes(a_page(content))

    before, after = (
        pypdfium2.PdfDocument(path)[0].get_textpage()
        for path in (tmp_path / "source.pdf", burned(tmp_path / "source.pdf"))
    )

    begun = [page.get_charbox(page.get_text_range().index("whole"))[0] for page in (before, after)]
    assert begun[0] == pytest.approx(begun[1], abs=0.2)


def test_the_column_beside_keeps_its_letters_as_close_as_they_were(tmp_path: Path) -> None:
    below = " ".join(shown(72, "and so").replace("700.0", f"{row}") for row in (685, 670, 655))
    beside = f"BT /F1 {SIZE} Tf -0.4 Tc 300 {BASE} Td (other companion animals as well) Tj ET 0 Tc"
    (tmp_path / "source.pdf").write_bytes(a_page(f"{shown(72, f'{NAME} came home')} {below} {beside}"))

    ends = []
    for path in (tmp_path / "source.pdf", burned(tmp_path / "source.pdf")):
        page = pypdfium2.PdfDocument(path)[0].get_textpage()
        text = page.get_text_range()
        ends.append(page.get_charbox(text.index("animals") + 6)[2] - page.get_charbox(text.index("other"))[0])

    assert ends[0] == pytest.approx(ends[1], abs=0.3)
