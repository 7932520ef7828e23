"""How often reviewers follow each recogniser."""

from flask import Blueprint
from werkzeug.wrappers import Response

from exchange.casework.reading_room.detection import rates_as_csv, rates_of_party
from exchange.rules.audit import Deed
from exchange.rules.detection import TOO_FEW
from exchange.web.deeds import states
from exchange.web.forms import page
from exchange.web.headers import kept_as
from exchange.web.visit import desk, officer

pages = Blueprint("detection", __name__)


@pages.get("/detection")
@states(Deed.READ_DETECTION)
def show() -> tuple[str, int]:
    """Counts and rates, by recogniser and kind."""
    return page("detection.html", rates=rates_of_party(desk(), officer()), too_few=TOO_FEW)


@pages.get("/detection.csv")
@states(Deed.READ_DETECTION)
def table() -> Response:
    """The same for spreadsheets."""
    answer = Response(rates_as_csv(desk(), officer()), mimetype="text/csv")
    answer.headers["Content-Disposition"] = kept_as("detection.csv")
    return answer
