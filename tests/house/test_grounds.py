"""The page of grounds is the closed list."""

from tests.house.grounds import PAGE, drawn


class TestGrounds:
    """Someone who is refused a passage can look up why."""

    def test_the_page_equals_the_code(self) -> None:
        assert PAGE.read_text() == drawn()
