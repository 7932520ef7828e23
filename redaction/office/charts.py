"""Charts without their workbooks: what they show is kept as literal words and numbers.

A chart refers to cells of a workbook that travels with it, or that it stands in, and caches what it shows. The cache
is what a reader sees, so it becomes the chart's own, and nothing of the copy refers to cells.

Source: ECMA-376 part 1, 21.2.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from lxml import etree

from redaction.office.allowing import Values
from redaction.office.copying import Copier
from redaction.office.drawing_allowed import CHART
from redaction.office.flows import flow_of
from redaction.office.namespaces import named, usual
from redaction.office.runs import Taken, Terms
from redaction.wording.needles import FoldedText
from redaction.wording.spellings import is_date_code, spellings_of_date, spellings_of_number

CHART_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
NEWER_CHARTS: Final = "/chartex"
"""How the address of funnels, maps, waterfalls and their like ends."""
NEWER_CHART: Final = "chart of a newer kind"
"""What the schedule calls one, which has no place in a copy."""
_LITERAL: Final = {
    named("c:strCache"): named("c:strLit"),
    named("c:numCache"): named("c:numLit"),
    named("c:multiLvlStrCache"): named("c:strLit"),
}
_REFERENCES: Final = frozenset(map(named, ("c:strRef", "c:numRef", "c:multiLvlStrRef")))
_TITLED: Final = named("c:title")
_NUMBERS: Final = named("c:numLit")
_POINT: Final = named("c:pt")
_CODE: Final = named("c:formatCode")
_ALONG_AXES: Final = frozenset(map(named, ("c:cat", "c:xVal")))
_SHAPES: Final = named("c:userShapes")

Noted = Callable[[str, etree._Element], None]
"""Is told which cells a part of a chart refers to ("Sheet1!$A$2:$A$7"), and the part of the copy that shows them."""


def chart_copy(
    old: etree._Element,
    values: Values,
    left_out: Counter[str],
    attributes: Mapping[tuple[str, str], Callable[[str], str | None]],
    noted: Noted | None = None,
) -> etree._Element:
    """The root of a chart for the copy."""
    copier = Copier(CHART, values, left_out)
    copier.attributes.update(attributes)

    def reference(found: etree._Element, parent: etree._Element) -> None:
        for cache in found:
            literal = _LITERAL.get(usual(str(cache.tag)))
            if literal is not None:
                _literal(copier, cache, literal, parent)
        written = next((each.text or "" for each in found if usual(str(each.tag)) == named("c:f")), "")
        if noted is not None:
            noted(written, parent)

    def left(*_: etree._Element) -> None:
        left_out["embedded file"] += 1

    def shapes(*_: etree._Element) -> None:
        left_out["drawing on a chart"] += 1

    copier.special.update(dict.fromkeys(_REFERENCES, reference))
    copier.special[named("c:externalData")] = left
    copier.special[_SHAPES] = shapes
    copier.special[named("a:blipFill")] = lambda *_: None
    return copier.root(old)


def _literal(copier: Copier, cache: etree._Element, literal: str, parent: etree._Element) -> None:
    """A cache as words and numbers of the chart itself; in a title or a name, as its text."""
    points = [each for each in cache.iter() if usual(str(each.tag)) == named("c:pt")]
    if parent.tag == named("c:tx"):
        words = " ".join("".join(value.text or "" for value in point) for point in points)
        _as_text(parent, words)
        return
    made = etree.SubElement(parent, literal)
    several = usual(str(cache.tag)) == named("c:multiLvlStrCache")
    for child in cache:
        if several and usual(str(child.tag)) == named("c:lvl"):
            copier.children(child, made)
            break
        copier.one(child, made)


def literal_of(parent: etree._Element, texts: Sequence[str], *, are_numbers: bool) -> None:
    """Words or numbers of a chart that caches nothing, from the cells that it refers to."""
    if parent.tag == named("c:tx"):
        _as_text(parent, " ".join(texts))
        return
    made = etree.SubElement(parent, _NUMBERS if are_numbers else named("c:strLit"))
    etree.SubElement(made, named("c:ptCount")).set("val", str(len(texts)))
    for number, text in enumerate(texts):
        if text:
            point = etree.SubElement(made, _POINT)
            point.set("idx", str(number))
            etree.SubElement(point, named("c:v")).text = text


def take_from_chart(root: etree._Element, terms: Terms) -> Taken:
    """Take every term out of a chart: out of its words, and numbers that stand for one in any way of writing them.

    A number that goes leaves a gap in its row: a row of numbers has no place for a mark.
    """
    taken = terms.take_from(flow_of(root))
    entries, letters = list(taken.entries), taken.letters_taken
    for numbers in list(root.iter(_NUMBERS)):
        may_be_days = _may_be_days(numbers)
        for point in numbers.findall(_POINT):
            said = "".join(each.text or "" for each in point)
            entry = _entry_of(said, terms, may_be_day=may_be_days)
            if entry is not None:
                entries.append(entry)
                letters += len(said)
            if entry is not None or not _is_number(said):
                numbers.remove(point)
    return Taken(tuple(entries), letters, taken.letters)


def _may_be_days(numbers: etree._Element) -> bool:
    """Say whether numbers may be shown as dates: by their own code, or by that of the axis that they stand along."""
    above = numbers.getparent()
    return (above is not None and above.tag in _ALONG_AXES) or is_date_code(numbers.findtext(_CODE) or "")


def _entry_of(said: str, terms: Terms, *, may_be_day: bool) -> int | None:
    """The entry that a number stands for, if any."""
    if not _is_number(said):
        return None
    number = float(said)
    spelt = [*spellings_of_number(number)]
    for from_1904 in (False, True) if may_be_day else ():
        spelt += spellings_of_date(number, from_1904=from_1904)
    found = FoldedText("|".join(spelt)).find(terms.needles)
    return min((hit.entry for hit in found), default=None)


def _is_number(said: str) -> bool:
    try:
        return math.isfinite(float(said))
    except ValueError:
        return False


def _as_text(tx: etree._Element, words: str) -> None:
    """The words of a title as a rich paragraph, those of a series as its name."""
    above = tx.getparent()
    if above is None or above.tag != _TITLED:
        etree.SubElement(tx, named("c:v")).text = words
        return
    rich = etree.SubElement(tx, named("c:rich"))
    etree.SubElement(rich, named("a:bodyPr"))
    run = etree.SubElement(etree.SubElement(rich, named("a:p")), named("a:r"))
    etree.SubElement(run, named("a:t")).text = words
