"""What was taken out of a PDF is gone, and the rest is still there."""

from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.schedule import Gap, Schedule, ScheduleEntry
from tests.redaction.planting import Torture, show
from tests.redaction.reading_back import by_pdfium, by_pdfminer, by_poppler, everything_in, letters, spellings
from tests.redaction.torture import build


def schedule_of(*terms: str, gap: Gap = Gap.FIXED) -> Schedule:
    return Schedule(tuple(ScheduleEntry(term, Ground.CHILD) for term in terms), gap)


def written(made: Torture, folder: Path) -> Path:
    path = folder / "source.pdf"
    made.pdf.save(path)
    return path


class TestTorture:
    """One document, a word in every hiding place."""

    @pytest.mark.parametrize("gap", list(Gap))
    def test_every_planted_word_is_gone_and_every_other_word_stays(self, tmp_path: Path, gap: Gap) -> None:
        source, target = tmp_path / "torture.pdf", tmp_path / "out.pdf"
        made = build(source)

        report = burn(source, target, schedule_of(*made.secrets.values(), gap=gap), ocr=None)

        raw = everything_in(target)
        texts = [letters(read(target)) for read in (by_pdfium, by_poppler, by_pdfminer)]
        left = {
            place
            for place, word in made.secrets.items()
            if any(word.lower() in text for text in texts) or any(form in raw for form in spellings(word))
        }
        lost = {word for word in made.controls if not all(word.lower() in text for text in texts)}
        assert left == set()
        assert lost == set()
        assert report.rasterised_pages == ()

    def test_hidden_things_do_not_travel_even_when_nothing_is_scheduled(self, tmp_path: Path) -> None:
        source, target = tmp_path / "torture.pdf", tmp_path / "out.pdf"
        made = build(source)

        burn(source, target, schedule_of(), ocr=None)

        raw = everything_in(target)
        places = (
            "info title", "xmp", "outline", "script", "attachment", "tag alt", "trailer key", "orphan", "popup",
            "hidden layer", "layer name", "content comment", "stray operand", "undrawn form", "camera note",
            "after the picture", "alt text", "field default", "link address", "page label", "id",
        )  # fmt: skip
        assert [
            place for place in places if any(form in raw for form in spellings(made.secrets[place]))
        ] == []

    def test_the_new_file_has_a_bare_catalogue_and_one_revision(self, tmp_path: Path) -> None:
        source, target = tmp_path / "torture.pdf", tmp_path / "out.pdf"
        build(source)

        burn(source, target, schedule_of(), ocr=None)

        with pikepdf.open(target) as pdf:
            assert set(pdf.Root.keys()) == {"/Type", "/Pages", "/ViewerPreferences"}
            assert dict(pdf.docinfo.items()) == {"/Title": "Redacted copy"}
            assert "/Prev" not in pdf.trailer
            kept = set().union(*(page.obj.keys() for page in pdf.pages))
        assert kept <= {"/Type", "/Parent", "/MediaBox", "/Contents", "/Resources", "/Rotate", "/Group"}


class TestWholeWords:
    """A term goes where it stands as whole words, and nowhere else."""

    @pytest.mark.parametrize("text", ["Ann Annual", "annual Ann", "Joann Ann, annex"])
    def test_a_name_inside_a_longer_word_stays(self, tmp_path: Path, text: str) -> None:
        made = Torture()
        made.page(show(text))

        burn(written(made, tmp_path), tmp_path / "out.pdf", schedule_of("Ann"), ocr=None)

        words = by_pdfium(tmp_path / "out.pdf").replace(",", " ").split()
        assert "Ann" not in words
        assert {word for word in text.replace(",", " ").split() if word != "Ann"} <= set(words)

    def test_a_name_over_a_page_of_shared_letterhead_goes_from_both_pages(self, tmp_path: Path) -> None:
        made = Torture()
        inside = made.form(show("letterhead Quillon kept", y=750).encode())
        for _ in range(2):
            made.page("/Fm Do", XObject=pikepdf.Dictionary(Fm=inside))

        report = burn(written(made, tmp_path), tmp_path / "out.pdf", schedule_of("Quillon"), ocr=None)

        assert [removal.page_number for removal in report.removals] == [1, 2]
        assert by_poppler(tmp_path / "out.pdf").count("letterhead") == 2
        assert "Quillon" not in by_poppler(tmp_path / "out.pdf")


class TestGap:
    """The hole does not tell what stood in it."""

    def places(self, folder: Path, name: str, gap: Gap) -> tuple[float, float]:
        made = Torture()
        made.page(show(f"Seen by {name} today"))
        target = folder / "out.pdf"
        report = burn(written(made, folder), target, schedule_of(name, gap=gap), ocr=None)
        box = report.removals[0].box
        return round(box.left, 2), round(box.right, 2)

    def test_a_fixed_hole_is_as_wide_for_a_short_name_as_for_a_long_one(self, tmp_path: Path) -> None:
        short = self.places(tmp_path, "Ivo", Gap.FIXED)
        long = self.places(tmp_path, "Bartholomew Quenneville", Gap.FIXED)

        assert short == long

    def test_an_exact_hole_keeps_the_layout(self, tmp_path: Path) -> None:
        short = self.places(tmp_path, "Ivo", Gap.EXACT)
        long = self.places(tmp_path, "Bartholomew Quenneville", Gap.EXACT)

        assert long[1] - long[0] > short[1] - short[0]

    def test_words_placed_one_by_one_close_up_alike(self, tmp_path: Path) -> None:
        ends = set()
        for name, width in (("Ivo", 16.0), ("Bartholomew", 70.0)):
            made = Torture()
            words = show("Seen") + show(name, x=104) + show("today", x=int(104 + width + 5))
            made.page(words)
            target = tmp_path / "out.pdf"
            burn(written(made, tmp_path), target, schedule_of(name), ocr=None)
            ends.add(_left_of(target, "today"))

        assert max(ends) - min(ends) < 1.5


def _left_of(path: Path, word: str) -> float:
    document = pypdfium2.PdfDocument(path)
    try:
        page = document[0].get_textpage()
        found = page.search(word).get_next()
        assert found is not None
        return float(page.get_charbox(found[0])[0])
    finally:
        document.close()
