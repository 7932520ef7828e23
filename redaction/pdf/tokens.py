"""Takes a content stream apart into operators, and puts operators together again.

Written here rather than left to qpdf's parser because that one refuses malformed streams which viewers
draw all the same, and because what is written back must be exactly what was understood: comments, unknown
operators and stray operands never come through.

Source: ISO 32000-2, 7.8.2 (content streams), 8.9.7 (inline images), Annex A (operators).
"""

import re
from dataclasses import dataclass, field

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


class ContentUnreadable(Exception):
    """The stream cannot be taken apart safely."""


@dataclass(slots=True)
class DictOperand:
    """A dictionary written inside the stream: its tokens in order, keys and values alternating."""

    items: list["Operand"] = field(default_factory=list)

    def get(self, key: bytes) -> "Operand | None":
        """Give the value of a key (with its slash), or None."""
        for index in range(0, len(self.items) - 1, 2):
            if self.items[index] == key:
                return self.items[index + 1]
        return None


Operand = bytes | list["Operand"] | DictOperand


@dataclass(slots=True)
class Op:
    """One operator with its operands. An inline image is one `BI` with its dictionary and its bytes."""

    name: bytes
    args: list[Operand]


# Operators that are kept, with the number of operands that each takes.
_KEPT = {
    b"b": 0, b"B": 0, b"b*": 0, b"B*": 0, b"BT": 0, b"c": 6, b"cm": 6, b"CS": 1, b"cs": 1, b"d0": 2,
    b"d1": 6, b"Do": 1, b"ET": 0, b"f": 0, b"F": 0, b"f*": 0, b"G": 1, b"g": 1, b"gs": 1, b"h": 0, b"i": 1,
    b"j": 1, b"J": 1, b"K": 4, b"k": 4, b"l": 2, b"m": 2, b"M": 1, b"n": 0, b"q": 0, b"Q": 0, b"re": 4,
    b"RG": 3, b"rg": 3, b"ri": 1, b"s": 0, b"S": 0, b"sh": 1, b"T*": 0, b"Tc": 1, b"Td": 2, b"TD": 2,
    b"TL": 1, b"Tm": 6, b"Tr": 1, b"Ts": 1, b"Tw": 1, b"Tz": 1, b"v": 4, b"w": 1, b"W": 0, b"W*": 0, b"y": 4,
}  # fmt: skip
_KEPT_SPECIAL = frozenset({b"sc", b"scn", b"SC", b"SCN", b"d", b"Tf", b"Tj", b"TJ", b"'", b'"', b"BI"})
MARKS = frozenset({b"BMC", b"BDC", b"EMC", b"MP", b"DP", b"BX", b"EX"})
# Marks that are written anew: the role and number of a part, or ornament. No stream can spell these names.
BEGIN_MARK, BEGIN_ORNAMENT, END_MARK = b"\0BDC", b"\0BMC", b"\0EMC"
_FRESH_MARKS = {BEGIN_MARK: b"/%b <</MCID %b>> BDC", BEGIN_ORNAMENT: b"/Artifact BMC", END_MARK: b"EMC"}


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
            if word not in _KEPT and word not in _KEPT_SPECIAL:
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


def number(token: object) -> float:
    """Read a number as viewers do: what is not one counts as nought."""
    if not isinstance(token, bytes):
        return 0.0
    try:
        return float(token)
    except ValueError:
        found = re.match(rb"[+-]*(\d*\.?\d*)", token)
        digits = found.group(1) if found else b""
        if digits in (b"", b"."):
            return 0.0
        return -float(digits) if token.startswith(b"-") else float(digits)


_ESCAPE = re.compile(rb"\\([nrtbf()\\]|[0-7]{1,3}|\r\n|.)|\r\n?", re.DOTALL)
_ESCAPED = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\x0c",
    b"\n": b"",
    b"\r": b"",
    b"\r\n": b"",
}


def _unescape_one(found: re.Match[bytes]) -> bytes:
    code = found.group(1)
    if code is None:
        return b"\n"
    if code[0] in b"01234567":
        return bytes([int(code, 8) & 0xFF])
    return _ESCAPED.get(code, code)


def unescape(token: bytes) -> bytes:
    """Give the bytes that a string token stands for."""
    if token[:1] == b"(":
        body = token[1:-1]
        return body if b"\\" not in body and b"\r" not in body else _ESCAPE.sub(_unescape_one, body)
    try:
        return bytes.fromhex(token[1:-1].decode())
    except (ValueError, UnicodeError):
        pass
    digits = bytes(byte for byte in token if byte in b"0123456789abcdefABCDEF")
    return bytes.fromhex((digits + b"0" if len(digits) % 2 else digits).decode())


_NAME_ESCAPE = re.compile(rb"#([0-9a-fA-F]{2})")


def name_of(token: object) -> str:
    """Give a name token as pikepdf spells it, slash included."""
    if not isinstance(token, bytes):
        return "/"
    plain = (
        _NAME_ESCAPE.sub(lambda found: bytes([int(found.group(1), 16)]), token) if b"#" in token else token
    )
    return plain.decode("utf-8", "surrogateescape")


def literal(value: bytes) -> bytes:
    """Write bytes as a string token."""
    if value.isascii() and value.replace(b" ", b"").isalnum():
        return b"(" + value + b")"
    return b"<" + value.hex().encode() + b">"


def write_number(value: float) -> bytes:
    """Write a number with at most four decimals."""
    return f"{value:.4f}".rstrip("0").rstrip(".").encode() or b"0"


def _flat(operand: Operand) -> bytes:
    if isinstance(operand, bytes):
        return operand
    if isinstance(operand, list):
        return b"[" + b" ".join(_flat(part) for part in operand) + b"]"
    return b"<<" + b" ".join(_flat(part) for part in operand.items) + b">>"


# Whatever else stands in an inline picture's dictionary draws nothing, and may say something.
_INLINE_KEYS = frozenset({
    b"/BPC", b"/BitsPerComponent", b"/CS", b"/ColorSpace", b"/D", b"/Decode", b"/DP", b"/DecodeParms", b"/F",
    b"/Filter", b"/H", b"/Height", b"/IM", b"/ImageMask", b"/I", b"/Interpolate", b"/Intent", b"/W", b"/Width",
})  # fmt: skip
_COLOUR = frozenset({b"sc", b"scn", b"SC", b"SCN"})


def _is_plain(operand: Operand) -> bool:
    return isinstance(operand, bytes) and operand[0] not in b"(<"


def _inline_entries(image: DictOperand) -> list[bytes]:
    pairs = zip(image.items[::2], image.items[1::2], strict=False)
    return [
        _flat(key) + b" " + _flat(value)
        for key, value in pairs
        if isinstance(key, bytes)
        and key in _INLINE_KEYS
        and not (isinstance(value, bytes) and value.startswith((b"(", b"<")))
    ]


def _write_special(op: Op) -> bytes:
    name, args = op.name, op.args
    if name in _COLOUR:
        return b" ".join([part for part in args if isinstance(part, bytes) and _is_plain(part)] + [name])
    if name == b"BI" and isinstance(args[0], DictOperand) and isinstance(args[1], bytes):
        return b"BI " + b" ".join(_inline_entries(args[0])) + b"\nID " + args[1] + b"\nEI"
    wanted = {b"d": 2, b"Tf": 2, b'"': 3}.get(name, 1)
    if len(args) < wanted:
        return b""
    return b" ".join([_flat(part) for part in args[-wanted:]] + [name])


def write(ops: list[Op]) -> bytes:
    """Put operators together into a content stream: known operators with their own operands only."""
    lines: list[bytes] = []
    add, kept, join = lines.append, _KEPT, b" ".join
    for op in ops:
        wanted = kept.get(op.name)
        if wanted is None:
            if op.name in _KEPT_SPECIAL:
                add(_write_special(op))
            elif op.name in _FRESH_MARKS:
                add(_FRESH_MARKS[op.name] % tuple(op.args))
            continue
        if wanted == 0:
            add(op.name)
            continue
        args = op.args if len(op.args) == wanted else op.args[-wanted:]
        if len(args) != wanted:
            continue
        try:
            written = join(args)  # type: ignore[arg-type] # what is none of these raises, below
        except TypeError:
            # An array or a dictionary is no operand of these.
            continue
        if b"(" not in written and b"<" not in written:
            add(written + b" " + op.name)
    return b"\n".join(lines)
