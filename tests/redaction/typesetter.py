"""Sets documents about one person as word processors do: real fonts, real line breaks, many layouts.

Every person is made up.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Stream

ROSTER = (
    "Ann Lee", "Jo Ash", "Tom Hill", "Amy Wyatt", "Ian Mills", "Ella Finch", "Lily Fitton", "Jack Sumner",
    "Owen Bramley", "Sofia Mackay", "Daniel Harrow", "Mia Wentworth", "Megan Llewellyn", "William Marsham",
    "Gwendolen Moore", "Mary Anne Jarvis", "Bartholomew Quill", "Maximilian Woodward", "Alexandra Cholmondeley",
    "Constance Featherstone",
)  # fmt: skip
STORY = (
    "The school told the duty team on Monday that {name} had not come back after the half term break and that "
    "nobody at home was answering the telephone. A social worker called on the same day with an officer, and "
    "they spoke to {name} in the kitchen while the others were kept in the front room.",
    "It was agreed that {name} would stay with an aunt until the meeting. The aunt said she had seen marks "
    "before, and had written to the school about {name}, but that nothing had come of it by the summer. She has "
    "kept a copy of that letter, and of the answer, which is two lines long and promises a call.",
    "At the meeting on the ninth it was noted that {name}, and nobody else, had asked for the visits to stop.",
)
FONTS = ("LiberationSans-Regular", "LiberationSerif-Regular", "LiberationMono-Regular")
_FOLDERS = Path("/usr/share/fonts")
SIZE, LEADING, MARGIN, WIDTH = 11.0, 14.0, 72.0, 451.0


def font_file(name: str) -> Path:
    """Give a font of this machine; the service sets its own papers in the same."""
    return sorted(_FOLDERS.rglob(f"{name}.ttf"))[0]


@dataclass
class Face:
    """One embedded font with its widths."""

    name: str
    widths: dict[str, float] = field(default_factory=dict)
    program: bytes = b""

    def __post_init__(self) -> None:
        path = font_file(self.name)
        self.program = path.read_bytes()
        with TTFont(path, lazy=True) as font:
            cmap, advances, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
            self.widths = {chr(code): advances[cmap[code]][0] / em for code in range(32, 127) if code in cmap}

    def length(self, text: str) -> float:
        return sum(self.widths[letter] for letter in text) * SIZE

    def embedded(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        program = Stream(pdf, self.program)
        program.Length1 = len(self.program)
        descriptor = Dictionary(
            Type=Name.FontDescriptor, FontName=Name(f"/{self.name}"), Flags=32,
            FontBBox=Array([-200, -300, 1200, 1000]),
            ItalicAngle=0, Ascent=900, Descent=-210, CapHeight=700, StemV=80, FontFile2=pdf.make_indirect(program),
        )  # fmt: skip
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name(f"/{self.name}"), FirstChar=32, LastChar=126,
                Widths=Array([round(self.widths[chr(code)] * 1000) for code in range(32, 127)]),
                Encoding=Name.WinAnsiEncoding, FontDescriptor=pdf.make_indirect(descriptor),
            )
        )  # fmt: skip


@dataclass
class Sheet:
    """One page being set in one face; `ops` are its drawing operators."""

    face: Face
    ops: list[str] = field(default_factory=list)
    y: float = 760.0

    def broken(self, text: str, width: float) -> list[list[str]]:
        """Break a paragraph as word processors do: as many words to a line as fit."""
        lines: list[list[str]] = [[]]
        for word in text.split():
            if lines[-1] and self.face.length(" ".join([*lines[-1], word])) > width:
                lines.append([])
            lines[-1].append(word)
        return lines

    def show(self, x: float, y: float, text: str) -> None:
        self.ops.append(f"BT /F1 {SIZE} Tf {x:.3f} {y:.3f} Td ({_escaped(text)}) Tj ET")

    def show_spread(self, x: float, y: float, words: list[str], width: float) -> None:
        """One string, spread by word space, as most programs fill a line."""
        text = " ".join(words)
        space = (width - self.face.length(text)) / max(len(words) - 1, 1)
        self.ops.append(f"BT /F1 {SIZE} Tf {space:.4f} Tw {x:.3f} {y:.3f} Td ({_escaped(text)}) Tj 0 Tw ET")

    def show_words(self, x: float, y: float, words: list[str], width: float | None) -> None:
        """Each word by itself, moved to from the last, as browsers and typesetters do."""
        space = self.face.length(" ")
        if width is not None:
            space += (width - self.face.length(" ".join(words))) / max(len(words) - 1, 1)
        parts, step = [f"BT /F1 {SIZE} Tf {x:.3f} {y:.3f} Td"], 0.0
        for word in words:
            parts.append(f"{step:.4f} 0 Td ({_escaped(word)}) Tj")
            step = self.face.length(word) + space
        self.ops.append(" ".join([*parts, "ET"]))

    def show_kerned(self, x: float, y: float, words: list[str], width: float) -> None:
        """One array with the spaces as kerns."""
        space = self.face.length(" ") + (width - self.face.length(" ".join(words))) / max(len(words) - 1, 1)
        kern = -space / SIZE * 1000
        shown = f" {kern:.2f} ".join(f"({_escaped(word)})" for word in words)
        self.ops.append(f"BT /F1 {SIZE} Tf 1 0 0 1 {x:.3f} {y:.3f} Tm [{shown}] TJ ET")

    def show_in_matrices(self, x: float, y: float, words: list[str]) -> None:
        """Each word in a matrix of its own."""
        for word in words:
            self.ops.append(
                f"q 1 0 0 1 {x:.3f} {y:.3f} cm BT {SIZE} 0 0 {SIZE} 0 0 Tm /F1 1 Tf ({_escaped(word)}) Tj ET Q"
            )
            x += self.face.length(word + " ")

    def rule(self, x: float, y: float, length: float, *, thick: float = 0.6) -> None:
        self.ops.append(f"{x:.3f} {y:.3f} {length:.3f} {thick} re f")

    def written(self, path: Path) -> None:
        pdf = pikepdf.Pdf.new()
        page = Dictionary(
            Type=Name.Page, MediaBox=Array([0, 0, 595, 842]),
            Contents=pdf.make_indirect(Stream(pdf, "\n".join(self.ops).encode("latin-1"))),
            Resources=Dictionary(Font=Dictionary(F1=self.face.embedded(pdf))),
        )  # fmt: skip
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
        pdf.save(path)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _paragraphs(
    sheet: Sheet, name: str, draw: Callable[[list[str], float, float], None], *, x: float, width: float
) -> None:
    for story in STORY:
        lines = sheet.broken(story.format(name=name), width)
        for number, words in enumerate(lines):
            draw(words, sheet.y, width if number + 1 < len(lines) else 0.0)
            sheet.y -= LEADING
        sheet.y -= LEADING


def ragged(sheet: Sheet, name: str) -> None:
    _paragraphs(
        sheet, name, lambda words, y, _: sheet.show(MARGIN, y, " ".join(words)), x=MARGIN, width=WIDTH
    )


def ragged_words(sheet: Sheet, name: str) -> None:
    _paragraphs(
        sheet, name, lambda words, y, _: sheet.show_words(MARGIN, y, words, None), x=MARGIN, width=WIDTH
    )


def in_matrices(sheet: Sheet, name: str) -> None:
    _paragraphs(
        sheet, name, lambda words, y, _: sheet.show_in_matrices(MARGIN, y, words), x=MARGIN, width=WIDTH
    )


def justified(sheet: Sheet, name: str) -> None:
    def draw(words: list[str], y: float, width: float) -> None:
        if width:
            sheet.show_spread(MARGIN, y, words, width)
        else:
            sheet.show(MARGIN, y, " ".join(words))

    _paragraphs(sheet, name, draw, x=MARGIN, width=WIDTH)


def justified_words(sheet: Sheet, name: str) -> None:
    _paragraphs(
        sheet,
        name,
        lambda words, y, width: sheet.show_words(MARGIN, y, words, width or None),
        x=MARGIN,
        width=WIDTH,
    )


def justified_kerns(sheet: Sheet, name: str) -> None:
    def draw(words: list[str], y: float, width: float) -> None:
        if width:
            sheet.show_kerned(MARGIN, y, words, width)
        else:
            sheet.show(MARGIN, y, " ".join(words))

    _paragraphs(sheet, name, draw, x=MARGIN, width=WIDTH)


def right_aligned(sheet: Sheet, name: str) -> None:
    def draw(words: list[str], y: float, _: float) -> None:
        text = " ".join(words)
        sheet.show(MARGIN + WIDTH - sheet.face.length(text), y, text)

    _paragraphs(sheet, name, draw, x=MARGIN, width=WIDTH)


def centred(sheet: Sheet, name: str) -> None:
    def draw(words: list[str], y: float, _: float) -> None:
        text = " ".join(words)
        sheet.show(MARGIN + (WIDTH - sheet.face.length(text)) / 2, y, text)

    _paragraphs(sheet, name, draw, x=MARGIN, width=WIDTH)


def two_columns(sheet: Sheet, name: str) -> None:
    for x in (MARGIN, MARGIN + 240):
        sheet.y = 760.0
        _paragraphs(
            sheet, name, lambda words, y, _, x=x: sheet.show(x, y, " ".join(words)), x=x, width=211.0  # type: ignore[misc]
        )  # fmt: skip


def table(sheet: Sheet, name: str) -> None:
    """Cells set to the left, to the right and in the middle, with rules round them."""
    rows = (
        ("Child", name, "Seen alone"),
        ("Mother", "Not named here", name),
        (name, "St Bride", "No reply"),
        ("Referred by", name, "Monday"),
    )
    for number, row in enumerate(rows):
        y = 700 - 20 * number
        sheet.rule(MARGIN, y - 6, WIDTH)
        for column, text in enumerate(row):
            left, room, wide = MARGIN + 4 + column * 150, 146.0, sheet.face.length(text)
            start = (left, left + room - wide, left + (room - wide) / 2)[column]
            sheet.show(start, y, text)


def marked_up(sheet: Sheet, name: str) -> None:
    """Names underlined, struck through and highlighted, and a line of dots up to a page number."""
    for number, before in enumerate(("Concerns about", "Statement of", "Visit to", "Letter from")):
        y = 740 - 40.0 * number
        start, wide = MARGIN + sheet.face.length(f"{before} "), sheet.face.length(name)
        if number == 2:
            sheet.ops.append("1 1 0 rg")
            sheet.rule(start - 1, y - 3, wide + 2, thick=14)
            sheet.ops.append("0 g")
        sheet.show(MARGIN, y, f"{before} {name} on the day")
        if number < 2:
            sheet.rule(start, y + (-2 if number == 0 else 4), wide)
    for number in range(3):
        y, head = 560 - 20.0 * number, f"Account of {name} " if number == 1 else "Chronology "
        dots = int((WIDTH - sheet.face.length(head) - 30) / sheet.face.length("."))
        sheet.show(MARGIN, y, head + "." * dots)
        sheet.show(MARGIN + WIDTH - sheet.face.length(f"{number + 4}"), y, f"{number + 4}")


def lone_lines(sheet: Sheet, name: str) -> None:
    """Lines that stand alone: a heading in the middle, an address to the right, a label with a value."""
    wide = sheet.face.length(f"Report on {name}")
    sheet.show((595 - wide) / 2, 780, f"Report on {name}")
    sheet.show(523 - sheet.face.length(name), 740, name)
    sheet.show(MARGIN, 700, f"Name: {name} (known to services)")
    sheet.show(MARGIN + sheet.face.length(f"Name: {name} (known to services)    "), 700, "Born in spring")
    sheet.show(MARGIN, 660, f"{name} and {name} again")


LAYOUTS: tuple[Callable[[Sheet, str], None], ...] = (
    ragged, ragged_words, in_matrices, justified, justified_words, justified_kerns, right_aligned, centred,
    two_columns, table, marked_up, lone_lines,
)  # fmt: skip
