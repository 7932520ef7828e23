"""Reads what Outlook put into its envelope `winmail.dat`: a text in several readings, and files.

Source: MS-OXTNEF, 2.1.3 (attributes); MS-OXPROPS for the numbers of properties.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from redaction.mail import refusals
from redaction.mail.drawn_by_outlook import what_outlook_drew
from redaction.mail.letter import MOST_ENCLOSURES, Enclosure, Letter, Section
from redaction.mail.packed_rtf import unpacked_rtf
from redaction.mail.tnef import OF_ATTACHMENT, Attribute, Value, attributes_of, properties_of, words_in
from redaction.mail.within import as_it_was
from redaction.plain.encoding import decoded
from redaction.plain.invisible import visible
from redaction.rich.reader import read_rich

_PROPERTIES, _CODE_PAGE, _BODY_TEXT, _SUBJECT_TEXT = 0x69003, 0x69007, 0x2800C, 0x18004
_ATTACHMENT_BEGINS, _FILE_BYTES, _ATTACHMENT_PROPERTIES = 0x69002, 0x6800F, 0x69005
_SUBJECT, _BODY, _HTML, _RTF, _HTML_CODE_PAGE = 0x0037, 0x1000, 0x1013, 0x1009, 0x3FDE
_SENDER, _TO, _COPIED_TO = 0x0C1A, 0x0E04, 0x0E03
_METHOD, _CONTENT, _CONTENT_ID = 0x3705, 0x3701, 0x3712
_EMBEDDED: Final = b"\x05\0\0\0"
_IDENTITY_BYTES: Final = 16  # before an object stands what program it is of
_DEEPEST: Final = 10


def read_envelope(held: bytes, depth: int = 0) -> Letter:
    """What is in an envelope. Its head is empty where the message round it has said it all.

    Raises:
        DocumentUnreadable: it is damaged.
        DocumentTooCostly: there are more files in it than one message may carry.
    """
    if depth > _DEEPEST:
        raise refusals.too_many()
    try:
        attributes = list(attributes_of(held))
        return _letter(attributes, depth)
    except (ValueError, LookupError) as wrong:
        raise refusals.damaged() from wrong


def _letter(attributes: list[Attribute], depth: int) -> Letter:
    own = {each.number: each.held for each in attributes if each.level != OF_ATTACHMENT}
    encoding = _code_page(own.get(_CODE_PAGE, b""))
    said = properties_of(own[_PROPERTIES]) if _PROPERTIES in own else {}
    left_out: dict[str, int] = {}
    enclosures = tuple(_enclosures(attributes, encoding, depth, left_out))
    if len(enclosures) > MOST_ENCLOSURES:
        raise refusals.too_many()
    fields = {
        "From": _words(said.get(_SENDER), encoding),
        "To": _words(said.get(_TO), encoding),
        "Cc": _words(said.get(_COPIED_TO), encoding),
        "Subject": _words(said.get(_SUBJECT) or _plain(own.get(_SUBJECT_TEXT)), encoding),
    }
    head = {name: " ".join(visible(value).split()) for name, value in fields.items()}
    return Letter(head, tuple(_sections(own, said, encoding)), enclosures, left_out)


def _sections(own: Mapping[int, bytes], said: Mapping[int, Value], encoding: str) -> Iterator[Section]:
    plain = _words(said.get(_BODY) or _plain(own.get(_BODY_TEXT)), encoding)
    html = _words(said.get(_HTML), _code_page(said.get(_HTML_CODE_PAGE, (0, b""))[1]))
    if plain.strip():
        yield Section(plain, is_html=False, group=1)
    if html.strip():
        yield Section(html, is_html=True, group=1)
    elif _RTF in said:
        # Programs write the text by itself in a poorer form, or not at all, where it stands in this one.
        text = "".join(run.text for run in read_rich(unpacked_rtf(said[_RTF][1])).runs)
        if text.split() != plain.split():
            yield Section(text, is_html=False, group=1)


def _enclosures(
    attributes: list[Attribute], encoding: str, depth: int, left_out: dict[str, int]
) -> Iterator[Enclosure]:
    files: list[dict[int, bytes]] = []
    for each in attributes:
        if each.level == OF_ATTACHMENT and each.number == _ATTACHMENT_BEGINS:
            files.append({})
        elif each.level == OF_ATTACHMENT and files:
            files[-1][each.number] = each.held
    for file in files:
        said = properties_of(file[_ATTACHMENT_PROPERTIES]) if _ATTACHMENT_PROPERTIES in file else {}
        held = said[_CONTENT][1] if _CONTENT in said else b""
        if said.get(_METHOD, (0, b""))[1] == _EMBEDDED:
            yield Enclosure(as_it_was(read_envelope(held[_IDENTITY_BYTES:], depth + 1)))
        elif held := file.get(_FILE_BYTES) or held:
            content_id = _words(said.get(_CONTENT_ID), encoding).strip("<>")
            left = what_outlook_drew(held, content_id)
            if left:
                left_out[left] = left_out.get(left, 0) + 1
            else:
                yield Enclosure(held, content_id)
        else:
            left_out["empty file"] = left_out.get("empty file", 0) + 1


def _code_page(held: bytes) -> str:
    page = int.from_bytes(held[:4], "little")
    return {0: "", 65001: "utf-8", 28591: "latin-1"}.get(page, f"cp{page}")


def _plain(held: bytes | None) -> Value | None:
    return None if held is None else (0, held)


def _words(value: Value | None, encoding: str) -> str:
    words = words_in(value, encoding)
    return words if isinstance(words, str) else decoded(words)
