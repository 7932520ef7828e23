"""Documents as they were read, kept sealed so that no page is read twice, and the prints of what was released."""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import redaction
from exchange.casework.beside.plan import read_plan
from exchange.casework.beside.printed import printed_once
from exchange.casework.desk import SYSTEM, Desk
from exchange.casework.receiving.unlock import opening_of
from exchange.casework.work_room import lay_out, open_plan, room, seal_plan
from exchange.ledger import Act
from exchange.rules.audit import Deed
from exchange.rules.errors import ChangedMeanwhile, Destroyed
from exchange.rules.material import Material, Version, VersionKind
from exchange.rules.readings import KeyTable, VersionReading
from exchange.rules.redactions import Choice, RedactionSet
from exchange.rules.release import Release
from redaction import (
    CopyFormat,
    DocumentError,
    DocumentText,
    PagePrint,
    PageText,
    Printer,
    Reading,
    TermSearch,
)
from storage import ObjectKind

# `redaction.read_pages` and its like are reached through the package: they load slowly, and only a worker reads.
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Removed:
    """One wording that a verified set of redactions took out, and the decision that did."""

    wording: str
    redaction_set: str
    number: int
    material: str


def removed_by(desk: Desk, act: Act, set_id: str) -> tuple[Removed, ...]:
    """Every wording that a set removes."""
    found = act.redaction_sets.get(set_id)
    decisions = act.finding_decisions.where(redaction_set=found.id, choice=Choice.REDACT, order_by="number")
    words = {candidate.number: candidate.text for candidate in read_plan(desk, found.plan).candidates}
    return tuple(Removed(words[each.number], found.id, each.number, found.material) for each in decisions)


@dataclass(frozen=True, slots=True)
class Sent:
    """One version that goes, or went, with a release, and what was removed from it."""

    release: Release
    version: Version
    material: Material
    removed: tuple[Removed, ...]


def sent_with(desk: Desk, act: Act, release: Release) -> Iterator[Sent]:
    """The documents of a release. Schedules are left out: we made them, of places and reasons only."""
    for version_id in release.versions:
        version = act.versions.get(version_id)
        if version.kind is VersionKind.SCHEDULE:
            continue
        material = act.materials.get(version.material)
        removed: tuple[Removed, ...] = ()
        if version.kind is VersionKind.REDACTED and material.destroyed_at is None:
            removed = removed_by(desk, act, version.redaction_set)
        yield Sent(release, version, material, removed)


def key_table_id(matter: str, party: str) -> str:
    """The reference of a party's key table in a matter."""
    return f"{matter}/{party}"


def printer_for(desk: Desk, matter: str, party: str) -> Printer:
    """What makes prints for this party in this matter; its key is made when it is first needed."""
    with desk.ledger.look(SYSTEM, Deed.COMPARE, at=desk.now()) as act:
        table = act.key_tables.find(key_table_id(matter, party))
    if table is None or not table.print_key:
        with desk.ledger.act(SYSTEM, Deed.COMPARE, at=desk.now(), matter=matter) as act:
            table = begin_key_table(act, matter, party)
    return Printer(bytes.fromhex(table.print_key))


def begin_key_table(act: Act, matter: str, party: str) -> KeyTable:
    """A key table with nobody in it and a fresh key for prints; anew when the last one was destroyed."""
    fresh = secrets.token_hex(_KEY_BYTES)
    destroyed = act.key_tables.find(key_table_id(matter, party))
    if destroyed is not None:
        return act.key_tables.save(replace(destroyed, print_key=fresh))
    return act.key_tables.add(KeyTable(key_table_id(matter, party), matter, party, print_key=fresh))


def text_of(desk: Desk, version: Version) -> DocumentText | None:
    """The text of a version; None when nobody can tell: it cannot be read, or it is destroyed."""
    with desk.ledger.look(SYSTEM, Deed.COMPARE, at=desk.now()) as act:
        kept = act.version_readings.find(version.id)
        material = act.materials.get(version.material)
        same = act.version_readings.where(sha256=version.sha256, matter=version.matter, party=version.holder)
    if kept is not None and kept.text:
        return _text_from(open_plan(desk, kept.text))
    twin = next((each for each in same if each.text), None)
    text = _text_from(open_plan(desk, twin.text)) if twin else _read(desk, material, version)
    if text is not None:
        _keep(desk, version, text)
    return text


def read_to_redact(desk: Desk, material: Material, version: Version, found: RedactionSet) -> DocumentText:
    """The text of an original as the copy of a set will be laid out, read once where that is as it stands.

    Raises:
        DocumentError: it cannot be read.
    """
    copy_format = CopyFormat(found.copy_format)
    if copy_format is CopyFormat.SAME and (kept := _kept(desk, version)) is not None:
        return kept
    opening = opening_of(desk, material, may_lose_signature=found.may_lose_signature)
    with room(desk) as place:
        source = lay_out(desk, version, place)
        printed = printed_once(desk, version, source, opening) if copy_format is CopyFormat.PDF else None
        text = redaction.read_pages(source, opening=opening, copy_format=copy_format, printed=printed)
    if copy_format is CopyFormat.SAME:
        _keep(desk, version, text)
    return text


def _kept(desk: Desk, version: Version) -> DocumentText | None:
    with desk.ledger.look(SYSTEM, Deed.COMPARE, at=desk.now()) as act:
        kept = act.version_readings.find(version.id)
    return _text_from(open_plan(desk, kept.text)) if kept is not None and kept.text else None


def _read(desk: Desk, material: Material, version: Version) -> DocumentText | None:
    try:
        material.check_not_destroyed()
        version.check_readable()
        is_original = version.kind is VersionKind.ORIGINAL
        opening = opening_of(desk, material, may_lose_signature=True) if is_original else redaction.AS_IT_IS
        with room(desk) as place:
            return redaction.read_pages(lay_out(desk, version, place), opening=opening)
    except (DocumentError, Destroyed):
        return None


def _keep(desk: Desk, version: Version, text: DocumentText) -> None:
    receipt = seal_plan(
        desk,
        matter=version.matter,
        party=version.holder,
        plan={"pages": [asdict(page) for page in text.pages], "hidden": text.hidden},
        kind=ObjectKind.TEXT,
    )
    reading = VersionReading(
        version.id,
        version.matter,
        version.holder,
        version.material,
        version.sha256,
        desk.now(),
        text=receipt.as_json(),
    )
    try:
        with desk.ledger.act(SYSTEM, Deed.COMPARE, at=desk.now(), matter=version.matter) as act:
            _check_still_there(act, version)
            _add_text(act, reading)
            act.note(version.id, pages=len(text.pages))
    except (ChangedMeanwhile, Destroyed):
        desk.vault.shred(receipt)  # another worker was quicker, or there is nothing left to have read


def _add_text(act: Act, reading: VersionReading) -> None:
    if act.version_readings.find(reading.id) is None:
        act.version_readings.add(reading)
        return
    # There may be a row already: the version was printed before it was read.
    kept = act.version_readings.lock(reading.id)
    if kept.text:
        raise ChangedMeanwhile
    act.version_readings.save(replace(kept, text=reading.text))


def _check_still_there(act: Act, version: Version) -> None:
    """Words must not be kept of what is destroyed while it is read."""
    act.matters.lock(version.matter)
    act.materials.get(version.material).check_not_destroyed()


def _text_from(written: dict[str, Any]) -> DocumentText:
    pages = (PageText(**{**row, "reading": Reading(row["reading"])}) for row in written["pages"])
    return DocumentText(tuple(pages), hidden=tuple(written.get("hidden", ())))


def prints_of(desk: Desk, printer: Printer, version: Version) -> tuple[PagePrint, ...] | None:
    """The page prints of a version as it goes, or went, out; None when nobody can tell."""
    with desk.ledger.look(SYSTEM, Deed.COMPARE, at=desk.now()) as act:
        kept = act.version_readings.find(version.id)
    if kept is not None and kept.page_prints:
        return _prints_from(open_plan(desk, kept.page_prints))
    made = _make_prints(desk, printer, version)
    if made is not None:
        _keep_prints(desk, version, made)
    return made


def _make_prints(desk: Desk, printer: Printer, version: Version) -> tuple[PagePrint, ...] | None:
    shown = text_of(desk, version)
    if shown is None:
        return None
    if version.kind is VersionKind.ORIGINAL:
        pictures = _pictures(desk, version, shown)
        return tuple(
            printer.page(page.number, page.text, picture=pictures.get(page.number, ""))
            for page in shown.pages
        )
    with desk.ledger.look(SYSTEM, Deed.COMPARE, at=desk.now()) as act:
        original = act.versions.get(act.redaction_sets.get(version.redaction_set).original)
        removed = removed_by(desk, act, version.redaction_set)
    whole = text_of(desk, original)
    return (
        None if whole is None else _hiding_prints(desk, printer, (original, whole), (version, shown), removed)
    )


def _hiding_prints(
    desk: Desk,
    printer: Printer,
    before: tuple[Version, DocumentText],
    after: tuple[Version, DocumentText],
    removed: Iterable[Removed],
) -> tuple[PagePrint, ...]:
    search = TermSearch([each.wording for each in removed])
    (original, whole), (version, shown) = before, after
    pictures_before, pictures = _pictures(desk, original, whole), _pictures(desk, version, shown)
    return tuple(
        printer.page(
            page.number,
            page.text,
            released,
            [(start, end) for _, start, end in search.in_text(page.text)],
            picture=pictures.get(page.number, ""),
            whole_picture=pictures_before.get(page.number, ""),
        )
        for page, released in zip(whole.pages, released_pages(whole.pages, shown.pages), strict=True)
    )


def released_pages(whole: Sequence[PageText], shown: Sequence[PageText]) -> tuple[str, ...]:
    """For each original page the text that went out in its place.

    A copy in another format, or without some of the parts, has other pages. Then the whole copy stands for each page:
    what is shown anywhere in it may be shown in this page's place.
    """
    if len(whole) == len(shown):
        return tuple(page.text for page in shown)
    everything = "\n".join(page.text for page in shown)
    return tuple(everything for _ in whole)


def whole_pages(desk: Desk, version: Version) -> tuple[str, ...]:
    """For each print of a version the text of its page before anything was hidden."""
    if version.kind is not VersionKind.ORIGINAL:
        with desk.ledger.look(SYSTEM, Deed.COMPARE, at=desk.now()) as act:
            version = act.versions.get(act.redaction_sets.get(version.redaction_set).original)
    whole = text_of(desk, version)
    return () if whole is None else tuple(page.text for page in whole.pages)


def _pictures(desk: Desk, version: Version, text: DocumentText) -> dict[int, str]:
    """Hashes of the pages as drawn, for those with too few words to be known again by them."""
    numbers = [
        page.number for page in text.pages if len(redaction.words_of(page.text)) < redaction.SHORT_PAGE
    ]
    if not numbers:
        return {}
    try:
        with room(desk) as place:
            hashes = redaction.picture_hashes(lay_out(desk, version, place), numbers)
    except DocumentError:
        return {}
    return dict(zip(numbers, hashes, strict=True))


def _keep_prints(desk: Desk, version: Version, prints: Sequence[PagePrint]) -> None:
    receipt = seal_plan(
        desk,
        matter=version.matter,
        party=version.holder,
        plan={"pages": [asdict(each) for each in prints]},
        kind=ObjectKind.TEXT,
    )
    try:
        with desk.ledger.act(SYSTEM, Deed.COMPARE, at=desk.now(), matter=version.matter) as act:
            _check_still_there(act, version)
            reading = act.version_readings.lock(version.id)
            if reading.page_prints:
                raise ChangedMeanwhile
            act.version_readings.save(replace(reading, page_prints=receipt.as_json()))
            act.note(version.id, page_prints=len(prints))
    except (ChangedMeanwhile, Destroyed):
        desk.vault.shred(receipt)


def _prints_from(written: dict[str, Any]) -> tuple[PagePrint, ...]:
    return tuple(
        PagePrint(
            number=row["number"],
            whole=tuple(row["whole"]),
            shown=tuple(row["shown"]),
            hidden=tuple(row["hidden"]),
            picture=row["picture"],
            whole_picture=row["whole_picture"],
        )
        for row in written["pages"]
    )
