"""The pages of a document by pdfium, one after another, in memory that does not grow with their number.

pdfium keeps what it has read of a page until its document is closed, so that is opened anew now and then.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import pypdfium2

_FEWEST_TURNS: Final = 8
_MOST_TURNS: Final = 64
_HELD_BYTES: Final = 2 << 20
"""So much of a file is read between two openings. Opening takes a hundredth of a second for a thousand pages."""


class InTurn:
    """A document whose page is good until another page is asked for. Use it in a `with`.

    Args:
        opened: opens the document, the same each time.
        size_bytes: of its file.
        with_forms: draw what stands in fields of forms.

    Raises:
        pypdfium2.PdfiumError, DocumentError: as `opened` does, here or while pages are asked for.
    """

    def __init__(
        self, opened: Callable[[], pypdfium2.PdfDocument], *, size_bytes: int, with_forms: bool = False
    ) -> None:
        self._opens, self._with_forms = opened, with_forms
        self._document = self._opened()
        self._count = len(self._document)
        self._turns = max(_FEWEST_TURNS, min(_MOST_TURNS, _HELD_BYTES * self._count // max(size_bytes, 1)))
        self._turned = 0
        self._page: Any = None

    @classmethod
    def of(cls, path: Path, *, with_forms: bool = False) -> "InTurn":
        """The document in a file that asks for no password."""
        return cls(lambda: pypdfium2.PdfDocument(path), size_bytes=path.stat().st_size, with_forms=with_forms)

    def _opened(self) -> pypdfium2.PdfDocument:
        document = self._opens()
        if self._with_forms:
            document.init_forms()
        return document

    def __enter__(self) -> "InTurn":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()
        self._document.close()

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: int) -> Any:
        """A page, counted from 0; the one before it is closed."""
        self._leave()
        if self._turned >= self._turns:
            self._document.close()
            self._document, self._turned = self._opened(), 0
        self._turned += 1
        self._page = self._document[index]
        return self._page

    def __iter__(self) -> Iterator[Any]:
        return (self[index] for index in range(self._count))

    def _leave(self) -> None:
        if self._page is not None:
            self._page.close()
            self._page = None
