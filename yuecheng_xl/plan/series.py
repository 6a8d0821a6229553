"""A series (时间序列): the observations of one indicator that have a value, in the order of time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, overload

from yuecheng_xl.typed.figure import exact

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from yuecheng_xl.plan.observation import Observation
    from yuecheng_xl.typed.period import Period

_PERIOD, _YEAR = attrgetter("period"), attrgetter("period.year")
_END, _LAST_DAY = attrgetter("period.year", "period.last"), attrgetter("period.last_day")


class Datum(NamedTuple):
    """An observation that has a value; ``value`` is exact, in the indicator's unit (growth: percent)."""

    value: Fraction
    observation: Observation

    @property
    def period(self) -> Period:
        """The period of the observation."""
        return self.observation.period

    @property
    def moment(self) -> Fraction:
        """The date of the period's end in years: the end of 2020 is 2020."""
        return self.observation.period.end

    @property
    def text(self) -> str:
        """The text as it was filled in."""
        return self.observation.text

    @property
    def where(self) -> str:
        """The address that findings show."""
        return self.observation.where


class Series(Sequence[Datum]):
    """Data, oldest first. Of periods that end together the longest comes last: a year after its second half.

    A missing figure is no part of a series, so that nobody can take it for nought.
    """

    # Each datum is made when it is asked for: an indicator's series is made often, and little of it is read.
    __slots__ = ("_observations",)

    def __init__(self, observations: Sequence[Observation]) -> None:
        """Hold observations that have a value each and are in the order of time; :meth:`of` takes any."""
        self._observations = observations

    @classmethod
    def of(cls, observations: Iterable[Observation]) -> Series:
        """Take those of the observations that have a value, in the order of time."""
        return cls(sorted([item for item in observations if item.value is not None], key=_PERIOD))

    def __len__(self) -> int:
        return len(self._observations)

    @overload
    def __getitem__(self, index: int) -> Datum: ...
    @overload
    def __getitem__(self, index: slice) -> Series: ...
    def __getitem__(self, index: int | slice) -> Datum | Series:
        if isinstance(index, slice):
            return Series(self._observations[index])
        return _datum(self._observations[index])

    def __iter__(self) -> Iterator[Datum]:
        return map(_datum, self._observations)

    @property
    def oldest(self) -> Datum | None:
        """The first datum; of several that end together the longest period's."""
        return self.until(self[0].period.last_day).newest if self else None

    @property
    def newest(self) -> Datum | None:
        """The last datum; of several that end together the longest period's."""
        return self[-1] if self else None

    @property
    def years(self) -> Series:
        """The data of whole years."""
        return Series([item for item in self._observations if item.period.is_year])

    @property
    def parts(self) -> Series:
        """The data of parts of a year."""
        return Series([item for item in self._observations if not item.period.is_year])

    def at(self, period: Period) -> Datum | None:
        """Return the datum of a period."""
        for item in self._observations:
            if item.period == period:
                return _datum(item)
        return None

    def before(self, period: Period) -> Series:
        """Return the data of periods that end before another does."""
        return self[: bisect_left(self._observations, (period.year, period.last), key=_END)]

    def after(self, period: Period) -> Series:
        """Return the data of periods that end after another does."""
        return self[bisect_right(self._observations, (period.year, period.last), key=_END) :]

    def since(self, year: int) -> Series:
        """Return the data of a year and of those after it."""
        return self[bisect_left(self._observations, year, key=_YEAR) :]

    def until(self, day: date) -> Series:
        """Return the data of periods that end on a day or before it."""
        return self[: bisect_right(self._observations, day, key=_LAST_DAY)]

    def consecutive_years(self) -> Iterator[tuple[Datum, Datum]]:
        """Yield each whole year's datum with that of the year after it, where both are there."""
        for earlier, later in pairwise(self.years):
            if later.period.year == earlier.period.year + 1:
                yield earlier, later


def _datum(observation: Observation) -> Datum:
    assert observation.value is not None  # noqa: S101 - a series takes no others
    return Datum(exact(observation.value), observation)
