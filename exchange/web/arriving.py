"""A form with a file in it, read as it arrives: the file goes through as a stream and never lies on a disk.

Werkzeug's own parser spools a file to disk in the open. Here the fields before the file are read, and the file is
handed on as something to read from. It must be the last field; its length follows from the request's.
"""

from flask import Request
from werkzeug.exceptions import BadRequest, ClientDisconnected
from werkzeug.sansio.multipart import NEED_DATA, Data, Epilogue, Field, File, MultipartDecoder

_FIELDS_LIMIT_BYTES = 64 << 10
_PIECE_BYTES = 64 << 10


class ArrivingBody:
    """The body of a request; a browser that goes away is the end of it, not a crash."""

    def __init__(self, request: Request) -> None:
        request.max_content_length = None
        self._stream = request.stream

    def read(self, size: int, /) -> bytes:
        try:
            return self._stream.read(size)
        except ClientDisconnected:
            return b""


class ArrivingFile:
    """The fields of a form and then its file. `name` is empty and `length_bytes` 0 when no file was chosen.

    Raises:
        BadRequest: it is not such a form, or its fields are too long.
    """

    def __init__(self, request: Request) -> None:
        boundary = request.mimetype_params.get("boundary", "").encode("latin-1", "replace")
        if request.mimetype != "multipart/form-data" or not boundary or not request.content_length:
            raise BadRequest
        self._body = ArrivingBody(request)
        self._fed_bytes = 0
        self._end = b"\r\n--" + boundary + b"--\r\n"
        self._border = b"\r\n--" + boundary
        self._tail = b""
        self._rest = b""
        self.fields: dict[str, str] = {}
        self.name = ""
        self._left = 0
        if self._read_fields(boundary):
            self._left = request.content_length - self._fed_bytes + len(self._rest) - len(self._end)
        self.length_bytes = max(0, self._left)

    def _read_fields(self, boundary: bytes) -> bool:
        """Read up to the file's first byte; False when there is no file."""
        decoder = MultipartDecoder(boundary, max_form_memory_size=_FIELDS_LIMIT_BYTES, max_parts=20)
        name, value = "", b""
        while True:
            try:
                event = decoder.next_event()
            except ValueError as wrong:
                raise BadRequest from wrong
            if event is NEED_DATA:
                decoder.receive_data(self._next_piece() or None)
            elif isinstance(event, File):
                self.name = event.filename
                # The decoder keeps the line end before the first byte of the part.
                self._rest = bytes(decoder.buffer).removeprefix(b"\r\n")
                return True
            elif isinstance(event, Field):
                name, value = event.name, b""
            elif isinstance(event, Data):
                value += event.data
                if not event.more_data:
                    self.fields[name] = value.decode("utf-8", "replace")
            elif isinstance(event, Epilogue):
                return False

    def _next_piece(self) -> bytes:
        piece = self._body.read(_PIECE_BYTES)
        self._fed_bytes += len(piece)
        if self._fed_bytes > _FIELDS_LIMIT_BYTES + _PIECE_BYTES:
            raise BadRequest
        return piece

    def read(self, size: int, /) -> bytes:
        """The next bytes of the file.

        Raises:
            OSError: the form does not end where the file should: the last bytes are kept back, so that an upload
                whose length was misjudged stays unfinished instead of being sealed wrong.
        """
        if self._left <= 0:
            return b""
        given = self._take(min(size, self._left))
        self._left -= len(given)
        seen = self._tail + given
        if self._border in seen:
            raise OSError("another field follows the file")
        self._tail = seen[-len(self._border) :]
        if given and self._left == 0 and self._take_all(len(self._end) + 2) != self._end:
            raise OSError("the form does not end where its file should")
        return given

    def drain(self) -> None:
        """Read what is left and forget it, so that the browser gets to see the answer."""
        while self._take(_PIECE_BYTES):
            pass

    def _take(self, size: int) -> bytes:
        if self._rest:
            given, self._rest = self._rest[:size], self._rest[size:]
            return given
        return self._body.read(size)

    def _take_all(self, size: int) -> bytes:
        taken = b""
        while len(taken) < size and (piece := self._take(size - len(taken))):
            taken += piece
        return taken
