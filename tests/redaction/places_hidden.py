"""Hiding places in text that a reader does not see, and in streams that a page draws with."""

from pikepdf import Array, Dictionary, Name, String

from tests.redaction.planting import Torture, show

# Text that a reader does not see.


def invisible(made: Torture) -> None:
    made.page(f"BT 3 Tr /F1 12 Tf 1 0 0 1 72 700 Tm ({made.secret('invisible')}) Tj ET")


def white_text(made: Torture) -> None:
    made.page("1 g " + show(made.secret("white text")))


def off_the_page(made: Torture) -> None:
    made.page(show(made.secret("off the page"), x=900, y=1200))


def cropped_away(made: Torture) -> None:
    page = made.page(show(made.secret("cropped away"), y=780))
    page.CropBox = Array([0, 0, 612, 700])


def clipped_away(made: Torture) -> None:
    made.page(f"q 0 0 10 10 re W n {show(made.secret('clipped away'))} Q")


def text_as_clip(made: Torture) -> None:
    word = made.secret("text as clip")
    made.page(f"q BT 7 Tr /F1 40 Tf 1 0 0 1 72 600 Tm ({word}) Tj ET 1 0 0 rg 72 590 400 60 re f Q")


def under_a_rectangle(made: Torture) -> None:
    made.page(show(made.secret("under a rectangle")) + " 0 g 60 690 200 30 re f")


def hidden_layer(made: Torture) -> None:
    layer = made.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(made.secret("layer name"))))
    made.pdf.Root.OCProperties = Dictionary(
        OCGs=Array([layer]), D=Dictionary(Order=Array([layer]), OFF=Array([layer]))
    )
    word = made.secret("hidden layer")
    made.page(f"/OC /L1 BDC {show(word)} EMC", Properties=Dictionary(L1=layer))
    form = made.form(show(made.secret("hidden layer form")).encode(), OC=layer)
    made.page("/Fm Do", XObject=Dictionary(Fm=form))


def comment_in_content(made: Torture) -> None:
    made.page(f"% {made.secret('content comment')}\n0 g")


def stray_operands(made: Torture) -> None:
    one, two = made.secret("stray operand"), made.secret("unknown operator operand")
    made.page(f"({one}) 0 g ({two}) zz /{made.secret('mark tag')} BMC EMC")


def hidden_in_number(made: Torture) -> None:
    made.page(f"1 0 0 1 0 0-{made.secret('number tail')} cm 0 g")


def actual_text(made: Torture) -> None:
    word = made.secret("actual text")
    made.page(f"/Span << /ActualText ({word}) /Alt ({made.secret('alt text')}) >> BDC {show('seen')} EMC")


def actual_text_property(made: Torture) -> None:
    named = Dictionary(ActualText=String(made.secret("named property")))
    made.page("/Span /P1 BDC " + show("seen") + " EMC", Properties=Dictionary(P1=named))


# Text in other streams that a page draws.


def form(made: Torture) -> None:
    inside = made.form(show(f"inside {made.secret('form')} stays").encode())
    made.page("/Fm Do", XObject=Dictionary(Fm=inside))


def nested_form(made: Torture) -> None:
    inner = made.form(show(made.secret("nested form")).encode())
    fonts = Dictionary(F1=made.helvetica())
    outer = made.form(b"q /In Do Q", Resources=Dictionary(Font=fonts, XObject=Dictionary(In=inner)))
    made.page("/Out Do", XObject=Dictionary(Out=outer))


def shared_form(made: Torture) -> None:
    word = made.secret("shared form")
    inside = made.form(show(f"letterhead {word}", y=750).encode())
    for _ in range(2):
        made.page("/Fm Do", XObject=Dictionary(Fm=inside))


def form_with_page_fonts(made: Torture) -> None:
    inside = made.form(show(made.secret("inherited fonts")).encode())
    del inside.Resources
    made.page("/Fm Do", XObject=Dictionary(Fm=inside))


def form_and_page_together(made: Torture) -> None:
    word = made.secret("form and page")
    inside = made.form(f"BT /F1 12 Tf 1 0 0 1 72 700 Tm ({word[:6]}) Tj ET".encode())
    # 6.67 + 6 + ... is not reckoned here: the second half is placed where Helvetica ends the first.
    width = sum({"Q": 778, "z": 500, "x": 500, "f": 278, "o": 556, "r": 333}[letter] for letter in word[:6])
    made.page(
        "/Fm Do " + show(word[6:]).replace("72 700", f"{72 + width * 0.012:.3f} 700"),
        XObject=Dictionary(Fm=inside),
    )


def cyclic_form(made: Torture) -> None:
    first = made.form(show(made.secret("cyclic form")).encode() + b" /Me Do")
    first.Resources = Dictionary(Font=Dictionary(F1=made.helvetica()), XObject=Dictionary(Me=first))
    made.page("/Fm Do", XObject=Dictionary(Fm=first))


def undrawn_form(made: Torture) -> None:
    made.page("0 g", XObject=Dictionary(Never=made.form(show(made.secret("undrawn form")).encode())))


def soft_mask(made: Torture) -> None:
    group = made.form(
        b"1 g " + show(made.secret("soft mask")).encode(),
        Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray),
    )
    state = Dictionary(Type=Name.ExtGState, SMask=Dictionary(Type=Name.Mask, S=Name.Luminosity, G=group))
    made.page("q /G1 gs 0 g 0 0 300 300 re f Q", ExtGState=Dictionary(G1=state))


def tiling_pattern(made: Torture) -> None:
    cell = made.stream(
        show(made.secret("tiling pattern"), x=5, y=5).encode(),
        Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 200, 30]), XStep=200,
        YStep=30, Resources=Dictionary(Font=Dictionary(F1=made.helvetica())),
    )  # fmt: skip
    made.page("/Pattern cs /P1 scn 0 200 400 400 re f", Pattern=Dictionary(P1=cell))


def resource_name(made: Torture) -> None:
    word = made.secret("resource name")
    inside = made.form(b"0 g 10 10 20 20 re f")
    made.page(f"/{word} Do", XObject=Dictionary({f"/{word}": inside}))
