"""What the schedule of redactions says of shares and places, and what it must not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.rules.redactions import PageReport
from exchange.rules.schedules import SHORT_PAGE_LETTERS, place_in_words, share_in_words


class TestShares:
    """A share is said in a band, so that it is not the length of what went."""

    @pytest.mark.parametrize(
        ("permille", "words"),
        [
            (0, "less than 10%"),
            (100, "less than 10%"),
            (101, "10% to 30%"),
            (300, "10% to 30%"),
            (301, "30% to 60%"),
            (600, "30% to 60%"),
            (601, "more than 60%"),
            (1000, "more than 60%"),
        ],
    )
    def test_a_long_page_is_told_by_its_band(self, permille: int, words: str) -> None:
        assert share_in_words(permille, letters=2000) == words

    @given(st.integers(0, 600), st.one_of(st.none(), st.integers(0, SHORT_PAGE_LETTERS - 1)))
    def test_a_short_page_or_a_scan_tells_nothing_below_the_warning(
        self, permille: int, letters: int | None
    ) -> None:
        assert share_in_words(permille, letters=letters) == "up to 60%"

    @given(st.integers(SHORT_PAGE_LETTERS, 10_000), st.integers(1, 30), st.integers(1, 30))
    def test_one_name_among_others_of_its_length_is_never_told_by_the_share(
        self, letters: int, one: int, other: int
    ) -> None:
        """Names of 1 to 30 letters on one page fall into two bands at most, and on a full page into one."""
        said = {share_in_words(1000 * length // letters, letters=letters) for length in (one, other)}

        assert len(said) <= 2
        assert letters < 300 or said == {"less than 10%"}

    def test_the_warning_is_above_sixty_per_cent_and_not_at_it(self) -> None:
        assert not PageReport(1, "", 1, 600).is_large
        assert PageReport(1, "", 1, 601).is_large


def test_a_place_is_where_a_bar_begins_in_millimetres() -> None:
    assert place_in_words(left_points=72, top_points=144) == "51 mm from the top, 25 mm from the left"
