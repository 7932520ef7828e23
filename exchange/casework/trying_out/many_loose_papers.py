"""Many documents outside any matter, redacted for the same terms on every core."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from exchange.casework.trying_out.loose_papers import (
    PROBLEMS,
    LooseChoices,
    LooseReport,
    reason,
    redact_loose,
)
from redaction import DocumentKind, file_ending


@dataclass(frozen=True, slots=True)
class LooseResult:
    """What came of one document of many: its copy and report, or the one sentence of why there is none."""

    source: Path
    copy: Path | None
    report: LooseReport | None
    refusal: str = ""


def redact_each_loose(
    sources: Sequence[Path],
    folder: Path,
    terms: Sequence[str],
    choices: LooseChoices,
    *,
    at_a_time: int | None = None,
) -> Iterator[LooseResult]:
    """Redact each document apart and give what came of it, in the order given.

    A copy is called by its number, such as `document-3.pdf`: the name that a document came with may itself
    hold a term. One that is refused stops no other. The threads only wait: the work is done by children,
    two for each document, so that `at_a_time` (one for each core if not given) keeps every core busy.
    """
    digits = len(str(len(sources)))
    with ThreadPoolExecutor(at_a_time or os.cpu_count() or 1) as pool:
        yield from pool.map(
            lambda numbered: _one(numbered[1], folder / f"document-{numbered[0]:0{digits}}", terms, choices),
            enumerate(sources, start=1),
        )


def _one(source: Path, stem: Path, terms: Sequence[str], choices: LooseChoices) -> LooseResult:
    unnamed = stem.with_suffix(".part")
    try:
        done = redact_loose(source, unnamed, terms, choices)
        named = stem.with_suffix("." + file_ending(DocumentKind(done.kind), source.name))
        unnamed.replace(named)
        return LooseResult(source, named, done)
    except PROBLEMS as problem:
        refusal = reason(problem)
    except OSError as problem:
        refusal = problem.strerror or "It cannot be read or written."
    except Exception as problem:  # noqa: BLE001 - one document that breaks something must not stop the others
        refusal = f"The document could not be redacted ({type(problem).__name__})."
    unnamed.unlink(missing_ok=True)
    return LooseResult(source, None, None, refusal)
