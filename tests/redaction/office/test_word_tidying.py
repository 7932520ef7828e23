"""What stands round a name in a Word document does not count its letters.

Every person is made up.
"""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from redaction.formats import format_of, kind_of
from redaction.grounds import Ground
from redaction.report import Told
from redaction.schedule import AS_IT_IS, Gap, Schedule, ScheduleEntry
from tests.redaction.office.packing import Packing

NAMES = ("Ann Lee", "Lily Fitton", "Mary Anne Jarvis", "Constance Featherstone")
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def fitted_table(name: str, *, fixed: bool = False) -> str:
    layout = '<w:tblLayout w:type="fixed"/>' if fixed else ""
    rows = "".join(
        "<w:tr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph(run(text))}</w:tc>'
            for text, width in ((first, 120 * len(name)), (second, 900))
        )
        + "</w:tr>"
        for first, second in ((name, "child"), ("Aunt", "carer"))
    )
    grid = f'<w:gridCol w:w="{120 * len(name)}"/><w:gridCol w:w="900"/>'
    own = f'<w:tblPr><w:tblW w:w="0" w:type="auto"/>{layout}</w:tblPr>'
    return f"<w:tbl>{own}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def counted(name: str) -> str:
    begin, middle, end = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end"))
    parts = (begin, "<w:instrText> NUMCHARS </w:instrText>", middle, f"<w:t>{200 + len(name)}</w:t>", end)
    return paragraph(run(name), *(f"<w:r>{part}</w:r>" for part in parts))


BODIES: dict[str, Callable[[str], str]] = {
    "a run for each letter": lambda name: paragraph(run("Seen "), *map(run, name), run(" at home")),
    "spaces up to a column": lambda name: paragraph(run(f"{name:<30}child")),
    "dots up to a number": lambda name: paragraph(run(f"Account of {name} ".ljust(60, ".") + "12")),
    "a rule typed under it": lambda name: paragraph(run(name)) + paragraph(run("_" * len(name))),
    "a table fitted to it": fitted_table,
    "a count of letters": counted,
}


def copy_of(folder: Path, body: str, name: str, gap: Gap = Gap.FIXED) -> bytes:
    packing = Packing()
    packing.relate("", "officeDocument", "word/document.xml")
    packing.add(
        "word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>', MAIN
    )
    (folder / "source.docx").write_bytes(packing.packed())
    source = folder / "source.docx"
    entries = tuple(ScheduleEntry(term, Ground.CHILD) for term in (name, *name.split()))
    kind = format_of(kind_of(source))
    kind.burn(source, folder / "copy", Schedule(entries, gap=gap), AS_IT_IS, ocr=None, told=Told())
    with zipfile.ZipFile(folder / "copy") as package:
        return package.read("word/document.xml")


class TestWordTidying:
    @pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
    def test_copies_about_different_people_are_the_same(
        self, tmp_path: Path, body: Callable[[str], str]
    ) -> None:
        assert len({copy_of(tmp_path, body(name), name) for name in NAMES}) == 1

    def test_a_paragraph_that_lost_nothing_keeps_its_spaces(self, tmp_path: Path) -> None:
        kept = paragraph(run("Role:          child ........ 9"))
        apart = paragraph(run("and so on"))

        assert b"Role:          child ........ 9" in copy_of(
            tmp_path, kept + apart + paragraph(run("Seen Ann Lee")), "Ann Lee"
        )

    def test_a_table_of_fixed_columns_keeps_them(self, tmp_path: Path) -> None:
        assert b'w:w="840"' in copy_of(tmp_path, fitted_table("Ann Lee", fixed=True), "Ann Lee")

    def test_where_gaps_are_exact_nothing_else_changes(self, tmp_path: Path) -> None:
        made = copy_of(tmp_path, BODIES["spaces up to a column"]("Ann Lee"), "Ann Lee", Gap.EXACT)

        assert b"[redacted]" + b" " * 23 + b"child" in made
