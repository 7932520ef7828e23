"""Reads the tags of a copy back: by poppler, as a screen reader would say them, and as objects."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

_SPREAD = re.compile(r" +")


def said(path: Path) -> list[str]:
    """Role and words of every part in the order of the tree, as poppler reads it; indented by how deep they lie."""
    done = subprocess.run(
        ["pdfinfo", "-struct-text", str(path)], capture_output=True, text=True, check=True, timeout=280
    )
    found: list[str] = []
    for line in done.stdout.splitlines():
        if line.strip().startswith('"'):
            found[-1] = f"{found[-1]} {line.strip()[1:-1].strip()}".rstrip()
        elif line.strip() and not line.strip().startswith("/"):
            found.append(re.sub(r" \((block|inline)\)|:$", "", line))
    return [line.replace("  ", "\t") for line in found]


def roles(path: Path) -> list[str]:
    """The role of every part in the order of the tree."""
    with pikepdf.open(path) as pdf:
        return [str(part.S)[1:] for part in parts(pdf)]


def parts(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every part in the order of the tree."""
    waiting = [pdf.Root.StructTreeRoot.K[0]] if "/StructTreeRoot" in pdf.Root else []
    while waiting:
        made = waiting.pop()
        yield made
        kids = [kid for kid in made.get("/K", []) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
        waiting.extend(reversed(kids))


def tree(path: Path) -> str:
    """Every number, role and place in the tree and all marks on the pages, as one text without the words."""
    made: list[str] = []
    with pikepdf.open(path) as pdf:
        for each in parts(pdf):
            kids = [kid if isinstance(kid, int) else kid.get("/MCID", "part") for kid in each.get("/K", [])]
            made.append(f"{each.S} {kids} {each.get('/A', '')}")
        for page in pdf.pages:
            steps = pikepdf.parse_content_stream(page, "BDC BMC EMC BT ET")
            made.append(pikepdf.unparse_content_stream(steps).decode())
    return "\n".join(made)
