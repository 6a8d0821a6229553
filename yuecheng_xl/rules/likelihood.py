"""Whether the target will be reached (能否完成), beside whether it is on schedule (进度).

An official answers two questions: an indicator may be on schedule and yet unlikely to reach its target, or
behind and likely to. The second is answered from pace, trend and the department's forecast, and never
towards 完成 where they contradict each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.rules.methods import forecast
from yuecheng_xl.rules.outcome import Method
from yuecheng_xl.rules.target import CEILINGS
from yuecheng_xl.words.verdicts import MET, UNMET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.plan import Indicator, Plan
    from yuecheng_xl.rules.outcome import Outcome
    from yuecheng_xl.rules.outlook import Outlook, Pace

ON_SCHEDULE, BEHIND = "达到时序进度", "落后时序进度"
LIKELY, UNLIKELY, OPEN = "有望完成", "难以完成", "尚难判断"


class Likelihood(NamedTuple):
    """``likely`` is None where there is nothing to tell, or what there is does not agree."""

    likely: bool | None = None
    reason: str = ""

    @property
    def text(self) -> str:
        """The answer in words; empty where the question is not asked."""
        if not self.reason:
            return ""
        return {True: LIKELY, False: UNLIKELY, None: OPEN}[self.likely]


def likelihood(
    indicator: Indicator, outcome: Outcome, completion: str, outlook: Outlook, plan: Plan
) -> Likelihood:
    """Say whether the target will be reached by the target year's end.

    A verdict that is none, a doubted row and a plan that is over leave nothing to ask.
    """
    if completion not in (MET, UNMET) or outcome.doubt or plan.is_over:
        return Likelihood()
    said = forecast.reading(indicator.forecast)
    told = f"部门预判“{indicator.forecast}”"
    if outcome.method is Method.FORECAST:
        return Likelihood(said == MET, told)
    if outcome.target_reached:
        away = "，但近年朝相反方向变化" if outlook.moves_away else ""
        if said == UNMET:
            return Likelihood(None, f"目前已达到目标{away}，{told}")
        return Likelihood(likely=None if away else True, reason=f"目前已达到目标{away}")
    if indicator.target.bound in CEILINGS and outcome.method is Method.CUMULATIVE:
        kept = completion == MET
        return Likelihood(kept, f"按目前用量推算，{'不会' if kept else '将'}超出控制数")
    paces = outlook.paces
    in_time = [pace.expected_year is not None and pace.expected_year <= plan.target_year for pace in paces]
    reasons = [_told(pace, outlook, plan) for pace in paces]
    if outlook.moves_away:
        reasons.append("近年朝相反方向变化")
    if said is not None:
        reasons.append(told)
    reason = "；".join(reasons)
    if said == UNMET or outlook.moves_away:
        return Likelihood(likely=False, reason=reason)
    return Likelihood(_agreed(in_time, foreseen=said == MET), reason or "没有可推算的进度")


def _agreed(in_time: Sequence[bool], *, foreseen: bool) -> bool | None:
    """Return what the paces agree on; where they do not, a forecast that the target is reached decides."""
    if not in_time:
        return True if foreseen else None
    if all(in_time):
        return True
    if any(in_time):
        return True if foreseen else None
    return False


def _told(pace: Pace, outlook: Outlook, plan: Plan) -> str:
    expected = pace.expected_year
    if outlook.is_growth:
        enough = "达到" if expected is not None else "达不到"
        return f"{pace.label}（{outlook.worded(pace.value)}）{enough}后期年均所需（{outlook.required_text}）"
    if expected is None:
        return f"按{pace.label}推算到目标年末达不到目标"
    if expected <= plan.target_year:
        return f"按{pace.label}推算到{expected}年达到目标"
    return f"按{pace.label}推算要到{expected}年才达到目标"
