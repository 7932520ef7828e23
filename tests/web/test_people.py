"""The people of a matter on their page, without JavaScript: a table taken in, merged, told apart, described."""

import io
import re
from collections.abc import Callable

from exchange.rules.matter import Matter
from tests.desk import House
from tests.web.visitor import Visitor, words_of

Visit = Callable[[str], Visitor]
TABLE = (
    "name,other names,role,relation,date of birth,data subject\n"
    "Rowan Ashdown,Ro,child,,05/03/2014,yes\n"
    "Tilly Ashdown,,,mother of Rowan Ashdown,,\n"
)


def checked(visitor: Visitor, matter: Matter, table: str | bytes) -> tuple[int, str, str, str]:
    """The answer to a table: its status and words, and what the form would send on."""
    visitor.open(f"/matters/{matter.id}/who-is-who/import")
    written = table if isinstance(table, bytes) else table.encode()
    answer = visitor.client.post(
        f"/matters/{matter.id}/who-is-who/import",
        data={"csrf_token": visitor.token, "table": (io.BytesIO(written), "people.csv")},
        content_type="multipart/form-data",
    )
    hidden = dict(re.findall(r'name="(seen|table)" value="([^"]*)"', answer.text))
    return answer.status_code, words_of(answer), hidden.get("seen", ""), hidden.get("table", "")


def taken(visitor: Visitor, matter: Matter, table: str) -> None:
    _, _, seen, kept = checked(visitor, matter, table)
    visitor.open(f"/matters/{matter.id}/who-is-who/import")
    sent = visitor.send(f"/matters/{matter.id}/who-is-who/import/take", seen=seen, table=kept)
    assert sent.status_code == 303


def version_on(visitor: Visitor, address: str) -> str:
    found = re.search(r'name="seen" value="(\d+)"', visitor.open(address).text)
    assert found
    return found[1]


class TestTables:
    """Looked at first, then taken in."""

    def test_a_table_is_checked_and_then_taken_in(self, visit: Visit, house: House) -> None:
        matter, visitor = house.matter(), visit("a.khan")

        status, words, seen, _ = checked(visitor, matter, TABLE)
        assert (status, seen) == (200, "0")
        assert "2 people new, 0 changed" in words and "Ashdown" not in words
        taken(visitor, matter, TABLE)

        page = words_of(visitor.open(f"/matters/{matter.id}/who-is-who"))
        assert "Rowan Ashdown" in page and "Mother of Rowan Ashdown" in page and "Data subject" in page
        assert "2 as they were" in checked(visitor, matter, TABLE)[1]

    def test_a_mistake_is_said_with_its_line_and_not_its_words(self, visit: Visit, house: House) -> None:
        status, words, _, _ = checked(
            visit("a.khan"), house.matter(), "name,date of birth\nRowan Ashdown,soon\n"
        )

        assert status == 422
        assert "Line 2: A date of birth is not a date" in words and "soon" not in words

    def test_no_table_and_one_that_is_too_large_are_said(self, visit: Visit, house: House) -> None:
        visitor, matter = visit("a.khan"), house.matter()

        assert "Select a table" in checked(visitor, matter, b"")[1]
        assert "smaller than 400KB" in checked(visitor, matter, b"name\n" + b"Rowan Ashdown\n" * 40_000)[1]

    def test_a_table_that_was_looked_at_beside_an_older_register_is_not_taken(
        self, visit: Visit, house: House
    ) -> None:
        visitor, matter = visit("a.khan"), house.matter()
        _, _, seen, kept = checked(visitor, matter, TABLE)
        taken(visitor, matter, "name\nSam Pike\n")

        late = visitor.send(f"/matters/{matter.id}/who-is-who/import/take", seen=seen, table=kept)

        assert late.status_code == 412

    def test_the_register_is_kept_as_a_file_without_a_name_in_its_address(
        self, visit: Visit, house: House
    ) -> None:
        visitor, matter = visit("a.khan"), house.matter()
        taken(visitor, matter, TABLE)

        answer = visitor.open(f"/matters/{matter.id}/who-is-who/register.csv")

        assert answer.mimetype == "text/csv" and "Rowan Ashdown,Ro,child" in answer.text
        assert f"{matter.id}-people.csv" in answer.headers["Content-Disposition"]
        assert answer.headers["Cache-Control"] == "no-store"


class TestPeople:
    """Who is who."""

    def test_people_are_merged_labelled_parted_and_removed(self, visit: Visit, house: House) -> None:
        visitor, matter = visit("a.khan"), house.matter()
        place = f"/matters/{matter.id}/who-is-who"
        taken(visitor, matter, TABLE + "R. A.,,person,,,\n")

        seen = version_on(visitor, place)
        assert (
            visitor.send(f"{place}/together", people=["Rowan Ashdown", "R. A."], seen=seen).status_code == 303
        )
        assert visitor.send(f"{place}/together", people=["Ro", "Tilly Ashdown"], seen=seen).status_code == 412
        visitor.send(f"{place}/labels", people=["Ro", "Tilly Ashdown"], seen=version_on(visitor, place))
        words = words_of(visitor.open(place))
        assert re.search(r"Mother of Child [A-Z]+", words)
        visitor.send(f"{place}/apart", wording="R. A.", seen=version_on(visitor, place))

        assert "the register of the matter says so" in words
        assert words_of(visitor.open(place)).count("R. A.") == 0

    def test_what_cannot_be_done_is_said_on_the_page(self, visit: Visit, house: House) -> None:
        visitor, matter = visit("a.khan"), house.matter()
        place = f"/matters/{matter.id}/who-is-who"
        taken(visitor, matter, TABLE)
        seen = version_on(visitor, place)

        alone = visitor.send(f"{place}/together", people=["Ro"], seen=seen)
        only = visitor.send(f"{place}/apart", wording="Tilly Ashdown", seen=seen)
        strange = visitor.send(f"{place}/settle", means="{", seen=seen)

        assert [answer.status_code for answer in (alone, only, strange)] == [422, 422, 422]
        assert "Select the people who are the same person" in words_of(alone)
        assert "the only wording" in words_of(only)

    def test_a_person_is_entered_and_changed_on_a_page_of_their_own(self, visit: Visit, house: House) -> None:
        visitor, matter = visit("a.khan"), house.matter()
        place = f"/matters/{matter.id}/who-is-who"
        told = {"names": "Sam Pike\r\nSammy", "role": "officer", "numbers": "AB 1234", "seen": "0"}

        wrong = visitor.send(f"{place}/new", born="soon", **told)
        assert wrong.status_code == 422 and "Enter a date, like 5 3 2014" in words_of(wrong)
        assert visitor.send(f"{place}/new", born="5 3 1984", **told).status_code == 303
        (own,) = set(re.findall(rf"{place}/(P-\w+)", visitor.open(place).text))
        shown = visitor.open(f"{place}/{own}")
        assert "Sammy" in shown.text and "5 3 1984" in shown.text
        seen = version_on(visitor, f"{place}/{own}")
        visitor.send(f"{place}/{own}", names="Sam Pike", role="witness", data_subject="yes", seen=seen)

        assert "A witness" in words_of(visitor.open(place)) and "Data subject" in words_of(
            visitor.open(place)
        )
        visitor.send(f"{place}/remove", person=own, seen=version_on(visitor, f"{place}/{own}"))
        assert "Nobody has been found or entered yet" in words_of(visitor.open(place))
        assert visitor.open(f"{place}/{own}").status_code == 404

    def test_the_other_party_sees_its_own_people_only_and_strangers_nothing(
        self, visit: Visit, house: House
    ) -> None:
        matter = house.matter()
        taken(visit("a.khan"), matter, TABLE)
        place = f"/matters/{matter.id}/who-is-who"

        assert "Ashdown" not in visit("d.moss").open(place).text
        assert visit("n.stranger").open(place).status_code == 404
        assert visit("b.osei").open(place).status_code == 403
