"""Dates of tasks and projects as people type them: a day, a month, a quarter, a year, or 已开工."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from yuecheng_xl.process.memo import kept
from yuecheng_xl.typed.period import Period, parse_period
from yuecheng_xl.typed.text import normalise

_DAY = re.compile(r"^((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})(?:日|号)?(?:00:00:00)?$")
_MONTH = re.compile(r"^((?:19|20)\d\d)[-/.年](\d{1,2})月?(?:份|[上中下]旬|月?初|月?中|月?末|月?底)?$")
_DIGITS = re.compile(r"^((?:19|20)\d\d)(\d\d)(\d\d)?$")
_SHORT_YEAR = re.compile(r"^(\d\d)(?=年)")
_LEAD = re.compile(r"^(?:计划|预计|拟|力争|确保|于|在|约|截至|截止)+(?:到|至)?(?=\d)")
_TAIL = re.compile(
    r"(?<=[\d年月日旬度底末初中半])(?:以?前|之前|前后|左右|已?(?:完成|开工|竣工|建成|启动)|止)+$"
)
_REMARK = re.compile(r"\([^()]*\)$")
_HAPPENED = re.compile(
    r"^(?:已|已经|均已|全部已?)?(?:开工|动工|启动|竣工|完工|建成|投产|投用|完成|是|√|✓)(?:建设|投用|投产)?$"
)
_NOT_YET = re.compile(r"^(?:尚?未|暂未|还未|没有|否|×)(?:开工|动工|启动|竣工|完工|建成|投产|完成)?$")


class Moment(NamedTuple):
    """A date as exact as it was given: its first and last day are the same only of a day.

    ``first`` is None where the text says that it has come to pass, without saying when.
    """

    first: date | None
    last: date | None

    @property
    def is_dated(self) -> bool:
        """True where a date is given."""
        return self.first is not None

    def covers(self, day: date) -> bool:
        """Tell whether a day lies in it."""
        return self.first is not None and self.last is not None and self.first <= day <= self.last


HAPPENED = Moment(None, None)


def of_day(day: date) -> Moment:
    """Return the moment of one day."""
    return Moment(day, day)


def of_period(period: Period) -> Moment:
    """Return the moment of a year or a part of it."""
    return Moment(date(period.year, period.first, 1), period.last_day)


def says_not_yet(text: str) -> bool:
    """Tell whether a cell for a date says that it has not come to pass: 未开工."""
    return bool(_NOT_YET.match(normalise(text)))


@kept(4096)
def read_moment(text: str) -> Moment | None:
    """Read a date in any form: 2023年6月, 2023.6, 2023Q2, 2023-06-15, 202306, 23年6月底前, 已开工.

    Returns:
        None where the text is no date.

    """
    plain = normalise(text)
    while (bare := _REMARK.sub("", plain)) and bare != plain:
        plain = bare
    if _HAPPENED.match(plain):
        return HAPPENED
    plain = _TAIL.sub("", _LEAD.sub("", plain))
    plain = _SHORT_YEAR.sub(r"20\1", plain)
    if found := _DAY.match(plain):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if (found := _DIGITS.match(plain)) and found[3]:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := found or _MONTH.match(plain):
        month = int(found[2])
        return of_period(Period.of(int(found[1]), month, month)) if 1 <= month <= 12 else None
    parsed = parse_period(plain)
    return of_period(parsed[0]) if parsed and not parsed[1] else None


def _day(year: int, month: int, day: int) -> Moment | None:
    try:
        return of_day(date(year, month, day))
    except ValueError:
        return None


def months_late(planned: Moment, actual: date) -> int:
    """Return the months from a planned date's end to what really came, 0 where it is not late."""
    if planned.last is None or actual <= planned.last:
        return 0
    return (actual.year - planned.last.year) * 12 + actual.month - planned.last.month
