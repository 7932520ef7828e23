"""Documents outside any matter: what the terminal does with a file of its user's own. No server, no database.

What finds names is asked for by way of `redaction.`, in the function that needs it: to name it here would load
the language model's libraries, for seconds, before a redaction that has no use for them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import redaction
from exchange.casework.copies import copy_formats
from redaction import (
    Box,
    CopyFormat,
    DocumentEmpty,
    DocumentError,
    DocumentKind,
    DocumentNotSupported,
    Gap,
    Ground,
    Opening,
    Schedule,
    ScheduleArea,
    ScheduleEntry,
    VerdictState,
    apply,
    fault_of_label,
    file_ending,
    recognise_file,
    supported_for_redaction,
    verify_file,
)

if TYPE_CHECKING:
    from redaction import Span

PROBLEMS: tuple[type[Exception], ...] = (DocumentError,)


def reason(problem: Exception) -> str:
    """One line: what is wrong, and what to do."""
    return " ".join(f"{getattr(problem, 'sentence', problem)} {getattr(problem, 'next_step', '')}".split())


def ending_for(target: Path, kind: str) -> str:
    """How the name of a copy of this kind should end, without the dot; empty where it does."""
    ending = file_ending(DocumentKind(kind), target.name)
    return "" if target.suffix.lower() == f".{ending}" else ending


@dataclass(frozen=True, slots=True)
class LooseReport:
    """What was done to a loose document; counts only, never a word of it. `kind` is that of the copy.

    `faults` says where our own code could not read a page, which then became a picture.
    """

    kind: str
    sha256: str
    size_bytes: int
    pages: int
    removals: int
    removals_by_term: tuple[int, ...]
    largest_share_removed: float
    pages_read_by_ocr: tuple[int, ...]
    pages_made_pictures: tuple[int, ...]
    parts: tuple[str, ...]
    left_out: tuple[str, ...]
    checks: tuple[tuple[str, str, str], ...]
    bars_that_may_tell: int = 0
    codes_not_read: int = 0
    faults: tuple[str, ...] = ()

    @property
    def found_nowhere(self) -> tuple[int, ...]:
        """The terms that stand nowhere in the document, by their places in the list, from 1."""
        return tuple(place for place, count in enumerate(self.removals_by_term, start=1) if not count)

    def as_record(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self)


def terms_in(path: Path) -> tuple[str, ...]:
    """The terms of a file, one a line; blank lines are passed over, a byte order mark too.

    Raises:
        ValueError: not UTF-8, or no term in it.
        OSError: it cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise ValueError("The list of terms is not UTF-8 text.") from None
    terms = tuple(dict.fromkeys(line.strip() for line in lines if line.strip()))
    if not terms:
        raise ValueError("The list of terms is empty.")
    return terms


def labels_in(path: Path) -> Mapping[str, str]:
    """The labels of a table of values: a term and its label a line, such as "Marlow Pemberton,Child A".

    Raises:
        ValueError: not UTF-8, a line that is not two values, or a label that no bar can hold.
        OSError: it cannot be read.
    """
    labels: dict[str, str] = {}
    try:
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    except UnicodeDecodeError:
        raise ValueError("The list of labels is not UTF-8 text.") from None
    for number, row in enumerate(rows, start=1):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != 2 or not all(cell.strip() for cell in row):
            raise ValueError(f"Line {number} of the list of labels is not a term and its label.")
        labels[row[0].strip()] = _fit_label(row[1].strip(), f"Line {number} of the list of labels")
    return labels


def _fit_label(label: str, where: str) -> str:
    fault = fault_of_label(label)
    if fault:
        raise ValueError(f"{where}: the label {fault}. Choose another, like Child A.")
    return label


def areas_in(path: Path) -> tuple[ScheduleArea, ...]:
    """The areas of a table of values: page, left, top, right, bottom and, where one is wanted, a label.

    Pages count from 1; edges are in points from the top left corner of the page as it is shown.

    Raises:
        ValueError: not UTF-8, a line that is not an area, or no area in it.
        OSError: it cannot be read.
    """
    found: list[ScheduleArea] = []
    try:
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    except UnicodeDecodeError:
        raise ValueError("The list of areas is not UTF-8 text.") from None
    for number, row in enumerate(rows, start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        try:
            page, left, top, right, bottom, *label = cells
            box = Box(float(left), float(top), float(right), float(bottom))
            area = ScheduleArea(int(page), box, Ground.THIRD_PARTY, *label)
        except (TypeError, ValueError):
            raise ValueError(
                f"Line {number} of the list of areas is not a page, a left, top, right and bottom edge, and a label."
            ) from None
        _fit_label(area.label, f"Line {number} of the list of areas")
        found.append(area)
    if not found:
        raise ValueError("The list of areas is empty.")
    return tuple(found)


def password_in(path: Path) -> str:
    """The password that a file holds, without the end of its line.

    Raises:
        ValueError: it is not UTF-8. OSError: it cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8-sig").removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        raise ValueError("The password is not UTF-8 text.") from None


@dataclass(frozen=True, slots=True)
class LooseChoices:
    """How the copy of a loose document is made. `copy_as` is "same" or "pdf"; empty for what is usual."""

    exact: bool = False
    copy_as: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    password: str = field(default="", repr=False)
    may_lose_signature: bool = False
    areas: tuple[ScheduleArea, ...] = ()


USUAL = LooseChoices()


def redact_loose(
    source: Path, target: Path, terms: Sequence[str], choices: LooseChoices = USUAL
) -> LooseReport:
    """Remove each term wherever it occurs, and all in each area; `target` exists only if it was verified.

    Raises:
        DocumentError: with the one sentence of why.
    """
    kind = _supported(source)
    entries = tuple(ScheduleEntry(each, Ground.THIRD_PARTY, choices.labels.get(each, "")) for each in terms)
    schedule = Schedule(
        entries,
        Gap.EXACT if choices.exact else Gap.FIXED,
        _copy_format(kind, choices.copy_as),
        choices.areas,
    )
    opening = Opening(choices.password, choices.may_lose_signature)
    done = apply(source, target, schedule, opening=opening)
    report = done.report
    counts = [0] * len(terms)
    for removal in report.removals:
        if removal.entry < len(terms):
            counts[removal.entry] += 1
    return LooseReport(
        kind=done.kind.value,
        sha256=done.sha256,
        size_bytes=done.size_bytes,
        pages=report.pages,
        removals=len(report.removals),
        removals_by_term=tuple(counts),
        largest_share_removed=round(max(report.share_removed, default=0.0), 4),
        pages_read_by_ocr=report.ocr_pages,
        pages_made_pictures=report.rasterised_pages,
        parts=report.part_names,
        left_out=report.left_out,
        bars_that_may_tell=len(report.telling),
        codes_not_read=len(report.unread_codes),
        faults=report.faults,
        checks=tuple((check.name, check.state.value, check.detail) for check in done.verdict.checks),
    )


def _copy_format(kind: DocumentKind, asked: str) -> CopyFormat:
    offered = copy_formats(kind.value)
    if not asked:
        return offered[0]
    if asked not in offered:
        raise DocumentNotSupported(
            f"A copy of {kind.value.upper()} cannot be made as {asked.upper()}.",
            next_step=f"Ask for it as: {', '.join(offered)}.",
        )
    return CopyFormat(asked)


def _supported(source: Path) -> DocumentKind:
    if source.stat().st_size == 0:
        raise DocumentEmpty("The selected file is empty.", next_step="Choose another file.")
    kind = recognise_file(source).kind
    if kind is DocumentKind.UNKNOWN:
        raise DocumentNotSupported(
            "It cannot be told what kind of file this is: it is damaged, or two kinds in one, or none that is known.",
            next_step="Open it in its own program, save it as PDF and redact the PDF.",
        )
    if not supported_for_redaction(kind):
        raise DocumentNotSupported(
            f"This file is {kind.value.upper()}, which cannot be redacted here.",
            next_step="Save it as PDF and redact the PDF.",
        )
    return kind


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict on a loose document: 0 clean, 1 found, 2 could not check; and every check's word."""

    code: int
    checks: tuple[tuple[str, str, str], ...]
    sentence: str


_CODES = {VerdictState.CLEAN: 0, VerdictState.FOUND: 1, VerdictState.UNAVAILABLE: 2}
_SENTENCES = {
    VerdictState.CLEAN: "No redacted words found.",
    VerdictState.FOUND: "Something that should be gone can still be found.",
    VerdictState.UNAVAILABLE: "It could not be checked, so it must not be sent.",
}


def verify_loose(target: Path, terms: Sequence[str]) -> Answer:
    """Look for the terms with every engine there is."""
    try:
        verdict = verify_file(target, terms)
    except DocumentError as problem:
        return Answer(2, (), problem.sentence)
    checks = tuple((check.name, check.state.value, check.detail) for check in verdict.checks)
    return Answer(_CODES[verdict.state], checks, _SENTENCES[verdict.state])


def detect_loose(source: Path, *, password: str = "") -> tuple[str, tuple[Span, ...]]:
    """The text of a document and what was found in it, by character offsets.

    Raises:
        DocumentError: it cannot be read.
    """
    kind = recognise_file(source).kind
    if supported_for_redaction(kind):
        opening = Opening(password, may_lose_signature=True)
        text = "\n".join(page.text for page in redaction.read_pages(source, opening=opening).pages)
    else:
        text = source.read_bytes().decode("utf-8-sig", "surrogateescape")
    return text, redaction.load_detector().detect(text)


def language_warning(text: str) -> str:
    """A sentence that says which language a text looks like, where names may be missed in it; else empty."""
    return redaction.language_warning([text])


def detect_lines(
    lines: Iterable[tuple[str, str]], *, processes: int
) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Detect in many texts on every core; order is kept."""
    return redaction.detect_jsonl(lines, processes)


def span_record(span: Span) -> dict[str, object]:
    """One span for JSON."""
    return {"start": span.start, "end": span.end, "label": span.label, "score": round(span.score, 4)}
