"""RTF: the words that are seen stay, the rest of the file goes, and the check sees every group of it."""

from pathlib import Path

import pytest

import redaction
from redaction import DocumentEmpty, DocumentTooCostly, Ground, Schedule, ScheduleEntry
from redaction.kinds.document_kind import DocumentKind
from redaction.report import BurnReport
from redaction.rich import writing
from redaction.rich.reader import Look, Run, read_rich
from redaction.rich.writing import as_file, burn_rich, parts_of, read_rich_file
from redaction.verify.sought import Sought
from redaction.verify.verdict import verdict_of
from redaction.verify.writing.rtf import of_rich

TERM = "Anna Smith"
CONTROL = "lighthouse keeper"

SEEN_PLACES = {
    "a paragraph": r"Anna Smith\par",
    "runs of different looks": r"{\b An}{\i na} S{\ul mi}th\par",
    "a change of look without groups": r"An\b na\b0  Smith\par",
    "bytes by their codes": r"\'41nn\'61 Sm\'69th\par",
    "numbered letters": r"\u65?nna \u83?mith\par",
    "numbered letters with two fallbacks": r"\uc2\u65A?nna\uc1  Smith\par",
    "full width letters": r"\u-223?\u-178?\u-178?\u-191? Smith\par",
    "over a line of the source": "Anna Smi\r\nth\\par",
    "over a line": r"Anna\line Smith\par",
    "over two paragraphs": r"Anna\par Smith\par",
    "two cells": r"\trowd Anna\cell Smith\cell\row",
    "a soft hyphen": r"Anna Smi\-th\par",
    "a space that does not break": r"Anna\~Smith\par",
    "invisible control words between": r"An\lang2057\rsid12345 na Sm\protect ith\par",
    "a header": r"{\header Anna Smith\par}",
    "a footer": r"{\footerl Anna Smith\par}",
    "a footnote": r"word{\footnote\chftn  Anna Smith}\par",
    "a link's words": r'{\field{\*\fldinst HYPERLINK "x"}{\fldrslt Anna Smith}}\par',
    "a text box": r"{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt Anna Smith\par}}}",
    "an old text box": r"{\*\do\dptxbx{\dptxbxtext Anna Smith\par}}",
    "a tracked insertion": r"{\revised\revauth1 Anna Smith}\par",
    "what an object shows": r"{\object\objemb{\*\objdata 00}{\result Anna Smith}}\par",
    "glued to its neighbours": r"x{\b Anna Smith}y\par",
    "a font of another alphabet": r"{\f1 Anna Smith}\par",
}
HIDDEN_PLACES = {
    "hidden text": r"{\v Anna Smith}",
    "a tracked deletion": r"{\deleted Anna Smith}",
    "the author": r"{\info{\author Anna Smith}{\title Anna Smith}}",
    "a comment": r"{\*\atnid AS}{\*\atnauthor Anna Smith}{\*\annotation Anna Smith}",
    "a bookmark": r"{\*\bkmkstart Anna Smith}{\*\bkmkend Anna Smith}",
    "a field's instruction": r'{\field{\*\fldinst HYPERLINK "Anna Smith"}{\fldrslt x}}',
    "a form's default": r"{\*\formfield{\*\ffname Anna Smith}}",
    "a destination of nobody's": r"{\*\nobodyknows Anna Smith}",
    "an embedded object": r"{\object{\*\objdata 416e6e6120536d697468}}",
    "an embedded object over lines": "{\\object{\\*\\objdata 416e6e61\n20536d\n697468}}",
    "a picture": r"{\pict\pngblip 416e6e6120536d697468}",
    "a shape's alternative text": r"{\shp{\*\shpinst{\sp{\sn wzDescription}{\sv Anna Smith}}}}",
    "the authors of changes": r"{\*\revtbl{Unknown;}{Anna Smith;}}",
    "a style's name": r"{\stylesheet{\s1 Anna Smith;}}",
    "a list's name": r"{\*\listtable{\list{\listname Anna Smith;}}}",
    "a variable": r"{\*\docvar{who}{Anna Smith}}",
    "the program's name": r"{\*\generator Anna Smith;}",
    "an index entry": r"{\xe Anna Smith}",
    "a font's name": r"{\fonttbl{\f5 Anna Smith;}}",
}
ALL_PLACES = {**SEEN_PLACES, **HIDDEN_PLACES}


def a_rich(body: str) -> bytes:
    fonts = r"{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fcharset204 Times;}{\f2\fcharset128 Mincho;}}"
    return rf"{{\rtf1\ansi\ansicpg1252\deff0{fonts}\pard The {CONTROL}.\par {body}\pard Good night.\par}}".encode(
        "latin-1"
    )


def some_schedule(*terms: str) -> Schedule:
    return Schedule(tuple(ScheduleEntry(term, Ground.CHILD) for term in terms))


def burned(folder: Path, held: bytes, *terms: str) -> tuple[bytes, BurnReport]:
    source, target = folder / "source", folder / "target"
    source.write_bytes(held)
    report = burn_rich(source, target, some_schedule(*(terms or (TERM,))))
    return target.read_bytes(), report


def is_clean(held: bytes) -> bool:
    return verdict_of(of_rich(held, Sought([TERM]), is_ours=True)).is_clean


def words(held: bytes) -> str:
    return "".join(run.text for run in read_rich(held).runs)


class TestHidingPlaces:
    """However a document says a name, it goes."""

    @pytest.mark.parametrize("place", ALL_PLACES)
    def test_a_name_is_gone_and_the_control_words_stay(self, place: str, tmp_path: Path) -> None:
        copy, report = burned(tmp_path, a_rich(ALL_PLACES[place]))

        assert is_clean(copy)
        assert "Smith" not in words(copy)
        assert f"The {CONTROL}.\n" in words(copy)
        assert "Good night.\n" in words(copy)
        assert bool(report.removals) is (place in SEEN_PLACES)

    @pytest.mark.parametrize("place", ALL_PLACES)
    def test_a_copy_that_says_it_there_is_refused(self, place: str) -> None:
        clean = as_file([Run(CONTROL), Run("\n")])
        leaking = clean[:-2] + ALL_PLACES[place].encode() + clean[-2:]
        found = {
            check.name for check in of_rich(leaking, Sought([TERM]), is_ours=True) if check.state != "clean"
        }

        assert is_clean(clean)
        assert found - {"structure"}, "the words themselves are found, not only that the structure is strange"

    def test_a_name_with_the_number_of_a_note_between_its_words_goes_and_a_copy_that_says_it_is_refused(
        self, tmp_path: Path
    ) -> None:
        copy, _ = burned(tmp_path, a_rich(r"Anna{\super\chftn}{\footnote\chftn Port Ellen} Smith\par"))

        assert "Smith" not in words(copy) and "Port Ellen" in words(copy)
        assert is_clean(copy)
        assert not is_clean(as_file([Run("Anna[1] Smith"), Run("\n")]))

    def test_a_copy_with_anything_but_words_is_refused(self) -> None:
        clean = as_file([Run(CONTROL)])

        assert not is_clean(clean[:-2] + rb"{\*\x y}" + clean[-2:])
        assert not is_clean(clean + b"more")


class TestNamesThatAreTheFormatsOwn:
    """People are called Par and Arial, as control words and fonts are."""

    @pytest.mark.parametrize("name", ["Par", "Arial", "Tab", "Ansi"])
    def test_a_person_of_that_name_is_taken_out(self, name: str, tmp_path: Path) -> None:
        copy, report = burned(tmp_path, a_rich(rf"Ms {name} \u1052?\tab{{\b x}}\par"), name)

        assert len(report.removals) == 1
        assert verdict_of(of_rich(copy, Sought([name]), is_ours=True)).is_clean
        assert not verdict_of(of_rich(copy + name.encode(), Sought([name]), is_ours=True)).is_clean


class TestWhatStays:
    """Words and their plain looks."""

    def test_bold_italic_and_underlined_words_stay_so(self, tmp_path: Path) -> None:
        copy, _ = burned(tmp_path, a_rich(r"{\b\i Tea} and {\ul cake}\par"))

        runs = read_rich(copy).runs
        assert Run("Tea", Look(bold=True, italic=True)) in runs
        assert Run("cake", Look(underlined=True)) in runs

    def test_words_of_every_alphabet_stay(self, tmp_path: Path) -> None:
        copy, _ = burned(
            tmp_path,
            a_rich(r"\f1\'c8\'e2\'e0\'ed \f2\'93\'63\'92\'86 \f0 \u-10179?\u-8704? \{x\\y\}\emdash\par"),
        )

        assert "Иван 田中 \U0001f600 {x\\y}—" in words(copy)

    def test_the_report_says_what_was_left_out(self, tmp_path: Path) -> None:
        _, report = burned(
            tmp_path,
            a_rich(r"{\v x}{\deleted x}{\pict 00}{\pict 00}{\*\annotation x}{\object{\*\objdata 00}}"),
        )

        assert report.left_out == (
            *("1 hidden passage", "1 deleted passage", "2 pictures", "1 comment", "1 embedded object"),
        )

    def test_a_footnote_follows_the_body_with_its_number(self, tmp_path: Path) -> None:
        copy, _ = burned(tmp_path, a_rich(r"Word\chftn{\footnote\chftn  below} on\par"))

        assert "Word[1] on\n" in words(copy)
        assert words(copy).endswith("[1] below\n")

    def test_a_reader_reads_it_in_parts(self, tmp_path: Path) -> None:
        source = tmp_path / "source"
        source.write_bytes(a_rich("line\\par " * 100))

        assert len(parts_of(source)) == 2
        assert read_rich_file(source).pages[0].text.startswith(f"The {CONTROL}.\nline\nline")


class TestBadInput:
    """One sentence, and nothing written."""

    def test_a_document_without_words_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(DocumentEmpty):
            burned(tmp_path, rb"{\rtf1{\pict 0000}}")

    def test_groups_in_groups_without_end_are_refused(self, tmp_path: Path) -> None:
        with pytest.raises(DocumentTooCostly):
            burned(tmp_path, rb"{\rtf1 " + b"{" * 100_000)

    def test_a_file_that_is_too_long_is_refused(self, tmp_path: Path) -> None:
        source = tmp_path / "source"
        with source.open("wb") as opened:
            opened.truncate(writing.MOST_BYTES + 1)

        with pytest.raises(DocumentTooCostly):
            read_rich_file(source)

    @pytest.mark.parametrize(
        "odd",
        [r"}}}}Anna Smith", r"\bin99999999999 Anna Smith", r"\u99999999 x\'zz\uc-4\u65 Anna Smith", "\\"],
    )
    def test_broken_rtf_never_leaks(self, odd: str, tmp_path: Path) -> None:
        copy, _ = burned(tmp_path, a_rich(odd))

        assert is_clean(copy)
        assert CONTROL in words(copy)


class TestThroughTheFrontDoor:
    """RTF goes through a child like every document."""

    def test_a_document_is_redacted_read_drawn_and_verified(self, tmp_path: Path) -> None:
        source, target = tmp_path / "source.rtf", tmp_path / "target.rtf"
        source.write_bytes(a_rich("\n".join(ALL_PLACES.values())))

        redacted = redaction.apply(source, target, some_schedule(TERM))

        assert redacted.verdict.is_clean
        assert redacted.kind is DocumentKind.RTF
        assert CONTROL in redaction.read_pages(target).pages[0].text
        assert redaction.render_page(target, 1).startswith(b"\x89PNG")
