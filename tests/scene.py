"""When and where every test is set, unless it says otherwise."""

from datetime import UTC, date, datetime

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
IOPC = "iopc"
PARTNERSHIP = "norchester"
COUNCIL = "norchester-council"
POLICE = "norchester-police"
COMMISSION = "iopc-office"
HASH = "ab" * 32
