"""The verifier takes tags of one plain shape: a copy that says or counts anything more by them is refused."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.schedule import Schedule, ScheduleEntry
from redaction.verify.pdf import objects, structure, tags
from redaction.verify.pdf.pages import with_pdfminer
from redaction.verify.sought import Sought
from redaction.verify.verdict import READ_BY_TAGS, CheckState
from tests.redaction.pdf.reading_tags import parts
from tests.redaction.pdf.tagged_pages import Setter, part

NAME = "Oyelaran"
Spoil = Callable[[pikepdf.Pdf], None]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy of a tagged document of two pages, as the burner makes it."""
    folder = tmp_path_factory.mktemp("tagged")
    cell = part("TD", "Two", A=Dictionary(O=Name.Table, RowSpan=2, Scope=Name.Row))
    table = part("Table", part("TR", part("TH", "One"), cell), part("TR", part("TD", "Three")))
    setter = Setter().page([part("H1", "Minutes"), part("P", f"We saw {NAME} there"), table])
    source = setter.page([part("P", "The end")]).written(folder / "source.pdf")
    burn(source, folder / "copy.pdf", Schedule((ScheduleEntry(NAME, Ground.CHILD),)), ocr=None)
    return folder / "copy.pdf"


def is_found(copy: Path, folder: Path, spoil: Spoil) -> bool:
    """Say whether the checks of tags and of structure find something in a spoilt copy."""
    path = folder / "spoilt.pdf"
    with pikepdf.open(copy) as pdf:
        spoil(pdf)
        pdf.save(path)
    with pikepdf.open(path) as pdf:
        checks = [tags.on_pages(pdf, path, is_ours=True), structure.keys(pdf, is_ours=True)]
    assert not any(NAME in check.detail for check in checks)
    return any(check.state is CheckState.FOUND for check in checks)


def _in_a_part(key: str, value: Any, role: str = "/P") -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        next(each for each in parts(pdf) if role == each.S)[key] = value

    return spoil


def _in_the_root(key: str, value: Any) -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        pdf.Root.StructTreeRoot[key] = value

    return spoil


def _in_a_cell(key: str, value: Any) -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        next(each for each in parts(pdf) if "/A" in each).A[key] = value

    return spoil


def _drawn_otherwise(old: bytes, new: bytes) -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        held = pdf.pages[0].obj.Contents.read_bytes()
        assert old in held
        pdf.pages[0].obj.Contents = pdf.make_stream(held.replace(old, new, 1))

    return spoil


def _drawn_behind(more: bytes) -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        held = pdf.pages[0].obj.Contents.read_bytes()
        pdf.pages[0].obj.Contents = pdf.make_stream(held + more)

    return spoil


def _one_mark_twice(pdf: pikepdf.Pdf) -> None:
    first, second = [each for each in parts(pdf) if each.S in {"/H1", "/P"}][:2]
    second.K = Array([*second.K, *first.K])


def _one_row_for_all_pages(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.StructParents = 0


def _an_owner_for_another(pdf: pikepdf.Pdf) -> None:
    row = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    row[0], row[1] = row[1], row[0]


def _a_part_under_two(pdf: pikepdf.Pdf) -> None:
    first, *_, last = list(parts(pdf))
    first.K.append(last)
    first.K.insert(0, last)


def _without(holder: Callable[[pikepdf.Pdf], Any], key: str) -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        del holder(pdf)[key]

    return spoil


SPOILT: dict[str, Spoil] = {
    "text that stands for a part": _in_a_part("/ActualText", String(NAME)),
    "text beside a picture": _in_a_part("/Alt", String(NAME)),
    "a title": _in_a_part("/T", String(NAME)),
    "what letters are short for": _in_a_part("/E", String(NAME)),
    "a name of a part": _in_a_part("/ID", String(NAME)),
    "a language of a part": _in_a_part("/Lang", String(NAME)),
    "a class": _in_a_part("/C", Name(f"/{NAME}")),
    "a count of changes": _in_a_part("/R", 7),
    "a file beside a part": _in_a_part("/AF", Array([Dictionary(Type=Name.Filespec)])),
    "a name space": _in_a_part("/NS", Dictionary(Type=Name.Namespace, NS=String(NAME))),
    "a role that nobody lists": _in_a_part("/S", Name(f"/{NAME}")),
    "a role of words in a line": _in_a_part("/S", Name.Span),
    "attributes of a paragraph": _in_a_part("/A", Dictionary(O=Name.Layout, SpaceBefore=12.5)),
    "a summary of a table": _in_a_cell("/Summary", String(NAME)),
    "the heads of a cell": _in_a_cell("/Headers", Array([String(NAME)])),
    "a scope that nobody lists": _in_a_cell("/Scope", Name(f"/{NAME}")),
    "a number of cells that tells a year": _in_a_cell("/ColSpan", 1985),
    "a number of cells that is one": _in_a_cell("/ColSpan", 1),
    "roles of its own": _in_the_root("/RoleMap", Dictionary({f"/{NAME}": Name.P})),
    "classes": _in_the_root("/ClassMap", Dictionary({f"/{NAME}": Dictionary(O=Name.Table)})),
    "names of parts": _in_the_root("/IDTree", Dictionary(Names=Array([String(NAME)]))),
    "a lexicon": _in_the_root("/PronunciationLexicon", Array([String(NAME)])),
    "what nobody is sure of": lambda pdf: pdf.Root.MarkInfo.update({"/Suspects": True}),
    "no word that it is tagged": _without(lambda pdf: pdf.Root, "/MarkInfo"),
    "a page whose marks are not looked up": _without(lambda pdf: pdf.pages[0].obj, "/StructParents"),
    "a page that is not stepped through in order": _without(lambda pdf: pdf.pages[0].obj, "/Tabs"),
    "a mark that two parts have": _one_mark_twice,
    "a mark that is on no page": _in_a_part("/K", Array([0, 90]), "/H1"),
    "a mark of another page": _one_row_for_all_pages,
    "an owner of another mark": _an_owner_for_another,
    "a part in two places": _a_part_under_two,
    "a number for a paragraph's mark": _in_a_part(
        "/K", Array([Dictionary(Type=Name.OBJR, Obj=Dictionary())])
    ),
    "a mark that no part has": _drawn_behind(b" /P <</MCID 77>> BDC BT ET EMC"),
    "words outside all marks": _drawn_behind(b" BT 3 Tr (Name) Tj ET"),
    "a line outside all marks": _drawn_behind(b" 0 0 m 9 9 l S"),
    "a mark within a mark": _drawn_behind(b" /Artifact BMC /Artifact BMC EMC EMC"),
    "a mark without an end": _drawn_behind(b" /Artifact BMC"),
    "an end without a mark": _drawn_behind(b" EMC"),
    "ornament of a kind": _drawn_behind(b" /Artifact <</Subtype /Footer>> BDC EMC"),
    "a point with properties": _drawn_behind(b" /P <</T (Oyelaran)>> DP"),
    "a mark of another role": _drawn_otherwise(b"/H1 <</MCID 0>>", b"/H2 <</MCID 0>>"),
    "a mark that says a word": _drawn_otherwise(b"<</MCID 0>>", b"<</MCID 0 /ActualText (Oyelaran)>>"),
    "a mark with an expansion": _drawn_otherwise(b"<</MCID 1>>", b"<</MCID 1 /E (Oyelaran)>>"),
}


def test_tags_as_the_burner_writes_them_are_taken(copy: Path, tmp_path: Path) -> None:
    assert not is_found(copy, tmp_path, lambda _: None)


@pytest.mark.parametrize("place", SPOILT)
def test_a_copy_that_tells_more_by_its_tags_is_refused(place: str, copy: Path, tmp_path: Path) -> None:
    assert is_found(copy, tmp_path, SPOILT[place])


def test_tags_that_read_up_the_page_are_refused(copy: Path, tmp_path: Path) -> None:
    def turned_round(pdf: pikepdf.Pdf) -> None:
        whole = next(parts(pdf))
        heading, paragraph, *others = list(whole.K)
        whole.K = Array([paragraph, heading, *others])

    assert is_found(copy, tmp_path, turned_round)


def test_tags_that_put_a_name_together_are_refused(tmp_path: Path) -> None:
    left, middle, right = part("P", "Oyel"), part("P", "stands between"), part("P", "aran")
    setter = Setter().page([left, middle, right])
    source = setter.written(tmp_path / "source.pdf")
    target = tmp_path / "copy.pdf"
    burn(source, target, Schedule((ScheduleEntry("nobody", Ground.CHILD),)), ocr=None)
    with pikepdf.open(target, allow_overwriting_input=True) as pdf:
        first, _, last = (each for each in parts(pdf) if each.S == "/P")
        row = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
        first.K, row[2] = Array([*first.K, *last.K]), first
        del pdf.Root.StructTreeRoot.K[0].K[2]
        pdf.save(target)

    check = with_pdfminer(target, Sought([NAME]))

    assert (check.name, check.state) == (READ_BY_TAGS, CheckState.FOUND)
    assert with_pdfminer(source, Sought([NAME])).state is CheckState.CLEAN


@pytest.mark.parametrize("word", ["Note", "Figure", "Column", "Marked", "Tabs", "Both", "Scope"])
def test_a_name_that_is_also_a_word_of_tags_stops_no_copy(word: str, copy: Path) -> None:
    with pikepdf.open(copy) as pdf:
        assert objects.in_strings(pdf, Sought([word])).state is CheckState.CLEAN
        assert objects.in_streams(pdf, Sought([word]))[0].state is CheckState.CLEAN
