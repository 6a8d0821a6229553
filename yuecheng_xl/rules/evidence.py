"""The evidence (依据): how a verdict was reached, with its figures, grade and growth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from yuecheng_xl.rules.likelihood import BEHIND, ON_SCHEDULE
from yuecheng_xl.words.dates import day_words
from yuecheng_xl.words.verdicts import MET, UNMET

if TYPE_CHECKING:
    from yuecheng_xl.plan import Indicator, Plan
    from yuecheng_xl.rules.annual import Annual
    from yuecheng_xl.rules.likelihood import Likelihood
    from yuecheng_xl.rules.outcome import Outcome
    from yuecheng_xl.rules.outlook import Outlook, Pace
    from yuecheng_xl.rules.recommendation import Recommendation

_REAL = "可比价"


class Judged(Protocol):
    """What is told of an indicator: an assessment, which asks for these texts."""

    @property
    def indicator(self) -> Indicator:
        """The row."""

    @property
    def plan(self) -> Plan:
        """Its plan."""

    @property
    def outcome(self) -> Outcome:
        """The computed verdict."""

    @property
    def completion(self) -> str:
        """The final one."""

    @property
    def grade(self) -> str:
        """The grade of progress."""

    @property
    def recommendation(self) -> Recommendation:
        """What is recommended."""

    @property
    def outlook(self) -> Outlook:
        """The growth still required and achieved."""

    @property
    def likelihood(self) -> Likelihood:
        """Whether the target will be reached."""

    @property
    def annual(self) -> Annual | None:
        """The year's own target, where there is one."""

    @property
    def previous(self) -> Judged | None:
        """The same of an earlier evaluation, where there is one."""

    @property
    def calculation(self) -> tuple[str, ...]:
        """The lines of the calculation."""


def calculation_lines(item: Judged) -> tuple[str, ...]:
    """Say how the verdict, the expected year and a recommended change were reached.

    A doubt shows every reading's verdict, an override both; a proposed target stands beside the range of
    actual values.
    """
    outcome, recommendation = item.outcome, item.recommendation
    parts = list(outcome.steps)
    if outcome.doubt:
        parts.append(f"存疑：{outcome.doubt}")
    if item.completion != outcome.completion:
        parts.append(f"人工认定为“{item.completion}”（系统测算为“{outcome.completion}”）")
    parts += _expectations(item.outlook, item.plan)
    parts += _two_answers(item)
    if item.annual is not None:
        parts.append(item.annual.reason)
    if item.previous is not None:
        parts.append(_previously(item.previous))
    if recommendation.adjustment is not None:
        proposed = recommendation.adjustment.content
        if recommendation.reason not in parts:
            proposed += f"，理由：{recommendation.reason}"
        parts.append(proposed)
    if item.indicator.data_note:
        parts.append(f"数据说明：{item.indicator.data_note}")
    return tuple(part.rstrip("。；") for part in parts)


def _previously(earlier: Judged) -> str:
    """Say what an earlier evaluation said."""
    return f"{earlier.plan.kind.value}（{day_words(earlier.plan.cutoff)}）的结论是“{earlier.completion}”"


def text(item: Judged) -> str:
    """Join the calculation with grade and growth into one Chinese text that stands alone."""
    parts = list(item.calculation)
    outlook = item.outlook
    if item.completion in (MET, UNMET) and item.grade != item.completion:
        parts.append(f"进度等级：{item.grade}")
    if outlook.required_text:
        parts.append(f"到{item.plan.target_year}年目标，后期每年需{outlook.required_text}")
    if outlook.achieved_text:
        parts.append(f"{'已实现年均' if outlook.achieved else '至今'}{outlook.achieved_text}")
    return "；".join(parts) + "。"


def _expectations(outlook: Outlook, plan: Plan) -> list[str]:
    """Say when today's pace reaches the target; the average, too, where it answers 能否按期 differently."""
    if outlook.is_growth or not outlook.paces:
        return []
    today, *others = outlook.paces
    lines = [_expectation(today, outlook, plan)] if outlook.required is not None else []
    in_time = _is_in_time(today, plan)
    return lines + [
        f"{_expectation(other, outlook, plan)}，两种推算不一致"
        for other in others
        if _is_in_time(other, plan) is not in_time
    ]


def _is_in_time(pace: Pace, plan: Plan) -> bool:
    return pace.expected_year is not None and pace.expected_year <= plan.target_year


def _expectation(pace: Pace, outlook: Outlook, plan: Plan) -> str:
    real = _REAL if pace.is_real else ""
    said = f"按目前{pace.label}（{real}{outlook.worded(pace.value)}）推算"
    if pace.expected_year is None:
        return f"{said}，达不到目标"
    return f"{said}，{pace.expected_year}年达到目标{_against_target_year(pace.expected_year, plan)}"


def _against_target_year(expected: int, plan: Plan) -> str:
    if expected == plan.target_year:
        return "（按期）"
    distance = abs(plan.target_year - expected)
    return f"（提前{distance}年）" if expected < plan.target_year else f"（晚于目标年{distance}年）"


def _two_answers(item: Judged) -> list[str]:
    """Answer both questions: whether it is on schedule, and whether it will be reached."""
    likelihood = item.likelihood
    if not likelihood.text:
        return []
    schedule = ON_SCHEDULE if item.completion == MET else BEHIND
    return [f"进度：{schedule}；能否完成：{likelihood.text}（{likelihood.reason}）"]
