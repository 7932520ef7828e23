"""A second officer is told what still stands in a copy, in kinds and counts, never in words."""

from pathlib import Path

from redaction.sight.ocr import Tesseract
from redaction.verify import again
from redaction.verify.burned import Burned
from redaction.verify.pdf.inspection import inspect
from redaction.verify.verdict import CheckState
from tests.redaction.hiding_places import a_clean_pdf


class TestAgain:
    """Nothing is stopped by it: what stays may be meant to stay."""

    def test_a_surname_alone_is_noticed_where_the_full_name_went(self) -> None:
        check = again.on_pages(["The keeper wrote.", "Mrs Marwood came later."], ["Tyler Marwood"])

        assert check.state is CheckState.NOTICE
        assert check.pages == (2,)
        assert "1 forms of removed names" in check.detail
        assert "marwood" not in check.detail.lower()

    def test_an_everyday_word_of_a_name_is_not(self) -> None:
        assert again.on_pages(["The green hill."], ["Hill Green"]).state is CheckState.CLEAN

    def test_identifiers_that_nobody_took_out_are_counted_by_kind(self) -> None:
        pages = ["Call 07700 900461 or write to keeper@example.org.", "She lives at LE1 5WW."]

        check = again.on_pages(pages, [])

        assert check.state is CheckState.NOTICE
        assert check.pages == (1, 2)
        assert "1 phone number" in check.detail
        assert "1 email address" in check.detail
        assert "07700" not in check.detail

    def test_a_number_that_went_is_no_name(self) -> None:
        assert again.on_pages(["Nothing of it."], ["07700 900461"]).state is CheckState.CLEAN

    def test_a_page_that_says_nothing_of_anybody_is_clean(self) -> None:
        assert again.on_pages(["The lighthouse keeper wrote a short letter."], []).state is CheckState.CLEAN

    def test_it_is_one_of_the_checks_of_a_copy_and_stops_nothing(self, tmp_path: Path) -> None:
        def hide(pdf: object) -> None:
            page = pdf.pages[0].obj  # type: ignore[attr-defined]
            said = b"BT /F1 12 Tf 72 700 Td (Call 07700 900461.) Tj ET"
            page.Contents = pdf.make_stream(said)  # type: ignore[attr-defined]

        (tmp_path / "copy.pdf").write_bytes(a_clean_pdf(hide))

        verdict, _ = inspect(tmp_path / "copy.pdf", [], original=None, burned=Burned((), ()), ocr=Tesseract())

        assert verdict.is_clean
        assert again.NAME in {check.name for check in verdict.checks if check.state is CheckState.NOTICE}
