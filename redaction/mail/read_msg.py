"""Reads a message of Outlook (MSG).

Source: MS-OXMSG, MS-OXCMSG, MS-OXRTFCP. Named properties, transport headers, message ids, conversation indexes and
all else that no reader of the message sees are not read.
"""

import email.utils
import io
from collections.abc import Iterator
from typing import Final

import olefile

from redaction.mail import refusals
from redaction.mail.drawn_by_outlook import what_outlook_drew
from redaction.mail.letter import MOST_ENCLOSURES, Enclosure, Letter, Section
from redaction.mail.packed_rtf import unpacked_rtf
from redaction.mail.properties import Storage
from redaction.mail.read_eml import read_eml
from redaction.mail.within import as_it_was
from redaction.plain.encoding import decoded
from redaction.plain.invisible import visible
from redaction.rich.reader import read_rich
from redaction.schedule import Opening

_OF_MESSAGE: Final = 32
_OF_EMBEDDED: Final = 24
_OF_OTHERS: Final = 8
_CLASS, _SUBJECT, _BODY, _HTML, _RTF = 0x001A, 0x0037, 0x1000, 0x1013, 0x1009
_SENT_AT, _RECEIVED_AT = 0x0039, 0x0E06
_SENDER_NAME, _SENDER_ADDRESS, _SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
_FROM_NAME, _FROM_ADDRESS, _FROM_SMTP = 0x0042, 0x0065, 0x5D02
_NAME, _ADDRESS, _SMTP, _RECIPIENT_KIND = 0x3001, 0x3003, 0x39FE, 0x0C15
_FILE, _METHOD, _CONTENT_ID = 0x3701, 0x3705, 0x3712
_CODE_PAGE, _HTML_CODE_PAGE = 0x3FFD, 0x3FDE
_TO, _CC = 1, 2
_BY_VALUE, _EMBEDDED = 1, 5
_DEEPEST: Final = 20
_CLASSES: Final = {
    "IPM.APPOINTMENT": "set of details of a meeting (its place and times)",
    "IPM.SCHEDULE": "set of details of a meeting (its place and times)",
    "IPM.CONTACT": "set of details of a contact",
    "IPM.TASK": "set of details of a task",
}
"""What Outlook keeps of a message that is more than one, in fields of its own that are not read here."""
_FAULTS: Final = (LookupError, OSError, TypeError, ValueError, AttributeError, RecursionError)


def read_msg(held: bytes, opening: Opening) -> Letter:
    """The message in these bytes.

    Raises:
        DocumentRefused: one of its family; it is encrypted, signed, damaged or carries too much.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(held)) as file:
            return _letter(Storage(file, (), _OF_MESSAGE), opening, 0)
    except _FAULTS as wrong:
        raise refusals.damaged() from wrong


def _letter(message: Storage, opening: Opening, depth: int) -> Letter:
    if depth > _DEEPEST:
        raise refusals.too_many()
    if "SMIME" in message.text(_CLASS).upper():
        return _of_signed(message, opening)
    left_out = {what: 1 for kind, what in _CLASSES.items() if message.text(_CLASS).upper().startswith(kind)}
    enclosures = tuple(_enclosures(message, opening, depth, left_out))
    if len(enclosures) > MOST_ENCLOSURES:
        raise refusals.too_many()
    sections = tuple(_sections(message))
    fields = _fields(message)
    if not any(fields.values()) and not sections and not enclosures:
        raise refusals.damaged()
    return Letter(fields, sections, enclosures, left_out)


def _of_signed(message: Storage, opening: Opening) -> Letter:
    """A signed or encrypted message is kept whole in its one attachment, as it came through the internet."""
    if not message.text(_CLASS).upper().endswith("MULTIPARTSIGNED"):
        raise refusals.encrypted()
    if not opening.may_lose_signature:
        raise refusals.signed()
    names = message.storages("__attach_version1.0_")
    whole = [message.below(name, header_bytes=_OF_OTHERS).binary(_FILE) for name in names]
    if len(whole) != 1:
        raise refusals.damaged()
    inner = read_eml(whole[0], opening)
    return Letter(_fields(message), inner.sections, inner.enclosures, inner.left_out)


def _fields(message: Storage) -> dict[str, str]:
    code_page = _code_page(message)
    sender = _mailbox(
        message.text(_FROM_NAME, code_page=code_page) or message.text(_SENDER_NAME, code_page=code_page),
        *(message.text(number) for number in (_FROM_SMTP, _SENDER_SMTP, _FROM_ADDRESS, _SENDER_ADDRESS)),
    )
    sent_at = message.time(_SENT_AT) or message.time(_RECEIVED_AT)
    fields = {
        "From": sender,
        "To": ", ".join(_recipients(message, _TO, code_page)),
        "Cc": ", ".join(_recipients(message, _CC, code_page)),
        "Date": email.utils.format_datetime(sent_at) if sent_at else "",
        "Subject": message.text(_SUBJECT, code_page=code_page),
    }
    return {name: " ".join(visible(value).split()) for name, value in fields.items()}


def _recipients(message: Storage, kind: int, code_page: str) -> Iterator[str]:
    for name in message.storages("__recip_version1.0_"):
        person = message.below(name, header_bytes=_OF_OTHERS)
        if person.number(_RECIPIENT_KIND) == kind:
            yield _mailbox(person.text(_NAME, code_page=code_page), person.text(_SMTP), person.text(_ADDRESS))


def _mailbox(name: str, *addresses: str) -> str:
    """A name and the first address that is one of the internet, not of an Exchange directory."""
    address = next((each for each in addresses if "@" in each), "")
    return f"{name} <{address}>" if name and address and name != address else name or address


def _sections(message: Storage) -> Iterator[Section]:
    plain = message.text(_BODY, code_page=_code_page(message))
    html = message.text(_HTML, code_page=_html_code_page(message)) or _binary_html(message)
    if plain.strip():
        yield Section(plain, is_html=False, group=1)
    if html.strip():
        yield Section(html, is_html=True, group=1)
    packed = message.binary(_RTF)
    if packed and not plain.strip() and not html.strip():
        # Outlook makes the other readings from this one; where it did not, this is all there is.
        runs = read_rich(unpacked_rtf(packed)).runs
        yield Section("".join(run.text for run in runs), is_html=False, group=1)


def _binary_html(message: Storage) -> str:
    held = message.binary(_HTML)
    return decoded(held, told=_html_code_page(message)) if held else ""


def _enclosures(
    message: Storage, opening: Opening, depth: int, left_out: dict[str, int]
) -> Iterator[Enclosure]:
    for name in message.storages("__attach_version1.0_"):
        attachment = message.below(name, header_bytes=_OF_OTHERS)
        method = attachment.number(_METHOD)
        content_id = attachment.text(_CONTENT_ID).strip("<>")
        if attachment.has(f"__substg1.0_{_FILE:04X}000D"):
            if method != _EMBEDDED:
                left_out["embedded object"] = left_out.get("embedded object", 0) + 1
                continue
            inner = attachment.below(f"__substg1.0_{_FILE:04X}000D", header_bytes=_OF_EMBEDDED)
            yield Enclosure(as_it_was(_letter(inner, opening, depth + 1)))
        elif held := attachment.binary(_FILE):
            left = what_outlook_drew(held, content_id)
            if left:
                left_out[left] = left_out.get(left, 0) + 1
            else:
                yield Enclosure(held, content_id)
        else:
            what = "empty file" if method in {0, _BY_VALUE} else "link to a file"
            left_out[what] = left_out.get(what, 0) + 1


def _code_page(message: Storage) -> str:
    return _known(message.number(_CODE_PAGE))


def _html_code_page(message: Storage) -> str:
    return _known(message.number(_HTML_CODE_PAGE))


def _known(number: int) -> str:
    return {0: "", 65001: "utf-8", 20127: "ascii", 28591: "latin-1", 1200: "utf-16-le"}.get(
        number, f"cp{number}"
    )
