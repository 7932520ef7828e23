"""Two versions of one page are known for what they are, and what they reveal together is said."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import redaction
from redaction.wording.page_prints import LIKE, LikePages, PagePrint, Printer, revealed, words_of
from tests.desk import a_pdf

KEY = bytes(range(32))
PRINTER = Printer(KEY)
_LINES = """
visit home kitchen school officer report child evening door family police statement review agreed second hospital
teacher phone week morning street quiet angry calm told asked went came saw heard
"""
WORDS = tuple(_LINES.split())
TEXTS = st.lists(st.sampled_from(WORDS), min_size=20, max_size=60).map(" ".join)


def _places(text: str, *terms: str) -> list[tuple[int, int]]:
    return [(text.index(term), text.index(term) + len(term)) for term in terms]


def _without(text: str, *terms: str) -> str:
    for term in terms:
        text = text.replace(term, "[redacted]")
    return text


def _hiding(text: str, *terms: str) -> PagePrint:
    return PRINTER.page(1, text, _without(text, *terms), _places(text, *terms))


PAGE = (
    "On the third of March an officer went to the home of Rowan Ashdown in the evening. The kitchen was "
    "tidy and there was food in the cupboard. The mother, Tilly Marsh, said that a second visit was agreed."
)


class TestOnePage:
    """A page stays the same page however much of it is hidden."""

    def test_a_page_is_like_its_redacted_copy(self) -> None:
        assert LikePages([PRINTER.page(1, PAGE)]).pairs_with([_hiding(PAGE, "Rowan Ashdown")])

    def test_a_page_is_like_itself_when_nearly_all_of_it_is_hidden(self) -> None:
        blank = PRINTER.page(1, PAGE, "[redacted]", [(0, len(PAGE))])

        assert LikePages([PRINTER.page(1, PAGE)]).pairs_with([blank])

    def test_a_page_that_grew_by_a_paragraph_is_still_the_page(self) -> None:
        longer = PAGE + " " + " ".join(random.Random(7).choices(WORDS, k=80))

        assert LikePages([PRINTER.page(1, PAGE)]).pairs_with([PRINTER.page(1, longer)])

    def test_two_pages_under_one_letterhead_are_two_pages(self) -> None:
        head = "Official sensitive Norchester Safeguarding Children Partnership page of forty "
        chance = random.Random(3)
        one, other = (head + " ".join(f"{w}{chance.random()}" for w in WORDS * 4) for _ in range(2))

        assert LikePages([PRINTER.page(1, one)]).pairs_with([PRINTER.page(1, other)]) == ()

    @given(text=TEXTS, seed=st.integers(0, 999))
    def test_a_tenth_of_the_words_may_change(self, text: str, seed: int) -> None:
        words, chance = text.split(), random.Random(seed)
        for at in chance.sample(range(len(words)), len(words) // 10):
            words[at] = f"new{at}"
        pair = LikePages([PRINTER.page(1, text)]).pairs_with([PRINTER.page(1, " ".join(words))])

        assert pair or LIKE > 0.7

    def test_pages_of_two_keys_are_never_alike(self) -> None:
        other = Printer(bytes(32)).page(1, PAGE)

        assert LikePages([PRINTER.page(1, PAGE)]).pairs_with([other]) == ()

    def test_a_page_of_few_words_is_known_by_most_of_them(self) -> None:
        short = LikePages([PRINTER.page(1, "Statement of Rowan Ashdown")])

        assert short.pairs_with([PRINTER.page(1, "Statement of Rowan Ashdown, signed")])
        assert not short.pairs_with([PRINTER.page(1, "Plan of the house and the garden behind it")])
        assert not short.pairs_with([PRINTER.page(1, PAGE)])

    def test_a_page_without_words_is_known_by_its_picture(self) -> None:
        drawn = PRINTER.page(1, "", picture="aa")

        assert LikePages([drawn]).pairs_with([PRINTER.page(1, "", picture="aa")])
        assert not LikePages([drawn]).pairs_with([PRINTER.page(1, "", picture="bb")])

    def test_a_print_has_no_word_of_the_page_in_it(self) -> None:
        written = repr(_hiding(PAGE, "Rowan Ashdown")).casefold()

        assert not any(word.folded in written for word in words_of(PAGE) if len(word.folded) > 4)


class TestRevealed:
    """What one version hides and another shows."""

    def test_what_was_hidden_and_is_shown_now_is_said_with_its_place(self) -> None:
        found = revealed(PRINTER.page(1, PAGE), _hiding(PAGE, "Rowan Ashdown"))

        assert [words_of(PAGE)[at].folded for at in found.shown] == ["rowan", "ashdown"]
        assert found.shown == found.hidden and found.is_anything

    def test_two_copies_that_hide_the_same_reveal_nothing(self) -> None:
        one = _hiding(PAGE, "Rowan Ashdown")

        assert not revealed(one, one).is_anything

    def test_two_copies_that_hide_different_things_reveal_each_others_gaps(self) -> None:
        one, other = _hiding(PAGE, "Rowan Ashdown"), _hiding(PAGE, "Tilly Marsh")

        assert len(revealed(one, other).shown) == 2
        assert len(revealed(other, one).shown) == 2

    def test_half_of_a_hidden_name_is_something(self) -> None:
        draft = PAGE.replace("Rowan Ashdown", "Rowan")

        found = revealed(PRINTER.page(1, draft), _hiding(PAGE, "Rowan Ashdown"))

        assert [words_of(draft)[at].folded for at in found.shown] == ["rowan"]

    def test_a_hidden_word_that_has_moved_on_the_page_is_found(self) -> None:
        moved = "Rowan Ashdown was named last. " + PAGE.replace("Rowan Ashdown", "the child")

        assert revealed(PRINTER.page(1, moved), _hiding(PAGE, "Rowan Ashdown")).is_anything

    def test_the_same_word_for_another_that_both_show_reveals_nothing(self) -> None:
        page = PAGE + " PC Marsh wrote this down."
        hides = PRINTER.page(1, page, _without(page, "Tilly Marsh"), _places(page, "Tilly Marsh"))

        assert not revealed(hides, hides).is_anything

    def test_small_words_inside_a_hidden_phrase_reveal_nothing(self) -> None:
        page = PAGE + " They met at the house by the bridge."
        hides = _hiding(page, "the house by the bridge")
        shows = PRINTER.page(1, _without(page, "the house by the bridge") + " the by the")

        assert not revealed(shows, hides).is_anything

    def test_a_page_drawn_as_it_was_before_is_revealed_without_words(self) -> None:
        hides = PRINTER.page(1, "", "", [], picture="barred", whole_picture="whole")

        assert revealed(PRINTER.page(1, "", picture="whole"), hides).as_picture
        assert not revealed(PRINTER.page(1, "", picture="barred"), hides).is_anything

    @given(text=TEXTS, chosen=st.data())
    def test_whatever_word_is_hidden_in_one_and_shown_in_the_other_is_found(
        self, text: str, chosen: st.DataObject
    ) -> None:
        words = words_of(text)
        at = chosen.draw(st.integers(0, len(words) - 1))
        start, end = words[at].start, words[at].end
        hides = PRINTER.page(1, text, text[:start] + "[redacted]" + text[end:], [(start, end)])

        found = revealed(PRINTER.page(1, text), hides)

        assert at in found.hidden
        assert any(words[place].folded == words[at].folded for place in found.shown)

    @given(text=TEXTS, hidden=st.lists(st.integers(0, 19), min_size=1, max_size=5, unique=True))
    def test_a_copy_never_reveals_what_it_hides_itself(self, text: str, hidden: list[int]) -> None:
        words = words_of(text)
        places = [(words[at].start, words[at].end) for at in hidden]
        shown = " ".join(word.folded for at, word in enumerate(words) if at not in hidden)
        page = PRINTER.page(1, text, shown, places)

        assert not revealed(page, page).is_anything


@pytest.mark.slow
def test_two_hundred_pages_are_held_against_three_thousand_in_seconds() -> None:
    chance = random.Random(5)
    pages = [
        PRINTER.page(1, " ".join(f"{chance.choice(WORDS)}{chance.randrange(40)}" for _ in range(330)))
        for _ in range(300)
    ]
    import time  # noqa: PLC0415

    begun = time.process_time()
    ours = LikePages(pages[:200])
    pairs = sum(len(ours.pairs_with(pages)) for _ in range(10))

    assert pairs == 2000
    assert time.process_time() - begun < 20


def test_a_page_drawn_twice_has_the_same_hash_and_another_page_another(tmp_path: Path) -> None:
    one, other = tmp_path / "one.pdf", tmp_path / "other.pdf"
    one.write_bytes(a_pdf("Statement"))
    other.write_bytes(a_pdf("Plan"))

    twice = redaction.picture_hashes(one, [1, 1])

    assert twice[0] == twice[1] != redaction.picture_hashes(other, [1])[0]
    with pytest.raises(redaction.DocumentRefused):
        redaction.picture_hashes(one, [2])
