"""Takes terms out of documents that nobody here made, through the front door, and looks for them afterwards.

Three kinds of term: three random words (with gaps of one width, and with the layout kept), two random phrases
of two words, and everything that detection finds. Run as
`python -m tests.bench.bench_real_documents [words|in_place|phrases|candidates] [part of a name] [seed]`;
one line of JSON for each document goes to standard error as it is done. BENCH_PDFS names folders to take
documents from, parted by colons: of those, the ones with words and at most 20 pages.
"""

import json
import os
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import pypdfium2

import redaction
from redaction import DocumentError, Gap, Ground, Opening, Schedule, ScheduleEntry
from tests.bench import looks
from tests.bench.bench_redaction import documents
from tests.bench.looks import changed_pages
from tests.bench.other_words import lost_words
from tests.redaction.reading_back import by_pdfium, by_pdfminer, by_poppler

SEED = 20_261
SHORTEST_CANDIDATE = 3
_PARTED = r"(?:[-\u00ad\x02\ufffe]\s*)?"
_AT_A_LINE_END = re.compile(r"[-\u00ad\x02\ufffe]\s*")
MOST_PAGES = 20  # of a document from another folder
# What a reviewer would answer who is asked about a signature. No password is given to any document.
OPENING = Opening(may_lose_signature=True)
Choice = Callable[[Path, int], list[str]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one document. `cpu_seconds` counts children too; `lost` are other words that went, as two of the
    three engines say, `lost_in_poppler` as that one alone says.

    `changed` are pages (from 1) of which more than 0.1 % of the pixels changed outside what was removed.
    """

    document: str
    terms: int
    refused: str = ""
    leaks: tuple[str, ...] = ()
    pages: int = 0
    as_pictures: int = 0
    words: int = 0
    lost: int = 0
    lost_in_poppler: int = 0
    changed: tuple[int, ...] = ()
    changed_in_poppler: tuple[int, ...] = ()
    seconds: float = 0.0
    cpu_seconds: float = 0.0


def random_words(source: Path, seed: int) -> list[str]:
    """Three words of four letters or more, as pdfium reads them.

    Whole words alone: half of one that is parted at a line's end, or letters with a number behind them, would go
    with what they belong to (redaction/wording/needles.py), and that would count as lost.
    """
    text = _AT_A_LINE_END.sub("", _text(source))
    words = sorted(set(re.findall(r"(?<![\w-])[^\W\d_]{4,}(?![\w-])", text)))
    return random.Random(f"{seed}{source.name}").sample(words, min(3, len(words)))


def random_phrases(source: Path, seed: int) -> list[str]:
    """Two phrases of two words that stand on one line."""
    phrases = sorted(set(re.findall(r"\b[^\W\d_]{3,} [^\W\d_]{3,}\b", _text(source))))
    return random.Random(f"{seed}{source.name}").sample(phrases, min(2, len(phrases)))


def candidates(source: Path, seed: int) -> list[str]:
    """Every distinct text that detection finds, as a reviewer who accepts everything would send it."""
    try:
        pages = redaction.read_pages(source, opening=OPENING).pages
    except DocumentError:
        return []
    found: dict[str, None] = {}
    for page in pages:
        for span in _detector().detect(page.text):
            text = page.text[span.start : span.end].strip()
            if len(text) >= SHORTEST_CANDIDATE:
                found[text] = None
    return list(found)


CHOICES: dict[str, Choice] = {
    "words": random_words,
    "in_place": random_words,
    "phrases": random_phrases,
    "candidates": candidates,
}
_LOADED: list[redaction.Detector] = []


def _detector() -> redaction.Detector:
    if not _LOADED:
        _LOADED.append(redaction.load_detector())
    return _LOADED[0]


def _text(source: Path) -> str:
    try:
        return by_pdfium(source)
    except Exception:  # noqa: BLE001 - a document that pdfium cannot open has no words to take
        return ""


def outcome(source: Path, target: Path, terms: list[str], gap: Gap = Gap.FIXED) -> Outcome:
    """Redact one document with everything on, OCR too, and look for the terms in what came out."""
    target.unlink(missing_ok=True)
    schedule = Schedule(tuple(ScheduleEntry(term, Ground.THIRD_PARTY) for term in terms), gap)
    started, used = time.monotonic(), _cpu_seconds()
    try:
        done = redaction.apply(source, target, schedule, opening=OPENING)
    except DocumentError as refusal:
        return Outcome(
            source.name, len(terms), refused=f"{refusal.code}: {refusal.sentence}",
            seconds=round(time.monotonic() - started, 2), cpu_seconds=round(_cpu_seconds() - used, 2),
        )  # fmt: skip
    seconds, cpu_seconds = time.monotonic() - started, _cpu_seconds() - used
    leaks = [name for name, read in READERS.items() if _holds(read(target), terms)]
    if not redaction.verify_file(target, terms).is_clean:
        leaks.append("verify_file")
    others = lost_words(source, target, terms, READERS, pictures=done.report.rasterised_pages)
    changed, in_poppler = (
        changed_pages(source, target, done.report, keeps_layout=gap is Gap.EXACT, by=drawer)
        for drawer in (looks.pdfium, looks.poppler)
    )
    return Outcome(
        source.name, len(terms), "", tuple(leaks), done.report.pages, len(done.report.rasterised_pages),
        *others, changed, in_poppler, round(seconds, 2), round(cpu_seconds, 2),
    )  # fmt: skip


READERS: dict[str, Callable[[Path], str]] = {
    "pdfium": by_pdfium,
    "poppler": by_poppler,
    "pdfminer": by_pdfminer,
}


def _cpu_seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _holds(text: str, terms: list[str]) -> bool:
    return any(_pattern(term).search(text) for term in terms)


def _pattern(term: str) -> re.Pattern[str]:
    # However it is parted at a line's end: such a term goes too, and its halves are no other words.
    spelt = r"\s+".join(_PARTED.join(map(re.escape, word)) for word in term.split())
    before = r"(?<!\w)" if term[:1].isalnum() else ""
    after = r"(?!\w)" if term[-1:].isalnum() else ""
    return re.compile(before + spelt + after, re.IGNORECASE)


def sweep(kind: str, *, only: str = "", seed: int = SEED) -> list[Outcome]:
    """Redact every real document with one kind of term."""
    outcomes = []
    with tempfile.TemporaryDirectory() as folder:
        for source in _sources(Path(folder)):
            if only in source.name:
                terms, gap = (
                    CHOICES[kind](source, seed),
                    Gap.EXACT if kind == "in_place" else Gap.FIXED,
                )
                outcomes.append(outcome(source, Path(folder) / "out.pdf", terms, gap))
                print(json.dumps(asdict(outcomes[-1])), file=sys.stderr, flush=True)
    return outcomes


def _sources(folder: Path) -> Iterator[Path]:
    named = os.environ.get("BENCH_PDFS", "")
    if not named:
        yield from documents(folder)
        return
    for found in sorted(path for each in named.split(":") for path in Path(each).glob("*.pdf")):
        if re.search(r"[^\W\d_]{4,}", _text(found)) and _page_count(found) <= MOST_PAGES:
            yield found


def _page_count(source: Path) -> int:
    with pypdfium2.PdfDocument(source) as document:
        return len(document)


def table(outcomes: list[Outcome]) -> dict[str, object]:
    """The outcomes in figures."""
    words, lost = (
        sum(each.words for each in outcomes),
        sum(each.lost for each in outcomes),
    )
    done = [each for each in outcomes if not each.refused]
    seconds = sorted(each.cpu_seconds for each in done)
    return {
        "documents": len(outcomes),
        "share_refused": round(sum(bool(each.refused) for each in outcomes) / max(len(outcomes), 1), 4),
        "refused": {each.document: each.refused for each in outcomes if each.refused},
        "leaking": {each.document: each.leaks for each in outcomes if each.leaks},
        "with_pages_made_pictures": [each.document for each in done if each.as_pictures],
        "other_words": words,
        "other_words_lost": lost,
        "share_lost": round(lost / max(words, 1), 4),
        "share_of_documents_that_lost_words": round(
            sum(each.lost > 0 for each in done) / max(len(outcomes), 1), 4
        ),
        "documents_that_lost_words": {each.document: each.lost for each in done if each.lost},
        "documents_that_lost_words_in_poppler_alone": {
            each.document: each.lost_in_poppler for each in done if each.lost_in_poppler and not each.lost
        },
        "pages": sum(each.pages for each in done),
        "pages_made_pictures": sum(each.as_pictures for each in done),
        "pages_changed_as_poppler_draws": sum(len(each.changed_in_poppler) for each in done),
        "pages_changed_elsewhere": {each.document: each.changed for each in done if each.changed},
        "cpu_seconds_median": seconds[len(seconds) // 2] if seconds else 0.0,
        "cpu_seconds_all": round(sum(seconds), 1),
    }


def measure() -> dict[str, object]:
    """Give one table for each kind of term."""
    return {kind: table(sweep(kind)) for kind in CHOICES}


if __name__ == "__main__":
    chosen = sys.argv[1:2] or list(CHOICES)
    part = sys.argv[2] if len(sys.argv) > 2 else ""
    chance = int(sys.argv[3]) if len(sys.argv) > 3 else SEED
    figures = {kind: table(sweep(kind, only=part, seed=chance)) for kind in chosen}
    sys.stdout.write(json.dumps(figures, indent=2) + "\n")
