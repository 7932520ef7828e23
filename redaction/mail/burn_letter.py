"""Takes what the schedule names out of a message's head and text, and puts the redacted enclosures in their place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from redaction.kinds.document_kind import DocumentKind, file_ending, media_type
from redaction.kinds.sniff import recognise_file
from redaction.mail.letter import Enclosure, Letter, Section
from redaction.mail.write_eml import WrittenEnclosure, WrittenSection, eml_of
from redaction.markup.page import Page, taken_apart
from redaction.markup.pages import as_file
from redaction.page import DocumentText
from redaction.plain.account import counted
from redaction.plain.invisible import visible
from redaction.plain.layout import laid_anew
from redaction.plain.parts import as_page
from redaction.plain.strands import Cutter, gaps_in, share_cut
from redaction.report import NOWHERE, BurnReport, Removal
from redaction.schedule import Gap, Schedule
from redaction.wording.readings import without_files


@dataclass(frozen=True, slots=True)
class Member:
    """An enclosure's redacted copy: where it is, and of what kind."""

    path: Path
    kind: DocumentKind


@dataclass(frozen=True, slots=True)
class _Text:
    """One text of the message, taken apart. `page` is there for HTML.

    `labels` are the names of the fields of a head: its strands are their values, with a line end after each.
    """

    name: str
    strands: list[str]
    section: Section | None = None
    page: Page | None = None
    labels: tuple[str, ...] = ()

    @property
    def read(self) -> str:
        """What a reader reads. The names of fields are the format's own words, and are never cut."""
        if not self.labels:
            return "".join(self.strands)
        return "".join(f"{label}: {self.strands[2 * at]}\n" for at, label in enumerate(self.labels))


def texts_of(letter: Letter) -> list[_Text]:
    """The head and each text, in the order of the message."""
    values = [piece for _, value in letter.head for piece in (value, "\n")]
    return [_Text("Message headers", values, labels=tuple(name for name, _ in letter.head)), *_bodies(letter)]


def read_letter(letter: Letter) -> DocumentText:
    """The same as the text of numbered parts."""
    texts = texts_of(letter)
    return DocumentText(
        tuple(as_page(number, text.read, text.name) for number, text in enumerate(texts, start=1)),
        tuple(counted(_left_out(texts, letter.left_out))),
    )


def burn_letter(letter: Letter, target: Path, schedule: Schedule, members: Sequence[Member]) -> BurnReport:
    """Write the message as EML.

    Args:
        members: a copy for each enclosure, in order.

    Raises:
        ValueError: there are more or fewer members than enclosures.
    """
    cutter = Cutter(schedule)
    texts = texts_of(letter)
    cut = [cutter.cut(text.strands) for text in texts]
    marked = [[cutter.with_marks(strand) for strand in strands] for strands in cut]
    for number, text in enumerate(texts):
        if text.section is not None and text.page is None and schedule.gap is Gap.FIXED:
            marked[number] = [laid_anew("".join(text.strands), "".join(cut[number]), cutter.with_marks)]
    head = [(name, marked[0][2 * at]) for at, name in enumerate(texts[0].labels)]
    enclosures = [
        WrittenEnclosure(
            member.path.read_bytes(),
            _media_type(member.kind),
            file_ending(member.kind),
            _is_shown(member.kind, each),
        )
        for member, each in zip(members, letter.enclosures, strict=True)
    ]
    sections = [_written(text, strands) for text, strands in zip(texts[1:], marked[1:], strict=True)]
    target.write_bytes(eml_of(head, sections, enclosures))
    return _report(texts, cut, letter.left_out)


def _is_shown(kind: DocumentKind, enclosure: Enclosure) -> bool:
    """Say whether it is a picture that stands in the text."""
    return bool(enclosure.content_id) and media_type(kind).startswith("image/")


def _media_type(kind: DocumentKind) -> str:
    """A message in a message travels as a file: MIME forbids base64 for a part that says it is a message."""
    return "application/octet-stream" if kind is DocumentKind.EML else media_type(kind)


def _bodies(letter: Letter) -> list[_Text]:
    pictures = {
        each.content_id: f"attachment-{number}"
        for number, each in enumerate(letter.enclosures, start=1)
        if each.content_id
    }
    texts: list[_Text] = []
    for section in letter.sections:
        kind = "Message in HTML" if section.is_html else "Message text"
        earlier = sum(text.name.startswith(kind) for text in texts)
        name = f"{kind} {earlier + 1}" if earlier else kind
        if section.is_html:
            page = taken_apart(section.text, pictures)
            if page.text.strip() or any("<img" in str(piece) for piece in page.pieces):
                texts.append(_Text(name, page.strands, section, page))
        else:
            text, _ = without_files(visible(section.text))
            texts.append(_Text(name, [text], section))
    return texts


def _written(text: _Text, strands: list[str]) -> WrittenSection:
    assert text.section is not None  # noqa: S101 - only the head has none
    if text.page is None:
        return WrittenSection("".join(strands), is_html=False, group=text.section.group)
    return WrittenSection(as_file(text.page.written(strands)), is_html=True, group=text.section.group)


def _report(texts: Sequence[_Text], cut: Sequence[Sequence[str]], left_out: Mapping[str, int]) -> BurnReport:
    removals = tuple(
        Removal(number, entry, NOWHERE)
        for number, strands in enumerate(cut, start=1)
        for _, entry in gaps_in("".join(strands))
    )
    return BurnReport(
        pages=len(texts),
        removals=removals,
        share_removed=tuple(
            share_cut("".join(text.strands), "".join(strands))
            for text, strands in zip(texts, cut, strict=True)
        ),
        part_names=tuple(text.name for text in texts),
        left_out=tuple(counted(_left_out(texts, left_out))),
        kind=DocumentKind.EML,
    )


def _left_out(texts: Sequence[_Text], of_message: Mapping[str, int]) -> Iterable[tuple[str, int]]:
    """What of a message and of each of its texts does not travel."""
    left = dict(of_message)
    for text in texts:
        for what, number in text.page.left_out.items() if text.page else ():
            left[what] = left.get(what, 0) + number
    return left.items()


def members_of(paths: Sequence[Path]) -> tuple[Member, ...]:
    """The copies in these files, each of the kind that its bytes are."""
    return tuple(Member(path, recognise_file(path).kind) for path in paths)
