"""Reads RTF to the words that a reader sees, in runs of one look."""

import codecs
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Final

from redaction.errors import DocumentTooCostly
from redaction.plain.invisible import visible
from redaction.rich.tokens import Sort, Token, Tokens
from redaction.rich.words import CODE_PAGES, COUNTED, FOOTERS, HEADERS, LETTERS, SHELLS, SHOWN, SIGNS, UNSEEN

_DEEPEST: Final = 5_000
_ANSI: Final = "cp1252"


class Where(Enum):
    """In which part of the document words stand."""

    HEADER = auto()
    BODY = auto()
    NOTE = auto()
    FOOTER = auto()
    FONTS = auto()
    NOWHERE = auto()


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks."""

    bold: bool = False
    italic: bool = False
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of one look."""

    text: str
    look: Look = Look()


@dataclass(frozen=True, slots=True)
class _State:
    """What a group has set; it ends with the group."""

    where: Where = Where.BODY
    look: Look = Look()
    hidden: bool = False
    deleted: bool = False
    font: int = -1
    fallbacks: int = 1


@dataclass(slots=True)
class Rich:
    """A document taken apart. `left_out` counts what was there and is not seen as words."""

    runs: list[Run] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)


def read_rich(held: bytes) -> Rich:
    """What a reader sees: headers, the body, footnotes, footers.

    Raises:
        DocumentTooCostly: its groups stand in each other more than 5,000 deep.
    """
    written = Tokens(held)
    reader = _Reader(written)
    for token in written:
        reader.take(token)
    return reader.finished()


class _Reader:
    def __init__(self, written: Tokens) -> None:
        self.written = written
        self.state = _State()
        self.stack: list[_State] = []
        self.parts: dict[Where, list[Run]] = {where: [] for where in Where}
        self.left_out: dict[str, int] = {}
        self.ansi = _ANSI
        self.fonts: dict[int, str] = {}
        self.default_font = -1
        self.bytes = bytearray()
        self.high = 0
        self.to_skip = 0
        self.begins = False
        self.is_optional = False
        self.notes = 0
        self.is_apart = False

    def finished(self) -> Rich:
        self._flush()
        runs: list[Run] = []
        for where in (Where.HEADER, Where.BODY, Where.NOTE, Where.FOOTER):
            part = self.parts[where]
            runs.extend(part)
            if part and not part[-1].text.endswith("\n"):
                runs.append(Run("\n"))
        return Rich(runs, self.left_out)

    def take(self, token: Token) -> None:
        if token.sort is Sort.BYTES:
            self._take_bytes(token.held)
        elif token.sort is Sort.OPEN:
            self._open()
        elif token.sort is Sort.CLOSE:
            self._close()
        elif token.sort is Sort.SIGN and token.name == "*":
            self.is_optional = True
            return
        elif self.to_skip and token.sort is Sort.SIGN:
            self.to_skip -= 1
        elif token.sort is Sort.SIGN:
            self._say(SIGNS.get(token.name, ""))
        else:
            self._obey(token)
        if token.sort is not Sort.OPEN:
            self.begins = self.is_optional = False

    def _open(self) -> None:
        self._flush()
        if len(self.stack) >= _DEEPEST:
            raise DocumentTooCostly(
                "The document is made of parts in parts without end.",
                next_step="Open it in its own program, save a copy as PDF and upload that.",
            )
        self.stack.append(self.state)
        self.begins, self.is_optional, self.to_skip = True, False, 0

    def _close(self) -> None:
        self._flush()
        self.to_skip = 0
        self.is_apart = True
        if self.stack:
            ended = self.state.where
            self.state = self.stack.pop()
            if ended in {Where.HEADER, Where.NOTE, Where.FOOTER} and self.state.where is not ended:
                self.parts[ended].append(Run("\n"))

    def _take_bytes(self, held: bytes) -> None:
        skipped = min(self.to_skip, len(held))
        self.to_skip -= skipped
        self.bytes += held[skipped:]

    def _obey(self, token: Token) -> None:
        if token.name == "u":
            self._unicode(token.number or 0)
            return
        self._flush()
        self.to_skip = 0
        if self.begins and self._enters(token.name):
            return
        if token.name in LETTERS:
            self._say(LETTERS[token.name])
        elif token.name == "chftn" and self.state.where is Where.NOTE:
            self._say(f"[{self.notes}]")
        elif token.name in _SETTINGS:
            number = 1 if token.number is None else token.number
            self.state = _SETTINGS[token.name](self, self.state, number)

    def _enters(self, name: str) -> bool:
        """Say whether a group begins here that has a place of its own, and go there."""
        self.is_apart = True
        where = _place_of(name)
        if self.state.where is Where.NOWHERE and name not in {"shptxt", "dptxbxtext"}:
            return where is not None
        if where is None:
            unknown = self.is_optional and name not in SHOWN
            if unknown:
                self.state = replace(self.state, where=Where.NOWHERE)
            return unknown or name in SHOWN
        self._count(COUNTED.get(name, ""))
        if where is Where.NOTE:
            self.notes += 1
            self.parts[self.state.where].append(Run(f"[{self.notes}]"))
        self.state = replace(self.state, where=where)
        if where is Where.NOWHERE and name not in SHELLS:
            self.written.pass_over()
        return True

    def _unicode(self, number: int) -> None:
        self._flush_bytes()
        point = number % 0x10000
        self.to_skip = self.state.fallbacks
        if 0xD800 <= point < 0xDC00:
            self.high = point
        elif 0xDC00 <= point < 0xE000 and self.high:
            self._say(chr(0x10000 + ((self.high - 0xD800) << 10) + point - 0xDC00), keep_skip=True)
            self.high = 0
        else:
            self._say(chr(point), keep_skip=True)

    def _say(self, text: str, *, keep_skip: bool = False) -> None:
        self._flush_bytes()
        if not keep_skip:
            self.to_skip = 0
        seen = visible(text)
        if not seen or self.state.where in {Where.NOWHERE, Where.FONTS}:
            return
        if self.state.hidden or self.state.deleted:
            self._count("hidden passage" if self.state.hidden else "deleted passage")
            return
        runs = self.parts[self.state.where]
        if runs and runs[-1].look == self.state.look and not self.is_apart:
            runs[-1] = Run(runs[-1].text + seen, self.state.look)
        else:
            runs.append(Run(seen, self.state.look))
        self.is_apart = False

    def _flush(self) -> None:
        self._flush_bytes()
        self.high = 0

    def _flush_bytes(self) -> None:
        if self.bytes:
            held, self.bytes = bytes(self.bytes), bytearray()
            if self.state.where not in {Where.NOWHERE, Where.FONTS}:
                font = self.state.font if self.state.font >= 0 else self.default_font
                self._say(held.decode(self.fonts.get(font, self.ansi), "replace"), keep_skip=True)

    def _count(self, what: str) -> None:
        if what:
            self.left_out[what] = self.left_out.get(what, 0) + 1

    def use_code_page(self, state: _State, number: int) -> _State:
        """The code page of the whole file."""
        self.ansi = _known(f"cp{number}", _ANSI)
        return state

    def use_default_font(self, state: _State, number: int) -> _State:
        """The font of all that names none."""
        self.default_font = number
        return state

    def use_charset(self, state: _State, number: int) -> _State:
        """In the table of fonts: the character set of the font whose entry this is."""
        if state.where is Where.FONTS:
            self.fonts[state.font] = _known(CODE_PAGES.get(number, _ANSI), _ANSI)
        return state


def _place_of(name: str) -> Where | None:
    """Where the words of a group stand that begins with this word, if it is such a word."""
    if name in HEADERS:
        return Where.HEADER
    if name in FOOTERS:
        return Where.FOOTER
    if name == "footnote":
        return Where.NOTE
    if name in {"shptxt", "dptxbxtext"}:
        return Where.BODY
    if name == "fonttbl":
        return Where.FONTS
    return Where.NOWHERE if name in UNSEEN or name in SHELLS else None


def _known(encoding: str, otherwise: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return otherwise


_SETTINGS: Final[Mapping[str, Callable[[_Reader, _State, int], _State]]] = {
    "ansicpg": _Reader.use_code_page,
    "deff": _Reader.use_default_font,
    "fcharset": _Reader.use_charset,
    "f": lambda _, state, number: replace(state, font=number),
    "uc": lambda _, state, number: replace(state, fallbacks=max(0, min(number, 16))),
    "b": lambda _, state, number: replace(state, look=replace(state.look, bold=bool(number))),
    "i": lambda _, state, number: replace(state, look=replace(state.look, italic=bool(number))),
    "ul": lambda _, state, number: replace(state, look=replace(state.look, underlined=bool(number))),
    "ulnone": lambda _, state, __: replace(state, look=replace(state.look, underlined=False)),
    "v": lambda _, state, number: replace(state, hidden=bool(number)),
    "deleted": lambda _, state, number: replace(state, deleted=bool(number)),
    "plain": lambda _, state, __: replace(state, look=Look(), hidden=False, deleted=False, font=-1),
}
