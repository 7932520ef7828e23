"""Reading a document for what may matter to its classification. It suggests; a person decides, and says why.

It is done when somebody asks, by a worker, so that nobody waits for a page to be read. What was seen names words that
stand in the document, so it is sealed beside it and goes when the document goes.
"""

from dataclasses import asdict, dataclass, replace
from typing import Any

import redaction
from exchange.casework.admission import own_material, sealed_original
from exchange.casework.beside.readings import text_of
from exchange.casework.desk import SYSTEM, Desk
from exchange.casework.work_room import open_plan, seal_plan
from exchange.rules.audit import Deed
from exchange.rules.errors import ChangedMeanwhile, Destroyed
from exchange.rules.hints import DocumentHints, HintState
from exchange.rules.officers import Officer
from exchange.rules.work import JobKind
from redaction import DocumentText
from storage import ObjectKind, Receipt

#: Whether it names several people is told from the first pages: that is enough to say so.
_PAGES_FOR_NAMES = 10


@dataclass(frozen=True, slots=True)
class SeenHint:
    """One thing the document seems to hold: `hint` is its code, `reason` a sentence in our words, pages from 1."""

    hint: str
    reason: str
    pages: tuple[int, ...]
    times: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What a worker saw, the likeliest first. `language` warns, in a sentence, of pages that are not in English."""

    hints: tuple[SeenHint, ...] = ()
    language: str = ""


def ask_hints(desk: Desk, officer: Officer, material_id: str) -> DocumentHints:
    """Have a worker read the original for suggestions; asked again while it waits, it changes nothing.

    Raises:
        NotFound, Destroyed, WrongState: the document is not sealed yet.
    """
    with desk.ledger.act(officer, Deed.ASK_HINTS, at=desk.now()) as act:
        material, _ = own_material(act, material_id)
        version = sealed_original(act, material)
        known = act.document_hints.find(version.id)
        if known is not None and known.state is HintState.WAITING:
            return known
        act.owe(JobKind.HINTS, version.id)
        if known is not None:
            return act.document_hints.save(replace(known, state=HintState.WAITING, asked_at=act.at))
        return act.document_hints.add(
            DocumentHints(version.id, material.matter, material.holder, material.id, asked_at=act.at)
        )


def look_for_hints(desk: Desk, version_id: str) -> None:
    """What a worker does for it. Done twice it changes nothing."""
    with desk.ledger.look(SYSTEM, Deed.LOOK_FOR_HINTS, at=desk.now()) as act:
        waiting, version = act.document_hints.get(version_id), act.versions.get(version_id)
    if waiting.state is not HintState.WAITING:
        return
    text = text_of(desk, version)
    seen = _see(desk, text) if text is not None else Seen()
    receipt = seal_plan(
        desk, matter=version.matter, party=version.holder, plan=asdict(seen), kind=ObjectKind.TEXT
    )
    state = HintState.READ if text is not None else HintState.UNREADABLE
    try:
        with desk.ledger.act(SYSTEM, Deed.LOOK_FOR_HINTS, at=desk.now(), matter=version.matter) as act:
            act.matters.lock(version.matter)
            act.materials.get(version.material).check_not_destroyed()
            read = replace(waiting, state=state, sealed=receipt.as_json(), done_at=act.at)
            act.document_hints.save(read)
            act.note(version.id, state=state.value)
    except (ChangedMeanwhile, Destroyed):
        desk.vault.shred(receipt)
        return
    if waiting.sealed:
        desk.vault.shred(Receipt.from_json(waiting.sealed))


def _see(desk: Desk, text: DocumentText) -> Seen:
    detector = desk.detector()
    found = [detector.detect(page.text) for page in text.pages[:_PAGES_FOR_NAMES]]
    hints = tuple(
        SeenHint(each.hint.value, each.sentence, each.pages, each.times)
        for each in redaction.hints_for(text, found)
    )
    return Seen(hints, redaction.language_warning(page.text for page in text.pages))


def read_seen(desk: Desk, receipt: str) -> Seen:
    """What a row's receipt names; nothing where there is none."""
    if not receipt:
        return Seen()
    written: dict[str, Any] = open_plan(desk, receipt)
    hints = tuple(SeenHint(**{**row, "pages": tuple(row["pages"])}) for row in written["hints"])
    return Seen(hints, str(written["language"]))
