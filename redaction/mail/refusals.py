"""Why a message is refused. No sentence quotes it."""

from redaction.errors import (
    DocumentLocked,
    DocumentNotSupported,
    DocumentSigned,
    DocumentTooCostly,
    DocumentUnreadable,
)


def encrypted() -> DocumentLocked:
    """Only the person it was sent to can open it."""
    return DocumentLocked(
        "The message is encrypted.",
        next_step="Ask the person it was sent to for a copy that is saved without encryption.",
    )


def signed() -> DocumentSigned:
    """A signature is of every byte, and bytes change."""
    return DocumentSigned(
        "The message carries a digital signature, which cannot survive redaction.",
        next_step="Say that a copy without the signature is right, or ask the sender for one.",
    )


def sealed() -> DocumentNotSupported:
    """The text is inside the signature's own envelope."""
    return DocumentNotSupported(
        "The message is sealed inside its digital signature, which cannot be opened here.",
        next_step="Open it in a mail program, save or print it to PDF, and upload that.",
    )


def too_many() -> DocumentTooCostly:
    """More than one message may carry."""
    return DocumentTooCostly(
        "The message carries more files than one message may.",
        next_step="Save the files apart, and upload those that matter.",
    )


def damaged() -> DocumentUnreadable:
    """Neither head nor text can be made out."""
    return DocumentUnreadable(
        "The message is damaged, or not what it says it is.",
        next_step="Open it in a mail program, save or print it to PDF, and upload that.",
    )
