"""Writes a message as EML of one fixed shape, so that its check can account for every byte.

The shape: MIME-Version, From and the other fields; one multipart/mixed; in it each text in base64, readings of
one text in a multipart/alternative; then the enclosures under plain names.
"""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

_END: Final = "\r\n"
_LONGEST_LINE: Final = 900
_BYTES_OF_A_WORD: Final = 42
_LETTERS_OF_A_LINE: Final = 76


@dataclass(frozen=True, slots=True)
class WrittenSection:
    """A text as it leaves."""

    text: str
    is_html: bool
    group: int


@dataclass(frozen=True, slots=True)
class WrittenEnclosure:
    """A file as it leaves: its media type ("application/pdf") and the ending of its name ("pdf")."""

    held: bytes
    media_type: str
    ending: str
    is_shown: bool


def eml_of(
    head: Sequence[tuple[str, str]],
    sections: Sequence[WrittenSection],
    enclosures: Sequence[WrittenEnclosure],
) -> bytes:
    """The bytes of the message."""
    fields = dict(head)
    lines = [
        "MIME-Version: 1.0",
        _field("From", fields.get("From", "") or "(nobody)"),
        *(_field(name, value) for name, value in head if name != "From"),
        'Content-Type: multipart/mixed; boundary="=_mixed"',
        "",
        *_sections(sections),
        *(line for number, each in enumerate(enclosures, start=1) for line in _enclosure(number, each)),
        "--=_mixed--",
        "",
    ]
    return _END.join(lines).encode("ascii")


def _sections(sections: Sequence[WrittenSection]) -> Iterator[str]:
    for number, (_, grouped) in enumerate(groupby(sections, key=lambda each: each.group), start=1):
        same = list(grouped)
        yield "--=_mixed"
        if len(same) == 1:
            yield from _text(same[0])
            continue
        yield f'Content-Type: multipart/alternative; boundary="=_same_{number}"'
        yield ""
        for each in same:
            yield f"--=_same_{number}"
            yield from _text(each)
        yield f"--=_same_{number}--"


def _text(section: WrittenSection) -> Iterator[str]:
    yield f"Content-Type: text/{'html' if section.is_html else 'plain'}; charset=utf-8"
    yield "Content-Transfer-Encoding: base64"
    yield ""
    yield from _base64(section.text.encode("utf-8"))


def _enclosure(number: int, enclosure: WrittenEnclosure) -> Iterator[str]:
    yield "--=_mixed"
    yield f"Content-Type: {enclosure.media_type}"
    yield "Content-Transfer-Encoding: base64"
    yield f"Content-ID: <attachment-{number}>"
    where = "inline" if enclosure.is_shown else "attachment"
    yield f'Content-Disposition: {where}; filename="attachment-{number}.{enclosure.ending}"'
    yield ""
    yield from _base64(enclosure.held)


def _base64(held: bytes) -> Iterator[str]:
    coded = base64.b64encode(held).decode("ascii")
    for at in range(0, len(coded), _LETTERS_OF_A_LINE):
        yield coded[at : at + _LETTERS_OF_A_LINE]


def _field(name: str, value: str) -> str:
    """A field in one line of ASCII, or in encoded words where it has other letters or is long."""
    plain = " ".join(value.split())
    if plain.isascii() and plain.isprintable() and len(plain) < _LONGEST_LINE and "=?" not in plain:
        return f"{name}: {plain}"
    return f"{name}: " + f"{_END} ".join(_words(plain))


def _words(text: str) -> Iterator[str]:
    held = bytearray()
    for letter in text:
        coded = letter.encode("utf-8")
        if len(held) + len(coded) > _BYTES_OF_A_WORD:
            yield _word(held)
            held = bytearray()
        held += coded
    yield _word(held)


def _word(held: bytes | bytearray) -> str:
    return f"=?utf-8?B?{base64.b64encode(held).decode('ascii')}?="
