"""Figures that 数据说明 gives of a period: 2021年占比2.3%."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from yuecheng_xl.typed.period import parse_period
from yuecheng_xl.typed.text import normalise
from yuecheng_xl.typed.unit import factor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.plan import Indicator
    from yuecheng_xl.typed.period import Period

_PERIOD = re.compile(r"(?:19|20)\d\d年")
# 2021年为2020年度数据 gives no figure, nor does a growth: the growth columns are for that.
_FIGURE = re.compile(
    r"^(?!.*(?:增|降|同比))[^\d,;。、]{0,8}?(?P<number>\d{1,18}(?:\.\d{1,18})?)(?!\d|年|月)(?P<unit>[^\d,;。、()]{0,8})"
)
_STRETCH = re.compile("[^,;。]{1,100}")
"""What may speak of one figure: a clause, or as much of one as a period and its figure need."""


def noted_figures(indicator: Indicator) -> Iterator[tuple[Period, Decimal]]:
    """Yield the periods that the note gives a figure of, in the indicator's unit."""
    text = normalise(indicator.data_note)
    for match in _PERIOD.finditer(text):
        stretch = _STRETCH.match(text, match.start())
        parsed = parse_period(stretch[0]) if stretch else None
        if parsed is None:
            continue
        figure = _FIGURE.match(parsed[1])
        scale = factor(figure["unit"], indicator.unit) if figure else None
        if figure and scale is not None:
            yield parsed[0], Decimal(figure["number"]) * scale
