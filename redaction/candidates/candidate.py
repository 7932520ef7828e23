"""A candidate: one wording that may identify somebody, and where it stands. Light: it loads no language model."""

from dataclasses import dataclass

from redaction.find.confidence import Confidence
from redaction.find.explanations import explanation


@dataclass(frozen=True, slots=True)
class Place:
    """Where a candidate stands: characters of the page's text, half open; pages count from 1."""

    page_number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """One wording that may identify somebody, with every place where it stands.

    `text` is the wording as it stands, white space folded. `score` is the highest of its places, and
    `detector` what gave it. `group` is the person or the identifier it belongs to, and `because` why it is
    taken to belong there; `person` is their id in the matter's register, if they are in it. `confidence`
    says whether it belongs to the review queue: its `score` is below `threshold`, the one its label has.
    """

    text: str
    label: str
    score: float
    detector: str
    places: tuple[Place, ...]
    group: str
    person: str = ""
    because: str = ""
    confidence: Confidence = Confidence.FOUND
    threshold: float = 0.0

    @property
    def explanation(self) -> str:
        """Why it was found, for the reviewer."""
        return explanation(self.detector, score=self.score)
