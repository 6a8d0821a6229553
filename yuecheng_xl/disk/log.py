"""The log file: what staff never see, kept for whoever mends it."""

from __future__ import annotations

import tempfile
import traceback
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.version import __version__

if TYPE_CHECKING:
    from yuecheng_xl.findings import Finding


def unexpected() -> Finding:
    """Keep the traceback of the exception at hand in the log, and say where it is."""
    return catalogue.UNEXPECTED.at(log=write(traceback.format_exc()))


def write(text: str) -> str:
    """Write to the log file and return its path, or the text where there is nowhere to keep it."""
    path = Path(tempfile.gettempdir()) / "yuecheng-xl.log"
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{datetime.now().astimezone().isoformat()} {__version__}\n{text}\n")
    except OSError:
        return text
    return str(path)
