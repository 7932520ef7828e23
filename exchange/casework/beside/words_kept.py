"""What lies sealed besides a document and has its words in it: it is destroyed when the document is.

Readings, prints of pages and printed PDFs go with their material, and so do the findings of every comparison that
may have looked at it.
The key table of a matter goes with the party's last document of it: until then somebody may still be named by it.
"""

from collections.abc import Iterator
from dataclasses import replace

from exchange.ledger import Act
from exchange.rules.comparison import ReleaseCheck
from exchange.rules.material import Material, MaterialState
from exchange.rules.readings import KeyTable, VersionReading

_GONE = frozenset({MaterialState.DESTROYED, MaterialState.REJECTED})


def receipts_of_words(act: Act, material: Material) -> tuple[str, ...]:
    """The receipts of everything that must go with this material."""
    readings = act.version_readings.where(material=material.id)
    written = [receipt for each in readings for receipt in _sealed(each)]
    written += [each.sealed for each in act.document_hints.where(material=material.id)]
    written += [check.findings for check in _checks(act, material)]
    written += [table.people for table in _last_key_table(act, material)]
    return tuple(receipt for receipt in written if receipt)


def _sealed(reading: VersionReading) -> tuple[str, ...]:
    return reading.text, reading.page_prints, reading.printed


def forget_words(act: Act, material: Material) -> None:
    """Take out of the rows what no longer exists."""
    for reading in act.version_readings.where(material=material.id):
        act.version_readings.save(replace(reading, text="", page_prints="", printed=""))
    for hints in act.document_hints.where(material=material.id):
        act.document_hints.save(replace(hints, sealed=""))
    for check in _checks(act, material):
        act.release_checks.save(replace(check, findings=""))
    for table in _last_key_table(act, material):
        act.key_tables.save(replace(table, people="", print_key=""))
        act.note(key_table="destroyed")


def _checks(act: Act, material: Material) -> Iterator[ReleaseCheck]:
    """Every comparison of the party in this matter: each may have looked at the material."""
    for check in act.release_checks.where(matter=material.matter, party=material.holder):
        if check.findings:
            yield check


def _last_key_table(act: Act, material: Material) -> Iterator[KeyTable]:
    own = act.materials.where(matter=material.matter, holder=material.holder)
    if all(each.id == material.id or each.state in _GONE for each in own):
        yield from act.key_tables.where(matter=material.matter, party=material.holder)


def kept_words(act: Act) -> Iterator[str]:
    """The receipt of every sealed thing with words in it that should be on the shelf."""
    for reading in act.version_readings.where():
        yield from (receipt for receipt in _sealed(reading) if receipt)
    yield from (hints.sealed for hints in act.document_hints.where() if hints.sealed)
    yield from (check.findings for check in act.release_checks.where() if check.findings)
    yield from (table.people for table in act.key_tables.where() if table.people)
