"""The disclosure log, its export, and sharing onwards."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace

from exchange.casework.desk import SYSTEM
from exchange.rules.audit import Deed
from exchange.rules.disclosure import Disclosure
from tests.desk import House
from tests.web.stages import Stage
from tests.web.visitor import Visitor, words_of

Visit = Callable[[str], Visitor]


class TestTheLog:
    """What went, when, from whom, to whom; the address holds every filter."""

    def test_both_sides_see_it_and_a_stranger_does_not(self, visit: Visit, stage: Stage) -> None:
        disclosed = stage.disclosed()

        for account in ("m.lewis", "j.ferns", "e.vance", "o.dean"):
            assert disclosed.id in words_of(visit(account).open("/disclosures"))
        stranger = visit("n.stranger")
        assert "Nothing has been disclosed in your matters." in words_of(stranger.open("/disclosures"))
        assert stranger.open(f"/disclosures/{disclosed.id}").status_code == 404

    def test_filters_narrow_it_and_can_be_taken_away(self, visit: Visit, stage: Stage) -> None:
        disclosed, reader = stage.disclosed(), visit("j.ferns")

        for query, is_shown in (
            (f"text={disclosed.id.lower()}", True),
            ("text=nothing", False),
            ("party=them", True),
            ("party=us", False),
            (f"matter={stage.matter.id}", True),
            ("date_from-day=20&date_from-month=11&date_from-year=2026", True),
            ("date_from-day=21&date_from-month=11&date_from-year=2026", False),
            ("date_to-day=19&date_to-month=11&date_to-year=2026", False),
        ):
            words = words_of(reader.open(f"/disclosures?{query}"))

            assert (f"{disclosed.id} 20 November" in words) is is_shown, query
            assert ("No disclosures match these filters." in words) is not is_shown, query
            assert "Take away filter:" in words and "Clear filters" in words

    def test_dates_the_wrong_way_round_are_refused(self, visit: Visit, stage: Stage) -> None:
        first = "date_from-day=2&date_from-month=1&date_from-year=2026"
        then = "date_to-day=1&date_to-month=1&date_to-year=2026"

        page = visit("j.ferns").open(f"/disclosures?{first}&{then}")

        assert page.status_code == 422
        assert "Date from must be the same as or before date to" in words_of(page)

    def test_a_column_says_how_it_is_sorted_and_turns(self, visit: Visit, stage: Stage) -> None:
        stage.disclosed()
        reader = visit("j.ferns")

        first = reader.open("/disclosures").text
        turned = reader.open("/disclosures?sort=disclosed_at").text

        assert first.count('aria-sort="descending"') == 1 and first.count('aria-sort="none"') == 3
        assert 'aria-sort="ascending"' in turned and "sort=-disclosed_at" in turned

    def test_it_comes_in_pages(self, visit: Visit, stage: Stage) -> None:
        one = stage.disclosed()
        _add_copies(stage, one, 30)
        reader = visit("j.ferns")

        first, second = reader.open("/disclosures"), reader.open("/disclosures?page=2")

        assert "31 disclosures" in words_of(first)
        assert first.text.count('<th scope="row"') == 25 and second.text.count('<th scope="row"') == 6
        assert 'aria-current="page"' in second.text
        assert reader.open("/disclosures?show=50").text.count('<th scope="row"') == 31

    def test_the_export_runs_no_formula_and_is_on_the_record(self, visit: Visit, stage: Stage) -> None:
        one = stage.disclosed()
        _add_copies(stage, replace(one, recipient_name='=HYPERLINK("https://evil.example")'), 1)
        reader = visit("j.ferns")

        answer = reader.open("/disclosures.csv?sort=id")

        assert answer.mimetype == "text/csv" and answer.data.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
        assert len(rows) == 4
        assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
        assert any("'=HYPERLINK" in cell for row in rows for cell in row)
        assert "Export disclosures" in words_of(visit("o.dean").open("/audit"))

    def test_an_export_of_impossible_dates_goes_back_to_the_page_that_says_so(
        self, visit: Visit, stage: Stage
    ) -> None:
        answer = visit("j.ferns").open("/disclosures.csv?date_from-day=99")

        assert answer.headers["Location"] == "/disclosures?date_from-day=99"

    def test_the_receipt_tells_everything_about_one(self, visit: Visit, stage: Stage) -> None:
        disclosed = stage.disclosed()

        words = words_of(visit("j.ferns").open(f"/disclosures/{disclosed.id}"))

        for told in (
            disclosed.sha256,
            disclosed.terms_digest,
            disclosed.version_id,
            "Jules Ferns",
            "6 May 2027",
        ):
            assert told in words
        assert words.index("Started") < words.index("Ended")
        assert disclosed.material not in words


def _add_copies(stage: Stage, one: Disclosure, number: int) -> None:
    desk = stage.house.desk
    with desk.ledger.act(SYSTEM, Deed.LOAD_DEMONSTRATION, at=desk.now()) as act:
        for _ in range(number):
            act.disclosures.add(replace(one, id=act.new_reference("DIS"), recipient_person="d.moss"))


class TestSharingOnwards:
    """Asked by the recipient, answered by the provider, used once."""

    @staticmethod
    def _question(**changes: str) -> dict[str, str]:
        until = {"until-day": "1", "until-month": "5", "until-year": "2027"}
        return {
            "recipient_name": "Crown Prosecution Service",
            "recipient_person": "The reviewing lawyer",
            "purpose": "To advise",
            **until,
            **changes,
        }

    def test_from_question_to_the_disclosure_it_leads_to(
        self, visit: Visit, house: House, stage: Stage
    ) -> None:
        disclosed = stage.disclosed()
        reader, approver = visit("j.ferns"), visit("m.lewis")

        sent = reader.send(f"/disclosures/{disclosed.id}/onward", **self._question())
        address = sent.headers["Location"]
        assert "Until it does, the answer is no." in words_of(reader.open(address))
        assert "Answer a request to share onwards" in words_of(approver.open("/"))
        answered = approver.send(
            f"{address}/answer",
            decision="conditions",
            conditions="On paper only",
            code=house.code_of("m.lewis"),
        )
        assert answered.status_code == 303
        house.clock.forward(minutes=1)
        assert "On paper only" in words_of(reader.open(address))
        shared = reader.send(f"{address}/share")

        receipt = words_of(reader.open(shared.headers["Location"]))
        assert "Crown Prosecution Service" in receipt and disclosed.id in receipt
        again = reader.send(f"{address}/share")
        assert again.status_code == 409
        assert "There is no consent for this that can be used now." in words_of(again)
        chain = words_of(approver.open(f"/disclosures/{disclosed.id}"))
        assert "shared on to Crown Prosecution Service" in chain

    def test_what_is_missing_is_said(self, visit: Visit, stage: Stage) -> None:
        disclosed, reader = stage.disclosed(), visit("j.ferns")
        for box, wrong, sentence in (
            ("recipient_name", "", "Enter who you want to share this with"),
            ("purpose", "", "Enter why they need it"),
            ("until-year", "2028", "the same as or before the date your own copy must be destroyed"),
            ("until-day", "x", "Enter a date, like 6 5 2026"),
        ):
            page = reader.send(f"/disclosures/{disclosed.id}/onward", **self._question(**{box: wrong}))

            assert page.status_code == 422 and sentence in words_of(page), box

    def test_only_who_holds_it_may_ask(self, visit: Visit, stage: Stage) -> None:
        page = visit("m.lewis").open(f"/disclosures/{stage.disclosed().id}/onward")

        assert page.status_code == 403
        assert "You can only ask to share documents that your organisation holds" in words_of(page)

    def test_an_answer_needs_its_parts(self, visit: Visit, house: House, stage: Stage) -> None:
        asked, approver = stage.onward_asked(stage.disclosed()), visit("m.lewis")
        address = f"/onward/{asked.id}/answer"

        for boxes, sentence in (
            ({}, "Select your decision"),
            ({"decision": "refuse"}, "Enter a reason for your decision"),
            ({"decision": "refer"}, "Enter a reason for your decision"),
            ({"decision": "conditions"}, "Enter the extra conditions"),
            ({"decision": "same"}, "Enter the code from your authenticator app"),
        ):
            page = approver.send(address, **boxes)

            assert page.status_code == 422 and sentence in words_of(page), boxes
        too_long = {"expires_on-day": "7", "expires_on-month": "5", "expires_on-year": "2027"}
        page = approver.send(address, decision="same", code=house.code_of("m.lewis"), **too_long)
        assert "Consent cannot last longer than was asked" in words_of(page)

    def test_a_refusal_needs_no_code_and_is_told(self, visit: Visit, stage: Stage) -> None:
        asked, approver = stage.onward_asked(stage.disclosed()), visit("m.lewis")

        sent = approver.send(f"/onward/{asked.id}/answer", decision="refer", reason="The hospital wrote it")

        assert sent.status_code == 303
        words = words_of(visit("j.ferns").open(f"/onward/{asked.id}"))
        assert "Referred to the organisation that created it" in words and "The hospital wrote it" in words

    def test_a_consent_is_taken_back_with_a_reason(self, visit: Visit, house: House, stage: Stage) -> None:
        asked, approver = stage.onward_asked(stage.disclosed()), visit("m.lewis")
        approver.send(f"/onward/{asked.id}/answer", decision="same", code=house.code_of("m.lewis"))

        empty = approver.send(f"/onward/{asked.id}/withdraw")
        taken = approver.send(f"/onward/{asked.id}/withdraw", withdraw_reason="The need has ended")

        assert 'href="#withdraw_reason"' in empty.text
        assert taken.status_code == 303
        house.clock.forward(minutes=1)
        assert visit("j.ferns").send(f"/onward/{asked.id}/share").status_code == 409

    def test_a_stranger_finds_nothing(self, visit: Visit, stage: Stage) -> None:
        asked = stage.onward_asked(stage.disclosed())

        assert visit("n.stranger").open(f"/onward/{asked.id}").status_code == 404
