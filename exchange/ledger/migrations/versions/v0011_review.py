"""What a review leaves besides its decisions: steps to undo, counts for each recogniser, and hints."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _decision_steps()
    _recogniser_counts()
    _document_hints()


def downgrade() -> None:
    op.drop_table("document_hints")
    op.drop_table("recogniser_counts")
    op.drop_table("decision_steps")


def _link(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{to}"
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, deferrable=True, initially="DEFERRED")


def _decision_steps() -> None:
    op.create_table(
        "decision_steps",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("redaction_set", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decision_steps"),
        _link("decision_steps", "redaction_set", "redaction_sets"),
        sa.UniqueConstraint("redaction_set", "number", name="uq_decision_steps_redaction_set_number"),
    )


def _recogniser_counts() -> None:
    op.create_table(
        "recogniser_counts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("redaction_set", sa.Text(), nullable=False),
        sa.Column("detector", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Text(), nullable=False),
        sa.Column("redacted", sa.BigInteger(), nullable=False),
        sa.Column("kept", sa.BigInteger(), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_recogniser_counts"),
        _link("recogniser_counts", "party", "parties"),
        _link("recogniser_counts", "matter", "matters"),
        _link("recogniser_counts", "redaction_set", "redaction_sets"),
    )
    op.create_index("ix_recogniser_counts_party", "recogniser_counts", ["party"])
    op.create_index("ix_recogniser_counts_redaction_set", "recogniser_counts", ["redaction_set"])


def _document_hints() -> None:
    op.create_table(
        "document_hints",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("material", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_document_hints"),
        _link("document_hints", "matter", "matters"),
        _link("document_hints", "party", "parties"),
        _link("document_hints", "material", "materials"),
    )
    op.create_index("ix_document_hints_material", "document_hints", ["material"])
    op.create_index("ix_document_hints_matter", "document_hints", ["matter"])
