"""The journey told in short: each function takes the house one step on and gives what came of it."""

from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from exchange.casework import classify
from exchange.casework.desk import SYSTEM
from exchange.casework.ending import destroy
from exchange.casework.receiving import receive
from exchange.casework.redacting import redact
from exchange.casework.releasing import disclose, release, request
from exchange.rules.audit import Deed, Entry
from exchange.rules.destruction import DestructionRun, Trigger
from exchange.rules.disclosure import Disclosure
from exchange.rules.handling import LawfulBasis, OnwardRule
from exchange.rules.markings import DataCategory, Level, Marking
from exchange.rules.material import Material, Upload, Version
from exchange.rules.matter import Matter
from exchange.rules.redactions import Choice, RedactionSet
from exchange.rules.release import Release
from exchange.rules.requests import Decision, Outcome, Purpose, RequestItem
from tests.desk import House, a_pdf
from tests.scene import COMMISSION, TODAY


def entries(house: House, **equals: Any) -> tuple[Entry, ...]:
    """Entries of the record, oldest first; `deed`, `subject` and the like narrow them."""
    with house.desk.ledger.look(SYSTEM, Deed.VERIFY_AUDIT, at=house.clock()) as act:
        return act.entries(limit=1000, **equals)


def version_of(house: House, version_id: str) -> Version:
    with house.desk.ledger.housekeeping() as act:
        return act.versions.get(version_id)


def announced(house: House, matter: Matter, *, length_bytes: int, by: str = "a.khan", **about: str) -> Upload:
    told = receive.Announcement(
        matter=matter.id,
        title=about.get("title", "Chronology"),
        file_name=about.get("file_name", "chronology.pdf"),
        length_bytes=length_bytes,
        sha256=about.get("sha256", ""),
    )
    return receive.announce(house.desk, house.officers[by], told)


def send(house: House, upload: Upload, part: bytes, *, at: int = 0, by: str = "a.khan") -> Upload:
    return receive.receive_part(
        house.desk, house.officers[by], upload.id, offset_bytes=at, source=BytesIO(part)
    )


def asked(house: House, matter: Matter, *, items: int = 1, by: str = "d.moss") -> tuple[RequestItem, ...]:
    """What the commission asks the partnership for."""
    question = request.Question(
        purpose=Purpose.ASSIST_INVESTIGATION,
        items=tuple((f"Item {number}", "It covers the contact") for number in range(1, items + 1)),
    )
    made = request.ask(house.desk, house.officers[by], matter.id, question)
    with house.desk.ledger.housekeeping() as act:
        return act.request_items.where(request=made.id, order_by="number")


def decided(
    house: House, matter: Matter, material: Material, outcome: Outcome = Outcome.RELEASE_FULL
) -> RequestItem:
    (item,) = asked(house, matter)
    decision = Decision(outcome, reason="Agreed between both sides")
    return request.decide(house.desk, house.officers["a.khan"], item.id, decision, material_id=material.id)


def suggested(house: House, material: Material, *terms: str) -> RedactionSet:
    """A draft of redactions with its candidates."""
    begun = redact.start(house.desk, house.officers["a.khan"], material.id, terms=terms)
    house.work()
    return redaction_set(house, begun.id)


def redaction_set(house: House, set_id: str) -> RedactionSet:
    with house.desk.ledger.housekeeping() as act:
        return act.redaction_sets.get(set_id)


def proposed_redactions(house: House, material: Material, *terms: str) -> RedactionSet:
    draft = suggested(house, material, *terms)
    officer = house.officers["a.khan"]
    numbers = range(1, draft.candidates + 1)
    redact.decide(house.desk, officer, draft.id, numbers, Choice.REDACT, ground="third-party")
    return redact.propose_set(house.desk, officer, draft.id)


def redacted(house: House, material: Material, *terms: str) -> RedactionSet:
    """Redactions that two people signed, after the worker had them."""
    signed = proposed_redactions(house, material, *terms)
    approver = house.officers["m.lewis"]
    redact.approve_set(house.desk, approver, signed.id, fingerprint=signed.fingerprint)
    house.work()
    return redaction_set(house, signed.id)


def a_proposal(matter: Matter, *versions: str, readers: tuple[str, ...] = ("j.ferns",)) -> release.Proposal:
    return release.Proposal(
        matter=matter.id,
        recipient_organisation=COMMISSION,
        versions=versions,
        readers=readers,
        purpose_detail="To establish what happened",
        basis_provider=LawfulBasis.PUBLIC_TASK,
        basis_recipient=LawfulBasis.LAW_ENFORCEMENT,
        storage_rule="In the case system only",
        rights_contact="The data protection officer",
        incident_contact="The point of contact",
        keep_until=TODAY + timedelta(days=365),
        review_on=TODAY + timedelta(days=180),
        onward=OnwardRule.WITH_CONSENT,
    )


def proposed(house: House, matter: Matter, *versions: str) -> Release:
    """Put forward, and compared by the worker."""
    offer = release.propose_release(house.desk, house.officers["a.khan"], a_proposal(matter, *versions))
    house.work()
    return offer


def accepted(house: House, offer: Release, by: str = "d.moss") -> Release:
    with house.desk.ledger.housekeeping() as act:
        digest = act.handling_terms.get(offer.terms).digest
    release.accept_terms(house.desk, house.officers[by], offer.id, digest=digest, confirmed=True)
    return offer


@dataclass(frozen=True)
class Released:
    """A matter with one released document, as it came."""

    matter: Matter
    material: Material
    release: Release

    @property
    def version(self) -> str:
        return self.release.versions[0]


def released(house: House, *, content: bytes | None = None, file_name: str = "chronology.pdf") -> Released:
    """One document of the partnership, uploaded, classified, asked for, agreed and released whole."""
    matter = house.matter()
    material = _classified(house, matter, content or a_pdf("Contact with the family"), file_name)
    decided(house, matter, material)
    offer = accepted(house, proposed(house, matter, material.original))
    let_go = release.approve(house.desk, house.officers["m.lewis"], offer.id)
    return Released(matter, material, let_go)


def _classified(house: House, matter: Matter, content: bytes, file_name: str) -> Material:
    return classified_as_ordinary(
        house, house.document(matter, "b.osei", content=content, file_name=file_name)
    )


def classified_as_ordinary(house: House, document: Material) -> Material:
    answer = classify.Answer(
        marking=Marking.OFFICIAL,
        level=Level.ORDINARY,
        categories=(DataCategory.PERSONAL,),
        basis="Ordinary personal data",
    )
    return classify.classify(house.desk, house.officers["a.khan"], document.id, answer)


def ticket(house: House, told: Released, by: str = "j.ferns") -> disclose.Minted:
    return disclose.disclose(house.desk, house.officers[by], told.release.id, told.version)


def collected(house: House, minted: disclose.Minted, by: str = "j.ferns") -> bytes:
    """Every byte, as the reader gets it."""
    return b"".join(disclose.collect(house.desk, house.officers[by], minted.secret).chunks)


def disclosed(house: House, told: Released) -> Disclosure:
    minted = ticket(house, told)
    collected(house, minted)
    house.clock.forward(seconds=1)
    return minted.disclosure


def retention(house: House, *, months: int = 0) -> None:
    rule = destroy.NewRule(Trigger.RECEIVED, months, "The partnership's own schedule")
    destroy.set_retention(house.desk, house.officers["r.grant"], rule)


def approved_run(house: House, *, due_by: date = TODAY) -> DestructionRun:
    """A destruction run of everything due, approved; its cooling-off time is over."""
    records = house.officers["r.grant"]
    run = destroy.practise(house.desk, records, due_by=due_by)
    destroy.propose_destruction(house.desk, records, run.id)
    approver = house.officers["m.lewis"]
    approved = destroy.approve_destruction(
        house.desk, approver, run.id, count=run.count, fingerprint=run.fingerprint
    )
    house.clock.forward(hours=25)
    return approved


def run_of(house: House, run_id: str) -> DestructionRun:
    with house.desk.ledger.housekeeping() as act:
        return act.destruction_runs.get(run_id)
