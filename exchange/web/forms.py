"""Forms: what was typed is kept, every wrong answer is said beside its box, and nothing half-right is sent."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from flask import render_template, request
from werkzeug.datastructures import MultiDict

from exchange.rules.errors import InputRefused

T = TypeVar("T")
Choice = TypeVar("Choice", bound=StrEnum)

#: What a form with something wrong in it answers with.
WRONG = 422


class Form:
    """One form as it was typed, and what is wrong with it by the name of the box.

    The reading methods never raise: a wrong answer is noted and a stand-in returned. `send` is the only way on,
    and it sends nothing while anything is noted, so a stand-in reaches nobody.
    """

    def __init__(self, typed: MultiDict[str, str]) -> None:
        self._typed = typed
        self._anchors: dict[str, str] = {}
        self.errors: dict[str, str] = {}

    @classmethod
    def posted(cls) -> "Form":
        """The form of this request."""
        return cls(MultiDict(request.form))

    @classmethod
    def blank(cls, **values: str) -> "Form":
        """A form to show first, with what is already known. A date is named by its parts, "until-day"."""
        return cls(MultiDict(values))

    def ticking(self, name: str, values: Iterable[str]) -> "Form":
        """This form with boxes of one name ticked."""
        self._typed.setlist(name, list(values))
        return self

    def refuse(self, name: str, sentence: str, *, anchor: str = "") -> None:
        """Note what is wrong with a box; the first sentence counts."""
        self.errors.setdefault(name, sentence)
        if anchor:
            self._anchors[name] = anchor

    def at(self, name: str, anchor: str) -> None:
        """Say where on the page the box of this name is, when its id is another."""
        self._anchors[name] = anchor

    def value(self, name: str) -> str:
        """What the box shows."""
        return self._typed.get(name, "")

    def values(self, name: str) -> list[str]:
        return self._typed.getlist(name)

    def text(self, name: str) -> str:
        """What was typed, with the line ends of this service and not the browser's."""
        return self.value(name).replace("\r\n", "\n")

    def lines(self, name: str) -> tuple[str, ...]:
        """One answer a line; empty lines are nothing."""
        return tuple(line.strip() for line in self.text(name).splitlines() if line.strip())

    def ticked(self, name: str) -> bool:
        return bool(self.value(name))

    def several(self, name: str) -> tuple[str, ...]:
        return tuple(self.values(name))

    def choice(self, name: str, kind: type[Choice], otherwise: str) -> Choice:
        """One of a closed list; `otherwise` is the sentence when none, or another, was selected."""
        try:
            return kind(self.value(name))
        except ValueError:
            self.refuse(name, otherwise)
            return next(iter(kind))

    def choices(self, name: str, kind: type[Choice], otherwise: str) -> tuple[Choice, ...]:
        """Any of a closed list, none allowed."""
        try:
            return tuple(kind(value) for value in self.values(name))
        except ValueError:
            self.refuse(name, otherwise)
            return ()

    def number(self, name: str, otherwise: str) -> int:
        """A whole number, not below zero."""
        typed = self.value(name).strip()
        if typed.isascii() and typed.isdigit() and len(typed) <= 9:
            return int(typed)
        self.refuse(name, otherwise)
        return 0

    def day(self, name: str, otherwise: str = "Enter a date, like 6 5 2026") -> date:
        """A date in three boxes: day, month, year."""
        given = self.day_if_given(name, otherwise)
        if given is None:
            self.refuse(name, otherwise, anchor=f"{name}-day")
            return date.min
        return given

    def day_if_given(self, name: str, otherwise: str = "Enter a date, like 6 5 2026") -> date | None:
        """A date in three boxes, or None when all three are empty."""
        self._anchors[name] = f"{name}-day"
        parts = [self.value(f"{name}-{part}").strip() for part in ("year", "month", "day")]
        if not any(parts):
            return None
        try:
            if len(parts[0]) != 4 or not all(part.isascii() and part.isdigit() for part in parts):
                raise ValueError
            return date(*(int(part) for part in parts))
        except ValueError:
            self.refuse(name, otherwise)
            return None

    def days(self, name: str) -> tuple[date, ...]:
        """One date a line, as 5 3 2014 or 05/03/2014; a line that is none is noted."""
        found = []
        for line in self.lines(name):
            parts = re.split(r"[ /.-]+", line)
            try:
                day, month, year = (int(part) for part in parts if part.isascii() and part.isdigit())
                found.append(date(year, month, day))
            except ValueError:
                self.refuse(name, "Enter a date, like 5 3 2014")
        return tuple(found)

    def send(self, act: Callable[[], T]) -> T | None:
        """Do the act if nothing is wrong; None when something was, and `errors` says what.

        Raises:
            Refusal: every refusal but InputRefused, which is noted beside its box.
        """
        if self.errors:
            return None
        try:
            return act()
        except InputRefused as refused:
            self.refuse(refused.field, refused.sentence)
            return None

    @property
    def summary(self) -> list[dict[str, str]]:
        """The lines of the error summary, each with a link to its box."""
        return [
            {"text": sentence, "href": f"#{self._anchors.get(name, name)}"}
            for name, sentence in self.errors.items()
        ]


def page(template: str, *, form: Form | None = None, **shown: object) -> tuple[str, int]:
    """A page; with a form that has something wrong in it, the same page again with the sentences."""
    status = WRONG if form is not None and form.errors else 200
    return render_template(template, form=form, **shown), status


def date_parts(name: str, day: date | None) -> Mapping[str, str]:
    """What `Form.blank` needs to show a date that is already known."""
    if day is None:
        return {}
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}
