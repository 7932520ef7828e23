"""The terminal: one command for each thing a person or a script wants done."""

from exchange.commands.cli import cli
from exchange.commands.house import House

__all__ = ["House", "cli"]
