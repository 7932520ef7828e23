"""Signing in, staying, and leaving."""

from collections.abc import Callable

from flask import Flask

from tests.desk import House
from tests.web.visitor import Visitor, title_of, words_of

Visit = Callable[[str], Visitor]


class TestSigningIn:
    """Three right answers and one sentence for every wrong one."""

    def test_the_right_answers_lead_to_the_tasks(self, visit: Visit) -> None:
        page = visit("a.khan").open("/")

        assert page.status_code == 200
        assert "You have no tasks." in words_of(page)

    def test_nobody_learns_which_answer_was_wrong(self, app: Flask, house: House) -> None:
        visitor = Visitor(app.test_client())

        wrong_name = visitor.sign_in("nobody", code="123456")
        wrong_password = visitor.sign_in("a.khan", code=house.code_of("a.khan"), password="something else")
        wrong_code = visitor.sign_in("a.khan", code="000000")

        for page in (wrong_name, wrong_password, wrong_code):
            assert page.status_code == 422
            assert "The email address, password or code is not right." in words_of(page)
            assert title_of(page).startswith("Error: ")

    def test_a_code_works_once(self, app: Flask, house: House) -> None:
        code = house.code_of("a.khan")
        Visitor(app.test_client()).sign_in("a.khan", code=code)

        again = Visitor(app.test_client()).sign_in("a.khan", code=code)

        assert again.status_code == 422

    def test_after_three_wrong_answers_there_is_a_wait_that_the_page_names(
        self, app: Flask, house: House
    ) -> None:
        visitor = Visitor(app.test_client())
        for _ in range(4):
            visitor.sign_in("a.khan", code="000000")

        page = visitor.sign_in("a.khan", code="000000")

        assert page.status_code == 429
        assert page.headers["Retry-After"] == "2"
        assert "Wait 2 seconds and try again." in words_of(page)
        house.clock.forward(seconds=2)
        assert visitor.sign_in("a.khan", code=house.code_of("a.khan")).status_code == 303

    def test_the_password_is_never_shown_again(self, app: Flask) -> None:
        page = Visitor(app.test_client()).sign_in("a.khan", code="000000", password="a secret of mine")

        assert "a secret of mine" not in page.text
        assert "a.khan@example.org" in page.text

    def test_it_leads_back_to_where_one_wanted_to_go(self, app: Flask, house: House) -> None:
        visitor = Visitor(app.test_client())
        sent_away = visitor.open("/matters?state=open")

        assert sent_away.headers["Location"] == "/sign-in?next=/matters?state%3Dopen"
        answer = visitor.sign_in("a.khan", code=house.code_of("a.khan"), then="/matters?state=open")
        assert answer.headers["Location"] == "/matters?state=open"

    def test_it_never_leads_to_another_site(self, app: Flask, house: House) -> None:
        for elsewhere in (
            "https://evil.example/",
            "//evil.example",
            "/\\evil.example",
            "javascript:alert(1)",
        ):
            answer = Visitor(app.test_client()).sign_in(
                "a.khan", code=house.code_of("a.khan"), then=elsewhere
            )

            assert answer.headers["Location"] == "/"


class TestTheSession:
    """It ends when nothing happens, and what was saved before is kept."""

    def test_the_cookie_is_kept_from_scripts_and_from_other_sites(self, app: Flask, house: House) -> None:
        answer = Visitor(app.test_client()).sign_in("a.khan", code=house.code_of("a.khan"))

        cookie = next(value for value in answer.headers.getlist("Set-Cookie") if value.startswith("session="))
        assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie

    def test_after_twenty_minutes_the_page_says_so_and_keeps_the_way_back(
        self, visit: Visit, house: House
    ) -> None:
        visitor = visit("a.khan")
        house.clock.forward(minutes=21)

        sent_away = visitor.open("/matters")
        page = visitor.open(sent_away.headers["Location"])

        assert "next=/matters" in sent_away.headers["Location"]
        assert "Every decision that you saved is kept." in words_of(page)

    def test_a_form_sent_too_late_comes_back_to_its_own_page(self, visit: Visit, house: House) -> None:
        visitor = visit("a.khan")
        house.clock.forward(minutes=21)

        sent_away = visitor.send("/matters/new", iopc_reference="2026/204417")

        assert sent_away.status_code == 303
        assert sent_away.headers["Location"] == "/sign-in?next=/matters/new&expired=1"

    def test_signing_out_ends_it_on_the_server_too(self, visit: Visit, app: Flask) -> None:
        visitor = visit("a.khan")
        stolen = visitor.client.get_cookie("session")
        assert stolen

        answer = visitor.send("/sign-out")

        assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
        thief = app.test_client()
        thief.set_cookie("session", stolen.value)
        assert thief.get("/").status_code == 303


class TestForms:
    """A form is ours, or it does nothing."""

    def test_a_form_without_its_token_is_refused(self, visit: Visit) -> None:
        visitor = visit("a.khan")
        visitor.token = ""

        page = visitor.send("/sign-out")

        assert page.status_code == 403
        assert "This form is not one that we gave you" in words_of(page)
        assert visitor.open("/").status_code == 200

    def test_a_form_with_another_visitors_token_is_refused(self, visit: Visit) -> None:
        one, other = visit("a.khan"), visit("t.adeyemi")
        one.token = other.token

        assert one.send("/sign-out").status_code == 403

    def test_a_form_that_another_site_sends_is_refused(self, visit: Visit) -> None:
        visitor = visit("a.khan")
        for headers in (
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
        ):
            answer = visitor.client.post("/sign-out", data={"csrf_token": visitor.token}, headers=headers)

            assert answer.status_code == 403

    def test_our_own_origin_passes(self, visit: Visit) -> None:
        visitor = visit("a.khan")
        ours = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}

        answer = visitor.client.post("/sign-out", data={"csrf_token": visitor.token}, headers=ours)

        assert answer.status_code == 303

    def test_a_form_of_ours_that_may_not_name_its_origin_passes(self, visit: Visit) -> None:
        visitor = visit("a.khan")
        ours = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}

        answer = visitor.client.post("/sign-out", data={"csrf_token": visitor.token}, headers=ours)

        assert answer.status_code == 303

    def test_signing_in_needs_the_token_of_the_page_too(self, app: Flask, house: House) -> None:
        answer = app.test_client().post(
            "/sign-in", data={"username": "a.khan@example.org", "code": house.code_of("a.khan")}
        )

        assert answer.status_code == 403
