"""Makes damaged and hostile files out of good ones: seeded, so that a find can be made again by its number."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

_NUMBER: Final = re.compile(rb"\d{1,9}")
_ODD_NUMBERS: Final = (
    b"0",
    b"1",
    b"-1",
    b"255",
    b"65535",
    b"2147483647",
    b"4294967296",
    b"99999999999999999999",
)
_MOST_BYTES: Final = 1 << 20
IN_PARTS: Final = " parts"
"""How the name of a kind ends whose files are damaged inside their zip, not outside."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """`number` and `kind` make the same bytes again."""

    number: int
    kind: str
    held: bytes


def mutants(seeds: Mapping[str, bytes], count: int, *, first: int = 0) -> Iterator[Mutant]:
    """So many mutants, taking the seeds in turn; each has one to four things done to it."""
    kinds = sorted(seeds)
    for number in range(first, first + count):
        chance = random.Random(number)
        kind = kinds[number % len(kinds)]
        done = _done_to_a_part if kind.endswith(IN_PARTS) else _done_to
        yield Mutant(number, kind, done(seeds[kind], chance)[:_MOST_BYTES] or b"\0")


def _done_to(held: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 4)):
        held = chance.choice(_DEEDS)(held, chance)
    return held


def _done_to_a_part(package: bytes, chance: random.Random) -> bytes:
    """One part of a zip damaged before it is packed, so that the damage gets as far as the reader of XML."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        names = old.namelist()
        damaged = chance.choice(names)
        for name in names:
            part = old.read(name)
            entry = zipfile.ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
            new.writestr(entry, _done_to(part, chance) if name == damaged else part)
    return written.getvalue()


def _flip(held: bytes, chance: random.Random) -> bytes:
    made = bytearray(held)
    for _ in range(chance.randint(1, 40)):
        if made:
            made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
    return bytes(made)


def _cut(held: bytes, chance: random.Random) -> bytes:
    return held[: chance.randrange(len(held) + 1)]


def _splice(held: bytes, chance: random.Random) -> bytes:
    start, size = chance.randrange(len(held) + 1), chance.randint(1, 2_000)
    other = chance.randrange(len(held) + 1)
    return held[:start] + held[other : other + size] + held[start + chance.randint(0, size) :]


def _repeat(held: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(held) + 1)
    piece = held[start : start + chance.randint(1, 400)]
    return held[:start] + piece * chance.randint(2, 200) + held[start:]


def _other_number(held: bytes, chance: random.Random) -> bytes:
    found = list(_NUMBER.finditer(held))
    if not found:
        return held
    at = chance.choice(found)
    return held[: at.start()] + chance.choice(_ODD_NUMBERS) + held[at.end() :]


def _zeroes(held: bytes, chance: random.Random) -> bytes:
    start, size = chance.randrange(len(held) + 1), chance.randint(1, 500)
    return held[:start] + bytes([chance.choice((0, 255))]) * size + held[start + size :]


_DEEDS: Final[tuple[Callable[[bytes, random.Random], bytes], ...]] = (
    _flip,
    _cut,
    _splice,
    _repeat,
    _other_number,
    _zeroes,
)
