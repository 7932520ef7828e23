"""What every page tells the browser not to do. Source: docs/security.md 5.5."""

import unicodedata
from urllib.parse import quote

from flask import request
from werkzeug.http import dump_options_header
from werkzeug.wrappers import Response

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
_ASKED_FOR_NOTHING = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "clipboard-read",
        "display-capture",
        "geolocation",
        "gyroscope",
        "microphone",
        "midi",
        "payment",
        "publickey-credentials-get",
        "screen-wake-lock",
        "usb",
    )
)
_YEAR_SECONDS = 31_536_000


def kept_as(file_name: str) -> str:
    """The Content-Disposition of something to keep, never to show; old browsers get the name without accents."""
    plain = unicodedata.normalize("NFKD", file_name).encode("ascii", "ignore").decode()
    named = {"filename": plain or "document"}
    if plain != file_name:
        named["filename*"] = f"UTF-8''{quote(file_name, safe='')}"
    return dump_options_header("attachment", named)


def shut(response: Response, *, secure: bool, keep: bool) -> Response:
    """Add the headers. `keep` is for our own scripts and styles, which hold nothing of a case."""
    told = response.headers
    told.setdefault("Content-Security-Policy", POLICY)
    told["Cross-Origin-Opener-Policy"] = "same-origin"
    told["Cross-Origin-Resource-Policy"] = "same-origin"
    told["X-Content-Type-Options"] = "nosniff"
    told["X-Frame-Options"] = "DENY"
    told["Referrer-Policy"] = "no-referrer"
    told["Permissions-Policy"] = _ASKED_FOR_NOTHING
    told["X-Robots-Tag"] = "noindex, nofollow"
    if not keep:
        told["Cache-Control"] = "no-store"
        # Only a download in parts says which bytes it is of; nothing is kept by it.
        if "Accept-Ranges" not in told:
            told.pop("ETag", None)
    elif "v" in request.args:
        told["Cache-Control"] = "public, max-age=31536000, immutable"
    if secure:
        told["Strict-Transport-Security"] = f"max-age={_YEAR_SECONDS}; includeSubDomains; preload"
    return response
