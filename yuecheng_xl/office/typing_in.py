"""What is typed into a cell for it to hold a text."""

from __future__ import annotations


def typed(text: str) -> str:
    """Return what to type for a text to stay one: programs read ``1-2`` as a date, ``=1+1`` as a formula."""
    return text if not text or text[0] == "—" or "\u4e00" <= text[0] <= "\u9fff" else f"'{text}"
