"""Requests and redactions."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _requests()
    _request_items()
    _redaction_sets()
    _finding_decisions()


def downgrade() -> None:
    op.drop_table("finding_decisions")
    op.drop_table("redaction_sets")
    op.drop_table("request_items")
    op.drop_table("requests")


def _link(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{to}"
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, deferrable=True, initially="DEFERRED")


def _requests() -> None:
    op.create_table(
        "requests",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("asking", sa.Text(), nullable=False),
        sa.Column("holding", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("needed_by", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_requests"),
        _link("requests", "asking", "parties"),
        _link("requests", "holding", "parties"),
        _link("requests", "matter", "matters"),
    )
    op.create_index("ix_requests_matter", "requests", ["matter"])


def _request_items() -> None:
    op.create_table(
        "request_items",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("relevance", sa.Text(), nullable=False),
        sa.Column("material", sa.Text(), nullable=False),
        sa.Column("redirect", sa.Text(), nullable=False),
        sa.Column("redirect_reason", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("detriment_to_child", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_request_items"),
        _link("request_items", "matter", "matters"),
        _link("request_items", "request", "requests"),
    )
    op.create_index("ix_request_items_material", "request_items", ["material"])
    op.create_index("ix_request_items_matter", "request_items", ["matter"])
    op.create_index("ix_request_items_request", "request_items", ["request"])


def _redaction_sets() -> None:
    op.create_table(
        "redaction_sets",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("material", sa.Text(), nullable=False),
        sa.Column("original", sa.Text(), nullable=False),
        sa.Column("started_by", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gap", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("candidates", sa.BigInteger(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_redaction_sets"),
        _link("redaction_sets", "material", "materials"),
        _link("redaction_sets", "matter", "matters"),
        _link("redaction_sets", "original", "versions"),
    )
    op.create_index("ix_redaction_sets_material", "redaction_sets", ["material"])
    op.create_index("ix_redaction_sets_matter", "redaction_sets", ["matter"])


def _finding_decisions() -> None:
    op.create_table(
        "finding_decisions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("redaction_set", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_finding_decisions"),
        _link("finding_decisions", "redaction_set", "redaction_sets"),
        sa.UniqueConstraint("redaction_set", "number", name="uq_finding_decisions_redaction_set_number"),
    )
