"""Writes Type 1 font programs anew with only the letters still shown, and nothing that people only read.

A program is text, then an encrypted part that holds each letter by its name. What is written has the numbers
that drawing needs, by allow-list, and the kept letters' own bytes; copyright notices, names, letters and
subroutines that nothing calls any more are not copied.

Source: Adobe Type 1 Font Format (1990), 2, 6 to 8; PDF 32000, 9.9.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from fontTools.encodings.StandardEncoding import StandardEncoding

from redaction.pdf.lettering.charstrings import Calls, Type1Walk, Untraceable

_PROGRAM_KEY, _LETTER_KEY = 55665, 4330
_FIRST, _SECOND = 52845, 22719
_RANDOM_BYTES: Final = 4
_EEXEC: Final = re.compile(rb"\beexec(?:\r\n|[ \t\r\n])[ \t\r\n]*")
_HEX: Final = re.compile(rb"[0-9A-Fa-f\s]{8}")
_COMMENT: Final = re.compile(rb"%[^\r\n]*")
_NUMBERS: Final = rb"[\[{]([-+.\deE\s]*)[\]}]"
_MATRIX: Final = re.compile(rb"/FontMatrix\s*" + _NUMBERS)
_BOX: Final = re.compile(rb"/FontBBox\s*" + _NUMBERS)
_PAINT: Final = re.compile(rb"/PaintType\s+([0-3])\b")
_STROKE: Final = re.compile(rb"/StrokeWidth\s+([-+.\deE]+)\s")
_ENCODED: Final = re.compile(rb"\bdup\s+(\d+|8#[0-7]+|16#[0-9A-Fa-f]+)\s*/([^\s/(){}<>\[\]%]+)\s+put\b")
_HAS_STANDARD: Final = re.compile(rb"/Encoding\s+StandardEncoding\s+def\b")
_HINTS: Final = re.compile(
    rb"/(BlueValues|OtherBlues|FamilyBlues|FamilyOtherBlues|StdHW|StdVW|StemSnapH|StemSnapV)\s*" + _NUMBERS
)
_SINGLES: Final = re.compile(
    rb"/(BlueScale|BlueShift|BlueFuzz|LanguageGroup|ExpansionFactor)\s+([-+.\deE]+)\s"
)
_BOLD: Final = re.compile(rb"/ForceBold\s+(true|false)\b")
_LEN_IV: Final = re.compile(rb"/lenIV\s+(-?\d+)\b")
_LETTER: Final = re.compile(rb"\s*(?:/([^\s/(){}<>\[\]%]*)\s+(\d+)\s+[^\s\d]\S{0,19} |(\S+))")
_SUBR: Final = re.compile(rb"\s*(?:dup\s+(\d+)\s+(\d+)\s+[^\s\d]\S{0,19} |(\S+))")
_SUBRS: Final = re.compile(rb"/Subrs\s+(\d+)\s+array\b")
_LETTERS: Final = re.compile(rb"/CharStrings\s+(\d+)\s+dict\b")
_MOST_SUBRS: Final = 65_536
# The first four are called by what mends hints, by number.
_ALWAYS_KEPT: Final = frozenset(range(4))
_RETURN, _END = b"\x0b", b"\x0e"
_BLANK_LETTER: Final = b"\x8b\x8b\x0d" + _END  # no width, no outline
_ONLY_IN_BLENDS: Final = (b"/WeightVector", b"/BlendDesignMap", b"/BlendAxisTypes")
# What a program without procedures of its own says: mend no hints, which draws all the same.
_OTHER_SUBRS: Final = (
    b"/OtherSubrs[{}{}{}{systemdict/internaldict known not{pop 3}{1183615869 systemdict/internaldict get exec dup"
    b"/startlock known{/startlock get exec}{dup/strtlck known{/strtlck get exec}{pop 3}ifelse}ifelse}ifelse}"
    b"executeonly]noaccess def\n"
)


@dataclass(slots=True)
class TypeOne:
    """A program taken apart; letters and subroutines as they stand, encrypted."""

    clear: bytes
    hidden: bytes
    lead: int
    letters: dict[str, bytes] = field(default_factory=dict)
    subrs: dict[int, bytes] = field(default_factory=dict)
    subr_count: int = 0

    def opened(self, packed: bytes) -> bytes:
        """The program of one letter or subroutine."""
        return packed if self.lead < 0 else _decrypted(packed, _LETTER_KEY)[self.lead :]

    def sealed(self, program: bytes) -> bytes:
        """A program as it stands in the file."""
        return program if self.lead < 0 else _encrypted(bytes(self.lead) + program, _LETTER_KEY)


@dataclass(frozen=True, slots=True)
class Written:
    """A program written anew, with the lengths of its three parts."""

    held: bytes
    clear_length: int
    hidden_length: int
    tail_length: int


def pruned_type_one(held: bytes, is_shown: Callable[[str], bool], *, name: str) -> Written:
    """Give the program with the letters that `is_shown` says yes to, and those they are put together from.

    Raises:
        Untraceable: it cannot be taken apart, or is a blend of several masters.
        IndexError, ValueError: the same.
    """
    font = read_type_one(held)
    if any(mark in font.clear for mark in _ONLY_IN_BLENDS):
        raise Untraceable
    opened = [font.opened(font.subrs.get(number, b"")) for number in range(font.subr_count)]
    calls = Calls()
    kept = _kept_letters(font, is_shown, Type1Walk(opened, calls), calls)
    subrs = [
        font.subrs[number]
        if number in font.subrs and (number in calls.own or number in _ALWAYS_KEPT)
        else font.sealed(_RETURN)
        for number in range(font.subr_count)
    ]
    clear = _clear_part(font.clear, set(kept), name)
    hidden = _encrypted(bytes(_RANDOM_BYTES) + _hidden_part(font, kept, subrs), _PROGRAM_KEY)
    tail = b"\n" + (b"0" * 64 + b"\n") * 8 + b"cleartomark\n"
    return Written(clear + hidden + tail, len(clear), len(hidden), len(tail))


def _kept_letters(
    font: TypeOne, is_shown: Callable[[str], bool], walk: Type1Walk, calls: Calls
) -> dict[str, bytes]:
    """The letters still shown by name, in the order of the names: what order they had may tell of others."""
    waiting = [name for name in font.letters if name == ".notdef" or is_shown(name)]
    kept: dict[str, bytes] = {}
    while waiting:
        name = waiting.pop()
        if name in kept or name not in font.letters:
            continue
        kept[name] = font.letters[name]
        calls.parts.clear()
        walk.letter(font.opened(kept[name]))
        waiting.extend(StandardEncoding[code] for code in calls.parts if 0 <= code < 256)
    kept.setdefault(".notdef", font.sealed(_BLANK_LETTER))
    return dict(sorted(kept.items()))


def read_type_one(held: bytes) -> TypeOne:
    """Take a program apart.

    Raises:
        Untraceable: it has no encrypted part, or letters twice, or is cut short.
    """
    clear, hidden = _parts(_without_segments(held))
    lengths = _LEN_IV.search(hidden)
    font = TypeOne(clear, hidden, int(lengths[1]) if lengths else 4)
    letters = list(_LETTERS.finditer(hidden))
    subrs = list(_SUBRS.finditer(hidden))
    if len(letters) != 1 or len(subrs) > 1:
        raise Untraceable
    if subrs:
        font.subr_count = int(subrs[0][1])
        if font.subr_count > _MOST_SUBRS:
            raise Untraceable
        font.subrs = {int(key): body for key, body in _entries(hidden, subrs[0].end(), _SUBR)}
        font.subrs = {number: body for number, body in font.subrs.items() if number < font.subr_count}
    font.letters = {key.decode("latin-1"): body for key, body in _entries(hidden, letters[0].end(), _LETTER)}
    if not font.letters:
        raise Untraceable
    return font


def _entries(hidden: bytes, at: int, entry: re.Pattern[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Each name or number with its program, until a word comes that stands between no two of them."""
    while token := entry.match(hidden, at):
        at = token.end()
        if token[3] is not None:
            if token[3] == b"end" or token[3].startswith(b"/"):
                return
            continue
        size = int(token[2])
        if at + size > len(hidden):
            raise Untraceable
        yield token[1], hidden[at : at + size]
        at += size


def _without_segments(held: bytes) -> bytes:
    """Some files keep the heads of the segments that a printer's file has."""
    made, at = bytearray(), 0
    while held[at : at + 1] == b"\x80" and held[at + 1 : at + 2] in {b"\1", b"\2"}:
        size = int.from_bytes(held[at + 2 : at + 6], "little")
        made += held[at + 6 : at + 6 + size]
        at += 6 + size
    return bytes(made) or held


def _parts(held: bytes) -> tuple[bytes, bytes]:
    begins = _EEXEC.search(held)
    if begins is None:
        raise Untraceable
    packed = held[begins.end() :]
    if _HEX.match(packed):
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", packed)
        packed = bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))
    return held[: begins.start()], _decrypted(packed, _PROGRAM_KEY)[_RANDOM_BYTES:]


def _clear_part(clear: bytes, kept: set[str], name: str) -> bytes:
    said = _COMMENT.sub(b" ", clear)
    matrix, box, paint, stroke = (
        _MATRIX.search(said),
        _BOX.search(said),
        _PAINT.search(said),
        _STROKE.search(said),
    )
    if matrix is None:
        raise Untraceable
    lines = [
        b"%!PS-AdobeFont-1.0: Font",
        b"10 dict begin",
        b"/FontName/%s def" % re.sub(rb"[^A-Za-z0-9+-]", b"", name.encode("ascii", "ignore"))[:60],
        b"/PaintType %s def" % (paint[1] if paint else b"0"),
        b"/FontType 1 def",
        b"/FontMatrix[%s]readonly def" % b" ".join(matrix[1].split()),
        _encoding(said, kept),
        b"/FontBBox{%s}readonly def" % (b" ".join(box[1].split()) if box else b"0 0 0 0"),
    ]
    if stroke:
        lines.append(b"/StrokeWidth %s def" % stroke[1])
    return b"\n".join([*lines, b"currentdict end", b"currentfile eexec\n"])


def _encoding(said: bytes, kept: set[str]) -> bytes:
    if _HAS_STANDARD.search(said):
        return b"/Encoding StandardEncoding def"
    rows = [
        b"dup %d/%s put" % (code, name.encode("latin-1"))
        for code, name in sorted(encoding_of(said).items())
        if name in kept
    ]
    return b"\n".join(
        [b"/Encoding 256 array", b"0 1 255{1 index exch/.notdef put}for", *rows, b"readonly def"]
    )


def clear_encoding(held: bytes) -> dict[int, str]:
    """The name of each code as a whole program gives it; empty where it is the standard one, or says none."""
    clear = _without_segments(held).partition(b"eexec")[0]
    return encoding_of(_COMMENT.sub(b" ", clear))


def encoding_of(said: bytes) -> dict[int, str]:
    """The name of each code as the text of a program gives it, where it is not the standard one."""
    found: dict[int, str] = {}
    for written, name in _ENCODED.findall(said):
        base, _, digits = written.rpartition(b"#")
        code = int(digits, int(base)) if base else int(written)
        if code < 256:
            found[code] = name.decode("latin-1")
    return found


def _hidden_part(font: TypeOne, kept: Mapping[str, bytes], subrs: list[bytes]) -> bytes:
    # Hints stand before the letters, or after them; a letter's own bytes must not be read as hints.
    said = _around_programs(font)
    lines = [
        b"dup/Private 20 dict dup begin",
        b"/RD{string currentfile exch readstring pop}executeonly def",
        b"/ND{noaccess def}executeonly def",
        b"/NP{noaccess put}executeonly def",
        *(b"/%s[%s]def" % (key, b" ".join(told.split())) for key, told in dict(_HINTS.findall(said)).items()),
        *(b"/%s %s def" % each for each in dict(_SINGLES.findall(said)).items()),
        *(b"/ForceBold %s def" % each for each in _BOLD.findall(said)[:1]),
        b"/MinFeature{16 16}def",
        b"/password 5839 def",
    ]
    if font.lead != 4:
        lines.append(b"/lenIV %d def" % font.lead)
    made = bytearray(b"\n".join(lines) + b"\n" + _OTHER_SUBRS)
    if subrs:
        made += b"/Subrs %d array\n" % len(subrs)
        for number, body in enumerate(subrs):
            made += b"dup %d %d RD %s NP\n" % (number, len(body), body)
        made += b"ND\n"
    made += b"2 index/CharStrings %d dict dup begin\n" % len(kept)
    for name, body in kept.items():
        made += b"/%s %d RD %s ND\n" % (name.encode("latin-1"), len(body), body)
    return (
        bytes(made)
        + b"end\nend\nreadonly put\nnoaccess put\ndup/FontName get exch definefont pop\nmark currentfile closefile\n"
    )


def _around_programs(font: TypeOne) -> bytes:
    starts = [found.start() for pattern in (_SUBRS, _LETTERS) if (found := pattern.search(font.hidden))]
    return font.hidden[: min(starts)]


def _decrypted(packed: bytes, key: int) -> bytes:
    """Undo Adobe's cipher for all bytes at once: each key is a sum over the bytes before it."""
    held = np.frombuffer(packed, np.uint8)
    count = len(held)
    powers = np.ones(count + 1, np.uint16)
    inverse = np.ones(count + 1, np.uint16)
    powers[1:] = _FIRST
    inverse[1:] = pow(_FIRST, -1, 1 << 16)
    powers, inverse = np.cumprod(powers, dtype=np.uint16), np.cumprod(inverse, dtype=np.uint16)
    steps = np.empty(count + 1, np.uint16)
    steps[0] = key
    steps[1:] = (held.astype(np.uint16) * np.uint16(_FIRST) + np.uint16(_SECOND)) * inverse[1:]
    keys = powers * np.cumsum(steps, dtype=np.uint16)
    return (held ^ (keys[:count] >> 8).astype(np.uint8)).tobytes()


def _encrypted(held: bytes, key: int) -> bytes:
    made = bytearray(len(held))
    for at, byte in enumerate(held):
        made[at] = packed = byte ^ (key >> 8)
        key = ((packed + key) * _FIRST + _SECOND) & 0xFFFF
    return bytes(made)
