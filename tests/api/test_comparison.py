"""Comparisons and labels by API: the same acts, and nothing for the other party."""

from tests.api.caller import Caller
from tests.api.scene import an_agreed_release, an_available_release
from tests.desk import House


class TestComparison:
    """What stands between a release and its approval."""

    def test_a_release_that_was_compared_says_so(self, caller: Caller, house: House) -> None:
        release = an_agreed_release(house, house.matter())

        shown = caller.get(f"/releases/{release.id}/comparison", by="a.khan")

        assert shown.status_code == 200
        assert (shown.json["state"], shown.json["is_old"], shown.json["items"]) == ("done", False, [])

    def test_it_can_be_asked_for_again(self, caller: Caller, house: House) -> None:
        release = an_agreed_release(house, house.matter())

        asked = caller.post(f"/releases/{release.id}/comparison", by="a.khan")
        closed = caller.post(f"/releases/{release.id}/approve", by="c.hart", fresh=True)
        house.work()
        open_again = caller.post(f"/releases/{release.id}/approve", by="c.hart", fresh=True)

        assert (asked.status_code, asked.json["state"]) == (202, "waiting")
        assert [failure["code"] for failure in closed.json["failures"]] == ["G21"]
        assert open_again.status_code == 200

    def test_the_other_party_knows_nothing_of_it(self, caller: Caller, house: House) -> None:
        release = an_agreed_release(house, house.matter())
        place = f"/releases/{release.id}/comparison"

        assert caller.get(place, by="d.moss").status_code == 404
        assert caller.post(place, by="d.moss").status_code == 404

    def test_what_was_not_found_cannot_be_answered(self, caller: Caller, house: House) -> None:
        release = an_agreed_release(house, house.matter())
        place = f"/releases/{release.id}/comparison"

        kept = caller.post(f"{place}/kept", by="a.khan", keys=["ab" * 8], reason="They know it")
        confirmed = caller.post(f"{place}/confirmations", by="m.lewis", keys=["ab" * 8], confirmed=True)
        malformed = caller.post(f"{place}/kept", by="a.khan", keys=["<script>"], reason="They know it")

        assert (kept.status_code, confirmed.status_code, malformed.status_code) == (404, 404, 422)

    def test_a_release_that_has_gone_is_not_answered(self, caller: Caller, house: House) -> None:
        release = an_available_release(house, house.matter())

        again = caller.post(f"/releases/{release.id}/comparison", by="a.khan")

        assert again.status_code == 409


class TestLabels:
    """Who stands behind which label."""

    def test_a_person_is_added_found_spelt_merged_and_removed(self, caller: Caller, house: House) -> None:
        place = f"/matters/{house.matter().id}/labels"

        added = caller.post(place, by="a.khan", role="child", spellings=["Rowan Ashdown"], label="Child K")
        caller.post(place, by="a.khan", role="person", spellings=["R Ashdown"], label="Person M")
        caller.post(f"{place}/spellings", by="a.khan", label="Child K", spellings=["Ro"])
        caller.post(f"{place}/merge", by="a.khan", kept="Child K", others=["Person M"])
        shown = caller.get(place, by="m.lewis")
        gone = caller.post(f"{place}/remove", by="a.khan", label="Child K")

        assert (added.status_code, added.json) == (201, {"labels": ["Child K"]})
        assert shown.json["people"] == [
            {
                "label": "Child K",
                "role": "child",
                "spellings": ["Rowan Ashdown", "Ro", "R Ashdown"],
                "of": "",
                "is_fixed": False,
            }
        ]
        assert gone.json == {"labels": []}

    def test_a_label_that_tells_the_name_is_refused(self, caller: Caller, house: House) -> None:
        place = f"/matters/{house.matter().id}/labels"

        refused = caller.post(place, by="a.khan", role="child", spellings=["Rowan Ashdown"], label="Child R")

        assert refused.status_code == 422
        assert "Ashdown" not in refused.text

    def test_the_other_party_does_not_get_the_table(self, caller: Caller, house: House) -> None:
        matter = house.matter()
        caller.post(f"/matters/{matter.id}/labels", by="a.khan", role="child", spellings=["Rowan Ashdown"])

        assert caller.get(f"/matters/{matter.id}/labels", by="d.moss").json["people"] == []
        assert caller.get(f"/matters/{matter.id}/labels", by="n.stranger").status_code == 404
