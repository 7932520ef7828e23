"""What can be wrong with a document.

    DocumentError
    ├── DocumentRefused          it cannot be redacted, and will not be until someone acts on it
    │   ├── DocumentEmpty        there is nothing in the file
    │   ├── DocumentLocked       it asks for a password
    │   ├── DocumentSigned       it carries a signature that cannot survive
    │   ├── DocumentUnreadable   it is damaged, or not what it says it is
    │   ├── DocumentNotSupported a format that is not redacted yet
    │   └── DocumentTooCostly    it asks for more memory, time or pixels than one document may have
    └── RedactionLeak            the result was read back and is not clean, or could not be checked

No message quotes the document: messages are logged and shown.
"""


class DocumentError(Exception):
    """A document that does not leave. `next_step` says what the reader can do."""

    code = "document-error"

    def __init__(self, sentence: str, *, next_step: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.next_step = next_step


class DocumentRefused(DocumentError):
    code = "document-refused"


class DocumentEmpty(DocumentRefused):
    code = "document-empty"


class DocumentLocked(DocumentRefused):
    code = "document-locked"

    @classmethod
    def with_password(cls, password: str) -> "DocumentLocked":
        """What is said of a lock that no password was given for, or that this one does not open."""
        if password:
            return cls(
                "The document does not open with that password.",
                next_step="Ask the sender for the password, and type it exactly as they give it.",
            )
        return cls(
            "The document asks for a password.",
            next_step="Give the password that the sender told you, or ask them for a copy without one.",
        )


class DocumentSigned(DocumentRefused):
    code = "document-signed"


class DocumentUnreadable(DocumentRefused):
    code = "document-unreadable"


class DocumentNotSupported(DocumentRefused):
    code = "document-not-supported"


class DocumentTooCostly(DocumentRefused):
    code = "document-too-costly"


class RedactionLeak(DocumentError):
    code = "redaction-leak"
