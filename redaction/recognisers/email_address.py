"""E-mail and web addresses, also with the spaces a scanner puts in: a.lowe@example.gov.uk, www.example.org.

Presidio's own patterns for these take time with the square of a long run of dots (13 seconds for 8,000
characters, measured), so a hostile page could hold a worker for hours. These are bounded.
Source: RFC 5321 section 4.5.3.1 for the lengths.
"""

from redaction.recognisers.recogniser import Recogniser, form

RECOGNISERS = (
    Recogniser(
        name="email-address",
        label="EMAIL_ADDRESS",
        pattern=form(
            r"(?<![\w.+%\-])[\w+%][\w.+%'\-]{0,63}[ ]?(?:@|\(at\)|\[at\])[ ]?[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,6}"
        ),
        score=0.95,
    ),
    Recogniser(
        name="web-address",
        label="URL",
        pattern=form(r"(?<![\w.@])(?:(?i:https?|ftp)://|(?i:www)\.)[^\s<>\"']{3,300}"),
        score=0.8,
    ),
)
