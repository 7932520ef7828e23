"""What stands in a content stream, operators and operands, and how values are spelt there.

Source: ISO 32000-2, 7.3 (objects), 7.8.2 (content streams).
"""

import re
from dataclasses import dataclass, field


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
