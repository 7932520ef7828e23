"""The upload page, for browsers with and without JavaScript."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from exchange.casework.reading_room.matters import look_at_matter
from exchange.casework.receiving import receive
from exchange.rules.audit import Deed
from exchange.web.arriving import ArrivingFile
from exchange.web.deeds import checks_token_itself, states
from exchange.web.forms import Form, page
from exchange.web.visit import TOKEN_FIELD, check_token, desk, officer

pages = Blueprint("uploads", __name__)
Answer = Response | tuple[str, int]

_CUT_OFF = "The selected file could not be uploaded – try again"


@pages.get("/matters/<matter_id>/upload")
@states(Deed.READ_MATTER)
def ask(matter_id: str) -> Answer:
    """Which file, under which neutral title, made by whom?"""
    return _page(matter_id, Form.blank())


@pages.post("/matters/<matter_id>/upload")
@states(Deed.UPLOAD)
@checks_token_itself
def take(matter_id: str) -> Answer:
    """Take one file with its answers, as a stream."""
    arriving = ArrivingFile(request)
    check_token(arriving.fields.get(TOKEN_FIELD, ""))
    form = Form(MultiDict(arriving.fields))
    announced = _announced(form, matter_id, arriving)
    upload = form.send(lambda: receive.announce(desk(), officer(), announced))
    if upload is not None and (material := _receive(upload.id, arriving)):
        return redirect(url_for("web.materials.show", material_id=material), 303)
    if upload is not None:
        receive.give_up(desk(), officer(), upload.id)
        form.refuse("file", _CUT_OFF)
    if arriving.length_bytes <= desk().policy.upload_limit_bytes:
        arriving.drain()
    return _page(matter_id, form)


def _announced(form: Form, matter_id: str, arriving: ArrivingFile) -> receive.Announcement:
    if not arriving.name:
        form.refuse("file", "Select a document")
    made_by = form.value("made_by")
    if made_by not in {"own", "other"}:
        form.refuse("made_by", "Select who created these documents")
    originator = form.text("originator").strip() if made_by == "other" else ""
    if made_by == "other" and not originator:
        form.refuse("originator", "Enter the name of the organisation that created these documents")
    return receive.Announcement(
        matter=matter_id,
        title=form.text("title"),
        file_name=arriving.name,
        length_bytes=arriving.length_bytes,
        originator=originator,
    )


def _receive(upload_id: str, arriving: ArrivingFile) -> str:
    """The new document's reference once all of it has come; empty when it was cut off."""
    upload = receive.receive_part(desk(), officer(), upload_id, offset_bytes=0, source=arriving)
    return upload.material if upload.finished else ""


def _page(matter_id: str, form: Form) -> Answer:
    return page(
        "upload.html",
        form=form,
        view=look_at_matter(desk(), officer(), matter_id),
        limit_bytes=desk().policy.upload_limit_bytes,
    )
