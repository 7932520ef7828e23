"""Puts pages together: pictures each on a page of its own, and several PDFs one after the other."""

import contextlib
import io
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

from redaction.errors import DocumentTooCostly
from redaction.kinds.document_kind import DocumentKind
from redaction.pdf.intake import PAGE_LIMIT, open_checked
from redaction.schedule import Opening
from redaction.sight.frames import Frame, opened_frames

_QUALITY: Final = 95  # it is packed once more when its bars are burned; at this nobody sees it


def bind_pictures(source: Path, kind: DocumentKind, target: Path) -> None:
    """A picture on each page, as large as it is told to be elsewhere.

    Raises:
        DocumentRefused: or one of its family; it is damaged, or too large.
    """
    with opened_frames(source, kind) as frames, pikepdf.new() as pdf:
        for frame in frames:
            _add_page(pdf, frame, is_lossy=frames.is_lossy)
        pdf.save(target)


def bind(parts: Sequence[Path], target: Path, opening: Opening) -> None:
    """The pages of several PDFs in turn. Layers that a reader does not see stay unseen.

    Args:
        parts: beside each of them a mended copy may be put.
        opening: for every one of them.

    Raises:
        DocumentRefused: or one of its family; one of them cannot be redacted, or there are too many pages.
    """
    layers, off = Array(), Array()
    with contextlib.ExitStack() as opened, pikepdf.new() as bound:
        for part in parts:
            pdf = opened.enter_context(open_checked(part, opening, mended=part.with_suffix(".mended")))
            bound.pages.extend(pdf.pages)
            if len(bound.pages) > PAGE_LIMIT:
                raise DocumentTooCostly(
                    f"The documents in it have more than {PAGE_LIMIT} pages together.",
                    next_step="Ask for a copy in its own format, or divide it and upload the parts.",
                )
            for layer, is_off in _layers(pdf):
                copied = bound.copy_foreign(layer)
                layers.append(copied)
                if is_off:
                    off.append(copied)
        if len(layers):
            bound.Root.OCProperties = Dictionary(OCGs=layers, D=Dictionary(OFF=off))
        bound.save(target)


def _layers(pdf: pikepdf.Pdf) -> list[tuple[pikepdf.Object, bool]]:
    """The layers of a document, each with whether it is off when the document opens."""
    properties = pdf.Root.get(Name.OCProperties)
    if not isinstance(properties, Dictionary):
        return []
    default = properties.get(Name.D)
    states = default if isinstance(default, Dictionary) else Dictionary()
    on, off = _numbers(states.get(Name.ON)), _numbers(states.get(Name.OFF))
    all_off = states.get(Name.BaseState) == Name.OFF
    listed = properties.get(Name.OCGs)
    return [
        (layer, layer.objgen not in on and (all_off or layer.objgen in off))
        for layer in (listed if isinstance(listed, Array) else ())
        if isinstance(layer, Dictionary) and layer.is_indirect
    ]


def _numbers(layers: object) -> set[tuple[int, int]]:
    if not isinstance(layers, Array):
        return set()
    return {layer.objgen for layer in layers if isinstance(layer, Dictionary)}


def _add_page(pdf: pikepdf.Pdf, frame: Frame, *, is_lossy: bool) -> None:
    width, height = (side * frame.points_per_pixel for side in frame.image.size)
    page = pdf.add_blank_page(page_size=(max(width, 3.0), max(height, 3.0)))
    placed = f"q {max(width, 3.0):.4f} 0 0 {max(height, 3.0):.4f} 0 0 cm /P Do Q"
    page.Contents = pdf.make_stream(placed.encode())
    page.Resources = Dictionary(XObject=Dictionary(P=_stored(pdf, frame.image, is_lossy=is_lossy)))


def _stored(pdf: pikepdf.Pdf, image: Image.Image, *, is_lossy: bool) -> pikepdf.Stream:
    """The pixels, without loss unless they came with one."""
    if is_lossy and image.mode != "1":
        held = io.BytesIO()
        image.save(held, "JPEG", quality=_QUALITY, subsampling="4:4:4")
        packed, named = held.getvalue(), Name.DCTDecode
    else:
        packed, named = zlib.compress(image.tobytes(), 6), Name.FlateDecode
    stream = pdf.make_stream(packed)
    stream.stream_dict.update({
        "/Type": Name.XObject,
        "/Subtype": Name.Image,
        "/Width": image.width,
        "/Height": image.height,
        "/ColorSpace": Name.DeviceRGB if image.mode == "RGB" else Name.DeviceGray,
        "/BitsPerComponent": 1 if image.mode == "1" else 8,
        "/Filter": named,
    })  # fmt: skip
    return stream
