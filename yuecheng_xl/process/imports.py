"""Imports that cost much and bring what no job of ours needs."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

not_for_openpyxl: list[str] = []
"""Libraries that openpyxl, once it is needed, is to be imported without; see ``process/startup.py``."""


@contextmanager
def hidden(*names: str) -> Iterator[None]:
    """Have ``import`` not find these, if nobody imported them before."""
    gone = [name for name in names if name not in sys.modules]
    for name in gone:
        sys.modules[name] = None  # type: ignore[assignment]  # documented: makes the import fail
    try:
        yield
    finally:
        for name in gone:
            del sys.modules[name]
