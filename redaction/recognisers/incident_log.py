"""Incident logs: CAD 4471, log 233 of 14/03/24, incident 0123-14032024, STORM-20240314-0412.

No national form. Source: own, after command and control practice.
"""

from redaction.recognisers.recogniser import Recogniser, form, words

RECOGNISERS = (
    Recogniser(
        name="incident-log",
        label="INCIDENT_LOG",
        pattern=form(
            r"(?<![\w/])(?:\d{1,5}[ ]of[ ](?:the[ ])?\d{1,2}[/.\-]\d{1,2}(?:[/.\-]\d{2,4})?"
            r"|\d{1,5}[ ]of[ ]\d{1,2}(?:st|nd|rd|th)?[ ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov"
            r"|Dec)[a-z]*(?:[ ]\d{2,4})?"
            r"|\d{4}[ ]of[ ]\d{6}|\d{3,5}-\d{6,8}|[A-Z]{3,6}-\d{6,8}-\d{2,6})(?![\w/])"
        ),
        score=0.75,
        context=words("CAD", "log", "incident", "STORM", "ref"),
        near=0.95,
    ),
    Recogniser(
        name="incident-log-after-its-name",
        label="INCIDENT_LOG",
        pattern=form(
            r"(?<!\w)(?i:CAD|log|incident|STORM|call)[ ](?i:log[ ]|no\.?[ ]?|number[ ]|ref\.?[ ]?)?[:#]?[ ]?"
            r"(?P<found>[A-Z]{0,3}[/\-]?\d{2,12}(?:[/\-]\d{1,8}){0,2})(?!\w|\.\d)"
        ),
        score=0.9,
    ),
)
