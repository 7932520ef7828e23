"""What is hidden in one document is not shown in the next, unless two people mean it."""

from dataclasses import dataclass
from io import BytesIO

import pikepdf
import pytest

from exchange.casework import record
from exchange.casework.comparing import keep
from exchange.casework.reading_room.comparison import Comparison, open_comparison
from exchange.casework.releasing import release
from exchange.rules.audit import Deed
from exchange.rules.comparison import CheckState, FindingKind
from exchange.rules.errors import (
    GateClosed,
    InputRefused,
    NotAllowed,
    NotFound,
    SecondPersonRequired,
    WrongState,
)
from exchange.rules.material import Material
from exchange.rules.matter import Matter
from exchange.rules.release import Release, ReleaseState
from tests.casework.story import (
    accepted,
    approved_run,
    asked,
    classified_as_ordinary,
    decided,
    entries,
    proposed,
    redacted,
    retention,
)
from tests.desk import House, a_pdf

pytestmark = pytest.mark.slow

PAGE = (
    "Visit on 3 March at the family home in the evening",
    "{name} opened the door and asked the officers to come in",
    "The kitchen was tidy and there was food in the cupboard",
    "A second visit was agreed with the school for the next week",
)


def page(name: str) -> bytes:
    return a_pdf(*(line.format(name=name) for line in PAGE))


def with_remark(content: bytes, remark: str) -> bytes:
    """The same with a note of a reader's on its first page, which is seen only when it is clicked on."""
    written = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Contents=remark)
        note.Rect = pikepdf.Array([20, 20, 40, 40])
        pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(note)])
        pdf.save(written)
    return written.getvalue()


@dataclass
class Desk:
    """One matter, and the short way from a document to a release of it."""

    house: House
    matter: Matter

    def document(self, content: bytes, title: str = "Record of a visit") -> Material:
        material = self.house.document(self.matter, "b.osei", content=content, title=title)
        classified_as_ordinary(self.house, material)
        decided(self.house, self.matter, material)
        return material

    def copy_without(self, material: Material, name: str) -> str:
        done = redacted(self.house, material, name)
        assert done.result, done.problem
        return done.result

    def offered(self, *versions: str) -> Release:
        return accepted(self.house, proposed(self.house, self.matter, *versions))

    def approve(self, offer: Release) -> Release:
        return release.approve(self.house.desk, self.house.officers["m.lewis"], offer.id)

    def opened(self, offer: Release, by: str = "a.khan") -> Comparison:
        return open_comparison(self.house.desk, self.house.officers[by], offer.id)

    def keep(self, offer: Release, *keys: str, by: str = "a.khan") -> None:
        keep.keep_on_purpose(self.house.desk, self.house.officers[by], offer.id, keys, reason="They know it")

    def confirm(self, offer: Release, *keys: str, by: str = "t.adeyemi") -> None:
        keep.confirm(self.house.desk, self.house.officers[by], offer.id, keys)

    def closed_by(self, offer: Release) -> set[str]:
        with pytest.raises(GateClosed) as closed:
            self.approve(offer)
        return {failure.code for failure in closed.value.failures}


@pytest.fixture
def at(house: House) -> Desk:
    return Desk(house, house.matter())


def test_a_release_that_nobody_compared_does_not_go(at: Desk) -> None:
    material = at.document(page("Rowan Ashdown"))
    offer = at.offered(material.original)
    with at.house.desk.ledger.act(
        at.house.officers["a.khan"], Deed.ASK_COMPARISON, at=at.house.clock()
    ) as act:
        check = act.release_checks.get(offer.id)
        act.release_checks.save(check.step(CheckState.WAITING))

    assert at.closed_by(offer) == {"G21"}


def test_a_removed_name_is_found_in_the_other_document_and_in_its_title(at: Desk) -> None:
    hidden = at.copy_without(at.document(page("Rowan Ashdown")), "Rowan Ashdown")
    other = at.document(a_pdf("ROWAN ASHDOWN rang at noon", "and again"), title="Call of Rowan_Ashdown")
    offer = at.offered(hidden, other.original)

    found = {(each.finding.kind, each.finding.material) for each in at.opened(offer).findings}

    assert (FindingKind.TERM_STANDS, other.id) in found
    assert (FindingKind.TERM_IN_NAME, other.id) in found
    assert at.closed_by(offer) == {"G22"}


def test_a_removed_name_is_found_in_an_original_where_no_page_shows_it(at: Desk) -> None:
    hidden = at.copy_without(at.document(page("Rowan Ashdown")), "Rowan Ashdown")
    remarked = at.document(with_remark(a_pdf("The school rang at noon"), "Ask Rowan Ashdown about it"))
    clean = at.document(with_remark(a_pdf("The school rang at one"), "Ask the head about it"))
    offer = at.offered(hidden, remarked.original, clean.original)

    (found,) = (each.finding for each in at.opened(offer).findings)

    assert (found.kind, found.material) == (FindingKind.TERM_STANDS, remarked.id)
    assert (found.wording, found.where, found.places) == ("Rowan Ashdown", "what no page shows", ())
    assert at.closed_by(offer) == {"G22"}


def test_two_people_let_it_stay_and_then_it_goes(at: Desk) -> None:
    hidden = at.copy_without(at.document(page("Rowan Ashdown")), "Rowan Ashdown")
    other = at.document(a_pdf("Rowan Ashdown rang at noon"))
    offer = at.offered(hidden, other.original)
    keys = tuple(each.finding.key for each in at.opened(offer).findings)

    at.keep(offer, *keys)
    half = at.closed_by(offer)
    with pytest.raises(SecondPersonRequired):
        at.confirm(offer, *keys, by="a.khan")
    at.confirm(offer, *keys)

    assert half == {"G22"}
    assert at.approve(offer).state is ReleaseState.AVAILABLE


def test_an_answer_needs_a_reason_a_finding_and_somebody_of_the_party(at: Desk) -> None:
    hidden = at.copy_without(at.document(page("Rowan Ashdown")), "Rowan Ashdown")
    other = at.document(a_pdf("Rowan Ashdown rang at noon"))
    offer = at.offered(hidden, other.original)
    (key, *_) = (each.finding.key for each in at.opened(offer).findings)
    desk, officers = at.house.desk, at.house.officers

    with pytest.raises(InputRefused, match="Enter why"):
        keep.keep_on_purpose(desk, officers["a.khan"], offer.id, (key,), reason=" ")
    with pytest.raises(InputRefused, match="Select at least one"):
        at.keep(offer)
    with pytest.raises(NotFound):
        at.keep(offer, "ab" * 8)
    with pytest.raises(NotFound):
        at.confirm(offer, key)
    with pytest.raises(NotFound):
        at.keep(offer, key, by="d.moss")
    with pytest.raises(NotFound):
        at.opened(offer, by="d.moss")
    with pytest.raises(NotAllowed):
        at.opened(offer, by="b.osei")


def test_an_answer_that_is_sent_back_is_open_again(at: Desk) -> None:
    hidden = at.copy_without(at.document(page("Rowan Ashdown")), "Rowan Ashdown")
    other = at.document(a_pdf("Rowan Ashdown rang at noon"))
    offer = at.offered(hidden, other.original)
    keys = tuple(each.finding.key for each in at.opened(offer).findings)
    at.keep(offer, *keys)

    keep.return_kept(at.house.desk, at.house.officers["t.adeyemi"], offer.id, keys)

    assert all(each.is_open for each in at.opened(offer).findings)
    assert at.closed_by(offer) == {"G22"}


def test_the_same_words_can_be_redacted_there_too(at: Desk) -> None:
    hidden = at.copy_without(at.document(page("Rowan Ashdown")), "Rowan Ashdown")
    other = at.document(a_pdf("Rowan Ashdown rang at noon"))
    offer = at.offered(hidden, other.original)
    (found,) = (e for e in at.opened(offer).findings if e.finding.kind is FindingKind.TERM_STANDS)

    begun = keep.redact_there(at.house.desk, at.house.officers["a.khan"], offer.id, found.finding.key)

    assert begun.material == other.id


def test_a_later_release_does_not_show_what_an_earlier_one_hid_on_the_same_page(at: Desk) -> None:
    first = at.offered(at.copy_without(at.document(page("Rowan Ashdown")), "Rowan Ashdown"))
    at.approve(first)
    # Another draft of the page, with half of the name only: no search for the whole name would find it.
    draft = at.document(page("Rowan"))
    later = at.offered(draft.original)

    (found,) = (e.finding for e in at.opened(later).findings if e.finding.kind is FindingKind.SHOWS_HIDDEN)

    assert (found.material, found.other_release) == (draft.id, first.id)
    assert "Rowan" in {words for place in found.places for words in place.words}
    assert at.closed_by(later) == {"G22"}


def test_a_later_release_does_not_hide_what_an_earlier_one_showed_on_the_same_page(at: Desk) -> None:
    first = at.offered(at.document(page("Rowan")).original)
    at.approve(first)
    later = at.offered(at.copy_without(at.document(page("Rowan Ashdown")), "Rowan Ashdown"))

    kinds = {each.finding.kind for each in at.opened(later).findings}

    assert FindingKind.HIDES_SHOWN in kinds


def test_a_name_that_the_recipient_already_has_is_told(at: Desk) -> None:
    at.approve(at.offered(at.document(a_pdf("Rowan Ashdown rang at noon")).original))
    later = at.offered(at.copy_without(at.document(page("Rowan Ashdown")), "Rowan Ashdown"))

    kinds = {each.finding.kind for each in at.opened(later).findings}

    assert FindingKind.SENT_BEFORE in kinds


def test_documents_that_have_nothing_to_do_with_each_other_go_unasked(at: Desk) -> None:
    at.approve(at.offered(at.copy_without(at.document(page("Rowan Ashdown")), "Rowan Ashdown")))
    later = at.offered(at.document(a_pdf("The budget of the school was agreed", "for another year")).original)

    assert at.opened(later).findings == ()
    assert at.approve(later).state is ReleaseState.AVAILABLE


def test_an_approval_makes_the_comparison_of_what_waits_an_old_one(at: Desk) -> None:
    waiting = at.offered(at.document(page("Rowan")).original)
    other = at.offered(at.copy_without(at.document(page("Rowan Ashdown")), "Rowan Ashdown"))
    keys = tuple(each.finding.key for each in at.opened(other).findings)
    if keys:
        at.keep(other, *keys)
        at.confirm(other, *keys)
    at.approve(other)

    before = at.closed_by(waiting)
    at.house.work()
    after = at.closed_by(waiting)

    assert (before, after) == ({"G21"}, {"G22"})


def test_what_cannot_be_read_is_a_finding_once_there_is_something_to_look_for(at: Desk) -> None:
    hidden = at.copy_without(at.document(page("Rowan Ashdown")), "Rowan Ashdown")
    broken = at.house.document(
        at.matter, "b.osei", content=b"%PDF-1.7\nnothing of a document\n%%EOF\n", title="Broken"
    )
    classified_as_ordinary(at.house, broken)
    decided(at.house, at.matter, broken)
    offer = at.offered(hidden, broken.original)

    kinds = {each.finding.kind for each in at.opened(offer).findings}

    assert FindingKind.NOT_COMPARED in kinds


def test_no_word_of_a_finding_is_in_the_database_or_on_the_record(at: Desk) -> None:
    hidden = at.copy_without(at.document(page("Rowan Ashdown")), "Rowan Ashdown")
    other = at.document(a_pdf("Rowan Ashdown rang at noon"))
    offer = at.offered(hidden, other.original)
    at.opened(offer)

    with at.house.desk.ledger.housekeeping() as act:
        rows = [*act.release_checks.where(), *act.version_readings.where(), *act.kept_findings.where()]
    written = " ".join(map(repr, (*rows, *entries(at.house))))

    assert "Ashdown" not in written and "Rowan" not in written
    assert [entry.officer for entry in entries(at.house, deed=Deed.READ_COMPARISON)] == ["a.khan"]


def test_everything_with_words_in_it_is_destroyed_with_the_documents(at: Desk) -> None:
    hidden = at.copy_without(at.document(page("Rowan Ashdown")), "Rowan Ashdown")
    at.document(a_pdf("Rowan Ashdown rang at noon"))
    at.approve(at.offered(hidden))
    later = at.offered(at.document(page("Rowan")).original)
    assert at.opened(later).findings
    retention(at.house)

    approved_run(at.house)
    at.house.work()

    with at.house.desk.ledger.housekeeping() as act:
        assert {table.print_key for table in act.key_tables.where()} == {""}
        assert {(each.text, each.page_prints) for each in act.version_readings.where()} == {("", "")}
        assert {check.findings for check in act.release_checks.where()} == {""}
    checked = record.check_store(at.house.desk)
    assert (checked.problems, checked.orphans) == ((), 0)


def test_a_decided_release_is_not_answered_any_more(at: Desk) -> None:
    offer = at.offered(at.document(page("Rowan Ashdown")).original)
    at.approve(offer)

    with pytest.raises(WrongState):
        keep.ask_again(at.house.desk, at.house.officers["a.khan"], offer.id)
    with pytest.raises(WrongState):
        at.keep(offer, "ab" * 8)


def test_a_comparison_that_is_asked_for_again_gives_the_same_keys_so_answers_stay(at: Desk) -> None:
    hidden = at.copy_without(at.document(page("Rowan Ashdown")), "Rowan Ashdown")
    other = at.document(a_pdf("Rowan Ashdown rang at noon"))
    offer = at.offered(hidden, other.original)
    keys = tuple(each.finding.key for each in at.opened(offer).findings)
    at.keep(offer, *keys)
    at.confirm(offer, *keys)

    keep.ask_again(at.house.desk, at.house.officers["a.khan"], offer.id)
    at.house.work()

    assert tuple(each.finding.key for each in at.opened(offer).findings) == keys
    assert at.approve(offer).state is ReleaseState.AVAILABLE


def test_a_party_that_asks_sees_nothing_of_the_comparison(at: Desk) -> None:
    asked(at.house, at.matter)
    offer = at.offered(at.document(page("Rowan Ashdown")).original)

    with pytest.raises(NotFound):
        keep.ask_again(at.house.desk, at.house.officers["d.moss"], offer.id)
