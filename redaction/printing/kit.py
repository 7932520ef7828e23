"""LibreOffice as a library (LibreOfficeKit), called in this process.

The `soffice` program wants a local socket before it does anything, and would be one program more to confine.
The library needs neither sockets nor programs, so it runs behind the strictest filter we have. It never runs
macros unless it is told to, and it is not.

Source: LibreOffice, include/LibreOfficeKit/LibreOfficeKit.h (the order of its tables only grows).
"""

import contextlib
import ctypes
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from redaction.errors import DocumentRefused, DocumentUnreadable

_PROGRAMS: Final = (
    "/usr/lib/libreoffice/program",
    "/usr/lib64/libreoffice/program",
    "/opt/libreoffice/program",
)
_LIBRARIES: Final = ("libmergedlo.so", "libsofficeapp.so")
_LOAD_WITH_OPTIONS: Final = 4  # places in the tables of functions; 0 is the table's own size
_DESTROY, _SAVE_AS = 1, 2
_POINTER: Final = ctypes.c_void_p
_TEXT: Final = ctypes.c_char_p

_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
</oor:items>
"""  # noqa: E501 - one setting a line


def is_installed() -> bool:
    """Say whether LibreOffice's library is on this machine."""
    return _library() is not None


def saved_as_pdf(source: Path, target: Path, *, room: Path) -> None:
    """Open a document and save it as PDF.

    Args:
        source: its name must end as its kind does.
        room: a folder for the profile and temporary files, thrown away afterwards.

    Raises:
        DocumentRefused: LibreOffice is not installed.
        DocumentUnreadable: LibreOffice could not open or print it.
    """
    with _kit(room) as (kit, calls):
        load = ctypes.CFUNCTYPE(_POINTER, _POINTER, _TEXT, _TEXT)(calls[_LOAD_WITH_OPTIONS])
        document = load(kit, source.as_uri().encode(), b"Batch=true")
        if not document:
            raise _unreadable()
        save = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, _TEXT, _TEXT, _TEXT)(_table(document)[_SAVE_AS])
        if not save(document, target.as_uri().encode(), b"pdf", b"") or not target.is_file():
            raise _unreadable()


@contextlib.contextmanager
def _kit(room: Path) -> Iterator[tuple[int, Any]]:
    """The library, started with a fresh profile. The process ends soon after, so nothing is torn down."""
    library = _library()
    if library is None:
        raise DocumentRefused(
            "This document has to be printed to PDF first, and LibreOffice is not installed.",
            next_step="Ask the person who runs this service to install LibreOffice, or print it to PDF and "
            "upload that.",
        )
    os.environ.update(HOME=str(room), TMPDIR=str(room), SAL_USE_VCLPLUGIN="svp", SAL_LOG="-INFO-WARN")
    profile = room / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS)
    loaded = ctypes.CDLL(str(library), mode=ctypes.RTLD_GLOBAL)
    start = loaded.libreofficekit_hook_2
    start.restype, start.argtypes = _POINTER, [_TEXT, _TEXT]
    kit = start(str(library.parent).encode(), profile.as_uri().encode())
    if not kit:
        raise _unreadable()
    yield kit, _table(kit)


def _library() -> Path | None:
    found = (Path(folder) / name for folder in _PROGRAMS for name in _LIBRARIES)
    return next((path for path in found if path.exists()), None)


def _table(made: int) -> Any:
    """The functions of an object of the library: its first word points to their table."""
    table = ctypes.cast(made, ctypes.POINTER(_POINTER))[0]
    return ctypes.cast(table, ctypes.POINTER(_POINTER))


def _unreadable() -> DocumentUnreadable:
    return DocumentUnreadable(
        "The document could not be printed to PDF.",
        next_step="Open it in its own program, print it to a new PDF and upload that.",
    )
