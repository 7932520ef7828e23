"""Files of RTF: read, and written anew without what the schedule names."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from redaction.errors import DocumentEmpty, DocumentTooCostly
from redaction.kinds.document_kind import DocumentKind
from redaction.page import DocumentText
from redaction.plain.account import account_of, counted
from redaction.plain.parts import as_pages, cut_in_parts, lines_of_parts
from redaction.plain.strands import Cutter
from redaction.report import BurnReport
from redaction.rich.reader import Look, Rich, Run, read_rich
from redaction.schedule import Schedule

MOST_BYTES: Final = 128 << 20
_BEGINNING: Final = r"{\rtf1\ansi\ansicpg1252\deff0\uc1{\fonttbl{\f0\fswiss Arial;}}\f0\fs22" + "\n"
_WRITTEN: Final = {
    "\n": "\\par\n",
    "\r": "",
    "\f": "\\par\n",
    "\t": r"\tab ",
    "\\": r"\\",
    "{": r"\{",
    "}": r"\}",
}


def rich_of(source: Path) -> Rich:
    """What a reader sees of a file of RTF.

    Raises:
        DocumentRefused: one of its family.
    """
    if source.stat().st_size > MOST_BYTES:
        raise DocumentTooCostly(
            "The document is longer than one may be.", next_step="Save it as PDF and upload that."
        )
    rich = read_rich(source.read_bytes())
    if not any(run.text.strip() for run in rich.runs):
        raise DocumentEmpty(
            "There are no words in the document.", next_step="Open it, print it to PDF and upload that."
        )
    return rich


def parts_of(source: Path) -> list[str]:
    """What a reader sees, in parts of about a page."""
    text = "".join(run.text for run in rich_of(source).runs)
    return list(cut_in_parts(text, lines_of_parts(text)))


def read_rich_file(source: Path) -> DocumentText:
    """The same as the text of numbered parts."""
    rich = rich_of(source)
    text = "".join(run.text for run in rich.runs)
    return as_pages(list(cut_in_parts(text, lines_of_parts(text))), counted(rich.left_out.items()))


def burn_rich(source: Path, target: Path, schedule: Schedule) -> BurnReport:
    """Write a document of the words of the old one, bold, italic and underlined as they were; nothing else of it."""
    rich = rich_of(source)
    cutter = Cutter(schedule)
    before = [run.text for run in rich.runs]
    after = cutter.cut(before)
    runs = [Run(cutter.with_marks(text), run.look) for text, run in zip(after, rich.runs, strict=True)]
    target.write_bytes(as_file(runs))
    return account_of("".join(before), "".join(after), DocumentKind.RTF, counted(rich.left_out.items()))


def as_file(runs: Iterable[Run]) -> bytes:
    """The runs as a file of RTF in ASCII."""
    return (_BEGINNING + "".join(map(_written, runs)) + "}\n").encode("ascii")


def _written(run: Run) -> str:
    text = "".join(map(_letter, run.text))
    look = _look(run.look)
    return f"{{{look} {text}}}" if look else text


def _look(look: Look) -> str:
    return "\\b" * look.bold + "\\i" * look.italic + "\\ul" * look.underlined


def _letter(letter: str) -> str:
    if letter in _WRITTEN:
        return _WRITTEN[letter]
    if " " <= letter <= "~":
        return letter
    wide = letter.encode("utf-16-le")
    return "".join(
        f"\\u{int.from_bytes(wide[at : at + 2], 'little', signed=True)}?" for at in range(0, len(wide), 2)
    )
