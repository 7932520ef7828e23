"""What the detector finds, and that its offsets are always right."""

import time
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redaction.find.detector import Detector, Span, load_detector
from redaction.find.each_core import detect_jsonl
from redaction.find.language import load_language
from redaction.find.pieces import LARGEST_PIECE
from redaction.find.recent_finds import RecentFinds
from redaction.find.second_model import load_second_model


@pytest.fixture(scope="module")
def detector() -> Detector:
    return load_detector()


def wordings(text: str, spans: tuple[Span, ...]) -> set[str]:
    return {text[span.start : span.end] for span in spans}


class TestDetect:
    """Every find points at the original text."""

    def test_a_titled_name_is_found(self, detector: Detector) -> None:
        text = "The strategy meeting was chaired by DC Harris."
        (span,) = detector.detect(text)

        assert text[span.start : span.end] == "DC Harris"
        assert span.label == "PERSON"

    @pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00", "\ud800", "...", "—"])
    def test_text_without_a_word_gives_no_finds(self, detector: Detector, text: str) -> None:
        assert detector.detect(text) == ()

    def test_half_a_surrogate_pair_does_not_move_an_offset(self, detector: Detector) -> None:
        text = "\ud800\x00\u200b seen by Mrs Okafor\udfff today"

        assert "Mrs Okafor" in wordings(text, detector.detect(text))

    def test_a_name_found_once_is_found_wherever_it_stands_in_the_text(self, detector: Detector) -> None:
        text = "Mr Quillfeather attended. Later QUILLFEATHER left.\nquillfeather's bag: Quillfeather’s."
        found = detector.detect(text)

        assert sum(text[span.start : span.end].lower().endswith("quillfeather") for span in found) == 4

    def test_a_name_that_is_an_english_word_is_not_carried_to_the_word(self, detector: Detector) -> None:
        text = "Mr Marsh was seen. Marsh lives by the marsh."
        found = detector.detect(text)

        assert [text[span.start : span.end] for span in found] == ["Mr Marsh", "Marsh"]

    def test_the_initials_of_a_found_name_are_found(self, detector: Detector) -> None:
        text = "Rufus Quennell was suspended on full pay. It was agreed that RQ would be told."

        assert "RQ" in wordings(text, detector.detect(text))

    def test_a_rank_is_no_initials_unless_it_does_what_people_do(self, detector: Detector) -> None:
        text = "Pauline Sugden rang. PS Mellor came. PS to be assessed."
        found = detector.detect(text)

        assert [text[span.start : span.end] for span in found] == ["Pauline Sugden", "PS Mellor", "PS"]

    def test_typed_terms_are_found_in_any_case_and_over_line_breaks(self, detector: Detector) -> None:
        text = "about the Blue\n  door and the BLUE DOOR, not bluedoors"
        found = [span for span in detector.detect(text, terms=["blue door"]) if span.label == "TYPED_TERM"]

        assert [text[span.start : span.end] for span in found] == ["Blue\n  door", "BLUE DOOR"]
        assert {span.score for span in found} == {1.0}

    def test_empty_terms_find_nothing(self, detector: Detector) -> None:
        assert detector.detect("no names in here", terms=["", "  "]) == ()

    @given(st.text(alphabet=st.characters(), max_size=300))
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    def test_any_text_gives_ordered_spans_within_it_that_do_not_overlap(
        self, detector: Detector, text: str
    ) -> None:
        found = detector.detect(text)

        assert all(0 <= span.start < span.end <= len(text) for span in found)
        assert all(left.end <= right.start for left, right in pairwise(found))
        assert all(0 < span.score <= 1 for span in found)


class TestLongText:
    """Length changes nothing but the time it takes."""

    def test_a_name_is_found_wherever_a_long_line_happens_to_be_cut(self, detector: Detector) -> None:
        filler = "nothing was said about it and " * 260
        for shift in range(0, 40, 5):
            text = filler + "x" * shift + " then Mrs Okafor rang 07700 900123 and " + filler
            found = wordings(text, detector.detect(text))

            assert {"Mrs Okafor", "07700 900123"} <= found

    @pytest.mark.parametrize("pattern", ["a", "1", "A", "/1", "A.", "\n", "Aa-", "a_1.", "1-", "A'"])
    def test_a_word_without_end_is_read_in_bounded_time(self, detector: Detector, pattern: str) -> None:
        text = pattern * (LARGEST_PIECE // len(pattern))
        began = time.process_time()
        detector.detect(text)

        # Ten times an ordinary page's share: the square of a piece's length would be minutes.
        assert time.process_time() - began < 8

    @pytest.mark.slow
    @pytest.mark.no_cover  # the same few lines, a thousand times: measuring them doubles the time
    def test_ten_million_characters_in_one_line_are_read_with_right_offsets(self) -> None:
        name = "Mrs Okafor"
        text = ("z" * 9_990 + " ") * 1000 + name

        # The second model reads what the first part leaves over; the test below is of both.
        assert wordings(text, load_detector(second_model=False).detect(text)) >= {name}

    @pytest.mark.slow
    def test_both_models_read_many_pieces_of_one_line_with_right_offsets(self, detector: Detector) -> None:
        name = "Mrs Okafor"
        text = ("z" * 9_990 + " ") * 40 + name
        assert len(text) > 40 * LARGEST_PIECE

        assert wordings(text, detector.detect(text)) >= {name}


class TestTheSameWording:
    """What comes again is read once, and found at every place where it stands."""

    def test_a_line_that_comes_a_thousand_times_is_found_each_time(self, detector: Detector) -> None:
        line = "Ms Quillfeather rang brannagh about the key.\n"
        found = detector.detect(line * 1000)

        for name in ("Ms Quillfeather", "brannagh"):
            places = {span.start for span in found if (line * 1000)[span.start : span.end] == name}
            assert places == {line.index(name) + len(line) * number for number in range(1000)}

    def test_a_detector_that_remembers_one_text_finds_the_same(self, detector: Detector) -> None:
        forgetful = Detector(load_language(), second_model=load_second_model(), remembered=1)
        texts = [f"Mrs Okafor saw Tyler in room {number}." for number in (1, 2, 1, 3, 2, 1)]

        assert list(forgetful.detect_many(texts)) == [detector.detect(text) for text in texts]


class TestDetectMany:
    """Many texts give what each would give alone."""

    TEXTS = ("DC Harris rang 07700 900123.", "", "Tyler Brennan, NHS 943 476 5919", "Mr Okafor " * 2000)

    def test_many_texts_give_what_each_gives_alone(self, detector: Detector) -> None:
        together = list(detector.detect_many(self.TEXTS))

        assert together == [detector.detect(text) for text in self.TEXTS]

    @pytest.mark.parametrize("processes", [1, 2])
    def test_lines_come_back_in_order_from_any_number_of_processes(
        self, detector: Detector, processes: int
    ) -> None:
        lines = [(f"line-{number}", f"PC Harris{number % 7} saw Mrs Okafor") for number in range(150)]
        found = list(detect_jsonl(iter(lines), processes))

        assert [identity for identity, _ in found] == [identity for identity, _ in lines]
        assert [spans for _, spans in found] == [detector.detect(text) for _, text in lines]

    def test_no_processes_is_refused(self) -> None:
        with pytest.raises(ValueError, match="At least one process"):
            next(partial(detect_jsonl, [])(0))


class TestRememberedPages:
    """A page that comes again is not analysed again."""

    def test_a_page_that_comes_again_gives_the_same_and_takes_no_time(self, detector: Detector) -> None:
        text = "Mrs Okafor-Remembrance rang 07700 900123 about Tyler. " * 150
        first = detector.detect(text)
        took = []
        for _ in range(5):
            began = time.process_time()
            assert detector.detect(text) == first
            took.append(time.process_time() - began)

        # The least of five: memory is tidied up when Python thinks fit, and may be during one of them.
        assert min(took) < 0.05

    def test_typed_terms_are_looked_for_in_a_remembered_page(self, detector: Detector) -> None:
        text = "the blue door of Mrs Okafor"
        detector.detect(text)

        assert "blue door" in wordings(text, detector.detect(text, terms=["blue door"]))
        assert "blue door" not in wordings(text, detector.detect(text))

    def test_the_oldest_text_is_forgotten_first(self) -> None:
        finds = RecentFinds(2)
        for text in ("one", "two"):
            finds.keep(text, (Span(0, 1, "PERSON", 0.5, text),))
        finds.of("one")
        finds.keep("three", ())

        assert finds.of("two") is None
        assert finds.of("one") == (Span(0, 1, "PERSON", 0.5, "one"),)
        assert finds.of("three") == ()

    def test_one_text_many_times_over_is_given_each_time(self, detector: Detector) -> None:
        texts = ["Mrs Okafor rang.", "DC Harris rang."] * 40

        assert list(detector.detect_many(texts)) == [detector.detect(text) for text in texts]


class TestWide:
    """What points at somebody only together with the rest, for those who ask."""

    @pytest.mark.slow
    def test_bodies_and_sums_are_suggested_only_when_asked_for(self, detector: Detector) -> None:
        text = "The claim of 22,000 pounds went to the Court of Appeal and the Norwegian Government paid."
        wide = load_detector(second_model=False, wide=True)

        assert "Court of Appeal" in " ".join(wordings(text, wide.detect(text)))
        assert "pounds" in " ".join(wordings(text, wide.detect(text)))
        assert "Court of Appeal" not in " ".join(wordings(text, detector.detect(text)))
        assert "pounds" not in " ".join(wordings(text, detector.detect(text)))


class TestWithoutTheSecondModel:
    """It can be left out."""

    @pytest.mark.slow
    def test_a_titled_name_is_found_without_it(self) -> None:
        text = "The meeting was chaired by DC Harris."

        assert wordings(text, load_detector(second_model=False).detect(text)) == {"DC Harris"}
