"""Makes every check on one file and puts them together. Runs in a child, never in the caller's process."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from redaction.sight.ocr import OcrReader
from redaction.verify import again
from redaction.verify.aside import Aside
from redaction.verify.burned import Burned
from redaction.verify.file_bytes import Held, digest_of, mapped
from redaction.verify.making import made
from redaction.verify.pdf import (
    areas,
    bars,
    beyond_pixels,
    font_letters,
    likeness,
    objects,
    outline,
    pages,
    pictures,
    structure,
    tags,
    unplaced,
)
from redaction.verify.sought import Sought
from redaction.verify.verdict import TAGS, Check, CheckState, Verdict, verdict_of

MOST_FILE_BYTES: Final = 1 << 30


def inspect(
    target: Path,
    terms: Iterable[str],
    *,
    original: Path | None,
    burned: Burned | None,
    ocr: OcrReader,
) -> tuple[Verdict, str]:
    """Say whether any term can be found in the file, and the SHA-256 (hex) of what was looked at.

    Args:
        burned: given for a file that our burner made: then its structure must be that of a
            released file. Without it, structure alone is a notice.

    A check that fails in any way is UNAVAILABLE, and so is the verdict: a check that was not made
    has not shown the file to be clean.
    """
    if target.stat().st_size > MOST_FILE_BYTES:
        return verdict_of([Check("size", CheckState.UNAVAILABLE, "the file is too large to check")]), ""
    given = tuple(terms)
    sought = Sought(given)
    sha256 = digest_of(target)
    slowest = Aside(lambda: pages.with_pdfminer(target, sought))
    with mapped(target) as held:
        checks = [
            *made("pdfium text", lambda: pages.with_pdfium(target, sought)),
            *made("poppler text", lambda: pages.with_poppler(target, sought)),
            *made("one revision", lambda: structure.revisions(held, sought, is_ours=burned is not None)),
            *made("objects", lambda: _objects(target, held, sought, ocr, is_ours=burned is not None)),
        ]
    checks += made("pdfminer text", slowest.answer)
    if burned is not None:
        checks += _places(target, original, burned, sought)
        checks += made(again.NAME, lambda: again.on_pages(pages.pdfium_pages(target), given))
    return verdict_of(checks), sha256


def _objects(target: Path, held: Held, sought: Sought, ocr: OcrReader, *, is_ours: bool) -> Iterable[Check]:
    with structure.opened(target) as pdf:
        in_streams, seen = objects.in_streams(pdf, sought, is_ours=is_ours)
        checks = [
            in_streams,
            *made("strings and names", lambda: objects.in_strings(pdf, sought)),
            *made("raw bytes", lambda: objects.in_bytes(held, sought, seen=seen, is_ours=is_ours)),
            *made(beyond_pixels.NAME, lambda: beyond_pixels.beyond_pixels(pdf, is_ours=is_ours)),
            *made(beyond_pixels.BEHIND, lambda: beyond_pixels.behind_streams(pdf, is_ours=is_ours)),
            *made(font_letters.NAME, lambda: font_letters.in_fonts(pdf, sought, is_ours=is_ours)),
            *made("structure", lambda: structure.keys(pdf, is_ours=is_ours)),
            *made(outline.NAME, lambda: outline.stands_on_its_pages(pdf, target, is_ours=is_ours)),
            *made(TAGS, lambda: tags.on_pages(pdf, target, is_ours=is_ours)),
            *made("qpdf's reading", lambda: structure.syntax(pdf, is_ours=is_ours)),
        ]
        # OCR is a hundred times dearer than all else. A file that fails already need not be read.
        if any(check.state is CheckState.FOUND for check in checks):
            return checks
        return [
            *checks,
            *made("OCR of stored pictures", lambda: pictures.in_stored_pictures(pdf, target, sought, ocr)),
            *made("OCR of pages with pictures", lambda: pictures.in_pages(pdf, target, sought, ocr)),
        ]


def _places(target: Path, original: Path | None, burned: Burned, sought: Sought) -> list[Check]:
    """What lies where the burner says it took something out, and what where it says it did not."""
    as_pictures = burned.rasterised_pages
    stored = [*burned.areas, *(each for each in burned.given if each[0] not in as_pictures)]
    bars_on = [*burned.removals, *burned.given]
    checks = [
        *made("pixels under bars", lambda: bars.are_uniform(target, bars_on, as_pictures, burned.labels)),
        *made("pixels in stored pictures", lambda: bars.are_gone_from_pictures(target, stored)),
    ]
    if burned.given:
        checks += made(areas.NAME, lambda: areas.are_empty(target, burned.given, burned.labels))
    if original is not None:
        checks += made(likeness.NAME, lambda: likeness.of_pages(target, original, burned))
        checks += made(unplaced.NAME, lambda: unplaced.are_barred(original, burned, sought))
    return checks
