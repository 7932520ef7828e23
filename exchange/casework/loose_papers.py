"""Documents outside any matter: what the terminal does with a file of its user's own. No server, no database.

What finds names is asked for by way of `redaction.`, in the function that needs it: to name it here would load
the language model's libraries, for seconds, before a redaction that has no use for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import redaction
from redaction import (
    HEAD_BYTES,
    DocumentEmpty,
    DocumentError,
    DocumentNotSupported,
    Gap,
    Ground,
    Schedule,
    ScheduleEntry,
    VerdictState,
    apply,
    recognise,
    supported_for_redaction,
    verify_file,
)

if TYPE_CHECKING:
    from redaction import Span

PROBLEMS: tuple[type[Exception], ...] = (DocumentError,)


def reason(problem: Exception) -> str:
    """One line: what is wrong, and what to do."""
    return " ".join(f"{getattr(problem, 'sentence', problem)} {getattr(problem, 'next_step', '')}".split())


@dataclass(frozen=True, slots=True)
class LooseReport:
    """What was done to a loose document; counts only, never a word of it."""

    sha256: str
    size_bytes: int
    pages: int
    removals: int
    removals_by_term: tuple[int, ...]
    largest_share_removed: float
    pages_read_by_ocr: tuple[int, ...]
    pages_made_pictures: tuple[int, ...]
    checks: tuple[tuple[str, str, str], ...]

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


def redact_loose(source: Path, target: Path, terms: Sequence[str], *, exact: bool = False) -> LooseReport:
    """Remove each term wherever it occurs; `target` exists afterwards only if it was verified.

    Raises:
        DocumentError: with the one sentence of why.
    """
    _must_be_supported(source)
    gap = Gap.EXACT if exact else Gap.FIXED
    done = apply(
        source, target, Schedule(tuple(ScheduleEntry(term, Ground.THIRD_PARTY) for term in terms), gap)
    )
    counts = [0] * len(terms)
    for removal in done.report.removals:
        counts[removal.entry] += 1
    return LooseReport(
        sha256=done.sha256,
        size_bytes=done.size_bytes,
        pages=done.report.pages,
        removals=len(done.report.removals),
        removals_by_term=tuple(counts),
        largest_share_removed=round(max(done.report.share_removed, default=0.0), 4),
        pages_read_by_ocr=done.report.ocr_pages,
        pages_made_pictures=done.report.rasterised_pages,
        checks=tuple((check.name, check.state.value, check.detail) for check in done.verdict.checks),
    )


def _must_be_supported(source: Path) -> None:
    with source.open("rb") as opened:
        head = opened.read(HEAD_BYTES)
    if not head:
        raise DocumentEmpty("The selected file is empty.", next_step="Choose another file.")
    kind = recognise(head, source.name).kind
    if not supported_for_redaction(kind):
        raise DocumentNotSupported(
            f"This file is {kind.value.upper()}, which cannot be redacted here yet.",
            next_step="Save it as PDF and redact the PDF.",
        )


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


def detect_loose(source: Path) -> tuple[str, tuple[Span, ...]]:
    """The text of a PDF or a text file and what was found in it, by character offsets.

    Raises:
        DocumentError: it cannot be read.
    """
    with source.open("rb") as opened:
        head = opened.read(HEAD_BYTES)
    kind = recognise(head, source.name).kind
    if supported_for_redaction(kind):
        text = "\n".join(page.text for page in redaction.read_pages(source).pages)
    else:
        text = source.read_bytes().decode("utf-8-sig", "surrogateescape")
    return text, redaction.load_detector().detect(text)


def detect_lines(
    lines: Iterable[tuple[str, str]], *, processes: int
) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Detect in many texts on every core; order is kept."""
    return redaction.detect_jsonl(lines, processes)


def span_record(span: Span) -> dict[str, object]:
    """One span for JSON."""
    return {"start": span.start, "end": span.end, "label": span.label, "score": round(span.score, 4)}
