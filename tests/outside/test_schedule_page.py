"""What the schedule of redactions says on paper of bars that may tell."""

from dataclasses import replace
from datetime import UTC, datetime

from exchange.outside.schedule_page import schedule_body
from exchange.rules.schedules import RedactionSchedule

SCHEDULE = RedactionSchedule(
    id="RED-1", matter="LSP-2026-014", copy="VER-2", copy_format="pdf", copy_sha256="0" * 64,
    made_at=datetime(2026, 5, 9, tzinfo=UTC), proposed_by="Reviewer", proposed_at=None, approved_by="Approver",
    approved_at=None, lines=(), shares=(), left_out=(), checks=(),
)  # fmt: skip


def test_bars_of_another_width_are_counted() -> None:
    assert "1 bar is of another width" in schedule_body(replace(SCHEDULE, bars_that_may_tell=1))
    assert "3 bars are of another width" in schedule_body(replace(SCHEDULE, bars_that_may_tell=3))


def test_where_every_bar_is_as_wide_as_the_others_nothing_is_said_of_it() -> None:
    assert "another width" not in schedule_body(SCHEDULE)
