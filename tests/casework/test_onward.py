"""Onward sharing: asked before, answered by the provider, used once, never wider or longer."""

from datetime import timedelta

import pytest

from exchange.casework.releasing import share_onward
from exchange.casework.releasing.share_onward import OnwardQuestion
from exchange.rules.audit import Deed
from exchange.rules.disclosure import Disclosure, DisclosureBasis
from exchange.rules.errors import InputRefused, NotAllowed, NotFound, WrongState
from exchange.rules.onward import OnwardAnswer, OnwardRequest, OnwardState
from tests.casework.story import disclosed, entries, released
from tests.desk import House


def _question(parent: Disclosure, *, days_before: int = 30) -> OnwardQuestion:
    return OnwardQuestion(
        "Crown Prosecution Service",
        "The reviewing lawyer",
        "To advise on the investigation",
        parent.destroy_by - timedelta(days=days_before),
    )


@pytest.fixture
def parent(house: House) -> Disclosure:
    return disclosed(house, released(house))


def _asked(house: House, parent: Disclosure) -> OnwardRequest:
    return share_onward.ask_onward(house.desk, house.officers["j.ferns"], parent.id, _question(parent))


def _consented(house: House, asked: OnwardRequest, **about: object) -> OnwardRequest:
    given = share_onward.answer_onward(
        house.desk,
        house.officers["m.lewis"],
        asked.id,
        OnwardAnswer.CONSENT,
        **about,  # type: ignore[arg-type]
    )
    house.clock.forward(seconds=1)
    return given


class TestConsent:
    """I-13 and I-16: a consent comes first, and it is used once."""

    def test_i_13_a_consent_makes_a_disclosure_of_its_own_linked_to_the_first(
        self, house: House, parent: Disclosure
    ) -> None:
        asked = _asked(house, parent)
        given = _consented(house, asked, conditions="On paper only")

        shared = share_onward.share_onward(house.desk, house.officers["j.ferns"], asked.id)

        assert (shared.basis, shared.parent, shared.consent) == (DisclosureBasis.CONSENT, parent.id, asked.id)
        assert given.decided_at is not None and given.decided_at < shared.disclosed_at
        assert (shared.version_id, shared.recipient_name) == (parent.version_id, "Crown Prosecution Service")
        assert shared.id in entries(house, deed=Deed.SHARE_ONWARD)[0].subjects

    def test_i_13_it_never_lasts_longer_than_the_copy_it_came_from(
        self, house: House, parent: Disclosure
    ) -> None:
        with pytest.raises(InputRefused, match="end date must be in the future"):
            share_onward.ask_onward(
                house.desk, house.officers["j.ferns"], parent.id, _question(parent, days_before=-1)
            )
        asked = _asked(house, parent)
        with pytest.raises(InputRefused, match="cannot last longer"):
            _consented(house, asked, expires_on=parent.destroy_by)

    def test_i_13_nothing_is_shared_without_an_answer(self, house: House, parent: Disclosure) -> None:
        asked = _asked(house, parent)

        with pytest.raises(WrongState, match="no consent"):
            share_onward.share_onward(house.desk, house.officers["j.ferns"], asked.id)

    def test_i_13_a_refusal_needs_a_reason_and_ends_it(self, house: House, parent: Disclosure) -> None:
        asked = _asked(house, parent)
        approver = house.officers["m.lewis"]

        with pytest.raises(InputRefused, match="Enter a reason"):
            share_onward.answer_onward(house.desk, approver, asked.id, OnwardAnswer.REFUSE)
        refused = share_onward.answer_onward(
            house.desk, approver, asked.id, OnwardAnswer.REFUSE, reason="It is not needed"
        )

        assert refused.state is OnwardState.REFUSED
        with pytest.raises(WrongState, match="no consent"):
            share_onward.share_onward(house.desk, house.officers["j.ferns"], asked.id)

    def test_a_consent_is_used_once(self, house: House, parent: Disclosure) -> None:
        asked = _asked(house, parent)
        _consented(house, asked)
        share_onward.share_onward(house.desk, house.officers["j.ferns"], asked.id)

        with pytest.raises(WrongState, match="no consent"):
            share_onward.share_onward(house.desk, house.officers["j.ferns"], asked.id)

    def test_i_16_a_consent_after_it_was_withdrawn_is_none_and_the_copy_stays_listed(
        self, house: House, parent: Disclosure
    ) -> None:
        asked = _asked(house, parent)
        _consented(house, asked)
        shared = share_onward.share_onward(house.desk, house.officers["j.ferns"], asked.id)

        gone = share_onward.withdraw(house.desk, house.officers["m.lewis"], asked.id, reason="It leaked")

        assert gone.state is OnwardState.WITHDRAWN
        assert gone.used_disclosure == shared.id
        with pytest.raises(WrongState, match="answered"):
            _consented(house, asked)

    def test_only_the_provider_answers(self, house: House, parent: Disclosure) -> None:
        asked = _asked(house, parent)

        with pytest.raises(NotAllowed, match="Only the party that provided it"):
            share_onward.answer_onward(house.desk, house.officers["h.quill"], asked.id, OnwardAnswer.CONSENT)

    def test_only_the_recipient_asks(self, house: House, parent: Disclosure) -> None:
        with pytest.raises(NotFound):
            share_onward.ask_onward(house.desk, house.officers["a.khan"], parent.id, _question(parent))
