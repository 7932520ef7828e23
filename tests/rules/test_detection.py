"""How often reviewers follow a recogniser is said in counts, and as a rate only where there are enough of them."""

from dataclasses import replace

from exchange.rules.detection import TOO_FEW, RecogniserCount, accept_rates
from tests.builders import NOW


def some_count(redaction_set: str = "RED-1", *, redacted: int = 0, kept: int = 0) -> RecogniserCount:
    return RecogniserCount(
        id=f"{redaction_set}/nino/NINO/found",
        party="norchester",
        matter="MX-1",
        redaction_set=redaction_set,
        detector="nino",
        label="NINO",
        confidence="found",
        redacted=redacted,
        kept=kept,
        approved_at=NOW,
    )


class TestAcceptRates:
    """Issue 4, item 5."""

    def test_counts_of_several_sets_are_added_up(self) -> None:
        (rate,) = accept_rates([some_count(redacted=8, kept=1), some_count("RED-2", redacted=1, kept=2)])

        assert (rate.redacted, rate.kept, rate.sets, rate.per_cent) == (9, 3, 2, 75)

    def test_nine_decisions_make_no_rate_and_ten_do(self) -> None:
        (nine,) = accept_rates([some_count(redacted=TOO_FEW - 1)])
        (ten,) = accept_rates([some_count(redacted=TOO_FEW)])

        assert (nine.is_too_few, nine.per_cent) == (True, None)
        assert (ten.is_too_few, ten.per_cent) == (False, 100)

    def test_the_two_lists_of_one_recogniser_are_counted_apart(self) -> None:
        surely, queued = some_count(redacted=10), replace(some_count(kept=12), confidence="review")

        assert [(r.confidence, r.per_cent) for r in accept_rates([surely, queued])] == [
            ("review", 0),
            ("found", 100),
        ]

    def test_a_recogniser_that_nobody_decided_on_any_more_is_not_shown(self) -> None:
        assert accept_rates([some_count()]) == ()
