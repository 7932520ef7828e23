"""What colours are mixed by comes through whole."""

import zlib
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.schedule import Schedule, ScheduleEntry
from tests.redaction.planting import Torture

SAMPLES = bytes(range(0, 250, 10))


def test_a_table_of_colours_packed_without_its_end_gets_one(tmp_path: Path) -> None:
    made = Torture()
    packer = zlib.compressobj()
    table = made.stream(
        b"",
        FunctionType=0,
        Domain=Array([0, 1]),
        Range=Array([0, 1]),
        Size=Array([len(SAMPLES)]),
        BitsPerSample=8,
    )
    table.write(packer.compress(SAMPLES) + packer.flush(zlib.Z_SYNC_FLUSH), filter=Name.FlateDecode)
    page = made.page("BT /F1 12 Tf 50 700 Td (Dinah Marwood rang.) Tj ET /Sh sh")
    page.Resources.Shading = Dictionary(
        Sh=Dictionary(ShadingType=2, ColorSpace=Name.DeviceGray, Coords=Array([0, 0, 0, 400]), Function=table)
    )
    made.pdf.save(tmp_path / "in.pdf")

    burn(
        tmp_path / "in.pdf",
        tmp_path / "out.pdf",
        Schedule((ScheduleEntry("Marwood", Ground.CHILD),)),
        ocr=None,
    )

    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        assert pdf.pages[0].obj.Resources.Shading.Sh.Function.read_bytes() == SAMPLES
        assert pdf.check_pdf_syntax() == []
