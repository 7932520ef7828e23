"""Gives the inks of a stored picture one by one, where its colours do not show all that they say."""

from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Name
from PIL import Image

from redaction.pdf.pixels.bare_pictures import BROKEN, filters_of
from redaction.pdf.pixels.samples import unpacked
from redaction.sight.planes import unseen_planes

_CODECS = {"/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"}
_MOST_SAMPLES = 100_000_000


def planes_of(image: pikepdf.Object | None, shown: Image.Image) -> Sequence[Image.Image]:
    """The inks that have edges which the picture has not; none where it is packed by a codec for pictures."""
    if image is None:
        return ()
    inks = _inks(image.get(Name.ColorSpace))
    if _CODECS & set(filters_of(image)) or (not inks and Name.Decode not in image):
        return ()
    bits = int(image.get(Name.BitsPerComponent, 1))
    width, height = shown.size
    count = inks or len(shown.getbands())
    if width * height * count > _MOST_SAMPLES:
        return ()
    try:
        samples = bytes(unpacked(image, (width * count * bits + 7) // 8 * height))
    except BROKEN:
        return ()
    return tuple(unseen_planes(samples, shown.size, bits=bits, inks=count, shown=shown))


def _inks(space: object) -> int:
    """How many inks a space has of which some may print nothing; 0 for one in which every sample shows."""
    if isinstance(space, Array) and len(space) > 1:
        if space[0] == Name.DeviceN:
            return len(space[1])
        return int(space[0] in {Name.Indexed, Name("/I"), Name.Separation})
    return 4 * int(space in {Name.DeviceCMYK, Name("/CMYK")})
