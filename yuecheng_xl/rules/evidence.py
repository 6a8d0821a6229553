"""The evidence (依据): how a verdict was reached, with its figures, grade and growth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.words.change import change
from yuecheng_xl.words.verdicts import MET, UNMET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.plan import Indicator, Plan
    from yuecheng_xl.rules.outcome import Outcome
    from yuecheng_xl.rules.outlook import Outlook
    from yuecheng_xl.rules.recommendation import Recommendation


def calculation_lines(
    indicator: Indicator,
    outcome: Outcome,
    completion: str,
    outlook: Outlook,
    recommendation: Recommendation,
) -> tuple[str, ...]:
    """Say how the verdict, the expected year and a recommended change were reached.

    A doubt shows every reading's verdict, an override both; a proposed target stands beside the range of
    actual values.
    """
    parts = list(outcome.steps)
    if outcome.doubt:
        parts.append(f"存疑：{outcome.doubt}")
    if completion != outcome.completion:
        parts.append(f"人工认定为“{completion}”（系统测算为“{outcome.completion}”）")
    parts += _expectation(outlook)
    if recommendation.adjustment is not None:
        proposed = recommendation.adjustment.content
        if recommendation.reason not in parts:
            proposed += f"，理由：{recommendation.reason}"
        parts.append(proposed)
    if indicator.data_note:
        parts.append(f"数据说明：{indicator.data_note}")
    return tuple(part.rstrip("。；") for part in parts)


def text(calculation: Sequence[str], completion: str, grade: str, outlook: Outlook, plan: Plan) -> str:
    """Join the calculation with grade and growth into one Chinese text that stands alone."""
    parts = list(calculation)
    if completion in (MET, UNMET):
        parts.append(f"进度等级：{grade}")
    if outlook.required is not None:
        parts.append(f"到{plan.target_year}年目标，后期每年需{change(outlook.required, outlook.unit)}")
    if outlook.achieved is not None:
        so_far = change(outlook.achieved, outlook.unit)
        parts.append(f"已实现年均{so_far}" if outlook.achieved else f"至今{so_far}")
    return "；".join(parts) + "。"


def _expectation(outlook: Outlook) -> list[str]:
    if outlook.pace is None:
        return []
    pace = f"按目前{outlook.pace_label}（{change(outlook.pace, outlook.unit)}）推算"
    if outlook.expected_year is not None:
        return [f"{pace}，{outlook.expected_year}年达到目标{outlook.ahead}"]
    return [f"{pace}，达不到目标"] if outlook.required is not None else []
