"""Says which terms a file holds, shown or not, by every check of its kind but reading pictures by eye."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from redaction.sight.ocr import OcrWord
from redaction.verify.checkers import checker_of
from redaction.verify.verdict import CheckState

if TYPE_CHECKING:
    from PIL import Image


# Some checks find what no copy of ours has, whatever the terms: they find it with a word that nobody writes too.
_NOWHERE = "qxzvjkwpfhgtbdmrlqxz"


class _Unread:
    """Reads nothing: whoever asks has had the pictures read."""

    def words(self, image: "Image.Image", *, dpi: int) -> tuple[OcrWord, ...]:  # noqa: ARG002 - the shape of every reader
        return ()


def terms_held(target: Path, terms: Sequence[str]) -> tuple[tuple[int, ...], bool]:
    """The places in the list of the terms that are found, and whether every check could be made."""
    found_anyway = _found(target, [_NOWHERE])[0]
    together, is_sure = _found(target, terms)
    if together <= found_anyway:
        return (), is_sure
    found = [place for place, term in enumerate(terms) if not _found(target, [term])[0] <= found_anyway]
    return tuple(found), is_sure and bool(found)


def _found(target: Path, terms: Sequence[str]) -> tuple[frozenset[tuple[str, str]], bool]:
    """The checks that found something, with what they say of it, and whether all could be made."""
    verdict, _ = checker_of(target)(target, terms, original=None, burned=None, ocr=_Unread())
    found = frozenset(
        (check.name, check.detail) for check in verdict.checks if check.state is CheckState.FOUND
    )
    return found, not any(check.state is CheckState.UNAVAILABLE for check in verdict.checks)
