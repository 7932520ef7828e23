"""Asking the other party, and deciding item by item."""

from collections.abc import Callable

from tests.desk import House
from tests.web.stages import Stage
from tests.web.visitor import Visitor, title_of, words_of

Visit = Callable[[str], Visitor]
_PURPOSE = "assist-investigation"


def form_of(*pairs: tuple[str, str], **more: str) -> dict[str, str]:
    """The boxes of a request, filled in."""
    boxes = {"purpose": _PURPOSE, "items": str(len(pairs)), "do": "send", **more}
    for number, (description, relevance) in enumerate(pairs, start=1):
        boxes |= {f"description-{number}": description, f"relevance-{number}": relevance}
    return boxes


class TestAsking:
    """Each thing on its own, with why it is relevant."""

    def test_a_request_of_two_items_arrives_with_the_other_party(self, visit: Visit, stage: Stage) -> None:
        asker = visit("d.moss")
        form = form_of(("The chronology", "Contact with police"), ("The minutes", "Who was told"))

        sent = asker.send(f"/matters/{stage.matter.id}/requests/new", **form)

        assert sent.status_code == 303
        words = words_of(visit("a.khan").open(sent.headers["Location"]))
        assert "The chronology" in words and "The minutes" in words
        assert "Waiting for a decision" in words

    def test_another_item_is_added_without_losing_what_was_typed(self, visit: Visit, stage: Stage) -> None:
        form = form_of(("The chronology", "Contact with police"), do="add")

        page = visit("d.moss").send(f"/matters/{stage.matter.id}/requests/new", **form)

        assert "The chronology" in page.text and "Item 2" in words_of(page)

    def test_an_item_is_taken_away_and_the_others_stay(self, visit: Visit, stage: Stage) -> None:
        form = form_of(("The chronology", "Contact"), ("The minutes", "Told"), do="remove-1")

        page = visit("d.moss").send(f"/matters/{stage.matter.id}/requests/new", **form)

        assert "The minutes" in page.text and "The chronology" not in page.text
        assert "Item 2" not in words_of(page)

    def test_what_is_missing_is_said_and_what_was_typed_is_kept(self, visit: Visit, stage: Stage) -> None:
        form = form_of(("The chronology", ""), ("", "Who was told"), ("", ""))

        page = visit("d.moss").send(f"/matters/{stage.matter.id}/requests/new", **form)

        assert page.status_code == 422 and title_of(page).startswith("Error: ")
        assert "Enter why this is relevant" in words_of(page) and "Enter what you are asking for" in words_of(
            page
        )
        assert 'href="#relevance-1"' in page.text and 'href="#description-2"' in page.text
        assert 'href="#description-3"' not in page.text
        assert "The chronology" in page.text and "Who was told" in page.text

    def test_a_date_that_has_passed_is_refused(self, visit: Visit, stage: Stage) -> None:
        late = {"needed_by-day": "1", "needed_by-month": "1", "needed_by-year": "2026"}

        page = visit("d.moss").send(f"/matters/{stage.matter.id}/requests/new", **form_of(("A", "B"), **late))

        assert "The date you need this by must be today or in the future" in words_of(page)

    def test_nobody_asks_for_the_other_partys_purpose(self, visit: Visit, stage: Stage) -> None:
        form = form_of(("A", "B"), purpose="assist-review")

        page = visit("d.moss").send(f"/matters/{stage.matter.id}/requests/new", **form)

        assert "Select the purpose of your own investigation or review" in words_of(page)

    def test_people_of_an_organisation_under_investigation_do_not_ask(
        self, visit: Visit, house: House
    ) -> None:
        page = visit("n.stranger").open(f"/matters/{house.matter().id}/requests/new")

        assert page.status_code == 404


class TestDeciding:
    """The holder decides; the asker sees outcomes and no more."""

    def test_an_item_is_decided_one_question_at_a_time(
        self, visit: Visit, house: House, stage: Stage
    ) -> None:
        document, asked = house.classified(stage.matter), stage.asked()
        (item,) = stage.items_of(asked)
        holder, address = visit("a.khan"), f"/requests/{asked.id}/items/{item}"

        assert "Which document answers this item?" in words_of(holder.open(address))
        assert "Share all of it" in words_of(holder.open(f"{address}?document={document.id}"))
        sent = holder.send(address, document=document.id, outcome="release-full")

        assert sent.headers["Location"] == f"/requests/{asked.id}"
        assert "To be shared in full" in words_of(holder.open(sent.headers["Location"]))
        asker = words_of(visit("d.moss").open(f"/requests/{asked.id}"))
        assert "To be shared in full" in asker and document.id not in asker

    def test_the_outcomes_come_in_the_protocols_order(self, visit: Visit, house: House, stage: Stage) -> None:
        document, asked = house.classified(stage.matter), stage.asked()
        (item,) = stage.items_of(asked)

        text = visit("a.khan").open(f"/requests/{asked.id}/items/{item}?document={document.id}").text

        places = [
            text.index(f'value="{outcome}"')
            for outcome in ("release-full", "release-redacted", "redirect", "not-held", "refuse")
        ]
        assert places == sorted(places)

    def test_without_a_document_nothing_can_be_shared(self, visit: Visit, stage: Stage) -> None:
        asked = stage.asked()
        (item,) = stage.items_of(asked)

        page = visit("a.khan").open(f"/requests/{asked.id}/items/{item}?document=none")

        assert "release-full" not in page.text and "not-held" in page.text

    def test_a_refusal_needs_its_reason_and_the_effect_on_the_child(self, visit: Visit, stage: Stage) -> None:
        asked = stage.asked()
        (item,) = stage.items_of(asked)
        holder, address = visit("a.khan"), f"/requests/{asked.id}/items/{item}"

        first = holder.send(address, document="none", outcome="refuse", reason="No")
        second = holder.send(address, document="none", outcome="refuse", reason="A court order forbids it")
        third = holder.send(
            address,
            document="none",
            outcome="refuse",
            reason="A court order forbids it",
            detriment_to_child="Weighed with the lawyer",
        )

        assert "Enter a reason for your decision" in words_of(first)
        assert "Enter how you weighed the effect on the child" in words_of(second)
        assert "A court order forbids it" in second.text
        assert third.status_code == 303
        asker = words_of(visit("d.moss").open(f"/requests/{asked.id}"))
        assert "A court order forbids it" in asker and "Weighed with the lawyer" not in asker

    def test_a_decision_must_be_chosen(self, visit: Visit, stage: Stage) -> None:
        asked = stage.asked()
        (item,) = stage.items_of(asked)

        page = visit("a.khan").send(f"/requests/{asked.id}/items/{item}", document="none")

        assert "Select your decision" in words_of(page)

    def test_what_others_created_raises_the_redirect_question_first(
        self, visit: Visit, house: House, stage: Stage
    ) -> None:
        document = house.classified(stage.matter, originator="Norchester Hospital Trust")
        asked = stage.asked()
        (item,) = stage.items_of(asked)
        holder, address = visit("a.khan"), f"/requests/{asked.id}/items/{item}"

        first = words_of(holder.open(f"{address}?document={document.id}"))
        too_soon = holder.send(address, document=document.id, outcome="release-full")
        unanswered = holder.send(f"{address}/redirect", document=document.id, redirect="holder-may-share")
        answered = holder.send(
            f"{address}/redirect",
            document=document.id,
            redirect="holder-may-share",
            redirect_reason="They agreed by letter",
        )

        assert "Should they ask the organisation that created it?" in first
        assert too_soon.status_code == 409
        assert "First answer whether they should ask that organisation." in words_of(too_soon)
        assert "Enter a reason for your decision" in words_of(unanswered)
        assert "Share all of it" in words_of(holder.open(answered.headers["Location"]))

    def test_a_document_that_is_not_classified_cannot_be_shared_yet(
        self, visit: Visit, house: House, stage: Stage
    ) -> None:
        document, asked = house.document(stage.matter), stage.asked()
        (item,) = stage.items_of(asked)

        page = visit("a.khan").open(f"/requests/{asked.id}/items/{item}?document={document.id}")

        assert "has not been classified, so it cannot be shared yet" in words_of(page)
        assert "release-full" not in page.text

    def test_an_item_is_decided_once(self, visit: Visit, house: House, stage: Stage) -> None:
        document = house.classified(stage.matter)
        asked = stage.decided(document)
        (item,) = stage.items_of(asked)

        page = visit("a.khan").send(
            f"/requests/{asked.id}/items/{item}", document=document.id, outcome="release-full"
        )

        assert page.status_code == 409
        assert "This item has already been decided." in words_of(page)

    def test_the_asker_cannot_decide(self, visit: Visit, stage: Stage) -> None:
        asked = stage.asked()
        (item,) = stage.items_of(asked)

        page = visit("d.moss").send(f"/requests/{asked.id}/items/{item}", document="none", outcome="not-held")

        assert page.status_code == 403
        assert "Only the party that holds the material can decide." in words_of(page)

    def test_it_can_be_acknowledged(self, visit: Visit, stage: Stage) -> None:
        asked, holder = stage.asked(), visit("a.khan")

        holder.send(f"/requests/{asked.id}/acknowledge")

        assert "Being considered" in words_of(holder.open(f"/requests/{asked.id}"))

    def test_a_stranger_finds_nothing(self, visit: Visit, stage: Stage) -> None:
        stranger, asked = visit("n.stranger"), stage.asked()

        there = stranger.open(f"/requests/{asked.id}")

        assert there.status_code == 404
        assert there.data == stranger.open("/requests/REQ-0000-0000").data
