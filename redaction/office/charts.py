"""Charts without their workbooks: what they show is kept as literal words and numbers.

A chart refers to cells of a workbook that travels beside it with everything its author ever typed, and caches
what it shows. The cache is what a reader sees, so it becomes the chart's own; the workbook is left out.

Source: ECMA-376 part 1, 21.2.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final

from lxml import etree

from redaction.office.allowing import Values
from redaction.office.copying import Copier
from redaction.office.drawing_allowed import CHART
from redaction.office.namespaces import named, usual

_LITERAL: Final = {
    named("c:strCache"): named("c:strLit"),
    named("c:numCache"): named("c:numLit"),
    named("c:multiLvlStrCache"): named("c:strLit"),
}
_REFERENCES: Final = frozenset(map(named, ("c:strRef", "c:numRef", "c:multiLvlStrRef")))
_TITLED: Final = named("c:title")


def chart_copy(
    old: etree._Element,
    values: Values,
    left_out: Counter[str],
    attributes: Mapping[tuple[str, str], Callable[[str], str | None]],
) -> etree._Element:
    """The root of a chart for the copy."""
    copier = Copier(CHART, values, left_out)
    copier.attributes.update(attributes)

    def reference(found: etree._Element, parent: etree._Element) -> None:
        for cache in found:
            literal = _LITERAL.get(usual(str(cache.tag)))
            if literal is not None:
                _literal(copier, cache, literal, parent)

    def left(*_: etree._Element) -> None:
        left_out["embedded file"] += 1

    copier.special.update(dict.fromkeys(_REFERENCES, reference))
    copier.special[named("c:externalData")] = left
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
