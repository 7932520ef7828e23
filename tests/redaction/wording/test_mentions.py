"""A removed term is looked for in whatever else goes: pages, over page breaks, titles and file names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redaction import DocumentText, Mention, PageText, Reading, TermSearch


def _document(*pages: str) -> DocumentText:
    return DocumentText(
        tuple(PageText(number, text, Reading.TEXT, 595, 842) for number, text in enumerate(pages, start=1))
    )


class TestPages:
    """Every spelling the burner would remove is a mention."""

    @pytest.mark.parametrize(
        "text",
        ["Anna Smith", "ANNA SMITH'S", "A n n a  S m i t h", "Anna Smi-\nth", "Ánna\nSmith", "(Anna Smith)"],
    )
    def test_a_term_is_found_however_it_is_spelt_out(self, text: str) -> None:
        assert [term for term, _, _ in TermSearch(["Anna Smith"]).in_text(f"seen: {text}, later")] == [0]

    @pytest.mark.parametrize("text", ["Joanna Smithson", "Anna met Smith", "annasmithson"])
    def test_other_words_are_no_mention(self, text: str) -> None:
        assert TermSearch(["Anna Smith"]).in_text(text) == ()

    def test_mentions_are_counted_page_by_page_and_term_by_term(self) -> None:
        document = _document("Anna and Tom", "nobody", "Tom, Tom and Anna")

        assert TermSearch(["Anna", "Tom"]).in_document(document) == (
            Mention(0, 1, 1),
            Mention(0, 3, 1),
            Mention(1, 1, 1),
            Mention(1, 3, 2),
        )

    def test_a_term_that_a_page_break_cuts_is_found_on_the_page_before(self) -> None:
        assert TermSearch(["Anna Smith"]).in_document(_document("It was Anna", "Smith who rang")) == (
            Mention(0, 1, 1),
        )

    def test_a_term_that_ends_with_its_page_is_counted_once(self) -> None:
        assert TermSearch(["Anna"]).in_document(_document("It was Anna", "who rang")) == (Mention(0, 1, 1),)

    def test_no_terms_find_nothing(self) -> None:
        assert TermSearch([]).in_document(_document("Anna")) == ()


class TestNames:
    """Words of a file name are joined in many ways."""

    @pytest.mark.parametrize(
        "name",
        [
            "Anna Smith.pdf",
            "anna_smith-2026.pdf",
            "AnnaSmith.docx",
            "statementAnnaSmith2.pdf",
            "Statement (ANNA SMITH).pdf",
            "2026-05-06_anna.smith.pdf",
        ],
    )
    def test_a_term_is_found_in_a_name(self, name: str) -> None:
        assert TermSearch(["Anna Smith", "Reed"]).in_name(name) == {0}

    @pytest.mark.parametrize("name", ["chronology.pdf", "Hannah Smithers.pdf", ""])
    def test_names_without_it_are_left_alone(self, name: str) -> None:
        assert TermSearch(["Anna Smith"]).in_name(name) == frozenset()

    @given(
        before=st.sampled_from(["", "a_", "Call of ", "2 "]),
        joint=st.sampled_from([" ", "_", "-", ".", "__"]),
    )
    def test_the_joint_between_the_words_does_not_matter(self, before: str, joint: str) -> None:
        assert TermSearch(["Rowan Ashdown"]).in_name(f"{before}rowan{joint}ashdown.pdf") == {0}
