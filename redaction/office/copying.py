"""Copies an XML tree by allow-list: what is not allowed by name is not copied, with all that it holds."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final

from lxml import etree

from redaction.office.allowing import Allowed, Values
from redaction.office.namespaces import MC, PREFIXES, XML, named, usual, usual_address

TEXT_TAGS: Final = frozenset(map(named, ("w:t", "m:t", "a:t", "c:v", "c:separator")))
"""Elements whose own text a reader sees."""
_KEEPS_BLANKS: Final = frozenset(map(named, ("w:t", "m:t")))
_WORD_TAGS: Final = frozenset(map(named, ("wp:posOffset", "wp:align", "c:formatCode")))
_FORMAT_CODE: Final = re.compile(r"General|[0#?.,%;()\-_ £$€/:ymdhsAMP]{1,40}")
_CHOICES: Final = frozenset({"wps", "wpg", "wpc", "wp14", "w14", "a14", "p14", "v"})
_PLURALS: Final = {
    "list of properties": "lists of properties",
    "piece of hidden text": "pieces of hidden text",
    "picture of a kind that is not read here": "pictures of kinds that are not read here",
    "diagram (its words stand as text)": "diagrams (their words stand as text)",
    "drawing of free lines (a rectangle stands for it)": "drawings of free lines (rectangles stand for them)",
    "film or sound": "films or sounds",
    "link to a template": "links to templates",
    "glossary": "glossaries",
}


class Copier:
    """One walk over one story. `special` elements and attributes are treated by those who know them.

    A special element is given the old element and the new parent, and copies what it likes. A special attribute is
    given its old value, and gives the new one, or None to drop it.
    """

    def __init__(self, allowed: Allowed, values: Values, left_out: Counter[str]) -> None:
        self.allowed = allowed
        self.values = values
        self.left_out = left_out
        self.special: dict[str, Callable[[etree._Element, etree._Element], None]] = {
            f"{{{MC}}}AlternateContent": self._alternatives,
            f"{{{MC}}}Choice": self.children,
        }
        self.attributes: dict[tuple[str, str], Callable[[str], str | None]] = {}
        self._number = 0

    def root(self, old: etree._Element) -> etree._Element:
        """A new tree for the root of a part."""
        made = etree.Element(usual(str(old.tag)), nsmap=_prefixes())
        self._copy_attributes(old, made)
        self.children(old, made)
        return made

    def children(self, old: etree._Element, parent: etree._Element) -> None:
        """Copy every child that is allowed."""
        for child in old:
            self.one(child, parent)

    def one(self, old: etree._Element, parent: etree._Element) -> None:
        """Copy an element, if it is allowed."""
        tag = usual(str(old.tag))
        special = self.special.get(tag)
        if special is not None:
            special(old, parent)
        elif tag in self.allowed:
            self.element(old, parent)

    def element(self, old: etree._Element, parent: etree._Element) -> etree._Element | None:
        """Copy an allowed element with its children. None where its one value may not stay."""
        tag = usual(str(old.tag))
        made = etree.SubElement(parent, tag)
        self._copy_attributes(old, made)
        if _lost_its_value(old, made):
            parent.remove(made)
            return None
        if tag in TEXT_TAGS or (
            tag in _WORD_TAGS and old.text and (self.values.says_only_looks(old.text) or _is_code(old.text))
        ):
            made.text = old.text
            if tag in _KEEPS_BLANKS:
                made.set(f"{{{XML}}}space", "preserve")
        self.children(old, made)
        return made

    def fresh_number(self) -> str:
        """A number that no element of this story has yet."""
        self._number += 1
        return str(self._number)

    def _copy_attributes(self, old: etree._Element, made: etree._Element) -> None:
        tag = str(made.tag)
        allowed = self.allowed.attributes_of(tag)
        for name, value in old.attrib.items():
            key = usual(str(name))
            if key not in allowed:
                continue
            special = self.attributes.get((tag, key)) or self.attributes.get(("", key))
            kept = special(str(value)) if special else self._looks(str(value))
            if kept is not None:
                made.set(key, kept)

    def _is_look(self, text: str) -> bool:
        return self.values.says_only_looks(text) or _is_code(text)

    def _looks(self, value: str) -> str | None:
        return value if self.values.says_only_looks(value) else None

    def _alternatives(self, old: etree._Element, parent: etree._Element) -> None:
        """Copy one of several forms of the same thing: the newest that is understood and gives anything."""
        before = len(parent)
        for form in old:
            if form.tag == f"{{{MC}}}Choice" and not _is_understood(form):
                continue
            self.children(form, parent)
            if len(parent) > before:
                return


def _is_understood(choice: etree._Element) -> bool:
    known = {namespace: prefix for prefix, namespace in PREFIXES.items()}
    needed = choice.get("Requires", "").split()
    return all(known.get(usual_address(choice.nsmap.get(prefix, "")), "") in _CHOICES for prefix in needed)


def _lost_its_value(old: etree._Element, made: etree._Element) -> bool:
    """Say whether an element had a value and may not keep it: without it, it would mean something else."""
    return bool(old.attrib) and not made.attrib and any(str(name).endswith("val") for name in old.attrib)


def _is_code(text: str) -> bool:
    return bool(_FORMAT_CODE.fullmatch(text))


def number_format(code: str) -> str | None:
    """A format of numbers without words of its own, or None."""
    return code if _is_code(code) else None


def _prefixes() -> Mapping[str, str]:
    return {
        prefix: namespace for prefix, namespace in PREFIXES.items() if prefix not in {"xml", "mc", "v", "o"}
    }


def in_words(left_out: Counter[str]) -> tuple[str, ...]:
    """What was left out, as "3 comments": kinds and counts, never content."""
    return tuple(
        f"{count} {kind if count == 1 else _PLURALS.get(kind, kind + 's')}"
        for kind, count in sorted(left_out.items())
        if count
    )
