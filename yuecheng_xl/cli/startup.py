"""Quick start for one short job a process, which is what the command line and a click are."""

from __future__ import annotations

import gc
import sys


def lean_openpyxl() -> None:
    """Import openpyxl without numpy.

    openpyxl imports numpy, where pandas has brought it along, only to recognise its number types. No
    command writes such numbers, and the import is the longest of all: a tenth of a whole evaluation.
    A later ``import numpy`` works as ever.
    """
    if "numpy" in sys.modules or "openpyxl" in sys.modules:
        return
    sys.modules["numpy"] = None  # type: ignore[assignment]  # documented: makes `import numpy` fail
    try:
        import openpyxl  # noqa: F401
    finally:
        del sys.modules["numpy"]


def no_collector() -> None:
    """Spare a job that is over in a second the garbage collector's rounds."""
    gc.disable()
