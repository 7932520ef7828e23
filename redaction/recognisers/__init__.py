"""UK identifiers, one to a file, each with its form, its check, its context and its source."""

from collections.abc import Iterator
from typing import Protocol

from redaction.recognisers import (
    address,
    ages,
    arrest_summons_number,
    bank_account,
    care_number,
    case_urn,
    circumstances,
    collar_number,
    coordinates,
    court_reference,
    crime_reference,
    cro_number,
    custody_record,
    dates,
    device_number,
    driving_licence,
    email_address,
    forenames,
    incident_log,
    iopc_reference,
    kinship,
    labelled_names,
    names_beside,
    nhs_number,
    nino,
    other_numbers,
    passport,
    phone,
    placement,
    pnc_id,
    postcode,
    pupil_number,
    school,
    speaker_labels,
    spelled_out,
    titled_names,
    unknown_words,
    username,
    vehicle_registration,
)
from redaction.spans import Span


class Finder(Protocol):
    """Anything that finds one kind of identifier in text."""

    def find(self, text: str) -> Iterator[Span]:
        """Yield every find as a span of `text`."""
        ...


ONLY_WIDE: tuple[Finder, ...] = circumstances.RECOGNISERS
"""What is looked for only with the setting `wide`: what points at somebody only together with the rest."""

RECOGNISERS: tuple[Finder, ...] = (
    *titled_names.RECOGNISERS,
    *kinship.RECOGNISERS,
    *speaker_labels.RECOGNISERS,
    *labelled_names.RECOGNISERS,
    *names_beside.RECOGNISERS,
    *forenames.RECOGNISERS,
    *unknown_words.RECOGNISERS,
    *spelled_out.RECOGNISERS,
    *dates.RECOGNISERS,
    *ages.RECOGNISERS,
    *school.RECOGNISERS,
    *placement.RECOGNISERS,
    *address.RECOGNISERS,
    *postcode.RECOGNISERS,
    *phone.RECOGNISERS,
    *email_address.RECOGNISERS,
    *username.RECOGNISERS,
    *coordinates.RECOGNISERS,
    *nhs_number.RECOGNISERS,
    *nino.RECOGNISERS,
    *passport.RECOGNISERS,
    *driving_licence.RECOGNISERS,
    *vehicle_registration.RECOGNISERS,
    *pnc_id.RECOGNISERS,
    *cro_number.RECOGNISERS,
    *arrest_summons_number.RECOGNISERS,
    *case_urn.RECOGNISERS,
    *court_reference.RECOGNISERS,
    *crime_reference.RECOGNISERS,
    *incident_log.RECOGNISERS,
    *custody_record.RECOGNISERS,
    *iopc_reference.RECOGNISERS,
    *collar_number.RECOGNISERS,
    *pupil_number.RECOGNISERS,
    *bank_account.RECOGNISERS,
    *device_number.RECOGNISERS,
    *care_number.RECOGNISERS,
    *other_numbers.RECOGNISERS,
)
