"""A year's own target (年度监测): whether the year meets it, or is on the way, beside the plan's progress."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from yuecheng_xl.plan import Direction, Measure
from yuecheng_xl.plan.settings import EvaluationKind
from yuecheng_xl.rules.compound import compounding
from yuecheng_xl.rules.growth import own_rates, rates
from yuecheng_xl.rules.target import direction, is_hold, is_met
from yuecheng_xl.typed.figure import exact
from yuecheng_xl.typed.goal import Sense
from yuecheng_xl.typed.period import Period
from yuecheng_xl.words.numbers import compared, number
from yuecheng_xl.words.verdicts import MET, NOT_ASSESSED, UNMET

if TYPE_CHECKING:
    from fractions import Fraction

    from yuecheng_xl.plan import Datum, Indicator, Plan, Target

ON_SCHEDULE, BEHIND = "达到序时进度", "落后序时进度"


@dataclass(frozen=True, slots=True)
class Annual:
    """What a year's own target comes to.

    ``completion``: 完成 or 未完成 when the year is over, 达到序时进度 or 落后序时进度 while it is not (完成
    where a level is there already), the words reported where the target is words, — where nothing tells.
    """

    year: int
    target: Target
    completion: str
    reason: str


def annual(indicator: Indicator, plan: Plan) -> Annual | None:
    """Hold the newest year that has a target of its own against it; None where there is none.

    The whole year's figure or growth is compared with the target, else the newest part's: a sum by the share
    of the year that is gone, a level by the share of the way from the year before, a growth as it stands.
    """
    if plan.kind is not EvaluationKind.ANNUAL:
        return None
    years = [year for year in indicator.yearly_targets if year <= plan.cutoff.year]
    if not years:
        return None
    year = max(years)
    target = indicator.yearly_targets[year]
    completion, reason = _judged(indicator, plan, target, year)
    return Annual(year, target, completion, f"{year}年目标{target.text}：{reason}，{completion}")


def _judged(indicator: Indicator, plan: Plan, target: Target, year: int) -> tuple[str, str]:
    if not target.readable:
        return NOT_ASSESSED, "无法识别"
    if target.is_qualitative:
        told = [item for item in indicator.observations if item.period.year == year and item.text]
        words = told[-1].text if told and told[-1].value is None else NOT_ASSESSED
        return words, "目标是文字"
    value = target.value if target.value is not None else target.amount
    if value is None or target.sense not in (Sense.LEVEL, Sense.PERCENT, Sense.PLUS):
        return NOT_ASSESSED, "目标没有可比的数"
    goal = exact(value)
    before = indicator.series.at(Period.whole(year - 1))
    of_growth = target.yearly or target.sense is Sense.PERCENT or indicator.measure is Measure.GROWTH_RATE
    if of_growth:
        found = _by_growth(indicator, plan, target, goal, year)
        if found is not None or before is None or own_rates(indicator, plan):
            return found or (NOT_ASSESSED, f"没有{year}年增速")
        goal = before.value * (1 + goal / 100)
    elif target.sense is Sense.PLUS:
        if before is None:
            return NOT_ASSESSED, f"缺少{year - 1}年数据"
        goal += before.value
    return _by_level(_aimed(indicator, target, goal), plan, goal, year, before)


def _aimed(indicator: Indicator, target: Target, goal: Fraction) -> Indicator:
    """Return the indicator with the year's target, a plain number, in the place of the plan's."""
    value = Decimal(goal.numerator) / Decimal(goal.denominator)
    return replace(indicator, target=replace(target, value=value, said=None, amount=None))


def _by_growth(
    indicator: Indicator, plan: Plan, target: Target, goal: Fraction, year: int
) -> tuple[str, str] | None:
    """Compare the year's growth, or the newest growth within it; None where there is none."""
    known = [rate for rate in rates(indicator, plan) if rate.period == Period.whole(year)]
    within = own_rates(indicator, plan) or indicator.stated_growth.until(plan.cutoff)
    known = known or [rate for rate in within if rate.period.year == year]
    if not known:
        return None
    newest = known[-1]
    met = is_met(_aimed(indicator, target, goal), newest.value, plan.settings, goal)
    told = f"{newest.period}增速{number(newest.value)}%，目标{number(goal)}%"
    if newest.period.is_year:
        return MET if met else UNMET, told
    return ON_SCHEDULE if met else BEHIND, told


def _by_level(
    aimed: Indicator, plan: Plan, goal: Fraction, year: int, before: Datum | None
) -> tuple[str, str]:
    """Compare the year's figure, or the newest within it."""
    way = None if before is None else goal - before.value
    is_sum = aimed.measure in (Measure.FLOW, Measure.CUMULATIVE)
    # What begins at nought each year is as far from its target as the target is high.
    margin = goal if aimed.measure is Measure.CUMULATIVE else way
    whole = aimed.series.at(Period.whole(year))
    if whole is not None:
        met = is_met(aimed, whole.value, plan.settings, margin)
        return MET if met else UNMET, f"{whole.period}为{whole.text}{_goal(aimed, goal)}"
    parts = [part for part in aimed.series.parts if part.period.year == year and part.period.from_january]
    if not parts:
        return NOT_ASSESSED, f"没有{year}年数据"
    part = parts[-1]
    if is_sum and not compounding(aimed):
        return _by_share(aimed, part, goal)
    told = f"{part.period}为{part.text}{_goal(aimed, goal)}"
    if aimed.part_year_compares is False:
        told += "（年内数与全年数不可比，仅供参考）"
    met = is_met(aimed, part.value, plan.settings, margin)
    if compounding(aimed) and is_sum:  # a rate against the same months of the year before
        return ON_SCHEDULE if met else BEHIND, told
    if met:
        return ON_SCHEDULE if aimed.part_year_compares is False else MET, told
    if before is None:
        return NOT_ASSESSED, f"{told}，缺少{year - 1}年数据"
    if is_hold(aimed, before.value):
        return BEHIND, told
    assert way is not None  # noqa: S101 - there is a figure of the year before
    progress = (part.value - before.value) / way
    sign, shown = _against(progress, part.period.share)
    line = f"{told}，比{before.period}的进度{shown[0]}{sign}时间进度{shown[1]}"
    return ON_SCHEDULE if progress >= part.period.share else BEHIND, line


def _by_share(aimed: Indicator, part: Datum, goal: Fraction) -> tuple[str, str]:
    """Compare the share of a year's sum with that of the year that is gone."""
    if goal <= 0:
        return NOT_ASSESSED, f"{part.period}为{part.text}"
    progress = part.value / goal
    sign, shown = _against(progress, part.period.share)
    line = f"{part.period}{number(part.value)}÷{number(goal)}＝{shown[0]}{sign}时间进度{shown[1]}"
    lower = direction(aimed) is Direction.LOWER
    good = progress <= part.period.share if lower else progress >= part.period.share
    return ON_SCHEDULE if good else BEHIND, line


def _against(progress: Fraction, elapsed: Fraction) -> tuple[str, tuple[str, str]]:
    return "≥" if progress >= elapsed else "＜", compared(progress, elapsed)


def _goal(aimed: Indicator, goal: Fraction) -> str:
    """Show what a target comes to, where it was not written so."""
    return "" if aimed.target.text.startswith(number(goal)) else f"，折合{number(goal)}"
