"""Finds become candidates: one for each wording, grouped by whom they are about."""

import pytest

from redaction.candidates.candidate import Candidate, Place
from redaction.candidates.gather import suggest, suggested_ground
from redaction.find.detector import Detector, load_detector
from redaction.grounds import Ground
from redaction.page import DocumentText, PageText, Reading
from redaction.register import KnownPeople, Person


@pytest.fixture(scope="module")
def detector() -> Detector:
    return load_detector()


def some_document(*texts: str) -> DocumentText:
    return DocumentText(
        tuple(
            PageText(number, text, Reading.TEXT, 595.0, 842.0) for number, text in enumerate(texts, start=1)
        )
    )


def by_text(candidates: tuple[Candidate, ...]) -> dict[str, Candidate]:
    return {candidate.text: candidate for candidate in candidates}


class TestSuggest:
    """One pass over every page, then each name through all of them."""

    def test_a_document_without_pages_has_no_candidates(self, detector: Detector) -> None:
        assert suggest(DocumentText(()), detector) == ()

    def test_the_wordings_of_one_person_are_one_group(self, detector: Detector) -> None:
        document = some_document(
            "Mr Tyler Brennan was seen. Tyler left with DC Harris.",
            "T. Brennan came back. BRENNAN denied it.",
        )
        found = by_text(suggest(document, detector))

        for wording in ("Mr Tyler Brennan", "Tyler", "T. Brennan", "BRENNAN"):
            assert found[wording].group == "Tyler Brennan"
        assert found["DC Harris"].group == "Harris"

    def test_a_surname_that_two_people_share_is_given_to_neither(self, detector: Detector) -> None:
        document = some_document("Mr Tyler Brennan and Ms Kayleigh Brennan attended. Brennan left.")
        found = by_text(suggest(document, detector))

        assert found["Brennan"].group == "Brennan"
        assert found["Mr Tyler Brennan"].group == "Tyler Brennan"

    def test_a_name_found_on_one_page_is_found_on_every_page(self, detector: Detector) -> None:
        document = some_document("Mrs Quillfeather attended.", "it was quillfeather or QUILLFEATHER")
        found = by_text(suggest(document, detector))

        assert found["QUILLFEATHER"].places == (Place(2, 23, 35),)

    def test_a_full_name_is_carried_in_small_letters_too(self, detector: Detector) -> None:
        document = some_document("Mr Tyler Quillfeather attended.", "it was tyler quillfeather she said")

        assert "tyler quillfeather" in by_text(suggest(document, detector))

    def test_places_point_at_the_words_of_their_page(self, detector: Detector) -> None:
        texts = ("Tel 07700 900123 for DC Harris", "Mr\n Okafor, NHS 943 476 5919, DC Harris")
        for candidate in suggest(some_document(*texts), detector):
            for place in candidate.places:
                standing = texts[place.page_number - 1][place.start : place.end]
                assert " ".join(standing.split()) == candidate.text

    def test_one_number_written_two_ways_is_one_group(self, detector: Detector) -> None:
        found = by_text(suggest(some_document("NHS 943 476 5919.", "NHS no: 943-476-5919"), detector))

        assert found["943 476 5919"].group == found["943-476-5919"].group == "9434765919"

    def test_typed_terms_are_candidates_wherever_they_stand(self, detector: Detector) -> None:
        document = some_document("the blue\ndoor", "a BLUE DOOR")
        found = suggest(document, detector, terms=["Blue door"])

        assert [(one.text, one.label, one.score) for one in found] == [
            ("blue door", "TYPED_TERM", 1.0),
            ("BLUE DOOR", "TYPED_TERM", 1.0),
        ]

    def test_a_surname_that_was_typed_leaves_each_full_name_whole(self, detector: Detector) -> None:
        document = some_document("Mrs Zelda Quillfeather and Mr Otto Quillfeather. Dear Ms Quillfeather")
        found = suggest(document, detector, terms=["Quillfeather"])

        typed = [one for one in found if one.label == "TYPED_TERM"]
        names = {one.text for one in found if one.label == "PERSON"}
        assert [(one.text, len(one.places)) for one in typed] == [("Quillfeather", 3)]
        assert names >= {"Mrs Zelda Quillfeather", "Mr Otto Quillfeather", "Ms Quillfeather"}

    def test_a_marking_a_relation_and_a_kind_of_entry_are_no_part_of_a_name(self, detector: Detector) -> None:
        document = some_document(
            "OFFICIAL-SENSITIVE   Brennan, M.",
            "Jean Brennan  Maternal grandmother\n17/03/2024  Ambulance  Maisie Brennan was taken to hospital.",
        )
        names = {one.text for one in suggest(document, detector) if one.label == "PERSON"}

        said = {word for name in names for word in name.casefold().split()}
        assert "brennan" in {word.strip(".,") for word in said}
        assert {"Jean Brennan", "Maisie Brennan"} <= names
        assert not said & {"official-sensitive", "maternal", "grandmother", "ambulance"}

    def test_the_highest_score_and_its_detector_stand_for_a_wording(self, detector: Detector) -> None:
        document = some_document("see 943 476 5919", "NHS number 943 476 5919")
        (found,) = (one for one in suggest(document, detector) if one.label == "NHS_NUMBER")

        assert found.score == 0.95
        assert [place.page_number for place in found.places] == [1, 2]

    def test_candidates_stand_in_the_order_of_their_groups(self, detector: Detector) -> None:
        found = suggest(some_document("Mrs Zeller met Mr Abbot. Zeller left."), detector)

        assert [one.group.casefold() for one in found] == sorted(one.group.casefold() for one in found)


class TestSuggestedGround:
    """The ground that is offered first."""

    @pytest.mark.parametrize(
        ("label", "ground"),
        [
            ("PERSON", Ground.THIRD_PARTY),
            ("NHS_NUMBER", Ground.IDENTIFIER),
            ("ADDRESS", Ground.CONTACT_DETAILS),
            ("PHONE_NUMBER", Ground.CONTACT_DETAILS),
            ("SCHOOL", Ground.CHILD),
            ("COLLAR_NUMBER", Ground.POLICE_OFFICER),
            ("NRP", Ground.SPECIAL_CATEGORY),
            ("a label nobody knows", Ground.THIRD_PARTY),
        ],
    )
    def test_each_label_has_a_ground(self, label: str, ground: Ground) -> None:
        assert suggested_ground(label) is ground


class TestRegister:
    """The people of the matter's register are candidates wherever they are named."""

    def test_a_nickname_that_no_model_knows_is_found_and_says_whose(self, detector: Detector) -> None:
        register = KnownPeople([Person("P1", ("Amelia Thornbury", "wozza99z"))])

        found = by_text(suggest(some_document("then wozza99z rang."), detector, register=register))

        assert found["wozza99z"].person == "P1"
        assert found["wozza99z"].explanation == "The register of the matter has this person."

    def test_wordings_of_one_person_stand_together_with_a_reason(self, detector: Detector) -> None:
        document = some_document("Elizabeth Brennan came.", "Liz Brennan left with Ms Brennan's bag.")

        found = by_text(suggest(document, detector))

        assert {c.group for text, c in found.items() if "Brennan" in text} == {"Elizabeth Brennan"}
        assert found["Liz Brennan"].because == "a short form of the same forename, and the same surname"

    def test_a_reviewer_parts_two_of_one_name(self, detector: Detector) -> None:
        document = some_document("Elizabeth Brennan came.", "Liz Brennan left.")

        apart = [("Liz Brennan", "Elizabeth Brennan")]
        found = by_text(suggest(document, detector, apart=apart))

        assert found["Liz Brennan"].group != found["Elizabeth Brennan"].group
