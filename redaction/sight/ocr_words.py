"""A word as OCR reads it in a picture."""

from dataclasses import dataclass

from redaction.page import Box


@dataclass(frozen=True, slots=True)
class OcrWord:
    """One word that was read in a picture.

    `box` is in pixels of that picture, from its top left corner. `confidence` is 0 to 100 as
    tesseract gives it. `line` numbers the lines of the picture in reading order, from 0.
    """

    text: str
    box: Box
    confidence: float
    line: int
