"""What a burn did, as plain values: what went, from where, and what was left out. Never a word of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from redaction.kinds.document_kind import DocumentKind
from redaction.page import Box


@dataclass(frozen=True, slots=True)
class Removal:
    """One thing taken out: its page or part (from 1), its place in the schedule's entries, and its box.

    The box is where the bar stands now, in points; in a part that has no layout (a cell, a header) it is empty.
    """

    page_number: int
    entry: int
    box: Box


@dataclass(frozen=True, slots=True)
class MovedLine:
    """A line of a scanned page whose words were moved, in points of the page as shown.

    Its height is that at its left edge; it sinks by `slope` for each point to the right. Each of `moves` is where
    columns began and ended, and where they begin now. All of it is said of the page turned left by `quarters`, so
    that the line's print is upright. It is for the checker of the copy, and goes no further: where words stood tells
    how long the words between them were.
    """

    page_number: int
    box: Box
    slope: float
    moves: tuple[tuple[float, float, float], ...]
    quarters: int = 0

    def as_record(self) -> list[Any]:
        box = self.box
        return [
            self.page_number,
            box.left,
            box.top,
            box.right,
            box.bottom,
            self.slope,
            [*map(list, self.moves)],
            self.quarters,
        ]

    @classmethod
    def from_record(cls, record: Sequence[Any]) -> "MovedLine":
        """Raises ValueError or TypeError where it is none."""
        number, left, top, right, bottom, slope, moves, quarters = record
        return cls(
            int(number),
            Box(float(left), float(top), float(right), float(bottom)),
            float(slope),
            tuple((float(first), float(past), float(to)) for first, past, to in moves),
            int(quarters) % 4,
        )


NOWHERE = Box(0.0, 0.0, 0.0, 0.0)
"""The box of a removal in a part that has no layout."""


@dataclass(frozen=True, slots=True)
class Told:
    """What an earlier result showed: pages that become pictures of themselves, and places in pictures that go.

    `is_untagged` says that it told something by its tags, or that they could not be followed: they all go.
    """

    as_pictures: frozenset[int] = frozenset()
    places: tuple[Removal, ...] = ()
    is_untagged: bool = False


@dataclass(frozen=True, slots=True)
class BurnReport:
    """What a burn did, without a word of what it removed.

    `pages` counts pages or, in a format without pages, parts. `share_removed` has for each the part that went,
    0 to 1: of its letters, or of its area when the words stood in pictures. `ocr_pages` were read by OCR;
    `rasterised_pages` are now pictures of themselves. `part_names` says what each part is ("Body", "Header 1",
    "Sheet 2"); empty where pages are pages. `left_out` names in plain words what did not travel at all
    ("3 comments", "1 embedded file"): kinds and counts, never content. `kind` is that of the copy.
    `burned` are the areas (page and box) that every picture lying there was burned in: the verifier looks at
    the stored pixels of each. `moved` are lines of scanned pages that were set anew. `telling` has the number of a
    page or part for each bar in a picture whose width may tell how long the word under it was; `unread_codes` has it
    for each printed code that was seen and could not be read. `faults` says for each page that became a picture
    because our own reading of it failed what was raised and where in our code: for whoever runs the service.
    """

    pages: int
    removals: tuple[Removal, ...]
    share_removed: tuple[float, ...]
    ocr_pages: tuple[int, ...] = ()
    rasterised_pages: tuple[int, ...] = ()
    part_names: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    kind: DocumentKind = DocumentKind.PDF
    burned: tuple[tuple[int, Box], ...] = ()
    moved: tuple[MovedLine, ...] = ()
    telling: tuple[int, ...] = ()
    unread_codes: tuple[int, ...] = ()
    faults: tuple[str, ...] = ()

    def as_record(self) -> dict[str, Any]:
        """For JSON, across the border of a child."""
        return {
            "pages": self.pages,
            "removals": [
                [each.page_number, each.entry, each.box.left, each.box.top, each.box.right, each.box.bottom]
                for each in self.removals
            ],
            "share_removed": list(self.share_removed),
            "ocr_pages": list(self.ocr_pages),
            "rasterised_pages": list(self.rasterised_pages),
            "part_names": list(self.part_names),
            "left_out": list(self.left_out),
            "kind": self.kind.value,
            "burned": [[number, box.left, box.top, box.right, box.bottom] for number, box in self.burned],
            "moved": [line.as_record() for line in self.moved],
            "telling": list(self.telling),
            "unread_codes": list(self.unread_codes),
            "faults": list(self.faults),
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "BurnReport":
        """A report as `as_record` wrote it, from a child.

        Raises:
            KeyError, TypeError, ValueError: it is not one.
        """
        removals = tuple(
            Removal(int(number), int(entry), Box(float(left), float(top), float(right), float(bottom)))
            for number, entry, left, top, right, bottom in record["removals"]
        )
        return cls(
            pages=int(record["pages"]),
            removals=removals,
            share_removed=tuple(float(share) for share in record["share_removed"]),
            ocr_pages=tuple(int(number) for number in record["ocr_pages"]),
            rasterised_pages=tuple(int(number) for number in record["rasterised_pages"]),
            part_names=tuple(str(name) for name in record["part_names"]),
            left_out=tuple(str(words) for words in record["left_out"]),
            kind=DocumentKind(record["kind"]),
            burned=tuple((int(row[0]), Box(*map(float, row[1:5]))) for row in record["burned"]),
            moved=tuple(MovedLine.from_record(row) for row in record.get("moved", ())),
            telling=tuple(int(number) for number in record.get("telling", ())),
            unread_codes=tuple(int(number) for number in record.get("unread_codes", ())),
            faults=tuple(str(fault) for fault in record.get("faults", ())),
        )
