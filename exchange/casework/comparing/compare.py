"""What a worker compares before a release goes: removed words against everything that goes, page against page.

Looks for words removed from one document in the others of the release, in names and terms, and in what the same
recipient already has; and lays every page beside each version of it that went before, to any recipient. What could
not be read is itself a finding: nobody can tell, so two people must answer.
Source: docs/decisions/0014-difference-guard.md.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from exchange.casework.beside.readings import Removed, Sent, printer_for, sent_with, text_of
from exchange.casework.comparing.compared import (
    Finding,
    FindingPlace,
    basis_in,
    key_of,
    not_compared,
    seal_findings,
    went_before,
)
from exchange.casework.comparing.page_guard import PageGuard
from exchange.casework.desk import SYSTEM, Desk
from exchange.casework.work_room import lay_out, room
from exchange.rules.audit import Deed
from exchange.rules.comparison import CheckState, FindingKind
from exchange.rules.handling import HandlingTerms
from exchange.rules.material import Version, VersionKind
from exchange.rules.matter import Matter
from exchange.rules.release import Release, ReleaseState
from redaction import DocumentText, Printer, TermSearch, terms_held
from storage import Receipt

#: Where words stand that no page shows.
UNSEEN = "what no page shows"


@dataclass(frozen=True)
class Bench:
    """Everything a comparison is made over. `here` goes now; `before` went, each with its own release."""

    matter: Matter
    release: Release
    terms: HandlingTerms
    basis: str
    here: tuple[Sent, ...]
    before: tuple[Sent, ...]
    printer: Printer
    texts: dict[str, DocumentText | None] = field(default_factory=dict)

    @property
    def to_the_same(self) -> tuple[Sent, ...]:
        """What the same recipient already has, without what goes again as it is."""
        again = {sent.version.id for sent in self.here}
        to = self.release.recipient_organisation
        return tuple(
            sent
            for sent in self.before
            if sent.release.recipient_organisation == to and sent.version.id not in again
        )

    @property
    def hides_anything(self) -> bool:
        return any(sent.removed for sent in (*self.here, *self.before))


def compare(desk: Desk, release_id: str) -> None:
    """Compare one proposed release, and write down what was found. Done twice it changes nothing."""
    bench = _lay_out(desk, release_id)
    if bench is None:
        return
    findings = tuple(_once(_findings(desk, bench)))
    receipt = seal_findings(desk, bench.release, findings)
    if not _write_down(desk, bench, findings, receipt):
        desk.vault.shred(receipt)


def _write_down(desk: Desk, bench: Bench, findings: tuple[Finding, ...], receipt: Receipt) -> bool:
    """False when there is something else to compare by now; then another job is owed already."""
    release_id = bench.release.id
    with desk.ledger.act(SYSTEM, Deed.COMPARE, at=desk.now(), matter=bench.matter.id) as act:
        act.matters.lock(bench.matter.id)
        check = act.release_checks.lock(release_id)
        if (
            check.state is not CheckState.WAITING
            or basis_in(act, act.releases.get(release_id)) != bench.basis
        ):
            return False
        done = replace(
            check.step(CheckState.DONE),
            basis=bench.basis,
            findings=receipt.as_json(),
            keys=tuple(finding.key for finding in findings),
            done_at=act.at,
            problem="",
        )
        act.release_checks.save(done)
        act.note(release_id, findings=len(findings), documents=len(bench.here), earlier=len(bench.before))
    if check.findings:
        desk.vault.shred(Receipt.from_json(check.findings))
    return True


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    seen: set[str] = set()
    for finding in findings:
        if finding.key not in seen:
            seen.add(finding.key)
            yield finding


def _lay_out(desk: Desk, release_id: str) -> Bench | None:
    with desk.ledger.look(SYSTEM, Deed.COMPARE, at=desk.now()) as act:
        release = act.releases.get(release_id)
        check = act.release_checks.find(release_id)
        if (
            release.state is not ReleaseState.PROPOSED
            or check is None
            or check.state is not CheckState.WAITING
        ):
            return None
        matter, terms = act.matters.get(release.matter), act.handling_terms.get(release.terms)
        basis = basis_in(act, release)
        here = tuple(sent_with(desk, act, release))
        before = tuple(sent for each in went_before(act, release) for sent in sent_with(desk, act, each))
    printer = printer_for(desk, release.matter, release.provider)
    return Bench(matter, release, terms, basis, here, before, printer)


def _text(desk: Desk, bench: Bench, version: Version) -> DocumentText | None:
    if version.id not in bench.texts:
        bench.texts[version.id] = text_of(desk, version)
    return bench.texts[version.id]


def _findings(desk: Desk, bench: Bench) -> Iterator[Finding]:
    found = [*_standing(desk, bench), *_in_names(bench)]
    yield from found
    yield from _not_read(desk, bench)
    yield from PageGuard(desk, bench.printer, bench.release.id, found).findings(bench.here, bench.before)


def _standing(desk: Desk, bench: Bench) -> Iterator[Finding]:
    """Words removed here, or from what the recipient has, that stand in another document."""
    hidden_before = _different(removed for sent in bench.to_the_same for removed in sent.removed)
    hidden_here = _different(removed for sent in bench.here for removed in sent.removed)
    for sent in bench.here:
        yield from _in_text(desk, bench, sent, (*hidden_here, *hidden_before), FindingKind.TERM_STANDS)
    for sent in bench.to_the_same:
        yield from _in_text(desk, bench, sent, hidden_here, FindingKind.SENT_BEFORE)


def _different(removed: Iterable[Removed]) -> tuple[Removed, ...]:
    """One decision for each wording, however often it was removed."""
    return tuple({each.wording.casefold(): each for each in removed}.values())


def _in_text(
    desk: Desk, bench: Bench, sent: Sent, removed: Sequence[Removed], kind: FindingKind
) -> Iterator[Finding]:
    gone = {each.wording.casefold() for each in sent.removed}
    sought = [each for each in removed if each.wording.casefold() not in gone]
    text = _text(desk, bench, sent.version) if sought else None
    if text is None:
        return
    pages: dict[int, list[FindingPlace]] = {}
    times: dict[int, int] = {}
    for mention in TermSearch([each.wording for each in sought]).in_document(text):
        place = FindingPlace(mention.page_number, 0, (sought[mention.term].wording,))
        pages.setdefault(mention.term, []).append(place)
        times[mention.term] = times.get(mention.term, 0) + mention.times
    for term, places in pages.items():
        yield _stands(bench, sent, sought[term], kind, times=times[term], places=tuple(places))
    yield from _unseen(desk, bench, sent, [e for at, e in enumerate(sought) if at not in pages], kind)


def _unseen(
    desk: Desk, bench: Bench, sent: Sent, sought: Sequence[Removed], kind: FindingKind
) -> Iterator[Finding]:
    """Words that no page of an original shows and its file holds: notes, properties, enclosures, history.

    A copy has none of these: it was looked through when it was made.
    """
    if not sought or sent.version.kind is not VersionKind.ORIGINAL:
        return
    with room(desk) as place:
        held = terms_held(lay_out(desk, sent.version, place), [each.wording for each in sought])
    for at in sorted(held.terms):
        yield _stands(bench, sent, sought[at], kind, where=UNSEEN)
    if not held.is_sure:
        yield not_compared(bench.printer, sent.material.id, sent.version.id, sent.release.id)


def _stands(
    bench: Bench,
    sent: Sent,
    each: Removed,
    kind: FindingKind,
    *,
    times: int = 1,
    places: tuple[FindingPlace, ...] = (),
    where: str = "",
) -> Finding:
    return Finding(
        key=key_of(bench.printer, kind, each.wording.casefold(), sent.version.id, *filter(None, [where])),
        kind=kind,
        material=sent.material.id,
        version=sent.version.id,
        wording=each.wording,
        times=times,
        places=places,
        other_material=each.material,
        other_release=sent.release.id if kind is FindingKind.SENT_BEFORE else "",
        decided=(each.redaction_set, each.number),
        where=where,
    )


def _in_names(bench: Bench) -> Iterator[Finding]:
    """Removed words in what goes with the documents: titles, file names, the matter's references, the terms."""
    removed = _different(each for sent in (*bench.here, *bench.to_the_same) for each in sent.removed)
    search = TermSearch([each.wording for each in removed])
    for material, where, name in _names(bench):
        for term in sorted(search.in_name(name)):
            each = removed[term]
            yield Finding(
                key=key_of(
                    bench.printer, FindingKind.TERM_IN_NAME, each.wording.casefold(), material, where, name
                ),
                kind=FindingKind.TERM_IN_NAME,
                material=material,
                version="",
                wording=each.wording,
                times=1,
                other_material=each.material,
                decided=(each.redaction_set, each.number),
                where=where,
            )


def _names(bench: Bench) -> Iterator[tuple[str, str, str]]:
    for material in {sent.material.id: sent.material for sent in bench.here}.values():
        yield material.id, "title", material.title
        yield material.id, "file name", material.file_name
    yield "", "references of the matter", f"{bench.matter.iopc_reference} {bench.matter.review_reference}"
    told = bench.terms.terms
    for where, written in (
        ("purpose in the terms", told.purpose_detail),
        ("what was removed, in the terms", told.what_was_removed),
        ("accuracy in the terms", told.accuracy),
        ("handling instruction", told.handling_instruction),
    ):
        yield "", where, written


def _not_read(desk: Desk, bench: Bench) -> Iterator[Finding]:
    """What cannot be read hides from every search; that matters as soon as there is anything to look for."""
    if not bench.hides_anything:
        return
    for sent in (*bench.here, *bench.to_the_same):
        if _text(desk, bench, sent.version) is None:
            yield not_compared(bench.printer, sent.material.id, sent.version.id, sent.release.id)
