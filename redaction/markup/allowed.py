"""What of HTML may be in a copy: elements and attributes by name. Everything else is not copied."""

import re
from collections.abc import Mapping
from typing import Final


def _each(words: str) -> frozenset[str]:
    return frozenset(words.split())


BLOCKS: Final = _each(
    "address article aside blockquote caption center dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section summary table tbody "
    "tfoot thead tr ul"
)
CELLS: Final = frozenset({"td", "th"})
INLINE: Final = _each(
    "a abbr b bdi big cite code dfn em font i kbd mark q s samp small span strike strong sub sup tt u var"
)
EMPTY: Final = frozenset({"br", "hr"})
# What they change is not text: a form is not sent, a link leads nowhere.
WRITTEN_AS: Final[Mapping[str, str]] = {
    "a": "span",
    "font": "span",
    "form": "div",
    "fieldset": "div",
    "legend": "p",
    "details": "div",
    "summary": "p",
    "dfn": "span",
    "abbr": "span",
    "mark": "span",
    "del": "s",
    "ins": "u",
    "strike": "s",
}
KEPT: Final = BLOCKS | CELLS | INLINE | EMPTY | WRITTEN_AS.keys()
DROPPED_WHOLE: Final = _each(
    "applet audio base canvas embed frame frameset iframe link map math meta noembed noframes object "
    "param picture rp rt script style svg template video xml"
)
"""What holds no words of the page, or words that only a machine reads, or a drawing that nobody can check;
or letters between the lines (ruby) that would come between those of a name."""

ATTRIBUTES: Final[Mapping[str, re.Pattern[str]]] = {
    "colspan": re.compile(r"[1-9]\d{0,2}"),
    "rowspan": re.compile(r"[1-9]\d{0,2}"),
    "dir": re.compile(r"ltr|rtl|auto"),
}
LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{2})?")

_HIDING_STYLE: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|opacity\s*:\s*0*\.?0+\s*(?:;|$|!)"
    r"|font-size\s*:\s*0*\.?0*\s*(?:px|pt|em|rem|%)?\s*(?:;|$|!)|max-height\s*:\s*0*\.?0*\s*(?:px|pt|em)?\s*(?:;|$|!)",
    re.IGNORECASE,
)


def is_hidden(tag: str, attributes: Mapping[str, str]) -> bool:
    """Say whether an element says of itself that nobody sees it."""
    closed = tag == "dialog" and "open" not in attributes
    style = re.sub(r"/\*.*?\*/", "", attributes.get("style", ""), flags=re.DOTALL)
    return closed or "hidden" in attributes or bool(_HIDING_STYLE.search(style))
