"""A draft of redactions as a worker leaves it, without the seconds that the language model takes to load."""

from dataclasses import replace

from exchange.casework.beside.plan import Plan, PlannedCandidate, write_plan
from exchange.casework.desk import SYSTEM
from exchange.casework.redacting import redact
from exchange.rules.audit import Deed
from exchange.rules.material import Material
from exchange.rules.redactions import RedactionSet, SetState
from exchange.rules.work import JobKind, JobState
from redaction.find.explanations import explanation
from tests.desk import House, a_pdf

OWN = "this is the fullest form of the name"
#: (words, label, detector, list, whose, why it belongs to them)
FOUND = (
    (
        "Maisie Brennan",
        "PERSON",
        "SpacyRecognizer",
        "found",
        "Maisie Brennan",
        "this is the fullest form of the name",
    ),
    ("Ms Brennan", "PERSON", "titled-name", "found", "Maisie Brennan", "the same name with a title"),
    ("01632 960123", "PHONE_NUMBER", "phone", "found", "01632960123", ""),
    ("bluebird", "PERSON", "unknown-word", "review", "bluebird", OWN),
    ("Tuesday", "DATE_TIME", "day-of-the-week", "review", "tuesday", ""),
)
LINES = ("Maisie Brennan was seen.", "Ms Brennan rang 01632 960123.", "The bluebird group, Tuesday.")


def a_draft(
    house: House, material: Material | None = None, *, language: str = "", hidden: tuple[str, ...] = ()
) -> RedactionSet:
    """A draft with the findings above, on a page of LINES."""
    document = material or house.classify(house.document(house.matter(), content=a_pdf(*LINES)))
    begun = redact.start(house.desk, house.officers["a.khan"], document.id)
    planned = tuple(_planned(number) for number in range(1, len(FOUND) + 1))
    plan = Plan((), planned, letters=(200,), language=language, hidden=hidden)
    receipt = write_plan(house.desk, plan, matter=document.matter, party=document.holder)
    with house.desk.ledger.act(SYSTEM, Deed.SUGGEST_REDACTIONS, at=house.clock()) as act:
        for job in act.jobs.where(kind=JobKind.SUGGEST, subject=begun.id):
            act.jobs.save(replace(job, state=JobState.DONE))
        ready = begun.step(SetState.DRAFT)
        return act.redaction_sets.save(replace(ready, plan=receipt.as_json(), candidates=len(planned)))


def _planned(number: int) -> PlannedCandidate:
    text, label, detector, confidence, group, because = FOUND[number - 1]
    start = " ".join(LINES).index(text)
    score = 0.97 if confidence == "found" else 0.3
    return PlannedCandidate(
        number=number,
        text=text,
        label=label,
        score=score,
        detector=detector,
        group=group,
        places=((1, start, start + len(text)),),
        explanation=explanation(detector, score=score),
        because=because,
        confidence=confidence,
        threshold=0.45,
    )
