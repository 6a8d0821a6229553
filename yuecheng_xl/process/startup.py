"""A quick start: the command line and a click are one short job a process.

An entry point calls these once, before it imports the module of the job.
"""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from yuecheng_xl.process.imports import hidden, not_for_openpyxl

if TYPE_CHECKING:
    from types import ModuleType

_ALLOCATIONS = 200_000
"""Objects made and kept before garbage is collected."""


def lean_openpyxl() -> None:
    """Leave numpy out when openpyxl is imported, whenever that is.

    openpyxl imports numpy, where pandas brought it along, only to recognise its number types. No job
    writes such numbers, and the import takes long. A later ``import numpy`` works as ever.
    """
    not_for_openpyxl[:] = ["numpy"]


def import_lean(module: str) -> ModuleType:
    """Import a module of ours by name, without what :func:`lean_openpyxl` leaves out."""
    with hidden(*not_for_openpyxl):
        return import_module(module)


def lean_xlwings() -> None:
    """Import xlwings without the libraries whose values it can write to cells: we write texts.

    A click pays for them all the same: Excel's call imports xlwings before anything of ours.

    Raises:
        ImportError: xlwings is not installed.

    """
    if "xlwings" not in sys.modules:
        with hidden("numpy", "pandas", "matplotlib", "PIL"):
            import xlwings  # noqa: F401, PLC0415 - what this is for


def collect_garbage_rarely() -> None:
    """Collect garbage rarely: a job of a second makes few cycles, one of minutes is still rid of them."""
    gc.set_threshold(_ALLOCATIONS)
