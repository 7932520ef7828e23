"""The keyring keeps every party's roots behind one passphrase."""

import json
import multiprocessing
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from storage import KeyringLocked, KeyStoreUnreachable, KeyUnknown
from storage.keyring import FileKeyring, PassphraseCost
from storage.kms import Kms, RootWrap
from storage.roots import MemoryKeyring
from tests.storage.builders import CHEAP, PASSPHRASE

SECRET = bytes(range(32))


def a_keyring(folder: Path, passphrase: bytes = PASSPHRASE) -> FileKeyring:
    return FileKeyring(folder / "keyring.v1", passphrase, cost=CHEAP)


def _wrap_in_child(folder: str, party: str) -> RootWrap:
    return a_keyring(Path(folder)).wrap(party, SECRET, b"context")


@pytest.fixture(params=["memory", "file"])
def keyring(request: pytest.FixtureRequest, tmp_path: Path) -> Kms:
    return MemoryKeyring() if request.param == "memory" else a_keyring(tmp_path)


class TestEveryKeyring:
    """What any holder of roots must do: the file, memory, and whatever comes later."""

    def test_a_wrapped_key_comes_back(self, keyring: Kms) -> None:
        wrapped = keyring.wrap("iopc", SECRET, b"context")

        assert keyring.unwrap("iopc", wrapped, b"context") == SECRET
        assert SECRET not in wrapped.sealed

    def test_another_context_is_refused(self, keyring: Kms) -> None:
        wrapped = keyring.wrap("iopc", SECRET, b"context")

        with pytest.raises(KeyUnknown):
            keyring.unwrap("iopc", wrapped, b"another")

    def test_another_partys_root_is_refused(self, keyring: Kms) -> None:
        wrapped = keyring.wrap("iopc", SECRET, b"context")
        keyring.wrap("lsp", SECRET, b"context")

        with pytest.raises(KeyUnknown):
            keyring.unwrap("lsp", wrapped, b"context")

    @pytest.mark.parametrize("sealed", [b"", b"short", bytes(60)])
    def test_what_was_never_wrapped_is_refused(self, keyring: Kms, sealed: bytes) -> None:
        keyring.wrap("iopc", SECRET, b"context")

        with pytest.raises(KeyUnknown):
            keyring.unwrap("iopc", RootWrap(1, sealed), b"context")

    def test_an_older_epoch_still_opens_until_it_is_destroyed(self, keyring: Kms) -> None:
        old = keyring.wrap("iopc", SECRET, b"context")
        epoch = keyring.new_epoch("iopc")
        new = keyring.wrap("iopc", SECRET, b"context")
        assert (old.epoch, new.epoch) == (1, epoch)
        assert keyring.unwrap("iopc", old, b"context") == SECRET

        assert keyring.destroy_epochs_before("iopc", epoch) == 1

        assert keyring.unwrap("iopc", new, b"context") == SECRET
        with pytest.raises(KeyUnknown):
            keyring.unwrap("iopc", old, b"context")

    def test_an_empty_keyring_knows_that_it_is(self, keyring: Kms) -> None:
        assert keyring.is_empty()
        assert keyring.destroy_epochs_before("iopc", 5) == 0
        assert keyring.is_empty()

        keyring.new_epoch("iopc")

        assert not keyring.is_empty()


class TestTheFile:
    """It opens with its passphrase and with nothing else."""

    def test_what_was_wrapped_yesterday_opens_today(self, tmp_path: Path) -> None:
        wrapped = a_keyring(tmp_path).wrap("iopc", SECRET, b"context")

        assert a_keyring(tmp_path).unwrap("iopc", wrapped, b"context") == SECRET

    @pytest.mark.parametrize("passphrase", [b"wrong", b"", b"\n", PASSPHRASE + b" "])
    def test_a_wrong_passphrase_is_refused_at_once(self, tmp_path: Path, passphrase: bytes) -> None:
        a_keyring(tmp_path)

        with pytest.raises(KeyringLocked):
            a_keyring(tmp_path, passphrase)

    def test_the_line_break_at_the_end_of_a_passphrase_file_does_not_count(self, tmp_path: Path) -> None:
        a_keyring(tmp_path)

        assert a_keyring(tmp_path, PASSPHRASE + b"\n").is_empty()
        assert a_keyring(tmp_path, PASSPHRASE + b"\r\n").is_empty()

    def test_only_its_owner_may_read_it(self, tmp_path: Path) -> None:
        a_keyring(tmp_path).new_epoch("iopc")

        assert stat.S_IMODE((tmp_path / "keyring.v1").stat().st_mode) == 0o600

    def test_no_root_lies_in_it_in_the_clear(self, tmp_path: Path) -> None:
        keyring = a_keyring(tmp_path)
        keyring.new_epoch("a-party-by-name")
        root = keyring._now()["a-party-by-name"][1]
        raw = (tmp_path / "keyring.v1").read_bytes()

        assert root not in raw
        assert root.hex().encode() not in raw
        assert b"a-party-by-name" not in raw

    def test_a_flipped_bit_anywhere_is_refused(self, tmp_path: Path) -> None:
        a_keyring(tmp_path).new_epoch("iopc")
        path = tmp_path / "keyring.v1"
        sound = path.read_bytes()

        for at in range(0, len(sound), 3):
            path.write_bytes(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :])
            with pytest.raises(KeyringLocked):
                a_keyring(tmp_path)

    @pytest.mark.parametrize(
        "change",
        [
            {"format": "keyring.v2"},
            {"kdf": "none"},
            {"salt": "*"},
            {"salt": ""},
            {"memory_kib": 2**30},
            {"passes": 0},
            {"passes": 10_000},
            {"lanes": 99},
            {"lanes": "many"},
        ],
    )
    def test_a_header_that_asks_for_something_else_is_refused(
        self, tmp_path: Path, change: dict[str, object]
    ) -> None:
        a_keyring(tmp_path)
        path = tmp_path / "keyring.v1"
        header, _, body = path.read_bytes().partition(b"\n")
        path.write_bytes(json.dumps(json.loads(header) | change).encode() + b"\n" + body)

        with pytest.raises(KeyringLocked):
            a_keyring(tmp_path)

    @pytest.mark.parametrize("raw", [b"", b"{}", b"[]\n", b"\xff\n123"])
    def test_what_is_not_a_keyring_is_refused(self, tmp_path: Path, raw: bytes) -> None:
        (tmp_path / "keyring.v1").write_bytes(raw)

        with pytest.raises(KeyringLocked):
            a_keyring(tmp_path)

    def test_a_keyring_that_disappears_is_not_made_anew(self, tmp_path: Path) -> None:
        keyring = a_keyring(tmp_path)
        (tmp_path / "keyring.v1").unlink()

        with pytest.raises(KeyringLocked, match="missing"):
            keyring.new_epoch("iopc")
        assert not (tmp_path / "keyring.v1").exists()

    def test_a_disk_that_refuses_is_a_fault_of_the_key_store(self, tmp_path: Path) -> None:
        (tmp_path / "keyring.v1").mkdir()

        with pytest.raises(KeyStoreUnreachable):
            a_keyring(tmp_path)

    def test_the_default_cost_is_64_mib_three_times(self) -> None:
        assert PassphraseCost() == PassphraseCost(memory_kib=65_536, passes=3, lanes=4)


class TestManyAtOnce:
    """Several processes and threads share one keyring."""

    def test_another_process_sees_a_new_root_without_starting_again(self, tmp_path: Path) -> None:
        ours = a_keyring(tmp_path)
        wrapped = a_keyring(tmp_path).wrap("iopc", SECRET, b"context")

        assert ours.unwrap("iopc", wrapped, b"context") == SECRET

    @pytest.mark.slow
    def test_processes_that_begin_together_make_one_first_root(self, tmp_path: Path) -> None:
        with multiprocessing.get_context("spawn").Pool(3) as pool:
            wraps = pool.starmap(_wrap_in_child, [(str(tmp_path), "iopc")] * 9)

        keyring = a_keyring(tmp_path)
        assert {keyring.unwrap("iopc", wrapped, b"context") for wrapped in wraps} == {SECRET}
        assert {wrapped.epoch for wrapped in wraps} == {1}

    def test_threads_that_make_roots_lose_none(self, tmp_path: Path) -> None:
        keyring = a_keyring(tmp_path)
        parties = [f"party-{number}" for number in range(12)]

        with ThreadPoolExecutor(4) as pool:
            wraps = list(pool.map(lambda party: keyring.wrap(party, SECRET, b"c"), parties))

        again = a_keyring(tmp_path)
        for party, wrapped in zip(parties, wraps, strict=True):
            assert again.unwrap(party, wrapped, b"c") == SECRET

    def test_a_write_cut_off_half_way_leaves_the_old_keyring(self, tmp_path: Path) -> None:
        wrapped = a_keyring(tmp_path).wrap("iopc", SECRET, b"context")
        (tmp_path / "keyring.v1.new").write_bytes(os.urandom(40))

        keyring = a_keyring(tmp_path)

        assert keyring.unwrap("iopc", wrapped, b"context") == SECRET
        assert keyring.new_epoch("iopc") == 2
