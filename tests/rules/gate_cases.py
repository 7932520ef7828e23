"""One change of one fact each, and the condition of the gate that it must close."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from exchange.rules.comparison import CheckState
from exchange.rules.gate import GateFacts
from exchange.rules.handling import Cover, TermsState
from exchange.rules.markings import Level, Marking
from exchange.rules.material import MaterialState, ScanState, VersionKind, VersionState
from exchange.rules.matter import MatterState
from exchange.rules.officers import Role
from exchange.rules.redactions import SetState
from exchange.rules.requests import Outcome, Purpose, RedirectAnswer
from tests.builders import (
    COMMISSION,
    COUNCIL,
    HASH,
    IOPC,
    PARTNERSHIP,
    POLICE,
    TODAY,
    some_approver,
    some_classification,
    some_comparison,
    some_gate_facts,
    some_handling_terms,
    some_item,
    some_kept,
    some_material,
    some_matter,
    some_organisation,
    some_parcel,
    some_parcels,
    some_reader,
    some_redactions,
    some_release,
    some_schedule,
    some_terms,
    some_version,
)


@dataclass(frozen=True)
class Case:
    """A sentence, the facts with one of them changed, and every (code, clause) that must fail."""

    sentence: str
    facts: GateFacts
    fails: frozenset[tuple[str, str]]


def _case(
    sentence: str, code: str, clause: str, *, also: tuple[tuple[str, str], ...] = (), **fact: Any
) -> Case:
    return Case(sentence, some_gate_facts(**fact), frozenset({(code, clause), *also}))


def _parcel(**change: Any) -> dict[str, Any]:
    return {"parcels": some_parcels(**change)}


def _material(**change: Any) -> dict[str, Any]:
    return _parcel(material=some_material(**change))


def _classified(**change: Any) -> dict[str, Any]:
    return _material(classification=some_classification(**change))


def _version(**change: Any) -> dict[str, Any]:
    return _parcel(version=some_version(**change))


def _item(**change: Any) -> dict[str, Any]:
    return _parcel(item=some_item(**change))


def _redactions(**change: Any) -> dict[str, Any]:
    return _parcel(redactions=some_redactions(**change))


def _reader(**change: Any) -> dict[str, Any]:
    return {"readers": (some_reader(**change),)}


def _agreed(**change: Any) -> dict[str, Any]:
    return {"terms": some_handling_terms(terms=some_terms(**change))}


def _answered(**change: Any) -> dict[str, Any]:
    return {"terms": some_handling_terms(**change)}


TOMORROW = TODAY + timedelta(days=1)
_TAMPERED = replace(some_handling_terms(), terms=some_terms(storage_rule="Anywhere"))
#: The set of readers is known from the terms, and the documents' marking is compared with theirs.
_NO_TERMS = (("G4", "A§9.6"),)

_FOUND = some_comparison(keys=("ab" * 16, "cd" * 16))
_KEPT = (some_kept(), some_kept(id="KPT-2", key="cd" * 16))

CASES: tuple[Case, ...] = (
    _case("nothing has been compared", "G21", "I-30", comparison=None),
    *(
        _case(
            f"the comparison is {state.value}",
            "G21",
            "I-30",
            comparison=some_comparison(state=state),
        )
        for state in CheckState
        if state is not CheckState.DONE
    ),
    _case("something was released since it was compared", "G21", "I-30", basis="cd" * 32),
    _case("it is not known what there is to compare", "G21", "I-30", basis=""),
    _case("the comparison is of another release", "G21", "I-30", comparison=some_comparison(id="REL-2")),
    _case("a finding has no answer", "G22", "I-30; I-34", comparison=_FOUND, kept=_KEPT[:1]),
    _case(
        "a finding was kept by one person only",
        "G22",
        "I-30; I-34",
        comparison=_FOUND,
        kept=(_KEPT[0], some_kept(key="cd" * 16, confirmed_by="", confirmed_at=None)),
    ),
    _case(
        "a finding was kept and confirmed by the same person",
        "G22",
        "I-30; I-34",
        comparison=_FOUND,
        kept=(_KEPT[0], some_kept(key="cd" * 16, kept_by="t.adeyemi")),
    ),
    _case(
        "the answer to a finding is about another release",
        "G22",
        "I-30; I-34",
        comparison=_FOUND,
        kept=(_KEPT[0], some_kept(key="cd" * 16, release="REL-2")),
    ),
    _case(
        "the approver said that something is kept on purpose",
        "G18",
        "I-12",
        kept=(some_kept(kept_by="m.lewis"),),
    ),
    _case("the matter cannot be found", "G1", "A§8.1", also=(("G13", "A§9.6"),), matter=None),
    _case("the matter is closed", "G1", "A§8.1", matter=some_matter(state=MatterState.CLOSED)),
    _case("the matter links other parties", "G1", "A§2.1", matter=some_matter(partnership="otherbury")),
    _case("the matter is another", "G1", "A§2.1", matter=some_matter(id="M-2")),
    _case(
        "both ends are one party",
        "G2",
        "A§2.1",
        also=(("G1", "A§2.1"), ("G6", "I-11"), ("G18", "A§9.3")),
        release=some_release(provider=IOPC),
    ),
    _case("the recipient cannot be found", "G3", "A§9.8", recipient=None),
    _case("the recipient is of no end", "G3", "A§9.8", recipient=some_organisation(party="otherbury")),
    _case("the recipient is another", "G3", "A§9.8", recipient=some_organisation(id="iopc-wales")),
    _case("the recipient is dissolved", "G3", "A§9.8", recipient=some_organisation(dissolved_on=TODAY)),
    _case("no reader is named", "G4", "A§9.6", readers=()),
    _case("a reader cannot be found", "G4", "A§9.6", readers=(None,)),
    _case("a reader is not active", "G4", "A§9.6", **_reader(active=False)),
    _case("a reader is of the provider", "G4", "A§9.6", **_reader(party=PARTNERSHIP)),
    _case("a reader has no second factor", "G4", "A§9.6", **_reader(second_factor=False)),
    _case("a reader has signed no undertaking", "G4", "A§9.6", **_reader(undertaking_signed_on=None)),
    _case("a reader is not named in the terms", "G4", "A§9.6", **_reader(id="somebody.else")),
    _case(
        "a reader named in the terms was not looked at",
        "G4",
        "A§9.6",
        **_agreed(readers=("j.ferns", "x.new")),
    ),
    _case(
        "a reader's organisation is its subject",
        "G5",
        "A§5; I-9",
        matter=some_matter(conflicted=("norchester-police",)),
        **_reader(organisation="norchester-police"),
    ),
    _case("the recipient is its subject", "G5", "A§5; I-9", matter=some_matter(conflicted=(COMMISSION,))),
    _case(
        "the approver's organisation is its subject", "G5", "I-9", matter=some_matter(conflicted=(COUNCIL,))
    ),
    _case("a version cannot be found", "G6", "A§9.6", also=(("G14", "I-1"),), **_parcel(version=None)),
    _case("a document cannot be found", "G6", "A§9.6", **_parcel(material=None)),
    _case("a version is of another document", "G6", "A§9.6", **_version(material="M-1/2")),
    _case("a version is of another matter", "G6", "I-11", **_version(matter="M-2")),
    _case("a document is of another matter", "G6", "I-11", **_material(matter="M-2")),
    _case("a version is held by another", "G6", "I-11", **_version(holder=IOPC)),
    _case("a document is held by another", "G6", "I-11", **_material(holder=IOPC)),
    _case("a version is destroyed", "G6", "I-1", **_version(state=VersionState.DESTROYED)),
    *(
        _case(f"a document is {state.value}", "G6", "I-1", **_material(state=state))
        for state in MaterialState
        if state is not MaterialState.SEALED
    ),
    *(
        _case(f"the scan says {scan.value}", "G6", "ASVS 5.4.3", **_material(scan=scan))
        for scan in ScanState
        if scan is not ScanState.CLEAN
    ),
    _case("a document is not classified", "G7", "A§9.9", **_material(classification=None)),
    _case("a document is secret", "G8", "A§9.9", also=(("G9", "A§9.9"),), **_classified(level=Level.SECRET)),
    _case("a document is sensitive, the terms ordinary", "G9", "A§9.9", **_classified(level=Level.SENSITIVE)),
    _case("the terms are marked lower", "G9", "A§9.9", **_agreed(marking=Marking.OFFICIAL)),
    _case("others made it, nobody asked", "G10", "A§9.4", **_material(originator="police")),
    _case("it was to go redacted", "G11", "I-1", **_version(kind=VersionKind.ORIGINAL)),
    _case("the redactions cannot be found", "G11", "I-34", **_parcel(redactions=None)),
    *(
        _case(f"the redactions are {state.value}", "G11", "I-34", **_redactions(state=state))
        for state in SetState
        if state is not SetState.VERIFIED
    ),
    _case("the redactions made another version", "G11", "I-34", **_redactions(result="V-9")),
    _case("the redactions have no schedule", "G11", "I-34", **_redactions(schedule=())),
    _case("the copy has another schedule", "G11", "I-34", **_redactions(schedule=("V-8",))),
    _case(
        "the copy goes without its schedule",
        "G11",
        "I-34",
        release=some_release(versions=("V-1",)),
        parcels=(some_parcel(),),
        **_agreed(covers=(Cover("V-1", HASH),)),
    ),
    _case(
        "the schedule goes without its copy",
        "G11",
        "I-34",
        release=some_release(versions=("V-1S",)),
        parcels=(some_parcel(version=some_schedule()),),
        **_agreed(covers=(Cover("V-1S", HASH),)),
    ),
    _case("nobody approved the redactions", "G11", "I-34", **_redactions(approved_by="")),
    _case("there is no decision", "G12", "A§9.3", **_parcel(item=None)),
    *(
        _case(f"the decision is {outcome}", "G12", "A§9.3", **_item(outcome=outcome))
        for outcome in (None, Outcome.REDIRECT, Outcome.NOT_HELD, Outcome.REFUSE)
    ),
    _case("the decision is on another document", "G12", "A§9.3", **_item(material="M-1/2")),
    _case("the decision is of another matter", "G12", "A§9.3", **_item(matter="M-2")),
    _case("the release does not name the decision", "G12", "A§9.3", release=some_release(items=())),
    _case("the purpose is the provider's", "G13", "A§9.6", **_agreed(purpose=Purpose.ASSIST_REVIEW)),
    _case("there are no terms", "G14", "A§9.6", also=_NO_TERMS, terms=None),
    _case("the terms are of another release", "G14", "A§9.6", **_answered(release="REL-2")),
    _case("the terms are another issue", "G14", "A§9.6", **_answered(id="T-0")),
    _case("the terms name another recipient", "G14", "I-1", **_agreed(recipient="iopc-wales")),
    _case("the terms are of another matter", "G14", "I-11", **_agreed(matter="M-2")),
    *(
        _case(f"the terms are {state.value}", "G14", "I-1", **_answered(state=state))
        for state in TermsState
        if state is not TermsState.ACCEPTED
    ),
    _case("another hash was accepted", "G14", "I-1", **_answered(accepted_digest="00" * 32)),
    _case("the terms changed after acceptance", "G14", "I-1", terms=_TAMPERED),
    _case("the bytes are others than agreed", "G14", "I-1", **_version(sha256="cd" * 32)),
    _case(
        "the terms cover more than goes",
        "G14",
        "I-1",
        **_agreed(covers=(Cover("V-1", HASH), Cover("V-1S", HASH), Cover("V-2", HASH))),
    ),
    _case("the terms cover other versions", "G14", "I-1", **_agreed(covers=(Cover("V-2", HASH),))),
    _case(
        "the release names more than was looked at",
        "G14",
        "I-1",
        release=some_release(versions=("V-1", "V-1S", "V-2")),
    ),
    _case("nothing is in the release", "G14", "I-1", parcels=()),
    _case("one document is in it twice", "G14", "I-1", parcels=(some_parcel(), some_parcel())),
    _case("the time to keep it ends today", "G15", "A§9.7", **_agreed(keep_until=TODAY)),
    _case("the time to keep it has passed", "G15", "A§9.7", **_agreed(keep_until=date(2026, 1, 1))),
    _case("the approver is of the other party", "G18", "A§9.3", approver=some_approver(party=IOPC)),
    _case("the approver is not active", "G18", "A§9.3", approver=some_approver(active=False)),
    _case(
        "the approver has lost that role",
        "G18",
        "A§9.3",
        approver=replace(some_approver(), roles=frozenset({Role.REVIEWER})),
    ),
    _case("the approver proposed it", "G18", "I-12", release=some_release(proposed_by="m.lewis")),
    _case("the approver uploaded it", "G18", "I-12", **_material(uploaded_by="m.lewis")),
    _case("the approver proposed the redactions", "G18", "I-12", **_redactions(proposed_by="m.lewis")),
    _case("the approver decided a redaction", "G18", "I-12", **_redactions(decided_by=("a.khan", "m.lewis"))),
)

#: One change each that the gate must let through: the neighbours of the refusals above.
OPEN: tuple[tuple[str, GateFacts], ...] = (
    ("nothing is changed", some_gate_facts()),
    (
        "the recipient is dissolved tomorrow",
        some_gate_facts(recipient=some_organisation(dissolved_on=TOMORROW)),
    ),
    ("another organisation is the subject", some_gate_facts(matter=some_matter(conflicted=(POLICE,)))),
    (
        "there is no scanner and the operator has said so",
        some_gate_facts(scan_may_be_skipped=True, **_material(scan=ScanState.NOT_SCANNED)),
    ),
    (
        "a sensitive document goes under sensitive terms",
        some_gate_facts(**_classified(level=Level.SENSITIVE), **_agreed(level=Level.SENSITIVE)),
    ),
    ("an ordinary document goes under stricter terms", some_gate_facts(**_agreed(level=Level.SENSITIVE))),
    (
        "an OFFICIAL document goes under higher terms",
        some_gate_facts(**_classified(marking=Marking.OFFICIAL)),
    ),
    (
        "others made it and the holder may share",
        some_gate_facts(
            **_parcel(
                material=some_material(originator="police"),
                item=some_item(redirect=RedirectAnswer.HOLDER_MAY_SHARE),
            )
        ),
    ),
    (
        "a whole original goes as it was decided",
        some_gate_facts(
            **_parcel(
                version=some_version(kind=VersionKind.ORIGINAL),
                item=some_item(outcome=Outcome.RELEASE_FULL),
                redactions=None,
            )
        ),
    ),
    ("the time to keep it ends tomorrow", some_gate_facts(**_agreed(keep_until=TOMORROW))),
    (
        "two people answered for every finding of the comparison",
        some_gate_facts(comparison=_FOUND, kept=_KEPT),
    ),
    (
        "the approver confirmed what another keeps on purpose",
        some_gate_facts(kept=(some_kept(confirmed_by="m.lewis"),)),
    ),
    ("the approver was the second pair of eyes", some_gate_facts(**_redactions(approved_by="m.lewis"))),
)
