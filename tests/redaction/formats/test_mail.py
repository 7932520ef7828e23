"""Messages of the internet: every way in which one says a name, and the check of its copy."""

import base64
from pathlib import Path

import pytest

import redaction
from redaction import (
    DocumentLocked,
    DocumentNotSupported,
    DocumentSigned,
    DocumentTooCostly,
    DocumentUnreadable,
)
from redaction.kinds.document_kind import DocumentKind
from redaction.kinds.sniff import recognise
from redaction.mail.read_eml import read_eml
from redaction.schedule import AS_IT_IS, Opening
from redaction.verify.writing.entity import Malformed, read_entity
from tests.redaction.mail_places import (
    ALL_PLACES,
    ATTACHED,
    CONTROL,
    HEAD,
    MAILBOX,
    SEEN_PLACES,
    TERM,
    a_text,
    in_base64,
    marked,
    several,
)
from tests.redaction.posting import checks_of, is_clean, posted


class TestHidingPlaces:
    """However a message says a name, it goes."""

    @pytest.mark.parametrize("place", ALL_PLACES)
    def test_a_name_is_gone_and_the_control_words_stay(self, place: str) -> None:
        copy = posted(marked(ALL_PLACES[place]), TERM, MAILBOX)

        assert is_clean(copy.held, copy.members, TERM, MAILBOX)
        assert "smith" not in copy.words.lower().replace("\u00ef", "i")
        assert CONTROL in copy.words or "subject" in place
        assert bool(copy.report.removals) is (place in SEEN_PLACES)
        assert recognise(copy.held, "").kind is DocumentKind.EML

    @pytest.mark.parametrize("place", ALL_PLACES)
    def test_what_says_it_is_no_copy(self, place: str) -> None:
        names = {
            check.name
            for check in checks_of(ALL_PLACES[place].encode(), (), TERM, MAILBOX)
            if check.state == "found"
        }

        assert "structure" in names
        assert names - {"structure"} or place in {"the boundary", "a file's name in RFC 2231"}


class TestCopiesThatLeak:
    """A copy of the right shape that says a term in one place is refused."""

    def a_copy(self) -> bytes:
        return posted(
            marked(HEAD + several(a_text("x"), a_text("<p>y</p>", "text/html"), kind="alternative"))
        ).held

    def test_the_copy_itself_is_clean(self) -> None:
        assert is_clean(self.a_copy(), (), TERM)

    @pytest.mark.parametrize("field", ["From", "To", "Date", "Subject"])
    def test_a_term_in_a_field_is_found(self, field: str) -> None:
        lines = self.a_copy().decode().split("\r\n")
        leaking = "\r\n".join(
            f"{field}: Anna Smith" if line.startswith(field + ":") else line for line in lines
        )

        assert not is_clean(leaking.encode(), (), TERM)

    def test_a_term_in_an_encoded_word_is_found(self) -> None:
        leaking = self.a_copy().replace(
            CONTROL.encode(),
            f"=?utf-8?B?{in_base64('Anna Smi')}?=\r\n =?utf-8?B?{in_base64('th')}?=".encode(),
        )

        assert {check.name for check in checks_of(leaking, (), TERM) if check.state == "found"} == {"head"}

    @pytest.mark.parametrize(("text", "other"), [("x\n", "Anna Smith\n"), ("x\n", "Anna\u2066 Smith")])
    def test_a_term_in_a_text_is_found(self, text: str, other: str) -> None:
        leaking = self.a_copy().replace(in_base64(text).encode(), in_base64(other).encode())

        assert leaking != self.a_copy()
        assert not is_clean(leaking, (), TERM)

    def test_a_term_in_html_is_found(self) -> None:
        copy = posted(marked(HEAD + a_text("<p>Anna Smith</p>", "text/html")))

        assert not is_clean(copy.held, copy.members, TERM)

    def test_a_term_in_a_file_s_name_is_found(self) -> None:
        copy = posted(marked(HEAD + several(a_text("x"), "Content-Disposition: attachment\n" + a_text("y"))))
        leaking = copy.held.replace(b"attachment-1.text", b"Anna Smith.txt").replace(
            b"attachment-1.txt", b"Anna Smith.txt"
        )

        assert is_clean(copy.held, copy.members, TERM)
        assert not is_clean(leaking, copy.members, TERM)

    def test_an_enclosure_that_is_not_the_verified_one_is_refused(self) -> None:
        copy = posted(marked(HEAD + several(a_text("x"), "Content-Disposition: attachment\n" + a_text("y"))))

        assert not is_clean(copy.held, (), TERM)
        assert not is_clean(copy.held, ("0" * 64,), TERM)
        assert not is_clean(copy.held, copy.members * 2, TERM)

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (b"--=_mixed\r\n", b"before\r\n--=_mixed\r\n"),
            (b"--=_mixed--\r\n", b"--=_mixed--\r\nbehind\r\n"),
            (b"MIME-Version: 1.0\r\n", b"MIME-Version: 1.0\r\nX-More: y\r\n"),
            (b"MIME-Version: 1.0\r\n", b"MIME-Version: 1.0 (y)\r\n"),
            (b"MIME-Version: 1.0\r\n", b"MIME-Version: 1.0\r\nMIME-Version: 1.0\r\n"),
            (b"charset=utf-8", b"charset=utf-7"),
            (b"base64\r\n\r\n", b"base64\r\nX-More: y\r\n\r\n"),
            (b"--=_same_1--", b"--=_same_1-- "),
        ],
    )
    def test_a_byte_that_nobody_accounts_for_is_refused(self, old: bytes, new: bytes) -> None:
        copy = self.a_copy()

        assert old in copy
        assert not is_clean(copy.replace(old, new, 1), (), TERM)

    def test_spare_bits_of_base64_are_refused(self) -> None:
        with pytest.raises(Malformed):
            read_entity(b"Content-Transfer-Encoding: base64\r\n\r\neB==")


class TestNamesThatAreTheFormatsOwn:
    """People are called Mixed and Date, as a message's own words are."""

    @pytest.mark.parametrize("name", ["Date", "Subject", "Mixed", "Inline", "Plain"])
    def test_a_person_of_that_name_is_taken_out(self, name: str) -> None:
        source = HEAD + f"Subject: Mr {name}\n" + several(a_text(f"Mr {name}"), f"{ATTACHED}\n" + a_text("y"))

        copy = posted(source.encode(), name)

        assert len(copy.report.removals) == 2
        assert is_clean(copy.held, copy.members, name)


class TestWhatStays:
    """The message itself."""

    def test_the_head_and_both_texts_stay(self) -> None:
        source = (
            HEAD
            + "Subject: Tea \u2013 at four\n"
            + several(a_text("Hello"), a_text("<p>Hello</p>", "text/html"), kind="alternative")
        )

        letter = posted(source.encode(), TERM).letter

        assert dict(letter.head) == {
            "From": "Bo Jones <bo@example.test>",
            "To": "c@example.test",
            "Date": "Mon, 02 Nov 2026 10:00:00 +0000",
            "Subject": "Tea \u2013 at four",
        }
        assert [(each.is_html, each.group) for each in letter.sections] == [(False, 1), (True, 1)]

    def test_a_picture_in_the_text_stays_in_its_place(self) -> None:
        coded = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()
        head = "Content-Type: image/png\nContent-ID: <pic@x>\nContent-Transfer-Encoding: base64\n"
        picture = f"{head}Content-Disposition: inline\n\n{coded}\n"
        source = HEAD + several(
            a_text('<p>a<img src="cid:pic@x">b</p>', "text/html"), picture, kind="related"
        )

        letter = posted(source.encode(), TERM).letter

        assert '<p>a<img src="cid:attachment-1">b</p>' in letter.sections[0].text
        assert [each.content_id for each in letter.enclosures] == ["attachment-1"]

    def test_a_very_long_subject_stays_whole(self) -> None:
        subject = "word " * 400 + "end"

        assert (
            posted((HEAD + f"Subject: {subject}\n" + a_text("x")).encode(), TERM).letter.fields["Subject"]
            == subject
        )

    def test_a_calendar_a_card_and_a_notice_of_delivery_are_enclosures(self) -> None:
        source = HEAD + several(
            a_text("BEGIN:VCALENDAR\nEND:VCALENDAR", "text/calendar"),
            a_text("BEGIN:VCARD\nEND:VCARD", "text/vcard"),
            a_text("Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; y", "message/delivery-status"),
        )

        enclosures = read_eml(source.encode(), AS_IT_IS).enclosures

        assert [recognise(each.held, "").kind for each in enclosures] == [DocumentKind.TEXT] * 3

    def test_a_message_in_a_message_is_a_message_even_without_a_sender(self) -> None:
        inner = "Content-Type: message/rfc822\n\nSubject: inner\n\nbody\n"

        enclosures = read_eml((HEAD + several(a_text("x"), inner)).encode(), AS_IT_IS).enclosures

        assert [recognise(each.held, "").kind for each in enclosures] == [DocumentKind.EML]

    def test_the_report_names_the_parts_and_what_was_left_out(self) -> None:
        html = a_text("<p>x</p><script></script>", "text/html")
        empty = "Content-Type: application/pdf\nContent-Disposition: attachment\n\n\n"

        report = posted((HEAD + several(a_text("x"), html, empty)).encode(), TERM).report

        assert report.part_names == ("Message headers", "Message text", "Message in HTML")
        assert report.left_out == ("1 empty file", "1 script or style")


class TestLockedAndSigned:
    """What cannot be opened is said to be so; a signature is given up only when somebody says so."""

    SIGNED = HEAD + several(
        a_text("signed words"), "Content-Type: application/pkcs7-signature\n\nxx\n", kind="signed"
    )
    PGP = HEAD + a_text(
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n- signed words\n"
        "-----BEGIN PGP SIGNATURE-----\nxx\n-----END PGP SIGNATURE-----"
    )

    @pytest.mark.parametrize("source", [SIGNED, PGP])
    def test_a_signed_message_is_refused_until_somebody_says_so(self, source: str) -> None:
        with pytest.raises(DocumentSigned, match="signature"):
            read_eml(source.encode(), AS_IT_IS)

        letter = read_eml(source.encode(), Opening(may_lose_signature=True))
        assert letter.sections[0].text.strip() == "signed words"
        assert letter.enclosures == ()
        assert letter.left_out == {"digital signature": 1}

    @pytest.mark.parametrize(
        ("source", "error"),
        [
            (
                HEAD + "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nxx\n",
                DocumentLocked,
            ),
            (
                HEAD + "Content-Type: application/x-pkcs7-mime; smime-type=signed-data\n\nxx\n",
                DocumentNotSupported,
            ),
            (
                HEAD + several("Content-Type: application/pgp-encrypted\n\nVersion: 1\n", kind="encrypted"),
                DocumentLocked,
            ),
            (HEAD + a_text("-----BEGIN PGP MESSAGE-----\n\nxx\n-----END PGP MESSAGE-----"), DocumentLocked),
        ],
    )
    def test_an_encrypted_message_is_refused(self, source: str, error: type[Exception]) -> None:
        with pytest.raises(error):
            read_eml(source.encode(), Opening(may_lose_signature=True))


class TestBadInput:
    """One sentence, whatever came."""

    def test_parts_in_parts_without_end_are_refused(self) -> None:
        source = (
            HEAD
            + "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(80))
            + a_text("x")
        )

        with pytest.raises(DocumentTooCostly):
            read_eml(source.encode(), AS_IT_IS)

    def test_more_files_than_one_message_may_carry_are_refused(self) -> None:
        with pytest.raises(DocumentTooCostly):
            read_eml((HEAD + several(*["Content-Type: image/png\n\nx\n"] * 600)).encode(), AS_IT_IS)

    def test_what_is_no_message_is_refused(self) -> None:
        with pytest.raises(DocumentUnreadable):
            read_eml(b"\n\n", AS_IT_IS)

    @pytest.mark.parametrize(
        "odd",
        [
            "Subject: =?utf-8?B?????=\n" + a_text("Anna Smith"),
            "Subject: =?nobody?Q?Anna_Smith?=\n" + a_text("x"),
            "Date: Anna Smith\n" + a_text("x"),
            'From: "Anna Smith\n' + a_text("x"),
            "From: Anna Smith:;,,<>@\n" + a_text("x"),
            a_text("QW5uYSBTbWl0aA", coding="base64"),
            a_text("=41nna=", coding="quoted-printable") + " Smith",
            "Content-Type: text/plain; charset==\n\nAnna Smith",
            "Content-Type: multipart/mixed\n\nAnna Smith",
            "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nQW5uYSBTbWl0aA==",
        ],
    )
    def test_a_broken_message_never_leaks(self, odd: str) -> None:
        copy = posted(("MIME-Version: 1.0\nFrom: x\n" + odd).encode(), TERM)

        assert is_clean(copy.held, copy.members, TERM)


@pytest.mark.slow
class TestThroughTheFrontDoor:
    """A message goes through children, and so does each thing that it encloses."""

    def test_a_message_is_redacted_with_all_that_it_encloses(self, tmp_path: Path) -> None:
        inner = f"Content-Type: message/rfc822\n\n{HEAD}Subject: Anna Smith\n\n{CONTROL} of Anna Smith\n"
        table = "Content-Disposition: attachment; filename=x.csv\n" + a_text(
            "id,first,last\n1,Anna,Smith\n2,Bo,Jo", "text/csv"
        )
        source, target = tmp_path / "source.eml", tmp_path / "target.eml"
        source.write_bytes(marked(HEAD + several(a_text("Dear Anna Smith"), inner, table)))

        redacted = redaction.apply(
            source, target, redaction.Schedule((redaction.ScheduleEntry(TERM, redaction.Ground.CHILD),))
        )

        pages = redaction.read_pages(target).pages
        assert redacted.verdict.is_clean
        assert redacted.kind is DocumentKind.EML
        assert redacted.report.part_names == tuple(page.name for page in pages)
        assert redacted.report.part_names[-1] == "Attachment 2, Lines 1 to 4"
        assert [removal.page_number for removal in redacted.report.removals] == [2, 3, 4, 5, 5]
        assert not any(TERM in page.text for page in pages)
        assert f"{CONTROL} of [redacted]" in pages[3].text
        assert redaction.pages_of(target) == 5
        assert redaction.render_page(target, 4).startswith(b"\x89PNG")
        assert redaction.verify_file(target, [TERM]).is_clean
        assert not redaction.verify_file(target, [CONTROL]).is_clean

    def test_a_file_that_cannot_be_redacted_is_named_by_its_number(self, tmp_path: Path) -> None:
        source = tmp_path / "source.eml"
        sound = "Content-Type: audio/mpeg\nContent-Disposition: attachment; filename=Anna.mp3\n\nID3xxxx\n"
        source.write_bytes((HEAD + several(a_text("x"), sound)).encode())

        with pytest.raises(DocumentNotSupported, match=r"^Attachment 1 is an audio or video recording"):
            redaction.apply(source, tmp_path / "target", redaction.Schedule(()))
        assert not (tmp_path / "target").exists()

    def test_what_stands_in_a_message_is_taken_out_for_the_scanner(self, tmp_path: Path) -> None:
        inner = f"Content-Type: message/rfc822\n\n{HEAD}" + several(
            a_text("x"), "Content-Disposition: attachment\n" + a_text("virus?")
        )
        source, folder = tmp_path / "source.eml", tmp_path / "files"
        source.write_bytes(
            (HEAD + several(a_text("x"), inner.replace("--b", "--c").replace('"b"', '"c"'))).encode()
        )
        folder.mkdir()

        files = redaction.take_out_attachments(source, folder)

        assert [file.read_bytes().strip() for file in files][1:] == [b"virus?"]
