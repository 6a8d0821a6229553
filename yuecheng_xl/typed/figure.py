"""The grammar of a typed figure: bound, number, unit, note. Targets and observations share it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache

from yuecheng_xl.process.memo import kept
from yuecheng_xl.typed.text import normalise, split_note_marks


class Bound(Enum):
    """How a value bounds what it stands for; the value is the sign that reports print."""

    NONE = ""
    AT_LEAST = "≥"
    ABOVE = "＞"
    AT_MOST = "≤"
    BELOW = "＜"
    ABOUT = "左右"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as read from a text.

    ``value`` is exact, in ``unit`` (as typed; empty where none was). ``cumulated``: brackets or 累计
    say that it sums up several years; ``yearly``: 年均 says that it is a growth per year. ``marks``
    are note marks such as ① that stood behind the number.
    """

    value: Decimal
    bound: Bound = Bound.NONE
    unit: str = ""
    note: str = ""
    cumulated: bool = False
    yearly: bool = False
    marks: str = ""


_PREFIXES = {
    ">=": Bound.AT_LEAST, "≥": Bound.AT_LEAST, "≧": Bound.AT_LEAST, "⩾": Bound.AT_LEAST,
    "不低于": Bound.AT_LEAST, "不少于": Bound.AT_LEAST, "不小于": Bound.AT_LEAST, "大于等于": Bound.AT_LEAST,
    "达到": Bound.AT_LEAST, "达到或超过": Bound.AT_LEAST, "至少": Bound.AT_LEAST,
    ">": Bound.ABOVE, "大于": Bound.ABOVE, "高于": Bound.ABOVE, "超过": Bound.ABOVE, "超": Bound.ABOVE,
    "<=": Bound.AT_MOST, "≤": Bound.AT_MOST, "≦": Bound.AT_MOST, "⩽": Bound.AT_MOST,
    "不高于": Bound.AT_MOST, "不超过": Bound.AT_MOST, "不大于": Bound.AT_MOST, "小于等于": Bound.AT_MOST,
    "控制在": Bound.AT_MOST, "至多": Bound.AT_MOST, "前": Bound.AT_MOST,
    "<": Bound.BELOW, "小于": Bound.BELOW, "低于": Bound.BELOW,
    "约": Bound.ABOUT, "约为": Bound.ABOUT, "大约": Bound.ABOUT, "≈": Bound.ABOUT,
    "突破": Bound.ABOVE,
}  # fmt: skip
_SUFFIXES = {
    "及以上": Bound.AT_LEAST, "以上": Bound.AT_LEAST, "+": Bound.AT_LEAST,
    "及以下": Bound.AT_MOST, "以下": Bound.AT_MOST,
    "以内": Bound.AT_MOST, "之内": Bound.AT_MOST, "内": Bound.AT_MOST,
    "左右": Bound.ABOUT, "上下": Bound.ABOUT,
}  # fmt: skip


def _either(words: dict[str, Bound]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


# Thousands are separated by commas in groups of three or not at all: `1,5` is no number.
_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_UNIT = r"(?:[^\d\s()\[\]<>≤≥=+*,.;:、，。；：—-][^\d()\[\]<>≤≥=+*,;:，。；：]*?(?:m[23])?|[A-Za-z]*m[23])"
# A unit that stands behind 以上 or 左右, where only one that is known is taken for one: 8000左右万元.
_LATE_UNIT = r"[十百千万亿]*(?:美?元|人次?|户|家|个|件|套|亩|公里|平方米|吨|%|‰)"
_FIGURE = re.compile(
    rf"^(?P<yearly>年均(?:增长|增速|提高|增加)?|每年(?:增长|提高|增加)?)?"
    rf"(?P<total>累计(?:下降|降低|减少|增长|提高|增加|达到?)?)?"
    rf"(?P<prefix>{_either(_PREFIXES)})?"
    rf"(?P<open>[\[〔【])?(?P<place>并列第|第)?(?P<parts>(?:[百千万]|十万|百万)分之)?"
    rf"(?P<number>{_NUMBER})(?P<unit>:1|/(?:10|十)?万|{_UNIT})??"
    rf"(?P<close>[\]〕】])?(?P<after>{_UNIT})??"
    rf"(?:(?P<suffix>{_either(_SUFFIXES)})(?P<late>{_LATE_UNIT})?)?(?P<stars>\*+)?$"
)
# A bound inside the brackets says what one outside them says: [>5000], [5000以上].
_BOUND_FIRST = re.compile(rf"([\[〔【])({_either(_PREFIXES)})")
_BOUND_LAST = re.compile(rf"({_either(_SUFFIXES)})([\]〕】])")
_NOTE = re.compile(r"\(([^()]*)\)$")
_TWO_NUMBERS = re.compile(r"\d\s+\d")
_SPACES = r"[ \u00a0\u2009\u202f]"
_SPACE = re.compile(_SPACES)
_SPACED_THOUSANDS = re.compile(rf"(?<![\d.,])\d{{1,3}}(?:{_SPACES}\d{{3}})+(?!{_SPACES}?\d)")
_MOST_DIGITS = 18  # Excel keeps 15; more is a slip, or an account number
_LONGEST = 200
"""Characters, white space left out, that a figure may have with all its words and notes.

The longest that officials write have some fifty. What is longer is prose, or damage, and the grammar takes
the square of its length.
"""


@kept(1024)
def read_figure(text: str, raised: str = "") -> Figure | None:
    """Read a text that holds exactly one figure.

    Args:
        text: as filled in, e.g. ``1500以上``, ``＜28``, ``83000（预计）``, ``[13.5]``, ``年均8.5左右``.
        raised: superscript text that the cell showed beside it.

    Returns:
        The figure, or None where the text is not one figure: no digits, a range, two numbers, prose.

    """
    prepared = plain_text(text)
    if prepared is None:
        return None
    plain, marks = prepared
    plain, notes = without_notes(plain)
    if any(bracket in plain for bracket in "[〔【"):
        plain = _BOUND_LAST.sub(r"\2\1", _BOUND_FIRST.sub(r"\2\1", plain))
    match = _FIGURE.match(plain)
    if not match or bool(match["open"]) != bool(match["close"]) or len(match["number"]) > _MOST_DIGITS:
        return None
    prefix = _PREFIXES.get(match["prefix"] or "", Bound.NONE)
    suffix = _SUFFIXES.get(match["suffix"] or "", Bound.NONE)
    bound = _combine(prefix, suffix)
    if bound is None:
        return None
    units = [match[group] or "" for group in ("parts", "unit", "after", "late")]
    if match["late"] and len([unit for unit in units if unit]) > 1:
        return None
    unit = "".join(units)
    return Figure(
        value=Decimal(match["number"].replace(",", "")),
        bound=bound,
        unit=unit,
        note="；".join(note for note in notes if note),
        cumulated=bool(match["open"] or match["total"]) or any("累计" in note for note in notes),
        yearly=bool(match["yearly"]),
        marks=marks + raised + (match["stars"] or ""),
    )


def plain_text(text: str) -> tuple[str, str] | None:
    """Return a text as the grammar reads it, and the note marks that stood in it.

    None where it is no figure whatever it says: longer than any, or two numbers with a space between.
    """
    if len(text) > _LONGEST and len("".join(text.split())) > _LONGEST:
        return None
    plain, marks = split_note_marks(text)
    plain = _SPACED_THOUSANDS.sub(lambda match: _SPACE.sub("", match[0]), plain.strip())
    if _TWO_NUMBERS.search(plain):
        return None  # 12 5: two numbers, or a slip of the hand
    return normalise(plain), marks


def without_notes(plain: str) -> tuple[str, list[str]]:
    """Part the remarks in brackets at the end off a normalised text."""
    notes: list[str] = []
    while match := _NOTE.search(plain):
        notes.insert(0, match[1])
        plain = plain[: match.start()]
    return plain, notes


def _combine(prefix: Bound, suffix: Bound) -> Bound | None:
    """Merge both sides: 控制在5%以内 says the same twice; 不低于5以内 contradicts itself."""
    if Bound.NONE in (prefix, suffix):
        return suffix if prefix is Bound.NONE else prefix
    if prefix is suffix or suffix is Bound.ABOUT:
        return suffix
    sides = {Bound.AT_LEAST: 1, Bound.ABOVE: 1, Bound.AT_MOST: -1, Bound.BELOW: -1}
    return prefix if sides.get(prefix) == sides.get(suffix) else None


def from_number(value: float) -> Decimal:
    """Return a cell's number exactly as Excel keeps it: 15 significant digits of the binary double."""
    # Equal figures share one value; a zero may be negative.
    return _from_number(value) if value else Decimal(f"{value:.15g}")


@lru_cache(4096)
def _from_number(value: float) -> Decimal:
    return Decimal(f"{value:.15g}")


@lru_cache(4096)
def exact(value: Decimal) -> Fraction:
    """Return a figure as the rules calculate with it. Equal ones share the fraction: making one is slow."""
    return Fraction(value)


def digits(value: Decimal) -> str:
    """Return a figure's digits, without noughts at the end: 7.10 is 7.1, 1E+3 is 1000."""
    return f"{value.normalize():f}"
