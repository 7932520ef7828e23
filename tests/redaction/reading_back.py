"""Reads a PDF back with engines that share no code with the redactor, and in its raw objects."""

import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
from pdfminer.high_level import extract_text


def letters(text: str) -> str:
    """Give the letters alone, so that neither spacing nor line ends hide a word."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def by_pdfium(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def by_poppler(path: Path) -> str:
    done = subprocess.run(["pdftotext", "-q", str(path), "-"], capture_output=True, timeout=280, check=True)
    return done.stdout.decode("utf-8", "replace")


def by_pdfminer(path: Path) -> str:
    return str(extract_text(str(path)))


def everything_in(path: Path) -> bytes:
    """Give every object as written, every stream decoded, and the file itself, in lower case."""
    found = [path.read_bytes()]
    with pikepdf.open(path) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream):
                found.append(repr(dict(item.items())).encode())
                found.append(item.read_raw_bytes())
                try:
                    found.append(item.read_bytes())
                except pikepdf.PdfError:
                    continue
            else:
                found.append(item.unparse(resolved=False))
    return b"\n".join(found).lower()


def spellings(word: str) -> list[bytes]:
    """Give a word in every encoding that a string or stream of a PDF may use, in lower case."""
    low = word.lower()
    raised = word.encode().hex().lower().encode()
    return [
        low.encode(),
        low.encode("utf-16-be"),
        low.encode("utf-16-le"),
        raised,
        word.encode("utf-16-be").hex().encode(),
        "".join(f"\\{ord(letter):03o}" for letter in word).encode(),
    ]
