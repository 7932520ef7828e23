"""Writing in which spaces, dots and line ends would count the letters of a name, with somebody's name in it.

Every person is made up.
"""

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from redaction.formats import format_of, kind_of
from redaction.grounds import Ground
from redaction.report import Told
from redaction.schedule import AS_IT_IS, Gap, Schedule, ScheduleEntry

NAMES = ("Ann Lee", "Lily Fitton", "Mary Anne Jarvis", "Constance Featherstone")
STORY = (
    "The school told the duty team that {name} had not come back after the break and that nobody at home was "
    "answering the telephone. An officer spoke to {name} in the kitchen while the others were kept in the front "
    "room, and it was agreed that {name} would stay with an aunt until the meeting."
)


def spread(text: str, width: int) -> str:
    lines = []
    for line in textwrap.wrap(text, width):
        words, short = line.split(), width - len(line)
        each, more = divmod(short, len(words) - 1)
        lines.append("".join(word + " " * (1 + each + (at < more)) for at, word in enumerate(words)).rstrip())
    return "\n".join([*lines[:-1], " ".join(lines[-1].split())])


def table(name: str, width: int) -> str:
    rows = (
        ("Name", "Role", "Age"),
        (name, "child", "9"),
        ("Aunt", "carer", "41"),
        ("Officer Cole", "", "35"),
    )
    return "\n".join(f"{one:<{width}}{two:<10}{three:>5}".rstrip() for one, two, three in rows)


def boxed(name: str) -> str:
    width = max(len(name), 4)
    rule = f"+-{'-' * width}-+-------+\n"
    return rule + "".join(
        f"| {one:<{width}} | {two:<5} |\n{rule}" for one, two in (("Name", "Role"), (name, "child"))
    )


PASSAGES: dict[str, Callable[[str], str]] = {
    "columns": lambda name: table(name, 30),
    "columns as wide as the name": lambda name: table(name, max(len(name), 12) + 2),
    "lines of 72": lambda name: textwrap.fill(STORY.format(name=name), 72),
    "quoted lines": lambda name: textwrap.indent(textwrap.fill(STORY.format(name=name), 66), "> "),
    "lines spread to both edges": lambda name: spread(STORY.format(name=name), 64),
    "a box": boxed,
    "a heading with its rule": lambda name: f"Report on {name}\n{'=' * (10 + len(name))}",
    "dots to a page number": lambda name: f"{name} ".ljust(60, ".") + " 12\n" + "Chronology ".ljust(60, ".") + " 14",
    "the middle": lambda name: "\n".join(line.center(70) for line in (name, "The panel of the ninth")),
    "the right edge": lambda name: "\n".join(line.rjust(70) for line in (name, "12 Elm Row")),
    "a tree": lambda name: f"{name}\n{' ' * len(name)}|\n{' ' * len(name)}+-- Aunt",
    "signs under it": lambda name: f"Seen {name} today\n     {'^' * len(name)}",
}  # fmt: skip


def copy_of(folder: Path, text: str, name: str, *, ending: str = "txt", gap: Gap = Gap.FIXED) -> str:
    source, target = folder / f"source.{ending}", folder / "copy"
    source.write_text(text)
    entries = tuple(ScheduleEntry(term, Ground.CHILD) for term in (name, *name.split()))
    kind = format_of(kind_of(source))
    kind.burn(source, target, Schedule(entries, gap=gap), AS_IT_IS, ocr=None, told=Told())
    return target.read_text()


class TestLayoutOfWriting:
    """What stands round a gap does not say how long it was."""

    @pytest.mark.parametrize("passage", PASSAGES.values(), ids=PASSAGES.keys())
    def test_copies_about_different_people_are_the_same(
        self, tmp_path: Path, passage: Callable[[str], str]
    ) -> None:
        opening = textwrap.fill(STORY.format(name="the child"), 72) + "\n\n"
        copies = {copy_of(tmp_path, opening + passage(name) + "\n", name) for name in NAMES}

        assert len(copies) == 1

    def test_cells_of_a_padded_table_of_values_are_not_padded(self, tmp_path: Path) -> None:
        made = {
            copy_of(tmp_path, f"name,role\n{name:<30},child\n{'Aunt':<30},carer\n", name, ending="csv")
            for name in NAMES
        }

        assert made == {"name,role\n[redacted],child\nAunt,carer\n"}

    def test_a_page_of_html_counts_no_letters_in_spans_rules_and_rows(self, tmp_path: Path) -> None:
        def page(name: str) -> str:
            letters = "".join(f"<span>{letter}</span>" for letter in name)
            rows = f"<pre>\n{name:<30}child\n{'Aunt':<30}carer\n</pre>"
            return f"<!DOCTYPE html><html><body><p>{letters}</p>{rows}<p>{'_' * len(name)}</p></body></html>"

        assert len({copy_of(tmp_path, page(name), name, ending="html") for name in NAMES}) == 1

    def test_an_empty_cell_stays_empty_under_its_heading(self, tmp_path: Path) -> None:
        copy = copy_of(tmp_path, table("Ann Lee", 30), "Ann Lee").splitlines()

        assert copy[3].index("35") == copy[2].index("41")
        assert copy[1].index("child") == copy[0].index("Role")

    def test_words_stay_in_their_order(self, tmp_path: Path) -> None:
        copy = copy_of(tmp_path, textwrap.fill(STORY.format(name="Ann Lee"), 60), "Ann Lee")

        assert copy.split() == STORY.format(name="[redacted]").split()

    def test_a_passage_that_lost_nothing_stays_to_the_letter(self, tmp_path: Path) -> None:
        kept = "Table  of   things\n    kept      as it was\n========\n"

        assert copy_of(tmp_path, kept + "\nSeen Ann Lee.\n", "Ann Lee").startswith(kept)

    def test_where_gaps_are_exact_only_the_word_goes(self, tmp_path: Path) -> None:
        copy = copy_of(tmp_path, table("Ann Lee", 30), "Ann Lee", gap=Gap.EXACT)

        assert copy == table("Ann Lee", 30).replace("Ann Lee", "[redacted]")
