"""What a list of labels or of areas for loose documents may have, said before anything is burned."""

from pathlib import Path

import pytest

from exchange.casework.trying_out.loose_papers import areas_in, labels_in

TOO_LONG = "Child " + "A" * 40


def written(folder: Path, text: str) -> Path:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("label", "said"),
    [(TOO_LONG, "is longer than 40 characters"), ("Дитина А", "cannot be written on a bar")],
)
def test_a_label_that_no_bar_can_hold_is_refused_with_its_line(tmp_path: Path, label: str, said: str) -> None:
    with pytest.raises(ValueError, match=f"Line 2 of the list of labels: the label .*{said}"):
        labels_in(written(tmp_path, f"Marlow Pemberton,Child A\nPemberton,{label}\n"))
    with pytest.raises(ValueError, match=f"Line 1 of the list of areas: the label .*{said}"):
        areas_in(written(tmp_path, f"1,10,10,90,30,{label}\n"))


@pytest.mark.parametrize("label", ["Child A", "Élève A", "Mother of Child A (2)"])
def test_a_label_that_can_be_written_is_taken(tmp_path: Path, label: str) -> None:
    assert labels_in(written(tmp_path, f"Marlow Pemberton,{label}\n")) == {"Marlow Pemberton": label}
    assert areas_in(written(tmp_path, f"1,10,10,90,30,{label}\n"))[0].label == label
