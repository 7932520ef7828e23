"""Matters and the materials in them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _matters()
    _memberships()
    _contacts()
    _terms_of_reference()
    _materials()
    _versions()
    _uploads()
    _secret_pointers()


def downgrade() -> None:
    op.drop_table("secret_pointers")
    op.drop_table("uploads")
    op.drop_table("versions")
    op.drop_table("materials")
    op.drop_table("terms_of_reference")
    op.drop_table("contacts")
    op.drop_table("memberships")
    op.drop_table("matters")


def _link(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{to}"
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, deferrable=True, initially="DEFERRED")


def _matters() -> None:
    op.create_table(
        "matters",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("iopc_reference", sa.Text(), nullable=False),
        sa.Column("review_reference", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("iopc", sa.Text(), nullable=False),
        sa.Column("partnership", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("force_contacted_on", sa.Date(), nullable=True),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("conflicted", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_matters"),
        _link("matters", "iopc", "parties"),
        _link("matters", "partnership", "parties"),
    )
    op.create_index("ix_matters_iopc", "matters", ["iopc"])
    op.create_index("ix_matters_iopc_reference", "matters", ["iopc_reference"])
    op.create_index("ix_matters_partnership", "matters", ["partnership"])


def _memberships() -> None:
    op.create_table(
        "memberships",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_memberships"),
        _link("memberships", "matter", "matters"),
        _link("memberships", "officer", "officers"),
        _link("memberships", "party", "parties"),
    )
    op.create_index("ix_memberships_matter", "memberships", ["matter"])
    op.create_index("ix_memberships_officer", "memberships", ["officer"])


def _contacts() -> None:
    op.create_table(
        "contacts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("telephone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("named_by", sa.Text(), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_contacts"),
        _link("contacts", "matter", "matters"),
        _link("contacts", "party", "parties"),
    )
    op.create_index("ix_contacts_matter", "contacts", ["matter"])


def _terms_of_reference() -> None:
    op.create_table(
        "terms_of_reference",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("issue", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("shared_by", sa.Text(), nullable=False),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_terms_of_reference"),
        _link("terms_of_reference", "matter", "matters"),
        _link("terms_of_reference", "party", "parties"),
        sa.UniqueConstraint("matter", "party", "issue", name="uq_terms_of_reference_matter_party_issue"),
    )


def _materials() -> None:
    op.create_table(
        "materials",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("originator", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("scan", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("uploaded_by", sa.Text(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("classification", sa.Text(), nullable=True),
        sa.Column("original", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("destroyed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("destroyed_by_run", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_materials"),
        _link("materials", "holder", "parties"),
        _link("materials", "matter", "matters"),
        _link("materials", "organisation", "organisations"),
    )
    op.create_index("ix_materials_holder", "materials", ["holder"])
    op.create_index("ix_materials_matter_holder", "materials", ["matter", "holder"])
    op.create_index("ix_materials_matter_sha256", "materials", ["matter", "sha256"])
    op.create_index("ix_materials_state", "materials", ["state"])


def _versions() -> None:
    op.create_table(
        "versions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("material", sa.Text(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("pages", sa.BigInteger(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("redaction_set", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_versions"),
        _link("versions", "holder", "parties"),
        _link("versions", "material", "materials"),
        _link("versions", "matter", "matters"),
    )
    op.create_index("ix_versions_material", "versions", ["material"])
    op.create_index("ix_versions_matter", "versions", ["matter"])


def _uploads() -> None:
    op.create_table(
        "uploads",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("material", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("length_bytes", sa.BigInteger(), nullable=False),
        sa.Column("offset_bytes", sa.BigInteger(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_uploads"),
        _link("uploads", "matter", "matters"),
    )
    op.create_index("ix_uploads_material", "uploads", ["material"])
    op.create_index("ix_uploads_matter", "uploads", ["matter"])
    op.create_index("ix_uploads_officer", "uploads", ["officer"])


def _secret_pointers() -> None:
    op.create_table(
        "secret_pointers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_secret_pointers"),
        _link("secret_pointers", "matter", "matters"),
        _link("secret_pointers", "party", "parties"),
    )
    op.create_index("ix_secret_pointers_matter", "secret_pointers", ["matter"])
