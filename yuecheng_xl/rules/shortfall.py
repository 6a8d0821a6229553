"""Shortfall (进度缺口): how much of what should be done by now is not, and who carries it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.rules.outcome import Method
from yuecheng_xl.rules.target import CEILINGS, target_value
from yuecheng_xl.words.verdicts import UNMET

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from yuecheng_xl.rules.assessment import Assessment


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One indicator behind schedule.

    ``due`` is the level that the schedule asked for at the current figure's date, ``gap`` due minus
    current, both in the indicator's unit; ``points`` the missing share of the way, 0 to 1. None where
    there is no figure or no way to measure along (a floor or ceiling that was not held).
    """

    item: Assessment
    due: Fraction | None = None
    gap: Fraction | None = None
    points: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Burden:
    """What one category or department carries of all that is behind.

    ``share_of_count`` and ``share_of_points`` are shares of all that is behind, 0 to 1.
    """

    name: str
    total: int
    behind: tuple[Shortfall, ...]
    points: Fraction
    share_of_count: Fraction
    share_of_points: Fraction


def shortfall(item: Assessment) -> Shortfall | None:
    """Measure how far an indicator is behind its schedule; None where it is not behind.

    points = elapsed − progress. A figure that moved backwards owes what is due by now and no more, so
    that one fall does not outweigh everything else.
    """
    if item.completion != UNMET:
        return None
    outcome, target = item.outcome, item.indicator.target
    current, progress, elapsed = outcome.current, outcome.progress, outcome.elapsed
    if current is None or elapsed is None:
        return Shortfall(item)
    goal = target_value(target)
    if outcome.method is Method.GROWTH:
        # Without a ratio to go by, the whole of what is due is missing.
        ratio = outcome.schedule_ratio
        done = Fraction(0) if ratio is None else elapsed * max(ratio, Fraction(0))
        return Shortfall(item, goal, goal - current.value, max(elapsed - done, Fraction(0)))
    if progress is None:  # a floor or ceiling to hold, with no way to go
        return Shortfall(item, goal, goal - current.value)
    start = outcome.base.value if outcome.base and outcome.method is not Method.CUMULATIVE else Fraction(0)
    due = start + (goal - start) * elapsed
    used_up = outcome.method is Method.CUMULATIVE and target.bound in CEILINGS
    points = progress - elapsed if used_up else elapsed - max(progress, Fraction(0))
    return Shortfall(item, due, due - current.value, max(points, Fraction(0)))


def burdens(assessments: Sequence[Assessment], key: Callable[[Assessment], str]) -> tuple[Burden, ...]:
    """Group what is behind by ``key`` (category, department), in the order of the table."""
    groups: dict[str, list[Assessment]] = {}
    for item in assessments:
        groups.setdefault(key(item), []).append(item)
    lacking = {
        name: [found for item in items if (found := shortfall(item))] for name, items in groups.items()
    }
    count = sum(len(items) for items in lacking.values())
    points = {
        name: sum((one.points for one in items if one.points is not None), Fraction(0))
        for name, items in lacking.items()
    }
    whole = sum(points.values(), Fraction(0))
    return tuple(
        Burden(
            name,
            len(items),
            tuple(lacking[name]),
            points[name],
            Fraction(len(lacking[name]), count) if count else Fraction(0),
            points[name] / whole if whole else Fraction(0),
        )
        for name, items in groups.items()
    )
