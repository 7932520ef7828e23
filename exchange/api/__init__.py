"""The same acts for programs: JSON in, one act, JSON out."""

import json

from apiflask import APIBlueprint, APIFlask
from flask import Blueprint, Response

from exchange.api import (
    audit,
    description,
    destruction,
    disclosures,
    documents,
    errors,
    health,
    holds,
    matters,
    onward,
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
    releases.room,
    disclosures.room,
    onward.room,
    holds.room,
    destruction.room,
    audit.room,
    description.room,
)


def open_door(app: APIFlask, desk: Desk) -> None:
    """Put the API on an application that may carry other doors, and touch nothing of those.

    Raises:
        RuntimeError: a route does not state its deed or who may call it, or a GET would change something.
    """
    app.extensions["api-door"] = ApiDoor(desk)
    description.settle(app)
    api = APIBlueprint("api", __name__)
    for room in ROOMS:
        for route in room.routes:
            check_route(route, SCOPES)
            mount(api, route, PREFIX)
    errors.translate(api)
    api.after_request(shut)
    service = Blueprint("service", __name__)
    health.lay_out(service)
    problems.lay_out(service)
    errors.translate(service)
    service.after_request(shut)
    app.register_blueprint(api)
    app.register_blueprint(service)
    errors.translate_lost_addresses(app, shut)


def description_of(app: APIFlask) -> str:
    """The whole API as OpenAPI 3.1, as JSON with its keys in a settled order."""
    return json.dumps(description.written(app), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


__all__ = ["PREFIX", "ROOMS", "Response", "description_of", "open_door"]
