"""Documents that ask for a password: one try for each time somebody says one, and never a guess of ours."""

from dataclasses import replace
from datetime import datetime
from math import ceil

from exchange.rules.errors import InputRefused, TooManyTries, WrongState
from exchange.rules.material import Material, Obstacle, ScanState
from exchange.rules.sign_in import next_try_at

PASSWORD_LIMIT = 512


def check_may_try(material: Material, password: str, *, at: datetime) -> None:
    """Refuse a try that cannot be right, or that comes too soon after wrong ones.

    Raises:
        WrongState: the document asks for no password, or contains a virus. InputRefused: none was said. TooManyTries.
    """
    material.check_sealed()
    material.check_not_infected()
    if material.obstacle is not Obstacle.PASSWORD:
        raise WrongState("This document asks for no password.", next_step="Go back to the document.")
    if not password:
        raise InputRefused("password", "Enter the password that the sender gave you")
    if len(password) > PASSWORD_LIMIT:
        raise InputRefused("password", f"Password must be {PASSWORD_LIMIT} characters or fewer")
    if material.unlock_next_at and at < material.unlock_next_at:
        wait = ceil((material.unlock_next_at - at).total_seconds())
        raise TooManyTries(wait, "This document’s password has been tried too many times.")


def after_wrong_password(material: Material, *, at: datetime) -> Material:
    """Three free tries, then longer and longer waits, as at sign-in."""
    failures = material.unlock_failures + 1
    return replace(material, unlock_failures=failures, unlock_next_at=next_try_at(failures, at=at))


def infected_behind_lock(material: Material) -> Material:
    """The document when malware was found in it once it was opened: it stays locked, and says why."""
    return replace(material, scan=ScanState.INFECTED, problem="This document contains a virus.")


def unlocked(material: Material, *, opening: str, is_signed: bool, scan: ScanState) -> Material:
    """The document as it stands once its password is known; a signature may be the next question.

    `scan` is what the scanner said of what is behind the lock.
    """
    return replace(
        material,
        obstacle=Obstacle.SIGNATURE if is_signed else Obstacle.NONE,
        opening=opening,
        scan=scan,
        problem="",
        unlock_failures=0,
        unlock_next_at=None,
    )


def check_may_redact(material: Material, *, may_lose_signature: bool) -> None:
    """Refuse to begin before a person has answered what the document asks.

    Raises:
        WrongState: it asks for a password. InputRefused: it is signed, and nobody said that the copy may be without.
    """
    if material.obstacle is Obstacle.PASSWORD:
        raise WrongState(
            "This document asks for a password.", next_step="Enter the password that the sender gave you."
        )
    if material.obstacle is Obstacle.SIGNATURE and not may_lose_signature:
        raise InputRefused(
            "may_lose_signature", "Confirm that the redacted copy may be without the signature"
        )
