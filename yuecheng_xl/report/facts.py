"""The facts that an indicator's paragraph tells: figures, growth, averages, differences. No wording here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.plan import Measure
from yuecheng_xl.rules.growth import average, is_linear, stated_yearly
from yuecheng_xl.typed.period import Period, parse_period
from yuecheng_xl.typed.status import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.plan import Indicator, Observation, Plan
    from yuecheng_xl.rules import Assessment

_CLAUSES = re.compile(r"[，；。;]|,(?!\d)")
_LABEL = re.compile(r"^[^，；。：:]{1,8}[：:](?=(?:19|20)\d\d年)")
_CONSTANT_PRICES = re.compile("可比价|不变价")


@dataclass(frozen=True, slots=True)
class Figure:
    """What is known of one period.

    ``growth`` is the stated one (percent). ``change`` is computed against the year before where none
    is stated: percent for flows, units of the indicator otherwise. ``remark`` is what 数据说明 says of
    this period.
    """

    period: Period
    observation: Observation | None = None
    growth: Observation | None = None
    change: Fraction | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Average:
    """Average yearly growth in percent over whole years; ``from_start`` where they begin the plan."""

    value: Fraction
    first: int
    last: int
    from_start: bool

    @property
    def count(self) -> int:
        """Number of years averaged."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that is said of one indicator beside its verdict.

    ``gain`` is the newest figure minus the base, in the indicator's unit; ``ahead_of_plan`` the newest
    stated growth minus the planned yearly growth, in percentage points.
    """

    item: Assessment
    plan: Plan
    figures: tuple[Figure, ...]
    note: str
    constant_prices: bool
    average: Average | None
    planned: Fraction | None
    gain: Fraction | None
    ahead_of_plan: Fraction | None

    @property
    def indicator(self) -> Indicator:
        """The indicator that the facts are of."""
        return self.item.indicator

    @property
    def newest(self) -> Figure | None:
        """The newest figure of which anything is known."""
        return self.figures[-1] if self.figures else None


def gather(item: Assessment, plan: Plan) -> Facts:
    """Gather the facts of one assessed indicator."""
    indicator = item.indicator
    remarks, note = _remarks(indicator.data_note)
    figures = _figures(indicator, plan, remarks)
    planned = None if indicator.planned_growth is None else Fraction(indicator.planned_growth)
    return Facts(
        item,
        plan,
        figures,
        note,
        bool(_CONSTANT_PRICES.search(indicator.data_note)),
        _average(indicator, plan),
        planned,
        _gain(item),
        _ahead_of_plan(figures, planned),
    )


def _figures(indicator: Indicator, plan: Plan, remarks: dict[Period, str]) -> tuple[Figure, ...]:
    periods = {item.period for item in indicator.observations}
    periods |= {period for period in (*indicator.growths, *remarks) if period.last_day <= plan.cutoff}
    later = sorted(
        (period for period in periods if period.end > plan.base_year), key=lambda one: (one.end, one.share)
    )
    known = [figure for period in later if _says_something(figure := _figure(indicator, period, remarks))]
    base = _figure(indicator, Period.whole(plan.base_year), remarks)
    if base.observation is not None and base.observation.value is not None and not _any_value(known):
        known.insert(0, Figure(base.period, base.observation, remark=base.remark))
    return tuple(known)


def _any_value(figures: Sequence[Figure]) -> bool:
    return any(figure.observation is not None and figure.observation.value is not None for figure in figures)


def _figure(indicator: Indicator, period: Period, remarks: dict[Period, str]) -> Figure:
    observation = indicator.observation(period)
    growth = indicator.growths.get(period)
    growth = growth if growth is not None and growth.value is not None else None
    change = None if growth is not None else _change(indicator, observation)
    return Figure(period, observation, growth, change, remarks.get(period, ""))


def _says_something(figure: Figure) -> bool:
    observation = figure.observation
    if figure.growth is not None or figure.remark:
        return True
    return observation is not None and (
        observation.value is not None or observation.status not in (Status.MISSING, Status.UNREADABLE)
    )


def _change(indicator: Indicator, observation: Observation | None) -> Fraction | None:
    """Return a whole year's change against the year before: percent for flows, units otherwise."""
    if observation is None or observation.value is None or not observation.period.is_year:
        return None
    if indicator.measure in (Measure.GROWTH_RATE, Measure.CUMULATIVE, Measure.QUALITATIVE):
        return None
    before = indicator.observation(Period.whole(observation.period.year - 1))
    if before is None or before.value is None or before.bound is not observation.bound:
        return None
    earlier, later = Fraction(before.value), Fraction(observation.value)
    if indicator.measure is not Measure.FLOW:
        return later - earlier
    return (later / earlier - 1) * 100 if earlier > 0 else None


def _average(indicator: Indicator, plan: Plan) -> Average | None:
    years = [item for item in stated_yearly(indicator, plan) if item.value is not None]
    numbers = [item.period.year for item in years]
    if not years or numbers != list(range(numbers[0], numbers[-1] + 1)):
        return None
    value = average(
        [Fraction(item.value) for item in years if item.value is not None], plan.settings.averaging
    )
    return Average(value, numbers[0], numbers[-1], numbers[0] == plan.base_year + 1)


def _gain(item: Assessment) -> Fraction | None:
    base, current = item.outcome.base, item.outcome.current
    if base is None or current is None or current.rolling is not None:
        return None
    if base.observation.bound is not current.observation.bound:
        return None
    if not is_linear(item.indicator) and item.indicator.measure is not Measure.STOCK:
        return None
    return current.value - base.value


def _ahead_of_plan(figures: Sequence[Figure], planned: Fraction | None) -> Fraction | None:
    newest = figures[-1].growth if figures else None
    if newest is None or newest.value is None or planned is None:
        return None
    return Fraction(newest.value) - planned


def _remarks(text: str) -> tuple[dict[Period, str], str]:
    """Split 数据说明 into what it says of single periods (2021年为2020年度数据) and the rest."""
    remarks: dict[Period, str] = {}
    rest = []
    for clause in _CLAUSES.split(_LABEL.sub("", text.strip())):
        parsed = parse_period(clause)
        if parsed is not None and parsed[1]:
            remarks[parsed[0]] = parsed[1]
        elif clause.strip() and not _CONSTANT_PRICES.search(clause):
            rest.append(clause.strip())
    return remarks, "，".join(rest)
