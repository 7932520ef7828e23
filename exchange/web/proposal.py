"""The form of a release: its boxes in, a proposal out."""

from exchange.casework.releasing.release import Proposal
from exchange.rules.handling import Disposition, LawfulBasis, OnwardRule
from exchange.web.forms import Form

#: Every box of the form, so that the page between the form and the act can carry them all.
TEXTS = (
    "recipient",
    "purpose_detail",
    "basis_provider",
    "condition_provider",
    "basis_recipient",
    "condition_recipient",
    "what_was_removed",
    "onward",
    "storage_rule",
    "accuracy",
    "rights_contact",
    "disposition",
    "incident_contact",
    "incident_hours",
    *(f"{date}-{part}" for date in ("keep_until", "review_on") for part in ("day", "month", "year")),
)
LISTS = ("versions", "readers")


def proposal_in(form: Form, matter_id: str) -> Proposal:
    """What was typed; what cannot be read is noted in the form."""
    if not form.several("versions"):
        form.refuse("versions", "Select at least one document")
    if not form.value("recipient"):
        form.refuse("recipient", "Select an organisation of the other party")
    if not form.several("readers"):
        form.refuse("readers", "Select who may read these documents")
    return Proposal(
        matter=matter_id,
        recipient_organisation=form.value("recipient"),
        versions=form.several("versions"),
        readers=form.several("readers"),
        purpose_detail=form.text("purpose_detail"),
        basis_provider=form.choice("basis_provider", LawfulBasis, "Select your lawful basis"),
        basis_recipient=form.choice("basis_recipient", LawfulBasis, "Select the recipient’s lawful basis"),
        storage_rule=form.text("storage_rule"),
        rights_contact=form.text("rights_contact"),
        incident_contact=form.text("incident_contact"),
        keep_until=form.day("keep_until"),
        review_on=form.day("review_on"),
        condition_provider=form.text("condition_provider"),
        condition_recipient=form.text("condition_recipient"),
        accuracy=form.text("accuracy"),
        what_was_removed=form.text("what_was_removed"),
        onward=form.choice("onward", OnwardRule, "Select whether they may ask to share it onwards"),
        disposition=form.choice("disposition", Disposition, "Select what happens to it at the end"),
        incident_hours=form.number("incident_hours", "Time to tell must be between 1 and 72 hours"),
    )
