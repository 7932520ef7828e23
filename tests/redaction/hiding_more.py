"""More small PDFs that hide the name in one place each: keys, fonts, inks, filters and encodings."""

import base64
import codecs
import quopri
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from tests.redaction.hiding_places import PLAIN, SECRET, Hide, a_clean_pdf
from tests.redaction.pdf.test_outlines import outlined

SAID = f"BT /F1 12 Tf 72 500 Td ({SECRET}) Tj ET"


def in_catalogue(make: Callable[[pikepdf.Pdf], dict[str, Object]]) -> Hide:
    def hide(pdf: pikepdf.Pdf) -> None:
        for key, value in make(pdf).items():
            pdf.Root[f"/{key}"] = value

    return hide


def on_page(**entries: Any) -> Hide:
    def hide(pdf: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            pdf.pages[0].obj[f"/{key}"] = value

    return hide


def annotated(**entries: Any) -> Hide:
    def hide(pdf: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([10, 10, 30, 30]), **entries)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])

    return hide


def fielded(**entries: Any) -> Hide:
    def hide(pdf: pikepdf.Pdf) -> None:
        field = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("surname"), **entries))
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))

    return hide


def with_font(change: Callable[[pikepdf.Pdf, Object], str]) -> Hide:
    """A second font, changed, that the page draws something with."""

    def hide(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.Resources.Font.F2 = pdf.make_indirect(font)
        shown = change(pdf, page.Resources.Font.F2)
        page.Contents = pdf.make_stream(f"{PLAIN}\nBT /F2 30 Tf 72 500 Td {shown} ET".encode("latin-1"))

    return hide


def _character_map(pairs: dict[str, str]) -> bytes:
    rows = "\n".join(f"<{ord(code):02x}> <{ord(letter):04x}>" for code, letter in pairs.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(pairs)} beginbfchar\n{rows}\nendbfchar endcmap end end"
    ).encode()


def _telling_map(pdf: pikepdf.Pdf, font: Object) -> str:
    turned = codecs.encode(SECRET, "rot13")
    font.ToUnicode = pdf.make_stream(_character_map(dict(zip(turned, SECRET, strict=True))))
    return f"({turned}) Tj"


def _lying_map(pdf: pikepdf.Pdf, font: Object) -> str:
    """What is seen is the name; whoever copies it gets other letters."""
    turned = codecs.encode(SECRET, "rot13")
    font.ToUnicode = pdf.make_stream(_character_map(dict(zip(SECRET, turned, strict=True))))
    return f"({SECRET}) Tj"


def _font_name(pdf: pikepdf.Pdf, font: Object) -> str:
    font.BaseFont = Name(f"/ABCDEF+{SECRET}")
    return "(seen) Tj"


def _glyph_name(pdf: pikepdf.Pdf, font: Object) -> str:
    font.Encoding = Dictionary(Differences=Array([65, Name(f"/{SECRET}")]))
    return "(seen) Tj"


def _type_three(letter: bytes) -> Callable[[pikepdf.Pdf, Object], str]:
    def change(pdf: pikepdf.Pdf, font: Object) -> str:
        plain = pdf.pages[0].obj.Resources.Font.F1
        font.Subtype, font.FontBBox = Name.Type3, Array([0, 0, 1000, 1000])
        del font.BaseFont
        font.FontMatrix = Array([0.001, 0, 0, 0.001, 0, 0])
        font.Encoding = Dictionary(Differences=Array([65, Name.a, Name.b]))
        font.FirstChar, font.LastChar, font.Widths = 65, 66, Array([500, 500])
        font.CharProcs = Dictionary(
            a=pdf.make_stream(b"500 0 d0 0 0 400 400 re f"), b=pdf.make_stream(letter)
        )
        font.Resources = Dictionary(Font=Dictionary(F1=plain))
        return "(A) Tj"

    return change


def _unnamed_letters(pdf: pikepdf.Pdf, font: Object) -> str:
    """Letters drawn by procedures with names that say nothing."""
    _type_three(b"0 0 d0")(pdf, font)
    letters = sorted(set(SECRET))
    font.CharProcs = Dictionary()
    for letter in letters:
        shape = outlined(letter, 0, 0, 1000)
        font.CharProcs[f"/x{letters.index(letter)}y"] = pdf.make_stream(f"700 0 d0 {shape}".encode())
    names = [Name(f"/x{number}y") for number in range(len(letters))]
    font.Encoding = Dictionary(Type=Name.Encoding, Differences=Array([1, *names]))
    font.FirstChar, font.LastChar, font.Widths = 1, len(letters), Array([700] * len(letters))
    codes = "".join(f"{letters.index(letter) + 1:02x}" for letter in SECRET)
    return f"<{codes}> Tj"


def _in_ink(make: Callable[[Object], Object]) -> Hide:
    def hide(pdf: pikepdf.Pdf) -> None:
        tint = pdf.make_stream(b"{ pop }", FunctionType=4, Domain=Array([0, 1, 0, 1]), Range=Array([0, 1]))
        page = pdf.pages[0].obj
        page.Resources.ColorSpace = Dictionary(C1=pdf.make_indirect(make(tint)))
        page.Contents = pdf.make_stream(f"{PLAIN}\n/C1 cs 0 0 scn 0 0 9 9 re f".encode())

    return hide


def _tint_program(pdf: pikepdf.Pdf) -> None:
    program = f"{{ % {SECRET}\n pop }}".encode()
    tint = pdf.make_stream(program, FunctionType=4, Domain=Array([0, 1, 0, 1]), Range=Array([0, 1]))
    _in_ink(lambda _: Array([Name.DeviceN, Array([Name.Black, Name.Spot]), Name.DeviceGray, tint]))(pdf)


def _palette(pdf: pikepdf.Pdf) -> None:
    colours = String(SECRET.encode() + b"\0\0")
    space = Array([Name.Indexed, Name.DeviceRGB, 2, colours])
    entries = Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=9, Height=9, BitsPerComponent=8)
    image = pikepdf.Stream(pdf, bytes(81), entries)
    image.ColorSpace = space
    page = pdf.pages[0].obj
    page.Resources.XObject.Im = image
    page.Contents = pdf.make_stream(f"{PLAIN}\nq 9 0 0 9 0 0 cm /Im Do Q".encode())


def _layer_of(key: str) -> Hide:
    def hide(pdf: pikepdf.Pdf) -> None:
        usage = Dictionary(CreatorInfo=Dictionary(Creator=String(SECRET), Subtype=Name.Artwork))
        layer = Dictionary(Type=Name.OCG, Name=String("Notes"))
        layer[f"/{key}"] = String(SECRET) if key == "Name" else usage
        held = pdf.make_indirect(layer)
        pdf.Root.OCProperties = Dictionary(OCGs=Array([held]), D=Dictionary(Order=Array([held])))

    return hide


def _tagged(**entries: Any) -> Hide:
    return in_catalogue(
        lambda pdf: {"StructTreeRoot": pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, **entries))}
    )


def _unlisted_page(pdf: pikepdf.Pdf) -> None:
    page = Dictionary(
        Type=Name.Page, MediaBox=Array([0, 0, 100, 100]), Contents=pdf.make_stream(SAID.encode())
    )
    page.Resources = Dictionary(Font=pdf.pages[0].obj.Resources.Font)
    pdf.Root.Names = Dictionary(Templates=Dictionary(Names=Array([String("spare"), pdf.make_indirect(page)])))


def _seal(**entries: Any) -> Hide:
    def hide(pdf: pikepdf.Pdf) -> None:
        seal = Dictionary(
            Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), ByteRange=Array([0, 1, 2, 3]), **entries
        )
        fielded(V=pdf.make_indirect(seal))(pdf)

    return hide


def _soft_mask_group(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0].obj
    group = pdf.make_stream(SAID.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 595, 842]))
    group.Resources, group.Group = (
        Dictionary(Font=page.Resources.Font),
        Dictionary(S=Name.Transparency, CS=Name.DeviceGray),
    )
    mask = Dictionary(Type=Name.Mask, S=Name.Luminosity, G=group)
    page.Resources.ExtGState = Dictionary(G1=Dictionary(Type=Name.ExtGState, SMask=mask))
    page.Contents = pdf.make_stream(f"{PLAIN}\nq /G1 gs 0 g 0 0 300 300 re f Q".encode())


def _attached_by_annotation(pdf: pikepdf.Pdf) -> None:
    held = pdf.make_stream(f"Interview of {SECRET}".encode(), Type=Name.EmbeddedFile)
    spec = Dictionary(Type=Name.Filespec, F=String("a.txt"), EF=Dictionary(F=held))
    annotated(FS=pdf.make_indirect(spec))(pdf)


def said_in(packed: bytes, *filters: str) -> Hide:
    def hide(pdf: pikepdf.Pdf) -> None:
        stream = pikepdf.Stream(pdf, packed)
        stream.Filter = Array([Name(f"/{each}") for each in filters])
        pdf.Root.Spare = pdf.make_indirect(stream)

    return hide


def spelt(held: bytes) -> Hide:
    return in_catalogue(lambda pdf: {"Spare": pdf.make_stream(held)})


def _run_lengths(held: bytes) -> bytes:
    return bytes([len(held) - 1]) + held + b"\x80"


def _as_lzw(held: bytes) -> bytes:
    """LZW that never builds on its table: each letter in nine bits between a clear and an end."""
    bits = "".join(f"{code:09b}" for code in (256, *held, 257))
    return int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")


NOTE = f"Interview of {SECRET}, second part"
_MORE: dict[str, Hide] = {
    "a map that tells": with_font(_telling_map),
    "the name of a font": with_font(_font_name),
    "the name of a letter": with_font(_glyph_name),
    "a letter of Type 3 that is not drawn": with_font(_type_three(f"500 0 d0 {SAID}".encode())),
    "the name of an ink": _in_ink(
        lambda tint: Array([Name.Separation, Name(f"/{SECRET}"), Name.DeviceGray, tint])
    ),
    "the name of an ink of several": _in_ink(
        lambda tint: Array([Name.DeviceN, Array([Name.Black, Name(f"/{SECRET}")]), Name.DeviceGray, tint])
    ),
    "the program of an ink": _tint_program,
    "a palette": _palette,
    "the name of a layer": _layer_of("Name"),
    "who made a layer": _layer_of("Usage"),
    "the long form of a tag": _tagged(K=Dictionary(S=Name.Span, E=String(SECRET))),
    "the title of a tag": _tagged(K=Dictionary(S=Name.Span, T=String(SECRET))),
    "the name of a tag": _tagged(K=Dictionary(S=Name.P, ID=String(SECRET))),
    "the language of a tag": _tagged(K=Dictionary(S=Name.P, Lang=String(SECRET))),
    "the class of a tag": _tagged(K=Dictionary(S=Name.P, C=Name(f"/{SECRET}"))),
    "the summary of a table's tag": _tagged(
        K=Dictionary(S=Name.Table, A=Dictionary(O=Name.Table, Summary=String(SECRET)))
    ),
    "the classes of tags": _tagged(ClassMap=Dictionary({f"/{SECRET}": Dictionary(O=Name.Layout)})),
    "the names of tags": _tagged(IDTree=Dictionary(Names=Array([String(SECRET), Dictionary(S=Name.P)]))),
    "the name space of tags": _tagged(Namespaces=Array([Dictionary(Type=Name.Namespace, NS=String(SECRET))])),
    "the kinds of tag": _tagged(RoleMap=Dictionary({f"/{SECRET}": Name.P})),
    "a page that is not in the list": _unlisted_page,
    "why a document was signed": _seal(Reason=String(SECRET)),
    "who signed": _seal(Name=String(SECRET)),
    "the certificate of a signature": _seal(
        Contents=String((b"\x30\x82\x01\x02\x0c\x07" + SECRET.encode() + b"\x06\x03").decode("latin-1"))
    ),
    "a soft mask's drawing": _soft_mask_group,
    "a file attached to a note": _attached_by_annotation,
    "a link to another file": annotated(A=Dictionary(S=Name.GoToR, F=String(f"{SECRET}.pdf"), D=String("1"))),
    "a program to start": annotated(A=Dictionary(S=Name.Launch, F=String(f"{SECRET}.exe"))),
    "a form that is sent": annotated(
        A=Dictionary(S=Name.SubmitForm, F=String(f"https://example.org/{SECRET}"))
    ),
    "the rich text of a note": annotated(RC=String(f"<body><p>{SECRET}</p></body>")),
    "the name of a note": annotated(NM=String(SECRET)),
    "a choice of a form": fielded(Opt=Array([String("a"), Array([String("b"), String(SECRET)])])),
    "how a field is drawn": fielded(DA=String(f"/{SECRET} 12 Tf 0 g")),
    "a sum in a form": fielded(AA=Dictionary(C=Dictionary(S=Name.JavaScript, JS=String(f"f('{SECRET}')")))),
    "the condition of a print": in_catalogue(
        lambda _: {"OutputIntents": Array([Dictionary(S=Name.GTS_PDFX, Info=String(SECRET))])}
    ),
    "the files of a portfolio": in_catalogue(
        lambda _: {"Collection": Dictionary(Schema=Dictionary({f"/{SECRET}": Dictionary(Subtype=Name.S)}))}
    ),
    "where a page was caught": in_catalogue(
        lambda _: {"SpiderInfo": Dictionary(V=1, C=Array([String(SECRET)]))}
    ),
    "the base of links": in_catalogue(
        lambda _: {"URI": Dictionary(Base=String(f"https://{SECRET}.example/"))}
    ),
    "a developer's mark": in_catalogue(lambda _: {"Extensions": Dictionary({f"/{SECRET}": Dictionary()})}),
    "a part of a map": on_page(VP=Array([Dictionary(Type=Name.Viewport, Name=String(SECRET))])),
    "the plate of a page": on_page(SeparationInfo=Dictionary(DeviceColorant=Name(f"/{SECRET}"))),
    "a page's own note": on_page(Hint=String(SECRET)),
    "words in UTF-16": spelt(NOTE.encode("utf-16")),
    "words in UTF-32": spelt(NOTE.encode("utf-32-be")),
    "words in base64": spelt(base64.b64encode(NOTE.encode())),
    "words in base64 in XML": spelt(b"<x>" + base64.b64encode(NOTE.encode()) + b"</x>"),
    "words in hexadecimal": spelt(NOTE.encode().hex().encode()),
    "words in ASCII85": spelt(base64.a85encode(NOTE.encode(), adobe=True)),
    "an address": spelt("".join(f"%{ord(each):02X}" for each in SECRET).encode()),
    "words of a letter": spelt(quopri.encodestring("".join(SECRET).encode()).replace(b"w", b"=77")),
    "an object stream with an object that nobody lists": in_catalogue(
        lambda pdf: {
            "Spare": pdf.make_stream(f"50 0 <</Said({SECRET})>>".encode(), Type=Name.ObjStm, N=1, First=5)
        }
    ),
    "a stream in hexadecimal": said_in(SAID.encode().hex().encode() + b">", "ASCIIHexDecode"),
    "a stream in ASCII85": said_in(base64.a85encode(SAID.encode()) + b"~>", "ASCII85Decode"),
    "a stream in runs": said_in(_run_lengths(SAID.encode()), "RunLengthDecode"),
    "a stream in LZW": said_in(_as_lzw(SAID.encode()), "LZWDecode"),
    "a stream packed twice": said_in(
        base64.a85encode(zlib.compress(SAID.encode())) + b"~>", "ASCII85Decode", "FlateDecode"
    ),
}
# Seen by an eye alone: what any program reads there is something else.
MORE_PICTURED: dict[str, Hide] = {
    "a map that lies": with_font(_lying_map),
    "letters without names": with_font(_unnamed_letters),
}
MORE_PLACES: dict[str, Hide] = _MORE


def _orphan(packed: bytes, filters: str) -> bytes:
    clean = a_clean_pdf()
    place = clean.rindex(b"startxref")
    head = f"\n99 0 obj\n<</Length {len(packed)}/Filter[{filters}]>>\nstream\n".encode()
    return clean[:place] + head + packed + b"\nendstream\nendobj\n" + clean[place:]


MORE_RAW: dict[str, Callable[[], bytes]] = {
    "an orphaned stream in ASCII85": lambda: _orphan(
        base64.a85encode(zlib.compress(SAID.encode())) + b"~>", "/ASCII85Decode/FlateDecode"
    ),
    "an orphaned stream in LZW": lambda: _orphan(_as_lzw(SAID.encode()), "/LZWDecode"),
    "bytes before the beginning": lambda: f"% {SECRET}\n".encode() + a_clean_pdf(),
}
