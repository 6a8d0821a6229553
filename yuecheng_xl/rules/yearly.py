"""Year by year (年度分解): what is left of the way to the target, spread over the years that remain."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

from yuecheng_xl.plan import Direction, Measure
from yuecheng_xl.rules.compound import compounding
from yuecheng_xl.rules.growth import average_still_required, is_linear
from yuecheng_xl.rules.outcome import Method, Point
from yuecheng_xl.rules.target import CEILINGS, direction, target_value
from yuecheng_xl.typed.figure import Bound
from yuecheng_xl.typed.period import Period

if TYPE_CHECKING:
    from collections.abc import Callable

    from yuecheng_xl.plan import Indicator, Plan
    from yuecheng_xl.rules.outcome import Outcome

    Level = Callable[[int], Fraction]


class Kind(Enum):
    """What there is to spread, or why there is nothing."""

    LEVEL = "水平"
    CUMULATIVE = "累计"
    RATE = "年均增速"
    REACHED = "已达到目标"
    USED_UP = "控制数已用完"
    NO_TARGET = "没有数值目标"
    NOT_COLLECTED = "停止统计或未统计"
    NO_START = "没有起点数据"
    OVER = "规划期已满"
    DOUBT = "存疑"


@dataclass(frozen=True, slots=True)
class Step:
    """What one year must reach.

    ``level``: the year's figure (cumulative: the sum so far) in the indicator's unit. ``change``:
    against the year before, in percent, or in units for ratios and ranks; for cumulative targets the
    year's own contribution; None where the year before has no figure to compare with.
    """

    year: int
    level: Fraction
    change: Fraction | None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One indicator's way to a target, year by year.

    ``linear`` moves by the same amount each year, ``compound`` at the same rate; each is empty where
    it makes no sense (a rank has no rate of growth).
    """

    kind: Kind
    goal: Fraction | None = None
    start: Point | None = None
    linear: tuple[Step, ...] = ()
    compound: tuple[Step, ...] = ()


def remaining_years(plan: Plan) -> tuple[int, ...]:
    """Return the years that are not over at the cut-off date, the target year included."""
    first = plan.cutoff.year + (1 if Period.whole(plan.cutoff.year).last_day <= plan.cutoff else 0)
    return tuple(range(max(first, plan.base_year + 1), plan.target_year + 1))


class Judged(Protocol):
    """What can be broken down: an assessment, or a task's goal with what it comes to."""

    @property
    def indicator(self) -> Indicator:
        """The row."""

    @property
    def outcome(self) -> Outcome:
        """What was computed of it."""


def break_down(item: Judged, plan: Plan, goal: Fraction | None = None) -> Breakdown:
    """Spread what is left between the newest figure and the target over the remaining years.

    The way leads from the newest figure used (for flows the last twelve months; where there is none,
    the base) at its date t₀ to the target at the target year's end T. Where that figure is of part of a year
    that compares with none, or would ask of a year for less than the year before it brought, the way
    begins at the newest full year: no step leads back. A year's end t asks for
    linear    start + (target − start) × (t − t₀) / (T − t₀),
    compound  start × (target / start)^((t − t₀) / (T − t₀)).

    Args:
        item: an assessed indicator, or a task's goal.
        plan: its plan.
        goal: another target to reach (in the indicator's unit), e.g. the one that is proposed.

    """
    indicator, outcome = item.indicator, item.outcome
    if outcome.method is Method.NOT_COLLECTED:
        return Breakdown(Kind.NOT_COLLECTED)
    if indicator.target.value is None:
        return Breakdown(Kind.NO_TARGET)
    if not remaining_years(plan):
        return Breakdown(Kind.OVER)
    if outcome.doubt:
        return Breakdown(Kind.DOUBT)
    wanted = target_value(indicator.target) if goal is None else goal
    if goal is None and outcome.target_reached:
        return Breakdown(Kind.REACHED, wanted, outcome.current)
    start = outcome.current or outcome.base
    if start is None:
        return Breakdown(Kind.NO_START, wanted)
    if start.moment >= plan.target_year:
        return Breakdown(Kind.OVER, wanted, start)
    if outcome.method is Method.GROWTH:
        return _rate(indicator, plan, start, wanted)
    if outcome.method is Method.CUMULATIVE:
        return _cumulative(indicator, plan, start, wanted)
    start = _full_year_instead(indicator, plan, start, wanted)
    if _is_at_least_as_good(indicator, start.value, wanted) and not _is_short_of(indicator, start, goal):
        return Breakdown(Kind.REACHED, wanted, start)
    return _levels(indicator, plan, start, wanted)


def _is_at_least_as_good(indicator: Indicator, value: Fraction, goal: Fraction) -> bool:
    return value >= goal if direction(indicator) is Direction.HIGHER else value <= goal


def _is_short_of(indicator: Indicator, start: Point, goal: Fraction | None) -> bool:
    """Tell whether a figure that equals the plan's own target has yet to pass it: ＞65 by 65."""
    passes = indicator.target.bound in (Bound.ABOVE, Bound.BELOW)
    return goal is None and passes and start.value == target_value(indicator.target)


def _full_year_instead(indicator: Indicator, plan: Plan, start: Point, goal: Fraction) -> Point:
    """Return the newest full year's figure where the way cannot begin at the newest figure."""
    if start.period.is_year:
        return start
    year = indicator.series.since(plan.base_year).until(start.period.last_day).years.newest
    if year is None:
        return start
    compares = start.rolling is not None or indicator.part_year_compares is not False
    first = remaining_years(plan)[0]
    step = start.value + (goal - start.value) * _share_of_way(start, plan, first)
    if compares and _is_at_least_as_good(indicator, step, year.value):
        return start
    return Point(year.value, year.moment, year.period, year.observation)


def _levels(indicator: Indicator, plan: Plan, start: Point, goal: Fraction) -> Breakdown:
    years = remaining_years(plan)

    def straight(year: int) -> Fraction:
        return start.value + (goal - start.value) * _share_of_way(start, plan, year)

    linear = _steps(indicator, years, straight)
    compound: tuple[Step, ...] = ()
    if start.value > 0 and goal > 0 and indicator.measure is not Measure.RANK:
        try:
            ratio = float(goal / start.value)
        except OverflowError:  # beyond all reason: no growth leads there
            return Breakdown(Kind.LEVEL, goal, start, linear)

        def curved(year: int) -> Fraction:
            power = float(_share_of_way(start, plan, year))
            return goal if year == plan.target_year else start.value * Fraction(ratio**power)

        compound = _steps(indicator, years, curved)
    return Breakdown(Kind.LEVEL, goal, start, linear, compound)


def _share_of_way(start: Point, plan: Plan, year: int) -> Fraction:
    """Return the share of the time from the start to the target year's end that is gone at a year's end."""
    return (year - start.moment) / (plan.target_year - start.moment)


def _steps(indicator: Indicator, years: tuple[int, ...], level: Level) -> tuple[Step, ...]:
    steps = []
    for year in years:
        reached = _whole_rank(indicator, level(year))
        before = _level_before(indicator, year, years, level)
        steps.append(Step(year, reached, _change(indicator, before, reached)))
    return tuple(steps)


def _level_before(indicator: Indicator, year: int, years: tuple[int, ...], level: Level) -> Fraction | None:
    """Return the year before's figure: the actual one of a year that is over, else its step on the way."""
    known = indicator.series.at(Period.whole(year - 1))
    if known is not None:
        return known.value
    return _whole_rank(indicator, level(year - 1)) if year - 1 in years else None


def _whole_rank(indicator: Indicator, value: Fraction) -> Fraction:
    """Round a place towards the better: there is no 69.3rd place."""
    if indicator.measure is not Measure.RANK:
        return value
    lower = direction(indicator) is Direction.LOWER
    return Fraction(math.floor(value) if lower else math.ceil(value))


def _change(indicator: Indicator, before: Fraction | None, after: Fraction) -> Fraction | None:
    if before is None:
        return None
    if is_linear(indicator):
        return after - before
    return (after / before - 1) * 100 if before > 0 else None


def _cumulative(indicator: Indicator, plan: Plan, start: Point, goal: Fraction) -> Breakdown:
    """Spread the rest of a total; yearly rates in percent compound, (1 ± x)ⁿ = (1 ± goal)/(1 ± so far).

    A year that is partly done owes its whole contribution, the part that is done included.
    """
    if start.value >= goal > 0 and direction(indicator) is Direction.HIGHER:
        return Breakdown(Kind.REACHED, goal, start)
    if start.value > goal and indicator.target.bound in CEILINGS:
        return Breakdown(Kind.USED_UP, goal, start)
    years = remaining_years(plan)
    compound = _compound(indicator, plan, start, goal)
    if compound:  # equal rates are equal steps
        return Breakdown(Kind.CUMULATIVE, goal, start, compound, compound)
    part = None if start.period.is_year else indicator.series.at(start.period)
    # What a part of a year has added to the sum belongs to its year.
    done = start.value if part is None or part.observation.cumulated else start.value - part.value
    linear, before = [], done
    for year in years:
        level = start.value + (goal - start.value) * _share_of_way(start, plan, year)
        linear.append(Step(year, level, level - before))
        before = level
    return Breakdown(Kind.CUMULATIVE, goal, start, tuple(linear))


def _compound(indicator: Indicator, plan: Plan, start: Point, goal: Fraction) -> tuple[Step, ...]:
    """Return the steps of a yearly rate that compounds to the target; nothing where there is no such rate."""
    sign = compounding(indicator)
    before, wanted = 1 + sign * start.value / 100, 1 + sign * goal / 100
    if not sign or before <= 0 or wanted <= 0:
        return ()
    try:
        left, ratio = float(before), float(wanted / before)
    except OverflowError:  # beyond all reason: no rate leads there
        return ()
    steps, begun = [], left
    for year in remaining_years(plan):
        power = float(_share_of_way(start, plan, year))
        reached = begun * ratio**power
        level = goal if year == plan.target_year else sign * Fraction(reached - 1) * 100
        steps.append(Step(year, level, sign * Fraction(reached / left - 1) * 100))
        left = reached
    return tuple(steps)


def _rate(indicator: Indicator, plan: Plan, current: Point, goal: Fraction) -> Breakdown:
    """Return what each year left must grow by for the whole plan period to average to the target."""
    higher = direction(indicator) is Direction.HIGHER
    needed = average_still_required(goal, current, plan, higher_is_better=higher)
    steps = tuple(Step(year, needed, None) for year in remaining_years(plan))
    return Breakdown(Kind.RATE, goal, current, steps)
