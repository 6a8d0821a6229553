"""Full stops: texts from a workbook come with one, with another mark, or with none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# What a workbook's text may bring along: ，， 。； （）, and a mark at its beginning.
_DOUBLED = re.compile(r"[（(]\s*[）)]|^[，。；、：,;\s]+|[，、；：](?=[，、；：。])|(?<=。)[，。；、：]+")
_ENDINGS = re.compile(r"(?<![。；，,;\s])[。；，,;\s]+$")


def sentences(texts: Iterable[str]) -> str:
    """End each text with one full stop and join them; empty ones are left out."""
    plain = (without_ending(_DOUBLED.sub("", text)) for text in texts)
    return "".join(f"{text}。" for text in plain if text)


def without_ending(text: str) -> str:
    """Take off the marks that a text ends with."""
    return _ENDINGS.sub("", text)
