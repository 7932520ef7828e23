"""What all stories of one Word document share: parts, pictures, styles, and the names made for the copy."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from redaction.office.allowing import Values
from redaction.office.copying import number_format
from redaction.office.namespaces import named
from redaction.office.open_xml import FreshPackage, OpenXml
from redaction.office.pictures import Gallery
from redaction.office.word_styles import Styles

_FONT_ATTRIBUTES: Final = (
    ("w:rFonts", "w:ascii"), ("w:rFonts", "w:hAnsi"), ("w:rFonts", "w:cs"), ("w:rFonts", "w:eastAsia"),
    ("w:sym", "w:font"),
)  # fmt: skip
_LANGUAGES: Final = (("w:lang", "w:val"), ("w:lang", "w:bidi"), ("w:lang", "w:eastAsia"))
_SIGNS: Final = "begChr endChr sepChr chr"


@dataclass(slots=True)
class WordParts:
    """One document on its way into one copy.

    `headings` are the headers and footers that a section shows: their old names, and their names in the copy.
    `notes` are the footnotes and endnotes that something points to, with their new numbers. `anchors` are the
    places that links point to, with their new names. `charts` are the charts, old and new. `folder` is where the
    copy keeps its parts. A presentation has the same but for styles, notes and headings.
    """

    package: OpenXml
    fresh: FreshPackage
    gallery: Gallery
    styles: Styles
    values: Values
    left_out: Counter[str]
    anchors: dict[str, str] = field(default_factory=dict)
    placed_anchors: set[str] = field(default_factory=set)
    open_anchors: dict[str, str] = field(default_factory=dict)
    notes: dict[tuple[str, str], str] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    charts: dict[str, str] = field(default_factory=dict)
    folder: str = "word"

    def heading(self, kind: str, old: str) -> str:
        """The name in the copy of a header or footer."""
        count = sum(f"/{kind}" in name for name in self.headings.values())
        return self.headings.setdefault(old, f"word/{kind}{count + 1}.xml")

    def chart(self, old: str) -> str:
        """The name in the copy of a chart."""
        return self.charts.setdefault(old, f"{self.folder}/charts/chart{len(self.charts) + 1}.xml")

    def attributes(self) -> dict[tuple[str, str], Callable[[str], str | None]]:
        """How attributes are copied that are neither numbers nor words of the format."""
        return own_attributes(self.values)


def own_attributes(values: Values) -> dict[tuple[str, str], Callable[[str], str | None]]:
    """How attributes are copied that are neither numbers nor words of the format."""

    def font(value: str) -> str | None:
        return value if values.is_font(value) else None

    def language(value: str) -> str | None:
        return value if values.is_language(value) else None

    made: dict[tuple[str, str], Callable[[str], str | None]] = {}
    made.update({(named(tag), named(name)): font for tag, name in _FONT_ATTRIBUTES})
    made.update({(named(tag), named(name)): language for tag, name in _LANGUAGES})
    made.update({(named(f"a:{tag}"), "typeface"): font for tag in ("latin", "ea", "cs", "sym", "buFont")})
    made.update({(named(f"m:{tag}"), named("m:val")): sign for tag in _SIGNS.split()})
    made[named("a:buChar"), "char"] = sign
    made[named("a:prstGeom"), "prst"] = lambda shape: shape if values.says_only_looks(shape) else "rect"
    made[named("c:numFmt"), "formatCode"] = number_format
    made["", "lang"] = language
    return made


def sign(value: str) -> str | None:
    """A single character, such as a bullet or a bracket; None for more."""
    return value if len(value) <= 1 else None
