"""Comparisons of releases with their answers, documents as they were read, and key tables."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _release_checks()
    _kept_findings()
    _version_readings()
    _key_tables()


def downgrade() -> None:
    op.drop_table("key_tables")
    op.drop_table("version_readings")
    op.drop_table("kept_findings")
    op.drop_table("release_checks")


def _link(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{to}"
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, deferrable=True, initially="DEFERRED")


def _release_checks() -> None:
    op.create_table(
        "release_checks",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("keys", sa.Text(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_release_checks"),
        _link("release_checks", "matter", "matters"),
        _link("release_checks", "party", "parties"),
    )
    op.create_index("ix_release_checks_matter", "release_checks", ["matter"])


def _kept_findings() -> None:
    op.create_table(
        "kept_findings",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("release", sa.Text(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("kept_by", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.Text(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_kept_findings"),
        _link("kept_findings", "matter", "matters"),
        _link("kept_findings", "release", "releases"),
        sa.UniqueConstraint("release", "key", name="uq_kept_findings_release_key"),
    )
    op.create_index("ix_kept_findings_matter", "kept_findings", ["matter"])


def _version_readings() -> None:
    op.create_table(
        "version_readings",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("material", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("page_prints", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_version_readings"),
        _link("version_readings", "material", "materials"),
        _link("version_readings", "matter", "matters"),
        _link("version_readings", "party", "parties"),
    )
    op.create_index("ix_version_readings_material", "version_readings", ["material"])
    op.create_index("ix_version_readings_matter", "version_readings", ["matter"])
    op.create_index("ix_version_readings_sha256", "version_readings", ["sha256"])


def _key_tables() -> None:
    op.create_table(
        "key_tables",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("print_key", sa.Text(), nullable=False),
        sa.Column("people", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_key_tables"),
        _link("key_tables", "matter", "matters"),
        _link("key_tables", "party", "parties"),
        sa.UniqueConstraint("matter", "party", name="uq_key_tables_matter_party"),
    )
