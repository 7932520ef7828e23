"""Matters in the browser: opened, filled in, closed, and shut to everyone else."""

from collections.abc import Callable

from flask import Flask

from tests.desk import House
from tests.web.visitor import Visitor, title_of, words_of

Visit = Callable[[str], Visitor]

_NEW = {
    "iopc_reference": "2026/204417",
    "review_reference": "LCSPR-2026-07",
    "mode": "independent",
    "other_party": "iopc",
    "decided_on__day": "6",
    "decided_on__month": "11",
    "decided_on__year": "2026",
}


class TestOpening:
    """The questions, and what is said when an answer cannot be right."""

    def test_a_matter_is_opened_and_shows_its_six_months(self, visit: Visit) -> None:
        visitor = visit("m.lewis")
        visitor.open("/matters/new")

        page = visitor.open(visitor.send("/matters/new", **_NEW).headers["Location"])

        assert page.status_code == 200
        assert "2026/204417 and LCSPR-2026-07" in words_of(page)
        assert "167 days left to publish the review, due 6 May 2027" in words_of(page)

    def test_every_wrong_answer_is_said_at_once_and_what_was_typed_is_kept(self, visit: Visit) -> None:
        visitor = visit("m.lewis")

        page = visitor.send("/matters/new", review_reference="LCSPR-2026-07", decided_on__day="31")

        words = words_of(page)
        assert page.status_code == 422
        assert title_of(page).startswith("Error: Open a matter")
        assert "There is a problem" in words
        assert "Select how the IOPC runs the investigation" in words
        assert "Enter the date of the decision, like 6 5 2026" in words
        assert 'value="LCSPR-2026-07"' in page.text
        assert 'href="#decided_on-day"' in page.text

    def test_the_rules_own_sentences_stand_beside_their_box(self, visit: Visit) -> None:
        visitor = visit("m.lewis")

        page = visitor.send("/matters/new", **{**_NEW, "iopc_reference": "204417"})

        assert "Enter an IOPC reference, like 2026/204417" in words_of(page)
        assert 'id="iopc_reference-error"' in page.text

    def test_a_reviewer_is_refused_in_words_and_with_a_next_step(self, visit: Visit) -> None:
        page = visit("b.osei").send("/matters/new", **_NEW)

        assert page.status_code == 403
        assert "Your role does not include this." in words_of(page)
        assert "Ask someone on this matter whose role does." in words_of(page)


class TestWhoSees:
    """A member of one matter sees nothing of another."""

    def test_another_matter_looks_like_one_that_is_not_there(self, visit: Visit, house: House) -> None:
        matter = house.matter(members=("a.khan",))
        document = house.document(matter)
        outsider = visit("t.adeyemi")

        for there, nowhere in (
            (f"/matters/{matter.id}", "/matters/MX-0000-0000"),
            (f"/matters/{matter.id}/upload", "/matters/MX-0000-0000/upload"),
            (f"/documents/{document.id}", "/documents/DOC-0000-0000"),
            (f"/documents/{document.id}/download", "/documents/DOC-0000-0000/download"),
            (f"/documents/{document.id}/pages/1.png", "/documents/DOC-0000-0000/pages/1.png"),
        ):
            hidden, absent = outsider.open(there), outsider.open(nowhere)

            assert hidden.status_code == absent.status_code == 404
            assert hidden.text == absent.text
            assert "DOC-" not in hidden.text and "MX-" not in hidden.text

    def test_the_other_party_sees_the_matter_and_none_of_our_documents(
        self, visit: Visit, house: House
    ) -> None:
        matter = house.matter()
        document = house.document(matter, title="A neutral title")
        other = visit("d.moss")

        page = other.open(f"/matters/{matter.id}")

        assert page.status_code == 200
        assert document.id not in page.text and "A neutral title" not in page.text
        assert other.open(f"/documents/{document.id}").status_code == 404

    def test_the_list_of_documents_says_what_is_wrong_with_one(self, visit: Visit, house: House) -> None:
        matter = house.matter()
        house.document(matter, content=b"%PDF-1.7\n" + b"nothing of the kind\n" * 20, title="Letters")
        house.document(matter, title="Chronology")

        words = words_of(visit("a.khan").open(f"/matters/{matter.id}"))

        assert "Letters The document is damaged: it cannot be opened Your party" in words
        assert "Chronology Your party" in words

    def test_the_list_holds_only_ones_own(self, visit: Visit, house: House) -> None:
        mine = house.matter(members=("a.khan",))
        others = house.matter(iopc_reference="2026/204418", members=("t.adeyemi",))

        page = visit("a.khan").open("/matters")

        assert mine.id in page.text
        assert others.id not in page.text

    def test_an_address_that_leads_nowhere_looks_the_same(self, visit: Visit) -> None:
        visitor = visit("a.khan")

        assert visitor.open("/matters/nothing/of/the/kind").text == visitor.open("/matters/MX-0000-0000").text


class TestFillingIn:
    """Contacts, terms of reference, people, secret material, and the end."""

    def test_a_contact_and_terms_of_reference_are_seen_by_the_other_party(
        self, visit: Visit, house: House
    ) -> None:
        matter = house.matter()
        visitor = visit("a.khan")
        visitor.send(f"/matters/{matter.id}/contacts/new", name="Duty lead", telephone="01632 960001")
        visitor.send(f"/matters/{matter.id}/terms-of-reference", text="To learn what went wrong.")

        words = words_of(visit("d.moss").open(f"/matters/{matter.id}"))

        assert "Duty lead 01632 960001" in words
        assert "To learn what went wrong." in words

    def test_an_administrator_lets_people_in_without_reading_the_matter(
        self, visit: Visit, house: House
    ) -> None:
        matter = house.matter(members=())
        administrator = visit("p.stone")

        added = administrator.send(f"/matters/{matter.id}/people", officer="a.khan")

        assert added.status_code == 303
        assert "Amina Khan" in words_of(administrator.open(f"/matters/{matter.id}/people"))
        assert administrator.open(f"/matters/{matter.id}").status_code == 404
        assert visit("a.khan").open(f"/matters/{matter.id}").status_code == 200

    def test_a_party_cannot_let_in_the_others_people(self, visit: Visit, house: House) -> None:
        matter = house.matter(members=())

        page = visit("p.stone").send(f"/matters/{matter.id}/people", officer="d.moss")

        assert page.status_code == 403
        assert "You can only add people of your own party." in words_of(page)

    def test_of_secret_material_only_whom_to_ring_is_kept(self, visit: Visit, house: House) -> None:
        matter = house.matter()
        visit("a.khan").send(
            f"/matters/{matter.id}/secret-pointers/new", contact="Duty officer, 01632 960002"
        )

        assert "Ring Duty officer, 01632 960002." in words_of(visit("d.moss").open(f"/matters/{matter.id}"))

    def test_a_closed_matter_takes_nothing_more(self, visit: Visit, house: House) -> None:
        matter = house.matter()
        approver = visit("m.lewis")
        approver.send(f"/matters/{matter.id}/close")

        page = approver.send(f"/matters/{matter.id}/terms-of-reference", text="Too late.")

        assert page.status_code == 409
        assert "This matter is closed." in words_of(page)


class TestEveryPage:
    """What is the same on all of them."""

    def test_nothing_may_be_kept_framed_or_loaded_from_elsewhere(self, visit: Visit) -> None:
        page = visit("a.khan").open("/")

        assert page.headers["Cache-Control"] == "no-store"
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert page.headers["Cross-Origin-Opener-Policy"] == "same-origin"

    def test_a_lost_address_is_as_closed_as_any_page(self, app: Flask) -> None:
        page = app.test_client().get("/nothing/here")

        assert page.status_code == 404
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]

    def test_another_door_on_the_same_application_is_left_alone(self, app: Flask) -> None:
        answer = app.test_client().get("/api/v1/nothing")

        assert answer.status_code == 404
        assert "Content-Security-Policy" not in answer.headers
