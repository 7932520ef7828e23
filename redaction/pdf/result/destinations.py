"""Which page a link or an entry of an outline leads to. Names for places are read here, and never written again.

Source: ISO 32000-2, 12.3.2 (destinations), 12.6.4.2 (go-to actions).
"""

from itertools import islice
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name

_MOST_NAMES: Final = 50_000


class Destinations:
    """The pages of a document and the places in it that have names."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._places = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        self._named: dict[str, object] | None = None

    def page_of(self, wanted: object) -> int | None:
        """Give the page (by index) that a destination lies on; None where it leads anywhere else."""
        if isinstance(wanted, pikepdf.String | pikepdf.Name):
            self._named = _named(self._pdf) if self._named is None else self._named
            wanted = self._named.get(str(wanted))
        if isinstance(wanted, Dictionary):
            wanted = wanted.get(Name.D)
        if not isinstance(wanted, Array) or not len(wanted) or not isinstance(wanted[0], Dictionary):
            return None
        return self._places.get(wanted[0].objgen)


def wanted_by(holder: pikepdf.Object) -> object:
    """Give the destination of a link or an entry, whether it is its own or its action's."""
    action = holder.get(Name.A)
    if isinstance(action, Dictionary):
        return action.get(Name.D) if action.get(Name.S) == Name.GoTo else None
    return holder.get(Name.Dest)


def _named(pdf: pikepdf.Pdf) -> dict[str, object]:
    found: dict[str, object] = {}
    older = pdf.Root.get(Name.Dests)
    if isinstance(older, Dictionary):
        found.update((key, older[key]) for key in list(older.keys())[:_MOST_NAMES])
    names = pdf.Root.get(Name.Names)
    tree = names.get(Name.Dests) if isinstance(names, Dictionary) else None
    if isinstance(tree, Dictionary):
        try:
            found.update(
                (str(key), value) for key, value in islice(pikepdf.NameTree(tree).items(), _MOST_NAMES)
            )
        except (pikepdf.PdfError, RuntimeError, ValueError, TypeError):
            return found
    return found
