"""The parts that tests stand on are real: each one starts, answers and is gone afterwards."""

import io
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
import sqlalchemy

from tests.components import ComponentMissing, PostgresServer, S3Server, free_ports, running_postgres
from tests.components.child import listens, program
from tests.components.postgres import copied_programs, installed_programs


def test_free_ports_are_all_different() -> None:
    ports = free_ports(50)

    assert len(set(ports)) == 50
    assert all(12000 <= port < 32000 for port in ports)


def test_a_missing_program_is_named_with_its_package_and_its_purpose() -> None:
    with pytest.raises(ComponentMissing, match=r"no-such-program .* the tides .* package moon-tools"):
        program("no-such-program", package="moon-tools", needed_for="the tides")


@pytest.mark.slow
class TestS3:
    """SeaweedFS stands in for any S3 store."""

    def test_a_versioned_bucket_keeps_every_version_of_an_object(self, s3_server: S3Server) -> None:
        client, bucket = s3_server.client(), s3_server.make_bucket()

        for words in (b"first", b"second"):
            client.put_object(bucket, "letter", io.BytesIO(words), len(words))

        versions = list(client.list_objects(bucket, include_version=True))
        assert len(versions) == 2
        assert client.get_object(bucket, "letter").data == b"second"

    def test_each_bucket_is_new_and_empty(self, s3_server: S3Server) -> None:
        first, second = s3_server.make_bucket(), s3_server.make_bucket()

        assert first != second
        assert list(s3_server.client().list_objects(second)) == []


@pytest.mark.slow
class TestPostgres:
    """PostgreSQL answers, keeps databases apart and survives a power cut when asked to."""

    def test_it_is_a_real_postgresql(self, postgres_url: str) -> None:
        engine = sqlalchemy.create_engine(postgres_url)

        with engine.connect() as connection:
            assert "PostgreSQL" in connection.execute(sqlalchemy.text("SELECT version()")).scalar_one()
        engine.dispose()

    def test_fresh_databases_do_not_see_each_other(self, fresh_postgres_url: Callable[[], str]) -> None:
        engines = [sqlalchemy.create_engine(fresh_postgres_url()) for _ in range(2)]
        with engines[0].begin() as connection:
            connection.execute(sqlalchemy.text("CREATE TABLE only_here (n int)"))

        assert sqlalchemy.inspect(engines[0]).get_table_names() == ["only_here"]
        assert sqlalchemy.inspect(engines[1]).get_table_names() == []
        for engine in engines:
            engine.dispose()

    def test_a_used_database_can_still_be_dropped(self, postgres_server: PostgresServer) -> None:
        name = postgres_server.make_database()
        with postgres_server.connect(name):
            postgres_server.drop_database(name)

        with pytest.raises(psycopg.OperationalError, match="does not exist"):
            postgres_server.connect(name)

    def test_a_durable_server_keeps_its_rows_through_kill_and_goes_with_its_block(self) -> None:
        with running_postgres(durable=True) as server:
            with server.connect() as connection:
                connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 500) AS n")
            server.child.kill()
            server.child.start()
            with server.connect() as connection:
                row = connection.execute("SELECT count(*) FROM kept").fetchone()

        assert row == (500,)
        assert not listens(server.port)

    def test_its_programs_run_from_a_copy_in_an_open_folder(self, tmp_path: Path) -> None:
        programs = copied_programs(installed_programs(), tmp_path)

        assert (programs / "initdb").is_file()
        assert programs.is_relative_to(tmp_path)
