"""Full stops: texts from a workbook come with one, with another mark, or with none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ENDINGS = re.compile(r"(?<![。；，,;\s])[。；，,;\s]+$")


def sentences(texts: Iterable[str]) -> str:
    """End each text with one full stop and join them; empty ones are left out."""
    return "".join(f"{without_ending(text)}。" for text in texts if text)


def without_ending(text: str) -> str:
    """Take off the marks that a text ends with."""
    return _ENDINGS.sub("", text)
