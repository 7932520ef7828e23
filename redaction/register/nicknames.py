"""What people called Elizabeth are called: Liz, Beth, Betty.

Source: own list of short forms in use in the United Kingdom (nicknames.txt: the full form, then the short ones).
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def _alike() -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in (Path(__file__).parent / "nicknames.txt").read_text(encoding="utf-8").splitlines():
        full, *short = line.split()
        found[full].update(short)
        for form in short:
            found[form].add(full)
    return {name: frozenset(forms) for name, forms in found.items()}


def called(forename: str) -> frozenset[str]:
    """The short and the full forms of a forename (folded), itself not among them. Empty for a rare one."""
    return _alike().get(forename, frozenset())
