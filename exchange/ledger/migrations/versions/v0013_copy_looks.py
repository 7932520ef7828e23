"""That an officer has looked at a page of a redacted copy. The database itself refuses to change or remove one."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

SQLITE = [
    f"""CREATE TRIGGER copy_looks_no_{verb} BEFORE {verb} ON copy_looks
    BEGIN SELECT RAISE(ABORT, 'copy_looks are only ever added to'); END"""
    for verb in ("UPDATE", "DELETE")
]
# The function is of revision 0007.
POSTGRES = [
    """CREATE TRIGGER copy_looks_only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON copy_looks
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_only_added_to()"""
]


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
    bind = op.get_bind()
    for statement in SQLITE if bind.dialect.name == "sqlite" else POSTGRES:
        bind.exec_driver_sql(statement)


def downgrade() -> None:
    # Its triggers go with it.
    op.drop_table("copy_looks")


def _link(column: str, to: str) -> sa.ForeignKeyConstraint:
    name = f"fk_copy_looks_{column}_{to}"
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, deferrable=True, initially="DEFERRED")
