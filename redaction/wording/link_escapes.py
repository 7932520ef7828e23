"""Finds terms that a page shows inside a link: "Marlow%20Pemberton", "%4darlow", "Marlow+Pemberton"."""

from redaction.wording.needles import FoldedText, Found, Needles
from redaction.wording.readings import link_undone


def found_in(text: str, needles: Needles) -> list[Found]:
    """Every occurrence of a term, as written and as a link means it, each place once."""
    found = FoldedText(text).find(needles)
    undone = link_undone(text)
    if undone is None:
        return found
    known = dict.fromkeys(found)
    for hit in FoldedText(undone.text).find(needles):
        known[Found(hit.entry, undone.starts[hit.start], undone.ends[hit.end - 1])] = None
    return list(known)
