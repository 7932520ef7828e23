"""Releases, disclosures and onward sharing."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _releases()
    _handling_terms()
    _disclosures()
    _tickets()
    _collections()
    _onward_requests()


def downgrade() -> None:
    op.drop_table("onward_requests")
    op.drop_table("collections")
    op.drop_table("tickets")
    op.drop_table("disclosures")
    op.drop_table("handling_terms")
    op.drop_table("releases")


def _link(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{to}"
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, deferrable=True, initially="DEFERRED")


def _releases() -> None:
    op.create_table(
        "releases",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("recipient_organisation", sa.Text(), nullable=False),
        sa.Column("versions", sa.Text(), nullable=False),
        sa.Column("items", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.Text(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoke_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_releases"),
        _link("releases", "matter", "matters"),
        _link("releases", "provider", "parties"),
        _link("releases", "recipient", "parties"),
        _link("releases", "recipient_organisation", "organisations"),
    )
    op.create_index("ix_releases_matter", "releases", ["matter"])


def _handling_terms() -> None:
    op.create_table(
        "handling_terms",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("release", sa.Text(), nullable=False),
        sa.Column("issue", sa.BigInteger(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_digest", sa.Text(), nullable=False),
        sa.Column("decline_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_handling_terms"),
        _link("handling_terms", "matter", "matters"),
        _link("handling_terms", "release", "releases"),
        sa.UniqueConstraint("release", "issue", name="uq_handling_terms_release_issue"),
    )
    op.create_index("ix_handling_terms_matter", "handling_terms", ["matter"])


def _disclosures() -> None:
    op.create_table(
        "disclosures",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("release", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("recipient_organisation", sa.Text(), nullable=False),
        sa.Column("recipient_name", sa.Text(), nullable=False),
        sa.Column("recipient_person", sa.Text(), nullable=False),
        sa.Column("material", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("terms_digest", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("destroy_by", sa.Date(), nullable=False),
        sa.Column("disclosed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("parent", sa.Text(), nullable=False),
        sa.Column("consent", sa.Text(), nullable=False),
        sa.Column("corrects", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_disclosures"),
        _link("disclosures", "material", "materials"),
        _link("disclosures", "matter", "matters"),
        _link("disclosures", "provider", "parties"),
        _link("disclosures", "version_id", "versions"),
    )
    op.create_index("ix_disclosures_material", "disclosures", ["material"])
    op.create_index("ix_disclosures_matter", "disclosures", ["matter"])
    op.create_index("ix_disclosures_parent", "disclosures", ["parent"])
    op.create_index("ix_disclosures_release", "disclosures", ["release"])
    op.create_index("ix_disclosures_version_id", "disclosures", ["version_id"])


def _tickets() -> None:
    op.create_table(
        "tickets",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("disclosure", sa.Text(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("release", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("secret_sha256", sa.Text(), nullable=False),
        sa.Column("minted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tickets"),
        _link("tickets", "disclosure", "disclosures"),
        _link("tickets", "matter", "matters"),
        _link("tickets", "officer", "officers"),
        _link("tickets", "version_id", "versions"),
        sa.UniqueConstraint("secret_sha256", name="uq_tickets_secret_sha256"),
    )
    op.create_index("ix_tickets_disclosure", "tickets", ["disclosure"])


def _collections() -> None:
    op.create_table(
        "collections",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("ticket", sa.Text(), nullable=False),
        sa.Column("disclosure", sa.Text(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("stop", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_collections"),
        _link("collections", "disclosure", "disclosures"),
        _link("collections", "matter", "matters"),
        _link("collections", "officer", "officers"),
        _link("collections", "ticket", "tickets"),
    )
    op.create_index("ix_collections_disclosure", "collections", ["disclosure"])
    op.create_index("ix_collections_matter", "collections", ["matter"])
    op.create_index("ix_collections_ticket", "collections", ["ticket"])


def _onward_requests() -> None:
    op.create_table(
        "onward_requests",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("disclosure", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("asking", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recipient_name", sa.Text(), nullable=False),
        sa.Column("recipient_person", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("used_disclosure", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_onward_requests"),
        _link("onward_requests", "asking", "parties"),
        _link("onward_requests", "disclosure", "disclosures"),
        _link("onward_requests", "matter", "matters"),
        _link("onward_requests", "provider", "parties"),
        _link("onward_requests", "version_id", "versions"),
    )
    op.create_index("ix_onward_requests_disclosure", "onward_requests", ["disclosure"])
    op.create_index("ix_onward_requests_matter", "onward_requests", ["matter"])
