"""The unit of work: what one officer does in one transaction, with one entry on the record."""

from datetime import datetime
from typing import Generic, TypeVar, overload

from sqlalchemy import Connection

from exchange.ledger import audit, tables
from exchange.ledger.references import new_reference
from exchange.ledger.register import Pen, Register
from exchange.ledger.seal import FieldSeal
from exchange.ledger.shape import Shape
from exchange.ledger.tables import Base
from exchange.rules.audit import Deed, Entry
from exchange.rules.comparison import KeptFinding, ReleaseCheck
from exchange.rules.copy_looks import CopyLook
from exchange.rules.decisions import DecisionStep
from exchange.rules.destruction import Certificate, DestructionRun, Hold, RetentionRule, RunItem
from exchange.rules.detection import RecogniserCount
from exchange.rules.disclosure import Collection, Disclosure, Ticket
from exchange.rules.handling import HandlingTerms
from exchange.rules.hints import DocumentHints
from exchange.rules.markings import SecretPointer
from exchange.rules.material import Material, Upload, Version
from exchange.rules.matter import Matter, Membership, PointOfContact, TermsOfReference
from exchange.rules.officers import Officer, Organisation, Party
from exchange.rules.onward import OnwardRequest
from exchange.rules.readings import KeyTable, VersionReading
from exchange.rules.redactions import FindingDecision, RedactionSet
from exchange.rules.release import Release
from exchange.rules.requests import Request, RequestItem
from exchange.rules.sign_in import Account, ApiToken, Session
from exchange.rules.work import Job, JobKind, Letter

V = TypeVar("V")


class Kept(Generic[V]):
    """Names one register of an act."""

    def __init__(self, table_class: type[Base], value_type: type[V]) -> None:
        self.shape = Shape(table_class, value_type)

    @overload
    def __get__(self, act: None, owner: type["Act"]) -> "Kept[V]": ...
    @overload
    def __get__(self, act: "Act", owner: type["Act"]) -> Register[V]: ...
    def __get__(self, act: "Act | None", owner: type["Act"]) -> "Kept[V] | Register[V]":
        return self if act is None else act.register(self.shape)


class Act:
    """Who does what, when; the registers it may use; and what its entry will say.

    `owed` are the jobs this act wrote, for whoever wants to wake a worker once it has committed.
    """

    parties = Kept(tables.PartyRow, Party)
    organisations = Kept(tables.OrganisationRow, Organisation)
    officers = Kept(tables.OfficerRow, Officer)
    accounts = Kept(tables.AccountRow, Account)
    sessions = Kept(tables.SessionRow, Session)
    tokens = Kept(tables.TokenRow, ApiToken)
    matters = Kept(tables.MatterRow, Matter)
    memberships = Kept(tables.MembershipRow, Membership)
    contacts = Kept(tables.ContactRow, PointOfContact)
    terms_of_reference = Kept(tables.TermsOfReferenceRow, TermsOfReference)
    materials = Kept(tables.MaterialRow, Material)
    versions = Kept(tables.VersionRow, Version)
    uploads = Kept(tables.UploadRow, Upload)
    secret_pointers = Kept(tables.SecretPointerRow, SecretPointer)
    requests = Kept(tables.RequestRow, Request)
    request_items = Kept(tables.RequestItemRow, RequestItem)
    redaction_sets = Kept(tables.RedactionSetRow, RedactionSet)
    finding_decisions = Kept(tables.FindingDecisionRow, FindingDecision)
    decision_steps = Kept(tables.DecisionStepRow, DecisionStep)
    recogniser_counts = Kept(tables.RecogniserCountRow, RecogniserCount)
    document_hints = Kept(tables.DocumentHintsRow, DocumentHints)
    releases = Kept(tables.ReleaseRow, Release)
    handling_terms = Kept(tables.HandlingTermsRow, HandlingTerms)
    release_checks = Kept(tables.ReleaseCheckRow, ReleaseCheck)
    kept_findings = Kept(tables.KeptFindingRow, KeptFinding)
    copy_looks = Kept(tables.CopyLookRow, CopyLook)
    version_readings = Kept(tables.VersionReadingRow, VersionReading)
    key_tables = Kept(tables.KeyTableRow, KeyTable)
    disclosures = Kept(tables.DisclosureRow, Disclosure)
    tickets = Kept(tables.TicketRow, Ticket)
    collections = Kept(tables.CollectionRow, Collection)
    onward_requests = Kept(tables.OnwardRequestRow, OnwardRequest)
    retention_rules = Kept(tables.RetentionRuleRow, RetentionRule)
    holds = Kept(tables.HoldRow, Hold)
    destruction_runs = Kept(tables.DestructionRunRow, DestructionRun)
    run_items = Kept(tables.RunItemRow, RunItem)
    certificates = Kept(tables.CertificateRow, Certificate)
    jobs = Kept(tables.JobRow, Job)
    letters = Kept(tables.LetterRow, Letter)

    def __init__(
        self,
        connection: Connection,
        *,
        officer: Officer,
        deed: Deed,
        at: datetime,
        seal: FieldSeal,
        pen: Pen,
        matter: str = "",
        subjects: tuple[str, ...] = (),
    ) -> None:
        self.officer, self.deed, self.at = officer, deed, at
        self.owed: tuple[Job, ...] = ()
        self._connection, self._seal, self._pen = connection, seal, pen
        self._matter, self._subjects = matter, dict.fromkeys(subjects)
        self._facts: dict[str, str] = {}

    def register(self, shape: Shape[V]) -> Register[V]:
        """The register of one kind of value; the named ones above are what casework uses."""
        return Register(self._connection, shape, self._seal, self._pen)

    def note(self, *subjects: str, matter: str | None = None, **facts: str | int) -> None:
        """Add to what this act's entry will say: references of things touched, and counts or digests.

        Raises:
            RuntimeError: a fact is too long to be a count, a digest or a reference.
        """
        self._subjects |= dict.fromkeys(subjects)
        if matter is not None:
            self._matter = matter
        self._facts |= dict(audit.as_fact(name, value) for name, value in facts.items())

    def owe(self, kind: JobKind, subject: str, *, due_at: datetime | None = None) -> Job:
        """Write down work that must follow, in this same transaction; due at once unless said otherwise."""
        job = Job(id=new_reference("JOB", groups=4), kind=kind, subject=subject, due_at=due_at or self.at)
        self.owed += (self.jobs.add(job),)
        return job

    def entries(
        self, *, after: int = 0, limit: int = 200, newest_first: bool = False, **equals: object
    ) -> tuple[Entry, ...]:
        """Entries of the record, by their numbers. `equals` names fields of an entry, or `subject`."""
        return audit.entries(
            self._connection, after=after, limit=limit, newest_first=newest_first, equals=equals
        )

    def head(self) -> tuple[int, str]:
        """The number and digest of the last entry, kept apart from the entries."""
        return audit.head(self._connection)

    def new_reference(self, prefix: str) -> str:
        """A fresh reference, such as "DOC-7K3F-9Q2M"."""
        return new_reference(prefix)

    def line(self) -> audit.Line:
        """What the record will say of this act."""
        return audit.Line(
            at=self.at,
            officer=self.officer.id,
            party=self.officer.party,
            matter=self._matter,
            deed=self.deed,
            subjects=tuple(self._subjects),
            facts=tuple(sorted(self._facts.items())),
        )
