"""What the check still sees is given back to the burner before a document is refused."""

import json
from dataclasses import asdict

from redaction.mending import Mending
from redaction.page import Box
from redaction.verify.verdict import Check, CheckState, Sighting, verdict_of

HERE, THERE = Box(10, 10, 40, 20), Box(60, 10, 90, 20)


def some_find(page: int, *boxes: Box, name: str = "OCR of stored pictures") -> Check:
    places = tuple(Sighting(0, page, box) for box in boxes)
    return Check(name, CheckState.FOUND, "1 places", (page,), places)


class TestLadder:
    """From what harms the document least to what harms it most."""

    def test_a_clean_result_needs_nothing_more(self) -> None:
        assert Mending().after(verdict_of([Check("text", CheckState.CLEAN)])) == Mending()

    def test_a_place_seen_in_a_picture_is_burned(self) -> None:
        assert Mending().after(verdict_of([some_find(2, HERE)])) == Mending(
            frozenset(), (Sighting(0, 2, HERE),)
        )

    def test_a_page_whose_text_tells_becomes_a_picture(self) -> None:
        assert Mending().after(verdict_of([some_find(3, name="poppler text")])) == Mending(frozenset({3}))

    def test_a_page_that_tells_again_becomes_a_picture(self) -> None:
        first = Mending().after(verdict_of([some_find(2, HERE)]))

        assert first.after(verdict_of([some_find(2, THERE)])) == Mending(frozenset({2}))

    def test_a_place_seen_in_the_picture_of_a_page_is_burned(self) -> None:
        picture = Mending(frozenset({2}))

        assert picture.after(verdict_of([some_find(2, THERE)])) == Mending(
            frozenset({2}), (Sighting(0, 2, THERE),)
        )

    def test_a_page_with_a_find_in_text_as_well_becomes_a_picture(self) -> None:
        verdict = verdict_of([some_find(2, HERE), some_find(2, name="pdfminer text")])

        assert Mending().after(verdict) == Mending(frozenset({2}))

    def test_a_find_on_no_known_page_is_helped_by_nothing(self) -> None:
        verdict = verdict_of([Check("raw bytes", CheckState.FOUND, "1 places")])

        assert Mending().after(verdict) == Mending()

    def test_a_check_survives_its_journey_from_the_child(self) -> None:
        record = json.loads(json.dumps(asdict(some_find(2, HERE))))

        assert Check.from_record(record) == some_find(2, HERE)
