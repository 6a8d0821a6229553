"""What a target comes to that is said of the base, of single years or of another row.

较2020年下降18% of a level is the base × 0.82, of a rate of reduction a cumulated 18; 翻一番 is the base × 2;
每年2000套 is a sum over the plan's years; 高于GDP增长 is the average growth of that row. What comes out is a
plain target, by which all rules go, with the line that shows how. What cannot be worked out is asked for.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan import Direction, Measure, Target
from yuecheng_xl.rules.growth import average, is_computed, is_real, rates
from yuecheng_xl.typed.figure import Bound, exact
from yuecheng_xl.typed.goal import Sense, opposite
from yuecheng_xl.typed.period import Period
from yuecheng_xl.typed.unit import is_share
from yuecheng_xl.words.numbers import number

if TYPE_CHECKING:
    from collections.abc import Callable

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Indicator, Plan

    Answer = tuple[Target, tuple[Finding, ...]]

LEVELS = (Measure.STOCK, Measure.RATIO, Measure.RANK)
"""Data types whose figures are levels: a sum over the years is their change."""


def resolved(indicator: Indicator, plan: Plan) -> tuple[Indicator, tuple[Finding, ...]]:
    """Return an indicator whose target is plain, and findings on how, or why it cannot be."""
    target = indicator.target
    if not target.readable or target.derived or target.is_qualitative:
        return indicator, ()
    resolve = _SENSES[target.sense] if target.said or target.cumulated else None
    if resolve is None:
        return indicator, ()
    plain, findings = resolve(indicator, plan)
    return (indicator if plain is target else replace(indicator, target=plain)), findings


def _level(indicator: Indicator, plan: Plan) -> Answer:
    target, said = indicator.target, indicator.target.said
    assert target.value is not None  # noqa: S101 - what a level is
    if said is not None and said.upper is not None:
        return _range(indicator, said.upper), ()
    if target.cumulated and indicator.measure in LEVELS:
        if said is not None and said.reaches:
            return replace(target, cumulated=False), ()
        return _plus(indicator, plan, exact(target.value))
    if said is not None and said.beside is not None:
        return target, _held_against_base(indicator, plan, said.beside)
    return target, ()


def _range(indicator: Indicator, upper: Decimal) -> Target:
    """Take the lower end of a range, or the upper one where less is better."""
    target = indicator.target
    lower = indicator.direction is Direction.LOWER
    value, bound = (upper, Bound.AT_MOST) if lower else (target.value, Bound.AT_LEAST)
    assert value is not None  # noqa: S101 - a range has two ends
    end = "上限" if lower else "下限"
    line = f"目标{target.text}是区间，{indicator.direction.value}，按{end}{number(value)}评价"
    return replace(target, value=value, bound=bound, derived=line)


def _held_against_base(indicator: Indicator, plan: Plan, change: Decimal) -> tuple[Finding, ...]:
    """Report a level that is not the base with the change beside it; the sign of a fall is often left out."""
    target, base = indicator.target, indicator.series.at(Period.whole(plan.base_year))
    assert target.value is not None  # noqa: S101 - what a level is
    if base is None:
        return ()
    step = exact(Decimal(1).scaleb(min(_exponent(target.value), _exponent(change))))
    gap = abs(exact(target.value) - base.value)
    if abs(gap - abs(exact(change))) <= step:
        return ()
    value = number(base.value + exact(change))
    found = catalogue.TARGET_CHANGE_DISAGREES.at(
        target.where, name=indicator.name, text=target.text, base=base.text, value=value
    )
    return (found,)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _change(indicator: Indicator, plan: Plan) -> Answer:
    """Resolve a difference in the indicator's unit."""
    if indicator.measure in (Measure.GROWTH_RATE, Measure.CUMULATIVE):
        return _not_comparable(indicator)
    return _plus(indicator, plan, _amount(indicator))


def _percent(indicator: Indicator, plan: Plan) -> Answer:
    """Resolve a change in percent: of a rate that is cumulated the sum, else a share of the base."""
    target, amount = indicator.target, _amount(indicator)
    if indicator.measure is Measure.GROWTH_RATE or (
        indicator.measure is Measure.CUMULATIVE and not is_share(indicator.unit)
    ):
        return _not_comparable(indicator)
    if indicator.measure is Measure.CUMULATIVE:
        if target.said is not None and target.said.since not in (None, plan.base_year):
            return _needs_base(indicator, target.said.since)
        # The figures of a rate of reduction are positive, those of a change have its sign.
        falls = amount < 0 and any(item.value > 0 for item in indicator.series.since(plan.base_year + 1))
        value, bound = (-amount, opposite(target.bound)) if falls else (amount, target.bound)
        line = f"目标{target.text}，各期数是逐年的变化，按五年累计{number(value)}%评价"
        return replace(target, value=_decimal(value), bound=bound, cumulated=True, derived=line), ()
    sign = "－" if amount < 0 else "＋"
    return _of_base(
        indicator,
        plan,
        lambda base: base * (1 + amount / 100),
        lambda base: f"{base}×(1{sign}{number(abs(amount))}%)",
    )


def _times(indicator: Indicator, plan: Plan) -> Answer:
    if indicator.measure in (Measure.GROWTH_RATE, Measure.CUMULATIVE):
        return _not_comparable(indicator)
    times = _amount(indicator)
    return _of_base(indicator, plan, lambda base: base * times, lambda base: f"{base}×{number(times)}")


def _yearly_plus(indicator: Indicator, plan: Plan) -> Answer:
    """Resolve a change that is the same each year."""
    if indicator.measure in (Measure.GROWTH_RATE, Measure.CUMULATIVE):
        return _not_comparable(indicator)
    amount, years = _amount(indicator), plan.target_year - plan.base_year
    sign = "－" if amount < 0 else "＋"
    return _of_base(
        indicator,
        plan,
        lambda base: base + amount * years,
        lambda base: f"{base}{sign}{number(abs(amount))}×{years}",
    )


def _yearly_sum(indicator: Indicator, plan: Plan) -> Answer:
    """Resolve an amount that each year adds: a sum over the plan's years, of a level its change."""
    if indicator.measure in LEVELS:
        return _yearly_plus(indicator, plan)
    if indicator.measure is Measure.GROWTH_RATE:
        return _not_comparable(indicator)
    target, amount, years = indicator.target, _amount(indicator), plan.target_year - plan.base_year
    total = amount * years
    line = f"目标{target.text}，{years}年合计{number(amount)}×{years}＝{number(total)}"
    return replace(target, value=_decimal(total), cumulated=True, derived=line), _turned(indicator, line)


def _base(indicator: Indicator, plan: Plan) -> Answer:
    """Resolve 不降低 and 零增长: the base is the floor or ceiling; of a growth it is nought."""
    target = indicator.target
    if indicator.measure is Measure.CUMULATIVE:
        return _not_comparable(indicator)
    if indicator.measure is Measure.GROWTH_RATE:
        return replace(
            target, value=Decimal(0), yearly=True, derived=f"目标{target.text}，即增速{_SIGNS[target.bound]}0"
        ), ()
    return _of_base(indicator, plan, lambda base: base, lambda base: base)


def _row(indicator: Indicator, plan: Plan) -> Answer:
    """Resolve a growth that is to be above another row's, or to keep up with it, over the same years."""
    target, said = indicator.target, indicator.target.said
    assert said is not None  # noqa: S101 - it names the other row
    other = next((item for item in plan.indicators if item.row == target.other), None)
    own = rates(indicator, plan)

    def asked(reason: str) -> Answer:
        found = catalogue.TARGET_NEEDS_ROW.at(
            target.where, name=indicator.name, text=target.text, other=said.other, reason=reason
        )
        return replace(target, readable=False, derived=f"目标“{target.text}”：{reason}，无法评价"), (found,)

    if other is None:
        return asked("总表中没有这个指标，或不止一个")
    if not own:
        return asked("本指标没有增速")
    by_period = {rate.period: rate for rate in rates(other, plan)}
    shared = [by_period[rate.period] for rate in own if rate.period in by_period]
    if len(shared) != len(own):
        lacking = "、".join(str(rate.period) for rate in own if rate.period not in by_period)
        return asked(f"“{other.name}”没有{lacking}的增速")
    mean = average([rate.value for rate in shared], plan.settings.averaging)
    tolerance = exact(plan.settings.even_tolerance) if said.even else Fraction(0)
    goal = mean + _amount(indicator) - tolerance
    prices = "（按现价数据计算）" if is_real(other) and any(map(is_computed, shared)) else ""
    told = "、".join(f"{rate.period}{number(rate.value)}%" for rate in shared) + prices
    line = f"目标{target.text}：“{other.name}”{told}"
    line += f"，平均{number(mean)}%" if len(shared) > 1 else ""
    line += f"，高{number(_amount(indicator))}个百分点为{number(goal)}%" if target.amount else ""
    line += f"，同步允许低{number(tolerance)}个百分点，为{number(goal)}%" if tolerance else ""
    return replace(target, value=_decimal(goal), yearly=True, derived=line), ()


def _plus(indicator: Indicator, plan: Plan, amount: Fraction) -> Answer:
    sign = "－" if amount < 0 else "＋"
    return _of_base(
        indicator, plan, lambda base: base + amount, lambda base: f"{base}{sign}{number(abs(amount))}"
    )


def _of_base(
    indicator: Indicator, plan: Plan, value: Callable[[Fraction], Fraction], formula: Callable[[str], str]
) -> Answer:
    """Work a target out of the base year's figure, or of the year's that it is compared with."""
    target = indicator.target
    since = target.said.since if target.said and target.said.since else plan.base_year
    base = indicator.series.at(Period.whole(since))
    if base is None:
        return _needs_base(indicator, since)
    goal = value(base.value)
    shown = formula(number(base.value))
    line = f"目标{target.text}，{since}年为{number(base.value)}"
    line += (
        f"，期末为{shown}＝{number(goal)}"
        if goal != base.value
        else f"，期末为{_SIGNS[target.bound]}{number(goal)}"
    )
    plain = replace(target, value=_decimal(goal), cumulated=False, derived=line)
    return plain, _turned(indicator, line)


_SIGNS = {
    Bound.NONE: "",
    Bound.ABOUT: "约",
    Bound.AT_LEAST: "不低于",
    Bound.ABOVE: "高于",
    Bound.AT_MOST: "不高于",
    Bound.BELOW: "低于",
}


def _turned(indicator: Indicator, line: str) -> tuple[Finding, ...]:
    return (catalogue.TARGET_TURNED.at(indicator.target.where, name=indicator.name, line=line),)


def _needs_base(indicator: Indicator, year: int | None) -> Answer:
    target = indicator.target
    found = catalogue.TARGET_NEEDS_BASE.at(target.where, name=indicator.name, text=target.text, year=year)
    line = f"目标“{target.text}”要用{year}年的数换算，{year}年没有数，无法评价"
    return replace(target, value=None, readable=False, derived=line), (found,)


def _not_comparable(indicator: Indicator) -> Answer:
    target = indicator.target
    measure = indicator.measure.value if indicator.measure else ""
    found = catalogue.TARGET_NOT_COMPARABLE.at(
        target.where, name=indicator.name, text=target.text, sense=target.sense.value, measure=measure
    )
    line = f"目标“{target.text}”说的是{target.sense.value}，数据是{measure}，无法换算，无法评价"
    return replace(target, readable=False, derived=line), (found,)


def _amount(indicator: Indicator) -> Fraction:
    assert indicator.target.amount is not None  # noqa: S101 - what is relative has one
    return exact(indicator.target.amount)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


_SENSES: dict[Sense, Callable[[Indicator, Plan], Answer]] = {
    Sense.LEVEL: _level,
    Sense.PLUS: _change,
    Sense.PERCENT: _percent,
    Sense.TIMES: _times,
    Sense.BASE: _base,
    Sense.YEARLY_PLUS: _yearly_plus,
    Sense.YEARLY_SUM: _yearly_sum,
    Sense.ROW: _row,
}
