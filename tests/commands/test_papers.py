"""redact, detect and verify: the exact forms that scripts rely on, with no server and no database."""

import json
import resource
from pathlib import Path

import pytest

from tests.commands.terminal import exchange
from tests.desk import a_pdf
from tests.redaction.bad_documents import a_flate_bomb, a_locked_document, a_signed_document

pytestmark = pytest.mark.slow
LINES = ("Marlow Pemberton was seen at home.", "The visit was short.")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "in.pdf").write_bytes(a_pdf(*LINES))
    (tmp_path / "terms.txt").write_text("Pemberton\n\nMarlow\n")
    return tmp_path


class TestRedact:
    """`exchange redact IN -o OUT --terms TERMS.txt [--report REPORT.json]`."""

    def test_it_exits_0_with_a_verified_file_and_a_report_of_counts(self, place: Path) -> None:
        said = exchange(
            *("redact", "in.pdf", "-o", "out.pdf", "--terms", "terms.txt", "--report", "report.json"),
            folder=place,
        )

        report = json.loads((place / "report.json").read_text())
        assert (said.code, said.out) == (0, "")
        assert b"Pemberton" not in (place / "out.pdf").read_bytes()
        assert (report["pages"], report["removals_by_term"]) == (1, [1, 1])
        assert "Pemberton" not in (place / "report.json").read_text()

    def test_it_takes_out_an_area_without_a_word_to_name_it_by(self, place: Path) -> None:
        (place / "areas.csv").write_text("1,0,0,612,400,Child A\n")

        said = exchange("redact", "in.pdf", "-o", "out.pdf", "--areas", "areas.csv", folder=place)

        assert said.code == 0
        assert "and 1 area(s)" in said.err
        assert b"Pemberton" not in (place / "out.pdf").read_bytes()

    def test_an_area_that_is_none_exits_3_with_the_number_of_its_line(self, place: Path) -> None:
        (place / "areas.csv").write_text("1,0,0,612,400\n1,10,10,5,20\n")

        said = exchange("redact", "in.pdf", "-o", "out.pdf", "--areas", "areas.csv", folder=place)

        assert said.code == 3
        assert "Line 2 of the list of areas" in said.err

    def test_it_leaves_nothing_else_behind(self, place: Path) -> None:
        before = {file.name for file in place.iterdir()}

        exchange("redact", "in.pdf", "-o", "out.pdf", "--terms", "terms.txt", folder=place)

        assert {file.name for file in place.iterdir()} - before == {"out.pdf"}

    @pytest.mark.parametrize(
        ("name", "content", "reason"),
        [
            ("empty.pdf", b"", "empty"),
            ("locked.pdf", a_locked_document, "Here: --password-file FILE."),
            ("signed.pdf", a_signed_document, "Here: --may-lose-signature."),
            ("bomb.pdf", a_flate_bomb, ""),
            ("damaged.pdf", b"%PDF-1.7\nnothing of the kind\n", ""),
            ("two.pdf", b"MZ" + bytes(200) + b"%PDF-1.7\n", "or two kinds in one"),
            ("call.mp3", b"ID3\x04" + bytes(2000), "AUDIO-OR-VIDEO, which cannot be redacted here"),
        ],
    )
    def test_it_exits_3_with_no_file_and_one_line_of_reason(
        self, place: Path, name: str, content: object, reason: str
    ) -> None:
        (place / name).write_bytes(content() if callable(content) else content)  # type: ignore[arg-type]
        (place / "out.pdf").write_bytes(b"an older result")

        said = exchange("redact", name, "-o", "out.pdf", "--terms", "terms.txt", folder=place)

        lines = [line for line in said.err.splitlines() if not line.startswith("Redacting")]
        assert (said.code, said.out, len(lines)) == (3, "", 1)
        assert reason in lines[0]
        assert not (place / "out.pdf").exists()

    def test_a_copy_whose_name_promises_another_kind_is_told_of(self, place: Path) -> None:
        (place / "note.txt").write_text("Marlow Pemberton came.\n")

        odd = exchange("redact", "note.txt", "-o", "out.pdf", "--terms", "terms.txt", folder=place)
        well = exchange("redact", "note.txt", "-o", "out.txt", "--terms", "terms.txt", folder=place)

        assert (odd.code, well.code) == (0, 0)
        assert "OUT is TEXT, whatever its name says: let the name end in .txt" in odd.err
        assert "whatever its name says" not in well.err

    def test_in_and_out_may_not_be_the_same_file(self, place: Path) -> None:
        said = exchange("redact", "in.pdf", "-o", "in.pdf", "--terms", "terms.txt", folder=place)

        assert said.code == 3
        assert (place / "in.pdf").read_bytes() == a_pdf(*LINES)

    def test_a_missing_file_or_an_empty_list_of_terms_exits_3(self, place: Path) -> None:
        (place / "none.txt").write_text("\n\n")

        gone = exchange("redact", "gone.pdf", "-o", "out.pdf", "--terms", "terms.txt", folder=place)
        empty = exchange("redact", "in.pdf", "-o", "out.pdf", "--terms", "none.txt", folder=place)

        unwritten = exchange("redact", "in.pdf", "-o", "gone/out.pdf", "--terms", "terms.txt", folder=place)

        assert (gone.code, empty.code, unwritten.code) == (3, 3, 3)
        assert "IN is not there, or is no file." in gone.err
        assert "The list of terms is empty." in empty.err
        assert "The folder that OUT is to stand in is not there. Make it first." in unwritten.err

    def test_a_term_that_stands_nowhere_is_told_by_its_place_in_the_list(self, place: Path) -> None:
        (place / "two.txt").write_text("Pemberton\nQuillfeather\n")

        said = exchange("redact", "in.pdf", "-o", "out.pdf", "--terms", "two.txt", folder=place)

        assert said.code == 0
        assert "Found nowhere: term 2 of the list." in said.err
        assert "Quillfeather" not in said.err

    def test_wrong_usage_exits_2(self, place: Path) -> None:
        assert exchange("redact", "in.pdf", folder=place).code == 2


class TestVerify:
    """`exchange verify OUT.pdf --terms TERMS.txt`: 0 clean, 1 found, 2 could not check."""

    def test_a_redacted_file_is_clean_and_the_original_is_not(self, place: Path) -> None:
        exchange("redact", "in.pdf", "-o", "out.pdf", "--terms", "terms.txt", folder=place)

        clean = exchange("verify", "out.pdf", "--terms", "terms.txt", folder=place)
        found = exchange("verify", "in.pdf", "--terms", "terms.txt", "--json", folder=place)

        assert clean.code == 0, clean.err
        assert found.code == 1
        assert json.loads(found.out)["code"] == 1

    def test_what_cannot_be_read_could_not_be_checked(self, place: Path) -> None:
        (place / "damaged.pdf").write_bytes(b"%PDF-1.7\nnothing of the kind\n")

        assert exchange("verify", "damaged.pdf", "--terms", "terms.txt", folder=place).code == 2
        assert exchange("verify", "gone.pdf", "--terms", "terms.txt", folder=place).code == 2
        assert exchange("verify", "in.pdf", "--terms", "gone.txt", folder=place).code == 2


class TestDetect:
    """Offsets count characters of the text that is given back."""

    def test_json_gives_the_text_and_where_each_finding_stands(self, place: Path) -> None:
        said = exchange("detect", "in.pdf", "--json", folder=place)

        answer = json.loads(said.out)
        words = {answer["text"][span["start"] : span["end"]] for span in answer["spans"]}
        assert said.code == 0
        assert any("Pemberton" in word for word in words)
        assert {"start", "end", "label", "score"} == set(answer["spans"][0])

    def test_a_text_in_another_language_is_said_to_be_one(self, place: Path) -> None:
        polish = "Matka powiedziała, że nie było jej w domu i że dziecko zostało z sąsiadem, ale to nie jest prawda."
        (place / "list.txt").write_text(polish, encoding="utf-8")

        said = exchange("detect", "list.txt", folder=place)

        assert said.code == 0
        assert "looks like Polish. Names are looked for in English, so they may be missed" in said.err

    def test_jsonl_keeps_ids_and_order(self, place: Path) -> None:
        rows = [{"id": n, "text": f"Call Marlow Pemberton, visit {n}."} for n in ("b", "a", "c")]
        (place / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))

        said = exchange("detect", "--jsonl", "in.jsonl", "-o", "out.jsonl", folder=place)

        found = [json.loads(line) for line in (place / "out.jsonl").read_text().splitlines()]
        assert (said.code, said.out) == (0, "")
        assert [row["id"] for row in found] == ["b", "a", "c"]
        assert all(row["spans"] for row in found)

    def test_a_line_that_is_not_json_exits_2_and_leaves_no_result(self, place: Path) -> None:
        (place / "in.jsonl").write_text("not json\n")

        said = exchange("detect", "--jsonl", "in.jsonl", "-o", "out.jsonl", folder=place)

        assert said.code == 2
        assert "Line 1" in said.err
        assert not (place / "out.jsonl").exists()

    def test_both_forms_at_once_are_wrong_usage(self, place: Path) -> None:
        assert exchange("detect", folder=place).code == 2


def test_redact_loads_no_web_framework_and_no_database(place: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    said = exchange("redact", "--help", folder=place, PYTHONPROFILEIMPORTTIME="1")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    loaded = {line.rpartition("|")[2].strip().split(".")[0] for line in said.err.splitlines()}
    assert said.code == 0
    assert {"flask", "sqlalchemy", "celery", "spacy"} & loaded == set()
    assert took < 10
