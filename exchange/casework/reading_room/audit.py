"""The record of every act, for those who may read it: their own party's entries, and their matters'."""

from dataclasses import dataclass

from exchange.casework.desk import Desk
from exchange.ledger import Act
from exchange.rules.audit import Deed, Entry
from exchange.rules.officers import Officer

PAGE = 50
_LOOK_BACK = 500


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Entries newest first. `before` is what to pass for the next page, 0 at the end."""

    entries: tuple[Entry, ...]
    before: int


def audit_page(desk: Desk, officer: Officer, *, before: int = 0, matter: str = "") -> AuditPage:
    """One page; reading it is itself an entry (I-46)."""
    with desk.ledger.act(officer, Deed.READ_AUDIT, at=desk.now(), matter=matter) as act:
        head, _ = act.head()
        stop = min(before - 1, head) if before else head
        shown: list[Entry] = []
        while stop > 0 and len(shown) < PAGE:
            start = max(0, stop - _LOOK_BACK)
            chunk = [entry for entry in act.entries(after=start, limit=stop - start) if entry.number <= stop]
            shown += [entry for entry in reversed(chunk) if _may_see(act, entry, matter)]
            stop = start
        page = tuple(shown[:PAGE])
        more = len(shown) > PAGE or stop > 0
        act.note(shown=len(page))
        return AuditPage(page, page[-1].number if more and page else 0)


def _may_see(act: Act, entry: Entry, matter: str) -> bool:
    """A party's own acts, and the system's in its matters; never the other party's."""
    if matter and entry.matter != matter:
        return False
    if entry.party:
        return entry.party == act.officer.party
    found = act.matters.find(entry.matter) if entry.matter else None
    return found is not None and act.officer.party in found.parties
