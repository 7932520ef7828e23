"""Every recogniser finds what it should and leaves its neighbours alone."""

import pytest

import redaction.recognisers as room
from redaction.recognisers.recogniser import Recogniser
from redaction.spans import Span
from tests.redaction.recognisers.table import Table
from tests.redaction.recognisers.tables import NUMBERS, POLICE
from tests.redaction.recognisers.tables_of_people import PEOPLE

TABLES = {**PEOPLE, **POLICE, **NUMBERS}
YES = [(name, text, wording) for name, table in TABLES.items() for text, wording in table.yes]
NO = [(name, text) for name, table in TABLES.items() for text in table.no]


def finds(table: Table, text: str) -> list[Span]:
    return [span for recogniser in table.room.RECOGNISERS for span in recogniser.find(text)]


class TestTables:
    """A table of yes and no for each kind of identifier."""

    @pytest.mark.parametrize(("name", "text", "wording"), YES)
    def test_what_should_be_found_is_found_in_its_full_extent(
        self, name: str, text: str, wording: str
    ) -> None:
        assert wording in {text[span.start : span.end] for span in finds(TABLES[name], text)}

    @pytest.mark.parametrize(("name", "text"), NO)
    def test_what_only_looks_alike_is_left_alone(self, name: str, text: str) -> None:
        assert finds(TABLES[name], text) == []

    def test_every_recogniser_has_a_table(self) -> None:
        tabled = {id(one) for table in TABLES.values() for one in table.room.RECOGNISERS}

        assert {id(one) for one in (*room.RECOGNISERS, *room.ONLY_WIDE)} == tabled

    def test_every_recogniser_has_its_own_name(self) -> None:
        names = [one.name for one in (*room.RECOGNISERS, *room.ONLY_WIDE) if isinstance(one, Recogniser)]

        assert len(names) == len(set(names))
