"""Sets small tagged documents: parts of any role with their words, each piece of words on a line of its own.

Made-up people only.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name

TOP: Final = 780.0
_LEADING: Final = 20.0


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document. What stands in it are words, which are drawn, and other parts.

    `spare` are entries of its own in the tree, `at` is where its words stand, from the foot of the page: 0 is below
    those before. `begins` is what is drawn before its words and ends with them.
    """

    role: str
    held: "tuple[str | Part, ...]" = ()
    spare: tuple[tuple[str, Any], ...] = ()
    at: float = 0.0


def part(role: str, *held: str | Part, at: float = 0.0, **spare: Any) -> Part:
    """A part with what stands in it, in order."""
    return Part(role, held, tuple(spare.items()), at)


class Setter:
    """Sets parts on pages, one after the other, and writes their tree."""

    def __init__(self) -> None:
        self.pdf = pikepdf.new()
        font = Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
        )
        self.font = self.pdf.make_indirect(font)
        self.root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array()))
        self.drawn: list[bytes] = []
        self.owners: list[Any] = []
        self.at = TOP

    def page(self, parts: Sequence[Part], *, more: bytes = b"") -> "Setter":
        """A page with parts; `more` is drawn behind them, outside all marks."""
        self.drawn, self.at = [], TOP
        made = self.pdf.add_blank_page(page_size=(595, 842)).obj
        made.Resources = Dictionary(Font=Dictionary(F1=self.font))
        for each in parts:
            self.root.K.append(self._part(each, self.root, made))
        made.Contents = self.pdf.make_stream(b"\n".join([*self.drawn, more]))
        return self

    def _part(self, given: Part, above: Any, page: Any) -> Any:
        made = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{given.role}"), P=above, Pg=page, K=Array())
        )
        for key, value in given.spare:
            made[f"/{key}"] = value
        self.at = given.at or self.at
        for held in given.held:
            made.K.append(
                self._words(held, given.role) if isinstance(held, str) else self._part(held, made, page)
            )
        return made

    def _words(self, words: str, role: str) -> int:
        number = sum(b"MCID" in line for line in self.drawn)
        shown = f"BT /F1 12 Tf 72 {self.at:.1f} Td ({words}) Tj ET"
        self.drawn.append(f"/{role} <</MCID {number}>> BDC {shown} EMC".encode())
        self.at -= _LEADING
        return number

    def written(self, path: Path, change: Callable[[pikepdf.Pdf], None] | None = None) -> Path:
        """The document, after `change` was made to it."""
        self.pdf.Root.StructTreeRoot = self.root
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)
        self.pdf.Root.Lang = pikepdf.String("en-GB")
        if change is not None:
            change(self.pdf)
        self.pdf.save(path)
        return path


def paragraphs_set(path: Path, *parts: Part, more: bytes = b"") -> Path:
    """A document of one page."""
    return Setter().page(parts, more=more).written(path)
