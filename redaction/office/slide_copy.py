"""A presentation as its copy will hold it: the slides that are shown, their notes, and the layouts that they use."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from redaction.errors import DocumentUnreadable
from redaction.office.allowing import Values
from redaction.office.archive import Package
from redaction.office.charts import CHART_TYPE, chart_copy
from redaction.office.flows import text_of
from redaction.office.namespaces import PREFIXES, R, named, usual
from redaction.office.office_copy import CopyPart, OfficeCopy
from redaction.office.open_xml import FreshPackage, OpenXml
from redaction.office.pictures import Gallery
from redaction.office.slide_story import SlideStory
from redaction.office.table_styles import no_table_styles
from redaction.office.themes import THEME_TYPE
from redaction.office.word_copy import theme_copy
from redaction.office.word_parts import WordParts
from redaction.office.word_styles import Styles
from redaction.sight.ocr import OcrReader
from redaction.wording.needles import Needles

_TYPE: Final = "application/vnd.openxmlformats-officedocument.presentationml."
_MAIN: Final = "ppt/presentation.xml"
_SHOWN: Final = "Slide "
_NOTES_MASTER: Final = "ppt/notesMasters/notesMaster1.xml"
_TABLE_STYLES: Final = "ppt/tableStyles.xml"
_RELATION: Final = f"{{{R}}}id"
_OFF: Final = frozenset({"0", "false", "off"})
_FIRST_SLIDE_ID: Final = 256
_FIRST_LOOK_ID: Final = 2_147_483_648
_SIZE: Final = ("12192000", "6858000")
_MAP: Final = (
    "bg1 lt1 tx1 dk1 bg2 lt2 tx2 dk2 accent1 accent1 accent2 accent2 accent3 accent3 accent4 accent4 accent5 accent5 "
    "accent6 accent6 hlink hlink folHlink folHlink"
)


@dataclass(slots=True)
class _Show:
    """The parts of a presentation by their old names, with their names in the copy."""

    parts: WordParts
    slides: dict[str, str] = field(default_factory=dict)
    layouts: dict[str, str] = field(default_factory=dict)
    masters: dict[str, str] = field(default_factory=dict)
    themes: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    def named(self, known: dict[str, str], old: str, pattern: str) -> str:
        return known.setdefault(old, pattern.format(len(known) + 1))


def slide_copy(package: Package, needles: Needles | None, ocr: OcrReader | None) -> OfficeCopy:
    """Take a presentation apart. The arguments are those of `word_copy`.

    Hidden slides are left out: nobody who sees the presentation sees them.

    Raises:
        DocumentRefused: one of its kinds.
    """
    found = OpenXml(package)
    main = found.main_part()
    root = found.root(main)
    if usual(str(root.tag)) != named("p:presentation"):
        raise DocumentUnreadable(
            "The file is not the presentation it says it is.",
            next_step="Open it in its own program, save it as .pptx and upload that copy.",
        )
    left_out: Counter[str] = Counter()
    gallery = Gallery(needles or Needles([]), ocr, left_out)
    gallery.foresee(package)
    parts = WordParts(found, FreshPackage(), gallery, Styles(None), Values(needles), left_out, folder="ppt")
    show = _Show(parts)
    parts.fresh.relate("", "officeDocument", _MAIN)
    texts = [*_slides(show, main, root)]
    texts += [*_notes(show)]
    texts += [*_layouts(show), *_masters(show)]
    texts += [*_charts(parts)]
    looks = [part for part in texts if not text_of(part.root) and not part.title.startswith(_SHOWN)]
    with_words = [part for part in texts if part not in looks]
    looks += [*_themes(show), *_table_styles(show, texts), _presentation(show, root)]
    return OfficeCopy(tuple(with_words), tuple(looks), gallery, parts.fresh, left_out, "ppt")


def _slides(show: _Show, main: str, root: etree._Element) -> Iterator[CopyPart]:
    relations = show.parts.package.relations(main)
    for each in root.iter():
        if usual(str(each.tag)) != named("p:sldId"):
            continue
        number = next((str(value) for key, value in each.attrib.items() if usual(str(key)) == _RELATION), "")
        relation = relations.get(number)
        if relation is None or relation.kind != "slide" or not relation.target:
            continue
        old = show.parts.package.root(relation.target)
        if old.get("show", "1") in _OFF:
            show.parts.left_out["hidden slide"] += 1
            continue
        show.parts.left_out["comment"] += len(show.parts.package.related(relation.target, "comments"))
        new = show.named(show.slides, relation.target, "ppt/slides/slide{}.xml")
        title = f"{_SHOWN}{len(show.slides)}"
        yield CopyPart(title, new, f"{_TYPE}slide+xml", _story(show, relation.target, new, old))
        for layout in show.parts.package.related(relation.target, "slideLayout")[:1]:
            target = show.named(show.layouts, layout, "ppt/slideLayouts/slideLayout{}.xml")
            show.parts.fresh.relate(new, "slideLayout", target)


def _story(show: _Show, old: str, new: str, root: etree._Element | None = None) -> etree._Element:
    copied = SlideStory(show.parts, old, new).root(show.parts.package.root(old) if root is None else root)
    for holder in [each for each in copied.iter() if each.tag == named("p:txBody")]:
        if holder.find(named("a:p")) is None:
            etree.SubElement(holder, named("a:p"))
    return copied


def _notes(show: _Show) -> Iterator[CopyPart]:
    """What the speaker says to each slide: part of the material, and shown to the reviewer as such."""
    for number, (old_slide, new_slide) in enumerate(list(show.slides.items()), start=1):
        for old in show.parts.package.related(old_slide, "notesSlide")[:1]:
            new = show.named(show.notes, old, "ppt/notesSlides/notesSlide{}.xml")
            copied = _story(show, old, new)
            if not text_of(copied):
                del show.notes[old]
                continue
            show.parts.fresh.relate(new, "notesMaster", _NOTES_MASTER)
            show.parts.fresh.relate(new, "slide", new_slide)
            show.parts.fresh.relate(new_slide, "notesSlide", new)
            yield CopyPart(f"Notes to slide {number}", new, f"{_TYPE}notesSlide+xml", copied)


def _layouts(show: _Show) -> Iterator[CopyPart]:
    for number, (old, new) in enumerate(list(show.layouts.items()), start=1):
        yield CopyPart(f"Layout {number}", new, f"{_TYPE}slideLayout+xml", _story(show, old, new))
        for master in show.parts.package.related(old, "slideMaster")[:1]:
            target = show.named(show.masters, master, "ppt/slideMasters/slideMaster{}.xml")
            show.parts.fresh.relate(new, "slideMaster", target)
            show.parts.fresh.relate(target, "slideLayout", new)


def _masters(show: _Show) -> Iterator[CopyPart]:
    look_id = _FIRST_LOOK_ID + len(show.masters)
    for number, (old, new) in enumerate(list(show.masters.items()), start=1):
        copied = _story(show, old, new)
        listed = etree.Element(named("p:sldLayoutIdLst"))
        for layout, target in show.layouts.items():
            if old in show.parts.package.related(layout, "slideMaster")[:1]:
                each = etree.SubElement(listed, named("p:sldLayoutId"))
                each.set("id", str(look_id))
                each.set(_RELATION, show.parts.fresh.relate(new, "slideLayout", target))
                look_id += 1
        colours = copied.find(named("p:clrMap"))
        copied.insert(len(copied) if colours is None else copied.index(colours) + 1, listed)
        for theme in show.parts.package.related(old, "theme")[:1]:
            target = show.named(show.themes, theme, "ppt/theme/theme{}.xml")
            show.parts.fresh.relate(new, "theme", target)
        yield CopyPart(f"Master {number}", new, f"{_TYPE}slideMaster+xml", copied)


def _charts(parts: WordParts) -> Iterator[CopyPart]:
    for number, (old, new) in enumerate(parts.charts.items(), start=1):
        copied = chart_copy(parts.package.root(old), parts.values, parts.left_out, parts.attributes())
        yield CopyPart(f"Chart {number}", new, CHART_TYPE, copied)


def _themes(show: _Show) -> Iterator[CopyPart]:
    for old, new in list(show.themes.items()):
        yield CopyPart("", new, THEME_TYPE, theme_copy(show.parts, old))
    if show.notes and show.themes:
        old = next(iter(show.themes))
        own = f"ppt/theme/theme{len(show.themes) + 1}.xml"
        yield CopyPart("", own, THEME_TYPE, theme_copy(show.parts, old))
        show.parts.fresh.relate(_NOTES_MASTER, "theme", own)
        yield CopyPart("", _NOTES_MASTER, f"{_TYPE}notesMaster+xml", _notes_master())


def _table_styles(show: _Show, texts: Sequence[CopyPart]) -> Iterator[CopyPart]:
    """The list of looks for tables, with none in it: programs look for their own only where there is a list."""
    if any(next(part.root.iter(named("a:tableStyleId")), None) is not None for part in texts):
        show.parts.fresh.relate(_MAIN, "tableStyles", _TABLE_STYLES)
        yield CopyPart("", _TABLE_STYLES, f"{_TYPE}tableStyles+xml", no_table_styles())


def _notes_master() -> etree._Element:
    """A plain master for pages of notes: what stood on the old one is no part of the slides."""
    made = etree.Element(named("p:notesMaster"), nsmap={"p": PREFIXES["p"], "a": PREFIXES["a"]})
    tree = etree.SubElement(etree.SubElement(made, named("p:cSld")), named("p:spTree"))
    about = etree.SubElement(tree, named("p:nvGrpSpPr"))
    name = etree.SubElement(about, named("p:cNvPr"))
    name.set("id", "1")
    name.set("name", "Object 1")
    etree.SubElement(about, named("p:cNvGrpSpPr"))
    etree.SubElement(about, named("p:nvPr"))
    etree.SubElement(tree, named("p:grpSpPr"))
    colours = etree.SubElement(made, named("p:clrMap"))
    pairs = _MAP.split()
    for key, value in zip(pairs[::2], pairs[1::2], strict=True):
        colours.set(key, value)
    return made


def _presentation(show: _Show, root: etree._Element) -> CopyPart:
    """The list of masters and slides, made anew: no sections, shows, tags or people."""
    made = etree.Element(
        named("p:presentation"), nsmap={prefix: PREFIXES[prefix] for prefix in ("p", "a", "r")}
    )
    _listed(
        show, made, _List("p:sldMasterIdLst", "p:sldMasterId", "slideMaster", _FIRST_LOOK_ID), show.masters
    )
    if show.notes and show.themes:
        own = _List("p:notesMasterIdLst", "p:notesMasterId", "notesMaster", 0)
        _listed(show, made, own, {"": _NOTES_MASTER})
    _listed(show, made, _List("p:sldIdLst", "p:sldId", "slide", _FIRST_SLIDE_ID), show.slides)
    for tag, size in (("p:sldSz", _SIZE), ("p:notesSz", _SIZE[::-1])):
        old = next((each for each in root if usual(str(each.tag)) == named(tag)), None)
        each = etree.SubElement(made, named(tag))
        for name, usually in zip(("cx", "cy"), size, strict=True):
            given = usually if old is None else old.get(name, usually)
            each.set(name, given if given.isdigit() and len(given) <= 9 else usually)
    story = SlideStory(show.parts, "", _MAIN)
    for each in root:
        if usual(str(each.tag)) == named("p:defaultTextStyle"):
            story.one(each, made)
    for target in show.themes.values():
        show.parts.fresh.relate(_MAIN, "theme", target)
    return CopyPart("", _MAIN, f"{_TYPE}presentation.main+xml", made)


@dataclass(frozen=True, slots=True)
class _List:
    """One list of the presentation: its element, that of an entry, what it points to, and its first number, or 0."""

    holder: str
    one: str
    kind: str
    first: int


def _listed(show: _Show, made: etree._Element, kind: _List, targets: dict[str, str]) -> None:
    listed = etree.SubElement(made, named(kind.holder))
    for number, target in enumerate(targets.values(), start=kind.first):
        each = etree.SubElement(listed, named(kind.one))
        if kind.first:
            each.set("id", str(number))
        each.set(_RELATION, show.parts.fresh.relate(_MAIN, kind.kind, target))
