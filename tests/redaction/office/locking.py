"""Locks an OpenDocument file with a password, by LibreOffice itself, in a process of its own."""

import ctypes
import html
import os
import subprocess
import sys
from pathlib import Path

from redaction.printing import kit

_FILTERS = {".odt": "writer8", ".ods": "calc8", ".doc": "MS Word 97"}
_BASIC = """Function Setting(name, value)
  Dim made As New com.sun.star.beans.PropertyValue
  made.Name = name
  made.Value = value
  Setting = made
End Function
Sub Publish
  written = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, Array(Setting("Hidden", True)))
  written.storeToURL("{target}", Array(Setting("FilterName", "{filter}"), Setting("Password", "{password}")))
End Sub"""


def a_locked_document(folder: Path, ending: str, written: str, password: str) -> Path:
    """A document of this kind ("odt", "ods", "doc") behind a password."""
    source = folder / ("plain.csv" if ending == "ods" else "plain.txt")
    source.write_text(written)
    target = folder / f"locked.{ending}"
    command = [sys.executable, "-m", __name__, str(source), str(target), password]
    subprocess.run(command, check=True, capture_output=True, timeout=280)
    return target


def _lock(source: Path, target: Path, password: str) -> None:
    room = source.parent / "locking"
    room.mkdir()
    started, calls = kit._started(room)
    basic = _BASIC.format(
        source=source.as_uri(),
        target=target.as_uri(),
        filter=_FILTERS[target.suffix],
        password=password.replace('"', '""'),
    )
    module = room / "profile" / "user" / "basic" / "Standard" / "Module1.xba"
    module.write_text(kit._MODULE.format(basic=html.escape(basic)))
    run = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p)(calls[kit._RUN_MACRO])
    run(started, b"macro:///Standard.Module1.Publish()")
    os._exit(0 if target.is_file() else 1)


if __name__ == "__main__":
    _lock(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
