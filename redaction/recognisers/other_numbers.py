"""The net: any token with three or more digits that is not money, a section of a statute, a clock or a year.

What no recogniser knows may still be somebody's number. It goes to a reviewer, at a low score.
Source: docs/decisions/0007-language-model.md.
"""

from redaction.recognisers.recogniser import Recogniser, form

RECOGNISERS = (
    Recogniser(
        name="other-number",
        label="NUMBER",
        pattern=form(
            r"(?<![\w£$€.,:])(?<!(?i:section)[ ])(?<!(?i:article)[ ])(?<!(?i:page)[ ])(?<!"
            r"(?i:paragraph)[ ])(?<!(?i:[ ]s\.)[ ])(?<!(?i:[ ]at)[ ])"
            r"(?!(?:19|20)\d{2}(?![\w/\-]))(?!(?:[01]\d|2[0-3])[0-5]\d[ ]?(?i:hrs|hours"
            r"|h)\b)(?!\d{1,3}(?:,\d{3})+(?!\d))"
            r"(?!\d+(?:\.\d+)?[ ]?(?:%|km|kg|mg|ml|mm|cm|m|g|miles|pounds|GBP|euros|words|pages|minutes"
            r"|days|metres|hours)\b)"
            r"(?!(?<=\n)(?:[01]\d|2[0-3])[0-5]\d[ \t])"
            r"(?=[\w/\-]*\d[\w/\-]*\d[\w/\-]*\d)[A-Za-z]{0,6}[\w/\-]*\d[\w/\-]*(?<![/\-])(?![,.:]\d)"
        ),
        score=0.3,
    ),
)
