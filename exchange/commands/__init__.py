"""The terminal: one command for each thing a person or a script wants done."""

from exchange.commands.cli import cli

__all__ = ["cli"]
