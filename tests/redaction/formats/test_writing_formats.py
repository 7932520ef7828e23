"""Each format of writing and messages, asked in this process as a child would ask it, and checked as one would."""

from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

import pytest

from redaction import DocumentUnreadable, Ground, Schedule, ScheduleEntry
from redaction.errors import DocumentTooCostly
from redaction.formats import format_of, kind_of, messages
from redaction.formats.set_format import set_format_of
from redaction.kinds.document_kind import DocumentKind
from redaction.plain.sheet import part_png
from redaction.plain.strands import Cutter
from redaction.report import Told
from redaction.schedule import AS_IT_IS
from redaction.sight.ocr import Tesseract
from redaction.verify.burned import Burned
from redaction.verify.checkers import checker_of
from redaction.verify.verdict import VerdictState
from redaction.verify.writing import html, mail, plain, rtf
from redaction.verify.writing import zip as zip_check
from tests.redaction.outlook import BODY, SUBJECT, a_message, as_msg

TERM = "Anna Smith"
SCHEDULE = Schedule((ScheduleEntry(TERM, Ground.CHILD),))
NOTHING_BURNED = Burned((), ())

WRITTEN = MappingProxyType(
    {
        DocumentKind.TEXT: b"The keeper is Anna Smith.\n",
        DocumentKind.CSV: b"id,a,b\n1,Anna,Smith\n2,Bo,Jo\n",
        DocumentKind.HTML: b"<html><body><p>The keeper is Anna Smith.</p></body></html>",
        DocumentKind.RTF: rb"{\rtf1 The keeper is Anna Smith.\par}",
        DocumentKind.EML: b"From: bo@example.test\nDate: Mon, 2 Nov 2026 10:00:00 +0000\n\nI am Anna Smith.\n",
        DocumentKind.MSG: as_msg(a_message({SUBJECT: "keeper", BODY: "Anna Smith"})),
    }
)


@pytest.fixture(params=WRITTEN, ids=lambda kind: kind.value)
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "source"
    path.write_bytes(WRITTEN[request.param])
    assert kind_of(path) is request.param
    yield path


class TestEachFormat:
    """Counted, read, drawn, burned, and checked."""

    def test_what_is_burned_is_clean_and_is_what_the_report_says(self, source: Path, tmp_path: Path) -> None:
        target = tmp_path / "target"

        report = format_of(kind_of(source)).burn(source, target, SCHEDULE, AS_IT_IS, ocr=None, told=Told())

        verdict, sha256 = checker_of(target)(
            target, [TERM], original=source, burned=NOTHING_BURNED, ocr=Tesseract()
        )
        assert verdict.state is VerdictState.CLEAN
        assert len(sha256) == 64
        assert kind_of(target) is report.kind
        assert report.pages == len(report.part_names) == len(report.share_removed)
        assert report.removals

    def test_its_parts_are_counted_read_and_drawn(self, source: Path) -> None:
        found = format_of(kind_of(source))

        pages = found.read(source, AS_IT_IS, ocr=None).pages

        assert len(pages) == found.check(source, AS_IT_IS)
        assert all(page.name for page in pages)
        assert "Anna" in "".join(page.text for page in pages)
        assert found.render(source, AS_IT_IS, 1, dpi=50).startswith(b"\x89PNG")
        for number in (0, len(pages) + 1):
            with pytest.raises(DocumentUnreadable):
                found.render(source, AS_IT_IS, number, dpi=50)

    def test_a_file_that_says_the_term_is_not_clean(self, source: Path) -> None:
        verdict, _ = checker_of(source)(source, [TERM], original=None, burned=None, ocr=Tesseract())

        expected = VerdictState.UNAVAILABLE if kind_of(source) is DocumentKind.MSG else VerdictState.FOUND
        assert verdict.state is expected

    def test_a_file_that_does_not_say_it_is_clean_whoever_wrote_it(self, source: Path) -> None:
        if kind_of(source) is not DocumentKind.MSG:
            verdict, _ = checker_of(source)(source, ["Zebedee"], original=None, burned=None, ocr=Tesseract())

            assert verdict.state is VerdictState.CLEAN


class TestTooLarge:
    """What is too large to look at is not clean, and is not read."""

    @pytest.mark.parametrize("check", [plain, html, rtf, mail, zip_check])
    def test_a_file_too_large_to_check_is_unavailable(self, check: object, tmp_path: Path) -> None:
        target = tmp_path / "target"
        with target.open("wb") as opened:
            opened.truncate(3 << 30)

        verdict, _ = check.inspect(target, [TERM], original=None, burned=None, ocr=Tesseract())  # type: ignore[attr-defined]

        assert verdict.state is VerdictState.UNAVAILABLE

    @pytest.mark.parametrize("kind", WRITTEN)
    def test_a_file_too_large_to_read_is_refused(self, kind: DocumentKind, tmp_path: Path) -> None:
        source = tmp_path / "source"
        with source.open("wb") as opened:
            opened.truncate(messages.MOST_BYTES + 1)

        with pytest.raises(DocumentTooCostly):
            format_of(kind).read(source, AS_IT_IS, ocr=None)

    def test_a_schedule_longer_than_can_be_marked_is_refused(self) -> None:
        with pytest.raises(DocumentTooCostly):
            Cutter(Schedule(SCHEDULE.entries * 0x10000))


class TestSets:
    """Only a set can be taken apart."""

    def test_a_text_is_no_set(self, tmp_path: Path) -> None:
        source = tmp_path / "source"
        source.write_bytes(WRITTEN[DocumentKind.TEXT])

        with pytest.raises(TypeError):
            set_format_of(source)


class TestSheets:
    """A part is drawn as a reader sees it."""

    def test_a_sheet_is_as_fine_as_was_asked_within_bounds(self) -> None:
        fine, coarse, least = (part_png(["a line"], 1, dpi=dpi) for dpi in (100, 20, 1))

        assert len(fine) > len(coarse) == len(least)
