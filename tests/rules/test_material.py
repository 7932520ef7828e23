"""The life of an item, what may be done with it when, and what may be uploaded at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from exchange.rules.errors import Destroyed, InputRefused, Refusal, WrongState
from exchange.rules.material import (
    STEPS,
    MaterialState,
    VersionState,
    check_title,
    check_upload,
)
from tests.builders import some_classification, some_material, some_version

GB = 1 << 30
GONE = {MaterialState.DESTROYING, MaterialState.DESTROYED}
NOT_READY = [MaterialState.UPLOADING, MaterialState.CHECKING, MaterialState.REJECTED]


class TestSteps:
    """One way forward, and one way back: a hold that arrives before the key is gone."""

    @given(st.sampled_from(MaterialState), st.sampled_from(MaterialState))
    def test_an_item_takes_exactly_the_steps_of_the_table(
        self, here: MaterialState, there: MaterialState
    ) -> None:
        item = some_material(state=here)
        if there in STEPS[here]:
            assert item.step(there).state is there
        else:
            with pytest.raises(Destroyed if here in GONE else WrongState):
                item.step(there)

    def test_a_hold_brings_an_item_back_until_its_key_is_gone(self) -> None:
        going = some_material().step(MaterialState.DESTROYING)

        assert going.step(MaterialState.SEALED) == some_material()

    def test_what_is_destroyed_or_rejected_has_no_next_step(self) -> None:
        assert STEPS[MaterialState.DESTROYED] == STEPS[MaterialState.REJECTED] == frozenset()


class TestReadiness:
    """Nothing is read, redacted or released before it is whole, nor once it is going."""

    def test_a_sealed_and_classified_item_is_ready(self) -> None:
        some_material().check_sealed()

        assert some_material().check_classified() == some_classification()

    @pytest.mark.parametrize("state", NOT_READY)
    def test_an_item_that_is_not_sealed_is_not_ready(self, state: MaterialState) -> None:
        with pytest.raises(WrongState, match="not ready yet"):
            some_material(state=state).check_classified()

    @pytest.mark.parametrize("state", sorted(GONE))
    def test_an_item_that_is_going_or_gone_says_destroyed(self, state: MaterialState) -> None:
        with pytest.raises(Destroyed, match="was destroyed"):
            some_material(state=state).check_sealed()

    def test_an_unclassified_item_says_so(self) -> None:
        with pytest.raises(WrongState, match="has not been classified"):
            some_material(classification=None).check_classified()

    def test_material_of_others_is_material_with_an_originator(self) -> None:
        assert some_material(originator="norchester-police").is_others
        assert not some_material().is_others

    def test_a_version_can_be_read_until_it_is_destroyed(self) -> None:
        some_version().check_readable()
        gone = some_version().destroyed()

        assert gone.state is VersionState.DESTROYED
        with pytest.raises(Destroyed, match="was destroyed"):
            gone.check_readable()


class TestTitle:
    """A neutral title, in one line."""

    def test_it_is_trimmed_to_one_line_of_visible_words(self) -> None:
        assert (
            check_title("  Minutes of\n the\u2028first \u202emeeting\x00 ") == "Minutes of the first meeting"
        )
        assert check_title("x" * 120) == "x" * 120

    @pytest.mark.parametrize("title", ["", "  ", "\u200b\u202e"])
    def test_an_empty_title_is_refused(self, title: str) -> None:
        with pytest.raises(InputRefused, match="Enter a title"):
            check_title(title)

    def test_a_title_of_121_characters_is_refused(self) -> None:
        with pytest.raises(InputRefused, match="120 characters or fewer"):
            check_title("x" * 121)


class TestUpload:
    """Refused before the first byte, with the limit in the sentence."""

    @pytest.mark.parametrize("length", [1, 2 * GB])
    def test_anything_up_to_the_limit_is_taken(self, length: int) -> None:
        check_upload(length_bytes=length, limit_bytes=2 * GB)

    @pytest.mark.parametrize(
        ("length", "limit", "sentence"),
        [
            (0, GB, "The selected file is empty"),
            (-1, GB, "Select a document"),
            (2 * GB + 1, 2 * GB, "must be smaller than 2GB"),
            (51 << 20, 50 << 20, "must be smaller than 50MB"),
            (GB + (1 << 29) + 1, GB + (1 << 29), "must be smaller than 1536MB"),
            (1001, 1000, "must be smaller than 1MB"),
        ],
    )
    def test_an_empty_or_too_large_file_is_refused(self, length: int, limit: int, sentence: str) -> None:
        with pytest.raises(InputRefused, match=sentence) as refused:
            check_upload(length_bytes=length, limit_bytes=limit)

        assert refused.value.field == "file"


class MaterialLife(RuleBasedStateMachine):
    """Any step is tried at any time; the model knows only the promises."""

    @initialize()
    def register(self) -> None:
        self.item = some_material(state=MaterialState.UPLOADING)
        self.seen: list[MaterialState] = [MaterialState.UPLOADING]

    @rule(to=st.sampled_from(MaterialState))
    def try_a_step(self, to: MaterialState) -> None:
        try:
            self.item = self.item.step(to)
        except Refusal:
            assert self.item.state is self.seen[-1]
            return
        self.seen.append(to)

    @invariant()
    def nothing_is_sealed_unchecked_and_nothing_destroyed_unsealed(self) -> None:
        if MaterialState.SEALED in self.seen:
            assert self.seen[:3] == [
                MaterialState.UPLOADING,
                MaterialState.CHECKING,
                MaterialState.SEALED,
            ]
        if MaterialState.DESTROYING in self.seen:
            assert MaterialState.SEALED in self.seen

    @invariant()
    def destroyed_and_rejected_are_the_end(self) -> None:
        for end in (MaterialState.DESTROYED, MaterialState.REJECTED):
            assert self.seen.count(end) <= 1
            if end in self.seen:
                assert self.seen[-1] is end


TestMaterialLife = MaterialLife.TestCase
