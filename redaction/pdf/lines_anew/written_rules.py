"""Finds what was typed over the rules of a form: it begins where its rule begins, and no line of it goes on below.

Rules to write on are rows of underscores. What lies over one was put there by who filled the form in; the form says
where it stands, and not what went before it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from redaction.pdf.lettering.fonts import BLANK
from redaction.pdf.lines_anew.columns import Strip
from redaction.pdf.lines_anew.lines import Line
from redaction.pdf.lines_anew.splitting import Splitter
from redaction.pdf.text_state import Segment

_ROW = re.compile("_{4,}")
_BESIDE_EM = 1.0
_APART_EM = 0.5


@dataclass(frozen=True, slots=True)
class _Rule:
    line: int
    across: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class WrittenRules:
    """The rules to write on of a page."""

    found: Sequence[_Rule] = ()

    @classmethod
    def of(cls, lines: Sequence[Line], ruler: Splitter) -> "WrittenRules":
        """Give those of the lines of one direction."""
        return cls([
            _Rule(number, ruler.across(segment.start_point), *ends)
            for number, line in enumerate(lines)
            for segment in line
            if "____" in segment.text
            for ends in _rows(segment, ruler.along(segment.start_point))
        ])  # fmt: skip

    def has(self, strip: Strip) -> bool:
        """Say whether a strip was typed over a rule, from its beginning on."""
        return any(
            rule.line != strip.line
            and abs(rule.across - strip.across) < _APART_EM * strip.em
            and abs(rule.left - strip.left) < _BESIDE_EM * strip.em
            for rule in self.found
        )


def _rows(segment: Segment, start: float) -> list[tuple[float, float]]:
    glyphs, scale = segment.glyphs, segment.scale
    shown = "".join(
        "_" if text == "_" and kind != BLANK[0] else " "
        for text, kind in zip(glyphs.texts, glyphs.kinds, strict=True)
    )
    return [
        (start + glyphs.at[row.start()] * scale, start + glyphs.pens[row.end() - 1] * scale)
        for row in _ROW.finditer(shown)
    ]
