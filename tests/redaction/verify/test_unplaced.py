"""A page that became a picture because its text says a name is let go only if something was taken out of it."""

from pathlib import Path

import pikepdf
import pytest

from redaction.page import Box
from redaction.verify.burned import Burned
from redaction.verify.pdf.unplaced import are_barred
from redaction.verify.sought import Sought
from redaction.verify.verdict import CheckState
from tests.redaction.hiding_places import SECRET, a_clean_pdf

OTHER = "Compass"


def _side_by_side(pdf: pikepdf.Pdf) -> None:
    """Two words that run down the page beside each other, row by row: poppler alone reads them as words."""
    rows = [
        f"BT /F1 12 Tf {x} {600 - 14 * row} Td ({letter}) Tj ET"
        for row, letters in enumerate(zip(SECRET, OTHER, strict=True))
        for x, letter in zip((300, 330), letters, strict=True)
    ]
    pdf.pages[0].obj.Contents = pdf.make_stream("\n".join(rows).encode())


@pytest.mark.parametrize(
    ("burned", "state"),
    [
        (Burned((), (1,)), CheckState.FOUND),
        (Burned(((1, Box(300, 150, 312, 250)),), (1,)), CheckState.CLEAN),
        (Burned((), ()), CheckState.CLEAN),
    ],
)
def test_it_is_refused_where_nothing_was(burned: Burned, state: CheckState, tmp_path: Path) -> None:
    original = tmp_path / "original.pdf"
    original.write_bytes(a_clean_pdf(_side_by_side))

    check = are_barred(original, burned, Sought([SECRET]))

    assert check.state is state
    assert not check.pages


def test_without_poppler_it_could_not_be_checked(tmp_path: Path) -> None:
    original = tmp_path / "original.pdf"
    original.write_bytes(a_clean_pdf())

    check = are_barred(original, Burned((), (1,)), Sought([SECRET]), program="no-such-program")

    assert check.state is CheckState.UNAVAILABLE


def _up_and_down(pdf: pikepdf.Pdf) -> None:
    """The last letter first, every other one higher: poppler reads no word there."""
    at = [72, 82, 88.7, 92.7, 101.3, 108, 114.7]
    drawn = [
        f"BT /F1 12 Tf {x} {600 + 7 * (place % 2)} Td ({letter}) Tj ET"
        for place, (letter, x) in enumerate(zip(SECRET, at, strict=True))
    ]
    pdf.pages[0].obj.Contents = pdf.make_stream(" ".join(reversed(drawn)).encode())


def test_what_is_read_along_its_lines_counts_too(tmp_path: Path) -> None:
    original = tmp_path / "original.pdf"
    original.write_bytes(a_clean_pdf(_up_and_down))

    assert are_barred(original, Burned((), (1,)), Sought([SECRET])).state is CheckState.FOUND


def _locked(tmp_path: Path, content: bytes, *, user: str) -> Path:
    original, locked = tmp_path / "original.pdf", tmp_path / "locked.pdf"
    original.write_bytes(content)
    no_copying = pikepdf.Permissions(extract=False)
    with pikepdf.open(original) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="of its own", user=user, allow=no_copying))
    return locked


@pytest.mark.parametrize("user", ["", "what the sender said"])
def test_a_lock_neither_hides_a_name_nor_stops_what_has_none(user: str, tmp_path: Path) -> None:
    """An original with a lock was once let go unread."""
    burned = Burned((), (1,), password=user)
    with_name = _locked(tmp_path, a_clean_pdf(_side_by_side), user=user)
    assert are_barred(with_name, burned, Sought([SECRET])).state is CheckState.FOUND

    without = _locked(tmp_path, a_clean_pdf(), user=user)
    assert are_barred(without, burned, Sought([SECRET])).state is CheckState.CLEAN
