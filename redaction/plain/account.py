"""Says what a burn did to a text, line for line."""

from collections.abc import Iterable

from redaction.kinds.document_kind import DocumentKind
from redaction.plain.parts import cut_in_parts, lines_of_parts, names_of_parts
from redaction.plain.strands import gaps_in, share_cut
from redaction.report import NOWHERE, BurnReport, Removal


def account_of(before: str, after: str, kind: DocumentKind, left_out: Iterable[str]) -> BurnReport:
    """The report of a burn.

    Args:
        before: the text as a reader saw it.
        after: as `Cutter.cut` gives it, line for line the same.
        left_out: kinds and counts of what did not travel.
    """
    counts = lines_of_parts(before)
    pairs = list(zip(cut_in_parts(before, counts), cut_in_parts(after, counts), strict=True))
    return BurnReport(
        pages=len(counts),
        removals=tuple(
            Removal(number, entry, NOWHERE)
            for number, (_, part) in enumerate(pairs, start=1)
            for _, entry in gaps_in(part)
        ),
        share_removed=tuple(share_cut(*pair) for pair in pairs),
        part_names=names_of_parts(counts),
        left_out=tuple(left_out),
        kind=kind,
    )


def counted(left_out: Iterable[tuple[str, int]]) -> Iterable[str]:
    """Kinds and counts in words. A kind is written as one thing ("picture")."""
    return (f"{number} {_as_many(what, number)}" for what, number in left_out if number)


def _as_many(what: str, number: int) -> str:
    first, space, rest = what.partition(" inside ")
    return what if number == 1 else first + "s" + space + rest
