"""A share of a whole must lie between 0 and 100%."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yuecheng_xl.checks.comparable import figures_and_target
from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan import Measure
from yuecheng_xl.typed.unit import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Indicator
    from yuecheng_xl.rules import Evaluation

# What the name calls a part of something. 产销率, 负债率 or 完成率 may well be above 100%.
_SHARE = re.compile(
    "占比|比重|比例|份额|占.{1,40}比|覆盖率|普及率|达标率|合格率|城镇化率|失业率|入学率|参保率|优良率"
)


def check(evaluation: Evaluation) -> Iterator[Finding]:
    """Look at the figures and the target of each share in percent."""
    for indicator in evaluation.plan.indicators:
        if not _is_share(indicator):
            continue
        for where, what, text, value in figures_and_target(indicator):
            if not 0 <= value <= 100:
                yield catalogue.SHARE_OUT_OF_RANGE.at(where, name=indicator.name, what=what, text=text)


def _is_share(indicator: Indicator) -> bool:
    target = indicator.target
    return (
        indicator.measure is Measure.RATIO
        and canonical(indicator.unit) == "%"
        and bool(_SHARE.search(indicator.name))
        and not (target.yearly or target.cumulated)
    )
