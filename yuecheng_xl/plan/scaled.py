"""Numbers that their format shows in another scale: 13305000 as 13,305 (``#,##0,``), as 1330.5万.

The value is what the file holds, the text what people read and sign. Where the text says its unit, or the
row's unit is the format's scale, the text is meant; else either may be.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.process.memo import kept
from yuecheng_xl.typed.figure import read_figure
from yuecheng_xl.typed.unit import factor, is_share

if TYPE_CHECKING:
    from decimal import Decimal

# Commas behind the last digit divide by thousands, a point that is only drawn by what stands behind it.
_COMMAS = re.compile(r"[0#?]\s*(,+)(?![0#?,])")
_DRAWN_POINT = re.compile(r'[0#?](?:!\.|\\\.|"\.")([0#?]+)')
_QUOTED = re.compile(r'"(?!\.")[^"]*"')


class Meant(NamedTuple):
    """What a number stands for in the row's unit; ``other``: or this, where nothing tells."""

    value: Decimal
    other: Decimal | None = None


@kept(1024)
def power_of(number_format: str) -> int:
    """Return the power of ten by which a number format divides what it shows: 4 of ``0!.0,"万"``."""
    code = _QUOTED.sub("", number_format.split(";")[0])
    if "%" in code:
        return 0
    commas, point = _COMMAS.search(code), _DRAWN_POINT.search(code)
    return (3 * len(commas[1]) if commas else 0) + (len(point[1]) if point else 0)


def meant(value: Decimal, text: str, number_format: str, unit: str) -> Meant:
    """Return what a number that stands in a cell means under the row's unit."""
    power = power_of(number_format)
    if power == 0 or not value:
        return Meant(value)
    shown = value.scaleb(-power)
    figure = read_figure(text)
    told = figure.unit if figure is not None else ""
    if told:
        scale = factor(told, unit)
        return Meant(value, shown) if scale is None else Meant(shown * scale)
    if not unit or is_share(unit):
        return Meant(value)
    # Of 万元 the number of 元 is ten thousand times as large: so a format of 10⁴ shows 万元.
    base = factor(unit, unit.lstrip("十百千万亿"))
    if base is not None and base == 10**power:
        return Meant(shown)
    return Meant(value, shown)
