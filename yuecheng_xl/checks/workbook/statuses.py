"""Status and value must agree: no growth of a figure that is 未出, no figure after a statistic has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.typed.figure import Bound
from yuecheng_xl.typed.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Indicator
    from yuecheng_xl.rules import Evaluation

_SAYS_NONE = (Status.NOT_COLLECTED, Status.UNPUBLISHED, Status.ABOLISHED)
_FORESEEN = (Status.FORECAST, Status.ESTIMATED)


def check(evaluation: Evaluation) -> Iterator[Finding]:
    """Look at each indicator's figures, growths and words about them."""
    for indicator in evaluation.plan.indicators:
        if indicator.target.is_qualitative:
            continue
        yield from _growth_without_figure(indicator)
        yield from _figure_after_end(indicator)
        yield from _still_foreseen(indicator)


def _growth_without_figure(indicator: Indicator) -> Iterator[Finding]:
    for period, growth in indicator.growths.items():
        item = indicator.observation(period)
        if item is not None and item.status in _SAYS_NONE and growth.status is Status.NORMAL:
            yield catalogue.GROWTH_WITHOUT_FIGURE.at(
                item.where, name=indicator.name, period=period, text=item.text, growth=growth.text
            )


def _figure_after_end(indicator: Indicator) -> Iterator[Finding]:
    ended = [item for item in indicator.observations if item.status is Status.ABOLISHED]
    for end in ended:
        later = indicator.series.after(end.period)
        if later:
            yield catalogue.FIGURE_AFTER_END.at(
                later[0].where,
                name=indicator.name,
                ended=f"{end.period}“{end.text}”",
                later=f"{later[0].period}{later[0].text}",
            )


def _still_foreseen(indicator: Indicator) -> Iterator[Finding]:
    """Report a forecast that still stands although a later year has a final figure."""
    known = [item for item in indicator.series if item.observation.status is Status.NORMAL]
    for item in indicator.series:
        foreseen = item.observation.status in _FORESEEN and item.observation.bound is Bound.NONE
        later = next((one for one in known if one.period.year > item.period.year), None)
        if foreseen and later is not None:
            yield catalogue.STILL_FORESEEN.at(
                item.where, name=indicator.name, figure=f"{item.period}“{item.text}”", later=later.period
            )
