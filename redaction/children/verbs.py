"""What a child can be asked to do with a document: jobs and answers are plain JSON values."""

import base64
import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from redaction.grounds import Ground
from redaction.kinds.document_kind import DocumentKind
from redaction.page import Box
from redaction.schedule import Gap, Opening, Schedule, ScheduleArea, ScheduleEntry
from redaction.sight.ocr import Tesseract

if TYPE_CHECKING:
    from redaction.formats import Format


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing a child does.

    `runs_programs` is true where it may start tesseract or poppler. `reads` is what it may read besides.
    """

    do: Callable[[Mapping[str, Any]], dict[str, Any]]
    runs_programs: bool
    reads: tuple[Path, ...] = ()
    needs_more_memory: bool = False


def _attachments(job: Mapping[str, Any]) -> dict[str, Any]:
    from redaction.formats.inside import take_out_all  # noqa: PLC0415 - each verb loads what it needs and no more

    return {"files": take_out_all(Path(job["source"]), Path(job["folder"]), Opening(**job["opening"]))}


def _bind(job: Mapping[str, Any]) -> dict[str, Any]:
    from redaction.printing.binding import bind  # noqa: PLC0415 - as the first

    parts = [Path(part) for part in job["parts"]]
    bind(parts, Path(job["target"]), Opening(**job["opening"]))
    return {}


def _burn(job: Mapping[str, Any]) -> dict[str, Any]:
    from redaction.report import Removal, Told  # noqa: PLC0415 - as the first

    source, opening, found = _opened(job)
    schedule = _schedule(job)
    places = tuple(Removal(row["page_number"], row["entry"], Box(**row["box"])) for row in job["sightings"])
    told = Told(frozenset(job["as_pictures"]), places, is_untagged=bool(job["is_untagged"]))
    report = found.burn(source, Path(job["target"]), schedule, opening, ocr=Tesseract(), told=told)
    return report.as_record()


def _convert(job: Mapping[str, Any]) -> dict[str, Any]:
    from redaction.formats import kind_of  # noqa: PLC0415 - as the first
    from redaction.printing import print_to_pdf  # noqa: PLC0415 - as the first

    source, room = Path(job["source"]), Path(job["folder"])
    print_to_pdf(
        source,
        kind_of(source),
        Path(job["target"]),
        room=room,
        opening=Opening(**job["opening"]),
        attached=[DocumentKind(kind) for kind in job["attached"]],
        terms=job["terms"],
    )
    return {}


def _count(job: Mapping[str, Any]) -> dict[str, Any]:
    source, opening, found = _opened(job)
    return {"pages": found.check(source, opening)}


def _draw(job: Mapping[str, Any]) -> dict[str, Any]:
    from redaction.printing.drawings import draw_line_art  # noqa: PLC0415 - as the first

    return {"drawn": draw_line_art(Path(job["source"]), Path(job["target"]), room=Path(job["folder"]))}


def _pack(job: Mapping[str, Any]) -> dict[str, Any]:
    from redaction.formats.set_format import set_format_of  # noqa: PLC0415 - as the first

    source, members = Path(job["source"]), [Path(member) for member in job["members"]]
    report = set_format_of(source).pack(
        source, Path(job["target"]), _schedule(job), Opening(**job["opening"]), members
    )
    return report.as_record()


def _unlock(job: Mapping[str, Any]) -> dict[str, Any]:
    from redaction.formats import kind_of  # noqa: PLC0415 - as the first
    from redaction.printing.unlock import unlock  # noqa: PLC0415 - as the first

    source, room = Path(job["source"]), Path(job["folder"])
    opening = Opening(**job["opening"])
    return {"unlocked": unlock(source, kind_of(source), Path(job["target"]), opening, room=room)}


def _unpack(job: Mapping[str, Any]) -> dict[str, Any]:
    from redaction.formats.set_format import set_format_of  # noqa: PLC0415 - as the first

    source = Path(job["source"])
    return {"members": set_format_of(source).unpack(source, Path(job["folder"]), Opening(**job["opening"]))}


def _schedule(job: Mapping[str, Any]) -> Schedule:
    entries = tuple(ScheduleEntry(term, Ground(ground), label) for term, ground, label in job["entries"])
    areas = tuple(
        ScheduleArea(row["page_number"], Box(**row["box"]), Ground(row["ground"]), row["label"])
        for row in job["areas"]
    )
    return Schedule(entries, Gap(job["gap"]), areas=areas)


def _pictures(job: Mapping[str, Any]) -> dict[str, Any]:
    import hashlib  # noqa: PLC0415 - as the first

    source, opening, found = _opened(job)
    drawn = (found.render(source, opening, int(number), dpi=int(job["dpi"])) for number in job["numbers"])
    return {"sha256": [hashlib.sha256(png).hexdigest() for png in drawn]}


def _hidden(job: Mapping[str, Any]) -> dict[str, Any]:
    source, opening, found = _opened(job)
    return {"hidden": list(found.read(source, opening, ocr=None).hidden)}


def _linger(job: Mapping[str, Any]) -> dict[str, Any]:
    """Stay for longer than anybody waits; a probe of the wall clock."""
    import time  # noqa: PLC0415 - as the first

    time.sleep(float(job["seconds"]))
    return {}


def _probe(job: Mapping[str, Any]) -> dict[str, Any]:
    from redaction.confined.probes import try_everything  # noqa: PLC0415 - as the first

    return {"refused": try_everything(Path(job["beside"])), "layers": job["layers"]}


def _read(job: Mapping[str, Any]) -> dict[str, Any]:
    source, opening, found = _opened(job)
    text = found.read(source, opening, ocr=Tesseract())
    return {"pages": [dataclasses.asdict(page) for page in text.pages], "hidden": list(text.hidden)}


def _render(job: Mapping[str, Any]) -> dict[str, Any]:
    source, opening, found = _opened(job)
    png = found.render(source, opening, int(job["page_number"]), dpi=int(job["dpi"]))
    return {"png": base64.b64encode(png).decode("ascii")}


def _opened(job: Mapping[str, Any]) -> tuple[Path, Opening, "Format"]:
    from redaction.formats import format_of, kind_of  # noqa: PLC0415 - each kind loads what it needs and no more

    source = Path(job["source"])
    return source, Opening(**job["opening"]), format_of(kind_of(source))


def _seek(job: Mapping[str, Any]) -> dict[str, Any]:
    from redaction.verify.seeking import terms_held  # noqa: PLC0415 - as the first

    found, is_sure = terms_held(Path(job["source"]), job["terms"])
    return {"found": list(found), "is_sure": is_sure}


def _verify(job: Mapping[str, Any]) -> dict[str, Any]:
    from redaction.verify.burned import Burned  # noqa: PLC0415 - as the first
    from redaction.verify.checkers import checker_of  # noqa: PLC0415 - as the first

    original = Path(job["original"]) if job["original"] else None
    opening = Opening(**job["opening"])
    burned = None if job["burned"] is None else Burned.from_record(job["burned"], opening)
    target = Path(job["source"])
    verdict, sha256 = checker_of(target)(
        target, job["terms"], original=original, burned=burned, ocr=Tesseract()
    )
    checks = [dataclasses.asdict(check) for check in verdict.checks]
    return {"state": verdict.state, "checks": checks, "sha256": sha256}


OFFICE_READS: Final = tuple(map(Path, ("/etc/libreoffice", "/var/lib/libreoffice", "/var/spool/libreoffice")))
"""What LibreOffice reads besides what every child may."""

VERBS: Final[Mapping[str, Verb]] = {
    "attachments": Verb(_attachments, runs_programs=False),
    "bind": Verb(_bind, runs_programs=False),
    "burn": Verb(_burn, runs_programs=True),
    "convert": Verb(_convert, runs_programs=False, reads=OFFICE_READS, needs_more_memory=True),
    "count": Verb(_count, runs_programs=False),
    "draw": Verb(_draw, runs_programs=False, reads=OFFICE_READS, needs_more_memory=True),
    "pack": Verb(_pack, runs_programs=False),
    "hidden": Verb(_hidden, runs_programs=False),
    "linger": Verb(_linger, runs_programs=False),
    "pictures": Verb(_pictures, runs_programs=False),
    "probe": Verb(_probe, runs_programs=False),
    "read": Verb(_read, runs_programs=True),
    "render": Verb(_render, runs_programs=False),
    "seek": Verb(_seek, runs_programs=True),
    "unlock": Verb(_unlock, runs_programs=False, reads=OFFICE_READS, needs_more_memory=True),
    "unpack": Verb(_unpack, runs_programs=False),
    "verify": Verb(_verify, runs_programs=True),
}
