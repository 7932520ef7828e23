"""Papers on which a person draws an area: a name, a picture, a signature, a rule or a form lies in it."""

import io
from collections.abc import Sequence
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageDraw

from redaction import Box, Gap, Ground, Schedule, ScheduleArea, ScheduleEntry

HEIGHT = 792
# In page units, as the operators below place things in it: left, bottom, right, top.
DRAWN = (140.0, 640.0, 320.0, 700.0)
AREA = Box(DRAWN[0], HEIGHT - DRAWN[3], DRAWN[2], HEIGHT - DRAWN[1])
SIGNATURE = "q 2 w 150 660 m 170 690 200 640 220 670 c 240 690 260 650 300 665 c S Q"


def paper(
    path: Path, drawing: str, *, forms: Sequence[str] = (), picture: bool = False, rotation: int = 0
) -> Path:
    """One page that draws this; `/Fm0` and on are forms, `/Im0` a picture with a word in its middle."""
    with pikepdf.new() as pdf:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        fonts = Dictionary(F1=pdf.make_indirect(font))
        drawn = Dictionary()
        for number, each in enumerate(forms):
            form = Stream(pdf, each.encode())
            form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 612, HEIGHT])
            form.Resources = Dictionary(Font=fonts)
            drawn[f"/Fm{number}"] = pdf.make_indirect(form)
        if picture:
            drawn.Im0 = pdf.make_indirect(_picture(pdf))
        page = Dictionary(
            Type=Name.Page, MediaBox=Array([0, 0, 612, HEIGHT]), Contents=Stream(pdf, drawing.encode("latin-1")),
            Resources=Dictionary(Font=fonts, XObject=drawn),
        )  # fmt: skip
        if rotation:
            page.Rotate = rotation
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
        pdf.save(path)
    return path


def _picture(pdf: pikepdf.Pdf) -> Stream:
    drawn = Image.new("L", (600, 400), 255)
    pen = ImageDraw.Draw(drawn)
    pen.text((200, 180), "PEMBERTON", fill=0, font_size=40)
    pen.text((20, 20), "Kept on the map", fill=0, font_size=40)
    held = io.BytesIO()
    drawn.save(held, "PNG")
    image = Stream(pdf, drawn.tobytes())
    image.Type, image.Subtype, image.Width, image.Height = Name.XObject, Name.Image, 600, 400
    image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
    return image


def text(x: float, y: float, words: str) -> str:
    """Operators that show these words there, in twelve points."""
    return f"BT /F1 12 Tf {x} {y} Td ({words}) Tj ET"


def schedule(*terms: str, box: Box = AREA, label: str = "", gap: Gap = Gap.FIXED) -> Schedule:
    """One area of the first page, and these terms."""
    entries = tuple(ScheduleEntry(term, Ground.THIRD_PARTY) for term in terms)
    return Schedule(entries, gap, areas=(ScheduleArea(1, box, Ground.CHILD, label),))
