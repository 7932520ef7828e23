"""A message that stands in another message, as a file of its own."""

from redaction.mail.letter import Letter
from redaction.mail.write_eml import WrittenEnclosure, WrittenSection, eml_of


def as_it_was(letter: Letter) -> bytes:
    """The message as EML with every word that it had: a document to be redacted like any other."""
    sections = [WrittenSection(each.text, each.is_html, each.group) for each in letter.sections]
    enclosures = [
        WrittenEnclosure(each.held, "application/octet-stream", "bin", bool(each.content_id))
        for each in letter.enclosures
    ]
    return eml_of(letter.head, sections, enclosures)
