"""The ways to reach a verdict, one module each, asked in this order: the first that answers decides.

A new method is a new module here with a function ``assess(indicator, plan) -> Outcome | None``, and
its place in ``ORDER``.
"""

from yuecheng_xl.rules.methods import (
    cumulative,
    forecast,
    growth_rate,
    no_figure,
    not_collected,
    progress,
    qualitative,
    unreadable_target,
)

ORDER = (
    not_collected.assess,
    qualitative.assess,
    unreadable_target.assess,
    growth_rate.assess,
    cumulative.assess,
    progress.assess,
    forecast.assess,
    no_figure.assess,
)
