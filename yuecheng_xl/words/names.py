"""An indicator's name as a sentence has it: without the number that its cell may hold."""

from __future__ import annotations

import re

_CHINESE = "[一二三四五六七八九十]{1,3}"
_NUMBERING = re.compile(rf"^(?:[（(](?:\d{{1,3}}|{_CHINESE})[）)]|\d{{1,3}}[.．、](?!\d)|[①-⑳])\s*")


def spoken(name: str) -> str:
    """Return （7）城镇登记失业率 as 城镇登记失业率."""
    return _NUMBERING.sub("", name.strip(), count=1) or name
