"""A check digit may raise a score; it never removes a find. A thousand of each, right and wrong."""

import random
from collections.abc import Callable

import pytest

from redaction.recognisers import (
    arrest_summons_number,
    bank_account,
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


def chi(chance: random.Random) -> tuple[str, str]:
    """A Scottish number: a date of birth, three digits and the check."""
    return _of_health(
        chance, lambda: f"{chance.randint(1, 28):02}{chance.randint(1, 12):02}{chance.randint(10, 99)}"
    )


def health_and_care(chance: random.Random) -> tuple[str, str]:
    """A number of Northern Ireland: from 320 000 0000 to 399 999 9999."""
    return _of_health(chance, lambda: f"3{chance.randint(20_000, 99_999)}")


def _of_health(chance: random.Random, first_six: Callable[[], str]) -> tuple[str, str]:
    while True:
        nine = f"{first_six()}{chance.randint(0, 999):03}"
        right = [digit for digit in "0123456789" if nhs_check_holds(nine + digit)]
        if right:
            return nine + right[0], nine + _other(right[0], "0123456789", chance)


def iccid(chance: random.Random) -> tuple[str, str]:
    eighteen = f"8944{chance.randint(0, 10**14 - 1):014}"
    right = next(digit for digit in "0123456789" if luhn_holds(eighteen + digit))
    return eighteen + right, eighteen + _other(right, "0123456789", chance)


def short_file(chance: random.Random) -> tuple[str, str]:
    """The other form of a CRO number, where the serial is not padded."""
    year, serial = f"{chance.randint(39, 95)}", str(chance.randint(1, 999_999))
    letter = police_letter(year + serial)
    return f"SF{year}/{serial}{letter}", f"SF{year}/{serial}{_other(letter, POLICE_LETTERS, chance)}"


def card(chance: random.Random) -> tuple[str, str]:
    fifteen = f"4{chance.randint(0, 10**14 - 1):014}"
    right = next(digit for digit in "0123456789" if luhn_holds(fifteen + digit))
    return fifteen + right, fifteen + _other(right, "0123456789", chance)


def iban(chance: random.Random) -> tuple[str, str]:
    """A British one: the check is modulus 97 over the rest, letters counted from ten (ISO 13616)."""
    bank, account = "NWBK", f"{chance.randint(0, 10**14 - 1):014}"
    check = 98 - int("".join(str(int(char, 36)) for char in f"{bank}{account}GB00")) % 97
    wrong = chance.choice([number for number in range(2, 99) if number != check])
    return f"GB{check:02}{bank}{account}", f"GB{wrong:02}{bank}{account}"


KINDS = [
    pytest.param(pnc_id, pnc, id="PNC"),
    pytest.param(cro_number, cro, id="CRO"),
    pytest.param(arrest_summons_number, asn, id="ASN"),
    pytest.param(nhs_number, nhs, id="NHS"),
    pytest.param(pupil_number, upn, id="UPN"),
    pytest.param(device_number, imei, id="IMEI"),
    pytest.param(nhs_number, chi, id="CHI"),
    pytest.param(nhs_number, health_and_care, id="health and care"),
    pytest.param(device_number, iccid, id="ICCID"),
    pytest.param(cro_number, short_file, id="CRO short file"),
    pytest.param(bank_account, iban, id="IBAN"),
    pytest.param(bank_account, card, id="card"),
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
        recognisers = room.RECOGNISERS  # type: ignore[attr-defined]
        for _ in range(1000):
            right, wrong = make(chance)
            found, mistyped = (
                max(
                    (span for one in recognisers for span in one.find(f"see {number} now")),
                    key=lambda span: span.score,
                )
                for number in (right, wrong)
            )

            assert (found.start, found.end) == (4, 4 + len(right))
            assert (mistyped.start, mistyped.end) == (4, 4 + len(wrong))
            assert found.score > mistyped.score

    @pytest.mark.parametrize("text", ["", "2014", "14/B", "2014/0382917", "2014/03829170B", "14-382917B"])
    def test_what_has_not_the_form_of_a_pnc_identifier_passes_no_check(self, text: str) -> None:
        (recogniser,) = pnc_id.RECOGNISERS

        assert recogniser.check is not None
        assert not recogniser.check(text)
        assert recogniser.check("2014/0382917B")
