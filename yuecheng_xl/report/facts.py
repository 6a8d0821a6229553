"""The facts that are told of an indicator: its figures, their growth, what the rules say. No wording."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from yuecheng_xl.plan import Direction, Measure, Series
from yuecheng_xl.rules.growth import average, is_linear, stated_yearly
from yuecheng_xl.rules.methods import forecast
from yuecheng_xl.rules.recommendation import proposed_target
from yuecheng_xl.rules.target import direction
from yuecheng_xl.typed.figure import exact
from yuecheng_xl.typed.period import Period, parse_period
from yuecheng_xl.typed.status import Status
from yuecheng_xl.typed.unit import is_percent

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from yuecheng_xl.plan import Datum, Indicator, Observation, Plan
    from yuecheng_xl.rules import Assessment

_CLAUSES = re.compile(r"[，；。;]|,(?!\d)")
_LABEL = re.compile(r"^[^，；。：:]{1,8}[：:](?=(?:19|20)\d\d年)")
_CONSTANT_PRICES = re.compile("可比价|不变价")
# 2022年起改为…, 2022年以前…, 2022年为2.7: no remark on the figure of 2022.
_NO_REMARK = re.compile("起|以?来|以?[前后]|之[前后]|[底末初]|开始|为?-?[0-9.]++(?!年)|[至到—-]")


@dataclass(frozen=True, slots=True)
class PeriodFacts:
    """What is known of one period.

    ``observation`` is what was reported, ``datum`` the same where it is a figure. ``growth`` is the
    stated one (percent). ``change`` is computed against the year before where none is stated: percent
    for flows, units of the indicator otherwise. ``remark`` is what 数据说明 says of this period;
    ``in_doubt``: the figure may be read otherwise, so that no change is computed from it.
    """

    period: Period
    observation: Observation | None
    datum: Datum | None
    growth: Datum | None
    change: Fraction | None
    remark: str
    in_doubt: bool = False

    @property
    def is_answered(self) -> bool:
        """True where a figure was reported, or a word in its place."""
        told = self.observation
        return told is not None and told.status not in (Status.MISSING, Status.UNREADABLE)

    @property
    def says_something(self) -> bool:
        """True where there is a figure, a word, a growth or a remark to tell."""
        return self.datum is not None or self.is_answered or self.growth is not None or bool(self.remark)


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
    """Everything that is said of one indicator.

    ``note`` is what 数据说明 says of the whole indicator. ``gain`` is the newest figure minus the base,
    in the indicator's unit, ``current`` the figure that the verdict rests on. The rest is as the rules
    read it: ``is_linear`` where change counts in units instead of percent, ``forecast`` 完成 or 未完成 as
    the department foresees, ``proposed`` the target that it proposes.
    """

    item: Assessment
    periods: tuple[PeriodFacts, ...]
    note: str
    constant_prices: bool
    average: Average | None
    planned: Fraction | None
    gain: Fraction | None
    current: Datum | None
    lower_is_better: bool
    is_linear: bool
    in_percent: bool
    forecast: str | None
    proposed: Fraction | None

    @property
    def places(self) -> int:
        """Decimals that the indicator's own figures are given with, at most."""
        values = [item.value for item in self.indicator.observations if item.value is not None]
        return max([0, *(-int(value.normalize().as_tuple().exponent) for value in values)])

    @property
    def indicator(self) -> Indicator:
        """The indicator that the facts are of."""
        return self.item.indicator

    @property
    def plan(self) -> Plan:
        """The plan that the indicator is of."""
        return self.item.plan

    @property
    def newest(self) -> PeriodFacts | None:
        """The newest period of which anything is known."""
        return self.periods[-1] if self.periods else None

    @property
    def ahead_of_plan(self) -> Fraction | None:
        """The newest stated growth minus the planned one, in percentage points."""
        if self.newest is None or self.newest.growth is None or self.planned is None:
            return None
        return self.newest.growth.value - self.planned


def gather(item: Assessment) -> Facts:
    """Gather the facts of one assessed indicator."""
    indicator = item.indicator
    remarks, note = _remarks(indicator.data_note)
    current = item.outcome.current
    return Facts(
        item,
        _periods(item, remarks),
        note,
        constant_prices=bool(_CONSTANT_PRICES.search(indicator.data_note)),
        average=_average(indicator, item.plan),
        planned=None if indicator.planned_growth is None else exact(indicator.planned_growth),
        gain=_gain(item),
        current=None if current is None else Series.of([current.observation]).newest,
        lower_is_better=direction(indicator) is Direction.LOWER,
        is_linear=is_linear(indicator),
        in_percent=is_percent(indicator.unit),
        forecast=forecast.reading(indicator.forecast),
        proposed=proposed_target(indicator),
    )


def _periods(item: Assessment, remarks: Mapping[Period, str]) -> tuple[PeriodFacts, ...]:
    """Return the periods after the base year that say something; where none has a figure, that one, too."""
    indicator, plan = item.indicator, item.plan
    doubted = {period for doubt in item.outcome.doubted for period in doubt.periods}
    figures, growths = indicator.series, indicator.stated_growth

    def known(period: Period) -> PeriodFacts:
        datum, growth = figures.at(period), growths.at(period)
        change = None
        if datum is not None and growth is None and not doubted & {period, Period.whole(period.year - 1)}:
            change = _change(indicator, figures, datum)
        told, remark = indicator.observation(period), remarks.get(period, "")
        return PeriodFacts(period, told, datum, growth, change, remark, in_doubt=period in doubted)

    periods = {one.period for one in indicator.observations}
    periods |= {period for period in (*indicator.growths, *remarks) if period.last_day <= plan.cutoff}
    later = [period for period in periods if period.end > plan.base_year]
    told = [known(period) for period in sorted(later, key=lambda one: (one.end, one.share))]
    told = [facts for facts in told if facts.says_something]
    base = known(Period.whole(plan.base_year))
    if base.datum is not None and all(facts.datum is None for facts in told):
        told.insert(0, replace(base, growth=None, change=None))
    return tuple(told)


def _change(indicator: Indicator, figures: Series, datum: Datum) -> Fraction | None:
    """Return a whole year's change against the year before: percent for flows, units otherwise."""
    if not datum.period.is_year:
        return None
    if indicator.measure in (Measure.GROWTH_RATE, Measure.CUMULATIVE, Measure.QUALITATIVE):
        return None
    before = figures.at(Period.whole(datum.period.year - 1))
    if before is None or before.observation.bound is not datum.observation.bound:
        return None
    if indicator.measure is not Measure.FLOW:
        return datum.value - before.value
    return (datum.value / before.value - 1) * 100 if before.value > 0 else None


def _average(indicator: Indicator, plan: Plan) -> Average | None:
    stated = stated_yearly(indicator, plan)
    years = [growth.period.year for growth in stated]
    if not years or years != list(range(years[0], years[-1] + 1)):
        return None
    value = average([growth.value for growth in stated], plan.settings.averaging)
    return Average(value, years[0], years[-1], years[0] == plan.base_year + 1)


def _gain(item: Assessment) -> Fraction | None:
    base, current = item.outcome.base, item.outcome.current
    if base is None or current is None or current.rolling is not None or item.outcome.doubt:
        return None
    if base.observation.bound is not current.observation.bound:
        return None
    if not is_linear(item.indicator) and item.indicator.measure is not Measure.STOCK:
        return None
    return current.value - base.value


def _remarks(text: str) -> tuple[dict[Period, str], str]:
    """Split 数据说明 into what it says of single periods (2021年为2020年度数据) and the rest."""
    remarks: dict[Period, str] = {}
    rest = []
    for clause in _CLAUSES.split(_LABEL.sub("", text.strip())):
        parsed = parse_period(clause)
        if parsed is not None and parsed[1] and not _NO_REMARK.match(parsed[1]):
            remarks[parsed[0]] = parsed[1]
        elif clause.strip() and not _CONSTANT_PRICES.search(clause):
            rest.append(clause.strip())
    return remarks, "，".join(rest)
