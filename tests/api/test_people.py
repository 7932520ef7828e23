"""The people of a matter by API: the same acts, and nothing for the other party."""

from tests.api.caller import Caller
from tests.desk import House

TABLE = "name,other names,role,relation\nRowan Ashdown,Ro,child,\nTilly Ashdown,,,mother of Rowan Ashdown\n"


def test_a_table_is_looked_at_taken_in_and_given_back(caller: Caller, house: House) -> None:
    place = f"/matters/{house.matter().id}/who-is-who"

    would = caller.post(f"{place}/preview", by="a.khan", table=TABLE)
    took = caller.post(f"{place}/import", by="a.khan", table=TABLE)
    again = caller.post(f"{place}/preview", by="a.khan", table=TABLE)
    written = caller.get(f"{place}/register.csv", by="m.lewis")

    assert would.json == {"new": 2, "changed": 0, "same": 0, "version": 0}
    assert (took.status_code, took.json["new"]) == (200, 2)
    assert again.json["same"] == 2
    assert "Tilly Ashdown,,mother,mother of Rowan Ashdown" in written.text


def test_people_are_merged_labelled_parted_described_and_removed(caller: Caller, house: House) -> None:
    place = f"/matters/{house.matter().id}/who-is-who"
    caller.post(f"{place}/import", by="a.khan", table=TABLE + "R. A.,,,\n")

    joined = caller.post(f"{place}/together", by="a.khan", people=["Ro", "R. A."])
    caller.post(f"{place}/labels", by="a.khan", people=["Tilly Ashdown", "Ro"])
    parted = caller.post(f"{place}/apart", by="a.khan", wording="R. A.")
    entered = caller.post(
        f"{place}/describe", by="a.khan", names=["Sam Pike"], role="officer", dates_of_birth=["1984-03-05"]
    )
    shown = {each["name"]: each for each in caller.get(place, by="m.lewis").json["people"]}
    gone = caller.post(f"{place}/remove", by="a.khan", id=shown["Sam Pike"]["id"])

    assert (joined.json["people"], parted.status_code, entered.json["people"]) == (2, 200, 3)
    assert shown["Tilly Ashdown"]["label"] == f"Mother of {shown['Rowan Ashdown']['label']}"
    assert [each["wording"] for each in shown["Rowan Ashdown"]["wordings"]] == ["Rowan Ashdown", "Ro"]
    assert gone.json["people"] == 2


def test_whoever_looked_at_an_older_register_is_told(caller: Caller, house: House) -> None:
    place = f"/matters/{house.matter().id}/who-is-who"
    caller.post(f"{place}/import", by="a.khan", table=TABLE)
    headers = {**caller.session("a.khan"), "If-Match": '"people-0"'}

    late = caller.send("POST", f"/api/v1{place}/import", headers=headers, json={"table": TABLE})
    nonsense = caller.send(
        "POST", f"/api/v1{place}/import", headers={**headers, "If-Match": "x"}, json={"table": TABLE}
    )

    assert (late.status_code, nonsense.status_code) == (412, 412)


def test_a_mistake_names_its_line_and_quotes_nothing(caller: Caller, house: House) -> None:
    place = f"/matters/{house.matter().id}/who-is-who"

    wrong = caller.post(f"{place}/import", by="a.khan", table="name,role\nRowan Ashdown,astronaut\n")

    assert wrong.status_code == 422
    assert "Line 2" in wrong.text and "astronaut" not in wrong.text


def test_the_other_party_has_people_of_its_own_and_a_stranger_finds_nothing(
    caller: Caller, house: House
) -> None:
    place = f"/matters/{house.matter().id}/who-is-who"
    caller.post(f"{place}/import", by="a.khan", table=TABLE)

    assert caller.get(place, by="d.moss").json == {"people": []}
    assert caller.get(place, by="n.stranger").status_code == 404
    assert caller.get(place, by="b.osei").status_code == 403
