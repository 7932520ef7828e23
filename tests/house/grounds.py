"""Draws docs/grounds.md from the closed list of grounds: `python -m tests.house.grounds`."""

from pathlib import Path

from redaction import Ground

PAGE = Path(__file__).parents[2] / "docs" / "grounds.md"
_HEAD = """# Grounds

Every redaction carries one of these. The list is closed: a new ground is a change to `redaction/grounds.py`, with
its source. Drawn from the code; do not edit by hand.

| code | what a reviewer chooses and a recipient reads | source |
|---|---|---|
"""


def drawn() -> str:
    """The page as the code has it."""
    return _HEAD + "".join(f"| `{each.value}` | {each.sentence} | {each.source} |\n" for each in Ground)


if __name__ == "__main__":
    PAGE.write_text(drawn())
