"""Terms are found and taken out of writing in pieces, however it was cut."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redaction.grounds import Ground
from redaction.office.runs import Piece, Taken, Terms
from redaction.schedule import MARK, Schedule, ScheduleEntry
from redaction.wording.needles import Needles


def terms_of(*terms: str, label: str = "") -> Terms:
    return Terms(Schedule(tuple(ScheduleEntry(term, Ground.CHILD, label) for term in terms)))


def taken(terms: Terms, *pieces: str | None) -> tuple[list[str], Taken]:
    """The pieces afterwards, None being the border between two cells."""
    written = ["\n" if piece is None else piece for piece in pieces]

    def putter(at: int) -> Piece:
        return Piece(written[at], None if pieces[at] is None else lambda new: written.__setitem__(at, new))

    done = terms.take_from([putter(at) for at in range(len(written))])
    return written, done


def test_a_piece_may_end_within_a_word_so_names_of_one_word_are_whole_words() -> None:
    assert taken(terms_of("Thornbury"), "the Thornbury", "s came")[1].entries == ()
    assert taken(terms_of("Anna Thornbury"), "Joanna Thornbury")[1].entries == ()
    assert taken(terms_of("Anna Thornbury"), "Name", "Anna", " Thornbury", "born")[0][1:] == [
        MARK,
        "",
        "born",
    ]


class TestTakeFrom:
    """One mark for one find, in the first piece it touched."""

    def test_a_name_cut_into_runs_leaves_one_mark_and_its_neighbours_stay(self) -> None:
        written, done = taken(terms_of("Anna Thornbury"), "We met An", "na Thorn", "bury at noon.")

        assert written == ["We met " + MARK, "", " at noon."]
        assert done.entries == (0,)

    def test_pieces_that_are_not_hit_are_not_touched(self) -> None:
        touched: list[str] = []
        terms_of("Anna").take_from([Piece("Anna", touched.append), Piece(" stays", touched.append)])

        assert touched == [MARK]

    @pytest.mark.parametrize(
        "pieces",
        [
            ("A n n a", " T h o r n b u r y"),
            ("ANNA\u00a0THORN\u00ad", "BURY"),
            ("Anna Thorn-", "bury"),
            ("Anna\tThornbury",),
            ("A\u0301nna Tho\u200brnbury",),
            ("Anna", None, "Thornbury"),
            ("Anna Thorn", None, "bury"),
        ],
    )
    def test_is_found_however_it_is_spelt(self, pieces: tuple[str | None, ...]) -> None:
        written, done = taken(terms_of("Anna Thornbury"), *pieces)

        assert done.entries == (0,)
        assert not terms_of("Anna Thornbury", "Thornbury").occur_in("".join(written))

    def test_a_short_word_over_a_border_is_two_words_that_happen_to_meet(self) -> None:
        written, done = taken(terms_of("Theo"), "We met the", None, "o ring")

        assert written == ["We met the", "\n", "o ring"]
        assert done.entries == ()

    def test_letters_one_below_the_other_are_a_word(self) -> None:
        written, done = taken(terms_of("Theo"), "T", None, "h", None, "e", None, "o")

        assert done.entries == (0,)
        assert written == [MARK, "\n", "", "\n", "", "\n", ""]

    def test_finds_that_overlap_leave_one_mark_of_the_longest(self) -> None:
        schedule = Schedule(
            (
                ScheduleEntry("Thornbury", Ground.CHILD, "Family A"),
                ScheduleEntry("Anna Thornbury", Ground.CHILD, "Child A"),
            )
        )
        written, done = taken(Terms(schedule), "with Anna Thornbury today")

        assert written == ["with [Child A] today"]
        assert done.entries == (1,)

    def test_what_becomes_a_word_beside_a_gap_goes_as_well(self) -> None:
        written, done = taken(terms_of("Anna", "77"), "Anna77 x")

        assert written == [MARK + MARK + " x"]
        assert done.entries == (0, 1)

    def test_the_share_counts_letters(self) -> None:
        _, done = taken(terms_of("Anna"), "Anna", " left")

        assert done.share == pytest.approx(0.5)
        assert Taken((), 0, 0).share == 0

    def test_a_value_by_itself(self) -> None:
        assert terms_of("Anna").without("Photo of Anna, 2019") == f"Photo of {MARK}, 2019"
        assert terms_of("Anna").without("Photo of a dog") == "Photo of a dog"

    @given(
        st.lists(
            st.sampled_from(["Anna", " ", "Thorn", "bury", "x", "-", ".", "An", "na", "7", "\u00ad"]),
            max_size=24,
        ),
        st.lists(st.integers(0, 60), max_size=8),
    )
    def test_however_a_text_is_cut_nothing_is_left_and_nothing_else_goes(
        self, words: list[str], cuts: list[int]
    ) -> None:
        text = "".join(words)
        places = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
        pieces = [text[start:end] for start, end in pairwise(places)]
        terms = terms_of("Anna", "Anna Thornbury", "7")

        written, done = taken(terms, *pieces)
        whole, _ = taken(terms, text)

        left = "".join(written)
        assert left == "".join(whole)
        assert left.count(MARK) == len(done.entries)
        assert not any(Needles(["Anna", "7"]).occur_in(part) for part in left.split(MARK))
