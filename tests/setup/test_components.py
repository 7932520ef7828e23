"""The parts that tests stand on are real: each one starts, answers and is gone afterwards."""

import http.server
import io
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import kombu
import psycopg
import pytest
import sqlalchemy
import urllib3
from playwright.sync_api import Browser

from tests.components import (
    EICAR,
    ComponentMissing,
    FaultProxy,
    PostgresServer,
    S3Server,
    Wire,
    free_ports,
    running_postgres,
    running_s3,
)
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

    def test_an_object_survives_a_kill_of_the_server(self) -> None:
        with running_s3() as server:
            bucket = server.make_bucket()
            server.client().put_object(bucket, "letter", io.BytesIO(b"kept"), 4)
            server.child.kill()
            with pytest.raises(urllib3.exceptions.HTTPError):
                server.client().get_object(bucket, "letter")
            server.child.start()

            assert server.client().get_object(bucket, "letter").data == b"kept"


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


@pytest.mark.slow
def test_rabbitmq_keeps_a_message_until_it_is_acknowledged(rabbitmq_url: str) -> None:
    with kombu.Connection(rabbitmq_url) as sender, sender.SimpleQueue("letters") as queue:
        queue.put("J-1")
    with kombu.Connection(rabbitmq_url) as killed:
        assert killed.SimpleQueue("letters").get(timeout=60).payload == "J-1"
    with kombu.Connection(rabbitmq_url) as next_worker, next_worker.SimpleQueue("letters") as queue:
        again = queue.get(timeout=60)
        again.ack()

    assert again.payload == "J-1"


def test_clamd_answers_and_knows_the_test_file(clamd_address: str) -> None:
    host, _, port = clamd_address.partition(":")
    with socket.create_connection((host, int(port)), timeout=60) as line:
        line.sendall(b"zINSTREAM\0" + len(EICAR).to_bytes(4, "big") + EICAR + bytes(4))
        answer = line.recv(200)

    assert answer.endswith(b"FOUND\0")


def test_a_server_ends_when_the_test_run_that_started_it_is_killed(tmp_path: Path) -> None:
    """Otherwise every broken-off run leaves servers behind on the machine."""
    program = (
        "from tests.components import running_clamd\n"
        "with running_clamd() as clamd:\n"
        "    print(clamd.address.partition(':')[2], flush=True)\n"
        "    clamd.child.process.wait()\n"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, env=environment) as run:
        assert run.stdout is not None
        port = int(run.stdout.readline())
        assert listens(port)
        run.kill()
    ends_at = time.monotonic() + 60
    while listens(port) and time.monotonic() < ends_at:
        time.sleep(0.05)

    assert not listens(port)


@pytest.fixture
def page_port() -> Iterator[int]:
    """A web server with one page that says "Good morning"."""

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = b"<title>Morning</title><h1>Good morning</h1>"
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.mark.slow
def test_chromium_shows_a_page_and_reads_it_back(chromium: Browser, page_port: int) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{page_port}/")

        assert page.get_by_role("heading").inner_text() == "Good morning"


class TestFaultProxy:
    """A wire fails in each of the ways that a real one does, and recovers."""

    def test_a_good_wire_changes_nothing(
        self, fault_proxy: Callable[[int], FaultProxy], page_port: int
    ) -> None:
        assert self.read(fault_proxy(page_port)) == 200

    def test_a_stalled_wire_lets_the_reader_time_out_and_then_recovers(
        self, fault_proxy: Callable[[int], FaultProxy], page_port: int
    ) -> None:
        proxy = fault_proxy(page_port)
        proxy.wire = Wire.STALLED
        with pytest.raises(urllib3.exceptions.ReadTimeoutError):
            self.read(proxy, within_seconds=0.5)
        proxy.wire = Wire.GOOD

        assert self.read(proxy) == 200

    def test_a_cut_wire_breaks_the_connection(
        self, fault_proxy: Callable[[int], FaultProxy], page_port: int
    ) -> None:
        proxy = fault_proxy(page_port)
        proxy.wire = Wire.CUT

        with pytest.raises(urllib3.exceptions.ProtocolError):
            self.read(proxy)

    def test_a_wire_can_be_cut_in_the_middle_of_an_answer(
        self, fault_proxy: Callable[[int], FaultProxy], page_port: int
    ) -> None:
        proxy = fault_proxy(page_port)
        proxy.cut_after(200)

        with pytest.raises(urllib3.exceptions.ProtocolError):
            self.read(proxy)

    def test_a_closed_wire_refuses_new_connections(
        self, fault_proxy: Callable[[int], FaultProxy], page_port: int
    ) -> None:
        proxy = fault_proxy(page_port)
        proxy.close()

        with pytest.raises(urllib3.exceptions.NewConnectionError):
            self.read(proxy)

    @staticmethod
    def read(proxy: FaultProxy, within_seconds: float = 60) -> int:
        address = f"http://{proxy.address}/"
        return urllib3.request("GET", address, timeout=within_seconds, retries=False).status
