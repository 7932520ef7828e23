"""Plain writing, tables, HTML and messages as a document that LibreOffice prints: an ODT of our own making.

LibreOffice is never given the writing itself. Its readers of text, tables and mail guess encodings, turn figures
into dates and fetch pictures; and a wide table of HTML runs off the paper. In a document that we write, a line
breaks where the paper ends and a cell where its column ends, so nothing that a reader should see is cut off.

Source: OpenDocument 1.2 part 1 (ISO/IEC 26300-1).
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from redaction.errors import DocumentTooCostly
from redaction.kinds.document_kind import DocumentKind
from redaction.kinds.table_shape import table_separator
from redaction.mail.burn_letter import texts_of
from redaction.mail.letter import Letter
from redaction.office.archive import write_package
from redaction.plain.as_meant import as_meant

MOST_LETTERS: Final = 4_000_000
"""About 1,200 pages: more than anybody reviews as pages."""

_WIDEST_TABLE: Final = 16  # columns; beyond, a column is narrower than a word
_UPRIGHT_COLUMNS: Final = 5
_MIME: Final = "application/vnd.oasis.opendocument.text"
_SPACES: Final = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)
_MANIFEST: Final = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    f'manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIME}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_NAMES: Final = {DocumentKind.CSV: "a table (CSV)", DocumentKind.TEXT: "a text"}


def write_printable_text(text: str, target: Path) -> None:
    """Set a text, or a table of values, as pages.

    Args:
        text: as a reader sees it, lines parted by a newline.

    Raises:
        DocumentTooCostly: it has more than 4,000,000 letters.
    """
    _must_be_printable(len(text))
    rows = _rows(text)
    columns = max(map(len, rows), default=0)
    if not rows or columns > _WIDEST_TABLE:
        _write(target, _lines(text.split("\n"), "Fixed"), is_wide=False)
    else:
        _write(target, _table(rows, columns), is_wide=columns > _UPRIGHT_COLUMNS)


def write_printable_letter(
    letter: Letter, kinds: Sequence[DocumentKind], target: Path, terms: Sequence[str] = ()
) -> None:
    """Set the head and the text of a message as pages, and under them what is attached.

    Of a text that is there as HTML and as plain text the HTML is set, as its reader would see it; without its
    pictures, which are attachments.

    Args:
        kinds: of each attachment, in order.
        terms: what will be taken out: each is written out.

    Raises:
        DocumentTooCostly: it has more than 4,000,000 letters.
    """
    texts = [replace(text, strands=as_meant(text.strands, terms)) for text in texts_of(letter)]
    head, *bodies = texts
    in_html = {text.section.group for text in bodies if text.section and text.section.is_html}
    shown = [
        text.read
        for text in bodies
        if text.section and text.section.is_html == (text.section.group in in_html)
    ]
    _must_be_printable(len(head.read) + sum(map(len, shown)))
    attached = [
        f"Attachment {number}: {_NAMES.get(kind, kind.value.upper())}"
        for number, kind in enumerate(kinds, start=1)
    ]
    pieces = chain(
        _lines(head.read.rstrip("\n").split("\n"), "Head"),
        *(chain(_lines([""], "Plain"), _lines(text.split("\n"), "Plain")) for text in shown),
        _lines(["", *attached], "Head") if attached else (),
    )
    _write(target, pieces, is_wide=False)


def _must_be_printable(letters: int) -> None:
    if letters > MOST_LETTERS:
        raise DocumentTooCostly(
            "The document is too long to be set as pages.", next_step="Redact it in its own format."
        )


def _rows(text: str) -> list[list[str]]:
    """The cells of a table, or nothing where the text is none."""
    separator = table_separator(text)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator)) if separator else []
    except csv.Error:
        return []


def _lines(lines: Iterable[str], style: str) -> Iterator[str]:
    """A paragraph for each line; a new page where the writing says so."""
    for line in lines:
        for number, part in enumerate(line.rstrip("\r").split("\f")):
            yield f'<text:p text:style-name="{style}{"Next" if number else ""}">{_spelt(part)}</text:p>'


def _table(rows: Sequence[Sequence[str]], columns: int) -> Iterator[str]:
    yield f'<table:table table:style-name="Table"><table:table-column table:number-columns-repeated="{columns}"/>'
    for row in rows:
        cells = [*row, *[""] * (columns - len(row))]
        yield "<table:table-row>" + "".join(map(_cell, cells)) + "</table:table-row>"
    yield "</table:table>"


def _cell(text: str) -> str:
    return (
        f'<table:table-cell table:style-name="Cell">{"".join(_lines(text.splitlines() or [""], "InCell"))}'
        "</table:table-cell>"
    )


def _spelt(line: str) -> str:
    """A line in XML. Tabs and rows of spaces have elements of their own: as letters they would be one space."""
    spelt: list[str] = []
    spaces = 0
    for letter in line:
        if letter == " ":
            spaces += 1
            continue
        if spaces:
            spelt.append(_gap(spaces, at_start=not spelt))
            spaces = 0
        spelt.append("<text:tab/>" if letter == "\t" else letter if letter.isalnum() else escape(letter))
    return "".join(spelt)


def _gap(spaces: int, *, at_start: bool) -> str:
    if spaces == 1 and not at_start:
        return " "
    return f'<text:s text:c="{spaces}"/>'


def _write(target: Path, pieces: Iterable[str], *, is_wide: bool) -> None:
    body = "".join(pieces)
    content = f"<office:body><office:text>{body}</office:text></office:body>"
    parts = (
        ("mimetype", _MIME.encode()),
        ("content.xml", _as_part("content", _STYLES_OF_TEXT + content)),
        ("styles.xml", _as_part("styles", _paper(is_wide=is_wide))),
        ("META-INF/manifest.xml", _MANIFEST.encode()),
    )
    write_package(target, parts, stored=frozenset({"mimetype"}))


def _as_part(name: str, inner: str) -> bytes:
    whole = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-{name} {_SPACES} office:version="1.2">'
        f"{inner}</office:document-{name}>"
    )
    return whole.encode()


def _style(name: str, face: str, points: int, *, more: str = "") -> str:
    return "".join(
        f'<style:style style:name="{name}{ending}" style:family="paragraph"><style:paragraph-properties '
        f'fo:margin-top="0cm" fo:margin-bottom="0cm"{new_page}/><style:text-properties '
        f'style:font-name="{face}" style:font-name-asian="{face}" style:font-name-complex="{face}" '
        f'fo:font-size="{points}pt" style:font-size-asian="{points}pt" style:font-size-complex="{points}pt"'
        f"{more}/></style:style>"
        for ending, new_page in (("", ""), ("Next", ' fo:break-before="page"'))
    )


_STYLES_OF_TEXT: Final = (
    "<office:font-face-decls>"
    '<style:font-face style:name="Liberation Mono" svg:font-family="\'Liberation Mono\'"/>'
    '<style:font-face style:name="Liberation Sans" svg:font-family="\'Liberation Sans\'"/>'
    "</office:font-face-decls><office:automatic-styles>"
    + _style("Fixed", "Liberation Mono", 9)
    + _style("Plain", "Liberation Sans", 11)
    + _style("Head", "Liberation Sans", 11, more=' fo:font-weight="bold"')
    + _style("InCell", "Liberation Sans", 8)
    + '<style:style style:name="Table" style:family="table"><style:table-properties table:align="margins" '
    'style:may-break-between-rows="true"/></style:style>'
    '<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties fo:padding="0.08cm" '
    'fo:border="0.5pt solid #808080"/></style:style></office:automatic-styles>'
)


def _paper(*, is_wide: bool) -> str:
    width, height, lies = (29.7, 21.0, "landscape") if is_wide else (21.0, 29.7, "portrait")
    return (
        '<office:automatic-styles><style:page-layout style:name="A4"><style:page-layout-properties '
        f'fo:page-width="{width}cm" fo:page-height="{height}cm" style:print-orientation="{lies}" '
        'fo:margin="2cm"/></style:page-layout></office:automatic-styles><office:master-styles>'
        '<style:master-page style:name="Standard" style:page-layout-name="A4"/></office:master-styles>'
    )
