"""Log lines as JSON: a fixed phrase, and fields. Nothing else is ever printed.

A phrase is written in the code and can be counted; what changes from line to line is a field. What a library
says is not ours to vouch for: of its lines only the level, its name and the kind of fault are kept, because its
own words could quote a document or an address with a password in it.
"""

import json
import logging
import sys
from datetime import UTC, datetime

#: What every record has by itself; anything more was given as `extra`.
_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_OURS = ("exchange", "storage", "redaction")


class JsonLines(logging.Formatter):
    """One JSON object a line: `at`, `level`, `from`, `event`, then the fields."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
        }
        if record.name.partition(".")[0] in _OURS:
            line["event"] = str(record.msg)
            line |= {name: value for name, value in vars(record).items() if name not in _OWN}
        if record.exc_info and record.exc_info[0] is not None:
            line["fault"] = record.exc_info[0].__name__
            line["where"] = _innermost(record)
        return json.dumps(line, default=_kind_of)


def _innermost(record: logging.LogRecord) -> str:
    """File and line where it was raised: enough to find it, and no value of any variable."""
    trace = record.exc_info[2] if record.exc_info else None
    if trace is None:
        return ""
    while trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"


def _kind_of(value: object) -> str:
    return type(value).__name__


def write_log_lines(*, quiet: bool) -> None:
    """Send log lines to standard error; `quiet` keeps only warnings of our own."""
    out = logging.StreamHandler(sys.stderr)
    out.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [out]
    root.setLevel(logging.WARNING)
    for name in _OURS:
        logging.getLogger(name).setLevel(logging.WARNING if quiet else logging.INFO)
