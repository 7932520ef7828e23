"""No mark of ours is a word that is to go, and the check forgives no mark."""

from pathlib import Path

import pytest

from redaction import MARK, Ground, Schedule, ScheduleEntry, apply
from redaction.verify.sought import Sought
from redaction.verify.verdict import verdict_of
from redaction.verify.writing.plain import of_bytes
from redaction.wording.marks import holds_a_term, usual_mark
from tests.redaction.office.reading_back import text_of
from tests.redaction.office_papers import a_docx, paragraph


def some_schedule(*terms: str, label: str = "") -> Schedule:
    return Schedule(tuple(ScheduleEntry(term, Ground.CHILD, label) for term in terms))


class TestUsualMark:
    """The first of our marks in which no term stands."""

    @pytest.mark.parametrize("terms", [(), ("Okonedo",), ("Ed", "red", "act"), ("redacted version",)])
    def test_it_is_the_usual_one_where_it_can_be(self, terms: tuple[str, ...]) -> None:
        assert usual_mark(terms) == MARK

    @pytest.mark.parametrize("term", ["redacted", "Redacted", "REDACTED", "réd-acted", "re dacted"])
    def test_another_stands_in_where_the_word_goes(self, term: str) -> None:
        assert usual_mark([term]) == "[removed]"

    def test_where_all_words_go_it_is_a_sign(self) -> None:
        words = ("redacted", "removed", "withheld", "taken")

        assert usual_mark(words) == "[…]"
        assert usual_mark([*words, "…"]) == "[████]"


class TestLabels:
    """A label in which a term stands gives way to a plain gap."""

    @pytest.mark.parametrize("term", ["Child", "child a", "A", "ChildA"])
    def test_a_label_that_says_a_term_is_not_used(self, term: str) -> None:
        assert holds_a_term("Child A", [term])
        assert some_schedule("Okonedo", term, label="Child A").marks == (MARK, MARK)

    def test_any_other_is(self) -> None:
        assert not holds_a_term("Child A", ["Children", "Chi", "B", "Officer 2"])
        assert some_schedule("Okonedo", label="Child A").marks == ("[Child A]",)

    def test_the_report_says_that_it_was_not(self, tmp_path: Path) -> None:
        (tmp_path / "in").write_text("The Child is called Okonedo, and Kept.")
        schedule = Schedule((
            ScheduleEntry("Okonedo", Ground.CHILD, "Child A"),
            ScheduleEntry("Child", Ground.CHILD),
        ))  # fmt: skip

        done = apply(tmp_path / "in", tmp_path / "out", schedule)

        assert (tmp_path / "out").read_text() == f"The {MARK} is called {MARK}, and Kept."
        assert done.report.left_out == ("1 label that would say a word which is taken out",)


class TestCopies:
    """A document in which the word "redacted" goes can be had."""

    def test_as_text(self, tmp_path: Path) -> None:
        (tmp_path / "in").write_text("Okonedo was redacted, REDACTED and kept.")

        apply(tmp_path / "in", tmp_path / "out", some_schedule("redacted", "Okonedo"))

        assert (tmp_path / "out").read_text() == "[removed] was [removed], [removed] and kept."

    @pytest.mark.slow
    def test_as_a_letter(self, tmp_path: Path) -> None:
        (tmp_path / "in").write_bytes(a_docx(paragraph("It was redacted and kept")))

        apply(tmp_path / "in", tmp_path / "out", some_schedule("redacted"))

        assert "It was [removed] and kept" in text_of(tmp_path / "out")

    def test_the_check_forgives_no_mark(self) -> None:
        for text in ("It was [redacted].", "It was [Child A]."):
            assert not verdict_of(
                of_bytes(text.encode(), Sought(["redacted", "Child"]), is_ours=True)
            ).is_clean
