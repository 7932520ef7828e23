"""A letter holds a reference and a link, and leaves by an encrypted line or not at all."""

import email
import email.policy
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from exchange.outside.letters import FolderLetters, LetterNotSent, LineSecurity, SmtpLetters, letter_of
from tests.components import FaultProxy, Wire, free_ports
from tests.outside.smtp_server import MailServer, running_mail_server


def some_letter(
    to_address: str = "amit.shah@northshire.example",
    reference: str = "DIS-2026-0107",
    link: str = "https://exchange.example/disclosures/DIS-2026-0107",
) -> dict[str, str]:
    return {"to_address": to_address, "reference": reference, "link": link}


@pytest.fixture(scope="module")
def mail_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailServer]:
    with running_mail_server(tmp_path_factory.mktemp("certificate")) as server:
        yield server


def letters_through(server: MailServer, **settings: str) -> SmtpLetters:
    return SmtpLetters(
        "127.0.0.1",
        server.port,
        "exchange@exchange.example",
        ca_file=server.certificate,
        timeout_seconds=60,
        **settings,  # type: ignore[arg-type]
    )


class TestWhatALetterSays:
    """Nothing of a case goes into a mailbox."""

    def test_it_is_one_fixed_sentence_the_reference_and_the_link_and_no_more(self) -> None:
        letter = letter_of("exchange@exchange.example", **some_letter())

        assert letter["Subject"] == "Something waits for you: DIS-2026-0107"
        assert letter.get_content() == (
            "Something waits for you.\n\n"
            "Reference: DIS-2026-0107\n"
            "Sign in to see it: https://exchange.example/disclosures/DIS-2026-0107\n\n"
            "This message holds no details, by design. Do not reply to it.\n"
        )

    @pytest.mark.parametrize(
        "part",
        [
            {"to_address": "a@b.example\r\nBcc: c@d.example"},
            {"to_address": "a@b.example, c@d.example"},
            {"to_address": "nobody"},
            {"reference": "DIS-1\nX-Other: 1"},
            {"reference": "Tyler Brennan"},
            {"link": "http://exchange.example/"},
            {"link": "https://exchange.example/collect?ticket=1"},
            {"link": "https://exchange.example/\n"},
            {"link": "javascript:alert(1)"},
        ],
    )
    def test_a_part_of_another_form_is_refused(self, part: dict[str, str]) -> None:
        with pytest.raises(LetterNotSent, match="not of the form") as refused:
            letter_of("exchange@exchange.example", **some_letter(**part))

        assert not any(value in str(refused.value) for value in part.values())

    def test_on_this_machine_alone_a_link_may_be_plain_http(self) -> None:
        link = "http://127.0.0.1:8000/disclosures/1"

        assert link in letter_of("exchange@localhost", **some_letter(link=link)).get_content()


class TestByMailServer:
    """A real conversation with a real server."""

    def test_a_letter_arrives_whole_over_an_encrypted_line(self, mail_server: MailServer) -> None:
        letters_through(mail_server).post(**some_letter())

        arrived = mail_server.letters[-1]
        assert mail_server.were_encrypted[-1]
        assert arrived["To"] == "amit.shah@northshire.example"
        assert arrived["From"] == "exchange@exchange.example"
        assert arrived["Subject"] == "Something waits for you: DIS-2026-0107"
        assert arrived["Auto-Submitted"] == "auto-generated"
        assert arrived["Message-ID"].endswith("@exchange.example>")
        assert "https://exchange.example/disclosures/DIS-2026-0107" in arrived.get_payload()

    def test_the_password_is_given_when_there_is_one(self, mail_server: MailServer) -> None:
        letters_through(mail_server, username="exchange", password="a-secret").post(**some_letter())

        assert len(mail_server.sign_ins) == 1

    def test_a_server_without_encryption_gets_no_letter(self) -> None:
        with running_mail_server(None) as plain:
            with pytest.raises(LetterNotSent, match="DIS-2026-0107"):
                letters_through(plain).post(**some_letter())

            assert plain.letters == []

    def test_a_server_on_this_machine_may_be_used_without_when_told_so(self) -> None:
        with running_mail_server(None) as plain:
            SmtpLetters("127.0.0.1", plain.port, "x@y.example", security=LineSecurity.NONE).post(
                **some_letter()
            )

            assert plain.were_encrypted == [False]

    def test_a_certificate_that_nobody_vouches_for_is_refused(self, mail_server: MailServer) -> None:
        before = len(mail_server.letters)
        with pytest.raises(LetterNotSent):
            SmtpLetters("127.0.0.1", mail_server.port, "x@y.example").post(**some_letter())

        assert len(mail_server.letters) == before

    def test_a_refused_address_is_not_repeated_in_the_error(self) -> None:
        with running_mail_server(None) as plain:
            plain.refuses = True
            letters = SmtpLetters("127.0.0.1", plain.port, "x@y.example", security=LineSecurity.NONE)
            with pytest.raises(LetterNotSent) as refused:
                letters.post(**some_letter())

        assert "amit" not in str(refused.value)
        assert refused.value.__cause__ is None

    def test_a_server_that_is_gone_is_said_so(self) -> None:
        (port,) = free_ports(1)
        with pytest.raises(LetterNotSent, match="stays owed"):
            SmtpLetters("127.0.0.1", port, "x@y.example").post(**some_letter())

    def test_a_server_that_stalls_is_given_up(
        self, mail_server: MailServer, fault_proxy: Callable[[int], FaultProxy]
    ) -> None:
        wire = fault_proxy(mail_server.port)
        wire.wire = Wire.STALLED
        with pytest.raises(LetterNotSent):
            SmtpLetters("127.0.0.1", wire.port, "x@y.example", timeout_seconds=0.5).post(**some_letter())


class TestIntoAFolder:
    """A machine without a mail server still shows what would have been sent."""

    def test_a_letter_is_a_file_that_any_mail_program_opens(self, tmp_path: Path) -> None:
        FolderLetters(tmp_path / "letters").post(**some_letter())

        (written,) = (tmp_path / "letters").iterdir()
        message = email.message_from_bytes(written.read_bytes(), policy=email.policy.default)
        assert written.suffix == ".eml"
        assert "amit" not in written.name
        assert message["Subject"] == "Something waits for you: DIS-2026-0107"
        assert stat.S_IMODE(written.stat().st_mode) == 0o600

    def test_two_letters_are_two_files(self, tmp_path: Path) -> None:
        letters = FolderLetters(tmp_path)
        letters.post(**some_letter())
        letters.post(**some_letter())

        assert len(list(tmp_path.glob("*.eml"))) == 2

    def test_a_folder_that_cannot_be_written_is_said_so(self, tmp_path: Path) -> None:
        (tmp_path / "letters").write_text("a file stands where the folder should be")

        with pytest.raises(LetterNotSent, match="could not be written"):
            FolderLetters(tmp_path / "letters").post(**some_letter())
