"""What the malware scanner says of the files inside a document: it does not see into all of them by itself."""

from collections.abc import Iterator
from pathlib import Path

from exchange.casework.desk import Desk
from exchange.rules.material import ScanState
from redaction import AS_IT_IS, DocumentError, DocumentTooCostly, Opening, take_out_attachments

LARGEST_CHECKED_BYTES = 512 << 20
"""What is longer is not opened to be looked into."""

_WORST_FIRST = (ScanState.INFECTED, ScanState.TOO_LARGE, ScanState.NOT_SCANNED)


class ScannerSilent(Exception):
    """The scanner is configured and did not answer: the item waits, it does not go on unscanned."""

    sentence = "The malware scanner did not answer."
    next_step = "The check is tried again by itself. Tell the operator if this lasts."

    def __init__(self) -> None:
        super().__init__(self.sentence)


class ScannerSilentOnOpening(ScannerSilent):
    """The same while somebody waits for a document to open: nothing tries again for them."""

    next_step = "Enter the password again in a minute. Tell the operator if this lasts."


def scan_inside(desk: Desk, source: Path, whole: ScanState) -> ScanState:
    """What the scanner says of each file inside a PDF, a message or a zip, and inside those.

    They are packed, and it gives up on what is large or deep. The worst counts. Where no scanner is configured there
    is nothing to ask.

    Args:
        source: in a room of its own, in which the files inside are laid out.
        whole: what it said of the document itself.

    Raises:
        ScannerSilent.
    """
    if whole is not ScanState.CLEAN:
        return whole
    try:
        said = _said_of_files(desk, source, AS_IT_IS)
    except DocumentTooCostly:
        return ScanState.TOO_LARGE
    except DocumentError:
        return whole
    if ScanState.UNAVAILABLE in said:
        raise ScannerSilent
    return next((state for state in _WORST_FIRST if state in said), whole)


def scan_opened(desk: Desk, source: Path, opening: Opening) -> ScanState:
    """What the scanner says of a document once its password is known: itself without its lock, and the files inside.

    When it was taken in, the scanner saw nothing but the lock, so what it said then does not count. What cannot be
    taken out now is not scanned, and is not released where everything must be.

    Args:
        source: in a room of its own, in which what comes out is laid out.

    Raises:
        ScannerSilentOnOpening.
    """
    if source.stat().st_size > LARGEST_CHECKED_BYTES:
        return ScanState.TOO_LARGE
    try:
        said = _said_of_files(desk, source, opening)
    except DocumentTooCostly:
        return ScanState.TOO_LARGE
    except DocumentError:
        return ScanState.NOT_SCANNED
    if ScanState.UNAVAILABLE in said:
        raise ScannerSilentOnOpening
    found = next((state for state in _WORST_FIRST if state in said), ScanState.CLEAN)
    return found if said else ScanState.NOT_SCANNED


def _said_of_files(desk: Desk, source: Path, opening: Opening) -> set[ScanState]:
    folder = source.with_name("attachments")
    folder.mkdir(mode=0o700)
    files = take_out_attachments(source, folder, opening=opening)
    return {desk.scanner.scan(_pieces(file)) for file in files}


def _pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while piece := opened.read(1 << 18):
            yield piece
