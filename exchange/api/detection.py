"""What a document looks like before it is classified, and how often reviewers follow each recogniser."""

from typing import Literal

from flask import Response

from exchange.api.routes import PERSON, Room
from exchange.api.shapes import Shown
from exchange.api.visit import desk, officer
from exchange.casework.hints import ask_hints
from exchange.casework.reading_room.detection import rates_as_csv, rates_of_party
from exchange.casework.reading_room.hints import open_hints
from exchange.rules.audit import Deed
from exchange.rules.hints import HintState

room = Room("detection")


class HintShown(Shown):
    """One suggestion: its code, a sentence that quotes our own lists of words only, and pages from 1."""

    hint: str
    reason: str
    pages: list[int]
    times: int


class HintsShown(Shown):
    """Suggestions, the likeliest first. `state` is null while nobody asked for them.

    `language` warns of pages that are not in English. Nothing is decided by any of it.
    """

    material: str
    state: HintState | None
    hints: list[HintShown]
    language: str


class HintsAsked(Shown):
    material: str
    state: HintState


class RateShown(Shown):
    """One recogniser and kind of one list. `per_cent` is null below ten decisions: too few to say."""

    detector: str
    label: str
    confidence: Literal["found", "review"]
    redacted: int
    kept: int
    decided: int
    sets: int
    per_cent: int | None


class Rates(Shown):
    items: list[RateShown]


@room.post("/documents/<material_id>/hints", Deed.ASK_HINTS, needs=PERSON, gives=HintsAsked, status=202)
def ask(material_id: str) -> object:
    """Have a worker read the original for suggestions. Nobody needs to wait for them."""
    return ask_hints(desk(), officer(), material_id), 202


@room.get("/documents/<material_id>/hints", Deed.READ_HINTS, gives=HintsShown)
def hints(material_id: str) -> object:
    """What the document looks like. These are suggestions only."""
    return open_hints(desk(), officer(), material_id)


@room.get("/detection", Deed.READ_DETECTION, gives=Rates)
def rates() -> object:
    """How often one's own party follows each recogniser, over the sets that two people approved. Counts only."""
    return {"items": rates_of_party(desk(), officer())}


@room.get("/detection.csv", Deed.READ_DETECTION, needs=PERSON, content="text/csv")
def rates_table() -> Response:
    """The same as a table for spreadsheets."""
    return Response(rates_as_csv(desk(), officer()), mimetype="text/csv")
