"""Pictures as documents: what OCR reads of a term becomes a bar, and only pixels are written anew."""

from redaction.pictures.burn import BurnedPicture, burn_picture, burn_picture_file

__all__ = ["BurnedPicture", "burn_picture", "burn_picture_file"]
