"""A word goes however a page's operators bring it about, and what was drawn beside it stays."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String

from redaction.burn import burn
from redaction.errors import DocumentTooCostly
from redaction.grounds import Ground
from redaction.pdf import interpret
from redaction.report import BurnReport
from redaction.schedule import Schedule, ScheduleEntry
from tests.redaction.planting import Torture, show
from tests.redaction.reading_back import by_pdfium, by_pdfminer, by_poppler, everything_in, letters, spellings

WORD = "Quillon"
BESIDE = "Lanternpost"


def burned(made: Torture, folder: Path) -> tuple[Path, BurnReport]:
    source, target = folder / "source.pdf", folder / "out.pdf"
    made.pdf.save(source)
    return target, burn(source, target, Schedule((ScheduleEntry(WORD, Ground.CHILD),)), ocr=None)


def left_in(path: Path, word: str) -> list[str]:
    """Name the readers that still find a word, and the raw objects among them."""
    readers = {"pdfium": by_pdfium, "poppler": by_poppler, "pdfminer": by_pdfminer}
    found = [name for name, read in readers.items() if word.lower() in letters(read(path))]
    raw = everything_in(path)
    return found + (["objects"] if any(form in raw for form in spellings(word)) else [])


def font_in_a_state(made: Torture) -> None:
    state = Dictionary(Type=Name.ExtGState, Font=Array([made.helvetica(), 14]))
    made.page(
        f"/G1 gs BT 1 0 0 1 72 700 Tm ({WORD}) Tj ET {show(BESIDE, y=500)}", ExtGState=Dictionary(G1=state)
    )


def nearly_clear(made: Torture) -> None:
    state = Dictionary(Type=Name.ExtGState, ca=0.01)
    made.page(f"q /G1 gs {show(WORD)} Q {show(BESIDE, y=500)}", ExtGState=Dictionary(G1=state))


def every_text_setting(made: Torture) -> None:
    made.page(
        f"BT /F1 12 Tf 3 Tc 5 Tw 80 Tz 14 TL 4 Ts 0 Tr 72 700 Td (seen) Tj T* ({WORD}) Tj 0 -30 TD ({BESIDE}) Tj ET"
    )


def settings_without_numbers(made: Torture) -> None:
    made.page(f"BT Tc Tw Tz TL Ts Tr gs cs scn Tm Td TD Tf cm Tj TJ {show(WORD)[3:]} {show(BESIDE, y=500)}")


def more_ends_than_beginnings(made: Torture) -> None:
    made.page(f"EMC Q Q {show(WORD)} Q {show(BESIDE, y=500)}")


def a_name_that_is_shown(made: Torture) -> None:
    made.page(f"BT /F1 12 Tf 72 700 Td /Name Tj (x) (y) TJ [/Name 5 ({WORD})] TJ ET {show(BESIDE, y=500)}")


def numbers_that_are_none(made: Torture) -> None:
    made.page(f"(a) (b) /c 1 2 3 cm {show(WORD)}")
    made.page(show(BESIDE))


def mask_used_twice(made: Torture) -> None:
    group = made.form(
        b"/G1 gs 1 g " + show(WORD).encode(), Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    )
    mask = Dictionary(Type=Name.Mask, S=Name.Luminosity, G=group)
    state = made.pdf.make_indirect(Dictionary(Type=Name.ExtGState, SMask=mask))
    group.Resources.ExtGState = Dictionary(G1=state)
    made.page(f"/G1 gs /G1 gs 0 g 0 0 300 300 re f q {show(BESIDE, y=500)} Q", ExtGState=Dictionary(G1=state))


def colour_that_is_no_pattern(made: Torture) -> None:
    made.page(f"/Pattern cs /P1 scn /P2 scn 0 0 5 5 re f {show(WORD)} {show(BESIDE, y=500)}",
              Pattern=Dictionary(P1=Dictionary(PatternType=2)))  # fmt: skip


def state_that_is_none(made: Torture) -> None:
    made.page(f"/None gs {show(WORD)} {show(BESIDE, y=500)}", ExtGState=Dictionary(G1=Dictionary()))


def drawing_that_is_not_there(made: Torture) -> None:
    made.page(f"/Gone Do Do {show(WORD)} {show(BESIDE, y=500)}")


def form_with_half_a_matrix(made: Torture) -> None:
    inside = made.form(show(WORD).encode(), Matrix=Array([1, 0, 0]))
    made.page(f"/Fm Do {show(BESIDE, y=500)}", XObject=Dictionary(Fm=inside))


def form_that_is_turned_and_made_small(made: Torture) -> None:
    inside = made.form(show(f"{WORD} {BESIDE}").encode(), Matrix=Array([0, 0.5, -0.5, 0, 500, 100]))
    made.page("/Fm Do", XObject=Dictionary(Fm=inside))


def form_with_a_hole_drawn_twice_on_one_page(made: Torture) -> None:
    inside = made.form(show(f"{WORD} {BESIDE}").encode())
    made.page("/Fm Do q 1 0 0 1 0 -200 cm /Fm Do Q", XObject=Dictionary(Fm=inside))


def names_that_a_copy_wants_are_taken(made: Torture) -> None:
    first = made.form(show(f"{WORD} {BESIDE}").encode())
    second = made.form(show(f"also {WORD}", y=600).encode())
    made.page("/Rx0 Do /Rx1 Do", XObject=Dictionary(Rx0=first, Rx1=second))


def said_in_other_words(made: Torture) -> None:
    body = (
        f"/Span << /ActualText ({WORD}) >> BDC {show('one')} {show('two', y=680)} EMC {show(BESIDE, y=500)}"
    )
    made.page(body)


def said_in_other_words_in_hexadecimal(made: Torture) -> None:
    spoken = WORD.encode("utf-16-be").hex()
    made.page(f"/Span << /ActualText <FEFF{spoken}> /Lang /en >> BDC {show('one')} EMC {show(BESIDE, y=500)}")


def said_half_in_other_words(made: Torture) -> None:
    made.page(f"{show('Qui')} /Span << /ActualText (llon) >> BDC {show('7', x=90)} EMC {show(BESIDE, y=500)}")


def said_by_what_is_no_text(made: Torture) -> None:
    made.page(f"/Span << /ActualText [1] >> BDC {show(WORD)} EMC /Span /None BDC EMC {show(BESIDE, y=500)}",
              Properties=Dictionary(P1=Dictionary(ActualText=String("x"))))  # fmt: skip


def pieces_of_content(made: Torture) -> None:
    page = made.page("")
    parts = [
        made.stream(part.encode()) for part in (f"BT /F1 12 Tf 72 700 Td ({WORD[:3]}", f"{WORD[3:]}) Tj ET")
    ]
    page.Contents = Array(
        [made.stream(f"BT /F1 12 Tf 72 500 Td ({BESIDE}) Tj ET".encode()), parts[0], parts[1]]
    )


def upside_down(made: Torture) -> None:
    made.page(f"q -1 0 0 -1 600 800 cm {show(WORD, y=300)} {show(BESIDE, y=500)} Q")


def mirrored_by_a_negative_width(made: Torture) -> None:
    made.page(f"BT /F1 12 Tf -100 Tz 1 0 0 1 300 700 Tm ({WORD}) Tj ET BT 100 Tz ET {show(BESIDE, y=500)}")


def without_any_size(made: Torture) -> None:
    made.page(f"BT /F1 0 Tf 72 700 Td ({WORD}) Tj ET {show(BESIDE, y=500)}")


def pressed_flat(made: Torture) -> None:
    made.page(f"q 1 0 0 0 0 0 cm {show(WORD)} Q {show(BESIDE, y=500)}")


WAYS: dict[str, Callable[[Torture], None]] = {
    way.__name__.replace("_", " "): way
    for way in (
        font_in_a_state, nearly_clear, every_text_setting, settings_without_numbers, more_ends_than_beginnings,
        a_name_that_is_shown, numbers_that_are_none, mask_used_twice, colour_that_is_no_pattern,
        state_that_is_none, drawing_that_is_not_there, form_with_half_a_matrix,
        form_that_is_turned_and_made_small, form_with_a_hole_drawn_twice_on_one_page,
        names_that_a_copy_wants_are_taken, said_in_other_words, said_in_other_words_in_hexadecimal,
        said_half_in_other_words, said_by_what_is_no_text, pieces_of_content, upside_down,
        mirrored_by_a_negative_width, without_any_size, pressed_flat,
    )
}  # fmt: skip


class TestDrawing:
    """Each way of drawing, alone in its document."""

    @pytest.mark.parametrize("way", WAYS)
    def test_the_word_goes_and_the_word_beside_it_stays(self, tmp_path: Path, way: str) -> None:
        made = Torture()
        WAYS[way](made)

        target, report = burned(made, tmp_path)

        assert left_in(target, WORD) == []
        assert set(left_in(target, BESIDE)) >= {"pdfium", "poppler"}
        assert report.rasterised_pages == ()


def inside_a_hidden_layer(drawing: str, *, shading: pikepdf.Object | None = None) -> Torture:
    made = Torture()
    layer = made.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("layer")))
    made.pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    made.page(
        f"/OC /L1 BDC {drawing} EMC {show(BESIDE, y=500)}",
        Properties=Dictionary(L1=layer),
        Shading=Dictionary(Sh=shading or Dictionary()),
    )
    return made


class TestHiddenLayers:
    """What a reader does not see when the document opens does not travel."""

    def test_a_form_in_it_goes_with_all_its_words(self, tmp_path: Path) -> None:
        made = inside_a_hidden_layer("/Fm Do")
        inside = made.form(show("Sesame").encode())
        made.pdf.pages[0].obj.Resources.XObject = Dictionary(Fm=inside)

        target, _ = burned(made, tmp_path)

        assert left_in(target, "Sesame") == []
        assert "pdfium" in left_in(target, BESIDE)

    @pytest.mark.parametrize(
        "drawing",
        [
            "1 0 0 rg 0 600 400 100 re f",
            "1 0 0 RG 50 w 0 650 m 400 650 l S",
            "/Sh sh",
            "q 400 0 0 100 0 600 cm BI /W 1 /H 1 /CS /RGB /BPC 8 ID \xff\0\0 EI Q",
        ],
    )
    def test_nothing_drawn_in_it_shows(self, tmp_path: Path, drawing: str) -> None:
        tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([1, 0, 0]), C1=Array([1, 0, 0]), N=1)
        shading = Dictionary(
            ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([0, 600, 400, 600]), Function=tint,
            Extend=Array([True, True]),
        )  # fmt: skip
        made = inside_a_hidden_layer(drawing, shading=shading)

        target, _ = burned(made, tmp_path)

        assert is_white(target, (20, 610))
        assert "pdfium" in left_in(target, BESIDE)


def is_white(path: Path, point: tuple[int, int]) -> bool:
    from redaction.pdf.pdfium import PdfiumDocument  # noqa: PLC0415

    with PdfiumDocument(path) as seen:
        return seen.picture(0, dpi=72).getpixel((point[0], 792 - point[1])) == (255, 255, 255)


class TestWhatCannotBeRewritten:
    """A page that cannot be taken apart becomes a picture of itself: unread, nothing gets through."""

    def test_a_word_deeper_than_we_follow_makes_a_picture_of_its_page(self, tmp_path: Path) -> None:
        made = Torture()
        inner = made.form(show(WORD).encode())
        for _ in range(27):
            inner = made.form(b"/In Do", Resources=Dictionary(XObject=Dictionary(In=inner)))
        made.page(f"/In Do {show(BESIDE, y=500)}", XObject=Dictionary(In=inner))

        target, report = burned(made, tmp_path)

        assert report.rasterised_pages == (1,)
        assert left_in(target, WORD) == []

    @pytest.mark.parametrize("content", [b"(never closed", b"<< /A", b"BI /W 1 ID", b"/A#ff#fe Do"])
    def test_a_page_that_cannot_be_read_to_its_end_keeps_no_text(
        self, tmp_path: Path, content: bytes
    ) -> None:
        made = Torture()
        page = made.page("")
        page.Contents = made.stream(show(WORD).encode() + b" " + content)
        made.page(show(BESIDE))

        target, _ = burned(made, tmp_path)

        assert left_in(target, WORD) == []
        assert "pdfium" in left_in(target, BESIDE)

    def test_a_form_that_is_packed_wrongly_makes_a_picture_of_its_page(self, tmp_path: Path) -> None:
        made = Torture()
        inside = made.form(b"not packed")
        made.page(f"{show(WORD)} /Fm Do", XObject=Dictionary(Fm=inside))
        inside.write(b"not packed", filter=Name.FlateDecode)
        made.page(show(BESIDE))

        target, report = burned(made, tmp_path)

        assert report.rasterised_pages == (1,)
        assert left_in(target, WORD) == []

    def test_a_page_that_draws_without_end_is_too_costly(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(interpret, "_OPS_PER_PAGE", 100)
        made = Torture()
        made.page("0 g\n" * 200)

        with pytest.raises(DocumentTooCostly):
            burned(made, tmp_path)

        assert not (tmp_path / "out.pdf").exists()


def with_field(made: Torture, value: str, *, flags: int = 0) -> None:
    """A page with a text field in a red frame that does not say how it is drawn."""
    page = made.page(show(BESIDE, y=500))
    field = made.pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("one"), V=String(value), F=4, Ff=flags,
            Rect=Array([100, 600, 300, 630]), DA=String("/Helv 12 Tf 0 g"), MK=Dictionary(BC=Array([1, 0, 0])),
            BS=Dictionary(W=2, S=Name.S),
        )
    )  # fmt: skip
    page.Annots = Array([field])
    made.pdf.Root.AcroForm = Dictionary(
        Fields=Array([field]), NeedAppearances=True, DR=Dictionary(Font=Dictionary(Helv=made.helvetica()))
    )


def test_a_form_field_that_brings_no_drawing_keeps_its_frame_and_loses_the_word_in_it(tmp_path: Path) -> None:
    made = Torture()
    with_field(made, f"{WORD} said so")

    target, _ = burned(made, tmp_path)

    assert left_in(target, WORD) == []
    assert "said so" in by_poppler(target)
    with pypdfium2.PdfDocument(target) as document:
        picture = document[0].render(scale=1).to_pil().convert("RGB")
    assert picture.getpixel((200, 792 - 601)) == (255, 0, 0)


def test_colours_in_a_space_that_the_format_itself_names_stay(tmp_path: Path) -> None:
    made = Torture()
    made.page(f"/DeviceRGB cs 1 0 0 sc 100 500 100 100 re f {show(WORD)}")

    target, report = burned(made, tmp_path)

    assert not report.rasterised_pages
    assert b"/devicergb cs" in everything_in(target)


def test_a_password_stays_behind_its_stars(tmp_path: Path) -> None:
    made = Torture()
    with_field(made, "Heronsgate", flags=1 << 13)

    target, _ = burned(made, tmp_path)

    assert left_in(target, "Heronsgate") == []
    assert "**********" in by_poppler(target)


def test_a_form_that_one_page_draws_whole_is_whole_on_the_next_that_loses_a_word_of_it(
    tmp_path: Path,
) -> None:
    made = Torture()
    half = made.pdf.make_indirect(Dictionary(Type=Name.ExtGState, ca=0.5))
    letterhead = made.form(
        b"/HalfClear gs 1 0 0 rg 100 500 100 100 re f 0 g BT /F1 22 Tf 1 0 0 1 72 700 Tm (Quil) Tj ET",
        Resources=Dictionary(Font=Dictionary(F1=made.helvetica()), ExtGState=Dictionary(HalfClear=half)),
    )
    for word in (BESIDE, "lon"):
        left = 72 + (22 * 1.834 if word == "lon" else 200)
        made.page(
            f"/Letterhead Do BT /F1 22 Tf 1 0 0 1 {left:.2f} 700 Tm ({word}) Tj ET",
            XObject=Dictionary(Letterhead=letterhead),
        )

    target, report = burned(made, tmp_path)

    assert report.rasterised_pages == ()
    with pypdfium2.PdfDocument(target) as document:
        for page in document:
            colour = page.render(scale=1).to_pil().convert("RGB").getpixel((150, 792 - 550))
            assert colour == pytest.approx((255, 127, 127), abs=2)
