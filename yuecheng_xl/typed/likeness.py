"""How alike two names are, for telling which indicator a name means that is not the plan's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Likeness as rapidfuzz counts it, of 100. 人均绿地面积 is 86 like 人均公园绿地面积, 综合执法行政事项占比
# is 80 like 综合行政执法事项占比; 外贸进口, which is another thing, is 75 like 外贸出口.
ALIKE = 78.0
_CLEAR_LEAD = 10.0
_LONGER = 3
"""How many times longer one of two names may be: beyond, the likeness is below 50 whatever they say."""

Scored = tuple[float, str]


def near_in_length(name: str, others: Iterable[str]) -> list[str]:
    """Return those of the other names that may be like a name at all.

    Somebody's page of text in a name's cell is compared with none of a plan's thousands of names.
    """
    length = len(name)
    return [other for other in others if length <= _LONGER * len(other) and len(other) <= _LONGER * length]


def by_likeness(name: str, others: Iterable[str]) -> list[Scored]:
    """Return the other names with their likeness (0 to 100) to a name, the most alike first."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - only a name that is not the plan's pays for it

    return sorted(((fuzz.ratio(name, other), other) for other in others), key=lambda scored: -scored[0])


def rivals(scored: Sequence[Scored]) -> list[str]:
    """Return the names that come into question: the most alike, and those that it does not clearly lead."""
    best = scored[0][0]
    return [name for likeness, name in scored if likeness > best - _CLEAR_LEAD]
