"""Every table of the ledger, one file for each noun. Rows stay in the ledger; rule values go out."""

from exchange.ledger.tables.audit import EntryRow, HeadRow
from exchange.ledger.tables.base import Base, table_of
from exchange.ledger.tables.comparison import (
    KeptFindingRow,
    KeyTableRow,
    ReleaseCheckRow,
    VersionReadingRow,
)
from exchange.ledger.tables.copy_looks import CopyLookRow
from exchange.ledger.tables.destruction import (
    CertificateRow,
    DestructionRunRow,
    HoldRow,
    RetentionRuleRow,
    RunItemRow,
)
from exchange.ledger.tables.disclosures import CollectionRow, DisclosureRow, TicketRow
from exchange.ledger.tables.materials import MaterialRow, SecretPointerRow, UploadRow, VersionRow
from exchange.ledger.tables.matters import ContactRow, MatterRow, MembershipRow, TermsOfReferenceRow
from exchange.ledger.tables.onward import OnwardRequestRow
from exchange.ledger.tables.parties import OfficerRow, OrganisationRow, PartyRow
from exchange.ledger.tables.redactions import FindingDecisionRow, RedactionSetRow
from exchange.ledger.tables.releases import HandlingTermsRow, ReleaseRow
from exchange.ledger.tables.requests import RequestItemRow, RequestRow
from exchange.ledger.tables.review import DecisionStepRow, DocumentHintsRow, RecogniserCountRow
from exchange.ledger.tables.sign_in import AccountRow, SessionRow, TokenRow
from exchange.ledger.tables.work import IdempotencyRow, JobRow, LetterRow

__all__ = [
    "AccountRow",
    "Base",
    "CertificateRow",
    "CollectionRow",
    "ContactRow",
    "CopyLookRow",
    "DecisionStepRow",
    "DestructionRunRow",
    "DisclosureRow",
    "DocumentHintsRow",
    "EntryRow",
    "FindingDecisionRow",
    "HandlingTermsRow",
    "HeadRow",
    "HoldRow",
    "IdempotencyRow",
    "JobRow",
    "KeptFindingRow",
    "KeyTableRow",
    "LetterRow",
    "MaterialRow",
    "MatterRow",
    "MembershipRow",
    "OfficerRow",
    "OnwardRequestRow",
    "OrganisationRow",
    "PartyRow",
    "RecogniserCountRow",
    "RedactionSetRow",
    "ReleaseCheckRow",
    "ReleaseRow",
    "RequestItemRow",
    "RequestRow",
    "RetentionRuleRow",
    "RunItemRow",
    "SecretPointerRow",
    "SessionRow",
    "TermsOfReferenceRow",
    "TicketRow",
    "TokenRow",
    "UploadRow",
    "VersionReadingRow",
    "VersionRow",
    "table_of",
]
