"""Builds Word documents with words hidden in many places, each its own, and words that must stay."""

from collections.abc import Iterable

from tests.redaction.office.packing import Packing, control_for, word_for
from tests.redaction.office.word_body_places import DROPPED, SAID, p, r
from tests.redaction.office.word_part_places import MAIN, PLACES, W, root

ALL_PLACES = (*SAID, *DROPPED, *PLACES)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_STYLES = (
    f'<w:styles xmlns:w="{W}">'
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Quiet"><w:name w:val="Quiet"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Whisper"><w:name w:val="{S}"/><w:aliases w:val="{S}"/>'
    '<w:basedOn w:val="Quiet"/></w:style></w:styles>'
)
STYLE_PLACE = "name of a style"
EVERY_PLACE = (*ALL_PLACES, STYLE_PLACE)


def a_docx(places: Iterable[str] = EVERY_PLACE) -> bytes:
    """A Word document with the word of each place planted there, and a control word for each place in the body."""
    wanted = tuple(places)
    packing = Packing()
    packing.relate("", "officeDocument", MAIN)
    body = p(r("An opening that stays."))
    for place in wanted:
        if place in SAID or place in DROPPED:
            body += _filled({**SAID, **DROPPED}[place], place)
        elif place in PLACES:
            body += PLACES[place](packing, word_for(place)) + p(r(control_for(place)))
    styles = _STYLES.replace("{S}", word_for(STYLE_PLACE) if STYLE_PLACE in wanted else "Plain")
    packing.add("word/styles.xml", styles, f"{_TYPE}styles+xml")
    packing.relate(MAIN, "styles", "styles.xml")
    packing.add(MAIN, root("document", f"<w:body>{body}<w:sectPr/></w:body>"), f"{_TYPE}document.main+xml")
    return packing.packed()


def words_of(places: Iterable[str] = EVERY_PLACE) -> list[str]:
    """What is planted, place by place."""
    return [word_for(place) for place in places]


def controls_of(places: Iterable[str] = ALL_PLACES) -> list[str]:
    """What has to stay."""
    return [control_for(place) for place in places]


def _filled(template: str, place: str) -> str:
    word = word_for(place)
    half = len(word) // 2
    values = {"S": word, "H": word[:half], "K": word[half:], "X": " ".join(word), "C": control_for(place)}
    for key, value in values.items():
        template = template.replace("{" + key + "}", value)
    return template
