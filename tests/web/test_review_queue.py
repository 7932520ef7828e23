"""Going through findings: two lists that add up, filters, a batch on a frozen list, undo; all without JavaScript."""

import re
from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from exchange.rules.redactions import RedactionSet
from tests.desk import House
from tests.drafts import FOUND, a_draft
from tests.web.visitor import Visitor, words_of

Visit = Callable[[str], Visitor]


@pytest.fixture
def draft(house: House) -> RedactionSet:
    return a_draft(house)


#: What an address asks for, and the numbers it is to show: people first, unless the order is by place.
FILTERS = {
    "list=review": [4, 5],
    "list=found": [1, 2, 3],
    "type=PHONE_NUMBER": [3],
    "below=60": [4, 5],
    "below=80&type=PERSON": [4],
    "status=left&here=1": [1, 2, 4, 3, 5],
    "status=keep": [],
    "order=position&list=found": [1, 2, 3],
    "below=7&type=&status=nonsense&list=nonsense&page=99": [1, 2, 4, 3, 5],
    "order=position": [1, 2, 3, 4, 5],
}


def numbers_on(page: TestResponse) -> list[int]:
    return [int(number) for number in re.findall(r'id="finding-(\d+)"', page.text)]


def form_of(page: TestResponse, label: str) -> dict[str, list[str]]:
    """The hidden fields of the form with this button, as a browser sends them."""
    form = next(f for f in re.findall(r"<form.*?</form>", page.text, re.S) if label in f)
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form):
        fields.setdefault(name, []).append(value)
    del fields["csrf_token"]
    return fields


class TestFindings:
    """Each says what it is, how sure that is, why it was found, and why it belongs to this person."""

    def test_a_finding_says_why_it_is_here_and_whose_it_is(self, visit: Visit, draft: RedactionSet) -> None:
        words = words_of(visit("a.khan").open(f"/redactions/{draft.id}"))

        assert "Name, 97% confidence. A title or a rank stands before it." in words
        assert "Taken to be Maisie Brennan: the same name with a title." in words

    def test_a_less_certain_one_says_which_threshold_put_it_there(
        self, visit: Visit, draft: RedactionSet
    ) -> None:
        words = words_of(visit("a.khan").open(f"/redactions/{draft.id}?list=review"))

        assert "Name, 30% confidence. Less certain: below the threshold of 45% for this kind." in words
        assert "a guess." in words

    def test_a_text_in_another_language_is_told(self, visit: Visit, house: House) -> None:
        warning = "Page 1 looks like Polish. Names are looked for in English, so they may be missed there."
        draft = a_draft(house, language=warning)

        assert warning in words_of(visit("a.khan").open(f"/redactions/{draft.id}"))

    def test_what_the_document_hides_is_told_before_anything_is_decided(
        self, visit: Visit, house: House
    ) -> None:
        draft = a_draft(house, hidden=("2 hidden sheets", "14 comments"))

        words = words_of(visit("a.khan").open(f"/redactions/{draft.id}"))

        assert "They are left out of the copy, whatever you decide. 2 hidden sheets 14 comments" in words


class TestLists:
    """Nothing is dropped silently: both lists and what filters keep back are counted, and add up."""

    def test_the_two_lists_add_up_to_all(self, visit: Visit, draft: RedactionSet) -> None:
        words = words_of(visit("a.khan").open(f"/redactions/{draft.id}"))

        assert "All: 5 (5 to decide) Found: 3 (3 to decide) Less certain: 2 (2 to decide)" in words
        assert "Shown: 5 of 5 suggestions" in words

    def test_a_filter_shows_what_it_says_and_counts_the_rest(self, visit: Visit, draft: RedactionSet) -> None:
        visitor = visit("a.khan")
        for asked, shown in FILTERS.items():
            page = visitor.open(f"/redactions/{draft.id}?{asked}")

            words, rest = words_of(page), len(FOUND) - len(shown)
            assert numbers_on(page) == shown, asked
            assert f"Shown: {len(shown)} of 5 suggestions" in words, asked
            assert (f"Kept back by the list and the filters: {rest}, {rest} to decide" in words) == bool(rest)

    def test_after_a_decision_the_list_is_narrowed_as_before(self, visit: Visit, draft: RedactionSet) -> None:
        visitor = visit("a.khan")
        page = visitor.open(f"/redactions/{draft.id}?list=review&order=position")
        fields = form_of(page, 'id="ground-4"')

        sent = visitor.send(f"/redactions/{draft.id}/decide", **fields, choice="keep", ground="")

        assert sent.status_code == 303
        assert "list=review" in sent.headers["Location"] and "order=position" in sent.headers["Location"]
        assert sent.headers["Location"].endswith("#finding-5")


class TestDecidingManyAtOnce:
    """A batch acts on exactly the list that was shown, with its count, and can be undone."""

    def test_the_shown_ones_are_kept_and_no_others_and_undone_again(
        self, visit: Visit, draft: RedactionSet
    ) -> None:
        visitor, address = visit("a.khan"), f"/redactions/{draft.id}"
        fields = form_of(visitor.open(f"{address}?list=review"), "Keep all 2 on this screen")
        visitor.send(f"{address}/decide", **fields, choice="keep", ground="")
        page = visitor.open(address)
        kept = words_of(page)

        undone = visitor.send(f"{address}/undo", **form_of(page, "Undo your last decision"))

        assert fields["numbers"] == ["4", "5"]
        assert undone.headers["Location"].endswith("#finding-4")
        assert "2 of 5 decisions made" in kept and "2 suggestions kept at" in kept
        assert "0 of 5 decisions made" in words_of(visitor.open(address))

    def test_redacting_a_list_needs_a_reason_for_it(self, visit: Visit, draft: RedactionSet) -> None:
        visitor, address = visit("a.khan"), f"/redactions/{draft.id}"
        fields = form_of(visitor.open(address), "Redact all 5 on this screen")

        page = visitor.send(f"{address}/decide", **fields, choice="redact", ground="")

        assert page.status_code == 422
        assert 'href="#ground-batch"' in page.text and 'id="ground-batch-error"' in page.text

    def test_a_list_that_somebody_changed_meanwhile_is_not_decided(
        self, visit: Visit, draft: RedactionSet
    ) -> None:
        one, other, address = visit("a.khan"), visit("t.adeyemi"), f"/redactions/{draft.id}"
        fields = form_of(one.open(address), "Keep all 5 on this screen")
        other.send(
            f"{address}/decide", **form_of(other.open(address), 'id="ground-1"'), choice="keep", ground=""
        )

        page = one.send(f"{address}/decide", **fields, choice="keep", ground="")

        assert page.status_code == 412
        assert "1 of 5 decisions made" in words_of(page)

    def test_a_shortened_list_is_refused(self, visit: Visit, draft: RedactionSet) -> None:
        visitor, address = visit("a.khan"), f"/redactions/{draft.id}"
        fields = form_of(visitor.open(address), "Keep all 5 on this screen")
        fields["numbers"].pop()

        page = visitor.send(f"{address}/decide", **fields, choice="keep", ground="")

        assert page.status_code == 422
        assert "This list has changed. Check it and decide again" in words_of(page)

    def test_what_somebody_else_decided_is_not_offered_for_undoing(
        self, visit: Visit, draft: RedactionSet
    ) -> None:
        one, other, address = visit("a.khan"), visit("t.adeyemi"), f"/redactions/{draft.id}"
        one.send(f"{address}/decide", **form_of(one.open(address), 'id="ground-1"'), choice="keep", ground="")

        page = other.open(address)
        forced = other.send(f"{address}/undo", version="3")

        assert "/undo" not in page.text
        assert forced.status_code == 403


def test_the_less_certain_must_be_decided_before_it_is_proposed(visit: Visit, draft: RedactionSet) -> None:
    visitor, address = visit("a.khan"), f"/redactions/{draft.id}"
    visitor.send(
        f"{address}/decide",
        **form_of(visitor.open(f"{address}?list=found"), "Keep all 3 on this screen"),
        choice="keep",
        ground="",
    )

    page = visitor.send(f"{address}/propose")

    assert "Decide on the remaining 2 suggestions before you finish" in words_of(page)
    assert "2 less certain suggestions are left" in words_of(page)
