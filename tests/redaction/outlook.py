"""Makes messages of Outlook to order."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tests.redaction.compound import Storage, compound_file

SUBJECT, BODY, HTML, RTF, CLASS = 0x0037, 0x1000, 0x1013, 0x1009, 0x001A
SENDER_NAME, SENDER_SMTP, SENT_AT = 0x0C1A, 0x5D01, 0x0039
_SINCE = datetime(1601, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Attached:
    """A file, or a message (`inner`), that is attached. `method` 1 is a file, 5 a message, 6 an object."""

    held: bytes = b""
    name: str = "file.bin"
    content_id: str = ""
    inner: Storage | None = None
    method: int = 1


def a_message(
    words: Mapping[int, str | bytes],
    *,
    to: Sequence[tuple[str, str]] = (("Bo Jones", "bo@example.test"),),
    copied_to: Sequence[tuple[str, str]] = (),
    hidden_to: Sequence[tuple[str, str]] = (),
    attached: Sequence[Attached] = (),
    narrow: str = "",
    named: Mapping[str, str] | None = None,
) -> Storage:
    """A message.

    Args:
        words: its properties by number; bytes are binary.
        narrow: an encoding: its words are kept in that, with its code page said.
        named: words of properties that programs add under names of their own.
    """
    root = Storage()
    moment = int((datetime(2026, 11, 2, 10, tzinfo=UTC) - _SINCE).total_seconds()) * 10_000_000
    fixed = [(SENT_AT, 0x0040, struct.pack("<Q", moment))]
    if narrow:
        fixed.append((0x3FFD, 0x0003, struct.pack("<II", int(narrow.removeprefix("cp")), 0)))
    _add_words(root, words, narrow)
    for number, (name, held) in enumerate((named or {}).items()):
        root.streams[f"__substg1.0_8{number:03X}001F"] = held.encode("utf-16-le")
        root.storages.setdefault("__nameid_version1.0", Storage()).streams["__substg1.0_00040102"] = (
            name.encode("utf-16-le")
        )
    people = (
        [(1, each) for each in to] + [(2, each) for each in copied_to] + [(3, each) for each in hidden_to]
    )
    for number, (kind, (name, address)) in enumerate(people):
        person = Storage()
        _add_words(person, {0x3001: name, 0x39FE: address}, narrow)
        person.streams["__properties_version1.0"] = _properties(
            8, [(0x0C15, 0x0003, struct.pack("<II", kind, 0))]
        )
        root.storages[f"__recip_version1.0_#{number:08X}"] = person
    for number, each in enumerate(attached):
        root.storages[f"__attach_version1.0_#{number:08X}"] = _attachment(each)
    root.streams["__properties_version1.0"] = _properties(32, fixed)
    return root


def as_msg(root: Storage, *, padding_sectors: int = 0) -> bytes:
    """The message as a file."""
    return compound_file(root, padding_sectors=padding_sectors)


def packed_rtf(rtf: bytes) -> bytes:
    """RTF as Outlook keeps it, without any repetition taken out."""
    packed = b"".join(b"\0" + rtf[at : at + 8] for at in range(0, len(rtf), 8))
    return struct.pack("<IIII", len(packed) + 12, len(rtf), 0x75465A4C, 0) + packed


def _attachment(attached: Attached) -> Storage:
    made = Storage()
    _add_words(made, {0x3707: attached.name, 0x3704: attached.name, 0x3001: attached.name}, "")
    if attached.content_id:
        _add_words(made, {0x3712: attached.content_id}, "")
    if attached.inner is not None:
        inner = attached.inner
        held = inner.streams.get("__properties_version1.0", b"")
        # The head of an embedded message's properties is 8 bytes shorter.
        inner.streams["__properties_version1.0"] = held[:24] + held[32:]
        made.storages["__substg1.0_3701000D"] = inner
    elif attached.held:
        made.streams["__substg1.0_37010102"] = attached.held
    made.streams["__properties_version1.0"] = _properties(
        8, [(0x3705, 0x0003, struct.pack("<II", attached.method, 0))]
    )
    return made


def _add_words(storage: Storage, words: Mapping[int, str | bytes], narrow: str) -> None:
    for number, said in words.items():
        if isinstance(said, bytes):
            storage.streams[f"__substg1.0_{number:04X}0102"] = said
        elif narrow:
            storage.streams[f"__substg1.0_{number:04X}001E"] = said.encode(narrow)
        else:
            storage.streams[f"__substg1.0_{number:04X}001F"] = said.encode("utf-16-le")


def _properties(header_bytes: int, fixed: Sequence[tuple[int, int, bytes]]) -> bytes:
    return bytes(header_bytes) + b"".join(
        struct.pack("<HHI", sort, number, 6) + value for number, sort, value in fixed
    )
