# ruff: noqa: E501 - what is planted is read most easily in one row
"""Builds presentations with words hidden in many places, each its own, and words that must stay."""

from collections.abc import Callable, Iterable

from tests.redaction.office.packing import XML, Packing, control_for, word_for
from tests.redaction.office.word_part_places import a_docx_saying, a_picture_of, as_png

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DGM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_NS = f'xmlns:a="{_A}" xmlns:p="{_P}" xmlns:r="{_R}" xmlns:c="{_C}" xmlns:dgm="{_DGM}"'
_TYPE = "application/vnd.openxmlformats-officedocument.presentationml."
MAIN = "ppt/presentation.xml"
SLIDE = "ppt/slides/slide1.xml"
_MAP = 'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"'


def run(text: str, properties: str = "<a:rPr/>") -> str:
    return f"<a:r>{properties}<a:t>{text}</a:t></a:r>"


def box(paragraphs: str, about: str = 'name="x"', more: str = "") -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="9" {about}>{more}</p:cNvPr><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/>{paragraphs}</p:txBody></p:sp>"
    )


def said(inner: str) -> str:
    return box(f"<a:p>{inner}</a:p>")


def frame(uri: str, inner: str) -> str:
    about = (
        '<p:nvGraphicFramePr><p:cNvPr id="4" name="f"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>'
    )
    return f'<p:graphicFrame>{about}<p:xfrm/><a:graphic><a:graphicData uri="{uri}">{inner}</a:graphicData></a:graphic></p:graphicFrame>'


def table(inner: str) -> str:
    cell = f"<a:tc><a:txBody><a:bodyPr/><a:p>{inner}</a:p></a:txBody><a:tcPr/></a:tc>"
    return frame(
        "http://schemas.openxmlformats.org/drawingml/2006/table",
        f'<a:tbl><a:tblPr/><a:tblGrid><a:gridCol w="9"/></a:tblGrid><a:tr h="9">{cell}</a:tr></a:tbl>',
    )


ON_SLIDE: dict[str, str] = {
    "slide text": said(run("We met {S} and {C}.")),
    "slide runs": said(run("{H}") + run("{K}", '<a:rPr b="1"/>') + run(" {C}")),
    "slide link that was pasted": said(run("see /files/a%20{H}") + run("{K}%20b.pdf {C}")),
    "slide line break": said(run("{H}") + "<a:br/>" + run("{K} {C}")),
    "slide field": said('<a:fld type="datetime1"><a:t>{S}</a:t></a:fld>' + run(" {C}")),
    "slide table": table(run("{S} {C}")),
    "slide description": box(f"<a:p>{run('{C}')}</a:p>", 'name="x" descr="{S}"'),
    "slide group": f"<p:grpSp><p:nvGrpSpPr/><p:grpSpPr/>{said(run('{S} {C}'))}</p:grpSp>",
    "slide words of a link": said(run("{S}", '<a:rPr><a:hlinkClick r:id=""/></a:rPr>') + run(" {C}")),
}
OFF_SLIDE: dict[str, str] = {
    "slide name of a shape": box(f"<a:p>{run('{C}')}</a:p>", 'name="{S}"'),
    "slide title of a shape": box(f"<a:p>{run('{C}')}</a:p>", 'name="x" title="{S}"'),
    "slide hint of a link": said(run("{C}", '<a:rPr><a:hlinkClick r:id="" tooltip="{S}"/></a:rPr>')),
    "slide action": box(
        f"<a:p>{run('{C}')}</a:p>", more='<a:hlinkClick r:id="" action="ppaction://macro?name={S}"/>'
    ),
    "slide extension": box(f"<a:p>{run('{C}')}</a:p>", more='<a:extLst><a:ext uri="{S}"/></a:extLst>'),
    "slide sound": said(
        run("{C}", '<a:rPr><a:hlinkClick r:id=""><a:snd r:embed="" name="{S}"/></a:hlinkClick></a:rPr>')
    ),
    "slide unknown element": said("<a:mystery>{S}</a:mystery>" + run(" {C}")),
    "slide font": said(run("{C}", '<a:rPr><a:latin typeface="{S} Sans"/></a:rPr>')),
    "slide bookmark": said(run("{C}", '<a:rPr bmk="{S}"/>')),
}


def other_slide(packing: Packing, word: str, *, attributes: str = "", number: int = 2) -> None:
    name = f"ppt/slides/slide{number}.xml"
    packing.add(name, f"{XML}<p:sld {_NS} {attributes}>{tree(said(run(word)))}</p:sld>", f"{_TYPE}slide+xml")
    packing.relate(MAIN, "slide", f"slides/slide{number}.xml")


def notes(packing: Packing, word: str) -> str:
    packing.add(
        "ppt/notesSlides/notesSlide1.xml",
        f"{XML}<p:notes {_NS}>{tree(said(run(word + ' said')))}</p:notes>",
        f"{_TYPE}notesSlide+xml",
    )
    packing.relate(SLIDE, "notesSlide", "../notesSlides/notesSlide1.xml")
    return ""


def comments(packing: Packing, word: str) -> str:
    packing.add(
        "ppt/comments/comment1.xml",
        f'{XML}<p:cmLst xmlns:p="{_P}"><p:cm authorId="0"><p:text>{word}</p:text></p:cm></p:cmLst>',
    )
    packing.relate(SLIDE, "comments", "../comments/comment1.xml")
    packing.add(
        "ppt/commentAuthors.xml",
        f'{XML}<p:cmAuthorLst xmlns:p="{_P}"><p:cmAuthor name="{word}"/></p:cmAuthorLst>',
    )
    return ""


def tags(packing: Packing, word: str) -> str:
    packing.add(
        "ppt/tags/tag1.xml", f'{XML}<p:tagLst xmlns:p="{_P}"><p:tag name="N" val="{word}"/></p:tagLst>'
    )
    packing.relate(SLIDE, "tags", "../tags/tag1.xml")
    return ""


def film(packing: Packing, word: str) -> str:
    packing.add("ppt/media/film.mp4", b"\0\0\0\x18ftypmp42" + word.encode())
    number = packing.relate(SLIDE, "video", "../media/film.mp4")
    blank = packing.relate(SLIDE, "image", picture_part(packing, "poster", as_png(a_picture_of("Scene"))))
    about = f'<p:nvPicPr><p:cNvPr id="5" name="{word}.mp4"/><p:cNvPicPr/><p:nvPr><a:videoFile r:link="{number}"/></p:nvPr></p:nvPicPr>'
    return f'<p:pic>{about}<p:blipFill><a:blip r:embed="{blank}"/></p:blipFill><p:spPr/></p:pic>'


def picture_part(packing: Packing, name: str, held: bytes) -> str:
    packing.add(f"ppt/media/{name}.png", held)
    return f"../media/{name}.png"


def pixels(packing: Packing, word: str) -> str:
    number = packing.relate(
        SLIDE, "image", picture_part(packing, "seen", as_png(a_picture_of(f"{word} here")))
    )
    about = '<p:nvPicPr><p:cNvPr id="5" name="p"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr>'
    return f'<p:pic>{about}<p:blipFill><a:blip r:embed="{number}"/></p:blipFill><p:spPr/></p:pic>'


def chart(packing: Packing, word: str) -> str:
    words = f"<c:title><c:tx><c:rich><a:p><a:r><a:t>{word}</a:t></a:r></a:p></c:rich></c:tx></c:title>"
    packing.add(
        "ppt/charts/chart1.xml", f"{XML}<c:chartSpace {_NS}><c:chart>{words}</c:chart></c:chartSpace>"
    )
    packing.add("ppt/embeddings/book.xlsx", a_docx_saying(word))
    packing.relate("ppt/charts/chart1.xml", "package", "../embeddings/book.xlsx")
    return frame(_C, f'<c:chart r:id="{packing.relate(SLIDE, "chart", "../charts/chart1.xml")}"/>')


def diagram(packing: Packing, word: str) -> str:
    model = f"<dgm:ptLst><dgm:pt><dgm:t><a:p><a:r><a:t>{word}</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst>"
    packing.add("ppt/diagrams/data1.xml", f"{XML}<dgm:dataModel {_NS}>{model}</dgm:dataModel>")
    number = packing.relate(SLIDE, "diagramData", "../diagrams/data1.xml")
    return frame(_DGM, f'<dgm:relIds r:dm="{number}"/>')


def object_of_another(packing: Packing, word: str) -> str:
    packing.add("ppt/embeddings/object.docx", a_docx_saying(word))
    number = packing.relate(SLIDE, "package", "../embeddings/object.docx")
    return frame(
        "http://schemas.openxmlformats.org/presentationml/2006/ole",
        f'<p:oleObj name="{word}" r:id="{number}" progId="{word}"/>',
    )


def hidden_slide(packing: Packing, word: str) -> str:
    other_slide(packing, word, attributes='show="0"')
    return ""


def properties(packing: Packing, word: str) -> str:
    packing.add("docProps/core.xml", f"{XML}<core><title>{word}</title></core>")
    packing.relate("", "metadata/core-properties", "docProps/core.xml")
    return ""


def unused_layout(packing: Packing, word: str) -> str:
    packing.add(
        "ppt/slideLayouts/slideLayout9.xml", f"{XML}<p:sldLayout {_NS}>{tree(said(run(word)))}</p:sldLayout>"
    )
    packing.relate("ppt/slideMasters/slideMaster1.xml", "slideLayout", "../slideLayouts/slideLayout9.xml")
    return ""


IN_PARTS = {
    "notes of the speaker": notes,
    "comments and their authors": comments,
    "tags of a slide": tags,
    "film": film,
    "pixels on a slide": pixels,
    "chart on a slide": chart,
    "diagram on a slide": diagram,
    "object on a slide": object_of_another,
    "hidden slide": hidden_slide,
    "properties of a presentation": properties,
    "layout that no slide uses": unused_layout,
}
IN_LOOKS = (
    "words of a layout",
    "words of a master",
    "name of a layout",
    "name of a theme",
    "animation",
    "section",
    "custom show",
    "name of a slide",
)
SLIDE_PLACES = (*ON_SLIDE, *OFF_SLIDE, *IN_PARTS, *IN_LOOKS)


def tree(inner: str, name: str = "") -> str:
    start = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
    return f'<p:cSld name="{name}"><p:spTree>{start}{inner}</p:spTree></p:cSld>'


def a_pptx(places: Iterable[str] = SLIDE_PLACES) -> bytes:
    """A presentation of one shown slide, with the word of each place planted there."""
    wanted = tuple(places)
    packing = Packing()
    packing.relate("", "officeDocument", MAIN)
    packing.relate(MAIN, "slide", "slides/slide1.xml")

    def word(place: str) -> str:
        return word_for(place) if place in wanted else "Plain"

    body = said(run("An opening that stays."))
    for place in wanted:
        if place in ON_SLIDE or place in OFF_SLIDE:
            body += _filled({**ON_SLIDE, **OFF_SLIDE}[place], place)
        elif place in IN_PARTS:
            body += IN_PARTS[place](packing, word_for(place)) + said(run(control_for(place)))
    timing = f'<p:timing><p:tnLst><p:par name="{word("animation")}"/></p:tnLst></p:timing>'
    packing.add(
        SLIDE, f"{XML}<p:sld {_NS}>{tree(body, word('name of a slide'))}{timing}</p:sld>", f"{_TYPE}slide+xml"
    )
    packing.relate(SLIDE, "slideLayout", "../slideLayouts/slideLayout1.xml")
    _looks(packing, word)
    ids = "".join(
        f'<p:sldId id="{256 + number}" r:id="rId{number + 1}"/>'
        for number in range(1 + ("hidden slide" in wanted))
    )
    shows = f'<p:custShowLst><p:custShow name="{word("custom show")}" id="0"/></p:custShowLst>'
    sections = f'<p:extLst><p:ext uri="s"><section name="{word("section")}"/></p:ext></p:extLst>'
    packing.add(
        MAIN,
        f'{XML}<p:presentation {_NS}><p:sldIdLst>{ids}</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/>{shows}{sections}</p:presentation>',
        f"{_TYPE}presentation.main+xml",
    )
    return packing.packed()


def _looks(packing: Packing, word: Callable[[str], str]) -> None:
    layout = tree(said(run(f"{word('words of a layout')} in the layout")), word("name of a layout"))
    packing.add(
        "ppt/slideLayouts/slideLayout1.xml",
        f"{XML}<p:sldLayout {_NS}>{layout}</p:sldLayout>",
        f"{_TYPE}slideLayout+xml",
    )
    packing.relate("ppt/slideLayouts/slideLayout1.xml", "slideMaster", "../slideMasters/slideMaster1.xml")
    master = tree(said(run(f"{word('words of a master')} in the master")))
    packing.add(
        "ppt/slideMasters/slideMaster1.xml",
        f"{XML}<p:sldMaster {_NS}>{master}<p:clrMap {_MAP}/></p:sldMaster>",
        f"{_TYPE}slideMaster+xml",
    )
    packing.relate("ppt/slideMasters/slideMaster1.xml", "theme", "../theme/theme1.xml")
    packing.add(
        "ppt/theme/theme1.xml",
        f'{XML}<a:theme xmlns:a="{_A}" name="{word("name of a theme")}"><a:themeElements/></a:theme>',
    )


def _filled(template: str, place: str) -> str:
    word = word_for(place)
    half = len(word) // 2
    for key, value in {"S": word, "H": word[:half], "K": word[half:], "C": control_for(place)}.items():
        template = template.replace("{" + key + "}", value)
    return template
