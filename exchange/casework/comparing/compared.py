"""What a release is compared with, and the findings of a comparison as they lie sealed."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from exchange.casework.desk import Desk
from exchange.casework.work_room import open_plan, seal_plan
from exchange.ledger import Act
from exchange.rules.comparison import CheckState, FindingKind, KeptFinding, ReleaseCheck, basis_of
from exchange.rules.release import Release, ReleaseState
from exchange.rules.work import JobKind
from redaction import Printer
from storage import Receipt

#: Whatever was once approved may be in somebody's hands, ended or not.
_WENT = (ReleaseState.AVAILABLE, ReleaseState.REVOKED)


@dataclass(frozen=True, slots=True)
class FindingPlace:
    """A page (from 1) of the document in question, and of the other one where that matters; else 0."""

    page: int
    other_page: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a comparison found. It has words of documents in it, so it lies sealed.

    `wording` is what was removed and stands elsewhere, empty for pages and for what was not compared. `version` is
    where it stands, `other` the version that hides or shows it, `other_release` the release that one went with.
    `decided` is the set and number of the decision that removed it.
    `where` names a title, a file name or terms, or says that no page shows it.
    """

    key: str
    kind: FindingKind
    material: str
    version: str
    wording: str = ""
    times: int = 0
    places: tuple[FindingPlace, ...] = ()
    other_material: str = ""
    other: str = ""
    other_release: str = ""
    decided: tuple[str, int] = ("", 0)
    where: str = ""


def went_before(act: Act, release: Release) -> tuple[Release, ...]:
    """Every other release of the same provider in the matter that was ever approved, oldest first."""
    found = act.releases.where(
        matter=release.matter, provider=release.provider, state=_WENT, order_by="proposed_at"
    )
    return tuple(each for each in found if each.id != release.id)


def basis_in(act: Act, release: Release) -> str:
    """What there is to compare now; the terms are part of it, because people write in them."""
    before = went_before(act, release)
    return basis_of(
        (*release.versions, release.terms),
        ((each.id, each.recipient_organisation, each.versions) for each in before),
    )


def answers_in(act: Act, release_id: str) -> tuple[KeptFinding, ...]:
    """The answers to findings of this release, whole and half given."""
    return act.kept_findings.where(release=release_id, order_by="kept_at")


def ask_for_comparison(act: Act, release: Release) -> ReleaseCheck:
    """Owe the comparison of a release, anew if it was made before."""
    act.owe(JobKind.COMPARE, release.id)
    known = act.release_checks.find(release.id)
    if known is None:
        return act.release_checks.add(
            ReleaseCheck(release.id, release.matter, release.provider, asked_at=act.at)
        )
    return act.release_checks.save(_begun_again(known, act))


def _begun_again(known: ReleaseCheck, act: Act) -> ReleaseCheck:
    return replace(known.step(CheckState.WAITING), asked_at=act.at, problem="")


def key_of(printer: Printer, kind: FindingKind, *parts: str) -> str:
    """Which finding it is, without a word of it: the same each time it is found."""
    return printer.keyed("\x1f".join((kind.value, *parts)))


def not_compared(printer: Printer, material: str, version: str, release: str, other: str = "") -> Finding:
    """That nobody can tell."""
    kind = FindingKind.NOT_COMPARED
    return Finding(
        key=key_of(printer, kind, version, other),
        kind=kind,
        material=material,
        version=version,
        other=other,
        other_release=release,
    )


def seal_findings(desk: Desk, release: Release, findings: Iterable[Finding]) -> Receipt:
    """Seal what was found; the receipt is what the comparison's row carries."""
    rows = [asdict(each) for each in findings]
    return seal_plan(desk, matter=release.matter, party=release.provider, plan={"findings": rows})


def read_findings(desk: Desk, receipt: str) -> tuple[Finding, ...]:
    """The findings that a comparison's row names, in the order in which they are numbered from 1."""
    if not receipt:
        return ()
    written: dict[str, Any] = open_plan(desk, receipt)
    return tuple(_finding(row) for row in written["findings"])


def _finding(row: dict[str, Any]) -> Finding:
    places = tuple(
        FindingPlace(place["page"], place["other_page"], tuple(place["words"])) for place in row["places"]
    )
    set_id, number = row["decided"]
    kind = FindingKind(row["kind"])
    return Finding(**{**row, "kind": kind, "places": places, "decided": (set_id, number)})
