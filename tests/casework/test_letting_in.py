"""Who may let people into a matter, and who learns that it exists."""

from pathlib import Path

import pytest

from exchange.casework.matters import add_member
from exchange.rules.errors import NotFound
from exchange.rules.officers import Role
from tests.desk import a_desk


class TestLettingIn:
    """An approver lets in colleagues only where they are a member themselves (I-7)."""

    def test_an_approver_off_the_matter_is_told_it_is_not_there(self, tmp_path: Path) -> None:
        house = a_desk(tmp_path)
        matter = house.matter(members=())
        opener = house.officers["m.lewis"]
        approver = next(
            o for o in house.officers.values() if o.party == opener.party and Role.APPROVER in o.roles
        )
        colleague = next(
            o for o in house.officers.values() if o.party == opener.party and Role.REVIEWER in o.roles
        )

        with pytest.raises(NotFound):
            add_member(house.desk, approver, matter.id, colleague.id)
