"""Counts what a PDF holds besides what is seen on its pages: none of it travels, and a reviewer is told before."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name

from redaction.pdf.attachments import embedded_files

_SEEN_NOTES: Final = frozenset({Name.Link, Name.Widget, Name.Popup})
_MOST_BOOKMARKS: Final = 10_000
_PLURALS: Final = {"list of properties": "lists of properties"}


def comments_on(pdf: pikepdf.Pdf, pages: range) -> int:
    """Count the comments on these pages (by index)."""
    return sum(_is_comment(note) for index in pages for note in _items(pdf.pages[index].obj.get(Name.Annots)))


def beside_the_pages(pdf: pikepdf.Pdf) -> Counter[str]:
    """Such as 1 for "attached file": kinds and counts, never content. Comments are counted by `comments_on`."""
    return Counter({
        "attached file": len(embedded_files(pdf)),
        "hidden layer": _hidden_layers(pdf),
        "bookmark": sum(1 for _ in _bookmarks(pdf)),
        "program": _programs(pdf),
        "list of properties": bool(len(pdf.docinfo)) + (Name.Metadata in pdf.Root),
    })  # fmt: skip


def in_words(comments: int, beside: Counter[str]) -> tuple[str, ...]:
    """Such as "3 comments", "1 attached file", "1 hidden layer"."""
    counts = {"comment": comments, **beside}
    return tuple(
        f"{count} {kind if count == 1 else _PLURALS.get(kind, kind + 's')}"
        for kind, count in counts.items()
        if count
    )


def _is_comment(note: object) -> bool:
    return (
        isinstance(note, Dictionary)
        and note.get(Name.Subtype) not in _SEEN_NOTES
        and bool(str(note.get(Name.Contents, "")))
    )


def _hidden_layers(pdf: pikepdf.Pdf) -> int:
    properties = pdf.Root.get(Name.OCProperties)
    default = properties.get(Name.D) if isinstance(properties, Dictionary) else None
    if not isinstance(properties, Dictionary) or not isinstance(default, Dictionary):
        return 0
    if default.get(Name.BaseState) == Name.OFF:
        return len(_items(properties.get(Name.OCGs))) - len(_items(default.get(Name.ON)))
    return len(_items(default.get(Name.OFF)))


def _bookmarks(pdf: pikepdf.Pdf) -> Iterator[None]:
    """One for each; a list that turns back into itself ends."""
    outlines = pdf.Root.get(Name.Outlines)
    waiting: list[Any] = [outlines.get(Name.First)] if isinstance(outlines, Dictionary) else []
    seen: set[tuple[int, int]] = set()
    while waiting and len(seen) < _MOST_BOOKMARKS:
        each = waiting.pop()
        if isinstance(each, Dictionary) and each.objgen not in seen:
            seen.add(each.objgen)
            yield None
            waiting += [each.get(Name.First), each.get(Name.Next)]


def _programs(pdf: pikepdf.Pdf) -> int:
    return sum(
        isinstance(each, Dictionary) and each.get(Name.S) == Name.JavaScript for each in pdf.objects
    ) or int(Name.JavaScript in (pdf.Root.get(Name.Names) or Dictionary()))


def _items(listed: object) -> list[pikepdf.Object]:
    return list(listed) if isinstance(listed, Array) else []
