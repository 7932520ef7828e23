"""Asking the person again: a fresh one-time code in the form of an act that weighs more."""

from exchange.casework.sign_in import is_step_up
from exchange.web.forms import Form
from exchange.web.visit import desk, officer


def check_code(form: Form) -> None:
    """Note a missing or wrong one-time code. A form with another mistake in it uses none up.

    Raises:
        TooManyTries.
    """
    if form.errors:
        return
    typed = form.value("code").strip()
    if not typed:
        form.refuse("code", "Enter the code from your authenticator app")
    elif not is_step_up(desk(), officer(), typed):
        form.refuse("code", "The code is not right, or was used before. Enter the one your app shows now")
