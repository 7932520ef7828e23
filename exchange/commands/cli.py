"""The group that every command hangs on."""

from importlib import import_module

import click

#: Which file holds which command. A file is loaded when its command is called: redacting a loose file
#: must not wait for a web framework to load.
_COMMANDS = {
    "redact": "papers",
    "redact-each": "many_papers",
    "detect": "papers",
    "verify": "papers",
    "journey": "journey",
    "run": "run",
    "serve": "service",
    "worker": "service",
    "reaper": "service",
    "migrate": "service",
    "check": "service",
    "log": "service",
    "openapi": "service",
    "code": "service",
    "let-in": "accounts",
    "shut-out": "accounts",
}


class _LoadedWhenCalled(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the face of a click group
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - the same
        if cmd_name not in _COMMANDS:
            return None
        found = getattr(import_module(f"exchange.commands.{_COMMANDS[cmd_name]}"), cmd_name.replace("-", "_"))
        return found if isinstance(found, click.Command) else None


@click.group(
    cls=_LoadedWhenCalled, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="exchange")
def cli() -> None:
    """Secure document exchange and redaction between the IOPC and Local Safeguarding Partnerships.

    Exit codes: 0 done, 1 found (verify, check), 2 wrong usage or could not check, 3 refused, 4 a fault.
    """
