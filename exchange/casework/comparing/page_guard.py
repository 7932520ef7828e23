"""The difference guard: every page of a release beside each version of that page that went, or goes, elsewhere."""

from collections.abc import Iterable, Iterator, Sequence

import redaction
from exchange.casework.beside.readings import Sent, prints_of, whole_pages
from exchange.casework.comparing.compared import Finding, FindingPlace, key_of, not_compared
from exchange.casework.desk import Desk
from exchange.rules.comparison import FindingKind
from exchange.rules.material import VersionKind
from redaction import LikePages, PagePrint, Printer, Revealed

# `redaction.words_of` and its like are reached through the package: they load slowly, and only a worker compares.


class PageGuard:
    """Compares the versions of a release with others, page by page. What `known` findings say is not said twice."""

    def __init__(self, desk: Desk, printer: Printer, release_id: str, known: Iterable[Finding]) -> None:
        self._desk, self._printer, self._release = desk, printer, release_id
        self._known: dict[tuple[str, int], set[str]] = {}
        for finding in known:
            for place in finding.places:
                words = {word.folded for each in place.words for word in redaction.words_of(each)}
                self._known.setdefault((finding.version, place.page), set()).update(words)

    def findings(self, here: Sequence[Sent], before: Sequence[Sent]) -> Iterator[Finding]:
        """Everything that two versions of one page would reveal together, one finding for each two versions."""
        going = {sent.version.id for sent in here}
        gone = {sent.version.id: sent for sent in before if sent.version.id not in going}
        for sent in here:
            others = [*gone.values(), *(each for each in here if each.version.id != sent.version.id)]
            for other in others:
                if VersionKind.REDACTED in {sent.version.kind, other.version.kind}:
                    yield from self._two(sent, other)

    def _two(self, sent: Sent, other: Sent) -> Iterator[Finding]:
        own = prints_of(self._desk, self._printer, sent.version)
        others = prints_of(self._desk, self._printer, other.version)
        if own is None or others is None:
            yield not_compared(
                self._printer, sent.material.id, sent.version.id, other.release.id, other.version.id
            )
            return
        pairs = [(own[pair.first], others[pair.second]) for pair in LikePages(own).pairs_with(others)]
        yield from self._shown(sent, other, pairs)
        if other.release.id != self._release:
            # Within one release the other direction is the first one, seen from the other document.
            yield from self._hidden(sent, other, pairs)

    def _shown(
        self, sent: Sent, other: Sent, pairs: Sequence[tuple[PagePrint, PagePrint]]
    ) -> Iterator[Finding]:
        found = [(ours, theirs, redaction.revealed(ours, theirs)) for ours, theirs in pairs]
        found = [row for row in found if row[2].is_anything]
        if not found:
            return
        texts = whole_pages(self._desk, sent.version)
        places = [
            self._place(
                (ours, theirs), what, texts[ours.number - 1], what.shown, (sent.version.id, ours.number)
            )
            for ours, theirs, what in found
        ]
        yield from self._finding(FindingKind.SHOWS_HIDDEN, sent, other, places)

    def _hidden(
        self, sent: Sent, other: Sent, pairs: Sequence[tuple[PagePrint, PagePrint]]
    ) -> Iterator[Finding]:
        found = [(ours, theirs, redaction.revealed(theirs, ours)) for ours, theirs in pairs]
        found = [row for row in found if row[2].is_anything]
        if not found:
            return
        texts = whole_pages(self._desk, sent.version)
        places = [
            self._place(
                (ours, theirs),
                what,
                texts[ours.number - 1],
                what.hidden,
                (other.version.id, theirs.number),
            )
            for ours, theirs, what in found
        ]
        yield from self._finding(FindingKind.HIDES_SHOWN, sent, other, places)

    def _place(
        self,
        pair: tuple[PagePrint, PagePrint],
        what: Revealed,
        text: str,
        places: Sequence[int],
        seen: tuple[str, int],
    ) -> FindingPlace | None:
        """The place with its words; None when another finding says all of it."""
        words = redaction.words_of(text)
        told = {words[at].folded for at in places}
        if not what.as_picture and told <= self._known.get(seen, set()):
            return None
        ours, theirs = pair
        return FindingPlace(ours.number, theirs.number, _runs(text, [words[at] for at in places], places))

    def _finding(
        self, kind: FindingKind, sent: Sent, other: Sent, places: Iterable[FindingPlace | None]
    ) -> Iterator[Finding]:
        kept = tuple(place for place in places if place is not None)
        if kept:
            yield Finding(
                key=key_of(self._printer, kind, sent.version.id, other.version.id),
                kind=kind,
                material=sent.material.id,
                version=sent.version.id,
                times=sum(max(1, len(place.words)) for place in kept),
                places=kept,
                other_material=other.material.id,
                other=other.version.id,
                other_release=other.release.id,
            )


def _runs(text: str, words: Sequence[redaction.Word], places: Sequence[int]) -> tuple[str, ...]:
    """The words as they stand, those that follow each other together."""
    runs: list[list[int]] = []
    for word, place in zip(words, places, strict=True):
        if runs and runs[-1][2] + 1 == place:
            runs[-1][1:] = [word.end, place]
        else:
            runs.append([word.start, word.end, place])
    return tuple(" ".join(text[start:end].split()) for start, end, _ in runs)
