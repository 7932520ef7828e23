"""What slides look like is kept: looks of tables that PowerPoint has itself, and shapes filled as the ground is."""

import io
import zipfile
from pathlib import Path

import pytest

from redaction.formats.pptx import FORMAT
from redaction.report import Told
from redaction.schedule import AS_IT_IS, Schedule
from redaction.sight.ocr import Tesseract
from redaction.verify.burned import Burned
from redaction.verify.packages.office import inspect
from redaction.verify.verdict import VerdictState
from tests.redaction.office.slide_torture import SLIDE, a_pptx

MEDIUM = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"
STYLES = "ppt/tableStyles.xml"


def copied(before: str, after: str, folder: Path) -> dict[str, str]:
    """The parts of the copy of a presentation with a table, in whose slide something stands instead of another."""
    with zipfile.ZipFile(io.BytesIO(a_pptx(["slide table"]))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert before.encode() in parts[SLIDE]
    parts[SLIDE] = parts[SLIDE].replace(before.encode(), after.encode())
    with zipfile.ZipFile(folder / "source.pptx", "w") as package:
        for name, held in parts.items():
            package.writestr(name, held)
    FORMAT.burn(folder / "source.pptx", folder / "copy.pptx", Schedule(()), AS_IT_IS, ocr=None, told=Told())
    with zipfile.ZipFile(folder / "copy.pptx") as package:
        return {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}


def styled(number: str) -> tuple[str, str]:
    return "<a:tblPr/>", f'<a:tblPr firstRow="1"><a:tableStyleId>{number}</a:tableStyleId></a:tblPr>'


class TestTables:
    """A table keeps a look that the program has of its own accord."""

    def test_it_is_named_in_the_copy_beside_an_empty_list_of_looks(self, tmp_path: Path) -> None:
        parts = copied(*styled(MEDIUM.lower()), tmp_path)

        assert f"<a:tableStyleId>{MEDIUM}</a:tableStyleId>" in parts["ppt/slides/slide1.xml"]
        assert f'def="{MEDIUM}"/>' in parts[STYLES]
        assert "tableStyles" in parts["ppt/_rels/presentation.xml.rels"]

    def test_the_checker_has_nothing_to_say_of_it(self, tmp_path: Path) -> None:
        copied(*styled(MEDIUM), tmp_path)
        verdict, _ = inspect(
            tmp_path / "copy.pptx", ["Nobody"], original=None, burned=Burned((), ()), ocr=Tesseract()
        )

        assert verdict.state is VerdictState.CLEAN

    @pytest.mark.parametrize("number", ["{00000000-0000-0000-0000-00000000ABCD}", "Anna", ""])
    def test_a_look_that_somebody_made_is_not_copied(self, number: str, tmp_path: Path) -> None:
        parts = copied(*styled(number), tmp_path)

        assert "tableStyleId" not in parts["ppt/slides/slide1.xml"]
        assert STYLES not in parts


def test_a_shape_that_is_filled_as_the_ground_is_stays_so(tmp_path: Path) -> None:
    parts = copied("<p:sp>", '<p:sp useBgFill="1">', tmp_path)

    assert '<p:sp useBgFill="1">' in parts["ppt/slides/slide1.xml"]
