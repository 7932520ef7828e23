"""From a route to a call: who is there, the body, once only, the act, the answer."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from apiflask import APIBlueprint
from flask import Response, current_app, request
from werkzeug.exceptions import MethodNotAllowed, UnsupportedMediaType

from exchange.api import problems
from exchange.api.errors import problem
from exchange.api.routes import ANYONE, PERSON, Route
from exchange.api.visit import admit, confirm, desk, officer
from exchange.casework import idempotent
from exchange.casework.receiving import tus

BODY_LIMIT_BYTES = 1 << 20
KEY_LIMIT = 200


def mount(api: APIBlueprint, route: Route, prefix: str) -> None:
    """Give a route its address, with everything it says of itself held to."""
    call: Callable[..., Any] = route.view
    if route.confirmed:
        call = _confirmed(call)
    if route.takes is not None:
        call = api.input(route.takes, location="json", arg_name="body")(call)
    if route.asks is not None:
        call = api.input(route.asks, location="query", arg_name="asked")(call)
    if route.gives is not None:
        call = api.output(route.gives, status_code=route.status)(call)
    if route.once:
        call = _once(call)
    call = _admitted(call, route)
    call = api.doc(**_told(route))(call)
    vars(call)["deed"], vars(call)["route"] = route.deed, route
    api.add_url_rule(
        prefix + route.rule,
        route.name.replace(".", "_"),
        call,
        methods=[route.method],
        provide_automatic_options=False,
    )


def _admitted(call: Callable[..., Any], route: Route) -> Callable[..., Any]:
    @wraps(call)
    def admitted(**given: Any) -> Any:
        if request.method != route.method:
            # The server offers HEAD wherever there is GET; here it would put a reading on the record.
            raise MethodNotAllowed([route.method])
        admit(route.needs)
        if not route.streams:
            request.max_content_length = BODY_LIMIT_BYTES
        if route.takes is not None and request.mimetype != "application/json":
            raise UnsupportedMediaType
        return call(**given)

    return admitted


def _confirmed(call: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(call)
    def confirmed(**given: Any) -> Any:
        confirm(given["body"].code)
        return call(**given)

    return confirmed


def _once(call: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(call)
    def once(**given: Any) -> Any:
        key = request.headers.get("Idempotency-Key", "").strip()
        if not key or len(key) > KEY_LIMIT:
            return problem("idempotency-key-missing", problems.about("idempotency-key-missing").meaning)
        sent = idempotent.Sent(request.method, request.path, request.get_data(cache=True))
        answer = idempotent.once(desk(), officer(), key, sent, lambda: _answered(call, given))
        headers = {"Idempotency-Replayed": "true"} if answer.replayed else {}
        return Response(answer.body, answer.status, headers, mimetype="application/json")

    return once


def _answered(call: Callable[..., Any], given: dict[str, Any]) -> tuple[int, str]:
    response = current_app.make_response(call(**given))
    return response.status_code, response.get_data(as_text=True)


def _told(route: Route) -> dict[str, Any]:
    """What the description says of a route besides its body and its answer."""
    security: list[Any] = [{"session": []}]
    if route.needs == ANYONE:
        security = [{}]
    elif route.needs != PERSON:
        security.append({"token": [route.needs]})
    told: dict[str, Any] = {
        "tags": [route.tag],
        "operation_id": route.name.replace(".", "_"),
        "security": security,
        "extensions": {"x-deed": route.deed.value},
        "responses": {"default": {"$ref": "#/components/responses/Problem", "description": None}},
    }
    if route.gives is None:
        # Bytes have no schema in OpenAPI 3.1; JSON that is set elsewhere is an object.
        shape = {"schema": {"type": "object"}} if route.content == "application/json" else {}
        content = {route.content: shape} if route.content else {}
        told["responses"][str(route.status)] = {"description": "Done", "content": content}
    return told


def shut(response: Response) -> Response:
    """What every answer tells whoever gets it: nothing is kept, framed, run or shared with other sites."""
    told = response.headers
    told["Cache-Control"] = "no-store"
    told["X-Content-Type-Options"] = "nosniff"
    told["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    told["Cross-Origin-Resource-Policy"] = "same-origin"
    told["Referrer-Policy"] = "no-referrer"
    if (request.endpoint or "").startswith("api.uploads_") and request.method != "OPTIONS":
        told.setdefault("Tus-Resumable", tus.VERSION)
    return response
