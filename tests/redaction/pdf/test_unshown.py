"""What many small pictures of a page hold and it does not show is read in few runs, and found."""

from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name, Stream

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.schedule import Schedule, ScheduleEntry
from tests.redaction.pdf.test_small_pictures import Counting, label

COUNT = 24
HIDING = (3, 17)


def a_page_of_icons(path: Path) -> None:
    """Each picture shows its left edge alone; two hold a name behind it."""
    with pikepdf.new() as pdf:
        page, pictures, drawn = pdf.add_blank_page(page_size=(595, 842)).obj, Dictionary(), []
        for number in range(COUNT):
            picture = label(f"Quillon {number}" if number in HIDING else f"of form {number}")
            stream = Stream(pdf, picture.tobytes())
            stream.Type, stream.Subtype = Name.XObject, Name.Image
            stream.Width, stream.Height = picture.size
            stream.ColorSpace, stream.BitsPerComponent = Name.DeviceGray, 8
            pictures[f"/P{number}"] = pdf.make_indirect(stream)
            x, y = 20 + 140 * (number % 4), 780 - 60 * (number // 4)
            drawn.append(f"q {x} {y} 4 30 re W n 112 0 0 30 {x} {y} cm /P{number} Do Q")
        page.Resources = Dictionary(XObject=pictures)
        page.Contents = pdf.make_stream("\n".join(drawn).encode())
        pdf.save(path)


def test_names_behind_what_small_pictures_show_go_and_ocr_is_started_a_few_times(tmp_path: Path) -> None:
    a_page_of_icons(tmp_path / "in.pdf")
    reader = Counting()

    report = burn(
        tmp_path / "in.pdf",
        tmp_path / "out.pdf",
        Schedule((ScheduleEntry("Quillon", Ground.CHILD),)),
        ocr=reader,
    )

    assert len(report.removals) == len(HIDING)
    assert reader.started < COUNT / 2
