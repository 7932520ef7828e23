"""Lets Python look for circles of objects less often while a document is redacted."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Python looks after 700 new objects; a page of print makes some 5,000, and hardly any of them in circles.
_NEW_OBJECTS = 20_000


@contextmanager
def unhurried() -> Iterator[None]:
    """Look for unused circles of objects less often: a tenth of the time of redacting a page went on it."""
    usual = gc.get_threshold()
    gc.set_threshold(_NEW_OBJECTS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
