"""Tell by the words before it what a figure is: value, growth, average, change, progress, target."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from yuecheng_xl.checks.report.reading import lexicon
from yuecheng_xl.checks.report.reading.units import UnitKind
from yuecheng_xl.plan import Measure
from yuecheng_xl.typed.unit import is_percent, is_share

if TYPE_CHECKING:
    from yuecheng_xl.plan import Indicator

_NEAR = 16
"""Characters before a figure within which words still speak of it."""


class Sort(Enum):
    """The sorts of claims."""

    VALUE = "value"
    GROWTH = "growth"
    AVERAGE = "average growth"
    PLANNED = "planned growth"
    CHANGE = "change"
    GAP = "distance from the plan"
    PROGRESS = "progress"
    ELAPSED = "elapsed time"
    REQUIRED = "growth still required"
    ROLLING = "last twelve months"
    TOTAL = "total so far"
    MISSING = "distance to the target"
    NEWEST = "newest growth"
    TARGET = "target"
    PROPOSAL = "proposed target"


def sort_of(words: str, lead: str, unit: UnitKind, indicator: Indicator) -> Sort | None:
    """Tell what a figure is; None for one that is not to be checked.

    ``words`` stand between the figure and the period or figure before it; ``lead`` is the clause around
    the brackets that it stands in, empty outside brackets.
    """
    context = (lead + words)[-_NEAR:]
    if lexicon.REQUIRED.search(words):
        return Sort.REQUIRED
    if lexicon.MISSING.search(words) and unit in (UnitKind.OWN, UnitKind.POINTS):
        return Sort.MISSING
    if unit is UnitKind.PERCENT and lexicon.NEWEST.search(words):
        return Sort.NEWEST
    if unit is UnitKind.PERCENT and lexicon.ELAPSED.search(context):
        return Sort.ELAPSED
    if unit is UnitKind.OWN and lexicon.ROLLING.search(context):
        return Sort.ROLLING
    if unit is UnitKind.POINTS:
        return _sort_of_points(words, indicator)
    if unit is UnitKind.PERCENT and lexicon.PROGRESS.search(words):
        return Sort.PROGRESS
    if unit is UnitKind.PERCENT and lexicon.AVERAGE.search(words):
        return Sort.PLANNED if lexicon.PLAN.search(context) else Sort.AVERAGE
    if lexicon.SCHEDULE.search(context) or lexicon.DISTANCE.search(words):
        return None
    if unit is UnitKind.PERCENT and lexicon.GROWN_BY.search(words):
        if lexicon.PLAN.search(words):
            return Sort.PLANNED
        return Sort.VALUE if indicator.measure is Measure.GROWTH_RATE else Sort.GROWTH
    if unit is UnitKind.PERCENT and not is_percent(indicator.unit):
        return Sort.PLANNED if lexicon.PLAN.search(context) else None
    if unit is not UnitKind.NONE and not lead and _is_total(words, indicator):
        return Sort.TOTAL
    if lexicon.ADDED.search(words) and _adds_up(indicator):
        return Sort.VALUE
    if lexicon.MOVED_BY.search(words):
        return Sort.CHANGE
    if lexicon.TARGET.search(lead) or lexicon.TARGET.search(words):
        return Sort.TARGET
    bare = words not in lexicon.OF_A_PERIOD and not lexicon.REACHES.search(words)
    return None if lead or (unit is UnitKind.NONE and bare) else Sort.VALUE


def _sort_of_points(words: str, indicator: Indicator) -> Sort | None:
    """Take percentage points for a distance from the plan or the change of a ratio, not of a growth rate."""
    if lexicon.GAP.search(words):
        return Sort.GAP
    changed = is_share(indicator.unit) and lexicon.MOVED_BY.search(words)
    return Sort.CHANGE if changed and not lexicon.RATE.search(words) else None


def _is_total(words: str, indicator: Indicator) -> bool:
    """Tell whether words say that a figure sums up the years so far; a target's does not."""
    return _adds_up(indicator) and bool(lexicon.TOTAL.search(words)) and not lexicon.TARGET.search(words)


def _adds_up(indicator: Indicator) -> bool:
    """Tell whether an indicator's figures may be cumulated over the years."""
    return indicator.measure in (Measure.FLOW, Measure.CUMULATIVE)


def names_another(words: str, indicator: Indicator, *, strict: bool) -> bool:
    """Tell whether words name another quantity: 粮食播种面积 before a figure of 粮食总产量.

    A noun that shares two characters in a row with the indicator's name means it. A short one is taken
    for a filling word, unless ``strict``.
    """
    between = lexicon.BETWEEN_TWO.search(words)
    if between is not None and between[0] not in indicator.name:
        return True
    noun = lexicon.FILLING.sub("", words)
    if len(lexicon.HAN.findall(noun)) < _SHORTEST_NOUN:
        return strict and bool(noun)
    pairs = {noun[place : place + 2] for place in range(len(noun) - 1)}
    return not any(pair in indicator.name for pair in pairs)


_SHORTEST_NOUN = 3
