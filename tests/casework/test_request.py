"""The other party asks; each item gets its own decision, with a reason where it is not a whole release."""

from dataclasses import replace

import pytest

from exchange.casework.reading_room.requests import request_of
from exchange.casework.releasing import request
from exchange.rules.audit import Deed, Result
from exchange.rules.errors import InputRefused, NotAllowed, NotFound, WrongState
from exchange.rules.matter import Matter
from exchange.rules.requests import Decision, Outcome, Purpose, RedirectAnswer, RequestState
from tests.casework.story import asked, decided, entries
from tests.desk import House
from tests.scene import POLICE


def _question(**changes: object) -> request.Question:
    about = {"purpose": Purpose.ASSIST_INVESTIGATION, "items": (("The minutes", "They cover the contact"),)}
    return request.Question(**{**about, **changes})  # type: ignore[arg-type]


class TestAsking:
    """What is asked for, and why it is relevant."""

    def test_a_request_is_sent_and_recorded_once(self, house: House) -> None:
        matter = house.matter()

        items = asked(house, matter, items=2)

        (entry,) = entries(house, deed=Deed.REQUEST)
        assert len(items) == 2
        assert entry.result is Result.ALLOWED
        assert items[0].request in entry.subjects

    def test_its_items_are_shown_in_the_order_in_which_they_were_asked_for(self, house: House) -> None:
        """They stood in the order of their references, which are drawn at random."""
        things = tuple(f"Thing {number}" for number in range(1, 11))
        question = _question(items=tuple((thing, "It covers the contact") for thing in things))

        made = request.ask(house.desk, house.officers["d.moss"], house.matter().id, question)

        for reader in ("d.moss", "a.khan"):
            view = request_of(house.desk, house.officers[reader], made.id)
            assert tuple(item.description for item in view.items) == things

    def test_it_must_be_for_ones_own_work(self, house: House) -> None:
        with pytest.raises(InputRefused, match="your own investigation or review"):
            request.ask(
                house.desk,
                house.officers["d.moss"],
                house.matter().id,
                _question(purpose=Purpose.ASSIST_REVIEW),
            )

    def test_each_item_needs_its_relevance(self, house: House) -> None:
        with pytest.raises(InputRefused, match="Enter why this is relevant"):
            request.ask(
                house.desk,
                house.officers["d.moss"],
                house.matter().id,
                _question(items=(("The minutes", " "),)),
            )


class TestDeciding:
    """The holder decides item by item."""

    def test_i_18_a_request_is_decided_exactly_when_every_item_is(self, house: House) -> None:
        first, second = asked(house, house.matter(), items=2)
        officer = house.officers["a.khan"]
        no = Decision(Outcome.NOT_HELD, reason="Nothing of this kind is held here")

        request.decide(house.desk, officer, first.id, no)
        with house.desk.ledger.housekeeping() as act:
            between = act.requests.get(first.request).state
        request.decide(house.desk, officer, second.id, no)
        with house.desk.ledger.housekeeping() as act:
            after = act.requests.get(first.request).state

        assert between is not RequestState.DECIDED
        assert after is RequestState.DECIDED

    def test_i_18_a_refusal_needs_its_specific_reason_and_the_effect_on_the_child(self, house: House) -> None:
        (item,) = asked(house, house.matter())
        officer = house.officers["a.khan"]

        with pytest.raises(InputRefused, match="Enter a reason"):
            request.decide(house.desk, officer, item.id, Decision(Outcome.REFUSE))
        with pytest.raises(InputRefused, match="effect on the child"):
            request.decide(house.desk, officer, item.id, Decision(Outcome.REFUSE, "Harm to a source"))
        refused = request.decide(
            house.desk, officer, item.id, Decision(Outcome.REFUSE, "Harm to a source", "None was found")
        )

        assert refused.outcome is Outcome.REFUSE

    def test_i_19_others_material_is_not_released_before_the_redirect_was_considered(
        self, house: House
    ) -> None:
        matter = house.matter()
        material = house.classified(matter, originator="Westmere Borough Council")
        (item,) = asked(house, matter)
        officer = house.officers["a.khan"]
        whole = Decision(Outcome.RELEASE_FULL)

        with pytest.raises(WrongState, match="Another organisation created this document"):
            request.decide(house.desk, officer, item.id, whole, material_id=material.id)
        request.redirect(
            house.desk, officer, item.id, answer=RedirectAnswer.HOLDER_MAY_SHARE, reason="They agreed"
        )
        done = request.decide(house.desk, officer, item.id, whole, material_id=material.id)

        considered, released = (
            entries(house, deed=Deed.CONSIDER_REDIRECT),
            entries(house, deed=Deed.DECIDE_ITEM),
        )
        assert done.outcome is Outcome.RELEASE_FULL
        assert considered[-1].number < released[-1].number

    def test_only_the_holder_decides(self, house: House) -> None:
        (item,) = asked(house, house.matter())

        with pytest.raises(NotAllowed, match="Only the party that holds the material"):
            request.decide(
                house.desk, house.officers["d.moss"], item.id, Decision(Outcome.NOT_HELD, "Not here")
            )

    def test_an_item_is_decided_once(self, house: House) -> None:
        matter = house.matter()
        item = decided(house, matter, house.classified(matter))

        with pytest.raises(WrongState, match="already been decided"):
            request.decide(
                house.desk,
                house.officers["a.khan"],
                item.id,
                Decision(Outcome.NOT_HELD, "Not here after all"),
            )

    def test_a_document_that_is_not_classified_cannot_answer(self, house: House) -> None:
        matter = house.matter()
        material = house.document(matter)
        (item,) = asked(house, matter)

        with pytest.raises(WrongState, match="has not been classified"):
            request.decide(
                house.desk,
                house.officers["a.khan"],
                item.id,
                Decision(Outcome.RELEASE_FULL),
                material_id=material.id,
            )


class TestWhoSees:
    """I-9 and I-50: what the other side sees, and who sees nothing."""

    def test_i_9_an_officer_of_a_conflicted_organisation_cannot_ask_or_decide(self, house: House) -> None:
        matter = _matter_about_the_force(house)
        (item,) = asked(house, matter)

        with pytest.raises(NotAllowed, match="subject of this investigation"):
            request.decide(
                house.desk, house.officers["s.pike"], item.id, Decision(Outcome.NOT_HELD, "Not held here")
            )
        with pytest.raises(NotAllowed, match="subject of this investigation"):
            request.ask(
                house.desk, house.officers["s.pike"], matter.id, _question(purpose=Purpose.ASSIST_REVIEW)
            )

    def test_i_50_the_asker_is_not_told_which_document_answers(self, house: House) -> None:
        matter = house.matter()
        material = house.classified(matter)
        item = decided(house, matter, material)

        seen = request_of(house.desk, house.officers["d.moss"], item.request)

        assert material.id not in repr(seen)
        assert material.title not in repr(seen)

    def test_a_member_of_another_matter_meets_not_found(self, house: House) -> None:
        first = house.matter()
        other = house.matter(iopc_reference="2026/204418", members=("t.adeyemi",))
        (item,) = asked(house, first)
        assert other.id != first.id

        with pytest.raises(NotFound):
            request.decide(
                house.desk, house.officers["n.stranger"], item.id, Decision(Outcome.NOT_HELD, "Not held here")
            )


def _matter_about_the_force(house: House) -> Matter:
    """A matter in which the police force of this partnership is itself investigated."""
    matter = house.matter()
    with house.desk.ledger.act(
        house.officers["m.lewis"], Deed.CHANGE_MATTER, at=house.clock(), matter=matter.id
    ) as act:
        return act.matters.save(replace(act.matters.get(matter.id), conflicted=(POLICE,)))
