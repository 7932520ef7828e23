"""Alembic runs this file. The connection comes from `exchange.ledger.migrate`, or from `-x url=...` by hand."""

from alembic import context
from sqlalchemy import Connection

from exchange.ledger.engine import make_engine
from exchange.ledger.tables import Base


def run(connection: Connection) -> None:
    """Run the steps in the transaction that is open already, so that they happen wholly or not at all."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        transactional_ddl=True,
        compare_type=True,
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()


handed = context.config.attributes.get("connection")
if handed is not None:
    run(handed)
else:
    engine = make_engine(context.get_x_argument(as_dictionary=True)["url"], foreign_keys=False)
    with engine.begin() as by_hand:
        run(by_hand)
    engine.dispose()
