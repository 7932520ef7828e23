"""What lies under a bar is gone, and outside the bars a page looks as it did."""

from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw

from redaction.page import Box
from redaction.sight.ocr import Tesseract
from redaction.verify.burned import Burned
from redaction.verify.pdf import bars, likeness
from redaction.verify.pdf.inspection import inspect
from redaction.verify.verdict import Check, CheckState
from tests.redaction.hiding_places import PICTURED, PLAIN, SECRET, Hide, a_clean_pdf, a_picture_of

NOTHING = Burned((), ())
A_PARAGRAPH = " ".join(f"0 -14 Td (line {number} of what somebody wrote down) Tj" for number in range(20))


def written(folder: Path, hide: Hide | None = None, name: str = "document.pdf") -> Path:
    path = folder / name
    path.write_bytes(a_clean_pdf(hide))
    return path


def draws(more: str) -> Hide:
    def hide(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Contents = pdf.make_stream(f"{PLAIN}\n{more}".encode())

    return hide


def at(*places: Box, pictures: Sequence[int] = (), keeps_layout: bool = False) -> Burned:
    return Burned(tuple((1, place) for place in places), tuple(pictures), keeps_layout=keeps_layout)


class TestPixelsUnderBars:
    """A page that became a picture shows one colour under each bar."""

    BAR = Box(70, 272, 430, 352)

    def test_a_bar_with_pixels_showing_is_found(self, tmp_path: Path) -> None:
        path = written(tmp_path, PICTURED["a picture"])

        assert bars.are_uniform(path, [(1, self.BAR)], (1,)).state is CheckState.FOUND

    def test_a_plain_bar_is_clean(self, tmp_path: Path) -> None:
        path = written(tmp_path, PICTURED["a picture under a rectangle"])

        assert bars.are_uniform(path, [(1, self.BAR)], (1,)).state is CheckState.CLEAN

    def test_a_bar_outside_the_page_hides_nothing(self, tmp_path: Path) -> None:
        path = written(tmp_path, PICTURED["a picture"])

        assert bars.are_uniform(path, [(1, Box(900, 900, 950, 920))], (1,)).state is CheckState.CLEAN


def pictures(*placed: tuple[str, Image.Image], inside_a_form: bool = False, rotation: int = 0) -> Hide:
    """Pictures drawn one over the other, each by its matrix, perhaps by a form that is itself moved."""

    def hide(pdf: pikepdf.Pdf) -> None:
        page, drawn = pdf.pages[0].obj, []
        images = Dictionary()
        for number, (matrix, picture) in enumerate(placed):
            images[f"/Im{number}"] = pdf.make_stream(
                picture.tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=picture.width,
                Height=picture.height, ColorSpace=Name.DeviceGray, BitsPerComponent=8,
            )  # fmt: skip
            drawn.append(f"q {matrix} cm /Im{number} Do Q")
        content = "\n".join(drawn).encode()
        page.Rotate = rotation
        page.Resources.XObject = images
        if inside_a_form:
            form = pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 595, 842])
            form.Matrix, form.Resources = Array([1, 0, 0, 1, 10, 20]), Dictionary(XObject=images)
            page.Resources.XObject = Dictionary(Fm=form)
            content = b"q 1 0 0 1 -10 -20 cm /Fm Do Q"
        page.Contents = pdf.make_stream(content)

    return hide


def burned_picture(bar: tuple[int, int, int, int]) -> Image.Image:
    picture = a_picture_of(SECRET)
    ImageDraw.Draw(picture).rectangle(bar, fill=0)
    return picture


class TestStoredPictures:
    """A bar drawn over a picture hides nothing from whoever takes the picture out of the file."""

    # The picture of 700 by 120 pixels lies at (72, 500) up to (422, 560): from the top 282 to 342.
    DRAWN = "350 0 0 60 72 500"
    AREA = Box(80, 290, 240, 330)
    BURNED = burned_picture((10, 10, 380, 110))

    @pytest.mark.parametrize("inside_a_form", [False, True])
    @pytest.mark.parametrize(
        ("layers", "state"),
        [
            ((BURNED,), CheckState.CLEAN),
            ((a_picture_of(SECRET),), CheckState.FOUND),
            ((a_picture_of(SECRET), BURNED), CheckState.FOUND),
            ((BURNED, a_picture_of(SECRET)), CheckState.FOUND),
            ((BURNED, BURNED), CheckState.CLEAN),
        ],
    )
    def test_every_picture_under_a_bar_is_looked_at(
        self, tmp_path: Path, layers: tuple[Image.Image, ...], state: CheckState, *, inside_a_form: bool
    ) -> None:
        hide = pictures(*((self.DRAWN, layer) for layer in layers), inside_a_form=inside_a_form)

        check = bars.are_gone_from_pictures(written(tmp_path, hide), [(1, self.AREA)])

        assert check.state is state

    @pytest.mark.parametrize("stored", ["SMask", "Mask"])
    def test_a_mask_under_a_bar_is_looked_at(self, tmp_path: Path, stored: str) -> None:
        def hide(pdf: pikepdf.Pdf) -> None:
            pictures((self.DRAWN, self.BURNED))(pdf)
            image, mask = pdf.pages[0].obj.Resources.XObject.Im0, a_picture_of(SECRET)
            image[f"/{stored}"] = pdf.make_stream(
                mask.tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=mask.width, Height=mask.height,
                ColorSpace=Name.DeviceGray, BitsPerComponent=8,
            )  # fmt: skip

        check = bars.are_gone_from_pictures(written(tmp_path, hide), [(1, self.AREA)])

        assert check.state is CheckState.FOUND
        assert check.pages == (1,)

    @pytest.mark.parametrize(
        ("rotation", "area"),
        [(90, Box(512, 80, 552, 240)), (180, Box(355, 512, 515, 552)), (270, Box(290, 355, 330, 515))],
    )
    def test_on_a_turned_page_the_place_is_the_one_shown(
        self, tmp_path: Path, rotation: int, area: Box
    ) -> None:
        bare = written(tmp_path, pictures((self.DRAWN, a_picture_of(SECRET)), rotation=rotation))
        clean = written(tmp_path, pictures((self.DRAWN, self.BURNED), rotation=rotation), "clean.pdf")

        assert bars.are_gone_from_pictures(bare, [(1, area)]).state is CheckState.FOUND
        assert bars.are_gone_from_pictures(clean, [(1, area)]).state is CheckState.CLEAN

    def test_a_slanted_picture_is_looked_at_where_the_bar_meets_it(self, tmp_path: Path) -> None:
        slanted = "300 120 -24 60 100 400"
        hide = pictures((slanted, a_picture_of(SECRET)))

        check = bars.are_gone_from_pictures(written(tmp_path, hide), [(1, Box(100, 300, 300, 430))])

        assert check.state is CheckState.FOUND

    def test_a_picture_elsewhere_is_left_alone(self, tmp_path: Path) -> None:
        path = written(tmp_path, pictures(("350 0 0 60 72 100", a_picture_of(SECRET))))

        assert bars.are_gone_from_pictures(path, [(1, self.AREA)]).state is CheckState.CLEAN

    def test_a_picture_of_no_width_hides_nothing(self, tmp_path: Path) -> None:
        path = written(tmp_path, pictures(("0 0 0 60 72 500", a_picture_of(SECRET))))

        assert bars.are_gone_from_pictures(path, [(1, self.AREA)]).state is CheckState.CLEAN

    def test_a_picture_nobody_can_decode_is_not_clean(self, tmp_path: Path) -> None:
        def hide(pdf: pikepdf.Pdf) -> None:
            pictures((self.DRAWN, self.BURNED))(pdf)
            pdf.pages[0].obj.Resources.XObject.Im0.write(b"nothing", filter=Name.JPXDecode)

        check = bars.are_gone_from_pictures(written(tmp_path, hide), [(1, self.AREA)])

        assert check.state is CheckState.UNAVAILABLE

    def test_forms_that_draw_each_other_come_to_an_end(self, tmp_path: Path) -> None:
        def hide(pdf: pikepdf.Pdf) -> None:
            pictures((self.DRAWN, a_picture_of(SECRET)), inside_a_form=True)(pdf)
            form = pdf.pages[0].obj.Resources.XObject.Fm
            form.Resources.XObject.Me = form
            form.write(form.read_bytes() + b" /Me Do Q Q")

        check = bars.are_gone_from_pictures(written(tmp_path, hide), [(1, self.AREA)])

        assert check.state is CheckState.FOUND


class TestLikeness:
    """What was taken out may be missing. Anything else that changed is found."""

    def both(self, folder: Path, before: Hide, after: Hide | None = None) -> tuple[Path, Path]:
        return written(folder, after, "target.pdf"), written(folder, before, "original.pdf")

    def test_another_number_of_pages_is_found(self, tmp_path: Path) -> None:
        def longer(pdf: pikepdf.Pdf) -> None:
            pdf.add_blank_page()

        check = likeness.of_pages(*self.both(tmp_path, longer), NOTHING)

        assert (check.state, check.detail) == (CheckState.FOUND, "it has another number of pages")

    def test_a_page_of_another_size_is_found(self, tmp_path: Path) -> None:
        def smaller(pdf: pikepdf.Pdf) -> None:
            pdf.pages[0].obj.MediaBox = Array([0, 0, 400, 400])

        assert likeness.of_pages(*self.both(tmp_path, smaller), NOTHING).state is CheckState.FOUND

    def test_a_page_a_hair_larger_is_the_same_page(self, tmp_path: Path) -> None:
        def larger(pdf: pikepdf.Pdf) -> None:
            pdf.pages[0].obj.MediaBox = Array([0, 0, 595.6, 842.6])

        assert likeness.of_pages(*self.both(tmp_path, larger), NOTHING).state is CheckState.CLEAN

    @pytest.mark.parametrize(
        ("more", "state"),
        [
            (f"BT /F1 9 Tf 72 600 Td {A_PARAGRAPH} ET", CheckState.FOUND),
            ("0 0 0 rg 300 300 16 16 re f", CheckState.NOTICE),
            ("0 0 0 rg 300 300 60 60 re f", CheckState.FOUND),
            ("BT 3 Tr /F1 14 Tf 72 600 Td (nobody sees this) Tj ET", CheckState.CLEAN),
        ],
    )
    def test_what_is_missing_elsewhere_is_found_if_it_is_much(
        self, tmp_path: Path, more: str, state: CheckState
    ) -> None:
        check = likeness.of_pages(*self.both(tmp_path, draws(more)), at(Box(72, 130, 120, 144)))

        assert check.state is state

    def test_a_page_from_which_nothing_went_is_compared_too(self, tmp_path: Path) -> None:
        before = draws(f"BT /F1 9 Tf 72 600 Td {A_PARAGRAPH} ET")

        check = likeness.of_pages(*self.both(tmp_path, before), NOTHING)

        assert (check.state, check.pages) == (CheckState.FOUND, (1,))

    @pytest.mark.parametrize(
        ("keeps_layout", "pictures", "state"),
        [(False, (), CheckState.CLEAN), (True, (), CheckState.FOUND), (False, (1,), CheckState.FOUND)],
    )
    def test_a_line_may_close_up_unless_its_layout_is_kept(
        self, tmp_path: Path, *, keeps_layout: bool, pictures: tuple[int, ...], state: CheckState
    ) -> None:
        before = draws("BT /F1 24 Tf 72 590 Td (A line that goes on to the end of it) Tj ET")
        after = draws("BT /F1 24 Tf 90 560 Td (that goes on to the end of it) Tj ET")
        burned = at(Box(72, 230, 110, 260), keeps_layout=keeps_layout, pictures=pictures)

        assert likeness.of_pages(*self.both(tmp_path, before, after), burned).state is state

    @pytest.mark.parametrize(
        ("words", "state"),
        [
            ("mjof ovncfs pg xibu tpnfcpez xspuf epxo", CheckState.CLEAN),
            ("line number", CheckState.FOUND),
        ],
    )
    def test_words_may_be_read_otherwise_letter_for_letter_but_not_be_gone(
        self, tmp_path: Path, words: str, state: CheckState
    ) -> None:
        lines = (f"BT /F1 9 Tf 72 600 Td {f'0 -14 Td ({text}) Tj ' * 20} ET" for text in (
            "line number of what somebody wrote down", words
        ))  # fmt: skip
        before, after = map(draws, lines)

        check = likeness.of_pages(*self.both(tmp_path, before, after), at(Box(72, 230, 110, 260)))

        assert check.state is state

    def test_a_locked_original_is_opened_with_its_password(self, tmp_path: Path) -> None:
        target, original = self.both(tmp_path, draws("0 0 0 rg 300 300 100 100 re f"))
        with pikepdf.open(original, allow_overwriting_input=True) as pdf:
            pdf.save(original, encryption=pikepdf.Encryption(user="lantern", owner="x"))

        opened, unopened = (self.looked_at(target, original, word) for word in ("lantern", ""))

        assert opened.state is CheckState.FOUND
        assert unopened.state is CheckState.UNAVAILABLE

    def looked_at(self, target: Path, original: Path, password: str) -> Check:
        burned = Burned((), (), password=password)
        verdict, _ = inspect(target, [], original=original, burned=burned, ocr=Tesseract())
        return next(check for check in verdict.checks if check.name == likeness.NAME)
