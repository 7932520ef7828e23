"""How the cells of a workbook look: its style sheet, rebuilt from what is known and needed.

Names of styles and fonts, and words that a number code writes of its own accord, are an author's words. Styles
lose their names, unknown fonts become the usual one. A number whose code has words in it becomes the text that
its reader saw, so that no code carries a word (`"Anna"0`), not even in a section that was never shown.
"""

import re
from dataclasses import dataclass
from html import escape
from typing import Final

from lxml import etree

from redaction.office.xml_parts import parse
from redaction.sheets.known_words import FONTS, USUAL_FONT, known_copy
from redaction.wording.number_codes import BUILT_IN, has_words

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

_FONT_LOOKS: Final[dict[str, tuple[str, ...]]] = {
    "b": ("val",),
    "i": ("val",),
    "strike": ("val",),
    "u": ("val",),
    "vertAlign": ("val",),
    "sz": ("val",),
    "color": ("rgb", "indexed", "tint", "auto", "theme"),
}
_FILLS: Final[dict[str, tuple[str, ...]]] = {
    "fill": (),
    "patternFill": ("patternType",),
    "fgColor": ("rgb", "indexed", "tint", "auto", "theme"),
    "bgColor": ("rgb", "indexed", "tint", "auto", "theme"),
}
_BORDERS: Final[dict[str, tuple[str, ...]]] = {
    "border": ("diagonalUp", "diagonalDown"),
    **dict.fromkeys(("left", "right", "top", "bottom", "diagonal", "start", "end"), ("style",)),
    "color": ("rgb", "indexed", "tint", "auto", "theme"),
}
_ALIGNMENT: Final[dict[str, tuple[str, ...]]] = {
    "alignment": ("horizontal", "vertical", "wrapText", "indent", "textRotation", "shrinkToFit"),
}
_EMPTY: Final = f'<styleSheet xmlns="{MAIN}"/>'.encode()
# The colours of the theme are the only thing a theme is read for. Its order is not that of its numbers.
_THEME_ORDER: Final = "lt1 dk1 lt2 dk2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink"
_COLOUR: Final = re.compile(r"[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Looks:
    """The rewritten style sheet, and for each style of a cell its number code."""

    sheet: bytes
    codes: tuple[str, ...]


def theme_colours(held: bytes | None) -> tuple[str, ...]:
    """The twelve colours of a theme as RRGGBB, by their numbers; none where there is no theme."""
    if held is None:
        return ()
    found: dict[str, str] = {}
    for scheme in parse(held).iter("{*}clrScheme"):
        for each in scheme:
            own = etree.QName(each).localname
            for colour in each:
                value = colour.get("lastClr") or colour.get("val") or ""
                if _COLOUR.fullmatch(value):
                    found.setdefault(own, value)
    return tuple(found.get(name, "000000") for name in _THEME_ORDER.split())


def font_look(font: etree._Element, theme: tuple[str, ...]) -> etree._Element:
    """A font's look, or a run's: what is in it that is known. A name only from the closed list."""
    made = etree.Element(f"{{{MAIN}}}font", nsmap={None: MAIN})
    for child in font:
        copied = known_copy(child, MAIN, _FONT_LOOKS)
        if copied is not None:
            made.append(copied)
    for name in font.iterfind("{*}name"):
        etree.SubElement(made, f"{{{MAIN}}}name").set("val", _known_font(name.get("val")))
    _fix_colours(made, theme)
    return made


def run_look(properties: etree._Element | None, theme: tuple[str, ...]) -> str:
    """The look of a run inside a cell, as XML without a namespace of its own."""
    if properties is None:
        return ""
    made = font_look(properties, theme)
    written = "".join(
        f"<{etree.QName(each).localname}"
        + "".join(f' {name}="{escape(value)}"' for name, value in each.attrib.items())
        + "/>"
        for each in made
        if etree.QName(each).localname != "name"
    )
    for font in properties.iterfind("{*}rFont"):
        written += f'<rFont val="{_known_font(font.get("val"))}"/>'
    return written


_DAY, _TIME = 14, 21
_OF_OTHER_PLACES: Final = {
    **dict.fromkeys((*range(27, 32), 36, *range(50, 55), 57, 58), _DAY),
    **dict.fromkeys((*range(32, 36), 55, 56), _TIME),
}
"""Codes that only mean something where the program speaks Chinese, Japanese or Korean. ECMA-376 part 1, 18.8.30."""


def looks_of(held: bytes | None, theme: tuple[str, ...]) -> Looks:
    """Rebuild a style sheet.

    Raises:
        DocumentUnreadable: it cannot be parsed.
    """
    root = parse(held or _EMPTY)
    own_codes = {
        int(each.get("numFmtId") or -1): each.get("formatCode") or "General"
        for each in root.iter("{*}numFmt")
    }
    fonts = [font_look(each, theme) for each in root.iterfind("{*}fonts/{*}font")]
    fills = _copies(root, "fills/fill", _FILLS, theme)
    borders = _copies(root, "borders/border", _BORDERS, theme)
    codes: list[str] = []
    styles: list[str] = []
    kept: dict[str, int] = {}
    for style in root.iterfind("{*}cellXfs/{*}xf"):
        number = _index(style.get("numFmtId"))
        if number not in own_codes:
            number = _OF_OTHER_PLACES.get(number, number)
        code = own_codes.get(number) or BUILT_IN.get(number, "General")
        codes.append(code)
        styles.append(
            _style(style, _number_of(code, number, own_codes, kept), len(fonts), len(fills), len(borders))
        )
    return Looks(_written(kept, fonts, fills, borders, styles), tuple(codes) or ("General",))


def _number_of(code: str, number: int, own_codes: dict[int, str], kept: dict[str, int]) -> int:
    if number not in own_codes:
        return number if number in BUILT_IN else 0
    return 0 if has_words(code) else kept.setdefault(code, 164 + len(kept))


def _known_font(name: str | None) -> str:
    return name if name in FONTS else USUAL_FONT


def _index(written: str | None) -> int:
    return int(written) if written and written.isdecimal() and len(written) < 7 else 0


def _copies(
    root: etree._Element, path: str, allowed: dict[str, tuple[str, ...]], theme: tuple[str, ...]
) -> list[etree._Element]:
    outer, inner = path.split("/")
    copies = [known_copy(each, MAIN, allowed) for each in root.iterfind(f"{{*}}{outer}/{{*}}{inner}")]
    found = [copy for copy in copies if copy is not None]
    for each in found:
        if inner == "fill" and not len(each):
            # A gradient is not copied; a fill of nothing at all is one that other programs cannot read.
            etree.SubElement(each, f"{{{MAIN}}}patternFill").set("patternType", "none")
        _fix_colours(each, theme)
    return found


def _fix_colours(made: etree._Element, theme: tuple[str, ...]) -> None:
    """Give colours of the theme, which does not travel, their own value."""
    for each in made.iter():
        number = each.attrib.pop("theme", None)
        if number is not None and number.isdecimal() and int(number) < len(theme):
            each.set("rgb", f"FF{theme[int(number)]}")


def _style(style: etree._Element, number: int, fonts: int, fills: int, borders: int) -> str:
    parts = [f'numFmtId="{number}"']
    for name, most in (("fontId", fonts), ("fillId", fills), ("borderId", borders)):
        chosen = _index(style.get(name))
        parts.append(f'{name}="{chosen if chosen < most else 0}"')
    parts.append(
        'xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
    )
    found = style.find("{*}alignment")
    aligned = None if found is None else known_copy(found, MAIN, _ALIGNMENT)
    if aligned is None:
        return f"<xf {' '.join(parts)}/>"
    inside = "".join(f' {name}="{value}"' for name, value in aligned.attrib.items())
    return f"<xf {' '.join(parts)}><alignment{inside}/></xf>"


def _written(
    kept: dict[str, int],
    fonts: list[etree._Element],
    fills: list[etree._Element],
    borders: list[etree._Element],
    styles: list[str],
) -> bytes:
    usual = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    formats = "".join(
        f'<numFmt numFmtId="{number}" formatCode="{escape(code)}"/>' for code, number in kept.items()
    )
    return "".join(
        (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{MAIN}">',
            f'<numFmts count="{len(kept)}">{formats}</numFmts>' if kept else "",
            _group("fonts", fonts, f'<font><sz val="11"/><name val="{USUAL_FONT}"/></font>'),
            _group("fills", fills, '<fill><patternFill patternType="none"/></fill>'),
            _group("borders", borders, "<border/>"),
            f'<cellStyleXfs count="1">{usual}</cellStyleXfs>',
            f'<cellXfs count="{len(styles) or 1}">{"".join(styles) or usual}</cellXfs>',
            '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
        )
    ).encode()


def _group(name: str, made: list[etree._Element], usual: str) -> str:
    inside = "".join(
        etree.tostring(each, encoding="unicode").replace(f' xmlns="{MAIN}"', "") for each in made
    )
    return f'<{name} count="{len(made) or 1}">{inside or usual}</{name}>'
