"""Figures that a text says are the same as a year's: 90位（与2020年持平）."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.checks.rounding import interval
from yuecheng_xl.typed.period import Period
from yuecheng_xl.typed.text import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.plan import Datum, Indicator

_SAME = re.compile(
    r"(?<![\d.])(?P<number>\d{1,18}(?:\.\d{1,18})?)(?:%|[^\d\s,，。；;、()]{0,6})[(,，]?(?:基本)?[与和同](?P<year>(?:19|20)\d\d)年"
    r"(?:[^\d,，。；;()]{0,6})(?:持平|相同|一致|相当)"
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure as told, and the year's figure that it should be the same as."""

    told: str
    item: Datum


def differences(text: str, indicator: Indicator) -> Iterator[Difference]:
    """Yield each such figure of a text that is not the same."""
    for match in _SAME.finditer(normalise(text)):
        item = indicator.series.at(Period.whole(int(match["year"])))
        if item is None:
            continue
        low, high = interval(item)
        told = Fraction(Decimal(match["number"]))
        if not low <= told <= high:
            yield Difference(match["number"], item)
