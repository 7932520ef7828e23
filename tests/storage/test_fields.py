"""Short texts that lie in the database are sealed."""

import pytest

from storage import FieldSealer, SealBroken, memory_key_store


class TestFieldSealer:
    """A thief of the database reads no title, no name and no reason."""

    @pytest.mark.parametrize("text", ["", "Chronology", "Zoë Ó Briain", "\ud800 lone", "x" * 10_000])
    def test_what_was_sealed_opens_for_its_column(self, text: str) -> None:
        sealer = FieldSealer(memory_key_store())

        assert sealer.open(sealer.seal(text, column="materials.title"), column="materials.title") == text

    def test_the_same_text_is_never_written_twice_alike(self) -> None:
        sealer = FieldSealer(memory_key_store())

        assert sealer.seal("Chronology", column="c") != sealer.seal("Chronology", column="c")

    def test_the_writing_shows_nothing_of_the_text(self) -> None:
        assert "Chronology" not in FieldSealer(memory_key_store()).seal("Chronology", column="c")

    @pytest.mark.parametrize("written", ["", "f1:", "f1:!!!", "Chronology", "f1:" + "A" * 60])
    def test_what_was_not_sealed_here_is_refused(self, written: str) -> None:
        with pytest.raises(SealBroken):
            FieldSealer(memory_key_store()).open(written, column="c")

    def test_a_text_moved_to_another_column_is_refused(self) -> None:
        sealer = FieldSealer(memory_key_store())

        with pytest.raises(SealBroken):
            sealer.open(sealer.seal("Chronology", column="materials.title"), column="materials.file_name")

    def test_two_sealers_of_one_key_store_open_each_others(self) -> None:
        keys = memory_key_store()

        assert FieldSealer(keys).open(FieldSealer(keys).seal("a", column="c"), column="c") == "a"
