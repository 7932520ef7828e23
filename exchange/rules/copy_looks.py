"""Who has looked at which pages of a redacted copy before it goes: the last check is a person's eye.

A program finds words; a face in the background, handwriting or a nickname it does not. So whoever may approve a
release sees how much of each copy has been looked at, and by whom.
Source: screens.md, "Check before you finish" (pages viewed 6 of 6).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CopyLook:
    """That one officer has looked at one page (from 1) of one copy; `copy` is the version's reference."""

    id: str
    matter: str
    copy: str
    officer: str
    page: int
    looked_at: datetime


def look_id(copy: str, officer: str, page: int) -> str:
    """The first look at a page counts, so there is one for each page and officer."""
    return f"{copy}.{officer}.{page}"


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What one officer has looked at: pages (from 1, rising), and when they last turned to a new one."""

    officer: str
    pages: tuple[int, ...]
    last_at: datetime


def by_officer(looks: Iterable[CopyLook]) -> tuple[LookedAt, ...]:
    """The looks at one copy put together for each officer, in the order of their names."""
    own: dict[str, list[CopyLook]] = {}
    for look in looks:
        own.setdefault(look.officer, []).append(look)
    return tuple(
        LookedAt(officer, tuple(sorted(each.page for each in of)), max(each.looked_at for each in of))
        for officer, of in sorted(own.items())
    )


def pages_of(looked: Iterable[LookedAt], officer: str) -> tuple[int, ...]:
    """The pages that this officer has looked at."""
    return next((each.pages for each in looked if each.officer == officer), ())
