"""What the whole document carries beside its pages: their tree, the language, the title, and what others add.

All of it is written at the end, from facts gathered page by page. Pages get their numbers first, so that a link, an
outline or a tag can lead to one that is not written yet.

Source: ISO 32000-2, 7.7.2 (catalogue), 7.7.3 (page tree); docs/decisions/0021-title-outline-and-tags.md, 0024.
"""

from dataclasses import dataclass
from typing import Final

import pikepdf

from redaction.pdf.result.assembly import Assembly

_UNDER_ONE_NODE: Final = 64


@dataclass(frozen=True, slots=True)
class Carried:
    """What goes into the catalogue. Empty is: not there.

    `entries` are entries of the catalogue as they are spelt, such as those of an outline or of tags.
    """

    language: str = ""
    title: str = ""
    entries: bytes = b""


class Whole:
    """The numbers of the pages of a document that is being written, and its end."""

    def __init__(self, assembly: Assembly, pages: int) -> None:
        self._assembly = assembly
        self.count = pages
        self._root = assembly.reserve()
        self._nodes = [assembly.reserve() for _ in range(0, pages, _UNDER_ONE_NODE)]
        self._first = next(iter([assembly.reserve() for _ in range(pages)]), 0)

    def page(self, index: int) -> int:
        """The number of a page, counted from 0.

        Raises:
            ValueError: there is no such page.
        """
        if not 0 <= index < self.count:
            raise ValueError("no such page")
        return self._first + index

    def above(self, index: int) -> int:
        """The number of what a page names as its parent."""
        return self._nodes[index // _UNDER_ONE_NODE]

    def write_tree(self) -> None:
        """Write what holds the pages together."""
        for place, node in enumerate(self._nodes):
            first = place * _UNDER_ONE_NODE
            below = range(first, min(first + _UNDER_ONE_NODE, self.count))
            kids = b" ".join([b"%d 0 R" % self.page(index) for index in below])
            self._assembly.put(
                node,
                b"<< /Type /Pages /Parent %d 0 R /Count %d /Kids [ %s ] >>" % (self._root, len(below), kids),
            )
        nodes = b" ".join([b"%d 0 R" % node for node in self._nodes])
        self._assembly.put(self._root, b"<< /Type /Pages /Count %d /Kids [ %s ] >>" % (self.count, nodes))

    def finish(self, carried: Carried) -> int:
        """Write the end of the file; give its place, for `Assembly.reopen`.

        Raises:
            ValueError: something that is referred to was not written.
        """
        catalogue = b"<< /Type /Catalog /Pages %d 0 R" % self._root
        if carried.language:
            catalogue += b" /Lang " + pikepdf.String(carried.language).unparse()
        properties = None
        if carried.title:
            catalogue += b" /ViewerPreferences << /DisplayDocTitle true >>"
            properties = b"<< /Title " + pikepdf.String(carried.title).unparse() + b" >>"
        if carried.entries:
            catalogue += b" " + carried.entries
        return self._assembly.finish(catalogue + b" >>", properties)
