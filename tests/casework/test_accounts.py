"""People are let in from a table, all of them or nobody, and shut out at once."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from exchange.casework.accounts import FirstSignIn, let_in, shut_out
from exchange.casework.desk import SYSTEM, Desk
from exchange.casework.new_people import COLUMNS, MOST_PEOPLE, people_in
from exchange.casework.sign_in import SignedIn, bearer_of, mint_token, session_of, sign_in
from exchange.rules.audit import Deed
from exchange.rules.errors import InputRefused, NotAllowed, NotFound, SignInRefused
from exchange.rules.officers import Role
from tests.desk import House, a_desk

ROW = {
    "party": "Eastmoor Safeguarding Children Partnership",
    "party kind": "partnership",
    "organisation": "Eastmoor Borough Council",
    "organisation kind": "local-authority",
    "name": "Oriel Fanshawe",
    "email": "oriel.fanshawe@eastmoor.example",
    "roles": "disclosure-officer; reviewer",
    "undertaking signed on": "03/11/2026",
}
SECOND = {"name": "Ines Calloway", "email": "Ines.Calloway@eastmoor.example", "roles": "approver"}


@pytest.fixture
def house(tmp_path: Path) -> House:
    return a_desk(tmp_path)


def a_table(*changes: Mapping[str, str]) -> bytes:
    rows = [{**ROW, **each} for each in changes or ({},)]
    lines = [",".join(COLUMNS), *(",".join(row[name] for name in COLUMNS) for row in rows)]
    return "\r\n".join(lines).encode("utf-8-sig")


def signed_in(desk: Desk, given: FirstSignIn) -> SignedIn:
    code = desk.credentials.code_at(given.totp_secret, at=desk.now())
    return sign_in(desk, username=given.email, password=given.password, code=code)


class TestLettingIn:
    """Whoever runs the service gives people their accounts."""

    def test_each_of_them_can_sign_in_with_what_they_were_given(self, house: House) -> None:
        first, second = let_in(house.desk, people_in(a_table({}, SECOND)))

        officer = signed_in(house.desk, first).officer
        assert officer.roles == frozenset({Role.DISCLOSURE_OFFICER, Role.REVIEWER})
        assert (officer.party, officer.organisation) == (
            "eastmoor-safeguarding-children-partnership",
            "eastmoor-borough-council",
        )
        assert signed_in(house.desk, second).officer.party == officer.party
        assert first.for_app.startswith("otpauth://totp/Exchange:oriel.fanshawe%40eastmoor.example?secret=")

    def test_the_record_counts_them_and_names_nobody(self, house: House) -> None:
        let_in(house.desk, people_in(a_table({}, SECOND)))

        with house.desk.ledger.look(SYSTEM, Deed.VERIFY_AUDIT, at=house.desk.now()) as act:
            entry = act.entries(newest_first=True, limit=1)[0]
        assert (entry.deed, dict(entry.facts), len(entry.subjects)) == (Deed.LET_IN, {"accounts": "2"}, 2)
        assert "anshawe" not in str(entry)

    def test_whoever_has_an_account_is_refused_and_nobody_else_is_let_in(self, house: House) -> None:
        (first,) = let_in(house.desk, people_in(a_table()))

        with pytest.raises(InputRefused, match="Line 3: this person has an account already"):
            let_in(house.desk, people_in(a_table(SECOND, {})))

        assert signed_in(house.desk, first)
        with pytest.raises(NotFound):
            shut_out(house.desk, SECOND["email"])

    def test_letting_in_again_ends_what_was_before(self, house: House) -> None:
        (before,) = let_in(house.desk, people_in(a_table()))
        open_still = signed_in(house.desk, before)
        token, _ = mint_token(house.desk, open_still.officer, scopes=("read",), days=1)

        (after,) = let_in(house.desk, people_in(a_table({"roles": "approver"})), again=True)

        assert session_of(house.desk, open_still.secret) is None
        with pytest.raises(SignInRefused):
            bearer_of(house.desk, token)
        with pytest.raises(SignInRefused):
            signed_in(house.desk, before)
        house.clock.forward(minutes=2)
        officer = signed_in(house.desk, after).officer
        assert (officer.id, officer.roles) == (open_still.officer.id, frozenset({Role.APPROVER}))

    def test_nobody_is_let_in_again_for_another_party(self, house: House) -> None:
        let_in(house.desk, people_in(a_table()))
        moved = {
            "party": "IOPC",
            "party kind": "iopc",
            "organisation": "IOPC office",
            "organisation kind": "iopc",
        }

        with pytest.raises(InputRefused, match="another party"):
            let_in(house.desk, people_in(a_table(moved)), again=True)

    def test_an_organisation_stays_with_its_party(self, house: House) -> None:
        let_in(house.desk, people_in(a_table()))

        with pytest.raises(InputRefused, match="already here as something else"):
            let_in(house.desk, people_in(a_table({**SECOND, "party": "Westmoor Partnership"})))


class TestTheTable:
    """A mistake is named by its line; nothing of the cell is quoted."""

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"party kind": "police"}, "party kind"),
            ({"organisation kind": "school"}, "organisation kind"),
            ({"roles": "administrator; approver"}, "roles"),
            ({"roles": "auditor; reviewer"}, "roles"),
            ({"roles": "system"}, "roles"),
            ({"roles": "everything"}, "roles"),
            ({"email": "oriel.fanshawe"}, "email"),
            ({"name": " "}, "name"),
            ({"undertaking signed on": "soon"}, "undertaking signed on"),
        ],
    )
    def test_a_line_that_cannot_be_right_is_refused(self, change: Mapping[str, str], field: str) -> None:
        with pytest.raises(InputRefused, match=r"^Line 3: .+ Nobody was let in") as refused:
            people_in(a_table({}, {**SECOND, **change}))

        assert refused.value.field == field
        assert "anshawe" not in refused.value.sentence

    def test_one_person_stands_in_it_once(self) -> None:
        with pytest.raises(InputRefused, match="Line 3: this email address stands on a line above"):
            people_in(a_table({}, {"email": ROW["email"].upper()}))

    @pytest.mark.parametrize("table", [b"", b"name,email\r\nOriel,o@x.example", b"\xff\xfe\x00"])
    def test_what_is_no_such_table_is_refused(self, table: bytes) -> None:
        with pytest.raises(InputRefused, match="The table"):
            people_in(table)

    def test_more_people_than_anybody_looks_at_are_refused(self) -> None:
        with pytest.raises(InputRefused, match="1 to 500"):
            people_in(a_table(*({"email": f"p{number}@x.example"} for number in range(MOST_PEOPLE + 1))))


class TestShuttingOut:
    """An account ends at once; the record keeps what was done."""

    def test_sessions_and_tokens_end_and_the_password_opens_nothing(self, house: House) -> None:
        (given,) = let_in(house.desk, people_in(a_table()))
        open_still = signed_in(house.desk, given)
        token, _ = mint_token(house.desk, open_still.officer, scopes=("read",), days=1)
        house.clock.forward(minutes=2)

        shut_out(house.desk, " Oriel.Fanshawe@eastmoor.example ")

        assert session_of(house.desk, open_still.secret) is None
        with pytest.raises(SignInRefused):
            bearer_of(house.desk, token)
        with pytest.raises(NotAllowed, match="not active"):
            signed_in(house.desk, given)
