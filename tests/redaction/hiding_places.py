"""Small PDFs that hide one fictitious name in one place each, and one that hides it nowhere."""

import io
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw, ImageFont

SECRET = "Marwood"
PLAIN = "BT /F1 12 Tf 72 700 Td (The lighthouse keeper wrote a short letter.) Tj ET"

Hide = Callable[[pikepdf.Pdf], None]


def a_clean_pdf(hide: Hide | None = None) -> bytes:
    """One page, one font, one sentence, and whatever `hide` puts in."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )
    page.obj.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)), XObject=Dictionary())
    page.obj.Contents = pdf.make_stream(PLAIN.encode())
    if hide is not None:
        hide(pdf)
    written = io.BytesIO()
    pdf.save(written, compress_streams=True, deterministic_id=True, fix_metadata_version=False)
    return written.getvalue()


def _draws(more: str) -> Hide:
    def hide(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Contents = pdf.make_stream(f"{PLAIN}\n{more}".encode("latin-1"))

    return hide


def _says(text: str, before: str = "", at: str = "72 600") -> Hide:
    return _draws(f"q {before} BT /F1 12 Tf {at} Td {text} ET Q")


def _in_catalogue(**entries: object) -> Hide:
    def hide(pdf: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            pdf.Root[f"/{key}"] = value

    return hide


def _in_info(key: str, value: str) -> Hide:
    def hide(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo[key] = value

    return hide


def _as_stream_in_catalogue(key: str, held: bytes, **entries: object) -> Hide:
    def hide(pdf: pikepdf.Pdf) -> None:
        pdf.Root[f"/{key}"] = pdf.make_stream(held, **entries)

    return hide


def _as_form(content: str, *, is_drawn: bool) -> Hide:
    def hide(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        form = pdf.make_stream(content.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 595, 842])
        form.Resources = Dictionary(Font=page.Resources.Font)
        page.Resources.XObject.Fm = form
        if is_drawn:
            page.Contents = pdf.make_stream(f"{PLAIN}\n/Fm Do".encode())

    return hide


def _in_pattern(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0].obj
    tile = pdf.make_stream(
        f"BT /F1 12 Tf 0 10 Td ({SECRET}) Tj ET".encode(),
        Type=Name.Pattern,
        PatternType=1,
        PaintType=1,
        TilingType=1,
        BBox=[0, 0, 100, 30],
        XStep=100,
        YStep=30,
        Resources=Dictionary(Font=page.Resources.Font),
    )
    page.Resources.Pattern = Dictionary(P1=tile)
    page.Contents = pdf.make_stream(f"{PLAIN}\n/Pattern cs /P1 scn 0 0 200 100 re f".encode())


def _in_hidden_layer(pdf: pikepdf.Pdf) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Notes")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
    pdf.pages[0].obj.Resources.Properties = Dictionary(OC0=group)
    _draws(f"/OC /OC0 BDC BT /F1 12 Tf 72 600 Td ({SECRET}) Tj ET EMC")(pdf)


def _in_annotation(pdf: pikepdf.Pdf) -> None:
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Text, Rect=[10, 10, 30, 30], Contents=String(f"Ask {SECRET}")
    )
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])


def _in_appearance(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0].obj
    form = pdf.make_stream(f"BT /F1 9 Tf ({SECRET}) Tj ET".encode(), Subtype=Name.Form, BBox=[0, 0, 90, 20])
    form.Resources = Dictionary(Font=page.Resources.Font)
    note = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=[0, 0, 9, 9], F=2, AP=Dictionary(N=form))
    page.Annots = Array([pdf.make_indirect(note)])


def _in_field(pdf: pikepdf.Pdf) -> None:
    field = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("surname"), V=String(SECRET)))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


def _attached(held: bytes) -> Hide:
    def hide(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["notes.txt"] = held

    return hide


def _in_outline(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(f"Statement of {SECRET}", 0))


def _in_character_map(pdf: pikepdf.Pdf) -> None:
    spelt = SECRET.encode("utf-16-be").hex()
    cmap = f"/CIDInit /ProcSet findresource begin\n1 beginbfchar\n<01> <{spelt}>\nendbfchar\nend"
    pdf.pages[0].obj.Resources.Font.F1.ToUnicode = pdf.make_stream(cmap.encode())


def _in_struct_tree(pdf: pikepdf.Pdf) -> None:
    element = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Figure, Alt=String(f"Photo of {SECRET}"))
    )
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=element))


def _as_object_in_object_stream(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.PieceInfo = pdf.make_indirect(Dictionary(App=Dictionary(Private=String(SECRET))))


def a_picture_of(words: str, size: tuple[int, int] = (700, 120)) -> Image.Image:
    """Black words on white, in the largest letters that fit."""
    picture = Image.new("L", size, 255)
    ImageDraw.Draw(picture).text((20, 20), words, fill=0, font=ImageFont.load_default(56))
    return picture


def _placed(picture: Image.Image, draws: str) -> Hide:
    def hide(pdf: pikepdf.Pdf) -> None:
        image = pdf.make_stream(
            picture.tobytes(),
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=picture.width,
            Height=picture.height,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
        )
        pdf.pages[0].obj.Resources.XObject.Im = image
        _draws(draws)(pdf)

    return hide


def _in_soft_mask(pdf: pikepdf.Pdf) -> None:
    mask = a_picture_of(SECRET)
    _placed(Image.new("L", mask.size, 0), "q 350 0 0 60 72 500 cm /Im Do Q")(pdf)
    held = pdf.make_stream(mask.tobytes(), Type=Name.XObject, Subtype=Name.Image, BitsPerComponent=8)
    held.Width, held.Height, held.ColorSpace = mask.width, mask.height, Name.DeviceGray
    pdf.pages[0].obj.Resources.XObject.Im.SMask = held


def _in_inline_picture(pdf: pikepdf.Pdf) -> None:
    picture = a_picture_of(SECRET, (420, 100))
    head = f"{PLAIN}\nq 210 0 0 50 72 500 cm BI /W 420 /H 100 /BPC 8 /CS /G ID ".encode()
    pdf.pages[0].obj.Contents = pdf.make_stream(head + picture.tobytes() + b"\nEI Q")


def _in_jpeg_comment(pdf: pikepdf.Pdf) -> None:
    held = io.BytesIO()
    Image.new("L", (64, 64), 200).save(held, "JPEG", comment=f"taken by {SECRET}".encode())
    entries = Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=64, Height=64, BitsPerComponent=8)
    image = pikepdf.Stream(pdf, held.getvalue(), entries)
    image.ColorSpace, image.Filter = Name.DeviceGray, Name.DCTDecode
    pdf.pages[0].obj.Resources.XObject.Im = image


def _past_the_pixels(pdf: pikepdf.Pdf) -> None:
    entries = Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=8, Height=8, BitsPerComponent=8)
    image = pikepdf.Stream(pdf, bytes(range(64)) + b"\0\1" + SECRET.encode() + b"\0", entries)
    image.ColorSpace = Name.DeviceGray
    pdf.pages[0].obj.Resources.XObject.Im = image


def _hangs(rest: str, *, is_last: bool = False) -> Hide:
    """A large letter with the rest of the word behind its head, and a second line behind its foot."""
    large = f"BT /F1 30 Tf 72 587 Td ({SECRET[0]}) Tj ET"
    lines = f"BT /F1 11 Tf 99 600 Td ({rest}) Tj 0 -13 Td (at the harbour) Tj ET"
    return _draws(f"{lines} {large}" if is_last else f"{large} {lines}")


_XMP = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>{}</dc:creator></x:xmpmeta>'
_AS_ENTITIES = "".join(f"&#{ord(letter)};" for letter in SECRET)
_AS_ESCAPES = "".join(f"\\x{ord(letter):02x}" for letter in SECRET)
_AS_OCTAL = "".join(f"\\{ord(letter):03o}" for letter in SECRET)
_AS_HEX = SECRET.encode().hex()
_SPACED = " ".join(SECRET)
_NAME_TREE = Dictionary(Names=Array([String(SECRET), Array([0, Name.Fit])]))

HIDING_PLACES: dict[str, Hide] = {
    "visible text": _says(f"(Seen: {SECRET}) Tj"),
    "invisible text": _says(f"3 Tr ({SECRET}) Tj"),
    "white text": _says(f"1 g ({SECRET}) Tj"),
    "text off the page": _says(f"({SECRET}) Tj", at="900 2000"),
    "clipped text": _says(f"({SECRET}) Tj", before="0 0 1 1 re W n"),
    "text under a rectangle": _draws(f"BT /F1 12 Tf 72 600 Td ({SECRET}) Tj ET 0 g 60 590 200 30 re f"),
    "kerned text": _says("[(Mar) -30 (w) 12 (ood)] TJ"),
    "letter-spaced text": _says(f"({_SPACED}) Tj"),
    "hyphenated text": _says("(Mar-) Tj 0 -14 Td (wood) Tj"),
    "a letter over two lines": _hangs("arwood was met"),
    "a letter over two lines, drawn last": _hangs("arwood was met", is_last=True),
    "a letter over two lines before capitals": _hangs("ARWOOD WAS met"),
    "text in capitals": _says(f"({SECRET.upper()}) Tj"),
    "octal escapes": _says(f"({_AS_OCTAL}) Tj"),
    "a hexadecimal string": _says(f"<{_AS_HEX}> Tj"),
    "a form that is drawn": _as_form(f"BT /F1 12 Tf 72 500 Td ({SECRET}) Tj ET", is_drawn=True),
    "a form that is not drawn": _as_form("BT /F1 12 Tf [(Mar) -20 (wood)] TJ ET", is_drawn=False),
    "a tiling pattern": _in_pattern,
    "a hidden layer": _in_hidden_layer,
    "ActualText in the page": _draws(f"/Span <</ActualText ({SECRET})>> BDC EMC"),
    "ActualText in UTF-16": _draws(f"/Span <</ActualText <feff{SECRET.encode('utf-16-be').hex()}>>> BDC EMC"),
    "a comment in the page": _draws(f"% {SECRET}"),
    "an operator nobody knows": _draws(f"BX ({SECRET}) zz EX"),
    "alternative text of a tag": _in_struct_tree,
    "the title": _in_info("/Title", f"Report on {SECRET}"),
    "an invented property": _in_info("/CaseName", SECRET),
    "a property in UTF-16": _in_info("/Title", f"Über {SECRET}"),
    "XMP": _as_stream_in_catalogue("Metadata", _XMP.format(SECRET).encode(), Type=Name.Metadata),
    "XMP in entities": _as_stream_in_catalogue("Metadata", _XMP.format(_AS_ENTITIES).encode()),
    "XMP in UTF-16": _as_stream_in_catalogue("Metadata", _XMP.format(SECRET).encode("utf-16")),
    "a bookmark": _in_outline,
    "a named destination": _in_catalogue(Names=Dictionary(Dests=_NAME_TREE)),
    "a destination by name": _in_catalogue(Dests=Dictionary({f"/{SECRET}": Array([0, Name.Fit])})),
    "a script": _in_catalogue(OpenAction=Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{SECRET}')"))),
    "an escaped script": _as_stream_in_catalogue("JS", f"app.alert('{_AS_ESCAPES}')".encode()),
    "a page label": _in_catalogue(PageLabels=Dictionary(Nums=Array([0, Dictionary(P=String(f"{SECRET}-"))]))),
    "a link": _in_catalogue(OpenAction=Dictionary(S=Name.URI, URI=String(f"https://example.org/{SECRET}"))),
    "XFA": _in_catalogue(AcroForm=Dictionary(XFA=String(f"<surname>{SECRET}</surname>"))),
    "an annotation": _in_annotation,
    "an annotation's appearance": _in_appearance,
    "a form field": _in_field,
    "an attachment": _attached(f"Interview of {SECRET}".encode()),
    "an attachment in UTF-16": _attached(f"Interview of {SECRET}".encode("utf-16-le")),
    "the name of an attachment": lambda pdf: pdf.attachments.__setitem__(f"{SECRET}.txt", b"nothing"),
    "a character map": _in_character_map,
    "a private dictionary in an object stream": _as_object_in_object_stream,
    "a string in UTF-16 without its mark": _in_catalogue(
        Hint=String(SECRET.encode("utf-16-le").decode("latin-1"))
    ),
    "the comment of a JPEG": _in_jpeg_comment,
    "bytes past the pixels": _past_the_pixels,
}

PICTURED: dict[str, Hide] = {
    "a picture": _placed(a_picture_of(SECRET), "q 350 0 0 60 72 500 cm /Im Do Q"),
    "a picture off the page": _placed(a_picture_of(SECRET), "q 350 0 0 60 2000 500 cm /Im Do Q"),
    "a picture under a rectangle": _placed(
        a_picture_of(SECRET), "q 350 0 0 60 72 500 cm /Im Do Q 0 g 70 490 360 80 re f"
    ),
    "a picture that is not drawn": _placed(a_picture_of(SECRET), ""),
    "a picture on its side": _placed(
        a_picture_of(SECRET).rotate(90, expand=True), "q 60 0 0 350 72 300 cm /Im Do Q"
    ),
    "a mirrored picture": _placed(
        a_picture_of(SECRET).transpose(Image.Transpose.FLIP_LEFT_RIGHT), "q -350 0 0 60 450 500 cm /Im Do Q"
    ),
    "a soft mask": _in_soft_mask,
    "an inline picture": _in_inline_picture,
}


def with_history() -> bytes:
    """A file whose first version said the name, and whose second version, appended, does not."""
    before = a_clean_pdf(_says("[(Mar) -30 (wood)] TJ"))
    pdf = pikepdf.open(io.BytesIO(before))
    number, _ = pdf.pages[0].obj.Contents.objgen
    root, _ = pdf.Root.objgen
    size = int(pdf.trailer.Size)
    start = before.rindex(b"startxref") + 9
    previous = int(before[start : before.index(b"%%EOF", start)])
    body = f"\n{number} 0 obj\n<</Length {len(PLAIN)}>>\nstream\n{PLAIN}\nendstream\nendobj\n".encode()
    at = len(before) + 1
    table = f"xref\n{number} 1\n{at:010d} 00000 n \n"
    trailer = f"trailer\n<</Size {size}/Root {root} 0 R/Prev {previous}>>\nstartxref\n"
    return before + body + f"{table}{trailer}{len(before) + len(body)}\n%%EOF\n".encode()


def with_orphan() -> bytes:
    """A compressed content stream that no object table points to."""
    clean = a_clean_pdf()
    body = zlib.compress(b"BT /F1 12 Tf 10 10 Td [(Mar) -30 (wood)] TJ ET")
    orphan = b"\n99 0 obj\n<</Length %d/Filter/FlateDecode>>\nstream\n%b\nendstream\nendobj\n" % (
        len(body),
        body,
    )
    place = clean.rindex(b"startxref")
    return clean[:place] + orphan + clean[place:]


RAW_PLACES: dict[str, Callable[[], bytes]] = {
    "an earlier version": with_history,
    "an orphaned stream": with_orphan,
    "bytes after the end": lambda: a_clean_pdf() + f"\n{SECRET}\n".encode(),
    "a comment in the file": lambda: a_clean_pdf().replace(
        b"\nstartxref", f"\n% {SECRET}\nstartxref".encode()
    ),
}
