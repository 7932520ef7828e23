"""let-in and shut-out: who may sign in, by whoever runs the service."""

import os
import sys
from pathlib import Path
from typing import IO

import click

from exchange.casework import accounts
from exchange.casework.faults import FAULTS, sentence_of
from exchange.casework.new_people import people_in
from exchange.casework.spreadsheet import as_csv
from exchange.commands.house import FAULT, REFUSED, House
from exchange.commands.papers import say, stop
from exchange.rules.errors import Refusal

_HEADINGS = ("email", "password", "secret", "for the authenticator app")


@click.command("let-in", short_help="Give everybody in a table an account.")
@click.argument("table", metavar="PEOPLE.csv", type=click.File("rb"))
@click.option(
    "-o",
    "--out",
    metavar="SIGN-INS.csv",
    required=True,
    help="A new file for what each signs in with; - is standard output.",
)
@click.option("--again", is_flag=True, help="Whoever has an account gets a new sign-in and these roles.")
@click.pass_obj
def let_in(house: House, table: IO[bytes], out: str, *, again: bool) -> None:
    """Give everybody in PEOPLE.csv an account. All of them, or none and one line of reason.

    Headings: party, party kind, organisation, organisation kind, name, email, roles, undertaking signed on.
    Give each person theirs from SIGN-INS.csv and delete it: it is told once.
    """
    try:
        written = sys.stdout.buffer if out == "-" else _new_file(Path(out))
    except OSError as problem:
        stop(FAULT, f"SIGN-INS.csv cannot be made: {problem.strerror}.")
    try:
        given = accounts.let_in(house.desk(), people_in(table.read()), again=again)
    except Refusal as refusal:
        _remove_empty(out)
        stop(REFUSED, refusal.sentence)
    except FAULTS as fault:
        _remove_empty(out)
        stop(FAULT, sentence_of(fault))
    rows = [_HEADINGS, *((each.email, each.password, each.totp_secret, each.for_app) for each in given)]
    written.write(as_csv(rows))
    written.flush()
    say(f"{len(given)} let in. Give each person their own sign-in, and delete the list.")


@click.command("shut-out", short_help="Close an account at once.")
@click.argument("email")
@click.pass_obj
def shut_out(house: House, email: str) -> None:
    """Close the account of EMAIL at once; sessions and tokens end. What was done stays on the record."""
    try:
        accounts.shut_out(house.desk(), email)
    except Refusal as refusal:
        stop(REFUSED, refusal.sentence)
    say("Shut out.")


def _new_file(path: Path) -> IO[bytes]:
    """For this account alone, and never over another: it holds passwords."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _remove_empty(out: str) -> None:
    if out != "-":
        Path(out).unlink()
