"""How departments are typed: several in one cell, and one department under two names."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from yuecheng_xl.typed.text import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SEVERAL = re.compile(r"[、,，;；/\n]+")
_AREA = re.compile(r"^[^省市区县州旗盟]{0,6}(?:[省市县州旗盟]|(?<![新开园景港税验])区)(?=.{2})")
"""An area before a department's name; a 高新区 or a 经开区 is a department itself."""


def named_in(text: str) -> tuple[str, ...]:
    """Return the departments that a cell names, each once: 甲局、乙局."""
    names = (name.strip() for name in _SEVERAL.split(text))
    return tuple(dict.fromkeys(name for name in names if name))


def alike(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of names that may be one department's: 区教体局, 教育体育局.

    They are the same without the area before them, or one has the other's characters in their order and
    both begin and end alike. A department of another area is another.
    """
    by_ends: dict[str, list[tuple[str, str, str]]] = {}
    for name in names:
        plain = normalise(name)
        area = found[0] if (found := _AREA.match(plain)) else ""
        if bare := plain.removeprefix(area):
            by_ends.setdefault(bare[0] + bare[-1], []).append((name, area, bare))
    for group in by_ends.values():
        for (name, area, bare), (other, other_area, other_bare) in combinations(group, 2):
            shorter, longer = sorted((bare, other_bare), key=len)
            left = iter(longer)
            same_area = area.endswith(other_area) or other_area.endswith(area)
            if same_area and all(character in left for character in shorter):
                yield name, other
