"""A document's own words suggest how to classify it; SECRET as a marking is told from the word."""

import pytest

from redaction.find.hints import Hint, Suggestion, hints_for
from redaction.page import DocumentText, PageText, Reading
from redaction.spans import Span


def document(*pages: str) -> DocumentText:
    return DocumentText(
        tuple(PageText(n, text, Reading.TEXT, 595, 842) for n, text in enumerate(pages, start=1))
    )


def hint(text: str, wanted: Hint) -> Suggestion | None:
    return next((s for s in hints_for(document(text)) if s.hint is wanted), None)


@pytest.mark.parametrize(
    "text",
    [
        "SECRET\n\nReport of a visit",
        "TOP SECRET – UK EYES ONLY\n\nReport",
        "UK SECRET\nReport",
        "[SECRET]\nReport",
        "Report\nSECRET   Page 1 of 2",
        "SECRET - COPY 2 OF 5\nReport",
        "** SECRET **\nReport",
    ],
)
def test_secret_as_a_marking_is_seen(text: str) -> None:
    found = hint(text, Hint.MARKED_SECRET)

    assert found is not None
    assert found.strength > 0.9


@pytest.mark.parametrize(
    "text",
    [
        "She said it was our secret and that he should not tell.",
        "It was kept SECRET from the social worker for over a year by both of the parents.",
        "The secretary took the minutes.",
        "They had a secret place.",
        "Victoria's Secret bag found on the seat.",
    ],
)
def test_the_word_secret_is_no_marking(text: str) -> None:
    assert hint(text, Hint.MARKED_SECRET) is None


@pytest.mark.parametrize(
    "text",
    [
        "OFFICIAL-SENSITIVE\nMinutes",
        "OFFICIAL – SENSITIVE: PERSONAL\nMinutes",
        "RESTRICTED\nMinutes",
        "Minutes\nOFFSEN",
    ],
)
def test_official_sensitive_and_its_forerunners_are_seen(text: str) -> None:
    assert hint(text, Hint.MARKED_OFFICIAL_SENSITIVE) is not None


@pytest.mark.parametrize("text", ["OFFICIAL\nMinutes", "Access is restricted to staff.", "an official visit"])
def test_what_is_merely_official_is_not_sensitive(text: str) -> None:
    assert hint(text, Hint.MARKED_OFFICIAL_SENSITIVE) is None


SPEAKING = {
    Hint.SPECIAL_CATEGORY: "Diagnosed with epilepsy, prescribed medication, seen by CAMHS. Self-harm noted.",
    Hint.CRIMINAL_OFFENCE: "He was arrested and charged with assault; previous convictions for burglary; on bail.",
    Hint.CHILD: "The child's nursery told safeguarding; the baby is subject to a child protection plan.",
    Hint.LEGAL_PRIVILEGE: "This note records legal advice and is legally  privileged.",
    Hint.SOURCE_OR_INTELLIGENCE: "An intelligence report (5x5x5) from a CHIS.",
}


@pytest.mark.parametrize("wanted", SPEAKING)
def test_what_a_document_speaks_of_is_suggested(wanted: Hint) -> None:
    found = hint(SPEAKING[wanted], wanted)

    assert found is not None
    assert found.strength >= 0.5
    assert found.pages == (1,)
    assert found.sentence.endswith(".")


def test_a_shopping_list_suggests_nothing() -> None:
    assert hints_for(document("Milk, bread, two tins of beans and a newspaper.")) == ()


def test_several_people_are_third_parties() -> None:
    text = "Anna Example met Ben Sample and Cara Model."
    spans = [Span(0, 12, "PERSON", 1, "x"), Span(17, 27, "PERSON", 1, "x"), Span(32, 42, "PERSON", 1, "x")]

    found = {s.hint: s for s in hints_for(document(text), [spans])}

    assert found[Hint.THIRD_PARTY].times == 3


def test_an_age_says_child_though_no_word_does() -> None:
    found = {s.hint: s for s in hints_for(document("Ty (aged 6)"), [[Span(4, 10, "CHILD_AGE", 1, "x")]])}

    assert found[Hint.CHILD].strength >= 0.9


def test_a_reason_names_only_words_of_our_lists() -> None:
    for suggestion in hints_for(document("Zebedee Quill was arrested; Zebedee is gay and on methadone.")):
        assert "Zebedee" not in suggestion.sentence
        assert "Quill" not in suggestion.sentence


def test_pages_are_told() -> None:
    found = {s.hint: s for s in hints_for(document("nothing here", "He was arrested and charged."))}

    assert found[Hint.CRIMINAL_OFFENCE].pages == (2,)
