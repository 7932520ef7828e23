"""The schedule of redactions: made with the copy, goes with the copy, and tells nothing the copy keeps back."""

import csv
import io
import subprocess

import pikepdf
import pytest

from exchange.casework.releasing.release import propose_release
from exchange.rules.material import Version, VersionKind
from exchange.rules.redactions import RedactionSet, SetState
from exchange.rules.requests import Outcome
from storage import Receipt
from tests.casework.story import a_proposal, classified_as_ordinary, decided, proposed, redacted, version_of
from tests.desk import House, a_desk, a_pdf

pytestmark = pytest.mark.slow  # the language model takes seconds to load

LINES = (
    "Marlow Pemberton was seen at home.",
    "The visit on Tuesday was quiet. " * 2,
    "Pemberton rang again, and then Marlow Pemberton wrote.",
)


class Redacted:
    """One house with one document redacted in it, looked at by many tests."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.matter = house.matter()
        document = house.document(self.matter, content=a_pdf(*LINES))
        self.material = classified_as_ordinary(house, document)
        self.set: RedactionSet = redacted(house, self.material, "Pemberton", "Marlow Pemberton")

    def bytes_of(self, version: Version) -> bytes:
        return b"".join(self.house.desk.vault.open(Receipt.from_json(version.receipt)).chunks())

    @property
    def papers(self) -> dict[str, Version]:
        versions = (version_of(self.house, version_id) for version_id in self.set.schedule)
        return {version.format: version for version in versions}

    @property
    def rows(self) -> list[list[str]]:
        return list(csv.reader(io.StringIO(self.bytes_of(self.papers["csv"]).decode("utf-8-sig"))))

    def paper_text(self) -> str:
        run = ["pdftotext", "-layout", "-", "-"]
        pdf = self.bytes_of(self.papers["pdf"])
        return subprocess.run(run, input=pdf, capture_output=True, check=True).stdout.decode()


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Redacted:
    return Redacted(a_desk(tmp_path_factory.mktemp("house")))


class TestMade:
    """With every verified copy, as a paper and as a table."""

    def test_a_verified_copy_has_a_paper_and_a_table(self, done: Redacted) -> None:
        assert done.set.state is SetState.VERIFIED
        assert set(done.papers) == {"pdf", "csv"}
        assert {paper.kind for paper in done.papers.values()} == {VersionKind.SCHEDULE}

    def test_every_removal_is_a_line_with_place_reason_and_ground(self, done: Redacted) -> None:
        heads, *lines = done.rows[1:]
        removals = dict(done.set.report)["removals"]

        assert len(lines) == int(removals) > 0
        for number, line in enumerate(lines, start=1):
            told = dict(zip(heads, line, strict=True))
            assert told["Number"] == str(number)
            assert told["Page or part"] == "Page 1"
            assert "mm from the top" in told["Place"]
            assert told["Reason code"] == "third-party"
            assert told["Legal ground"] == "UK GDPR Article 5(1)(c)"
            assert told["Proposed by"] == "Disclosure officer, a.khan"
            assert told["Approved by"] == "Approver, m.lewis"

    def test_neither_holds_a_word_that_was_taken_out(self, done: Redacted) -> None:
        table = done.bytes_of(done.papers["csv"]).decode("utf-8-sig")

        for told in (table, done.paper_text()):
            assert "Pemberton" not in told
            assert done.material.id not in told
            assert "Marlow" not in told

    def test_the_share_is_told_in_bands_only(self, done: Redacted) -> None:
        heads, *lines = done.rows[1:]
        at = heads.index("Taken out of this page")

        assert {line[at] for line in lines} <= {"up to 60%", "more than 60%"}

    def test_the_paper_is_tagged_and_names_the_copy_by_its_hash(self, done: Redacted) -> None:
        paper = done.bytes_of(done.papers["pdf"])
        copy = version_of(done.house, done.set.result)

        with pikepdf.open(io.BytesIO(paper)) as pdf:
            assert pdf.Root.MarkInfo.Marked
            assert b"pdfuaid" in pdf.Root.Metadata.read_bytes()
            assert "/StructTreeRoot" in pdf.Root
        assert copy.sha256 in done.paper_text().replace("\n", "").replace(" ", "")

    def test_the_set_keeps_counts_for_each_page_and_the_checks_by_name(self, done: Redacted) -> None:
        (page,) = done.set.pages

        assert page.removals == int(dict(done.set.report)["removals"])
        assert 0 < page.share_permille < 1000
        assert "poppler text" in done.set.checks


class TestGoesWithTheCopy:
    """The recipient gets it under the same terms."""

    def test_a_release_of_the_copy_covers_its_schedule(self, done: Redacted) -> None:
        decided(done.house, done.matter, done.material, Outcome.RELEASE_REDACTED)

        offer = proposed(done.house, done.matter, done.set.result)

        assert offer.versions == (done.set.result, *done.set.schedule)
        with done.house.desk.ledger.housekeeping() as act:
            covers = act.handling_terms.get(offer.terms).terms.covers
        assert [cover.version_id for cover in covers] == list(offer.versions)

    def test_asking_for_the_schedule_too_changes_nothing(self, done: Redacted) -> None:
        wanted = a_proposal(done.matter, done.set.schedule[0], done.set.result)

        offer = propose_release(done.house.desk, done.house.officers["a.khan"], wanted)

        assert sorted(offer.versions) == sorted((done.set.result, *done.set.schedule))
