"""Takes a document in; gives a redacted document and its schedule out. No database, no network, no Flask.

This is the front door. `apply` burns and verifies in one go, in child processes; there is no way
to have the one without the other. Importing it is cheap: pikepdf and spaCy load when first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from redaction.children.confinement import probe_confinement
from redaction.children.scratch import scratch_in
from redaction.confined.probes import Confinement
from redaction.engine import apply, take_out_attachments, verify_file
from redaction.errors import (
    DocumentEmpty,
    DocumentError,
    DocumentLocked,
    DocumentNotSupported,
    DocumentRefused,
    DocumentSigned,
    DocumentTooCostly,
    DocumentUnreadable,
    RedactionLeak,
)
from redaction.grounds import Ground
from redaction.kinds.document_kind import (
    ONLY_AS_PDF,
    DocumentKind,
    file_ending,
    media_type,
    supported_for_redaction,
)
from redaction.kinds.package_kinds import TAIL_BYTES
from redaction.kinds.sniff import HEAD_BYTES, Sniffed, recognise, recognise_file
from redaction.limits import Limits
from redaction.looking import (
    TermsHeld,
    pages_of,
    picture_hashes,
    print_pages,
    read_pages,
    render_page,
    terms_held,
)
from redaction.outcome import Redacted
from redaction.page import Box, DocumentText, PageText, Reading
from redaction.report import NOWHERE, BurnReport, Removal
from redaction.schedule import (
    AS_IT_IS,
    MARK,
    CopyFormat,
    Gap,
    Opening,
    Schedule,
    ScheduleArea,
    ScheduleEntry,
    fault_of_label,
)
from redaction.sight.ocr import OcrReader, OcrWord, Tesseract, tesseract_is_here
from redaction.verify.verdict import Check, CheckState, Verdict, VerdictState

if TYPE_CHECKING:
    from redaction.candidates.candidate import Candidate, Place
    from redaction.candidates.gather import suggest, suggested_ground
    from redaction.candidates.looking_again import NamesOfMatter, whose_identifier
    from redaction.find.confidence import Confidence, ThresholdRefused, Thresholds
    from redaction.find.detector import Detector, load_detector
    from redaction.find.each_core import detect_jsonl
    from redaction.find.hints import hints_for
    from redaction.find.language import ModelMissing
    from redaction.find.local_formats import LocalFormat, LocalFormatRefused
    from redaction.find.tongue import language_warning
    from redaction.register import (
        Imported,
        KnownPeople,
        LabelRefused,
        People,
        Person,
        PersonRole,
        RegisterProblem,
        imported,
        people_read,
        people_written,
        register_from_csv,
        register_to_csv,
        said_apart,
        said_together,
        suggested_role,
        without_possessive,
    )
    from redaction.register.pseudonyms import Labeller
    from redaction.register.who_is_who import Somebody, who_is_who
    from redaction.spans import Span
    from redaction.wording.mentions import Mention, TermSearch
    from redaction.wording.page_prints import (
        SHORT_PAGE,
        LikePages,
        PagePrint,
        Printer,
        Revealed,
        Word,
        revealed,
        words_of,
    )

_LOADED_WHEN_ASKED_FOR = {
    "Candidate": "redaction.candidates.candidate",
    "Confidence": "redaction.find.confidence",
    "Detector": "redaction.find.detector",
    "LocalFormat": "redaction.find.local_formats",
    "LocalFormatRefused": "redaction.find.local_formats",
    "Labeller": "redaction.register.pseudonyms",
    "Imported": "redaction.register",
    "KnownPeople": "redaction.register",
    "LabelRefused": "redaction.register",
    "People": "redaction.register",
    "Person": "redaction.register",
    "PersonRole": "redaction.register",
    "RegisterProblem": "redaction.register",
    "imported": "redaction.register",
    "people_read": "redaction.register",
    "people_written": "redaction.register",
    "register_from_csv": "redaction.register",
    "register_to_csv": "redaction.register",
    "said_apart": "redaction.register",
    "said_together": "redaction.register",
    "suggested_role": "redaction.register",
    "without_possessive": "redaction.register",
    "Somebody": "redaction.register.who_is_who",
    "who_is_who": "redaction.register.who_is_who",
    "LikePages": "redaction.wording.page_prints",
    "Mention": "redaction.wording.mentions",
    "ModelMissing": "redaction.find.language",
    "NamesOfMatter": "redaction.candidates.looking_again",
    "whose_identifier": "redaction.candidates.looking_again",
    "PagePrint": "redaction.wording.page_prints",
    "Place": "redaction.candidates.candidate",
    "Printer": "redaction.wording.page_prints",
    "Revealed": "redaction.wording.page_prints",
    "Span": "redaction.spans",
    "SHORT_PAGE": "redaction.wording.page_prints",
    "TermSearch": "redaction.wording.mentions",
    "ThresholdRefused": "redaction.find.confidence",
    "Thresholds": "redaction.find.confidence",
    "hints_for": "redaction.find.hints",
    "language_warning": "redaction.find.tongue",
    "Word": "redaction.wording.page_prints",
    "detect_jsonl": "redaction.find.each_core",
    "load_detector": "redaction.find.detector",
    "revealed": "redaction.wording.page_prints",
    "suggest": "redaction.candidates.gather",
    "suggested_ground": "redaction.candidates.gather",
    "words_of": "redaction.wording.page_prints",
}

__all__ = [
    "AS_IT_IS",
    "HEAD_BYTES",
    "MARK",
    "NOWHERE",
    "ONLY_AS_PDF",
    "SHORT_PAGE",
    "TAIL_BYTES",
    "Box",
    "BurnReport",
    "Candidate",
    "Check",
    "CheckState",
    "Confidence",
    "Confinement",
    "CopyFormat",
    "Detector",
    "DocumentEmpty",
    "DocumentError",
    "DocumentKind",
    "DocumentLocked",
    "DocumentNotSupported",
    "DocumentRefused",
    "DocumentSigned",
    "DocumentText",
    "DocumentTooCostly",
    "DocumentUnreadable",
    "Gap",
    "Ground",
    "Imported",
    "KnownPeople",
    "LabelRefused",
    "Labeller",
    "LikePages",
    "Limits",
    "LocalFormat",
    "LocalFormatRefused",
    "Mention",
    "ModelMissing",
    "NamesOfMatter",
    "OcrReader",
    "OcrWord",
    "Opening",
    "PagePrint",
    "PageText",
    "People",
    "Person",
    "PersonRole",
    "Place",
    "Printer",
    "Reading",
    "Redacted",
    "RedactionLeak",
    "RegisterProblem",
    "Removal",
    "Revealed",
    "Schedule",
    "ScheduleArea",
    "ScheduleEntry",
    "Sniffed",
    "Somebody",
    "Span",
    "TermSearch",
    "TermsHeld",
    "Tesseract",
    "ThresholdRefused",
    "Thresholds",
    "Verdict",
    "VerdictState",
    "Word",
    "apply",
    "detect_jsonl",
    "fault_of_label",
    "file_ending",
    "hints_for",
    "imported",
    "language_warning",
    "load_detector",
    "media_type",
    "pages_of",
    "people_read",
    "people_written",
    "picture_hashes",
    "print_pages",
    "probe_confinement",
    "read_pages",
    "recognise",
    "recognise_file",
    "register_from_csv",
    "register_to_csv",
    "render_page",
    "revealed",
    "said_apart",
    "said_together",
    "scratch_in",
    "suggest",
    "suggested_ground",
    "suggested_role",
    "supported_for_redaction",
    "take_out_attachments",
    "terms_held",
    "tesseract_is_here",
    "verify_file",
    "who_is_who",
    "whose_identifier",
    "without_possessive",
    "words_of",
]


def __getattr__(name: str) -> object:
    """Load the slow rooms only for those who use them."""
    if name in _LOADED_WHEN_ASKED_FOR:
        return getattr(import_module(_LOADED_WHEN_ASKED_FOR[name]), name)
    raise AttributeError(name)
