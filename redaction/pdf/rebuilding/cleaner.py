"""Takes everything off what a page draws with that drawing does not need: by allow-list, object by object.

Source: ISO 32000-2, 7.8.3 (resource dictionaries).
"""

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from redaction.pdf.lettering.descriptors import kept_of
from redaction.pdf.pixels.bare_pictures import without_metadata
from redaction.pdf.pixels.inks import without_comments, without_names
from redaction.pdf.pixels.inline_pictures import store_inline_pictures_of
from redaction.pdf.rebuilding.layers import is_hidden
from redaction.pdf.values import plain

_STREAM = frozenset({"/Length", "/Filter", "/DecodeParms"})
_FORM = _STREAM | {"/Type", "/Subtype", "/FormType", "/BBox", "/Matrix", "/Resources", "/Group"}
_IMAGE = _STREAM | {
    "/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Decode", "/ImageMask",
    "/Mask", "/SMask", "/SMaskInData", "/Matte", "/Interpolate", "/Intent",
}  # fmt: skip
_FONT = frozenset({
    "/Type", "/Subtype", "/BaseFont", "/FirstChar", "/LastChar", "/Widths", "/FontDescriptor", "/Encoding",
    "/ToUnicode", "/DescendantFonts", "/CIDSystemInfo", "/DW", "/W", "/DW2", "/W2", "/CIDToGIDMap",
    "/FontBBox", "/FontMatrix", "/CharProcs", "/Resources",
})  # fmt: skip
_PROGRAM = _STREAM | {"/Length1", "/Length2", "/Length3", "/Subtype"}
_CMAP = _STREAM | {"/Type", "/CMapName", "/CIDSystemInfo", "/WMode", "/UseCMap"}
_EXT_STATE = frozenset({
    "/Type", "/LW", "/LC", "/LJ", "/ML", "/D", "/RI", "/OP", "/op", "/OPM", "/Font", "/FL", "/SM", "/SA",
    "/BM", "/SMask", "/CA", "/ca", "/AIS", "/TK", "/TR", "/TR2",
})  # fmt: skip
_PATTERN = _STREAM | {
    "/Type", "/PatternType", "/PaintType", "/TilingType", "/BBox", "/XStep", "/YStep", "/Resources",
    "/Matrix", "/Shading", "/ExtGState",
}  # fmt: skip
# Transparency groups, shadings, functions and colour spaces.
_PAINT = _STREAM | {
    "/Type", "/S", "/CS", "/I", "/K", "/ShadingType", "/ColorSpace", "/Background", "/BBox", "/AntiAlias",
    "/Domain", "/Coords", "/Function", "/Extend", "/Matrix", "/BitsPerCoordinate", "/BitsPerComponent",
    "/BitsPerFlag", "/Decode", "/VerticesPerRow", "/FunctionType", "/Range", "/Size", "/BitsPerSample", "/Order",
    "/Encode", "/C0", "/C1", "/N", "/Functions", "/Bounds", "/WhitePoint", "/BlackPoint", "/Gamma", "/Alternate",
}  # fmt: skip
_GENERIC_DEPTH = 40


def _plain_numbers(value: pikepdf.Object) -> None:
    """Write a form's box and matrix as plain numbers, as many as it takes: some readers stop at anything else."""
    for key, count in (("/BBox", 4), ("/Matrix", 6)):
        listed = value.get(key)
        if isinstance(listed, Array) and len(listed) == count:
            value[key] = Array([plain(part) for part in listed])
        elif key == "/Matrix" and key in value:
            del value[key]


def _keep_only(value: pikepdf.Object, allowed: frozenset[str]) -> None:
    for key in list(value.keys()):
        if key not in allowed:
            del value[key]


class Cleaner:
    """Takes everything off the objects a page draws with that drawing does not need. Works in place."""

    def __init__(self, pdf: pikepdf.Pdf, hidden: set[tuple[int, int]]) -> None:
        self.pdf = pdf
        self.hidden = hidden
        self.seen: set[tuple[int, int]] = set()
        # One for all hidden layers. Who draws a page before it is rewritten must not draw them.
        self.layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=pikepdf.String(""), Hidden=True))

    def _is_new(self, value: pikepdf.Object) -> bool:
        if not value.is_indirect:
            return True
        if value.objgen in self.seen:
            return False
        self.seen.add(value.objgen)
        return True

    def contents(self, contents: pikepdf.Object) -> pikepdf.Object:
        parts = (
            [contents]
            if isinstance(contents, Stream)
            else list(contents)
            if isinstance(contents, Array)
            else []
        )
        kept = [part for part in parts if isinstance(part, Stream)]
        for part in kept:
            _keep_only(part, _STREAM)
        return Array(kept)

    def group(self, group: pikepdf.Object) -> pikepdf.Object:
        _keep_only(group, frozenset({"/Type", "/S", "/CS", "/I", "/K"}))
        self._generic(group, 0)
        return group

    def resources(self, found: object) -> Dictionary:
        """Give a fresh resource dictionary of allowed categories."""
        fresh = Dictionary()
        if not isinstance(found, Dictionary):
            return fresh
        cleaners = {
            "/Font": self.font, "/XObject": self._x_object, "/ExtGState": self._ext_state,
            "/Pattern": self._pattern, "/ColorSpace": self._any, "/Shading": self._any,
            "/Properties": self._property,
        }  # fmt: skip
        for category, clean in cleaners.items():
            entries = found.get(category)
            if not isinstance(entries, Dictionary):
                continue
            kept = Dictionary()
            for name, value in entries.items():
                cleaned = clean(value)
                if cleaned is not None:
                    # A font of its own number can be told from others, and pruned.
                    shared = category == "/Font" and not cleaned.is_indirect
                    kept[name] = self.pdf.make_indirect(cleaned) if shared else cleaned
            fresh[category] = kept
        return fresh

    def _any(self, value: pikepdf.Object) -> pikepdf.Object:
        self._generic(value, 0)
        return value

    def _property(self, value: pikepdf.Object) -> pikepdf.Object | None:
        hides = is_hidden(value, self.hidden)
        actual = value.get(Name.ActualText) if isinstance(value, Dictionary) else None
        if hides and not isinstance(actual, pikepdf.String):
            return self.layer
        fresh = Dictionary()
        if hides:
            fresh.Hidden = True
        if isinstance(actual, pikepdf.String):
            fresh.ActualText = actual
        number: Any = value.get(Name.MCID) if isinstance(value, Dictionary) else None
        if isinstance(number, int):
            # Whose the drawing is; it is read there, and written under another number or not at all.
            fresh.MCID = number
        return fresh

    def font(self, font: pikepdf.Object) -> pikepdf.Object | None:
        if not isinstance(font, Dictionary):
            return None
        if not self._is_new(font):
            return font
        _keep_only(font, _FONT)
        self._program(font.get(Name.FontDescriptor))
        for key in ("/Encoding", "/ToUnicode"):
            value = font.get(key)
            if isinstance(value, Stream):
                _keep_only(value, _CMAP)
            elif isinstance(value, Dictionary):
                _keep_only(value, frozenset({"/Type", "/BaseEncoding", "/Differences"}))
        below = font.get(Name.DescendantFonts)
        for descendant in below if isinstance(below, Array) else ():
            self.font(descendant)
        procedures = font.get(Name.CharProcs)
        if isinstance(procedures, Dictionary):
            for _, procedure in procedures.items():
                if isinstance(procedure, Stream):
                    _keep_only(procedure, _STREAM)
        if Name.Resources in font:
            font.Resources = self.resources(font.Resources)
        return font

    def _program(self, descriptor: object) -> None:
        if isinstance(descriptor, Dictionary):
            _keep_only(descriptor, kept_of(descriptor))
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                program = descriptor.get(key)
                if isinstance(program, Stream):
                    _keep_only(program, _PROGRAM)

    def _x_object(self, value: pikepdf.Object) -> pikepdf.Object | None:
        if not isinstance(value, Stream) or is_hidden(value.get(Name.OC), self.hidden):
            return None
        if not self._is_new(value):
            return value
        if value.get(Name.Subtype) == Name.Form:
            return self._form(value)
        if value.get(Name.Subtype) == Name.Image:
            return self._image(value)
        return None

    def _form(self, form: pikepdf.Object) -> pikepdf.Object:
        _keep_only(form, _FORM)
        _plain_numbers(form)
        if Name.Resources in form:
            # Taken off first: forms may refer to each other in a circle.
            found = form.Resources
            form.Resources = self.resources(found)
        if isinstance(form.get(Name.Group), Dictionary):
            self.group(form.Group)
        return form

    def _image(self, image: pikepdf.Object) -> pikepdf.Object:
        _keep_only(image, _IMAGE)
        without_metadata(image)
        for key in ("/SMask", "/Mask"):
            mask = image.get(key)
            if isinstance(mask, Stream) and self._is_new(mask):
                self._image(mask)
        self._generic(image.get(Name.ColorSpace), 0)
        return image

    def _ext_state(self, state: pikepdf.Object) -> pikepdf.Object | None:
        if not isinstance(state, Dictionary):
            return None
        if not self._is_new(state):
            return state
        _keep_only(state, _EXT_STATE)
        for key in ("/TR", "/TR2"):
            # What turns a negative into the picture a reader sees.
            self._generic(state.get(key), 0)
        mask = state.get(Name.SMask)
        if isinstance(mask, Dictionary):
            _keep_only(mask, frozenset({"/Type", "/S", "/G", "/BC", "/TR"}))
            group = mask.get(Name.G)
            if isinstance(group, Stream) and self._is_new(group):
                store_inline_pictures_of(group)
                self._form(group)
            if isinstance(mask.get(Name.TR), Dictionary | Stream):
                self._generic(mask.TR, 0)
        font = state.get(Name.Font)
        if isinstance(font, Array) and len(font) == 2:
            self.font(font[0])
        return state

    def _pattern(self, pattern: pikepdf.Object) -> pikepdf.Object | None:
        if not isinstance(pattern, Dictionary | Stream):
            return None
        if not self._is_new(pattern):
            return pattern
        if isinstance(pattern, Stream):
            store_inline_pictures_of(pattern)
        _keep_only(pattern, _PATTERN)
        _plain_numbers(pattern)
        if Name.Resources in pattern:
            found = pattern.Resources
            pattern.Resources = self.resources(found)
        self._generic(pattern.get(Name.Shading), 0)
        if Name.ExtGState in pattern:
            self._ext_state(pattern.ExtGState)
        return pattern

    def _generic(self, value: object, depth: int) -> None:
        """Keep what paints of everything below a colour space, a shading or a function."""
        if depth > _GENERIC_DEPTH or not isinstance(value, Array | Dictionary | Stream):
            return
        if not self._is_new(value):
            return
        if isinstance(value, Array):
            without_names(value)
            for part in value:
                self._generic(part, depth + 1)
            return
        without_comments(value)
        _keep_only(value, _PAINT)
        for part in [part for _, part in value.items()]:
            self._generic(part, depth + 1)
