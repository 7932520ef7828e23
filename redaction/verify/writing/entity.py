"""Reads a message by a strict grammar: headers, parts, base64. What does not fit it is not read at all.

The standard library's parser, which the burner uses, forgives everything; this one forgives nothing.
"""

import base64
import binascii
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_HEADER: Final = re.compile(rb"([A-Za-z-]{1,40}): ([ -~]*)")
_BOUNDARY: Final = re.compile(r'multipart/(mixed|alternative); boundary="(=_(?:mixed|same_\d{1,4}))"')
_ENCODED: Final = re.compile(r"=\?utf-8\?B\?([A-Za-z0-9+/=]*)\?=")
_DEEPEST: Final = 3


class Malformed(Exception):
    """The message is not of the one shape that is written here."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A message or one of its parts: its headers as written, and its bytes decoded, or its parts."""

    headers: Mapping[str, str]
    held: bytes
    parts: "tuple[Entity, ...]"

    @property
    def kind(self) -> str:
        """What it says it is."""
        return self.headers.get("Content-Type", "")

    def leaves(self) -> "Iterator[Entity]":
        """Every part that has no parts."""
        if self.parts:
            for part in self.parts:
                yield from part.leaves()
        else:
            yield self


def read_entity(held: bytes, depth: int = 0) -> Entity:
    """A message, of which every byte is accounted for.

    Raises:
        Malformed: some byte is not.
    """
    lines = held.split(b"\r\n")
    if depth > _DEEPEST or any(b"\r" in line or b"\n" in line for line in lines):
        raise Malformed
    headers, body = _headers(lines)
    several = _BOUNDARY.fullmatch(headers.get("Content-Type", ""))
    if several:
        return Entity(headers, b"", tuple(_parts(body, several.group(2).encode("ascii"), depth)))
    if headers.get("Content-Transfer-Encoding") != "base64":
        raise Malformed
    try:
        decoded = base64.b64decode(b"".join(body), validate=True)
    except binascii.Error as wrong:
        raise Malformed from wrong
    # Base64 has spare bits: only the one spelling that decodes to these bytes is taken.
    if base64.b64encode(decoded) != b"".join(body) or any(len(line) > 76 for line in body):
        raise Malformed
    return Entity(headers, decoded, ())


def said_in_field(value: str) -> str:
    """A field with its encoded words read."""
    words = _ENCODED.findall(value)
    if not words:
        return value
    if re.sub(r"\s", "", _ENCODED.sub("", value)):
        raise Malformed
    return b"".join(base64.b64decode(word, validate=True) for word in words).decode("utf-8")


def _headers(lines: Sequence[bytes]) -> tuple[dict[str, str], list[bytes]]:
    headers: dict[str, str] = {}
    name = ""
    for number, line in enumerate(lines):
        if not line:
            return headers, list(lines[number + 1 :])
        if line.startswith(b" ") and name:
            headers[name] += line.decode("ascii", "strict")
            continue
        found = _HEADER.fullmatch(line)
        if not found or found.group(1).decode("ascii") in headers:
            raise Malformed
        name = found.group(1).decode("ascii")
        headers[name] = found.group(2).decode("ascii")
    raise Malformed


def _parts(body: Sequence[bytes], boundary: bytes, depth: int) -> Iterator[Entity]:
    """The parts between the boundaries; nothing may stand before the first or behind the last."""
    begins, ends = b"--" + boundary, b"--" + boundary + b"--"
    if not body or body[0] not in {begins, ends}:
        raise Malformed
    part: list[bytes] = []
    for number, line in enumerate(body[1:] if body[0] == begins else body, start=1):
        if line in {begins, ends}:
            if line == begins or body[0] == begins:
                yield read_entity(b"\r\n".join(part), depth + 1)
            part = []
            if line == ends:
                if any(body[number + (body[0] == begins) :]):
                    raise Malformed
                return
        else:
            part.append(line)
    raise Malformed
