"""What a cell shows, kept so that it can be printed as it was filled in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Printed:
    """A cell as it was filled in: number (or None for a text), text as shown, number format."""

    text: str = ""
    number: float | None = None
    number_format: str = "General"
