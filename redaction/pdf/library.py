"""What is read once for a whole document: fonts, and the streams that pages draw again and again."""

from collections import OrderedDict
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Name, Stream

from redaction.pdf.intake import bounded
from redaction.pdf.lettering.font_loading import load_font
from redaction.pdf.lettering.fonts import Font
from redaction.pdf.operands import ContentUnreadable, Op
from redaction.pdf.tokens import parse

_FORMS_KEPT = 48


class Library:
    """Holds the fonts of a document, and the operators of its forms (the last few, so that memory stays flat).

    `load` reads a font that stands as an object of its own.
    """

    def __init__(self, load: Callable[[pikepdf.Object], Font] = load_font) -> None:
        self._load = load
        self._forms: OrderedDict[tuple[int, int], list[Op]] = OrderedDict()
        self.font_objects: dict[tuple[int, int], tuple[pikepdf.Object, Font]] = {}

    def font(self, found: pikepdf.Object | None) -> Font:
        """Give the font of a dictionary."""
        if found is None or not found.is_indirect:
            return load_font(found)
        key = found.objgen
        if key not in self.font_objects:
            self.font_objects[key] = (found, self._load(found))
        return self.font_objects[key][1]

    def operators(self, stream: pikepdf.Object) -> list[Op]:
        """Give the operators of a stream.

        Raises:
            ContentUnreadable: the stream cannot be decoded or taken apart.
        """
        key = stream.objgen
        if key in self._forms and key != (0, 0):
            self._forms.move_to_end(key)
            return self._forms[key]
        ops = parse(decoded(stream))
        self._forms[key] = ops
        if len(self._forms) > _FORMS_KEPT:
            self._forms.popitem(last=False)
        return ops

    def forget(self, stream: pikepdf.Object) -> None:
        """Drop what was kept of a stream that has been written anew."""
        self._forms.pop(stream.objgen, None)


def decoded(stream: pikepdf.Object) -> bytes:
    """Give a stream's bytes without its filters.

    Raises:
        ContentUnreadable: a filter fails.
    """
    try:
        return bounded(stream)
    except (pikepdf.PdfError, RuntimeError) as fault:
        raise ContentUnreadable from fault


def page_stream(page: pikepdf.Object) -> bytes:
    """Give the page's content as one stream, as viewers join it."""
    contents = page.get(Name.Contents)
    if isinstance(contents, Stream):
        return decoded(contents)
    if isinstance(contents, Array):
        return b"\n".join(decoded(part) for part in contents if isinstance(part, Stream))
    return b""
