"""What waits for one officer, oldest first: only what their role may do and their part in it allows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from exchange.casework.comparing.compared import answers_in
from exchange.casework.desk import Desk
from exchange.casework.reading_room.standing import matters_of, may_also
from exchange.ledger import Act
from exchange.rules.audit import Deed
from exchange.rules.comparison import CheckState
from exchange.rules.destruction import HoldState, RunState
from exchange.rules.handling import TermsState
from exchange.rules.material import MaterialState
from exchange.rules.matter import Matter, MatterState
from exchange.rules.officers import Officer
from exchange.rules.onward import OnwardState
from exchange.rules.redactions import RedactionSet, SetState
from exchange.rules.release import Release, ReleaseState
from exchange.rules.requests import RequestState


class TaskKind(StrEnum):
    DECIDE_REQUEST = "decide-request"
    AGREE_TERMS = "agree-terms"
    TERMS_DECLINED = "terms-declined"
    CLASSIFY = "classify"
    DECIDE_REDACTIONS = "decide-redactions"
    APPROVE_REDACTIONS = "approve-redactions"
    REDACTION_FAILED = "redaction-failed"
    ANSWER_COMPARISON = "answer-comparison"
    CONFIRM_KEPT = "confirm-kept"
    APPROVE_RELEASE = "approve-release"
    UPLOAD_UNFINISHED = "upload-unfinished"
    UPLOAD_PROBLEM = "upload-problem"
    ANSWER_ONWARD = "answer-onward"
    APPROVE_DESTRUCTION = "approve-destruction"
    LIFT_HOLD = "lift-hold"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits. `reference` is of the thing to open; `matter` is empty for a party's own business."""

    kind: TaskKind
    reference: str
    matter: str
    since: datetime


def tasks_of(desk: Desk, officer: Officer) -> tuple[Task, ...]:
    """Everything that waits for this officer."""
    with desk.ledger.look(officer, Deed.READ_TASKS, at=desk.now()) as act:
        found = [
            task
            for matter in matters_of(act)
            if matter.state is MatterState.OPEN
            for task in _in_matter(act, matter)
        ]
        found.extend(_of_party(act))
    return tuple(sorted(found, key=lambda task: task.since))


def _in_matter(act: Act, matter: Matter) -> Iterator[Task]:
    if not matter.has_conflict(act.officer):
        yield from _from_the_other_party(act, matter)
    yield from _documents(act, matter)
    yield from _redactions(act, matter)
    yield from _releases(act, matter)


def _from_the_other_party(act: Act, matter: Matter) -> Iterator[Task]:
    party = act.officer.party
    if may_also(act, Deed.DECIDE_ITEM):
        waiting = (RequestState.SENT, RequestState.ACKNOWLEDGED)
        for request in act.requests.where(matter=matter.id, holding=party, state=waiting):
            yield Task(TaskKind.DECIDE_REQUEST, request.id, matter.id, request.asked_at)
    if may_also(act, Deed.DECIDE_ONWARD):
        for asked in act.onward_requests.where(matter=matter.id, provider=party, state=OnwardState.ASKED):
            yield Task(TaskKind.ANSWER_ONWARD, asked.id, matter.id, asked.asked_at)
    if may_also(act, Deed.ACCEPT_TERMS):
        releases = {release.id for release in act.releases.where(matter=matter.id, recipient=party)}
        for terms in act.handling_terms.where(release=releases, state=TermsState.PROPOSED):
            yield Task(TaskKind.AGREE_TERMS, terms.id, matter.id, terms.proposed_at)


def _documents(act: Act, matter: Matter) -> Iterator[Task]:
    party, mine = act.officer.party, act.officer.id
    if may_also(act, Deed.CLASSIFY):
        for material in act.materials.where(matter=matter.id, holder=party, state=MaterialState.SEALED):
            if material.classification is None:
                yield Task(TaskKind.CLASSIFY, material.id, matter.id, material.registered_at)
    if may_also(act, Deed.UPLOAD):
        sent = act.materials.where(matter=matter.id, holder=party, uploaded_by=mine)
        for material in sent:
            is_recent = (act.at - material.registered_at).days < _PROBLEM_SHOWN_DAYS
            if material.state is MaterialState.UPLOADING:
                yield Task(TaskKind.UPLOAD_UNFINISHED, material.id, matter.id, material.registered_at)
            if material.state is MaterialState.REJECTED and is_recent:
                yield Task(TaskKind.UPLOAD_PROBLEM, material.id, matter.id, material.registered_at)


#: A rejected upload cannot be mended, only sent again: after a week it is no longer a task.
_PROBLEM_SHOWN_DAYS = 7


def _redactions(act: Act, matter: Matter) -> Iterator[Task]:
    own = {m.id for m in act.materials.where(matter=matter.id, holder=act.officer.party)}
    for found in act.redaction_sets.where(matter=matter.id, material=own):
        kind = _redaction_task(act, found)
        if kind is not None:
            yield Task(kind, found.id, matter.id, found.proposed_at or found.started_at)


def _redaction_task(act: Act, found: RedactionSet) -> TaskKind | None:
    if found.state is SetState.DRAFT and may_also(act, Deed.DECIDE_REDACTION):
        return TaskKind.DECIDE_REDACTIONS
    if found.state is SetState.FAILED and may_also(act, Deed.RETURN_REDACTIONS):
        return TaskKind.REDACTION_FAILED
    had_a_part = act.officer.id in {found.proposed_by, *found.decided_by}
    if found.state is SetState.PROPOSED and may_also(act, Deed.APPROVE_REDACTIONS) and not had_a_part:
        return TaskKind.APPROVE_REDACTIONS
    return None


def _releases(act: Act, matter: Matter) -> Iterator[Task]:
    proposed = act.releases.where(matter=matter.id, provider=act.officer.party, state=ReleaseState.PROPOSED)
    for release in proposed:
        terms = act.handling_terms.find(release.terms)
        yield from _comparison(act, release)
        if terms is None:
            continue
        accepted = terms.state is TermsState.ACCEPTED and release.proposed_by != act.officer.id
        if accepted and may_also(act, Deed.APPROVE_RELEASE):
            yield Task(TaskKind.APPROVE_RELEASE, release.id, matter.id, release.proposed_at)
        if terms.state is TermsState.DECLINED and may_also(act, Deed.PROPOSE_RELEASE):
            yield Task(TaskKind.TERMS_DECLINED, release.id, matter.id, terms.answered_at or act.at)


def _comparison(act: Act, release: Release) -> Iterator[Task]:
    """What a comparison found waits for one person's answer, and then for another's."""
    check = act.release_checks.find(release.id)
    if check is None or check.state is not CheckState.DONE:
        return
    kept = answers_in(act, release.id)
    answered = {each.key for each in kept if each.is_confirmed or each.is_waiting}
    since = check.done_at or check.asked_at
    if set(check.keys) - answered and may_also(act, Deed.KEEP_ON_PURPOSE):
        yield Task(TaskKind.ANSWER_COMPARISON, release.id, release.matter, since)
    others = [each for each in kept if each.is_waiting and each.kept_by != act.officer.id]
    if any(each.key in check.keys for each in others) and may_also(act, Deed.CONFIRM_KEPT):
        yield Task(TaskKind.CONFIRM_KEPT, release.id, release.matter, min(each.kept_at for each in others))


def _of_party(act: Act) -> Iterator[Task]:
    officer = act.officer
    if may_also(act, Deed.APPROVE_DESTRUCTION):
        for run in act.destruction_runs.where(party=officer.party, state=RunState.PROPOSED):
            if run.proposed_by != officer.id:
                yield Task(TaskKind.APPROVE_DESTRUCTION, run.id, "", run.practised_at)
    if may_also(act, Deed.LIFT_HOLD):
        for hold in act.holds.where(party=officer.party, state=HoldState.LIFT_ASKED):
            if hold.lift_asked_by != officer.id:
                yield Task(TaskKind.LIFT_HOLD, hold.id, hold.matter, hold.placed_at)
