"""Tell which indicator a row means, by number and name.

A wrong likeness puts another indicator's figures into the master. So names are alike only where nothing is
left that differs: what tables call differently is called the same (as for the catalogue), filler is left
out, and the catalogue may list both as one indicator's. Whatever differs otherwise is another name, however
much of it is the same: 第二产业 is not 第三产业, a number of days no share.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.plan.catalogue import keys_of
from yuecheng_xl.process.memo import kept
from yuecheng_xl.typed.likeness import ALIKE, by_likeness, near_in_length
from yuecheng_xl.typed.names import bare_name, key_of_name, that_may_be_meant, without_signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_SOMEWHAT_ALIKE = 60.0
_CLEAR_LEAD = 10.0
_LONGEST = 100
"""Characters that a name has at most: what is longer is compared as it stands."""

_REGION = re.compile(r"^[全我]([市区县省国])")
_COUNTED = re.compile(r"(?:人数|户数|人次|次数|天数|倍数|指数|系数|分数|岁数|位数|位次)$")
_FILLER = re.compile(
    r"的|总(?=产量|投资|人口|额|量|数|户|面积|里程|规模|吨位|指数|体)|(?<=投资)完成额?$|完成(?:情况|值)$|情况$"
    r"|(?<=工业)企业(?=亩均|增加值|利润|营业|劳动|总?产值)|全体(?=居民|常住)|^(?:年末|期末|年底)"
)
_SHORTEST = 6
"""Characters of a name in which two words may have changed places."""


class Certainty(Enum):
    """How sure a match is."""

    EXACT = "exact"
    ALIKE = "alike"
    AMBIGUOUS = "ambiguous"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Match:
    """The numbers of the indicators that a row may mean: one where it is sure or alike."""

    certainty: Certainty
    candidates: tuple[int, ...] = ()


class _Sense(NamedTuple):
    """What of a name tells what it means: the region, what is counted, and the rest without filler."""

    region: str
    counted: str
    core: str

    @property
    def letters(self) -> tuple[str, ...]:
        """The characters of the rest, which of two words in another order are the same."""
        return tuple(sorted(self.core)) if len(self.core) >= _SHORTEST else (self.core,)

    def agrees(self, other: _Sense) -> bool:
        """Tell whether two names with the same characters may be one: digits stand in one order, too."""
        return (
            self.counted == other.counted
            and (not self.region or not other.region or self.region == other.region)
            and (self.core == other.core or _ORDERED.findall(self.core) == _ORDERED.findall(other.core))
        )


_ORDERED = re.compile(r"[0-9.一二三四五六七八九十]|占|比")


class Matcher:
    """Knows the indicators of a plan by number and name."""

    def __init__(self, names: Mapping[int, str], meanings: Mapping[str, Sequence[int]] | None = None) -> None:
        """Take the plan's names, and what the catalogue knows names to mean: rows by name."""
        self._names = names
        self._meanings = meanings or {}
        self._by_name: dict[str, list[int]] = {}
        for number, name in names.items():
            self._by_name.setdefault(key_of_name(name), []).append(number)
        self._alike = kept(4096)(self._find_alike)

    def __reduce__(self) -> tuple[type[Matcher], tuple[Mapping[int, str], Mapping[str, Sequence[int]]]]:
        """Go to another process as the names and their meanings alone."""
        return Matcher, (self._names, self._meanings)

    def match(self, number: int | None, name: str) -> Match:
        """Return what a row means. A number alone never decides: departments number their own lists anew."""
        same = self._by_name.get(key_of_name(name), [])
        if len(same) > 1:
            same = [number] if number is not None and number in same else same
        if same:
            return Match(Certainty.EXACT if len(same) == 1 else Certainty.AMBIGUOUS, tuple(same))
        return self._alike(number, name[:_LONGEST])

    def _find_alike(self, number: int | None, name: str) -> Match:
        key = key_of_name(name)
        if not key:
            return Match(Certainty.NONE)
        (sense,) = _senses([name])
        meant = self._rows(name)
        found = [
            item
            for item in self._by_letters.get(sense.letters, ())
            if sense.agrees(self._sense[item]) and not self._are_others(meant, item)
        ]
        listed = {item for row in meant for item in self._by_row.get(row, ())} - set(found)
        found += sorted(item for item in listed if self._sense[item].counted == sense.counted)
        if found:
            return Match(Certainty.ALIKE if len(found) == 1 else Certainty.AMBIGUOUS, tuple(found))
        return self._guess(number, key, meant)

    def _guess(self, number: int | None, key: str, meant: frozenset[int]) -> Match:
        """Return the indicators that a name may mean which is none of theirs: somebody is to be asked."""
        names = that_may_be_meant(key, near_in_length(key, self._by_name))
        scored = by_likeness(key, names)
        best = scored[0][0] if scored else 0.0
        if best < ALIKE:
            # Not like any; but where its number's indicator is somewhat like, somebody should look.
            near = self._named(name for likeness, name in scored if likeness >= _SOMEWHAT_ALIKE)
            found = tuple(item for item in near if item == number)
        else:
            found = self._named(name for likeness, name in scored if likeness > best - _CLEAR_LEAD)
        found = tuple(item for item in found if not self._are_others(meant, item))
        return Match(Certainty.AMBIGUOUS, found) if found else Match(Certainty.NONE)

    def _named(self, names: Iterable[str]) -> tuple[int, ...]:
        return tuple(number for name in names for number in self._by_name[name])

    def _are_others(self, meant: frozenset[int], number: int) -> bool:
        """Tell whether the catalogue lists a name and an indicator's as two indicators'."""
        return bool(meant) and bool(rows := self._rows(self._names[number])) and meant.isdisjoint(rows)

    def _rows(self, name: str) -> frozenset[int]:
        """Return the catalogue's rows that list a name."""
        return frozenset(self._meanings.get(key_of_name(name), ()))

    @cached_property
    def _sense(self) -> dict[int, _Sense]:
        """What the plan's names mean, by number; worked out for the first name that is none of them."""
        return dict(zip(self._names, _senses(self._names.values()), strict=True))

    @cached_property
    def _by_letters(self) -> dict[tuple[str, ...], list[int]]:
        found: dict[tuple[str, ...], list[int]] = {}
        for number, sense in self._sense.items():
            found.setdefault(sense.letters, []).append(number)
        return found

    @cached_property
    def _by_row(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for number, name in self._names.items() if self._meanings else ():
            for row in self._rows(name):
                found.setdefault(row, []).append(number)
        return found


def _senses(names: Iterable[str]) -> list[_Sense]:
    bare = [" ".join(bare_name(name[:_LONGEST]).split()) for name in names]
    cores = [without_signs(_FILLER.sub("", key)).casefold() for key in keys_of(bare)]
    return [
        _Sense(region[1] if (region := _REGION.match(name)) else "", _last(_COUNTED, name), core)
        for name, core in zip(bare, cores, strict=True)
    ]


def _last(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""


def meanings(named: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    """Return the catalogue's rows by the keys of the names that they list."""
    found: dict[str, set[int]] = {}
    for name, row in named:
        found.setdefault(key_of_name(name), set()).add(row)
    return {key: tuple(sorted(rows)) for key, rows in found.items()}
