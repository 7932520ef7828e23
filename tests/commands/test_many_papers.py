"""redact-each: many loose documents for the same terms, with no server and no database."""

import json
from pathlib import Path

import pytest

from tests.commands.terminal import exchange
from tests.desk import a_pdf

pytestmark = pytest.mark.slow


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "visit by Pemberton.pdf").write_bytes(a_pdf("Marlow Pemberton was seen.", "It was short."))
    (tmp_path / "call.mp3").write_bytes(b"ID3\x04" + bytes(2000))
    (tmp_path / "note.txt").write_text("Rang Pemberton at nine.\n")
    (tmp_path / "terms.txt").write_text("Pemberton\n")
    return tmp_path


class TestRedactEach:
    """`exchange redact-each IN... -o FOLDER --terms TERMS.txt [--report REPORT.jsonl]`."""

    def test_one_refused_document_stops_no_other_and_copies_are_named_by_number(self, place: Path) -> None:
        said = exchange(
            *("redact-each", "visit by Pemberton.pdf", "call.mp3", "note.txt", "-o", "out"),
            *("--terms", "terms.txt", "--report", "report.jsonl"),
            folder=place,
        )

        lines = [json.loads(line) for line in (place / "report.jsonl").read_text().splitlines()]
        assert said.code == 3
        assert sorted(file.name for file in (place / "out").iterdir()) == ["document-1.pdf", "document-3.txt"]
        assert [line["copy"] for line in lines] == ["document-1.pdf", None, "document-3.txt"]
        assert "cannot be redacted here" in lines[1]["refusal"]
        assert "Pemberton" not in (place / "out" / "document-3.txt").read_text()
        assert "Pemberton" not in (place / "report.jsonl").read_text() + said.err + said.out

    def test_a_folder_that_holds_something_is_not_written_to(self, place: Path) -> None:
        (place / "out").mkdir()
        (place / "out" / "older.pdf").write_bytes(b"an older result")

        said = exchange("redact-each", "note.txt", "-o", "out", "--terms", "terms.txt", folder=place)

        assert (said.code, [file.name for file in (place / "out").iterdir()]) == (3, ["older.pdf"])
        assert "not empty" in said.err
