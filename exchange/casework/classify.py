"""Classifying: a person decides and states the basis. Secret material is refused; only a pointer is kept."""

from dataclasses import dataclass, replace

from exchange.casework.admission import enter, own_material
from exchange.casework.desk import Desk
from exchange.rules.audit import Deed
from exchange.rules.errors import InputRefused
from exchange.rules.markings import (
    Classification,
    DataCategory,
    Level,
    Marking,
    SecretPointer,
    check_classification,
    check_reclassification,
)
from exchange.rules.material import Material
from exchange.rules.officers import Officer


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person decides about one item."""

    marking: Marking
    level: Level
    categories: tuple[DataCategory, ...]
    basis: str
    handling_instruction: str = ""


def classify(desk: Desk, officer: Officer, material_id: str, answer: Answer) -> Material:
    """Record a person's classification; a later one replaces it and the record keeps both acts."""
    with desk.ledger.act(officer, Deed.CLASSIFY, at=desk.now()) as act:
        material, matter = own_material(act, material_id)
        matter.check_open()
        material.check_sealed()
        decided = Classification(
            marking=answer.marking,
            level=answer.level,
            categories=answer.categories,
            basis=answer.basis.strip(),
            handling_instruction=answer.handling_instruction.strip(),
            decided_by=officer.id,
            decided_at=act.at,
        )
        check_classification(decided)
        if material.classification is not None:
            check_reclassification(material.classification, decided)
        act.note(marking=decided.marking.value, level=decided.level.value)
        return act.materials.save(replace(material, classification=decided))


def record_secret_pointer(desk: Desk, officer: Officer, matter_id: str, *, contact: str) -> SecretPointer:
    """Record that secret material exists and whom to ring: no title, no content (A§9.9, I-48)."""
    with desk.ledger.act(officer, Deed.RECORD_SECRET_POINTER, at=desk.now(), matter=matter_id) as act:
        matter = enter(act, matter_id)
        if not contact.strip():
            raise InputRefused("contact", "Enter who the other party should ring", clause="A§9.9")
        pointer = SecretPointer(
            id=act.new_reference("PTR"),
            matter=matter.id,
            party=officer.party,
            contact=contact.strip(),
            recorded_by=officer.id,
            recorded_at=act.at,
        )
        act.note(pointer.id)
        return act.secret_pointers.add(pointer)
