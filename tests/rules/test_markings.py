"""Sensitivity: complete, with its basis, raised by anyone and lowered by two."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.rules.errors import InputRefused, SecondPersonRequired, WrongState
from exchange.rules.markings import (
    Level,
    Marking,
    SecretPointer,
    check_classification,
    check_reclassification,
    highest,
)
from tests.builders import some_classification

OPEN = {Level.ORDINARY: 0, Level.SENSITIVE: 1}
LOW = {Marking.OFFICIAL: 0, Marking.OFFICIAL_SENSITIVE: 1}


class TestClassification:
    """Every field that the others depend on."""

    @pytest.mark.parametrize(
        "change",
        [
            {},
            {"marking": Marking.OFFICIAL, "handling_instruction": ""},
            {"level": Level.SENSITIVE, "basis": "Would identify an informant"},
        ],
    )
    def test_a_complete_classification_is_taken(self, change: dict[str, Any]) -> None:
        check_classification(some_classification(**change))

    @pytest.mark.parametrize(
        ("field", "change"),
        [
            ("basis", {"basis": " "}),
            ("basis", {"level": Level.SENSITIVE, "basis": "It is sensitive"}),
            ("handling_instruction", {"handling_instruction": " "}),
            ("categories", {"categories": ()}),
        ],
    )
    def test_an_incomplete_one_names_the_field(self, field: str, change: dict[str, Any]) -> None:
        with pytest.raises(InputRefused) as refused:
            check_classification(some_classification(**change))

        assert refused.value.field == field

    def test_secret_material_is_never_taken_and_only_its_holder_is_recorded(self) -> None:
        with pytest.raises(WrongState, match="cannot upload secret material") as refused:
            check_classification(some_classification(level=Level.SECRET))

        assert "Record only where the material is held" in refused.value.next_step

    def test_the_record_of_secret_material_has_no_field_for_content(self) -> None:
        assert set(SecretPointer.__slots__) == {
            "id",
            "matter",
            "party",
            "contact",
            "recorded_by",
            "recorded_at",
            "version",
        }


class TestReclassification:
    """Raising is anyone's at once; lowering needs somebody else."""

    @given(
        st.sampled_from(list(OPEN)),
        st.sampled_from(list(LOW)),
        st.sampled_from(list(OPEN)),
        st.sampled_from(list(LOW)),
        st.sampled_from(["a.khan", "t.adeyemi"]),
    )
    def test_nobody_lowers_their_own_decision(
        self, old_level: Level, old_marking: Marking, level: Level, marking: Marking, by: str
    ) -> None:
        old = some_classification(level=old_level, marking=old_marking)
        new = some_classification(level=level, marking=marking, decided_by=by)
        lowered = OPEN[level] < OPEN[old_level] or LOW[marking] < LOW[old_marking]

        if lowered and by == "a.khan":
            with pytest.raises(SecondPersonRequired, match="lower your own"):
                check_reclassification(old, new)
        else:
            check_reclassification(old, new)

    def test_raising_one_does_not_pay_for_lowering_the_other(self) -> None:
        old = some_classification(level=Level.SENSITIVE, marking=Marking.OFFICIAL)

        with pytest.raises(SecondPersonRequired):
            check_reclassification(old, some_classification(level=Level.ORDINARY))


@given(st.lists(st.sampled_from(Marking)))
def test_a_bundle_carries_the_highest_marking_of_its_parts(markings: list[Marking]) -> None:
    expected = Marking.OFFICIAL_SENSITIVE if Marking.OFFICIAL_SENSITIVE in markings else Marking.OFFICIAL

    assert highest(markings) is expected
