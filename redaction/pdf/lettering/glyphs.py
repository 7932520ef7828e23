"""Takes out of the programs of embedded fonts what no page shows any more, in every kind of program.

A subset font holds just the letters of its document: what it holds beyond those still shown spells what went.

Source: PDF 32000, 9.9; redaction/pdf/{true_type,type_one,compact}.py for the kinds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pikepdf
from pdfminer.encodingdb import EncodingDB, name2unicode
from pikepdf import Array, Dictionary, Name, Stream

from redaction.pdf.lettering.compact import Shown, pruned_compact
from redaction.pdf.lettering.compact_reading import read_compact
from redaction.pdf.lettering.font_loading import bullets_of, differences
from redaction.pdf.lettering.fonts import CompositeFont, Font, SimpleFont
from redaction.pdf.lettering.programs import BROKEN_PROGRAM, own_encoding
from redaction.pdf.lettering.true_type import pruned_true_type
from redaction.pdf.lettering.type_one import pruned_type_one
from redaction.pdf.lettering.wanted import Wanted
from redaction.pdf.values import spelt, stream_bytes

_TRUE_TYPE = (b"\0\1\0\0", b"true", b"OTTO")
_COMPACT = (b"\1\0",)


def prune_programs(fonts: Iterable[tuple[pikepdf.Object, Font]]) -> list[pikepdf.Object]:
    """Blank what is not shown any more in the programs of all fonts of a document.

    Returns:
        The fonts whose program cannot be taken apart; it stays as it is. Where a page lost letters of such a font,
        what the program holds beyond those still shown spells what went.
    """
    programs: dict[tuple[int, int], _Used] = {}
    for font, read in fonts:
        for below, descriptor in _descriptors(font):
            for key in (Name.FontFile, Name.FontFile2, Name.FontFile3):
                program = descriptor.get(key)
                if isinstance(program, Stream):
                    used = programs.setdefault(
                        program.objgen, _Used(program, spelt(descriptor.get(Name.FontName, "")))
                    )
                    used.fonts.append(font)
                    _want(used.wanted, font, below, read, descriptor)
    return [font for used in programs.values() if not _is_pruned(used) for font in used.fonts]


@dataclass(slots=True)
class _Used:
    """A program, what its font is called, and the fonts that draw with it."""

    program: pikepdf.Object
    name: str
    wanted: Wanted = field(default_factory=Wanted)
    fonts: list[pikepdf.Object] = field(default_factory=list)


def _is_pruned(used: _Used) -> bool:
    try:
        _prune(used.program, used.wanted, used.name or "Font")
    except BROKEN_PROGRAM:
        return False
    return True


def _descriptors(font: pikepdf.Object) -> list[tuple[pikepdf.Object, pikepdf.Object]]:
    below = font.get(Name.DescendantFonts)
    parts = [font, *(below if isinstance(below, Array) else ())]
    found: list[tuple[pikepdf.Object, pikepdf.Object]] = []
    for part in parts:
        descriptor = part.get(Name.FontDescriptor) if isinstance(part, Dictionary) else None
        if isinstance(descriptor, Dictionary):
            found.append((part, descriptor))
    return found


def _want(
    wanted: Wanted, font: pikepdf.Object, below: pikepdf.Object, read: Font, descriptor: pikepdf.Object
) -> None:
    if isinstance(read, CompositeFont):
        to_glyph = stream_bytes(below.get(Name.CIDToGIDMap))
        pairs = [to_glyph[2 * cid : 2 * cid + 2] for cid in read.used_cids] if to_glyph else []
        wanted.numbers |= {int.from_bytes(pair) for pair in pairs} if to_glyph else read.used_cids
        wanted.is_by_number = True
    elif isinstance(read, SimpleFont):
        wanted.is_by_name = True
        given, built_in = differences(font.get(Name.Encoding)), own_encoding(descriptor)
        tables: Mapping[str, Mapping[int, str]] = {
            **EncodingDB.encodings,
            "": bullets_of(font.get(Name.Encoding)),
        }
        for code in read.used:
            wanted.codes.add(code)
            wanted.names |= {names[code] for names in (given, built_in) if code in names}
            wanted.texts |= {table[code] for table in tables.values() if code in table}
        for name in [given[code] for code in read.used if code in given]:
            wanted.texts |= _texts_of(name)


def _texts_of(name: str) -> set[str]:
    try:
        return {str(name2unicode(name))}
    except (KeyError, ValueError):
        return set()


def _prune(program: pikepdf.Object, wanted: Wanted, name: str) -> None:
    held = program.read_bytes()
    subtype = program.get(Name.Subtype)
    if held.startswith(_TRUE_TYPE):
        made = pruned_true_type(held, wanted, name=name)
        lengths = [len(made)]
    elif held.startswith(_COMPACT):
        made = _pruned_bare(held, wanted, name)
        lengths = []
    else:
        written = pruned_type_one(held, wanted.has_name, name=name)
        made = written.held
        lengths = [written.clear_length, written.hidden_length, written.tail_length]
    program.write(made)
    if subtype is not None:
        program.Subtype = subtype
    else:
        for number, length in enumerate(lengths, start=1):
            program[f"/Length{number}"] = length


def _pruned_bare(held: bytes, wanted: Wanted, name: str) -> bytes:
    """Outlines without the tables of OpenType around them: letters by name or CID, or by their number alone."""
    has_name = wanted.has_name if wanted.is_by_name else None
    by_place = wanted.is_by_number and not read_compact(held).is_by_cid
    return pruned_compact(held, Shown(frozenset(wanted.numbers), has_name, keeps_places=by_place), name=name)
