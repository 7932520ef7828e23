"""Sends a child process to do one thing with one document, and trusts nothing it says.

A document is hostile until shown otherwise, so no parser runs in the process that holds keys
and sessions. The child gets a job as JSON, answers in JSON lines, and is killed with all its
own children when it is done, late, too large or silent.
"""

import contextlib
import json
import os
import selectors
import signal
import time
from collections.abc import Mapping
from dataclasses import asdict
from typing import IO, Any, Final

from redaction import errors
from redaction.children.starting import Child, started
from redaction.limits import Limits

_PIECE_BYTES: Final = 1 << 16
_LONGEST_SENTENCE: Final = 300
_MOST_PAGES: Final = 5_000
_SECONDS_TO_LEAVE: Final = 15.0
_KILLED_FOR_COST: Final = frozenset({signal.SIGKILL, signal.SIGXCPU, signal.SIGXFSZ, signal.SIGALRM})


def send(verb: str, job: Mapping[str, Any], *, limits: Limits) -> Mapping[str, Any]:
    """Have a child do `verb`, and give its answer.

    Raises:
        DocumentError: the one the child named, or DocumentTooCostly when it ran past a limit, or
            DocumentUnreadable when the document broke it.
    """
    with started(verb) as child:
        lines = _converse(child, json.dumps({**job, "limits": asdict(limits)}).encode(), limits)
        exit_code = child.left(_SECONDS_TO_LEAVE)
    return _understood(lines, exit_code)


def _converse(child: Child, written: bytes, limits: Limits) -> list[bytes]:
    """Hand over the job and collect whole lines until the child closes its end."""
    started_at = time.monotonic()
    allowed = limits.wall_seconds_for(0)
    _hand_over(child.to_child, written)
    heard = bytearray()
    first_line_is_read = False
    with selectors.DefaultSelector() as selector:
        selector.register(child.from_child, selectors.EVENT_READ)
        while True:
            left = started_at + allowed - time.monotonic()
            if left <= 0 or not selector.select(left):
                raise _too_costly("It took too long to read.")
            piece = os.read(child.from_child.fileno(), _PIECE_BYTES)
            if not piece:
                return bytes(heard).splitlines()
            heard += piece
            if len(heard) > limits.answer_bytes:
                raise _too_costly("It holds more text than one document may.")
            if not first_line_is_read and b"\n" in heard:
                first_line_is_read = True
                allowed = limits.wall_seconds_for(_pages_said(heard))


def _hand_over(pipe: IO[bytes], written: bytes) -> None:
    # A child that died before it read its job shows in its exit, not here.
    with contextlib.suppress(BrokenPipeError), pipe:
        pipe.write(written)


def _pages_said(heard: bytearray) -> int:
    """The page count a child begins with, so that a long document gets longer. 0 if it said none."""
    try:
        said = json.loads(bytes(heard).split(b"\n", 1)[0])
        pages = said.get("pages", 0) if isinstance(said, dict) else 0
    except ValueError:
        return 0
    return min(pages, _MOST_PAGES) if isinstance(pages, int) else 0


def _understood(lines: list[bytes], exit_code: int) -> Mapping[str, Any]:
    """The child's last line, if it is an answer; otherwise the error it stands for."""
    try:
        said = json.loads(lines[-1]) if lines else None
    except ValueError:
        said = None
    if exit_code == 0 and isinstance(said, dict):
        answer, error = said.get("answer"), said.get("error")
        if isinstance(answer, dict):
            return answer
        if isinstance(error, dict):
            raise _rebuilt(error)
    if exit_code < 0 and -exit_code in _KILLED_FOR_COST:
        raise _too_costly("It asked for more memory or time than one document may have.")
    raise errors.DocumentUnreadable(
        "The document broke the program that was reading it.",
        next_step="Open it in its own program, print it to a new PDF and upload that.",
    )


def _rebuilt(error: Mapping[str, Any]) -> errors.DocumentError:
    """The error a child named by its code. Its words are cut short and cleaned: they cross a border."""
    known = {kind.code: kind for kind in _family(errors.DocumentError)}
    kind = known.get(str(error.get("code")), errors.DocumentUnreadable)
    return kind(
        _cleaned(error.get("sentence")) or "The document could not be read.",
        next_step=_cleaned(error.get("next_step")) or "Print it to a new PDF and upload that.",
    )


def _family(kind: type[errors.DocumentError]) -> list[type[errors.DocumentError]]:
    return [kind, *(each for child in kind.__subclasses__() for each in _family(child))]


def _cleaned(words: object) -> str:
    if not isinstance(words, str):
        return ""
    return "".join(letter for letter in words if letter.isprintable())[:_LONGEST_SENTENCE]


def _too_costly(sentence: str) -> errors.DocumentTooCostly:
    return errors.DocumentTooCostly(
        f"The document was not read. {sentence}",
        next_step="Split the document into smaller parts, or print it to a new PDF and upload that.",
    )
