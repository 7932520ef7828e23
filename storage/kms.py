"""The seam for whoever holds the party roots: a local keyring, OpenBao Transit, an HSM."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class RootWrap:
    """A key wrapped by one epoch of a party's root. `sealed` means nothing without that root."""

    epoch: int
    sealed: bytes


class Kms(Protocol):
    """Wraps and unwraps matter keys. The root of a party never leaves it.

    Every method may raise KeyringLocked or KeyStoreUnreachable.
    """

    def wrap(self, party: str, key: bytes, context: bytes) -> RootWrap:
        """Wrap a key under the party's newest epoch, making the first if there is none."""
        ...

    def unwrap(self, party: str, wrapped: RootWrap, context: bytes) -> bytes:
        """Give the key back.

        Raises:
            KeyUnknown: that epoch is gone, or the context is not the one it was wrapped with.
        """
        ...

    def new_epoch(self, party: str) -> int:
        """Make the root that wraps from now on; the older ones still unwrap."""
        ...

    def destroy_epochs_before(self, party: str, epoch: int) -> int:
        """Forget every older root of the party for good; say how many there were."""
        ...

    def is_empty(self) -> bool:
        """Does it hold no root at all? Together with a full key store that means: this is the wrong one."""
        ...
