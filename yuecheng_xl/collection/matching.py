"""Tell which indicator a row means, by number and name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from yuecheng_xl.process.memo import kept
from yuecheng_xl.typed.likeness import ALIKE, by_likeness, near_in_length, rivals
from yuecheng_xl.typed.names import key_of_name, that_may_be_meant

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SOMEWHAT_ALIKE = 60.0


class Certainty(Enum):
    """How sure a match is."""

    EXACT = "exact"
    ALIKE = "alike"
    AMBIGUOUS = "ambiguous"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Match:
    """The numbers of the indicators that a row may mean: one where it is sure or alike.

    ``likeness`` is 0 to 100.
    """

    certainty: Certainty
    candidates: tuple[int, ...] = ()
    likeness: float = 100.0


class Matcher:
    """Knows the indicators of a plan by number and name."""

    def __init__(self, names: Mapping[int, str]) -> None:
        self._names = names
        self._by_name: dict[str, list[int]] = {}
        for number, name in names.items():
            self._by_name.setdefault(key_of_name(name), []).append(number)
        self._alike = kept(4096)(self._find_alike)

    def __reduce__(self) -> tuple[type[Matcher], tuple[Mapping[int, str]]]:
        """Go to another process as the names alone."""
        return Matcher, (self._names,)

    def match(self, number: int | None, name: str) -> Match:
        """Return what a row means. A number alone never decides: departments number their own lists anew."""
        key = key_of_name(name)
        same = self._by_name.get(key, [])
        if len(same) > 1:
            same = [number] if number is not None and number in same else same
        if same:
            return Match(Certainty.EXACT if len(same) == 1 else Certainty.AMBIGUOUS, tuple(same))
        return self._alike(number, key)

    def _find_alike(self, number: int | None, key: str) -> Match:
        scored = by_likeness(key, that_may_be_meant(key, near_in_length(key, self._by_name)))
        if not scored:
            return Match(Certainty.NONE)
        best = scored[0][0]
        if best < ALIKE:
            # Not like any; but where its number's indicator is somewhat like, somebody should look.
            near = self._named(name for likeness, name in scored if likeness >= _SOMEWHAT_ALIKE)
            numbered = tuple(item for item in near if item == number)
            return Match(Certainty.AMBIGUOUS, numbered, best) if numbered else Match(Certainty.NONE)
        found = self._named(rivals(scored))
        if len(found) > 1:  # 居民收入 may be 城镇居民's or 农村居民's
            return Match(Certainty.AMBIGUOUS, found, best)
        return Match(Certainty.ALIKE, found, best)

    def _named(self, names: Iterable[str]) -> tuple[int, ...]:
        return tuple(number for name in names for number in self._by_name[name])
