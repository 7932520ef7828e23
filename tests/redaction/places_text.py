"""Hiding places in what a page draws as text."""

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.redaction.planting import Torture, show

# What a page draws as text.


def plain(made: Torture) -> None:
    made.page(show(f"Here is {made.secret('plain')} in a line"))


def kerned(made: Torture) -> None:
    word = made.secret("kerned")
    pieces = " ".join(f"({letter}) -30" for letter in word)
    made.page(f"BT /F1 12 Tf 1 0 0 1 72 700 Tm [(before) -300 {pieces} -300 (after)] TJ ET")


def split_shows(made: Torture) -> None:
    word = made.secret("split shows")
    made.page(f"BT /F1 12 Tf 1 0 0 1 72 700 Tm ({word[:4]}) Tj ({word[4:]}) Tj ( rest) Tj ET")


def letter_spaced(made: Torture) -> None:
    made.page(show(" ".join(made.secret("letter spaced"))))


def char_spacing(made: Torture) -> None:
    made.page(f"BT /F1 12 Tf 9 Tc 1 0 0 1 72 700 Tm ({made.secret('char spacing')}) Tj ET")


def hyphenated(made: Torture) -> None:
    word = made.secret("hyphenated")
    made.page(
        f"BT /F1 12 Tf 14 TL 1 0 0 1 72 700 Tm (a line that ends in {word[:6]}-) Tj T* ({word[6:]} and on) Tj ET"
    )


def upper_case(made: Torture) -> None:
    made.page(show(made.secret("upper case").upper()))


def quote_operators(made: Torture) -> None:
    one, two = made.secret("quote operator"), made.secret("double quote operator")
    made.page(f"BT /F1 12 Tf 14 TL 1 0 0 1 72 700 Tm ({one}) ' 2 1 ({two} beside) \" ET")


def drawn_backwards(made: Torture) -> None:
    word = made.secret("drawn backwards")
    shows = [f"1 0 0 1 {72 + 12 * at} 700 Tm ({letter}) Tj" for at, letter in enumerate(word)]
    made.page("BT /F1 14 Tf " + " ".join(reversed(shows)) + " ET")


def rotated_text(made: Torture) -> None:
    made.page(
        f"BT /F1 12 Tf 0.866 0.5 -0.5 0.866 200 300 Tm (slanted {made.secret('rotated text')} on) Tj ET"
    )


def false_bold(made: Torture) -> None:
    word = made.secret("false bold")
    made.page(show(word) + " " + show(word).replace("72 700", "72.3 700"))


def false_bold_letters(made: Torture) -> None:
    word = made.secret("false bold letters")
    shows = [
        f"1 0 0 1 {72 + 12 * at + step} 700 Tm ({letter}) Tj"
        for at, letter in enumerate(word)
        for step in (0, 0.4)
    ]
    made.page("BT /F1 14 Tf " + " ".join(shows) + " ET")


def octal_and_hex(made: Torture) -> None:
    one, two = made.secret("octal string"), made.secret("hex string")
    octal = "".join(f"\\{ord(letter):03o}" for letter in one)
    made.page(f"BT /F1 12 Tf 1 0 0 1 72 700 Tm ({octal}) Tj 0 -20 Td <{two.encode().hex()}> Tj ET")


def two_streams(made: Torture) -> None:
    word = made.secret("two streams")
    page = made.page("")
    page.Contents = Array(
        [
            made.stream(f"BT /F1 12 Tf 1 0 0 1 72 700 Tm ({word[:5]}) Tj".encode()),
            made.stream(f"({word[5:]}) Tj ET".encode()),
            page.Contents,
        ]
    )


def encoded_differences(made: Torture) -> None:
    word = made.secret("differences")
    letters = sorted(set(word))
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name.Helvetica,
        Encoding=Dictionary(Differences=Array([200, *[Name(f"/{letter}") for letter in letters]])),
    )
    codes = "".join(f"{200 + letters.index(letter):02x}" for letter in word)
    made.page(f"BT /F2 12 Tf 1 0 0 1 72 700 Tm <{codes}> Tj ET", more={"F2": made.pdf.make_indirect(font)})


def composite_font(made: Torture) -> None:
    content, fonts = _composite_parts(made, made.secret("composite font"), "Identity-H", 72, 700)
    made.page(content, more=fonts)


def vertical_font(made: Torture) -> None:
    content, fonts = _composite_parts(made, made.secret("vertical font"), "Identity-V", 300, 700)
    made.page(content, more=fonts)


def _composite_parts(
    made: Torture, word: str, encoding: str, x: int, y: int
) -> tuple[str, dict[str, pikepdf.Object]]:
    letters = sorted(set(word))
    rows = "".join(f"<{at + 3:04x}> <{ord(letter):04x}>\n" for at, letter in enumerate(letters))
    cmap = (
        f"1 begincodespacerange <0000> <ffff> endcodespacerange {len(letters)} beginbfchar\n{rows}endbfchar"
    )
    below = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name("/Arial"),
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        DW=600,
        FontDescriptor=Dictionary(
            Type=Name.FontDescriptor, FontName=Name("/Arial"), Flags=4, FontBBox=Array([0, -200, 1000, 900]),
            ItalicAngle=0, Ascent=900, Descent=-200, CapHeight=700, StemV=80,
        ),
    )  # fmt: skip
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name("/Arial"),
        Encoding=Name(f"/{encoding}"),
        DescendantFonts=Array([made.pdf.make_indirect(below)]),
        ToUnicode=made.stream(cmap.encode()),
    )
    codes = "".join(f"{letters.index(letter) + 3:04x}" for letter in word)
    return f"BT /F3 12 Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET", {"F3": made.pdf.make_indirect(font)}


def type_three(made: Torture) -> None:
    word = made.secret("type three")
    letters = sorted(set(word))
    note = made.secret("glyph comment")
    box = made.stream(f"500 0 0 0 400 700 d1 % {note}\n0 0 400 700 re f".encode())
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 500, 700]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        FirstChar=0,
        LastChar=255,
        Widths=Array([500] * 256),
        Encoding=Dictionary(
            Differences=Array([part for letter in letters for part in (ord(letter), Name(f"/{letter}"))])
        ),
        CharProcs=Dictionary({f"/{letter}": box for letter in letters}),
        Resources=Dictionary(),
    )
    made.page(f"BT /F4 12 Tf 1 0 0 1 72 700 Tm ({word}) Tj ET", more={"F4": made.pdf.make_indirect(font)})
