"""The front door: reads settings, builds the adapters, hands them in. The only file that sees everything.

Adapters are imported where they are built, not at the top: a command that works on a loose file must start
without Flask, SQLAlchemy and the rest, which take seconds to load.
"""

from __future__ import annotations

import os
import secrets
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from exchange.commands import cli
from exchange.outside.log import write_log_lines
from exchange.settings import Settings, SettingsRefused, read_settings

if TYPE_CHECKING:
    from apiflask import APIFlask

    from exchange.casework.desk import Desk, Letterbox, Scanner
    from exchange.rules.clocks import WorkingDays
    from redaction import Detector
    from storage import Shelf

CONFIG = "EXCHANGE_CONFIG"


class NotReady(Exception):
    """A promise could not be kept, so the service does not start."""


def working_days() -> WorkingDays:
    """England and Wales, from the library's own list; it reaches for no network."""
    from govuk_bank_holidays.bank_holidays import BankHolidays

    from exchange.rules.clocks import WorkingDays

    listed = BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    days = frozenset(day["date"] for day in listed)
    return WorkingDays(days, date(max(days).year, 12, 31))


def _shelf(settings: Settings) -> Shelf:
    from storage import open_bucket_shelf, open_folder_shelf

    store = settings.store
    if store.kind == "folder":
        return open_folder_shelf(store.folder)
    return open_bucket_shelf(
        store.endpoint,
        store.access_key,
        store.secret_key,
        store.bucket,
        secure=store.secure,
        region=store.region,
        create_bucket=store.create_bucket,
    )


def _scanner(settings: Settings) -> Scanner:
    from exchange.outside.scanner import ClamdScanner, NoScanner

    if settings.scanner.kind == "none":
        return NoScanner()
    return ClamdScanner(settings.scanner.address, settings.scanner.max_bytes)


def _letterbox(settings: Settings) -> Letterbox:
    from exchange.outside.letters import FolderLetters, LineSecurity, SmtpLetters

    letters = settings.letters
    if letters.kind == "folder":
        return FolderLetters(letters.folder, letters.sender)
    return SmtpLetters(
        letters.host,
        letters.port,
        letters.sender,
        security=LineSecurity(letters.security),
        username=letters.username,
        password=letters.password,
    )


def _make_folders(settings: Settings) -> None:
    """Folders that the embedded default keeps its things in, for this account only."""
    urls = (settings.database.url, settings.keys.url)
    files = [Path(url.removeprefix("sqlite:///")) for url in urls if url.startswith("sqlite:///")]
    for folder in {*(file.parent for file in files), settings.keys.keyring.parent}:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def _passphrase(settings: Settings) -> bytes:
    """What unlocks the keyring: as configured, else from a file beside it that is generated once."""
    if settings.keys.passphrase:
        return settings.keys.passphrase.encode()
    path = settings.keys.keyring.parent / "passphrase"
    if not path.exists():
        if settings.keys.keyring.exists():
            raise NotReady(f"The keyring is there and its passphrase {path} is not. Put the passphrase back.")
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(32) + "\n")
    return path.read_bytes()


def _detector(settings: Settings) -> Detector:
    """This process's detector, as configured; the first call takes seconds."""
    from redaction import (
        LocalFormat,
        LocalFormatRefused,
        ModelMissing,
        ThresholdRefused,
        Thresholds,
        load_detector,
    )

    own = tuple(LocalFormat(**each.model_dump()) for each in settings.detection.local_formats)
    try:
        return load_detector(
            second_model=settings.detection.second_model,
            wide=settings.detection.wide,
            local=own,
            thresholds=Thresholds.of(settings.detection.thresholds),
            model=settings.detection.model,
        )
    except LocalFormatRefused as refused:
        raise NotReady(f"{refused} See detection.local_formats in the configuration.") from None
    except ModelMissing as missing:
        raise NotReady(str(missing)) from None
    except ThresholdRefused as refused:
        raise NotReady(f"{refused} See detection.thresholds in the configuration.") from None


def build_desk(settings: Settings) -> Desk:
    """Everything an act may use, as configured. Refuses a database of another version."""
    from exchange.casework.desk import Desk, Policy
    from exchange.ledger import is_current, open_ledger
    from exchange.outside.credentials import ArgonAndTotp
    from exchange.outside.papers import WeasyPapers
    from storage import FieldSealer, Vault, open_key_store

    _make_folders(settings)
    if not is_current(settings.database.url):
        raise NotReady("The database is not at this version. Run: exchange migrate")
    keys = open_key_store(settings.keys.url, settings.keys.keyring, _passphrase(settings))
    return Desk(
        ledger=open_ledger(settings.database.url, field_seal=FieldSealer(keys)),
        vault=Vault(_shelf(settings), keys),
        detector=lambda: _detector(settings),
        scanner=_scanner(settings),
        letterbox=_letterbox(settings),
        papers=WeasyPapers(),
        credentials=ArgonAndTotp(),
        now=lambda: datetime.now(UTC),
        policy=Policy(
            upload_limit_bytes=settings.limits.upload_bytes,
            upload_expires_hours=settings.limits.upload_expires_hours,
            scan_may_be_skipped=settings.scanner.kind == "none",
            cooling_off_hours=settings.destruction.cooling_off_hours,
            backup_horizon_days=settings.destruction.backup_horizon_days,
            public_address=settings.server.public_address,
            working_days=working_days(),
            confinement_required=settings.confinement.required,
        ),
        work_room=settings.work_room.folder,
    )


def create_app(desk: Desk, *, secure_cookies: bool) -> APIFlask:
    """Pages and API as one WSGI application."""
    from apiflask import APIFlask

    from exchange import api, web

    app = APIFlask(
        "exchange",
        title="Secure document exchange and redaction",
        version="1",
        docs_path=None,
        spec_path=None,
        # Pages bring their own static files; a folder of Flask's own would be a door without a deed.
        static_folder=None,  # type: ignore[arg-type] # APIFlask says str; Flask, which it hands this to, takes None
    )
    web.open_door(app, desk, secure_cookies=secure_cookies)
    api.open_door(app, desk)
    return app


@dataclass(frozen=True)
class Service:
    """What the terminal is handed (`exchange.commands.House`)."""

    settings: Settings

    @property
    def address(self) -> str:
        return self.settings.server.public_address

    @property
    def secrets_folder(self) -> Path:
        return self.settings.keys.keyring.parent

    @cached_property
    def _desk(self) -> Desk:
        return build_desk(self.settings)

    def desk(self) -> Desk:
        return self._desk

    def migrate(self) -> None:
        from exchange.ledger import migrate

        _make_folders(self.settings)
        migrate(self.settings.database.url)

    def serve(self) -> None:
        from exchange.outside.serving import Gunicorn

        server = self.settings.server
        Gunicorn(
            lambda: create_app(build_desk(self.settings), secure_cookies=server.secure_cookies),
            host=server.host,
            port=server.port,
            threads=server.threads,
            processes=server.processes,
        ).run()

    def work(self) -> None:
        from exchange import worker
        from exchange.casework.confinement import documents_may_be_opened

        queue = self.settings.queue
        _detector(self.settings)
        if not documents_may_be_opened(required=self.settings.confinement.required):
            raise NotReady(
                "What opens documents is not confined on this machine. The log says what is missing."
            )
        if queue.kind == "rabbitmq":
            # Built in each child of the worker: connections must not be shared over a fork.
            worker.consume(lambda: build_desk(self.settings), queue.broker)
            return
        worker.poll(self._desk, _until_told(), every_seconds=queue.poll_seconds)

    def reap(self) -> None:
        from exchange import worker

        queue = self.settings.queue
        if queue.kind != "rabbitmq":
            raise NotReady("No queue is configured; the worker polls the database and needs no reaper.")
        worker.reap(self._desk, queue.broker, _until_told(), every_seconds=queue.reap_seconds)

    def openapi(self) -> str:
        from exchange import api

        with self.throw_away() as desk:
            return api.description_of(create_app(desk, secure_cookies=True))

    @contextmanager
    def throw_away(self) -> Iterator[Desk]:
        """A desk whose every part lies in a folder that is gone afterwards."""
        with tempfile.TemporaryDirectory(prefix="exchange-") as folder:
            settings = throw_away_settings(Path(folder))
            Service(settings).migrate()
            yield build_desk(settings)


def throw_away_settings(folder: Path) -> Settings:
    """Settings whose every file lies in one folder; destruction has no cooling-off time."""
    return Settings.model_validate(
        {
            "database": {"url": f"sqlite:///{folder}/exchange.db"},
            "store": {"folder": folder / "store"},
            "keys": {"url": f"sqlite:///{folder}/keys/keys.db", "keyring": folder / "keys" / "keyring.v1"},
            "letters": {"folder": folder / "letters"},
            "work_room": {"folder": folder / "work"},
            "destruction": {"cooling_off_hours": 0},
        }
    )


def _until_told() -> threading.Event:
    stop = threading.Event()
    for wanted in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wanted, lambda *_: stop.set())
    return stop


def main() -> None:
    """The `exchange` command."""
    write_log_lines(quiet={"serve", "worker", "reaper", "run"}.isdisjoint(sys.argv[1:2]))
    try:
        path = os.environ.get(CONFIG, "")
        default = Path("config.toml")
        settings = read_settings(Path(path) if path else default if default.exists() else None)
        cli(obj=Service(settings), prog_name="exchange")
    except (SettingsRefused, NotReady) as problem:
        sys.stderr.write(f"{problem}\n")
        sys.exit(4)


if __name__ == "__main__":
    main()
