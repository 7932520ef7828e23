"""Sets of documents: what holds others is bounded, named by numbers, and put together from verified bytes."""

import hashlib
import io
import stat
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import redaction
from redaction import (
    DocumentEmpty,
    DocumentError,
    DocumentLocked,
    DocumentNotSupported,
    DocumentRefused,
    DocumentTooCostly,
    DocumentUnreadable,
    Ground,
    Schedule,
    ScheduleEntry,
)
from redaction.formats.inside import take_out_all
from redaction.formats.zip import FORMAT
from redaction.kinds.document_kind import DocumentKind
from redaction.office.archive import write_package
from redaction.sets import DEEPEST, Allowance, Within
from redaction.verify.verdict import verdict_of
from redaction.verify.writing.zip import of_zip, read_zip

TERM = "Anna Smith"
CONTROL = "lighthouse keeper"


def a_zip(members: Mapping[str, bytes], *, comment: bytes = b"", extra: bytes = b"") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.comment = comment
        for name, each in members.items():
            entry = zipfile.ZipInfo(name, date_time=(2026, 11, 2, 10, 0, 0))
            entry.extra = extra
            package.writestr(entry, each, compress_type=zipfile.ZIP_DEFLATED)
    return held.getvalue()


def a_zip_of_zips(depth: int) -> bytes:
    held = b"a note\n"
    for _ in range(depth):
        held = a_zip({"x.txt" if held == b"a note\n" else "x.zip": held})
    return held


def written(folder: Path, held: bytes, name: str = "source.zip") -> Path:
    path = folder / name
    path.write_bytes(held)
    return path


def some_schedule(*terms: str) -> Schedule:
    return Schedule(tuple(ScheduleEntry(term, Ground.CHILD) for term in terms))


def a_copy(folder: Path, *members: bytes) -> tuple[bytes, tuple[str, ...]]:
    """A zip as it is written here, and the sums of its members."""
    named = [(f"document-{number}.txt", held) for number, held in enumerate(members, start=1)]
    write_package(folder / "copy", named)
    return (folder / "copy").read_bytes(), tuple(hashlib.sha256(held).hexdigest() for held in members)


def is_clean(held: bytes, sums: tuple[str, ...]) -> bool:
    return verdict_of(of_zip(held, sums)).is_clean


def a_link() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        entry = zipfile.ZipInfo("link")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        package.writestr(entry, "/etc/passwd")
        package.writestr("x.txt", "x")
    return held.getvalue()


def locked() -> bytes:
    held = bytearray(a_zip({"x.txt": b"x"}))
    held[6] |= 1
    held[held.index(b"PK\x01\x02") + 8] |= 1
    return bytes(held)


def twice() -> bytes:
    return a_zip({"a.txt": b"x", "b.txt": b"y"}).replace(b"b.txt", b"a.txt")


def a_bomb() -> bytes:
    return a_zip({"x.txt": bytes(40 << 20)})


def with_bytes_between() -> bytes:
    held = a_zip({"a.txt": b"x"})
    at = held.index(b"PK\x01\x02")
    moved = held[:at] + TERM.encode() + held[at:]
    end = moved.rindex(b"PK\x05\x06")
    return moved[: end + 16] + struct.pack("<I", at + len(TERM)) + moved[end + 20 :]


BAD: dict[str, tuple[Callable[[], bytes], type[DocumentRefused]]] = {
    "a link to a file outside": (a_link, DocumentUnreadable),
    "an encrypted member": (locked, DocumentLocked),
    "two members of one name": (twice, DocumentUnreadable),
    "a member that steps out of its folder": (lambda: a_zip({"../x.txt": b"x"}), DocumentUnreadable),
    "a member with an absolute name": (lambda: a_zip({"/etc/x.txt": b"x"}), DocumentUnreadable),
    "a bomb": (a_bomb, DocumentTooCostly),
    "bytes between its members": (with_bytes_between, DocumentUnreadable),
    "bytes behind its end": (lambda: a_zip({"x.txt": b"x"}) + b"more", DocumentUnreadable),
    "bytes before its beginning": (
        lambda: a_zip({"x.txt": b"x"}).replace(b"PK", b"PK\x03\x04PK", 1),
        DocumentUnreadable,
    ),
    "no member": (lambda: a_zip({"folder/": b""}).replace(b"PK\x05", b"PK\x05"), DocumentEmpty),
    "only what a system put there": (
        lambda: a_zip({"__MACOSX/._x": b"x", "a/.DS_Store": b"y"}),
        DocumentEmpty,
    ),
    "a half": (lambda: a_zip({"x.txt": b"x" * 900})[:-30], DocumentUnreadable),
}


class TestZips:
    """Names do not travel; what is strange is refused."""

    @pytest.mark.parametrize("case", BAD)
    def test_a_bad_zip_is_refused(self, case: str, tmp_path: Path) -> None:
        make, error = BAD[case]
        source = written(tmp_path, make())

        with pytest.raises(error) as refused:
            FORMAT.unpack(source, tmp_path, redaction.Opening())
        assert "Smith" not in refused.value.sentence

    def test_what_a_system_put_there_is_left_out(self, tmp_path: Path) -> None:
        source = written(
            tmp_path, a_zip({"a.txt": b"one", "__MACOSX/._a.txt": b"two", "Thumbs.db": b"x", "b.txt": b""})
        )
        (tmp_path / "0").write_bytes(b"one")

        assert FORMAT.unpack(source, tmp_path, redaction.Opening()) == 1
        report = FORMAT.pack(source, tmp_path / "out", Schedule(()), redaction.Opening(), [tmp_path / "0"])
        assert report.left_out == ("3 empty files or files of an operating system",)
        assert report.kind is DocumentKind.ZIP

    def test_nothing_but_the_members_is_in_the_copy(self, tmp_path: Path) -> None:
        source = written(
            tmp_path,
            a_zip(
                {"Anna Smith/Anna Smith.txt": b"x"},
                comment=b"Anna Smith",
                extra=struct.pack("<HH", 0x7075, 10) + b"Anna Smith",
            ),
        )
        (tmp_path / "0").write_bytes(b"x")

        FORMAT.pack(source, tmp_path / "out", Schedule(()), redaction.Opening(), [tmp_path / "0"])

        held = (tmp_path / "out").read_bytes()
        assert is_clean(held, (hashlib.sha256(b"x").hexdigest(),))
        assert b"Anna" not in held
        assert zipfile.ZipFile(tmp_path / "out").namelist() == ["document-1.txt"]

    def test_a_copy_for_each_member_is_needed(self, tmp_path: Path) -> None:
        with pytest.raises(ValueError):
            FORMAT.pack(
                written(tmp_path, a_zip({"a.txt": b"x"})),
                tmp_path / "out",
                Schedule(()),
                redaction.Opening(),
                [],
            )

    def test_a_zip_has_no_page_of_its_own(self, tmp_path: Path) -> None:
        source = written(tmp_path, a_zip({"a.txt": b"x"}))

        assert FORMAT.check(source, redaction.Opening()) == 0
        assert FORMAT.read(source, redaction.Opening(), ocr=None).pages == ()
        with pytest.raises(DocumentUnreadable):
            FORMAT.render(source, redaction.Opening(), 1, dpi=50)


class TestCopiesOfZips:
    """The check reads every byte."""

    def test_a_copy_is_the_members_that_were_verified(self, tmp_path: Path) -> None:
        held, sums = a_copy(tmp_path, b"one" * 100, b"", b"three")

        assert is_clean(held, sums)
        assert not is_clean(held, sums[::-1])
        assert not is_clean(held, sums[:2])
        assert [each.sha256 for each in read_zip(held)] == list(sums)

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda held: held + b"Anna Smith",
            lambda held: b"Anna Smith" + held,
            lambda held: held.replace(b"document-1.txt", b"Anna.Smith.txt"),
            lambda held: held.replace(b"document-1.txt", b"document-9.txt"),
            lambda held: held.replace(b"document-1.txt", b"document-2.txt", 1),
            lambda held: held[:-2] + struct.pack("<H", 10) + b"Anna Smith",
            lambda held: held[:-30],
            lambda held: held.replace(b"PK\x01\x02", b"PK\x01\x03"),
            lambda held: held[:10] + b"\x01\x02" + held[12:],
            lambda held: held[:6] + b"\x08" + held[7:],
            lambda held: held[:14] + b"\0\0\0\0" + held[18:],
        ],
    )
    def test_any_byte_more_or_other_is_refused(self, spoil: Callable[[bytes], bytes], tmp_path: Path) -> None:
        held, sums = a_copy(tmp_path, b"one" * 100)

        assert not is_clean(spoil(held), sums)

    @pytest.mark.parametrize(
        "held",
        [
            a_zip({"document-1.txt": b"x"}),
            a_zip({"document-1.txt": b"x"}, comment=b"Anna Smith"),
            a_zip({"document-1.txt": b"x"}, extra=struct.pack("<HH", 0x7075, 10) + b"Anna Smith"),
        ],
    )
    def test_a_zip_that_somebody_else_wrote_is_no_copy(self, held: bytes) -> None:
        assert not is_clean(held, (hashlib.sha256(b"x").hexdigest(),))


class TestBounds:
    """Documents in documents end somewhere."""

    def test_an_allowance_is_used_up(self) -> None:
        allowance = Allowance(members=3, size_bytes=100)

        allowance.take([10, 10])
        with pytest.raises(DocumentTooCostly):
            allowance.take([10, 10])
        with pytest.raises(DocumentTooCostly):
            Allowance(members=3, size_bytes=100).take([101])

    def test_sets_stand_in_each_other_four_deep_and_no_deeper(self) -> None:
        within = Within()
        for _ in range(DEEPEST):
            within = within.below()

        with pytest.raises(DocumentTooCostly):
            within.below()

    def test_a_scanner_sees_every_file_however_deep(self, tmp_path: Path) -> None:
        source, folder = written(tmp_path, a_zip_of_zips(6)), tmp_path / "files"
        folder.mkdir()

        files = take_out_all(source, folder)

        assert files == 6
        assert (folder / "5").read_bytes() == b"a note\n"

    def test_a_file_inside_that_cannot_be_opened_is_given_to_the_scanner_as_it_is(
        self, tmp_path: Path
    ) -> None:
        source, folder = written(tmp_path, a_zip({"x.zip": locked(), "y.txt": b"y"})), tmp_path / "files"
        folder.mkdir()

        assert take_out_all(source, folder) == 2
        with pytest.raises(DocumentLocked):
            take_out_all(written(tmp_path, locked(), "locked"), folder)


@pytest.mark.slow
class TestThroughTheFrontDoor:
    """Each document of a set goes through children of its own."""

    def test_a_zip_is_redacted_with_the_zip_in_it(self, tmp_path: Path) -> None:
        inner = a_zip({"Anna Smith.txt": b"Anna Smith again"})
        page = f"<html><body><p>{CONTROL} <b>An</b>na Smith</p></body></html>".encode()
        source = written(tmp_path, a_zip({"Anna Smith.html": page, "x.zip": inner}))
        target = tmp_path / "target.zip"

        redacted = redaction.apply(source, target, some_schedule(TERM))

        assert redacted.report.part_names == (
            "Document 1, Lines 1 to 2",
            "Document 2, Document 1, Lines 1 to 1",
        )
        assert [removal.page_number for removal in redacted.report.removals] == [1, 2]
        assert [page.text.strip() for page in redaction.read_pages(target).pages] == [
            f"{CONTROL} [redacted]",
            "[redacted] again",
        ]
        assert redaction.verify_file(target, [TERM]).is_clean
        assert not redaction.verify_file(source, [TERM]).is_clean
        assert redaction.render_page(target, 2).startswith(b"\x89PNG")
        assert len(redaction.picture_hashes(target, [1, 2])) == 2
        with pytest.raises(DocumentUnreadable):
            redaction.render_page(target, 3)

    @pytest.mark.parametrize(
        ("member", "error", "sentence"),
        [
            (b"ID3" + bytes(40), DocumentNotSupported, "Document 2 is an audio or video recording"),
            (b"\0\1\2\3", DocumentNotSupported, "Document 2 is a file of a kind that is not known"),
            (locked(), DocumentLocked, "Document 2: "),
            (a_zip_of_zips(5), DocumentTooCostly, "Document 2: "),
        ],
    )
    def test_what_cannot_be_redacted_is_named_by_its_number(
        self, member: bytes, error: type[DocumentError], sentence: str, tmp_path: Path
    ) -> None:
        source = written(tmp_path, a_zip({"a.txt": b"x", "Anna Smith": member}))

        with pytest.raises(error) as refused:
            redaction.apply(source, tmp_path / "target", some_schedule(TERM))
        assert refused.value.sentence.startswith(sentence)
        assert "Smith" not in refused.value.sentence
        assert not (tmp_path / "target").exists()
