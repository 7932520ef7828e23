# ruff: noqa: E501 - what is planted is read most easily in one row
"""Where a word can stand in a Word document outside its body: a place is a function that plants in the package.

Each is given the packing and the word, adds what it needs, and gives the XML that the body has to hold for it.
"""

import io
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

from tests.redaction.office.packing import XML, Packing
from tests.redaction.office.word_body_places import drawing, p, r, run

MAIN = "word/document.xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    f'xmlns:pic="{_PICTURE}" xmlns:c="{_CHART}" xmlns:dgm="{_DIAGRAM}" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_NAMED = '<w:name w:val="{S}"/>'
Plant = Callable[[Packing, str], str]


def root(tag: str, inner: str) -> str:
    return f"{XML}<w:{tag} {NAMESPACES}>{inner}</w:{tag}>"


def a_picture_of(words: str, size: tuple[int, int] = (700, 120)) -> Image.Image:
    picture = Image.new("RGB", size, "white")
    ImageDraw.Draw(picture).text((20, 30), words, fill="black", font=ImageFont.load_default(44))
    return picture


def as_png(picture: Image.Image, **more: object) -> bytes:
    held = io.BytesIO()
    picture.save(held, "PNG", **more)
    return held.getvalue()


def a_docx_saying(words: str) -> bytes:
    """A small Word document, to be put inside another."""
    packing = Packing()
    packing.relate("", "officeDocument", MAIN)
    packing.add(MAIN, root("document", f"<w:body>{p(r(words))}</w:body>"), f"{_TYPE}document.main+xml")
    return packing.packed()


def heading(kind: str, time: str) -> Plant:
    def plant(packing: Packing, word: str) -> str:
        name = f"{kind}{time}{len(packing.parts)}.xml"
        tag = "hdr" if kind == "header" else "ftr"
        packing.add(f"word/{name}", root(tag, p(r(f"{word} above"))), f"{_TYPE}{kind}+xml")
        number = packing.relate(MAIN, kind, name)
        section = f'<w:pPr><w:sectPr><w:{kind}Reference w:type="{time}" r:id="{number}"/></w:sectPr></w:pPr>'
        return p("", section)

    return plant


def note(kind: str, *, is_shown: bool) -> Plant:
    def plant(packing: Packing, word: str) -> str:
        name = f"word/{kind}s.xml"
        tail = f"</w:{kind}s>".encode()
        written = packing.parts.get(name, root(f"{kind}s", "").encode())
        number = 10 + written.count(b"<w:" + kind.encode() + b" ")
        one = f'<w:{kind} w:id="{number}">{p(r(f"{word} below"))}</w:{kind}>'.encode()
        packing.add(name, written.replace(tail, one + tail), f"{_TYPE}{kind}s+xml")
        if number == 10:
            packing.relate(MAIN, f"{kind}s", f"{kind}s.xml")
        return p(run(f'<w:{kind}Reference w:id="{number}"/>')) if is_shown else ""

    return plant


def part(
    name: str, kind: str, content: str, *, source: str = MAIN, content_type: str = "application/xml"
) -> Plant:
    """A part that says the word, to which another points."""

    def plant(packing: Packing, word: str) -> str:
        packing.add(name, XML + content.replace("{S}", word), content_type)
        packing.relate(source, kind, "/" + name)
        return ""

    return plant


def alone(name: str, make: Callable[[str], bytes]) -> Plant:
    """A part to which nothing points."""

    def plant(packing: Packing, word: str) -> str:
        packing.add(name.replace("{S}", word), make(word))
        return ""

    return plant


def word_part(tag: str, inner: str, *, kind: str = "", name: str = "") -> Plant:
    """The same for a part of Word's own."""
    kind = kind or tag
    content = f'<w:{tag} xmlns:w="{W}">{inner}</w:{tag}>'
    return part(f"word/{name or kind}.xml", kind, content, content_type=f"{_TYPE}{kind}+xml")


def outside(kind: str, target: str) -> Plant:
    def plant(packing: Packing, word: str) -> str:
        number = packing.relate(MAIN, kind, target.replace("{S}", word), outside=True)
        return p(f'<w:hyperlink r:id="{number}">{r("to a page")}</w:hyperlink>')

    return plant


def picture(
    make: Callable[[str], bytes], *, ending: str = "png", cut: str = "", name: str = "image"
) -> Plant:
    def plant(packing: Packing, word: str) -> str:
        stored = f"media/{name.replace('{S}', word)}{len(packing.parts)}.{ending}"
        packing.add(f"word/{stored}", make(word))
        number = packing.relate(MAIN, "image", stored)
        blip = f'<pic:blipFill><a:blip r:embed="{number}"/>{cut}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        about = f'<pic:nvPicPr><pic:cNvPr id="0" name="{word}.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        shape = '<pic:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        return p(drawing(_PICTURE, f"<pic:pic>{about}{blip}{shape}</pic:pic>"))

    return plant


def text_chunk(word: str) -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", word)
    return as_png(Image.new("RGB", (60, 30), "white"), pnginfo=info)


def linked_picture(packing: Packing, word: str) -> str:
    number = packing.relate(MAIN, "image", f"file:///c:/{word}.png", outside=True)
    blip = f'<pic:blipFill><a:blip r:link="{number}"/></pic:blipFill>'
    return p(drawing(_PICTURE, f"<pic:pic><pic:nvPicPr/>{blip}<pic:spPr/></pic:pic>"))


def embedded_object(packing: Packing, word: str) -> str:
    packing.add("word/embeddings/sheet.docx", a_docx_saying(word))
    number = packing.relate(MAIN, "package", "embeddings/sheet.docx")
    return p(run(f'<w:object><o:OLEObject ProgID="{word}" r:id="{number}"/></w:object>'))


def other_format(packing: Packing, word: str) -> str:
    packing.add("word/chunk.html", f"<html><body>{word}</body></html>")
    return f'<w:altChunk r:id="{packing.relate(MAIN, "aFChunk", "chunk.html")}"/>'


def diagram(packing: Packing, word: str) -> str:
    model = f"<dgm:ptLst><dgm:pt><dgm:t><a:p><a:r><a:t>{word}</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst>"
    packing.add("word/diagrams/data1.xml", f"{XML}<dgm:dataModel {NAMESPACES}>{model}</dgm:dataModel>")
    number = packing.relate(MAIN, "diagramData", "diagrams/data1.xml")
    packing.add("word/diagrams/drawing1.xml", f'{XML}<dsp xmlns="urn:d">{word}</dsp>')
    packing.relate(
        MAIN, "http://schemas.microsoft.com/office/2007/relationships/diagramDrawing", "diagrams/drawing1.xml"
    )
    return p(drawing(_DIAGRAM, f'<dgm:relIds r:dm="{number}" r:lo="x" r:qs="x" r:cs="x"/>'))


def chart(content: str) -> Plant:
    def plant(packing: Packing, word: str) -> str:
        name = f"charts/chart{len(packing.parts)}.xml"
        filled = content.replace("{S}", word)
        whole = f"{XML}<c:chartSpace {NAMESPACES}>{filled}</c:chartSpace>"
        packing.add(
            f"word/{name}", whole, "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
        )
        book = f"embeddings/book{len(packing.parts)}.xlsx"
        packing.add(f"word/{book}", a_docx_saying(word))
        packing.relate(f"word/{name}", "package", "../" + book)
        return p(drawing(_CHART, f'<c:chart r:id="{packing.relate(MAIN, "chart", name)}"/>'))

    return plant


def _series(inner: str) -> str:
    return f'<c:chart><c:plotArea><c:barChart><c:ser><c:idx val="0"/>{inner}</c:ser></c:barChart></c:plotArea></c:chart>'


_POINT = '<c:ptCount val="1"/><c:pt idx="0"><c:v>{S}</c:v></c:pt>'
_TITLE = (
    "<c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>{S}</a:t></a:r></a:p></c:rich></c:tx></c:title></c:chart>"
)
_LEVEL = (
    '<w:abstractNum w:abstractNumId="1">{}<w:lvl w:ilvl="0"><w:lvlText w:val="{}"/></w:lvl></w:abstractNum>'
)


def file_comment(packing: Packing, word: str) -> str:
    packing.comment = word.encode()
    return ""


PLACES: dict[str, Plant] = {
    "header": heading("header", "default"),
    "first header": heading("header", "first"),
    "even footer": heading("footer", "even"),
    "header of no section": word_part("hdr", p(r("{S}")), kind="header", name="unused"),
    "footnote": note("footnote", is_shown=True),
    "endnote": note("endnote", is_shown=True),
    "footnote of no reference": note("footnote", is_shown=False),
    "comments": word_part("comments", f'<w:comment w:author="{{S}}">{p(r("{S}"))}</w:comment>'),
    "people": part("word/people.xml", "people", '<people xmlns="urn:p" author="{S}"/>'),
    "glossary": word_part("glossaryDocument", p(r("{S}"))),
    "variables": word_part("settings", '<w:docVars><w:docVar w:name="a" w:val="{S}"/></w:docVars>'),
    "pages of the web": word_part("webSettings", '<w:divs><w:div w:id="{S}"/></w:divs>'),
    "table of fonts": word_part("fonts", '<w:font w:name="{S}"/>', kind="fontTable"),
    "numbers with words": word_part("numbering", _LEVEL.format("", "{S} %1.")),
    "name of a numbering": word_part("numbering", _LEVEL.format(_NAMED, "%1."), name="second"),
    "theme": part("word/theme/theme1.xml", "theme", f'<a:theme xmlns:a="{_A}" name="{{S}}"><a:themeElements/></a:theme>'),
    "core properties": part("docProps/core.xml", "metadata/core-properties", "<core><title>{S}</title></core>", source=""),
    "company": part("docProps/app.xml", "extended-properties", "<Properties><Company>{S}</Company></Properties>", source=""),
    "custom properties": part("docProps/custom.xml", "custom-properties", '<Properties><property name="{S}"/></Properties>', source=""),
    "custom XML": part("customXml/item1.xml", "customXml", "<case><child>{S}</child></case>"),
    "web extension": part("word/webextensions/taskpanes.xml", "webextensiontaskpanes", "<panes id='{S}'/>", source=""),
    "part of no arrow": alone("word/notes/{S}.xml", lambda word: f"<n>{word}</n>".encode()),
    "program of another": alone("word/activeX/activeX1.bin", lambda word: word.encode("utf-16-le")),
    "thumbnail": alone("docProps/thumbnail.png", lambda word: as_png(a_picture_of(word))),
    "target of a link": outside("hyperlink", "mailto:{S}@example.org"),
    "template": outside("attachedTemplate", "file:///c:/{S}.dotx"),
    "pixels of a picture": picture(lambda word: as_png(a_picture_of(f"{word} here"))),
    "text chunk of a picture": picture(text_chunk),
    "name of a picture": picture(lambda _: as_png(Image.new("RGB", (60, 30), "white")), name="{S}"),
    "cut off from a picture": picture(lambda word: as_png(a_picture_of(word)), cut='<a:srcRect t="90000"/>'),
    "picture of vectors": picture(lambda word: b"\x01\0\0\0" + word.encode("utf-16-le"), ending="emf"),
    "picture kept elsewhere": linked_picture,
    "embedded document": embedded_object,
    "chunk of another format": other_format,
    "diagram": diagram,
    "title of a chart": chart(_TITLE),
    "name of a series": chart(_series(f"<c:tx><c:strRef><c:f>A1</c:f><c:strCache>{_POINT}</c:strCache></c:strRef></c:tx>")),
    "categories of a chart": chart(_series(f"<c:cat><c:strRef><c:f>A1</c:f><c:strCache>{_POINT}</c:strCache></c:strRef></c:cat>")),
    "formula of a chart": chart(_series("<c:val><c:numRef><c:f>{S}!A1</c:f><c:numCache/></c:numRef></c:val>")),
    "levels of a chart": chart(_series(f"<c:cat><c:multiLvlStrRef><c:multiLvlStrCache><c:lvl>{_POINT[20:]}</c:lvl></c:multiLvlStrCache></c:multiLvlStrRef></c:cat>")),
    "comment of the file": file_comment,
}  # fmt: skip
