"""What the control words of RTF mean, as far as a reader sees anything of them."""

from collections.abc import Mapping
from typing import Final

LETTERS: Final[Mapping[str, str]] = {
    **{"par": "\n", "sect": "\n", "page": "\n", "line": "\n", "row": "\n", "nestrow": "\n", "column": "\n"},
    **{"tab": "\t", "cell": "\t", "nestcell": "\t"},
    **{"emdash": "\u2014", "endash": "\u2013", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005"},
    **{
        "bullet": "\u2022",
        "lquote": "\u2018",
        "rquote": "\u2019",
        "ldblquote": "\u201c",
        "rdblquote": "\u201d",
    },
}
SIGNS: Final[Mapping[str, str]] = {
    **{"~": "\u00a0", "_": "-", "-": "", "{": "{", "}": "}", "\\": "\\"},
    **{"\n": "\n", "\r": "\n", "\r\n": "\n", "\t": "\t"},
}

HEADERS: Final = frozenset({"header", "headerl", "headerr", "headerf"})
FOOTERS: Final = frozenset({"footer", "footerl", "footerr", "footerf"})
SHOWN: Final = frozenset(
    {"fldrslt", "result", "shptxt", "dptxbxtext", "listtext", "pntext", "field", "object", "shp"}
)
"""Groups whose words are seen where they stand, though some begin with a word that could be passed over."""
SHELLS: Final = frozenset({"shpinst", "shpgrp", "do", "background"})
"""Groups that hold no words themselves, but perhaps a text box."""

COUNTED: Final[Mapping[str, str]] = {
    "pict": "picture",
    "objdata": "embedded object",
    "annotation": "comment",
    "info": "set of properties",
    "mmath": "formula",
}
"""What is left out and said to be."""

UNSEEN: Final = frozenset(
    COUNTED.keys()
    | set(
        "fonttbl colortbl stylesheet filetbl listtable listoverridetable revtbl rsidtbl generator fldinst bkmkstart "  # noqa: SIM905 - a list would be a word a line
        "bkmkend atnid atnauthor atndate atnicn atnref atntime atrfstart atrfend nonshppict shppict sn sv sp "
        "template formfield ffname fname title subject author operator keywords doccomm hlinkbase category manager "
        "company datafield xe tc rxe txe themedata colorschememapping datastore latentstyles xmlnstbl pgptbl private "
        "objclass objname objalias objsect userprops docvar mailmerge password passwordhash writereservhash "
        "wgrffmtfilter pnseclvl ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn ud nextfile falt panose fontemb "
        "fontfile".split()
    )
)

CODE_PAGES: Final[Mapping[int, str]] = {
    **{0: "cp1252", 1: "cp1252", 2: "cp1252", 77: "mac-roman", 128: "cp932", 129: "cp949", 130: "johab"},
    **{134: "gbk", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256"},
    **{186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850"},
}
"""The code page of a font's character set."""
