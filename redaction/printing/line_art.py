"""Draws pictures made of lines as pictures made of dots, by LibreOffice. In the confined child, like all printing.

Nothing that a drawing links to is fetched: the child has no network and may read no other file.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from redaction.printing.kit import run_basic

# 200 dots to the inch, as OCR likes it; small drawings larger, and none wider or higher than OCR needs.
_BASIC: Final = """Sub DrawAll
  Dim number, names, provider, exporter, document
  provider = createUnoService("com.sun.star.graphic.GraphicProvider")
  exporter = createUnoService("com.sun.star.drawing.GraphicExportFilter")
  document = StarDesktop.loadComponentFromURL("private:factory/sdraw", "_blank", 0, Array(Setting("Hidden", True)))
  names = Array({names})
  For number = 0 To UBound(names)
    DrawOne(provider, exporter, document, names(number))
  Next number
End Sub
Sub DrawOne(provider, exporter, document, name)
  Dim picture, size, wide, high, dots, shape, page
  On Error Goto Failed
  picture = provider.queryGraphic(Array(Setting("URL", name)))
  wide = picture.Size100thMM.Width
  high = picture.Size100thMM.Height
  If wide <= 0 Or high <= 0 Then Exit Sub
  dots = wide
  If high > wide Then dots = high
  dots = dots * 200 / 2540
  If dots < 800 Then dots = 800
  If dots > 2600 Then dots = 2600
  If high > wide Then
    wide = CLng(wide * dots / high)
    high = CLng(dots)
  Else
    high = CLng(high * dots / wide)
    wide = CLng(dots)
  End If
  If wide < 1 Or high < 1 Then Exit Sub
  shape = document.createInstance("com.sun.star.drawing.GraphicObjectShape")
  page = document.DrawPages.getByIndex(0)
  page.add(shape)
  size = CreateUnoStruct("com.sun.star.awt.Size")
  size.Width = wide * 10
  size.Height = high * 10
  shape.setSize(size)
  shape.Graphic = picture
  exporter.setSourceDocument(shape)
  exporter.filter(Array(Setting("URL", name & ".png"), Setting("MediaType", "image/png"), Setting("FilterData", _
    Array(Setting("PixelWidth", wide), Setting("PixelHeight", high), Setting("Translucent", False)))))
  page.remove(shape)
  Failed:
End Sub
"""


def draw_all(drawings: Sequence[Path], *, room: Path) -> None:
    """Draw each beside itself, as NAME.png on white; nothing beside one that cannot be drawn.

    Args:
        drawings: files whose names end as their kinds do ("0.emf").
        room: a folder for the profile and temporary files, thrown away afterwards.

    Raises:
        DocumentRefused: LibreOffice is not installed.
        DocumentUnreadable: it does not start.
    """
    names = ", _\n    ".join(f'"{path.as_uri()}"' for path in drawings)
    run_basic(_BASIC.format(names=names), "DrawAll", room=room)
