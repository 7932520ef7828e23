"""What the verifier says of a clean file, of keys that ours may not have, and of checks that cannot be made."""

from pathlib import Path

import pytest

from redaction.sight.ocr import Tesseract
from redaction.verify.burned import Burned
from redaction.verify.pdf.inspection import inspect
from redaction.verify.verdict import Check, CheckState, Verdict, VerdictState, verdict_of
from tests.redaction.hiding_places import (
    HIDING_PLACES,
    PICTURED,
    RAW_PLACES,
    SECRET,
    a_clean_pdf,
)

NOTHING_BURNED = Burned((), ())


def verdict_on(held: bytes, folder: Path, *terms: str, burned: Burned | None = None) -> Verdict:
    path = folder / "document.pdf"
    path.write_bytes(held)
    return inspect(path, terms, original=None, burned=burned, ocr=Tesseract())[0]


def check_in(verdict: Verdict, name: str) -> Check:
    return next(check for check in verdict.checks if check.name == name)


class TestCleanFile:
    """What holds nothing is said to hold nothing."""

    def test_a_clean_file_is_clean(self, tmp_path: Path) -> None:
        assert verdict_on(a_clean_pdf(), tmp_path, SECRET, burned=NOTHING_BURNED).is_clean

    def test_a_file_with_nothing_to_look_for_is_clean(self, tmp_path: Path) -> None:
        assert verdict_on(a_clean_pdf(), tmp_path, burned=NOTHING_BURNED).is_clean

    def test_words_of_the_format_are_not_mistaken_for_names(self, tmp_path: Path) -> None:
        words = (
            "Page",
            "Type",
            "Times",
            "Helvetica",
            "Length",
            "Contents",
            "Filter",
            "Encoding",
            "595",
            "842",
        )

        assert verdict_on(a_clean_pdf(), tmp_path, *words, burned=NOTHING_BURNED).is_clean

    def test_part_of_a_word_is_not_the_word(self, tmp_path: Path) -> None:
        assert verdict_on(a_clean_pdf(), tmp_path, "light", "keep", "let", burned=NOTHING_BURNED).is_clean

    def test_the_hash_is_of_the_file_that_was_read(self, tmp_path: Path) -> None:
        path = tmp_path / "document.pdf"
        path.write_bytes(a_clean_pdf())
        first = inspect(path, [], original=None, burned=None, ocr=Tesseract())[1]
        path.write_bytes(a_clean_pdf() + b"\n")

        assert inspect(path, [], original=None, burned=None, ocr=Tesseract())[1] != first


class TestStructure:
    """Our own files hold pages and nothing else; in others the same is a notice."""

    NAMELESS = (
        "the title",
        "XMP",
        "a named destination",
        "a script",
        "a page label",
        "XFA",
        "an annotation",
        "a form field",
        "an attachment",
        "a hidden layer",
        "alternative text of a tag",
        "a private dictionary in an object stream",
    )

    @pytest.mark.parametrize("place", NAMELESS)
    def test_our_own_file_may_not_hold(self, place: str, tmp_path: Path) -> None:
        verdict = verdict_on(a_clean_pdf(HIDING_PLACES[place]), tmp_path, "Okonedo", burned=NOTHING_BURNED)

        assert check_in(verdict, "structure").state is CheckState.FOUND

    def test_our_own_file_may_not_hold_a_bookmark_that_its_page_does_not_say(self, tmp_path: Path) -> None:
        held = a_clean_pdf(HIDING_PLACES["a bookmark"])

        verdict = verdict_on(held, tmp_path, "Okonedo", burned=NOTHING_BURNED)

        assert check_in(verdict, "outline").state is CheckState.FOUND

    def test_a_stranger_with_a_bookmark_gets_a_notice(self, tmp_path: Path) -> None:
        verdict = verdict_on(a_clean_pdf(HIDING_PLACES["a bookmark"]), tmp_path, "Okonedo")

        assert check_in(verdict, "structure").state is CheckState.NOTICE
        assert verdict.is_clean

    def test_a_stranger_with_an_attachment_could_not_be_checked(self, tmp_path: Path) -> None:
        verdict = verdict_on(a_clean_pdf(HIDING_PLACES["an attachment"]), tmp_path, "Okonedo")

        assert verdict.state is VerdictState.UNAVAILABLE

    @pytest.mark.parametrize("place", ["an earlier version", "bytes after the end"])
    def test_our_own_file_has_one_revision_and_one_end(self, place: str, tmp_path: Path) -> None:
        verdict = verdict_on(RAW_PLACES[place](), tmp_path, "Okonedo", burned=NOTHING_BURNED)

        assert check_in(verdict, "one revision").state is CheckState.FOUND

    def test_a_stranger_with_history_gets_a_notice(self, tmp_path: Path) -> None:
        verdict = verdict_on(RAW_PLACES["an earlier version"](), tmp_path, "Okonedo")

        assert check_in(verdict, "one revision").state is CheckState.NOTICE

    @pytest.mark.parametrize(
        ("burned", "state"), [(NOTHING_BURNED, CheckState.FOUND), (None, CheckState.NOTICE)]
    )
    def test_a_file_that_qpdf_complains_of_is_not_ours(
        self, burned: Burned | None, state: CheckState, tmp_path: Path
    ) -> None:
        held = a_clean_pdf()
        at = held.rindex(b"startxref")

        verdict = verdict_on(held[:at] + b"startxref\n7\n%%EOF\n", tmp_path, "Okonedo", burned=burned)

        assert check_in(verdict, "qpdf's reading").state is state


class TestChecksThatCannotBeMade:
    """Not checked is not clean."""

    @pytest.mark.parametrize("held", [b"%PDF-1.7 and then nothing", b"not a PDF at all", a_clean_pdf()[:200]])
    def test_a_file_that_cannot_be_read_is_not_clean(self, held: bytes, tmp_path: Path) -> None:
        assert verdict_on(held, tmp_path, "Okonedo").state is VerdictState.UNAVAILABLE

    def test_a_picture_without_tesseract_is_not_clean(self, tmp_path: Path) -> None:
        path = tmp_path / "document.pdf"
        path.write_bytes(a_clean_pdf(PICTURED["a picture"]))

        verdict, _ = inspect(
            path, ["Okonedo"], original=None, burned=None, ocr=Tesseract(program="no-such-program")
        )

        assert verdict.state is VerdictState.UNAVAILABLE
        assert "not installed" in check_in(verdict, "OCR of stored pictures").detail

    def test_a_picture_nobody_can_decode_is_not_clean(self, tmp_path: Path) -> None:
        import pikepdf  # noqa: PLC0415

        def hide(pdf: pikepdf.Pdf) -> None:
            PICTURED["a picture"](pdf)
            image = pdf.pages[0].obj.Resources.XObject.Im
            image.write(b"\0\1\2 no such code stream", filter=pikepdf.Name.JPXDecode)

        verdict = verdict_on(a_clean_pdf(hide), tmp_path, "Okonedo")

        assert verdict.state is VerdictState.UNAVAILABLE

    def test_no_check_at_all_is_not_clean(self) -> None:
        assert verdict_of([]).state is VerdictState.UNAVAILABLE

    def test_a_find_outweighs_a_gap(self) -> None:
        verdict = verdict_of(
            [Check("one", CheckState.UNAVAILABLE), Check("two", CheckState.FOUND, "1 place")]
        )

        assert verdict.state is VerdictState.FOUND
        assert verdict.sentence == "two: 1 place."

    def test_a_notice_stops_nothing(self) -> None:
        assert verdict_of([Check("one", CheckState.NOTICE), Check("two", CheckState.CLEAN)]).is_clean
