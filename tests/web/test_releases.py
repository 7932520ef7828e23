"""A release: proposed, agreed, approved behind the gate, ended."""

from collections.abc import Callable

from exchange.casework.releasing.release import approve
from tests.desk import House
from tests.web.stages import Stage
from tests.web.visitor import Visitor, words_of

Visit = Callable[[str], Visitor]


def answers(version: str, **changes: str | list[str]) -> dict[str, str | list[str]]:
    """Every box of a proposal, filled in."""
    return {
        "versions": [version],
        "recipient": "iopc-office",
        "readers": ["j.ferns"],
        "purpose_detail": "To establish the contact with police",
        "basis_provider": "public-task",
        "basis_recipient": "law-enforcement",
        "storage_rule": "In the case system only",
        "onward": "none",
        "keep_until-day": "6",
        "keep_until-month": "5",
        "keep_until-year": "2027",
        "disposition": "destroy",
        "review_on-day": "1",
        "review_on-month": "3",
        "review_on-year": "2027",
        "rights_contact": "The data protection officer",
        "incident_contact": "The point of contact",
        "incident_hours": "24",
        **changes,
    }


class TestProposing:
    """Answers, a check of the exact terms, and then the proposal."""

    def test_the_terms_are_checked_before_they_are_proposed(
        self, visit: Visit, house: House, stage: Stage
    ) -> None:
        document, proposer = house.classified(stage.matter), visit("a.khan")
        stage.decided(document)
        address = f"/matters/{stage.matter.id}/releases/new"

        check = proposer.send(address, **answers(document.original))
        sent = proposer.send(address, do="propose", **answers(document.original))

        assert check.status_code == 200 and "Check the release before you propose it" in words_of(check)
        assert document.original in check.text and "6 May 2027" in words_of(check)
        assert f"{document.title} ({document.id}): the original, with nothing taken out" in words_of(check)
        assert "Original, with nothing taken out" in words_of(proposer.open(address))
        assert sent.status_code == 303 and sent.headers["Location"].startswith("/releases/REL-")

    def test_an_answer_can_be_changed_after_the_check(self, visit: Visit, house: House, stage: Stage) -> None:
        document = house.classified(stage.matter)

        page = visit("a.khan").send(
            f"/matters/{stage.matter.id}/releases/new", do="change", **answers(document.original)
        )

        assert page.status_code == 200 and "In the case system only" in page.text

    def test_every_box_that_is_wrong_is_named_at_once(self, visit: Visit, house: House, stage: Stage) -> None:
        house.classified(stage.matter)

        words = words_of(visit("a.khan").send(f"/matters/{stage.matter.id}/releases/new"))

        for sentence in (
            "Select at least one document",
            "Select an organisation of the other party",
            "Select who may read these documents",
            "Select your lawful basis",
            "Enter a date, like 6 5 2026",
        ):
            assert sentence in words

    def test_what_the_rules_refuse_is_said_beside_its_box(
        self, visit: Visit, house: House, stage: Stage
    ) -> None:
        document, proposer = house.classified(stage.matter), visit("a.khan")
        for box, wrong, sentence in (
            ("purpose_detail", "", "Enter what this is needed for"),
            ("storage_rule", "", "Enter where the recipient may keep it"),
            ("rights_contact", "", "Enter who answers requests from people about their data"),
            ("incident_contact", "", "Enter who to tell if something goes wrong"),
            ("incident_hours", "99", "Time to tell must be between 1 and 72 hours"),
            ("keep_until-year", "2025", "The date to destroy or return by must be in the future"),
            ("review_on-year", "2028", "The review date must be in the future and not after the date"),
            ("recipient", "norchester-council", "Select an organisation of the other party"),
            ("readers", "a.khan", "Select who may read these documents"),
        ):
            page = proposer.send(
                f"/matters/{stage.matter.id}/releases/new", **answers(document.original, **{box: wrong})
            )

            assert page.status_code == 422, box
            assert sentence in words_of(page), box


class TestTheGate:
    """Every condition is shown, met or not, with what to do."""

    def test_the_provider_sees_what_is_not_met(self, visit: Visit, stage: Stage) -> None:
        proposed = stage.proposed()

        page = visit("m.lewis").open(f"/releases/{proposed.id}")

        words = words_of(page)
        assert "The recipient has not accepted terms for exactly these documents." in words
        assert words.count("Not met") == 1 and words.count(" Met") >= 14
        assert "Approve this release" not in words

    def test_an_approver_with_a_fresh_code_lets_it_go(self, visit: Visit, house: House, stage: Stage) -> None:
        agreed, approver = stage.agreed(), visit("m.lewis")

        sent = approver.send(f"/releases/{agreed.id}/approve", code=house.code_of("m.lewis"))

        assert sent.status_code == 303
        assert "Available" in words_of(approver.open(f"/releases/{agreed.id}"))

    def test_without_a_code_or_with_a_wrong_or_used_one_nothing_goes(
        self, visit: Visit, house: House, stage: Stage
    ) -> None:
        agreed, approver = stage.agreed(), visit("m.lewis")
        used = house.code_of("m.lewis")
        Visitor(approver.client.application.test_client()).sign_in("m.lewis", code=used)

        none = approver.send(f"/releases/{agreed.id}/approve")
        wrong = approver.send(f"/releases/{agreed.id}/approve", code="000000")
        again = approver.send(f"/releases/{agreed.id}/approve", code=used)

        assert "Enter the code from your authenticator app" in words_of(none)
        for page in (wrong, again):
            assert page.status_code == 422 and "The code is not right, or was used before." in words_of(page)
        assert "Waiting for terms and approval" in words_of(approver.open(f"/releases/{agreed.id}"))

    def test_guessing_codes_is_slowed_down(self, visit: Visit, stage: Stage) -> None:
        agreed, approver = stage.agreed(), visit("m.lewis")
        for _ in range(4):
            approver.send(f"/releases/{agreed.id}/approve", code="000000")

        page = approver.send(f"/releases/{agreed.id}/approve", code="000000")

        assert page.status_code == 429 and page.headers["Retry-After"] == "2"

    def test_a_closed_gate_lists_every_failure(self, visit: Visit, house: House, stage: Stage) -> None:
        proposed = stage.proposed()

        page = visit("m.lewis").send(f"/releases/{proposed.id}/approve", code=house.code_of("m.lewis"))

        assert page.status_code == 409
        assert "are not met" in words_of(page) and "(G14, I-1)" in words_of(page)

    def test_the_proposer_does_not_approve(self, visit: Visit, house: House, stage: Stage) -> None:
        agreed = stage.agreed()

        page = visit("a.khan").send(f"/releases/{agreed.id}/approve", code=house.code_of("a.khan"))

        assert page.status_code == 403


class TestTerms:
    """One page of exact terms; agreed by a named person, or not."""

    def test_agreeing_needs_the_box_and_a_code(self, visit: Visit, house: House, stage: Stage) -> None:
        proposed, reader = stage.proposed(), visit("g.frost")
        address, digest = f"/handling-terms/{proposed.terms}", stage.terms_digest(proposed)

        page = reader.open(address)
        unticked = reader.send(f"{address}/agree", digest=digest, code=house.code_of("g.frost"))
        no_code = reader.send(f"{address}/agree", digest=digest, confirmed="yes")
        agreed = reader.send(
            f"{address}/agree", digest=digest, confirmed="yes", code=house.code_of("g.frost")
        )

        assert "You cannot open them until you agree these terms." in words_of(page)
        assert digest in page.text
        assert "Confirm that you have read the handling terms" in words_of(unticked)
        assert "Enter the code from your authenticator app" in words_of(no_code)
        assert agreed.headers["Location"] == f"/releases/{proposed.id}"
        assert "Agreed by g.frost" in words_of(reader.open(address))

    def test_other_words_than_these_are_not_agreed(self, visit: Visit, house: House, stage: Stage) -> None:
        proposed = stage.proposed()

        page = visit("g.frost").send(
            f"/handling-terms/{proposed.terms}/agree",
            digest="0" * 64,
            confirmed="yes",
            code=house.code_of("g.frost"),
        )

        assert page.status_code == 409 and "These handling terms have changed." in words_of(page)

    def test_not_agreeing_needs_a_reason_and_is_no_dead_end(self, visit: Visit, stage: Stage) -> None:
        proposed, reader = stage.proposed(), visit("g.frost")
        address = f"/handling-terms/{proposed.terms}/decline"

        empty = reader.send(address, decline_reason=" ")
        sent = reader.send(address, decline_reason="Six months is too short")

        assert "Tell the Local Safeguarding Partnership why you cannot agree" in words_of(empty)
        assert sent.status_code == 303
        provider = visit("a.khan")
        assert "Handling terms were not agreed" in words_of(provider.open("/"))
        assert "Six months is too short" in words_of(provider.open(f"/releases/{proposed.id}"))

    def test_the_provider_cannot_agree_its_own_terms(self, visit: Visit, house: House, stage: Stage) -> None:
        proposed, digest = (made := stage.proposed()), stage.terms_digest(made)

        page = visit("m.lewis").send(
            f"/handling-terms/{proposed.terms}/agree",
            digest=digest,
            confirmed="yes",
            code=house.code_of("m.lewis"),
        )

        assert page.status_code == 403
        assert "Only a person of the receiving organisation can answer for it." in words_of(page)

    def test_what_changed_since_the_last_agreed_terms_is_marked(self, visit: Visit, stage: Stage) -> None:
        agreed = stage.agreed()
        newer = stage.reissued(agreed, storage_rule="On an encrypted disk only")

        page = visit("g.frost").open(f"/handling-terms/{newer.id}")

        words = words_of(page)
        assert "1 thing changed since issue 1" in words
        assert (
            "Where it may be kept Changed On an encrypted disk only Before: In the case system only" in words
        )


class TestBothSides:
    """Before it is available the recipient meets a release only through its terms."""

    def test_the_recipient_learns_no_title_before_it_is_available(
        self, visit: Visit, house: House, stage: Stage
    ) -> None:
        document = house.classified(stage.matter, title="A telling title")
        agreed, reader = stage.agreed(document), visit("j.ferns")

        before = reader.open(f"/releases/{agreed.id}")
        approve(house.desk, house.officers["m.lewis"], agreed.id)
        after = reader.open(f"/releases/{agreed.id}")

        assert "A telling title" not in before.text and "Download" not in words_of(before)
        assert "A telling title" in after.text and "Download VER-" in words_of(after)
        assert "What must be true before it goes" not in words_of(before)

    def test_its_proposer_withdraws_a_proposal_and_sees_it_said(self, visit: Visit, stage: Stage) -> None:
        offer = stage.proposed()
        proposer, address = visit("a.khan"), f"/releases/{offer.id}"

        assert "Withdraw this proposal" in words_of(proposer.open(address))
        assert "Withdraw this proposal" not in words_of(visit("m.lewis").open(address))
        sent = proposer.send(f"{address}/withdraw")

        assert sent.status_code == 303
        assert "This proposal was withdrawn before it was approved" in words_of(proposer.open(address))

    def test_a_release_is_ended_with_a_reason(self, visit: Visit, stage: Stage) -> None:
        given, provider = stage.available(), visit("a.khan")

        empty = provider.send(f"/releases/{given.id}/revoke")
        sent = provider.send(f"/releases/{given.id}/revoke", revoke_reason="It went too far")

        assert "Enter a reason for your decision" in words_of(empty)
        assert sent.status_code == 303
        reader = words_of(visit("j.ferns").open(f"/releases/{given.id}"))
        assert "This release was ended." in reader and "It went too far" not in reader

    def test_a_stranger_finds_nothing(self, visit: Visit, stage: Stage) -> None:
        stranger, proposed = visit("n.stranger"), stage.proposed()

        for address in (f"/releases/{proposed.id}", f"/handling-terms/{proposed.terms}"):
            assert stranger.open(address).data == stranger.open("/releases/REL-0000-0000").data
