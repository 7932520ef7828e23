"""Onward sharing: asked by the recipient, answered by the provider, used once, with a disclosure of its own."""

from dataclasses import dataclass
from datetime import date

from exchange.casework.admission import enter
from exchange.casework.desk import Desk
from exchange.casework.notify import tell, tell_contacts
from exchange.ledger import Act
from exchange.rules.audit import Deed
from exchange.rules.clocks import london_date
from exchange.rules.disclosure import Disclosure, DisclosureBasis
from exchange.rules.errors import NotFound, WrongState
from exchange.rules.officers import Officer
from exchange.rules.onward import (
    OnwardAnswer,
    OnwardRequest,
    check_onward_question,
    decide_onward,
    use_consent,
    withdraw_consent,
)
from exchange.rules.release import ReleaseState


@dataclass(frozen=True, slots=True)
class OnwardQuestion:
    """To whom the recipient wants to pass one disclosed version, why, and until when."""

    recipient_name: str
    recipient_person: str
    purpose: str
    until: date


def ask_onward(desk: Desk, officer: Officer, disclosure_id: str, question: OnwardQuestion) -> OnwardRequest:
    """Ask the providing party."""
    with desk.ledger.act(officer, Deed.ASK_ONWARD, at=desk.now()) as act:
        disclosure = _disclosure(act, disclosure_id)
        asked = OnwardRequest(
            id=act.new_reference("ONW"),
            matter=disclosure.matter,
            disclosure=disclosure.id,
            version_id=disclosure.version_id,
            provider=disclosure.provider,
            asking=officer.party,
            asked_by=officer.id,
            asked_at=act.at,
            recipient_name=question.recipient_name.strip(),
            recipient_person=question.recipient_person.strip(),
            purpose=question.purpose.strip(),
            until=question.until,
        )
        check_onward_question(disclosure, asked, by=officer, today=london_date(act.at))
        act.onward_requests.add(asked)
        act.note(asked.id)
        tell_contacts(act, asked.matter, asked.provider, asked.id)
        return asked


def _disclosure(act: Act, disclosure_id: str) -> Disclosure:
    disclosure = act.disclosures.find(disclosure_id)
    if disclosure is None:
        raise NotFound
    enter(act, disclosure.matter)
    act.note(disclosure.id)
    return disclosure


def _asked(act: Act, onward_id: str) -> tuple[OnwardRequest, Disclosure]:
    asked = act.onward_requests.find(onward_id)
    if asked is None or act.officer.party not in {asked.provider, asked.asking}:
        raise NotFound
    act.note(asked.id)
    return asked, _disclosure(act, asked.disclosure)


def answer_onward(
    desk: Desk,
    officer: Officer,
    onward_id: str,
    answer: OnwardAnswer,
    *,
    conditions: str = "",
    expires_on: date | None = None,
    reason: str = "",
) -> OnwardRequest:
    """Consent with conditions and an end, refuse, or refer to the organisation that created it."""
    with desk.ledger.act(officer, Deed.DECIDE_ONWARD, at=desk.now()) as act:
        asked, parent = _asked(act, onward_id)
        decided = decide_onward(
            asked,
            parent,
            answer=answer,
            conditions=conditions,
            expires_on=expires_on,
            reason=reason,
            by=officer,
            at=act.at,
        )
        act.note(answer=answer.value)
        tell(act, asked.asked_by, asked.id)
        return act.onward_requests.save(decided)


def share_onward(desk: Desk, officer: Officer, onward_id: str) -> Disclosure:
    """Use the consent: a disclosure of its own, linked to the first, written before anything is passed on."""
    with desk.ledger.act(officer, Deed.SHARE_ONWARD, at=desk.now()) as act:
        asked, parent = _asked(act, onward_id)
        _must_stand(act, parent)
        disclosure_id = act.new_reference("DIS")
        used = use_consent(asked, by=officer, at=act.at, today=london_date(act.at), disclosure=disclosure_id)
        disclosure = Disclosure(
            id=disclosure_id,
            matter=parent.matter,
            release=parent.release,
            provider=asked.asking,
            recipient="",
            recipient_organisation="",
            recipient_name=asked.recipient_name,
            recipient_person="",
            material=parent.material,
            version_id=parent.version_id,
            sha256=parent.sha256,
            size_bytes=parent.size_bytes,
            terms_digest=parent.terms_digest,
            purpose=asked.purpose,
            basis=DisclosureBasis.CONSENT,
            destroy_by=asked.expires_on or asked.until,
            disclosed_at=act.at,
            parent=parent.id,
            consent=asked.id,
        )
        act.onward_requests.save(used)
        act.note(disclosure.id)
        tell_contacts(act, asked.matter, asked.provider, disclosure.id)
        return act.disclosures.add(disclosure)


def _must_stand(act: Act, parent: Disclosure) -> None:
    """What came under a release that has ended is not passed on, whatever was consented before (I-4)."""
    release = act.releases.get(parent.release)
    if release.state is not ReleaseState.AVAILABLE:
        raise WrongState(
            "The release this came under has ended.",
            next_step="Contact the party that provided it.",
            clause="A§9.6b1",
        )


def withdraw(desk: Desk, officer: Officer, onward_id: str, *, reason: str) -> OnwardRequest:
    """Take a consent back. Copies already made under it stay on the record (I-17)."""
    with desk.ledger.act(officer, Deed.WITHDRAW_CONSENT, at=desk.now()) as act:
        asked, _ = _asked(act, onward_id)
        tell(act, asked.asked_by, asked.id)
        return act.onward_requests.save(withdraw_consent(asked, reason=reason, by=officer))
