# ruff: noqa: E501 - what is planted is read most easily in one row
"""Where a word can stand in an OpenDocument text or sheet. A place plants its word; control words stand beside it."""

import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from PIL import PngImagePlugin

from tests.redaction.office.packing import XML, control_for, word_for
from tests.redaction.office.word_part_places import a_picture_of, as_png

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMES = " ".join(
    [
        *(
            f'xmlns:{prefix}="{_OASIS}{own}:1.0"'
            for prefix, own in (
                ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"),
                ("draw", "drawing"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"),
                ("number", "datastyle"), ("meta", "meta"), ("config", "config"), ("form", "form"),
                ("script", "script"), ("manifest", "manifest"),
            )
        ),
        'xmlns:xlink="http://www.w3.org/1999/xlink"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/"',
    ]
)  # fmt: skip


@dataclass
class Open:
    """A document under construction."""

    body: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)
    automatic: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    margins: list[str] = field(default_factory=list)
    parts: dict[str, bytes] = field(default_factory=dict)
    sheet_name: str = "Register"

    def say(self, inner: str, attributes: str = "") -> None:
        self.body.append(f"<text:p {attributes}>{inner}</text:p>")

    def row(self, *cells: str, attributes: str = "") -> None:
        """A row; a cell that is no XML is plain text."""
        written = "".join(cell if cell.startswith("<") else a_cell(cell) for cell in cells)
        self.rows.append(f"<table:table-row {attributes}>{written}</table:table-row>")

    def packed(self, kind: str) -> bytes:
        inner = "".join(self.body) if kind == "text" else self._sheet()
        content = (
            f'{XML}<office:document-content {_NAMES} office:version="1.3"><office:automatic-styles>'
            f"{''.join(self.automatic)}</office:automatic-styles><office:body><office:{kind}>{''.join(self.before)}"
            f"{inner}{''.join(self.behind)}</office:{kind}></office:body></office:document-content>"
        )
        styles = (
            f'{XML}<office:document-styles {_NAMES} office:version="1.3"><office:styles>{"".join(self.styles)}'
            '</office:styles><office:master-styles><style:master-page style:name="Standard">'
            f"{''.join(self.margins)}</style:master-page></office:master-styles></office:document-styles>"
        )
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}", zipfile.ZIP_STORED)
            package.writestr("content.xml", content)
            package.writestr("styles.xml", styles)
            package.writestr("META-INF/manifest.xml", f"{XML}<manifest:manifest {_NAMES}/>")
            for name, part in self.parts.items():
                package.writestr(name, part)
        return held.getvalue()

    def _sheet(self) -> str:
        return (
            f'<table:table table:name="{self.sheet_name}">{"".join(self.columns)}{"".join(self.rows)}'
            f"</table:table>{''.join(self.sheets)}"
        )


def a_cell(text: str, attributes: str = 'office:value-type="string"') -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


Plant = Callable[[Open, str], None]


def _halves(word: str) -> tuple[str, str]:
    return word[: len(word) // 2], word[len(word) // 2 :]


def _said(template: str) -> Plant:
    """A paragraph; {S} is the word, {H} and {K} are its halves."""

    def plant(made: Open, word: str) -> None:
        first, second = _halves(word)
        made.say(template.replace("{S}", word).replace("{H}", first).replace("{K}", second))

    return plant


def _raw(template: str, where: str = "body") -> Plant:
    def plant(made: Open, word: str) -> None:
        getattr(made, where).append(template.replace("{S}", word))

    return plant


def _hidden_style(made: Open, word: str) -> None:
    made.automatic.append(
        '<style:style style:name="T9" style:family="text"><style:text-properties text:display="none"/></style:style>'
    )
    made.say(f'kept <text:span text:style-name="T9">{word}</text:span>')


def _inherited_hidden_style(made: Open, word: str) -> None:
    made.styles.append(
        '<style:style style:name="Quiet" style:family="paragraph"><style:text-properties text:display="none"/></style:style>'
    )
    made.automatic.append(
        '<style:style style:name="P9" style:family="paragraph" style:parent-style-name="Quiet"/>'
    )
    made.say(word, 'text:style-name="P9"')


def _picture(made: Open, word: str) -> None:
    made.parts["Pictures/seen.png"] = as_png(a_picture_of(word))
    made.say('<draw:frame><draw:image xlink:href="Pictures/seen.png"/></draw:frame>')


def _picture_remark(made: Open, word: str) -> None:
    remark = PngImagePlugin.PngInfo()
    remark.add_text("Comment", word)
    made.parts["Pictures/remark.png"] = as_png(a_picture_of("nothing"), pnginfo=remark)
    made.say('<draw:frame><draw:image xlink:href="Pictures/remark.png"/></draw:frame>')


def _cropped_picture(made: Open, word: str) -> None:
    made.automatic.append(
        '<style:style style:name="fr9" style:family="graphic"><style:graphic-properties fo:clip="rect(0in, 3in, 0in, 0in)"/></style:style>'
    )
    made.parts["Pictures/cropped.png"] = as_png(a_picture_of(word))
    made.say('<draw:frame draw:style-name="fr9"><draw:image xlink:href="Pictures/cropped.png"/></draw:frame>')


def _thumbnail(made: Open, word: str) -> None:
    made.parts["Thumbnails/thumbnail.png"] = as_png(a_picture_of(word))


def _part(name: str, inner: str) -> Plant:
    def plant(made: Open, word: str) -> None:
        made.parts[name.replace("{S}", word)] = (XML + inner.replace("{S}", word)).encode()

    return plant


TEXT_SEEN: dict[str, Plant] = {
    "paragraph": _said("{S} came"),
    "link that was pasted": _said("see /files/a%20<text:span>{S}</text:span>%20b.pdf"),
    "spans": _said("<text:span>{H}</text:span><text:span>{K}</text:span> came"),
    "span in a span": _said("<text:span>{H}<text:span>{K}</text:span></text:span>"),
    "space element": lambda made, word: made.say("<text:s/>".join(word)),
    "tab": lambda made, word: made.say("<text:tab/>".join(_halves(word))),
    "line break": lambda made, word: made.say("-<text:line-break/>".join(_halves(word))),
    "soft page break": _said("{H}<text:soft-page-break/>{K}"),
    "over a bookmark": _said('{H}<text:bookmark text:name="x"/>{K}'),
    "over a note": _said('{H}<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>kept</text:p></text:note-body></text:note>{K}'),
    "heading": _raw('<text:h text:outline-level="1">{S}</text:h>'),
    "list": _raw("<text:list><text:list-item><text:p>{S}</text:p></text:list-item></text:list>"),
    "table": _raw("<table:table><table:table-row><table:table-cell><text:p>{S}</text:p></table:table-cell></table:table-row></table:table>"),
    "section": _raw('<text:section text:name="x"><text:p>{S}</text:p></text:section>'),
    "table of contents": _raw("<text:table-of-content><text:table-of-content-source/><text:index-body><text:p>{S}</text:p></text:index-body></text:table-of-content>"),
    "footnote": _said('kept<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>{S}</text:p></text:note-body></text:note>'),
    "label of a note": _said('kept<text:note text:note-class="footnote"><text:note-citation text:label="{S}">1</text:note-citation><text:note-body><text:p>kept</text:p></text:note-body></text:note>'),
    "field": _said('<text:user-field-get text:name="x">{S}</text:user-field-get>'),
    "words of a link": _said('<text:a xlink:href="https://example.org">{S}</text:a>'),
    "text box": _said("<draw:frame><draw:text-box><text:p>{S}</text:p></draw:text-box></draw:frame>"),
    "drawn shape": _said('<draw:custom-shape svg:width="5cm"><text:p>{S}</text:p></draw:custom-shape>'),
    "description of a frame": _said("<draw:frame><svg:desc>{S}</svg:desc><draw:text-box><text:p>kept</text:p></draw:text-box></draw:frame>"),
    "ruby": _said("<text:ruby><text:ruby-base>{S}</text:ruby-base><text:ruby-text>kept</text:ruby-text></text:ruby>"),
    "reading of ruby": _said("<text:ruby><text:ruby-base>kept</text:ruby-base><text:ruby-text>{S}</text:ruby-text></text:ruby>"),
    "inserted text": _said('<text:change-start text:change-id="c"/>{S}<text:change-end text:change-id="c"/>'),
    "header": _raw("<style:header><text:p>{S}</text:p></style:header>", "margins"),
    "first footer": _raw("<style:footer-first><text:p>{S}</text:p></style:footer-first>", "margins"),
    "picture": _picture,
}  # fmt: skip
"""Places of a text that its reader sees."""

_BOTH_UNSEEN: dict[str, Plant] = {
    "author": _part("meta.xml", f"<office:document-meta {_NAMES}><office:meta><dc:creator>{{S}}</dc:creator><meta:user-defined meta:name=\"{{S}}\">{{S}}</meta:user-defined></office:meta></office:document-meta>"),
    "settings": _part("settings.xml", f'<office:document-settings {_NAMES}><config:config-item config:name="PrinterName">{{S}}</config:config-item></office:document-settings>'),
    "statements": _part("manifest.rdf", '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="{S}">{S}</rdf:Description></rdf:RDF>'),
    "tool bars": _part("Configurations2/toolbar/own.xml", "<toolbar>{S}</toolbar>"),
    "earlier version": _part("Versions/Version1", "<old>{S}</old>"),
    "embedded object": _part("Object 1/content.xml", f"<office:document-content {_NAMES}><text:p>{{S}}</text:p></office:document-content>"),
    "name of a part": _part("Pictures/{S}.xml", "<kept/>"),
    "name of a style": lambda made, word: made.styles.append(f'<style:style style:name="{word}" style:display-name="{word}" style:family="paragraph"/>'),
    "name of a font": lambda made, word: made.styles.append(f'<style:style style:name="F1" style:family="paragraph"><style:text-properties style:font-name="{word}" fo:font-family="{word}"/></style:style>'),
    "thumbnail": _thumbnail,
}  # fmt: skip

TEXT_UNSEEN: dict[str, Plant] = {
    **_BOTH_UNSEEN,
    "remark in a picture file": _picture_remark,
    "part of a picture that is cut off": _cropped_picture,
    "deleted text": _raw("<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>{S}</dc:creator></office:change-info><text:p>{S}</text:p></text:deletion></text:changed-region></text:tracked-changes>", "before"),
    "comment": _said("kept<office:annotation><dc:creator>{S}</dc:creator><text:p>{S}</text:p></office:annotation>"),
    "hidden span": _hidden_style,
    "hidden paragraph by its style": _inherited_hidden_style,
    "hidden section": _raw('<text:section text:name="y" text:display="none"><text:p>{S}</text:p></text:section>'),
    "hidden text field": _said('<text:hidden-text text:string-value="{S}" text:condition="x">{S}</text:hidden-text>kept'),
    "hidden paragraph field": _said('<text:hidden-paragraph text:is-hidden="true"/>{S}'),
    "hidden variable": _said('<text:variable-set text:name="{S}" text:display="none" office:string-value="{S}">{S}</text:variable-set>kept'),
    "store of a field": _raw('<text:user-field-decls><text:user-field-decl text:name="{S}" office:string-value="{S}"/></text:user-field-decls>', "before"),
    "condition of a field": _said('<text:conditional-text text:condition="{S}" text:string-value-if-false="{S}">kept</text:conditional-text>'),
    "name of a bookmark": _said('<text:bookmark-start text:name="{S}"/>kept<text:bookmark-end text:name="{S}"/>'),
    "entry of an index": _said('kept<text:toc-mark text:string-value="{S}"/>'),
    "target of a link": _said('<text:a xlink:href="mailto:{S}@example.org" office:title="{S}">kept</text:a>'),
    "name of a frame": _said('<draw:frame draw:name="{S}"><draw:text-box><text:p>kept</text:p></draw:text-box></draw:frame>'),
    "name of a section": _raw('<text:section text:name="{S}"><text:p>kept</text:p></text:section>'),
    "name of a table": _raw('<table:table table:name="{S}"><table:table-row><table:table-cell><text:p>kept</text:p></table:table-cell></table:table-row></table:table>'),
    "form": _raw('<office:forms><form:form form:name="{S}"><form:text form:value="{S}"/></form:form></office:forms>', "before"),
    "XML remark": _raw("<!-- {S} -->"),
    "instruction": _raw("<?keep {S}?>"),
    "words of an unused number code": lambda made, word: made.automatic.append(f'<number:number-style style:name="N9"><number:text>{word}</number:text></number:number-style>'),
    "header that is switched off": _raw('<style:header-left style:display="false"><text:p>{S}</text:p></style:header-left>', "margins"),
}  # fmt: skip
"""Places of a text that no reader sees."""


def _sheet_name(made: Open, word: str) -> None:
    made.sheet_name = word


def _down_a_column(made: Open, word: str) -> None:
    for half in _halves(word):
        made.row(half, "left over")


def _number_code(made: Open, word: str) -> None:
    made.automatic.append(
        f'<number:number-style style:name="N8"><number:text>{word}</number:text><number:number/></number:number-style>'
        '<style:style style:name="ce8" style:family="table-cell" style:data-style-name="N8"/>'
    )
    made.row(a_cell(f"{word} 5", 'table:style-name="ce8" office:value-type="float" office:value="5"'))


def _hidden_column(made: Open, word: str) -> None:
    made.columns.append(
        '<table:table-column table:number-columns-repeated="4"/><table:table-column table:visibility="collapse"/>'
    )
    made.row("", "", "", "", word)


def _hidden_sheet(made: Open, word: str) -> None:
    made.automatic.append(
        '<style:style style:name="ta9" style:family="table"><style:table-properties table:display="false"/></style:style>'
    )
    made.sheets.append(
        f'<table:table table:name="Apart" table:style-name="ta9"><table:table-row>{a_cell(word)}</table:table-row></table:table>'
    )


SHEET_SEEN: dict[str, Plant] = {
    "cell": lambda made, word: made.row(f"{word} came"),
    "spans of a cell": lambda made, word: made.row(a_cell("<text:span>{}</text:span>{}".format(*_halves(word)))),
    "two cells of a row": lambda made, word: made.row(*_halves(word)),
    "two cells of a column": _down_a_column,
    "value without words": lambda made, word: made.row(f'<table:table-cell office:value-type="string" office:string-value="{word}"/>'),
    "words of a number code": _number_code,
    "text box on a sheet": lambda made, word: made.row(f'<table:table-cell><draw:frame><draw:text-box><text:p>{word}</text:p></draw:text-box></draw:frame></table:table-cell>'),
    "header of a sheet": _raw("<style:header><style:region-left><text:p>{S}</text:p></style:region-left></style:header>", "margins"),
    "name of a sheet": _sheet_name,
}  # fmt: skip
"""Places of sheets that their reader sees."""

SHEET_UNSEEN: dict[str, Plant] = {
    **_BOTH_UNSEEN,
    "formula": lambda made, word: made.row(a_cell("kept", f'table:formula="of:=&quot;{word}&quot;" office:value-type="string"')),
    "string behind other words": lambda made, word: made.row(a_cell("kept", f'office:value-type="string" office:string-value="{word}"')),
    "hidden row": lambda made, word: made.row(word, attributes='table:visibility="collapse"'),
    "filtered row": lambda made, word: made.row(word, attributes='table:visibility="filter"'),
    "hidden column": _hidden_column,
    "covered cell": lambda made, word: made.row(
        a_cell("kept", 'table:number-columns-spanned="2"'), f"<table:covered-table-cell><text:p>{word}</text:p></table:covered-table-cell>"
    ),
    "hidden sheet": _hidden_sheet,
    "comment on a cell": lambda made, word: made.row(f"<table:table-cell><office:annotation><dc:creator>{word}</dc:creator><text:p>{word}</text:p></office:annotation><text:p>kept</text:p></table:table-cell>"),
    "range with a name": _raw('<table:named-expressions><table:named-range table:name="{S}" table:cell-range-address="A1"/></table:named-expressions>', "behind"),
    "range of a database": _raw('<table:database-ranges><table:database-range table:name="{S}"/></table:database-ranges>', "behind"),
    "pivot table": _raw('<table:data-pilot-tables><table:data-pilot-table table:name="{S}"><table:data-pilot-field table:source-field-name="{S}"/></table:data-pilot-table></table:data-pilot-tables>', "behind"),
    "rule for a cell": _raw('<table:content-validations><table:content-validation table:name="{S}" table:condition="{S}"/></table:content-validations>', "before"),
    "changes": _raw("<table:tracked-changes><table:cell-content-change><table:previous><table:change-track-table-cell><text:p>{S}</text:p></table:change-track-table-cell></table:previous></table:cell-content-change></table:tracked-changes>", "before"),
    "link to another file": _raw('<table:dde-links><table:dde-link><office:dde-source office:dde-item="{S}"/></table:dde-link></table:dde-links>', "behind"),
    "scenario": _raw('<table:table table:name="plan"><table:scenario table:comment="{S}"/><table:table-row><table:table-cell/></table:table-row></table:table>', "sheets"),
    "print range": _raw('<table:table table:name="area" table:print-ranges="{S}.A1"><table:table-row><table:table-cell/></table:table-row></table:table>', "sheets"),
}  # fmt: skip
"""Places of sheets that no reader sees."""


def a_text(places: Iterable[str] = (*TEXT_SEEN, *TEXT_UNSEEN)) -> bytes:
    """An OpenDocument text with a word in each place, and a control word for each."""
    made = Open()
    for place in places:
        {**TEXT_SEEN, **TEXT_UNSEEN}[place](made, word_for(place))
        made.say(control_for(place))
    return made.packed("text")


def a_sheet(places: Iterable[str] = (*SHEET_SEEN, *SHEET_UNSEEN)) -> bytes:
    """An OpenDocument sheet with a word in each place, and a control word for each."""
    made = Open()
    for place in places:
        {**SHEET_SEEN, **SHEET_UNSEEN}[place](made, word_for(place))
        made.row("", "", control_for(place))
    return made.packed("spreadsheet")
