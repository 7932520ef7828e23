"""Every hiding place there is, each as a file that says one made-up name in that place alone."""

import io
from collections.abc import Callable

import pikepdf

from tests.redaction.hiding_looks import LOOKALIKES, PAINTED
from tests.redaction.hiding_more import MORE_PICTURED, MORE_PLACES, MORE_RAW
from tests.redaction.hiding_places import HIDING_PLACES, PICTURED, RAW_PLACES, SECRET, Hide, a_clean_pdf
from tests.redaction.planting import Torture
from tests.redaction.torture import PLACES

Leak = tuple[str, Callable[[], bytes]]


def _hidden(hide: Hide) -> Callable[[], bytes]:
    return lambda: a_clean_pdf(hide)


def _planted(place: Callable[[Torture], None]) -> dict[str, Leak]:
    made = _made(place)
    return {f"{name} (torture)": (word, lambda: _saved(_made(place))) for name, word in made.secrets.items()}


def _made(place: Callable[[Torture], None]) -> Torture:
    made = Torture()
    if place.__name__ == "document_keys":
        made.page("0 g")  # it plants in a page that is already there
    place(made)
    return made


def _saved(made: Torture) -> bytes:
    written = io.BytesIO()
    made.pdf.save(
        written,
        compress_streams=False,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        fix_metadata_version=False,
    )
    return written.getvalue()


LEAKS: dict[str, Leak] = {
    **{
        name: (SECRET, _hidden(hide)) for name, hide in {**HIDING_PLACES, **MORE_PLACES, **LOOKALIKES}.items()
    },
    **{
        f"{name}, to the eye": (SECRET, _hidden(hide))
        for name, hide in {**PICTURED, **MORE_PICTURED, **PAINTED}.items()
    },
    **{f"{name}, in bytes": (SECRET, make) for name, make in {**RAW_PLACES, **MORE_RAW}.items()},
    **{name: leak for place in PLACES for name, leak in _planted(place).items()},
}
"""By the name of the place: the word, and the file that says it there and nowhere else."""
