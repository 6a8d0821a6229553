"""No figure after the base: the department's own forecast (部门预判) decides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.rules.outcome import Method, Outcome
from yuecheng_xl.rules.points import base_point, passed_over
from yuecheng_xl.words.verdicts import MET, UNMET

if TYPE_CHECKING:
    from yuecheng_xl.plan import Indicator, Plan

# Asked in this order; what an earlier pattern took is not seen by a later one.
_DOUBT = re.compile(
    "不一定|未必|能否|是否|不确定|不明确|(?:没有?|无)把握|(?:无法|难以)(?:判断|预测|确定|估计)|难说|待定|力争|争取|努力|确保"
)
_NOT_BEHIND = re.compile("(?:没有|并未|并不|未|不|无)(?:明显)?(?:落后|滞后|困难|难度)[^，,。；;]*|问题不大")
_ADVERB = "(?:能够?|可能|会|太|易|按期|按时|如期|顺利|全面|完全|预期|很好地?)*"
_VERB = "(?:实现|完成|到达|达到?标?)"
_DENIAL = re.compile(
    f"(?:未|没有?|不|很难|较难|难以?|无法|无望){_ADVERB}{_VERB}"
    f"|达不到|完不成|{_VERB}不了"
    f"|(?:{_VERB}(?:目标)?(?:任务)?的?)?(?:有|存在)?(?:一定|较大|很大)?(?:难度|困难)(?:较大|很大|大)?"
    "|无望|滞后|落后"
)
_AFFIRMATION = re.compile("实现|完成|达到|达标|按期|提前|能够?|可以?")


def assess(indicator: Indicator, plan: Plan) -> Outcome | None:
    """Answer where a forecast says whether the mid-term target is met."""
    completion = reading(indicator.forecast)
    if completion is None:
        return None
    base = base_point(indicator, plan)
    finding = catalogue.DEPARTMENT_FORECAST_USED.at(
        indicator.where, name=indicator.name, text=indicator.forecast
    )
    return Outcome(
        completion,
        Method.FORECAST,
        base=base,
        steps=(_forecast_line(indicator.forecast, completion),),
        findings=(*passed_over(indicator, base), finding),
    )


def reading(text: str) -> str | None:
    """Return 完成 or 未完成 as a forecast says, or None where it says neither, both, or only hopes.

    未达到 and 不能实现 hold the verb that they deny, so denials are taken out before looking for one.
    """
    if _DOUBT.search(text):
        return None
    stated = _NOT_BEHIND.sub("", text)
    rest = _DENIAL.sub("", stated)
    denied, affirmed = rest != stated, bool(_AFFIRMATION.search(rest))
    if denied == affirmed:
        return None
    return UNMET if denied else MET


def _forecast_line(text: str, completion: str) -> str:
    """Say that the department's forecast decides."""
    return f"基期以后没有数据，按部门预判“{text}”认定为{completion}"
