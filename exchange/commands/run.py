"""run: the embedded default on one machine, web and one worker under one parent."""

import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

import click

from exchange.casework.trying_out import demonstration
from exchange.commands.house import FAULT, House
from exchange.commands.papers import say, stop

_WAIT_SECONDS = 90
_TERM_SECONDS = 20


@click.command(short_help="Start all of it here, with a demonstration.")
@click.pass_obj
def run(house: House) -> None:
    """Set up the embedded default, load the demonstration, start web and worker, and print the sign-ins.

    Ctrl-C stops all of it; a second run keeps the data.
    """
    try:
        _prepare(house)
        children = [_start("serve"), _start("worker")]
        _stop_with_parent(children)
        _wait_until_healthy(house.address, children)
        _greet(house)
        _watch(children)
    except OSError as problem:
        stop(FAULT, f"The service could not be started: {problem.strerror}.")


def _prepare(house: House) -> None:
    house.secrets_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    house.migrate()
    desk = house.desk()
    if demonstration.is_loaded(desk):
        say("The data of the last run is kept.")
        return
    password = "-".join(secrets.token_hex(3) for _ in range(3))
    loaded = demonstration.load(desk, password=password)
    lines = [f"{a.username}  {a.password}  {a.totp_secret}" for a in loaded.accounts]
    _write_private(house.secrets_folder / "sign-ins.txt", "\n".join(lines) + "\n")
    say("A demonstration matter with fictitious people was loaded.")


def _write_private(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(text)


def _start(command: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.argv[0], command], start_new_session=True)


def _stop_with_parent(children: list[subprocess.Popen[bytes]]) -> None:
    def stop_all(signum: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the face of a signal handler
        say("Stopping.")
        for child in children:
            child.terminate()
        for child in children:
            try:
                child.wait(timeout=_TERM_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
        sys.exit(0)

    signal.signal(signal.SIGINT, stop_all)
    signal.signal(signal.SIGTERM, stop_all)


def _wait_until_healthy(address: str, children: list[subprocess.Popen[bytes]]) -> None:
    until = time.monotonic() + _WAIT_SECONDS
    while time.monotonic() < until:
        if any(child.poll() is not None for child in children):
            _end(children, "A part of the service stopped while starting; its reason is above.")
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    _end(children, "The service did not become healthy in time.")


def _end(children: list[subprocess.Popen[bytes]], reason: str) -> None:
    for child in children:
        child.terminate()
    stop(FAULT, reason)


def _greet(house: House) -> None:
    listed = house.secrets_folder / "sign-ins.txt"
    click.echo(f"\nReady: {house.address}\n")
    click.echo("Sign in as (email, password; `.venv/bin/exchange code EMAIL` prints the one-time code):")
    for line in listed.read_text().splitlines():
        username, password, _ = line.split("  ")
        click.echo(f"  {username:34} {password}")
    click.echo(
        f"\nSecrets of this installation lie in {house.secrets_folder}/ (keyring passphrase, sign-ins)."
    )
    click.echo("Ctrl-C stops the service.", nl=True)
    sys.stdout.flush()


def _watch(children: list[subprocess.Popen[bytes]]) -> None:
    while all(child.poll() is None for child in children):
        time.sleep(0.5)
    _end(children, "A part of the service stopped; its reason is above.")
