"""Makes Outlook's envelope `winmail.dat` to order, and messages that carry one."""

import struct
from collections.abc import Mapping, Sequence
from email.message import EmailMessage

PROPERTIES, ATTACHMENT_PROPERTIES = 0x69003, 0x69005
BEGINS, FILE_BYTES = 0x69002, 0x6800F
UNICODE, BINARY, NUMBER, OBJECT = 0x1F, 0x102, 0x03, 0x0D


def attribute(level: int, number: int, held: bytes) -> bytes:
    return struct.pack("<BII", level, number, len(held)) + held + struct.pack("<H", sum(held) & 0xFFFF)


def properties(said: Mapping[int, str | bytes | int], *, named: str = "") -> bytes:
    """Properties by number: words, bytes and numbers. `named` is one more, of a name of its own."""
    found = [_property(number, value) for number, value in said.items()]
    if named:
        name = "Keywords\0".encode("utf-16-le")
        head = struct.pack("<HH16sII", UNICODE, 0x8001, bytes(16), 1, len(name)) + _filled(name)
        found.append(head + _varying(named.encode("utf-16-le")))
    return struct.pack("<I", len(found)) + b"".join(found)


def _property(number: int, value: str | bytes | int) -> bytes:
    if isinstance(value, int):
        return struct.pack("<HHI", NUMBER, number, value)
    if isinstance(value, bytes):
        return struct.pack("<HH", BINARY, number) + _varying(value)
    return struct.pack("<HH", UNICODE, number) + _varying((value + "\0").encode("utf-16-le"))


def _varying(held: bytes) -> bytes:
    return struct.pack("<II", 1, len(held)) + _filled(held)


def _filled(held: bytes) -> bytes:
    return held + bytes(-len(held) % 4)


def envelope(
    said: Mapping[int, str | bytes | int],
    *,
    files: Sequence[bytes] = (),
    messages: Sequence[bytes] = (),
    named: str = "",
) -> bytes:
    """An envelope with files, and with messages that are envelopes themselves."""
    held = b"\x78\x9f\x3e\x22\1\0" + attribute(1, PROPERTIES, properties(said, named=named))
    for file in files:
        held += attribute(2, BEGINS, bytes(14)) + attribute(2, FILE_BYTES, file)
    for message in messages:
        inner = struct.pack("<I", 2) + _property(0x3705, 5)
        inner += struct.pack("<HH", OBJECT, 0x3701) + _varying(bytes(16) + message)
        held += attribute(2, BEGINS, bytes(14)) + attribute(2, ATTACHMENT_PROPERTIES, inner)
    return held


def carried(held: bytes, text: str = "") -> bytes:
    """A message that carries an envelope, beside its text if it has one."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "bo@example.test", "io@example.test", "Visit"
    message["Date"] = "Mon, 02 Nov 2026 10:00:00 +0000"
    if text:
        message.set_content(text)
    message.add_attachment(held, maintype="application", subtype="ms-tnef", filename="winmail.dat")
    return message.as_bytes()
