"""The whole way of one document, from matter to certificate, each step an act of the officer whose act it is.

It is what an operator runs to see with a file of their own that everything works, and what it takes.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from exchange.casework import owed, record
from exchange.casework.beside.plan import read_plan
from exchange.casework.classify import Answer, classify
from exchange.casework.comparing.keep import confirm, keep_on_purpose
from exchange.casework.desk import SYSTEM, Desk
from exchange.casework.ending.destroy import (
    NewRule,
    approve_destruction,
    practise,
    propose_destruction,
    set_retention,
)
from exchange.casework.ending.hold import NewHold, ask_lift, lift_hold, place_hold
from exchange.casework.receiving.receive import Announcement, announce, receive_part
from exchange.casework.receiving.unlock import unlock
from exchange.casework.redacting.redact import approve_set, decide, propose_set, start
from exchange.casework.releasing.disclose import collect, disclose
from exchange.casework.releasing.release import Proposal, accept_terms, approve, propose_release
from exchange.casework.releasing.request import Question, ask
from exchange.casework.releasing.request import decide as decide_item
from exchange.casework.releasing.share_onward import OnwardQuestion, answer_onward, ask_onward, share_onward
from exchange.casework.trying_out import demonstration
from exchange.ledger import Act
from exchange.rules.audit import Deed
from exchange.rules.clocks import london_date
from exchange.rules.destruction import HoldKind, RunState, Trigger
from exchange.rules.disclosure import Disclosure
from exchange.rules.errors import Destroyed, WrongState
from exchange.rules.handling import LawfulBasis, OnwardRule
from exchange.rules.markings import DataCategory, Level, Marking
from exchange.rules.material import Material, MaterialState, Obstacle
from exchange.rules.matter import Matter
from exchange.rules.officers import Officer
from exchange.rules.onward import OnwardAnswer
from exchange.rules.redactions import Choice, RedactionSet, SetState
from exchange.rules.release import Release
from exchange.rules.requests import Decision, Outcome, Purpose

_PASSWORD = "a-password-for-a-throw-away-store"
_KEEP_DAYS = 365
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One step that is done: what was recorded, and the seconds it took."""

    name: str
    recorded: str
    seconds: float


class JourneyStopped(Exception):
    """The document cannot go on; the sentence says why. That is an answer, not a fault."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Luggage:
    """The document, the format its copy is to have ("same", "pdf", or empty for the usual), and what it asks."""

    file: Path
    copy_format: str = ""
    password: str = field(default="", repr=False)
    may_lose_signature: bool = False


def travel(desk: Desk, luggage: Luggage) -> Iterator[Step]:
    """Drive one document through steps 2 to 13. Candidates of three letters or digits and more are redacted.

    Raises:
        JourneyStopped: the document was rejected, or could not be redacted and verified.
    """
    traveller = _Traveller(desk, luggage)
    for name, walk in traveller.steps():
        began = time.monotonic()
        recorded = walk()
        yield Step(name, recorded, time.monotonic() - began)


class _Traveller:
    """Carries what one step hands to the next."""

    def __init__(self, desk: Desk, luggage: Luggage) -> None:
        self._desk, self._luggage, self._file = desk, luggage, luggage.file
        self._people: dict[str, Officer] = {}
        self._matter: Matter
        self._material = ""
        self._request_item = ""
        self._set: RedactionSet
        self._release: Release
        self._disclosure: Disclosure

    def steps(self) -> tuple[tuple[str, Callable[[], str]], ...]:
        return (
            ("2 matter", self._open),
            ("3 upload", self._upload),
            ("4 classify", self._classify),
            ("5 request and decide", self._request),
            ("6 detect and review", self._review),
            ("7 redact and verify", self._redact),
            ("8 handling terms", self._terms),
            ("9 release", self._approve),
            ("10 disclose", self._disclose),
            ("11 onward sharing", self._share_onward),
            ("12a hold", self._hold),
            ("12b destroy", self._destroy),
            ("13 audit", self._audit),
        )

    def _look(self) -> AbstractContextManager[Act]:
        """A look at what was written, for telling it."""
        return self._desk.ledger.look(SYSTEM, Deed.VERIFY_AUDIT, at=self._desk.now())

    def _open(self) -> str:
        loaded = demonstration.load(self._desk, password=_PASSWORD)
        self._people = {account.username.split("@")[0]: account.officer for account in loaded.accounts}
        self._matter = loaded.matter
        return f"{self._matter.id}: {self._matter.iopc_reference} with {self._matter.review_reference}"

    def _upload(self) -> str:
        reviewer = self._people["tom.ashby"]
        size = self._file.stat().st_size
        told = Announcement(
            matter=self._matter.id, title="A document", file_name=self._file.name, length_bytes=size
        )
        upload = announce(self._desk, reviewer, told)
        with self._file.open("rb") as source:
            receive_part(self._desk, reviewer, upload.id, offset_bytes=0, source=source)
        self._work()
        with self._look() as act:
            material = act.materials.get(upload.material)
        if material.state is not MaterialState.SEALED:
            raise JourneyStopped(material.problem)
        if material.obstacle is Obstacle.PASSWORD:
            self._unlock(material)
        self._material = material.id
        return f"{material.id}: {material.kind}, {size} bytes, SHA-256 {material.sha256}, scan {material.scan.value}"

    def _unlock(self, material: Material) -> None:
        if not self._luggage.password:
            raise JourneyStopped(material.problem)
        unlock(self._desk, self._people["tom.ashby"], material.id, password=self._luggage.password)

    def _work(self) -> None:
        """Do what is owed, as a worker would, waiting for nothing but retries."""
        while owed.do_next(self._desk):
            pass

    def _classify(self) -> str:
        answer = Answer(
            marking=Marking.OFFICIAL_SENSITIVE,
            level=Level.ORDINARY,
            categories=(DataCategory.PERSONAL, DataCategory.CHILD),
            basis="Names a child and members of the family",
            handling_instruction="Need to know only",
        )
        decided = classify(self._desk, self._people["priya.nair"], self._material, answer)
        return f"{decided.id}: OFFICIAL-SENSITIVE, ordinary"

    def _request(self) -> str:
        question = Question(
            purpose=Purpose.ASSIST_INVESTIGATION,
            items=(("The chronology", "It covers the contact with police"),),
        )
        request = ask(self._desk, self._people["mei.tan"], self._matter.id, question)
        with self._look() as act:
            self._request_item = act.request_items.where(request=request.id)[0].id
        decision = Decision(Outcome.RELEASE_REDACTED, reason="Names of people this is not about")
        decide_item(
            self._desk, self._people["priya.nair"], self._request_item, decision, material_id=self._material
        )
        return f"{request.id}: decided, to be released redacted"

    def _review(self) -> str:
        officer = self._people["priya.nair"]
        begun = start(
            self._desk,
            officer,
            self._material,
            copy_format=self._luggage.copy_format,
            may_lose_signature=self._luggage.may_lose_signature,
        )
        self._work()
        found = self._current_set(begun.id)
        if found.state is not SetState.DRAFT:
            raise JourneyStopped(found.problem)
        redacted, kept = self._sorted_candidates(found)
        if redacted:
            decide(self._desk, officer, found.id, redacted, Choice.REDACT, ground="third-party")
        if kept:
            decide(self._desk, officer, found.id, kept, Choice.KEEP)
        proposed = propose_set(self._desk, officer, found.id)
        approve_set(self._desk, self._people["grace.oduya"], found.id, fingerprint=proposed.fingerprint)
        self._set = proposed
        return (
            f"{found.id}: {found.candidates} candidates, {len(redacted)} redacted, {len(kept)} kept; "
            "proposed by one, approved by another"
        )

    def _sorted_candidates(self, found: RedactionSet) -> tuple[list[int], list[int]]:
        """Numbers to redact and to keep: one or two letters would be removed from within every other word."""
        redacted: list[int] = []
        kept: list[int] = []
        for candidate in read_plan(self._desk, found.plan).candidates:
            long_enough = sum(c.isalnum() for c in candidate.text) >= _SHORTEST
            (redacted if long_enough else kept).append(candidate.number)
        return redacted, kept

    def _current_set(self, set_id: str) -> RedactionSet:
        with self._look() as act:
            return act.redaction_sets.get(set_id)

    def _redact(self) -> str:
        self._work()
        found = self._current_set(self._set.id)
        if found.state is not SetState.VERIFIED:
            raise JourneyStopped(found.problem)
        self._set = found
        report = dict(found.report)
        return f"{found.result}: {report['removals']} places on {report['pages']} pages, verified"

    def _terms(self) -> str:
        today = london_date(self._desk.now())
        proposal = Proposal(
            matter=self._matter.id,
            recipient_organisation="iopc-office",
            versions=(self._set.result,),
            readers=(self._people["mei.tan"].id, self._people["daniel.frost"].id),
            purpose_detail="To establish the contact between the family and the police",
            basis_provider=LawfulBasis.PUBLIC_TASK,
            basis_recipient=LawfulBasis.LAW_ENFORCEMENT,
            storage_rule="In the recipient's case system only",
            rights_contact="The provider's data protection officer",
            incident_contact="The provider's point of contact",
            keep_until=today + timedelta(days=_KEEP_DAYS),
            review_on=today + timedelta(days=_KEEP_DAYS // 2),
            onward=OnwardRule.WITH_CONSENT,
        )
        self._release = propose_release(self._desk, self._people["priya.nair"], proposal)
        with self._look() as act:
            digest = act.handling_terms.get(self._release.terms).digest
        accept_terms(
            self._desk, self._people["daniel.frost"], self._release.id, digest=digest, confirmed=True
        )
        return f"{self._release.terms}: accepted by the recipient, hash {digest}"

    def _answer_comparison(self) -> None:
        """Two people answer for what the comparison found; nobody else will see these documents."""
        self._work()
        with self._look() as act:
            check = act.release_checks.get(self._release.id)
        if check.keys:
            why = "A journey on documents of the operator's own choice."
            keep_on_purpose(self._desk, self._people["priya.nair"], check.id, check.keys, reason=why)
            confirm(self._desk, self._people["grace.oduya"], check.id, check.keys)

    def _approve(self) -> str:
        self._answer_comparison()
        self._release = approve(self._desk, self._people["grace.oduya"], self._release.id)
        return f"{self._release.id}: every condition of the gate met, available"

    def _disclose(self) -> str:
        reader = self._people["mei.tan"]
        minted = disclose(self._desk, reader, self._release.id, self._set.result)
        self._disclosure = minted.disclosure
        received = sum(len(chunk) for chunk in collect(self._desk, reader, minted.secret).chunks)
        return f"{minted.disclosure.id}: {received} bytes, SHA-256 {minted.disclosure.sha256}"

    def _share_onward(self) -> str:
        reader = self._people["mei.tan"]
        question = OnwardQuestion(
            recipient_name="Crown Prosecution Service",
            recipient_person="The reviewing lawyer",
            purpose="To advise on the investigation",
            until=self._disclosure.destroy_by - timedelta(days=30),
        )
        asked = ask_onward(self._desk, reader, self._disclosure.id, question)
        approver = self._people["grace.oduya"]
        answer_onward(self._desk, approver, asked.id, OnwardAnswer.CONSENT, conditions="On paper only")
        shared = share_onward(self._desk, reader, asked.id)
        return f"{asked.id}: consented before; {shared.id} follows {self._disclosure.id}"

    def _hold(self) -> str:
        records = self._people["helen.price"]
        review = london_date(self._desk.now()) + timedelta(days=90)
        new = NewHold(self._matter.id, HoldKind.CORONIAL, "The inquest is open", review, self._material)
        hold = place_hold(self._desk, records, new)
        set_retention(self._desk, records, NewRule(Trigger.RECEIVED, 0, "Throw-away store"))
        held = practise(self._desk, records, due_by=london_date(self._desk.now()))
        if held.count or held.held_back != 1:
            raise JourneyStopped("A document under a hold was listed for destruction.")
        ask_lift(self._desk, self._people["priya.nair"], hold.id, reason="The inquest is closed")
        lift_hold(self._desk, records, hold.id)
        return f"{hold.id}: kept the document off the list of {held.id}; lifted by two"

    def _destroy(self) -> str:
        records = self._people["helen.price"]
        run = practise(self._desk, records, due_by=london_date(self._desk.now()))
        propose_destruction(self._desk, records, run.id)
        approver = self._people["grace.oduya"]
        approve_destruction(self._desk, approver, run.id, count=run.count, fingerprint=run.fingerprint)
        self._work()
        with self._look() as act:
            done = act.destruction_runs.get(run.id)
        if done.state is not RunState.FINISHED:
            raise JourneyStopped("The destruction run did not finish.")
        self._must_be_gone()
        return f"{done.id}: {done.count} destroyed, certificate {done.certificate}"

    def _must_be_gone(self) -> None:
        try:
            disclose(self._desk, self._people["mei.tan"], self._release.id, self._set.result)
        except (Destroyed, WrongState):
            return
        raise JourneyStopped("A destroyed document could still be asked for.")

    def _audit(self) -> str:
        found = record.verify_log(self._desk)
        store = record.check_store(self._desk)
        if found.breaks or store.problems:
            raise JourneyStopped("The record or the store does not agree with itself.")
        return f"log intact to entry {found.entries}; {store.destroyed} versions destroyed, {store.orphans} orphans"
