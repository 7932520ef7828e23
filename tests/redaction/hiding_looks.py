"""Small PDFs that say the name in letters that only look like its own, or draw it point by point."""

import pikepdf
from pikepdf import Array, Dictionary, Name, Object
from PIL import Image

from tests.redaction.hiding_more import with_font
from tests.redaction.hiding_places import PLAIN, SECRET, Hide, a_picture_of


def _shaded(pdf: pikepdf.Pdf) -> None:
    """A function with a value for each point of the word's picture."""
    shown = a_picture_of(SECRET).resize((350, 60)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    values = pdf.make_stream(
        shown.tobytes(), FunctionType=0, Domain=Array([0, 350, 0, 60]), Range=Array([0, 1]),
        Size=Array([350, 60]), BitsPerSample=8,
    )  # fmt: skip
    shading = Dictionary(
        ShadingType=1, ColorSpace=Name.DeviceGray, Domain=Array([0, 350, 0, 60]), Function=values
    )
    page = pdf.pages[0].obj
    page.Resources.Shading = Dictionary(S1=pdf.make_indirect(shading))
    drawn = f"{PLAIN}\nq 1 0 0 1 72 500 cm 0 0 350 60 re W n /S1 sh Q"
    page.Contents = pdf.make_stream(drawn.encode())


def _symbols(pdf: pikepdf.Pdf, font: Object) -> str:
    """A map to the range where symbol fonts keep plain letters."""
    return _mapped_to(pdf, font, {letter: 0xF000 + ord(letter) for letter in SECRET})


def _alike(pdf: pikepdf.Pdf, font: Object) -> str:
    """A map to letters of another script that look the same."""
    return _mapped_to(pdf, font, {letter: ord(letter) for letter in SECRET} | {"a": 0x430, "o": 0x43E})


def _filled(pdf: pikepdf.Pdf, font: Object) -> str:
    """Between any two letters one that shows nothing."""
    shown = _mapped_to(pdf, font, {letter: ord(letter) for letter in SECRET} | {"-": 0x2800})
    return shown.replace(SECRET, "-".join(SECRET))


def _tagged_letters(pdf: pikepdf.Pdf, font: Object) -> str:
    """Invisible letters, one for each of ours."""
    return _mapped_to(pdf, font, {letter: 0xE0000 + ord(letter) for letter in SECRET})


def _mapped_to(pdf: pikepdf.Pdf, font: Object, codes: dict[str, int]) -> str:
    rows = "\n".join(
        f"<{ord(letter):02x}> <{chr(code).encode('utf-16-be').hex()}>" for letter, code in codes.items()
    )
    font.ToUnicode = pdf.make_stream(
        (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def\n"
            f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(codes)} beginbfchar\n{rows}\nendbfchar\n"
            "endcmap end end"
        ).encode()
    )
    return f"({SECRET}) Tj"


LOOKALIKES: dict[str, Hide] = {
    "letters of another script": with_font(_alike),
    "letters of a symbol font": with_font(_symbols),
    "letters with blank ones between": with_font(_filled),
    "invisible letters of tags": with_font(_tagged_letters),
    "a dot between the letters": with_font(lambda _pdf, _font: f"({'.'.join(SECRET)}) Tj"),
    "a line between the letters": with_font(lambda _pdf, _font: f"({'_'.join(SECRET)}) Tj"),
}
# Seen by an eye alone.
PAINTED: dict[str, Hide] = {"a shading": _shaded}
