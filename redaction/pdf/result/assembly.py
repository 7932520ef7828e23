"""Writes a PDF of one revision in one pass: what is finished goes to the file at once, only its place is kept.

A library that holds the whole document until it is saved needs memory for every page. Here a page costs the nine
bytes that say where each of its objects lies.

Source: ISO 32000-2, 7.5.7 (object streams), 7.5.8 (cross-reference streams).
"""

import secrets
import zlib
from array import array
from pathlib import Path
from typing import Final

from isal import isal_zlib

_HEAD: Final = b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n"
# How many objects are packed together, and how many bytes at most: a reader unpacks all to see one.
_TOGETHER, _TOGETHER_BYTES = 100, 1 << 16
_ABSENT, _PLAIN, _PACKED = 0, 1, 2
_READ_BYTES: Final = 1 << 18
# Bytes for the kind, the place (or the number of the pack) and the place within the pack.
_WIDTHS: Final = (1, 5, 2)


class Assembly:
    """A PDF that is being written. Numbers are given out first; each must be put down before the end.

    Use it in a `with`: the file is closed at its end, whole only if `finish` was called.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("w+b")
        self._file.write(_HEAD)
        self._kinds = bytearray(1)
        self._places = array("Q", [0])
        self._within = array("H", [0])
        self._waiting: list[tuple[int, bytes]] = []
        self._waiting_bytes = 0

    def __enter__(self) -> "Assembly":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def reserve(self) -> int:
        """Give a number to an object that is put down later."""
        self._kinds.append(_ABSENT)
        self._places.append(0)
        self._within.append(0)
        return len(self._kinds) - 1

    def put(self, number: int, text: bytes) -> None:
        """Put down an object that is no stream.

        Raises:
            ValueError: something was put down under this number already.
        """
        self._must_be_free(number)
        self._kinds[number] = _PACKED
        self._waiting.append((number, text))
        self._waiting_bytes += len(text)
        if len(self._waiting) == _TOGETHER or self._waiting_bytes > _TOGETHER_BYTES:
            self._pack()

    def add(self, text: bytes) -> int:
        """Put down an object that is no stream, under a number of its own."""
        number = self.reserve()
        self.put(number, text)
        return number

    def put_stream(self, number: int, entries: bytes, content: bytes) -> None:
        """Put down a stream: its dictionary's entries without `/Length`, and its bytes as they are stored.

        Raises:
            ValueError: something was put down under this number already.
        """
        self._must_be_free(number)
        self._begin(number)
        self._file.write(_opening(entries, content))
        self._file.write(content)
        self._file.write(b"\nendstream\nendobj\n")

    def holds(self, number: int, entries: bytes, content: bytes) -> bool:
        """Say whether just this stream was put down under a number, by reading it again."""
        if self._kinds[number] != _PLAIN:
            return False
        end = self._file.tell()
        self._file.seek(self._places[number])
        try:
            before = b"%d 0 obj\n" % number + _opening(entries, content)
            if self._file.read(len(before)) != before:
                return False
            parts = range(0, len(content), _READ_BYTES)
            return all(
                self._file.read(min(_READ_BYTES, len(content) - at)) == content[at : at + _READ_BYTES]
                for at in parts
            )
        finally:
            self._file.seek(end)

    def finish(self, catalogue: bytes, properties: bytes | None) -> int:
        """Write the end of the file; give its place, for `reopen`.

        Raises:
            ValueError: a number was given out, and nothing was put down under it.
        """
        self._pack()
        tail = self._file.tell()
        root = self._plain(catalogue)
        info = self._plain(properties) if properties is not None else None
        if _ABSENT in self._kinds[1:]:
            raise ValueError("a reference leads nowhere")
        self._cross_references(root, info)
        self._file.flush()
        return tail

    def reopen(self, tail: int) -> None:
        """Take the end off again that `finish` wrote at this place, to add more. It stays one revision."""
        self._file.seek(tail)
        self._file.truncate()
        while self._kinds[-1] == _PLAIN and self._places[-1] >= tail:
            self._kinds.pop()
            self._places.pop()
            self._within.pop()

    def _must_be_free(self, number: int) -> None:
        if self._kinds[number] != _ABSENT:
            raise ValueError("an object is put down twice")

    def _begin(self, number: int) -> None:
        self._kinds[number] = _PLAIN
        self._places[number] = self._file.tell()
        self._file.write(b"%d 0 obj\n" % number)

    def _plain(self, text: bytes) -> int:
        number = self.reserve()
        self._begin(number)
        self._file.write(text + b"\nendobj\n")
        return number

    def _pack(self) -> None:
        if not self._waiting:
            return
        pack, places, at = self.reserve(), [], 0
        for within, (number, text) in enumerate(self._waiting):
            places.append(b"%d %d" % (number, at))
            self._places[number], self._within[number] = pack, within
            at += len(text) + 1
        head = b" ".join(places) + b"\n"
        content = head + b"\n".join([text for _, text in self._waiting])
        entries = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (len(places), len(head))
        self._waiting.clear()
        self._waiting_bytes = 0
        self.put_stream(pack, entries, zlib.compress(content))

    def _cross_references(self, root: int, info: int | None) -> None:
        number = self.reserve()
        at = self._places[number] = self._file.tell()
        self._kinds[number] = _PLAIN
        identity = secrets.token_hex(16).encode()
        entries = b"/Type /XRef /Size %d /W [%d %d %d] /Root %d 0 R" % (number + 1, *_WIDTHS, root)
        if info is not None:
            entries += b" /Info %d 0 R" % info
        entries += b" /ID [<%s> <%s>] /Filter /FlateDecode" % (identity, identity)
        entries += b" /DecodeParms << /Predictor 12 /Columns %d >>" % sum(_WIDTHS)
        rows = isal_zlib.compress(self._rows(), 3)
        self._file.write(b"%d 0 obj\n<< /Length %d %s >>\nstream\n" % (number, len(rows), entries))
        self._file.write(rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at)

    def _rows(self) -> bytes:
        """A row for each object, as differences from the row above: most rows then are nearly all noughts."""
        width = sum(_WIDTHS)
        made, above = bytearray(), bytes(width)
        for kind, place, within in zip(self._kinds, self._places, self._within, strict=True):
            row = bytes([kind]) + place.to_bytes(_WIDTHS[1]) + within.to_bytes(_WIDTHS[2])
            made.append(2)  # PNG's "up"
            made += bytes([(new - old) & 0xFF for new, old in zip(row, above, strict=True)])
            above = row
        return bytes(made)


def _opening(entries: bytes, content: bytes) -> bytes:
    return b"<< /Length %d%s >>\nstream\n" % (len(content), entries and b" " + entries)
