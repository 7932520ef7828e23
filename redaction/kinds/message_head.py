"""Tells a message of the internet by the fields that it begins with. Source: RFC 5322, 2.2 and 3.6."""

import re
from typing import Final

_LOOKED_AT_LINES: Final = 30
_BLANK_LINE: Final = re.compile(rb"\r?\n\r?\n")


def is_head_of_a_message(text: str) -> bool:
    """Say whether writing begins as a message does: with who sent it, and when, by what way or in what form."""
    lines = text.splitlines()[:_LOOKED_AT_LINES]
    fields = {line.partition(":")[0].lower() for line in lines if ":" in line}
    return "from" in fields and not fields.isdisjoint({"date", "received", "mime-version"})


def before_blank_line(head: bytes) -> bytes:
    """The head of what may be a message, whose text may be bytes of any sort; nothing where no text comes."""
    found = _BLANK_LINE.search(head)
    return head[: found.start()] if found else b""
