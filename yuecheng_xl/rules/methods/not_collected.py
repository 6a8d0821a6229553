"""Not collected, or the statistic abolished: no verdict (—)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.rules.outcome import Method, Outcome
from yuecheng_xl.typed.status import Status, says_abolished
from yuecheng_xl.words.verdicts import NOT_ASSESSED

if TYPE_CHECKING:
    from yuecheng_xl.plan import Indicator, Plan


def assess(indicator: Indicator, plan: Plan) -> Outcome | None:
    """Answer where the statistic has ended, or where all that was reported since the base is 未统计.

    A single 未统计 beside figures does not end a statistic: half-years often are not surveyed.
    """
    ended = abolished_because(indicator)
    if ended:
        return Outcome(NOT_ASSESSED, Method.NOT_COLLECTED, steps=(_abolished_line(ended),))
    since = [item for item in indicator.observations if item.period.year > plan.base_year]
    reported = [item for item in since if item.status is not Status.MISSING]
    if reported and all(item.status is Status.NOT_COLLECTED for item in reported):
        periods = "、".join(str(item.period) for item in reported)
        return Outcome(NOT_ASSESSED, Method.NOT_COLLECTED, steps=(_not_collected_line(periods),))
    return None


def abolished_because(indicator: Indicator) -> str:
    """Return the words that say that the statistic was abolished, or an empty text.

    They stand in the newest reported period, or in 口径变化.
    """
    newest_first = reversed(indicator.observations)
    newest = next((item for item in newest_first if item.status is not Status.MISSING), None)
    if newest is not None and newest.status is Status.ABOLISHED:
        return newest.text
    return indicator.definition_change if says_abolished(indicator.definition_change) else ""


def _abolished_line(reason: str) -> str:
    """Say why an abolished statistic is not assessed."""
    return f"指标停止统计（{reason}），不作评价"


def _not_collected_line(periods: str) -> str:
    """Say why a statistic that is not collected is not assessed."""
    return f"{periods}未统计，不作评价"
