"""A name is gone from every place of every kind of picture, and what stands beside it stays."""

from pathlib import Path

import pytest

from redaction.formats import format_of, kind_of
from redaction.grounds import Ground
from redaction.kinds.document_kind import DocumentKind
from redaction.pictures import burn_picture
from redaction.pictures.eyes import words_of
from redaction.report import Told
from redaction.schedule import AS_IT_IS, Schedule, ScheduleEntry
from redaction.sight.frames import opened_frames
from redaction.sight.ocr import Tesseract
from redaction.verify.burned import Burned
from redaction.verify.picture_files import inspect
from redaction.verify.verdict import CheckState, Verdict
from redaction.wording.needles import Needles
from redaction.wording.read_words import joined
from tests.redaction.pictures.painted import BESIDE_PIXELS, IN_PIXELS, KEPT, SECRET, clean, saved, told

SCHEDULE = Schedule((ScheduleEntry(SECRET, Ground.CHILD),))
OCR = Tesseract()


def burned(source: Path, target: Path) -> Burned:
    report = format_of(kind_of(source)).burn(source, target, SCHEDULE, AS_IT_IS, ocr=OCR, told=Told())
    return Burned.from_record(report.as_record())


def words_in(path: Path) -> str:
    with opened_frames(path, kind_of(path)) as frames:
        return "\n".join(joined(words_of(frame.image, OCR, is_thorough=True))[0] for frame in frames)


def checked(path: Path, told_by_burner: Burned | None, original: Path | None = None) -> Verdict:
    return inspect(path, [SECRET], original=original, burned=told_by_burner, ocr=OCR)[0]


@pytest.mark.slow
@pytest.mark.parametrize("place", IN_PIXELS)
class TestPixels:
    """What OCR reads becomes a bar."""

    def test_the_name_is_gone_and_the_rest_stays(self, place: str, tmp_path: Path) -> None:
        source, target = tmp_path / "in", tmp_path / "out"
        source.write_bytes(IN_PIXELS[place]())

        done = burned(source, target)

        assert done.removals
        read = words_in(target)
        assert SECRET not in read
        assert all(word in read for word in KEPT.split())
        assert checked(target, done, source).is_clean

    def test_a_copy_that_still_shows_it_is_refused(self, place: str, tmp_path: Path) -> None:
        """Written anew by the burner with nothing to look for: only its pixels tell."""
        source, target = tmp_path / "in", tmp_path / "out"
        source.write_bytes(IN_PIXELS[place]())
        format_of(kind_of(source)).burn(source, target, Schedule(()), AS_IT_IS, ocr=None, told=Told())

        verdict = checked(target, Burned((), ()))

        (found,) = (check for check in verdict.checks if check.state is CheckState.FOUND)
        assert found.name == "OCR of every picture"
        assert found.sightings


@pytest.mark.parametrize("place", BESIDE_PIXELS)
class TestBesidePixels:
    """Only pixels are written anew."""

    def test_it_does_not_travel(self, place: str, tmp_path: Path) -> None:
        source, target = tmp_path / "in", tmp_path / "out"
        source.write_bytes(BESIDE_PIXELS[place]())

        report = format_of(kind_of(source)).burn(
            source, target, Schedule(()), AS_IT_IS, ocr=None, told=Told()
        )

        held = target.read_bytes()
        assert SECRET.encode() not in held
        assert SECRET.encode("utf-16-le") not in held
        with opened_frames(target, report.kind) as frames:
            assert report.pages == frames.count == 1
            # No pixel of what was under nothing, or behind the first picture.
            below = frames.frame(1).image.convert("L").crop((0, 160, 900, 400))
            assert min(below.tobytes()) > 200

    def test_a_copy_that_holds_it_there_alone_is_refused(self, place: str, tmp_path: Path) -> None:
        target = tmp_path / "out"
        target.write_bytes(BESIDE_PIXELS[place]())

        assert not checked(target, Burned((), ())).is_clean


class TestReport:
    """What the burner says it did."""

    def test_each_frame_is_a_page(self, tmp_path: Path) -> None:
        (tmp_path / "in").write_bytes(IN_PIXELS["gif second frame"]())

        report = format_of(DocumentKind.GIF).burn(
            tmp_path / "in", tmp_path / "out", SCHEDULE, AS_IT_IS, ocr=OCR, told=Told()
        )

        assert (report.pages, report.kind) == (2, DocumentKind.TIFF)
        assert [removal.page_number for removal in report.removals] == [2]
        assert report.part_names == ("Picture 1", "Picture 2")
        assert report.ocr_pages == (1, 2)
        assert 0 < report.share_removed[1] < 0.2

    @pytest.mark.parametrize(
        ("place", "kind"),
        [
            ("jpeg print", DocumentKind.JPEG),
            ("png print", DocumentKind.PNG),
            ("tiff print", DocumentKind.TIFF),
            ("gif print", DocumentKind.PNG),
            ("bmp print", DocumentKind.PNG),
            ("webp print", DocumentKind.JPEG),
            ("webp exact", DocumentKind.PNG),
            ("heic print", DocumentKind.JPEG),
        ],
    )
    def test_the_copy_is_of_a_kind_that_everybody_opens(
        self, place: str, kind: DocumentKind, tmp_path: Path
    ) -> None:
        (tmp_path / "in").write_bytes(IN_PIXELS[place]())
        source = tmp_path / "in"

        report = format_of(kind_of(source)).burn(
            source, tmp_path / "out", Schedule(()), AS_IT_IS, ocr=None, told=Told()
        )

        assert report.kind is kind is kind_of(tmp_path / "out")

    def test_a_second_picture_behind_a_photograph_is_left_out_and_counted(self, tmp_path: Path) -> None:
        clean().save(tmp_path / "in", "MPO", save_all=True, append_images=[told()])

        report = format_of(DocumentKind.JPEG).burn(
            tmp_path / "in", tmp_path / "out", SCHEDULE, AS_IT_IS, ocr=OCR, told=Told()
        )

        assert report.left_out == ("1 further picture stored behind the first",)
        assert report.pages == 1

    def test_a_place_that_the_check_saw_is_burned_too(self, tmp_path: Path) -> None:
        from redaction.page import Box  # noqa: PLC0415
        from redaction.report import Removal  # noqa: PLC0415

        (tmp_path / "in").write_bytes(saved(clean(), "PNG"))
        place = Removal(1, 0, Box(600.0, 200.0, 700.0, 230.0))

        report = format_of(DocumentKind.PNG).burn(
            tmp_path / "in", tmp_path / "out", SCHEDULE, AS_IT_IS, ocr=OCR, told=Told(places=(place,))
        )

        assert len(report.removals) == 1
        with opened_frames(tmp_path / "out", DocumentKind.PNG) as frames:
            scale = 1 / frames.frame(1).points_per_pixel
            assert frames.frame(1).image.getpixel((round(650 * scale), round(215 * scale))) == (0, 0, 0)


class TestPictureInADocument:
    """`burn_picture` is for pictures that stand inside other documents."""

    def test_it_gives_the_bars_in_pixels(self) -> None:
        done = burn_picture(saved(told(), "PNG"), Needles([SECRET]), OCR)

        (removal,) = done.removals
        assert removal.box.right - removal.box.left > 100
        assert done.kind is DocumentKind.PNG

    def test_of_an_animation_the_first_frame_is_kept(self) -> None:
        done = burn_picture(IN_PIXELS["gif second frame"](), Needles([SECRET]), OCR)

        assert (done.kind, done.frames, done.removals) == (DocumentKind.PNG, 1, ())
