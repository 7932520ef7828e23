"""The verifier in the corners of a file: what is odd is read, and what cannot be read is not called clean."""

import io
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw, ImageFont

from redaction.page import Box
from redaction.schedule import Opening
from redaction.sight.ocr import Tesseract
from redaction.verify.burned import Burned
from redaction.verify.pdf import objects, pages, pictures
from redaction.verify.pdf.inspection import MOST_FILE_BYTES, inspect
from redaction.verify.pdf.pages import DrawnLine
from redaction.verify.sought import Sought
from redaction.verify.verdict import Check, CheckState, VerdictState
from tests.redaction.hiding_places import SECRET, Hide, a_clean_pdf, a_picture_of

SOUGHT = Sought([SECRET])


def written(folder: Path, hide: Hide | None = None) -> Path:
    path = folder / "document.pdf"
    path.write_bytes(a_clean_pdf(hide))
    return path


def in_streams(folder: Path, hide: Hide) -> Check:
    with pikepdf.open(written(folder, hide)) as pdf:
        return objects.in_streams(pdf, SOUGHT)[0]


def in_stored_pictures(folder: Path, hide: Hide) -> Check:
    path = written(folder, hide)
    with pikepdf.open(path) as pdf:
        return pictures.in_stored_pictures(pdf, path, SOUGHT, Tesseract())


def lost_form(content: str) -> Hide:
    """A form that no page draws."""

    def hide(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Resources.XObject.Lost = pdf.make_stream(
            content.encode("latin-1"), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9])
        )

    return hide


def image(pdf: pikepdf.Pdf, says: str, *, width: int = 300, height: int = 60) -> pikepdf.Stream:
    made = Image.new("L", (width, height), 255)
    ImageDraw.Draw(made).text((20, 12), says, font=ImageFont.load_default(size=28), fill=0)
    return pdf.make_stream(
        made.tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height,
        ColorSpace=Name.DeviceGray, BitsPerComponent=8,
    )  # fmt: skip


class TestContentStreams:
    """Strings between drawing operators, however they are wrapped."""

    @pytest.mark.parametrize(
        "content",
        [
            f"/Span << /Lists [ [ ({SECRET}) ] ] >> BDC EMC",
            f"BI /W 1 /H 1 /CS /G /BPC 8 ID x EI BT ({SECRET}) Tj ET",
            f"BT [(seen) -500 ({SECRET}) -500 (here)] TJ ET",
            f"BT Tj ({SECRET}) Tj ET",
        ],
        ids=["a list in a mark", "after an inline picture", "between wide holes", "after a broken operator"],
    )
    def test_a_word_in_a_form_that_is_not_drawn_is_found(self, tmp_path: Path, content: str) -> None:
        assert in_streams(tmp_path, lost_form(content)).state is CheckState.FOUND

    def test_a_wide_hole_ends_a_word(self, tmp_path: Path) -> None:
        joined, parted = (f"BT [({SECRET}) {kern} (ing)] TJ ET" for kern in (-20, -500))

        assert in_streams(tmp_path, lost_form(joined)).state is CheckState.CLEAN
        assert in_streams(tmp_path, lost_form(parted)).state is CheckState.FOUND

    def test_a_word_in_the_procedure_of_a_letter_is_found(self, tmp_path: Path) -> None:
        def hide(pdf: pikepdf.Pdf) -> None:
            letter = pdf.make_stream(f"9 0 d0 BT ({SECRET}) Tj ET".encode())
            font = Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=Dictionary(A=letter))
            pdf.pages[0].obj.Resources.Font.F3 = pdf.make_indirect(font)

        assert in_streams(tmp_path, hide).state is CheckState.FOUND

    def test_forms_in_forms_without_end_are_not_followed_for_ever(self, tmp_path: Path) -> None:
        def hide(pdf: pikepdf.Pdf) -> None:
            below = pdf.make_stream(f"BT ({SECRET}) Tj ET".encode(), Type=Name.XObject, Subtype=Name.Form)
            for _ in range(60):
                below = pdf.make_stream(b"/Fm Do", Type=Name.XObject, Subtype=Name.Form,
                                        Resources=Dictionary(XObject=Dictionary(Fm=below)))  # fmt: skip
            pdf.pages[0].obj.Resources.XObject.Fm = below
            pdf.pages[0].obj.Contents = pdf.make_stream(b"/Fm Do")

        assert in_streams(tmp_path, hide).state is CheckState.FOUND

    def test_a_stream_that_cannot_be_decoded_was_not_checked(self, tmp_path: Path) -> None:
        def hide(pdf: pikepdf.Pdf) -> None:
            pdf.Root.Odd = pdf.make_stream(b"packed in no known way", Filter=Name.NoSuchFilter)

        assert in_streams(tmp_path, hide).state is CheckState.UNAVAILABLE


class TestNamesAndBytes:
    """Names may be any bytes, and bytes may stand where no object points."""

    @pytest.mark.parametrize(("word", "state"), [(SECRET, CheckState.FOUND), ("Okonedo", CheckState.CLEAN)])
    def test_a_name_with_odd_bytes_is_read(self, word: str, state: CheckState) -> None:
        with pikepdf.new() as pdf:
            pdf.Root.Odd = pikepdf.Object.parse(b"/#ff#20" + word.encode())

            assert objects.in_strings(pdf, SOUGHT).state is state

    def test_a_stream_that_only_looks_packed_is_read_as_it_stands(self) -> None:
        held = b"%PDF-1.7\nstream\nx" + f" he wrote that {SECRET} left".encode() + b"\nendstream\n"

        assert objects.in_bytes(held, SOUGHT).state is CheckState.FOUND

    def test_content_that_nothing_points_to_is_read_as_content(self) -> None:
        held = (
            b"%PDF-1.7\nstream\nBT [("
            + SECRET[:3].encode()
            + b") -20 ("
            + SECRET[3:].encode()
            + b")] TJ ET\n"
        )

        assert objects.in_bytes(held + b"endstream\n", SOUGHT).state is CheckState.FOUND


class TestPoppler:
    """A program that is missing or gives up has checked nothing."""

    @pytest.mark.parametrize(
        ("program", "why"), [("no-such-program", "not installed"), ("false", "could not read")]
    )
    def test_a_check_that_did_not_run_says_so(self, tmp_path: Path, program: str, why: str) -> None:
        checks = pages.with_poppler(written(tmp_path), SOUGHT, program=program)

        assert {check.state for check in checks} == {CheckState.UNAVAILABLE}
        assert all(why in check.detail for check in checks)


class TestPdfminer:
    """Letters in drawing order, with the spaces that the pen leaves."""

    def test_letters_without_a_known_meaning_do_not_end_the_reading(self, tmp_path: Path) -> None:
        def hide(pdf: pikepdf.Pdf) -> None:
            odd = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/ABCDEF+Odd"), FirstChar=1,
                             LastChar=2, Widths=Array([500, 500]),
                             Encoding=Dictionary(Differences=Array([1, Name.zzq, Name.zzp])))  # fmt: skip
            page = pdf.pages[0].obj
            page.Resources.Font.F2 = pdf.make_indirect(odd)
            page.Contents = pdf.make_stream(
                f"BT /F2 12 Tf 72 700 Td <0102> Tj /F1 12 Tf 0 -40 Td ({SECRET}) Tj ET".encode()
            )

        assert pages.with_pdfminer(written(tmp_path, hide), SOUGHT).state is CheckState.FOUND

    @pytest.mark.parametrize(
        ("second", "read"), [((5, 0), "ab"), ((9, 0), "a b"), ((-40, 0), "a b"), ((5, -20), "a\nb")]
    )
    def test_a_jump_of_the_pen_parts_letters(self, second: tuple[float, float], read: str) -> None:
        line = DrawnLine()

        line.add((1, 0, 0, 1, 0, 0), "a", 10, 5, vertical=False)
        line.add((1, 0, 0, 1, *second), "b", 10, 5, vertical=False)

        assert "".join(line.letters) == read

    def test_letters_that_run_down_are_one_word(self) -> None:
        line = DrawnLine()

        line.add((1, 0, 0, 1, 50, 100), "a", 10, -10, vertical=True)
        line.add((1, 0, 0, 1, 50, 90), "b", 10, -10, vertical=True)

        assert "".join(line.letters) == "ab"


class TestStoredPictures:
    """Each picture in the file, with the page it is on where one is known."""

    def test_the_last_of_many_pictures_is_read(self, tmp_path: Path) -> None:
        def hide(pdf: pikepdf.Pdf) -> None:
            for number in range(7):
                says = SECRET if number == 6 else f"letter {number}"
                pdf.pages[0].obj.Resources.XObject[f"/Im{number}"] = image(pdf, says)

        check = in_stored_pictures(tmp_path, hide)

        assert (check.state, check.pages) == (CheckState.FOUND, (1,))

    def test_a_picture_on_no_page_is_found_and_has_no_place(self, tmp_path: Path) -> None:
        def hide(pdf: pikepdf.Pdf) -> None:
            pdf.Root.Lost = image(pdf, SECRET)

        check = in_stored_pictures(tmp_path, hide)

        assert (check.state, check.pages, check.sightings) == (CheckState.FOUND, (), ())

    def test_a_picture_in_a_form_in_a_form_has_its_page(self, tmp_path: Path) -> None:
        def hide(pdf: pikepdf.Pdf) -> None:
            drawn: pikepdf.Object = image(pdf, SECRET)
            for _ in range(2):
                drawn = pdf.make_stream(b"/X Do", Type=Name.XObject, Subtype=Name.Form,
                                        Resources=Dictionary(XObject=Dictionary(X=drawn, Same=drawn)))  # fmt: skip
            pdf.pages[0].obj.Resources.XObject.X = drawn

        check = in_stored_pictures(tmp_path, hide)

        assert (check.state, check.pages) == (CheckState.FOUND, (1,))

    def test_a_picture_too_large_to_open_was_not_checked(self, tmp_path: Path) -> None:
        def hide(pdf: pikepdf.Pdf) -> None:
            vast = image(pdf, "small")
            vast.Width, vast.Height = 20_000, 6_000
            pdf.pages[0].obj.Resources.XObject.Im = vast

        assert in_stored_pictures(tmp_path, hide).state is CheckState.UNAVAILABLE

    @pytest.mark.parametrize(("said", "state"), [(SECRET, CheckState.FOUND), ("small", CheckState.CLEAN)])
    def test_a_photograph_that_lost_its_last_bytes_is_read_as_readers_show_it(
        self, tmp_path: Path, said: str, state: CheckState
    ) -> None:
        def hide(pdf: pikepdf.Pdf) -> None:
            whole = io.BytesIO()
            a_picture_of(said).save(whole, "JPEG")
            pdf.pages[0].obj.Resources.XObject.Im = pdf.make_stream(
                whole.getvalue()[:-2], Type=Name.XObject, Subtype=Name.Image, Width=700, Height=120,
                BitsPerComponent=8, ColorSpace=Name.DeviceGray, Filter=Name.DCTDecode,
            )  # fmt: skip

        assert in_stored_pictures(tmp_path, hide).state is state

    def test_a_blank_picture_is_clean(self, tmp_path: Path) -> None:
        def hide(pdf: pikepdf.Pdf) -> None:
            pdf.pages[0].obj.Resources.XObject.Im = image(pdf, "")

        assert in_stored_pictures(tmp_path, hide).state is CheckState.CLEAN


class TestWhole:
    """The file as a whole."""

    def test_a_file_over_a_gibibyte_is_not_called_clean(self, tmp_path: Path) -> None:
        with (tmp_path / "vast.pdf").open("wb") as vast:
            vast.truncate(MOST_FILE_BYTES + 1)

        verdict, _ = inspect(tmp_path / "vast.pdf", [], original=None, burned=None, ocr=Tesseract())

        assert verdict.state is VerdictState.UNAVAILABLE

    def test_what_the_burner_says_comes_as_rows(self) -> None:
        record = {"removals": [[2, 0, 1, 2, 3, 4]], "rasterised_pages": [3], "burned": [[5, 1, 2, 3, 4]]}

        burned = Burned.from_record({**record, "gap": "exact"}, Opening("a password"))

        assert burned == Burned(
            ((2, Box(1, 2, 3, 4)),), (3,), ((5, Box(1, 2, 3, 4)),), keeps_layout=True, password="a password"
        )
        assert not Burned.from_record(record).keeps_layout
