"""The whole journey by pages alone: real forms, no JavaScript, from upload to certificate."""

import hashlib
import io
import re
from pathlib import Path

import pytest
from pdfminer.high_level import extract_text
from werkzeug.test import TestResponse

from tests.desk import House, a_desk, a_pdf
from tests.web.conftest import pages_of
from tests.web.test_redactions import decide_all
from tests.web.test_releases import answers
from tests.web.test_uploads import send_form
from tests.web.visitor import Visitor, words_of

_REVIEWER, _OFFICER, _SECOND, _APPROVER = "b.osei", "a.khan", "c.hart", "m.lewis"
_INVESTIGATOR, _IOPC_OFFICER, _READER = "d.moss", "g.frost", "j.ferns"
_RECORDS, _AUDITOR = "r.grant", "e.vance"
_CHILD, _AUNT = "Rosalind Thackeray", "Marguerite Oyelaran"


class Journey:
    """Everyone at a browser of their own, and what one step hands to the next."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._app = pages_of(house)
        self._seated: dict[str, Visitor] = {}
        self.original = a_pdf(f"Chronology of {_CHILD}", f"Seen with {_AUNT} on Monday", "No further action")

    def by(self, account: str) -> Visitor:
        if account not in self._seated:
            visitor = Visitor(self._app.test_client())
            assert visitor.sign_in(account, code=self.house.code_of(account)).status_code == 303
            self._seated[account] = visitor
        return self._seated[account]

    def a_day_passes(self) -> None:
        """Every session ends overnight."""
        self.house.clock.forward(hours=24)
        self._seated.clear()

    def did(self, account: str, path: str, /, **typed: str | list[str]) -> str:
        """Send a form that is taken; gives where it leads."""
        sent = self.by(account).send(path, **typed)
        assert sent.status_code == 303, words_of(sent)
        return str(sent.headers["Location"])

    def said(self, account: str, path: str) -> str:
        page = self.by(account).open(path)
        assert page.status_code == 200, words_of(page)
        return words_of(page)

    def found(self, account: str, path: str, pattern: str) -> str:
        """What the page at a path holds, by the first group of a pattern."""
        match = re.search(pattern, self.by(account).open(path).text)
        assert match, pattern
        return match[1]

    def a_matter(self) -> str:
        address = self.did(
            _APPROVER,
            "/matters/new",
            iopc_reference="2026/204417",
            review_reference="LCSPR-2026-07",
            mode="independent",
            other_party="iopc",
            **day("decided_on", 6, 11, 2026),
        )
        for adder, newcomers in (
            ("p.stone", (_REVIEWER, _OFFICER, _SECOND, _RECORDS, _AUDITOR)),
            ("q.reed", (_INVESTIGATOR, _IOPC_OFFICER, _READER)),
        ):
            for newcomer in newcomers:
                self.did(adder, f"{address}/people", officer=newcomer)
        for account in (_OFFICER, _INVESTIGATOR):
            self.did(
                account,
                f"{address}/contacts/new",
                name="Duty desk",
                telephone="01632 960101",
                email="duty@example.org",
            )
            self.did(account, f"{address}/terms-of-reference", text="To learn what happened")
        return address.removeprefix("/matters/")

    def upload(self, matter: str) -> str:
        sent = send_form(self.by(_REVIEWER), matter, content=self.original)
        assert sent.status_code == 303, words_of(sent)
        self.house.work()
        address = str(sent.headers["Location"])
        said = self.said(_REVIEWER, address)
        assert "It is sealed as it was uploaded." in said
        assert hashlib.sha256(self.original).hexdigest() in said
        document = re.search(r"DOC-[0-9A-Z-]+", said)
        assert document
        self.did(
            _OFFICER,
            f"/documents/{document[0]}/classify",
            level="ordinary",
            marking="OFFICIAL-SENSITIVE",
            categories=["personal", "child"],
            basis="It names a child and family",
            handling_instruction="Need to know only",
        )
        return document[0]

    def ask_and_decide(self, matter: str, document: str) -> None:
        request = self.did(
            _INVESTIGATOR,
            f"/matters/{matter}/requests/new",
            **{
                "purpose": "assist-investigation",
                "items": "1",
                "description-1": "The chronology",
                "relevance-1": "It covers the contact with police",
            },
        )
        item = self.found(_OFFICER, request, rf'href="({request}/items/[^"]+)"')
        assert "Share a redacted copy" in self.said(_OFFICER, f"{item}?document={document}")
        self.did(
            _OFFICER, item, document=document, outcome="release-redacted", reason="It names other people"
        )
        assert document not in self.said(_INVESTIGATOR, request)

    def redact(self, document: str) -> None:
        address = self.did(_OFFICER, f"/documents/{document}/redact", terms=f"{_CHILD}\n{_AUNT}", gap="fixed")
        self.house.work()
        assert decide_all(self.by(_OFFICER), address) >= 2
        self.did(_OFFICER, f"{address}/propose")
        signed = self.found(_SECOND, f"{address}/approve", r'name="fingerprint" value="([0-9a-f]{64})"')
        self.did(_SECOND, f"{address}/approve", fingerprint=signed)
        self.house.work()
        assert "Redacted and verified" in self.said(_OFFICER, address)

    def release(self, matter: str) -> tuple[str, str]:
        """Proposed, agreed, approved; gives the release's address and its version."""
        offered = self.by(_OFFICER).open(f"/matters/{matter}/releases/new").text
        version = re.search(r"Redacted copy, PDF, [^,]+, (VER-[0-9A-Z-]+)", offered)
        assert version
        form = answers(version[1], onward="with-consent", readers=[_READER])
        check = self.by(_OFFICER).send(f"/matters/{matter}/releases/new", **form)
        assert "Check the release before you propose it" in words_of(check)
        address = self.did(_OFFICER, f"/matters/{matter}/releases/new", do="propose", **form)
        self.house.work()  # compared with itself and with what went before
        terms = self.found(_IOPC_OFFICER, "/", r'href="(/handling-terms/[^"]+)"')
        digest = self.found(_IOPC_OFFICER, terms, r'name="digest" value="([0-9a-f]{64})"')
        self.did(
            _IOPC_OFFICER,
            f"{terms}/agree",
            digest=digest,
            confirmed="yes",
            code=self.house.code_of(_IOPC_OFFICER),
        )
        assert "Not met" not in self.said(_APPROVER, address)
        self.did(_APPROVER, f"{address}/approve", code=self.house.code_of(_APPROVER))
        return address, version[1]

    def download(self, release: str, version: str) -> TestResponse:
        assert "Download" in self.said(_READER, release)
        ticket = self.did(_READER, f"{release}/documents/{version}")
        return self.by(_READER).client.get(ticket)

    def share_onward(self, disclosure: str) -> None:
        asked = self.did(
            _READER,
            f"{disclosure}/onward",
            recipient_name="Crown Prosecution Service",
            recipient_person="The reviewing lawyer",
            purpose="To advise on the investigation",
            **day("until", 1, 5, 2027),
        )
        self.did(_APPROVER, f"{asked}/answer", decision="same", code=self.house.code_of(_APPROVER))
        self.house.clock.forward(minutes=1)
        shared = self.did(_READER, f"{asked}/share")
        assert "Crown Prosecution Service" in self.said(_READER, shared)

    def hold_and_lift(self, matter: str, document: str) -> None:
        held = self.did(
            _OFFICER,
            "/holds/new",
            matter=matter,
            material=document,
            kind="coronial",
            mandate="The inquest is open",
            **day("review_on", 6, 5, 2027),
        )
        self.did(_RECORDS, "/retention/new", trigger="received", months="0", mandate="Schedule, line 14")
        run = self.did(_RECORDS, "/destruction-runs/new", **day("due_by", 20, 11, 2026))
        assert "Held back: a legal hold covers it." in self.said(_RECORDS, run)
        self.did(_OFFICER, f"{held}/ask-to-lift", lift_reason="The inquest is closed")
        self.did(_RECORDS, f"{held}/lift")

    def destroy(self) -> str:
        """Practised, approved by another, cooled off, carried out; gives the certificate's address."""
        run = self.did(_RECORDS, "/destruction-runs/new", **day("due_by", 20, 11, 2026))
        self.did(_RECORDS, f"{run}/propose")
        fingerprint = self.found(_APPROVER, run, r'name="fingerprint" value="([0-9a-f]{64})"')
        code = self.house.code_of(_APPROVER)
        self.did(_APPROVER, f"{run}/approve", count="1", fingerprint=fingerprint, code=code)
        self.house.work()
        assert "Until then it can be cancelled." in self.said(_RECORDS, run)
        self.a_day_passes()
        self.house.work()
        assert "1 of 1 destroyed" in self.said(_RECORDS, run)
        return self.found(_RECORDS, run, r'href="(/certificates/[^"]+)"')


def day(name: str, on: int, month: int, year: int) -> dict[str, str]:
    return {f"{name}-day": str(on), f"{name}-month": str(month), f"{name}-year": str(year)}


@pytest.mark.slow
def test_a_document_goes_from_upload_to_certificate_by_pages(tmp_path: Path) -> None:
    journey = Journey(a_desk(tmp_path))
    matter = journey.a_matter()
    document = journey.upload(matter)
    journey.ask_and_decide(matter, document)
    journey.redact(document)
    release, version = journey.release(matter)

    received = journey.download(release, version)

    words = extract_text(io.BytesIO(received.data))
    assert "No further action" in words
    for name in (*_CHILD.split(), *_AUNT.split()):
        assert name not in words and name.encode() not in received.data
    assert received.headers["ETag"] == f'"{hashlib.sha256(received.data).hexdigest()}"'

    disclosure = journey.found(_READER, "/disclosures", r'href="(/disclosures/DIS-[^"]+)"')
    schedule = journey.found(_READER, release, r"Schedule of redactions, CSV, (VER-[0-9A-Z-]+)")
    reasons = journey.download(release, schedule)
    assert (reasons.mimetype, reasons.headers["Content-Disposition"][-5:]) == ("text/csv", '.csv"')
    assert "Legal ground" in reasons.text
    assert not any(name in reasons.text for name in (*_CHILD.split(), *_AUNT.split()))
    journey.share_onward(disclosure)
    journey.hold_and_lift(matter, document)
    certificate = journey.destroy()

    assert document in journey.said(_RECORDS, certificate)
    gone = journey.by(_READER).send(f"{release}/documents/{version}")
    assert gone.status_code == 410
    assert "Destroyed by the provider" in journey.said(_READER, disclosure)
    verified = journey.by(_AUDITOR).send("/audit/verification")
    assert "The record is intact" in words_of(verified)
