"""Writes the text boxes, pictures and charts of a sheet as a fresh drawing: rectangles with words, and frames."""

import re
from collections.abc import Sequence
from html import escape
from typing import Final

from redaction.office.namespaces import C
from redaction.sheets.workbook import Shape

_XDR: Final = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FRAME: Final = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'


def drawing_xml(shapes: Sequence[Shape]) -> bytes:
    """The drawing part. A shape's `picture` or `chart_part` is by now the id of its arrow there."""
    anchors = "".join(_anchor(shape, number) for number, shape in enumerate(shapes, start=1))
    return f'{_HEAD}<xdr:wsDr xmlns:xdr="{_XDR}" xmlns:a="{_A}" xmlns:r="{_R}">{anchors}</xdr:wsDr>'.encode()


def _anchor(shape: Shape, number: int) -> str:
    corners = (("from", shape.anchor[:4]), ("to", shape.anchor[4:]))
    place = "".join(
        f"<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>{right}</xdr:colOff>"
        f"<xdr:row>{row}</xdr:row><xdr:rowOff>{down}</xdr:rowOff></xdr:{name}>"
        for name, (column, right, row, down) in corners
    )
    if shape.chart_part:
        inside = _chart(shape, number)
    else:
        inside = _picture(shape, number) if shape.picture else _text_box(shape, number)
    return f"<xdr:twoCellAnchor>{place}{inside}<xdr:clientData/></xdr:twoCellAnchor>"


def _picture(shape: Shape, number: int) -> str:
    described = f' descr="{_escaped(shape.description)}"' if shape.description else ""
    return (
        f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{number}" name="Picture {number}"{described}/><xdr:cNvPicPr/>'
        f'</xdr:nvPicPr><xdr:blipFill><a:blip r:embed="{shape.picture}"/><a:stretch><a:fillRect/></a:stretch>'
        f"</xdr:blipFill><xdr:spPr>{_FRAME}</xdr:spPr></xdr:pic>"
    )


def _chart(shape: Shape, number: int) -> str:
    return (
        f'<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="{number}" name="Chart {number}"/>'
        '<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/>'
        f'</xdr:xfrm><a:graphic><a:graphicData uri="{C}"><c:chart xmlns:c="{C}" r:id="{shape.chart_part}"/>'
        "</a:graphicData></a:graphic></xdr:graphicFrame>"
    )


def _text_box(shape: Shape, number: int) -> str:
    paragraphs = "".join(
        f"<a:p>{''.join(f'<a:r><a:t>{_escaped(text)}</a:t></a:r>' for text in pieces if text)}</a:p>"
        for pieces in shape.paragraphs
    )
    return (
        f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="{number}" name="Text {number}"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr>'
        f'<xdr:spPr>{_FRAME}<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></xdr:spPr>'
        f'<xdr:txBody><a:bodyPr wrap="square"/>{paragraphs}</xdr:txBody></xdr:sp>'
    )


def _escaped(text: str) -> str:
    return escape(_UNWRITABLE.sub("", text))
