"""Sends letters: by SMTP, or into a folder where no mail server is configured."""

import os
import smtplib
import ssl
import tempfile
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from enum import Enum
from pathlib import Path

from exchange.rules.letters import Letter, LetterKind

__all__ = ["FolderLetters", "Letter", "LetterKind", "LetterNotSent", "LineSecurity", "SmtpLetters"]


class LetterNotSent(Exception):
    """The letter did not leave. Trying again later may help; nothing else depends on it."""


class LineSecurity(Enum):
    """How the line to the mail server is protected."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"  # a mail server on this machine


class SmtpLetters:
    """Hands each letter to a mail server, over one connection for each.

    Args:
        sender: the address that letters come from.
        security: STARTTLS unless told otherwise; a server that does not offer it gets no letter.
        username: empty for a server that asks for none.
        ca_file: certificates to trust instead of the system's.
    """

    def __init__(
        self,
        host: str,
        port: int,
        sender: str,
        *,
        security: LineSecurity = LineSecurity.STARTTLS,
        username: str = "",
        password: str = "",
        ca_file: Path | None = None,
        timeout_seconds: float = 20.0,
    ) -> None:
        self._host, self._port, self._sender = host, port, sender
        self._security = security
        self._username, self._password = username, password
        self._ca_file = ca_file
        self._timeout_seconds = timeout_seconds

    def send(self, letter: Letter) -> None:
        """Send it, or raise LetterNotSent: the server is gone, stalls, refuses, or offers no TLS."""
        try:
            with self._connection() as server:
                if self._username:
                    server.login(self._username, self._password)
                server.send_message(message_of(letter, sender=self._sender))
        except (OSError, smtplib.SMTPException) as problem:
            # Only the kind of problem: a server's own words may repeat an address.
            raise LetterNotSent(
                f"The letter for {letter.reference} was not sent ({type(problem).__name__}). "
                "It stays owed and is tried again; check the mail server's settings if it goes on."
            ) from None

    def _connection(self) -> smtplib.SMTP:
        context = ssl.create_default_context(cafile=None if self._ca_file is None else str(self._ca_file))
        if self._security is LineSecurity.TLS:
            return smtplib.SMTP_SSL(self._host, self._port, timeout=self._timeout_seconds, context=context)
        server = smtplib.SMTP(self._host, self._port, timeout=self._timeout_seconds)
        if self._security is LineSecurity.STARTTLS:
            try:
                server.starttls(context=context)
            except BaseException:
                server.close()
                raise
        return server


class FolderLetters:
    """Writes each letter as an .eml file, for a machine without a mail server.

    Args:
        path: the folder; made when it is not there.
        sender: the address that letters come from.
    """

    def __init__(self, path: Path, sender: str = "exchange@localhost") -> None:
        self._folder = path
        self._sender = sender

    def send(self, letter: Letter) -> None:
        """Write it whole or not at all, under a name that says nothing; raises LetterNotSent."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, unfinished = tempfile.mkstemp(dir=self._folder, suffix=".part")
            with os.fdopen(handle, "wb") as file:
                file.write(message_of(letter, sender=self._sender).as_bytes())
            Path(unfinished).rename(Path(unfinished).with_suffix(".eml"))
        except OSError as problem:
            raise LetterNotSent(
                f"The letter for {letter.reference} could not be written ({type(problem).__name__}). "
                "Check that the folder for letters can be written to and has room."
            ) from None


def message_of(letter: Letter, *, sender: str) -> EmailMessage:
    """The letter as it travels. Marked as sent by a machine, so that nobody's absence note answers."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = letter.to_address
    message["Subject"] = letter.subject
    message["Date"] = formatdate(usegmt=True)
    # Our own machine's name stays out of it.
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body)
    return message
