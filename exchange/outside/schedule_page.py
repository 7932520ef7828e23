"""How a schedule of redactions looks on paper."""

from collections.abc import Iterable
from html import escape

from exchange.rules.clocks import LONDON
from exchange.rules.schedules import RedactionSchedule, ScheduleShare

#: So many places fit on paper that somebody reads; beyond that the table for spreadsheets has them all.
MOST_LINES = 2_000


def schedule_body(schedule: RedactionSchedule) -> str:
    """The body of the page, as HTML with every value escaped."""
    return "".join(
        (
            "<h1>Schedule of redactions</h1>",
            _facts(schedule),
            _warning(schedule),
            "<h2>What was taken out</h2>",
            _lines(schedule),
            _odd_bars(schedule),
            "<h2>How much of each page</h2>",
            _shares(schedule.shares),
            _listed("What did not travel at all", schedule.left_out, otherwise="Nothing was left out."),
            _listed("Checks that the copy passed", schedule.checks, otherwise=""),
        )
    )


def _facts(schedule: RedactionSchedule) -> str:
    facts = (
        ("Schedule", schedule.id),
        ("Matter", schedule.matter),
        ("Copy", f"{schedule.copy}, {schedule.copy_format.upper()}"),
        ("Copy (SHA-256)", schedule.copy_sha256),
        ("Made", f"{schedule.made_at.astimezone(LONDON):%-d %B %Y}"),
        ("Proposed by", schedule.proposed_by),
        ("Approved by", schedule.approved_by),
        ("Places taken out", str(len(schedule.lines))),
    )
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts)
    return f"<dl>{rows}</dl>"


def _warning(schedule: RedactionSchedule) -> str:
    if not schedule.has_large_share:
        return ""
    pages = ", ".join(share.where for share in schedule.shares if share.is_large)
    return f"<p><strong>More than 60% was taken out of: {escape(pages)}.</strong></p>"


def _odd_bars(schedule: RedactionSchedule) -> str:
    count = schedule.bars_that_may_tell
    if not count:
        return ""
    bars = "1 bar is" if count == 1 else f"{count} bars are"
    return (
        f"<p>{bars} of another width than most: what stands beside them in a picture could not be moved.</p>"
    )


def _lines(schedule: RedactionSchedule) -> str:
    if not schedule.lines:
        return "<p>Nothing was taken out.</p>"
    shown = schedule.lines[:MOST_LINES]
    more = len(schedule.lines) - len(shown)
    rows = (
        (
            str(line.number),
            line.where,
            line.place or "In the writing",
            f"{line.reason} ({line.ground})",
            line.source,
            line.proposed_by,
        )
        for line in shown
    )
    heads = ("No", "Page or part", "Place", "Reason", "Legal ground", "Proposed by")
    said = f"<p>{more} more places are in the table for spreadsheets.</p>" if more else ""
    return _table(heads, rows) + said


def _shares(shares: Iterable[ScheduleShare]) -> str:
    rows = [
        (
            share.where,
            str(share.removals),
            share.share,
            "A picture of the page" if share.is_picture else "Text",
        )
        for share in shares
    ]
    return _table(("Page or part", "Places", "Taken out", "Now"), rows) if rows else "<p>Nothing.</p>"


def _listed(heading: str, words: Iterable[str], *, otherwise: str) -> str:
    items = "".join(f"<li>{escape(each)}</li>" for each in words)
    if not items and not otherwise:
        return ""
    return f"<h2>{escape(heading)}</h2>" + (f"<ul>{items}</ul>" if items else f"<p>{escape(otherwise)}</p>")


def _table(heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    head = "".join(f"<th>{escape(each)}</th>" for each in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
