"""Vehicle registrations: AB12 CDE, A123 BCD, ABC 123D, BEZ 4471, Q123 ABC, and short dateless plates.

Form: current (age mark 02 to 29 and 51 to 79), prefix, suffix, Northern Ireland, dateless. Dateless
plates are common words and numbers, so they need a vehicle near them.
Source: DVLA INF104.
"""

from redaction.recognisers.recogniser import Recogniser, form, words

_CONTEXT = words(
    "VRM", "VRN", "reg", "registration", "index", "vehicle", "car", "van", "motorcycle", "plate", "bearing",
    "Ford", "Vauxhall", "Audi", "BMW", "Corsa", "Fiesta", "Golf", "Transit", "taxi", "driving", "driven", "ANPR",
)  # fmt: skip

RECOGNISERS = (
    Recogniser(
        name="vehicle-registration",
        label="VEHICLE_REGISTRATION",
        pattern=form(
            r"(?<!\w)(?i:[A-HJ-PR-Y][A-HJ-PR-Y])[ ]?(?:0[2-9]|[12]\d|5[1-9]|6\d|7\d)[ ]{0,2}[A-HJ-PR-Z]{3}(?!\w)"
        ),
        score=0.85,
        context=_CONTEXT,
        near=0.97,
    ),
    Recogniser(
        name="vehicle-registration-older",
        label="VEHICLE_REGISTRATION",
        pattern=form(
            r"(?<!\w)(?:[A-HJ-NP-TV-YQ]\d{1,3}[ ]?[A-Z]{3}|[A-Z]{3}[ ]?\d{1,3}[A-HJ-NP-TV-Y]"
            r"|[A-Z]{1,2}[IZ][A-Z]?[ ]\d{1,4})(?!\w)"
        ),
        score=0.6,
        context=_CONTEXT,
        near=0.95,
    ),
    Recogniser(
        name="vehicle-registration-dateless",
        label="VEHICLE_REGISTRATION",
        pattern=form(
            r"(?<!\w)(?:[A-Z]{1,3}[ ]?\d{1,4}|\d{1,4}[ ]?[A-Z]{1,3}|[A-Z]{2}\d{2}[ ]?[A-Z]{1,3}"
            r"|\d{3}[ ][DX][ ]\d{3})(?!\w)"
        ),
        score=0.4,
        context=words("VRM", "VRN", "reg", "registration", "index", "number plate", "plate"),
        near=0.85,
        reach=30,
        needs_context=True,
    ),
)
