"""Detects in many texts on every core, in order, in bounded memory."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Final

from redaction.find.detector import load_detector
from redaction.spans import Span

_CHUNK_CHARACTERS: Final = 60_000
_CHUNK_LINES: Final = 64


def detect_jsonl(lines: Iterable[tuple[str, str]], processes: int) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Give `(id, spans)` for each `(id, text)`, in order, on `processes` processes.

    Each process loads the model once (about 600 MB). At most four chunks a process are in flight, so a
    file of any length takes the same memory.

    Raises:
        ValueError: processes is below 1.
        ModelMissing: the language model's package is not installed.
    """
    if processes < 1:
        raise ValueError("At least one process is needed.")
    if processes == 1:
        yield from _detect_chunk_by_chunk(lines)
        return
    load_detector()  # so that a missing model is said here, once, and the children share its memory
    with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
        waiting: deque[Future[list[tuple[str, tuple[Span, ...]]]]] = deque()
        for chunk in _chunks(lines):
            waiting.append(pool.submit(_detect_chunk, chunk))
            if len(waiting) >= 4 * processes:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _detect_chunk_by_chunk(lines: Iterable[tuple[str, str]]) -> Iterator[tuple[str, tuple[Span, ...]]]:
    for chunk in _chunks(lines):
        yield from _detect_chunk(chunk)


def _detect_chunk(chunk: list[tuple[str, str]]) -> list[tuple[str, tuple[Span, ...]]]:
    found = load_detector().detect_many(text for _, text in chunk)
    return [(identity, spans) for (identity, _), spans in zip(chunk, found, strict=True)]


def _chunks(lines: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    chunk: list[tuple[str, str]] = []
    size = 0
    for line in lines:
        chunk.append(line)
        size += len(line[1])
        if size >= _CHUNK_CHARACTERS or len(chunk) >= _CHUNK_LINES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
