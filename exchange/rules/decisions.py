"""The last decisions on a set of redactions, kept so that whoever made one can undo it.

A step is one act: one finding decided, or a whole list. It holds numbers, choices and grounds, never a word.
Source: screens.md 3b ("undo last, 10 steps").
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from exchange.rules.errors import NotAllowed, WrongState
from exchange.rules.redactions import Choice

UNDO_LIMIT = 10
"""How many of the last steps of a set can be undone."""


@dataclass(frozen=True, slots=True)
class DecidedBefore:
    """How one finding stood before a step; `choice` is None where nobody had decided."""

    number: int
    choice: Choice | None = None
    ground: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DecisionStep:
    """One act of deciding. `number` counts from 1 within the set; `before` is what each finding was before."""

    id: str
    redaction_set: str
    number: int
    choice: Choice
    before: tuple[DecidedBefore, ...]
    decided_by: str
    decided_at: datetime
    undone: bool = False
    version: int = 1

    @property
    def count(self) -> int:
        """How many findings it decided."""
        return len(self.before)


def step_to_undo(steps: Iterable[DecisionStep]) -> DecisionStep | None:
    """The newest step that still stands, among the last ten of the set; None when there is none."""
    newest = sorted(steps, key=lambda step: -step.number)
    if not newest:
        return None
    latest = newest[0].number
    standing = (step for step in newest if not step.undone and latest - step.number < UNDO_LIMIT)
    return next(standing, None)


def check_may_undo(steps: Iterable[DecisionStep], *, by: str) -> DecisionStep:
    """The step that this officer undoes.

    Raises:
        WrongState: there is none left. NotAllowed: the last one is somebody else's.
    """
    step = step_to_undo(steps)
    if step is None:
        raise WrongState(
            "There is no decision left to undo.", next_step="Decide the finding anew; the last choice counts."
        )
    if step.decided_by != by:
        raise NotAllowed(
            "The last decision here is somebody else's, so it was not undone.",
            next_step="Ask them to undo it, or decide the finding anew.",
        )
    return step
