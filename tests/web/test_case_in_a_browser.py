"""The pages from request to certificate in Debian's Chromium: nobody is shut out, and the forms work by hand."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from exchange.casework.ending.hold import NewHold, place_hold
from exchange.rules.destruction import HoldKind
from tests.desk import House
from tests.web.browsing import NARROW, Person, look, person_at, serving
from tests.web.stages import KEEP_UNTIL, Stage

pytestmark = pytest.mark.slow


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with serving(app) as where:
        yield where


Sit = Callable[[str], Person]


@pytest.fixture
def sit(chromium: Browser, address: str, house: House) -> Sit:
    """Call it with an account for that person, signed in at a narrow browser."""

    def down(account: str) -> Person:
        person = person_at(chromium, address, **NARROW)
        person.sign_in(house, account)
        return person

    return down


def tour(person: Person, *stops: tuple[str, str]) -> None:
    """Open each path and look at it, under a name."""
    for path, name in stops:
        person.go(path)
        look(person, name)


def wrong(person: Person, button: str, name: str) -> None:
    """Send a form as it stands, and look at the page that says what is wrong."""
    person.comes_by(person.page.get_by_role("button", name=button, exact=True).first.click)
    expect(person.page.get_by_role("alert")).to_contain_text("There is a problem")
    person.complaints.clear()  # the browser counts our 422 as an error
    look(person, name)


class TestForEveryone:
    """axe finds nothing, on a laptop and on the narrowest screen."""

    def test_the_pages_of_a_request(self, sit: Sit, house: House, stage: Stage) -> None:
        asker = sit("d.moss")
        tour(asker, (f"/matters/{stage.matter.id}/requests/new", "request-new"))
        asker.press("Add another item")
        look(asker, "request-new-two")
        wrong(asker, "Send the request", "request-new-wrong")
        asked = stage.asked("The chronology", "The minutes")
        tour(asker, (f"/requests/{asked.id}", "request-asker"))
        own, others = (
            house.classified(stage.matter),
            house.document(stage.matter, originator="Norchester Trust"),
        )
        holder = sit("a.khan")
        item = f"/requests/{asked.id}/items/{stage.items_of(asked)[0]}"
        tour(
            holder,
            (f"/requests/{asked.id}", "request-holder"),
            (item, "request-document"),
            (f"{item}?document={others.id}", "request-redirect"),
            (f"{item}?document={own.id}", "request-decide"),
        )
        wrong(holder, "Save this decision", "request-decide-wrong")

    def test_the_pages_of_a_release(self, sit: Sit, house: House, stage: Stage) -> None:
        document = house.classified(stage.matter)
        proposer = sit("a.khan")
        tour(proposer, (f"/matters/{stage.matter.id}/releases/new", "release-new"))
        wrong(proposer, "Check your answers", "release-new-wrong")
        proposed = stage.proposed(document)
        tour(proposer, (f"/releases/{proposed.id}", "release-provider"))
        reader = sit("d.moss")
        tour(
            reader,
            (f"/handling-terms/{proposed.terms}/decline", "terms-decline"),
            (f"/handling-terms/{proposed.terms}", "terms"),
        )
        wrong(reader, "Agree and open documents", "terms-wrong")
        reader.page.get_by_label("I have read the handling terms and agree to them").check()
        reader.page.get_by_label("One-time code").fill(house.code_of("d.moss"))
        reader.press("Agree and open documents")
        look(reader, "release-recipient-waiting")
        approver = sit("m.lewis")
        tour(approver, (f"/releases/{proposed.id}", "release-approver"))
        wrong(approver, "Approve this release", "release-approver-wrong")
        approver.page.get_by_label("One-time code").fill(house.code_of("m.lewis"))
        approver.press("Approve this release")
        look(approver, "release-available")
        tour(reader, (f"/releases/{proposed.id}", "release-recipient"))
        with reader.page.expect_download() as coming:
            reader.page.get_by_role("button", name="Download").click()
        assert coming.value.path().stat().st_size == document.size_bytes

    def test_the_pages_of_a_disclosure(self, sit: Sit, house: House, stage: Stage) -> None:
        disclosed = stage.disclosed()
        reader = sit("j.ferns")
        tour(
            reader,
            ("/disclosures", "disclosures"),
            (f"/disclosures?text={disclosed.id}&party=them&show=50&sort=id", "disclosures-filtered"),
            ("/disclosures?text=nothing", "disclosures-none"),
            (f"/disclosures/{disclosed.id}", "disclosure"),
            (f"/disclosures/{disclosed.id}/onward", "onward-new"),
        )
        wrong(reader, "Ask to share this", "onward-new-wrong")
        asked = stage.onward_asked(disclosed)
        approver = sit("m.lewis")
        tour(reader, (f"/onward/{asked.id}", "onward-asker"))
        tour(approver, (f"/onward/{asked.id}", "onward-provider"))
        wrong(approver, "Answer this request", "onward-provider-wrong")
        tour(approver, ("/settings/tokens", "tokens"), ("/audit", "audit"))
        approver.press("Verify the whole record")
        look(approver, "audit-verified")

    def test_the_pages_of_a_destruction(self, sit: Sit, house: House, stage: Stage) -> None:
        held, _ = house.classified(stage.matter, title="Held"), house.classified(stage.matter, title="Due")
        new = NewHold(stage.matter.id, HoldKind.CORONIAL, "The inquest is open", KEEP_UNTIL, held.id)
        hold = place_hold(house.desk, house.officers["r.grant"], new)
        run = stage.practised()
        records = sit("r.grant")
        tour(
            records,
            (f"/holds/new?matter={stage.matter.id}", "hold-new"),
            (f"/holds/{hold.id}", "hold"),
            ("/destruction", "destruction"),
            ("/retention/new", "retention-new"),
            ("/destruction-runs/new", "run-new"),
            (f"/destruction-runs/{run.id}", "run-practice"),
        )
        records.press("Propose this run for approval")
        look(records, "run-proposed")
        approver = sit("m.lewis")
        tour(approver, (f"/destruction-runs/{run.id}", "run-approver"))
        wrong(approver, "Approve this run", "run-approver-wrong")
        approver.page.get_by_label("How many documents will be destroyed?").fill("1")
        approver.page.get_by_label("One-time code").fill(house.code_of("m.lewis"))
        approver.press("Approve this run")
        look(approver, "run-cooling-off")
        house.clock.forward(hours=24)
        approver.sign_in(house, "m.lewis")
        approver.go(f"/destruction-runs/{run.id}")
        look(approver, "run-under-way")
        house.work()
        approver.go(f"/destruction-runs/{run.id}")
        look(approver, "run-finished")
        approver.follow("Certificate")
        look(approver, "certificate")
