"""Sends letters: by SMTP, or into a folder where no mail server is configured.

A letter leaves our walls and lies in inboxes that we do not control, so it
holds nothing of a case: one fixed sentence, our reference, and where to look.
"""

import os
import re
import smtplib
import ssl
import tempfile
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from enum import Enum
from pathlib import Path

_ADDRESS = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){0,8}")
_REFERENCE = re.compile(r"[A-Z0-9][A-Z0-9./-]{0,39}")
#: https, or http on this machine alone. No query: nothing in a link is a secret.
_LINK = re.compile(r"(https://[A-Za-z0-9.:\[\]-]+|http://(127\.0\.0\.1|localhost)(:\d+)?)/[A-Za-z0-9/._~%-]*")


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

    def post(self, *, to_address: str, reference: str, link: str) -> None:
        """Send one letter, or raise LetterNotSent: the server is gone, stalls, refuses, or offers no TLS."""
        letter = letter_of(self._sender, to_address, reference, link)
        try:
            with self._connection() as server:
                if self._username:
                    server.login(self._username, self._password)
                server.send_message(letter)
        except (OSError, smtplib.SMTPException) as problem:
            # Only the kind of problem: a server's own words may repeat an address.
            raise LetterNotSent(
                f"The letter for {reference} was not sent ({type(problem).__name__}). "
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

    def post(self, *, to_address: str, reference: str, link: str) -> None:
        """Write it whole or not at all, under a name that says nothing; raises LetterNotSent."""
        letter = letter_of(self._sender, to_address, reference, link)
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, unfinished = tempfile.mkstemp(dir=self._folder, suffix=".part")
            with os.fdopen(handle, "wb") as file:
                file.write(letter.as_bytes())
            Path(unfinished).rename(Path(unfinished).with_suffix(".eml"))
        except OSError as problem:
            raise LetterNotSent(
                f"The letter for {reference} could not be written ({type(problem).__name__}). "
                "Check that the folder for letters can be written to and has room."
            ) from None


def letter_of(sender: str, to_address: str, reference: str, link: str) -> EmailMessage:
    """The letter as it travels. Marked as sent by a machine, so that nobody's absence note answers.

    Raises:
        LetterNotSent: a part is not of the form we use, line breaks above all.
    """
    parts = (("address", _ADDRESS, to_address), ("reference", _REFERENCE, reference), ("link", _LINK, link))
    for name, form, part in parts:
        if not form.fullmatch(part):
            raise LetterNotSent(f"A letter was not sent: its {name} is not of the form we use.")
    letter = EmailMessage()
    letter["From"] = sender
    letter["To"] = to_address
    letter["Subject"] = f"Something waits for you: {reference}"
    letter["Date"] = formatdate(usegmt=True)
    # Our own machine's name stays out of it.
    letter["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(
        f"Something waits for you.\n\nReference: {reference}\nSign in to see it: {link}\n\n"
        "This message holds no details, by design. Do not reply to it.\n"
    )
    return letter
