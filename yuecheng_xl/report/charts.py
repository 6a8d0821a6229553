"""The charts: which indicators have one, and what it shows up to the cut-off date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yuecheng_xl.words.numbers import in_cell

if TYPE_CHECKING:
    from yuecheng_xl.plan import Datum, Indicator, Plan

_GROWTH = "增速（%）"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart's title, its periods, and its series: each a name with a figure a period, None for a gap."""

    title: str
    periods: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]


def chart(indicator: Indicator, plan: Plan) -> Chart | None:
    """Return the chart of an indicator that is marked 配图 and has a figure to plot."""
    figures, growths = indicator.plotted, indicator.stated_growth
    if not (indicator.has_chart and figures):
        return None
    shown = [one for one in plan.periods if one.last_day <= plan.cutoff and indicator.observation(one)]
    return Chart(
        _title(indicator, [period.year for period in shown] or [plan.base_year]),
        tuple(str(period) for period in shown),
        (
            (_name(indicator), tuple(_plotted(figures.at(period)) for period in shown)),
            (_GROWTH, tuple(_plotted(growths.at(period)) for period in shown)),
        ),
    )


def _title(indicator: Indicator, years: list[int]) -> str:
    """Name a chart after the years that it shows: 2020—2023年一般公共预算收入增长情况."""
    first, last = min(years), max(years)
    span = f"{first}年" if first == last else f"{first}—{last}年"
    return f"{span}{indicator.name}增长情况"


def _name(indicator: Indicator) -> str:
    return f"{indicator.name}（{indicator.unit}）" if indicator.unit else indicator.name


def _plotted(datum: Datum | None) -> float | None:
    shown = None if datum is None else in_cell(datum.value)
    return shown if isinstance(shown, float) else None  # a gap, too, where no chart reaches
