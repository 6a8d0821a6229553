"""Cumulative targets ([13.5], [4500], 数据类型 累计): cumulate first, then cumulated / target."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan import Measure
from yuecheng_xl.rules.compound import compounded, compounding
from yuecheng_xl.rules.methods import forecast, lines, no_figure
from yuecheng_xl.rules.outcome import Method, Outcome, Point
from yuecheng_xl.rules.target import CEILINGS, target_value
from yuecheng_xl.typed.figure import Bound, exact
from yuecheng_xl.typed.period import Period
from yuecheng_xl.words.numbers import compared, number, operand, percent
from yuecheng_xl.words.verdicts import MET, UNMET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Datum, Indicator, Plan


def assess(indicator: Indicator, plan: Plan) -> Outcome | None:
    """Compare cumulated / target with elapsed time at the date that the cumulation reaches.

    Yearly reductions in percent compound, 1 − ∏(1 − d); growth in percent ∏(1 + g) − 1; totals add
    up. A figure marked 累计 already is the sum. A ceiling (≤, ＜, 以内) is kept while no more of it is
    used than time has passed.
    """
    if not (indicator.target.cumulated or indicator.measure is Measure.CUMULATIVE):
        return None
    sign = compounding(indicator)
    parts, findings = _parts(indicator, plan, with_part_year=not sign)
    goal = target_value(indicator.target)
    if not parts or goal == 0:
        # Nothing to cumulate: a level or one year alone must not be compared with five years' target.
        otherwise = forecast.assess(indicator, plan) or no_figure.assess(indicator, plan)
        return replace(otherwise, findings=(*findings, *otherwise.findings))
    total, formula = _cumulate(parts, sign)
    last = parts[-1]
    progress, elapsed = total / goal, plan.elapsed(last.moment)
    ceiling = indicator.target.bound in CEILINGS
    reached = not ceiling and _is_reached(indicator, progress, plan)
    # When all time has passed, all must be there: for ＞ more than all.
    met = progress <= elapsed if ceiling else reached or (progress >= elapsed and elapsed < 1)
    completion = MET if met else UNMET
    compare = _ceiling_line if ceiling else lines.comparison_line
    # Where the share alone says otherwise: within the margin of 左右, or at a target that is to be passed.
    by_target = not ceiling and met is not (progress >= elapsed)
    return Outcome(
        completion,
        Method.CUMULATIVE,
        current=Point(total, last.moment, last.period, last.observation),
        progress=progress,
        elapsed=elapsed,
        schedule_ratio=(elapsed / progress if progress > 0 else None) if ceiling else progress / elapsed,
        target_reached=reached,
        steps=(
            _cumulated_line(parts, total, formula),
            _cumulative_progress_line(total, goal, progress),
            lines.elapsed_line(last.moment, Fraction(plan.base_year), plan.target_year, elapsed),
            _target_line(total, indicator, completion)
            if by_target
            else compare(progress, elapsed, completion),
        ),
        findings=tuple(findings),
    )


def _parts(indicator: Indicator, plan: Plan, *, with_part_year: bool) -> tuple[list[Datum], list[Finding]]:
    """Return the figures to cumulate, without a gap, oldest first.

    A part-year total adds to the years before it; a part-year rate is against the same months of the
    year before and compounds with nothing.
    """
    series = indicator.series
    sums = [datum for datum in series.since(plan.base_year + 1) if datum.observation.cumulated]
    parts = sums[-1:]
    year = plan.base_year + 1
    if parts:
        if not parts[0].period.is_year:
            return parts, []  # the sum ends inside a year: a whole year on top would count months twice
        year = parts[0].period.year + 1
    while (whole := series.at(Period.whole(year))) is not None and not whole.observation.cumulated:
        parts.append(whole)
        year += 1
    findings: list[Finding] = []
    if series.since(year + 1):
        until = f"{parts[-1].period}" if parts else f"{plan.base_year}年"
        findings.append(
            catalogue.CUMULATION_GAP.at(indicator.where, name=indicator.name, period=f"{year}年", until=until)
        )
    if with_part_year:
        begun = [datum for datum in series.parts if datum.period.year == year and datum.period.from_january]
        parts += begun[-1:]
    return parts, findings


def _cumulate(parts: list[Datum], sign: int) -> tuple[Fraction, str]:
    values = [part.value for part in parts]
    if len(values) == 1:
        return values[0], parts[0].text
    if not sign:
        return sum(values, Fraction(0)), "＋".join(map(_added, parts))
    factors = "×".join(f"(1{'＋' if sign * value >= 0 else '－'}{number(abs(value))}%)" for value in values)
    return compounded(values, sign), f"({factors}－1)×100" if sign > 0 else f"(1－{factors})×100"


def _added(part: Datum) -> str:
    return f"({part.text})" if part.value < 0 else part.text


def _is_reached(indicator: Indicator, progress: Fraction, plan: Plan) -> bool:
    """Tell whether the sum is there. 左右 allows its margin of the target: a sum begins at nought."""
    match indicator.target.bound:
        case Bound.ABOVE:
            return progress > 1
        case Bound.ABOUT:
            return progress >= 1 - exact(plan.settings.about_margin)
        case _:
            return progress >= 1


def _target_line(total: Fraction, indicator: Indicator, completion: str) -> str:
    """Compare a sum with its target itself."""
    held = "在" if completion == MET else "不在"
    return f"累计{number(total)}{held}目标{indicator.target.text}的范围之内，{completion}"


def _ceiling_line(progress: Fraction, elapsed: Fraction, completion: str) -> str:
    """Compare what has been used of a ceiling with elapsed time."""
    shown = compared(progress, elapsed)
    sign = "≤" if progress <= elapsed else "＞"
    return f"已用额度{shown[0]}{sign}时间进度{shown[1]}，{completion}"


def _cumulated_line(parts: Sequence[Datum], total: Fraction, formula: str) -> str:
    """Write how yearly figures cumulate."""
    values = "，".join(f"{part.period}{part.text}" for part in parts)
    return f"累计：{values}；{formula}＝{number(total)}"


def _cumulative_progress_line(total: Fraction, goal: Fraction, progress: Fraction) -> str:
    """Write progress of a cumulative target: cumulated / target."""
    return f"完成进度＝{number(total)}÷{operand(goal)}＝{percent(progress)}"
