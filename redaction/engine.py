"""The only way in to redaction: burn and verify cannot be had one without the other.

Every function here sends a child process (see `errand.py`); no parser runs in the caller's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

from redaction.children.asking import (
    child_is_understood,
    digest,
    job_of,
    must_hold_bytes,
    private_folder,
    put_in_place,
)
from redaction.children.errand import send
from redaction.convert import in_format, stays_a_set, without_lock
from redaction.errors import DocumentNotSupported, DocumentRefused, RedactionLeak
from redaction.kinds.document_kind import DocumentKind
from redaction.kinds.sniff import recognise_file
from redaction.limits import Limits
from redaction.mending import MOST_BURNS, Mending
from redaction.outcome import Redacted
from redaction.report import BurnReport
from redaction.schedule import AS_IT_IS, CopyFormat, Opening, Schedule
from redaction.sets import (
    Within,
    for_each,
    is_set,
    put_together,
    taken_apart,
    whole_report,
    with_members,
)
from redaction.verify.verdict import Check, CheckState, Verdict, VerdictState, verdict_of

_USUAL: Final = Limits()
_NOT_CLEAN: Final = (
    "Nothing was released. Add the missing words to the list, or mark the whole page to be taken out."
)
_NOT_CHECKED: Final = (
    "Nothing was released. Try again. If it happens twice, tell the person who runs this service what is named "
    "here."
)


def apply(
    source: Path,
    target: Path,
    schedule: Schedule,
    *,
    opening: Opening = AS_IT_IS,
    limits: Limits = _USUAL,
) -> Redacted:
    """Take out of `source` what the schedule names, and write `target` only if that worked.

    The burn and the check run in two children with different engines. `target` appears whole,
    after it was verified, or not at all; a file already there is replaced only then.

    Raises:
        DocumentRefused: or one of its family; `source` cannot be redacted.
        RedactionLeak: something of the schedule can still be found, or a check could not be made.

    Source: docs/decisions/0012-a-child-for-each-document.md.
    """
    done = _apply(source, target, schedule, opening, limits, Within())
    unfit = sum(
        old.label != new.label for old, new in zip(schedule.entries, schedule.fitting.entries, strict=True)
    )
    if not unfit:
        return done
    told = f"{unfit} label{'s' * (unfit > 1)} that would say a word which is taken out"
    return replace(done, report=replace(done.report, left_out=(*done.report.left_out, told)))


def _apply(  # noqa: PLR0917 - each is one thing an application is told
    source: Path, target: Path, schedule: Schedule, opening: Opening, limits: Limits, within: Within
) -> Redacted:
    must_hold_bytes(source)
    if schedule.areas:
        _must_have_pages(source, schedule.copy_format)
    if stays_a_set(source, schedule.copy_format):
        return _apply_to_set(source, target, schedule, opening, limits, within)
    # Areas lie on the pages as the reviewer saw them: then nothing may be printed otherwise.
    terms = () if schedule.areas else [entry.term for entry in schedule.entries]
    with (
        in_format(source, schedule.copy_format, opening, limits, within, terms=terms) as readable,
        private_folder(target.resolve().parent) as folder,
    ):
        burned = folder / "burned"
        report, verdict, verified = _burn_and_verify(readable, burned, schedule, opening, limits)
        return _put_out(burned, target, report, verdict, verified)


def _must_have_pages(source: Path, copy_format: CopyFormat) -> None:
    """Refuse areas in a document that has no pages to draw them on.

    Raises:
        DocumentNotSupported: it has none.
    """
    if copy_format is not CopyFormat.PDF and recognise_file(source).kind is not DocumentKind.PDF:
        raise DocumentNotSupported(
            "Areas can be taken out of the pages of a PDF alone.",
            next_step="Ask for the copy as PDF: the areas are then those of its pages.",
        )


def _apply_to_set(  # noqa: PLR0917 - each is one thing an application is told
    source: Path, target: Path, schedule: Schedule, opening: Opening, limits: Limits, within: Within
) -> Redacted:
    """Redact each member, then write and check the set around the copies."""
    below = within.below()
    with (
        private_folder(target.resolve().parent) as folder,
        taken_apart(source, opening, limits, within) as members,
    ):
        paths = [folder / str(member.number) for member in members]
        copies = for_each(
            members,
            within,
            lambda member: _apply(member.path, paths[member.number - 1], schedule, opening, limits, below),
        )
        burned = folder / "burned"
        job = job_of(source, opening, folder=str(folder), **_told(schedule))
        own = put_together(source, burned, paths, job, limits)
        record = {**own.as_record(), "gap": schedule.gap.value, "members": [copy.sha256 for copy in copies]}
        verdict, verified = _verify(
            burned,
            [entry.term for entry in schedule.entries],
            original=source,
            opening=opening,
            burned=record,
            limits=limits,
        )
        whole = verdict_of(with_members(verdict.checks, members, [copy.verdict.checks for copy in copies]))
        return _put_out(burned, target, whole_report(own, members, copies), whole, verified)


def _put_out(burned: Path, target: Path, report: BurnReport, verdict: Verdict, verified: str) -> Redacted:
    """Give the copy its name, if it was found clean and is still what was looked at.

    Raises:
        RedactionLeak: it was not, or is not.
    """
    if not verdict.is_clean:
        is_leak = verdict.state is VerdictState.FOUND
        raise RedactionLeak(
            f"The redacted copy was not released. {verdict.sentence}",
            next_step=_NOT_CLEAN if is_leak else _NOT_CHECKED,
        )
    sha256, size_bytes = digest(burned)
    if sha256 != verified:
        raise RedactionLeak(
            "The redacted copy changed while it was being checked, so it was not released.",
            next_step="Try again. If it happens twice, tell the person who runs this service.",
        )
    put_in_place(burned, target)
    # Where words stood before they were moved tells how long the words between them were: it goes no further.
    return Redacted(replace(report, moved=()), verdict, sha256, size_bytes)


def _burn_and_verify(
    source: Path, burned: Path, schedule: Schedule, opening: Opening, limits: Limits
) -> tuple[BurnReport, Verdict, str]:
    """Burn and read back, and again with what the reading showed, until it is clean or no burn would help."""
    terms = [entry.term for entry in schedule.entries]
    mending = Mending()
    for _ in range(MOST_BURNS):
        report = _burn(source, burned, schedule, opening, mending, limits)
        record = {
            **report.as_record(), "gap": schedule.gap.value, "labels": _labels(schedule), "given": _given(schedule)
        }  # fmt: skip
        verdict, verified = _verify(
            burned, terms, original=source, opening=opening, burned=record, limits=limits
        )
        further = mending.after(verdict)
        if further == mending:
            break
        mending = further
    return report, verdict, verified


def _labels(schedule: Schedule) -> list[str]:
    """What may stand on bars: for the checker, which takes no burner's word for it."""
    fitting = schedule.fitting
    labels = {entry.label for entry in fitting.entries} | {area.label for area in fitting.areas}
    return sorted(labels - {""})


def _given(schedule: Schedule) -> list[list[float]]:
    """Where the schedule has areas: for the checker, which does not ask the burner where they are."""
    return [
        [area.page_number, area.box.left, area.box.top, area.box.right, area.box.bottom]
        for area in schedule.areas
    ]


def take_out_attachments(
    source: Path, folder: Path, *, opening: Opening = AS_IT_IS, limits: Limits = _USUAL
) -> tuple[Path, ...]:
    """Every file that was put inside a PDF, a message or a zip, decoded into `folder`, which must be empty.

    A document behind a password is there too as it is without its lock, which no scanner could see into.

    Args:
        opening: its password, where it asks for one. Whether it is signed does not matter: no copy is made.

    Raises:
        DocumentRefused: or one of its family; nothing can be said of what is inside.
    """
    must_hold_bytes(source)
    answer = send("attachments", job_of(source, opening, folder=str(folder.resolve())), limits=limits)
    with child_is_understood():
        files = [folder / str(number) for number in range(int(answer["files"]))]
    with without_lock(source, replace(opening, may_lose_signature=True), limits) as opened:
        if opened is not None:
            files.append(opened.replace(folder / str(len(files))))
    return tuple(files)


def verify_file(
    target: Path, terms: Sequence[str], *, original: Path | None = None, limits: Limits = _USUAL
) -> Verdict:
    """Read a document back and say whether any of the terms can still be found in it.

    A document that cannot be read, or a check that could not be made, is UNAVAILABLE: not clean.
    """
    return _verify_found(target, terms, original, limits, Within())


def _verify_found(
    target: Path, terms: Sequence[str], original: Path | None, limits: Limits, within: Within
) -> Verdict:
    must_hold_bytes(target)
    verdict = _verify(target, terms, original=original, opening=AS_IT_IS, burned=None, limits=limits)[0]
    if not is_set(target):
        return verdict
    below = within.below()
    try:
        with taken_apart(target, AS_IT_IS, limits, within) as members:
            checks = for_each(
                members,
                within,
                lambda member: _verify_found(member.path, terms, None, limits, below).checks,
            )
            return verdict_of(with_members(verdict.checks, members, checks))
    except DocumentRefused:
        unread = Check("members", CheckState.UNAVAILABLE, "a document in it cannot be read")
        return verdict_of([*verdict.checks, unread])


def _burn(  # noqa: PLR0917 - each is one thing a burn is told
    source: Path, burned: Path, schedule: Schedule, opening: Opening, mending: Mending, limits: Limits
) -> BurnReport:
    job = job_of(
        source,
        opening,
        target=str(burned),
        folder=str(burned.parent),
        **_told(schedule),
        as_pictures=sorted(mending.as_pictures),
        sightings=[asdict(each) for each in mending.sightings],
        is_untagged=mending.is_untagged,
    )
    answer = send("burn", job, limits=limits)
    with child_is_understood():
        if burned.is_symlink() or not burned.is_file():
            raise ValueError
        report = BurnReport.from_record(answer)
        # What the child says it made must be what the bytes are: the copy travels under that name.
        if recognise_file(burned).kind is not report.kind:
            raise ValueError
        return report


def _told(schedule: Schedule) -> dict[str, Any]:
    entries = [[entry.term, entry.ground.value, entry.label] for entry in schedule.fitting.entries]
    areas = [asdict(area) for area in schedule.fitting.areas]
    return {"entries": entries, "gap": schedule.gap.value, "areas": areas}


def _verify(
    target: Path,
    terms: Sequence[str],
    *,
    original: Path | None,
    opening: Opening,
    burned: Mapping[str, Any] | None,
    limits: Limits,
) -> tuple[Verdict, str]:
    """The verdict, and the SHA-256 (hex) of the bytes it is about."""
    with private_folder() as folder:
        job = job_of(
            target,
            opening,
            folder=str(folder),
            terms=list(terms),
            original=None if original is None else str(original.resolve()),
            burned=burned,
        )
        answer = send("verify", job, limits=limits)
    with child_is_understood():
        verdict = verdict_of(map(Check.from_record, answer["checks"]))
        # The child's own sum must agree with ours: a child that says clean over a find is broken.
        if verdict.state is not VerdictState(answer["state"]):
            raise ValueError
        return verdict, str(answer["sha256"])
