"""What may be in a released file at all: one revision, pages, and nothing that rides along."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pikepdf
import pypdfium2

from redaction.verify.file_bytes import Held, starts_of
from redaction.verify.pdf.outline import is_plain
from redaction.verify.pdf.tags import tree_of
from redaction.verify.sought import Sought
from redaction.verify.verdict import Check, CheckState


def _words(listed: str) -> frozenset[str]:
    return frozenset("/" + word for word in listed.split())


_CATALOGUE_MAY_HOLD: Final = _words("Type Pages Version Lang ViewerPreferences MarkInfo")
_PAGE_MAY_HOLD: Final = _words(
    """Type Parent MediaBox CropBox BleedBox TrimBox ArtBox Rotate Resources Contents Group UserUnit Tabs"""
)
_TRAILER_MAY_HOLD: Final = _words("Type Size Root Info ID W Index Length Filter DecodeParms")
_INFO_MAY_HOLD: Final = _words("Title Producer Creator CreationDate ModDate")
# The titles that the burner gives (redaction/pdf/result/title.py), written again: the checker trusts no list of its.
_NEUTRAL_TITLES: Final = frozenset({"Redacted copy", "Copy of a document", "Document"})
_NOWHERE: Final = _words(
    """AA AF Action AcroForm ActualText Alt Alternates Annots AuthEvent Collection Dests EF EmbeddedFile
    EmbeddedFiles JS JavaScript LastModified Metadata OC OCProperties OPI OpenAction Outlines PageLabels
    Perms PieceInfo RichMedia StructParent StructParents StructTreeRoot Thumb Threads URI XFA"""
)
# In these dictionaries the keys are names that the page chose, not words of the format.
_HOLDS_CHOSEN_NAMES: Final = _words(
    "Font XObject ExtGState ColorSpace Pattern Shading Properties CharProcs Colorants Functions"
)
_TAGGED: Final = _words("StructTreeRoot StructParents")
_CARRIES_FILES: Final = _words("AF Collection EF EmbeddedFile EmbeddedFiles RichMedia")
_LINK_HOLDS: Final = _words("Type Subtype Rect Border Dest")
_TAG_OF_A_LANGUAGE: Final = re.compile(r"[a-z]{2}|en-GB")
_END: Final = b"%%EOF"
_END_MARK: Final = re.compile(re.escape(_END))
_MAY_REFER_BACK: Final = re.compile(rb"/(?:Prev|XRefStm)\s")
_REFERS_BACK: Final = re.compile(rb"/(?:Prev|XRefStm)\s+\d")
_MOST_REVISIONS: Final = 40


def keys(pdf: pikepdf.Pdf, *, is_ours: bool) -> Check:
    """Keys that no released file has. In a file that is not our own they are a notice, except what
    carries files: nobody has looked into those, so the check was not made.
    """
    found = sorted(set(_keys(pdf, is_ours=is_ours)))
    if not found:
        return Check("structure", CheckState.CLEAN)
    detail = f"{len(found)} kinds of key that a released file may not have: {', '.join(found[:8])}"
    if is_ours:
        return Check("structure", CheckState.FOUND, detail)
    if _CARRIES_FILES & set(found):
        return Check("structure", CheckState.UNAVAILABLE, "it carries other files, which were not opened")
    return Check("structure", CheckState.NOTICE, detail)


def _keys(pdf: pikepdf.Pdf, *, is_ours: bool) -> Iterator[str]:
    """Known words of the format only: a key that a document made up could be a name."""
    yield from _beyond(pdf.trailer, _TRAILER_MAY_HOLD, "an unknown key in the trailer")
    known = {"/Outlines"} if is_ours and is_plain(pdf) else set()
    known |= _TAGGED if is_ours and tree_of(pdf) is not None else set()
    yield from _beyond(pdf.Root, _CATALOGUE_MAY_HOLD | known, "an unknown key in the catalogue")
    yield from _telling_names(pdf)
    for page in pdf.pages:
        links_alone = _holds_only_plain_links(page.obj)
        yield from _beyond(
            page.obj,
            _PAGE_MAY_HOLD | (known & {"/StructParents"}) | ({"/Annots"} if links_alone else set()),
            "an unknown key on a page",
        )
    if _TAG_OF_A_LANGUAGE.fullmatch(str(pdf.Root.get("/Lang", "en"))) is None:
        yield "a language that is no tag of one"
    for value in pdf.objects:
        yield from (key for key in _forbidden(value) if key not in known)


def _telling_names(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What the document says of itself: nothing but a neutral title, and that it is to be shown."""
    properties, shown = pdf.trailer.get("/Info"), pdf.Root.get("/ViewerPreferences")
    if isinstance(properties, pikepdf.Dictionary):
        yield from _beyond(properties, _INFO_MAY_HOLD, "a property of the document")
        if "/Title" in properties and str(properties["/Title"]) not in _NEUTRAL_TITLES:
            yield "a title that is not neutral"
    if shown is not None and not _only_shows_the_title(shown):
        yield "a wish for how it is shown"


def _only_shows_the_title(shown: Any) -> bool:
    return isinstance(shown, pikepdf.Dictionary) and dict(shown.items()) == {"/DisplayDocTitle": True}


def _holds_only_plain_links(page: Any) -> bool:
    """Say whether all notes of a page are links of one shape: over a whole line, to a whole page, without words."""
    notes, box = page.get("/Annots"), page.get("/MediaBox")
    if not isinstance(notes, pikepdf.Array) or not isinstance(box, pikepdf.Array) or len(box) != 4:
        return False
    # The first of the two numbers that say how far along its line a link reaches.
    along = 1 if page.get("/Rotate", 0) in {90, 270} else 0
    return all(_is_plain_link(note, box, along) for note in notes)


def _is_plain_link(note: Any, box: Any, along: int) -> bool:
    if not isinstance(note, pikepdf.Dictionary) or set(note.keys()) != _LINK_HOLDS:
        return False
    rect, target = note["/Rect"], note["/Dest"]
    if not isinstance(rect, pikepdf.Array) or not isinstance(target, pikepdf.Array) or len(target) != 2:
        return False
    is_whole_line = len(rect) == 4 and rect[along] == box[along] and rect[along + 2] == box[along + 2]
    across = [rect[1 - along], rect[3 - along]] if is_whole_line else [0.5]
    is_round = all(isinstance(each, int) for each in across)
    leads_to_a_page = isinstance(target[0], pikepdf.Dictionary) and target[0].get("/Type") == "/Page"
    is_bare = note["/Subtype"] == "/Link" and note["/Type"] == "/Annot" and list(note["/Border"]) == [0, 0, 0]
    return is_whole_line and is_round and leads_to_a_page and target[1] == "/Fit" and is_bare


def _beyond(holder: Any, allowed: frozenset[str], otherwise: str) -> Iterator[str]:
    for key in holder.keys():  # noqa: SIM118 - a PDF dictionary is not a Python one
        if key not in allowed:
            yield key if key in _NOWHERE or key in {"/Names", "/Prev"} else otherwise


def _forbidden(root: Any) -> Iterator[str]:
    waiting = [(root, "")]
    while waiting:
        value, under = waiting.pop()
        if isinstance(value, pikepdf.Array):
            waiting.extend((each, under) for each in value if _is_here(each))
            continue
        if not isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            continue
        entries = value.stream_dict if isinstance(value, pikepdf.Stream) else value
        for key, each in entries.items():
            if key == "/Annots" and value.get("/Type") == "/Page" and _holds_only_plain_links(value):
                continue
            if key in _NOWHERE and under not in _HOLDS_CHOSEN_NAMES:
                yield key
            if _is_here(each):
                waiting.append((each, key))


def _is_here(value: Any) -> bool:
    return isinstance(value, pikepdf.Object) and not value.is_indirect


def syntax(pdf: pikepdf.Pdf, *, is_ours: bool) -> Check:
    """What qpdf complains of when it reads every object and decodes every stream: in our own files, nothing."""
    faults = len(pdf.check_pdf_syntax())
    if not faults:
        return Check("qpdf's reading", CheckState.CLEAN)
    state = CheckState.FOUND if is_ours else CheckState.NOTICE
    return Check("qpdf's reading", state, f"{faults} faults in how it is written")


def revisions(held: Held, sought: Sought, *, is_ours: bool) -> Check:
    """Earlier versions of the document inside the file, and anything after its end.

    The end marks are not counted: a linearised file has two. Each earlier end is opened as the
    document it would be.
    """
    ends = [start + len(_END) for start in starts_of(_END_MARK, held, longest=len(_END))]
    after = held[ends[-1] :].strip(b"\r\n\0 \t") if ends else b""
    is_linearised = b"/Linearized" in held[:1024]
    if is_ours and (len(ends) != 1 or after or is_linearised or _refers_back(held)):
        return Check("one revision", CheckState.FOUND, "it holds an earlier version, or bytes after its end")
    if len(ends) > _MOST_REVISIONS:
        return Check("one revision", CheckState.UNAVAILABLE, f"more than {_MOST_REVISIONS} versions")
    told = sum(_tells(held[:end], sought) for end in ends[:-1])
    if told:
        return Check("one revision", CheckState.FOUND, f"{told} earlier versions")
    if after or (len(ends) > 1 and not is_linearised):
        return Check("one revision", CheckState.NOTICE, "it holds an earlier version, or bytes after its end")
    return Check("one revision", CheckState.CLEAN)


def _refers_back(held: Held) -> bool:
    longest = len(b"/XRefStm ")
    return any(_REFERS_BACK.match(held, start) for start in starts_of(_MAY_REFER_BACK, held, longest=longest))


def _tells(earlier: bytes, sought: Sought) -> bool:
    """Say whether the document as it was holds a term. What cannot be opened is left to the raw bytes."""
    try:
        with pypdfium2.PdfDocument(earlier) as document:
            return any(sought.is_in(page.get_textpage().get_text_range()) for page in document)
    except pypdfium2.PdfiumError:
        return False


def opened(path: Path) -> pikepdf.Pdf:
    """The file as qpdf opens it, without repairs being hidden: a file that needs one is not ours."""
    return pikepdf.open(path, suppress_warnings=True)
