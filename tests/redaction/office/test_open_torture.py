"""An OpenDocument text and a sheet with words in every hiding place: each is gone, and what should stay stays."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from redaction.formats.format import Format
from redaction.formats.ods import FORMAT as ODS
from redaction.formats.odt import FORMAT as ODT
from redaction.grounds import Ground
from redaction.report import BurnReport, Told
from redaction.schedule import AS_IT_IS, Schedule, ScheduleEntry
from redaction.sight.ocr import Tesseract
from redaction.verify.burned import Burned
from redaction.verify.packages.open_document import inspect
from redaction.verify.verdict import VerdictState
from tests.redaction.office.open_places import (
    SHEET_SEEN,
    SHEET_UNSEEN,
    TEXT_SEEN,
    TEXT_UNSEEN,
    Open,
    a_sheet,
    a_text,
)
from tests.redaction.office.packing import control_for, word_for
from tests.redaction.office.reading_back import all_bytes, bare_letters, text_of

OURS = Burned((), ())
IN_PICTURES = frozenset(
    {"picture", "thumbnail", "remark in a picture file", "part of a picture that is cut off"}
)


@dataclass(frozen=True)
class Kind:
    """One of the two kinds, and its torture document."""

    format: Format
    build: Callable[..., bytes]
    seen: tuple[str, ...]
    unseen: tuple[str, ...]


KINDS = {
    "text": Kind(ODT, a_text, tuple(TEXT_SEEN), tuple(TEXT_UNSEEN)),
    "sheet": Kind(ODS, a_sheet, tuple(SHEET_SEEN), tuple(SHEET_UNSEEN)),
}
EVERY = [(kind, place) for kind, each in KINDS.items() for place in (*each.seen, *each.unseen)]
UNSEEN = [(kind, place) for kind, each in KINDS.items() for place in each.unseen]
Burns = dict[str, tuple[Path, BurnReport]]


@pytest.fixture(scope="module")
def burned(tmp_path_factory: pytest.TempPathFactory) -> Burns:
    made: Burns = {}
    for name, kind in KINDS.items():
        folder = tmp_path_factory.mktemp(name)
        source, target = folder / "source", folder / "copy"
        source.write_bytes(kind.build())
        words = map(word_for, (*kind.seen, *kind.unseen))
        schedule = Schedule(tuple(ScheduleEntry(word, Ground.CHILD) for word in words))
        made[name] = (
            target,
            kind.format.burn(source, target, schedule, AS_IT_IS, ocr=Tesseract(), told=Told()),
        )
    return made


@pytest.fixture(scope="module")
def emptied(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same documents with nothing to take out."""
    made = {}
    for name, kind in KINDS.items():
        folder = tmp_path_factory.mktemp(name)
        (folder / "source").write_bytes(kind.build())
        made[name] = folder / "copy"
        kind.format.burn(folder / "source", made[name], Schedule(()), AS_IT_IS, ocr=None, told=Told())
    return made


class TestTorture:
    """Every hiding place."""

    @pytest.mark.parametrize(("kind", "place"), EVERY)
    def test_a_word_is_gone_from(self, kind: str, place: str, burned: Burns) -> None:
        word = word_for(place).lower()
        held = all_bytes(burned[kind][0]).lower()

        assert word not in bare_letters(burned[kind][0])
        assert word.encode() not in held
        assert word.encode("utf-16-le") not in held

    @pytest.mark.parametrize(("kind", "place"), EVERY)
    def test_what_stands_beside_it_stays(self, kind: str, place: str, burned: Burns) -> None:
        assert control_for(place) in text_of(burned[kind][0])

    @pytest.mark.parametrize(("kind", "place"), UNSEEN)
    def test_what_nobody_sees_is_not_copied_even_if_nobody_asks(
        self, kind: str, place: str, emptied: dict[str, Path]
    ) -> None:
        assert word_for(place).lower() not in bare_letters(emptied[kind])

    @pytest.mark.parametrize("kind", KINDS)
    def test_all_checks_are_made_and_find_nothing(self, kind: str, burned: Burns) -> None:
        words = map(word_for, (*KINDS[kind].seen, *KINDS[kind].unseen))

        verdict, _ = inspect(burned[kind][0], words, original=None, burned=OURS, ocr=Tesseract())

        assert verdict.is_clean, verdict.sentence

    @pytest.mark.parametrize("kind", KINDS)
    def test_each_seen_word_is_reported_once(self, kind: str, burned: Burns) -> None:
        places = (*KINDS[kind].seen, *KINDS[kind].unseen)
        told = [places[removal.entry] for removal in burned[kind][1].removals]

        assert sorted(told) == sorted(KINDS[kind].seen)


class TestReading:
    """A reviewer reads what the copy will say, and nothing else."""

    @pytest.mark.parametrize("kind", KINDS)
    def test_every_seen_word_is_read_and_no_other(self, kind: str, tmp_path: Path) -> None:
        each = KINDS[kind]
        (tmp_path / "source").write_bytes(each.build())

        pages = each.format.read(tmp_path / "source", AS_IT_IS, ocr=Tesseract()).pages

        whole = "".join(letter for page in pages for letter in page.text.lower() if letter.isalpha())
        parted = {"two cells of a column"}
        assert [
            place for place in each.seen if word_for(place).lower() not in whole and place not in parted
        ] == []
        assert [place for place in each.unseen if word_for(place).lower() in whole] == []
        assert each.format.check(tmp_path / "source", AS_IT_IS) == len(pages)


class TestNotBlind:
    """A file that leaks in one place alone is refused, by reading it and not only by its parts."""

    @pytest.mark.parametrize(("kind", "place"), [each for each in EVERY if each[1] not in IN_PICTURES])
    def test_a_leak_is_found_in(self, kind: str, place: str, tmp_path: Path) -> None:
        (tmp_path / "leaking").write_bytes(KINDS[kind].build([place]))

        verdict, _ = inspect(
            tmp_path / "leaking", [word_for(place)], original=None, burned=None, ocr=Tesseract()
        )

        assert verdict.state is VerdictState.FOUND

    @pytest.mark.slow
    @pytest.mark.parametrize(("kind", "place"), [each for each in EVERY if each[1] in IN_PICTURES])
    def test_a_leak_is_read_in(self, kind: str, place: str, tmp_path: Path) -> None:
        (tmp_path / "leaking").write_bytes(KINDS[kind].build([place]))

        verdict, _ = inspect(
            tmp_path / "leaking", [word_for(place)], original=None, burned=OURS, ocr=Tesseract()
        )

        assert any(check.name.startswith("pictures: ") for check in verdict.checks)
        assert verdict.state is VerdictState.FOUND

    @pytest.mark.parametrize("kind", KINDS)
    def test_a_clean_document_is_not_accused(self, kind: str, tmp_path: Path) -> None:
        (tmp_path / "plain").write_bytes(KINDS[kind].build([KINDS[kind].seen[0]]))

        verdict, _ = inspect(tmp_path / "plain", ["Nobody"], original=None, burned=None, ocr=Tesseract())

        assert verdict.is_clean

    def test_the_words_of_a_font_are_not_taken_for_a_leak(self, tmp_path: Path) -> None:
        made = Open()
        made.styles.append(
            '<style:style style:name="F" style:family="paragraph">'
            '<style:text-properties fo:font-family="Times New Roman"/></style:style>'
        )
        made.say("kept")
        (tmp_path / "plain").write_bytes(made.packed("text"))

        verdict, _ = inspect(tmp_path / "plain", ["Roman"], original=None, burned=None, ocr=Tesseract())

        assert verdict.is_clean
