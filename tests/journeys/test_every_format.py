"""One journey for each family of formats, from upload to certificate: given, when, then."""

import csv
import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from app import Service, build_desk, throw_away_settings
from exchange.casework.desk import SYSTEM, Desk
from exchange.casework.trying_out.journey import JourneyStopped, Luggage, travel
from exchange.rules.audit import Deed
from exchange.rules.disclosure import Disclosure
from exchange.rules.material import Version, VersionKind
from storage import Receipt
from tests.redaction.bad_documents import a_locked_document, a_signed_document
from tests.redaction.office_papers import a_docx, paragraph

pytestmark = pytest.mark.slow

#: What every document says, and the names in it that no copy may hold.
SAID = "Maisie Brennan was seen by Marlow Pemberton."
KEPT = "The visit was quiet and nothing was noted."
GONE = (b"Brennan", b"Pemberton")


def a_text() -> bytes:
    return f"{SAID}\n{KEPT}\n".encode()


def a_table() -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows([["Name", "Note", "Day"], ["Maisie Brennan", KEPT, "Tuesday"]] * 3)
    return written.getvalue().encode()


def an_rtf() -> bytes:
    return rb"{\rtf1\ansi\deff0 " + f"{SAID}\\par {KEPT}".encode() + rb"\par}"


def a_web_page() -> bytes:
    head = "<!doctype html><html><head><title>Note</title></head>"
    return f"{head}<body><p>{SAID}</p><p>{KEPT}</p></body></html>".encode()


def a_letter() -> bytes:
    return a_docx(paragraph(SAID) + paragraph(KEPT))


def a_mail() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = "duty@norchester.example", "desk@iopc.example"
    mail["Date"], mail["Subject"] = "Fri, 20 Nov 2026 10:00:00 +0000", "The visit"
    mail.set_content(f"{SAID}\n{KEPT}\n")
    return mail.as_bytes()


def a_photograph() -> bytes:
    picture = Image.new("RGB", (1400, 500), "white")
    face = ImageFont.truetype("DejaVuSans.ttf", 40)
    ImageDraw.Draw(picture).multiline_text((60, 80), f"{SAID}\n\n{KEPT}", fill="black", font=face)
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def a_bundle() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("note.txt", a_text())
        bundle.writestr("letter.docx", a_letter())
    return held.getvalue()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    settings = throw_away_settings(tmp_path / "house")
    Service(settings).migrate()
    return build_desk(settings)


class Seen:
    """What a journey left on the record: the copy, its schedule, and what went."""

    def __init__(self, desk: Desk) -> None:
        with desk.ledger.look(SYSTEM, Deed.VERIFY_AUDIT, at=desk.now()) as act:
            versions: tuple[Version, ...] = act.versions.where()
            self.disclosures: tuple[Disclosure, ...] = act.disclosures.where()
        (self.copy,) = (each for each in versions if each.kind is VersionKind.REDACTED)
        self.schedule = [each for each in versions if each.kind is VersionKind.SCHEDULE]
        self.bytes = b"".join(desk.vault.open(Receipt.from_json(self.copy.receipt)).chunks())
        self.table = next(
            b"".join(desk.vault.open(Receipt.from_json(each.receipt)).chunks())
            for each in self.schedule
            if each.format == "csv"
        )


def walk(desk: Desk, luggage: Luggage) -> tuple[list[str], Seen]:
    """Every step by name, and what was to be seen once the copy had gone."""
    names, seen = [], None
    for step in travel(desk, luggage):
        names.append(step.name.split()[0])
        if names[-1] == "10":
            seen = Seen(desk)
    assert seen is not None
    return names, seen


def a_file(folder: Path, content: bytes, name: str) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def unpacked(held: bytes) -> bytes:
    """The bytes as they are, and every part of a package in the clear."""
    if not held.startswith(b"PK"):
        return held
    with zipfile.ZipFile(io.BytesIO(held)) as package:
        return held + b"".join(unpacked(package.read(name)) for name in package.namelist())


@pytest.mark.parametrize(
    ("make", "name", "kind"),
    [
        (a_text, "note.txt", "text"),
        (a_table, "list.csv", "csv"),
        (an_rtf, "letter.rtf", "rtf"),
        (a_web_page, "page.html", "html"),
        (a_letter, "letter.docx", "docx"),
        (a_mail, "mail.eml", "eml"),
        (a_photograph, "photograph.png", "png"),
        (a_bundle, "bundle.zip", "zip"),
    ],
)
def test_a_document_of_each_family_travels_in_its_own_format(
    desk: Desk, tmp_path: Path, make: Callable[[], bytes], name: str, kind: str
) -> None:
    names, seen = walk(desk, Luggage(a_file(tmp_path, make(), name)))

    assert names[-1] == "13"
    assert seen.copy.format == kind
    assert sorted(each.format for each in seen.schedule) == ["csv", "pdf"]
    assert seen.copy.id in {each.version_id for each in seen.disclosures}
    for word in GONE:
        assert word not in unpacked(seen.bytes)
        assert word not in seen.table


def test_a_letter_of_word_travels_as_a_pdf_when_the_reviewer_asks(desk: Desk, tmp_path: Path) -> None:
    names, seen = walk(desk, Luggage(a_file(tmp_path, a_letter(), "letter.docx"), copy_format="pdf"))

    assert names[-1] == "13"
    assert (seen.copy.format, seen.bytes[:5]) == ("pdf", b"%PDF-")


def test_a_locked_document_travels_with_its_password_and_not_without(desk: Desk, tmp_path: Path) -> None:
    file = a_file(tmp_path, a_locked_document(), "locked.pdf")

    names, seen = walk(desk, Luggage(file, password="reader"))

    assert (names[-1], seen.copy.format) == ("13", "pdf")
    assert b"/Encrypt" not in seen.bytes


def test_without_its_password_a_locked_document_stops(desk: Desk, tmp_path: Path) -> None:
    file = a_file(tmp_path, a_locked_document(), "locked.pdf")

    with pytest.raises(JourneyStopped, match="asks for a password"):
        walk(desk, Luggage(file))


def test_a_signed_document_travels_when_somebody_says_it_may(desk: Desk, tmp_path: Path) -> None:
    file = a_file(tmp_path, a_signed_document(), "signed.pdf")

    names, seen = walk(desk, Luggage(file, may_lose_signature=True))

    assert names[-1] == "13"
    assert b"/ByteRange" not in seen.bytes
