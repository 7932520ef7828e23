"""A receipt: one canonical text, read back exactly, refused when it is anything else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import ObjectKind, Receipt, SealBroken, SealLabel
from tests.storage.builders import some_label


def some_receipt(**changed: object) -> Receipt:
    fields: dict[str, object] = {
        "object_id": "0" * 32,
        "shelf_key": "o/00/" + "a" * 26,
        "label": some_label(),
        "size_bytes": 10,
        "sealed_size_bytes": 114,
        "sha256": "0" * 64,
    }
    return Receipt(**(fields | changed))  # type: ignore[arg-type]


class TestReceipt:
    """It travels as text and comes back the same."""

    @given(
        matter=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40),
        kind=st.sampled_from(ObjectKind),
    )
    def test_a_receipt_read_back_is_the_same_receipt(self, matter: str, kind: ObjectKind) -> None:
        receipt = some_receipt(label=SealLabel(matter, "iopc", kind))

        assert Receipt.from_json(receipt.as_json()) == receipt

    def test_the_text_is_canonical(self) -> None:
        text = some_receipt().as_json()

        assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"))

    @pytest.mark.parametrize(
        "changed",
        [
            {"object_id": "0" * 31},
            {"object_id": "G" * 32},
            {"object_id": 7},
            {"shelf_key": "o/../../etc/passwd"},
            {"shelf_key": "o/00/" + "a" * 26 + "\n"},
            {"sha256": "0" * 63},
            {"size_bytes": -1},
            {"size_bytes": "10"},
            {"size_bytes": True},
            {"sealed_size_bytes": -1},
            {"label": {"matter": "m", "party": "p", "kind": 99}},
            {"label": {"matter": "", "party": "p", "kind": 1}},
            {"label": {"matter": "m", "party": "p" * 256, "kind": 1}},
            {"label": None},
        ],
    )
    def test_a_receipt_that_was_changed_is_refused(self, changed: dict[str, object]) -> None:
        fields = json.loads(some_receipt().as_json()) | changed

        with pytest.raises(SealBroken):
            Receipt.from_json(json.dumps(fields))

    @pytest.mark.parametrize("text", ["", "[]", "{}", "null", "not json"])
    def test_what_is_not_a_receipt_is_refused(self, text: str) -> None:
        with pytest.raises(SealBroken):
            Receipt.from_json(text)

    def test_a_name_may_have_255_bytes_and_no_more(self) -> None:
        assert SealLabel("é" * 127 + "e", "p", ObjectKind.TEXT)

        with pytest.raises(ValueError, match="255 bytes"):
            SealLabel("é" * 128, "p", ObjectKind.TEXT)
