"""Messages of Outlook, as a set of documents. Their copies are EML."""

from typing import Final

from redaction.formats.messages import Messages
from redaction.formats.set_format import SetFormat
from redaction.mail.read_msg import read_msg

FORMAT: Final[SetFormat] = Messages(read_msg)
