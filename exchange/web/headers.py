"""What every page tells the browser not to do. Source: docs/security.md 5.5."""

from flask import request
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
        told.pop("ETag", None)
    elif "v" in request.args:
        told["Cache-Control"] = "public, max-age=31536000, immutable"
    if secure:
        told["Strict-Transport-Security"] = f"max-age={_YEAR_SECONDS}; includeSubDomains; preload"
    return response
