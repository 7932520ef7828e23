"""What was sealed, for whom, and how to find it again: plain values, no bytes."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from enum import IntEnum

from storage.errors import SealBroken

_OBJECT_ID = re.compile(r"[0-9a-f]{32}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_SHELF_KEY = re.compile(r"o/[0-9a-f]{2}/[a-z2-7]{26}")
_LONGEST_NAME_BYTES = 255


class ObjectKind(IntEnum):
    """What a sealed object is. The number is the `class` byte of the sealed format: never renumber."""

    ORIGINAL = 1
    DERIVATIVE = 2
    RENDER = 3
    TEXT = 4
    PLAN = 5
    EXPORT = 6
    UPLOAD_PART = 7
    KEY_TABLE = 8


@dataclass(frozen=True)
class SealLabel:
    """Whose the object is. Bound into the seal: an object opens under the label it was sealed with, and no other.

    The marking is left out: it may be raised after sealing (docs/decisions/0002-sealed-format.md).

    Raises:
        ValueError: a name is empty or over 255 bytes of UTF-8.
    """

    matter: str
    party: str
    kind: ObjectKind

    def __post_init__(self) -> None:
        for name in (self.matter, self.party):
            if not 1 <= len(name.encode()) <= _LONGEST_NAME_BYTES:
                raise ValueError("A matter or party has from 1 to 255 bytes.")


@dataclass(frozen=True)
class Receipt:
    """Everything needed to find, check, open or destroy one sealed object. Holds no key.

    Attributes:
        object_id: 32 hex digits, random.
        shelf_key: where the sealed bytes are; says nothing of what they are.
        size_bytes: of the plain bytes.
        sealed_size_bytes: of the sealed bytes on the shelf.
        sha256: of the plain bytes, 64 hex digits; evidence, not what the seal rests on.
    """

    object_id: str
    shelf_key: str
    label: SealLabel
    size_bytes: int
    sealed_size_bytes: int
    sha256: str

    def __post_init__(self) -> None:
        right = (
            _OBJECT_ID.fullmatch(self.object_id)
            and _SHELF_KEY.fullmatch(self.shelf_key)
            and _SHA256.fullmatch(self.sha256)
            and self.size_bytes >= 0
            and self.sealed_size_bytes >= 0
        )
        if not right:
            raise SealBroken("This receipt is not one the store gave out.")

    def as_json(self) -> str:
        """Give the one canonical text of this receipt: sorted keys, no spaces, ASCII."""
        fields = asdict(self)
        fields["label"]["kind"] = int(self.label.kind)
        return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=True)

    @classmethod
    def from_json(cls, text: str) -> Receipt:
        """Read back what `as_json` wrote.

        Raises:
            SealBroken: it is not such a text.
        """
        try:
            fields = json.loads(text)
            label = SealLabel(
                matter=_text(fields["label"]["matter"]),
                party=_text(fields["label"]["party"]),
                kind=ObjectKind(_whole(fields["label"]["kind"])),
            )
            return cls(
                object_id=_text(fields["object_id"]),
                shelf_key=_text(fields["shelf_key"]),
                label=label,
                size_bytes=_whole(fields["size_bytes"]),
                sealed_size_bytes=_whole(fields["sealed_size_bytes"]),
                sha256=_text(fields["sha256"]),
            )
        except (ValueError, KeyError, TypeError) as broken:
            raise SealBroken("This receipt cannot be read.") from broken


def is_shelf_key(text: str) -> bool:
    """Is this a place on a shelf, and nothing that could lead outside it?"""
    return _SHELF_KEY.fullmatch(text) is not None


def _text(found: object) -> str:
    if not isinstance(found, str):
        raise TypeError("text wanted")
    return found


def _whole(found: object) -> int:
    if not isinstance(found, int) or isinstance(found, bool):
        raise TypeError("whole number wanted")
    return found
