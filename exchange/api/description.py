"""The API described in OpenAPI 3.1, from the routes themselves; served from our own origin."""

import json
from typing import Any

from apiflask import APIFlask
from flask import Flask, Response, current_app
from pydantic.json_schema import models_json_schema

from exchange.api.problems import KINDS
from exchange.api.routes import ANYONE, Room, Route
from exchange.rules.audit import Deed

room = Room("service")
_REF = "#/components/schemas/"
#: Where an application keeps what draws its description, once.
DRAWN = "api-description"

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
    app.title, app.version = "Safeguarding document exchange", "1"
    app.servers = [{"url": "/"}]
    app.description = _OPENING


def written(app: APIFlask) -> dict[str, Any]:
    """The whole description: addresses as the library draws them, bodies and answers as pydantic does."""
    with app.app_context():
        spec = app._generate_spec().to_dict()
    drawn: dict[str, Any] = json.loads(json.dumps(spec))
    routes = [
        (rule.rule, route) for rule in app.url_map.iter_rules() if (route := _route(app, rule.endpoint))
    ]
    drawn["tags"] = [{"name": tag} for tag in sorted({route.tag for _, route in routes})]
    _schemas(drawn, [route for _, route in routes])
    for rule, route in routes:
        operations = drawn["paths"][_path(rule)]
        operation = operations.setdefault(route.method.lower(), _unknown_to_the_library(operations, route))
        _complete(operation, route)
    return drawn


def _route(app: Flask, endpoint: str) -> Route | None:
    found = getattr(app.view_functions[endpoint], "route", None)
    return found if isinstance(found, Route) else None


def _path(rule: str) -> str:
    return rule.replace("<int:", "{").replace("<", "{").replace(">", "}")


def _schemas(drawn: dict[str, Any], routes: list[Route]) -> None:
    taken = {(each, "validation") for route in routes for each in (route.takes,) if each}
    given = {(route.gives, "serialization") for route in routes if route.gives}
    wanted: Any = sorted(taken | given, key=lambda pair: (pair[0].__name__, pair[1]))
    _, defined = models_json_schema(wanted, ref_template=_REF + "{model}")
    parts = drawn.setdefault("components", {})
    parts["schemas"] = {**defined.get("$defs", {}), "Problem": _problem()}
    parts["responses"] = {
        "Problem": {
            "description": "Why it was not done, and the next step",
            "content": {"application/problem+json": {"schema": {"$ref": _REF + "Problem"}}},
        }
    }


def _unknown_to_the_library(operations: dict[str, Any], route: Route) -> dict[str, Any]:
    """HEAD and OPTIONS, which it leaves out: the parameters of the address are those of its other methods."""
    others = [each for operation in operations.values() for each in operation.get("parameters", ())]
    in_path = {each["name"]: each for each in others if each["in"] == "path"}
    return {
        "summary": (route.view.__doc__ or "").strip().splitlines()[0],
        "tags": [route.tag],
        "operationId": route.name.replace(".", "_"),
        "parameters": list(in_path.values()),
        "responses": {str(route.status): {"description": "Done"}},
        "security": [{}] if route.needs == ANYONE else [{"session": []}, {"token": []}],
        "x-deed": route.deed.value,
    }


def _complete(operation: dict[str, Any], route: Route) -> None:
    """Add what the library cannot know: problems, the headers that a route asks for, and the schemas by name."""
    operation["responses"]["default"] = {"$ref": "#/components/responses/Problem"}
    for name in [*route.headers, *(["Idempotency-Key"] if route.once else [])]:
        asked = {"name": name, "in": "header", "required": True, "schema": {"type": "string"}}
        operation.setdefault("parameters", []).append(asked)
    if route.takes is not None:
        schema = {"$ref": _REF + route.takes.__name__}
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    if route.gives is not None:
        schema = {"$ref": _REF + route.gives.__name__}
        content = {"application/json": {"schema": schema}}
        operation["responses"][str(route.status)] = {"description": "Done", "content": content}


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
    drawn = current_app.extensions[DRAWN]()
    return Response(json.dumps(drawn, sort_keys=True), mimetype="application/json")
