"""Import UNO, LibreOffice's bridge to Python, which is built for the system's Python and for no other."""

from __future__ import annotations

import builtins
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

_ASK = "import sys, uno, os; print(*sys.version_info[:2]); print(os.path.dirname(uno.__file__))"


def import_uno() -> tuple[ModuleType | None, str]:
    """Return the module, or None and the reason why it is not to be had."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        return None, "LibreOffice (soffice) is not installed"
    beside = Path(soffice).resolve().parent / "python"  # a LibreOffice that brings its own
    found = "no Python with UNO (python3-uno) found"
    for python in (beside, Path("/usr/bin/python3")):
        if not python.exists():
            continue
        told = subprocess.run([python, "-c", _ASK], capture_output=True, encoding="utf-8", check=False)
        if told.returncode:
            continue
        version, folder = told.stdout.splitlines()
        if version != "{} {}".format(*sys.version_info[:2]):
            found = f"UNO is built for Python {version.replace(' ', '.')}"
            continue
        importing = builtins.__import__
        sys.path.append(folder)  # last, and gone at once: the folder has the system's other packages, too
        try:
            import uno
        finally:
            sys.path.remove(folder)
            # UNO takes imports over, and for a missing module raises what libraries do not expect.
            builtins.__import__ = importing
        return uno, ""
    return None, found
