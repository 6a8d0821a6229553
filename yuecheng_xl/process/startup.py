"""Quick start for one short job a process, which is what the command line and a click are."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from yuecheng_xl.process.imports import hidden, not_for_openpyxl

if TYPE_CHECKING:
    from types import ModuleType

_ALLOCATIONS = 200_000
"""Objects that a job makes, and keeps, before garbage is collected."""


def lean_openpyxl() -> None:
    """Have openpyxl, once it is needed, be imported without numpy.

    openpyxl imports numpy, where pandas has brought it along, only to recognise its number types. No
    command writes such numbers, and the import is a long one. A later ``import numpy`` works as ever.
    """
    not_for_openpyxl[:] = ["numpy"]


def import_lean(module: str) -> ModuleType:
    """Import a module of ours, without what :func:`lean_openpyxl` said; ``import numpy`` in it would fail."""
    with hidden(*not_for_openpyxl):
        return import_module(module)


def lean_xlwings() -> None:
    """Import xlwings without the libraries whose values it can also write to cells: we write texts.

    A click cannot be spared them, as Excel's call imports xlwings before anything of ours.

    Raises:
        ImportError: xlwings is not installed.

    """
    if "xlwings" not in sys.modules:
        with hidden("numpy", "pandas", "matplotlib", "PIL"):
            import xlwings  # noqa: F401


def collect_garbage_rarely() -> None:
    """Spare a job that is over in a second the collection of garbage; one of minutes still has it."""
    gc.set_threshold(_ALLOCATIONS)
