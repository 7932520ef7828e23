"""Builds the new document by allow-list: pages and what they draw with, and nothing else.

What is not named here is never copied: outlines, names, scripts, tags, attachments, forms, signatures,
history, thumbnails, labels, metadata need no removing. Source: ISO 32000-2, 7.7 and 7.8.3.
"""

import contextlib
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from redaction.pdf.appearances import cover_passwords
from redaction.pdf.frame import frame_of, inherited
from redaction.pdf.lettering.descriptors import kept_of
from redaction.pdf.pixels.bare_pictures import without_metadata
from redaction.pdf.pixels.inks import without_comments, without_names
from redaction.pdf.pixels.inline_pictures import store_inline_pictures, store_inline_pictures_of
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
# Flags of an annotation that a reader does not see on the screen: hidden (2), no view (6).
_UNSEEN = 2 | 32


def rebuild(pdf: pikepdf.Pdf, shown: range, *, ahead: int) -> pikepdf.Pdf:
    """Give a new document that draws what these pages of the old one show, by index.

    The page `ahead`, if there is one, follows without its pictures, for who reads on over a page's end. The old
    document must stay open until the new one is saved; its other pages lose their notes.
    It still says what layers are hidden, for who draws it; `without_layers` takes that off.
    """
    hidden = _hidden_layers(pdf)
    wanted = range(shown.start, min(max(shown.stop, ahead + 1), len(pdf.pages)))
    _flatten(pdf, hidden, wanted)
    store_inline_pictures([pdf.pages[index] for index in wanted])
    cleaner = _Cleaner(pdf, hidden)
    made = pikepdf.Pdf.new()
    for index in wanted:
        fresh = _fresh_page(pdf.pages[index].obj, cleaner)
        if index not in shown:
            _without_pictures(fresh)
        made.pages.append(pikepdf.Page(pdf.make_indirect(fresh)))
    if hidden:
        layer = made.copy_foreign(cleaner.layer)
        made.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    return made


def _fresh_page(page: pikepdf.Object, cleaner: "_Cleaner") -> Dictionary:
    frame = frame_of(page)
    fresh = Dictionary(
        Type=Name.Page,
        MediaBox=Array([frame.left, frame.bottom, frame.right, frame.top]),
        Resources=cleaner.resources(inherited(page, "/Resources")),
    )
    if frame.rotation:
        fresh.Rotate = frame.rotation
    contents = page.get(Name.Contents)
    if contents is not None:
        fresh.Contents = cleaner.contents(contents)
    group = page.get(Name.Group)
    if isinstance(group, Dictionary):
        fresh.Group = cleaner.group(group)
    return fresh


def _without_pictures(page: pikepdf.Object) -> None:
    drawn = page.Resources.get(Name.XObject)
    if isinstance(drawn, Dictionary):
        for name in [name for name, each in drawn.items() if each.get(Name.Subtype) == Name.Image]:
            del drawn[name]


def without_layers(made: pikepdf.Pdf) -> None:
    """Take off what says that layers are hidden: nothing on them is written."""
    if Name.OCProperties in made.Root:
        del made.Root.OCProperties


def _layer_key(layer: pikepdf.Object) -> tuple[int, int]:
    return layer.objgen


def _hidden_layers(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    """Say which optional content groups a reader does not see when the document opens."""
    properties = pdf.Root.get(Name.OCProperties)
    if not isinstance(properties, Dictionary):
        return set()
    default = properties.get(Name.D, Dictionary())
    groups = [layer for layer in properties.get(Name.OCGs, Array()) if isinstance(layer, Dictionary)]
    if not isinstance(default, Dictionary):
        return set()
    hidden = {_layer_key(layer) for layer in groups} if default.get(Name.BaseState) == Name.OFF else set()
    hidden |= {_layer_key(layer) for layer in default.get(Name.OFF, Array()) if isinstance(layer, Dictionary)}
    return hidden - {
        _layer_key(layer) for layer in default.get(Name.ON, Array()) if isinstance(layer, Dictionary)
    }


def is_hidden(layer: object, hidden: set[tuple[int, int]]) -> bool:
    """Say whether content that belongs to this group or membership is not shown."""
    if not isinstance(layer, Dictionary):
        return False
    if layer.get(Name.Type) != Name.OCMD:
        return layer.objgen in hidden
    named = layer.get(Name.OCGs)
    groups = list(named) if isinstance(named, Array) else [named] if isinstance(named, Dictionary) else []
    states = [group.objgen not in hidden for group in groups if isinstance(group, Dictionary)]
    if not states:
        return False
    policy = str(layer.get(Name.P, "/AnyOn"))
    shown = {"/AllOn": all(states), "/AnyOff": not all(states), "/AllOff": not any(states)}
    return not shown.get(policy, any(states))


def _flatten(pdf: pikepdf.Pdf, hidden: set[tuple[int, int]], wanted: range) -> None:
    """Draw annotations and form fields into their pages, as a reader sees them; leave out what he does not."""
    found = False
    for index in wanted:
        page = pdf.pages[index].obj
        annotations = page.get(Name.Annots)
        if isinstance(annotations, Array):
            kept = [note for note in annotations if isinstance(note, Dictionary) and _is_seen(note, hidden)]
            page.Annots = Array(kept)
            found = found or bool(kept)
    if not found:
        return
    # The library draws those of all pages. Others are drawn when their turn comes, on a document opened anew.
    for index, each in enumerate(pdf.pages):
        if index not in wanted and Name.Annots in each.obj:
            del each.obj.Annots
    cover_passwords(pdf.pages[index] for index in wanted)
    # A broken form loses its appearance, never its place in the old file: nothing of it is copied.
    with contextlib.suppress(pikepdf.PdfError, RuntimeError, ValueError, TypeError):
        pdf.generate_appearance_streams()
    with contextlib.suppress(pikepdf.PdfError, RuntimeError, ValueError, TypeError):
        pdf.flatten_annotations("all")


def _is_seen(note: pikepdf.Object, hidden: set[tuple[int, int]]) -> bool:
    try:
        flags = int(note.get(Name.F, 0))
    except (TypeError, ValueError):
        return False
    return (
        not flags & _UNSEEN
        and note.get(Name.Subtype) != Name.Popup
        and not is_hidden(note.get(Name.OC), hidden)
    )


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


class _Cleaner:
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
