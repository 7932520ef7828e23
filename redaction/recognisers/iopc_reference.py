"""References of the Independent Office for Police Conduct: 2024/198765.

Form: year and six digits. No check. Source: IOPC published case summaries.
"""

from redaction.recognisers.recogniser import Recogniser, form, words

RECOGNISERS = (
    Recogniser(
        name="iopc-reference",
        label="IOPC_REFERENCE",
        pattern=form(r"(?<![\w/])20\d{2}/\d{6}(?![\w/])"),
        score=0.85,
        context=words("IOPC", "IPCC", "our ref", "reference"),
        near=0.97,
    ),
)
