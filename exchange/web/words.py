"""How the pages say dates, sizes and the words of the rules."""

from datetime import date, datetime
from enum import StrEnum

from exchange.rules.clocks import LONDON
from exchange.rules.redactions import RedactionSet

#: What a person reads for a word of the rules, by the name of its list and the word. Others read as written.
_WORDS: dict[tuple[str, str], str] = {
    ("Mode", "independent"): "Independent investigation by the IOPC",
    ("Mode", "directed"): "Investigation directed by the IOPC",
    ("Mode", "local"): "Local investigation",
    ("ScanState", "clean"): "No malware found",
    ("ScanState", "infected"): "Malware found",
    ("ScanState", "too-large"): "Too large to scan",
    ("ScanState", "not-scanned"): "Not scanned",
    ("ScanState", "unavailable"): "The scanner did not answer",
    ("MaterialState", "uploading"): "Uploading",
    ("MaterialState", "checking"): "Being checked",
    ("MaterialState", "sealed"): "Ready",
    ("MaterialState", "rejected"): "Not accepted",
    ("MaterialState", "destroying"): "Being destroyed",
    ("MaterialState", "destroyed"): "Destroyed",
    ("Marking", "OFFICIAL"): "OFFICIAL",
    ("Marking", "OFFICIAL-SENSITIVE"): "OFFICIAL-SENSITIVE",
    ("Level", "ordinary"): "Personal data, not sensitive",
    ("Level", "sensitive"): "Sensitive",
    ("Level", "secret"): "Secret",
    ("DataCategory", "personal"): "Personal data",
    ("DataCategory", "special"): "Special category data, such as health or ethnicity",
    ("DataCategory", "criminal-offence"): "Criminal offence data",
    ("DataCategory", "child"): "Data about a child",
    ("DataCategory", "third-party"): "Data about someone this matter is not about",
    ("SetState", "suggesting"): "Looking for names and identifiers",
    ("SetState", "draft"): "Being decided",
    ("SetState", "proposed"): "Waiting for a second person",
    ("SetState", "approved"): "Being redacted and checked",
    ("SetState", "verified"): "Redacted and verified",
    ("SetState", "failed"): "Not redacted",
    ("Confidence", "found"): "Found",
    ("Confidence", "review"): "Less certain",
    ("HintState", "waiting"): "Not read yet",
    ("VersionKind", "original"): "Original",
    ("VersionKind", "redacted"): "Redacted copy",
    ("VersionKind", "schedule"): "Schedule of redactions",
    ("HoldKind", "inquiry"): "Public inquiry",
    ("HoldKind", "criminal"): "Criminal proceedings",
    ("HoldKind", "coronial"): "Inquest",
    ("HoldKind", "misconduct"): "Misconduct proceedings",
    ("HoldKind", "subject-access"): "Subject access request",
    ("HoldState", "placed"): "In force",
    ("HoldState", "lift-asked"): "In force, lifting is asked for",
    ("Purpose", "assist-review"): "To assist the Local Child Safeguarding Practice Review",
    ("Purpose", "assist-investigation"): "To assist the IOPC investigation",
    ("RequestState", "sent"): "Waiting for a decision",
    ("RequestState", "acknowledged"): "Being considered",
    ("Outcome", "release-full"): "To be shared in full",
    ("Outcome", "release-redacted"): "To be shared redacted",
    ("Outcome", "redirect"): "Referred to the organisation that created it",
    ("Outcome", "refuse"): "Refused",
    ("RedirectAnswer", "ask-originator"): "Yes, they should ask that organisation",
    ("RedirectAnswer", "holder-may-share"): "No, the holder may share it",
    ("ReleaseState", "proposed"): "Waiting for terms and approval",
    ("ReleaseState", "withdrawn"): "Withdrawn before approval",
    ("ReleaseState", "revoked"): "Ended by the provider",
    ("TermsState", "proposed"): "Waiting for an answer",
    ("TermsState", "accepted"): "Agreed",
    ("TermsState", "declined"): "Not agreed",
    ("TermsState", "withdrawn"): "Ended",
    ("TermsState", "superseded"): "Replaced",
    ("LawfulBasis", "law-enforcement"): "Law enforcement, Part 3 of the Data Protection Act 2018",
    ("OnwardRule", "none"): "Not allowed",
    ("OnwardRule", "with-consent"): "Only with the provider’s consent, asked for first",
    ("OnwardState", "asked"): "Waiting for an answer",
    ("OnwardState", "consented"): "Agreed, not used yet",
    ("OnwardState", "referred"): "Referred to the organisation that created it",
    ("OnwardState", "used"): "Agreed and used",
    ("RunState", "practice"): "Practice run",
    ("RunState", "proposed"): "Waiting for approval",
    ("RunState", "approved"): "Approved, cooling off",
    ("RunState", "running"): "Being destroyed",
    ("RunState", "partial"): "Stopped on a fault",
    ("ItemOutcome", "pending"): "Ready to be destroyed",
    ("ItemOutcome", "held"): "Held back",
    ("ItemOutcome", "changed"): "Changed since the list was made, so it was left alone",
    ("ItemOutcome", "failed"): "Could not be destroyed",
    ("DisclosureBasis", "release"): "Release under agreed handling terms",
    ("DisclosureBasis", "consent"): "Consent to share onwards",
}

#: The colour of a state's tag: grey waits, blue goes on, green is done, red needs somebody.
_COLOURS: dict[tuple[str, str], str] = {
    ("MaterialState", "uploading"): "blue",
    ("MaterialState", "checking"): "blue",
    ("MaterialState", "sealed"): "green",
    ("MaterialState", "rejected"): "red",
    ("MaterialState", "destroying"): "orange",
    ("MaterialState", "destroyed"): "grey",
    ("SetState", "suggesting"): "blue",
    ("SetState", "draft"): "yellow",
    ("SetState", "proposed"): "yellow",
    ("SetState", "approved"): "blue",
    ("SetState", "verified"): "green",
    ("SetState", "failed"): "red",
    ("MatterState", "open"): "green",
    ("MatterState", "closed"): "grey",
    ("RequestState", "sent"): "yellow",
    ("RequestState", "acknowledged"): "blue",
    ("RequestState", "decided"): "green",
    ("ReleaseState", "proposed"): "yellow",
    ("ReleaseState", "available"): "green",
    ("TermsState", "proposed"): "yellow",
    ("TermsState", "accepted"): "green",
    ("TermsState", "declined"): "red",
    ("OnwardState", "asked"): "yellow",
    ("OnwardState", "consented"): "green",
    ("OnwardState", "refused"): "red",
    ("HoldState", "placed"): "red",
    ("HoldState", "lift-asked"): "yellow",
    ("RunState", "proposed"): "yellow",
    ("RunState", "approved"): "orange",
    ("RunState", "running"): "blue",
    ("RunState", "finished"): "green",
    ("RunState", "partial"): "red",
}


def day(on: date | None) -> str:
    """ "6 May 2027"; empty for none. An instant is shown as its day in London."""
    if on is None:
        return ""
    shown = on.astimezone(LONDON).date() if isinstance(on, datetime) else on
    return f"{shown.day} {shown:%B} {shown.year}"


def clock(at: datetime | None) -> str:
    """ "10am", "10:42am", "midday", "midnight", in London."""
    if at is None:
        return ""
    shown = at.astimezone(LONDON)
    if shown.minute == 0 and shown.hour in {0, 12}:
        return "midday" if shown.hour else "midnight"
    minutes = f":{shown.minute:02}" if shown.minute else ""
    return f"{shown.hour % 12 or 12}{minutes}{'am' if shown.hour < 12 else 'pm'}"


def moment(at: datetime | None) -> str:
    """ "6 May 2027 at 10:42am", in London."""
    return f"{day(at)} at {clock(at)}" if at is not None else ""


def size(size_bytes: int) -> str:
    """ "38KB", "41MB", "1.5GB"; bytes below one thousand."""
    amount, unit = float(size_bytes), "bytes"
    for larger in ("KB", "MB", "GB"):
        if amount < 1024:
            break
        amount, unit = amount / 1024, larger
    shown = f"{amount:.0f}" if amount >= 10 or unit == "bytes" else f"{amount:.1f}".removesuffix(".0")
    return f"{shown} {unit}" if unit == "bytes" else f"{shown}{unit}"


def word(value: object) -> str:
    """The words for a value of one of the rules' closed lists."""
    if not isinstance(value, StrEnum):
        return str(value or "")
    plain = value.value.replace("-", " ")
    return _WORDS.get((type(value).__name__, value.value), plain[:1].upper() + plain[1:])


def colour(value: StrEnum) -> str:
    """The class of a state's tag."""
    return f"govuk-tag--{_COLOURS.get((type(value).__name__, value.value), 'grey')}"


def count(number: int, one: str, many: str = "") -> str:
    """ "1 document", "14 documents", "no documents"."""
    return f"{number or 'no'} {one if number == 1 else many or one + 's'}"


#: What a detector's label is called. Others are said in their own words.
_LABELS = {
    "PERSON": "Name",
    "TYPED_TERM": "Words that you asked for",
    "UK_NHS": "NHS number",
    "UK_NINO": "National Insurance number",
    "PHONE_NUMBER": "Telephone number",
    "EMAIL_ADDRESS": "Email address",
    "DATE_TIME": "Date",
    "LOCATION": "Place",
    "URL": "Web address",
    "IP_ADDRESS": "Internet address",
    "IBAN_CODE": "Bank account number",
    "CREDIT_CARD": "Payment card number",
}


def label_words(label: str) -> str:
    """The words for what a detector found."""
    if label in _LABELS:
        return _LABELS[label]
    plain = label.removeprefix("UK_").replace("_", " ").lower()
    return plain[:1].upper() + plain[1:]


#: What a document may hold, as it is suggested to whoever classifies it.
_HINTS = {
    "marked-secret": "A marking above OFFICIAL",
    "marked-official-sensitive": "OFFICIAL-SENSITIVE",
    "special-category": "Special category data, such as health",
    "criminal-offence": "Criminal offence data",
    "child": "Data about a child",
    "third-party": "Data about third parties",
    "legal-privilege": "Legal privilege",
    "source-or-intelligence": "A source or intelligence",
}


def hint_words(hint: str) -> str:
    """The words for what a document seems to hold."""
    return _HINTS.get(hint, hint)


def copy_words(redactions: RedactionSet) -> str:
    """What a redacted copy is, or will be."""
    return "As PDF" if redactions.copy_format == "pdf" else "In its own format"


FILTERS = {
    "copy_words": copy_words,
    "label_words": label_words,
    "hint_words": hint_words,
    "day": day,
    "clock": clock,
    "moment": moment,
    "size": size,
    "word": word,
    "colour": colour,
    "count_of": count,
}
