"""Burn and verify are one act: a verified file, or no file and a sentence."""

import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import redaction
from redaction import (
    DocumentEmpty,
    DocumentError,
    DocumentLocked,
    DocumentNotSupported,
    DocumentRefused,
    DocumentSigned,
    DocumentTooCostly,
    DocumentUnreadable,
    Ground,
    Limits,
    Schedule,
    ScheduleEntry,
    VerdictState,
)
from tests.redaction import bad_documents as bad
from tests.redaction.hiding_places import HIDING_PLACES, PICTURED, SECRET, a_clean_pdf

SMALL = Limits(
    memory_bytes=1 << 30, ocr_memory_bytes=1 << 30, cpu_seconds=20, wall_seconds=90, wall_seconds_per_page=0
)


def some_schedule(*terms: str) -> Schedule:
    return Schedule(tuple(ScheduleEntry(term, Ground.THIRD_PARTY) for term in terms))


def written(folder: Path, held: bytes, name: str = "source.pdf") -> Path:
    path = folder / name
    path.write_bytes(held)
    return path


class TestApply:
    """What comes out was read back."""

    def test_a_name_in_the_text_is_gone_and_the_rest_is_there(self, tmp_path: Path) -> None:
        source = written(tmp_path, a_clean_pdf(HIDING_PLACES["visible text"]))

        redacted = redaction.apply(source, tmp_path / "out.pdf", some_schedule(SECRET))

        text = redaction.read_pages(tmp_path / "out.pdf").pages[0].text
        assert SECRET not in text
        assert "lighthouse keeper" in text
        assert redacted.verdict.is_clean
        assert [removal.page_number for removal in redacted.report.removals] == [1]

    def test_the_hash_and_size_are_those_of_the_file(self, tmp_path: Path) -> None:
        source = written(tmp_path, a_clean_pdf())

        redacted = redaction.apply(source, tmp_path / "out.pdf", some_schedule(SECRET))

        held = (tmp_path / "out.pdf").read_bytes()
        assert redacted.sha256 == hashlib.sha256(held).hexdigest()
        assert redacted.size_bytes == len(held)

    def test_the_original_is_not_touched(self, tmp_path: Path) -> None:
        held = a_clean_pdf(HIDING_PLACES["visible text"])
        source = written(tmp_path, held)

        redaction.apply(source, tmp_path / "out.pdf", some_schedule(SECRET))

        assert source.read_bytes() == held

    def test_nothing_is_left_beside_the_result(self, tmp_path: Path) -> None:
        source = written(tmp_path, a_clean_pdf())

        redaction.apply(source, tmp_path / "out.pdf", some_schedule(SECRET))

        assert sorted(path.name for path in tmp_path.iterdir()) == ["out.pdf", "source.pdf"]

    def test_nothing_to_redact_still_loses_what_is_hidden(self, tmp_path: Path) -> None:
        source = written(tmp_path, a_clean_pdf(HIDING_PLACES["the title"]))

        redaction.apply(source, tmp_path / "out.pdf", some_schedule())

        assert redaction.verify_file(tmp_path / "out.pdf", [SECRET]).is_clean

    @pytest.mark.slow
    @pytest.mark.parametrize("place", PICTURED)
    def test_a_name_is_gone_from(self, place: str, tmp_path: Path) -> None:
        source = written(tmp_path, a_clean_pdf(PICTURED[place]))

        assert redaction.apply(source, tmp_path / "out.pdf", some_schedule(SECRET)).verdict.is_clean


class TestVerifyFile:
    """Anyone may ask of any file whether a term is still in it."""

    def test_a_leak_is_found(self, tmp_path: Path) -> None:
        leaky = written(tmp_path, a_clean_pdf(HIDING_PLACES["XMP"]))

        assert redaction.verify_file(leaky, [SECRET]).state is VerdictState.FOUND

    def test_a_clean_file_is_clean(self, tmp_path: Path) -> None:
        assert redaction.verify_file(written(tmp_path, a_clean_pdf()), [SECRET]).is_clean

    def test_what_is_no_document_could_not_be_checked(self, tmp_path: Path) -> None:
        nothing = written(tmp_path, b"\0 a shopping list")

        assert redaction.verify_file(nothing, [SECRET]).state is VerdictState.UNAVAILABLE


class TestPictureOfAPage:
    """A reviewer sees what a reader sees."""

    def test_a_page_is_a_png(self, tmp_path: Path) -> None:
        picture = redaction.render_page(written(tmp_path, a_clean_pdf()), 1)

        assert picture.startswith(b"\x89PNG")

    def test_a_page_that_is_not_there_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(DocumentUnreadable, match="no page 2"):
            redaction.render_page(written(tmp_path, a_clean_pdf()), 2)

    def test_a_huge_page_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(DocumentTooCostly):
            redaction.render_page(written(tmp_path, bad.a_huge_page()), 1)

    def test_a_locked_document_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(DocumentLocked):
            redaction.render_page(written(tmp_path, bad.a_locked_document()), 1)

    def test_pages_are_counted(self, tmp_path: Path) -> None:
        assert redaction.pages_of(written(tmp_path, a_clean_pdf())) == 1


BAD: dict[str, tuple[Callable[[], bytes], type[DocumentError]]] = {
    "an empty file": (lambda: b"", DocumentEmpty),
    "a recording": (lambda: b"ID3" + bytes(60), DocumentNotSupported),
    "a header alone": (lambda: b"%PDF-1.7\n", DocumentUnreadable),
    "half a document": (lambda: a_clean_pdf()[:90], DocumentRefused),
    "a locked document": (bad.a_locked_document, DocumentLocked),
    "a signed document": (bad.a_signed_document, DocumentSigned),
    "a million pages": (bad.a_million_pages, DocumentRefused),
    "a loop of tables": (bad.a_loop_of_tables, DocumentRefused),
    "pages in a circle": (bad.pages_in_a_circle, DocumentRefused),
    "a huge page": (bad.a_huge_page, DocumentRefused),
}


class TestBadDocuments:
    """Each is one clear sentence; nothing is written and nothing breaks."""

    @pytest.mark.parametrize("kind", BAD)
    def test_is_refused(self, kind: str, tmp_path: Path) -> None:
        make, refusal = BAD[kind]
        source = written(tmp_path, make())

        with pytest.raises(refusal) as refused:
            redaction.apply(source, tmp_path / "out.pdf", some_schedule(SECRET), limits=SMALL)

        assert refused.value.sentence.endswith(".")
        assert refused.value.next_step.endswith(".")
        assert [path.name for path in tmp_path.iterdir()] == ["source.pdf"]

    @pytest.mark.slow
    @pytest.mark.parametrize("make", [bad.a_flate_bomb, bad.deep_nesting])
    def test_a_bomb_ends_in_a_sentence_or_a_clean_file(
        self, make: Callable[[], bytes], tmp_path: Path
    ) -> None:
        source = written(tmp_path, make())

        try:
            redacted = redaction.apply(source, tmp_path / "out.pdf", some_schedule(SECRET), limits=SMALL)
        except DocumentError as refused:
            assert refused.sentence.endswith(".")
            assert not (tmp_path / "out.pdf").exists()
        else:
            assert redacted.verdict.is_clean

    def test_a_result_that_is_there_already_survives_a_refusal(self, tmp_path: Path) -> None:
        (tmp_path / "out.pdf").write_bytes(b"the earlier result")

        with pytest.raises(DocumentError):
            redaction.apply(
                written(tmp_path, b"%PDF-1.7 broken"), tmp_path / "out.pdf", some_schedule(SECRET)
            )

        assert (tmp_path / "out.pdf").read_bytes() == b"the earlier result"


class TestLimits:
    """One document may not take the machine."""

    def test_time_that_runs_out_is_too_costly(self, tmp_path: Path) -> None:
        late = Limits(wall_seconds=0.001, wall_seconds_per_page=0)

        with pytest.raises(DocumentTooCostly, match="too long"):
            redaction.read_pages(written(tmp_path, a_clean_pdf()), limits=late)

    def test_memory_that_runs_out_is_refused(self, tmp_path: Path) -> None:
        tight = Limits(memory_bytes=60 << 20, ocr_memory_bytes=60 << 20)

        with pytest.raises(DocumentRefused):
            redaction.render_page(written(tmp_path, a_clean_pdf()), 1, dpi=400, limits=tight)

    def test_an_answer_that_is_too_long_is_too_costly(self, tmp_path: Path) -> None:
        with pytest.raises(DocumentTooCostly, match="more text"):
            redaction.render_page(written(tmp_path, a_clean_pdf()), 1, limits=Limits(answer_bytes=500))

    def test_output_that_is_too_long_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(DocumentRefused):
            redaction.apply(
                written(tmp_path, a_clean_pdf()),
                tmp_path / "out.pdf",
                some_schedule(),
                limits=Limits(output_bytes=64),
            )

        assert not (tmp_path / "out.pdf").exists()

    def test_a_long_document_gets_longer(self) -> None:
        assert Limits().wall_seconds_for(200) > Limits().wall_seconds_for(1)
        assert Limits().wall_seconds_for(10**9) == Limits().longest_wall_seconds

    def test_no_secret_of_the_parent_reaches_a_child(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from redaction.children.starting import _environment  # noqa: PLC0415

        monkeypatch.setenv("EXCHANGE_PASSPHRASE", "open sesame")

        assert "EXCHANGE_PASSPHRASE" not in _environment()


class TestFrontDoor:
    """The room opens quickly and under its own names."""

    def test_importing_the_room_loads_no_heavy_library(self) -> None:
        asked = "import redaction, sys; print({'pikepdf', 'spacy', 'PIL', 'pypdfium2'} & set(sys.modules))"

        done = subprocess.run(
            [sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=Path.cwd()
        )

        assert done.stdout.strip() == "set()"

    @pytest.mark.parametrize("name", redaction.__all__)
    def test_every_name_on_the_door_opens(self, name: str) -> None:
        assert getattr(redaction, name) is not None

    def test_a_name_that_is_not_on_the_door_does_not(self) -> None:
        with pytest.raises(AttributeError):
            _ = redaction.unburn
