"""What fonts still hold beside the letters that pages show: a subset's leftovers spell what was taken out.

Source: ISO 32000-2, 9.6 to 9.9.
"""

import io
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from redaction.verify.encodings import is_in_binary
from redaction.verify.pdf.font_insides import Allowed, encrypted_part, holds_more
from redaction.verify.pdf.shown_codes import Key, Shown, shown_by_font
from redaction.verify.pdf.vocabulary import format_words
from redaction.verify.sought import Sought
from redaction.verify.verdict import Check, CheckState

NAME: Final = "letters in fonts"
# Letters that are in a font twice have numbers of no character from here on, by which the burner counts them.
_FIRST_FREE: Final = 0xE000
_TWO_BYTES: Final = frozenset({"/Identity-H", "/Identity-V"})
_PROGRAMS: Final = ("/FontFile", "/FontFile2", "/FontFile3")


def in_fonts(pdf: pikepdf.Pdf, sought: Sought, *, is_ours: bool) -> Check:
    """Letters, widths and maps in fonts that no page shows; and terms in what fonts encrypt."""
    fonts = {value.objgen: value for value in pdf.objects if _is_font(value)}
    unusual = sought.beside_the_format(format_words())
    programs = {program.objgen: program for font in fonts.values() for program in _programs(font)}
    if any(is_in_binary(encrypted_part(program.read_bytes()), unusual) for program in programs.values()):
        return Check(NAME, CheckState.FOUND, "a term stands in the encrypted part of a font")
    if is_ours and any(_names_another_family(part) for font in fonts.values() for part in _descriptors(font)):
        return Check(NAME, CheckState.FOUND, "a font names a family that its own name does not begin with")
    if not is_ours or not sought.terms:
        return Check(NAME, CheckState.CLEAN)
    shown = shown_by_font(pdf)
    ordered = {page for key in _numbered_as_they_came(fonts) for page in shown.get(key, Shown()).pages}
    if ordered:
        told = "the numbers of letters say in which order the original used them"
        return Check(NAME, CheckState.FOUND, told, tuple(sorted(ordered - {0})))
    pages = {page for key in _with_leftovers(fonts, shown) for page in shown.get(key, Shown()).pages or {0}}
    if not pages:
        return Check(NAME, CheckState.CLEAN)
    known = () if 0 in pages else tuple(sorted(pages))
    return Check(NAME, CheckState.FOUND, "fonts hold letters that no page shows", known)


def _numbered_as_they_came(fonts: dict[Key, Any]) -> Iterator[Key]:
    """The fonts with an order of their own whose letters do not have the codes of their characters.

    Two that share a program are left: it cannot be in the order of both.
    """
    programs = [program.objgen for font in fonts.values() for program in _programs(font)]
    for key, font in fonts.items():
        own = [program.objgen for program in _programs(font)]
        if not own or programs.count(own[0]) > 1:
            continue
        if font.get("/Subtype") == "/TrueType" and "/Encoding" not in font:
            codes = [(code, _western(text)) for code, text in _texts_by_map(font).items()]
            known = [(code, western) for code, western in codes if western is not None]
            if 2 * sum(code != western for code, western in known) > len(known):
                yield key
        elif _has_two_bytes(font) and _says_order(_texts_by_map(font)):
            yield key


def _has_two_bytes(font: Any) -> bool:
    below = font.get("/DescendantFonts")
    held = below[0] if isinstance(below, pikepdf.Array) and len(below) else None
    return (
        str(font.get("/Encoding")) in _TWO_BYTES
        and isinstance(held, pikepdf.Dictionary)
        and held.get("/Subtype") == "/CIDFontType2"
    )


def _says_order(texts: dict[int, str]) -> bool:
    """Say whether letters of the alphabet lie at numbers neither theirs nor in one row, as in whole fonts."""
    for group in (str.islower, str.isupper):
        known = {
            code - ord(text)
            for code, text in texts.items()
            if len(text) == 1 and text.isascii() and group(text) and code < _FIRST_FREE
        }
        if len(known - {0}) > 1:
            return True
    return False


def _western(text: str) -> int | None:
    """The code of a character in the usual western order; None where it has none. A space is a hard one."""
    try:
        held = text.replace(" ", "\xa0").encode("cp1252")
    except UnicodeEncodeError:
        return None
    return held[0] if len(held) == 1 and held[0] > 32 else None


def _is_font(value: Any) -> bool:
    return (
        isinstance(value, pikepdf.Dictionary)
        and "/Subtype" in value
        and ("/Encoding" in value or "/FontDescriptor" in value or "/Widths" in value)
        and not str(value["/Subtype"]).startswith("/CIDFont")
    )


def _with_leftovers(fonts: dict[Key, Any], shown: dict[Key, Shown]) -> Iterator[Key]:
    """The fonts whose own entries, or whose program, hold more than is shown."""
    users: dict[Key, tuple[Any, list[Key]]] = {}
    for key, font in fonts.items():
        if says_more(font, _codes(font, shown.get(key, Shown()))):
            yield key
        for program in _programs(font):
            users.setdefault(program.objgen, (program, []))[1].append(key)
    for program, keys in users.values():
        allowed = Allowed()
        for key in keys:
            allowed.add(fonts[key], _codes(fonts[key], shown.get(key, Shown())))
        if _may_hold_more(program, allowed):
            yield from keys


def _may_hold_more(program: pikepdf.Stream, allowed: Allowed) -> bool:
    """Say whether a program holds more than is shown; one that cannot be taken apart may."""
    try:
        return holds_more(program.read_bytes(), allowed)
    except Exception:  # noqa: BLE001 - a broken program can make its reading raise anything
        return True


def _codes(font: Any, shown: Shown) -> set[int] | None:
    """The codes that a font shows; None where another map than two bytes for each says what they are."""
    if font.get("/Subtype") != "/Type0":
        return shown.singles
    if str(font.get("/Encoding")) not in {"/Identity-H", "/Identity-V"}:
        return None
    return shown.pairs


def says_more(font: Any, codes: set[int] | None) -> bool:
    """Say whether a font's dictionary has widths, names or texts for codes that are not shown."""
    if codes is None:
        return False
    told = _told_by_map(font) | _named(font)
    widths = font.get("/Widths")
    if isinstance(widths, pikepdf.Array):
        first = int(font.get("/FirstChar", 0))
        told |= {code for code, width in enumerate(widths, start=first) if width != 0}
        if codes and (first < min(codes) or first + len(widths) - 1 > max(codes)):
            return True
    return bool(told - codes)


def _named(font: Any) -> set[int]:
    encoding = font.get("/Encoding")
    found, code = set(), 0
    listed = encoding.get("/Differences") if isinstance(encoding, pikepdf.Dictionary) else None
    for item in listed if isinstance(listed, pikepdf.Array) else ():
        if isinstance(item, pikepdf.Name):
            found.add(code)
            code += 1
        else:
            code = int(item)
    return found


def _told_by_map(font: Any) -> set[int]:
    return set(_texts_by_map(font))


def _texts_by_map(font: Any) -> dict[int, str]:
    held = font.get("/ToUnicode")
    if not isinstance(held, pikepdf.Stream):
        return {}
    # Loaded here: only this check and the one of the text need it.
    from pdfminer.cmapdb import CMapParser, FileUnicodeMap  # noqa: PLC0415 - as said

    read = FileUnicodeMap()
    CMapParser(read, io.BytesIO(held.read_bytes())).run()
    return dict(read.cid2unichr)


def _programs(font: Any) -> Iterator[pikepdf.Stream]:
    for descriptor in _descriptors(font):
        held = [descriptor.get(key) for key in _PROGRAMS]
        yield from (program for program in held if isinstance(program, pikepdf.Stream))


def _descriptors(font: Any) -> Iterator[pikepdf.Dictionary]:
    below = font.get("/DescendantFonts")
    for part in [font, *(list(below) if isinstance(below, pikepdf.Array) else [])]:
        descriptor = part.get("/FontDescriptor") if isinstance(part, pikepdf.Dictionary) else None
        if isinstance(descriptor, pikepdf.Dictionary):
            yield descriptor


def _names_another_family(descriptor: pikepdf.Dictionary) -> bool:
    """Say whether a family is anything but the beginning of the font's name, which poppler is shown as well."""
    if "/FontFamily" not in descriptor:
        return False
    name = str(descriptor.get("/FontName", "")).removeprefix("/")
    told = "".join(str(descriptor["/FontFamily"]).split(" "))
    plain = name.split("+", 1)[1] if len(name) > 7 and name[6] == "+" else name
    return not told or not plain.startswith(told)
