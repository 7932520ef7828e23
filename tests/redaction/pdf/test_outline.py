"""The title and the outline are written anew, and say nothing that their pages do not show."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.schedule import Schedule, ScheduleEntry
from redaction.sight.ocr import Tesseract
from redaction.verify.burned import Burned
from redaction.verify.pdf.inspection import inspect
from tests.desk import a_pdf

NAME = "Marguerite Oyelaran"
Listed = list[tuple[str, int, int]]


def schedule_of(*terms: str) -> Schedule:
    return Schedule(tuple(ScheduleEntry(term, Ground.CHILD) for term in terms))


def with_outline(path: Path, listed: Listed, *, hidden: str = "") -> Path:
    """Two pages, with entries of (words, depth, page). `hidden` is written in white."""
    path.write_bytes(a_pdf("1 Background", f"2 Account of {NAME}", "3 What the neighbour saw"))
    second = path.with_name("second.pdf")
    second.write_bytes(a_pdf("4 Findings of the panel", "and of nobody else"))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf, pikepdf.open(second) as other:
        pdf.pages.extend(other.pages)
        if hidden:
            pdf.pages[0].contents_add(f"BT 1 g /F1 11 Tf 72 300 Td ({hidden}) Tj ET".encode())
        pdf.docinfo["/Title"] = NAME
        with pdf.open_outline() as outline:
            above: list[Any] = [outline.root]
            for words, depth, page in listed:
                item = pikepdf.OutlineItem(words, page)
                del above[depth + 1 :]
                (above[depth] if depth == 0 else above[depth].children).append(item)
                above.append(item)
        pdf.save(path)
    return path


def burned(tmp_path: Path, listed: Listed, *terms: str, hidden: str = "") -> Path:
    target = tmp_path / "target.pdf"
    source = with_outline(tmp_path / "source.pdf", listed, hidden=hidden)
    burn(source, target, schedule_of(*(terms or (NAME,))), ocr=None)
    return target


def outline_of(path: Path) -> Listed:
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        found: Listed = []

        def walk(items: list[pikepdf.OutlineItem], depth: int) -> None:
            for item in items:
                target: Any = item.destination
                found.append((item.title, depth, pages[target[0].objgen]))
                walk(item.children, depth + 1)

        walk(list(outline.root), 0)
        return found


def states(target: Path, *terms: str) -> dict[str, str]:
    verdict, _ = inspect(target, terms, original=None, burned=Burned((), ()), ocr=Tesseract())
    return {check.name: check.state.value for check in verdict.checks}


class TestOutline:
    """Only what stands on the page it leads to, in the words that stand there."""

    def test_entries_whose_words_stand_on_their_page_are_kept_in_order_and_depth(
        self, tmp_path: Path
    ) -> None:
        listed = [("1  BACKGROUND", 0, 0), ("3 What the neighbour saw", 1, 0), ("4 Findings", 0, 1)]

        target = burned(tmp_path, listed)

        assert outline_of(target) == [
            ("1 Background", 0, 0),
            ("3 What the neighbour saw", 1, 0),
            ("4 Findings", 0, 1),
        ]
        assert {"found", "unavailable"}.isdisjoint(states(target, NAME).values())

    @pytest.mark.parametrize(
        "entry",
        [
            (f"2 Account of {NAME}", 0, 0),
            ("What her GP said", 0, 0),
            ("4 Findings", 0, 0),
            ("ackground", 0, 0),
            ("1", 0, 0),
        ],
    )
    def test_an_entry_that_its_page_does_not_say_is_left_out(
        self, entry: tuple[str, int, int], tmp_path: Path
    ) -> None:
        target = burned(tmp_path, [entry, ("3 What the neighbour saw", 0, 0)])

        assert outline_of(target) == [("3 What the neighbour saw", 0, 0)]

    def test_an_entry_whose_words_nobody_sees_is_left_out(self, tmp_path: Path) -> None:
        target = burned(tmp_path, [("Sealed annex", 0, 0)], hidden="Sealed annex")

        with pikepdf.open(target) as pdf:
            assert Name.Outlines not in pdf.Root

    def test_what_stood_under_an_entry_that_is_left_out_moves_up(self, tmp_path: Path) -> None:
        listed = [("1 Background", 0, 0), (NAME, 1, 0), ("3 What the neighbour saw", 2, 0)]

        target = burned(tmp_path, listed)

        assert outline_of(target) == [("1 Background", 0, 0), ("3 What the neighbour saw", 1, 0)]

    def test_an_outline_that_goes_round_in_a_circle_is_read_once(self, tmp_path: Path) -> None:
        source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
        with_outline(source, [("1 Background", 0, 0)])
        with pikepdf.open(source, allow_overwriting_input=True) as pdf:
            item = pdf.Root.Outlines.First
            item.Next = item.First = item
            pdf.save(source)

        burn(source, target, schedule_of(NAME), ocr=None)

        assert outline_of(target) == [("1 Background", 0, 0)]


class TestTitle:
    """A neutral one, and never the old one."""

    @pytest.mark.parametrize(
        ("term", "title"),
        [(NAME, "Redacted copy"), ("redacted", "Copy of a document"), ("copy", "Document")],
    )
    def test_the_title_is_neutral_and_says_no_term(self, term: str, title: str, tmp_path: Path) -> None:
        target = burned(tmp_path, [], term)

        with pikepdf.open(target) as pdf:
            assert dict(pdf.docinfo.items()) == {"/Title": String(title)}
        assert "found" not in states(target, term).values()


def _item(pdf: pikepdf.Pdf) -> Any:
    return pdf.Root.Outlines.First


def _page(pdf: pikepdf.Pdf, number: int) -> Any:
    return pdf.pages[number].obj


_TO_THE_WEB = Dictionary(S=Name.URI, URI=String("https://e.example"))
WRONG: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "words that are not on the page": lambda pdf: setattr(_item(pdf), "Title", String("Anna was there")),
    "half a word of the page": lambda pdf: setattr(_item(pdf), "Title", String("neigh")),
    "words of another page": lambda pdf: setattr(_item(pdf), "Dest", Array([_page(pdf, 1), Name.Fit])),
    "a place on a page": lambda pdf: setattr(_item(pdf), "Dest", Array([_page(pdf, 0), Name.FitH, 417])),
    "a place by name": lambda pdf: setattr(_item(pdf), "Dest", String("Anna")),
    "an action": lambda pdf: setattr(_item(pdf), "A", _TO_THE_WEB),
    "a colour": lambda pdf: setattr(_item(pdf), "C", Array([1, 0, 0])),
    "an element of a tag tree": lambda pdf: setattr(_item(pdf), "SE", Dictionary(T=String("Anna"))),
    "another title": lambda pdf: setattr(pdf.trailer.Info, "Title", String("Anna")),
    "an author": lambda pdf: setattr(pdf.trailer.Info, "Author", String("Anna")),
    "a wish for how it is shown": lambda pdf: setattr(pdf.Root.ViewerPreferences, "Anna", True),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_anything_else_is_found_by_the_check(wrong: str, tmp_path: Path) -> None:
    target = burned(tmp_path, [("3 What the neighbour saw", 0, 0)])
    with pikepdf.open(target, allow_overwriting_input=True) as pdf:
        WRONG[wrong](pdf)
        pdf.save(target)

    assert "found" in {states(target)[name] for name in ("structure", "outline")}
