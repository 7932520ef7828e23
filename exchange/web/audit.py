"""The record of acts, newest first, and the proof that nothing in it was changed."""

from flask import Blueprint, request

from exchange.casework.reading_room.audit import audit_page
from exchange.casework.record import verify_log
from exchange.rules.audit import Deed
from exchange.web.deeds import states
from exchange.web.forms import Form, page
from exchange.web.visit import desk, now, officer

pages = Blueprint("audit", __name__)


@pages.get("/audit")
@states(Deed.READ_AUDIT)
def index() -> tuple[str, int]:
    """A page of entries; reading it is an entry too."""
    before = request.args.get("before", "")
    matter = request.args.get("matter", "").strip()
    number = int(before) if before.isascii() and before.isdigit() and len(before) < 16 else 0
    found = audit_page(desk(), officer(), before=number, matter=matter)
    return page("audit.html", form=Form.blank(matter=matter), found=found)


@pages.post("/audit/verification")
@states(Deed.VERIFY_AUDIT)
def verify() -> tuple[str, int]:
    """Read the whole record again and say in words whether it is intact. Changes nothing, so nothing to go on to."""
    return page("audit_verified.html", result=verify_log(desk(), officer()), at=now())
