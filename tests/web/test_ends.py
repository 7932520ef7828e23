"""Holds, retention, destruction runs, certificates, the record and tokens."""

import hashlib
import io
import re
from collections.abc import Callable

from pdfminer.high_level import extract_text
from sqlalchemy import text

from exchange.casework.ending.hold import NewHold, place_hold
from exchange.casework.sign_in import bearer_of
from exchange.rules.destruction import Hold, HoldKind
from tests.desk import House
from tests.web.stages import KEEP_UNTIL, Stage
from tests.web.visitor import Visitor, words_of

Visit = Callable[[str], Visitor]
_REVIEW = {"review_on-day": "6", "review_on-month": "5", "review_on-year": "2027"}


def a_hold(stage: Stage, by: str, *, material: str = "") -> Hold:
    new = NewHold(stage.matter.id, HoldKind.CORONIAL, "The inquest is open", KEEP_UNTIL, material)
    return place_hold(stage.house.desk, stage.who(by), new)


class TestHolds:
    """Placed by one person at once, lifted by two."""

    def test_one_places_it_and_two_lift_it(self, visit: Visit, stage: Stage) -> None:
        one, two = visit("a.khan"), visit("r.grant")

        placed = one.send(
            "/holds/new", matter=stage.matter.id, kind="coronial", mandate="The inquest is open", **_REVIEW
        )
        address = placed.headers["Location"]
        assert "Every document of this matter, now and later" in words_of(one.open(address))
        assert "Enter a reason for lifting the hold" in words_of(one.send(f"{address}/ask-to-lift"))
        one.send(f"{address}/ask-to-lift", lift_reason="The inquest is closed")
        assert "You asked to lift this hold. Someone else must agree." in words_of(one.open(address))
        assert "Agree to lift a legal hold" in words_of(two.open("/"))
        two.send(f"{address}/lift")

        assert "Lifted" in words_of(two.open(address))

    def test_the_one_who_asked_does_not_lift(self, visit: Visit, stage: Stage) -> None:
        hold, one = a_hold(stage, "r.grant"), visit("r.grant")
        one.send(f"/holds/{hold.id}/ask-to-lift", lift_reason="The inquest is closed")

        page = one.send(f"/holds/{hold.id}/lift")

        assert page.status_code == 403 and "Someone else must agree." in words_of(page)

    def test_what_is_missing_is_said(self, visit: Visit, stage: Stage) -> None:
        officer = visit("a.khan")
        whole = {"matter": stage.matter.id, "kind": "coronial", "mandate": "The inquest", **_REVIEW}
        for box, wrong, sentence in (
            ("kind", "", "Select what the hold is for"),
            ("mandate", " ", "Enter a reason for the legal hold"),
            ("review_on-year", "2025", "The review date must be in the future"),
        ):
            page = officer.send("/holds/new", **{**whole, box: wrong})

            assert page.status_code == 422 and sentence in words_of(page), box

    def test_the_other_partys_hold_says_that_it_stands_and_not_why(self, visit: Visit, stage: Stage) -> None:
        hold = a_hold(stage, "k.rowe")

        page = visit("r.grant").open(f"/holds/{hold.id}")

        assert "The other party" in words_of(page) and "The inquest is open" not in page.text

    def test_a_hold_on_the_other_partys_own_document_is_not_known_here(
        self, visit: Visit, house: House, stage: Stage
    ) -> None:
        theirs = house.document(stage.matter, "d.moss")
        hold = a_hold(stage, "k.rowe", material=theirs.id)
        records = visit("r.grant")

        assert records.open(f"/holds/{hold.id}").status_code == 404
        assert theirs.id not in records.open("/destruction").text
        assert theirs.id not in records.open(f"/holds/new?matter={stage.matter.id}").text


class TestRetention:
    """Without a rule nothing is destroyed; every issue is kept."""

    def test_a_rule_is_issued_and_the_earlier_one_kept(self, visit: Visit, stage: Stage) -> None:
        records = visit("r.grant")
        assert "Your party has no retention rule." in words_of(records.open("/destruction"))

        records.send("/retention/new", trigger="matter-closed", months="72", mandate="Schedule 2026, line 14")
        records.send("/retention/new", trigger="received", months="84", mandate="Schedule 2027, line 2")

        words = words_of(records.open("/destruction"))
        assert "84 months after a document was received, by Schedule 2027, line 2. Issue 2" in words
        assert "Issue 1: 72 months after matter closed, by Schedule 2026, line 14" in words

    def test_what_is_missing_is_said(self, visit: Visit, stage: Stage) -> None:
        words = words_of(visit("r.grant").send("/retention/new", months="minus one"))

        assert "Select when the time begins" in words and "Months must be between 0 and 1200" in words

    def test_without_a_rule_there_is_no_practice_run(self, visit: Visit, stage: Stage) -> None:
        today = {"due_by-day": "20", "due_by-month": "11", "due_by-year": "2026"}

        page = visit("r.grant").send("/destruction-runs/new", **today)

        assert page.status_code == 409 and "Your party has no retention rule." in words_of(page)

    def test_an_approver_may_look_but_not_set(self, visit: Visit, stage: Stage) -> None:
        approver = visit("m.lewis")

        assert approver.open("/retention/new").status_code == 200
        page = approver.send("/retention/new", trigger="received", months="1", mandate="Mine")
        assert page.status_code == 403


class TestRuns:
    """Practised, proposed, approved by another with the number typed, cooled off, carried out."""

    def test_from_the_practice_run_to_the_certificate(self, visit: Visit, house: House, stage: Stage) -> None:
        held, due = house.classified(stage.matter, title="Held"), house.classified(stage.matter, title="Due")
        a_hold(stage, "r.grant", material=held.id)
        run = stage.practised()
        address, records, approver = f"/destruction-runs/{run.id}", visit("r.grant"), visit("m.lewis")

        practice = words_of(records.open(address))
        assert "This is a practice run. Nothing has been destroyed." in practice
        assert "Held back: a legal hold covers it." in practice and due.id in practice
        records.send(f"{address}/propose")
        assert "You created this run. Someone else must approve it." in words_of(records.open(address))
        assert "Approve a destruction run" in words_of(approver.open("/"))
        form = {"fingerprint": run.fingerprint}
        none = approver.send(f"{address}/approve", **form)
        wrong = approver.send(f"{address}/approve", count="2", code=house.code_of("m.lewis"), **form)
        right = approver.send(f"{address}/approve", count="1", code=house.code_of("m.lewis"), **form)
        assert "Enter the number of documents that will be destroyed" in words_of(none)
        assert "Number of documents must match the list, 1" in words_of(wrong)
        assert right.status_code == 303
        cooling = approver.open(address)
        assert "Until then it can be cancelled." in words_of(cooling) and "Refresh" not in cooling.headers
        house.clock.forward(hours=24)
        approver = visit("m.lewis")
        waiting = approver.open(address)
        assert waiting.headers["Refresh"] == "5" and "0 of 1 destroyed" in words_of(waiting)
        house.work()
        done = approver.open(address)

        words = words_of(done)
        assert "1 of 1 destroyed" in words and "Certificate CERT-" in words and "Refresh" not in done.headers
        assert house.material(held.id).state == "sealed"

    def test_a_run_is_cancelled_before_it_starts(self, visit: Visit, house: House, stage: Stage) -> None:
        house.classified(stage.matter)
        run, records = stage.practised(), visit("r.grant")

        records.send(f"/destruction-runs/{run.id}/cancel")

        assert "Cancelled" in words_of(records.open(f"/destruction-runs/{run.id}"))
        page = records.send(f"/destruction-runs/{run.id}/propose")
        assert page.status_code == 409

    def test_a_list_that_changed_is_not_approved(self, visit: Visit, house: House, stage: Stage) -> None:
        document = house.document(stage.matter)
        run, records, approver = stage.practised(), visit("r.grant"), visit("m.lewis")
        records.send(f"/destruction-runs/{run.id}/propose")
        stage.classify(document)

        page = approver.send(
            f"/destruction-runs/{run.id}/approve",
            count="1",
            fingerprint=run.fingerprint,
            code=house.code_of("m.lewis"),
        )

        assert page.status_code == 409
        assert "The list has changed since it was approved. Check it again" in words_of(page)

    def test_a_day_in_the_future_is_refused(self, visit: Visit, stage: Stage) -> None:
        stage.practised()
        later = {"due_by-day": "6", "due_by-month": "5", "due_by-year": "2027"}

        page = visit("r.grant").send("/destruction-runs/new", **later)

        assert page.status_code == 422 and "nothing is destroyed before it is due" in words_of(page)

    def test_a_run_is_its_own_partys_business(self, visit: Visit, house: House, stage: Stage) -> None:
        house.classified(stage.matter)
        run = stage.destroyed()

        for address in (f"/destruction-runs/{run.id}", f"/certificates/{run.certificate}"):
            assert visit("k.rowe").open(address).status_code == 404
            assert visit("a.khan").open(address).status_code == 403

    def test_the_certificate_is_a_page_the_very_json_and_a_pdf(
        self, visit: Visit, house: House, stage: Stage
    ) -> None:
        document = house.classified(stage.matter, title="Chronology of a child")
        run, auditor = stage.destroyed(), visit("e.vance")

        shown = auditor.open(f"/certificates/{run.certificate}")
        written = auditor.open(f"/certificates/{run.certificate}.json")
        printed = auditor.open(f"/certificates/{run.certificate}.pdf")

        assert document.id in shown.text and "Chronology of a child" not in shown.text
        assert written.mimetype == "application/json"
        assert hashlib.sha256(written.data).hexdigest() in shown.text
        assert run.certificate in extract_text(io.BytesIO(printed.data))

    def test_what_the_list_is_empty_of_is_said(self, visit: Visit, stage: Stage) -> None:
        run, records = stage.practised(), visit("r.grant")

        assert "There is nothing to destroy" in words_of(records.open(f"/destruction-runs/{run.id}"))
        assert "No documents are due." in words_of(records.open("/destruction"))
        page = records.send(f"/destruction-runs/{run.id}/propose")
        assert page.status_code == 409 and "No documents are due." in words_of(page)


class TestTheRecord:
    """Every act of the party, and the proof that none was changed."""

    def test_a_party_reads_its_own_acts_and_not_the_others(self, visit: Visit, stage: Stage) -> None:
        asked = stage.asked()

        ours, theirs = visit("e.vance").open("/audit"), visit("o.dean").open("/audit")

        assert asked.id in theirs.text and asked.id not in ours.text

    def test_it_comes_in_pages_and_by_matter(self, visit: Visit, house: House, stage: Stage) -> None:
        other, auditor = house.matter(iopc_reference="2026/999999"), visit("e.vance")
        for _ in range(60):
            auditor.open("/disclosures")

        first = auditor.open("/audit")
        following = re.search(r'href="(/audit\?before=\d+)"', first.text)
        assert following
        older = auditor.open(following[1])
        one = auditor.open(f"/audit?matter={other.id}")

        assert first.text.count('<th scope="row"') == 50
        assert older.status_code == 200 and older.text.count('<th scope="row"') > 0
        assert stage.matter.id not in one.text and other.id in one.text

    def test_the_whole_record_is_verified_in_words(self, visit: Visit, stage: Stage) -> None:
        page = visit("e.vance").send("/audit/verification")

        assert "The record is intact" in words_of(page) and "were read again" in words_of(page)

    def test_a_changed_entry_is_named(self, visit: Visit, house: House, stage: Stage) -> None:
        auditor = visit("e.vance")
        with house.desk.ledger.transaction() as connection:
            for trigger in connection.execute(
                text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            ).scalars():
                connection.execute(text(f'DROP TRIGGER "{trigger}"'))
            connection.execute(text("UPDATE audit_entries SET officer = 'somebody' WHERE number = 3"))

        page = auditor.send("/audit/verification")

        assert "The record is not intact" in words_of(page)
        assert "Entry 3 was changed after it was written." in words_of(page)

    def test_people_of_the_case_do_not_read_it(self, visit: Visit, stage: Stage) -> None:
        assert visit("a.khan").open("/audit").status_code == 403


class TestTokens:
    """Shown once, listed without its secret, ended at once."""

    def test_a_token_is_made_shown_once_and_ended(self, visit: Visit, house: House, stage: Stage) -> None:
        officer = visit("a.khan")
        assert "You have not created any tokens." in words_of(officer.open("/settings/tokens"))

        made = officer.send("/settings/tokens", scopes=["read", "upload"], days="30")

        written = made.text.split("lspx_")[1].split("<")[0]
        assert bearer_of(house.desk, f"lspx_{written}")[0].id == "a.khan"
        listed = officer.open("/settings/tokens")
        assert written.split("_", 1)[1] not in listed.text and "read, upload" in words_of(listed)
        officer.send(f"/settings/tokens/{written.split('_')[0]}/revoke")
        assert "Revoked" in words_of(officer.open("/settings/tokens"))

    def test_what_is_missing_is_said(self, visit: Visit) -> None:
        officer = visit("a.khan")

        assert "Select what this token may do" in words_of(officer.send("/settings/tokens", days="30"))
        assert "A token can last 1 to 90 days" in words_of(
            officer.send("/settings/tokens", scopes=["read"], days="91")
        )

    def test_another_persons_token_is_not_found(self, visit: Visit) -> None:
        made = visit("a.khan").send("/settings/tokens", scopes=["read"], days="30")
        token = made.text.split("lspx_")[1].split("_")[0]

        assert visit("t.adeyemi").send(f"/settings/tokens/{token}/revoke").status_code == 404
