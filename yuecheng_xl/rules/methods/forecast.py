"""No figure after the base: the department's own forecast (部门预判) decides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yuecheng_xl.messages import catalogue, evidence
from yuecheng_xl.rules.outcome import Method, Outcome
from yuecheng_xl.rules.points import base_point
from yuecheng_xl.words import MET, UNMET

if TYPE_CHECKING:
    from yuecheng_xl.plan import Indicator, Plan

_DENIAL = re.compile(
    "(?:未能?|没有?|不(?:太)?(?:可能|能够?|会|易)?)(?:按期|如期)?(?:实现|完成|到?达到?|达标)"
    "|(?:难以|无法|很难|较难)(?:按期|如期)?(?:实现|完成|到?达到?|达标)?|(?:有|存在)?(?:一定|较大)?(?:难度|困难)(?:较大|很大)?"
    "|无望|滞后|落后"
)
_AFFIRMATION = re.compile("实现|完成|达到|达标|按期|提前|能够?|可以?|有望")


def assess(indicator: Indicator, plan: Plan) -> Outcome | None:
    """Answer where a forecast says whether the mid-term target is met."""
    completion = reading(indicator.forecast)
    if completion is None:
        return None
    finding = catalogue.DEPARTMENT_FORECAST_USED.at(
        indicator.where, name=indicator.name, text=indicator.forecast
    )
    return Outcome(
        completion,
        Method.FORECAST,
        base=base_point(indicator, plan),
        steps=(evidence.forecast_line(indicator.forecast, completion),),
        findings=(finding,),
    )


def reading(text: str) -> str | None:
    """Return 完成 or 未完成 as a forecast says, or None where it says neither or both.

    未达到 and 不能实现 hold the verb that they deny, so denials are taken out before looking for one.
    """
    rest = _DENIAL.sub("", text)
    denied, affirmed = rest != text, bool(_AFFIRMATION.search(rest))
    if denied == affirmed:
        return None
    return UNMET if denied else MET
