"""Messages of the internet, as a set of documents."""

from typing import Final

from redaction.formats.messages import Messages
from redaction.formats.set_format import SetFormat
from redaction.mail.read_eml import read_eml

FORMAT: Final[SetFormat] = Messages(read_eml)
