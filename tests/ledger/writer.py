"""Run as a child: keeps opening matters in the ledger, and says each one only when it is written down.

Arguments: the database's address, a name for this child, and how many matters (0: until killed).
"""

import itertools
import sys

from exchange.ledger import open_ledger
from exchange.rules.audit import Deed
from tests.ledger.given import NOON, OFFICER, ToySeal, some_matter


def write(url: str, name: str, count: int) -> None:
    ledger = open_ledger(url, field_seal=ToySeal())
    for n in range(count) if count else itertools.count():
        id = f"MX-{name}-{n}"
        with ledger.act(OFFICER, Deed.OPEN_MATTER, at=NOON, matter=id) as act:
            act.matters.add(some_matter(id))
        print(id, flush=True)


if __name__ == "__main__":
    write(sys.argv[1], sys.argv[2], int(sys.argv[3]))
