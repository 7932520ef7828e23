"""What nobody asked to remove looks as it did: shared fonts keep their widths, negatives stay negatives."""

from pathlib import Path

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.schedule import Schedule, ScheduleEntry
from tests.redaction.hiding_places import a_clean_pdf


def rewritten(held: bytes, folder: Path, *terms: str) -> Path:
    (folder / "source.pdf").write_bytes(held)
    schedule = Schedule(tuple(ScheduleEntry(term, Ground.THIRD_PARTY) for term in terms))
    burn(folder / "source.pdf", folder / "target.pdf", schedule, ocr=None)
    return folder / "target.pdf"


class TestLooks:
    """A reader of the rest sees no difference."""

    def test_two_fonts_that_share_one_below_keep_the_widths_of_both(self, tmp_path: Path) -> None:
        def draw(pdf: pikepdf.Pdf) -> None:
            below = pdf.make_indirect(
                Dictionary(
                    Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.Helvetica, DW=1000,
                    CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
                    W=Array([65, Array([600, 610]), 97, Array([500, 510])]),
                )
            )  # fmt: skip
            for name in ("/F2", "/F3"):
                font = Dictionary(
                    Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Helvetica, Encoding=Name("/Identity-H"),
                    DescendantFonts=Array([below]),
                )  # fmt: skip
                pdf.pages[0].obj.Resources.Font[name] = pdf.make_indirect(font)
            shown = "BT /F2 12 Tf 72 700 Td <00410042> Tj /F3 12 Tf 0 -20 Td <00610062> Tj ET"
            pdf.pages[0].obj.Contents = pdf.make_stream(shown.encode())

        target = rewritten(a_clean_pdf(draw), tmp_path, "nobody")

        with pikepdf.open(target) as pdf:
            fonts = [font for _, font in pdf.pages[0].obj.Resources.Font.items()]
            kept = [{int(each) for each in list(font.DescendantFonts[0].W)[::2]} for font in fonts]
        assert kept == [{65, 66, 97, 98}] * 2

    def test_a_negative_is_still_shown_as_its_picture(self, tmp_path: Path) -> None:
        def draw(pdf: pikepdf.Pdf) -> None:
            page = pdf.pages[0].obj
            inverse = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1], C1=[0], N=1)
            page.Resources.ExtGState = Dictionary(G1=Dictionary(TR=inverse))
            page.Contents = pdf.make_stream(b"/G1 gs 0 g 100 100 300 300 re f")

        target = rewritten(a_clean_pdf(draw), tmp_path, "nobody")

        with pypdfium2.PdfDocument(tmp_path / "source.pdf") as before, pypdfium2.PdfDocument(target) as after:
            pictures = [document[0].render(scale=0.2).to_pil().tobytes() for document in (before, after)]
        assert pictures[0] == pictures[1]
