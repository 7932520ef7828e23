"""The child that opens one document, does one thing with it and says what came of it.

Started by `errand.py` as `python -m redaction.children.child VERB`, with a job as JSON on standard input.
It answers in JSON lines: first the number of pages, so that a long document gets longer, then
either {"answer": ...} or {"error": {code, sentence, next_step}}.
"""

import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

from redaction.children.verbs import VERBS, Verb
from redaction.confined import Layer, confine
from redaction.confined.confine import allow_processor_seconds
from redaction.errors import DocumentError, DocumentTooCostly, DocumentUnreadable
from redaction.limits import Limits

_DEEPEST: Final = 3_000
_PACKAGES: Final = frozenset({"docx", "pptx", "xlsx", "odt", "ods"})
_PICTURES: Final = frozenset({"tiff", "gif", "webp", "png", "heic"})  # those that may have many pages


def main(arguments: list[str]) -> int:
    """Do the verb named by the only argument."""
    verb = VERBS[arguments[0]]
    answers = _own_standard_output()
    job = json.load(sys.stdin)
    limits = Limits(**job.pop("limits"))
    job["layers"] = [layer.value for layer in _tie_hands(verb, job, limits)]
    _say(answers, _done(verb, job, limits, answers))
    answers.flush()
    return 0


def _own_standard_output() -> BinaryIO:
    """Keep the way out for answers alone: libraries write what they like to the old one."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _tie_hands(verb: Verb, job: Mapping[str, Any], limits: Limits) -> tuple[Layer, ...]:
    readable = [Path(job[name]) for name in ("source", "original") if job.get(name)]
    writable = [Path(job["folder"])] if job.get("folder") else []
    readable += verb.reads
    is_hungry = verb.runs_programs or verb.needs_more_memory
    memory_bytes = limits.ocr_memory_bytes if is_hungry else limits.memory_bytes
    held = confine(
        limits,
        memory_bytes=memory_bytes,
        readable=readable,
        writable=writable,
        may_run_programs=verb.runs_programs,
    )
    if job.get("folder"):
        tempfile.tempdir = job["folder"]
    sys.setrecursionlimit(_DEEPEST)
    return held


def _done(verb: Verb, job: Mapping[str, Any], limits: Limits, answers: BinaryIO) -> dict[str, Any]:
    """The verb's answer, or the error it ended in. Nothing a library says of the document gets out."""
    try:
        pages = _pages_of(Path(job["source"]))
        _say(answers, {"pages": pages})
        allow_processor_seconds(limits.cpu_seconds_for(pages))
        return {"answer": verb.do(job)}
    except DocumentError as refused:
        words = {"code": refused.code, "sentence": refused.sentence, "next_step": refused.next_step}
        return {"error": words}
    except MemoryError:
        return {
            "error": _words(
                DocumentTooCostly, "The document asks for more memory than one document may have."
            )
        }
    except Exception:  # noqa: BLE001 - a hostile document can raise anything; all of it means unreadable
        return {"error": _words(DocumentUnreadable, "The document is damaged, or not what it says it is.")}


def _words(kind: type[DocumentError], sentence: str) -> dict[str, str]:
    return {
        "code": kind.code,
        "sentence": sentence,
        "next_step": "Open it in its own program, print it to a new PDF and upload that.",
    }


def _pages_of(source: Path) -> int:
    """How many pages of work a document seems to be; 0 when that cannot be told, which the verb will say better."""
    from redaction.kinds.document_kind import DocumentKind  # noqa: PLC0415 - all of it after the hands are tied
    from redaction.kinds.sniff import recognise_file  # noqa: PLC0415 - all of it after the hands are tied

    kind = recognise_file(source).kind
    with contextlib.suppress(DocumentError):
        if kind is DocumentKind.PDF:
            return _pages_by_pdfium(source)
        if kind in _PICTURES:
            from redaction.sight.frames import opened_frames  # noqa: PLC0415 - after the hands are tied

            with opened_frames(source, kind) as frames:
                return frames.count
        if kind in _PACKAGES:
            from redaction.kinds.package_kinds import work_in  # noqa: PLC0415 - after the hands are tied

            return work_in(source)
    return 0


def _pages_by_pdfium(source: Path) -> int:
    import pypdfium2  # noqa: PLC0415 - after the hands are tied

    try:
        with pypdfium2.PdfDocument(source) as document:
            return len(document)
    except pypdfium2.PdfiumError:
        return 0


def _say(answers: BinaryIO, said: Mapping[str, Any]) -> None:
    answers.write(json.dumps(said).encode() + b"\n")
    answers.flush()


if __name__ == "__main__":
    # Leaving without tidying up saves a tenth of a second, and a parser has nothing worth tidying.
    os._exit(main(sys.argv[1:]))
