"""Documents as they were printed to PDF, kept sealed so that looking at a page does not print them again.

A kept print is read and looked at, and never served, sent or redacted: a copy is made from the original alone, which
is printed once more for it. It belongs to one original, whose bytes never change, and goes when that goes.

Source: docs/decisions/0023-printed-once.md.
"""

from dataclasses import replace
from pathlib import Path

import redaction
from exchange.casework.desk import SYSTEM, Desk
from exchange.casework.work_room import lay_out_receipt
from exchange.ledger import Act
from exchange.rules.audit import Deed
from exchange.rules.errors import ChangedMeanwhile, Destroyed
from exchange.rules.material import Version
from exchange.rules.readings import VersionReading
from redaction import CopyFormat, Opening
from storage import ObjectKind, SealLabel


def print_of(act: Act, version: Version, copy_format: CopyFormat) -> str:
    """The receipt of a version's kept print, where its copy will be a PDF; empty while there is none."""
    kept = act.version_readings.find(version.id) if copy_format is CopyFormat.PDF else None
    return kept.printed if kept is not None else ""


def printed_once(desk: Desk, version: Version, source: Path, opening: Opening) -> Path:
    """The printed PDF of a version, beside `source`: the kept one, or one made now and kept from now on.

    Raises:
        DocumentError: it cannot be printed.
    """
    with desk.ledger.look(SYSTEM, Deed.SUGGEST_REDACTIONS, at=desk.now()) as act:
        kept = print_of(act, version, CopyFormat.PDF)
    target = source.with_name("printed")
    if kept:
        return lay_out_receipt(desk, kept, target)
    redaction.print_pages(source, target, opening=opening)
    _keep(desk, version, target)
    return target


def _keep(desk: Desk, version: Version, printed: Path) -> None:
    label = SealLabel(matter=version.matter, party=version.holder, kind=ObjectKind.RENDER)
    with printed.open("rb") as source:
        receipt = desk.vault.put(source, label)
    try:
        with desk.ledger.act(SYSTEM, Deed.SUGGEST_REDACTIONS, at=desk.now(), matter=version.matter) as act:
            # Nothing must be kept of what is destroyed while it is printed.
            act.matters.lock(version.matter)
            act.materials.get(version.material).check_not_destroyed()
            _name(act, version, receipt.as_json())
            act.note(version.id, printed=receipt.size_bytes)
    except (ChangedMeanwhile, Destroyed):
        desk.vault.shred(receipt)


def _name(act: Act, version: Version, receipt: str) -> None:
    if act.version_readings.find(version.id) is None:
        whose = (version.id, version.matter, version.holder, version.material, version.sha256)
        act.version_readings.add(VersionReading(*whose, read_at=act.at, printed=receipt))
        return
    reading = act.version_readings.lock(version.id)
    if reading.printed:
        raise ChangedMeanwhile
    act.version_readings.save(replace(reading, printed=receipt))
