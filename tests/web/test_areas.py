"""Marking areas of pages in the review, without a script."""

from collections.abc import Callable

import pytest

from tests.desk import House, a_pdf
from tests.web.test_redactions import begin
from tests.web.visitor import Visitor, words_of

Visit = Callable[[str], Visitor]

pytestmark = pytest.mark.slow  # the language model takes seconds to load


def test_an_area_is_typed_in_millimetres_listed_and_taken_back(visit: Visit, house: House) -> None:
    document = house.document(house.matter(), content=a_pdf("The bluebird group met", "signed here"))
    visitor = visit("a.khan")
    address = begin(house, visitor, document)
    area = {"what": "area", "page": "1", "left": "18", "top": "31", "width": "100", "height": "8"}

    unmeasured = visitor.send(f"{address}/areas", **{**area, "width": "wide"}, ground="identifier")
    unfounded = visitor.send(f"{address}/areas", **area, ground="")
    marked = visitor.send(f"{address}/areas", **area, ground="identifier")
    whole = visitor.send(f"{address}/areas", what="page", page="1", ground="child")
    shown = words_of(visitor.open(address))
    visitor.send(f"{address}/areas/remove", number="1")
    left = words_of(visitor.open(address))

    assert "Enter how wide the area is, in millimetres, like 60" in words_of(unmeasured)
    assert "Choose a reason for redacting this text" in words_of(unfounded)
    assert [answer.status_code for answer in (unmeasured, unfounded, marked, whole)] == [422, 422, 303, 303]
    assert "31 mm from the top, 18 mm from the left, 100 mm wide, 8 mm high. Marked by you" in shown
    assert "Area 1, page 1" in shown and "Whole page 1" in shown and "and 2 areas" in shown
    assert "Area 1, page 1" not in left and "Whole page 1" in left
