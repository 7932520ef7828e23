"""Opening what the comparison of a release found: words of documents, for the provider's own officers."""

from dataclasses import dataclass

from exchange.casework.comparing.compared import (
    Finding,
    FindingPlace,
    answers_in,
    basis_in,
    read_findings,
    went_before,
)
from exchange.casework.comparing.keep import own_release
from exchange.casework.desk import Desk
from exchange.casework.reading_room.materials import PAGE_DPI
from exchange.casework.receiving.unlock import opening_of
from exchange.casework.work_room import lay_out, room
from exchange.ledger import Act
from exchange.rules.audit import Deed
from exchange.rules.comparison import CheckState, KeptFinding, ReleaseCheck
from exchange.rules.errors import NotFound
from exchange.rules.material import VersionKind
from exchange.rules.officers import Officer
from exchange.rules.release import Release, ReleaseState
from redaction import AS_IT_IS, render_page

__all__ = [
    "Answered",
    "Comparison",
    "FindingPlace",
    "Standing",
    "open_comparison",
    "open_version_page",
    "standing_of",
]


@dataclass(frozen=True, slots=True)
class Answered:
    """One finding with its answer, if it has one. `number` counts from 1. `title` is of the document in question."""

    number: int
    finding: Finding
    kept: KeptFinding | None
    title: str

    @property
    def is_open(self) -> bool:
        return self.kept is None or not (self.kept.is_waiting or self.kept.is_confirmed)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The comparison of a release. `is_old` says that something was released since, so it has to be made again."""

    release: Release
    check: ReleaseCheck | None
    is_old: bool
    findings: tuple[Answered, ...]

    @property
    def is_waiting(self) -> bool:
        return self.check is not None and self.check.state is CheckState.WAITING

    @property
    def may_answer(self) -> bool:
        done = self.check is not None and self.check.state is CheckState.DONE
        return done and self.release.state is ReleaseState.PROPOSED

    @property
    def open_count(self) -> int:
        return sum(each.is_open for each in self.findings)

    @property
    def waiting_count(self) -> int:
        return sum(each.kept is not None and each.kept.is_waiting for each in self.findings)


def open_comparison(desk: Desk, officer: Officer, release_id: str) -> Comparison:
    """What was found, with its words, opened on the record.

    Raises:
        NotFound: not there, another matter's, or the other party's.
    """
    with desk.ledger.act(officer, Deed.READ_COMPARISON, at=desk.now()) as act:
        release = own_release(act, release_id)
        check = act.release_checks.find(release_id)
        is_old = (
            check is not None and check.state is CheckState.DONE and check.basis != basis_in(act, release)
        )
        kept = {each.key: each for each in answers_in(act, release_id)}
        titles = _titles(act, release)
    findings = read_findings(desk, check.findings) if check is not None else ()
    rows = tuple(
        Answered(number, finding, kept.get(finding.key), titles.get(finding.material, ""))
        for number, finding in enumerate(findings, start=1)
    )
    return Comparison(release, check, is_old and release.state is ReleaseState.PROPOSED, rows)


def _titles(act: Act, release: Release) -> dict[str, str]:
    own = act.materials.where(matter=release.matter, holder=release.provider)
    return {material.id: material.title for material in own}


def open_version_page(
    desk: Desk, officer: Officer, release_id: str, version_id: str, page_number: int
) -> bytes:
    """A PNG of one page of a version as it goes, or went, out. The opening is on the record before it is drawn.

    Args:
        version_id: of this release, or of an earlier one of the same party in the matter.
        page_number: from 1.

    Raises:
        NotFound, Destroyed; DocumentError when there is no such page or it cannot be drawn.
    """
    with desk.ledger.act(officer, Deed.READ_COMPARISON, at=desk.now()) as act:
        release = own_release(act, release_id)
        version = act.versions.find(version_id)
        released = {each for one in (release, *went_before(act, release)) for each in one.versions}
        if version is None or version.id not in released or page_number < 1:
            raise NotFound
        version.check_readable()
        material = act.materials.get(version.material)
        act.note(version.id, part=f"page {page_number}")
    is_original = version.kind is VersionKind.ORIGINAL
    opening = opening_of(desk, material, may_lose_signature=True) if is_original else AS_IT_IS
    with room(desk) as place:
        return render_page(lay_out(desk, version, place), page_number, dpi=PAGE_DPI, opening=opening)


@dataclass(frozen=True, slots=True)
class Standing:
    """How the comparison of a release stands, in counts."""

    state: CheckState | None
    found: int
    answered: int
    problem: str


def standing_of(act: Act, release: Release) -> Standing:
    """For pages that show the release and no words."""
    check = act.release_checks.find(release.id)
    if check is None:
        return Standing(None, 0, 0, "")
    confirmed = {each.key for each in answers_in(act, release.id) if each.is_confirmed}
    return Standing(check.state, len(check.keys), len(confirmed & set(check.keys)), check.problem)
