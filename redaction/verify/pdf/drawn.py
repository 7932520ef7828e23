"""Which streams draw text, and what stands in their strings.

Text that is drawn on a page is read by three engines, which know where a word ends. A stream that
no page draws is read by none of them, so its strings are taken at face value.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from redaction.verify.encodings import is_in_binary, is_in_string, is_writing
from redaction.verify.sought import Sought

_SHOW: Final = frozenset({"Tj", "'", '"'})
_MOVES_THE_PEN: Final = frozenset({"Td", "TD", "T*", "Tm", "BT", "ET", "'", '"'})
_HOLDS_PROPERTIES: Final = "BMC BDC MP DP"
# Strings may hold brackets in pairs; two deep is deeper than programs write them. The bounds keep a stream
# of opening brackets from being read once for each of them.
_STRING_OR_COMMENT: Final = re.compile(
    rb"\((?:\\.|[^()\\]|\((?:\\.|[^()\\]){0,5000}+\)){0,5000}+\)|%[^\r\n]{3,}", re.DOTALL
)
_WORD_GAP: Final = -180.0  # thousandths of an em; a wider hole than this reads as a space
_DEEPEST: Final = 40

Key = tuple[int, int]


def drawn_streams(pdf: pikepdf.Pdf) -> set[Key]:
    """The object numbers of the content streams that pages draw, forms within forms included."""
    found: set[Key] = set()
    for page in pdf.pages:
        contents = page.obj.get("/Contents")
        for stream in contents if isinstance(contents, pikepdf.Array) else [contents]:
            if isinstance(stream, pikepdf.Stream):
                found.add(stream.objgen)
        _follow(page, page.obj.get("/Resources"), found, depth=0)
    return found


def _follow(content: Any, resources: Any, found: set[Key], *, depth: int) -> None:
    if depth > _DEEPEST or not isinstance(resources, pikepdf.Dictionary):
        return
    forms = resources.get("/XObject")
    if not isinstance(forms, pikepdf.Dictionary) or not len(forms):
        return
    for name in _used_names(content):
        form = forms.get(name)
        if isinstance(form, pikepdf.Stream) and form.get("/Subtype") == "/Form" and form.objgen not in found:
            found.add(form.objgen)
            _follow(form, form.get("/Resources") or resources, found, depth=depth + 1)


def _used_names(content: Any) -> set[str]:
    try:
        used = pikepdf.parse_content_stream(content, "Do")
    except pikepdf.PdfError:
        return set()
    return {str(step.operands[0]) for step in used if len(step.operands) == 1}


def is_in_content(stream: pikepdf.Stream, sought: Sought, unusual: Sought, *, is_drawn: bool) -> bool:
    """Say whether the strings of a content stream spell a term, or its names one of the `unusual`."""
    held = stream.read_bytes()
    if any(is_in_string(found, unusual) for found in _comments(held)):
        return True
    if _may_spell(held, unusual) and is_in_binary(_STRING_OR_COMMENT.sub(b" ", held), unusual):
        return (
            True  # between the strings: in what is neither a number nor an operator, whatever it is taken for
        )
    shown: list[str] = []
    # Taking every operator of a drawing apart is dear, and needless where its bytes never spell a term.
    wanted = _HOLDS_PROPERTIES if is_drawn and not _may_spell(held, sought) else ""
    for step in pikepdf.parse_content_stream(stream, wanted):
        if isinstance(step, pikepdf.ContentStreamInlineImage):
            continue
        operator = str(step.operator)
        if operator in _MOVES_THE_PEN and not is_drawn:
            shown.append(" ")
        if operator in _SHOW or operator == "TJ":
            shown.append(_shown(step.operands))
        elif any(is_in_string(spelt, sought if text else unusual) for spelt, text in _strings(step.operands)):
            return True
    return not is_drawn and is_in_string("".join(shown).encode("latin-1"), sought)


def _comments(held: bytes) -> Iterator[bytes]:
    """Comments that somebody may have written: a percent sign in a string or in a picture begins none."""
    for found in _STRING_OR_COMMENT.finditer(held) if b"%" in held else ():
        comment = found.group(0)
        if comment.startswith(b"%") and is_writing(comment):
            yield comment


def _may_spell(held: bytes, sought: Sought) -> bool:
    small = held.lower()
    return any(term.squashed.encode("latin-1", "replace") in small for term in sought.terms)


def _shown(operands: Any) -> str:
    """One show operator's bytes as letters, one byte a letter, with a space for each wide hole."""
    if not len(operands):
        return ""
    last = operands[-1]
    if not isinstance(last, pikepdf.Array):
        return bytes(last).decode("latin-1") if isinstance(last, pikepdf.String) else ""
    parts = []
    for item in last:
        if isinstance(item, pikepdf.String):
            parts.append(bytes(item).decode("latin-1"))
        elif float(item) < _WORD_GAP:
            parts.append(" ")
    return "".join(parts)


def _strings(operands: Any) -> Iterator[tuple[bytes, bool]]:
    """The strings (true) and names (false) of one operator, in arrays and dictionaries too."""
    waiting = list(operands)
    while waiting:
        value = waiting.pop()
        if isinstance(value, pikepdf.String):
            yield bytes(value), True
        elif isinstance(value, pikepdf.Name):
            yield str(value)[1:].encode("utf-8", "replace"), False
        elif isinstance(value, pikepdf.Array):
            waiting.extend(value)
        elif isinstance(value, pikepdf.Dictionary):
            waiting.extend(value.values())
