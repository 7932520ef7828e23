"""Whether the service lives, and whether it can do its work. No details: anyone may ask."""

from flask import Blueprint, Response

from exchange.api.visit import desk
from exchange.casework.readiness import is_ready
from exchange.rules.audit import Deed


def lay_out(service: Blueprint) -> None:
    """Serve both questions outside the versioned part."""

    def lives() -> Response:
        """The process answers."""
        return Response("ok\n", mimetype="text/plain")

    def ready() -> Response:
        """The record and the vault answer too."""
        if is_ready(desk()):
            return Response("ready\n", mimetype="text/plain")
        return Response("not ready\n", 503, {"Retry-After": "5"}, mimetype="text/plain")

    for rule, view in (("/healthz", lives), ("/readyz", ready)):
        vars(view)["deed"] = Deed.PUBLIC
        service.add_url_rule(rule, view.__name__, view, methods=["GET"])
