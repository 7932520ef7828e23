"""What a child can be asked to do with a document: jobs and answers are plain JSON values."""

import base64
import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from redaction.ocr import Tesseract


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing a child does. `runs_programs` is true where it may start tesseract or poppler."""

    do: Callable[[Mapping[str, Any]], dict[str, Any]]
    runs_programs: bool


def _attachments(job: Mapping[str, Any]) -> dict[str, Any]:
    from redaction.pdf.attachments import take_out  # noqa: PLC0415 - each verb loads what it needs and no more

    return {"files": take_out(Path(job["source"]), Path(job["folder"]))}


def _burn(job: Mapping[str, Any]) -> dict[str, Any]:
    from redaction.burn import Removal, burn  # noqa: PLC0415 - each verb loads what it needs and no more
    from redaction.grounds import Ground  # noqa: PLC0415
    from redaction.page import Box  # noqa: PLC0415
    from redaction.schedule import Gap, Schedule, ScheduleEntry  # noqa: PLC0415

    entries = tuple(ScheduleEntry(term, Ground(ground)) for term, ground in job["entries"])
    schedule = Schedule(entries, Gap(job["gap"]))
    seen = [Removal(row["page_number"], row["entry"], Box(**row["box"])) for row in job["sightings"]]
    report = burn(
        Path(job["source"]),
        Path(job["target"]),
        schedule,
        ocr=Tesseract(),
        as_pictures=job["as_pictures"],
        seen=seen,
    )
    return {
        "pages": report.pages,
        "removals": [
            [each.page_number, each.entry, each.box.left, each.box.top, each.box.right, each.box.bottom]
            for each in report.removals
        ],
        "share_removed": list(report.share_removed),
        "ocr_pages": list(report.ocr_pages),
        "rasterised_pages": list(report.rasterised_pages),
    }


def _count(job: Mapping[str, Any]) -> dict[str, Any]:
    from redaction.read import check_pdf  # noqa: PLC0415

    return {"pages": check_pdf(Path(job["source"]))}


def _read(job: Mapping[str, Any]) -> dict[str, Any]:
    from redaction.read import read_text  # noqa: PLC0415

    text = read_text(Path(job["source"]), ocr=Tesseract())
    return {"pages": [dataclasses.asdict(page) for page in text.pages]}


def _render(job: Mapping[str, Any]) -> dict[str, Any]:
    from redaction.render import page_png  # noqa: PLC0415

    png = page_png(Path(job["source"]), int(job["page_number"]), dpi=int(job["dpi"]))
    return {"png": base64.b64encode(png).decode("ascii")}


def _verify(job: Mapping[str, Any]) -> dict[str, Any]:
    from redaction.verify.inspection import Burned, inspect  # noqa: PLC0415

    original = Path(job["original"]) if job["original"] else None
    rows = job["burned"]
    burned = None if rows is None else Burned.from_rows(rows["removals"], rows["rasterised_pages"])
    verdict, sha256 = inspect(
        Path(job["source"]), job["terms"], original=original, burned=burned, ocr=Tesseract()
    )
    checks = [dataclasses.asdict(check) for check in verdict.checks]
    return {"state": verdict.state, "checks": checks, "sha256": sha256}


VERBS: Final[Mapping[str, Verb]] = {
    "attachments": Verb(_attachments, runs_programs=False),
    "burn": Verb(_burn, runs_programs=True),
    "count": Verb(_count, runs_programs=False),
    "read": Verb(_read, runs_programs=True),
    "render": Verb(_render, runs_programs=False),
    "verify": Verb(_verify, runs_programs=True),
}
