"""The comparison of a release and the labels of a matter, on their pages."""

import re
from collections.abc import Callable

import pytest

from exchange.casework.redacting import redact
from exchange.rules.material import Material
from exchange.rules.redactions import Choice
from exchange.rules.release import Release
from tests.desk import House, a_pdf
from tests.web.stages import Stage
from tests.web.visitor import Visitor, words_of

Visit = Callable[[str], Visitor]


class TestLabels:
    """Who stands behind which label."""

    def test_a_person_is_given_a_label_and_the_page_says_so(self, visit: Visit, stage: Stage) -> None:
        officer, address = visit("a.khan"), f"/matters/{stage.matter.id}/labels"
        assert "Nobody has a label yet" in words_of(officer.open(address))

        sent = officer.send(address, spellings="Rowan Ashdown\r\nRo", role="child", label="Child K")
        officer.send(address, spellings="Tilly Ashdown", role="mother", of="Child K")
        officer.send(address, spellings="Rowie", known="Child K")

        shown = words_of(officer.open(address))
        assert sent.status_code == 303
        assert "Child K A child Rowan Ashdown, Ro, Rowie" in shown
        assert "Mother of Child K" in shown

    def test_a_label_that_tells_the_name_is_refused_beside_its_box(self, visit: Visit, stage: Stage) -> None:
        officer, address = visit("a.khan"), f"/matters/{stage.matter.id}/labels"
        officer.open(address)

        sent = officer.send(address, spellings="Rowan Ashdown", role="child", label="Child R")

        assert sent.status_code == 422
        assert "Label must not have an initial of the name in it" in words_of(sent)

    def test_people_are_merged_and_removed(self, visit: Visit, stage: Stage) -> None:
        officer, address = visit("a.khan"), f"/matters/{stage.matter.id}/labels"
        officer.open(address)
        officer.send(address, spellings="Rowan Ashdown", role="child", label="Child K")
        officer.send(address, spellings="R Ashdown", role="person", label="Person M")

        nobody = officer.send(f"{address}/merge", merge=["Child K"])
        officer.send(f"{address}/merge", merge=["Child K", "Person M"], kept="Child K")
        merged = words_of(officer.open(address))
        officer.send(f"{address}/remove", gone="Child K")

        assert nobody.status_code == 422
        assert "Child K A child Rowan Ashdown, R Ashdown" in merged
        assert "Nobody has a label yet" in words_of(officer.open(address))

    def test_an_approver_reads_it_and_is_offered_no_change(self, visit: Visit, stage: Stage) -> None:
        shown = visit("m.lewis").open(f"/matters/{stage.matter.id}/labels")

        assert shown.status_code == 200
        assert "Give someone a label" not in shown.text

    def test_a_reviewer_may_not_open_it(self, visit: Visit, stage: Stage) -> None:
        assert visit("b.osei").open(f"/matters/{stage.matter.id}/labels").status_code == 403


class TestComparison:
    """Before a release goes."""

    def test_a_release_with_nothing_found_says_so(self, visit: Visit, stage: Stage) -> None:
        release = stage.agreed()

        officer = visit("a.khan")
        shown = words_of(officer.open(f"/releases/{release.id}/comparison"))
        on_release = words_of(officer.open(f"/releases/{release.id}"))

        assert "Nothing was found" in shown
        assert "0 found, 0 answered by two people" in on_release

    def test_while_it_is_compared_the_gate_is_closed_and_the_page_waits(
        self, visit: Visit, stage: Stage, house: House
    ) -> None:
        release = stage.agreed()
        officer, address = visit("a.khan"), f"/releases/{release.id}/comparison"
        officer.open(address)

        sent = officer.send(f"{address}/again")
        waiting = officer.open(address)
        gate = words_of(visit("m.lewis").open(f"/releases/{release.id}"))
        house.work()

        assert sent.status_code == 303
        assert "are being compared" in words_of(waiting) and 'http-equiv="refresh"' in waiting.text
        assert "have not been compared with each other" in gate
        assert "Nothing was found" in words_of(officer.open(address))

    def test_the_recipient_is_told_that_there_is_no_such_page(self, visit: Visit, stage: Stage) -> None:
        release = stage.agreed()

        assert visit("d.moss").open(f"/releases/{release.id}/comparison").status_code == 404
        assert "Comparison" not in words_of(visit("d.moss").open(f"/releases/{release.id}"))


@pytest.mark.slow
class TestFindings:
    """Something stands in one document that another hides."""

    @pytest.fixture
    def release(self, stage: Stage, house: House) -> Release:
        return with_findings(stage, house)

    def test_one_person_keeps_it_and_a_second_confirms(self, visit: Visit, release: Release) -> None:
        first, second, address = visit("a.khan"), visit("t.adeyemi"), f"/releases/{release.id}/comparison"
        page = first.open(address)
        keys = keys_on(page.text)

        nothing = first.send(f"{address}/keep", reason="They know it")
        no_reason = first.send(f"{address}/keep", keys=keys)
        tasks = words_of(first.open("/"))
        first.open(address)
        kept = first.send(f"{address}/keep", keys=keys, reason="They know it")
        second_tasks = words_of(second.open("/"))
        own = words_of(first.open(address))
        second.open(address)
        confirmed = second.send(f"{address}/confirm", keys=keys, do="confirm")

        assert "Rowan Ashdown" in words_of(page) and "stands in" in words_of(page)
        assert "The recipient gets the file under its reference" in words_of(page)
        assert (nothing.status_code, no_reason.status_code) == (422, 422)
        assert "Select at least one" in words_of(nothing)
        assert "Enter why this is kept on purpose" in words_of(no_reason)
        assert (kept.status_code, confirmed.status_code) == (303, 303)
        assert "Answer what a comparison found" in tasks
        assert "Confirm what is kept on purpose" in second_tasks
        assert "Someone else must confirm it" in own
        assert "Answered by two people" in words_of(second.open(address))

    def test_it_can_be_sent_back_or_redacted_there_too(self, visit: Visit, release: Release) -> None:
        first, second, address = visit("a.khan"), visit("t.adeyemi"), f"/releases/{release.id}/comparison"
        keys = keys_on(first.open(address).text)
        first.send(f"{address}/keep", keys=keys, reason="They know it")
        second.open(address)

        second.send(f"{address}/confirm", keys=keys, do="return")
        again = first.open(address)
        begun = first.send(f"{address}/redact", key=keys[0])

        assert "To answer" in words_of(again)
        assert begun.headers["Location"].startswith("/redactions/RED-")

    def test_pages_are_shown_as_they_go_out_and_no_others(self, visit: Visit, release: Release) -> None:
        officer, address = visit("a.khan"), f"/releases/{release.id}/comparison"

        picture = officer.open(f"{address}/{release.versions[0]}/pages/1.png")

        assert picture.mimetype == "image/png" and picture.data.startswith(b"\x89PNG")
        assert officer.open(f"{address}/VER-0000-0000/pages/1.png").status_code == 404
        assert visit("d.moss").open(f"{address}/{release.versions[0]}/pages/1.png").status_code == 404


def keys_on(page: str) -> list[str]:

    return list(dict.fromkeys(re.findall(r'name="keys" type="checkbox" value="([0-9a-f]{16})"', page)))


def copy_without(stage: Stage, house: House, document: Material, name: str) -> str:
    """The verified copy of a document with this name, and all that was found, taken out."""
    desk, officer = house.desk, stage.who("a.khan")
    begun = redact.start(desk, officer, document.id, terms=(name,))
    house.work()
    with desk.ledger.housekeeping() as act:
        count = act.redaction_sets.get(begun.id).candidates
    redact.decide(desk, officer, begun.id, range(1, count + 1), Choice.REDACT, ground="child")
    signed = redact.propose_set(desk, officer, begun.id)
    redact.approve_set(desk, stage.who("m.lewis"), signed.id, fingerprint=signed.fingerprint)
    house.work()
    with desk.ledger.housekeeping() as act:
        done = act.redaction_sets.get(begun.id)
    assert done.result, done.problem
    return done.result


def with_findings(stage: Stage, house: House) -> Release:
    """A redacted copy and, beside it, a document that says what was taken out."""
    first = stage.classify(
        house.document(stage.matter, "b.osei", content=a_pdf("Rowan Ashdown rang", "at noon"))
    )
    hidden = copy_without(stage, house, first, "Rowan Ashdown")
    other = stage.classify(
        house.document(
            stage.matter,
            "b.osei",
            content=a_pdf("Later Rowan Ashdown came", "to the school"),
            file_name="Rowan Ashdown.pdf",
        )
    )
    return stage.proposed(other, versions=(hidden, other.original))
