"""The whole journey by programs: a reviewer's upload, an investigator's request, a records officer's certificate."""

import base64
import hashlib
import io
from pathlib import Path
from typing import Any

import pytest
from pdfminer.high_level import extract_text

from tests.api.caller import Caller, a_key, an_app
from tests.desk import House, a_desk, a_pdf

_REVIEWER, _OFFICER, _SECOND, _APPROVER, _OTHER_APPROVER = (
    "b.osei",
    "a.khan",
    "t.adeyemi",
    "c.hart",
    "m.lewis",
)
_INVESTIGATOR, _IOPC_OFFICER, _READER = "d.moss", "g.frost", "j.ferns"
_RECORDS, _OTHER_RECORDS, _AUDITOR = "r.grant", "w.flint", "e.vance"
_CHILD, _AUNT = "Rosalind Thackeray", "Marguerite Oyelaran"


class Journey:
    """What one step hands to the next. Every step is calls of the API; only the worker is turned by hand."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.call = Caller(house, an_app(house).test_client())
        self.original = a_pdf(f"Chronology of {_CHILD}", f"Seen with {_AUNT} on Monday", "No further action")

    def did(self, status: int, answer: Any) -> Any:
        assert answer.status_code == status, answer.text
        return answer.json if answer.mimetype.endswith("json") and answer.data else answer

    def a_matter(self) -> str:
        opened = self.did(
            201,
            self.call.post(
                "/matters",
                by=_OTHER_APPROVER,
                iopc_reference="2026/204417",
                review_reference="LCSPR-2026-07",
                mode="independent",
                other_party="iopc",
                decided_on="2026-11-06",
            ),
        )
        for adder, newcomers in (
            ("p.stone", (_REVIEWER, _OFFICER, _SECOND, _APPROVER, _RECORDS, _OTHER_RECORDS)),
            ("q.reed", (_INVESTIGATOR, _IOPC_OFFICER, _READER)),
        ):
            for newcomer in newcomers:
                self.did(201, self.call.post(f"/matters/{opened['id']}/members", by=adder, officer=newcomer))
        for by in (_OFFICER, _INVESTIGATOR):
            self.did(
                201,
                self.call.post(
                    f"/matters/{opened['id']}/contacts", by=by, name="Duty desk", telephone="01632 960101"
                ),
            )
            self.did(
                201,
                self.call.post(
                    f"/matters/{opened['id']}/terms-of-reference", by=by, text="To learn what happened"
                ),
            )
        return str(opened["id"])

    def upload(self, matter: str) -> str:
        about = {
            "matter": matter,
            "title": "Chronology",
            "filename": "chronology.pdf",
            "sha256": hashlib.sha256(self.original).hexdigest(),
        }
        pairs = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in about.items())
        tus = {**self.call.token(_REVIEWER, "upload"), "Tus-Resumable": "1.0.0"}
        told = {**tus, "Upload-Length": str(len(self.original)), "Upload-Metadata": pairs}
        created = self.call.send("POST", "/uploads", headers=told)
        assert created.status_code == 201, created.text
        part = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
        sent = self.call.send(
            "PATCH", created.headers["Location"], headers={**tus, **part}, data=self.original
        )
        assert sent.status_code == 204, sent.text
        self.house.work()
        return str(created.json["document"])

    def classify(self, document: str) -> None:
        self.did(
            200,
            self.call.post(
                f"/documents/{document}/classification",
                by=_OFFICER,
                marking="OFFICIAL-SENSITIVE",
                level="ordinary",
                categories=["personal", "child"],
                basis="Names a child and members of the family",
                handling_instruction="Need to know only",
            ),
        )

    def ask_and_decide(self, matter: str, document: str) -> None:
        request = self.did(
            201,
            self.call.post(
                f"/matters/{matter}/requests",
                by=_INVESTIGATOR,
                purpose="assist-investigation",
                items=[{"description": "The chronology", "relevance": "It covers contact with police"}],
            ),
        )
        self.did(200, self.call.send("POST", f"/requests/{request['id']}/acknowledge", by=_OFFICER))
        held = self.did(200, self.call.get(f"/requests/{request['id']}", by=_OFFICER))
        assert held["own_documents"] == [document]
        self.did(
            200,
            self.call.post(
                f"/request-items/{held['items'][0]['id']}/decision",
                by=_OFFICER,
                outcome="release-redacted",
                reason="Names of people whom this is not about",
                material=document,
            ),
        )
        asked = self.did(200, self.call.get(f"/requests/{request['id']}", by=_INVESTIGATOR))
        assert asked["items"][0]["outcome"] == "release-redacted"
        assert asked["items"][0]["material"] == ""

    def redact(self, document: str) -> str:
        begun = self.did(
            202, self.call.post(f"/documents/{document}/redactions", by=_OFFICER, terms=[_CHILD], gap="fixed")
        )
        self.house.work()
        place = f"/redactions/{begun['id']}"
        shown = self.call.get(f"{place}/findings", by=_OFFICER)
        numbers = [row["number"] for row in shown.json["items"]]
        assert _CHILD in {row["text"] for row in shown.json["items"]}
        decided = self.call.send(
            "PATCH",
            f"{place}/findings",
            by=_OFFICER,
            headers={"If-Match": shown.headers["ETag"]},
            json={"numbers": numbers, "choice": "redact", "ground": "child"},
        )
        self.did(200, decided)
        if _AUNT not in {row["text"] for row in shown.json["items"]}:
            self.did(201, self.call.post(f"{place}/terms", by=_OFFICER, term=_AUNT, ground="third-party"))
        proposed = self.did(200, self.call.send("POST", f"{place}/propose", by=_OFFICER))
        self.did(
            202,
            self.call.post(f"{place}/approve", by=_SECOND, fresh=True, fingerprint=proposed["fingerprint"]),
        )
        self.house.work()
        report = self.did(200, self.call.get(f"{place}/report", by=_OFFICER))
        assert report["state"] == "verified", report
        return str(report["result"])

    def release(self, matter: str, version: str) -> str:
        offer = self.did(200, self.call.get(f"/matters/{matter}/offer", by=_OFFICER))
        assert version in {each["version_id"] for each in offer["versions"]}
        release = self.did(
            201,
            self.call.post(
                f"/matters/{matter}/releases",
                by=_OFFICER,
                headers=a_key(),
                recipient=offer["recipients"][0]["id"],
                versions=[version],
                readers=[_READER, _INVESTIGATOR],
                purpose_detail="To establish the contact between the family and the police",
                basis_provider="public-task",
                basis_recipient="law-enforcement",
                storage_rule="In the recipient's case system only",
                rights_contact="The provider's data protection officer",
                incident_contact="The provider's point of contact",
                keep_until="2027-11-20",
                review_on="2027-05-20",
                onward="with-consent",
            ),
        )
        place = f"/releases/{release['id']}"
        self.house.work()  # compared with itself and with what went before
        closed = self.did(409, self.call.post(f"{place}/approve", by=_APPROVER, fresh=True))
        assert {failure["code"] for failure in closed["failures"]} == {"G14"}
        terms = self.did(200, self.call.get(place, by=_IOPC_OFFICER))["terms"]
        self.did(
            200,
            self.call.post(
                f"{place}/terms/acceptance",
                by=_IOPC_OFFICER,
                fresh=True,
                digest=terms["digest"],
                confirmed=True,
            ),
        )
        approved = self.did(200, self.call.post(f"{place}/approve", by=_APPROVER, fresh=True))
        assert approved["state"] == "available"
        return str(release["id"])

    def collect(self, release: str, version: str) -> tuple[str, bytes]:
        ticket = self.did(
            201,
            self.call.post(
                f"/releases/{release}/tickets", headers=self.call.token(_READER, "collect"), version=version
            ),
        )
        first = self.call.get(ticket["url"], by=_READER, headers={"Range": "bytes=0-99"})
        rest = self.call.get(ticket["url"], by=_READER, headers={"Range": "bytes=100-"})
        assert (first.status_code, rest.status_code) == (206, 206)
        received = first.data + rest.data
        assert hashlib.sha256(received).hexdigest() == ticket["sha256"]
        assert self.call.get(ticket["url"], by=_READER).status_code == 409
        return str(ticket["disclosure"]), received

    def share_on(self, disclosure: str) -> None:
        asked = self.did(
            201,
            self.call.post(
                f"/disclosures/{disclosure}/onward",
                by=_READER,
                recipient_name="Crown Prosecution Service",
                recipient_person="The reviewing lawyer",
                purpose="To advise on the investigation",
                until="2027-06-30",
            ),
        )
        self.did(
            200,
            self.call.post(
                f"/onward/{asked['id']}/answer",
                by=_OTHER_APPROVER,
                fresh=True,
                answer="consent",
                conditions="On paper only",
            ),
        )
        self.house.clock.forward(seconds=1)
        shared = self.did(
            201, self.call.send("POST", f"/onward/{asked['id']}/share", by=_READER, headers=a_key())
        )
        assert shared["parent"] == disclosure

    def hold_and_lift(self, matter: str, document: str) -> None:
        hold = self.did(
            201,
            self.call.post(
                "/holds",
                headers=self.call.token(_RECORDS, "records"),
                matter=matter,
                material=document,
                kind="coronial",
                mandate="The inquest is open",
                review_on="2027-02-20",
            ),
        )
        self.did(
            201,
            self.call.post("/retention", by=_RECORDS, trigger="received", months=0, mandate="Schedule 4"),
        )
        held = self.did(201, self.call.post("/destruction-runs", by=_RECORDS, due_by="2026-11-20"))
        assert (held["count"], held["held_back"]) == (0, 1)
        self.did(200, self.call.post(f"/holds/{hold['id']}/ask-to-lift", by=_OFFICER, reason="It is closed"))
        self.did(200, self.call.post(f"/holds/{hold['id']}/lift", by=_OTHER_RECORDS, fresh=True))

    def destroy(self) -> str:
        run = self.did(201, self.call.post("/destruction-runs", by=_RECORDS, due_by="2026-11-20"))
        place = f"/destruction-runs/{run['id']}"
        self.did(200, self.call.send("POST", f"{place}/propose", by=_RECORDS))
        self.did(
            202,
            self.call.post(
                f"{place}/approve",
                by=_OTHER_APPROVER,
                fresh=True,
                count=run["count"],
                fingerprint=run["fingerprint"],
            ),
        )
        self.house.clock.forward(hours=25)
        self.house.work()
        done = self.did(200, self.call.get(place, by=_RECORDS))["run"]
        assert done["state"] == "finished"
        return str(done["certificate"])


@pytest.mark.slow
def test_a_document_goes_from_upload_to_certificate_by_calls_alone(tmp_path: Path) -> None:
    journey = Journey(a_desk(tmp_path))
    call = journey.call

    matter = journey.a_matter()
    document = journey.upload(matter)
    journey.classify(document)
    journey.ask_and_decide(matter, document)
    version = journey.redact(document)
    release = journey.release(matter, version)
    disclosure, received = journey.collect(release, version)
    journey.share_on(disclosure)
    journey.hold_and_lift(matter, document)
    certificate = journey.destroy()

    words = extract_text(io.BytesIO(received))
    assert _CHILD not in words and _AUNT not in words and "No further action" in words
    gone = call.get(f"/documents/{document}/content", by=_OFFICER)
    assert (gone.status_code, gone.json["type"]) == (410, "/problems/destroyed")
    assert call.post(f"/releases/{release}/tickets", by=_READER, version=version).status_code in {409, 410}
    assert call.get(f"/certificates/{certificate}.pdf", by=_RECORDS).data.startswith(b"%PDF-")
    issued = call.get(f"/certificates/{certificate}.json", by=_RECORDS)
    assert issued.headers["ETag"] == f'"{hashlib.sha256(issued.data).hexdigest()}"'
    log = call.get("/disclosures", by=_OFFICER).json["items"]
    assert {row["id"] for row in log} >= {disclosure} and len(log) == 2
    verified = call.send("POST", "/audit/verify", by=_AUDITOR)
    assert verified.json["breaks"] == [] and verified.json["entries"] > 60
