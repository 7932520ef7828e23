"""The closed list of what a part of a document may be for a screen reader, and what every other role becomes.

Roles of lines within a paragraph melt into it: how many there were tells how often a word was set apart.

Source: ISO 32000-1, 14.8.4 (standard structure types); ISO 32000-2, 14.8.4 (those added since).
"""

from collections.abc import Mapping
from typing import Final

# Parts of no text of their own; what stands in them directly is a paragraph.
GROUPS: Final = ("Document", "Part", "Sect", "Div", "BlockQuote", "TOC", "TOCI")
# Parts whose only content is other parts. Lines drawn for them, such as the rules of a table, are ornament.
FRAMES: Final = ("L", "Table", "THead", "TBody", "TFoot", "TR")
# Parts that hold words or pictures.
PARAGRAPHS: Final = ("P", "H", "H1", "H2", "H3", "H4", "H5", "H6")
CELLS: Final = ("TD", "TH")
HOLDS: Final = (*PARAGRAPHS, *CELLS, "Lbl", "LBody", "Caption", "Figure", "Note")
# A list item holds its label and its body; words that stand in it directly are its body.
ITEM: Final = "LI"
ROLES: Final = (*GROUPS, *FRAMES, *HOLDS, ITEM)

_OTHERS: Final = {
    "Art": "Sect", "Aside": "Sect", "Index": "Div", "DocumentFragment": "Part", "Title": "P", "Formula": "P",
    "FENote": "Note",
}  # fmt: skip
# What has no role of its own here: its words and its parts belong to what it stands in.
_MELT: Final = frozenset({
    "Span", "Quote", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT",
    "WP", "NonStruct", "Private", "Form", "Em", "Strong", "Sub",
})  # fmt: skip
_WITHIN: Final = {
    "TR": ("Table", "THead", "TBody", "TFoot"), "TD": ("TR",), "TH": ("TR",), "THead": ("Table",),
    "TBody": ("Table",), "TFoot": ("Table",), "LI": ("L",), "LBody": ("LI",), "TOCI": ("TOC",),
}  # fmt: skip
_LABELS_STAND_IN: Final = frozenset({"LI", "Note", "TOCI"})
_STAND_IN_A_LINE: Final = frozenset({"Figure", "Note", "L", "Table"})
_MOST_STEPS: Final = 20
MELTS: Final = ""
"""Stands for a role that is none of its own."""
ORNAMENT: Final = "Artifact"
"""Stands for what no screen reader says."""


def role_of(name: str, role_map: Mapping[str, str]) -> str:
    """Give the role of this list that a document's own name stands for; `MELTS` where it stands for none."""
    for _ in range(_MOST_STEPS):
        if name in ROLES or name in _MELT or name in _OTHERS:
            break
        if name not in role_map:
            return _unlisted(name)
        name = role_map[name]
    name = _OTHERS.get(name, name)
    return name if name in ROLES else MELTS


def _unlisted(name: str) -> str:
    if name == ORNAMENT:
        return ORNAMENT
    # Headings may be as deep as a writer likes; readers know six steps.
    return "H6" if name[:1] == "H" and name[1:].isdecimal() else MELTS


def placed_in(role: str, above: str) -> str:
    """Give what a role becomes within a part of another: itself, a plain division, or nothing of its own."""
    if role == "Document":
        return MELTS if above == "Document" else "Part"
    if role == "Lbl" and above not in _LABELS_STAND_IN:
        return MELTS
    if above in PARAGRAPHS or above == "Lbl":
        return role if role in _STAND_IN_A_LINE else MELTS
    return role if above in _WITHIN.get(role, (above,)) else "Div"
