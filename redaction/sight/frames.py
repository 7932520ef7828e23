"""Opens picture files: every frame upright, flat, in eight bits, and nothing else that the file holds.

Both the burner and its checker see pictures through this: what a reader sees of a file is one fact, and the
file is opened only by the decoder of the kind that its first bytes say it is.
"""

import contextlib
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

from redaction.errors import DocumentTooCostly, DocumentUnreadable
from redaction.kinds.document_kind import DocumentKind

MOST_PIXELS: Final = 100_000_000
MOST_FRAMES: Final = 1_000
MOST_PIXELS_IN_ALL: Final = 5_000_000_000
LONG_SIDE_POINTS: Final = 842.0
"""A picture is shown, and its places are told, as if its long side were that of an A4 sheet, or less."""

_DECODERS: Final = {
    DocumentKind.BMP: "BMP",
    DocumentKind.GIF: "GIF",
    DocumentKind.HEIC: "HEIF",
    DocumentKind.JPEG: "JPEG",
    DocumentKind.PNG: "PNG",
    DocumentKind.TIFF: "TIFF",
    DocumentKind.WEBP: "WEBP",
}
PICTURES: Final = frozenset(_DECODERS)
_LOSSY: Final = frozenset({DocumentKind.HEIC, DocumentKind.JPEG})
_HEAD_BYTES: Final = 64
# Whatever a decoder may raise over a hostile file.
_BROKEN: Final = (
    OSError,
    SyntaxError,
    ValueError,
    ArithmeticError,
    LookupError,
    RuntimeError,
    TypeError,
    AttributeError,
)
_ORIENTATION: Final = 0x0112
_LIGHT: Final = 200
_LEAST_INK: Final = 0.001
_PAPER, _SLATE = (255, 255, 255), (48, 48, 48)


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of a file, in mode 1, L or RGB, with no transparency, palette, profile or metadata.

    `number` counts from 1. `packing` is how the file packed it ("jpeg", "group4"), where it says so.
    """

    number: int
    image: Image.Image
    packing: str

    @property
    def points_per_pixel(self) -> float:
        return points_per_pixel(self.image.size)


def points_per_pixel(size: tuple[int, int]) -> float:
    """How many points a pixel is in what is told of a picture of this size."""
    return min(1.0, LONG_SIDE_POINTS / max(*size, 1))


class Frames:
    """An open picture file. `count` is how many frames are its pages, `left_behind` how many others it
    holds. `is_lossy` says that it is packed as a photograph is."""

    def __init__(self, image: Image.Image, kind: DocumentKind, *, is_lossy: bool) -> None:
        held = int(getattr(image, "n_frames", 1))
        # Behind the first picture of a JPEG stand previews and depth maps of the same view.
        self.count = 1 if kind is DocumentKind.JPEG else held
        self.left_behind = held - self.count
        self.is_lossy = is_lossy
        self._image = image

    def __iter__(self) -> Iterator[Frame]:
        for number in range(1, self.count + 1):
            yield self.frame(number)

    def frame(self, number: int) -> Frame:
        """One frame; they count from 1.

        Raises:
            DocumentUnreadable, DocumentTooCostly
        """
        if not 1 <= number <= self.count:
            raise DocumentUnreadable(
                f"The picture has no page {number}.", next_step=f"Choose a page from 1 to {self.count}."
            )
        with _one_sentence():
            if self.count > 1:
                self._image.seek(number - 1)
            _bounded(self._image.size, self.count)
            packing = str(self._image.info.get("compression", ""))
            return Frame(number, _flat(_upright(self._image)), packing)


@contextlib.contextmanager
def opened_frames(source: Path | bytes, kind: DocumentKind) -> Iterator[Frames]:
    """Open a picture file of a kind in `PICTURES`.

    Raises:
        DocumentTooCostly: more than 100 million pixels a frame, 1,000 frames or 5,000 million pixels in all.
        DocumentUnreadable: it is damaged, cut short, or not what it says it is.
    """
    held = io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")
    with held, _one_sentence():
        if kind is DocumentKind.HEIC:
            _know_heic()
        is_lossy = kind in _LOSSY or (kind is DocumentKind.WEBP and b"VP8L" not in held.read(_HEAD_BYTES))
        held.seek(0)
        image = Image.open(held, formats=[_DECODERS[kind]])
        with image:
            _bounded(image.size, int(getattr(image, "n_frames", 1)))
            yield Frames(image, kind, is_lossy=is_lossy)


def _know_heic() -> None:
    import pi_heif  # noqa: PLC0415 - only where there is such a picture

    pi_heif.register_heif_opener(thumbnails=False)


def _bounded(size: tuple[int, int], frames: int) -> None:
    pixels = size[0] * size[1]
    if pixels > MOST_PIXELS or frames > MOST_FRAMES or pixels * frames > MOST_PIXELS_IN_ALL:
        raise DocumentTooCostly(
            "The picture has more pixels or pages than one document may.",
            next_step="Save it smaller, or its pages apart, and upload that.",
        )


@contextlib.contextmanager
def _one_sentence() -> Iterator[None]:
    """Whatever a decoder says of a broken file is one sentence of ours."""
    with warnings.catch_warnings(), _whole_or_not_at_all():
        warnings.simplefilter("ignore")
        try:
            yield
        except Image.DecompressionBombError as bomb:
            raise DocumentTooCostly(
                "The picture has more pixels or pages than one document may.",
                next_step="Save it smaller, or its pages apart, and upload that.",
            ) from bomb
        except (UnidentifiedImageError, *_BROKEN) as broken:
            raise DocumentUnreadable(
                "The picture is damaged, or not what it says it is.",
                next_step="Open it in its own program, save a fresh copy and upload that.",
            ) from broken


@contextlib.contextmanager
def _whole_or_not_at_all() -> Iterator[None]:
    """A picture cut short is damaged, even where another library of this process has told Pillow to bear with it."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _upright(image: Image.Image) -> Image.Image:
    """As the camera was held: what orientation says is done to the pixels. Frames of a TIFF each say their own."""
    image.load()
    tags = getattr(image, "tag_v2", None)
    if tags is None:
        return ImageOps.exif_transpose(image)
    turned = _TRANSPOSED.get(int(tags.get(_ORIENTATION, 1)))
    return image.copy() if turned is None else image.transpose(turned)


_TRANSPOSED: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _flat(image: Image.Image) -> Image.Image:
    """A new picture of the visible pixels alone."""
    profile = image.info.get("icc_profile")
    if image.has_transparency_data:
        image = _on_paper(image.convert("RGBA"))
    if profile and image.mode in {"RGB", "CMYK"}:
        image = _in_srgb(image, profile)
    if image.mode.startswith("I") or image.mode == "F":
        image = _eight_bits(image)
    if image.mode not in {"1", "L", "RGB"}:
        image = image.convert("L" if image.mode == "LA" else "RGB")
    return Image.frombytes(image.mode, image.size, image.tobytes())


def _on_paper(image: Image.Image) -> Image.Image:
    """Laid on white, or on slate where next to nothing that can be seen is darker than white itself."""
    pixels = np.asarray(image)
    seen = pixels[pixels[..., 3] > 127][:, :3].min(axis=1)
    is_all_light = seen.size > 0 and np.count_nonzero(seen < _LIGHT) < _LEAST_INK * seen.size
    paper = Image.new("RGBA", image.size, _SLATE if is_all_light else _PAPER)
    return Image.alpha_composite(paper, image).convert("RGB")


def _in_srgb(image: Image.Image, held: bytes) -> Image.Image:
    """In the colours that a screen shows without a profile, since no profile travels."""
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(held))
        made = ImageCms.profileToProfile(image, profile, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, *_BROKEN):
        return image
    return made if made is not None else image


def _eight_bits(image: Image.Image) -> Image.Image:
    """Sixteen bits or numbers without bounds in grey of eight, from the darkest to the lightest in it."""
    values = np.nan_to_num(np.asarray(image, dtype=np.float64))
    low, high = float(values.min()), float(values.max())
    if image.mode.startswith("I") and low >= 0 and high <= 0xFFFF:
        low, high = 0.0, float(1 << max(8, int(high).bit_length())) - 1
    scaled = (values - low) * (255.0 / ((high - low) or 1.0))
    return Image.fromarray(np.clip(scaled, 0, 255).astype(np.uint8))
