"""The production file keeps its promises, and its parts start with the settings in it."""

import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import minio
import pytest
import urllib3
import yaml

from exchange.outside.scanner import ClamdScanner
from exchange.rules.material import ScanState
from exchange.settings import read_settings
from tests.components import EICAR, Child, free_ports
from tests.components.child import listens, program
from tests.components.s3 import weed_program

CHECKOUT = Path(__file__).parents[2]
COMPOSE = CHECKOUT / "docker-compose.yml"
#: Ends at once, so there is nothing to ask after its health.
ONE_SHOT = {"migrate", "prepare"}

Written = dict[str, Any]


@pytest.fixture(scope="module")
def compose() -> Written:
    read: Written = yaml.safe_load(COMPOSE.read_text())
    return read


@pytest.fixture(scope="module")
def services(compose: Written) -> dict[str, Written]:
    found: dict[str, Written] = compose["services"]
    return found


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    """What the commands in docs/operating.md make, by running them."""
    block = re.search(r"```sh\n(.+?)```", (CHECKOUT / "docs" / "operating.md").read_text(), re.DOTALL)
    assert block is not None
    subprocess.run(["bash", "-euo", "pipefail", "-c", block[1]], cwd=tmp_path, check=True)
    return tmp_path / "var" / "secrets"


class TestPromises:
    """What every container must have."""

    def test_every_service_is_confined(self, services: dict[str, Written]) -> None:
        for name, service in services.items():
            assert service["read_only"] is True, name
            assert service["cap_drop"] == ["ALL"], name
            assert service["security_opt"] == ["no-new-privileges:true"], name
            assert not service.get("privileged", False), name

    def test_only_two_services_have_a_capability_and_each_has_one(self, services: dict[str, Written]) -> None:
        given = {name: service["cap_add"] for name, service in services.items() if "cap_add" in service}

        assert given == {"proxy": ["NET_BIND_SERVICE"], "prepare": ["CHOWN"]}

    def test_nothing_that_stays_runs_as_root(self, services: dict[str, Written]) -> None:
        assert {name for name, service in services.items() if service["user"].startswith("0")} == {"prepare"}
        assert services["prepare"]["network_mode"] == "none"

    def test_every_service_that_stays_has_a_health_check(self, services: dict[str, Written]) -> None:
        assert {name for name, service in services.items() if "healthcheck" not in service} == ONE_SHOT

    def test_every_image_has_a_tag_that_is_a_version(self, services: dict[str, Written]) -> None:
        for name, service in services.items():
            _, _, tag = service["image"].partition(":")
            assert tag == "local" or re.match(r"\d", tag), name

    def test_only_the_proxy_is_open_to_the_world(self, services: dict[str, Written]) -> None:
        assert [name for name, service in services.items() if "ports" in service] == ["proxy"]

    def test_what_holds_documents_or_keys_reaches_nothing_outside(
        self, compose: Written, services: dict[str, Written]
    ) -> None:
        assert compose["networks"]["inside"]["internal"] is True
        for name in ("database", "key-database", "object-store", "queue", "web"):
            assert services[name]["networks"] == ["inside"], name

    def test_keys_and_records_lie_on_different_servers_and_volumes(
        self, services: dict[str, Written]
    ) -> None:
        records, keys = services["database"], services["key-database"]

        assert records["volumes"] != keys["volumes"]
        assert records["secrets"] != keys["secrets"]


class TestSecrets:
    """No password stands in the file, and the documented commands make every secret."""

    def test_no_password_stands_in_the_file_or_has_a_default(self, services: dict[str, Written]) -> None:
        for name, service in services.items():
            for variable, value in service.get("environment", {}).items():
                if re.search("PASS|SECRET|TOKEN|ACCESS_KEY|URL|BROKER", variable):
                    assert str(value).startswith("/run/secrets/"), f"{name}: {variable}"
        assert ":-" not in COMPOSE.read_text()
        assert not re.search(r"://[^\s/]+:[^\s/]+@", COMPOSE.read_text())

    def test_every_secret_that_is_used_is_declared_and_the_other_way_round(
        self, compose: Written, services: dict[str, Written]
    ) -> None:
        used = {
            secret if isinstance(secret, str) else secret["source"]
            for service in services.values()
            for secret in service.get("secrets", [])
        }

        assert used == set(compose["secrets"])

    def test_the_documented_commands_make_every_secret(self, compose: Written, secrets: Path) -> None:
        wanted = {Path(secret["file"]).name for secret in compose["secrets"].values()}

        assert wanted <= {made.name for made in secrets.iterdir()}
        assert secrets.stat().st_mode & 0o077 == 0
        assert all(len((secrets / name).read_text()) > 30 for name in wanted)
        assert (secrets / "database_password").read_text() in (secrets / "database_url").read_text()
        assert json.loads((secrets / "object_store_identities.json").read_text())["identities"]

    def test_no_two_secrets_are_alike(self, secrets: Path) -> None:
        made = [file.read_text() for file in secrets.iterdir()]

        assert len(set(made)) == len(made)


class TestSettings:
    """What the file hands in is what the service knows, and it is the safe choice."""

    @pytest.mark.parametrize("name", ["web", "worker", "reaper", "migrate"])
    def test_the_service_accepts_every_setting_and_none_is_left_at_its_trial_value(
        self, services: dict[str, Written], secrets: Path, name: str
    ) -> None:
        environment = {
            variable: re.sub(r"\$\{(\w+):\?[^}]+\}", "exchange.example", value).replace(
                "/run/secrets", str(secrets)
            )
            for variable, value in services[name]["environment"].items()
        }

        settings = read_settings(None, environment)

        assert settings.server.secure_cookies
        assert settings.confinement.required
        assert settings.server.public_address == "https://exchange.example"
        assert settings.store.kind == "bucket"
        assert settings.queue.kind == "rabbitmq"
        assert settings.scanner.kind == "clamd"
        assert (settings.letters.kind, settings.letters.security) == ("smtp", "starttls")
        assert settings.database.url != settings.keys.url
        assert {url.partition(":")[0] for url in (settings.database.url, settings.keys.url)} == {
            "postgresql+psycopg"
        }
        assert settings.keys.passphrase == (secrets / "keyring_passphrase").read_text()

    def test_the_scanner_is_sent_nothing_longer_than_it_takes(
        self, compose: Written, services: dict[str, Written]
    ) -> None:
        takes = re.search(r"StreamMaxLength (\d+)M", compose["configs"]["clamd.conf"]["content"])
        assert takes is not None

        sent = int(services["worker"]["environment"]["EXCHANGE__SCANNER__MAX_BYTES"])
        assert sent <= int(takes[1]) * 1024 * 1024


class TestTheImage:
    """The image is built from the same list of packages as a machine without docker."""

    def test_it_installs_the_system_packages_of_the_set_up(self, services: dict[str, Written]) -> None:
        recipe = services["web"]["build"]["dockerfile_inline"]
        listed = (CHECKOUT / ".ci" / "system-packages").read_text()

        for package in re.findall(r"^([a-z0-9.+-]+)\|run\|", listed, re.MULTILINE):
            assert package == "python3-venv" or package in recipe, package

    def test_every_python_package_comes_by_hash(self, services: dict[str, Written]) -> None:
        recipe = services["web"]["build"]["dockerfile_inline"]
        for install in re.findall(r"pip install .*", recipe):
            assert "--require-hashes" in install or "--no-index" in install

    def test_it_copies_no_folder_that_holds_secrets_or_documents(self, services: dict[str, Written]) -> None:
        copied = re.findall(r"COPY (.+)", services["web"]["build"]["dockerfile_inline"])

        assert all("var" not in line.split() and "." not in line.split() for line in copied)


@pytest.fixture
def object_store(
    services: dict[str, Written], secrets: Path, tmp_path: Path
) -> Iterator[Callable[[str], int]]:
    """SeaweedFS by the command of the file; only its folder and its ports are ours. Gives a port by name."""
    names = ("master.port", "volume.port", "filer.port", "s3.port")
    names += tuple(f"{name}.grpc" for name in names)  # type: ignore[assignment]
    ports = dict(zip(names, free_ports(len(names)), strict=True))
    folder = tmp_path / "objects"
    folder.mkdir()
    command = [
        part.replace("/srv/objects", str(folder)).replace("/run/secrets", str(secrets))
        for part in services["object-store"]["command"]
        if not part.startswith("-s3.port=") and part != "-s3.ip.bind=0.0.0.0"
    ]
    shutil.copy(secrets / "object_store_security.toml", folder / "security.toml")
    child = Child(
        argv=[weed_program(), *command, "-s3.ip.bind=127.0.0.1", *(f"-{n}={p}" for n, p in ports.items())],
        log=tmp_path / "log",
        answers=lambda: _is_well(ports["s3.port"]),
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
        cwd=folder,
    )
    child.start()
    yield lambda name: ports[name]
    child.kill()


def _is_well(port: int) -> bool:
    try:
        return (
            urllib3.request("GET", f"http://127.0.0.1:{port}/status", timeout=10, retries=False).status == 200
        )
    except urllib3.exceptions.HTTPError:
        return False


@pytest.mark.slow
class TestTheObjectStore:
    """Its command and its settings, run here without a container."""

    def test_the_service_may_use_its_own_bucket_and_no_other_and_nobody_uses_the_filer(
        self, object_store: Callable[[str], int], secrets: Path
    ) -> None:
        def client(secret_key: str) -> minio.Minio:
            access_key = (secrets / "object_store_access_key").read_text()
            endpoint = f"127.0.0.1:{object_store('s3.port')}"
            return minio.Minio(endpoint, access_key, secret_key, secure=False, region="us-east-1")

        ours = client((secrets / "object_store_secret_key").read_text())
        ours.make_bucket("documents")
        ours.put_object("documents", "sealed", io.BytesIO(b"sealed bytes"), 12)

        assert ours.get_object("documents", "sealed").data == b"sealed bytes"
        with pytest.raises(minio.error.S3Error, match="AccessDenied"):
            ours.make_bucket("elsewhere")
        with pytest.raises(minio.error.S3Error, match="SignatureDoesNotMatch"):
            client("0" * 64).get_object("documents", "sealed")
        filer = f"http://127.0.0.1:{object_store('filer.port')}/buckets/documents/sealed"
        assert urllib3.request("GET", filer).status == 401
        assert urllib3.request("DELETE", filer).status == 401


class TestTheScanner:
    """Its settings, read by a real daemon."""

    def test_it_starts_with_the_settings_of_the_file_and_finds_what_it_knows(
        self, compose: Written, tmp_path: Path
    ) -> None:
        (port,) = free_ports(1)
        signatures = tmp_path / "signatures"
        signatures.mkdir()
        (signatures / "local.ndb").write_text(f"Test-File:0:*:{EICAR.hex()}\n")
        settings = compose["configs"]["clamd.conf"]["content"]
        for theirs, ours in (
            ("TCPSocket 3310", f"TCPSocket {port}"),
            ("TCPAddr 0.0.0.0", "TCPAddr 127.0.0.1"),
            ("/var/lib/clamav", str(signatures)),
            ("TemporaryDirectory /tmp", f"TemporaryDirectory {tmp_path}"),
        ):
            assert theirs in settings
            settings = settings.replace(theirs, ours)
        (tmp_path / "clamd.conf").write_text(settings)
        clamd = program("clamd", package="clamav-daemon", needed_for="the malware scan")
        child = Child(
            [clamd, "--config-file", str(tmp_path / "clamd.conf")], tmp_path / "log", lambda: listens(port)
        )
        child.start()
        scanner = ClamdScanner(f"127.0.0.1:{port}", 2_000_000_000, timeout_seconds=120)
        states = [scanner.scan([content]) for content in (EICAR, b"minutes")]
        child.kill()

        assert states == [ScanState.INFECTED, ScanState.CLEAN]
