"""Takes a content stream apart into operators.

Written here rather than left to qpdf's parser because that one refuses malformed streams which viewers
draw all the same, and because what is written back must be exactly what was understood.

Source: ISO 32000-2, 7.8.2 (content streams), 8.9.7 (inline images).
"""

import re

from redaction.pdf.operands import (
    ContentUnreadable,
    DictOperand,
    Op,
    Operand,
    literal,
    number,
    unescape,
    write_number,
)
from redaction.pdf.operators import KEPT, KEPT_SPECIAL

SPACE = b"\x00\t\n\x0c\r "
_TOKEN = re.compile(
    rb"""
    ([^\x00\t\n\x0c\r ()<>\[\]{}/%]+)          # 1 number or operator
  | (/[^\x00\t\n\x0c\r ()<>\[\]{}/%]*)         # 2 name
  | (\((?:[^()\\]|\\.)*\))                     # 3 literal string without inner brackets
  | (<<)                                       # 4
  | (<[^>]*>?)                                 # 5 hexadecimal string
  | (\[)                                       # 6
  | (\])                                       # 7
  | (>>)                                       # 8
  | (\()                                       # 9 literal string with inner brackets, or cut off
  | %[^\r\n]*
  | [\x00\t\n\x0c\r ]+
  | .
    """,
    re.VERBOSE | re.DOTALL,
)
_NUMBER_STARTS = frozenset(b"0123456789+-.")
_VALUES = frozenset({b"true", b"false", b"null"})


def parse(content: bytes) -> list[Op]:
    """Take a content stream apart.

    Raises:
        ContentUnreadable: an inline image has no end.
    """
    return _Parser(content).run()


class _Parser:
    def __init__(self, content: bytes) -> None:
        self.content = content
        self.at = 0
        self.ops: list[Op] = []
        self.operands: list[Operand] = []
        # Operands of the open array or dictionary; the outermost list is `operands`.
        self.open: list[list[Operand]] = []
        self.target = self.operands

    def run(self) -> list[Op]:
        content, scan = self.content, _TOKEN.match
        length = len(content)
        while self.at < length:
            found = scan(content, self.at)
            if found is None:  # pragma: no cover - the last alternative takes any byte
                break
            self.at = found.end()
            kind = found.lastindex
            if kind == 1:
                self._word(found.group())
            elif kind in (2, 3, 5):
                self.target.append(found.group())
            elif kind == 6:
                self._enter([], None)
            elif kind == 4:
                made = DictOperand()
                self._enter(made.items, made)
            elif kind in (7, 8):
                self._leave()
            elif kind == 9:
                self.target.append(self._nested_string(found.start()))
        return self.ops

    def _word(self, word: bytes) -> None:
        if word[0] in _NUMBER_STARTS or word in _VALUES:
            # "0-hidden" reads as a number to a viewer: only the number goes on.
            odd = word[0] in _NUMBER_STARTS and word.translate(None, b"0123456789+-.")
            self.target.append(write_number(number(word)) if odd else word)
            return
        if self.open:
            # An operator inside an array ends the array, as viewers do.
            if word not in KEPT and word not in KEPT_SPECIAL:
                return
            self.open.clear()
            self.target = self.operands
        if word == b"BI":
            self._inline_image()
        else:
            self.ops.append(Op(word, self.operands))
        self.operands = []
        self.target = self.operands

    def _enter(self, items: list[Operand], made: DictOperand | None) -> None:
        if len(self.open) > 60:
            raise ContentUnreadable
        self.target.append(items if made is None else made)
        self.open.append(self.target)
        self.target = items

    def _leave(self) -> None:
        if self.open:
            self.target = self.open.pop()

    def _nested_string(self, start: int) -> bytes:
        depth, at, content = 0, start, self.content
        while at < len(content):
            byte = content[at]
            if byte == 0x5C:
                at += 1
            elif byte == 0x28:
                depth += 1
            elif byte == 0x29:
                depth -= 1
                if depth == 0:
                    self.at = at + 1
                    return content[start : at + 1]
            at += 1
        self.at = len(content)
        return literal(unescape(content[start:] + b")" * max(depth, 1)))

    def _inline_image(self) -> None:
        made = DictOperand()
        while self.at < len(self.content):
            found = _TOKEN.match(self.content, self.at)
            if found is None:  # pragma: no cover - the last alternative takes any byte
                break
            self.at = found.end()
            kind = found.lastindex
            if kind == 1 and found.group() == b"ID":
                break
            if kind in (1, 2, 3, 5):
                (self.target if self.open else made.items).append(found.group())
            elif kind == 6:
                items: list[Operand] = []
                (self.target if self.open else made.items).append(items)
                self.open.append(self.target)
                self.target = items
            elif kind == 4:
                inner = DictOperand()
                (self.target if self.open else made.items).append(inner)
                self.open.append(self.target)
                self.target = inner.items
            elif kind in (7, 8):
                self._leave()
        self.open.clear()
        start = self.at + 1
        end, self.at = end_of_inline(self.content, start, made)
        self.ops.append(Op(b"BI", [made, self.content[start:end]]))


_EI = re.compile(rb"[\x00\t\n\x0c\r ]EI(?=[\x00\t\n\x0c\r \]/(<]|$)")


def end_of_inline(content: bytes, start: int, image: DictOperand) -> tuple[int, int]:
    """Say where an inline image's bytes end, and where the stream goes on.

    Raises:
        ContentUnreadable: there is no end.
    """
    length = _plain_length(image)
    search = start
    if length is not None and content[start + length : start + length + 8].lstrip(SPACE).startswith(b"EI"):
        search = start + length
        at = content.index(b"EI", search)
        return search, at + 2
    for found in _EI.finditer(content, max(search - 1, 0)):
        following = content[found.end() : found.end() + 40]
        # Compressed bytes can hold "EI" by chance; what follows a true end is readable text.
        if all(byte in b"\t\n\x0c\r\x00" or 32 <= byte < 127 for byte in following[:20]):
            return found.start(), found.end()
    raise ContentUnreadable


_COMPONENTS = {b"/G": 1, b"/DeviceGray": 1, b"/RGB": 3, b"/DeviceRGB": 3, b"/CMYK": 4, b"/DeviceCMYK": 4}


def _plain_length(image: DictOperand) -> int | None:
    """Give the length in bytes of an unfiltered inline image, or None when it cannot be told."""
    if image.get(b"/F") is not None or image.get(b"/Filter") is not None:
        return None
    width, height = image.get(b"/W") or image.get(b"/Width"), image.get(b"/H") or image.get(b"/Height")
    mask = image.get(b"/IM") or image.get(b"/ImageMask")
    space = image.get(b"/CS") or image.get(b"/ColorSpace")
    bits = image.get(b"/BPC") or image.get(b"/BitsPerComponent") or b"8"
    if not isinstance(width, bytes) or not isinstance(height, bytes) or not isinstance(bits, bytes):
        return None
    if mask == b"true":
        components, bits = 1, b"1"
    elif isinstance(space, bytes) and space in _COMPONENTS:
        components = _COMPONENTS[space]
    elif isinstance(space, list):
        components = 1
    else:
        return None
    return (int(number(width)) * components * int(number(bits)) + 7) // 8 * int(number(height))
