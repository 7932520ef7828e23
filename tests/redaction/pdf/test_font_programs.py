"""Programs of typesetters' fonts keep the letters still shown: no other's strokes, name, place or maker's note."""

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.misc.eexec import decrypt
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.pdf.lettering.font_loading import load_font
from redaction.pdf.lettering.glyphs import prune_programs
from redaction.pdf.lettering.type_one import read_type_one
from redaction.schedule import Schedule, ScheduleEntry
from tests.redaction.pdf.font_programs import (
    NOTICE,
    accented,
    calls,
    compact,
    read,
    square,
    true_type,
    type_one,
    type_one_letter,
)

SECRET = "Quizzy"
LETTERS = "Quizyabc"
NAMES = {letter: f"glyph{ord(letter)}" for letter in LETTERS}


def a_type_one(**how: object) -> bytes:
    """Each letter calls a subroutine of its own, after the four that every program has."""
    subrs = [b"\x0b"] * 4 + [square(100 + 20 * place) + b"\x0b" for place in range(len(LETTERS))]
    letters = {letter: type_one_letter(calls(place)) for place, letter in enumerate(LETTERS, start=4)}
    letters[".notdef"] = type_one_letter(b"")
    return type_one(letters, subrs, codes={ord(letter): letter for letter in LETTERS}, **how)  # type: ignore[arg-type]


def a_document(folder: Path, program: bytes, key: str, encoding: pikepdf.Object | None = None) -> Path:
    """The secret and three letters more in one simple font."""
    pdf = pikepdf.Pdf.new()
    held = Stream(pdf, program)
    if key == "FontFile3":
        held.Subtype = Name.Type1C
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/QWERTY+Made"), Flags=4, FontBBox=Array([0, 0, 800, 800]),
        ItalicAngle=0, Ascent=700, Descent=0, CapHeight=700, StemV=80,
    )  # fmt: skip
    descriptor[f"/{key}"] = pdf.make_indirect(held)
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/QWERTY+Made"), FirstChar=81, LastChar=122,
        Widths=Array([600] * 42), FontDescriptor=pdf.make_indirect(descriptor),
    )  # fmt: skip
    if encoding is not None:
        font.Encoding = encoding
    page = Dictionary(
        Type=Name.Page, MediaBox=Array([0, 0, 300, 100]),
        Contents=pdf.make_indirect(Stream(pdf, f"BT /F1 20 Tf 20 40 Td ({SECRET}) Tj 120 0 Td (abc) Tj ET".encode())),
        Resources=Dictionary(Font=Dictionary(F1=pdf.make_indirect(font))),
    )  # fmt: skip
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    pdf.save(folder / "source.pdf")
    return folder / "source.pdf"


def redacted(source: Path, terms: tuple[str, ...] = (SECRET,)) -> Path:
    copy = source.with_name("copy.pdf")
    burn(source, copy, Schedule(tuple(ScheduleEntry(term, Ground.CHILD) for term in terms)), ocr=None)
    return copy


def font_in(pdf: pikepdf.Pdf) -> pikepdf.Object:
    (font,) = [font for name, font in pdf.pages[0].Resources.Font.items() if name == "/F1"]
    return font


def program_in(path: Path) -> bytes:
    with pikepdf.open(path) as pdf:
        descriptor = font_in(pdf).FontDescriptor
        (key,) = [key for key in descriptor.keys() if key.startswith("/FontFile")]  # noqa: SIM118 - no Python dictionary
        return bytes(descriptor[key].read_bytes())


def opened(program: bytes) -> bytes:
    """The encrypted part of a Type 1 program, opened by other code."""
    return bytes(decrypt(program.split(b"eexec\n", 1)[1], 55665)[0])


def picture(path: Path) -> Image.Image:
    with pypdfium2.PdfDocument(path) as document:
        drawn: Image.Image = document[0].render(scale=1).to_pil().convert("L")
    return drawn


def pixels(path: Path) -> bytes:
    return bytes(picture(path).tobytes())


class TestType1:
    """Fonts of TeX and of old layout programs."""

    @pytest.mark.parametrize("how", [{}, {"lead": 0}, {"lead": -1}, {"in_hex": True}], ids=str)
    def test_only_the_letters_still_shown_have_a_name_and_strokes(
        self, tmp_path: Path, how: dict[str, object]
    ) -> None:
        font = read_type_one(program_in(redacted(a_document(tmp_path, a_type_one(**how), "FontFile"))))

        assert set(font.letters) == {".notdef", "a", "b", "c"}
        drawn = {number for number, held in font.subrs.items() if font.opened(held) != b"\x0b"}
        assert drawn == {9, 10, 11}

    def test_what_stays_looks_as_it_did(self, tmp_path: Path) -> None:
        source = a_document(tmp_path, a_type_one(), "FontFile")

        assert pixels(source) == pixels(redacted(source, ()))

    def test_the_codes_and_the_notice_of_who_drew_it_are_gone(self, tmp_path: Path) -> None:
        program = program_in(redacted(a_document(tmp_path, a_type_one(), "FontFile")))

        clear, hidden = program.split(b"eexec\n", 1)[0], opened(program)
        assert NOTICE.encode() in a_type_one()
        assert b"Quillfeather" not in clear + hidden
        assert b"/a put" in clear
        assert b"/Q put" not in clear
        assert b"/Q " not in hidden

    def test_its_three_lengths_are_right(self, tmp_path: Path) -> None:
        copy = redacted(a_document(tmp_path, a_type_one(), "FontFile"))

        with pikepdf.open(copy) as pdf:
            held = font_in(pdf).FontDescriptor.FontFile
            program = bytes(held.read_bytes())
            lengths = [int(held[f"/Length{number}"]) for number in (1, 2, 3)]
        assert sum(lengths) == len(program)
        assert program[: lengths[0]].endswith(b"eexec\n")
        assert program[-lengths[2] :].strip(b"0\n") == b"cleartomark"

    def test_the_parts_of_a_letter_still_shown_stay(self, tmp_path: Path) -> None:
        letters = {
            ".notdef": type_one_letter(b""), "A": type_one_letter(square(300)),
            "grave": type_one_letter(square(50)), "Q": type_one_letter(square(99)), "a": accented(ord("A"), 193),
        }  # fmt: skip
        codes = {ord(letter): letter for letter in "Qa"}
        source = a_document(tmp_path, type_one(letters, [b"\x0b"] * 4, codes=codes), "FontFile")

        assert set(read_type_one(program_in(redacted(source))).letters) == {".notdef", "A", "grave", "a"}

    @pytest.mark.parametrize("damage", [b"", b"%!PS-AdobeFont-1.0: Cut", a_type_one()[:900]])
    def test_one_that_cannot_be_taken_apart_is_told(self, tmp_path: Path, damage: bytes) -> None:
        with pikepdf.open(a_document(tmp_path, damage, "FontFile")) as pdf:
            font = font_in(pdf)

            assert prune_programs([(font, load_font(font))]) == [font]


class TestCompact:
    """Fonts of layout programs of today."""

    def document(self, folder: Path) -> Path:
        names = [part for letter in LETTERS for part in (ord(letter), Name(f"/{NAMES[letter]}"))]
        encoding = Dictionary(Type=Name.Encoding, Differences=Array(names))
        return a_document(folder, compact(LETTERS, names=NAMES), "FontFile3", encoding)

    def test_only_the_letters_still_shown_have_a_name_and_strokes(self, tmp_path: Path) -> None:
        program = program_in(redacted(self.document(tmp_path)))

        (top,) = read(program)
        assert top.charset == [".notdef", *(NAMES[letter] for letter in "abc")]
        held = [each.bytecode for each in top.Private.Subrs]
        # The first is what .notdef draws; those of Q, u, i, z and y are blank.
        assert [each != b"\x0b" for each in held] == [True, *[False] * 5, True, True, True]
        assert b"glyph81" not in program

    def test_nothing_says_who_drew_it(self, tmp_path: Path) -> None:
        assert NOTICE.encode() in compact(LETTERS, names=NAMES)
        assert b"Quillfeather" not in program_in(redacted(self.document(tmp_path)))

    def test_what_stays_looks_as_it_did(self, tmp_path: Path) -> None:
        source = self.document(tmp_path)

        assert pixels(source) == pixels(redacted(source, ()))

    def test_a_bullet_shown_by_a_code_that_windows_leaves_unused_is_still_drawn(self, tmp_path: Path) -> None:
        program = compact("Qab", names={"Q": "Q", "a": "bullet", "b": "b"})
        source = a_document(tmp_path, program, "FontFile3", Name.WinAnsiEncoding)
        with pikepdf.open(source, allow_overwriting_input=True) as pdf:
            page, font = pdf.pages[0], font_in(pdf)
            page.Contents = Stream(pdf, b"BT /F1 20 Tf 20 70 Td (QQQ) Tj 0 -50 Td (\177b) Tj ET")
            font.LastChar, font.Widths = 127, Array([600] * 47)
            pdf.save(source)

        copy = redacted(source, ("QQQ",))

        there = (0, 60, 300, 100)
        assert picture(copy).crop(there).tobytes() == picture(source).crop(there).tobytes()


class TestDictionary:
    """What the document itself says of a font."""

    def test_the_ends_of_the_widths_are_those_of_the_letters_still_shown(self, tmp_path: Path) -> None:
        copy = redacted(a_document(tmp_path, a_type_one(), "FontFile"))

        with pikepdf.open(copy) as pdf:
            font = font_in(pdf)
            assert (int(font.FirstChar), int(font.LastChar)) == (ord("a"), ord("c"))
            assert [int(width) for width in font.Widths] == [600] * 3

    def test_a_subset_has_another_mark_than_it_had(self, tmp_path: Path) -> None:
        """Its six letters are often a sum over the letters that were in it, removed ones too."""
        copy = redacted(a_document(tmp_path, a_type_one(), "FontFile"))

        with pikepdf.open(copy) as pdf:
            names = {str(font_in(pdf).BaseFont), str(font_in(pdf).FontDescriptor.FontName)}
        assert len(names) == 1
        assert "/QWERTY+Made" not in names
        assert names.pop().endswith("+Made")

    def test_maps_of_a_composite_font_say_nothing_of_removed_letters(self, tmp_path: Path) -> None:
        source = a_composite_document(tmp_path)

        with pikepdf.open(redacted(source)) as pdf:
            font = font_in(pdf)
            below = font.DescendantFonts[0]
            assert len(below.CIDToGIDMap.read_bytes()) == 2 * 9
            assert below.CIDToGIDMap.read_bytes()[:12] == bytes(12)
            assert [int(item) for item in below.W2 if not isinstance(item, Array)] == [6, 7, 8]
            assert str(below.CIDSystemInfo.Ordering) == "Identity"
            codes = font.Encoding.read_bytes()
        assert b"<0006> 6" in codes
        assert b"<0001> 1" not in codes
        assert b"Quillfeather" not in codes


def a_composite_document(folder: Path) -> Path:
    """Text whose letters are found by maps in the document."""
    pdf = pikepdf.Pdf.new()
    rows = "\n".join(f"<{place:04x}> {place}" for place in range(1, 9))
    codes = Stream(pdf, (
        f"% {NOTICE}\n/CMapName /Made def\n1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"8 begincidchar\n{rows}\nendcidchar"
    ).encode())  # fmt: skip
    codes.Type, codes.CMapName = Name.CMap, Name.Made
    texts = "\n".join(f"<{place:04x}> <{ord(letter):04x}>" for place, letter in enumerate(LETTERS, start=1))
    descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name.Made, Flags=4, FontBBox=Array([0, 0, 800, 800]),
                            ItalicAngle=0, Ascent=700, Descent=0, CapHeight=700, StemV=80)  # fmt: skip
    below = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.Made, DW=600,
        FontDescriptor=pdf.make_indirect(descriptor),
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Quillfeather"), Supplement=0),
        W2=Array([1, 8, -900, 300, 800]),
        CIDToGIDMap=pdf.make_indirect(Stream(pdf, b"".join((place + 30).to_bytes(2) for place in range(40)))),
    )  # fmt: skip
    told = f"1 begincodespacerange <0000> <ffff> endcodespacerange 8 beginbfchar\n{texts}\nendbfchar"
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Made, Encoding=pdf.make_indirect(codes),
        DescendantFonts=Array([pdf.make_indirect(below)]), ToUnicode=pdf.make_indirect(Stream(pdf, told.encode())),
    )  # fmt: skip
    secret = "".join(f"{LETTERS.index(letter) + 1:04x}" for letter in SECRET)
    page = Dictionary(
        Type=Name.Page, MediaBox=Array([0, 0, 300, 400]),
        Contents=pdf.make_indirect(
            Stream(pdf, f"BT /F1 20 Tf 50 380 Td <{secret}> Tj 120 0 Td <000600070008> Tj ET".encode())
        ),
        Resources=Dictionary(Font=Dictionary(F1=pdf.make_indirect(font))),
    )  # fmt: skip
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    pdf.save(folder / "source.pdf")
    return folder / "source.pdf"


class TestTrueType:
    """Fonts of office programs and of drawing programs."""

    def test_a_letter_that_is_found_by_its_name_is_still_drawn(self, tmp_path: Path) -> None:
        letters = {**dict.fromkeys("Quizyabc", 500), "a": 0, "Ccedilla": 700}
        encoding = Dictionary(Type=Name.Encoding, Differences=Array([97, Name.Ccedilla]))
        source = a_document(tmp_path, true_type(letters), "FontFile2", encoding)
        with pikepdf.open(source, allow_overwriting_input=True) as pdf:
            font_in(pdf).Subtype = Name.TrueType
            # Drawing programs say of their symbols that they are symbols, and that they are none.
            font_in(pdf).FontDescriptor.Flags = 36
            pdf.save(source)

        assert pixels(redacted(source, ())) == pixels(source)
        assert picture(source).crop((140, 0, 152, 100)).getextrema()[0] == 0
