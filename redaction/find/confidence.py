"""Parts finds that are likely from finds a person should look at first. It parts them only: nothing is dropped."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

USUAL_THRESHOLD: Final = 0.45
"""The score below which a find goes to the review queue, where the settings give its label none of its own."""


_LABELS: Final = """
ADDRESS AGE ASN BANK_ACCOUNT CARE_NUMBER CASE_REFERENCE CIRCUMSTANCE COLLAR_NUMBER COORDINATES COURT_REFERENCE
CREDIT_CARD CRIME_REFERENCE CRO_NUMBER CUSTODY_RECORD DATE_OF_BIRTH DATE_TIME DEVICE_NUMBER DRIVING_LICENCE
EMAIL_ADDRESS EXHIBIT IBAN_CODE INCIDENT_LOG IOPC_REFERENCE IP_ADDRESS LOCAL_REFERENCE LOCATION MAC_ADDRESS
NHS_NUMBER NINO NRP NUMBER ORGANIZATION PASSPORT PERSON PHONE_NUMBER PLACEMENT PNC_ID POSTCODE SCHOOL TYPED_TERM
UPN URL URN USERNAME VEHICLE_REGISTRATION
"""
LABELS: Final = frozenset(_LABELS.split())
"""Every label that a find can have."""


class ThresholdRefused(ValueError):
    """A threshold that cannot be used: says for which label and why."""


class Confidence(StrEnum):
    """What a reviewer does with a find: decide it with the rest, or look at it in a queue of its own."""

    FOUND = "found"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """For each label the score, 0 to 1, below which a find goes to the review queue; `usual` for all others.

    Kept as pairs so that it can be told apart by value, as the settings of a detector are.
    """

    by_label: tuple[tuple[str, float], ...] = ()
    usual: float = USUAL_THRESHOLD

    @classmethod
    def of(cls, given: Mapping[str, float], *, usual: float = USUAL_THRESHOLD) -> "Thresholds":
        """Thresholds as settings give them.

        Raises:
            ThresholdRefused: a threshold is outside 0 to 1, or no find has this label.
        """
        unknown = sorted(given.keys() - LABELS)
        if unknown:
            raise ThresholdRefused(f"No find has the label {', '.join(unknown)}.")
        wrong = [label for label, score in (*given.items(), ("usual", usual)) if not 0.0 <= score <= 1.0]
        if wrong:
            raise ThresholdRefused(f"The threshold of {', '.join(wrong)} must lie between 0 and 1.")
        return cls(tuple(sorted(given.items())), usual)

    def least(self, label: str) -> float:
        """The score that a find with this label must have to be taken for likely."""
        return dict(self.by_label).get(label, self.usual)

    def confidence(self, label: str, score: float) -> Confidence:
        """Which of the two lists a find belongs to."""
        return Confidence.REVIEW if score < self.least(label) else Confidence.FOUND
