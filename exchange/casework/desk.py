"""The tools that every act is handed. Casework reaches for nothing itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from exchange.ledger import Ledger
from exchange.rules.clocks import WorkingDays
from exchange.rules.destruction import Certificate
from exchange.rules.material import ScanState
from exchange.rules.officers import Officer, Role
from exchange.rules.schedules import RedactionSchedule
from storage import Vault

if TYPE_CHECKING:
    from redaction import Detector


class Scanner(Protocol):
    """Says whether bytes carry malware. Never raises: a scanner that cannot answer says UNAVAILABLE."""

    def scan(self, chunks: Iterable[bytes]) -> ScanState: ...


class Letterbox(Protocol):
    """Sends a notification that holds a reference and a link and nothing else."""

    def post(self, *, to_address: str, reference: str, link: str) -> None: ...


class Papers(Protocol):
    """Sets papers as PDF."""

    def certificate_pdf(self, certificate: Certificate) -> bytes: ...

    def schedule_pdf(self, schedule: RedactionSchedule) -> bytes: ...


class Credentials(Protocol):
    """Hashes passwords and checks one-time codes."""

    def hash_password(self, password: str) -> str: ...

    def password_is_right(self, password: str, hashed: str) -> bool: ...

    def new_totp_secret(self) -> str: ...

    def matching_step(self, secret: str, code: str, *, at: datetime) -> int | None:
        """The time step (a counter of 30 seconds) that the code belongs to, within one step; None if wrong."""
        ...

    def code_at(self, secret: str, *, at: datetime) -> str: ...


@dataclass(frozen=True, slots=True)
class Policy:
    """What the operator has settled. Sizes in bytes, times in hours."""

    upload_limit_bytes: int
    upload_expires_hours: int
    scan_may_be_skipped: bool
    cooling_off_hours: int
    backup_horizon_days: int
    public_address: str
    working_days: WorkingDays
    confinement_required: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything an act may use."""

    ledger: Ledger
    vault: Vault
    detector: Callable[[], "Detector"]
    scanner: Scanner
    letterbox: Letterbox
    papers: Papers
    credentials: Credentials
    now: Callable[[], datetime]
    policy: Policy
    work_room: Path


#: Who acts when a worker does what an officer's act owed.
SYSTEM = Officer(id="SYSTEM", party="", organisation="", roles=frozenset({Role.SYSTEM}))
#: Who asks before anyone has signed in.
NOBODY = Officer(id="", party="", organisation="", roles=frozenset({Role.REVIEWER}))
