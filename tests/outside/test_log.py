"""Log lines: a fixed phrase and fields, and nothing that somebody else said."""

import json
import logging
import sys
from typing import Any

from exchange.outside.log import JsonLines, write_log_lines


def _line(record: logging.LogRecord) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(JsonLines().format(record))
    return read


def _record(name: str, message: str, *, extra: dict[str, object] | None = None) -> logging.LogRecord:
    return logging.getLogger(name).makeRecord(
        name, logging.WARNING, "file.py", 1, message, (), None, extra=extra
    )


class TestALine:
    """One JSON object that a program can count."""

    def test_it_has_the_phrase_and_the_fields(self) -> None:
        line = _line(_record("exchange.worker", "job done", extra={"job": "JOB-1", "attempt": 2}))

        assert line["event"] == "job done"
        assert (line["job"], line["attempt"]) == ("JOB-1", 2)
        assert (line["level"], line["from"]) == ("warning", "exchange.worker")

    def test_it_says_what_broke_and_where_without_quoting(self) -> None:
        try:
            raise ValueError("Jane Doe")
        except ValueError:
            record = logging.makeLogRecord(
                {"name": "exchange.web", "msg": "bug", "exc_info": sys.exc_info(), "levelname": "ERROR"}
            )

        line = _line(record)

        assert line["fault"] == "ValueError"
        assert "test_log" in line["where"]
        assert "Jane Doe" not in json.dumps(line)

    def test_the_words_of_a_library_are_left_out(self) -> None:
        line = _line(_record("sqlalchemy.pool", "could not reach postgresql://user:secret@host"))

        assert "secret" not in json.dumps(line)
        assert line["from"] == "sqlalchemy.pool"

    def test_a_field_that_is_no_plain_value_is_named_by_its_kind(self) -> None:
        assert _line(_record("exchange", "odd", extra={"thing": object()}))["thing"] == "object"


class TestWhatIsWritten:
    """Serving tells what it does; a command for a loose file keeps quiet."""

    def test_quiet_writes_warnings_only(self) -> None:
        root = logging.getLogger()
        before, level = root.handlers[:], root.level
        try:
            write_log_lines(quiet=True)
            assert not logging.getLogger("exchange.casework").isEnabledFor(logging.INFO)
            write_log_lines(quiet=False)
            assert logging.getLogger("exchange.casework").isEnabledFor(logging.INFO)
        finally:
            root.handlers[:] = before
            root.setLevel(level)
