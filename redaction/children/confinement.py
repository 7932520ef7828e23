"""Whether the children that open documents are confined on this machine, found out by trying."""

import tempfile
from pathlib import Path
from typing import Final

from redaction.children.errand import send
from redaction.confined.confine import Layer
from redaction.confined.probes import Confinement, Probe, names_and_layers
from redaction.errors import DocumentError, DocumentTooCostly
from redaction.limits import Limits

# What takes a second on a machine at rest: one that is busy is not one whose children are let loose.
_SECONDS: Final = 180.0
_SOON: Final = 0.5
_PAST_THE_WALL_CLOCK: Final = "stay longer than it may"


def probe_confinement() -> Confinement:
    """Have a child try everything a hostile document might, and say what was refused.

    Takes about a second. A child that could not be asked has shown nothing: then nothing holds.

    Source: docs/decisions/0012-a-child-for-each-document.md.
    """
    with tempfile.TemporaryDirectory(prefix=".probe-", ignore_cleanup_errors=True) as folder:
        room = Path(folder)
        (room / "given").mkdir()
        source, beside = room / "document", room / "beside"
        source.write_bytes(b"nothing")
        beside.write_bytes(b"somebody else's")
        job = {
            "source": str(source),
            "folder": str(room / "given"),
            "beside": str(beside),
            "seconds": _SECONDS,
        }
        try:
            answer = send("probe", job, limits=Limits(wall_seconds=_SECONDS))
            refused = {str(name): bool(held) for name, held in answer["refused"].items()}
            layers = tuple(Layer(each) for each in answer["layers"])
        except (DocumentError, KeyError, ValueError, AttributeError, TypeError):
            refused, layers = {}, ()
        tried = [
            Probe(name, layer, holds=refused.get(name, False)) for name, layer in names_and_layers().items()
        ]
        return Confinement((*tried, _wall_clock(job)), layers)


def _wall_clock(job: dict[str, object]) -> Probe:
    try:
        send("linger", job, limits=Limits(wall_seconds=_SOON))
    except DocumentTooCostly:
        return Probe(_PAST_THE_WALL_CLOCK, Layer.LIMITS, holds=True)
    except DocumentError:
        pass
    return Probe(_PAST_THE_WALL_CLOCK, Layer.LIMITS, holds=False)
