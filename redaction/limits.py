"""What one document may cost."""

from dataclasses import dataclass
from typing import Final

GIBIBYTE: Final = 1024**3


@dataclass(frozen=True, slots=True)
class Limits:
    """What one child process may use on one document. Past any of these the document is refused.

    `memory_bytes` is address space; reading pictures has its own, larger figure. Time has a base
    and a share for each page, up to `longest_wall_seconds`; the processor time is for each
    process, the wall clock for the whole errand. `answer_bytes` bounds what a child may say.

    Source: docs/decisions/0012-a-child-for-each-document.md.
    """

    memory_bytes: int = 2 * GIBIBYTE
    ocr_memory_bytes: int = 3 * GIBIBYTE
    cpu_seconds: int = 300
    cpu_seconds_per_page: float = 2.0
    wall_seconds: float = 300.0
    wall_seconds_per_page: float = 15.0
    longest_wall_seconds: float = 4 * 3600.0
    output_bytes: int = 2 * GIBIBYTE
    answer_bytes: int = GIBIBYTE // 4
    open_files: int = 256

    def wall_seconds_for(self, pages: int) -> float:
        """Seconds of wall clock for a document of so many pages."""
        return min(self.wall_seconds + max(pages, 0) * self.wall_seconds_per_page, self.longest_wall_seconds)

    def cpu_seconds_for(self, pages: int) -> int:
        """Seconds of processor time for a document of so many pages."""
        return int(
            min(self.cpu_seconds + max(pages, 0) * self.cpu_seconds_per_page, self.longest_wall_seconds)
        )
