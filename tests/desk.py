"""A whole house for tests above the ledger: a real ledger, a real vault, and people of every role on both sides.

Only the scanner and the letterbox are stand-ins: they are outside. Passwords are hashed for real, but cheaply.
"""

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from exchange.casework import classify, matters, owed
from exchange.casework.desk import SYSTEM, Desk, Policy
from exchange.casework.receiving import receive
from exchange.ledger import Act, Ledger, migrate, open_ledger
from exchange.outside.credentials import ArgonAndTotp
from exchange.outside.papers import WeasyPapers
from exchange.rules.audit import Deed
from exchange.rules.clocks import WorkingDays
from exchange.rules.markings import DataCategory, Level, Marking
from exchange.rules.material import Material, ScanState
from exchange.rules.matter import Matter, Mode
from exchange.rules.officers import Officer, Organisation, OrganisationKind, Party, PartyKind, Role
from exchange.rules.sign_in import Account
from redaction import Detector, load_detector
from storage import FieldSealer, KeyStore, MemoryShelf, Vault, memory_key_store
from tests.prepared import Copy, FileCopy, without_waiting_for_the_disk
from tests.scene import COMMISSION, COUNCIL, IOPC, NOW, PARTNERSHIP, POLICE, TODAY

PASSWORD = "correct horse battery staple"
USUAL_REFERENCE = "2026/204417"
CREDENTIALS = ArgonAndTotp(memory_kib=16, passes=1)
_D, _A, _R, _RO = Role.DISCLOSURE_OFFICER, Role.APPROVER, Role.REVIEWER, Role.RECORDS_OFFICER
_AU, _PA = Role.AUDITOR, Role.ADMINISTRATOR

#: Account, party, organisation, role, name. Two of each role that needs a second person; `s.pike` is of a
#: police force that a matter may be about; `n.stranger` is of another partnership.
PEOPLE = (
    ("a.khan", PARTNERSHIP, COUNCIL, _D, "Amina Khan"),
    ("t.adeyemi", PARTNERSHIP, COUNCIL, _D, "Tolu Adeyemi"),
    ("m.lewis", PARTNERSHIP, COUNCIL, _A, "Morgan Lewis"),
    ("c.hart", PARTNERSHIP, COUNCIL, _A, "Casey Hart"),
    ("b.osei", PARTNERSHIP, COUNCIL, _R, "Bea Osei"),
    ("r.grant", PARTNERSHIP, COUNCIL, _RO, "Rae Grant"),
    ("w.flint", PARTNERSHIP, COUNCIL, _RO, "Wyn Flint"),
    ("e.vance", PARTNERSHIP, COUNCIL, _AU, "Eden Vance"),
    ("p.stone", PARTNERSHIP, COUNCIL, _PA, "Pat Stone"),
    ("s.pike", PARTNERSHIP, POLICE, _D, "Sam Pike"),
    ("d.moss", IOPC, COMMISSION, _D, "Dale Moss"),
    ("g.frost", IOPC, COMMISSION, _D, "Gray Frost"),
    ("h.quill", IOPC, COMMISSION, _A, "Harper Quill"),
    ("l.birch", IOPC, COMMISSION, _A, "Lou Birch"),
    ("j.ferns", IOPC, COMMISSION, _R, "Jules Ferns"),
    ("k.rowe", IOPC, COMMISSION, _RO, "Kit Rowe"),
    ("o.dean", IOPC, COMMISSION, _AU, "Oak Dean"),
    ("q.reed", IOPC, COMMISSION, _PA, "Quinn Reed"),
    ("n.stranger", "westmere", "westmere-council", _A, "Nico Stranger"),
)


class Clock:
    """A time that stands still until a test moves it."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


class QuietScanner:
    """Stands where clamd stands: reads every byte and says what the test settled."""

    def __init__(self) -> None:
        self.answer = ScanState.CLEAN

    def scan(self, chunks: Iterable[bytes]) -> ScanState:
        for _ in chunks:
            pass
        return self.answer


@dataclass
class Letters:
    """Keeps what would have been posted: (address, reference, link)."""

    posted: list[tuple[str, str, str]] = field(default_factory=list)

    def post(self, *, to_address: str, reference: str, link: str) -> None:
        self.posted.append((to_address, reference, link))


@dataclass(frozen=True)
class Prepared:
    """Where a ledger lies whose first matter has just been opened, that matter, and the letters it caused."""

    place: str
    matter: Matter
    letters: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class House:
    """The desk, its people by account name, and the parts that a test may turn."""

    desk: Desk
    officers: dict[str, Officer]
    clock: Clock
    scanner: QuietScanner
    letters: Letters
    copy: Copy | None = None
    prepared: Callable[[], Prepared] | None = None

    def code_of(self, account: str) -> str:
        """A one-time code that was not used before: time moves on by one step."""
        self.clock.forward(seconds=30)
        with self.desk.ledger.housekeeping() as act:
            secret = act.accounts.get(account).totp_secret
        return self.desk.credentials.code_at(secret, at=self.clock())

    def work(self) -> int:
        """Do all work that is due; gives how many jobs were done."""
        done = 0
        while owed.do_next(self.desk):
            done += 1
        return done

    def matter(
        self, *, iopc_reference: str = USUAL_REFERENCE, members: tuple[str, ...] | None = None
    ) -> Matter:
        """An open matter with the people of both parties on it (auditors and administrators are not).

        As the first that happens in a house it was done once before, and is there at once: everybody was let in by
        an act of its own, and had a letter.
        """
        is_the_usual = (iopc_reference, members) == (USUAL_REFERENCE, None) and self.clock.at == NOW
        if is_the_usual and self.copy and self.prepared and self.copy.is_untouched():
            ready = self.prepared()
            self.copy.become(ready.place)
            self.letters.posted.extend(ready.letters)
            return ready.matter
        return self.open_matter(iopc_reference, members)

    def open_matter(
        self, iopc_reference: str = USUAL_REFERENCE, members: tuple[str, ...] | None = None
    ) -> Matter:
        new = matters.NewMatter(
            iopc_reference=iopc_reference,
            review_reference="LCSPR-2026-07",
            mode=Mode.INDEPENDENT,
            other_party=IOPC,
            decided_on=date(2026, 11, 6),
        )
        opened = matters.open_matter(self.desk, self.officers["m.lewis"], new)
        wanted = members if members is not None else tuple(self.officers)
        self._let_in(opened, tuple(name for name in wanted if self._is_case_person(name)))
        return opened

    def _is_case_person(self, name: str) -> bool:
        officer = self.officers[name]
        return name != "m.lewis" and officer.party in {PARTNERSHIP, IOPC} and _PA not in officer.roles

    def _let_in(self, matter: Matter, names: tuple[str, ...]) -> None:
        adders = {PARTNERSHIP: self.officers["p.stone"], IOPC: self.officers["q.reed"]}
        for name in names:
            matters.add_member(self.desk, adders[self.officers[name].party], matter.id, name)

    def document(
        self,
        matter: Matter,
        by: str = "a.khan",
        *,
        content: bytes | None = None,
        title: str = "Chronology",
        originator: str = "",
        file_name: str = "chronology.pdf",
    ) -> Material:
        """An uploaded and sealed document of the officer's party."""
        content = a_pdf(title) if content is None else content
        officer = self.officers[by]
        announced = receive.Announcement(
            matter=matter.id,
            title=title,
            file_name=file_name,
            length_bytes=len(content),
            originator=originator,
        )
        upload = receive.announce(self.desk, officer, announced)
        receive.receive_part(self.desk, officer, upload.id, offset_bytes=0, source=BytesIO(content))
        self.work()
        return self.material(upload.material)

    def classified(self, matter: Matter, by: str = "a.khan", **about: str) -> Material:
        """A sealed document that is classified OFFICIAL, ordinary."""
        content = a_pdf(about.get("title", matter.id))
        return self.classify(self.document(matter, by, content=content, **about), by)

    def classify(self, document: Material, by: str = "a.khan") -> Material:
        answer = classify.Answer(
            marking=Marking.OFFICIAL,
            level=Level.ORDINARY,
            categories=(DataCategory.PERSONAL,),
            basis="Ordinary personal data of the review.",
        )
        return classify.classify(self.desk, self.officers[by], document.id, answer)

    def material(self, material_id: str) -> Material:
        with self.desk.ledger.housekeeping() as act:
            return act.materials.get(material_id)


@cache
def the_detector() -> Detector:
    """The real one; loading its model takes seconds, so it is loaded once and only when asked for."""
    return load_detector()


def a_desk(tmp_path: Path, *, policy: Policy | None = None) -> House:
    """A desk on a SQLite ledger and a vault in memory of its own, with everyone of PEOPLE able to sign in."""
    first, keys = furnished()
    copy = FileCopy.of(first, tmp_path / "ledger.sqlite")
    clock, scanner, letters = Clock(), QuietScanner(), Letters()
    desk = Desk(
        ledger=without_waiting_for_the_disk(open_ledger(copy.url, field_seal=FieldSealer(keys))),
        vault=Vault(MemoryShelf(), keys),
        detector=the_detector,
        scanner=scanner,
        letterbox=letters,
        papers=WeasyPapers(),
        credentials=CREDENTIALS,
        now=clock,
        policy=policy or a_policy(),
        work_room=tmp_path / "room",
    )
    with desk.ledger.housekeeping() as act:
        officers = {officer.id: officer for officer in act.officers.where()}
    return House(desk, officers, clock, scanner, letters, copy, _opened)


@cache
def _opened() -> Prepared:
    folder = furnished()[0].parent / "opened"
    folder.mkdir()
    return opened_once(a_desk(folder), str(folder / "ledger.sqlite"))


def opened_once(house: House, place: str) -> Prepared:
    """Open the first matter of a house, whose ledger is then closed for others to copy."""
    opened = house.open_matter()
    house.work()
    house.desk.ledger.close()
    return Prepared(place, opened, tuple(house.letters.posted))


@cache
def furnished() -> tuple[Path, KeyStore]:
    """A ledger with its people in it, made once and copied for each house; they share a key store."""
    place = Path(tempfile.mkdtemp(prefix="house-")) / "ledger.sqlite"
    atexit.register(shutil.rmtree, place.parent, ignore_errors=True)
    migrate(f"sqlite:///{place}")
    keys = memory_key_store()
    ledger = open_ledger(f"sqlite:///{place}", field_seal=FieldSealer(keys))
    write_people(ledger)
    ledger.close()
    return place, keys


def a_policy(**changes: Any) -> Policy:
    made = Policy(
        upload_limit_bytes=2 << 30,
        upload_expires_hours=24,
        scan_may_be_skipped=False,
        cooling_off_hours=24,
        backup_horizon_days=30,
        public_address="https://exchange.example",
        working_days=WorkingDays(frozenset(), date(2028, 12, 31)),
    )
    return replace(made, **changes)


def write_people(ledger: Ledger) -> None:
    hashed = CREDENTIALS.hash_password(PASSWORD)
    with ledger.act(SYSTEM, Deed.LOAD_DEMONSTRATION, at=NOW) as act:
        _ends(act)
        for name, party, organisation, role, shown in PEOPLE:
            act.officers.add(
                Officer(
                    id=name,
                    party=party,
                    organisation=organisation,
                    roles=frozenset({role}),
                    name=shown,
                    email=f"{name}@example.org",
                    undertaking_signed_on=TODAY,
                    second_factor=True,
                )
            )
            secret = CREDENTIALS.new_totp_secret()
            act.accounts.add(Account(name, f"{name}@example.org", hashed, secret))


def _ends(act: Act) -> None:
    act.parties.add(Party(IOPC, PartyKind.IOPC, "Independent Office for Police Conduct"))
    act.parties.add(Party(PARTNERSHIP, PartyKind.PARTNERSHIP, "Norchester Safeguarding Children Partnership"))
    act.parties.add(Party("westmere", PartyKind.PARTNERSHIP, "Westmere Safeguarding Children Partnership"))
    council, force = OrganisationKind.LOCAL_AUTHORITY, OrganisationKind.POLICE_FORCE
    for made in (
        Organisation(COMMISSION, IOPC, OrganisationKind.IOPC, "Independent Office for Police Conduct"),
        Organisation(COUNCIL, PARTNERSHIP, council, "Norchester City Council"),
        Organisation(POLICE, PARTNERSHIP, force, "Chief Constable of Norchester Police"),
        Organisation("westmere-council", "westmere", council, "Westmere Borough Council"),
    ):
        act.organisations.add(made)


def a_pdf(*lines: str) -> bytes:
    """A small real PDF with a line of text for each of `lines`, on one page."""
    shown = " ".join(f"({_escaped(line)}) Tj T*" for line in lines)
    content = f"BT /F1 14 Tf 18 TL 60 760 Td {shown} ET".encode("latin-1", "replace")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    out, offsets = BytesIO(), []
    out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    for number, written in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, written))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
