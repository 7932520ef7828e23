"""Collar, shoulder, warrant and staff numbers: PC 4471, DS LD2231, collar no. 1123, Sgt 88 Harris.

Form: rank and number, or the words collar, shoulder, warrant, staff, payroll and a number. No check.
Source: own; each force numbers its officers.
"""

from redaction.recognisers.recogniser import Recogniser, form
from redaction.recognisers.titled_names import RANKS

RECOGNISERS = (
    Recogniser(
        name="collar-number",
        label="COLLAR_NUMBER",
        pattern=form(rf"(?<!\w)(?:{RANKS}|SC|Officer)[ ]?\(?(?P<found>[A-Z]{{0,2}}[ ]?\d{{2,6}})\)?(?!\w)"),
        score=0.9,
    ),
    Recogniser(
        name="collar-number-after-its-name",
        label="COLLAR_NUMBER",
        pattern=form(
            r"(?<!\w)(?i:collar|shoulder|warrant|badge|epaulette|staff|payroll)[ ]?(?i:card[ ])?"
            r"(?i:nos?\.?|numbers?|id)?[ ]?[:#]?[ ]?(?P<found>[A-Z]{0,3}[ \-]?\d{2,7}[A-Z]?)(?!\w)"
        ),
        score=0.9,
    ),
    Recogniser(
        name="collar-number-after-the-name",
        label="COLLAR_NUMBER",
        pattern=form(
            rf"(?<!\w)(?:{RANKS})[ ][^\W\d_][\w'’\-]+[ ,]{{1,2}}\(?(?P<found>[A-Z]{{0,2}}\d{{2,6}})\)?(?!\w)"
        ),
        score=0.85,
    ),
)
