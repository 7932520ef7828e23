"""The outline of a released file: of one plain shape, and every entry word for word on the page it leads to."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import pikepdf

from redaction.verify.pdf.pages import pdfium_pages
from redaction.verify.pdf.poppler import poppler_pages
from redaction.verify.verdict import Check, CheckState

NAME: Final = "outline"
_ITEM_MAY_HOLD: Final = frozenset(
    ["/Title", "/Parent", "/Prev", "/Next", "/First", "/Last", "/Count", "/Dest"]
)
_ROOT_MAY_HOLD: Final = frozenset(["/Type", "/First", "/Last", "/Count"])
# How engines write that a word goes on in the next line.
_PARTED: Final = re.compile(r"[\x02\u00ad\ufffe]\s*")
_MOST_ITEMS: Final = 20_000


def is_plain(pdf: pikepdf.Pdf) -> bool:
    """Say whether each entry holds words and a whole page of the file, and nothing else."""
    root = pdf.Root.get("/Outlines")
    if not isinstance(root, pikepdf.Dictionary) or set(root.keys()) - _ROOT_MAY_HOLD:
        return False
    pages = {page.obj.objgen for page in pdf.pages}
    items = list(_items(root))
    return 0 < len(items) < _MOST_ITEMS and all(_is_plain_item(item, pages) for item in items)


def _is_plain_item(item: Any, pages: set[tuple[int, int]]) -> bool:
    if not isinstance(item, pikepdf.Dictionary) or set(item.keys()) - _ITEM_MAY_HOLD:
        return False
    target, count = item.get("/Dest"), item.get("/Count", 0)
    if not isinstance(target, pikepdf.Array) or len(target) != 2 or target[1] != "/Fit":
        return False
    leads_to_a_page = isinstance(target[0], pikepdf.Dictionary) and target[0].objgen in pages
    return leads_to_a_page and isinstance(item.get("/Title"), pikepdf.String) and isinstance(count, int)


def _items(root: Any) -> Iterator[Any]:
    """Each entry once, whatever circles the file has."""
    seen: set[tuple[int, int]] = set()
    waiting = [root.get("/First"), root.get("/Last")]
    while waiting and len(seen) < _MOST_ITEMS:
        item = waiting.pop()
        if not isinstance(item, pikepdf.Dictionary) or item.objgen in seen:
            continue
        seen.add(item.objgen)
        yield item
        waiting.extend(item.get(key) for key in ("/First", "/Last", "/Next", "/Prev"))


def stands_on_its_pages(pdf: pikepdf.Pdf, target: Path, *, is_ours: bool) -> Check:
    """Compare each entry with what two engines read on its page; one of them must read it word for word."""
    root = pdf.Root.get("/Outlines")
    if not isinstance(root, pikepdf.Dictionary):
        return Check(NAME, CheckState.CLEAN)
    if not is_plain(pdf):
        state = CheckState.FOUND if is_ours else CheckState.NOTICE
        return Check(NAME, state, "an entry holds more than words that lead to a page")
    places = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    left: dict[int, list[str]] = {}
    for item in _items(root):
        left.setdefault(places[item["/Dest"][0].objgen], []).append(_words(str(item["/Title"])))
    readings: tuple[Callable[[Path], Iterable[str]], ...] = (poppler_pages, pdfium_pages)
    for read in readings:
        for index, text in enumerate(read(target) if left else ()):
            if index in left:
                said = _words(text)
                left[index] = [words for words in left[index] if words not in said]
        left = {index: words for index, words in left.items() if words}
    if not left:
        return Check(NAME, CheckState.CLEAN)
    state = CheckState.FOUND if is_ours else CheckState.NOTICE
    return Check(
        NAME, state, f"{sum(map(len, left.values()))} entries whose words do not stand on their pages"
    )


def _words(text: str) -> str:
    """The words alone, in one case, each between two spaces."""
    folded = unicodedata.normalize("NFKC", _PARTED.sub("", text)).casefold()
    return f" {' '.join(''.join(each if each.isalnum() else ' ' for each in folded).split())} "
