"""The API described in OpenAPI 3.1, from the routes themselves; served from our own origin."""

import json
from typing import Any

from apiflask import APIFlask
from flask import Response, current_app

from exchange.api.problems import KINDS
from exchange.api.routes import ANYONE, Room
from exchange.rules.audit import Deed

room = Room("service")

_SETTLED = {
    "OPENAPI_VERSION": "3.1.0",
    "AUTO_SERVERS": False,
    "AUTO_404_RESPONSE": False,
    "AUTO_VALIDATION_ERROR_RESPONSE": False,
    "AUTO_200_RESPONSE": False,
    "AUTO_AUTH_ERROR_RESPONSE": False,
    "VALIDATION_ERROR_STATUS_CODE": 422,
}
_OPENING = (
    "The acts of the safeguarding document exchange, for programs. Send `Authorization: Session <secret>` from "
    "POST /api/v1/sessions, or `Authorization: Bearer <token>`. A token never approves, accepts, consents, "
    "destroys or exports; those need a person's session and, where the body says so, a fresh one-time code. "
    "Every error is application/problem+json; its `type` leads to what it means. Times are RFC 3339, UTC."
)
_SECURITY = {
    "session": {
        "type": "apiKey",
        "in": "header",
        "name": "Authorization",
        "description": "`Session <secret>`: 20 minutes after the last call, 10 hours at most.",
    },
    "token": {"type": "http", "scheme": "bearer", "description": "Made by its owner; 90 days at most."},
}


def settle(app: APIFlask) -> None:
    """Say how the description is drawn."""
    app.config.update(_SETTLED)
    app.config["SECURITY_SCHEMES"] = _SECURITY
    app.servers = [{"url": "/"}]
    app.description = _OPENING


def written(app: APIFlask) -> dict[str, Any]:
    """The whole description."""
    with app.app_context():
        spec = app._generate_spec().to_dict()
    drawn: dict[str, Any] = json.loads(json.dumps(spec))
    parts = drawn.setdefault("components", {})
    parts.setdefault("schemas", {})["Problem"] = _problem()
    parts["responses"] = {
        "Problem": {
            "description": "Why it was not done, and the next step",
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    }
    for rule in app.url_map.iter_rules():
        route = getattr(app.view_functions[rule.endpoint], "route", None)
        operations = drawn["paths"].get(_path(rule.rule), {})
        if route is not None and route.method.lower() in operations:
            _complete(operations[route.method.lower()], route)
    return drawn


def _path(rule: str) -> str:
    return rule.replace("<int:", "{").replace("<", "{").replace(">", "}")


def _complete(operation: dict[str, Any], route: Any) -> None:
    """Add what the library cannot know: problems, and the headers that a route asks for."""
    operation["responses"]["default"] = {"$ref": "#/components/responses/Problem"}
    named = [*route.headers, *(["Idempotency-Key"] if route.once else [])]
    for name in named:
        asked = {"name": name, "in": "header", "required": True, "schema": {"type": "string"}}
        operation.setdefault("parameters", []).append(asked)
    if route.takes is not None:
        operation["requestBody"]["required"] = True


def _problem() -> dict[str, Any]:
    text = {"type": "string"}
    pair = {"type": "object", "properties": {"pointer": text, "detail": text}}
    failure = {
        "type": "object",
        "properties": {"code": text, "clause": text, "detail": text, "next_step": text},
    }
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string", "enum": [f"/problems/{code}" for code in sorted(KINDS)]},
            "title": text,
            "status": {"type": "integer"},
            "detail": text,
            "next_step": text,
            "clause": text,
            "errors": {"type": "array", "items": pair},
            "failures": {"type": "array", "items": failure},
        },
    }


@room.get("/openapi.json", Deed.PUBLIC, needs=ANYONE, content="application/json")
def openapi() -> Response:
    """This description."""
    kept = current_app.extensions.setdefault("api-description", {})
    if not kept:
        kept["text"] = json.dumps(written(current_app), sort_keys=True)  # type: ignore[arg-type]
    return Response(kept["text"], mimetype="application/json")
