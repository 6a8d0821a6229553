"""How a process of the service speaks to it: a line of JSON at a time, which ``child.py`` hears."""

from __future__ import annotations

import json
import os
from typing import Any


class Speech:
    """The process's standard output, taken over: what anything else prints must not mix with what is told."""

    def __init__(self) -> None:
        """Take it over; what is printed goes to the error stream from now on."""
        self._lines = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(2, 1)

    def tell(self, message: dict[str, Any]) -> None:
        """Write a line."""
        self._lines.write(json.dumps(message, ensure_ascii=False) + "\n")
        self._lines.flush()
