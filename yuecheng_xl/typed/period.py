"""Periods (时期): a year or a part of one, as column headers write them."""

from __future__ import annotations

import calendar
import re
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.typed.text import normalise

if TYPE_CHECKING:
    from collections.abc import Callable

_CHINESE = {
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
_CHINESE |= {"十一": 11, "十二": 12}
_NUMBER = r"(\d{1,2}|十[一二]|[一二两三四五六七八九十])"
_YEAR = re.compile(r"^((?:19|20)\d\d)(?:年度?)?")
# Parts of a year as they are written behind it, and their first and last month by the numbers in the text.
_PARTS: tuple[tuple[re.Pattern[str], Callable[..., tuple[int, int]]], ...] = (
    (re.compile(r"^(?:上半年|前半年|半年度?|H1)"), lambda: (1, 6)),
    (re.compile(r"^(?:下半年|H2)"), lambda: (7, 12)),
    (
        re.compile(rf"^第?{_NUMBER}(?:季度)?(?:-|—|–|~|至|到)第?{_NUMBER}个?季度[末底]?"),
        lambda first, last: (3 * first - 2, 3 * last),
    ),
    (re.compile(rf"^{_NUMBER}月?(?:-|—|–|~|至|到){_NUMBER}月份?[末底]?"), lambda first, last: (first, last)),
    (re.compile(rf"^前{_NUMBER}个?季度[末底]?"), lambda count: (1, 3 * count)),
    (re.compile(rf"^(?:第?{_NUMBER}季度[末底]?|Q([1-4]))"), lambda number: (3 * number - 2, 3 * number)),
    (re.compile(rf"^前{_NUMBER}个?月[末底]?"), lambda count: (1, count)),
    (re.compile(rf"^{_NUMBER}月(?:份|末|底)?"), lambda month: (month, month)),
    (re.compile(r"^(?:全年|年?末|年?底)"), lambda: (1, 12)),
)


class Period(NamedTuple):
    """Months of one year: ``months`` of them, up to month ``last`` (1 to 12). Make them with :meth:`of`.

    A named tuple: periods are the keys by which figures are looked up, some million times a batch. Its
    order is that of time; of periods that end together the longest is last, a year after its second half.
    """

    year: int
    last: int
    months: int

    @classmethod
    def of(cls, year: int, first: int, last: int) -> Period:
        """Return the period from one month to another, both included."""
        return cls(year, last, last - first + 1)

    @classmethod
    def whole(cls, year: int) -> Period:
        """Return the whole year."""
        return cls(year, 12, 12)

    @property
    def first(self) -> int:
        """The month in which the period begins."""
        return self.last - self.months + 1

    @property
    def is_year(self) -> bool:
        """True for a whole year."""
        return self.months == 12

    @property
    def from_january(self) -> bool:
        """True where the period is the year's cumulation so far, as statistics publish flows."""
        return self.months == self.last

    @property
    def end(self) -> Fraction:
        """Date of the period's end in years: the end of 2020 is 2020, mid-2023 is 2022.5."""
        return _years(self.year * 12 + self.last - 12)

    @property
    def share(self) -> Fraction:
        """Share of the year that the period covers."""
        return _years(self.months)

    @property
    def last_day(self) -> date:
        """Return the calendar day on which the period ends."""
        return _last_day(self.year, self.last)

    def __str__(self) -> str:
        """Return the period as a report writes it."""
        return f"{self.year}年{self._part()}"

    def _part(self) -> str:
        named = {(1, 12): "", (1, 6): "上半年", (7, 12): "下半年", (1, 3): "一季度", (1, 9): "前三季度"}
        if (self.first, self.last) in named:
            return named[self.first, self.last]
        return f"{self.last}月" if self.months == 1 else f"{self.first}-{self.last}月"


# Periods are few, and asked for these once for each figure.
@lru_cache(1024)
def _years(months: int) -> Fraction:
    return Fraction(months, 12)


@lru_cache(1024)
def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def parse_period(text: str) -> tuple[Period, str] | None:
    """Read a period at the start of a text.

    Returns:
        The period and the rest of the normalised text (``2021年增速`` → 2021, ``增速``), or None
        where the text does not begin with a period.

    """
    plain = normalise(text)
    year = _YEAR.match(plain)
    if not year:
        return None
    number = int(year[1])
    rest = plain[year.end() :]
    part = _part_of(rest)
    if part is None:
        return Period.whole(number), rest
    first, last, length = part
    return (Period.of(number, first, last), rest[length:]) if 1 <= first <= last <= 12 else None


def parse_part(text: str) -> tuple[int, int, int] | None:
    """Read a part of a year at the start of a normalised text, such as ``上半年`` or ``1-6月``.

    Returns:
        Its first and last month and the number of characters; None where the text begins otherwise.

    """
    part = _part_of(text)
    return part if part and 1 <= part[0] <= part[1] <= 12 else None


def _part_of(text: str) -> tuple[int, int, int] | None:
    for pattern, months in _PARTS:
        match = pattern.match(text)
        if match:
            first, last = months(*(_value(group) for group in match.groups() if group))
            return first, last, match.end()
    return None


def _value(text: str) -> int:
    return int(text) if text.isdecimal() else _CHINESE[text]


_MONTH = re.compile(r"^((?:19|20)\d\d)[-/.](\d{1,2})$")
_DAY = re.compile(r"^((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?$")


def parse_date(text: str) -> date | None:
    """Read a cut-off date: a day (``2023年6月30日``, ``2023-06-30``) or a period, whose last day it is."""
    plain = normalise(text)
    day = _DAY.match(plain)
    if day:
        try:
            return date(int(day[1]), int(day[2]), int(day[3]))
        except ValueError:
            return None
    month = _MONTH.match(plain)
    period = parse_period(f"{month[1]}年{month[2]}月" if month else plain)
    return period[0].last_day if period and not period[1] else None
