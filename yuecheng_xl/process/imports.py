"""Imports left out: they take long and bring nothing that a job needs."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

not_for_openpyxl: list[str] = []
"""Libraries left out when openpyxl is imported; ``process/startup.py`` says which."""


@contextmanager
def hidden(*names: str) -> Iterator[None]:
    """Make the import of these libraries fail, unless they were imported before."""
    gone = [name for name in names if name not in sys.modules]
    for name in gone:
        sys.modules[name] = None  # type: ignore[assignment]  # documented: makes the import fail
    try:
        yield
    finally:
        for name in gone:
            del sys.modules[name]
