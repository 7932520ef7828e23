"""Takes from Word's paragraphs and tables what would count the letters of a name that went from them.

Spaces and dots typed to line something up, a run for each letter, and columns that Word made as wide as what stood
in them: all of them say how long it was. Paragraphs and tables that lost nothing stay as they are.
"""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from redaction.office.namespaces import named

_SIGNS: Final = re.compile(r"([-=_.*~·…─━═])\1{3,}")
_SPACES: Final = re.compile(r"[ \u00a0\u2000-\u200a]{3,}")
_P, _R, _T, _TAB = named("w:p"), named("w:r"), named("w:t"), named("w:tab")
_PROPERTIES, _TABLE, _CELL = named("w:rPr"), named("w:tbl"), named("w:tc")
_WIDTH, _TYPE = named("w:w"), named("w:type")
_ALIKE: Final = 0.02
Paragraphs = list[tuple[etree._Element, str]]


def paragraphs_of(root: etree._Element) -> Paragraphs:
    """Every paragraph with its text, to be compared later."""
    return [(each, _text_of(each)) for each in root.iter(_P)]


def tidy(before: Paragraphs) -> None:
    """Lay out anew what stands in paragraphs whose text is not what it was, and in their tables."""
    tables: dict[etree._Element, None] = {}
    for place, (paragraph, text) in enumerate(before):
        if _text_of(paragraph) == text:
            continue
        _drop_empty_runs(paragraph)
        # A rule typed under a name, or over it, is as long as the name.
        for near, _ in before[max(place - 1, 0) : place + 2]:
            _shorten(near)
        tables |= dict.fromkeys(paragraph.iterancestors(_TABLE))
    for table in tables:
        _widen_alike(table)


def _text_of(paragraph: etree._Element) -> str:
    return "".join(each.text or "" for each in paragraph.iter(_T))


def _drop_empty_runs(paragraph: etree._Element) -> None:
    for run in list(paragraph.iter(_R)):
        held = [each for each in run if each.tag != _PROPERTIES]
        parent = run.getparent()
        if held and parent is not None and all(each.tag == _T and not each.text for each in held):
            parent.remove(run)


def _shorten(paragraph: etree._Element) -> None:
    for each in paragraph.iter(_T):
        if each.text:
            each.text = _SIGNS.sub(lambda signs: signs.group(1) * 4, _SPACES.sub("  ", each.text))
    for tab in list(paragraph.iter(_TAB)):
        before, parent = tab.getprevious(), tab.getparent()
        if parent is not None and parent.tag == _R and before is not None and before.tag == _TAB:
            parent.remove(tab)


def _widen_alike(table: etree._Element) -> None:
    """Give columns that Word fitted to their content no width, or all the same where the table's own is fixed."""
    own = table.find(named("w:tblPr"))
    layout = own.find(named("w:tblLayout")) if own is not None else None
    if layout is not None and layout.get(_TYPE) == "fixed":
        return
    columns = table.findall(f"{named('w:tblGrid')}/{named('w:gridCol')}")
    widths = [int(each.get(_WIDTH, "0")) if each.get(_WIDTH, "0").isdigit() else 0 for each in columns]
    if not widths or max(widths) - min(widths) <= _ALIKE * max(widths):
        return
    given = own.find(named("w:tblW")) if own is not None else None
    is_given = given is not None and given.get(_TYPE) in {"dxa", "pct"} and given.get(_WIDTH, "0") != "0"
    each_width = str(sum(widths) // len(widths)) if is_given else "0"
    for column in columns:
        column.set(_WIDTH, each_width)
    for width in _cell_widths(table):
        width.set(_WIDTH, "0")
        width.set(_TYPE, "auto")


def _cell_widths(table: etree._Element) -> Iterator[etree._Element]:
    for cell in table.iter(_CELL):
        found = cell.find(f"{named('w:tcPr')}/{named('w:tcW')}")
        if found is not None:
            yield found
