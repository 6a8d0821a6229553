"""Tell which indicator a row means, by number and name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from yuecheng_xl.plan.text import normalise, split_note_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.plan import Indicator

# Likeness as rapidfuzz counts it, of 100. 人均绿地面积 is 86 like 人均公园绿地面积, 综合执法行政事项占比
# is 80 like 综合行政执法事项占比; 外贸进口, which is another thing, is 75 like 外贸出口.
_ALIKE = 78.0
_ALIKE_WITH_NUMBER = 60.0
_CLEAR_LEAD = 10.0
_SIGNS = re.compile(r"[“”\"'‘’《》〈〉·\-—_、，,。.:：;；*#]")
_REMARK = re.compile(r"\([^()]*\)$")
_LEAD = re.compile(r"^(?:其中:|\d{1,4}[.、)]|\(\d{1,4}\))")
_DIGITS = re.compile(r"[0-9.]+")


class Certainty(Enum):
    """How sure a match is."""

    EXACT = "exact"
    ALIKE = "alike"
    AMBIGUOUS = "ambiguous"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Match:
    """The indicators that a row may mean: one where it is sure or alike. ``likeness`` is 0 to 100."""

    certainty: Certainty
    candidates: tuple[Indicator, ...] = ()
    likeness: float = 100.0


class Matcher:
    """Knows the indicators of a plan by number and name."""

    def __init__(self, indicators: Sequence[Indicator]) -> None:
        self._indicators = list(indicators)
        self._by_name: dict[str, list[Indicator]] = {}
        self._by_number: dict[int, list[Indicator]] = {}
        for item in indicators:
            self._by_name.setdefault(key_of_name(item.name), []).append(item)
            self._by_number.setdefault(item.number, []).append(item)
        self._alike = lru_cache(maxsize=4096)(self._find_alike)

    def match(self, number: int | None, name: str) -> Match:
        """Return what a row means. A number alone never decides: departments number their own lists anew."""
        key = key_of_name(name)
        same = self._by_name.get(key, [])
        if len(same) > 1:
            numbered = [item for item in same if item.number == number]
            same = numbered if len(numbered) == 1 else same
        if same:
            return Match(Certainty.EXACT if len(same) == 1 else Certainty.AMBIGUOUS, tuple(same))
        return self._alike(number, key)

    def _find_alike(self, number: int | None, key: str) -> Match:
        from rapidfuzz import fuzz  # only a name that is not the plan's pays for the import

        digits = _DIGITS.findall(key)
        scored = sorted(
            (
                (fuzz.ratio(key, name), item)
                for name, items in self._by_name.items()
                # PM10 is not PM2.5, however alike the names.
                if _DIGITS.findall(name) == digits
                for item in items
            ),
            key=lambda pair: -pair[0],
        )
        if not scored:
            return Match(Certainty.NONE)
        best, first = scored[0]
        needed = _ALIKE_WITH_NUMBER if first.number == number else _ALIKE
        if best < needed:
            # Not like any; but where its number's indicator is somewhat like, somebody should look.
            numbered = [
                item for score, item in scored if item.number == number and score >= _ALIKE_WITH_NUMBER
            ]
            return Match(Certainty.AMBIGUOUS, (first, *numbered), best) if numbered else Match(Certainty.NONE)
        rivals = tuple(item for score, item in scored if score > best - _CLEAR_LEAD)
        if len(rivals) > 1:
            return Match(Certainty.AMBIGUOUS, rivals, best)
        return Match(Certainty.ALIKE, (first,), best)


@lru_cache(maxsize=4096)
def key_of_name(name: str) -> str:
    """Return a name without what people add or leave out: spaces, signs, note marks, a remark in brackets."""
    plain = _LEAD.sub("", normalise(split_note_marks(name)[0]))
    plain = plain.rstrip("*")
    bare = _REMARK.sub("", plain)
    return _SIGNS.sub("", bare or plain).casefold()
