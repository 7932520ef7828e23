"""A document that may leave, and what was done to it."""

from dataclasses import dataclass

from redaction.kinds.document_kind import DocumentKind
from redaction.report import BurnReport
from redaction.verify.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Redacted:
    """A document that was burned, read back by other engines, and found clean.

    `sha256` (hex) and `size_bytes` are of the very bytes that were verified.
    """

    report: BurnReport
    verdict: Verdict
    sha256: str
    size_bytes: int

    @property
    def kind(self) -> DocumentKind:
        """What the copy is; it need not be what the original was."""
        return self.report.kind
