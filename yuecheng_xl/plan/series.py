"""A series (时间序列): the observations of one indicator that have a value, in the order of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, overload

from yuecheng_xl.typed.figure import exact

if TYPE_CHECKING:
    from fractions import Fraction

    from yuecheng_xl.plan.observation import Observation
    from yuecheng_xl.typed.period import Period


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

    __slots__ = ("_data",)

    def __init__(self, data: Iterable[Datum]) -> None:
        """Order the data by time."""
        self._data = tuple(sorted(data, key=lambda datum: (datum.period.ends, -datum.period.first)))

    @classmethod
    def of(cls, observations: Iterable[Observation]) -> Series:
        """Take those of the observations that have a value."""
        return cls(Datum(exact(item.value), item) for item in observations if item.value is not None)

    def __len__(self) -> int:
        return len(self._data)

    @overload
    def __getitem__(self, index: int) -> Datum: ...
    @overload
    def __getitem__(self, index: slice) -> Series: ...
    def __getitem__(self, index: int | slice) -> Datum | Series:
        return Series(self._data[index]) if isinstance(index, slice) else self._data[index]

    def __iter__(self) -> Iterator[Datum]:
        return iter(self._data)

    @property
    def oldest(self) -> Datum | None:
        """The first datum; of several that end together the longest period's."""
        return min(self._data, key=lambda datum: (datum.period.ends, datum.period.first), default=None)

    @property
    def newest(self) -> Datum | None:
        """The last datum; of several that end together the longest period's."""
        return self._data[-1] if self._data else None

    @property
    def years(self) -> Series:
        """The data of whole years."""
        return Series(datum for datum in self._data if datum.period.is_year)

    @property
    def parts(self) -> Series:
        """The data of parts of a year."""
        return Series(datum for datum in self._data if not datum.period.is_year)

    def at(self, period: Period) -> Datum | None:
        """Return the datum of a period."""
        return next((datum for datum in self._data if datum.period == period), None)

    def before(self, moment: Fraction) -> Series:
        """Return the data of periods that end before a date in years."""
        return Series(datum for datum in self._data if datum.moment < moment)

    def after(self, moment: Fraction | int) -> Series:
        """Return the data of periods that end after a date in years."""
        return Series(datum for datum in self._data if datum.moment > moment)

    def since(self, year: int) -> Series:
        """Return the data of a year and of those after it."""
        return Series(datum for datum in self._data if datum.period.year >= year)

    def consecutive_years(self) -> Iterator[tuple[Datum, Datum]]:
        """Yield each whole year's datum with that of the year after it, where both are there."""
        for earlier, later in pairwise(self.years):
            if later.period.year == earlier.period.year + 1:
                yield earlier, later
