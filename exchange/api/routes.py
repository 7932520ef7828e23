"""What each address of the API does, said in one place: its deed, who may call it, what it takes and gives."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from exchange.rules.audit import Deed

#: Who may call a route: anyone, a person who has signed in, or a token with the scope of that name.
ANYONE, PERSON = "anyone", "person"

View = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Route:
    """One method of one address.

    `needs` is ANYONE, PERSON or a token's scope; a person who has signed in may call whatever a token may.
    `confirmed` acts need a fresh one-time code in the body, so they are a person's alone. `once` acts need an
    Idempotency-Key. `streams` reads its body piece by piece, so it has no limit of its own here.
    """

    method: str
    rule: str
    view: View
    deed: Deed
    needs: str
    tag: str
    takes: type[BaseModel] | None = None
    asks: type[BaseModel] | None = None
    gives: type[BaseModel] | None = None
    status: int = 200
    content: str = ""
    confirmed: bool = False
    once: bool = False
    streams: bool = False
    headers: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.tag}.{self.view.__name__}"


@dataclass(slots=True)
class Room:
    """The routes about one thing, in the order of their file."""

    tag: str
    routes: list[Route] = field(default_factory=list)

    def get(self, rule: str, deed: Deed, *, needs: str = "read", **about: Any) -> Callable[[View], View]:
        return self._add("GET", rule, deed, needs, about)

    def post(self, rule: str, deed: Deed, *, needs: str, **about: Any) -> Callable[[View], View]:
        return self._add("POST", rule, deed, needs, about)

    def patch(self, rule: str, deed: Deed, *, needs: str, **about: Any) -> Callable[[View], View]:
        return self._add("PATCH", rule, deed, needs, about)

    def delete(self, rule: str, deed: Deed, *, needs: str, **about: Any) -> Callable[[View], View]:
        return self._add("DELETE", rule, deed, needs, about)

    def other(
        self, method: str, rule: str, deed: Deed, *, needs: str, **about: Any
    ) -> Callable[[View], View]:
        """OPTIONS and HEAD, where a protocol gives them a meaning of their own."""
        return self._add(method, rule, deed, needs, about)

    def _add(
        self, method: str, rule: str, deed: Deed, needs: str, about: dict[str, Any]
    ) -> Callable[[View], View]:
        def keep(view: View) -> View:
            self.routes.append(Route(method, rule, view, deed, needs, self.tag, **about))
            return view

        return keep


def check_route(route: Route, scopes: tuple[str, ...]) -> None:
    """Refuse to start on a route that could not be held to what it says.

    Raises:
        RuntimeError: naming the route.
    """
    where = f"{route.method} {route.rule}"
    if not isinstance(route.deed, Deed):
        raise RuntimeError(f"{where} does not state its deed")
    if route.method == "GET" and not route.deed.is_reading:
        raise RuntimeError(f"{where} states a deed that changes something")
    if route.needs not in {ANYONE, PERSON, *scopes}:
        raise RuntimeError(f"{where} does not say who may call it")
    if route.needs == ANYONE and route.deed not in {Deed.PUBLIC, Deed.SIGN_IN}:
        raise RuntimeError(f"{where} is open to anyone and should not be")
    if route.confirmed and (route.needs != PERSON or route.takes is None):
        raise RuntimeError(f"{where} needs a fresh code and is not a person's alone")
