"""That an officer has looked at a page of a redacted copy."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "copy_looks",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("copy", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("page", sa.BigInteger(), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_copy_looks"),
        _link("matter", "matters"),
        _link("copy", "versions"),
        _link("officer", "officers"),
    )
    op.create_index("ix_copy_looks_copy", "copy_looks", ["copy"])


def downgrade() -> None:
    op.drop_table("copy_looks")


def _link(column: str, to: str) -> sa.ForeignKeyConstraint:
    name = f"fk_copy_looks_{column}_{to}"
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, deferrable=True, initially="DEFERRED")
