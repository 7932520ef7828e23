"""The checks of Word documents are not blind: a file that says a word in one place alone is refused for it."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from redaction.formats.docx import FORMAT
from redaction.report import Told
from redaction.schedule import AS_IT_IS, Schedule
from redaction.sight.ocr import Tesseract
from redaction.verify.burned import Burned
from redaction.verify.packages.office import inspect
from redaction.verify.verdict import VerdictState
from tests.redaction.office.packing import word_for
from tests.redaction.office.word_body_places import DROPPED, SAID
from tests.redaction.office.word_torture import EVERY_PLACE, a_docx

OURS = Burned((), ())
WORD = "Qzxwhisperry"


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy that our burner made, with nothing wrong in it."""
    folder = tmp_path_factory.mktemp("clean")
    (folder / "source.docx").write_bytes(a_docx(["plain text", "header", "footnote", "title of a chart"]))
    FORMAT.burn(folder / "source.docx", folder / "copy.docx", Schedule(()), AS_IT_IS, ocr=None, told=Told())
    return folder / "copy.docx"


def changed(clean: Path, target: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """The copy with one part changed, packed as the burner packs."""
    with zipfile.ZipFile(clean) as old, zipfile.ZipFile(target, "w") as new:
        for held in [*old.infolist(), *([] if name in old.namelist() else [zipfile.ZipInfo(name)])]:
            entry = zipfile.ZipInfo(held.filename, (1980, 1, 1, 0, 0, 0))
            content = old.read(held) if held.filename in old.namelist() else b""
            new.writestr(entry, change(content) if held.filename == name else content, zipfile.ZIP_DEFLATED)
    return target


class TestLeaks:
    """Each hiding place of the torture document, alone and not redacted."""

    @pytest.mark.parametrize("place", EVERY_PLACE)
    def test_a_file_that_says_a_word_only_there_is_not_clean(self, place: str, tmp_path: Path) -> None:
        leaking = tmp_path / "leaking.docx"
        leaking.write_bytes(a_docx([place]))

        verdict, _ = inspect(leaking, [word_for(place)], original=None, burned=OURS, ocr=Tesseract())

        assert verdict.state is VerdictState.FOUND

    @pytest.mark.parametrize("place", [*SAID, *DROPPED])
    def test_a_word_in_the_document_is_found_by_reading_and_not_only_by_what_a_copy_may_hold(
        self, place: str, tmp_path: Path
    ) -> None:
        leaking = tmp_path / "leaking.docx"
        leaking.write_bytes(a_docx([place]))

        verdict, _ = inspect(leaking, [word_for(place)], original=None, burned=None, ocr=Tesseract())

        assert verdict.state is VerdictState.FOUND


class TestCleanCopies:
    """What is wrong with a copy is said; a copy with nothing wrong is clean."""

    def test_a_copy_with_nothing_wrong_is_clean(self, clean: Path) -> None:
        verdict, _ = inspect(clean, [WORD], original=None, burned=OURS, ocr=Tesseract())

        assert verdict.is_clean

    def test_words_of_the_format_may_be_taken_out(self, clean: Path) -> None:
        terms = ["Document", "Center", "Office", "Times New Roman", "heading 1", "Rose", "2006", "title"]

        verdict, _ = inspect(clean, terms, original=None, burned=OURS, ocr=Tesseract())

        assert verdict.is_clean

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (b"</w:body>", b"<w:p><w:r><w:instrText> DATE </w:instrText></w:r></w:p></w:body>"),
            (b"</w:body>", b"<!-- a remark --></w:body>"),
            (b"</w:body>", b"<w:mystery/></w:body>"),
            (b"</w:body>", b'<w:p w:rsidR="00A1"/></w:body>'),
            (b"</w:body>", b'<w:p><w:pPr><w:pStyle w:val="ChildAnna"/></w:pPr></w:p></w:body>'),
            (b"</w:body>", b'<w:p><w:bookmarkStart w:id="1" w:name="x"/></w:p></w:body>'),
            (b"</w:body>", b"<w:p><w:r><w:rPr><w:vanish/></w:rPr></w:r></w:p></w:body>"),
        ],
    )
    def test_what_no_copy_holds_is_refused_whatever_it_says(
        self, clean: Path, tmp_path: Path, old: bytes, new: bytes
    ) -> None:
        strange = changed(
            clean, tmp_path / "strange.docx", "word/document.xml", lambda held: held.replace(old, new)
        )

        verdict, _ = inspect(strange, [], original=None, burned=OURS, ocr=Tesseract())

        assert verdict.state is VerdictState.FOUND

    def test_an_arrow_to_outside_is_refused(self, clean: Path, tmp_path: Path) -> None:
        arrow = b'<Relationship Id="x" Type="y" Target="https://example.org" TargetMode="External"/></Relationships>'
        strange = changed(
            clean,
            tmp_path / "strange.docx",
            "word/_rels/document.xml.rels",
            lambda held: held.replace(b"</Relationships>", arrow),
        )

        verdict, _ = inspect(strange, [], original=None, burned=OURS, ocr=Tesseract())

        assert "links to outside" in verdict.sentence

    @pytest.mark.parametrize("name", ["word/vbaProject.bin", "docProps/core.xml", "customXml/item1.xml"])
    def test_a_part_that_no_copy_has_is_refused(self, clean: Path, tmp_path: Path, name: str) -> None:
        strange = changed(clean, tmp_path / "strange.docx", name, lambda _: b"<a/>")

        verdict, _ = inspect(strange, [], original=None, burned=OURS, ocr=Tesseract())

        assert verdict.state is VerdictState.FOUND

    def test_bytes_behind_the_package_are_refused(self, clean: Path, tmp_path: Path) -> None:
        strange = tmp_path / "strange.docx"
        strange.write_bytes(clean.read_bytes() + b"hidden")

        verdict, _ = inspect(strange, [], original=None, burned=OURS, ocr=Tesseract())

        assert not verdict.is_clean

    @pytest.mark.parametrize("held", [b"", b"PK\x03\x04", b"words"])
    def test_what_cannot_be_read_is_not_clean(self, tmp_path: Path, held: bytes) -> None:
        broken = tmp_path / "broken.docx"
        broken.write_bytes(held)

        verdict, _ = inspect(broken, ["x"], original=None, burned=OURS, ocr=Tesseract())

        assert verdict.state is VerdictState.UNAVAILABLE

    def test_a_part_with_entities_leaves_the_check_unmade(self, clean: Path, tmp_path: Path) -> None:
        strange = changed(
            clean,
            tmp_path / "strange.docx",
            "word/document.xml",
            lambda held: held.replace(b"<w:document", b"<!DOCTYPE a><w:document"),
        )

        verdict, _ = inspect(strange, ["x"], original=None, burned=OURS, ocr=Tesseract())

        assert not verdict.is_clean
