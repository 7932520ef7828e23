"""What a page says: the operators that set and show text, and the marks that hide it or stand for other text."""

from collections.abc import Callable

import pikepdf
from pikepdf import Dictionary, Name

from redaction.pdf.library import Library
from redaction.pdf.operands import ContentUnreadable, DictOperand, Operand, name_of, number, unescape
from redaction.pdf.scopes import ActualText, Scope
from redaction.pdf.text_state import IDENTITY, GraphicsState, Matrix, Segment, is_word_kern, moved, times


class TextReader:
    """Holds the state of the stream that is being walked, and notes each piece of text in its place."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.segments: list[Segment] = []
        self.actual_texts: list[ActualText] = []
        self.unseen: list[Segment] = []
        self._state = GraphicsState(IDENTITY)
        self._scope: Scope
        self._marks: list[tuple[int, str, bool]] = []
        self._hidden = 0
        self._tm = self._line = IDENTITY
        self._chained = False

    def _resource(self, category: str, args: list[Operand]) -> pikepdf.Object | None:
        name = name_of(args[-1]) if args else "/"
        self._scope.use(category, name)
        group = self._scope.resources.get(f"/{category}")
        try:
            return group.get(name) if isinstance(group, Dictionary) and len(name) > 1 else None
        except (ValueError, UnicodeError) as fault:
            raise ContentUnreadable from fault

    # Marks: hidden layers and text that stands for other text.

    def _mark(self, _index: int, args: list[Operand]) -> None:
        actual, hides = "", False
        if len(args) == 2:
            properties = args[1]
            if isinstance(properties, DictOperand):
                actual = _string(properties.get(b"/ActualText"))
            else:
                found = self._resource("Properties", args)
                if isinstance(found, Dictionary):
                    actual = str(found.get(Name.ActualText, ""))
                    hides = Name.Hidden in found and args[0] == b"/OC"
        self._marks.append((len(self.segments), actual, hides))
        self._hidden += hides

    def _unmark(self, _index: int, _args: list[Operand]) -> None:
        if self._marks:
            first, actual, hides = self._marks.pop()
            self._hidden -= hides
            if actual and len(self.segments) > first:
                self.actual_texts.append(ActualText(actual, self.segments[first:]))

    # Text state.

    def _begin_text(self, _index: int, _args: list[Operand]) -> None:
        self._tm = self._line = IDENTITY
        self._chained = False

    def _set_font(self, _index: int, args: list[Operand]) -> None:
        if len(args) < 2:
            return
        self._state.font = self.library.font(self._resource("Font", args[-2:-1]))
        self._state.size = number(args[-1])

    def _set_tc(self, _index: int, args: list[Operand]) -> None:
        self._state.char_space = number(args[-1]) if args else 0.0

    def _set_tw(self, _index: int, args: list[Operand]) -> None:
        self._state.word_space = number(args[-1]) if args else 0.0

    def _set_tz(self, _index: int, args: list[Operand]) -> None:
        self._state.stretch = number(args[-1]) / 100 if args else 1.0

    def _set_tl(self, _index: int, args: list[Operand]) -> None:
        self._state.leading = number(args[-1]) if args else 0.0

    def _set_ts(self, _index: int, args: list[Operand]) -> None:
        self._state.rise = number(args[-1]) if args else 0.0

    def _set_tr(self, _index: int, args: list[Operand]) -> None:
        self._state.mode = int(number(args[-1])) if args else 0

    def _move(self, _index: int, args: list[Operand]) -> None:
        if len(args) >= 2:
            self._line = self._tm = moved(self._line, number(args[-2]), number(args[-1]))
            self._chained = False

    def _move_leading(self, index: int, args: list[Operand]) -> None:
        if len(args) >= 2:
            self._state.leading = -number(args[-1])
            self._move(index, args)

    def _set_tm(self, _index: int, args: list[Operand]) -> None:
        if len(args) >= 6:
            self._line = self._tm = matrix_in(args)
            self._chained = False

    def _next_line(self, _index: int, _args: list[Operand]) -> None:
        self._line = self._tm = moved(self._line, 0.0, -self._state.leading)
        self._chained = False

    # Showing.

    def _next_show(self, index: int, args: list[Operand]) -> None:
        self._next_line(index, args)
        self._show(index, args)

    def _spaced_show(self, index: int, args: list[Operand]) -> None:
        if len(args) >= 3:
            self._state.word_space, self._state.char_space = number(args[-3]), number(args[-2])
        self._next_show(index, args)

    def _show(self, index: int, args: list[Operand]) -> None:
        if args and isinstance(args[-1], bytes):
            self._shown(index, [unescape(args[-1])] if args[-1][:1] in (b"(", b"<") else [])

    def _show_kerned(self, index: int, args: list[Operand]) -> None:
        if args and isinstance(args[-1], list):
            pieces: list[bytes | float] = []
            for part in args[-1]:
                if isinstance(part, bytes):
                    pieces.append(unescape(part) if part[:1] in (b"(", b"<") else number(part))
            self._shown(index, pieces)

    def _shown(self, index: int, pieces: list[bytes | float]) -> None:
        state, font = self._state, self._state.font
        size, along = state.size, 1.0 if font.vertical else state.stretch
        run, codes = 0.0, 0
        text: list[str] = []
        for piece in pieces:
            if isinstance(piece, float):
                run -= piece / 1000 * size
                if is_word_kern(piece, font.em):
                    text.append(" ")
            else:
                width, count, spaces = font.advance(piece)
                codes += count
                run += width * size + count * state.char_space + spaces * state.word_space
                text.append(font.text(piece))
        run *= along
        made = Segment(
            index, pieces, font, size, state.char_space, state.word_space, state.stretch, state.rise,
            state.mode in (3, 7) or state.is_clear, self._chained, times(self._tm, state.ctm), "".join(text), run,
            codes,
        )  # fmt: skip
        if self._hidden:
            self._scope.dropped.add(index)
            self.unseen.append(made)
        else:
            self._scope.segments[index] = made
            self.segments.append(made)
        self._tm = moved(self._tm, 0.0, run) if font.vertical else moved(self._tm, run, 0.0)
        self._chained = True


TextOperator = Callable[[TextReader, int, list[Operand]], None]
# By class and not by page: a reader that held its own methods would outlive its page.
TEXT_OPERATORS: dict[bytes, TextOperator] = {
    b"BT": TextReader._begin_text, b"Tf": TextReader._set_font, b"Tc": TextReader._set_tc,
    b"Tw": TextReader._set_tw, b"Tz": TextReader._set_tz, b"TL": TextReader._set_tl,
    b"Ts": TextReader._set_ts, b"Tr": TextReader._set_tr, b"Td": TextReader._move,
    b"TD": TextReader._move_leading, b"Tm": TextReader._set_tm, b"T*": TextReader._next_line,
    b"Tj": TextReader._show, b"TJ": TextReader._show_kerned, b"'": TextReader._next_show,
    b'"': TextReader._spaced_show, b"BDC": TextReader._mark, b"BMC": TextReader._mark,
    b"EMC": TextReader._unmark,
}  # fmt: skip


def matrix_in(args: list[Operand]) -> Matrix:
    """Give the matrix that six operands spell; fewer are none."""
    if len(args) < 6:
        return IDENTITY
    a, b, c, d, e, f = (number(part) for part in args[-6:])
    return (a, b, c, d, e, f)


def _string(token: Operand | None) -> str:
    if not isinstance(token, bytes) or token[:1] not in (b"(", b"<"):
        return ""
    return str(pikepdf.String(unescape(token)))
