"""Copies in every format: what a version's bytes are, how a copy is made, and what a document asks a person."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MATERIALS: tuple[tuple[str, Any, Any], ...] = (
    ("obstacle", sa.Text(), "none"),
    ("opening", sa.Text(), sa.text("''")),
    ("unlock_failures", sa.BigInteger(), sa.text("0")),
)
SETS: tuple[tuple[str, Any, Any], ...] = (
    ("copy_format", sa.Text(), "same"),
    ("may_lose_signature", sa.Boolean(), sa.false()),
    ("schedule", sa.Text(), "[]"),
    ("pages", sa.Text(), "[]"),
    ("left_out", sa.Text(), "[]"),
    ("checks", sa.Text(), "[]"),
)
#: Until now every copy was a PDF, and an original is what its document was found to be.
FORMATS_KNOWN = """UPDATE versions SET format = CASE WHEN kind = 'original'
    THEN (SELECT materials.kind FROM materials WHERE materials.id = versions.material) ELSE 'pdf' END"""


def upgrade() -> None:
    for name, kind, otherwise in MATERIALS:
        op.add_column("materials", sa.Column(name, kind, nullable=False, server_default=otherwise))
    op.add_column("materials", sa.Column("unlock_next_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("versions", sa.Column("format", sa.Text(), nullable=False, server_default=sa.text("''")))
    for name, kind, otherwise in SETS:
        op.add_column("redaction_sets", sa.Column(name, kind, nullable=False, server_default=otherwise))
    op.execute(FORMATS_KNOWN)


def downgrade() -> None:
    for name, _, _ in SETS:
        op.drop_column("redaction_sets", name)
    op.drop_column("versions", "format")
    for name in ("obstacle", "opening", "unlock_failures", "unlock_next_at"):
        op.drop_column("materials", name)
