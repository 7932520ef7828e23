"""Small office documents, built part by part, for printing; and old ones, which LibreOffice writes."""

import io
import subprocess
import zipfile
from pathlib import Path

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONSHIPS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{each}</Relationships>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'


def a_docx(body: str, *, links: str = "", more: dict[str, bytes] | None = None) -> bytes:
    """A document of Word whose body holds these paragraphs (as WordprocessingML)."""
    text = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        f'xmlns:r="{_OFFICE}"><w:body>{body}</w:body></w:document>'
    )
    parts = {
        "[Content_Types].xml": _TYPES.encode(),
        "_rels/.rels": _RELATIONSHIPS.format(each=_MAIN).encode(),
        "word/document.xml": text.encode(),
        "word/_rels/document.xml.rels": _RELATIONSHIPS.format(each=links).encode(),
        **(more or {}),
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return held.getvalue()


def paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def an_old_file(folder: Path, ending: str, written: str) -> Path:
    """A file of the old Microsoft formats (doc, xls), as LibreOffice's own program writes it."""
    plain = folder / ("old.csv" if ending == "xls" else "old.txt")
    plain.write_text(written)
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        {"doc": "doc:MS Word 97", "xls": "xls:MS Excel 97"}[ending],
        "--outdir",
        str(folder),
        str(plain),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=280)
    return folder / f"old.{ending}"
