"""A thief of the database reads no title, name or reason."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from exchange.ledger import Act, Ledger
from exchange.ledger.act import Kept
from exchange.ledger.shape import is_sealed
from exchange.rules.audit import Deed
from exchange.rules.markings import SecretPointer
from exchange.rules.matter import PointOfContact, TermsOfReference
from tests.ledger.given import NOON, OFFICER, SYSTEM, some_material

SECRETS = ("Wren Fictitious", "020 7946 0000", "wren@example.org", "Statement 4", "Robin Example", "Elm Road")


def write_secrets(ledger: Ledger) -> None:
    with ledger.act(SYSTEM, Deed.LOAD_DEMONSTRATION, at=NOON) as act:
        act.contacts.add(
            PointOfContact("POC-1", "MX-1", "P-IOPC", SECRETS[0], SECRETS[1], SECRETS[2], "OFF-1", NOON)
        )
        act.terms_of_reference.add(
            TermsOfReference("TOR-1", "MX-1", "P-IOPC", 1, f"What happened at {SECRETS[5]}", "OFF-1", NOON)
        )
        act.secret_pointers.add(SecretPointer("SP-1", "MX-1", "P-IOPC", SECRETS[0], "OFF-1", NOON))


@pytest.fixture
def with_secrets(ledger: Ledger) -> Ledger:
    write_secrets(ledger)
    return ledger


def test_sealed_columns_come_back_readable(with_secrets: Ledger) -> None:
    with with_secrets.look(OFFICER, Deed.READ_MATTER, at=NOON) as look:
        assert look.contacts.get("POC-1").name == SECRETS[0]
        assert look.materials.get("DOC-1") == some_material()
        assert look.officers.get("OFF-1") == OFFICER


def test_no_secret_can_be_read_in_any_row(with_secrets: Ledger, url: str) -> None:
    engine = create_engine(url)
    with engine.connect() as connection:
        written = "\n".join(
            repr(tuple(row))
            for table in ("contacts", "terms_of_reference", "secret_pointers", "materials", "officers")
            for row in connection.execute(text(f"SELECT * FROM {table}"))  # noqa: S608
        )
    engine.dispose()

    assert "POC-1" in written
    assert not [secret for secret in SECRETS if secret in written]


def test_no_secret_can_be_read_in_the_raw_files(sqlite_ledger: Ledger, sqlite_path: Path) -> None:
    write_secrets(sqlite_ledger)

    raw = b"".join(path.read_bytes() for path in sqlite_path.parent.glob("only.db*"))

    assert b"POC-1" in raw
    assert not [secret for secret in SECRETS if secret.encode() in raw]


def test_what_was_sealed_for_one_column_does_not_open_in_another(with_secrets: Ledger, url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE contacts SET name = telephone"))
    engine.dispose()

    with (
        pytest.raises(ValueError, match="another column"),
        with_secrets.look(OFFICER, Deed.READ_MATTER, at=NOON) as look,
    ):
        look.contacts.get("POC-1")


def test_what_was_sealed_for_one_row_does_not_open_in_another(with_secrets: Ledger, url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        other = "(SELECT o.name FROM officers o WHERE o.id = 'OFF-2')"
        connection.execute(text(f"UPDATE officers SET name = {other} WHERE id = 'OFF-1'"))  # noqa: S608
    engine.dispose()

    with (
        pytest.raises(ValueError, match="another column"),
        with_secrets.look(OFFICER, Deed.READ_MATTER, at=NOON) as look,
    ):
        look.officers.get("OFF-1")


def test_saving_seals_again(with_secrets: Ledger, url: str) -> None:
    with with_secrets.act(OFFICER, Deed.CHANGE_MATTER, at=NOON) as act:
        act.contacts.save(replace(act.contacts.get("POC-1"), name="Wren Otherwise"))

    engine = create_engine(url)
    with engine.connect() as connection:
        (name,) = connection.execute(text("SELECT name FROM contacts")).scalars()
    engine.dispose()
    assert name.startswith("contacts.name POC-1|")


def test_exactly_these_columns_are_sealed() -> None:
    sealed = {
        f"{kept.shape.name}.{column.name}"
        for kept in vars(Act).values()
        if isinstance(kept, Kept)
        for column in kept.shape.table.columns
        if is_sealed(column)
    }

    assert sealed == {
        "accounts.totp_secret",
        "contacts.email",
        "contacts.name",
        "contacts.telephone",
        "disclosures.purpose",
        "disclosures.recipient_name",
        "handling_terms.decline_reason",
        "handling_terms.terms",
        "holds.lift_reason",
        "holds.mandate",
        "kept_findings.reason",
        "key_tables.print_key",
        "materials.classification",
        "materials.file_name",
        "materials.originator",
        "materials.problem",
        "materials.title",
        "officers.name",
        "onward_requests.conditions",
        "onward_requests.purpose",
        "onward_requests.reason",
        "onward_requests.recipient_name",
        "onward_requests.recipient_person",
        "releases.revoke_reason",
        "request_items.description",
        "request_items.detriment_to_child",
        "request_items.reason",
        "request_items.redirect_reason",
        "request_items.relevance",
        "secret_pointers.contact",
        "terms_of_reference.text",
    }
