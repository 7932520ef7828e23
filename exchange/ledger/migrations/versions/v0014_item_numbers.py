"""Items of a request keep the order in which they were asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Nobody knows the order of older ones: they stay in the order of their references.
    number = sa.Column("number", sa.BigInteger(), nullable=False, server_default=sa.text("0"))
    op.add_column("request_items", number)


def downgrade() -> None:
    op.drop_column("request_items", "number")
