"""Reads a message back: its head and its texts by a strict grammar, its enclosures by their sums.

A message that our burner wrote must fit the grammar to the byte and hold the very copies that were verified.
Any other is read with the standard library's parser, and every way in which its source can spell.
"""

import email
import email.message
import email.policy
import hashlib
import re
from collections.abc import Iterator
from typing import Final

from redaction.kinds.document_kind import DocumentKind, file_ending, media_type
from redaction.verify.making import made
from redaction.verify.sought import Sought
from redaction.verify.verdict import Check, CheckState
from redaction.verify.whole_file import MOST_FILE_BYTES, Asked, of_whole_files
from redaction.verify.writing import html, plain
from redaction.verify.writing.entity import Entity, Malformed, read_entity, said_in_field
from redaction.verify.writing.plain import found, in_other_encodings, in_text
from redaction.verify.writing.spelt import before_addresses

_FIELDS: Final = {"MIME-Version", "From", "To", "Cc", "Date", "Subject", "Content-Type"}
_PLAIN: Final = "text/plain; charset=utf-8"
_HTML: Final = "text/html; charset=utf-8"
_OF_A_TEXT: Final = {"Content-Type", "Content-Transfer-Encoding"}
_OF_A_FILE: Final = _OF_A_TEXT | {"Content-ID", "Content-Disposition"}
_MEDIA_TYPES: Final = frozenset(media_type(kind) for kind in DocumentKind)
_ENDINGS: Final = frozenset(file_ending(kind) for kind in DocumentKind)
_FILE_NAME: Final = re.compile(r'(?:attachment|inline); filename="attachment-(\d{1,4})\.([a-z0-9-]{1,20})"')


def _checks(held: bytes, asked: Asked) -> list[Check]:
    """Every check on a message without its enclosures."""
    if asked.burned is None:
        return _of_any(held, asked.sought)
    return of_message(held, asked.sought, asked.burned.members)


def of_message(held: bytes, sought: Sought, members: tuple[str, ...]) -> list[Check]:
    """Every check on a message of ours.

    Args:
        members: the SHA-256 (hex) of each enclosure that was verified, in order.
    """
    try:
        message = read_entity(held)
    except (Malformed, UnicodeError):
        return [Check("structure", CheckState.FOUND, "more than the parts of a copy"), *_of_any(held, sought)]
    leaves = list(message.leaves()) if message.parts else []
    texts = [leaf for leaf in leaves if "Content-Disposition" not in leaf.headers]
    files = [leaf for leaf in leaves if "Content-Disposition" in leaf.headers]
    return [
        *made("structure", lambda: _structure(message, texts, files)),
        *made("head", lambda: found("head", sum(map(sought.count, _said(message))))),
        *(check for text in texts for check in made("text", lambda text=text: _of_text(text, sought))),  # type: ignore[misc]  # mypy cannot tell what a lambda with a default gives
        *made("enclosures", lambda: _enclosures(files, members)),
    ]


def _structure(message: Entity, texts: list[Entity], files: list[Entity]) -> Check:
    """Whether the message holds what a copy may and no more."""
    strange = len(message.headers.keys() - _FIELDS) + (message.headers.get("MIME-Version") != "1.0")
    strange += sum(text.headers.keys() != _OF_A_TEXT or text.kind not in {_PLAIN, _HTML} for text in texts)
    strange += sum(len(part.headers) > 1 for part in message.parts if part.parts)
    strange += sum(_is_strange(number, file) for number, file in enumerate(files, start=1))
    if strange or (not message.parts and not message.kind.startswith("multipart/mixed")):
        return Check("structure", CheckState.FOUND, f"{strange} strange parts or headers")
    return Check("structure", CheckState.CLEAN)


def _is_strange(number: int, file: Entity) -> bool:
    named = _FILE_NAME.fullmatch(file.headers["Content-Disposition"])
    return (
        file.headers.keys() != _OF_A_FILE
        or file.headers["Content-ID"] != f"<attachment-{number}>"
        or file.kind not in _MEDIA_TYPES
        or named is None
        or int(named.group(1)) != number
        or named.group(2) not in _ENDINGS
    )


def _said(message: Entity) -> Iterator[str]:
    """What the fields say that people wrote; the others are held to the letter by the structure."""
    for name in message.headers.keys() - {"MIME-Version", "Content-Type"}:
        yield message.headers[name]
        yield said_in_field(message.headers[name])
        yield "\n|\n".join(before_addresses(said_in_field(message.headers[name])))


def _of_text(text: Entity, sought: Sought) -> list[Check]:
    if text.kind == _HTML:
        return html.of_page(text.held, sought, is_ours=True)
    return plain.of_bytes(text.held, sought, is_ours=True)


def _enclosures(files: list[Entity], members: tuple[str, ...]) -> Check:
    """Whether the enclosures are, one for one, the copies that were verified."""
    sums = tuple(hashlib.sha256(file.held).hexdigest() for file in files)
    if sums != members:
        return Check("enclosures", CheckState.FOUND, "they are not the copies that were verified")
    return Check("enclosures", CheckState.CLEAN)


def _of_any(held: bytes, sought: Sought) -> list[Check]:
    """What a message of anybody's says: head, texts and source. Its enclosures are looked at apart."""
    message = email.message_from_bytes(held, policy=email.policy.default)
    fields, texts = [], []
    for part in message.walk():
        fields += [str(value) for value in part.values()] + [part.get_filename() or ""]
        if part.get_content_maintype() == "text":
            texts.append(_content(part))
    return [
        found("fields", sum(map(sought.count, fields))),
        *(check for text in texts for check in in_text(text, sought)),
        *in_text(held.decode("utf-8", "replace"), sought),
        *in_other_encodings(held, sought),
    ]


def _content(part: email.message.Message) -> str:
    """The words of a part, in the encoding that it says, or in UTF-8 where that is none."""
    held = part.get_payload(decode=True)
    if not isinstance(held, bytes):
        return ""
    try:
        return held.decode(part.get_content_charset() or "utf-8", "replace")
    except LookupError:
        return held.decode("utf-8", "replace")


inspect: Final = of_whole_files(_checks, most_bytes=2 * MOST_FILE_BYTES)
"""The verdict on a message without its enclosures."""
