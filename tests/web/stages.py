"""A matter brought, by acts, to the stage that a test is about."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from exchange.casework import classify
from exchange.casework.ending import destroy
from exchange.casework.releasing import disclose, release, request
from exchange.casework.releasing.share_onward import OnwardQuestion, ask_onward
from exchange.rules.destruction import DestructionRun, Trigger
from exchange.rules.disclosure import Disclosure
from exchange.rules.handling import HandlingTerms, LawfulBasis, OnwardRule
from exchange.rules.markings import DataCategory, Level, Marking
from exchange.rules.material import Material
from exchange.rules.matter import Matter
from exchange.rules.onward import OnwardRequest
from exchange.rules.release import Release
from exchange.rules.requests import Decision, Outcome, Purpose, Request
from tests.desk import House
from tests.scene import COMMISSION

#: The last day that a recipient may keep what is released here.
KEEP_UNTIL = date(2027, 5, 6)


@dataclass
class Stage:
    """One matter of one house. `a.khan` acts for the partnership, `m.lewis` approves, `d.moss` asks for the IOPC."""

    house: House
    matter: Matter = field(init=False)

    def __post_init__(self) -> None:
        self.matter = self.house.matter()

    def who(self, name: str) -> Any:
        return self.house.officers[name]

    def classify(self, document: Material) -> Material:
        """OFFICIAL, ordinary."""
        answer = classify.Answer(
            marking=Marking.OFFICIAL,
            level=Level.ORDINARY,
            categories=(DataCategory.PERSONAL,),
            basis="Ordinary personal data of the review.",
        )
        return classify.classify(self.house.desk, self.who("a.khan"), document.id, answer)

    def asked(self, *descriptions: str) -> Request:
        """The IOPC asks the partnership for one thing, or for several."""
        wanted = tuple(
            (each, "It covers the contact with police") for each in descriptions or ("The chronology",)
        )
        question = request.Question(purpose=Purpose.ASSIST_INVESTIGATION, items=wanted)
        return request.ask(self.house.desk, self.who("d.moss"), self.matter.id, question)

    def items_of(self, asked: Request) -> list[str]:
        with self.house.desk.ledger.housekeeping() as act:
            return [item.id for item in act.request_items.where(request=asked.id, order_by="number")]

    def decided(self, document: Material) -> Request:
        """Asked for, and decided to be shared in full."""
        asked = self.asked()
        (item,) = self.items_of(asked)
        decision = Decision(Outcome.RELEASE_FULL)
        request.decide(self.house.desk, self.who("a.khan"), item, decision, material_id=document.id)
        return asked

    def proposed(self, document: Material | None = None, **changes: Any) -> Release:
        """A release that waits for its terms to be agreed."""
        document = document or self.house.classified(self.matter)
        self.decided(document)
        facts: dict[str, Any] = {
            "matter": self.matter.id,
            "recipient_organisation": COMMISSION,
            "versions": (document.original,),
            "readers": ("j.ferns", "d.moss"),
            "purpose_detail": "To establish the contact with police",
            "basis_provider": LawfulBasis.PUBLIC_TASK,
            "basis_recipient": LawfulBasis.LAW_ENFORCEMENT,
            "storage_rule": "In the case system only",
            "rights_contact": "The data protection officer",
            "incident_contact": "The point of contact",
            "keep_until": KEEP_UNTIL,
            "review_on": KEEP_UNTIL - timedelta(days=30),
            "onward": OnwardRule.WITH_CONSENT,
            **changes,
        }
        proposed = release.propose_release(self.house.desk, self.who("a.khan"), release.Proposal(**facts))
        self.house.work()
        return proposed

    def agreed(self, document: Material | None = None, **changes: Any) -> Release:
        """A release whose terms the IOPC has agreed."""
        proposed = self.proposed(document, **changes)
        digest = self.terms_digest(proposed)
        release.accept_terms(self.house.desk, self.who("g.frost"), proposed.id, digest=digest, confirmed=True)
        return proposed

    def terms_digest(self, proposed: Release) -> str:
        with self.house.desk.ledger.housekeeping() as act:
            return act.handling_terms.get(proposed.terms).digest

    def reissued(self, proposed: Release, **changes: Any) -> HandlingTerms:
        """New terms for the same documents, to be agreed anew."""
        with self.house.desk.ledger.housekeeping() as act:
            old = act.handling_terms.get(proposed.terms).terms
        return release.reissue_terms(
            self.house.desk, self.who("a.khan"), proposed.id, replace(old, **changes)
        )

    def available(self, document: Material | None = None, **changes: Any) -> Release:
        """A release that readers may download."""
        agreed = self.agreed(document, **changes)
        return release.approve(self.house.desk, self.who("m.lewis"), agreed.id)

    def disclosed(self, **changes: Any) -> Disclosure:
        """Downloaded by `j.ferns`."""
        given = self.available(**changes)
        minted = disclose.disclose(self.house.desk, self.who("j.ferns"), given.id, given.versions[0])
        for _ in disclose.collect(self.house.desk, self.who("j.ferns"), minted.secret).chunks:
            pass
        return minted.disclosure

    def onward_asked(self, disclosure: Disclosure) -> OnwardRequest:
        """The IOPC asks to pass it on."""
        question = OnwardQuestion(
            "Crown Prosecution Service", "The reviewing lawyer", "To advise", KEEP_UNTIL
        )
        return ask_onward(self.house.desk, self.who("j.ferns"), disclosure.id, question)

    def practised(self) -> DestructionRun:
        """Everything of the partnership is due today, and on a practice run's list."""
        desk, records = self.house.desk, self.who("r.grant")
        destroy.set_retention(
            desk, records, destroy.NewRule(Trigger.RECEIVED, 0, "Retention schedule, line 14")
        )
        return destroy.practise(desk, records, due_by=date(2026, 11, 20))

    def destroyed(self) -> DestructionRun:
        """Practised, proposed, approved by another, cooled off and carried out."""
        desk, run = self.house.desk, self.practised()
        destroy.propose_destruction(desk, self.who("r.grant"), run.id)
        destroy.approve_destruction(
            desk, self.who("m.lewis"), run.id, count=run.count, fingerprint=run.fingerprint
        )
        self.house.clock.forward(hours=24)
        self.house.work()
        with desk.ledger.housekeeping() as act:
            return act.destruction_runs.get(run.id)
