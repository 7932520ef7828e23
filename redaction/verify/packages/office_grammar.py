"""What the XML of a copy of a Word document or a presentation may look like, for its checks.

The words that the format writes in attributes are facts of the standard, so burner and check share their list. Which
elements a copy may have, and what hides words, is listed for the check on its own, so that a slip in the burner's
list of what is allowed does not pass.

Source: ECMA-376 part 1; [MS-DOCX].
"""

import re
from collections.abc import Mapping
from typing import Final

from redaction.office.format_words import FONTS, FORMAT_WORDS
from redaction.verify.packages.office_elements import OFFICE_ELEMENTS
from redaction.verify.packages.package_xml import Grammar, squashed_words

_PACKAGE: Final = "Types Default Override Relationships Relationship"
_WRITTEN_ANEW: Final = """
    compat compatSetting settings evenAndOddHeaders mirrorMargins headerReference footerReference style name
    tblStylePr abstractNum blip docPr cNvPr presentation sldMasterIdLst sldMasterId notesMasterIdLst notesMasterId
    sldIdLst sldId sldLayoutIdLst sldLayoutId sldSz notesSz
"""
_NAMES_MADE: Final = """
    object office style normal heading toc index title subtitle caption strong emphasis quote intense list bullet
    number continue paragraph header footer page hyperlink footnote endnote annotation balloon text reference
    table grid spacing default font body indent plain signature closing salutation date web placeholder subtle
    http book picture document word chart theme media styles settings numbering relationships content types package
    xml rels image png jpeg application openxmlformats officedocument org schemas microsoft com drawingml
    wordprocessingml presentationml presentation slide slides
    layout layouts master masters notes main extension override part name target type id uri urn
"""

_HIDING: Final = """
    instrText delText delInstrText del moveFrom vanish specVanish webHidden comment commentReference
    commentRangeStart commentRangeEnd cmAuthor sdt sdtPr customXml smartTag AlternateContent Choice Fallback pict
    object OLEObject control ffData fldChar docVar rsid rsids rsidR rsidRPr rsidRDefault rsidP rsidDel rsidTr rsidSect
    show paraId textId author initials mailMerge attachedTemplate documentProtection altChunk subDoc externalData
    extLst ext14 dataBinding tag alias proofErr permStart rt ruby snd wavAudioFile audioFile videoFile hlinkClick
    hlinkHover transition timing custDataLst
"""
FORBIDDEN: Final = frozenset(_HIDING.split())
"""Elements and attributes that keep words from readers: deleted, hidden, instructing, remarking, remembering."""

OWN_VALUES: Final[Mapping[tuple[str, str], re.Pattern[str]]] = {
    ("bookmarkStart", "name"): re.compile(r"b\d+"),
    ("hyperlink", "anchor"): re.compile(r"b\d+"),
    ("style", "styleId"): re.compile(r"S\d+"),
    ("pStyle", "val"): re.compile(r"S\d+"),
    ("rStyle", "val"): re.compile(r"S\d+"),
    ("tblStyle", "val"): re.compile(r"S\d+"),
    ("basedOn", "val"): re.compile(r"S\d+"),
    ("docPr", "name"): re.compile(r"Object \d+"),
    ("cNvPr", "name"): re.compile(r"Object \d+"),
    ("fldSimple", "instr"): re.compile(r" (PAGE|NUMPAGES|SECTIONPAGES) "),
    ("theme", "name"): re.compile("Office"),
    ("clrScheme", "name"): re.compile("Office"),
    ("fontScheme", "name"): re.compile("Office"),
    ("fmtScheme", "name"): re.compile("Office"),
}
"""Values that are always made by the burner, and how it makes them."""

MEMBERS: Final = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels"
    r"|word/(document|styles|settings|numbering|footnotes|endnotes|header\d+|footer\d+)\.xml"
    r"|word/_rels/(document|footnotes|endnotes|numbering|header\d+|footer\d+)\.xml\.rels"
    r"|word/theme/theme1\.xml|(word|ppt)/charts/chart\d+\.xml|(word|ppt)/media/picture\d+\.(png|jpeg)"
    r"|ppt/tableStyles\.xml|ppt/presentation\.xml|ppt/_rels/presentation\.xml\.rels|ppt/theme/theme\d+\.xml"
    r"|ppt/(slide|slideLayout|slideMaster|notesSlide|notesMaster)s/(slide|slideLayout|slideMaster|notesSlide"
    r"|notesMaster)\d+\.xml"
    r"|ppt/(slide|slideLayout|slideMaster|notesSlide|notesMaster)s/_rels/(slide|slideLayout|slideMaster|notesSlide"
    r"|notesMaster)\d+\.xml\.rels"
)

_ALLOWED: Final = OFFICE_ELEMENTS | frozenset([*_PACKAGE.split(), *_WRITTEN_ANEW.split()])


def _format_words() -> frozenset[str]:
    fonts = " ".join(FONTS)
    whole = frozenset(font.casefold().replace(" ", "") for font in FONTS)
    numbered = {
        f"{name}{number}" for name in ("heading", "toc", "index", "list", "style") for number in range(10)
    }
    return whole | numbered | squashed_words(" ".join([*FORMAT_WORDS, *_ALLOWED, fonts, _NAMES_MADE]))


_FORMULA_PARTS: Final = frozenset(["num", "den", "sub", "sup", "e", "deg", "lim", "fName", "oMathPara"])
"""What stands above, below or beside another part of a formula: letters there are no word together."""
GRAMMAR: Final = Grammar(
    ends={
        "p": "\n",
        "tc": "\t",
        "tr": "\n",
        "pt": "\n",
        "v": "\n",
        "br": "\n",
        **dict.fromkeys(_FORMULA_PARTS, " "),
        "cr": "\n",
        "tab": "\t",
        "ptab": "\t",
        "noBreakHyphen": "-",
    },
    figures=frozenset({"posOffset", "align", "formatCode", "pctWidth", "pctHeight", "tableStyleId"}),
    elements=_ALLOWED,
    words=_format_words(),
    runs_join=True,
)
