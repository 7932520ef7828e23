"""Passwords by Argon2id and one-time codes by RFC 6238."""

from datetime import datetime

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

STEP_SECONDS = 30


class ArgonAndTotp:
    """What `casework.desk.Credentials` asks for.

    Args:
        memory_kib: what one guess costs in memory; 64 MiB by RFC 9106's second choice. Two lanes, because
            the smallest machine this runs on has two cores.
    """

    def __init__(self, *, memory_kib: int = 65_536, passes: int = 3) -> None:
        self._hasher = PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=2)

    def hash_password(self, password: str) -> str:
        return self._hasher.hash(password)

    def password_is_right(self, password: str, hashed: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False

    def new_totp_secret(self) -> str:
        return pyotp.random_base32()

    def matching_step(self, secret: str, code: str, *, at: datetime) -> int | None:
        """The step the code belongs to: now, or one before or after for a clock that is a little off."""
        step = int(at.timestamp()) // STEP_SECONDS
        totp = pyotp.TOTP(secret)
        digits = "".join(code.split())
        matching = [
            candidate
            for candidate in (step, step - 1, step + 1)
            if pyotp.utils.strings_equal(totp.generate_otp(candidate), digits)
        ]
        return matching[0] if matching else None

    def code_at(self, secret: str, *, at: datetime) -> str:
        return pyotp.TOTP(secret).generate_otp(int(at.timestamp()) // STEP_SECONDS)
