"""A page's notes, layers, patterns and pictures: what is seen is drawn and searched, what is not does not travel."""

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from redaction.burn import burn
from redaction.errors import DocumentTooCostly, DocumentUnreadable
from redaction.grounds import Ground
from redaction.page import Box, Reading
from redaction.pdf.pdfium import PdfiumDocument
from redaction.pdf.rebuilding.layers import is_hidden
from redaction.read import read_text
from redaction.report import BurnReport
from redaction.schedule import Schedule, ScheduleEntry
from redaction.sight.ocr import OcrWord
from tests.desk import a_pdf
from tests.redaction.planting import Torture, show
from tests.redaction.reading_back import by_pdfium, by_poppler, everything_in, spellings

WORD = "Quillon"


def burned(made: Torture, folder: Path) -> tuple[Path, BurnReport]:
    source, target = folder / "source.pdf", folder / "out.pdf"
    made.pdf.save(source)
    return target, burn(source, target, Schedule((ScheduleEntry(WORD, Ground.CHILD),)), ocr=None)


def assert_gone(path: Path, word: str = WORD) -> None:
    raw = everything_in(path)
    assert [form for form in spellings(word) if form in raw] == []
    assert word not in by_pdfium(path)
    assert word not in by_poppler(path)


class TestNotes:
    """Annotations are drawn into the page when a reader sees them, and left behind when not."""

    @pytest.mark.parametrize("flags", [0, 4, String("what"), 2, 32])
    def test_a_word_in_a_note_goes_seen_or_unseen(self, tmp_path: Path, flags: object) -> None:
        made = Torture()
        page = made.page(show("Lanternpost", y=500))
        look = made.form(show(f"{WORD} noted", x=5, y=5).encode())
        look.BBox = Array([0, 0, 200, 30])
        page.Annots = Array([
            Dictionary(Subtype=Name.Stamp, Rect=Array([72, 600, 272, 630]), F=flags, AP=Dictionary(N=look)), 7,
        ])  # fmt: skip

        target, _ = burned(made, tmp_path)

        assert_gone(target)
        assert "Lanternpost" in by_pdfium(target)
        assert ("noted" in by_pdfium(target)) is (flags in (0, 4))

    def test_notes_that_are_no_list_are_left_behind(self, tmp_path: Path) -> None:
        made = Torture()
        made.page(show("Lanternpost", y=500)).Annots = Dictionary(Contents=String(WORD))

        target, _ = burned(made, tmp_path)

        assert_gone(target)


GROUP, OTHER = (3, 0), (4, 0)


class TestLayers:
    """A membership of several layers shows by its policy."""

    @pytest.mark.parametrize(
        ("policy", "shown_when"),
        [
            (Name.AnyOn, {"all", "one"}),
            (Name.AllOn, {"all"}),
            (Name.AnyOff, {"one", "none"}),
            (Name.AllOff, {"none"}),
            (None, {"all", "one"}),
        ],
    )
    @pytest.mark.parametrize("on", ["all", "one", "none"])
    def test_policy(self, policy: Name | None, shown_when: set[str], on: str) -> None:
        pdf = pikepdf.Pdf.new()
        one, two = (pdf.make_indirect(Dictionary(Type=Name.OCG)) for _ in range(2))
        member = Dictionary(Type=Name.OCMD, OCGs=Array([one, two]))
        if policy is not None:
            member.P = policy
        hidden = {"all": set(), "one": {one.objgen}, "none": {one.objgen, two.objgen}}[on]

        assert is_hidden(member, hidden) is (on not in shown_when)

    def test_a_membership_of_one_layer_is_that_layer(self) -> None:
        pdf = pikepdf.Pdf.new()
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG))

        assert is_hidden(Dictionary(Type=Name.OCMD, OCGs=layer), {layer.objgen})
        assert not is_hidden(Dictionary(Type=Name.OCMD, OCGs=layer), set())

    @pytest.mark.parametrize("layer", [None, Name.Odd, Dictionary(Type=Name.OCMD)])
    def test_what_belongs_to_no_layer_is_shown(self, layer: object) -> None:
        assert not is_hidden(layer, {(0, 0)})

    def test_where_all_layers_are_off_by_default_those_named_on_are_shown(self, tmp_path: Path) -> None:
        made = Torture()
        shown, unseen = (
            made.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("x"))) for _ in range(2)
        )
        made.pdf.Root.OCProperties = Dictionary(
            OCGs=Array([shown, unseen]), D=Dictionary(BaseState=Name.OFF, ON=Array([shown]))
        )
        made.page(
            f"/OC /L1 BDC {show('Lanternpost', y=500)} EMC /OC /L2 BDC {show('Sesame')} EMC",
            Properties=Dictionary(L1=shown, L2=unseen),
        )

        target, _ = burned(made, tmp_path)

        assert "Lanternpost" in by_pdfium(target)
        assert_gone(target, "Sesame")

    def test_layers_without_a_default_are_all_shown(self, tmp_path: Path) -> None:
        made = Torture()
        layer = made.pdf.make_indirect(Dictionary(Type=Name.OCG))
        made.pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Name.None_)
        made.page(f"/OC /L1 BDC {show(f'Lanternpost {WORD}')} EMC", Properties=Dictionary(L1=layer))

        target, _ = burned(made, tmp_path)

        assert "Lanternpost" in by_pdfium(target)
        assert_gone(target)


class TestWhatAPageDrawsWith:
    """Odd values among a page's resources are dropped, and the rest is still drawn and searched."""

    def test_odd_resources_do_not_carry_the_word(self, tmp_path: Path) -> None:
        made = Torture()
        odd = String(WORD)
        note = made.stream(WORD.encode())
        shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceGray, Coords=Array([0, 0, 9, 9]), Note=odd,
                             Function=Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1), ID=odd)  # fmt: skip
        pattern = Dictionary(PatternType=2, Shading=shading, ExtGState=Dictionary(CA=1, Note=odd), Note=odd)
        made.page(
            f"/G1 gs /P1 scn /P2 scn /X1 Do /X2 Do {show(f'Lanternpost {WORD}')}",
            XObject=Dictionary(X1=odd, X2=note),
            ExtGState=Dictionary(G1=odd, G2=Dictionary(TR=note, Note=odd, SMask=Name.None_)),
            Pattern=Dictionary(P1=odd, P2=pattern),
            Properties=Dictionary(M1=odd),
            more={"F9": odd},
        )

        target, _ = burned(made, tmp_path)

        assert "Lanternpost" in by_pdfium(target)
        assert WORD not in by_poppler(target)
        assert_gone(target)

    def test_one_form_state_and_pattern_on_two_pages_is_searched_on_both(self, tmp_path: Path) -> None:
        made = Torture()
        cell = made.stream(
            show(f"{WORD} cell", x=5, y=5).encode(), PatternType=1, PaintType=1, TilingType=1,
            BBox=Array([0, 0, 200, 30]), XStep=200, YStep=30,
            Resources=Dictionary(Font=Dictionary(F1=made.helvetica())),
        )  # fmt: skip
        state = made.pdf.make_indirect(Dictionary(Type=Name.ExtGState, ca=1))
        for _ in range(2):
            made.page(
                f"/G1 gs /Pattern cs /P1 scn 0 200 400 400 re f {show('Lanternpost', y=650)}",
                Pattern=Dictionary(P1=cell), ExtGState=Dictionary(G1=state),
            )  # fmt: skip

        target, _ = burned(made, tmp_path)

        assert by_pdfium(target).count("Lanternpost") == 2
        assert_gone(target)

    def test_a_page_without_content_or_resources_stays_a_page(self, tmp_path: Path) -> None:
        made = Torture()
        page = made.page("")
        del page.Contents, page.Resources
        made.page(show(f"Lanternpost {WORD}")).Contents = Array([])

        _, report = burned(made, tmp_path)

        assert report.pages == 2


class SeesIn:
    """Reads one word in the middle of whatever it is shown, and remembers how large that was."""

    def __init__(self) -> None:
        self.sizes: list[tuple[int, int]] = []

    def words(self, image: Image.Image, *, dpi: int) -> tuple[OcrWord, ...]:
        self.sizes.append(image.size)
        wide, high = image.size
        return (OcrWord(WORD, Box(0.3 * wide, 0.4 * high, 0.7 * wide, 0.6 * high), 96.0, 0),)


def letter_with_a_photograph(folder: Path, *, rect: str = "200 0 0 100 72 500 cm") -> Path:
    made = Torture()
    photo = made.stream(
        bytes(range(256)) * 80, Type=Name.XObject, Subtype=Name.Image, Width=160, Height=128,
        BitsPerComponent=8, ColorSpace=Name.DeviceGray,
    )  # fmt: skip
    made.page(
        f"{show('A letter with ordinary words in it')} q {rect} /Im Do Q q 5 0 0 5 9 9 cm /Im Do Q",
        XObject=Dictionary(Im=photo),
    )
    source = folder / "letter.pdf"
    made.pdf.save(source)
    return source


class TestPhotographsInLetters:
    """Where a page's text speaks for itself, only its pictures are read by eye."""

    def test_only_the_photograph_is_read(self, tmp_path: Path) -> None:
        reader = SeesIn()

        page = read_text(letter_with_a_photograph(tmp_path), ocr=reader).pages[0]

        ((wide, high),) = reader.sizes
        assert abs(wide - 200 / 72 * 200) < 12
        assert abs(high - 100 / 72 * 200) < 12
        assert page.reading is Reading.BOTH
        assert "ordinary" in page.text
        assert WORD in page.text

    def test_what_is_read_in_it_is_burned_where_it_stands(self, tmp_path: Path) -> None:
        source, target = letter_with_a_photograph(tmp_path), tmp_path / "out.pdf"

        report = burn(source, target, Schedule((ScheduleEntry(WORD, Ground.CHILD),)), ocr=SeesIn())

        (box,) = (removal.box for removal in report.removals)
        # As wide as every bar or wider: it may run out of the picture, over white paper.
        assert 120 < box.left < 132 and 212 < box.right < 300
        assert 192 < box.top < 232 and 252 < box.bottom < 292
        with PdfiumDocument(target) as seen:
            assert seen.picture(0, dpi=72).getpixel((172, 242)) == (0, 0, 0)
        assert "ordinary" in by_pdfium(target)

    def test_a_photograph_off_the_page_is_not_looked_for_on_it(self, tmp_path: Path) -> None:
        reader = SeesIn()

        page = read_text(letter_with_a_photograph(tmp_path, rect="200 0 0 100 900 900 cm"), ocr=reader).pages[
            0
        ]

        assert reader.sizes == []
        assert page.reading is Reading.TEXT

    def test_a_page_that_cannot_be_taken_apart_is_read_by_eye(self, tmp_path: Path) -> None:
        made = Torture()
        page = made.page("")
        page.Contents = made.stream(b"0 g /Fm Do")
        page.Resources.XObject = Dictionary(Fm=made.form(b"x"))
        page.Resources.XObject.Fm.write(b"not packed", filter=Name.FlateDecode)
        source = tmp_path / "broken.pdf"
        made.pdf.save(source)

        (read,) = read_text(source, ocr=SeesIn()).pages

        assert (read.reading, read.text) == (Reading.OCR, WORD)


class TestOtherEyes:
    """pdfium opens, or says that it cannot."""

    def test_what_is_no_document_is_unreadable(self, tmp_path: Path) -> None:
        (tmp_path / "x.pdf").write_bytes(b"a shopping list")

        with pytest.raises(DocumentUnreadable):
            PdfiumDocument(tmp_path / "x.pdf")

    def test_a_page_too_large_to_draw_is_too_costly(self, tmp_path: Path) -> None:
        made = Torture()
        made.page("0 g")
        made.pdf.save(tmp_path / "x.pdf")

        with PdfiumDocument(tmp_path / "x.pdf") as seen, pytest.raises(DocumentTooCostly):
            seen.picture(0, dpi=1_000)


def test_a_page_made_a_picture_does_not_show_a_hidden_layer(tmp_path: Path) -> None:
    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(a_pdf("Shown to all"))
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=pikepdf.String("Draft")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
        pdf.pages[0].Resources.Properties = Dictionary(L=layer)
        pdf.pages[0].contents_add(b"/OC /L BDC 0 0 1 rg 100 100 300 300 re f EMC")
        pdf.save(source)

    burn(source, target, Schedule(()), ocr=None, as_pictures=[1])

    with pypdfium2.PdfDocument(target) as seen, pikepdf.open(target) as made:
        assert seen[0].render().to_pil().getpixel((250, 842 - 250)) == (255, 255, 255)
        assert Name.OCProperties not in made.Root
