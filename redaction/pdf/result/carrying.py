"""Carries finished objects over into the file that is being written, each as soon as it is whole.

What says the same is written once, whichever batch of pages it comes from: a letterhead, a colour space, a label.

Source: ISO 32000-2, 7.3 (objects), 7.8.3 (resources).
"""

import hashlib
import zlib
from collections.abc import Iterator, Mapping
from typing import Final

import pikepdf
from isal import isal_zlib
from pikepdf import Dictionary, Name, Stream

from redaction.pdf.references import spelt_out
from redaction.pdf.result.assembly import Assembly
from redaction.pdf.result.bare_streams import cut_at_its_end

_IN_WORK: Final = 0
# From here on it is quicker to read again what was written than to sum up safely what every stream says.
_LARGE_BYTES: Final = 1 << 16


class Carrier:
    """Carries objects of one opened document into an assembly.

    `known` has what was written already, by what it says; one for all documents that are carried. `numbers` has, by
    object of this document, what somebody else writes and under which number: fonts, whose letters are known only
    when the last page is done.
    """

    def __init__(
        self,
        assembly: Assembly,
        pdf: pikepdf.Pdf,
        known: dict[bytes, int],
        numbers: Mapping[tuple[int, int], int],
    ) -> None:
        self._assembly = assembly
        self._pdf = pdf
        self._known = known
        self._numbers = dict(numbers)

    def page(self, page: pikepdf.Object, number: int, above: int, beside: bytes = b"") -> None:
        """Write a page under a number; `above` is that of its parent, `beside` are entries of its own."""
        entries = {key: value for key, value in page.items() if key not in {"/Parent", "/Contents"}}
        contents = page.get(Name.Contents)
        if isinstance(contents, Stream):
            # Hardly any two pages draw the same: remembering what each says would cost memory for all.
            drawn = self._assembly.reserve()
            self._assembly.put_stream(drawn, *self._stored(contents))
            beside += b" /Contents %d 0 R" % drawn
        elif contents is not None:
            entries["/Contents"] = contents
        text = self._text(Dictionary(entries)).removesuffix(b">>")
        self._assembly.put(number, b"%s/Parent %d 0 R%s >>" % (text, above, beside))

    def put(self, number: int, value: pikepdf.Object) -> None:
        """Write an object that is no stream under a number that was given out for it."""
        self._assembly.put(number, self._text(value))

    def _number_of(self, value: pikepdf.Object) -> int:
        key = value.objgen
        found = self._numbers.get(key)
        if found is None:
            self._numbers[key] = _IN_WORK
            found = self._numbers[key] = self._carried(value)
        elif found == _IN_WORK:
            # It refers to itself: whoever is at work on it writes it under this number.
            found = self._numbers[key] = self._assembly.reserve()
        return found

    def _carried(self, value: pikepdf.Object) -> int:
        is_stream = isinstance(value, Stream)
        text, content = self._stored(value) if is_stream else (self._text(value), b"")
        number = self._numbers[value.objgen]
        if number == _IN_WORK:
            for mark in _marks(text, content, is_stream=is_stream):
                number = self._known.get(mark, _IN_WORK)
                if number == _IN_WORK:
                    number = self._known[mark] = self._assembly.reserve()
                    break
                if len(content) < _LARGE_BYTES or self._assembly.holds(number, text, content):
                    return number
        if is_stream:
            self._assembly.put_stream(number, text, content)
        else:
            self._assembly.put(number, text)
        return number

    def _stored(self, stream: pikepdf.Object) -> tuple[bytes, bytes]:
        """The entries of a stream's dictionary, and its bytes, packed, with nothing behind their end."""
        cut_at_its_end(stream)
        content = stream.read_raw_bytes()
        text = self._text(stream)
        if Name.Filter not in stream:
            return text + b" /Filter /FlateDecode", zlib.compress(content)
        return text, content

    def _text(self, value: pikepdf.Object) -> bytes:
        return spelt_out(self._pdf, value, self._reference)

    def _reference(self, value: pikepdf.Object) -> bytes:
        return b"%d 0 R" % self._number_of(value)


def _marks(text: bytes, content: bytes, *, is_stream: bool) -> Iterator[bytes]:
    """What an object is known by: of a large stream first a quick mark, which another may have too."""
    told = hashlib.sha256(b"%d %d %s" % (is_stream, len(text), text))
    if len(content) >= _LARGE_BYTES:
        told.update(b"%d %d" % (len(content), isal_zlib.crc32(content)))
        yield told.digest()
    told.update(content)
    yield told.digest()
