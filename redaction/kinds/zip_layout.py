"""Tells a zip file with a PDF stored near its start from a file made to be read as both.

Readers of PDF look for "%PDF-" anywhere in the first 1,024 bytes. A zip file whose first member is a PDF packed
without compression, which is how a set of PDFs is usually sent, has those letters there as well. It is nothing but
a zip file when they open a member that is stored as it is, and every byte of the file belongs to a member or to
the list of members: then there is no place for a document that a reader of zip files does not see.

Source: PKWARE APPNOTE 6.3.10, 4.3.7, 4.3.9, 4.3.12 and 4.3.16; ISO 32000-2 annex I.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

PDF_HEAD: Final = b"%PDF-"
LOOKED_AT_BYTES: Final = 1024
"""How far from its start a reader looks for the head of a PDF."""

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_LISTED: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_DESCRIPTORS: Final = (0, 12, 16)
"""What may stand between the bytes of a member and the next: nothing, or its sizes said again."""
_STORED: Final = 0
_HAS_DESCRIPTOR: Final = 0x0008
_WORDS_OF_A_PDF: Final = (b"startxref", b"%%EOF", PDF_HEAD)
_LONGEST_EXTRA_BYTES: Final = 64
"""Of the fields that a program adds to a member: times and owners. They differ from those in the list."""


@dataclass(frozen=True, slots=True)
class _Listed:
    """A member as the list at the end has it. `at` is where its own head stands."""

    at: int
    flags: int
    method: int
    packed_bytes: int
    name_bytes: int

    def ends_before(self, next_at: int) -> bool:
        """Say whether there is no room between this member and what follows but for what belongs to it."""
        needed = self.at + _LOCAL.size + self.name_bytes + self.packed_bytes
        spare = _LONGEST_EXTRA_BYTES + (max(_DESCRIPTORS) if self.flags & _HAS_DESCRIPTOR else 0)
        return needed <= next_at <= needed + spare


def only_stores_pdfs(head: bytes, tail: bytes) -> bool:
    """Say whether the heads of PDFs near the start of a zip file are its members', and nothing else is in the file.

    False wherever that cannot be told: the list is not whole in `tail`, or is of the long form.

    Args:
        head: the start of the file, of which the first 1,024 bytes count.
        tail: its end.
    """
    found = _list_of(tail)
    if found is None:
        return False
    members, list_at = found
    edges = [*(member.at for member in members[1:]), list_at]
    if members[0].at or not all(map(_Listed.ends_before, members, edges)):
        return False
    return _heads_are_members(head[: LOOKED_AT_BYTES + len(PDF_HEAD)], members, list_at)


def _list_of(tail: bytes) -> tuple[Sequence[_Listed], int] | None:
    """The members as they stand in the file, and where the list begins; None where the file does not end with it."""
    end = len(tail) - _END.size
    if end < 0:
        return None
    mark, disk, first_disk, here, total, size, list_at, comment = _END.unpack_from(tail, end)
    if mark != b"PK\x05\x06" or comment or disk or first_disk or here != total or size > end:
        return None
    written = tail[end - size : end]
    if any(word in written for word in _WORDS_OF_A_PDF):
        return None
    members = sorted(_listed(written), key=lambda member: member.at)
    return (members, list_at) if members and len(members) == total else None


def _listed(written: bytes) -> Iterator[_Listed]:
    at = 0
    while at + _LISTED.size <= len(written):
        fields = _LISTED.unpack_from(written, at)
        if fields[0] != b"PK\x01\x02":
            return
        name, extra, comment = fields[10:13]
        yield _Listed(
            at=fields[16],
            flags=fields[3],
            method=fields[4],
            packed_bytes=fields[8],
            name_bytes=name,
        )
        at += _LISTED.size + name + extra + comment


def _heads_are_members(head: bytes, members: Sequence[_Listed], list_at: int) -> bool:
    """Walk the members at the start: the head of a PDF stands only where one that is stored begins."""
    edges = [*(member.at for member in members[1:]), list_at]
    return all(
        _is_as_listed(head, member, edge)
        for member, edge in zip(members, edges, strict=True)
        if member.at < LOOKED_AT_BYTES
    )


def _is_as_listed(head: bytes, member: _Listed, edge: int) -> bool:
    if member.at + _LOCAL.size > len(head):
        return PDF_HEAD not in head[member.at :]
    fields = _LOCAL.unpack_from(head, member.at)
    method, name_bytes, extra_bytes = fields[3], fields[9], fields[10]
    if fields[0] != b"PK\x03\x04" or (method, name_bytes) != (member.method, member.name_bytes):
        return False
    opens_at = member.at + _LOCAL.size + name_bytes + extra_bytes
    ends_at = opens_at + member.packed_bytes
    if edge - ends_at not in _DESCRIPTORS or PDF_HEAD in head[member.at : opens_at] + head[ends_at:edge]:
        return False
    is_a_pdf = method == _STORED and head.startswith(PDF_HEAD, opens_at)
    return is_a_pdf or PDF_HEAD not in head[opens_at:ends_at]
