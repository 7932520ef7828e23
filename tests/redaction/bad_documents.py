"""Documents that no reader should be harmed by."""

import io
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.redaction.hiding_places import a_clean_pdf

MEGABYTE = 1 << 20


def a_file(*objects: bytes, root: int = 1) -> bytes:
    """A PDF from its objects, numbered from 1, with a correct table."""
    held, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(held))
        held += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        root,
        len(held),
    )
    return held + head + table + tail


def a_stream(held: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(held), entries, held)


def a_flate_bomb(megabytes: int = 1024) -> bytes:
    """A page whose content inflates to a gigabyte: deflated twice, it is a few kilobytes."""
    deflating = zlib.compressobj(9)
    once = b"".join(deflating.compress(b"q " * (MEGABYTE // 2)) for _ in range(megabytes)) + deflating.flush()
    twice = zlib.compress(once, 9)
    return a_file(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        a_stream(twice, b"/Filter[/FlateDecode/FlateDecode]"),
    )


def a_million_pages() -> bytes:
    """One page, a thousand times in each of a thousand branches."""
    return a_file(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1000000/Kids[" + b"3 0 R " * 1000 + b"]>>",
        b"<</Type/Pages/Parent 2 0 R/Count 1000/Kids[" + b"4 0 R " * 1000 + b"]>>",
        b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 595 842]>>",
    )


def a_loop_of_tables() -> bytes:
    """A table that says it continues where it begins."""
    clean = a_file(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>")
    start = clean.index(b"xref\n0")
    return clean.replace(b"/Root", b"/Prev %d/Root" % start)


def pages_in_a_circle() -> bytes:
    return a_file(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>")


def deep_nesting(levels: int = 200_000) -> bytes:
    return a_file(
        b"<</Type/Catalog/Pages 2 0 R/Deep " + b"[" * levels + b"]" * levels + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    )


def a_huge_page() -> bytes:
    return a_file(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 2000000 2000000]>>",
    )


def a_locked_document() -> bytes:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_clean_pdf())) as pdf:
        pdf.save(written, encryption=pikepdf.Encryption(owner="owner", user="reader"))
    return written.getvalue()


def a_signed_document() -> bytes:
    """A form with a signature in it. It is not a good signature; nothing here asks whether it is."""

    def sign(pdf: pikepdf.Pdf) -> None:
        seal = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), ByteRange=Array([0, 10, 20, 30]))
        seal.Contents = String(b"\x30\x82" + bytes(64))
        field = Dictionary(FT=Name.Sig, T=String("seal"), V=pdf.make_indirect(seal), Type=Name.Annot)
        field.Subtype, field.Rect = Name.Widget, Array([0, 0, 0, 0])
        held = pdf.make_indirect(field)
        pdf.pages[0].obj.Annots = Array([held])
        pdf.Root.AcroForm = Dictionary(Fields=Array([held]), SigFlags=3)

    return a_clean_pdf(sign)
