"""``90位（与2020年持平）``: a figure said to be the same as that of a year whose figure differs."""

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
    r"(?P<number>\d+(?:\.\d+)?)(?:%|[^\d\s,，。；;、()]{0,6})[(,，]?(?:基本)?[与和同](?P<year>(?:19|20)\d\d)年"
    r"(?:[^\d,，。；;()]{0,6})(?:持平|相同|一致|相当)"
)


@dataclass(frozen=True, slots=True)
class Difference:
    """What a text says is the same, and the figure that it differs from."""

    told: str
    item: Datum


def differences(text: str, indicator: Indicator) -> Iterator[Difference]:
    """Yield each figure of a text that is said to be the same as a year's and is not."""
    for match in _SAME.finditer(normalise(text)):
        item = indicator.series.at(Period.whole(int(match["year"])))
        if item is None:
            continue
        low, high = interval(item)
        told = Fraction(Decimal(match["number"]))
        if not low <= told <= high:
            yield Difference(match["number"], item)
