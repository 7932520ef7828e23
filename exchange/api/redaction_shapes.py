"""What calls about redactions take and give."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from exchange.api.shapes import Confirmed, Paged, Shown, Told, Truth, Whole, Words
from exchange.rules.redactions import Choice, SetState

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class NewSet(Told):
    """`terms` are words to look for besides names and identifiers. `gap` is fixed or exact.

    `copy_format` is same or pdf; empty for what is usual for this kind of document. `may_lose_signature` must be
    true for a document that carries a signature. `labelled` has people replaced by their labels in the matter.
    """

    terms: Annotated[tuple[Words, ...], Field(max_length=500)] = ()
    gap: Annotated[str, StringConstraints(max_length=10)] = "fixed"
    copy_format: Annotated[str, StringConstraints(max_length=10)] = ""
    may_lose_signature: Truth = False
    labelled: Truth = False


class SetShown(Shown):
    """One set of redactions. `fingerprint` is what was proposed, and what the approver signs.

    `schedule` are the versions that are the schedule of redactions of the verified copy. `copy_for` is the id of the
    data subject whose own data it keeps. `found_since` counts names found in the matter since it was put forward
    that stand in its document too.
    """

    id: str
    matter: str
    material: str
    original: str
    state: SetState
    gap: str
    copy_format: str
    may_lose_signature: bool
    candidates: int
    started_by: str
    started_at: datetime
    proposed_by: str
    approved_by: str
    fingerprint: str
    result: str
    schedule: list[str]
    problem: str
    copy_for: str
    found_since: int
    version: int


class FindingShown(Shown):
    """One wording and where it stands. `choice` is null while nobody has decided.

    `label_in_copy` is the label of whoever it names, when people are replaced by their labels. `explanation` says why
    it was found and `because` why it belongs to its group. `confidence` is "found", or "review" when its score is
    below `threshold`. `person` is an id in the matter's register.
    """

    number: int
    group: str
    text: str
    label: str
    score: float
    pages: list[int]
    times: int
    suggested_ground: str
    choice: Choice | None
    ground: str
    label_in_copy: str
    decided_by: str
    detector: str
    explanation: str
    because: str
    person: str
    confidence: Literal["found", "review"]
    threshold: float


class TallyShown(Shown):
    """How many findings a list has, and how many of them are left to decide."""

    total: int
    left: int


class Findings(Shown):
    """One page of findings. `next` is empty at the end. `undecided` counts what is left in the whole set.

    `found` and `review` are the two lists, which always add up to the set; `shown` is what was asked for of them.
    `language` warns of pages that are not in English; `hidden` is what the document holds that no copy will have.
    """

    items: list[FindingShown]
    next: str
    undecided: int
    shown: TallyShown
    found: TallyShown
    review: TallyShown
    language: str
    hidden: list[str]


class WhichFindings(Paged):
    """`undecided` leaves out what has been decided, `confidence` one of the two lists, `label` all other kinds.

    `below` is a confidence in per cent; `page` a page of the document, from 1.
    """

    undecided: bool = False
    confidence: Literal["", "found", "review"] = ""
    label: Annotated[str, StringConstraints(max_length=40)] = ""
    below: Annotated[int, Field(ge=0, le=100)] = 0
    page: Annotated[int, Field(ge=0, le=1_000_000)] = 0


class NewDecision(Told):
    """Findings by their numbers, one choice, and one ground for all of them (empty when kept).

    `count` is how many findings the decider was shown; another number of them is refused.
    """

    numbers: Annotated[list[Whole], Field(min_length=1, max_length=5000)]
    choice: Choice
    ground: Words = ""
    count: Whole | None = None


class NewTerm(Told):
    term: Words
    ground: Words


class Approval(Confirmed):
    fingerprint: Sha256


class PageShown(Shown):
    """What went from one page or part. `name` is empty where pages are pages; `is_large` from 60 % on."""

    number: int
    name: str
    removals: int
    share_permille: int
    read_by_ocr: bool
    is_picture: bool
    is_large: bool


class Report(Shown):
    """Counts of what was done and how it was verified; no words of the document.

    `pages` are those from which something went, `left_out` what did not travel at all, `checks` those passed.
    """

    state: SetState
    result: str
    problem: str
    report: dict[str, str]
    pages: list[PageShown]
    left_out: list[str]
    checks: list[str]
