"""What the review foresees: how much of each page the decisions so far would take out."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from exchange.casework.beside.plan import Plan, PlannedArea, PlannedCandidate, numbered
from exchange.casework.copies import chosen_format, copy_formats, ending_of, media_type_of
from exchange.casework.reading_room.findings import Finding, FindingGroup
from exchange.casework.reading_room.foreseen import foreseen
from exchange.casework.redacting.schedules import Answered, pages_of_report, place_of, places_of, where_of
from exchange.casework.redacting.shares import going_from, with_shares_of_text
from exchange.rules.areas import WHOLE_PAGE
from exchange.rules.errors import InputRefused
from exchange.rules.redactions import Choice, FindingDecision
from redaction import (
    NOWHERE,
    Box,
    BurnReport,
    Candidate,
    Confidence,
    CopyFormat,
    Ground,
    Place,
    Removal,
)
from tests.builders import some_material

AT = datetime(2026, 11, 20, tzinfo=UTC)


def a_candidate(number: int, *places: tuple[int, int, int]) -> PlannedCandidate:
    return PlannedCandidate(number, f"word {number}", "PERSON", 1.0, "typed-term", "", places)


def an_area(page_number: int, *edges: float) -> PlannedArea:
    left, top, right, bottom = edges
    return PlannedArea(1, page_number, left, top, right, bottom, Ground.CHILD.value, "a.khan")


def a_group(*choices: Choice) -> FindingGroup:
    findings = tuple(
        Finding(
            number,
            f"word {number}",
            "PERSON",
            1.0,
            (1,),
            1,
            Ground.CHILD,
            FindingDecision(f"R/{number}", "R", number, choice, "", "a.khan", AT),
        )
        for number, choice in enumerate(choices, start=1)
    )
    return FindingGroup(1, "", findings)


class TestForeseen:
    """The least that goes, page by page."""

    def test_what_is_kept_takes_nothing(self) -> None:
        plan = Plan((), (a_candidate(1, (1, 0, 50)), a_candidate(2, (2, 0, 10))), letters=(100, 100))

        (page,) = foreseen(plan, [a_group(Choice.REDACT, Choice.KEEP)])

        assert (page.number, page.removals, page.share_permille) == (1, 1, 500)

    def test_places_that_overlap_count_once(self) -> None:
        plan = Plan((), (a_candidate(1, (1, 0, 40)), a_candidate(2, (1, 20, 60))), letters=(100,))

        (page,) = foreseen(plan, [a_group(Choice.REDACT, Choice.REDACT)])

        assert (page.removals, page.share_permille) == (2, 600)
        assert not page.is_large

    def test_above_sixty_per_cent_it_is_large_and_named_by_its_part(self) -> None:
        plan = Plan((), (a_candidate(1, (2, 0, 61)),), letters=(100, 100), parts=("Body", "Header 1"))

        (page,) = foreseen(plan, [a_group(Choice.REDACT)])

        assert (page.name, page.is_large) == ("Header 1", True)

    def test_a_whole_page_is_all_of_it(self) -> None:
        plan = Plan((), (), letters=(100, 100), areas=(an_area(2, *WHOLE_PAGE),))

        (page,) = foreseen(plan, [])

        assert (page.number, page.removals, page.share_permille, page.is_large) == (2, 1, 1000, True)

    def test_an_area_counts_by_the_paper_it_covers_as_far_as_the_page_goes(self) -> None:
        plan = Plan((), (), letters=(100,), areas=(an_area(1, 50, 0, 900, 400),), sizes=((100.0, 400.0),))

        (page,) = foreseen(plan, [])

        assert page.share_permille == 500

    def test_words_and_areas_of_a_page_are_taken_together(self) -> None:
        plan = Plan(
            (),
            (a_candidate(1, (1, 0, 30)),),
            letters=(100,),
            areas=(an_area(1, 0, 0, 100, 160),),
            sizes=((100.0, 400.0),),
        )

        (page,) = foreseen(plan, [a_group(Choice.REDACT)])

        assert (page.removals, page.share_permille, page.is_large) == (2, 700, True)


class TestParts:
    """Names of parts come from a child that read a hostile document."""

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("Sheet 2", "Sheet 2"),
            ("<script>", "Part 1"),
            ("=cmd()", "Part 1"),
            ("A" * 90, "Part 1"),
            ("", "Part 1"),
        ],
    )
    def test_what_does_not_look_like_a_part_is_only_counted(self, name: str, said: str) -> None:
        report = BurnReport(1, (Removal(1, 0, NOWHERE),), (0.5,), part_names=(name,))

        assert where_of(report, 1) == said
        assert pages_of_report(report)[0].name == said

    def test_a_page_that_became_a_picture_is_told_even_when_nothing_went_from_it(self) -> None:
        report = BurnReport(3, (), (0.0, 0.0, 0.0), rasterised_pages=(2,))

        (page,) = pages_of_report(report)

        assert (page.number, page.removals, page.is_picture) == (2, 0, True)


def letters_of(word: str, *, left: float, top: float, entry: int = 0) -> list[Removal]:
    """One removal for each letter, as a burner may tell it that burned a picture."""
    return [
        Removal(1, entry, Box(left + 7 * at, top, left + 7 * at + 7, top + 12)) for at in range(len(word))
    ]


class TestPlaces:
    """A place is one line of the schedule, however a burner tells it."""

    def test_letters_of_one_name_are_one_place_whatever_its_length(self) -> None:
        short, long = letters_of("Ann", left=60, top=60), letters_of("Rosalind Thackeray", left=60, top=90)

        places = places_of(BurnReport(1, (*long, *short), (0.1,)))

        assert [(place.box.left, place.box.top) for place in places] == [(60, 60), (60, 90)]
        assert [page.removals for page in pages_of_report(BurnReport(1, (*long, *short), (0.1,)))] == [2]

    def test_two_places_on_one_line_stay_two(self) -> None:
        apart = (*letters_of("Ann", left=60, top=60), *letters_of("Ann", left=200, top=60))

        assert len(places_of(BurnReport(1, apart, (0.1,)))) == 2

    def test_two_names_side_by_side_stay_two(self) -> None:
        beside = (*letters_of("Ann", left=60, top=60), *letters_of("Lee", left=81, top=60, entry=1))

        assert len(places_of(BurnReport(1, beside, (0.1,)))) == 2

    def test_places_without_a_layout_are_each_counted(self) -> None:
        report = BurnReport(1, (Removal(1, 0, NOWHERE), Removal(1, 0, NOWHERE)), (0.1,), part_names=("Body",))

        assert len(places_of(report)) == 2


class TestCopies:
    """In what formats a copy can be made."""

    def test_a_pdf_is_copied_as_a_pdf_whatever_is_usual(self) -> None:
        assert chosen_format(some_material(kind="pdf"), "") is CopyFormat.SAME

    def test_an_old_word_file_is_only_ever_printed(self) -> None:
        assert copy_formats("ole") == (CopyFormat.PDF,)
        with pytest.raises(InputRefused, match="format of the redacted copy"):
            chosen_format(some_material(kind="ole"), "same")

    @pytest.mark.parametrize("kind", ["rtf", "text", "csv", "eml", "msg", "zip", "jpeg", "docx"])
    def test_what_is_no_pdf_may_be_either(self, kind: str) -> None:
        assert copy_formats(kind) == (CopyFormat.SAME, CopyFormat.PDF)

    def test_what_was_asked_for_is_chosen(self) -> None:
        assert chosen_format(some_material(kind="rtf"), "pdf") is CopyFormat.PDF

    @pytest.mark.parametrize("kind", ["audio-or-video", "unknown", "nothing-we-know"])
    def test_what_cannot_be_redacted_has_none(self, kind: str) -> None:
        assert copy_formats(kind) == ()

    def test_what_a_browser_would_run_goes_as_plain_bytes(self) -> None:
        assert media_type_of("html") == "application/octet-stream"
        assert media_type_of("pdf") == "application/pdf"
        assert (ending_of("html"), ending_of("nothing-we-know")) == ("html", "")


class TestAfterTheBurn:
    """What went, as the set and its schedule say it."""

    def test_a_scan_counts_by_its_words_and_not_by_the_paper_under_its_bars(self) -> None:
        plan = Plan((), (a_candidate(1, (1, 0, 70)),), letters=(100, 100))
        report = BurnReport(2, (), (0.04, 0.02), ocr_pages=(1, 2))

        told = with_shares_of_text(report, going_from(plan, {1}))

        assert [page.is_large for page in pages_of_report(replace(told, rasterised_pages=(1, 2)))] == [
            True,
            False,
        ]
        assert told.share_removed == (0.7, 0.02)

    def test_text_that_was_no_scan_keeps_what_its_burner_counted(self) -> None:
        plan = Plan((), (a_candidate(1, (1, 0, 70)),), letters=(100,))
        report = BurnReport(1, (), (0.5,))

        assert with_shares_of_text(report, going_from(plan, {1})) == report

    def test_a_whole_page_is_no_place_of_no_size_in_its_corner(self) -> None:
        page = Answered(Ground.CHILD, "a.khan", is_whole_page=True)

        assert place_of(page, Box(0, 0, 595, 842)) == "The whole page"
        assert place_of(Answered(Ground.CHILD, "a.khan"), Box(72, 36, 90, 50)) == (
            "13 mm from the top, 25 mm from the left"
        )
        assert not place_of(Answered(Ground.CHILD, "a.khan"), NOWHERE)

    def test_a_surname_in_a_whole_name_that_goes_is_no_place_of_its_own(self) -> None:
        whole, part = Box(10, 10, 90, 20), Box(50, 10, 90.4, 20.2)
        beyond = Box(95, 10, 130, 20)
        report = BurnReport(1, (Removal(1, 0, part), Removal(1, 1, whole), Removal(1, 2, beyond)), (0.1,))

        assert [(place.entry, place.box) for place in places_of(report)] == [(1, whole), (2, beyond)]


class TestNumbered:
    """One wording is one question, whoever found it."""

    def test_words_that_were_typed_are_whoever_is_recognised_in_them(self) -> None:
        typed = Candidate("Maisie", "TYPED_TERM", 1.0, "typed-term", (Place(1, 0, 6),), "maisie")
        name = Candidate(
            "Maisie",
            "PERSON",
            0.4,
            "names",
            (Place(1, 40, 46),),
            "Maisie Brennan",
            confidence=Confidence.REVIEW,
        )

        (one,) = numbered([typed, name])

        assert (one.label, one.group, one.confidence) == ("PERSON", "Maisie Brennan", "found")
        assert one.places == ((1, 0, 6), (1, 40, 46))

    def test_words_that_only_were_typed_stay_what_they_are(self) -> None:
        (one,) = numbered(
            [Candidate("the hill", "TYPED_TERM", 1.0, "typed-term", (Place(1, 0, 8),), "the hill")]
        )

        assert (one.label, one.detector) == ("TYPED_TERM", "typed-term")
