"""LibreOffice as a library (LibreOfficeKit), called in this process.

The `soffice` program wants a local socket before it does anything, and would be one program more to confine.
The library needs neither sockets nor programs, so it runs behind the strictest filter we have. Its own way to
open a document builds a window, for which the packages without one lack parts; so our own eight lines of Basic
open the document hidden and print it. Macros of the document are never run, and those that carry any are
refused before.

Source: LibreOffice, include/LibreOfficeKit/LibreOfficeKit.h (the order of its tables only grows).
"""

import ctypes
import html
import os
from pathlib import Path
from typing import Any, Final

from redaction.errors import DocumentRefused, DocumentUnreadable
from redaction.printing.routines import ROUTINES, SETTING, text_filter

_PROGRAMS: Final = (
    "/usr/lib/libreoffice/program",
    "/usr/lib64/libreoffice/program",
    "/opt/libreoffice/program",
)
_LIBRARIES: Final = ("libmergedlo.so", "libsofficeapp.so")
_RUN_MACRO: Final = 11  # its place in the table of functions; 0 is the table's own size
_POINTER: Final = ctypes.c_void_p
_TEXT: Final = ctypes.c_char_p

_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
</oor:items>
"""  # noqa: E501 - one setting a line

_MODULE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" \
script:language="StarBasic">{basic}</script:module>
"""


def is_installed() -> bool:
    """Say whether LibreOffice's library is on this machine."""
    return _library() is not None


def saved_as_pdf(source: Path, target: Path, *, room: Path, password: str = "") -> None:
    """Open a document and save it as PDF.

    Args:
        source: its name must end as its kind does.
        room: a folder for the profile and temporary files, thrown away afterwards.
        password: what opens it, if it is locked.

    Raises:
        DocumentRefused: LibreOffice is not installed.
        DocumentUnreadable: LibreOffice could not open or print it.
    """
    _run("Publish", source, target, room, password=password)


def saved_without_lock(source: Path, target: Path, *, room: Path, password: str, own_filter: str) -> None:
    """Open a locked document and save it in its own format without the lock.

    Args:
        own_filter: LibreOffice's name of its format ("writer8"); empty for the OpenDocument format that fits it.

    Raises:
        DocumentRefused: LibreOffice is not installed.
        DocumentUnreadable: it could not be opened: the password is another, or it is damaged.
    """
    _run("WithoutLock", source, target, room, password=password, own_filter=own_filter)


def _run(
    routine: str, source: Path, target: Path, room: Path, *, password: str = "", own_filter: str = ""
) -> None:
    if not password.isprintable():
        # A line's end would end the line of Basic that it stands in.
        raise _unreadable()
    basic = ROUTINES.format(
        source=source.as_uri(),
        text_filter=text_filter(source),
        without_comments=(room / "without-comments.odt").as_uri(),
        target=target.as_uri(),
        password=password.replace('"', '""'),
        own_filter=own_filter,
    )
    if not run_basic(basic, routine, room=room) or not target.is_file():
        raise _unreadable()


def run_basic(basic: str, routine: str, *, room: Path) -> bool:
    """Run a routine of our own lines of Basic in LibreOffice, once for each process. Says whether it came to its end.

    Raises:
        DocumentRefused: LibreOffice is not installed.
        DocumentUnreadable: it does not start.
    """
    kit, calls = _started(room)
    # Starting puts the library's own empty module there.
    module = room / "profile" / "user" / "basic" / "Standard" / "Module1.xba"
    module.write_text(_MODULE.format(basic=html.escape(SETTING + basic)))
    run = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, _TEXT)(calls[_RUN_MACRO])
    return bool(run(kit, f"macro:///Standard.Module1.{routine}()".encode()))


def _started(room: Path) -> tuple[int, Any]:
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
    return kit, _table(kit)


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
