"""What a line's end cuts in two is found whole."""

import pytest

from redaction import load_detector


class TestOverLines:
    """A number at the edge of a table's cell stands on two lines, and identifies all the same."""

    @pytest.mark.parametrize(
        ("text", "whole", "label"),
        [
            ("seen at home, NHS number 943\n476 5919) on Monday", "943\n476 5919", "NHS_NUMBER"),
            ("rang from 07700\n900461 after midnight", "07700\n900461", "PHONE_NUMBER"),
        ],
    )
    def test_a_number_on_two_lines_is_one_number(self, text: str, whole: str, label: str) -> None:
        found = {(text[span.start : span.end], span.label) for span in load_detector().detect(text)}

        assert (whole, label) in found

    def test_a_figure_below_another_is_not_joined_to_it(self) -> None:
        text = "Pupils\n312\n\nStaff\n41"

        assert all("\n" not in text[span.start : span.end] for span in load_detector().detect(text))
