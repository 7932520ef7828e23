"""What a party keeps sealed about its documents besides them: their text as read, their prints, its key table."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class VersionReading:
    """One version as it was read by a worker; `id` is the version's.

    `text` is the vault's receipt for its pages' text, so that no page is read twice; `page_prints` for keyed
    fingerprints of what each page shows and hides; `printed` for the PDF that was printed from an original whose copy
    will be one. Each is empty while there is none.
    """

    id: str
    matter: str
    party: str
    material: str
    sha256: str
    read_at: datetime
    text: str = ""
    page_prints: str = ""
    printed: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class KeyTable:
    """What one party knows in one matter: who is behind which label, and the key of its page prints.

    `people` is the vault's receipt for the sealed table, empty while nobody is in it. `print_key` (64 hex digits)
    is a private column. Recipients get neither. When the party's last document of the matter is destroyed, both go.
    """

    id: str
    matter: str
    party: str
    print_key: str
    people: str = ""
    changed_by: str = ""
    changed_at: datetime | None = None
    version: int = 1
