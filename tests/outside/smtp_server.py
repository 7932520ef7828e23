"""A mail server that keeps what it is sent, with STARTTLS by a certificate made on the spot."""

import contextlib
import email
import socketserver
import ssl
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path

from tests.components.child import program


@dataclass
class MailServer:
    """Where it listens, what it trusts, what it got. `refuses` makes it say no to every recipient."""

    port: int = 0
    certificate: Path | None = None
    refuses: bool = False
    letters: list[Message] = field(default_factory=list)
    were_encrypted: list[bool] = field(default_factory=list)
    sign_ins: list[str] = field(default_factory=list)


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 and its key, good for a day."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    openssl = program("openssl", package="openssl", needed_for="the encrypted line to a mail server")
    made_for = ["-days", "1", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    written_to = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", *made_for, *written_to],
        check=True,
        capture_output=True,
    )
    return certificate, key


@contextlib.contextmanager
def running_mail_server(folder: Path | None) -> Iterator[MailServer]:
    """Start one; with a folder for its certificate it offers STARTTLS, without one it does not."""
    box = MailServer()
    context: ssl.SSLContext | None = None
    if folder is not None:
        box.certificate, key = make_certificate(folder)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(box.certificate, key)

    class Conversation(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with contextlib.suppress(OSError):
                _converse(self.request, box, context)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation) as server:
        server.daemon_threads = True
        box.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield box
        server.shutdown()


def _converse(line: ssl.SSLSocket, box: MailServer, context: ssl.SSLContext | None) -> None:
    stream = line.makefile("rb")

    def say(words: str) -> None:
        line.sendall(words.encode() + b"\r\n")

    say("220 test")
    while command := stream.readline().decode().strip():
        verb = command.split(" ")[0].upper()
        is_encrypted = isinstance(line, ssl.SSLSocket)
        if verb == "EHLO":
            say("250-test")
            say("250 STARTTLS" if context and not is_encrypted else "250 AUTH PLAIN")
        elif verb == "STARTTLS" and context:
            say("220 go on")
            line = context.wrap_socket(line, server_side=True)
            stream = line.makefile("rb")
        elif verb == "AUTH":
            box.sign_ins.append(command)
            say("235 welcome")
        elif verb == "RCPT" and box.refuses:
            say("550 nobody of the name at this address")
        elif verb == "DATA":
            say("354 go on")
            box.letters.append(email.message_from_bytes(_read_letter(stream)))
            box.were_encrypted.append(is_encrypted)
            say("250 kept")
        elif verb == "QUIT":
            say("221 bye")
            return
        else:
            say("250 well")


def _read_letter(stream: object) -> bytes:
    lines = []
    while (text := stream.readline()) not in (b".\r\n", b""):  # type: ignore[attr-defined]
        lines.append(text)
    return b"".join(lines)
