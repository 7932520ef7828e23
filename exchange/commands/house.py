"""What the front door hands to the terminal, so that no command builds anything itself."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    # Loading it would load the database's libraries, for seconds, before a command that uses none.
    from exchange.casework.desk import Desk


class House(Protocol):
    """The service as configured, opened only when a command needs it."""

    @property
    def address(self) -> str: ...

    @property
    def secrets_folder(self) -> Path: ...

    def desk(self) -> Desk: ...

    def migrate(self) -> None: ...

    def serve(self) -> None: ...

    def work(self) -> None: ...

    def reap(self) -> None: ...

    def openapi(self) -> str: ...

    def throw_away(self) -> AbstractContextManager[Desk]: ...


#: Fixed exit codes, for scripts.
OK, FOUND, USAGE, REFUSED, FAULT = 0, 1, 2, 3, 4
