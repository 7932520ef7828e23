"""Reads a package with the standard library's zip reader, and by hand: every byte of it must belong to a member."""

import io
import re
import struct
import zipfile
from dataclasses import dataclass
from typing import Final

from redaction.verify.encodings import is_in_binary, is_writing
from redaction.verify.sought import Sought
from redaction.verify.verdict import Check, CheckState

MOST_MEMBERS: Final = 10_000
MOST_UNPACKED_BYTES: Final = 1 << 30
_LOCAL: Final = struct.Struct("<4sHHHHHIIIHH")
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")


@dataclass(frozen=True, slots=True)
class Member:
    """A member and what it holds, unpacked."""

    name: str
    held: bytes

    @property
    def is_picture(self) -> bool:
        return self.held.startswith(_PICTURES)

    @property
    def is_xml(self) -> bool:
        start = self.held[:64].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
        return start.startswith((b"<", b"\0<"))


def members_of(held: bytes) -> tuple[Member, ...]:
    """Every member, unpacked.

    Raises:
        ValueError, zipfile.BadZipFile: it cannot be read, or would unpack to more than a gibibyte.
    """
    with zipfile.ZipFile(io.BytesIO(held)) as opened:
        listed = [each for each in opened.infolist() if not each.is_dir()]
        if len(listed) > MOST_MEMBERS or sum(each.file_size for each in listed) > MOST_UNPACKED_BYTES:
            raise ValueError
        return tuple(Member(each.filename, opened.read(each)) for each in listed)


def is_fresh(held: bytes) -> bool:
    """Say whether the package is nothing but members one behind another, one date, no comment, no extra field."""
    with zipfile.ZipFile(io.BytesIO(held)) as opened:
        at = 0
        for each in opened.infolist():
            if each.header_offset != at or each.extra or each.comment or each.date_time != _EARLIEST:
                return False
            fields = _LOCAL.unpack(held[at : at + _LOCAL.size])
            if fields[0] != b"PK\x03\x04" or fields[9] != len(each.orig_filename) or fields[10]:
                return False
            at += _LOCAL.size + fields[9] + each.compress_size
        listed = sum(46 + len(each.orig_filename) for each in opened.infolist())
        return at == opened.start_dir and not opened.comment and len(held) == at + listed + 22


def container(held: bytes, *, is_ours: bool) -> Check:
    """Whether anything stands in the file beside its members."""
    if is_fresh(held):
        return Check("container", CheckState.CLEAN)
    state = CheckState.FOUND if is_ours else CheckState.NOTICE
    return Check("container", state, "the package holds more than its members")


def names(
    members: tuple[Member, ...], sought: Sought, known: re.Pattern[str], *, is_ours: bool
) -> list[Check]:
    """What the members are called, and whether a copy may have them."""
    words = sought.beside_the_format(frozenset())
    unknown = [each.name for each in members if not known.fullmatch(each.name)]
    told = sum(words.is_in(re.sub(r"[/._\\-]+", " ", name)) for name in unknown)
    strange = len(unknown)
    return [
        Check(
            "names of members",
            CheckState.FOUND if told else CheckState.CLEAN,
            f"{told} names" if told else "",
        ),
        allowed("members", strange, "members that no copy has", is_ours=is_ours),
    ]


def in_bytes(held: bytes, members: tuple[Member, ...], sought: Sought) -> Check:
    """The bytes of the file and of every member, in one and two bytes a letter; pictures are looked at elsewhere."""
    words = sought.beside_the_format(frozenset())
    found = sum(
        is_in_binary(each.held, words.beside_the_makers() if each.is_picture else words)
        for each in members
        if not is_writing(each.held)
    )
    # A file's own bytes are packed: only what stands between the members can be read in them.
    # Their names stand there too, and are looked at by themselves.
    for member in members:
        held = held.replace(member.name.encode("utf-8", "replace"), b"")
    found += is_in_binary(held, words.beside_the_makers())
    return Check(
        "raw bytes", CheckState.FOUND if found else CheckState.CLEAN, f"{found} places" if found else ""
    )


def allowed(name: str, strange: int, words: str, *, is_ours: bool) -> Check:
    if not strange:
        return Check(name, CheckState.CLEAN)
    return Check(name, CheckState.FOUND if is_ours else CheckState.NOTICE, f"{strange} {words}")
