"""journey: the whole way of one document of the user's own, on a throw-away store, each step told."""

import json
import sys
from pathlib import Path

import click

from exchange.casework.faults import DOCUMENT_PROBLEMS, FAULTS, sentence_of
from exchange.casework.trying_out.journey import JourneyStopped, Luggage, travel
from exchange.casework.trying_out.loose_papers import password_in
from exchange.commands.house import FAULT, OK, REFUSED, House
from exchange.commands.papers import say
from exchange.rules.errors import Refusal


@click.command(short_help="Try the whole way on a throw-away store.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a step on standard output.")
@click.option(
    "--as", "copy_as", type=click.Choice(["same", "pdf"]), help="Default: what is usual for its kind."
)
@click.option("--password-file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--may-lose-signature", is_flag=True, help="The copy of a signed document may be without it.")
@click.pass_obj
def journey(
    house: House,
    file: Path,
    copy_as: str | None,
    password_file: Path | None,
    *,
    as_json: bool,
    may_lose_signature: bool,
) -> None:
    """Drive steps 2 to 13 with FILE on a throw-away store; print what was recorded and the time it took."""
    if not file.is_file() or (password_file is not None and not password_file.is_file()):
        say("The file cannot be read.")
        sys.exit(FAULT)
    try:
        password = password_in(password_file) if password_file else ""
        with house.throw_away() as desk:
            luggage = Luggage(file, copy_as or "", password, may_lose_signature=may_lose_signature)
            for step in travel(desk, luggage):
                if as_json:
                    row = {"step": step.name, "recorded": step.recorded, "seconds": round(step.seconds, 3)}
                    click.echo(json.dumps(row))
                else:
                    click.echo(f"{step.name:22} {step.seconds:7.2f} s  {step.recorded}")
    except JourneyStopped as stopped:
        say(f"Stopped: {stopped.sentence}")
        sys.exit(REFUSED)
    except Refusal as refusal:
        say(f"Refused: {refusal.sentence} {refusal.next_step} [{refusal.clause}]")
        sys.exit(REFUSED)
    except (*FAULTS, *DOCUMENT_PROBLEMS) as fault:
        say(f"Fault: {sentence_of(fault)}")
        sys.exit(FAULT)
    sys.exit(OK)
