"""Writing as it is to be printed: what will be taken out of it stands there plainly, however it was spelt.

On a printed page nobody can see any more that a name was a field of its own in a form, was written backwards to be
shown forwards, or stands in a link, in code or in a table with its surname first. So each is printed as the term
itself, a word by itself, and is taken out of the pages as any other word.
"""

from collections.abc import Sequence

from redaction.grounds import Ground
from redaction.plain.strands import Cutter, gaps_in
from redaction.schedule import Schedule, ScheduleEntry
from redaction.wording.needles import FoldedText, Needles


def as_meant(strands: Sequence[str], terms: Sequence[str], *, separator: str = "") -> list[str]:
    """The strands with each of the terms written out.

    Args:
        strands: each as `visible` gives it.
        separator: what parts the cells, where the text is a table. A term that has it, or a quote, stays as it is.

    Raises:
        DocumentRefused: or one of its family; see `Cutter`.
    """
    plain = [term for term in terms if not (separator and {separator, '"', "\n"} & set(term))]
    if not plain:
        return list(strands)
    cutter = Cutter(Schedule(tuple(ScheduleEntry(term, Ground.NOT_RELEVANT) for term in plain)))
    cut = cutter.cut(strands, separator=separator)
    text = "".join(cut)
    gaps = dict(gaps_in(text))
    if len(gaps) == len(FoldedText("".join(strands)).find(Needles(plain))):
        return list(strands)  # all are plain already: the pages stay those that the reviewer saw
    made, at = [], 0
    for strand in cut:
        places = range(at, at + len(strand))
        made.append(
            "".join(_apart(text, each, plain[gaps[each]]) if each in gaps else text[each] for each in places)
        )
        at += len(strand)
    return made


def _apart(text: str, at: int, term: str) -> str:
    """The term in place of the letter there, apart from what stands beside it."""
    before = "" if not at or text[at - 1].isspace() else " "
    after = "" if text[at + 1 : at + 2].isspace() else " "
    return f"{before}{term}{after}"
