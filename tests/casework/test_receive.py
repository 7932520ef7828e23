"""Material comes in whole, once, checked and sealed, or it is refused in a sentence and nothing is lost."""

import hashlib
from io import BytesIO

import pytest

from exchange.casework import record, tidy
from exchange.casework.receiving import receive
from exchange.casework.receiving.receive import ChecksumMismatch, OffsetMismatch
from exchange.casework.receiving.take_in import take_in
from exchange.rules.audit import Deed, Result
from exchange.rules.errors import InputRefused, NotAllowed, NotFound, WrongState
from exchange.rules.material import MaterialState, ScanState
from storage import Receipt
from tests.casework.story import announced, entries, send, version_of
from tests.desk import House, a_pdf


class BreaksOff:
    """A sender whose connection is cut after so many bytes."""

    def __init__(self, content: bytes, after: int) -> None:
        self._content = BytesIO(content[:after])

    def read(self, size: int, /) -> bytes:
        if not (chunk := self._content.read(size)):
            raise ConnectionResetError
        return chunk


class TestADocumentComesIn:
    """The happy path, and what it leaves behind."""

    def test_an_upload_ends_sealed_with_the_hash_of_what_was_sent(self, house: House) -> None:
        content = a_pdf("Chronology")

        document = house.document(house.matter(), content=content)

        assert document.state is MaterialState.SEALED
        assert document.sha256 == hashlib.sha256(content).hexdigest()
        assert (document.kind, document.scan) == ("pdf", ScanState.CLEAN)

    def test_the_original_reads_back_as_it_was_sent(self, house: House) -> None:
        content = a_pdf("Chronology")
        document = house.document(house.matter(), content=content)
        receipt = Receipt.from_json(version_of(house, document.original).receipt)

        assert b"".join(house.desk.vault.open(receipt).chunks()) == content

    def test_each_step_is_on_the_record(self, house: House) -> None:
        document = house.document(house.matter())

        told = [(e.deed, e.officer, e.result) for e in entries(house, subject=document.id)]

        assert told == [
            (Deed.UPLOAD, "a.khan", Result.ALLOWED),
            (Deed.UPLOAD, "a.khan", Result.ALLOWED),
            (Deed.RECEIVE, "SYSTEM", Result.ALLOWED),
        ]

    def test_nothing_is_left_of_the_parts(self, house: House) -> None:
        house.document(house.matter())
        house.clock.forward(hours=2)

        found = record.check_store(house.desk)

        assert (found.versions, found.orphans, found.problems) == (1, 0, ())


class TestWhatIsRefusedBeforeTheFirstByte:
    """An announcement that cannot be kept."""

    def test_an_empty_file(self, house: House) -> None:
        with pytest.raises(InputRefused, match="The selected file is empty"):
            announced(house, house.matter(), length_bytes=0)

    def test_a_file_over_the_limit_and_its_neighbour_at_the_limit_passes(self, house: House) -> None:
        matter = house.matter()
        limit = house.desk.policy.upload_limit_bytes

        assert announced(house, matter, length_bytes=limit).length_bytes == limit
        with pytest.raises(InputRefused, match="must be smaller than 2GB"):
            announced(house, matter, length_bytes=limit + 1)

    def test_the_same_document_twice_by_its_hash(self, house: House) -> None:
        matter = house.matter()
        first = house.document(matter, content=a_pdf("One"))

        with pytest.raises(InputRefused, match=f"already in this matter \\({first.id}\\)"):
            announced(house, matter, length_bytes=1, sha256=first.sha256)

    def test_a_stranger_to_the_matter_meets_not_found(self, house: House) -> None:
        matter = house.matter(members=("a.khan",))

        with pytest.raises(NotFound):
            announced(house, matter, length_bytes=10, by="t.adeyemi")

    def test_a_records_officer_may_not_upload(self, house: House) -> None:
        with pytest.raises(NotAllowed):
            announced(house, house.matter(), length_bytes=10, by="r.grant")

    def test_a_hash_that_is_none(self, house: House) -> None:
        with pytest.raises(InputRefused, match="64 hexadecimal"):
            announced(house, house.matter(), length_bytes=10, sha256="abc")

    def test_the_refusal_is_on_the_record_and_nothing_else_is(self, house: House) -> None:
        matter = house.matter()
        with pytest.raises(InputRefused):
            announced(house, matter, length_bytes=0)

        (entry,) = entries(house, deed=Deed.UPLOAD)

        assert (entry.result, entry.code, entry.matter) == (Result.REFUSED, "validation", matter.id)


class TestAnUploadInParts:
    """Cut off and resumed, sent twice, sent by two at once."""

    def test_what_came_before_the_cut_is_kept_and_the_rest_makes_it_whole(self, house: House) -> None:
        content = a_pdf("Chronology")
        upload = announced(house, house.matter(), length_bytes=len(content))

        cut = receive.receive_part(
            house.desk,
            house.officers["a.khan"],
            upload.id,
            offset_bytes=0,
            source=BreaksOff(content, 100),
        )
        whole = send(house, upload, content[100:], at=100)
        house.work()

        assert (cut.offset_bytes, whole.finished) == (100, True)
        assert house.material(upload.material).sha256 == hashlib.sha256(content).hexdigest()

    def test_a_part_for_another_place_is_refused_and_the_place_is_kept(self, house: House) -> None:
        upload = announced(house, house.matter(), length_bytes=100)
        send(house, upload, b"x" * 40)

        with pytest.raises(OffsetMismatch):
            send(house, upload, b"x" * 60, at=0)

        assert receive.find_upload(house.desk, house.officers["a.khan"], upload.id).offset_bytes == 40

    def test_a_part_that_is_not_what_was_sent_is_not_kept(self, house: House) -> None:
        upload = announced(house, house.matter(), length_bytes=100)

        with pytest.raises(ChecksumMismatch):
            receive.receive_part(
                house.desk,
                house.officers["a.khan"],
                upload.id,
                offset_bytes=0,
                source=BytesIO(b"x" * 40),
                sha256="0" * 64,
            )

        assert receive.find_upload(house.desk, house.officers["a.khan"], upload.id).offset_bytes == 0

    def test_more_bytes_than_were_announced_are_left_unread(self, house: House) -> None:
        content = a_pdf("Chronology")
        upload = announced(house, house.matter(), length_bytes=len(content))

        done = send(house, upload, content + b"more")

        assert done.offset_bytes == len(content)

    def test_nobody_else_sees_or_feeds_it(self, house: House) -> None:
        upload = announced(house, house.matter(), length_bytes=100)

        with pytest.raises(NotFound):
            send(house, upload, b"x", by="t.adeyemi")

    def test_a_whole_that_is_not_the_announced_one_is_rejected_in_a_sentence(self, house: House) -> None:
        content = a_pdf("Chronology")
        upload = announced(house, house.matter(), length_bytes=len(content), sha256="0" * 64)
        send(house, upload, content)

        house.work()

        document = house.material(upload.material)
        assert document.state is MaterialState.REJECTED
        assert document.problem == "The file that arrived is not the file that was sent."

    def test_the_same_bytes_again_without_a_hash_are_rejected_by_name(self, house: House) -> None:
        matter = house.matter()
        first = house.document(matter, content=a_pdf("One"))

        second = house.document(matter, content=a_pdf("One"))

        assert second.problem == f"This document is already in this matter ({first.id})"
        assert house.material(first.id).state is MaterialState.SEALED

    def test_an_upload_given_up_leaves_no_byte(self, house: House) -> None:
        upload = announced(house, house.matter(), length_bytes=100)
        send(house, upload, b"x" * 40)

        receive.give_up(house.desk, house.officers["a.khan"], upload.id)

        house.clock.forward(hours=2)
        assert record.check_store(house.desk).orphans == 0
        assert house.material(upload.material).state is MaterialState.REJECTED

    def test_an_upload_that_has_finished_cannot_be_given_up(self, house: House) -> None:
        content = a_pdf("Chronology")
        upload = announced(house, house.matter(), length_bytes=len(content))
        send(house, upload, content)

        with pytest.raises(WrongState, match="has finished"):
            receive.give_up(house.desk, house.officers["a.khan"], upload.id)

        house.work()
        assert house.material(upload.material).state is MaterialState.SEALED

    def test_an_upload_not_finished_in_time_is_ended_and_its_bytes_are_gone(self, house: House) -> None:
        upload = announced(house, house.matter(), length_bytes=100)
        send(house, upload, b"x" * 40)
        house.clock.forward(hours=25)

        done = tidy.tidy(house.desk)

        assert done.uploads == 1
        assert "not finished in time" in house.material(upload.material).problem
        assert record.check_store(house.desk).problems == ()
        assert record.check_store(house.desk).orphans == 0


class TestTheChecks:
    """What the worker finds."""

    def test_malware_is_rejected_and_nothing_of_it_is_kept(self, house: House) -> None:
        house.scanner.answer = ScanState.INFECTED

        document = house.document(house.matter())

        assert (document.state, document.problem) == (
            MaterialState.REJECTED,
            "The selected file contains a virus",
        )
        house.clock.forward(hours=2)
        assert record.check_store(house.desk).orphans == 0

    def test_a_file_with_the_wrong_extension_is_kept_with_a_remark(self, house: House) -> None:
        document = house.document(house.matter(), file_name="minutes.docx")

        assert (document.state, document.kind) == (MaterialState.SEALED, "pdf")
        assert document.problem == "The name of this file does not agree with what is in it."

    def test_bytes_of_no_known_kind_are_rejected_with_the_list_of_kinds(self, house: House) -> None:
        document = house.document(house.matter(), content=b"\x00\x01\x02" * 99, file_name="x.pdf")

        assert document.state is MaterialState.REJECTED
        assert "must be a PDF, DOCX" in document.problem

    def test_the_scan_is_recorded_even_where_none_is_configured(self, house: House) -> None:
        house.scanner.answer = ScanState.NOT_SCANNED

        assert house.document(house.matter()).scan is ScanState.NOT_SCANNED

    def test_done_twice_it_changes_nothing(self, house: House) -> None:
        document = house.document(house.matter())
        before = len(entries(house))

        take_in(house.desk, document.id)

        assert house.material(document.id) == document
        assert len(entries(house)) == before

    def test_a_silent_scanner_keeps_it_waiting_and_it_goes_on_by_itself(self, house: House) -> None:
        house.scanner.answer = ScanState.UNAVAILABLE
        document = house.document(house.matter())
        for _ in range(6):
            house.clock.forward(minutes=1)
            house.work()
        waiting = house.material(document.id)

        house.scanner.answer = ScanState.CLEAN
        house.clock.forward(minutes=16)
        house.work()

        assert waiting.state is MaterialState.CHECKING
        assert waiting.problem == "The malware scanner did not answer."
        sealed = house.material(document.id)
        assert (sealed.state, sealed.problem) == (MaterialState.SEALED, "")


class TestNames:
    """A name is made safe to show and to offer, whatever was sent."""

    @pytest.mark.parametrize(
        ("sent", "kept"),
        [
            ("../../etc/passwd.pdf", "passwd.pdf"),
            ("C:\\Users\\me\\minutes.pdf", "minutes.pdf"),
            ("min\x00ut\r\nes.pdf", "minutes.pdf"),
            ("invoice\u202efdp.exe", "invoicefdp.exe"),
            ("", "document"),
        ],
    )
    def test_paths_control_and_right_to_left_characters_go(self, house: House, sent: str, kept: str) -> None:
        document = house.document(house.matter(), file_name=sent)

        assert document.file_name == kept
