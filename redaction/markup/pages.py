"""Files of HTML: read, and written anew without what the schedule names."""

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Final

from redaction.errors import DocumentEmpty, DocumentTooCostly
from redaction.kinds.document_kind import DocumentKind
from redaction.markup.page import Page, taken_apart
from redaction.page import DocumentText
from redaction.plain.account import account_of, counted
from redaction.plain.as_meant import as_meant
from redaction.plain.encoding import decoded
from redaction.plain.layout import lines_laid_anew, signs_alike
from redaction.plain.parts import as_pages, cut_in_parts, lines_of_parts
from redaction.plain.strands import Cutter
from redaction.report import BurnReport
from redaction.schedule import Gap, Schedule

MOST_BYTES: Final = 32 << 20
_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_LOOKED_AT_BYTES: Final = 4096


def page_of(source: Path) -> Page:
    """What a reader sees of a file of HTML. Its title is the first line of its words.

    Raises:
        DocumentRefused: one of its family.
    """
    if source.stat().st_size > MOST_BYTES:
        raise DocumentTooCostly(
            "The page is longer than one document may be.", next_step="Print it to PDF and upload that."
        )
    held = source.read_bytes()
    told = _CHARSET.search(held[:_LOOKED_AT_BYTES])
    page = taken_apart(decoded(held, told=told.group(1).decode("ascii", "replace") if told else ""))
    if page.title:
        page.strands[:0] = [page.title, "\n"]
        page.pieces = [piece + 2 if isinstance(piece, int) else piece for piece in page.pieces]
    if not page.text.strip():
        raise DocumentEmpty(
            "There are no words on the page.",
            next_step="Open it in a browser, print it to PDF and upload that.",
        )
    return page


def parts_of(source: Path, terms: Sequence[str] = ()) -> list[str]:
    """What a reader sees, in parts of about a page. The terms stand there written out."""
    text = "".join(as_meant(page_of(source).strands, terms))
    return list(cut_in_parts(text, lines_of_parts(text)))


def read_markup(source: Path) -> DocumentText:
    """The same as the text of numbered parts."""
    page = page_of(source)
    return as_pages(list(cut_in_parts(page.text, lines_of_parts(page.text))), counted(page.left_out.items()))


def burn_markup(source: Path, target: Path, schedule: Schedule) -> BurnReport:
    """Write a page with the words and the plain structure of the old one, and nothing else of it."""
    page = page_of(source)
    cutter = Cutter(schedule)
    cut = cutter.cut(page.strands)
    if schedule.gap is Gap.FIXED and cut != page.strands:
        held = zip(page.strands, cut, strict=True)
        strands = [signs_alike(lines_laid_anew(before, after, cutter.with_marks)) for before, after in held]
    else:
        strands = [cutter.with_marks(strand) for strand in cut]
    title = strands[0] if page.title else ""
    target.write_text(as_file(page.written(strands), title=title, language=page.language), encoding="utf-8")
    return account_of(page.text, "".join(cut), DocumentKind.HTML, counted(page.left_out.items()))


def as_file(body: str, *, title: str = "", language: str = "") -> str:
    """A whole file around a body. Its only metadata is the title and the language that the page had."""
    spoken = f' lang="{language}"' if language else ""
    head = f'<meta charset="utf-8"><title>{escape(title)}</title>'
    return f"<!DOCTYPE html>\n<html{spoken}><head>{head}</head>\n<body>{body}</body></html>\n"
