"""Quick start for one short job a process, which is what the command line and a click are."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def lean_openpyxl() -> None:
    """Import openpyxl without numpy.

    openpyxl imports numpy, where pandas has brought it along, only to recognise its number types. No
    command writes such numbers, and the import is the longest of all: a tenth of a whole evaluation.
    A later ``import numpy`` works as ever.
    """
    if "openpyxl" not in sys.modules:
        with _hidden("numpy"):
            import openpyxl  # noqa: F401


def lean_xlwings() -> None:
    """Import xlwings without the libraries whose values it can also write to cells: we write texts.

    A click cannot be spared them, as Excel's call imports xlwings before anything of ours.

    Raises:
        ImportError: xlwings is not installed.

    """
    if "xlwings" not in sys.modules:
        with _hidden("numpy", "pandas", "matplotlib", "PIL"):
            import xlwings  # noqa: F401


@contextmanager
def _hidden(*names: str) -> Iterator[None]:
    """Have ``import`` not find these, if nobody imported them before."""
    hidden = [name for name in names if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]  # documented: makes the import fail
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


def no_collector() -> None:
    """Spare a job that is over in a second the garbage collector's rounds."""
    gc.disable()
