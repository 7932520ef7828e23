"""Pages for people: parses a form, calls one act, shows what came of it."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, request, url_for
from jinja2 import BaseLoader, ChoiceLoader, PackageLoader, PrefixLoader
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from exchange.casework.desk import Desk
from exchange.casework.faults import DOCUMENT_PROBLEMS, FAULTS
from exchange.rules.audit import Deed
from exchange.rules.errors import Refusal
from exchange.web import errors
from exchange.web.deeds import check_every_page_states_its_deed, may, states
from exchange.web.headers import shut
from exchange.web.rooms import ROOMS
from exchange.web.visit import TOKEN_FIELD, WebDoor, check_visit, form_token, keep_form_token, visitor
from exchange.web.words import FILTERS

SERVICE_NAME = "Safeguarding document exchange"
_HERE = Path(__file__).parent


def open_door(app: Flask, desk: Desk, *, secure_cookies: bool) -> None:
    """Put the pages on an application that may carry other doors, and touch nothing of those.

    Raises:
        RuntimeError: a page does not state its deed, or a GET states one that changes something.
    """
    app.extensions["web-door"] = WebDoor(desk, secure_cookies)
    web = Blueprint("web", __name__, static_folder="static", static_url_path="/assets")
    for room in ROOMS:
        web.register_blueprint(room)

    def close(response: Response) -> Response:
        ours = request.endpoint == "web.static"
        return keep_form_token(shut(response, secure=secure_cookies, keep=ours))

    web.before_request(check_visit)
    web.after_request(close)
    _show_refusals(web)
    _lay_templates(app)
    app.register_blueprint(web)
    states(Deed.PUBLIC)(app.view_functions["web.static"])
    errors.show_pages_for_lost_addresses(app, close)
    check_every_page_states_its_deed(app, under="web")


def _show_refusals(web: Blueprint) -> None:
    web.register_error_handler(Refusal, errors.refused)
    for fault in FAULTS:
        web.register_error_handler(fault, errors.broken)
    for problem in DOCUMENT_PROBLEMS:
        web.register_error_handler(problem, errors.document_problem)
    web.register_error_handler(HTTPException, errors.http_error)
    web.register_error_handler(Exception, errors.bug)


def _lay_templates(app: Flask) -> None:
    ours: BaseLoader = PackageLoader("exchange.web", "templates")
    design = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja", "templates")})
    before = app.jinja_env.loader
    app.jinja_env.loader = ChoiceLoader([ours, design, *([before] if before else [])])
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(FILTERS)
    edition = _edition()

    def shown() -> dict[str, Any]:
        here = visitor()
        return {
            "service_name": SERVICE_NAME,
            "visitor": here,
            "may": lambda deed: here is not None and may(here.officer, Deed(deed)),
            "form_token": form_token,
            "token_field": TOKEN_FIELD,
            "asset": lambda name: url_for("web.static", filename=name, v=edition),
        }

    app.context_processor(shown)


def _edition() -> str:
    """A short digest of our scripts and styles, so that a browser keeps each edition for ever."""
    whole = hashlib.sha256()
    for file in _assets():
        whole.update(file.read_bytes())
    return whole.hexdigest()[:12]


def _assets() -> Iterator[Path]:
    yield from sorted(file for file in (_HERE / "static").rglob("*") if file.is_file())
