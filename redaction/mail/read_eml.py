"""Reads a message of the internet (EML) with the standard library's parser.

Source: RFC 5322, 2045 to 2047, 2231, 3676, 1847 (signed and encrypted), 3156 and 8551 (PGP and S/MIME).
"""

import email.errors
import email.header
import email.message
import email.parser
import email.policy
import email.utils
import re
from dataclasses import replace
from typing import Final

from redaction.mail import refusals
from redaction.mail.drawn_by_outlook import what_outlook_drew
from redaction.mail.letter import FIELDS, MOST_ENCLOSURES, Enclosure, Letter, Section
from redaction.mail.read_tnef import read_envelope
from redaction.mail.tnef import is_envelope
from redaction.plain.encoding import decoded
from redaction.plain.invisible import visible
from redaction.schedule import Opening

_Message = email.message.Message
_DEEPEST: Final = 60
_SEALED: Final = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_SIGNATURES: Final = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
)
_PGP_LOCKED: Final = "-----BEGIN PGP MESSAGE-----"
_PGP_SIGNED: Final = "-----BEGIN PGP SIGNED MESSAGE-----"
_PGP_ARMOUR: Final = re.compile(
    r"-----BEGIN PGP SIGNED MESSAGE-----\r?\n(?:[A-Za-z]+: [^\n]*\n)*\r?\n?"
    r"|-----BEGIN PGP SIGNATURE-----.*?-----END PGP SIGNATURE-----\r?\n?",
    re.DOTALL,
)


def read_eml(held: bytes, opening: Opening) -> Letter:
    """The message in these bytes.

    Raises:
        DocumentRefused: one of its family; it is encrypted, signed, damaged or carries too much.
    """
    try:
        message = email.parser.BytesParser(policy=email.policy.compat32).parsebytes(held)
        return _Reading(opening).letter(message)
    except (
        LookupError,
        UnicodeError,
        TypeError,
        ValueError,
        AttributeError,
        email.errors.MessageError,
    ) as wrong:
        raise refusals.damaged() from wrong


class _Reading:
    def __init__(self, opening: Opening) -> None:
        self.opening = opening
        self.sections: list[Section] = []
        self.enclosures: list[Enclosure] = []
        self.left_out: dict[str, int] = {}
        self.group = 0

    def letter(self, message: _Message) -> Letter:
        self._part(message, 0)
        fields = {name: _field(message, name) for name in FIELDS}
        if not any(fields.values()) and not self.sections and not self.enclosures:
            raise refusals.damaged()
        return Letter(fields, tuple(self.sections), tuple(self.enclosures), self.left_out)

    def _part(self, part: _Message, depth: int, *, group: int | None = None) -> None:
        kind = part.get_content_type()
        if depth > _DEEPEST or len(self.enclosures) > MOST_ENCLOSURES:
            raise refusals.too_many()
        if kind in {"multipart/encrypted", "application/pgp-encrypted"}:
            raise refusals.encrypted()
        if kind in _SEALED:
            raise (
                refusals.sealed()
                if "signed" in str(part.get_param("smime-type", ""))
                else refusals.encrypted()
            )
        if kind in _SIGNATURES:
            self._lose_signature()
        elif part.is_multipart() and kind.startswith("multipart/"):
            self._several(part, kind, depth, group)
        elif part.is_multipart():
            self._inner_message(part, kind)
        else:
            self._leaf(part, kind, group)

    def _several(self, part: _Message, kind: str, depth: int, group: int | None) -> None:
        if kind == "multipart/signed":
            self._lose_signature()
        if kind == "multipart/alternative" and group is None:
            group = self._next_group()
        for each in part.get_payload():
            if isinstance(each, email.message.Message):
                self._part(each, depth + 1, group=group)

    def _inner_message(self, part: _Message, kind: str) -> None:
        """A message in the message is a document of its own; a notice of delivery is plain text."""
        inner = [each for each in part.get_payload() if isinstance(each, email.message.Message)]
        held = b"\n\n".join(
            each.as_bytes(policy=email.policy.compat32.clone(cte_type="8bit")) for each in inner
        )
        if kind == "message/rfc822" and inner:
            missing = [f"{name}: \n" for name in ("MIME-Version", "From") if name not in inner[0]]
            held = "".join(missing).encode("ascii") + held
        self._enclose(held, "")

    def _leaf(self, part: _Message, kind: str, group: int | None) -> None:
        held = part.get_payload(decode=True)
        if not isinstance(held, bytes):
            raise refusals.damaged()
        is_attached = part.get_content_disposition() == "attachment"
        # Parts that were announced and never come are shown as text by some programs.
        if (kind in {"text/plain", "text/html"} or kind.startswith("multipart/")) and not is_attached:
            text = self._without_armour(decoded(held, told=str(part.get_content_charset() or "")))
            if text.strip():
                number = self._next_group() if group is None else group
                self.sections.append(Section(text, kind == "text/html", number))
            return
        content_id = str(part.get("Content-ID", "")).strip().strip("<>")
        left = what_outlook_drew(held, "" if is_attached else content_id)
        if left:
            self.left_out[left] = self.left_out.get(left, 0) + 1
        else:
            self._enclose(held, content_id)

    def _without_armour(self, text: str) -> str:
        if _PGP_LOCKED in text:
            raise refusals.encrypted()
        if _PGP_SIGNED not in text:
            return text
        self._lose_signature()
        return re.sub(r"^- ", "", _PGP_ARMOUR.sub("", text), flags=re.MULTILINE)

    def _enclose(self, held: bytes, content_id: str) -> None:
        if is_envelope(held):
            self._unwrap(read_envelope(held))
        elif held.strip():
            self.enclosures.append(Enclosure(held, content_id))
        else:
            self.left_out["empty file"] = self.left_out.get("empty file", 0) + 1

    def _unwrap(self, inner: Letter) -> None:
        """Take in what Outlook put into its envelope. The text in it stands in the message too, as a rule."""
        self.enclosures += inner.enclosures
        for what, number in inner.left_out.items():
            self.left_out[what] = self.left_out.get(what, 0) + number
        known = {(_letters(each), each.is_html): each.group for each in self.sections}
        said = [(_letters(each), each.is_html) for each in inner.sections]
        group = next((known[each] for each in said if each in known), None) or self._next_group()
        for each, letters in zip(inner.sections, said, strict=True):
            if letters not in known:
                self.sections.append(replace(each, group=group))
        # Readings of one text stand together.
        self.sections.sort(key=lambda each: each.group)

    def _lose_signature(self) -> None:
        if not self.opening.may_lose_signature:
            raise refusals.signed()
        self.left_out["digital signature"] = 1

    def _next_group(self) -> int:
        self.group += 1
        return self.group


def _letters(section: Section) -> str:
    """A text without its blanks: programs break its lines as they like."""
    return "".join(section.text.split())


def _field(message: _Message, name: str) -> str:
    """What a reader sees of a field. A date is written anew, so that nothing else can stand in it."""
    written = [_decoded(value) for value in message.get_all(name, [])]
    if name == "Date":
        return _date(written[0] if written else "")
    # Some programs write a field twice; what the reader sees is then either.
    return ", ".join(filter(None, (" ".join(visible(value).split()) for value in written)))


def _decoded(value: object) -> str:
    """A field's value with its encoded words read; those that stand side by side are one word."""
    try:
        pieces = email.header.decode_header(value)  # type: ignore[arg-type]  # its stub knows no Header, it does
    except (email.errors.HeaderParseError, ValueError):
        return str(value)
    return "".join(
        piece
        if isinstance(piece, str)
        else decoded(piece, told=str(charset or "").replace("unknown-8bit", ""))
        for piece, charset in pieces
    )


def _date(written: str) -> str:
    try:
        return email.utils.format_datetime(email.utils.parsedate_to_datetime(written))
    except (ValueError, TypeError, OverflowError):
        return ""
