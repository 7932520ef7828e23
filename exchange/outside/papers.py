"""Sets papers as accessible PDF (PDF/UA): certificates from their own JSON, and schedules of redactions."""

import json
from html import escape
from typing import Any

from exchange.outside.schedule_page import schedule_body
from exchange.rules.destruction import Certificate
from exchange.rules.schedules import RedactionSchedule

_STYLE = """
@page { size: A4; margin: 22mm 18mm; @bottom-right { content: "Page " counter(page) " of " counter(pages);
  font-size: 8pt } }
body { font-family: "DejaVu Sans", Arial, sans-serif; font-size: 10pt; line-height: 1.4 }
h1 { font-size: 18pt } h2 { font-size: 13pt } table { border-collapse: collapse; width: 100%; font-size: 8pt }
th, td { border: 0.5pt solid #444; padding: 3pt; text-align: left; vertical-align: top; overflow-wrap: anywhere }
dt { font-weight: bold } dd { margin: 0 0 4pt 0; overflow-wrap: anywhere }
"""


class WeasyPapers:
    """What `casework.desk.Papers` asks for, by WeasyPrint."""

    def certificate_pdf(self, certificate: Certificate) -> bytes:
        """The certificate as PDF/UA-1. Holds references and digests only; no title and no name of a case."""
        return _set(f"Certificate of destruction {certificate.id}", _body(certificate))

    def schedule_pdf(self, schedule: RedactionSchedule) -> bytes:
        """The schedule as PDF/UA-1: references, reasons and places; no word that was taken out."""
        return _set(f"Schedule of redactions {schedule.id}", schedule_body(schedule))


def _set(title: str, body: str) -> bytes:
    from PIL import ImageFile  # noqa: PLC0415 - as the next
    from weasyprint import HTML  # noqa: PLC0415 - it loads pango, which only this needs

    # WeasyPrint has Pillow bear with pictures that are cut short, in the whole process. Nobody else here should.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    page = (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>{body}</body></html>"
    )
    pdf: bytes = HTML(string=page, base_url=None, url_fetcher=_no_fetching).write_pdf(pdf_variant="pdf/ua-1")
    return pdf


def _no_fetching(url: str) -> dict[str, Any]:  # noqa: ARG001 - the face WeasyPrint asks for
    """A paper reaches for nothing outside itself."""
    raise ValueError("nothing is fetched")


def _body(certificate: Certificate) -> str:
    document: dict[str, Any] = json.loads(certificate.document)
    facts = (
        ("Certificate", document["certificate"]),
        ("Destruction run", document["run"]),
        ("Party", document["party"]),
        ("Issued", document["issued_at"]),
        ("Proposed by", document["proposed_by"]),
        ("Approved by", f"{document['approved_by']}, {document['approved_at']}"),
        ("List approved (SHA-256)", document["list_sha256"]),
        ("Method", document["method"]),
        ("Backups", document["backups"]),
        ("This certificate (SHA-256 of its JSON)", certificate.sha256),
    )
    listed = "".join(f"<dt>{escape(name)}</dt><dd>{escape(str(value))}</dd>" for name, value in facts)
    rows = "".join(_row(item) for item in document["items"])
    return (
        f"<h1>Certificate of destruction</h1><dl>{listed}</dl><h2>Documents</h2><table><thead><tr>"
        "<th>Document</th><th>Matter</th><th>Outcome</th><th>Key destroyed</th><th>Due by rule</th>"
        f"<th>Disclosures on record</th></tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(item: dict[str, Any]) -> str:
    cells = (
        item["document"],
        item["matter"],
        item["outcome"],
        item["key_destroyed_at"] or "Not destroyed",
        f"{item['due_on']}, {item['mandate']}",
        ", ".join(item["disclosures"]) or "None",
    )
    return "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in cells) + "</tr>"
