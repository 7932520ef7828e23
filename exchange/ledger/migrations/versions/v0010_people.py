"""People of the matter: for whom a copy is, and how many names were found since a set was put forward."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

SETS: tuple[tuple[str, Any, Any], ...] = (
    ("copy_for", sa.Text(), sa.text("''")),
    ("found_since", sa.BigInteger(), sa.text("0")),
)


def upgrade() -> None:
    for name, kind, otherwise in SETS:
        op.add_column("redaction_sets", sa.Column(name, kind, nullable=False, server_default=otherwise))


def downgrade() -> None:
    for name, _, _ in SETS:
        op.drop_column("redaction_sets", name)
