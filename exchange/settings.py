"""config.toml as checked, frozen values.

Order, the later wins: the defaults here, the file, environment variables `EXCHANGE__SECTION__KEY`, and
`EXCHANGE__SECTION__KEY_FILE`, which names a file that holds a secret. A key that is not known is an error: a
misspelt safety setting must not be silently left at its default.
"""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

PREFIX = "EXCHANGE__"


class SettingsRefused(Exception):
    """The configuration cannot be used; says which setting and why, never its value."""


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Server(_Section):
    host: str = "127.0.0.1"
    port: int = Field(default=8420, ge=1, le=65535)
    public_address: str = "http://127.0.0.1:8420"
    threads: int = Field(default=8, ge=1, le=256)
    processes: int = Field(default=1, ge=1, le=64)
    secure_cookies: bool = False


class Database(_Section):
    url: str = "sqlite:///var/exchange.db"


class Store(_Section):
    kind: Literal["folder", "bucket"] = "folder"
    folder: Path = Path("var/store")
    endpoint: str = ""
    bucket: str = ""
    access_key: str = ""
    secret_key: str = ""
    secure: bool = True
    region: str = "us-east-1"
    create_bucket: bool = False


class Keys(_Section):
    url: str = "sqlite:///var/keys/keys.db"
    keyring: Path = Path("var/keys/keyring.v1")
    passphrase: str = ""


class Queue(_Section):
    kind: Literal["database", "rabbitmq"] = "database"
    broker: str = ""
    poll_seconds: float = Field(default=0.5, ge=0.05, le=60)
    reap_seconds: float = Field(default=5, ge=0.2, le=3600)


class Scanner(_Section):
    kind: Literal["none", "clamd"] = "none"
    address: str = "127.0.0.1:3310"
    max_bytes: int = Field(default=2 << 30, ge=1)


class Letters(_Section):
    kind: Literal["folder", "smtp"] = "folder"
    folder: Path = Path("var/letters")
    host: str = "127.0.0.1"
    port: int = Field(default=587, ge=1, le=65535)
    sender: str = "exchange@example.org"
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str = ""
    password: str = ""


class Limits(_Section):
    upload_bytes: int = Field(default=2 << 30, ge=1, le=8 << 30)
    upload_expires_hours: int = Field(default=24, ge=1, le=720)


class Destruction(_Section):
    cooling_off_hours: int = Field(default=24, ge=0, le=336)
    backup_horizon_days: int = Field(default=30, ge=0, le=3650)


class LocalFormatSetting(_Section):
    """A reference whose form only one partner knows."""

    name: str = Field(min_length=1, max_length=60)
    form: str = Field(min_length=1, max_length=60)
    near: tuple[str, ...] = ()
    only_near: bool = False


class Detection(_Section):
    model: str = Field(default="", max_length=200)
    second_model: bool = True
    wide: bool = False
    thresholds: dict[str, Annotated[float, Field(ge=0.0, le=1.0)]] = {}
    local_formats: tuple[LocalFormatSetting, ...] = ()


class Confinement(_Section):
    required: bool = False


class WorkRoom(_Section):
    folder: Path = Path("var/work")


class Settings(_Section):
    """Every setting there is; `config.example.toml` explains each."""

    server: Server = Server()
    database: Database = Database()
    store: Store = Store()
    keys: Keys = Keys()
    queue: Queue = Queue()
    scanner: Scanner = Scanner()
    letters: Letters = Letters()
    limits: Limits = Limits()
    destruction: Destruction = Destruction()
    detection: Detection = Detection()
    confinement: Confinement = Confinement()
    work_room: WorkRoom = WorkRoom()


def read_settings(path: Path | None, environment: Mapping[str, str] | None = None) -> Settings:
    """Read, override and check.

    Args:
        path: a TOML file; None for the defaults alone.

    Raises:
        SettingsRefused: the file cannot be read, a key is not known, or a value is out of bounds.
    """
    written: dict[str, Any] = {}
    if path is not None:
        try:
            written = tomllib.loads(path.read_text())
        except (OSError, tomllib.TOMLDecodeError) as problem:
            raise SettingsRefused(f"The configuration {path} cannot be read: {problem}") from None
    for (section, key), value in _overrides(os.environ if environment is None else environment):
        written.setdefault(section, {})[key] = value
    try:
        return Settings.model_validate(written)
    except ValidationError as problem:
        lines = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in problem.errors(include_input=False)]
        raise SettingsRefused("The configuration cannot be used. " + "; ".join(lines)) from None


def _overrides(environment: Mapping[str, str]) -> list[tuple[tuple[str, str], str]]:
    found: list[tuple[tuple[str, str], str]] = []
    for name, value in sorted(environment.items()):
        section, _, key = name.removeprefix(PREFIX).lower().partition("__")
        if not name.startswith(PREFIX) or not key:
            continue
        if key.endswith("_file"):
            try:
                found.append(((section, key.removesuffix("_file")), Path(value).read_text().rstrip("\r\n")))
            except OSError as problem:
                raise SettingsRefused(
                    f"{name} names a file that cannot be read: {problem.strerror}"
                ) from None
        else:
            found.append(((section, key), value))
    return found
