"""Carries the tags of one document from its old pages to its new ones.

All or nothing: a tree in which some pages are missing tells who listens to it that nothing stands on them. Without
a tree every reader goes by what it sees.

Source: docs/decisions/0025-a-fresh-tag-tree.md.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

from redaction.pdf.pixels.pictures import pixel_boxes
from redaction.pdf.result.assembly import Assembly
from redaction.pdf.result.whole import Whole
from redaction.pdf.scopes import PageContent, Placement
from redaction.pdf.tags.tag_marks import Marker, follow_marks
from redaction.pdf.tags.tag_order import not_shown
from redaction.pdf.tags.tag_tree import ARTIFACT, LOOSE, NotFollowed, Tags
from redaction.pdf.tags.tag_writing import Tagged, of_page, write_tags
from redaction.pdf.text_state import Point


@dataclass(slots=True)
class PageTags:
    """The tags of one page that is being written: `marker` writes them; there is none without a tree.

    `places` has the slot of each form and picture by its operator, `bars` those of the bars drawn over the page.
    """

    marker: Marker | None = None
    places: dict[int, int] = field(default_factory=dict)
    bars: list[int] = field(default_factory=list)

    def slot_at(self, area: Sequence[Point], content: PageContent) -> int:
        """Give the slot of the picture drawn last that lies under an area."""
        for placement in reversed(content.placements) if self.marker else ():
            if pixel_boxes(placement.ctm, [area], 1000, 1000):
                return self._slot_of(placement)
        return ARTIFACT

    def _slot_of(self, placement: Placement) -> int:
        scope, op_index = placement.scope, placement.op_index
        while scope.parent is not None:
            scope, op_index = scope.parent, scope.parent_op
        found = self.places.get(op_index, LOOSE)
        return ARTIFACT if found == LOOSE else found


@dataclass(slots=True)
class Tagging:
    """The tree of a document, if it has one, and page by page what was marked: packed, one number for each mark.

    `pictures` are the pages (by index) that became one picture, `unsettled` the parts whose order no page shows.
    """

    tags: Tags | None = None
    marks: "dict[int, array[int]]" = field(default_factory=dict)
    pictures: set[int] = field(default_factory=set)
    unsettled: set[int] = field(default_factory=set)

    def begin(self, index: int, content: PageContent) -> PageTags:
        """Say whose each piece of a page (by index) is, before anything on it is set anew.

        Raises:
            NotFollowed: it shows words that belong to no part.
        """
        if self.tags is None:
            return PageTags()
        marker = Marker(self.tags.role)
        slots = self.tags.pages.get(index, array("i"))
        return PageTags(marker, follow_marks(content, slots, self.tags.flow))

    def end(self, index: int, content: PageContent, page: PageTags) -> None:
        """Keep what was marked on a page that is written."""
        if self.tags is None or page.marker is None:
            return
        for before, after in not_shown(self.tags, content.segments, page.marker.slots):
            self.unsettled.add(self.tags.meeting(before, after))
        if page.marker.slots:
            self.marks[index] = page.marker.slots

    def beside(self, index: int) -> bytes:
        """Give what a page (by index) says of its tags."""
        return of_page(index) if index in self.marks else b""

    def written(self, whole: Whole, assembly: Assembly) -> bytes:
        """Write the tree, once every page is written; give what the catalogue says of it.

        Raises:
            NotFollowed: no part of it has anything on any page.
        """
        if self.tags is None:
            return b""
        if not self.marks:
            raise NotFollowed
        pages = [whole.page(index) for index in range(whole.count)]
        return write_tags(self.tags, Tagged(self.marks, self.pictures, self.unsettled), pages, assembly)

    def as_picture(self, index: int) -> bytes:
        """Give what marks a page that became one picture: a part of the tree, where its first words stood."""
        if self.tags is None:
            return b""
        slots = [slot for slot in self.tags.pages.get(index, ()) if slot >= 0]
        if not slots:
            return b"/Artifact BMC "
        self.marks[index] = array("i", [min(slots)])
        self.pictures.add(index)
        return b"/Figure <</MCID 0>> BDC "
