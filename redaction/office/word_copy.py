"""A Word document as its copy will hold it: which parts it has, and in which order they are read."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from lxml import etree

from redaction.errors import DocumentUnreadable
from redaction.office.allowing import Values
from redaction.office.archive import Package
from redaction.office.charts import CHART_TYPE, chart_copy
from redaction.office.copying import Copier
from redaction.office.flows import text_of
from redaction.office.namespaces import W, named, usual
from redaction.office.office_copy import CopyPart, OfficeCopy
from redaction.office.open_xml import FreshPackage, OpenXml
from redaction.office.pictures import Gallery
from redaction.office.themes import THEME_TYPE, theme_of
from redaction.office.word_allowed import WORD
from redaction.office.word_parts import WordParts
from redaction.office.word_story import Story
from redaction.office.word_styles import Styles
from redaction.sight.ocr import OcrReader
from redaction.wording.needles import Needles

_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MAIN: Final = "word/document.xml"
_NOTES: Final = (("footnotes", "footnote"), ("endnotes", "endnote"))
_ON_OFF_SETTINGS: Final = ("w:evenAndOddHeaders", "w:mirrorMargins")
_OFF: Final = frozenset({"0", "false", "off"})
_COMPATIBILITY: Final = "http://schemas.microsoft.com/office/word"
_UNCOPIED: Final = {"glossaryDocument": "glossary", "attachedTemplate": "link to a template"}


def word_copy(package: Package, needles: Needles | None, ocr: OcrReader | None) -> OfficeCopy:
    """Take a Word document apart.

    Args:
        package: the document.
        needles: what will be taken out: it may not stand in what is copied as looks, and goes from pictures.
        ocr: reads pictures; None leaves them unread.

    Raises:
        DocumentRefused: one of its kinds.
    """
    found = OpenXml(package)
    main = found.main_part()
    root = found.root(main)
    if usual(str(root.tag)) != named("w:document"):
        raise DocumentUnreadable(
            "The file is not the Word document it says it is.",
            next_step="Open it in its own program, save it as .docx and upload that copy.",
        )
    left_out: Counter[str] = Counter()
    styles = Styles(next((found.root(each) for each in found.related(main, "styles")), None))
    parts = WordParts(
        package=found,
        fresh=FreshPackage(),
        gallery=Gallery(needles or Needles([]), ocr, left_out),
        styles=styles,
        values=Values(needles),
        left_out=left_out,
    )
    parts.gallery.foresee(package)
    _count_uncopied(found, main, left_out)
    parts.fresh.relate("", "officeDocument", _MAIN)
    parts.anchors.update(_anchors(root))
    texts = [CopyPart("Body", _MAIN, f"{_TYPE}document.main+xml", Story(parts, main, _MAIN).root(root))]
    texts += _headings(parts)
    texts += _notes(parts, main)
    texts += _numbering(parts, main)
    texts += _charts(parts)
    with_words = [part for part in texts if part.title == "Body" or text_of(part.root)]
    without = [part for part in texts if part not in with_words]
    looks = (*without, *_looks(parts, main))
    return OfficeCopy(tuple(with_words), looks, parts.gallery, parts.fresh, left_out, "word")


def _headings(parts: WordParts) -> Iterator[CopyPart]:
    for old, new in list(parts.headings.items()):
        kind = "header" if "/header" in new else "footer"
        number = new.removesuffix(".xml").rpartition(kind)[2]
        copied = Story(parts, old, new).root(parts.package.root(old))
        yield CopyPart(f"{kind.title()} {number}", new, f"{_TYPE}{kind}+xml", copied)


def _notes(parts: WordParts, main: str) -> Iterator[CopyPart]:
    """The notes that something points to, and the lines above them."""
    for kind, one in _NOTES:
        for old in parts.package.related(main, kind)[:1]:
            name = f"word/{kind}.xml"
            story = Story(parts, old, name)
            story.special[named(f"w:{one}")] = story.note
            yield CopyPart(kind.title(), name, f"{_TYPE}{kind}+xml", story.root(parts.package.root(old)))
            parts.fresh.relate(_MAIN, kind, name)


def _numbering(parts: WordParts, main: str) -> Iterator[CopyPart]:
    for old in parts.package.related(main, "numbering")[:1]:
        name = "word/numbering.xml"
        story = Story(parts, old, name)
        story.attributes[named("w:lvlText"), named("w:val")] = lambda text: text
        copied = story.root(parts.package.root(old))
        yield CopyPart("Numbering", name, f"{_TYPE}numbering+xml", copied)
        parts.fresh.relate(_MAIN, "numbering", name)


def _charts(parts: WordParts) -> Iterator[CopyPart]:
    for number, (old, new) in enumerate(parts.charts.items(), start=1):
        copied = chart_copy(parts.package.root(old), parts.values, parts.left_out, parts.attributes())
        yield CopyPart(f"Chart {number}", new, CHART_TYPE, copied)


def _looks(parts: WordParts, main: str) -> Iterator[CopyPart]:
    copier = Copier(WORD, parts.values, parts.left_out)
    copier.attributes.update(parts.attributes())
    parts.styles.teach(copier)
    yield CopyPart("", "word/styles.xml", f"{_TYPE}styles+xml", parts.styles.copy(copier))
    parts.fresh.relate(_MAIN, "styles", "word/styles.xml")
    yield CopyPart("", "word/settings.xml", f"{_TYPE}settings+xml", _settings(parts.package, main))
    parts.fresh.relate(_MAIN, "settings", "word/settings.xml")
    for old in parts.package.related(main, "theme")[:1]:
        yield CopyPart("", "word/theme/theme1.xml", THEME_TYPE, theme_copy(parts, old))
        parts.fresh.relate(_MAIN, "theme", "word/theme/theme1.xml")


def theme_copy(parts: WordParts, old: str) -> etree._Element:
    """Colours, fonts and effects, without the names that their designers gave them."""
    return theme_of(parts.package.root(old), parts.values, parts.left_out)


def _settings(package: OpenXml, main: str) -> etree._Element:
    """Settings made anew; only what changes the look of pages is taken over."""
    made = etree.Element(named("w:settings"), nsmap={"w": W})
    for old in package.related(main, "settings")[:1]:
        for each in package.root(old):
            short = next((name for name in _ON_OFF_SETTINGS if usual(str(each.tag)) == named(name)), None)
            if short and not _OFF & set(map(str, each.attrib.values())):
                etree.SubElement(made, named(short))
    setting = etree.SubElement(etree.SubElement(made, named("w:compat")), named("w:compatSetting"))
    for name, value in (("name", "compatibilityMode"), ("uri", _COMPATIBILITY), ("val", "15")):
        setting.set(named(f"w:{name}"), value)
    return made


def _anchors(root: etree._Element) -> dict[str, str]:
    """The places in the body that its own links point to, each with a new name."""
    anchors: dict[str, str] = {}
    for each in root.iter():
        if usual(str(each.tag)) == named("w:hyperlink"):
            for key, value in each.attrib.items():
                if usual(str(key)) == named("w:anchor"):
                    anchors.setdefault(str(value), f"b{len(anchors) + 1}")
    return anchors


def _count_uncopied(package: OpenXml, main: str, left_out: Counter[str]) -> None:
    for relation in package.relations(main).values():
        if relation.kind == "comments" and relation.target:
            left_out["comment"] += sum(1 for _ in package.root(relation.target))
        elif relation.kind in _UNCOPIED:
            left_out[_UNCOPIED[relation.kind]] += 1
