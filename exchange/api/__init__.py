"""The same acts for programs: JSON in, one act, JSON out."""

import json
from functools import cache
from typing import Any

from apiflask import APIBlueprint, APIFlask
from flask import Blueprint

from exchange.api import (
    areas,
    audit,
    comparison,
    copy_pages,
    description,
    destruction,
    detection,
    disclosures,
    documents,
    errors,
    handling_terms,
    health,
    holds,
    labels,
    matters,
    onward,
    people,
    problems,
    redactions,
    releases,
    requests,
    sessions,
    uploads,
)
from exchange.api.calls import mount, shut
from exchange.api.routes import Room, check_route
from exchange.api.visit import ApiDoor
from exchange.casework.desk import Desk
from exchange.casework.sign_in import SCOPES

PREFIX = "/api/v1"
ROOMS: tuple[Room, ...] = (
    sessions.room,
    matters.room,
    uploads.room,
    documents.room,
    requests.room,
    redactions.room,
    areas.room,
    copy_pages.room,
    labels.room,
    people.room,
    releases.room,
    comparison.room,
    handling_terms.room,
    disclosures.room,
    onward.room,
    holds.room,
    destruction.room,
    detection.room,
    audit.room,
    description.room,
)


def open_door(app: APIFlask, desk: Desk) -> None:
    """Put the API on an application that may carry other doors, and touch nothing of those.

    Raises:
        RuntimeError: a route does not state its deed or who may call it, or a GET would change something.
    """
    app.extensions["api-door"] = ApiDoor(desk)
    app.extensions[description.DRAWN] = cache(_drawn)
    api = _blueprint()
    service = Blueprint("service", __name__)
    health.lay_out(service)
    problems.lay_out(service)
    errors.translate(service)
    service.after_request(shut)
    app.register_blueprint(api)
    app.register_blueprint(service)
    errors.translate_lost_addresses(app, shut)


def _blueprint() -> APIBlueprint:
    api = APIBlueprint("api", __name__)
    for room in ROOMS:
        for route in room.routes:
            check_route(route, SCOPES)
            mount(api, route, PREFIX)
    errors.translate(api)
    api.after_request(shut)
    return api


def _drawn() -> dict[str, Any]:
    """The description, drawn on an application of its own: the library trips over other doors' blueprints."""
    bare = APIFlask("description", docs_path=None, spec_path=None)
    description.settle(bare)
    bare.register_blueprint(_blueprint())
    return description.written(bare)


def description_of(app: APIFlask) -> str:
    """The whole API as OpenAPI 3.1, as JSON with its keys in a settled order."""
    drawn = app.extensions[description.DRAWN]()
    return json.dumps(drawn, indent=1, sort_keys=True, ensure_ascii=False)


__all__ = ["PREFIX", "ROOMS", "description_of", "open_door"]
