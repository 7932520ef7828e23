"""That an officer has looked at a page of a redacted copy. Only ever added to."""

from datetime import datetime

from sqlalchemy.orm import Mapped

from exchange.ledger.tables.base import Base, Named
from exchange.ledger.tables.columns import link


class CopyLookRow(Named, Base):
    __tablename__ = "copy_looks"
    matter: Mapped[str] = link("matters.id", index=False)
    copy: Mapped[str] = link("versions.id")
    officer: Mapped[str] = link("officers.id", index=False)
    page: Mapped[int]
    looked_at: Mapped[datetime]
