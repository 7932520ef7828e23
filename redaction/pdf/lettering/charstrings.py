"""Walks the small programs that draw letters (Type 1 and Type 2) for what they call: subroutines and other letters.

Nothing is drawn: only as much of the stack is kept as tells which subroutine a call means.

Source: Adobe Type 1 Font Format 6.4 and 8; Adobe TN 5177 (Type 2).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

_MOST_STEPS: Final = 3_000_000  # of one font; ten levels of calls that call each other would never end
_DEEPEST: Final = 10
_CALL, _RETURN, _ESCAPE, _END, _CALL_SHARED = 10, 11, 12, 14, 29
_STEMS: Final = frozenset({1, 3, 18, 23})
_MASKS: Final = frozenset({19, 20})
_FLEXES: Final = frozenset({34, 35, 36, 37})
# What sums take from the stack and put there, by their second byte; what shuffles it is not followed.
_SUMS: Final = {
    3: (2, 1), 4: (2, 1), 5: (1, 1), 9: (1, 1), 10: (2, 1), 11: (2, 1), 12: (2, 1), 14: (1, 1), 15: (2, 1),
    18: (1, 0), 20: (2, 0), 21: (1, 1), 22: (4, 1), 23: (0, 1), 24: (2, 1), 26: (1, 1), 27: (1, 2),
}  # fmt: skip
_SEAC, _DIV, _CALL_OTHER, _POP, _SET_POINT = 6, 12, 16, 17, 33
_PARTS_OF_A_LETTER: Final = 4

Stack = list[float | None]


class Untraceable(ValueError):
    """A letter's program does something that cannot be followed without drawing it."""


@dataclass(slots=True)
class Calls:
    """What the letters walked so far call: subroutines by number, and codes of letters they are put together from.

    Codes are those of Adobe's StandardEncoding.
    """

    own: set[int] = field(default_factory=set)
    shared: set[int] = field(default_factory=set)
    parts: set[int] = field(default_factory=set)
    steps: int = 0

    def step(self) -> None:
        """Count one step.

        Raises:
            Untraceable: there were more than any font takes.
        """
        self.steps += 1
        if self.steps > _MOST_STEPS:
            raise Untraceable


def _number(program: bytes, at: int, first: int) -> tuple[float, int]:
    """A number that both kinds write alike, and where it ends."""
    if first <= 246:
        return first - 139, at
    if first <= 250:
        return (first - 247) * 256 + program[at] + 108, at + 1
    return -(first - 251) * 256 - program[at] - 108, at + 1


def _called(stack: Stack, bias: int, subroutines: Sequence[bytes]) -> int:
    number = stack.pop() if stack else None
    if number is None or number != int(number) or not 0 <= int(number) + bias < len(subroutines):
        raise Untraceable
    return int(number) + bias


def bias_of(subroutines: Sequence[bytes]) -> int:
    """What is added to the number of a Type 2 subroutine."""
    count = len(subroutines)
    return 107 if count < 1240 else 1131 if count < 33900 else 32768


class Type2Walk:
    """Follows Type 2 programs that share subroutines."""

    def __init__(self, own: Sequence[bytes], shared: Sequence[bytes], calls: Calls) -> None:
        self.own, self.shared, self.calls = own, shared, calls
        self._own_bias, self._shared_bias = bias_of(own), bias_of(shared)
        self._stems = 0

    def letter(self, program: bytes) -> None:
        """Follow one letter.

        Raises:
            Untraceable: it cannot be followed.
            IndexError: it ends within a number.
        """
        self._stems = 0
        self._run(program, [], 0)

    def _run(self, program: bytes, stack: Stack, depth: int) -> bool:
        """Give whether the letter ended."""
        if depth > _DEEPEST:
            raise Untraceable
        at, count = 0, len(program)
        while at < count:
            self.calls.step()
            first = program[at]
            at += 1
            if first >= 32 or first == 28:
                at = _push(program, at, first, stack)
            elif first in _STEMS or first in _MASKS:
                self._stems += len(stack) // 2
                stack.clear()
                at += (self._stems + 7) // 8 if first in _MASKS else 0
            elif first in {_CALL, _CALL_SHARED}:
                if self._call(stack, depth, is_shared=first == _CALL_SHARED):
                    return True
            elif first == _RETURN:
                return False
            elif first == _END:
                self._note_parts(stack)
                return True
            elif first == _ESCAPE:
                _escaped(program[at], stack)
                at += 1
            else:
                stack.clear()
        return False

    def _call(self, stack: Stack, depth: int, *, is_shared: bool) -> bool:
        subroutines, bias, noted = (
            (self.shared, self._shared_bias, self.calls.shared)
            if is_shared
            else (self.own, self._own_bias, self.calls.own)
        )
        number = _called(stack, bias, subroutines)
        noted.add(number)
        return self._run(subroutines[number], stack, depth + 1)

    def _note_parts(self, stack: Stack) -> None:
        """An end with four numbers draws two letters over each other (TN 5177, appendix C)."""
        if len(stack) >= _PARTS_OF_A_LETTER:
            for code in stack[-2:]:
                if code is None:
                    raise Untraceable
                self.calls.parts.add(int(code))


def _push(program: bytes, at: int, first: int, stack: Stack) -> int:
    if first == 28:
        stack.append(int.from_bytes(program[at : at + 2], signed=True))
        return at + 2
    if first == 255:
        stack.append(int.from_bytes(program[at : at + 4], signed=True) / 65536)
        return at + 4
    number, at = _number(program, at, first)
    stack.append(number)
    return at


def _escaped(second: int, stack: Stack) -> None:
    if second in _FLEXES or second == 0:
        stack.clear()
        return
    if second not in _SUMS or len(stack) < _SUMS[second][0]:
        raise Untraceable
    taken, made = _SUMS[second]
    del stack[len(stack) - taken :]
    stack.extend([None] * made)


class Type1Walk:
    """Follows Type 1 programs that share subroutines."""

    def __init__(self, own: Sequence[bytes], calls: Calls) -> None:
        self.own, self.calls = own, calls

    def letter(self, program: bytes) -> None:
        """Follow one letter.

        Raises:
            Untraceable: it cannot be followed.
            IndexError: it ends within a number.
        """
        self._run(program, [], [], 0)

    def _run(self, program: bytes, stack: Stack, beside: Stack, depth: int) -> bool:
        """Give whether the letter ended. `beside` is the stack of the language around it."""
        if depth > _DEEPEST:
            raise Untraceable
        at, count = 0, len(program)
        while at < count:
            self.calls.step()
            first = program[at]
            at += 1
            if first == 255:
                stack.append(int.from_bytes(program[at : at + 4], signed=True))
                at += 4
            elif first >= 32:
                number, at = _number(program, at, first)
                stack.append(number)
            elif first == _CALL:
                number = _called(stack, 0, self.own)
                self.calls.own.add(number)
                if self._run(self.own[number], stack, beside, depth + 1):
                    return True
            elif first == _RETURN:
                return False
            elif first == _END:
                return True
            elif first == _ESCAPE:
                if self._escaped(program[at], stack, beside):
                    return True
                at += 1
            else:
                stack.clear()
        return False

    def _escaped(self, second: int, stack: Stack, beside: Stack) -> bool:
        if second == _DIV:
            _escaped(_DIV, stack)
        elif second == _POP:
            stack.append(beside.pop() if beside else None)
        elif second == _CALL_OTHER:
            _call_other(stack, beside)
        elif second == _SEAC:
            self._note_parts(stack)
            return True
        elif second != _SET_POINT:
            stack.clear()
        else:
            stack.clear()
        return False

    def _note_parts(self, stack: Stack) -> None:
        for code in stack[-2:]:
            if code is None:
                raise Untraceable
            self.calls.parts.add(int(code))


def _call_other(stack: Stack, beside: Stack) -> None:
    """Hand numbers to a procedure in the language around: those that mend hints hand back what they were given."""
    if len(stack) < 2 or stack[-1] is None or stack[-2] is None:
        raise Untraceable
    _, count = stack.pop(), int(stack.pop() or 0)
    if not 0 <= count <= len(stack):
        raise Untraceable
    beside.clear()
    for _ in range(count):
        beside.append(stack.pop())
