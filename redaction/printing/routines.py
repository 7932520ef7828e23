"""The lines of Basic with which LibreOffice opens, prints and unlocks a document. No macro of a document is ever run.

Two things would go wrong if it were only opened and printed. The packages without windows lack the parts that draw a
comment beside a letter, and end the program over it; so a text with comments is first taken in without a window, and
its comments, which are not printed anyway, are left out. And a sheet's cell that is full shows the first letters
of what it holds: a name that is cut off is found by nobody, and read by anybody. So each column is made as wide as
what it holds, up to nine centimetres, with lines broken beyond; what is merged is set smaller.
"""

from pathlib import PurePath
from typing import Final

SETTING: Final = """Function Setting(name, value)
  Dim made As New com.sun.star.beans.PropertyValue
  made.Name = name
  made.Value = value
  Setting = made
End Function
"""
"""What every routine passes names and values with."""


TEXT_FILTERS: Final = {
    ".doc": "MS Word 97",
    ".docx": "MS Word 2007 XML",
    ".odt": "writer8",
    ".rtf": "Rich Text Format",
}
"""LibreOffice's names of what may be a text with comments, by how the name of the file ends."""

ROUTINES: Final = """Sub DropDeletions(document)
  Dim redlines, redline, cursor, isDone, count
  document.RecordChanges = False
  Do
    isDone = True
    count = count + 1
    If count > 5000 Then Error 6
    redlines = document.Redlines.createEnumeration()
    Do While redlines.hasMoreElements() And isDone
      redline = redlines.nextElement()
      If redline.RedlineType = "Delete" Then
        cursor = redline.RedlineStart.Text.createTextCursorByRange(redline.RedlineStart)
        cursor.gotoRange(redline.RedlineEnd, True)
        cursor.setString("")
        isDone = False
      End If
    Loop
  Loop Until isDone
End Sub
Function ToOpen()
  Dim document, found, field, comments(), count, number
  ToOpen = "{source}"
  If "{text_filter}" = "" Then Exit Function
  On Error GoTo AsItIs
  document = createUnoService("com.sun.star.text.TextDocument")
  document.load(Array(Setting("URL", "{source}"), Setting("FilterName", "{text_filter}"), Setting("Hidden", True), _
    Setting("MacroExecutionMode", 0), Setting("UpdateDocMode", 0), Setting("Silent", True), _
    Setting("Password", "{password}")))
  document.RecordChanges = False
  found = document.getTextFields().createEnumeration()
  Do While found.hasMoreElements()
    field = found.nextElement()
    If field.supportsService("com.sun.star.text.textfield.Annotation") Then
      ReDim Preserve comments(count)
      comments(count) = field
      count = count + 1
    End If
  Loop
  If count > 0 Then
    For number = 0 To count - 1
      comments(number).getAnchor().getText().removeTextContent(comments(number))
    Next
    document.storeToURL("{without_comments}", Array(Setting("FilterName", "writer8")))
    ToOpen = "{without_comments}"
  End If
AsItIs:
  On Error Resume Next
  document.close(True)
End Function
Function Opened()
  Opened = StarDesktop.loadComponentFromURL(ToOpen(), "_blank", 0, Array( _
    Setting("Hidden", True), Setting("MacroExecutionMode", 0), Setting("UpdateDocMode", 0), Setting("Silent", True), _
    Setting("Password", "{password}")))
End Function
Sub LetAllBeSeen(document)
  Dim number, place, sheet, used, column, columns, before, isWrapped, formats, area, address
  For number = 0 To document.Sheets.Count - 1
    sheet = document.Sheets.getByIndex(number)
    If sheet.IsVisible Then
      Do While sheet.Annotations.Count > 0
        sheet.Annotations.removeByIndex(0)
      Loop
      used = sheet.createCursor()
      used.gotoEndOfUsedArea(False)
      columns = used.RangeAddress.EndColumn
      used = sheet.getCellRangeByPosition(0, 0, columns, used.RangeAddress.EndRow)
      isWrapped = False
      For place = 0 To columns
        column = sheet.Columns.getByIndex(place)
        If column.IsVisible Then
          before = column.Width
          column.OptimalWidth = True
          If column.Width < before Then column.Width = before
          If column.Width > before And column.Width > 9000 Then
            column.Width = IIf(before > 9000, before, 9000)
            used.getCellRangeByPosition(place, 0, place, used.RangeAddress.EndRow).IsTextWrapped = True
            isWrapped = True
          End If
        End If
      Next
      formats = used.CellFormatRanges.createEnumeration()
      Do While formats.hasMoreElements()
        area = formats.nextElement()
        If area.IsMerged Then area.ShrinkToFit = True
      Loop
      If isWrapped Then
        For Each address In used.queryVisibleCells().RangeAddresses
          sheet.getCellRangeByPosition(0, address.StartRow, 0, address.EndRow).Rows.OptimalHeight = True
        Next
      End If
    End If
  Next
End Sub
Sub WithoutLock
  Dim document, filter
  document = Opened()
  filter = "{own_filter}"
  If filter = "" Then
    filter = "writer8"
    If document.supportsService("com.sun.star.sheet.SpreadsheetDocument") Then filter = "calc8"
    If document.supportsService("com.sun.star.presentation.PresentationDocument") Then filter = "impress8"
  End If
  document.storeToURL("{target}", Array(Setting("FilterName", filter)))
End Sub
Sub Publish
  Dim document, filter
  Dim how(1) As New com.sun.star.beans.PropertyValue
  how(0).Name = "UseTaggedPDF"
  how(1).Name = "ExportNotes"
  how(1).Value = False
  document = Opened()
  filter = "writer_pdf_Export"
  If document.supportsService("com.sun.star.text.TextDocument") Then DropDeletions(document)
  If document.supportsService("com.sun.star.sheet.SpreadsheetDocument") Then
    filter = "calc_pdf_Export"
    LetAllBeSeen(document)
  End If
  If document.supportsService("com.sun.star.presentation.PresentationDocument") Then filter = "impress_pdf_Export"
  how(0).Value = (filter = "writer_pdf_Export")
  document.storeToURL("{target}", Array(Setting("FilterName", filter), Setting("FilterData", how())))
End Sub
"""


def text_filter(source: PurePath) -> str:
    """What to take a file in with, if it may be a text with comments; else empty."""
    return TEXT_FILTERS.get(source.suffix.lower(), "")
