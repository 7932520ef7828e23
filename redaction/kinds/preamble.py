"""Skips what may stand before the head of a PDF without making it two files in one.

Courts' filing systems and mail gateways leave empty lines, a byte order mark or lines of comment there. Every
reader of PDF passes over those, and no other kind of file that is taken here begins so; PostScript, which does
begin with a comment, does with `%!`.
"""

import re
from typing import Final

from redaction.kinds.zip_layout import LOOKED_AT_BYTES

_PREAMBLE: Final = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:[ \t\r\n\f]|%(?!PDF-|!)[^\x00\r\n]*[\r\n])*(?=%PDF-[12]\.)"
)


def without_preamble(head: bytes) -> bytes:
    """The start of a file from the head of a PDF on, where only blank lines and comments stand before it."""
    found = _PREAMBLE.match(head)
    return head[found.end() :] if found and found.end() < LOOKED_AT_BYTES else head
