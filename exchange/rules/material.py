"""The life of one item, from upload to destruction, and its versions.

"Disclosed" is no state: one item may be disclosed many times, differently. A hold is a fact, not a state.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from exchange.rules.errors import Destroyed, InputRefused, WrongState
from exchange.rules.markings import Classification


class ScanState(StrEnum):
    """What the malware scanner said. UNAVAILABLE is a scanner that should have answered and did not."""

    CLEAN = "clean"
    INFECTED = "infected"
    TOO_LARGE = "too-large"
    NOT_SCANNED = "not-scanned"
    UNAVAILABLE = "unavailable"


class MaterialState(StrEnum):
    UPLOADING = "uploading"
    CHECKING = "checking"
    SEALED = "sealed"
    REJECTED = "rejected"
    DESTROYING = "destroying"
    DESTROYED = "destroyed"


#: Every step there is. `docs/states.md` is drawn from this table.
STEPS: dict[MaterialState, frozenset[MaterialState]] = {
    MaterialState.UPLOADING: frozenset({MaterialState.CHECKING, MaterialState.REJECTED}),
    MaterialState.CHECKING: frozenset({MaterialState.SEALED, MaterialState.REJECTED}),
    MaterialState.SEALED: frozenset({MaterialState.DESTROYING}),
    MaterialState.REJECTED: frozenset(),
    MaterialState.DESTROYING: frozenset({MaterialState.SEALED, MaterialState.DESTROYED}),
    MaterialState.DESTROYED: frozenset(),
}


class Obstacle(StrEnum):
    """What a person must answer before a sealed document can be redacted. Nobody answers it for them.

    PASSWORD: it asks for one, and the sender knows it. SIGNATURE: its signature cannot survive a redaction.
    """

    NONE = "none"
    PASSWORD = "password"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Material:
    """The registered thing, apart from its bytes.

    `holder` is the party that has it here. `originator` names the organisation that made it, empty when the
    holder made it itself (A§9.4: others' material raises the redirect question). `file_name` is what the
    uploader's machine called it, already made safe; `title` is neutral and may be shown to the other party.
    `sha256` is the whole file's, agreed with the uploader. `problem` is a sentence when REJECTED.
    `opening` is the vault's receipt for the password that was given, empty while there is none.
    """

    id: str
    matter: str
    holder: str
    organisation: str
    originator: str
    title: str
    file_name: str
    kind: str
    size_bytes: int
    sha256: str
    scan: ScanState
    state: MaterialState
    uploaded_by: str
    registered_at: datetime
    classification: Classification | None = None
    original: str = ""
    problem: str = ""
    destroyed_at: datetime | None = None
    destroyed_by_run: str = ""
    obstacle: Obstacle = Obstacle.NONE
    opening: str = ""
    unlock_failures: int = 0
    unlock_next_at: datetime | None = None
    version: int = 1

    @property
    def is_others(self) -> bool:
        """True when the holder did not generate it."""
        return bool(self.originator)

    def step(self, to: MaterialState) -> "Material":
        """The same item in its next state.

        Raises:
            Destroyed, WrongState: there is no such step from here.
        """
        if to not in STEPS[self.state]:
            self.check_not_destroyed()
            raise WrongState(
                f"This document is {self.state.value}, so this cannot be done.",
                next_step="Go back to the document and check its status.",
            )
        return replace(self, state=to)

    def check_not_destroyed(self) -> None:
        if self.state in {MaterialState.DESTROYING, MaterialState.DESTROYED}:
            raise Destroyed("This document was destroyed.", next_step="See the certificate.")

    def check_sealed(self) -> None:
        """Refuse anything but a sealed item: nothing is read, redacted or released before it is whole."""
        self.check_not_destroyed()
        if self.state is not MaterialState.SEALED:
            raise WrongState(
                "This document is not ready yet.",
                next_step="Wait until its checks are finished, or see its problem.",
            )

    def check_not_infected(self) -> None:
        """Refuse what the scanner found malware in after it was sealed: nobody opens it, and it goes nowhere."""
        if self.scan is ScanState.INFECTED:
            raise WrongState(
                "This document contains a virus.",
                next_step="Ask the sender for a clean copy, and have this one destroyed.",
            )

    def check_classified(self) -> Classification:
        self.check_sealed()
        if self.classification is None:
            raise WrongState(
                "This document has not been classified.", next_step="Classify it first.", clause="A§9.9"
            )
        return self.classification


class VersionKind(StrEnum):
    """SCHEDULE is the schedule of redactions that goes with a REDACTED copy."""

    ORIGINAL = "original"
    REDACTED = "redacted"
    SCHEDULE = "schedule"


class VersionState(StrEnum):
    SEALED = "sealed"
    DESTROYED = "destroyed"


@dataclass(frozen=True, slots=True)
class Version:
    """Bytes that exist: immutable, sealed under a key of their own.

    `receipt` is the vault's receipt in its own writing; nobody above the vault reads it. `redaction_set` is the
    set a REDACTED version or its SCHEDULE was made by. `format` is what the bytes are ("pdf", "docx"): the copy
    of a document need not be in the document's own format.
    """

    id: str
    material: str
    matter: str
    holder: str
    kind: VersionKind
    sha256: str
    size_bytes: int
    pages: int
    receipt: str
    made_by: str
    made_at: datetime
    redaction_set: str = ""
    state: VersionState = VersionState.SEALED
    format: str = ""
    version: int = 1

    def check_readable(self) -> None:
        if self.state is VersionState.DESTROYED:
            raise Destroyed("This document was destroyed.", next_step="See the certificate.")

    def destroyed(self) -> "Version":
        return replace(self, state=VersionState.DESTROYED)


_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)", re.IGNORECASE)
FILE_NAME_LIMIT = 120


def safe_file_name(offered: str) -> str:
    """A name that can be shown and offered for download, whatever was sent.

    Paths are cut to their last part; control, format (right-to-left marks among them), surrogate and private
    characters go, and line ends; what Windows forbids becomes "-", and its device names (CON, LPT1) get one;
    at most 120 characters, the extension kept. Empty or dots only becomes "document".
    """
    last = re.split(r"[/\\]", offered)[-1]
    # Normalised last: taking a mark out from between a letter and its accent lets the two join.
    shown = unicodedata.normalize("NFC", "".join(c for c in last if _is_shown(c)))
    shown = _FORBIDDEN.sub("-", shown).strip(" .")
    if not shown:
        return "document"
    shown = _DEVICE.sub(r"\1-\2", shown) if _DEVICE.match(shown) else shown
    stem, dot, extension = shown.rpartition(".")
    if dot and len(extension) <= 10 and stem:
        return stem[: FILE_NAME_LIMIT - len(extension) - 1] + "." + extension
    return shown[:FILE_NAME_LIMIT].rstrip(" .")


def _is_shown(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] != "C" and category not in {"Zl", "Zp"}


def check_title(title: str) -> str:
    """The neutral title, trimmed.

    Raises:
        InputRefused: empty, or over 120 characters.
    """
    spaced = " ".join(title.split())
    shown = " ".join("".join(c for c in spaced if _is_shown(c)).split())
    if not shown:
        raise InputRefused("title", "Enter a title that does not name anyone")
    if len(shown) > FILE_NAME_LIMIT:
        raise InputRefused("title", "Title must be 120 characters or fewer")
    return shown


@dataclass(frozen=True, slots=True)
class Upload:
    """Bytes on their way in (tus 1.0.0). Each part is sealed as it arrives; `offset` is what is durable.

    `parts` are the vault's receipts in order, in their own writing.
    """

    id: str
    matter: str
    material: str
    officer: str
    length_bytes: int
    offset_bytes: int
    parts: tuple[str, ...]
    expires_at: datetime
    sha256: str = ""
    finished: bool = False
    version: int = 1


def check_upload(*, length_bytes: int, limit_bytes: int) -> None:
    """Refuse before the first byte what could not be kept.

    Raises:
        InputRefused: empty, or over the limit.
    """
    if length_bytes == 0:
        raise InputRefused("file", "The selected file is empty")
    if length_bytes < 0:
        raise InputRefused("file", "Select a document")
    if length_bytes > limit_bytes:
        raise InputRefused("file", f"The selected file must be smaller than {_size(limit_bytes)}")


def _size(size_bytes: int) -> str:
    if size_bytes >= 1 << 30 and size_bytes % (1 << 30) == 0:
        return f"{size_bytes >> 30}GB"
    return f"{max(1, size_bytes >> 20)}MB"
