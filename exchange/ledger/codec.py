"""Values in the writing the ledger keeps: plain JSON, read back by the types the rules declare.

Tuples, sets, enums, dates and nested frozen dataclasses. Whatever is not of the declared type when it is read
back is refused: a row that was tampered with must not become a value that looks right.
"""

import json
from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Union, cast, get_args, get_origin, get_type_hints


class Unreadable(ValueError):
    """What is written is not of the type it should be. The message never quotes it."""


def to_text(value: object) -> str:
    """One line of JSON, the same for equal values."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_text(text: str, hint: object) -> object:
    """The value of type `hint` that `text` writes.

    Raises:
        Unreadable: it writes no such value.
    """
    try:
        return _read(json.loads(text), hint)
    except (KeyError, TypeError, ValueError):
        raise Unreadable(f"what is written is not a {hint}") from None


def _plain(value: object) -> object:
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, frozenset):
        return sorted(str(part) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"the ledger cannot write a {type(value).__name__}")


def _read(written: object, hint: object) -> object:
    if get_origin(hint) in {Union, UnionType}:
        return _read_union(written, get_args(hint))
    if get_origin(hint) in {tuple, frozenset}:
        return _read_many(written, hint)
    if hint in {str, int, bool, NoneType}:
        if type(written) is not hint:
            raise Unreadable("not of its type")
        return written
    if not isinstance(hint, type):
        raise TypeError(f"the ledger cannot read a {hint}")
    if is_dataclass(hint):
        return _read_dataclass(written, hint)
    return _read_word(written, hint)


def _read_word(written: object, hint: type) -> object:
    if not isinstance(written, str):
        raise Unreadable("not a word")
    if issubclass(hint, StrEnum):
        return hint(written)
    if issubclass(hint, datetime):
        return datetime.fromisoformat(written)
    if issubclass(hint, date):
        return date.fromisoformat(written)
    raise TypeError(f"the ledger cannot read a {hint}")


def _read_union(written: object, choices: tuple[object, ...]) -> object:
    if written is None and NoneType in choices:
        return None
    (only,) = (choice for choice in choices if choice is not NoneType)
    return _read(written, only)


def _read_many(written: object, hint: object) -> object:
    if not isinstance(written, list):
        raise Unreadable("not a list")
    parts = get_args(hint)
    if get_origin(hint) is frozenset:
        return frozenset(_read(part, parts[0]) for part in written)
    if len(parts) == 2 and parts[1] is Ellipsis:
        return tuple(_read(part, parts[0]) for part in written)
    return tuple(_read(part, each) for part, each in zip(written, parts, strict=True))


def _read_dataclass(written: object, hint: type) -> object:
    if not isinstance(written, Mapping):
        raise Unreadable("not a record")
    hints = hints_of(hint)
    if set(written) != set(hints):
        raise Unreadable("not the fields of this record")
    return hint(**{name: _read(written[name], each) for name, each in hints.items()})


def hints_of(value_type: type[object]) -> Mapping[str, object]:
    """The fields of a dataclass in their order, each with its resolved type."""
    return _hints_of(cast(Hashable, value_type))


@cache
def _hints_of(value_type: Hashable) -> Mapping[str, object]:
    if not isinstance(value_type, type) or not is_dataclass(value_type):
        raise TypeError(f"{value_type} is not a dataclass")
    hints = get_type_hints(value_type)
    return {field.name: hints[field.name] for field in fields(value_type)}
