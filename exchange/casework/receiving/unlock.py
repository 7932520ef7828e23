"""Documents that ask something before they open: a password that the sender knows, or a signature that will go.

A password is tried once for each time an officer enters one, in a child that can reach nothing; it is never
guessed. It lies sealed under a key of its own, is shown to nobody, and dies with its document.
"""

from dataclasses import dataclass, replace
from typing import NoReturn

from exchange.casework.admission import own_material, sealed_original
from exchange.casework.desk import Desk
from exchange.casework.receiving.scan_inside import scan_opened
from exchange.casework.work_room import lay_out, open_plan, room, seal_plan
from exchange.rules.audit import Deed
from exchange.rules.errors import InputRefused, Refusal
from exchange.rules.material import Material, ScanState, Version
from exchange.rules.officers import Officer
from exchange.rules.unlocking import after_wrong_password, check_may_try, infected_behind_lock, unlocked
from redaction import DocumentLocked, DocumentSigned, Opening, pages_of


def unlock(desk: Desk, officer: Officer, material_id: str, *, password: str) -> Material:
    """The document, able to be opened from now on, when this is its password.

    Raises:
        InputRefused: it is not. TooManyTries: wrong ones were entered before; wait. WrongState: it asks for none, or
        contains a virus. DocumentError: it cannot be read for another reason. ScannerSilent.
    """
    with desk.ledger.look(officer, Deed.UNLOCK, at=desk.now()) as act:
        material, _ = own_material(act, material_id)
        check_may_try(material, password, at=act.at)
        version = sealed_original(act, material)
    _count(desk, officer, material_id, password)
    try:
        found = _tried(desk, version, password)
    except DocumentLocked:
        _refuse(desk, officer, material_id)
    if found.scan is ScanState.INFECTED:
        _close(desk, officer, material_id).check_not_infected()
    receipt = seal_plan(desk, matter=material.matter, party=material.holder, plan={"password": password})
    try:
        with desk.ledger.act(officer, Deed.UNLOCK, at=desk.now()) as act:
            current, _ = own_material(act, material_id)
            act.versions.save(replace(act.versions.lock(version.id), pages=found.pages))
            opened = unlocked(current, opening=receipt.as_json(), is_signed=found.is_signed, scan=found.scan)
            act.note(scan=found.scan.value)
            return act.materials.save(opened)
    except Refusal:
        desk.vault.shred(receipt)
        raise


def _count(desk: Desk, officer: Officer, material_id: str, password: str) -> None:
    """Count the try, on the record, before it is made: of many at once, no more than three are free."""
    with desk.ledger.act(officer, Deed.UNLOCK, at=desk.now()) as act:
        act.materials.lock(material_id)
        material, _ = own_material(act, material_id)
        check_may_try(material, password, at=act.at)
        counted = act.materials.save(after_wrong_password(material, at=act.at))
        act.note(tries=counted.unlock_failures)


@dataclass(frozen=True, slots=True)
class _Opened:
    """What was behind the lock."""

    pages: int
    is_signed: bool
    scan: ScanState


def _tried(desk: Desk, version: Version, password: str) -> _Opened:
    """What the document is once it is opened.

    Raises:
        DocumentLocked: the password is another. ScannerSilent.
    """
    opening, is_signed = Opening(password), False
    with room(desk) as place:
        source = lay_out(desk, version, place)
        try:
            pages = pages_of(source, opening=opening)
        except DocumentSigned:
            opening, is_signed = replace(opening, may_lose_signature=True), True
            pages = pages_of(source, opening=opening)
        return _Opened(pages, is_signed, scan_opened(desk, source, opening))


def _close(desk: Desk, officer: Officer, material_id: str) -> Material:
    """Keep it locked for good, on the record: what malware was found in, nobody opens."""
    with desk.ledger.act(officer, Deed.UNLOCK, at=desk.now()) as act:
        own_material(act, material_id)
        closed = infected_behind_lock(act.materials.lock(material_id))
        act.note(scan=closed.scan.value)
        return act.materials.save(closed)


def _refuse(desk: Desk, officer: Officer, material_id: str) -> NoReturn:
    with desk.ledger.act(officer, Deed.UNLOCK, at=desk.now()) as act:
        own_material(act, material_id)
        raise InputRefused("password", "This password does not open the document")


def opening_of(desk: Desk, material: Material, *, may_lose_signature: bool) -> Opening:
    """What was said so that this document may be opened. `may_lose_signature` is true too for looking at it."""
    if not material.opening:
        return Opening(may_lose_signature=may_lose_signature)
    password = str(open_plan(desk, material.opening)["password"])
    return Opening(password, may_lose_signature=may_lose_signature)
