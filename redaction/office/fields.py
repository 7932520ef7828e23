"""Fields of Word: what a reader sees of them stays as plain text, what computes it goes.

An instruction can name a person, a file or an address, and a program that opens the copy would compute it
again. Only page numbers stay fields: they hold no more than their own name, which is written anew here.
"""

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from lxml import etree

from redaction.office.namespaces import named

_PAGE_NUMBERS: Final = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
_COUNTS: Final = frozenset({"NUMCHARS", "NUMWORDS", "FILESIZE", "EDITTIME", "REVNUM"})
_NOT_COUNTED: Final = "…"
_CHECKED: Final = "\u2612"
_UNCHECKED: Final = "\u2610"
_OFF: Final = frozenset({"0", "false", "off"})
_W_VAL: Final = named("w:val")
_TYPE: Final = named("w:fldCharType")


class _Where(Enum):
    INSTRUCTION = auto()
    RESULT = auto()
    REPLACED = auto()


@dataclass(slots=True)
class _Open:
    where: _Where = _Where.INSTRUCTION
    words: str = ""
    control: str = ""


@dataclass(slots=True)
class Fields:
    """The fields that are open at one point of a story, outermost first."""

    _open: list[_Open] = field(default_factory=list)

    @property
    def is_shown(self) -> bool:
        """Say whether what stands here is seen by a reader."""
        return all(each.where is _Where.RESULT for each in self._open)

    def instruct(self, words: str) -> None:
        """Some words of an instruction."""
        if self._open and self._open[-1].where is _Where.INSTRUCTION:
            self._open[-1].words += words

    def mark(self, character: etree._Element, run: etree._Element) -> None:
        """The begin, the middle or the end of a field. What replaces it is put behind the run it stands in."""
        kind = character.get(_TYPE)
        if kind == "begin":
            self._open.append(_Open(control=_control(character)))
        elif self._open and kind == "separate":
            self._leave_instruction(run)
        elif self._open and kind == "end":
            if self._open[-1].where is _Where.INSTRUCTION:
                self._leave_instruction(run)
            self._open.pop()

    def _leave_instruction(self, run: etree._Element) -> None:
        now = self._open[-1]
        now.where = _Where.RESULT
        if not self.is_shown:
            return
        number = page_number(now.words)
        if number:
            now.where = _Where.REPLACED
            run.addnext(number_field(number))
        elif _counts(now.words):
            now.where = _Where.REPLACED
            etree.SubElement(run, named("w:t")).text = _NOT_COUNTED
        elif now.control:
            now.where = _Where.REPLACED
            text = etree.SubElement(run, named("w:t"))
            text.text = now.control


def page_number(instruction: str) -> str:
    """PAGE, NUMPAGES or SECTIONPAGES when an instruction is that; "" for any other."""
    words = instruction.split()
    return words[0].upper() if words and words[0].upper() in _PAGE_NUMBERS else ""


def _counts(instruction: str) -> bool:
    """Say whether a field counts letters or bytes of the original: the copy's own count tells what went."""
    return instruction.split()[:1] != [] and instruction.split(maxsplit=1)[0].upper() in _COUNTS


def number_field(name: str) -> etree._Element:
    """A field for a page number, with a figure for readers that do not count."""
    made = etree.Element(named("w:fldSimple"))
    made.set(named("w:instr"), f" {name} ")
    run = etree.SubElement(made, named("w:r"))
    etree.SubElement(run, named("w:t")).text = "1"
    return made


def _control(character: etree._Element) -> str:
    """What a form's tick box or list shows: it is kept in the field's own settings, not in the text."""
    box = character.find(f".//{named('w:checkBox')}")
    if box is not None:
        return _CHECKED if _is_ticked(box) else _UNCHECKED
    choices = character.find(f".//{named('w:ddList')}")
    if choices is None:
        return ""
    entries = [each.get(_W_VAL, "") for each in choices.findall(named("w:listEntry"))]
    result = choices.find(named("w:result"))
    at = int(result.get(_W_VAL, "0")) if result is not None and result.get(_W_VAL, "0").isdigit() else 0
    return entries[at] if at < len(entries) else ""


def _is_ticked(box: etree._Element) -> bool:
    checked = box.find(named("w:checked"))
    if checked is None:
        checked = box.find(named("w:default"))
    return checked is not None and checked.get(_W_VAL, "1") not in _OFF
