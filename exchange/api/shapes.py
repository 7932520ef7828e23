"""How values are written in JSON: what every body and answer has in common."""

import re
from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

#: A reference as people see it, such as "DOC-7K3F-9Q2M", or the name of an account or an organisation.
REFERENCE = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
Reference = Annotated[str, StringConstraints(pattern=REFERENCE)]
#: Words that a person wrote. At most 20,000 characters.
Words = Annotated[str, StringConstraints(max_length=20_000)]
#: A whole number; a number written as text is refused.
Whole = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
Truth = Annotated[bool, Field(strict=True)]
Code = Annotated[str, StringConstraints(max_length=12)]


def _as_day(given: object) -> object:
    """Only a day written as a day: pydantic would take a number of seconds for one."""
    if isinstance(given, date) or (isinstance(given, str) and _DAY.fullmatch(given)):
        return given
    raise PydanticCustomError("day", "Enter a date as year-month-day, like 2027-03-31")


Day = Annotated[date, BeforeValidator(_as_day)]


class Told(BaseModel):
    """A body that was sent. What we do not know is refused, not passed over."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Confirmed(Told):
    """A body of an act that needs the person again: `code` is a fresh one-time code."""

    code: Code


class Shown(BaseModel):
    """An answer, read off a value of the rules by the names of its fields."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


class Paged(Told):
    """Where a list goes on. `after` is the `next` of the page before."""

    limit: Annotated[int, Field(ge=1, le=200)] = 50
    after: Annotated[str, StringConstraints(max_length=64, pattern=r"^[A-Za-z0-9._-]*$")] = ""
