"""A check made beside the others is made, or known not to have been."""

import os

import pytest

from redaction.verify.aside import Aside
from redaction.verify.verdict import Check, CheckState


def test_what_it_showed_comes_back() -> None:
    check = Check("one", CheckState.FOUND, "2 places", (1, 3))

    assert Aside(lambda: check).answer() == check


def test_a_check_that_raised_was_not_made() -> None:
    def broken() -> Check:
        raise ValueError

    with pytest.raises(RuntimeError):
        Aside(broken).answer()


def test_a_check_whose_process_died_was_not_made() -> None:
    def killed() -> Check:
        os._exit(3)

    with pytest.raises(RuntimeError):
        Aside(killed).answer()
