"""UK identifiers, one to a file, each with its form, its check, its context and its source."""

from redaction.recognisers import titled_names
from redaction.recognisers.recogniser import Recogniser

RECOGNISERS: tuple[Recogniser, ...] = (*titled_names.RECOGNISERS,)
