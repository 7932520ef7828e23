"""What a page says it does, before it does it."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from flask import Flask

from exchange.rules.audit import Deed
from exchange.rules.officers import WHO_MAY, Officer

View = TypeVar("View", bound=Callable[..., Any])

#: Deeds of pages that are shown to people who have not signed in.
OPEN_TO_ANYONE = frozenset({Deed.PUBLIC, Deed.SIGN_IN})


def states(deed: Deed) -> Callable[[View], View]:
    """Mark a view with the deed it does. `open_door` refuses to start while a page lacks one."""

    def mark(view: View) -> View:
        vars(view)["deed"] = deed
        return view

    return mark


def checks_token_itself(view: View) -> View:
    """Mark a view that reads its body as a stream, and so looks at the form's token on its own."""
    vars(view)["checks_token_itself"] = True
    return view


def deed_of(view: Callable[..., Any]) -> Deed | None:
    found = getattr(view, "deed", None)
    return found if isinstance(found, Deed) else None


def may(officer: Officer, deed: Deed) -> bool:
    """Whether a button is worth showing. It grants nothing: casework asks again."""
    return officer.active and bool(officer.roles & WHO_MAY.get(deed, frozenset()))


def check_every_page_states_its_deed(app: Flask, *, under: str) -> None:
    """Refuse to start while a page hides what it does, or a GET would change something.

    Raises:
        RuntimeError: naming the page.
    """
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.startswith(f"{under}."):
            continue
        deed = deed_of(app.view_functions[rule.endpoint])
        if deed is None:
            raise RuntimeError(f"{rule.rule} does not state its deed")
        if "GET" in _methods(rule.methods) and not (deed.is_reading or deed is Deed.SIGN_IN):
            raise RuntimeError(f"GET {rule.rule} states a deed that changes something")


def _methods(methods: Iterable[str] | None) -> frozenset[str]:
    return frozenset(methods or ())
