"""A check digit may raise a score; it never removes a find. A thousand of each, right and wrong."""

import random
from collections.abc import Callable

import pytest

from redaction.recognisers import (
    arrest_summons_number,
    cro_number,
    device_number,
    nhs_number,
    pnc_id,
    pupil_number,
)
from redaction.recognisers.arrest_summons_number import check_letter
from redaction.recognisers.check_digits import (
    POLICE_LETTERS,
    luhn_holds,
    nhs_check_holds,
    police_letter,
    pupil_letter,
)

Maker = Callable[[random.Random], tuple[str, str]]


def _other(letter: str, letters: str, chance: random.Random) -> str:
    return chance.choice([one for one in letters if one != letter])


def pnc(chance: random.Random) -> tuple[str, str]:
    year, serial = chance.randint(1970, 2026), chance.randint(100, 9_999_999)
    letter = police_letter(f"{year % 100:02}{serial:07}")
    return f"{year}/{serial:07}{letter}", f"{year}/{serial:07}{_other(letter, POLICE_LETTERS, chance)}"


def cro(chance: random.Random) -> tuple[str, str]:
    year, serial = chance.randint(0, 99), chance.randint(1, 999_999)
    letter = police_letter(f"{year:02}{serial:06}")
    return f"{serial}/{year:02}{letter}", f"{serial}/{year:02}{_other(letter, POLICE_LETTERS, chance)}"


def asn(chance: random.Random) -> tuple[str, str]:
    year, sequence = f"{chance.randint(0, 99):02}", str(chance.randint(1, 99_999_999_999))
    letter = check_letter(year, "01LD", "01", sequence)
    return (
        f"{year}/01LD/01/{sequence}{letter}",
        f"{year}/01LD/01/{sequence}{_other(letter, POLICE_LETTERS, chance)}",
    )


def nhs(chance: random.Random) -> tuple[str, str]:
    while True:
        nine = f"{chance.randint(400_000_000, 799_999_999)}"
        right = [digit for digit in "0123456789" if nhs_check_holds(nine + digit)]
        if right:
            return nine + right[0], nine + _other(right[0], "0123456789", chance)


def upn(chance: random.Random) -> tuple[str, str]:
    rest = f"{chance.randint(0, 999_999_999_999):012}"
    letter = pupil_letter(rest)
    return letter + rest, _other(letter, "ABCDEFGHJKLMNPQRTUVWXYZ", chance) + rest


def imei(chance: random.Random) -> tuple[str, str]:
    fourteen = f"35{chance.randint(0, 999_999_999_999):012}"
    right = next(digit for digit in "0123456789" if luhn_holds(fourteen + digit))
    return fourteen + right, fourteen + _other(right, "0123456789", chance)


KINDS = [
    pytest.param(pnc_id, pnc, id="PNC"),
    pytest.param(cro_number, cro, id="CRO"),
    pytest.param(arrest_summons_number, asn, id="ASN"),
    pytest.param(nhs_number, nhs, id="NHS"),
    pytest.param(pupil_number, upn, id="UPN"),
    pytest.param(device_number, imei, id="IMEI"),
]


class TestCheckDigits:
    """Published examples, and a thousand made up of each kind."""

    def test_the_published_examples_pass(self) -> None:
        assert police_letter("140382917") == "B"
        assert nhs_check_holds("9434765919")
        assert luhn_holds("356938035643809")
        assert pupil_letter("801200001001") == "H"

    def test_a_number_of_the_wrong_length_fails_the_nhs_check(self) -> None:
        assert not nhs_check_holds("943476591")

    @pytest.mark.parametrize(("room", "make"), KINDS)
    def test_a_right_check_scores_higher_and_a_wrong_one_is_still_found(
        self, room: object, make: Maker
    ) -> None:
        chance = random.Random(20240314)
        (recogniser, *_) = room.RECOGNISERS  # type: ignore[attr-defined]
        for _ in range(1000):
            right, wrong = make(chance)
            (found,) = recogniser.find(f"see {right} now")
            (mistyped,) = recogniser.find(f"see {wrong} now")

            assert (found.start, found.end) == (4, 4 + len(right))
            assert (mistyped.start, mistyped.end) == (4, 4 + len(wrong))
            assert found.score > mistyped.score

    @pytest.mark.parametrize("text", ["", "2014", "14/B", "2014/0382917", "2014/03829170B", "14-382917B"])
    def test_what_has_not_the_form_of_a_pnc_identifier_passes_no_check(self, text: str) -> None:
        (recogniser,) = pnc_id.RECOGNISERS

        assert recogniser.check is not None
        assert not recogniser.check(text)
        assert recogniser.check("2014/0382917B")
