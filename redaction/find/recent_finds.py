"""Remembers what was found in the last texts, by their hash, so that no page is analysed twice."""

import hashlib
from collections import OrderedDict
from threading import Lock

from redaction.spans import Span


class RecentFinds:
    """The finds of the last `most` texts. It keeps hashes and offsets, never a word of a text."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._finds: OrderedDict[bytes, tuple[Span, ...]] = OrderedDict()
        self._lock = Lock()

    def of(self, text: str) -> tuple[Span, ...] | None:
        """What was found in this very text, or None if that is not remembered."""
        key = _hash(text)
        with self._lock:
            if key not in self._finds:
                return None
            self._finds.move_to_end(key)
            return self._finds[key]

    def keep(self, text: str, spans: tuple[Span, ...]) -> None:
        """Remember the finds of a text; the text that was asked for longest ago is forgotten."""
        key = _hash(text)
        with self._lock:
            self._finds[key] = spans
            while len(self._finds) > self._most:
                self._finds.popitem(last=False)


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
