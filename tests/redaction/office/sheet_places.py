# ruff: noqa: E501 - what is planted is read most easily in one row
"""Where a word can stand in a workbook of Excel. A place plants its word in the book; control words stand beside it."""

from collections.abc import Callable, Iterable

from PIL import PngImagePlugin

from tests.redaction.office.packing import XML, control_for, word_for
from tests.redaction.office.sheet_book import MAIN, SHEET, Book, S, picture, run, text_box
from tests.redaction.office.word_part_places import a_picture_of, as_png

Plant = Callable[[Book, str], None]
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_TC = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def _halves(word: str) -> tuple[str, str]:
    return word[: len(word) // 2], word[len(word) // 2 :]


def _shared(book: Book, word: str) -> None:
    book.put(f'<c r="A{{N}}" t="s"><v>{book.shared(f"<t>{word} came</t>")}</v></c>')


def _rich(book: Book, word: str) -> None:
    first, second = _halves(word)
    runs = f"<r><rPr><b/></rPr><t>{first}</t></r><r><rPr><i/></rPr><t>{second} came</t></r>"
    book.put(f'<c r="A{{N}}" t="s"><v>{book.shared(runs)}</v></c>')


def _escaped(book: Book, word: str) -> None:
    book.say(f"_x0051_{word[1:]} came")


def _over_two_cells(book: Book, word: str) -> None:
    book.say(*_halves(word))


def _down_a_column(book: Book, word: str) -> None:
    first, second = _halves(word)
    book.say(first, "left over")
    book.say(second, "left over")


def _formula_result(book: Book, word: str) -> None:
    book.put(f'<c r="A{{N}}" t="str"><f>A1</f><v>{word} came</v></c>')


def _number_format(book: Book, word: str) -> None:
    book.put(f'<c r="A{{N}}" s="{book.style(f"&quot;{word} &quot;0")}"><v>5</v></c>')


def _text_format(book: Book, word: str) -> None:
    style = book.style(f"0;0;0;&quot;{word} &quot;@")
    book.put(f'<c r="A{{N}}" s="{style}" t="inlineStr"><is><t>came</t></is></c>')


def _merged(book: Book, word: str) -> None:
    book.merged.append(f"A{book.row}:B{book.row}")
    book.say(word)


def _header(text: Callable[[str], str]) -> Plant:
    def plant(book: Book, word: str) -> None:
        inner = book.margins.removeprefix("<headerFooter>").removesuffix("</headerFooter>")
        book.margins = f"<headerFooter>{inner}{text(word)}</headerFooter>"

    return plant


def _box(runs: Callable[[str], str]) -> Plant:
    def plant(book: Book, word: str) -> None:
        book.anchors.append(text_box(runs(word)))

    return plant


def _grouped_box(book: Book, word: str) -> None:
    book.anchors.append(f"<xdr:grpSp>{text_box(run(word))}</xdr:grpSp>")


def _alternate_box(book: Book, word: str) -> None:
    book.anchors.append(
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{text_box(run(word))}</mc:Choice><mc:Fallback>{text_box(run(word))}</mc:Fallback>"
        "</mc:AlternateContent>"
    )


def _picture(book: Book, word: str) -> None:
    book.packing.add("xl/media/seen.png", as_png(a_picture_of(word)))
    book.anchors.append(
        picture(book.packing.relate("xl/drawings/drawing1.xml", "image", "../media/seen.png"))
    )


def _described(book: Book, word: str) -> None:
    book.packing.add("xl/media/plain.png", as_png(a_picture_of("nothing")))
    relation = book.packing.relate("xl/drawings/drawing1.xml", "image", "../media/plain.png")
    book.anchors.append(picture(relation, f"{word} at school"))


def _sheet_name(book: Book, word: str) -> None:
    book.sheet_name = word


SEEN: dict[str, Plant] = {
    "shared string": _shared,
    "inline string": lambda book, word: book.say(f"{word} came"),
    "rich text": _rich,
    "escaped letter": _escaped,
    "two cells of a row": _over_two_cells,
    "two cells of a column": _down_a_column,
    "spaced out": lambda book, word: book.say(" ".join(word)),
    "soft hyphen": lambda book, word: book.say("\u00ad".join(_halves(word))),
    "link that was pasted": lambda book, word: book.say(f"see /files/a%20{word}%20b.pdf"),
    "capitals": lambda book, word: book.say(word.upper()),
    "line end in a cell": lambda book, word: book.say("-\n".join(_halves(word))),
    "result of a formula": _formula_result,
    "words of a number code": _number_format,
    "words of a code for text": _text_format,
    "merged cell": _merged,
    "header": _header(lambda word: f"<oddHeader>&amp;L{word}&amp;R&amp;P</oddHeader>"),
    "footer of even pages": _header(lambda word: f"<evenFooter>&amp;C{word}</evenFooter>"),
    "header in two fonts": _header(
        lambda word: "<firstHeader>&amp;C{}&amp;B{}</firstHeader>".format(*_halves(word))
    ),
    "text box": _box(lambda word: run(f"{word} came")),
    "text box in two runs": _box(lambda word: "".join(map(run, _halves(word)))),
    "text box in a group": _grouped_box,
    "text box in two forms": _alternate_box,
    "picture": _picture,
    "description of a picture": _described,
    "name of a sheet": _sheet_name,
}
"""Places that a reader sees."""


def _part(name: str, kind: str, inner: Callable[[str], str], source: str = MAIN) -> Plant:
    """A part of its own, with an arrow to it."""

    def plant(book: Book, word: str) -> None:
        book.packing.add(name, XML + inner(word) if name.endswith(".xml") else inner(word))
        book.packing.relate(source, kind, f"/{name}")

    return plant


def _hidden_column(book: Book, word: str) -> None:
    book.columns += '<col min="5" max="5" width="9" hidden="1"/>'
    book.put(f'<c r="E{{N}}" t="inlineStr"><is><t>{word}</t></is></c>')


def _narrow_column(book: Book, word: str) -> None:
    book.columns += '<col min="6" max="6" width="0" customWidth="1"/>'
    book.put(f'<c r="F{{N}}" t="inlineStr"><is><t>{word}</t></is></c>')


def _under_merged(book: Book, word: str) -> None:
    book.merged.append(f"A{book.row}:B{book.row}")
    book.say("kept", word)


def _hidden_by_code(book: Book, word: str) -> None:
    book.put(f'<c r="A{{N}}" s="{book.style(";;;")}" t="inlineStr"><is><t>{word}</t></is></c>')


def _unused_code(book: Book, word: str) -> None:
    book.put(f'<c r="A{{N}}" s="{book.style(f"0;-0;&quot;{word}&quot;")}"><v>5</v></c>')


def _hidden_box(book: Book, word: str) -> None:
    book.anchors.append(text_box(run(word), 'hidden="1"'))


def _box_title(book: Book, word: str) -> None:
    book.anchors.append(text_box(run("kept"), f'title="{word}" descr="{word}"'))


def _chart(book: Book, word: str) -> None:
    book.packing.add(
        "xl/charts/chart1.xml",
        f'{XML}<c:chartSpace xmlns:c="{_CHART}"><c:chart><c:ser><c:tx><c:strCache><c:pt idx="0"><c:v>{word}</c:v>'
        "</c:pt></c:strCache></c:tx></c:ser></c:chart></c:chartSpace>",
    )
    book.packing.relate("xl/drawings/drawing1.xml", "chart", "../charts/chart1.xml")
    book.anchors.append(
        '<xdr:graphicFrame><xdr:nvGraphicFramePr><xdr:cNvPr id="9" name="Chart 1"/></xdr:nvGraphicFramePr></xdr:graphicFrame>'
    )


def _picture_remark(book: Book, word: str) -> None:
    remark = PngImagePlugin.PngInfo()
    remark.add_text("Comment", word)
    book.packing.add("xl/media/remark.png", as_png(a_picture_of("nothing"), pnginfo=remark))
    relation = book.packing.relate("xl/drawings/drawing1.xml", "image", "../media/remark.png")
    book.anchors.append(picture(relation))


def _thumbnail(book: Book, word: str) -> None:
    book.packing.add("docProps/thumbnail.png", as_png(a_picture_of(word)))
    book.packing.relate(
        "",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail",
        "docProps/thumbnail.png",
    )


def _in_sheet(element: str) -> Plant:
    def plant(book: Book, word: str) -> None:
        book.behind.append(element.replace("{S}", word))

    return plant


def _named(name: str) -> Plant:
    def plant(book: Book, word: str) -> None:
        book.names.append(name.replace("{S}", word))

    return plant


def _hyperlink(book: Book, word: str) -> None:
    relation = book.packing.relate(SHEET, "hyperlink", f"https://example.org/{word}", outside=True)
    book.behind.append(f'<hyperlinks><hyperlink ref="A1" r:id="{relation}"/></hyperlinks>')


def _printer(book: Book, word: str) -> None:
    book.packing.add(
        "xl/printerSettings/printerSettings1.bin", b"\0\1" * 40 + word.encode("utf-16-le") + b"\0" * 40
    )
    book.packing.relate(SHEET, "printerSettings", "../printerSettings/printerSettings1.bin")


def _embedded(book: Book, word: str) -> None:
    book.packing.add(
        "xl/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0\3" * 300 + word.encode()
    )
    book.packing.relate(SHEET, "oleObject", "../embeddings/oleObject1.bin")


UNSEEN: dict[str, Plant] = {
    "phonetic reading": lambda book, word: book.put(
        f'<c r="A{{N}}" t="s"><v>{book.shared(f"<t>kept</t><rPh sb={chr(34)}0{chr(34)} eb={chr(34)}1{chr(34)}><t>{word}</t></rPh>")}</v></c>'
    ),
    "string that no cell uses": lambda book, word: book.strings.append(f"<si><t>{word}</t></si>"),
    "formula": lambda book, word: book.put(f'<c r="A{{N}}"><f>IF(B1=&quot;{word}&quot;,1,0)</f><v>1</v></c>'),
    "hidden sheet": lambda book, word: book.further_sheet("Kept apart", f'<row r="1"><c r="A1" t="inlineStr"><is><t>{word}</t></is></c></row>', "hidden"),
    "very hidden sheet": lambda book, word: book.further_sheet("Kept further", f'<row r="1"><c r="A1" t="inlineStr"><is><t>{word}</t></is></c></row>', "veryHidden"),
    "name of a hidden sheet": lambda book, word: book.further_sheet(word, "", "hidden"),
    "hidden row": lambda book, word: book.say(word, row='hidden="1"'),
    "row without height": lambda book, word: book.say(word, row='ht="0" customHeight="1"'),
    "hidden column": _hidden_column,
    "column without width": _narrow_column,
    "cell under a merged one": _under_merged,
    "text that its code hides": _hidden_by_code,
    "section of a code that is not shown": _unused_code,
    "hidden text box": _hidden_box,
    "title of a text box": _box_title,
    "cache of a chart": _chart,
    "remark in a picture file": _picture_remark,
    "thumbnail": _thumbnail,
    "note on a cell": _part("xl/comments1.xml", "comments", lambda word: f'<comments xmlns="{S}"><commentList><comment ref="A1"><text><t>{word}</t></text></comment></commentList></comments>', SHEET),
    "author of a note": _part("xl/comments2.xml", "comments", lambda word: f'<comments xmlns="{S}"><authors><author>{word}</author></authors></comments>', SHEET),
    "thread of comments": _part("xl/threadedComments/threadedComment1.xml", "threadedComment", lambda word: f'<ThreadedComments xmlns="{_TC}"><threadedComment ref="A1"><text>{word}</text></threadedComment></ThreadedComments>', SHEET),
    "person who commented": _part("xl/persons/person.xml", "person", lambda word: f'<personList xmlns="{_TC}"><person displayName="{word}" userId="{word}@example.org"/></personList>'),
    "list to choose from": _in_sheet('<dataValidations><dataValidation sqref="A1" prompt="{S}"><formula1>"{S},other"</formula1></dataValidation></dataValidations>'),
    "rule for colours": _in_sheet('<conditionalFormatting sqref="A1"><cfRule type="containsText" text="{S}"><formula>A1="{S}"</formula></cfRule></conditionalFormatting>'),
    "target of a link": _hyperlink,
    "tip of a link": _in_sheet('<hyperlinks><hyperlink ref="A1" location="Register!A1" tooltip="{S}" display="{S}"/></hyperlinks>'),
    "value of a filter": _in_sheet('<autoFilter ref="A1:B9"><filterColumn colId="0"><filters><filter val="{S}"/></filters></filterColumn></autoFilter>'),
    "scenario": _in_sheet('<scenarios><scenario name="{S}" user="{S}"/></scenarios>'),
    "custom view of a sheet": _in_sheet('<customSheetViews><customSheetView guid="1"><headerFooter><oddHeader>{S}</oddHeader></headerFooter></customSheetView></customSheetViews>'),
    "extension of a sheet": _in_sheet('<extLst><ext uri="1"><x14:note xmlns:x14="' + _X14 + '" about="{S}">{S}</x14:note></ext></extLst>'),
    "defined name": _named('<definedName name="{S}">Register!$A$1</definedName>'),
    "value of a defined name": _named('<definedName name="kept">"{S}"</definedName>'),
    "comment on a defined name": _named('<definedName name="alsokept" comment="{S}">1</definedName>'),
    "column of a table": _part("xl/tables/table1.xml", "table", lambda word: f'<table xmlns="{S}" name="T" displayName="{word}"><tableColumns><tableColumn id="1" name="{word}"/></tableColumns></table>', SHEET),
    "pivot table": _part("xl/pivotTables/pivotTable1.xml", "pivotTable", lambda word: f'<pivotTableDefinition xmlns="{S}" name="{word}" dataCaption="{word}"/>', SHEET),
    "cache of a pivot table": _part("xl/pivotCache/pivotCacheRecords1.xml", "pivotCacheRecords", lambda word: f'<pivotCacheRecords xmlns="{S}"><r><s v="{word}"/></r></pivotCacheRecords>'),
    "field of a pivot table": _part("xl/pivotCache/pivotCacheDefinition1.xml", "pivotCacheDefinition", lambda word: f'<pivotCacheDefinition xmlns="{S}"><cacheFields><cacheField name="{word}"/></cacheFields></pivotCacheDefinition>'),
    "slicer": _part("xl/slicers/slicer1.xml", "slicer", lambda word: f'<slicers xmlns="{_X14}"><slicer name="{word}" caption="{word}"/></slicers>', SHEET),
    "link to another workbook": _part("xl/externalLinks/externalLink1.xml", "externalLink", lambda word: f'<externalLink xmlns="{S}"><externalBook><sheetNames><sheetName val="{word}"/></sheetNames></externalBook></externalLink>'),
    "connection": _part("xl/connections.xml", "connections", lambda word: f'<connections xmlns="{S}"><connection id="1" name="{word}" description="{word}"/></connections>'),
    "query": _part("xl/queryTables/queryTable1.xml", "queryTable", lambda word: f'<queryTable xmlns="{S}" name="{word}"/>', SHEET),
    "custom XML": _part("customXml/item1.xml", "customXml", lambda word: f"<case><child>{word}</child></case>"),
    "title of the document": _part("docProps/core.xml", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", lambda word: f'<cp:coreProperties xmlns:cp="{_CORE}"><cp:lastModifiedBy>{word}</cp:lastModifiedBy></cp:coreProperties>', ""),
    "company": _part("docProps/app.xml", "extended-properties", lambda word: f"<Properties><Company>{word}</Company><TitlesOfParts>{word}</TitlesOfParts></Properties>", ""),
    "custom property": _part("docProps/custom.xml", "custom-properties", lambda word: f'<Properties><property name="{word}">{word}</property></Properties>', ""),
    "revision log": _part("xl/revisions/revisionLog1.xml", "revisionLog", lambda word: f'<revisions xmlns="{S}"><rcc><nc r="A1" t="inlineStr"><is><t>{word}</t></is></nc></rcc></revisions>'),
    "user of a shared workbook": _part("xl/revisions/userNames.xml", "usernames", lambda word: f'<users xmlns="{S}"><userInfo name="{word}"/></users>'),
    "drawing of a note": _part("xl/drawings/vmlDrawing1.vml", "vmlDrawing", lambda word: f'<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox>{word}</v:textbox></v:shape></xml>', SHEET),
    "settings of a printer": _printer,
    "embedded file": _embedded,
    "name of a cell's style": lambda book, word: book.style_names.append(f'<cellStyle name="{word}" xfId="0"/>'),
    "name of a font": lambda book, word: book.fonts.append(f'<font><name val="{word}"/></font>'),
    "number code that no cell uses": lambda book, word: book.formats.append(f"0&quot;{word}&quot;"),
    "name of a part": lambda book, word: book.packing.add(f"xl/{word}.xml", f"{XML}<kept/>"),
}  # fmt: skip
"""Places that no reader of the sheet sees."""

PLACES = {**SEEN, **UNSEEN}


def a_workbook(places: Iterable[str] = tuple(PLACES)) -> bytes:
    """A workbook with the word of each place planted there, and a control word for each place in a cell."""
    book = Book()
    book.say("An opening", "that stays")
    for place in places:
        PLACES[place](book, word_for(place))
        book.say("", "", control_for(place))
    return book.packed()
