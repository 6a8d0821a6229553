"""The verdict: how far the way to the target is gone, against the time that is gone."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.plan import Measure
from yuecheng_xl.plan.settings import EvaluationKind
from yuecheng_xl.report.sentences.comparison import is_far_above
from yuecheng_xl.report.sentences.figures import ESTIMATES, rate, target
from yuecheng_xl.rules.at_the_end import gap
from yuecheng_xl.rules.outcome import Method
from yuecheng_xl.rules.target import CEILINGS
from yuecheng_xl.typed.period import Period
from yuecheng_xl.words.numbers import percent, signed, with_places
from yuecheng_xl.words.units import shown_unit
from yuecheng_xl.words.verdicts import MET, NEARLY, UNMET

if TYPE_CHECKING:
    from yuecheng_xl.report.facts import Facts
    from yuecheng_xl.rules.outcome import Point


def standing(facts: Facts) -> list[str]:
    """Word the computed verdict; nothing where there is none."""
    if facts.plan.kind is EvaluationKind.FINAL:
        return _at_the_end(facts)
    if facts.item.completion not in (MET, UNMET):
        return []
    met = facts.item.outcome.completion == MET
    asked = _schedule(facts)
    match facts.item.outcome.method:
        case Method.FORECAST:
            return [f"经责任单位预判，{'达到' if met else '未达到'}{asked}"]
        case Method.GROWTH:
            return [_growth(facts, asked, met=met)]
        case Method.HOLD | Method.TARGET_REACHED:
            return [_reached(facts, asked, met=met)]
        case _:
            return [_progress(facts, asked, met=met)]


def _at_the_end(facts: Facts) -> list[str]:
    """Word whether the target is met when the plan is over, and by how much it is not."""
    item = facts.item
    completion = item.outcome.completion
    if item.completion not in (MET, NEARLY, UNMET):
        return []
    goal = f"规划目标（{target(facts.indicator)}）"
    if item.outcome.method is Method.FORECAST:
        return [f"经责任单位预判，{completion}{goal}"]
    lacking = gap(item.indicator, item.outcome) if completion != MET else ""
    return [f"{completion}{goal}{f'，{lacking}' if lacking else ''}"]


def _schedule(facts: Facts) -> str:
    """Name what the schedule asks for at the date of the figure, or at the cut-off date without one.

    Half of the way at half-time, else the share that is due: two fifths of the time are no half.
    """
    plan, elapsed = facts.plan, facts.item.outcome.elapsed
    if elapsed is None:
        elapsed = plan.elapsed(Period.of(plan.cutoff.year, 1, plan.cutoff.month).end)
    return "“时间过半、任务过半”要求" if elapsed == Fraction(1, 2) else "时序进度要求"


def _growth(facts: Facts, asked: str, *, met: bool) -> str:
    current = facts.item.outcome.current
    average = "" if current is None else f"平均{rate(current.value)}，"
    against = f"{'达到' if met else '低于'}规划目标（{target(facts.indicator)}）"
    return f"{average}{against}，{'符合' if met else '未达到'}{asked}"


def _reached(facts: Facts, asked: str, *, met: bool) -> str:
    current, goal = facts.item.outcome.current, target(facts.indicator)
    if not met:
        return f"没有守住规划目标（{goal}），未达到{asked}"
    if current is not None and current.rolling is not None:
        return f"{_measured_with(current, facts)}，已经达到规划目标（{goal}），符合{asked}"
    if facts.lower_is_better and facts.indicator.measure is not Measure.RANK:
        return f"已经控制在规划目标范围内（{goal}）"
    return f"已经提前达到规划目标（{goal}）"


def _progress(facts: Facts, asked: str, *, met: bool) -> str:
    outcome, indicator = facts.item.outcome, facts.indicator
    progress, elapsed, current = outcome.progress, outcome.elapsed, outcome.current
    if progress is None or elapsed is None or current is None:
        return f"{'达到' if met else '未达到'}{asked}"
    goal = target(indicator)
    pace = _pace(progress, elapsed)
    if outcome.method is Method.CUMULATIVE:
        basis = f"累计{'为' if facts.in_percent else ''}{signed(current.value)}{shown_unit(indicator.unit)}"
        if indicator.target.bound in CEILINGS:
            used = f"已用去规划控制数（{goal}）的{percent(progress)}"
            return f"{basis}，{used}，{pace}，{'符合' if met else '超出'}{asked}"
    else:
        basis = _measured_with(current, facts)
    judged = f"{'达到' if met else '落后于'}{asked}"
    if progress < 0:
        start = f"{outcome.base.period}" if outcome.base else "基期"
        return f"与规划目标（{goal}）的差距比{start}有所扩大，{judged}"
    done = "尚无进展" if progress == 0 else f"完成规划目标（{goal}）任务的{percent(progress)}，{pace}"
    return f"{_concession(facts, met=met)}{basis}，{done}，{judged}"


def _measured_with(current: Point, facts: Facts) -> str:
    """Name the figure that progress is measured with: flows within a year count as twelve months."""
    if current.rolling is not None:
        twelve_months = with_places(current.value, facts.places)
        return f"按近12个月数（{twelve_months}{shown_unit(facts.indicator.unit)}）测算"
    return f"按{current.period}{ESTIMATES.get(current.observation.status, '')}数据测算"


def _pace(progress: Fraction, elapsed: Fraction) -> str:
    when = f"时间进度（{percent(elapsed)}）"
    if progress == elapsed:
        return f"与{when}持平"
    return f"{'快' if progress > elapsed else '慢'}于{when}"


def _concession(facts: Facts, *, met: bool) -> str:
    """Word that the verdict stands although the newest growth is below the planned one."""
    ahead, average, planned = facts.ahead_of_plan, facts.average, facts.planned
    if ahead is None or ahead >= 0 or not met or facts.lower_is_better or planned is None:
        return ""
    if average is None or average.count == 1:
        return "虽低于规划年均增速，但总体上看，"
    if facts.newest is not None and facts.newest.period.is_year:  # then the average alone was told
        return "虽低于规划年均增速，但总体上看，" if average.value < planned else ""
    if is_far_above(average.value, planned):
        return "但因前期增长远超预期，"
    return "虽低于规划年均增速，但总体上看，"
