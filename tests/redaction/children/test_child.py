"""What passes between the child that opens a document and the parent that does not trust it."""

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from redaction import errors
from redaction.children.child import _done
from redaction.children.errand import _pages_said, _understood
from redaction.children.verbs import VERBS, Verb
from redaction.limits import Limits
from redaction.page import Box
from redaction.verify.pdf.bars import are_uniform
from tests.redaction.bad_documents import a_huge_page, a_locked_document
from tests.redaction.hiding_places import HIDING_PLACES, SECRET, a_clean_pdf


def answer_to(verb: str | Verb, **job: Any) -> Mapping[str, Any]:
    said = io.BytesIO()
    doing = VERBS[verb] if isinstance(verb, str) else verb
    limits = Limits(longest_wall_seconds=10**9, cpu_seconds=10**8)
    answer = _done(doing, {"opening": {}, **job}, limits, said)
    assert json.loads(said.getvalue()).keys() == {"pages"}
    return answer


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source.pdf"
    path.write_bytes(a_clean_pdf(HIDING_PLACES["visible text"]))
    return path


class TestVerbs:
    """Each verb, done here as a child does it."""

    def test_burn_reports_without_the_term(self, source: Path, tmp_path: Path) -> None:
        target = tmp_path / "target.pdf"
        entries = [[SECRET, "child", ""]]

        answer = answer_to(
            "burn",
            source=str(source),
            target=str(target),
            entries=entries,
            gap="fixed",
            as_pictures=[],
            sightings=[],
            is_untagged=False,
            areas=[],
        )["answer"]

        assert answer["pages"] == 1
        assert len(answer["removals"]) == 1
        assert SECRET not in json.dumps(answer)
        assert target.exists()

    def test_burn_makes_a_picture_of_a_page_that_still_showed_the_term(
        self, source: Path, tmp_path: Path
    ) -> None:
        seen = {"page_number": 1, "entry": 0, "box": {"left": 0, "top": 0, "right": 5, "bottom": 5}}

        answer = answer_to(
            "burn",
            source=str(source),
            target=str(tmp_path / "target.pdf"),
            entries=[[SECRET, "child", ""]],
            gap="fixed",
            as_pictures=[],
            sightings=[seen],
            is_untagged=False,
            areas=[],
        )["answer"]

        assert answer["rasterised_pages"] == [1]
        assert any(row[:2] == [1, 0] and row[2] == row[3] == 0 for row in answer["removals"])

    def test_read_gives_each_page(self, source: Path) -> None:
        (page,) = answer_to("read", source=str(source))["answer"]["pages"]

        assert SECRET in page["text"]
        assert page["reading"] == "text"

    def test_count_gives_the_pages(self, source: Path) -> None:
        assert answer_to("count", source=str(source)) == {"answer": {"pages": 1}}

    def test_render_gives_a_picture(self, source: Path) -> None:
        assert answer_to("render", source=str(source), page_number=1, dpi=50)["answer"]["png"]

    def test_verify_finds_and_does_not_say_what(self, source: Path) -> None:
        answer = answer_to("verify", source=str(source), terms=[SECRET], original=None, burned=None)["answer"]

        assert answer["state"] == "found"
        assert SECRET not in json.dumps(answer)

    def test_verify_takes_what_the_burner_did(self, source: Path) -> None:
        burned = {"removals": [[1, 0, 0, 0, 5, 5]], "rasterised_pages": [1]}

        answer = answer_to(
            "verify", source=str(source), terms=["Okonedo"], original=str(source), burned=burned
        )["answer"]

        assert answer["state"] == "clean"

    @pytest.mark.parametrize(
        ("held", "page_number", "code"),
        [
            (b"%PDF-1.7 nothing", 1, "document-unreadable"),
            (a_locked_document(), 1, "document-locked"),
            (a_clean_pdf(), 9, "document-unreadable"),
            (a_huge_page(), 1, "document-too-costly"),
        ],
    )
    def test_a_refusal_has_its_code(self, held: bytes, page_number: int, code: str, source: Path) -> None:
        source.write_bytes(held)

        answer = answer_to("render", source=str(source), page_number=page_number, dpi=110)

        assert answer["error"]["code"] == code

    @pytest.mark.parametrize(
        ("wrong", "code"),
        [(MemoryError(), "document-too-costly"), (RuntimeError(SECRET), "document-unreadable")],
    )
    def test_whatever_a_library_raises_is_one_of_our_sentences(
        self, wrong: Exception, code: str, source: Path
    ) -> None:
        def break_down(_: Mapping[str, Any]) -> dict[str, Any]:
            raise wrong

        answer = answer_to(Verb(break_down, runs_programs=False), source=str(source))

        assert answer["error"]["code"] == code
        assert SECRET not in json.dumps(answer)


class TestUnderstanding:
    """A child's words are taken only in the shape agreed on."""

    def test_an_answer_is_given_on(self) -> None:
        assert _understood([b'{"pages": 1}', b'{"answer": {"x": 1}}'], 0) == {"x": 1}

    @pytest.mark.parametrize(
        "line", [b"", b"{", b"[]", b'"x"', b'{"answer": 3}', b'{"error": "x"}', b'{"pages": 1}']
    )
    def test_anything_else_is_unreadable(self, line: bytes) -> None:
        with pytest.raises(errors.DocumentUnreadable):
            _understood([line], 0)

    def test_an_answer_from_a_child_that_crashed_is_not_taken(self) -> None:
        with pytest.raises(errors.DocumentUnreadable):
            _understood([b'{"answer": {}}'], -11)

    @pytest.mark.parametrize("signal_number", [9, 24, 25])
    def test_a_child_that_was_stopped_for_its_cost_was_too_costly(self, signal_number: int) -> None:
        with pytest.raises(errors.DocumentTooCostly):
            _understood([], -signal_number)

    def test_each_error_comes_back_as_itself(self) -> None:
        line = json.dumps(
            {"error": {"code": "document-signed", "sentence": "It is signed.", "next_step": "Ask."}}
        )

        with pytest.raises(errors.DocumentSigned, match="It is signed"):
            _understood([line.encode()], 0)

    def test_words_are_cut_short_and_cleaned(self) -> None:
        line = json.dumps({"error": {"code": "?", "sentence": "\x1b[31m" + "x" * 9999, "next_step": 5}})

        with pytest.raises(errors.DocumentUnreadable) as refused:
            _understood([line.encode()], 0)

        assert len(refused.value.sentence) == 300
        assert refused.value.sentence.isprintable()
        assert refused.value.next_step.endswith(".")

    @pytest.mark.parametrize(
        ("line", "pages"),
        [
            (b'{"pages": 7}\n', 7),
            (b'{"pages": 1e9}\n', 0),
            (b'{"pages": 999999}\n', 5000),
            (b"x\n", 0),
            (b"[]\n", 0),
        ],
    )
    def test_a_page_count_is_believed_only_so_far(self, line: bytes, pages: int) -> None:
        assert _pages_said(bytearray(line)) == pages


def test_a_bar_off_the_page_shows_nothing(source: Path) -> None:
    check = are_uniform(source, [(1, Box(9000, 9000, 9100, 9100))], [1])

    assert check.state == "clean"
