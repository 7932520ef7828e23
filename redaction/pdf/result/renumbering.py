"""Writes what pages show under the new numbers of letters, in every stream that shows text.

Source: ISO 32000-2, 9.4.3 (showing text), 8.10 (forms), 9.6.4 (Type 3 fonts).
"""

from collections.abc import Mapping
from typing import Final

import pikepdf
from isal import isal_zlib
from pikepdf import Array, Dictionary, Name, Stream, String

Place = tuple[int, int]
_LEVEL: Final = 2
_DRAWN_WITH: Final = ("/XObject", "/Pattern", "/ExtGState", "/Font")
_SHOWS: Final = frozenset({"Tj", "TJ", "'", '"'})


class Renumbering:
    """The fonts (by their place in this file) whose letters get new numbers, and which streams are done."""

    def __init__(self, fresh: Mapping[Place, Mapping[int, int]], two_bytes: frozenset[Place]) -> None:
        self._fresh = fresh
        self._two_bytes = two_bytes
        self._done: set[Place] = set()

    def page(self, page: pikepdf.Object) -> None:
        """Write a page, and what it draws with, under the new numbers."""
        resources = page.get(Name.Resources)
        if not isinstance(resources, Dictionary) or not self._is_told(resources, set()):
            return
        contents = page.get(Name.Contents)
        if isinstance(contents, Stream):
            self._stream(contents, resources, None)
        self._others(resources)

    def _is_told(self, resources: pikepdf.Object, seen: set[Place]) -> bool:
        """Say whether any of these fonts is drawn with, here or below."""
        for category in _DRAWN_WITH:
            held = resources.get(category)
            for value in held.values() if isinstance(held, Dictionary) else ():
                if value.objgen in self._fresh or self._is_told_by(value, seen):
                    return True
        return False

    def _is_told_by(self, value: pikepdf.Object, seen: set[Place]) -> bool:
        if not isinstance(value, Dictionary | Stream) or (value.is_indirect and value.objgen in seen):
            return False
        if value.is_indirect:
            seen.add(value.objgen)
        below = value.get(Name.Resources)
        if isinstance(below, Dictionary) and self._is_told(below, seen):
            return True
        group = _group_of(value)
        shown = value.get(Name.Font)
        is_set = isinstance(shown, Array) and len(shown) == 2 and shown[0].objgen in self._fresh
        return is_set or (group is not None and self._is_told_by(group, seen))

    def _others(self, resources: pikepdf.Object) -> None:
        """What is not drawn by name: patterns, soft masks, and the glyphs of Type 3 fonts."""
        for category in _DRAWN_WITH:
            held = resources.get(category)
            for value in held.values() if isinstance(held, Dictionary) else ():
                if not isinstance(value, Dictionary | Stream):
                    continue
                if isinstance(value, Stream):
                    self._below(value, resources, None)
                elif (group := _group_of(value)) is not None:
                    self._below(group, resources, None)
                elif isinstance(value.get(Name.CharProcs), Dictionary):
                    own = value.get(Name.Resources)
                    for procedure in value.CharProcs.values():
                        self._below(procedure, own if isinstance(own, Dictionary) else resources, None)

    def _below(self, stream: pikepdf.Object | None, outer: pikepdf.Object, font: Place | None) -> None:
        if not isinstance(stream, Stream) or stream.objgen in self._done:
            return
        if stream.get(Name.Subtype) == Name.Image:
            return
        self._done.add(stream.objgen)
        own = stream.get(Name.Resources)
        resources = own if isinstance(own, Dictionary) else outer
        self._stream(stream, resources, font)
        self._others(resources)

    def _stream(self, stream: pikepdf.Object, resources: pikepdf.Object, font: Place | None) -> None:
        fonts, drawn, states = (resources.get(key) for key in ("/Font", "/XObject", "/ExtGState"))
        made: list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage] = []
        stack: list[Place | None] = []
        is_new = False
        for instruction in pikepdf.parse_content_stream(stream):
            operands, operator = list(instruction.operands), str(instruction.operator)
            if operator == "q":
                stack.append(font)
            elif operator == "Q" and stack:
                font = stack.pop()
            elif operator == "Tf" and operands:
                font = _place_of(fonts, operands[0])
            elif operator == "gs" and operands:
                font = _font_of(states, operands[0]) or font
            elif operator == "Do" and operands and isinstance(drawn, Dictionary):
                self._below(drawn.get(str(operands[0])), resources, font)
            elif font is not None and font in self._fresh and operator in _SHOWS and operands:
                operands[-1] = self._shown(operands[-1], font)
                made.append(pikepdf.ContentStreamInstruction(operands, instruction.operator))
                is_new = True
                continue
            made.append(instruction)
        if is_new:
            content = pikepdf.unparse_content_stream(made)
            stream.write(isal_zlib.compress(content, _LEVEL), filter=Name.FlateDecode)

    def _shown(self, operand: pikepdf.Object, font: Place) -> pikepdf.Object:
        if isinstance(operand, Array):
            return Array([self._shown(part, font) if isinstance(part, String) else part for part in operand])
        held, fresh = bytes(operand), self._fresh[font]
        if font not in self._two_bytes:
            return String(bytes(fresh.get(code, code) for code in held))
        codes = [int.from_bytes(held[at : at + 2]) for at in range(0, len(held), 2)]
        return String(b"".join(fresh.get(code, code).to_bytes(2) for code in codes))


def _group_of(state: pikepdf.Object) -> pikepdf.Object | None:
    mask = state.get("/SMask")
    return mask.get("/G") if isinstance(mask, Dictionary) and not isinstance(mask, Stream) else None


def _place_of(fonts: pikepdf.Object | None, name: pikepdf.Object) -> Place | None:
    found = fonts.get(str(name)) if isinstance(fonts, Dictionary) else None
    return found.objgen if isinstance(found, Dictionary) else None


def _font_of(states: pikepdf.Object | None, name: pikepdf.Object) -> Place | None:
    state = states.get(str(name)) if isinstance(states, Dictionary) else None
    shown = state.get(Name.Font) if isinstance(state, Dictionary) else None
    return shown[0].objgen if isinstance(shown, Array) and len(shown) == 2 else None
