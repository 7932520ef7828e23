"""A shelf in an S3 bucket, through the minio client. Any S3 server: nothing of MinIO's own is used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import BinaryIO, cast

import urllib3
from minio import Minio
from minio.error import MinioException, S3Error

from storage.errors import ObjectMissing, ShelfFull, ShelfUnreachable
from storage.shelves.shelf import LARGEST_PIECE_BYTES, SealedSource, Shelved

_CONNECT_SECONDS = 3
_READ_SECONDS = 20
_RETRIES = 2
_PART_BYTES = 16 * 1024 * 1024
_NOT_THERE = {"NoSuchKey", "NoSuchVersion", "NoSuchObject"}
_WORTH_SAYING = {
    "AccessDenied",
    "InternalError",
    "InvalidAccessKeyId",
    "NoSuchBucket",
    "RequestTimeTooSkewed",
    "SignatureDoesNotMatch",
    "SlowDown",
}
_NO_ROOM = {"InsufficientStorage", "QuotaExceeded", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded"}


class BucketShelf:
    """Keeps each object under a key of its own, so a request the client sends twice does no harm."""

    def __init__(
        self,
        endpoint: str,
        access_key: str,
        secret_key: str,
        bucket: str,
        *,
        secure: bool,
        region: str | None,
    ) -> None:
        self._bucket = bucket
        self._client = Minio(
            endpoint,
            access_key,
            secret_key,
            secure=secure,
            # A region given or assumed saves the client from asking the server for it first.
            region=region or "us-east-1",
            http_client=_own_pool(),
        )

    def put(self, key: str, source: SealedSource) -> int:
        with _server_faults():
            # One part at a time: with more, a failed part shows only when the source has ended.
            self._client.put_object(
                self._bucket,
                key,
                cast(BinaryIO, source),
                length=-1,
                part_size=_PART_BYTES,
                num_parallel_uploads=1,
            )
        return self.size_bytes(key)

    def open_range(self, key: str, start: int, stop: int) -> Iterator[bytes]:
        if start == stop:
            # A length of nothing means "all of it" to the client.
            return
        with _server_faults():
            answer = self._client.get_object(self._bucket, key, offset=start, length=stop - start)
            try:
                for piece in answer.stream(LARGEST_PIECE_BYTES):
                    start += len(piece)
                    yield piece
            finally:
                answer.close()
                answer.release_conn()
        if start != stop:
            raise ShelfUnreachable("The document store gave fewer bytes than it keeps.")

    def size_bytes(self, key: str) -> int:
        with _server_faults():
            return int(self._client.stat_object(self._bucket, key).size or 0)

    def exists(self, key: str) -> bool:
        return next(self._versions(key), None) is not None

    def delete_all_versions(self, key: str) -> int:
        removed = 0
        with _server_faults():
            for version in list(self._versions(key)):
                self._client.remove_object(self._bucket, key, version_id=version)
                removed += 1
            removed += self._abort_uploads(key)
        return removed

    def contents(self) -> Iterator[Shelved]:
        with _server_faults():
            for found in self._client.list_objects(self._bucket, prefix="o/", recursive=True):
                yield Shelved(str(found.object_name), found.last_modified or datetime.now(UTC))
            for upload in self._client._list_multipart_uploads(self._bucket, prefix="o/").uploads:
                yield Shelved(upload.object_name, upload.initiated_time or datetime.now(UTC))

    def probe(self) -> None:
        with _server_faults():
            if not self._client.bucket_exists(self._bucket):
                raise ShelfUnreachable(
                    "The bucket of the document store does not exist.",
                    next_step="Create it, or correct its name in the configuration.",
                )

    def create_bucket(self) -> None:
        """Make the bucket if it is absent."""
        with _server_faults():
            if not self._client.bucket_exists(self._bucket):
                self._client.make_bucket(self._bucket)

    def _versions(self, key: str) -> Iterator[str | None]:
        """Yield the version of each copy and delete marker; a bucket without versions has one, unnamed."""
        with _server_faults():
            found = self._client.list_objects(self._bucket, prefix=key, recursive=True, include_version=True)
            for entry in found:
                if entry.object_name == key:
                    yield entry.version_id or None

    def _abort_uploads(self, key: str) -> int:
        # The client has these two calls and does not show them; without them a killed upload's parts stay.
        listed = self._client._list_multipart_uploads(self._bucket, prefix=key)
        unfinished = [upload for upload in listed.uploads if upload.object_name == key]
        for upload in unfinished:
            self._client._abort_multipart_upload(self._bucket, key, str(upload.upload_id))
        return len(unfinished)


def _own_pool() -> urllib3.PoolManager:
    # The client's own waits five minutes and tries six times: a worker would hang for half an hour.
    return urllib3.PoolManager(
        timeout=urllib3.Timeout(connect=_CONNECT_SECONDS, read=_READ_SECONDS),
        retries=urllib3.Retry(total=_RETRIES, backoff_factor=0.2, status_forcelist=[500, 502, 503, 504]),
        maxsize=10,
    )


@contextmanager
def _server_faults() -> Iterator[None]:
    # The client's messages name the key and the host; the chain is cut so that they reach no log.
    try:
        yield
    except S3Error as fault:
        if fault.code in _NOT_THERE:
            raise ObjectMissing from None
        if fault.code in _NO_ROOM:
            raise ShelfFull from None
        why = fault.code if fault.code in _WORTH_SAYING else "a fault"
        raise ShelfUnreachable(f"The document store answered with {why}. Nothing was changed.") from None
    except (MinioException, urllib3.exceptions.HTTPError, OSError):
        raise ShelfUnreachable from None
