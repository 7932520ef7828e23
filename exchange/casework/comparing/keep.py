"""Answering what a comparison found: redacted there too, or kept on purpose by one and confirmed by a second."""

from collections.abc import Callable, Iterable

from exchange.casework.admission import enter
from exchange.casework.comparing.compared import Finding, answers_in, ask_for_comparison, read_findings
from exchange.casework.desk import Desk
from exchange.casework.notify import tell, tell_contacts
from exchange.casework.redacting import redact
from exchange.ledger import Act
from exchange.rules.audit import Deed
from exchange.rules.comparison import (
    CheckState,
    KeptFinding,
    ReleaseCheck,
    check_reason,
    confirm_kept,
    keep_again,
    send_back,
)
from exchange.rules.errors import InputRefused, NotFound, WrongState
from exchange.rules.officers import Officer
from exchange.rules.redactions import RedactionSet
from exchange.rules.release import Release, ReleaseState


def own_release(act: Act, release_id: str) -> Release:
    """A release that the officer's own party provides.

    Raises:
        NotFound: not there, another matter's, or the other party's.
    """
    release = act.releases.find(release_id)
    if release is None or release.provider != act.officer.party:
        raise NotFound
    enter(act, release.matter)
    act.note(release.id)
    return release


def _open_check(act: Act, release_id: str) -> ReleaseCheck:
    release = own_release(act, release_id)
    check = act.release_checks.find(release_id)
    if check is None or check.state is not CheckState.DONE or release.state is not ReleaseState.PROPOSED:
        raise WrongState(
            "There is nothing to answer: this release is not compared yet, or it has been decided.",
            next_step="Go back to the release.",
        )
    return check


def ask_again(desk: Desk, officer: Officer, release_id: str) -> ReleaseCheck:
    """Have a proposed release compared anew."""
    with desk.ledger.act(officer, Deed.ASK_COMPARISON, at=desk.now()) as act:
        release = own_release(act, release_id)
        if release.state is not ReleaseState.PROPOSED:
            raise WrongState("This release has already been decided.", next_step="Go back to the release.")
        return ask_for_comparison(act, release)


def keep_on_purpose(
    desk: Desk, officer: Officer, release_id: str, keys: Iterable[str], *, reason: str
) -> tuple[KeptFinding, ...]:
    """Say why findings stay as they are; a second person must confirm it.

    Raises:
        NotFound; InputRefused: no reason, or no finding; WrongState: two people answered one already.
    """
    why = check_reason(reason)
    wanted = _chosen(keys)
    with desk.ledger.look(officer, Deed.KEEP_ON_PURPOSE, at=desk.now()) as act:
        sealed = _open_check(act, release_id).findings
    kinds = {finding.key: finding.kind for finding in read_findings(desk, sealed)}
    with desk.ledger.act(officer, Deed.KEEP_ON_PURPOSE, at=desk.now()) as act:
        check = _open_check(act, release_id)
        if not set(wanted) <= set(check.keys) & set(kinds):
            raise NotFound
        known = {each.key: each for each in answers_in(act, release_id)}
        kept = []
        for key in wanted:
            if key in known:
                kept.append(
                    act.kept_findings.save(keep_again(known[key], reason=why, by=officer.id, at=act.at))
                )
                continue
            begun = KeptFinding(
                act.new_reference("KPT"), release_id, check.matter, key, kinds[key], why, officer.id, act.at
            )
            kept.append(act.kept_findings.add(begun))
        act.note(*(each.id for each in kept), count=len(kept))
        tell_contacts(act, check.matter, check.party, release_id)
        return tuple(kept)


def _chosen(keys: Iterable[str]) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(keys))
    if not wanted:
        raise InputRefused("keys", "Select at least one thing that was found")
    return wanted


def confirm(desk: Desk, officer: Officer, release_id: str, keys: Iterable[str]) -> tuple[KeptFinding, ...]:
    """Confirm, as a second person, that findings are kept on purpose.

    Raises:
        NotFound; InputRefused: no finding; SecondPersonRequired; WrongState.
    """
    return _answer(
        desk, officer, release_id, keys, lambda act, one: confirm_kept(one, by=officer.id, at=act.at)
    )


def return_kept(
    desk: Desk, officer: Officer, release_id: str, keys: Iterable[str]
) -> tuple[KeptFinding, ...]:
    """Do not confirm it: the findings are open again, and whoever answered is told.

    Raises:
        NotFound; InputRefused: no finding; WrongState.
    """

    def back(act: Act, one: KeptFinding) -> KeptFinding:
        if one.kept_by != officer.id:
            tell(act, one.kept_by, release_id)
        return send_back(one)

    return _answer(desk, officer, release_id, keys, back)


def _answer(
    desk: Desk,
    officer: Officer,
    release_id: str,
    keys: Iterable[str],
    change: Callable[[Act, KeptFinding], KeptFinding],
) -> tuple[KeptFinding, ...]:
    wanted = _chosen(keys)
    with desk.ledger.act(officer, Deed.CONFIRM_KEPT, at=desk.now()) as act:
        _open_check(act, release_id)
        known = {each.key: each for each in answers_in(act, release_id)}
        if not set(wanted) <= set(known):
            raise NotFound
        changed = tuple(act.kept_findings.save(change(act, known[key])) for key in wanted)
        act.note(*(each.id for each in changed), confirmed=sum(each.is_confirmed for each in changed))
        return changed


def redact_there(desk: Desk, officer: Officer, release_id: str, key: str) -> RedactionSet:
    """Begin redactions of the document in which a removed wording stands, with that wording to look for.

    The release keeps its own versions: when the copy is ready, a new release is proposed with it.

    Raises:
        NotFound; WrongState: the finding names no wording, or no document that could be redacted.
    """
    with desk.ledger.look(officer, Deed.SUGGEST_REDACTIONS, at=desk.now()) as act:
        sealed = _open_check(act, release_id).findings
    found: Finding | None = next((one for one in read_findings(desk, sealed) if one.key == key), None)
    if found is None:
        raise NotFound
    words = [found.wording] if found.wording else [word for place in found.places for word in place.words]
    if not words or not found.version:
        raise WrongState(
            "There is no wording to redact here.", next_step="Say why it is kept, or change the title."
        )
    return redact.start(desk, officer, found.material, terms=tuple(dict.fromkeys(words)))
