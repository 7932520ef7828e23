"""Hiding places round the pages: notes, forms, files, keys."""

import io
import zlib

from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from tests.redaction.planting import Torture, show

# Annotations and forms.


def annotations(made: Torture) -> None:
    page = made.page(show("annotated"))
    shown = made.form(show(made.secret("annotation appearance"), x=5, y=5).encode())
    free = Dictionary(
        Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([72, 600, 300, 640]), F=4,
        Contents=String(made.secret("annotation contents")), T=String(made.secret("annotation author")),
        AP=Dictionary(N=shown), RC=String(made.secret("annotation rich text")),
    )  # fmt: skip
    popup = Dictionary(
        Type=Name.Annot, Subtype=Name.Popup, Rect=Array([0, 0, 10, 10]), Contents=String(made.secret("popup"))
    )
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([72, 500, 300, 540]),
        A=Dictionary(S=Name.URI, URI=String(f"https://example.org/{made.secret('link address')}")),
    )  # fmt: skip
    hidden = Dictionary(
        Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([72, 300, 300, 340]), F=2,
        AP=Dictionary(N=made.form(show(made.secret("hidden annotation")).encode())),
    )  # fmt: skip
    page.Annots = Array([made.pdf.make_indirect(note) for note in (free, popup, link, hidden)])


def form_field(made: Torture) -> None:
    page = made.page(show("a form"))
    word = made.secret("field value")
    appearance = made.form(f"/Tx BMC BT /F1 12 Tf 2 5 Td ({word}) Tj ET EMC".encode())
    widget = made.pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String(made.secret("field name")),
            V=String(word),
            DV=String(made.secret("field default")),
            TU=String(made.secret("field tooltip")),
            Rect=Array([72, 600, 300, 620]),
            F=4,
            AP=Dictionary(N=appearance),
            DA=String("/F1 12 Tf 0 g"),
        )
    )
    page.Annots = Array([widget])
    made.pdf.Root.AcroForm = Dictionary(
        Fields=Array([widget]),
        DR=Dictionary(Font=Dictionary(F1=made.helvetica())),
        XFA=made.stream(f"<xfa>{made.secret('xfa')}</xfa>".encode()),
    )


# The document round the pages.


def document_keys(made: Torture) -> None:
    root, pdf = made.pdf.Root, made.pdf
    page = pdf.pages[0].obj
    pdf.docinfo["/Title"] = made.secret("info title")
    pdf.docinfo["/Odd"] = made.secret("info own key")
    root.Metadata = made.stream(
        f"<x:xmpmeta>{made.secret('xmp')}</x:xmpmeta>".encode(), Type=Name.Metadata, Subtype=Name.XML
    )
    item = pdf.make_indirect(Dictionary(Title=String(made.secret("outline"))))
    root.Outlines = Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1)
    names = Array([String(made.secret("named destination")), Array([page, Name.Fit])])
    scripts = Array(
        [String("open"), Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{made.secret('script')}')"))]
    )
    embedded = made.stream(made.secret("attachment").encode(), Type=Name.EmbeddedFile)
    spec = pdf.make_indirect(
        Dictionary(Type=Name.Filespec, F=String(made.secret("attachment name")), EF=Dictionary(F=embedded))
    )
    root.Names = Dictionary(
        Dests=Dictionary(Names=names),
        JavaScript=Dictionary(Names=scripts),
        EmbeddedFiles=Dictionary(Names=Array([String("file"), spec])),
    )
    root.AF = Array([spec])
    root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(made.secret("page label")))]))
    root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(made.secret("open action")))
    root.Lang = String(made.secret("language"))
    element = pdf.make_indirect(
        Dictionary(
            Type=Name.StructElem,
            S=Name.P,
            Alt=String(made.secret("tag alt")),
            ActualText=String(made.secret("tag actual text")),
        )
    )
    root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=element)
    root.MarkInfo = Dictionary(Marked=True)
    root.PieceInfo = Dictionary(App=Dictionary(Private=String(made.secret("piece info"))))
    page.PieceInfo = Dictionary(App=Dictionary(Private=String(made.secret("page piece info"))))
    page.Metadata = made.stream(made.secret("page metadata").encode())
    page.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String(made.secret("page action"))))
    page.Thumb = made.stream(made.secret("thumbnail").encode(), Width=4, Height=4)
    page[Name(f"/{made.secret('page key')}")] = True
    pdf.trailer[Name("/Hidden")] = String(made.secret("trailer key"))
    _catalogue_keys(made)


def _catalogue_keys(made: Torture) -> None:
    root, pdf = made.pdf.Root, made.pdf
    made.secret("id")
    pdf.trailer.ID = Array([String(made.secrets["id"]), String(made.secrets["id"])])
    orphan = pdf.make_indirect(Dictionary(Note=String(made.secret("orphan"))))
    root.Orphan = orphan
    root.Perms = Dictionary(Note=String(made.secret("permissions")))
    root.Collection = Dictionary(Note=String(made.secret("portfolio")))
    root.Threads = Array([Dictionary(I=Dictionary(Title=String(made.secret("article thread"))))])


def object_keys(made: Torture) -> None:
    inside = made.form(
        b"0 g 10 10 20 20 re f",
        PieceInfo=Dictionary(App=Dictionary(Private=String(made.secret("form piece info")))),
        Metadata=made.stream(made.secret("form metadata").encode()),
        Ref=Dictionary(F=String(made.secret("form reference"))),
    )
    tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([1]), C1=Array([0]), N=1)
    space = Array([Name.Separation, Name.Spot, Name.DeviceGray, tint])
    made.page(
        "/Fm Do /S1 cs 1 scn 0 0 5 5 re f", XObject=Dictionary(Fm=inside), ColorSpace=Dictionary(S1=space)
    )
    made.helvetica().Note = String(made.secret("font key"))


def image_metadata(made: Torture) -> None:
    picture = Image.new("RGB", (60, 40), (200, 220, 240))
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = made.secret("camera note")
    picture.save(out, "JPEG", exif=exif, comment=made.secret("picture comment").encode())
    tail = made.secret("after the picture").encode()
    image = made.stream(out.getvalue() + tail, Type=Name.XObject, Subtype=Name.Image, Width=60, Height=40,
                        ColorSpace=Name.DeviceRGB, BitsPerComponent=8, Filter=Name.DCTDecode,
                        Alternates=Array([Dictionary(Note=String(made.secret("alternate image")))]))  # fmt: skip
    made.page("q 60 0 0 40 100 500 cm /Im Do Q", XObject=Dictionary(Im=image))


def flate_twice(made: Torture) -> None:
    word = made.secret("flate twice")
    page = made.page("")
    packed = zlib.compress(zlib.compress(show(word).encode()))
    twice = made.stream(packed, Filter=Array([Name.FlateDecode, Name.FlateDecode]))
    page.Contents = Array([twice, page.Contents])
