"""Numbers of telephones and SIM cards: IMEI (15 digits), ICCID (89 and 16 to 18 more), IMSI (234...).

Check: Luhn. Source: GSMA TS.06; ITU-T E.118.
"""

from redaction.recognisers.check_digits import luhn_holds
from redaction.recognisers.recogniser import Recogniser, form, words

RECOGNISERS = (
    Recogniser(
        name="device-number",
        label="DEVICE_NUMBER",
        pattern=form(
            r"(?<!\w)(?:89[ ]?\d{2}(?:[ ]?\d{4}){3}[ ]?\d{2,4}|89\d{16,18}"
            r"|\d{2}[ \-]?\d{6}[ \-]?\d{6}[ \-]?\d{1,2})(?!\w)"
        ),
        score=0.6,
        check=luhn_holds,
        checked=0.85,
        context=words("IMEI", "ICCID", "IMSI", "SIM", "handset", "phone", "device", "serial"),
        near=0.97,
    ),
)
