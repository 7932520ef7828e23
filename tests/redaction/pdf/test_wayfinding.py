"""Links from page to page and the language are written anew; nothing that could tell comes with them."""

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from redaction import Ground, Schedule, ScheduleEntry, apply
from redaction.burn import burn
from redaction.sight.ocr import Tesseract
from redaction.verify.burned import Burned
from redaction.verify.pdf.inspection import inspect
from tests.desk import a_pdf

NAME = "Marguerite Oyelaran"
SCHEDULE = Schedule((ScheduleEntry(NAME, Ground.CHILD),))


def a_link(**more: Any) -> Dictionary:
    return Dictionary(
        {"/Type": Name.Annot, "/Subtype": Name.Link, "/Contents": String(NAME)}
        | {f"/{key}": value for key, value in more.items()}
    )


def with_links(path: Path, *, lang: str = "en-GB") -> Path:
    """Two pages: three links on the first lead to the second, one to the web, one to nowhere."""
    path.write_bytes(a_pdf(f"1 {NAME} 2", "2 Another 2", "3 A third 2"))
    second = path.with_name("second.pdf")
    second.write_bytes(a_pdf("Here it is"))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf, pikepdf.open(second) as other:
        pdf.pages.extend(other.pages)
        to = Array([pdf.pages[1].obj, Name.XYZ, 72, 760, 0])
        pdf.Root.Lang = String(lang)
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String(NAME), to])))
        pdf.pages[0].Annots = Array([
            a_link(Rect=[60, 755, 160, 772], Dest=to),
            a_link(Rect=[60, 737, 130, 754], A=Dictionary(S=Name.GoTo, D=String(NAME))),
            a_link(Rect=[60, 719, 130, 736], A=Dictionary(S=Name.URI, URI=String("https://e.example"))),
            a_link(Rect=[60, 701, 130, 718], Dest=String("nowhere")),
        ])  # fmt: skip
        pdf.save(path)
    return path


def test_links_inside_the_file_lead_where_they_led(tmp_path: Path) -> None:
    target = tmp_path / "target.pdf"

    apply(with_links(tmp_path / "source.pdf"), target, SCHEDULE)

    with pikepdf.open(target) as pdf:
        links = list(pdf.pages[0].Annots)
        assert [link.Dest[0].objgen for link in links] == [pdf.pages[1].obj.objgen] * 2
        assert [[int(each) for each in link.Rect] for link in links] == [
            [0, 755, 595, 772],
            [0, 737, 595, 754],
        ]
        assert str(pdf.Root.Lang) == "en-GB"
        assert Name.Names not in pdf.Root


@pytest.mark.parametrize(
    ("turn", "rects"),
    [
        (180, [[0, 755, 595, 772], [0, 737, 595, 754]]),
        (90, [[60, 0, 160, 842], [60, 0, 130, 842]]),
        (270, [[60, 0, 160, 842], [60, 0, 130, 842]]),
    ],
)
def test_links_on_a_turned_page_lie_along_its_lines(
    turn: int, rects: list[list[int]], tmp_path: Path
) -> None:
    source, target = with_links(tmp_path / "source.pdf"), tmp_path / "target.pdf"
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        pdf.pages[0].Rotate = turn
        pdf.save(source)

    burn(source, target, SCHEDULE, ocr=None)

    with pikepdf.open(target) as pdf:
        assert [[int(each) for each in link.Rect] for link in pdf.pages[0].Annots] == rects
    verdict, _ = inspect(target, [NAME], original=None, burned=Burned((), ()), ocr=Tesseract())
    assert {check.name: check.state.value for check in verdict.checks}["structure"] == "clean"


@pytest.mark.parametrize(
    ("lang", "kept"), [("cy", "cy"), ("PL-pl", "pl"), ("en-MO", "en"), (NAME, None), ("xx", None)]
)
def test_a_language_is_one_of_a_list(lang: str, kept: str | None, tmp_path: Path) -> None:
    target = tmp_path / "target.pdf"

    burn(with_links(tmp_path / "source.pdf", lang=lang), target, SCHEDULE, ocr=None)

    with pikepdf.open(target) as pdf:
        assert (str(pdf.Root.Lang) if Name.Lang in pdf.Root else None) == kept


WRONG = {
    "a link as wide as its words": lambda link: link.update(Rect=Array([60, 755, 160, 772])),
    "a link at a height between points": lambda link: link.update(Rect=Array([0, 755.37, 595, 772])),
    "a link with words": lambda link: link.update(Contents=String("Anna")),
    "a link to a place by name": lambda link: link.update(Dest=String("Anna")),
    "a link with an action": lambda link: link.update(
        A=Dictionary(S=Name.URI, URI=String("https://e.example"))
    ),
    "a link with a border of its own": lambda link: link.update(Border=Array([0, 0, 1])),
    "another note": lambda link: link.update(Subtype=Name.Text),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_anything_else_is_found_by_the_check(wrong: str, tmp_path: Path) -> None:
    target = tmp_path / "target.pdf"
    burn(with_links(tmp_path / "source.pdf"), target, SCHEDULE, ocr=None)
    with pikepdf.open(target, allow_overwriting_input=True) as pdf:
        link = pdf.pages[0].Annots[0]
        changes: dict[str, object] = {}
        WRONG[wrong](changes)
        for key, value in changes.items():
            link[f"/{key}"] = value
        pdf.save(target)

    verdict, _ = inspect(target, [], original=None, burned=Burned((), ()), ocr=Tesseract())

    assert {check.name: check.state.value for check in verdict.checks}["structure"] == "found"
