"""Documents as they were printed to PDF: where the sealed print of each is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    printed = sa.Column("printed", sa.Text(), nullable=False, server_default=sa.text("''"))
    op.add_column("version_readings", printed)


def downgrade() -> None:
    op.drop_column("version_readings", "printed")
