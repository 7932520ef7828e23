"""What may only be added to: the database itself refuses to change, remove or replace a row.

The record's own rule is stricter: an entry must be the next one, and the head may only move to it. These
triggers stop our own mistakes and anyone who holds the service's database account; whoever owns the tables can
drop them, and is found by the chain (docs/decisions/0006-audit-chain.md).
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ONLY_ADDED_TO = ("audit_entries", "disclosures", "collections", "certificates")
FIRST_LINK = "0" * 64

SQLITE = [
    *(
        f"""CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
        BEGIN SELECT RAISE(ABORT, '{table} are only ever added to'); END"""
        for table in ONLY_ADDED_TO
        for verb in ("UPDATE", "DELETE")
    ),
    """CREATE TRIGGER audit_head_no_DELETE BEFORE DELETE ON audit_head
    BEGIN SELECT RAISE(ABORT, 'the end of the record stays'); END""",
    """CREATE TRIGGER audit_entries_in_turn BEFORE INSERT ON audit_entries
    WHEN NOT EXISTS (SELECT 1 FROM audit_head WHERE number = NEW.number - 1 AND digest = NEW.previous)
    BEGIN SELECT RAISE(ABORT, 'an entry must follow the last one'); END""",
    """CREATE TRIGGER audit_head_follows BEFORE UPDATE ON audit_head
    WHEN NEW.number <> OLD.number + 1 OR NOT EXISTS (
        SELECT 1 FROM audit_entries
        WHERE number = NEW.number AND digest = NEW.digest AND previous = OLD.digest)
    BEGIN SELECT RAISE(ABORT, 'the head moves to the next entry only'); END""",
]

POSTGRES = [
    """CREATE FUNCTION ledger_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '% are only ever added to', TG_TABLE_NAME; END $$""",
    """CREATE FUNCTION ledger_entry_in_turn() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT EXISTS (SELECT 1 FROM audit_head WHERE number = NEW.number - 1 AND digest = NEW.previous) THEN
            RAISE EXCEPTION 'an entry must follow the last one';
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE FUNCTION ledger_head_follows() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.number <> OLD.number + 1 OR NOT EXISTS (
            SELECT 1 FROM audit_entries
            WHERE number = NEW.number AND digest = NEW.digest AND previous = OLD.digest) THEN
            RAISE EXCEPTION 'the head moves to the next entry only';
        END IF;
        RETURN NEW;
    END $$""",
    *(
        f"""CREATE TRIGGER {table}_only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION ledger_only_added_to()"""
        for table in ONLY_ADDED_TO
    ),
    """CREATE TRIGGER audit_head_stays BEFORE DELETE OR TRUNCATE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_only_added_to()""",
    """CREATE TRIGGER audit_entries_in_turn BEFORE INSERT ON audit_entries
    FOR EACH ROW EXECUTE FUNCTION ledger_entry_in_turn()""",
    """CREATE TRIGGER audit_head_follows BEFORE UPDATE ON audit_head
    FOR EACH ROW EXECUTE FUNCTION ledger_head_follows()""",
]


def upgrade() -> None:
    head = sa.table("audit_head", sa.column("id"), sa.column("number"), sa.column("digest"))
    op.execute(sa.insert(head).values(id=1, number=0, digest=FIRST_LINK))
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRES:
        op.get_bind().exec_driver_sql(statement.replace("%", "%%") if "%" in statement else statement)


def downgrade() -> None:
    bind = op.get_bind()
    if bind.dialect.name == "sqlite":
        for statement in SQLITE:
            bind.exec_driver_sql(f"DROP TRIGGER {statement.split()[2]}")
        bind.exec_driver_sql("DELETE FROM audit_head")
        return
    for name in ("ledger_only_added_to", "ledger_entry_in_turn", "ledger_head_follows"):
        bind.exec_driver_sql(f"DROP FUNCTION {name} CASCADE")
    bind.exec_driver_sql("DELETE FROM audit_head")
