"""serve, worker, reaper, migrate, check, log verify, openapi, code: running the service and proving it."""

import json
import sys

import click

from exchange.casework import record
from exchange.casework.trying_out.demonstration_code import code_for
from exchange.commands.house import FOUND, OK, House
from exchange.commands.papers import say


@click.command(short_help="Serve pages and API until told to stop.")
@click.pass_obj
def serve(house: House) -> None:
    """Serve pages and API as configured, until told to stop."""
    house.serve()


@click.command(short_help="Do owed work until told to stop.")
@click.pass_obj
def worker(house: House) -> None:
    """Do owed work as configured, until told to stop."""
    house.work()


@click.command(short_help="Send waiting work to the queue again.")
@click.pass_obj
def reaper(house: House) -> None:
    """Send waiting work to the queue, again where a worker went away. Only where a queue is configured."""
    house.reap()


@click.command()
@click.pass_obj
def migrate(house: House) -> None:
    """Bring the database to this version."""
    house.migrate()
    say("The database is current.")


@click.command(short_help="Compare store, database and keys.")
@click.option("--json", "as_json", is_flag=True, help="The findings as JSON on standard output.")
@click.pass_obj
def check(house: House, *, as_json: bool) -> None:
    """Hold store, database and keys against each other. Changes nothing. Exits 1 when they disagree."""
    found = record.check_store(house.desk())
    if as_json:
        rows = {"versions": found.versions, "destroyed": found.destroyed, "orphans": found.orphans}
        click.echo(json.dumps({**rows, "problems": list(found.problems)}))
    else:
        click.echo(
            f"{found.versions} versions kept, {found.destroyed} destroyed, {found.orphans} objects without a row"
        )
        for problem in found.problems:
            click.echo(problem)
    sys.exit(FOUND if found.problems else OK)


@click.group()
def log() -> None:
    """The record of every act."""


@log.command("verify")
@click.option("--json", "as_json", is_flag=True, help="The findings as JSON on standard output.")
@click.pass_obj
def log_verify(house: House, *, as_json: bool) -> None:
    """Read the whole record; exits 1 and says where it was edited, deleted from or reordered."""
    found = record.verify_log(house.desk())
    if as_json:
        rows = [{"number": each.number, "problem": each.sentence} for each in found.breaks]
        click.echo(json.dumps({"entries": found.entries, "head": found.head, "breaks": rows}))
    elif found.breaks:
        for each in found.breaks:
            click.echo(each.sentence)
    else:
        click.echo(f"Log intact to entry {found.entries:,}.")
    sys.exit(FOUND if found.breaks else OK)


@click.command(short_help="Print the description of the API.")
@click.pass_obj
def openapi(house: House) -> None:
    """Print the description of the API, generated from the code."""
    click.echo(house.openapi())


@click.command(short_help="Print a demonstration account's code.")
@click.argument("username")
@click.pass_obj
def code(house: House, username: str) -> None:
    """Print the one-time code of a demonstration account. Refused for any other account."""
    click.echo(code_for(house.desk(), username))
