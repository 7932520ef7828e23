"""What a burn did, page by page, until it is reported."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from redaction.page import Box
from redaction.pdf.frame import Frame
from redaction.pdf.scopes import PageContent
from redaction.report import BurnReport, MovedLine, Removal


@dataclass(slots=True)
class Tally:
    """Lists that grow with each page. Pages count from 1; shares are 0 to 1, one for each page in order."""

    removals: list[Removal] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    ocr_pages: list[int] = field(default_factory=list)
    rasterised: list[int] = field(default_factory=list)
    burned: list[tuple[int, Box]] = field(default_factory=list)
    moved: list[MovedLine] = field(default_factory=list)
    telling: list[int] = field(default_factory=list)
    unread_codes: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def report(self, left_out: tuple[str, ...]) -> BurnReport:
        """The whole of it; `left_out` says in words what the copy has not besides."""
        return BurnReport(
            len(self.shares), tuple(self.removals), tuple(self.shares),
            tuple(self.ocr_pages), tuple(self.rasterised), left_out=left_out, burned=tuple(self.burned),
            moved=tuple(self.moved), telling=tuple(self.telling), unread_codes=tuple(self.unread_codes),
            faults=tuple(self.faults),
        )  # fmt: skip


def part_of_page(boxes: Iterable[Box], frame: Frame) -> float:
    """How much of a page some boxes cover, 0 to 1; where they lie over each other it counts twice."""
    area = sum((box.right - box.left) * (box.bottom - box.top) for box in boxes)
    return min(area / max(frame.width * frame.height, 1.0), 1.0)


def share_of(content: PageContent) -> float:
    """How many of the letters of a page went, 0 to 1."""
    removed = sum(len(segment.removed) for segment in content.segments)
    if not removed:
        return 0.0
    return removed / max(sum(segment.count for segment in content.segments), removed)
