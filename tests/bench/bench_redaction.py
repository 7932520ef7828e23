"""Whether redaction leaks, on documents that nobody here made.

Run as `python -m tests.bench.bench_redaction`, or call `measure()`.
"""

import json
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from redaction.burn import burn
from redaction.errors import DocumentRefused
from redaction.grounds import Ground
from redaction.schedule import Gap, Schedule, ScheduleEntry
from redaction.wording.needles import Needles
from tests.redaction.reading_back import by_pdfium, by_pdfminer, by_poppler
from tests.redaction.torture import build

REAL = Path(__file__).parents[2].parent / "shared" / "data" / "pdf"
SEED = 2026


def schedule_of(terms: list[str], gap: Gap = Gap.FIXED) -> Schedule:
    return Schedule(tuple(ScheduleEntry(term, Ground.THIRD_PARTY) for term in terms), gap)


def made_up_names(count: int, chance: random.Random) -> list[str]:
    def name() -> str:
        return "".join(chance.choice("bcdfglmnprst") + chance.choice("aeiou") for _ in range(3)).title()

    return [f"{name()} {name()}" for _ in range(count)]


def text_document(path: Path, names: list[str], chance: random.Random, *, pages: int) -> None:
    """Write pages of 50 lines, eleven names on each."""
    words = [
        "".join(chance.choice("abcdefghijklmnoprstuvw") for _ in range(chance.randint(2, 9)))
        for _ in range(3000)
    ]
    pdf = pikepdf.Pdf.new()
    font = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )
    for _ in range(pages):
        lines = [" ".join(chance.choice(words) for _ in range(12)) for _ in range(50)]
        for line in chance.sample(range(50), 11):
            lines[line] = f"{chance.choice(names)} {lines[line][:50]}"
        shown = " ".join(f"({line}) Tj T*" for line in lines)
        contents = pdf.make_indirect(Stream(pdf, f"BT /F1 10 Tf 14 TL 50 780 Td {shown} ET".encode()))
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, 595, 842]),
            Contents=contents,
            Resources=Dictionary(Font=Dictionary(F1=font)),
        )
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    pdf.save(path)


def documents(folder: Path) -> Iterator[Path]:
    """Give the real documents, or the torture document where there are none."""
    found = sorted(REAL.glob("*.pdf")) if REAL.is_dir() else []
    if not found:
        found = [folder / "torture.pdf"]
        build(found[0])
    yield from found


def leak_table(folder: Path, *, seed: int = SEED) -> dict[str, object]:
    """Take three random words out of every document, and look for them with three engines."""
    refused: list[str] = []
    leaking: list[str] = []
    pictures = tried = lost = kept = 0
    for source in documents(folder):
        tried += 1
        target = folder / "out.pdf"
        target.unlink(missing_ok=True)
        terms = _three_words(source, seed)
        try:
            report = burn(source, target, schedule_of(terms), ocr=None)
        except DocumentRefused as refusal:
            refused.append(f"{source.name}: {refusal.code}")
            continue
        texts = [by_pdfium(target), by_poppler(target), by_pdfminer(target)]
        if any(_holds(text, terms) for text in texts):
            leaking.append(source.name)
        if report.rasterised_pages:
            pictures += 1
            continue
        before, after = _words(by_poppler(source), terms), _words(texts[1], terms)
        kept += before.total()
        lost += (before - after).total()
    return {
        "documents": tried,
        "refused": refused,
        "leaking": leaking,
        "with_pages_made_pictures": pictures,
        "other_words": kept,
        "other_words_lost": lost,
        "share_lost": round(lost / max(kept, 1), 4),
    }


def _three_words(source: Path, seed: int) -> list[str]:
    try:
        text = by_pdfium(source)
    except Exception:  # noqa: BLE001 - a document that pdfium cannot open has no words to take
        return []
    words = sorted(set(re.findall(r"[^\W\d_]{3,}|\d{4,}", text)))
    return random.Random(f"{seed}{source.name}").sample(words, min(3, len(words)))


def _holds(text: str, terms: list[str]) -> bool:
    return Needles(terms).occur_in(text) or any(
        re.search(rf"(?<!\w){re.escape(term)}(?!\w)", text, re.IGNORECASE) for term in terms
    )


def _words(text: str, terms: list[str]) -> Counter[str]:
    taken = {term.casefold() for term in terms}
    return Counter(word for word in re.findall(r"\w{2,}", text.casefold()) if word not in taken)


def measure() -> dict[str, object]:
    """Give the leak table of redaction."""
    with tempfile.TemporaryDirectory() as folder:
        return leak_table(Path(folder))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(), indent=2) + "\n")
