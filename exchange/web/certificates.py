"""A certificate of destruction, as a page, as the very JSON that its digest is over, and as an accessible PDF."""

from flask import Blueprint
from werkzeug.wrappers import Response

from exchange.casework.reading_room.destruction import certificate_lines, certificate_of, certificate_pdf
from exchange.rules.audit import Deed
from exchange.web.deeds import states
from exchange.web.forms import page
from exchange.web.visit import desk, officer

pages = Blueprint("certificates", __name__)


@pages.get("/certificates/<certificate_id>")
@states(Deed.READ_DESTRUCTION)
def show(certificate_id: str) -> tuple[str, int]:
    """What was destroyed, how, by whom, and what is left until when."""
    certificate = certificate_of(desk(), officer(), certificate_id)
    return page("certificate.html", certificate=certificate, said=certificate_lines(certificate))


@pages.get("/certificates/<certificate_id>.json")
@states(Deed.READ_DESTRUCTION)
def as_json(certificate_id: str) -> Response:
    """Byte for byte what the digest is over."""
    certificate = certificate_of(desk(), officer(), certificate_id)
    return _attached(certificate.document.encode(), "application/json", f"{certificate.id}.json")


@pages.get("/certificates/<certificate_id>.pdf")
@states(Deed.READ_DESTRUCTION)
def as_pdf(certificate_id: str) -> Response:
    """The same for the file."""
    written = certificate_pdf(desk(), officer(), certificate_id)
    return _attached(written, "application/pdf", f"{certificate_id}.pdf")


def _attached(written: bytes, mimetype: str, name: str) -> Response:
    answer = Response(written, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
