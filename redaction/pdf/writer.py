"""Puts a read and marked page back into the document: rewritten streams, burned images, used resources only."""

import hashlib
import zlib
from collections.abc import Callable, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from redaction.pdf.pictures import burned, pixel_boxes
from redaction.pdf.rewrite import Quad, rewrite
from redaction.pdf.scopes import Burn, PageContent, Placement, Scope
from redaction.pdf.text_state import Point
from redaction.pdf.tokens import name_of
from redaction.schedule import Gap

_CATEGORIES = ("Font", "XObject", "ExtGState", "ColorSpace", "Pattern", "Shading")
Area = Sequence[Point]


class Writer:
    """Writes pages into one document. Copies of forms and images that change are shared between pages."""

    def __init__(self, pdf: pikepdf.Pdf, gap: Gap, forget: Callable[[pikepdf.Object], None]) -> None:
        self.pdf = pdf
        self.gap = gap
        self._forget = forget
        self._cleaned: set[tuple[int, int]] = set()
        self._forms: dict[tuple[tuple[int, int], bytes], pikepdf.Object] = {}
        self._images: dict[tuple[tuple[int, int], bytes], pikepdf.Object] = {}

    def write(
        self, page: pikepdf.Object, content: PageContent, burns: Sequence[Burn], seen: Sequence[Area]
    ) -> dict[tuple[int, int], Quad]:
        """Write a page: `burns` go from images, `seen` get bars as removed text does. Gives where bars stand.

        Raises:
            ContentUnreadable: an image under an area cannot be decoded.
        """
        bars: dict[tuple[int, int], Quad] = {}
        for placement in content.placements if burns else ():
            self._burn(placement, [burn.area for burn in burns if burn.order < placement.after])
        scope = content.scope
        self._finish_children(scope, bars)
        written = rewrite(scope, self.gap)
        bars.update(written.bars)
        body = balanced(scope, written.content) + drawn_bars([*bars.values(), *seen])
        page.Contents = packed(self.pdf, body)
        page.Resources = self._resources(scope)
        return bars

    def _finish_children(self, scope: Scope, bars: dict[tuple[int, int], Quad]) -> bool:
        """Write what this scope draws; say whether any of it was copied, so that this scope changes too."""
        changed = False
        for child in scope.children:
            below = self._finish_children(child, bars)
            if child.owner is None:
                continue
            dirty = below or is_dirty(child)
            if child.in_place:
                self._write_over(child, bars)
                self._forget(child.owner)
            elif dirty:
                self._copy_form(scope, child, bars)
                changed = True
            elif child.owner.objgen not in self._cleaned:
                self._cleaned.add(child.owner.objgen)
                self._write_over(child, bars)
        return changed

    def _write_over(self, scope: Scope, bars: dict[tuple[int, int], Quad]) -> None:
        written = rewrite(scope, self.gap)
        bars.update(written.bars)
        if isinstance(scope.owner, Stream):
            scope.owner.write(zlib.compress(written.content), filter=Name.FlateDecode)
            scope.owner.Resources = self._resources(scope)

    def _copy_form(self, parent: Scope, child: Scope, bars: dict[tuple[int, int], Quad]) -> None:
        written = rewrite(child, self.gap)
        bars.update(written.bars)
        resources = self._resources(child)
        owner = child.owner
        if not isinstance(owner, Stream):
            return
        mark = hashlib.sha256(written.content + b"\0" + resources.unparse()).digest()
        made = self._forms.get((owner.objgen, mark))
        if made is None:
            made = Stream(self.pdf, b"")
            for key, value in owner.items():
                if key not in ("/Length", "/Filter", "/DecodeParms", "/Resources"):
                    made[key] = value
            made.write(zlib.compress(written.content), filter=Name.FlateDecode)
            made.Resources = resources
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

    def _burn(self, placement: Placement, areas: Sequence[Area]) -> None:
        scope = placement.scope
        if placement.image is None:
            if pixel_boxes(placement.ctm, areas, 1000, 1000):
                # Inline images are small; one that a removed term touches goes whole.
                scope.dropped.add(placement.op_index)
            return
        touched = [area for area in areas if pixel_boxes(placement.ctm, [area], 1000, 1000)]
        if not touched:
            return
        key = (placement.image.objgen, repr((placement.ctm, touched)).encode())
        made = self._images.get(key)
        if made is None:
            fresh = burned(self.pdf, placement.image, placement.ctm, touched)
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
        return fresh


def is_dirty(scope: Scope) -> bool:
    """Say whether writing this scope changes what it draws."""
    return bool(
        scope.added
        or scope.dropped
        or scope.renamed
        or any(segment.removed or segment.lead for segment in scope.segments.values())
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


def drawn_bars(quads: Sequence[Area]) -> bytes:
    """Draw a black bar over each of these areas."""
    if not quads:
        return b""
    lines = [b"q 0 g"]
    for quad in quads:
        points = [f"{x:.2f} {y:.2f}".encode() for x, y in quad]
        lines.append(points[0] + b" m " + b" ".join(point + b" l" for point in points[1:]) + b" h f")
    lines.append(b"Q\n")
    return b"\n".join(lines)


def packed(pdf: pikepdf.Pdf, content: bytes) -> pikepdf.Object:
    """Make a compressed stream."""
    made = Stream(pdf, b"")
    made.write(zlib.compress(content), filter=Name.FlateDecode)
    return pdf.make_indirect(made)


def replace_with_picture(
    pdf: pikepdf.Pdf, page: pikepdf.Object, jpeg: bytes, size: tuple[int, int], shown: Point
) -> None:
    """Make a page one picture of itself."""
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
    page.Contents = packed(pdf, f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /R0 Do Q".encode())
