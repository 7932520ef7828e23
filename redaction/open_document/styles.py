"""What styles say that matters to a copy: what is hidden by them, which write words of their own, their names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from redaction.open_document.names import named
from redaction.open_document.vocabulary import USUAL_STYLES

_NUMBERS: Final = ("number", "currency", "percentage", "date", "time", "boolean", "text")
_MOST_PARENTS: Final = 50
_MAP: Final = named("style:map")


@dataclass(slots=True)
class Styles:
    """The styles of a document, from all its parts."""

    hidden: frozenset[str]
    """Names of styles that keep from view: passages, sheets."""
    cropped: frozenset[str]
    """Names of styles that cut off a part of a picture."""
    wordy: frozenset[str]
    """Names of cells' styles whose number code writes letters or digits of its own, and those codes' names."""
    _names: dict[str, str] = field(default_factory=dict)

    def new_name(self, name: str) -> str:
        """What a style is called in the copy."""
        if name in USUAL_STYLES:
            return name
        return self._names.setdefault(name, f"s{len(self._names) + 1}")


def styles_of(roots: Iterable[etree._Element]) -> Styles:
    """Read what matters of the styles in these parts."""
    found = list(_all_styles(roots))
    parents = {name: style.get(named("style:parent-style-name"), "") for name, style in found}
    own_hidden = {name: says for name, style in found if (says := _says_hidden(style)) is not None}
    wordy_codes = {name for name, style in found if _writes_words(style)}
    wordy_codes |= {name for name, style in found if _turns_into(style) & wordy_codes}
    return Styles(
        hidden=frozenset(name for name in parents if _inherits(name, parents, own_hidden)),
        cropped=frozenset(name for name, style in found if _is_cropped(style)),
        wordy=frozenset(wordy_codes)
        | {name for name, style in found if style.get(named("style:data-style-name"), "") in wordy_codes},
    )


def _all_styles(roots: Iterable[etree._Element]) -> Iterator[tuple[str, etree._Element]]:
    tags = [named("style:style"), *(named(f"number:{kind}-style") for kind in _NUMBERS)]
    for root in roots:
        for style in root.iter(*tags):
            yield style.get(named("style:name"), ""), style


def _says_hidden(style: etree._Element) -> bool | None:
    """Whether a style itself hides, shows, or leaves it to its parent."""
    for each in style.iter(named("style:text-properties")):
        if each.get(named("text:display")) is not None:
            return bool(each.get(named("text:display")) != "true")
    for each in style.iter(named("style:table-properties")):
        if each.get(named("table:display")) == "false":
            return True
    return None


def _inherits(name: str, parents: dict[str, str], own: dict[str, bool]) -> bool:
    for _ in range(_MOST_PARENTS):
        if name in own:
            return own[name]
        if name not in parents:
            return False
        name = parents[name]
    return True


def _is_cropped(style: etree._Element) -> bool:
    clips = (each.get(named("fo:clip"), "") for each in style.iter(named("style:graphic-properties")))
    return any(clip and any(digit in clip for digit in "123456789") for clip in clips)


def _turns_into(style: etree._Element) -> set[str]:
    """The codes that a number's code gives way to, for some numbers."""
    return {each.get(named("style:apply-style-name"), "") for each in style.iter(_MAP)} - {""}


def _writes_words(style: etree._Element) -> bool:
    """Say whether a number code has letters or digits of its own in it, in any of its conditions."""
    if style.tag == named("style:style"):
        return False
    written = "".join(
        each.text or "" for each in style.iter(named("number:text"), named("number:fill-character"))
    )
    symbols = "".join(each.text or "" for each in style.iter(named("number:currency-symbol")))
    return any(map(str.isalnum, written)) or len(symbols) > len("GBP")
