"""What stands around a reported figure: verbs, the other figure of a pair, days, the period that it is of."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from yuecheng_xl.typed.figure import Figure, plain_text, read_figure
from yuecheng_xl.typed.period import Period, parse_period
from yuecheng_xl.typed.unit import factor

_RISE = "增长|增加|上升|提高|提升|反弹|增"
_FALL = "下降|降低|减少|负增长|回落|降"
_VERB = re.compile(
    rf"^(?:(?:同比|[比较]上年(?:同期)?|环比|累计)?(?:(?P<rise>{_RISE})|(?P<fall>{_FALL}))了?)(?=[\d<>])"
)
_STOP = re.compile(r"(?<=\d)。(?=\d)")
_PAIR = re.compile(r"^(?P<first>[^()]+)\((?P<second>[^()]+)\)$")
_SEVERAL = re.compile(r"^[+-]?\d+(?:\.\d+)?%?/[+-]?\d+(?:\.\d+)?%?$|^\d+,\d{1,2}$")
_DAYS = re.compile(r"^(?:优良天数|优良|达标天数)?(?:为|达到?)?(?P<days>\d{1,3})天$")
_OF = re.compile(r"[(（\[〔【](?P<of>[^()（）\[\]〔【〕】]{2,12})[)）\]〕】]$")
_SAYS_WHEN = re.compile("\\d|季|半年|全年|月")
_DATA = ("", "数", "数据", "值", "累计", "快报", "快报数")


class Pair(NamedTuple):
    """Two figures of one cell: the text of the one in the row's unit, and that of the other."""

    used: str
    other: str


def with_point(text: str) -> str:
    """Write a full stop between digits as the decimal point that it stands for: 92。1."""
    return _STOP.sub(".", text) if "。" in text else text


def verb_of(text: str) -> tuple[int, str]:
    """Part a verb off a figure: 下降7.3% is (-1, 7.3%), 增长8.8% is (1, 8.8%), others 0."""
    plain = text.strip()
    match = _VERB.match(plain)
    return (0, plain) if match is None else (1 if match["rise"] else -1, plain[match.end() :])


def pair_in(text: str, unit: str) -> Pair | None:
    """Return the two figures of a cell such as 9.7%(853.2亿元), of which only one is in the row's unit."""
    prepared = plain_text(text) if "(" in text or "（" in text else None
    match = _PAIR.match(prepared[0]) if prepared else None
    if match is None:
        return None
    figures = [(part, read_figure(verb_of(part)[1])) for part in match.group("first", "second")]
    fits = [(part, _fits(figure, unit)) for part, figure in figures if figure is not None]
    if len(fits) != len(figures) or fits[0][1] is fits[1][1]:
        return None
    used, other = (fits[0][0], fits[1][0]) if fits[0][1] else (fits[1][0], fits[0][0])
    return Pair(used, other)


def _fits(figure: Figure, unit: str) -> bool:
    return not figure.unit or factor(figure.unit, unit) is not None


def is_several(text: str) -> bool:
    """Tell what may be two figures, or one with a slip: 853.2/9.7, 92,1."""
    prepared = plain_text(text)
    return prepared is not None and _SEVERAL.match(prepared[0]) is not None


def share_of_days(text: str, period: Period) -> Decimal | None:
    """Return the share of a period's days in percent, where a text counts days: 336天 of a year is 92.05."""
    prepared = plain_text(text)
    match = _DAYS.match(prepared[0]) if prepared else None
    if match is None:
        return None
    first = Period.of(period.year, period.first, period.first).last_day.replace(day=1)
    days = (period.last_day - first).days + 1
    return Decimal(match["days"]) * 100 / days if int(match["days"]) <= days else None


def without_period(text: str, period: Period) -> tuple[str, Period | None]:
    """Part off what says which period a figure is of: 120.5[2022年], 5.3%（1-5月）.

    Returns:
        The text, without square brackets of that kind, and the period; None where it says none.

    """
    match = _OF.search(text.strip())
    if match is None or not _SAYS_WHEN.search(match["of"]):
        return text, None
    said = match["of"].strip()
    parsed = parse_period(said) or parse_period(f"{period.year}年{said}")
    if parsed is None or parsed[1].strip() not in _DATA:
        return text, None
    plain = text.strip()[: match.start()]
    # In round brackets it is a note, as any remark.
    return (plain if match[0][0] not in "(（" else text), parsed[0]
