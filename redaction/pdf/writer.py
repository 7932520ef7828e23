"""Puts a read and marked page back into the document: rewritten streams, burned images, used resources only."""

import hashlib
from collections.abc import Callable, Sequence

import pikepdf
from isal import isal_zlib
from pikepdf import Array, Dictionary, Name, Stream

from redaction.pdf.bars import LABEL_FONT, Labels, label_font
from redaction.pdf.operands import name_of
from redaction.pdf.pixels.pictures import burned, pixel_boxes, touches
from redaction.pdf.pixels.scan_lines import PageLine, on_picture
from redaction.pdf.rewrite import is_set_anew, rewrite
from redaction.pdf.scopes import Burn, PageContent, Placement, Scope
from redaction.pdf.tags.tagging import PageTags
from redaction.pdf.text_state import Point

_CATEGORIES = ("Font", "XObject", "ExtGState", "ColorSpace", "Pattern", "Shading")
# Of ISA-L's levels: many times faster than zlib, and hardly larger for operators.
_LEVEL = 2
Area = Sequence[Point]


class Writer:
    """Writes pages into one document. Copies of forms and images that change are shared between pages."""

    def __init__(self, pdf: pikepdf.Pdf, labels: Labels, forget: Callable[[pikepdf.Object], None]) -> None:
        self.pdf = pdf
        self.labels = labels
        self._label_font: pikepdf.Object | None = None
        self._forget = forget
        self._cleaned: set[tuple[int, int]] = set()
        self._forms: dict[tuple[tuple[int, int], bytes], pikepdf.Object] = {}
        self._images: dict[tuple[tuple[int, int], bytes], pikepdf.Object] = {}

    def write(
        self,
        page: pikepdf.Object,
        content: PageContent,
        burns: Sequence[Burn],
        bars: Sequence[tuple[Area, int]],
        lines: Sequence[PageLine] = (),
        *,
        tags: PageTags | None = None,
    ) -> None:
        """Write a page: `burns` go from images, `bars` (each with its entry) are drawn over it.

        Before that `lines` are set anew in its images.

        Raises:
            ContentUnreadable: an image under an area cannot be decoded.
        """
        for placement in content.placements if burns else ():
            self._burn(placement, [burn.area for burn in burns if burn.order < placement.after], lines)
        scope = content.scope
        self._finish_children(scope)
        written = rewrite(scope, tags.marker if tags else None)
        drawn = balanced(scope, written) + self.labels.drawn(bars, tags)
        page.Contents = packed(self.pdf, drawn)
        page.Resources = self._resources(scope)
        if self.labels.has_label(bars):
            self.add_label_font(page.Resources)

    def add_label_font(self, resources: pikepdf.Object) -> None:
        """Let what has these resources show labels."""
        if self._label_font is None:
            self._label_font = self.pdf.make_indirect(label_font())
        if Name.Font not in resources:
            resources.Font = Dictionary()
        resources.Font[LABEL_FONT] = self._label_font

    def _finish_children(self, scope: Scope) -> bool:
        """Write what this scope draws; say whether any of it was copied, so that this scope changes too."""
        changed = False
        for child in scope.children:
            below = self._finish_children(child)
            if child.owner is None:
                continue
            dirty = below or is_dirty(child)
            if child.in_place:
                self._write_over(child)
                self._forget(child.owner)
            elif dirty:
                self._copy_form(scope, child)
                changed = True
            elif child.owner.objgen not in self._cleaned:
                self._cleaned.add(child.owner.objgen)
                self._write_over(child)
                # What it draws with has other names now: the next page reads it anew.
                self._forget(child.owner)
        return changed

    def _write_over(self, scope: Scope) -> None:
        if isinstance(scope.owner, Stream):
            scope.owner.write(isal_zlib.compress(rewrite(scope), _LEVEL), filter=Name.FlateDecode)
            scope.owner.Resources = self._resources(scope)

    def _copy_form(self, parent: Scope, child: Scope) -> None:
        written = rewrite(child)
        resources = self._resources(child)
        owner = child.owner
        if not isinstance(owner, Stream):
            return
        mark = hashlib.sha256(written + b"\0" + resources.unparse() + repr(child.wider).encode()).digest()
        made = self._forms.get((owner.objgen, mark))
        if made is None:
            made = Stream(self.pdf, b"")
            for key, value in owner.items():
                if key not in ("/Length", "/Filter", "/DecodeParms", "/Resources"):
                    made[key] = value
            made.write(isal_zlib.compress(written, _LEVEL), filter=Name.FlateDecode)
            made.Resources = resources
            if child.wider is not None:
                made.BBox = Array(child.wider)
            made = self._forms[owner.objgen, mark] = self.pdf.make_indirect(made)
        self._rename(parent, child.parent_op, made)

    def _rename(self, scope: Scope, op_index: int, made: pikepdf.Object) -> None:
        added = scope.added.setdefault("XObject", {})
        for name, value in added.items():
            if value.objgen == made.objgen:
                scope.renamed[op_index] = name.encode()
                return
        taken = scope.resources.get(Name.XObject, Dictionary())
        number = len(added)
        while (fresh := f"/Rx{number}") in added or fresh in taken:
            number += 1
        added[fresh] = made
        scope.renamed[op_index] = fresh.encode()

    def _burn(self, placement: Placement, areas: Sequence[Area], lines: Sequence[PageLine]) -> None:
        scope = placement.scope
        if placement.image is None:
            if pixel_boxes(placement.ctm, areas, 1000, 1000):
                # Inline images are small; one that a removed term touches goes whole.
                scope.dropped.add(placement.op_index)
            return
        touched = [area for area in areas if touches(placement.ctm, area)]
        moved = on_picture(lines, placement.ctm)
        if not touched and moved is None:
            return
        key = (placement.image.objgen, repr((placement.ctm, touched, moved)).encode())
        made = self._images.get(key)
        if made is None:
            fresh = burned(self.pdf, placement.image, placement.ctm, touched, moved)
            if fresh is None:
                return
            made = self._images[key] = self.pdf.make_indirect(fresh)
        self._rename(scope, placement.op_index, made)

    def _resources(self, scope: Scope) -> Dictionary:
        """Give a dictionary of what the scope's kept operators really draw with."""
        fresh = Dictionary()
        names = scope.names
        still_drawn = {
            name_of(op.args[-1])
            for index, op in enumerate(scope.ops)
            if op.name == b"Do" and op.args and index not in scope.dropped and index not in scope.renamed
        }
        for category in _CATEGORIES:
            held = scope.resources.get(f"/{category}")
            wanted = still_drawn if category == "XObject" else scope.used.get(category, set())
            kept = Dictionary()
            if isinstance(held, Dictionary):
                for name in sorted(wanted):
                    if len(name) > 1 and name in held:
                        kept[names.get(name, name)] = held[name]
            for name, value in scope.added.get(category, {}).items():
                kept[name] = value
            if len(kept):
                fresh[f"/{category}"] = kept
        if any(segment.labelled for segment in scope.segments.values()):
            self.add_label_font(fresh)
        return fresh


def is_dirty(scope: Scope) -> bool:
    """Say whether writing this scope changes what it draws."""
    return bool(
        scope.added
        or scope.dropped
        or scope.renamed
        or scope.replaced
        or scope.shifted
        or any(segment.removed for segment in scope.segments.values())
        or (scope.segments and is_set_anew(scope))
    )


def balanced(scope: Scope, content: bytes) -> bytes:
    """Wrap a page's operators so that nothing they leave behind touches what is drawn after them."""
    depth = lowest = 0
    texts = 0
    for op in scope.ops:
        if op.name == b"q":
            depth += 1
        elif op.name == b"Q":
            depth -= 1
            lowest = min(lowest, depth)
        elif op.name == b"BT":
            texts += 1
        elif op.name == b"ET":
            texts -= 1
    before = b"q\n" * (1 - lowest)
    after = (b"\nET" if texts > 0 else b"") + b"\nQ" * max(depth - lowest + 1, 1)
    return before + content + after + b"\n"


def packed(pdf: pikepdf.Pdf, content: bytes) -> pikepdf.Object:
    """Make a compressed stream."""
    made = Stream(pdf, b"")
    made.write(isal_zlib.compress(content, _LEVEL), filter=Name.FlateDecode)
    return pdf.make_indirect(made)


def replace_with_picture(
    pdf: pikepdf.Pdf,
    page: pikepdf.Object,
    jpeg: bytes,
    size: tuple[int, int],
    shown: Point,
    *,
    mark: bytes = b"",
) -> None:
    """Make a page one picture of itself; `mark` is what begins it in a tagged document."""
    image = Stream(pdf, b"")
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height = size
    image.ColorSpace, image.BitsPerComponent = Name.DeviceRGB, 8
    image.write(jpeg, filter=Name.DCTDecode)
    width, height = shown
    page.MediaBox = Array([0, 0, width, height])
    for key in ("/Rotate", "/Group"):
        if key in page:
            del page[key]
    page.Resources = Dictionary(XObject=Dictionary(R0=pdf.make_indirect(image)))
    drawn = f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /R0 Do Q".encode()
    page.Contents = packed(pdf, mark + drawn + (b" EMC" if mark else b""))
