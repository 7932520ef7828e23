"""A copy of a tagged document is tagged anew: what each part is, and not one word that its pages do not show."""

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from weasyprint import HTML

from redaction.burn import burn
from redaction.grounds import Ground
from redaction.mending import Mending
from redaction.report import BurnReport
from redaction.schedule import Gap, Schedule, ScheduleEntry
from redaction.sight.ocr import Tesseract
from redaction.verify.burned import Burned
from redaction.verify.pdf.inspection import inspect
from redaction.verify.verdict import READ_BY_TAGS, TAGS, Check, CheckState, verdict_of
from tests.redaction.pdf.reading_tags import parts, roles, said, tree
from tests.redaction.pdf.tagged_pages import Part, Setter, paragraphs_set, part
from tests.redaction.typesetter import ROSTER

NAME = "Oyelaran"
LEFT_OUT = ("tags for screen readers",)
OF_A_TABLE = Dictionary(O=Name.Table, ColSpan=2, RowSpan=1, Scope=Name.Column)


def redacted(
    source: Path, *terms: str, label: str = "", gap: Gap = Gap.FIXED, **told: Any
) -> tuple[Path, BurnReport]:
    """The copy and its report; the verifier found it clean."""
    entries = tuple(ScheduleEntry(term, Ground.CHILD, label) for term in terms or (NAME,))
    target = source.with_name("copy.pdf")
    report = burn(source, target, Schedule(entries, gap=gap), ocr=None, **told)
    record = {**report.as_record(), "gap": gap.value, "labels": [label] if label else []}
    verdict, _ = inspect(
        target,
        [each.term for each in entries],
        original=source,
        burned=Burned.from_record(record),
        ocr=Tesseract(),
    )
    assert verdict.is_clean, verdict.sentence
    return target, report


def copied(folder: Path, *given: Part, label: str = "", more: bytes = b"") -> Path:
    source = paragraphs_set(folder / "source.pdf", *given, more=more)
    return redacted(source, label=label)[0]


class TestWhatIsSaid:
    """A screen reader says the parts of a copy in their order, and labels in their place."""

    def test_every_part_keeps_its_role_its_place_and_its_words(self, tmp_path: Path) -> None:
        copy = copied(
            tmp_path,
            part("H1", "Minutes"),
            part("P", f"Present: {NAME} and the panel"),
            part("L", part("LI", part("Lbl", "1."), part("LBody", "Visit the home"))),
        )

        assert said(copy) == [
            "Document",
            "\tH1 Minutes",
            "\tP Present: and the panel",
            "\tL",
            "\t\tLI",
            "\t\t\tLbl 1.",
            "\t\t\tLBody Visit the home",
        ]

    def test_a_label_is_said_where_the_name_stood(self, tmp_path: Path) -> None:
        copy = copied(tmp_path, part("P", f"We saw {NAME} at school"), label="Child A")

        assert said(copy)[1].replace("Child Aat", "Child A at") == "\tP We saw Child A at school"

    def test_a_paragraph_whose_every_word_went_is_still_one(self, tmp_path: Path) -> None:
        copy = copied(tmp_path, part("P", "Named:"), part("P", NAME), part("P", "and nobody else"))

        assert said(copy) == ["Document", "\tP Named:", "\tP", "\tP and nobody else"]

    def test_the_cells_of_a_table_keep_how_they_are_joined(self, tmp_path: Path) -> None:
        head = part(
            "TR",
            part("TH", "Who", A=OF_A_TABLE),
            part("TH", "When", A=Dictionary(O=Name.Table, Scope=Name.Row)),
        )
        row = part("TR", part("TD", NAME), part("TD"), part("TD", "May"))

        copy = copied(tmp_path, part("Table", part("THead", head), part("TBody", row)))

        assert roles(copy) == [
            "Document",
            "Table",
            "THead",
            "TR",
            "TH",
            "TH",
            "TBody",
            "TR",
            "TD",
            "TD",
            "TD",
        ]
        with pikepdf.open(copy) as pdf:
            joined = [dict(each.A.items()) for each in parts(pdf) if "/A" in each]
        assert joined == [
            {"/O": "/Table", "/ColSpan": 2, "/Scope": "/Column"},
            {"/O": "/Table", "/Scope": "/Row"},
        ]

    def test_a_part_goes_on_over_the_page_s_end(self, tmp_path: Path) -> None:
        setter = Setter().page([part("P", "The first half")]).page([part("P", f"of what {NAME} said")])
        first, second = setter.root.K
        first.K.append(Dictionary(Type=Name.MCR, Pg=second.Pg, MCID=0))
        del setter.root.K[1]

        copy, _ = redacted(setter.written(tmp_path / "source.pdf"))

        assert said(copy) == ["Document", "\tP The first half of what said"]

    def test_what_was_ornament_is_not_said(self, tmp_path: Path) -> None:
        footer = (
            f"/Artifact <</Type /Pagination>> BDC BT /F1 9 Tf 72 30 Td (Page 1, {NAME}) Tj ET EMC".encode()
        )

        copy = copied(tmp_path, part("P", "Only this is said"), more=footer)

        assert said(copy) == ["Document", "\tP Only this is said"]

    def test_a_role_that_the_document_made_up_is_followed_to_one_that_readers_know(
        self, tmp_path: Path
    ) -> None:
        setter = Setter().page([part("Ueberschrift", "Heading"), part("Nobodyknows", f"Text on {NAME}")])
        setter.root.RoleMap = Dictionary({"/Ueberschrift": Name("/Title2"), "/Title2": Name.H2})

        copy, _ = redacted(setter.written(tmp_path / "source.pdf"))

        assert roles(copy) == ["Document", "H2", "P"]

    def test_a_page_that_became_a_picture_is_a_figure_in_its_place(self, tmp_path: Path) -> None:
        setter = Setter().page([part("P", f"Page one on {NAME}")]).page([part("P", "Page two")])

        source, copy = setter.written(tmp_path / "source.pdf"), tmp_path / "copy.pdf"
        report = burn(source, copy, Schedule((ScheduleEntry(NAME, Ground.CHILD),)), ocr=None, as_pictures=[1])

        assert report.rasterised_pages == (1,)
        assert said(copy) == ["Document", "\tP", "\t\tFigure", "\tP Page two"]


class TestNothingElse:
    """No tag says or counts anything that the pages do not show."""

    def test_no_word_of_the_old_tags_travels(self, tmp_path: Path) -> None:
        spare: dict[str, Any] = {key: String(NAME) for key in ("ActualText", "Alt", "E", "T", "ID", "Lang")}
        attributes = Array([Dictionary(O=Name.Table, Summary=String(NAME)), Dictionary(O=Name(f"/{NAME}"))])
        setter = Setter().page([part(NAME, "Some words", A=attributes, C=Name(f"/{NAME}"), **spare)])
        setter.root.RoleMap = Dictionary({f"/{NAME}": Name.P})
        setter.root.ClassMap = Dictionary({f"/{NAME}": Dictionary(O=Name.Layout)})
        setter.root.IDTree = Dictionary(Names=Array([String(NAME), setter.root.K[0]]))

        copy, report = redacted(setter.written(tmp_path / "source.pdf"))

        assert (roles(copy), report.left_out) == (["Document", "P"], ())
        with pikepdf.open(copy) as pdf:
            assert NAME not in "".join(repr(dict(each.items())) for each in parts(pdf))

    def test_how_often_a_word_was_set_apart_leaves_no_trace(self, tmp_path: Path) -> None:
        apart = part("P", part("Span", "Seen:"), part("Span", NAME), part("Em", part("Link", "and others")))
        plain = part("P", "Seen:", NAME, "and others")

        one, other = (
            copied(_folder(tmp_path, name), part("H1", "Heading"), given)
            for name, given in (("apart", apart), ("plain", plain))
        )

        assert tree(one) == tree(other)
        assert roles(one) == ["Document", "H1", "P"]

    def test_a_number_of_cells_is_never_larger_than_the_table(self, tmp_path: Path) -> None:
        wide = Dictionary(O=Name.Table, ColSpan=987, RowSpan=654)
        row = part("TR", part("TD", "One", A=wide), part("TD", "Two"))

        copy = copied(tmp_path, part("Table", row, part("TR", part("TD", "Three"))))

        with pikepdf.open(copy) as pdf:
            assert [dict(each.A.items()) for each in parts(pdf) if "/A" in each] == [
                {"/O": "/Table", "/ColSpan": 2, "/RowSpan": 2}
            ]

    def test_parts_that_nobody_sees_are_not_counted(self, tmp_path: Path) -> None:
        empty = part("Table", part("TR", part("TD"), part("TD")), part("TR", part("TD", "Shown"), part("TD")))

        copy = copied(tmp_path, part("P", "Text"), part("Sect", part("P")), empty)

        assert roles(copy) == ["Document", "P", "Table", "TR", "TD", "TD"]

    def test_parts_read_up_the_page_are_read_as_they_are_drawn(self, tmp_path: Path) -> None:
        setter = Setter().page([part("P", "Abel"), part("P", "Cain"), part("P", "Eve")])
        first, second, third = list(setter.root.K)
        setter.root.K = Array([third, first, second])

        copy, report = redacted(setter.written(tmp_path / "source.pdf"))

        assert said(copy) == ["Document", "\tP Abel", "\tP Cain", "\tP Eve"]
        assert report.left_out == ()

    @pytest.mark.parametrize("gap", [Gap.FIXED, Gap.EXACT])
    def test_every_drawing_is_marked_however_wide_the_gap(self, gap: Gap, tmp_path: Path) -> None:
        source = paragraphs_set(
            tmp_path / "source.pdf",
            part("P", f"On {NAME} and others"),
            more=b"10 10 30 30 re f 0 0 m 9 9 l S q 1 0 0 1 5 5 cm BT ET Q",
        )

        copy, report = redacted(source, label="Child A", gap=gap)

        assert (roles(copy), report.left_out) == (["Document", "P"], ())


@pytest.mark.slow
class TestRoster:
    """Whoever knows everybody it could have been cannot tell by the tags who it was."""

    def test_people_with_short_and_with_long_names_all_have_the_same_tags(self, tmp_path: Path) -> None:
        told = {self.tree_of(tmp_path, name) for name in sorted(ROSTER, key=len)[::3]}

        assert len(told) == 1
        assert {"/H1", "/P", "/L", "/LI", "/Table", "/TR", "/TD"} <= set(told.pop().split())

    def tree_of(self, folder: Path, name: str) -> str:
        """The tags of a copy that a word processor's kind of program set for this name."""
        page = f"""<html lang="en-GB"><style>p {{ text-align: justify }}</style><h1>Account of {name}</h1>
        <p>The meeting heard that <b>{name}</b> had moved house in the spring and that her brother stayed behind with
        the grandmother until the holidays began, as {name} said. The officer wrote to the school.</p><p>{name}</p>
        <ul><li>Visit {name} at home, and speak with the neighbours who saw what happened on that evening before they
        leave for the coast<li>Call the school</ul><table><tr><td>{name}<td>May</table>"""
        HTML(string=page).write_pdf(folder / "source.pdf", pdf_tags=True)
        copy = folder / "copy.pdf"
        terms = dict.fromkeys([name, *name.split()])
        schedule = Schedule(tuple(ScheduleEntry(term, Ground.CHILD) for term in terms))
        report = burn(folder / "source.pdf", copy, schedule, ocr=None)
        assert report.left_out == ()
        return tree(copy)


class TestNotFollowed:
    """A tree that cannot be followed to its end is no tree: the copy has none, and the report says so."""

    def assert_untagged(self, source: Path) -> None:
        copy, report = redacted(source)
        assert report.left_out == LEFT_OUT
        with pikepdf.open(copy) as pdf:
            assert "/StructTreeRoot" not in pdf.Root and "/MarkInfo" not in pdf.Root
            assert all(
                "/StructParents" not in page and b"MCID" not in page.Contents.read_bytes()
                for page in pdf.pages
            )

    def test_words_that_belong_to_no_part(self, tmp_path: Path) -> None:
        setter = Setter().page([part("P", "Tagged")])
        setter.page([part("P", f"Tagged {NAME}")], more=b"BT /F1 12 Tf 72 100 Td (Nobody tagged this) Tj ET")

        self.assert_untagged(setter.written(tmp_path / "source.pdf"))

    def test_words_that_two_parts_claim(self, tmp_path: Path) -> None:
        setter = Setter().page([part("P", "One"), part("P", "Two")])
        setter.root.K[1].K = Array([0, 1])

        self.assert_untagged(setter.written(tmp_path / "source.pdf"))

    def test_a_number_of_cells_that_is_none(self, tmp_path: Path) -> None:
        cell = part("TD", NAME, A=Dictionary(O=Name.Table, ColSpan=String(NAME)))

        self.assert_untagged(paragraphs_set(tmp_path / "source.pdf", part("Table", part("TR", cell))))

    def test_a_part_that_stands_in_itself(self, tmp_path: Path) -> None:
        setter = Setter().page([part("Sect", part("P", "One"))])
        setter.root.K[0].K.append(setter.root.K[0])

        self.assert_untagged(setter.written(tmp_path / "source.pdf"))

    def test_a_burn_that_is_told_to_leave_the_tags_out(self, tmp_path: Path) -> None:
        source = paragraphs_set(tmp_path / "source.pdf", part("P", f"About {NAME}"))

        copy, report = redacted(source, is_untagged=True)

        assert (roles(copy), report.left_out) == ([], LEFT_OUT)


class TestMending:
    """A copy that fails by its tags is made again without them."""

    @pytest.mark.parametrize("name", [TAGS, READ_BY_TAGS])
    def test_what_the_checks_of_tags_find_takes_the_tags_away(self, name: str) -> None:
        verdict = verdict_of([Check(name, CheckState.FOUND, "1 page")])

        further = Mending().after(verdict)

        assert further.is_untagged
        assert further.after(verdict) == further

    def test_what_other_checks_find_leaves_the_tags(self) -> None:
        verdict = verdict_of([Check("poppler text", CheckState.FOUND, "1 place", (1,))])

        assert not Mending().after(verdict).is_untagged


def _folder(above: Path, name: str) -> Path:
    (above / name).mkdir()
    return above / name
