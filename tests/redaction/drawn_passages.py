"""Fictitious papers drawn from templates: the same paper with other people, numbers and dates each time.

Nobody in them lives: forenames and surnames are paired by chance from lists of our own, telephone numbers are
Ofcom's for drama, streets and towns do not exist.
"""

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from redaction.recognisers.check_digits import police_letter
from tests.redaction.scoring import Gold, Passage

_TEMPLATES: Final = Path(__file__).parent / "passages" / "templates.txt"
_SLOT: Final = re.compile(r"\{([a-z]+)(\d?)(?::([a-z]))?(?:\.([a-zA-Z]))?\}")


def _sections(path: Path) -> dict[str, str]:
    pieces = re.split(r"^=== (.+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(pieces[1::2], (piece.strip("\n") for piece in pieces[2::2]), strict=True))


_WORDS: Final = _sections(_TEMPLATES.with_name("words.txt"))
_FORENAMES: Final = _WORDS["forenames"].split()
_SURNAMES: Final = _WORDS["surnames"].split()
_NICK: Final = {
    "Tyler": "Ty",
    "Amelia": "Millie",
    "Mohammed": "Mo",
    "Darren": "Daz",
    "Gary": "Gaz",
    "Lee": "Leebo",
    "Callum": "Cal",
    "Jayden": "Jay",
    "Chantelle": "Chan",
    "Magdalena": "Magda",
    "Agnieszka": "Aga",
    "Barry": "Baz",
}
_STREETS: Final = _WORDS["streets"].split()
_KINDS: Final = _WORDS["kinds of street"].split()
_TOWNS: Final = _WORDS["towns"].split()
_MONTHS: Final = _WORDS["months"].split()

Drawer = Callable[["_Paper", str], str]


def templates() -> dict[str, str]:
    """Every template by name."""
    return _sections(_TEMPLATES)


def drawn_passages(seeds: range) -> Iterator[Passage]:
    """Each template once for each seed."""
    for seed in seeds:
        for name, template in templates().items():
            yield _Paper(random.Random(f"{name} {seed}")).filled(f"{name} {seed}", template)


class _Paper:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self._forenames = chance.sample(_FORENAMES, 9)
        self._surnames = chance.sample(_SURNAMES, 9)
        self._drawn: dict[str, str] = {}

    def filled(self, name: str, template: str) -> Passage:
        text, at, spans = "", 0, []
        for slot in _SLOT.finditer(template):
            text += template[at : slot.start()]
            at = slot.end()
            word, label, kind = self._fill(slot)
            if label:
                spans.append(Gold(len(text), len(text) + len(word), label, kind))
            text += word
        return Passage(name, text + template[at:], tuple(spans))

    def _fill(self, slot: re.Match[str]) -> tuple[str, str, str]:
        what, number, whose, form = slot.groups()
        if len(what) == 1:
            return self._person(what, form or ""), "PERSON", "direct"
        draw, label, kind = _DRAWERS[what]
        if whose:
            return draw(self, whose), label, kind
        # The same slot is the same thing all through a paper; dates and times differ each time.
        if what in _EACH_TIME:
            return draw(self, ""), label, kind
        key = what + number
        if key not in self._drawn:
            self._drawn[key] = draw(self, "")
        return self._drawn[key], label, kind

    def _person(self, who: str, form: str) -> str:
        first, last = self.name(who)
        return {
            "": f"{first} {last}",
            "f": first,
            "l": last,
            "n": _NICK.get(first, first),
            "C": f"{first} {last}".upper(),
            "L": last.upper(),
            "F": f"{last.upper()}, {first}",
            "i": first[0] + last[0].upper(),
            "t": f"{self.chance.choice(['Mr', 'Mrs', 'Ms', 'Dr'])} {last}",
        }[form]

    def name(self, who: str) -> tuple[str, str]:
        place = "abcdefghi".index(who)
        return self._forenames[place], self._surnames[place]

    def digits(self, count: int) -> str:
        return "".join(self.chance.choice("0123456789") for _ in range(count))

    def letters(self, count: int) -> str:
        return "".join(self.chance.choice("ABCDEFGHJKLMNPRSTUVWXY") for _ in range(count))


def _mobile(paper: _Paper, _: str) -> str:
    end = f"900{paper.digits(3)}"
    return paper.chance.choice(
        [f"07700 {end}", f"07700{end}", f"07700 {end[:3]} {end[3:]}", f"+44 7700 {end}"]
    )


def _phone(paper: _Paper, _: str) -> str:
    end = f"496 0{paper.digits(3)}"
    return paper.chance.choice([f"0161 {end}", f"(0113) {end}", f"0114-{end.replace(' ', '-')}"])


def _date(paper: _Paper, _: str) -> str:
    day, month, year = (
        paper.chance.randint(1, 28),
        paper.chance.randint(1, 12),
        paper.chance.randint(2018, 2025),
    )
    name = _MONTHS[month - 1]
    ordinal = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd"}.get(day, "th")
    return paper.chance.choice(
        [
            f"{day} {name} {year}",
            f"{day:02}/{month:02}/{year}",
            f"{day}{ordinal} {name} {year}",
            f"{day} {name[:3]} {year}",
        ]
    )


def _short_date(paper: _Paper, _: str) -> str:
    day, month, year = paper.chance.randint(1, 28), paper.chance.randint(1, 12), paper.chance.randint(18, 25)
    return paper.chance.choice(
        [f"{day}/{month}/{year}", f"{day:02}.{month:02}.{year}", f"{day:02}/{month:02}/{year}"]
    )


def _birth(paper: _Paper, _: str) -> str:
    day, month, year = (
        paper.chance.randint(1, 28),
        paper.chance.randint(1, 12),
        paper.chance.randint(1960, 2020),
    )
    return paper.chance.choice(
        [
            f"{day:02}/{month:02}/{year}",
            f"{day}.{month}.{year % 100:02}",
            f"{day} {_MONTHS[month - 1]} {year}",
        ]
    )


def _street(paper: _Paper, _: str) -> str:
    return f"{paper.chance.choice(_STREETS)} {paper.chance.choice(_KINDS)}"


def _postcode(paper: _Paper, _: str) -> str:
    inward = "".join(paper.chance.choice("ABDEFGHJLNPQRSTUWXYZ") for _ in range(2))
    return f"{paper.chance.choice(['ZX', 'QN', 'LS', 'SK'])}{paper.digits(1)} {paper.digits(1)}{inward}"


def _address(paper: _Paper, _: str) -> str:
    line = f"{paper.chance.randint(1, 140)}{paper.chance.choice(['', '', 'a'])} {_street(paper, '')}"
    town, code = paper.chance.choice(_TOWNS), _postcode(paper, "")
    return paper.chance.choice(
        [f"{line}, {town} {code}", f"{line}, {town}", line, f"Flat {paper.digits(1)}, {line}"]
    )


def _email(paper: _Paper, who: str) -> str:
    first, last = paper.name(who)
    plain = f"{first}.{last}".lower().replace("'", "").replace("á", "a").replace("ń", "n")
    return f"{plain}@{paper.chance.choice(['council.example', 'police.example.org', 'nhs.example'])}"


def _nhs(paper: _Paper, _: str) -> str:
    while True:
        body = paper.digits(9)
        check = 11 - sum(int(d) * w for d, w in zip(body, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            number = body + str(check % 11)
            return paper.chance.choice([f"{number[:3]} {number[3:6]} {number[6:]}", number])


def _pnc(paper: _Paper, _: str) -> str:
    year, serial = paper.chance.randint(1998, 2024), paper.digits(6)
    return f"{year}/{serial}{police_letter(f'{year % 100:02}{int(serial):07}')}"


def _cro(paper: _Paper, _: str) -> str:
    year, serial = f"{paper.chance.randint(10, 24)}", paper.digits(5)
    return f"{serial}/{year}{police_letter(f'{year}{int(serial):06}')}"


def _exhibit(paper: _Paper, who: str) -> str:
    first, last = paper.name(who)
    return f"{first[0]}{last[0].upper()}/{paper.chance.randint(1, 30)}"


def _user(paper: _Paper, _: str) -> str:
    return f"@{paper.chance.choice(['lil', 'xo', 'big'])}{paper.letters(3).lower()}{paper.digits(2)}"


_EACH_TIME: Final = frozenset({"date", "sdate", "time", "collar"})
_DRAWERS: Final[dict[str, tuple[Drawer, str, str]]] = {
    "date": (_date, "DATE", "quasi"),
    "sdate": (_short_date, "DATE", "quasi"),
    "time": (lambda p, _: f"{p.chance.randint(0, 23):02}:{p.chance.randint(0, 59):02}", "", ""),
    "dob": (_birth, "DOB", "direct"),
    "age": (lambda p, _: str(p.chance.randint(2, 16)), "AGE", "quasi"),
    "addr": (_address, "ADDRESS", "direct"),
    "street": (_street, "ADDRESS", "direct"),
    "pc": (_postcode, "POSTCODE", "direct"),
    "town": (lambda p, _: p.chance.choice(_TOWNS), "LOC", "quasi"),
    "school": (
        lambda p, _: (
            f"{p.chance.choice(_STREETS)} {p.chance.choice(['Primary School', 'Academy', 'High School'])}"
        ),
        "SCHOOL",
        "quasi",
    ),
    "placement": (lambda p, _: f"{p.chance.choice(_STREETS)} House", "PLACEMENT", "quasi"),
    "mobile": (_mobile, "PHONE", "direct"),
    "phone": (_phone, "PHONE", "direct"),
    "email": (_email, "EMAIL", "direct"),
    "user": (_user, "USER", "direct"),
    "nhs": (_nhs, "NHS", "direct"),
    "nino": (
        lambda p, _: f"JG {p.digits(2)} {p.digits(2)} {p.digits(2)} {p.chance.choice('ABCD')}",
        "NINO",
        "direct",
    ),
    "pnc": (_pnc, "PNC", "direct"),
    "cro": (_cro, "CRO", "direct"),
    "upn": (lambda p, _: f"{p.letters(1)}{p.digits(12)}", "UPN", "direct"),
    "vrm": (lambda p, _: f"{p.letters(2)}{p.chance.randint(52, 74)} {p.letters(3)}", "VRM", "direct"),
    "log": (
        lambda p, _: f"{p.digits(3)} of {p.chance.randint(10, 28)}/{p.chance.randint(10, 12)}/24",
        "LOG",
        "direct",
    ),
    "crime": (
        lambda p, _: f"{p.chance.randint(10, 49)}{p.letters(1)}/{p.digits(5)}/24",
        "CRIME",
        "direct",
    ),
    "collar": (lambda p, _: str(p.chance.randint(1000, 9999)), "COLLAR", "direct"),
    "collarnumber": (lambda p, _: str(p.chance.randint(1000, 9999)), "COLLAR", "direct"),
    "custody": (lambda p, _: f"{p.letters(2)}/{p.digits(5)}/24", "CUSTODY", "direct"),
    "exhibit": (_exhibit, "EXHIBIT", "direct"),
    "care": (lambda p, _: f"LCS {p.digits(6)}", "CARE", "direct"),
    "sort": (lambda p, _: f"20-{p.digits(2)}-{p.digits(2)}", "BANK", "direct"),
    "account": (lambda p, _: p.digits(8), "BANK", "direct"),
    "court": (lambda p, _: f"{p.letters(2)}24C{p.digits(5)}", "COURT", "direct"),
    "iopc": (lambda p, _: f"2024/{p.digits(6)}", "IOPC", "direct"),
    "mrn": (lambda p, _: f"{p.letters(1)}{p.digits(6)}", "MRN", "direct"),
}
