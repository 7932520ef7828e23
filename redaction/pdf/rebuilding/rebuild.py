"""Builds the new document by allow-list: pages and what they draw with, and nothing else.

What is not named here is never copied: outlines, names, scripts, tags, attachments, forms, signatures,
history, thumbnails, labels, metadata need no removing. Source: ISO 32000-2, 7.7 and 7.8.3.
"""

import pikepdf
from pikepdf import Array, Dictionary, Name

from redaction.pdf.frame import frame_of, inherited
from redaction.pdf.pixels.inline_pictures import store_inline_pictures
from redaction.pdf.rebuilding.cleaner import Cleaner
from redaction.pdf.rebuilding.flattening import flatten
from redaction.pdf.rebuilding.layers import hidden_layers


def rebuild(pdf: pikepdf.Pdf, shown: range, *, ahead: int) -> pikepdf.Pdf:
    """Give a new document that draws what these pages of the old one show, by index.

    The page `ahead`, if there is one, follows without its pictures, for who reads on over a page's end. The old
    document must stay open until the new one is saved; its other pages lose their notes.
    It still says what layers are hidden, for who draws it; `without_layers` takes that off.
    """
    hidden = hidden_layers(pdf)
    wanted = range(shown.start, min(max(shown.stop, ahead + 1), len(pdf.pages)))
    flatten(pdf, hidden, wanted)
    store_inline_pictures([pdf.pages[index] for index in wanted])
    cleaner = Cleaner(pdf, hidden)
    made = pikepdf.Pdf.new()
    for index in wanted:
        fresh = _fresh_page(pdf.pages[index].obj, cleaner)
        if index not in shown:
            _without_pictures(fresh)
        made.pages.append(pikepdf.Page(pdf.make_indirect(fresh)))
    if hidden:
        layer = made.copy_foreign(cleaner.layer)
        made.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    return made


def _fresh_page(page: pikepdf.Object, cleaner: Cleaner) -> Dictionary:
    frame = frame_of(page)
    fresh = Dictionary(
        Type=Name.Page,
        MediaBox=Array([frame.left, frame.bottom, frame.right, frame.top]),
        Resources=cleaner.resources(inherited(page, "/Resources")),
    )
    if frame.rotation:
        fresh.Rotate = frame.rotation
    contents = page.get(Name.Contents)
    if contents is not None:
        fresh.Contents = cleaner.contents(contents)
    group = page.get(Name.Group)
    if isinstance(group, Dictionary):
        fresh.Group = cleaner.group(group)
    return fresh


def _without_pictures(page: pikepdf.Object) -> None:
    drawn = page.Resources.get(Name.XObject)
    if isinstance(drawn, Dictionary):
        for name in [name for name, each in drawn.items() if each.get(Name.Subtype) == Name.Image]:
            del drawn[name]
