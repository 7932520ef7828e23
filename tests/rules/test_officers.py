"""Roles: what each may do, and which one account may not hold together."""

from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.rules.audit import Deed
from exchange.rules.errors import InputRefused, NotAllowed
from exchange.rules.officers import INCOMPATIBLE, WHO_MAY, Role, check_may, check_roles
from tests.builders import TODAY, some_officer, some_organisation

OF_THE_SYSTEM = {
    Deed.RECEIVE,
    Deed.LOOK_FOR_HINTS,
    Deed.APPLY_REDACTIONS,
    Deed.COMPARE,
    Deed.DESTROY,
    Deed.CERTIFY,
    Deed.LOAD_DEMONSTRATION,
    Deed.LET_IN,
    Deed.SHUT_OUT,
}
#: What brings a person to the words of a document, or decides that somebody is brought to them.
CONTENT = {
    Deed.OPEN_ORIGINAL,
    Deed.READ_MATERIAL,
    Deed.READ_REDACTIONS,
    Deed.READ_KEY_TABLE,
    Deed.READ_COMPARISON,
    Deed.DISCLOSE,
    Deed.COLLECT,
    Deed.APPROVE_RELEASE,
    Deed.DECIDE_ONWARD,
    Deed.SHARE_ONWARD,
}


class TestWhoMay:
    """The table that is the policy."""

    def test_every_deed_is_in_the_table_and_somebody_may_do_it(self) -> None:
        assert set(WHO_MAY) == set(Deed)
        assert all(WHO_MAY.values())

    def test_nobody_but_the_system_does_the_systems_deeds(self) -> None:
        assert {deed for deed, roles in WHO_MAY.items() if roles == {Role.SYSTEM}} == OF_THE_SYSTEM

    def test_the_system_decides_nothing_that_is_a_persons(self) -> None:
        allowed = {deed for deed, roles in WHO_MAY.items() if Role.SYSTEM in roles}

        assert allowed == OF_THE_SYSTEM | {Deed.PUBLIC, Deed.SUGGEST_REDACTIONS, Deed.VERIFY_AUDIT}

    def test_an_administrator_reaches_no_content_and_approves_nothing(self) -> None:
        assert not {deed for deed in CONTENT if Role.ADMINISTRATOR in WHO_MAY[deed]}

    def test_an_auditor_reads_and_changes_nothing(self) -> None:
        own_account = {Deed.SIGN_IN, Deed.SIGN_OUT, Deed.MINT_TOKEN, Deed.REVOKE_TOKEN}
        allowed = {deed for deed, roles in WHO_MAY.items() if Role.AUDITOR in roles}

        assert all(deed.is_reading for deed in allowed - own_account)
        assert not allowed & CONTENT

    def test_the_four_approvals_belong_to_approvers(self) -> None:
        for deed in (
            Deed.APPROVE_RELEASE,
            Deed.APPROVE_DESTRUCTION,
            Deed.DECIDE_ONWARD,
            Deed.WITHDRAW_CONSENT,
        ):
            assert WHO_MAY[deed] == {Role.APPROVER}

    @given(st.sampled_from(Role), st.sampled_from(Deed))
    def test_an_officer_may_do_what_the_table_says_and_nothing_else(self, role: Role, deed: Deed) -> None:
        officer = some_officer(roles=frozenset({role}))
        if role in WHO_MAY[deed]:
            check_may(officer, deed)
        else:
            with pytest.raises(NotAllowed, match="Your role does not include this"):
                check_may(officer, deed)

    @given(st.sampled_from(Deed))
    def test_an_account_that_has_ended_may_do_nothing(self, deed: Deed) -> None:
        with pytest.raises(NotAllowed, match="not active"):
            check_may(some_officer(roles=frozenset(Role), active=False), deed)

    def test_an_account_without_a_role_may_do_nothing(self) -> None:
        with pytest.raises(NotAllowed):
            check_may(some_officer(roles=frozenset()), Deed.PUBLIC)


class TestRoles:
    """What one account may not hold together."""

    @pytest.mark.parametrize("role", list(Role))
    def test_each_role_can_be_held_alone(self, role: Role) -> None:
        check_roles(frozenset({role}))

    @pytest.mark.parametrize("pair", INCOMPATIBLE, ids=lambda pair: "+".join(sorted(pair)))
    def test_an_incompatible_pair_is_refused_whatever_else_is_held(self, pair: frozenset[Role]) -> None:
        for more in (frozenset[Role](), frozenset({Role.REVIEWER})):
            with pytest.raises(InputRefused, match="cannot hold both"):
                check_roles(pair | more)

    def test_administrators_auditors_and_the_system_hold_no_second_role(self) -> None:
        lonely = {Role.ADMINISTRATOR, Role.AUDITOR, Role.SYSTEM}

        for one, other in combinations(Role, 2):
            if lonely & {one, other}:
                with pytest.raises(InputRefused):
                    check_roles(frozenset({one, other}))
            else:
                check_roles(frozenset({one, other}))

    def test_no_role_at_all_is_refused(self) -> None:
        with pytest.raises(InputRefused, match="Select at least one role"):
            check_roles(frozenset())


def test_an_organisation_lives_until_the_day_it_is_dissolved() -> None:
    ends_tomorrow = some_organisation(dissolved_on=TODAY + timedelta(days=1))

    assert some_organisation().is_live_on(TODAY)
    assert ends_tomorrow.is_live_on(TODAY)
    assert not ends_tomorrow.is_live_on(TODAY + timedelta(days=1))
