# ruff: noqa: E501 - what is planted is read most easily in one row
"""A chart in an OpenDocument file, made by hand as LibreOffice writes it, with words where a test wants them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tests.redaction.office.open_places import _NAMES, Open, a_cell
from tests.redaction.office.packing import XML, control_for, word_for

SEEN = ("chart title", "chart subtitle", "axis title", "label of a series", "category", "footer of a chart")
UNSEEN = (
    "mark of a cell",
    "name of its table",
    "name of a style",
    "properties of the chart",
    "styles beside the chart",
    "picture that stood for it",
    "text of a drawing on it",
    "formula of a cell",
    "range that is told of changes",
    "identity of the chart",
)
CHART_NAMES = f'{_NAMES} xmlns:chart="urn:oasis:names:tc:opendocument:xmlns:chart:1.0"'
FOLDER = "Object 1"


@dataclass(frozen=True)
class Drawn:
    """What a chart says: for each place its words, and its numbers."""

    said: Mapping[str, str]
    numbers: tuple[str, str] = ("5", "8")
    categories: tuple[str, str] = ("Spring", "Autumn")
    from_sheet: bool = True
    axis_begins: str = "0"
    along: str = ""
    """The column of the sheet whose numbers stand along the axis; none for categories alone."""

    def at(self, place: str) -> str:
        return self.said.get(place, "")

    def _address(self, letter: str, top: int, bottom: int) -> str:
        if self.from_sheet:
            return f"Register.{letter}{top}:Register.{letter}{bottom}"
        return f"local-table.${letter}${top}:.${letter}${bottom}"

    def content(self) -> str:
        return (
            f'{XML}<office:document-content {CHART_NAMES} office:version="1.3"><office:automatic-styles>'
            f'<style:style style:name="ch1" style:display-name="{self.at("name of a style")}" style:family="chart">'
            f'<style:chart-properties chart:auto-position="true" chart:minimum="{self.axis_begins}"/></style:style></office:automatic-styles>'
            f'<office:body><office:chart><chart:chart svg:width="12cm" svg:height="8cm" xlink:href=".." xlink:type="simple" chart:class="chart:bar" xml:id="{self.at("identity of the chart")}">'
            f'<chart:title svg:x="3.9cm" svg:y="0.2cm" chart:style-name="ch1"><text:p>{self.at("chart title")}</text:p></chart:title>'
            f"<chart:subtitle><text:p>{self.at('chart subtitle')}</text:p></chart:subtitle>"
            f"<chart:footer><text:p>{self.at('footer of a chart')}</text:p></chart:footer>"
            '<chart:legend chart:legend-position="end"/><chart:plot-area><chart:axis chart:dimension="x" chart:name="primary-x">'
            f"<chart:title><text:p>{self.at('axis title')}</text:p></chart:title>"
            f'<chart:categories table:cell-range-address="{self._address("A", 2, 3)}"/></chart:axis>'
            '<chart:axis chart:dimension="y" chart:name="primary-y"/>'
            f'<chart:series chart:class="chart:bar" chart:values-cell-range-address="{self._address("B", 2, 3)}" chart:label-cell-address="{self._address("B", 1, 1)}">{self._domain()}</chart:series>'
            f"</chart:plot-area>{self._table()}<draw:custom-shape><text:p>{self.at('text of a drawing on it')}</text:p></draw:custom-shape>"
            "</chart:chart></office:chart></office:body></office:document-content>"
        )

    def _table(self) -> str:
        rows = "".join(
            f"<table:table-row>{a_cell(category + self._mark('A', number))}"
            f'<table:table-cell office:value-type="float" office:value="{value}" table:formula="{self.at("formula of a cell")}"><text:p>{value}</text:p>{self._mark("B", number)}</table:table-cell></table:table-row>'
            for number, (category, value) in enumerate(zip(self._categories(), self.numbers, strict=True))
        )
        name = self.at("name of its table") or "local-table"
        hidden = f"<draw:g><svg:desc>{self.at('mark of a cell')}</svg:desc></draw:g>"
        label = (
            '<table:table-cell office:value-type="string"><text:p>'
            f"{self.at('label of a series')}</text:p><draw:g><svg:desc>{self._address('B', 1, 1)}</svg:desc></draw:g></table:table-cell>"
        )
        return (
            f'<table:table table:name="{name}"><table:table-header-rows><table:table-row><table:table-cell>{hidden}</table:table-cell>{label}'
            f"</table:table-row></table:table-header-rows><table:table-rows>{rows}</table:table-rows></table:table>"
        )

    def _domain(self) -> str:
        """Written otherwise than the table's marks are, so that the sheet has to be looked at."""
        address = f"$Register.${self.along}$2:.${self.along}$3"
        return f'<chart:domain table:cell-range-address="{address}"/>' if self.along else ""

    def _categories(self) -> tuple[str, str]:
        return (self.at("category") or self.categories[0], self.categories[1])

    def _mark(self, letter: str, number: int) -> str:
        """Behind the paragraph of a category, in the cell of a number: where the row of them comes from."""
        if number or not self.from_sheet:
            return ""
        mark = f"<draw:g><svg:desc>{self._address(letter, 2, 3)}</svg:desc></draw:g>"
        return f"</text:p>{mark}<text:p>" if letter == "A" else mark

    def lay_in(self, document: Open, folder: str = FOLDER) -> str:
        """Put the parts into a document; gives the frame that shows the chart."""
        document.parts[f"{folder}/content.xml"] = self.content().encode()
        document.parts[f"{folder}/styles.xml"] = (
            f'{XML}<office:document-styles {CHART_NAMES}><office:styles><style:style style:name="S" '
            f'style:display-name="{self.at("styles beside the chart")}"/></office:styles></office:document-styles>'
        ).encode()
        document.parts[f"{folder}/meta.xml"] = (
            f"{XML}<office:document-meta {CHART_NAMES}><office:meta><dc:creator>{self.at('properties of the chart')}"
            "</dc:creator></office:meta></office:document-meta>"
        ).encode()
        document.parts[f"ObjectReplacements/{folder}"] = b"VCLMTF\1\0" + self.at(
            "picture that stood for it"
        ).encode("utf-16-le")
        told = self.at("range that is told of changes")
        return (
            f'<draw:frame svg:width="12cm" svg:height="8cm"><draw:object draw:notify-on-update-of-ranges="{told}" xlink:href="./{folder}"/>'
            f'<draw:image xlink:href="./ObjectReplacements/{folder}"/></draw:frame>'
        )


def said_at(places: Iterable[str]) -> dict[str, str]:
    """The word of each place; a word that stays beside those that a reader sees."""
    return {
        place: f"{word_for(place)} {control_for(place)}" if place in SEEN else word_for(place)
        for place in places
    }


def a_sheet_with(chart: Drawn, *rows: tuple[str, str], folder: str = FOLDER) -> bytes:
    """A sheet with a chart over it."""
    made = Open()
    made.row("When", "Visits")
    for row in rows or (("Spring", "5"), ("Autumn", "8")):
        made.row(*row)
    made.columns.append(f"<table:shapes>{chart.lay_in(made, folder)}</table:shapes>")
    return made.packed("spreadsheet")


def a_text_with(chart: Drawn) -> bytes:
    """A text with a chart in it."""
    made = Open()
    made.say(f"Before {chart.lay_in(made)} after")
    return made.packed("text")
