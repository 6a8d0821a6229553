"""The list of features, and how one gets onto it."""

from collections.abc import Callable
from pathlib import Path

Writer = Callable[[Path], None]

FEATURES: dict[str, Writer] = {}
"""Names of features, and what writes a master with one of them to a path."""

WITH_MACROS: set[str] = set()
"""Those whose masters are .xlsm files."""


def register(name: str, writer: Writer, *, with_macros: bool = False) -> None:
    assert name not in FEATURES, name
    FEATURES[name] = writer
    if with_macros:
        WITH_MACROS.add(name)
