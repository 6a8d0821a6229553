"""A major project (重大项目), or a row that stands for many, as the rules see it. Money is in 亿元."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field as made
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.typed.figure import Bound
from yuecheng_xl.typed.text import normalise

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from yuecheng_xl.typed.moment import Moment
    from yuecheng_xl.typed.period import Period

UNIT = "亿元"
"""All money is held in this unit."""


_ONE = Fraction(1)
_OUT_OF_TOTAL = re.compile("^(?:其他|其余|另有)")
_KIND_END = re.compile(r"(?:类|类?(?:重大|重点)?(?:建设)?(?:项目|工程))$")
_WHOLE = re.compile(r"^(?:合计|总计|共计|汇总|小计)$|^(?:全部|全区|全市|全县|所有|各类)")


def says_whole(text: str) -> bool:
    """Tell words that stand for the projects of every kind: 合计, 全部重大项目."""
    return bool(_WHOLE.match(normalise(text)))


def kind_key(text: str) -> str:
    """Return what a 类别 comes to: 产业, 产业类 and 产业项目 are one."""
    plain = normalise(text)
    return _KIND_END.sub("", plain) or plain


def is_rest(text: str) -> bool:
    """Tell words that stand for the projects that no other row lists: 其余项目."""
    return bool(_OUT_OF_TOTAL.match(normalise(text)))


class Nature(Enum):
    """建设性质."""

    NEW = "新建"
    CONTINUED = "续建"
    RESERVE = "储备"


class Stage(Enum):
    """阶段, in the order of a project's life; the two last are out of it."""

    RESERVE = "储备"
    PREPARED = "前期"
    STARTED = "开工"
    UNDER_WAY = "在建"
    FINISHED = "竣工"
    STOPPED = "停缓建"
    REMOVED = "调出"


class Amount(NamedTuple):
    """An amount of money in 亿元, or a number of projects; ``text`` and ``where`` are as filled in."""

    value: Fraction
    text: str
    where: str
    bound: Bound = Bound.NONE


@dataclass(frozen=True, slots=True)
class Project:
    """One row. ``count`` is None of a single project; money by period is what that period planned or did.

    ``cumulated_until`` is the date that the header of 累计完成投资 gives; ``before`` what was completed
    before the plan's first year, where a column says so.
    """

    row: int
    number: str
    name: str
    kind: str = ""
    field: str = ""
    nature: Nature | None = None
    count: Amount | None = None
    started_count: Amount | None = None
    finished_count: Amount | None = None
    total: Amount | None = None
    planned: Amount | None = None
    planned_by: Mapping[Period, Amount] = made(default_factory=dict)
    completed_by: Mapping[Period, Amount] = made(default_factory=dict)
    cumulated: Amount | None = None
    cumulated_until: date | None = None
    before: Amount | None = None
    stage: Stage | None = None
    start_planned: Moment | None = None
    start_actual: Moment | None = None
    finish_planned: Moment | None = None
    finish_actual: Moment | None = None
    department: str = ""
    place: str = ""
    account: str = ""
    problems: str = ""
    coordination: str = ""
    places: Mapping[str, str] = made(default_factory=dict, repr=False, compare=False)

    @property
    def is_many(self) -> bool:
        """True where the row stands for several projects, of which it has number and sums."""
        return self.count is not None

    @property
    def size(self) -> Fraction:
        """Return how many projects the row stands for."""
        return self.count.value if self.count is not None else _ONE

    @property
    def is_rest(self) -> bool:
        """True of a row that stands for what no other row lists: 其余项目."""
        return is_rest(self.name)

    @property
    def is_whole(self) -> bool:
        """True of a row that stands for the projects of every kind."""
        return self.is_many and (says_whole(self.kind) or says_whole(self.name))

    @property
    def label(self) -> str:
        """Return what lists call it."""
        return self.name or self.kind or f"第{self.row}行"

    def where(self, field_name: str = "name") -> str:
        """Return the address of one of its cells, of its name's where there is no such column."""
        return self.places.get(field_name) or self.places["name"]

    def has_column(self, field_name: str) -> bool:
        """Tell whether the list has a column for a field."""
        return field_name in self.places
