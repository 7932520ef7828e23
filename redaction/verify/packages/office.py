"""Reads a Word document or a presentation back: its zip, its XML, its paragraphs, its arrows and its pictures.

Two parsers that the burner does not use read the words: expat run together and parted at tags, and ElementTree
paragraph by paragraph, with letters that stand as symbols. What must never be in a copy is looked for by name.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree

from redaction.verify.making import made
from redaction.verify.packages.charts import in_charts
from redaction.verify.packages.office_grammar import FORBIDDEN, GRAMMAR, MEMBERS, OWN_VALUES
from redaction.verify.packages.package_bytes import Member, allowed, container, in_bytes, members_of, names
from redaction.verify.packages.package_pictures import in_pictures
from redaction.verify.packages.package_xml import in_xml
from redaction.verify.sought import Sought
from redaction.verify.verdict import Check, CheckState
from redaction.verify.whole_file import Asked, of_whole_files

_SYMBOLS_START: Final = 0xF000
_TEXT: Final = frozenset({"t", "v", "delText", "instrText", "text"})
_SPELT: Final = {"oMathPara": "\n", "tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n"}
_BAR: Final = "\n|\n"  # the folding keeps it, so nothing is read across it
_ASIDE: Final = frozenset({"delText", "instrText", "delInstrText", "rt"})
_ENDS: Final = {**dict.fromkeys(("p", "tc", "tr", "pt"), "\n"), **dict.fromkeys(_ASIDE, _BAR)}
_VISIBLE_KINDS: Final = re.compile(r".*\.(xml|rels|png|jpeg)")


def _checks(held: bytes, asked: Asked) -> list[Check]:
    """Every check on the bytes of a document. One of ours may hold nothing that our copies do not."""
    members, sought, is_ours = members_of(held), asked.sought, asked.is_ours
    checks = [
        *made("container", lambda: container(held, is_ours=is_ours)),
        *made("members", lambda: names(members, sought, MEMBERS, is_ours=is_ours)),
        *made("raw bytes", lambda: in_bytes(held, members, sought)),
        *made("XML", lambda: in_xml(members, sought, GRAMMAR, MEMBERS, is_ours=is_ours)),
        *made("paragraphs", lambda: in_paragraphs(members, sought)),
        *made("charts", lambda: in_charts(members, sought)),
        *made("hiding places", lambda: hiding_places(members, is_ours=is_ours)),
    ]
    # OCR is a hundred times dearer than all else. A file that fails already need not be read.
    if not any(check.state is CheckState.FOUND for check in checks):
        checks += made("pictures", lambda: in_pictures(members, asked.terms, asked.ocr, is_ours=is_ours))
    return checks


def in_paragraphs(members: Iterable[Member], sought: Sought) -> Check:
    """The words of every part as ElementTree reads them: with what stands aside from the text, and without."""
    found = 0
    for member in members:
        if member.is_xml and member.name.endswith(".xml"):
            root = _root(member)
            found += sum(sought.count(_words(root, with_asides=asides)) for asides in (True, False))
    state = CheckState.FOUND if found else CheckState.CLEAN
    return Check("paragraphs", state, f"{found} places" if found else "")


def _root(member: Member) -> ElementTree.Element:
    if b"<!DOCTYPE" in member.held or b"<!ENTITY" in member.held:
        raise ValueError
    return ElementTree.fromstring(member.held)  # noqa: S314 - no document type, and the sandbox bounds the rest


def _words(root: ElementTree.Element, *, with_asides: bool) -> str:
    words: list[str] = []
    spoken: list[str] = []
    waiting: list[tuple[ElementTree.Element, str]] = [(root, "")]
    while waiting:
        element, ending = waiting.pop()
        if ending:
            words.append(ending)
            continue
        own = element.tag.rpartition("}")[2]
        if own in _ASIDE and not with_asides:
            continue
        words += [_BAR if own in _ASIDE else "", _said(own, element)]
        spoken += [value for key, value in element.attrib.items() if _is_spoken(own, key)]
        if own in _ENDS:
            waiting.append((element, _ENDS[own]))
        waiting += [(child, "") for child in reversed(element)]
    return _BAR.join(["".join(words), *spoken])


def _said(own: str, element: ElementTree.Element) -> str:
    if own in _TEXT:
        return element.text or ""
    return _symbol(element) if own == "sym" else _SPELT.get(own, "")


def _is_spoken(element: str, key: str) -> bool:
    """Say whether an attribute is a text that someone hears or sees: a description, the words of a numbering."""
    return key == "descr" or (element == "lvlText" and key.endswith("}val"))


def _symbol(element: ElementTree.Element) -> str:
    """The plain letter of a symbol: fonts of symbols keep theirs in a private range."""
    code = next((value for key, value in element.attrib.items() if key.endswith("char")), "")
    point = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,6}", code) else 0
    return chr(point - _SYMBOLS_START if point > _SYMBOLS_START else point) if 0 < point < 0x110000 else ""


@dataclass(frozen=True, slots=True)
class _Place:
    """An element or an attribute of a part, by its own name."""

    element: str
    attribute: str
    value: str


def hiding_places(members: Iterable[Member], *, is_ours: bool) -> list[Check]:
    """What keeps words where no reader looks: by name, by arrows to outside, and by values that are not ours."""
    hidden, outside, strange = 0, 0, 0
    for member in members:
        if not _VISIBLE_KINDS.fullmatch(member.name) or not member.is_xml:
            strange += not member.is_picture
            continue
        for place in _places(_root(member)):
            hidden += place.element in FORBIDDEN or place.attribute in FORBIDDEN
            outside += place.attribute == "TargetMode"
            pattern = OWN_VALUES.get((place.element, place.attribute))
            strange += pattern is not None and not pattern.fullmatch(place.value)
    return [
        allowed("hidden elements", hidden, "elements or attributes that hide words", is_ours=is_ours),
        allowed("links to outside", outside, "links to outside", is_ours=is_ours),
        allowed("names made anew", strange, "names that were not made anew", is_ours=is_ours),
    ]


def _places(root: ElementTree.Element) -> Iterable[_Place]:
    for element in root.iter():
        own = element.tag.rpartition("}")[2]
        yield _Place(own, "", "")
        for key, value in element.attrib.items():
            yield _Place(own, key.rpartition("}")[2], value)


inspect: Final = of_whole_files(_checks)
"""The verdict on a Word document or a presentation."""
