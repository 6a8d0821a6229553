"""What is in doubt (存疑), marked where it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.plan.observation_reader import WITHDRAWN
from yuecheng_xl.typed.printed import Printed

if TYPE_CHECKING:
    from yuecheng_xl.rules import Assessment
    from yuecheng_xl.typed.period import Period

MARK = "（存疑）"


def target(item: Assessment) -> Printed:
    """Return the target as it was filled in, marked where it may be read otherwise."""
    printed = item.indicator.target.printed
    return _marked(printed) if any(doubt.is_of_target for doubt in item.outcome.doubted) else printed


def figure(item: Assessment, period: Period) -> Printed:
    """Return a period's figure as it was filled in, marked where it may be read otherwise or is withdrawn."""
    printed = item.indicator.printed(period)
    told = item.indicator.observation(period)
    if told is not None and told.note == WITHDRAWN and printed.text:
        return Printed(f"{printed.text}（{WITHDRAWN}）")
    return _marked(printed) if any(period in doubt.periods for doubt in item.outcome.doubted) else printed


def _marked(printed: Printed) -> Printed:
    return Printed(f"{printed.text}{MARK}")
