"""Walks the drawing operators of a page and notes every piece of text and every image with its place."""

from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from redaction.errors import DocumentTooCostly
from redaction.pdf.library import Library, decoded, page_stream
from redaction.pdf.operands import ContentUnreadable, DictOperand, Operand, name_of, number
from redaction.pdf.scopes import PageContent, Placement, Scope
from redaction.pdf.text_reader import TEXT_OPERATORS, TextReader, matrix_in
from redaction.pdf.text_state import IDENTITY, GraphicsState, Matrix, times
from redaction.pdf.tokens import parse
from redaction.pdf.values import plain

_DEPTH_LIMIT = 24
_OPS_PER_PAGE = 3_000_000
# An inline picture below this holds no line of print.
_SMALLEST_PIXELS = (24, 8)
_PAINTS = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s"})
# Kinds of shading that give each point a colour of its own, so that they can draw letters.
_MESHES = frozenset({1, 4, 5, 6, 7})
_SPACES_OF_THE_FORMAT = frozenset({"/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/Pattern"})


class Interpreter(TextReader):
    """Reads one page. Make a new one for each page; the library is shared."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self.placements: list[Placement] = []
        self.path_count = 0
        self.has_meshes = False
        self._is_page = False
        self._ops_left = _OPS_PER_PAGE
        self._path: list[tuple[int, int]] = []
        self._patterns: set[tuple[int, int]] = set()
        self._base: Matrix = IDENTITY

    def read(self, page: pikepdf.Object) -> PageContent:
        """Walk the page.

        Raises:
            ContentUnreadable: a stream on it cannot be taken apart, or a picture of print stands inline.
            DocumentTooCostly: more operators than one page may have.
        """
        resources = page.get(Name.Resources)
        scope = Scope(
            None, resources if isinstance(resources, Dictionary) else Dictionary(), parse(page_stream(page))
        )
        self._is_page = True
        self._run(scope, IDENTITY)
        return self._content(scope)

    def read_alone(self, stream: pikepdf.Object, resources: pikepdf.Object) -> PageContent:
        """Walk a stream that no page draws directly, such as the procedure of a Type3 glyph."""
        scope = Scope(stream, resources, parse(decoded(stream)), in_place=True)
        self._run(scope, IDENTITY)
        return self._content(scope)

    def _content(self, scope: Scope) -> PageContent:
        return PageContent(
            scope,
            self.segments,
            self.placements,
            self.actual_texts,
            self.path_count,
            self.unseen,
            self.has_meshes,
        )

    def _run(self, scope: Scope, ctm: Matrix, state: GraphicsState | None = None) -> None:
        self._ops_left -= len(scope.ops)
        if self._ops_left < 0:
            raise DocumentTooCostly(
                "A page draws more than one page may.", next_step="Ask for a simpler copy of the document."
            )
        outer = getattr(self, "_held", None)
        self._scope = scope
        scope.ctm = ctm
        self._state = state.copy() if state else GraphicsState(ctm)
        self._state.ctm = ctm
        self._held: tuple[list[GraphicsState], list[tuple[int, str, bool]]] = ([], [])
        self._stack, self._marks = self._held
        self._hidden = 0
        self._tm = self._line = IDENTITY
        self._chained = False
        handlers = _HANDLERS
        for index, op in enumerate(scope.ops):
            handler = handlers.get(op.name)
            if handler is not None:
                handler(self, index, op.args)
            elif op.name in _PAINTS:
                self.path_count += 1
                if self._hidden:
                    scope.renamed[index] = b"n"
        if outer is not None:
            self._held = outer
            self._stack, self._marks = outer

    def _nest(self, scope: Scope, ctm: Matrix) -> None:
        """Run a stream drawn inside this one, then go on where we were."""
        key = scope.owner.objgen if scope.owner is not None else (0, 0)
        if key in self._path or len(self._path) >= _DEPTH_LIMIT:
            raise RecursionError
        kept = (self._scope, self._state, self._held, self._hidden, self._tm, self._line, self._chained)
        self._path.append(key)
        try:
            self._run(scope, ctm, self._state)
        finally:
            self._path.pop()
            self._scope, self._state, self._held, self._hidden, self._tm, self._line, self._chained = kept
            self._stack, self._marks = self._held

    # Graphics state.

    def _save(self, _index: int, _args: list[Operand]) -> None:
        self._stack.append(self._state.copy())

    def _restore(self, _index: int, _args: list[Operand]) -> None:
        if self._stack:
            self._state = self._stack.pop()

    def _concat(self, _index: int, args: list[Operand]) -> None:
        self._state.ctm = times(matrix_in(args), self._state.ctm)

    def _ext_state(self, _index: int, args: list[Operand]) -> None:
        found = self._resource("ExtGState", args)
        if not isinstance(found, Dictionary):
            return
        font = found.get(Name.Font)
        if isinstance(font, Array) and len(font) == 2 and isinstance(font[0], Dictionary):
            self._state.font, self._state.size = self.library.font(font[0]), plain(font[1], 1.0)
        if Name.ca in found:
            self._state.is_clear = plain(found.get(Name.ca), 1.0) <= 0.02
        mask = found.get(Name.SMask)
        group = mask.get(Name.G) if isinstance(mask, Dictionary) else None
        if isinstance(group, Stream):
            self._inside(group, self._state.ctm)

    def _inside(self, stream: pikepdf.Object, ctm: Matrix) -> None:
        """Walk a mask's group or a pattern's cell, once for each page."""
        if stream.objgen in self._patterns or stream.objgen in self._path:
            return
        self._patterns.add(stream.objgen)
        child = self._child(stream, -1)
        child.in_place = True
        self._scope.children.append(child)
        self._nest(child, times(_matrix_of(stream), ctm))

    def _child(self, stream: pikepdf.Object, index: int) -> Scope:
        own = stream.get(Name.Resources)
        resources = own if isinstance(own, Dictionary) else self._scope.resources
        return Scope(stream, resources, self.library.operators(stream), parent=self._scope, parent_op=index)

    def _colour(self, _index: int, args: list[Operand]) -> None:
        if args and isinstance(args[-1], bytes) and args[-1].startswith(b"/"):
            found = self._resource("Pattern", args)
            if isinstance(found, Stream):
                self._inside(found, self._base)
            elif isinstance(found, Dictionary):
                self._note_mesh(found.get(Name.Shading))

    def _space(self, _index: int, args: list[Operand]) -> None:
        # Named by the format itself (ISO 32000-2, 8.6.3): there is no resource, and no other name.
        if args and name_of(args[-1]) not in _SPACES_OF_THE_FORMAT:
            self._resource("ColorSpace", args)

    def _note_mesh(self, shading: pikepdf.Object | None) -> None:
        if isinstance(shading, Dictionary | Stream):
            self.has_meshes = self.has_meshes or shading.get(Name.ShadingType) in _MESHES

    def _shade(self, index: int, args: list[Operand]) -> None:
        self._note_mesh(self._resource("Shading", args))
        if self._hidden:
            self._scope.dropped.add(index)

    # Forms and images.

    def _draw(self, index: int, args: list[Operand]) -> None:
        if self._hidden:
            self._scope.dropped.add(index)
            return
        found = self._resource("XObject", args)
        subtype = found.get(Name.Subtype) if isinstance(found, Stream) else None
        if found is None or subtype not in (Name.Form, Name.Image):
            self._scope.dropped.add(index)
        elif subtype == Name.Image:
            self._place(index, name_of(args[-1]), found)
        else:
            child = self._child(found, index)
            try:
                self._nest(child, times(_matrix_of(found), self._state.ctm))
            except RecursionError:
                # A form that draws itself: viewers stop there, and so does what we write.
                self._scope.dropped.add(index)
                return
            self._scope.children.append(child)

    def _inline(self, index: int, args: list[Operand]) -> None:
        if self._hidden:
            self._scope.dropped.add(index)
            return
        image = args[0]
        if isinstance(image, DictOperand):
            if self._is_page and _may_hold_print(image):
                # Its pixels cannot be read alone, and clipped or covered it would leave unread.
                raise ContentUnreadable
            space = image.get(b"/CS") or image.get(b"/ColorSpace")
            if isinstance(space, bytes):
                self._resource("ColorSpace", [space])
        self._place(index, "", None)

    def _place(self, index: int, name: str, image: pikepdf.Object | None) -> None:
        made = Placement(self._scope, index, name, image, self._state.ctm, len(self.segments))
        self._scope.placements.append(made)
        self.placements.append(made)


# By class and not by page: an interpreter that held its own methods would outlive its page.
_HANDLERS: dict[bytes, Callable[[Interpreter, int, list[Operand]], None]] = {
    **TEXT_OPERATORS,
    b"q": Interpreter._save, b"Q": Interpreter._restore, b"cm": Interpreter._concat,
    b"gs": Interpreter._ext_state, b"Do": Interpreter._draw, b"BI": Interpreter._inline,
    b"scn": Interpreter._colour, b"SCN": Interpreter._colour, b"sc": Interpreter._colour,
    b"SC": Interpreter._colour, b"cs": Interpreter._space, b"CS": Interpreter._space,
    b"sh": Interpreter._shade,
}  # fmt: skip


def _may_hold_print(image: DictOperand) -> bool:
    width = number(image.get(b"/W") or image.get(b"/Width"))
    height = number(image.get(b"/H") or image.get(b"/Height"))
    return width >= _SMALLEST_PIXELS[0] and height >= _SMALLEST_PIXELS[1]


def _matrix_of(stream: pikepdf.Object) -> Matrix:
    listed = stream.get(Name.Matrix)
    if not isinstance(listed, Array) or len(listed) != 6:
        return IDENTITY
    a, b, c, d, e, f = (plain(part) for part in listed)
    return (a, b, c, d, e, f)
