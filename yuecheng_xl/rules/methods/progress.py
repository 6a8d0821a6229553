"""The main rule: target met, floor or ceiling held, or progress at least as far as time."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan import Measure
from yuecheng_xl.rules.methods.lines import base_line, comparison_line, current_line, elapsed_line
from yuecheng_xl.rules.outcome import Method, Outcome, Told
from yuecheng_xl.rules.points import base_point, current_point
from yuecheng_xl.rules.target import CEILINGS, FLOORS, direction, is_hold, is_met, target_value
from yuecheng_xl.typed.figure import Bound, exact
from yuecheng_xl.words.numbers import number, operand, percent
from yuecheng_xl.words.verdicts import MET, UNMET

if TYPE_CHECKING:
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Indicator, Plan
    from yuecheng_xl.rules.outcome import Point
    from yuecheng_xl.typed.period import Period


def assess(indicator: Indicator, plan: Plan) -> Outcome | None:
    """Compare progress = (current − base) / (target − base) with elapsed time.

    Exact fractions throughout, so that a tie is met: 1.6 of 4 is 40%.
    """
    if indicator.target.yearly or indicator.measure is Measure.GROWTH_RATE:
        return None  # growth found no rate to go by; a level is not to be compared with one
    base = base_point(indicator, plan)
    if base is None:
        return None
    current, findings = current_point(indicator, base)
    if current is None and base.moment > plan.base_year:
        # The only figure stands in for the base: it can meet the target, but shows no progress.
        if is_met(indicator, base.value, plan.settings, None):
            return _reached(indicator, plan, None, base)
        return _missed(indicator, base) if base.moment >= plan.target_year else None
    if current is None:
        return None
    if direction(indicator) is not indicator.direction and not indicator.direction_inferred:
        findings.append(
            catalogue.BOUND_CONTRADICTS.at(
                indicator.where,
                name=indicator.name,
                target=indicator.target.text,
                direction=indicator.direction.value,
            )
        )
    hold = is_hold(indicator, base.value)
    if hold and indicator.direction_inferred and indicator.target.bound not in (*CEILINGS, *FLOORS):
        findings.append(
            catalogue.DIRECTION_DOUBTFUL.at(
                indicator.where,
                name=indicator.name,
                target=indicator.target.text,
                base=base.observation.text,
                value=indicator.direction.value,
            )
        )
    goal = target_value(indicator.target)
    way = goal - base.value
    progress = None if hold else (current.value - base.value) / way
    elapsed = _elapsed(_end(indicator, plan), base.period, current.period)
    if is_met(indicator, current.value, plan.settings, way):
        return _reached(indicator, plan, base, current, progress, elapsed, tuple(findings))
    # When all time has passed, only a target that is met is met: ＞65 is not met by 65.
    is_over = elapsed.numerator >= elapsed.denominator
    met = progress is not None and not is_over and _is_at_least(progress, elapsed)
    completion = MET if met else UNMET
    return Outcome(
        completion,
        Method.HOLD if hold else Method.PROGRESS,
        base,
        current,
        progress,
        elapsed,
        None if progress is None or elapsed.numerator <= 0 else progress / elapsed,
        steps=Told(_compared, indicator, plan, base, current, progress, elapsed, completion),
        findings=tuple(findings),
    )


def _compared(
    indicator: Indicator,
    plan: Plan,
    base: Point,
    current: Point,
    progress: Fraction | None,
    elapsed: Fraction,
    completion: str,
) -> list[str]:
    lines = [base_line(base, plan), current_line(current), *_part_year_lines(indicator, current)]
    if progress is None:
        return [*lines, _hold_line(indicator, base, current)]
    return [
        *lines,
        _progress_line(current, base, target_value(indicator.target), progress),
        elapsed_line(current.moment, base.moment, _end(indicator, plan), elapsed),
        comparison_line(progress, elapsed, completion)
        if (progress >= elapsed) is (completion == MET)
        else _due_line(indicator, current),
    ]


def _end(indicator: Indicator, plan: Plan) -> int:
    """Return the share of the time from the base to the end of the year that is due."""
    said = indicator.target.said
    return said.due if said is not None and said.due is not None else plan.target_year


def _is_at_least(one: Fraction, other: Fraction) -> bool:
    """Compare two fractions by whole numbers, several times quicker than fractions compare themselves."""
    return one.numerator * other.denominator >= other.numerator * one.denominator


@lru_cache(1024)
def _elapsed(end: int, base: Period, current: Period) -> Fraction:
    """Return the share of the way from the base's date to the end of the year that is due."""
    if base.end >= end:
        return Fraction(1)  # the first figure came when the plan was over
    return (current.end - base.end) / (end - base.end)


def _reached(
    indicator: Indicator,
    plan: Plan,
    base: Point | None,
    current: Point,
    progress: Fraction | None = None,
    elapsed: Fraction | None = None,
    findings: tuple[Finding, ...] = (),
) -> Outcome:
    method = Method.HOLD if base is not None and progress is None else Method.TARGET_REACHED
    return Outcome(
        MET,
        method,
        base,
        current,
        progress,
        elapsed,
        None if progress is None or not elapsed else progress / elapsed,
        target_reached=True,
        steps=Told(_told_reached, indicator, plan, base, current, method),
        findings=findings,
    )


def _missed(indicator: Indicator, current: Point) -> Outcome:
    """Answer where the only figure is that of the plan's end, and the target is not met."""
    return Outcome(
        UNMET,
        Method.PROGRESS,
        current=current,
        elapsed=Fraction(1),
        steps=(current_line(current), _due_line(indicator, current)),
    )


def _told_reached(
    indicator: Indicator, plan: Plan, base: Point | None, current: Point, method: Method
) -> list[str]:
    hold = method is Method.HOLD
    lines = [base_line(base, plan)] if base else []
    if base and indicator.target.bound is Bound.ABOUT:
        lines.append(_margin_line(indicator, base, plan))
    lines += [current_line(current), *_part_year_lines(indicator, current)]
    return [*lines, _reached_line(indicator, current, hold=hold)]


def _part_year_lines(indicator: Indicator, current: Point) -> list[str]:
    """Say that a figure of part of a year is used as it was reported, though it compares with no year's."""
    if current.period.is_year or current.rolling is not None or indicator.part_year_compares is not False:
        return []
    return [f"{current.period}是年内数，与全年数不完全可比，按填报的数评价"]


def _progress_line(current: Point, base: Point, goal: Fraction, progress: Fraction) -> str:
    """Write progress = (current − base) / (target − base) with its figures."""
    return (
        f"完成进度＝({number(current.value)}－{operand(base.value)})÷({number(goal)}－{operand(base.value)})"
        f"＝{percent(progress)}"
    )


def _reached_line(indicator: Indicator, current: Point, *, hold: bool) -> str:
    """Say that the target is met already, or that a floor or ceiling is held."""
    if hold:
        return (
            f"目标{indicator.target.text}不优于基数，属于守住型目标；现值{number(current.value)}已守住，完成"
        )
    return f"现值{number(current.value)}已达到目标{indicator.target.text}，完成"


def _margin_line(indicator: Indicator, base: Point, plan: Plan) -> str:
    """Write how far from the target 左右 still is."""
    goal, margin = target_value(indicator.target), exact(plan.settings.about_margin)
    return (
        f"左右的允许差＝|{number(goal)}－{operand(base.value)}|×{percent(margin)}"
        f"＝{number(abs(goal - base.value) * margin)}"
    )


def _due_line(indicator: Indicator, current: Point) -> str:
    """Say that a target is not met when all time has passed: ＞65 by 65."""
    return f"规划期已满，现值{number(current.value)}未达到目标{indicator.target.text}，未完成"


def _hold_line(indicator: Indicator, base: Point, current: Point) -> str:
    """Say that a floor or ceiling was not held."""
    return (
        f"目标{indicator.target.text}不优于基数{number(base.value)}，属于守住型目标；"
        f"现值{number(current.value)}未守住，未完成"
    )
