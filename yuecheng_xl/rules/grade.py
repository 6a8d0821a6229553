"""Grade (进度等级): progress over elapsed time, with the thresholds of 规划信息."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.rules.outcome import Method
from yuecheng_xl.typed.figure import exact
from yuecheng_xl.words.verdicts import MET, NEARLY, UNMET

if TYPE_CHECKING:
    from yuecheng_xl.plan.settings import Settings
    from yuecheng_xl.rules.outcome import Outcome

EARLY = "提前完成"
FASTER = "快于预期"
AS_EXPECTED = "符合预期"
BEHIND = "滞后"
NOT_GRADED = "无法评价"


def grade(outcome: Outcome, completion: str, settings: Settings, *, is_final: bool) -> str:
    """Return the grade of the final verdict.

    A target met already is 提前完成, unless on a doubted reading; of a floor or ceiling that is held
    规划信息 says which grade it has. Where a person's verdict overrides the
    computed one, or there is no ratio to go by, the grade follows the verdict, so that the two never
    contradict each other. When the plan is over nothing is early or late: the verdict is the grade.
    """
    if is_final and outcome.method is not Method.QUALITATIVE:
        return completion if completion in (MET, NEARLY, UNMET) else NOT_GRADED
    if completion not in (MET, UNMET):
        return NOT_GRADED
    if outcome.method is Method.HOLD and MET == completion == outcome.completion and not outcome.doubt:
        return settings.hold_grade.value
    if completion != outcome.completion or outcome.schedule_ratio is None:
        if completion == UNMET:
            return BEHIND
        return EARLY if outcome.target_reached and not outcome.doubt else AS_EXPECTED
    if outcome.target_reached and not outcome.doubt:
        return EARLY
    if outcome.schedule_ratio >= exact(settings.faster_from):
        return FASTER
    return AS_EXPECTED if outcome.schedule_ratio >= exact(settings.as_expected_from) else BEHIND
