"""The group that every command hangs on."""

import click

from exchange.commands.journey import journey
from exchange.commands.papers import detect, redact, verify
from exchange.commands.run import run
from exchange.commands.service import check, code, log, migrate, openapi, reaper, serve, worker


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="exchange")
def cli() -> None:
    """Secure document exchange and redaction between the IOPC and Local Safeguarding Partnerships.

    Exit codes: 0 done, 1 found (verify, check), 2 wrong usage or could not check, 3 refused, 4 a fault.
    """


for command in (
    redact,
    detect,
    verify,
    journey,
    run,
    serve,
    worker,
    reaper,
    migrate,
    check,
    log,
    openapi,
    code,
):
    cli.add_command(command)
