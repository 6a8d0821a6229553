"""A row that may be read in more than one way: the verdict under each, and what becomes of it.

If all agree, it stands; if not, there is none, and a finding asks the one question that decides it. What is
said of progress is said of the reading that says least: never that a target is reached already.
"""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan import Doubt, Reading
from yuecheng_xl.rules.outcome import Method, Outcome
from yuecheng_xl.typed.figure import digits
from yuecheng_xl.typed.text import normalise
from yuecheng_xl.words.numbers import percent
from yuecheng_xl.words.verdicts import NOT_ASSESSED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from yuecheng_xl.plan import Indicator
    from yuecheng_xl.rules.outcome import Point

    Assess = Callable[[Indicator], Outcome]

_BEYOND = 3
"""Progress, as a share, beyond which a figure, a unit or a target is more likely wrong than right."""
_MOST_TOLD = 4
"""Readings that a sentence lists."""


def weighed(indicator: Indicator, assess: Assess) -> Outcome:
    """Return the outcome of an indicator: of all its readings where it has doubts, or progress raises one.

    Args:
        indicator: with its doubts.
        assess: gives the outcome of one reading.

    """
    doubts = indicator.doubts
    outcomes = _outcomes(doubts, indicator, assess)
    beyond = [outcome for _, outcome in outcomes if _is_beyond(outcome)]
    raised = next(filter(None, map(_of_progress, beyond)), None)
    # A figure or target that is doubted already is the likelier reason.
    if raised is not None and not any(doubt.periods or doubt.is_of_target for doubt in doubts):
        answer = raised.answer(indicator.answers) or _confirmed(raised, indicator)
        if answer is None:
            doubts = (*doubts, raised)
        else:
            indicator = answer.of(indicator)
        outcomes = _outcomes(doubts, indicator, assess)
        beyond = [outcome for _, outcome in outcomes if _is_beyond(outcome)]
    if doubts:
        return _weighed(doubts, outcomes, indicator)
    ((_, outcome),) = outcomes
    if not beyond:
        return outcome
    assert outcome.progress is not None  # noqa: S101 - it is beyond reason
    progress = percent(outcome.progress)
    finding = catalogue.PROGRESS_BEYOND.at(
        indicator.where, name=indicator.name, progress=progress, completion=outcome.completion
    )
    return replace(
        _stands(outcome, [("", outcome)]),
        findings=(*outcome.findings, finding),
        doubt=f"完成进度{progress}超出±300%",
    )


def _confirmed(doubt: Doubt, indicator: Indicator) -> Reading | None:
    """Return the reading of a figure as it stands, where a person chose it when it was doubted otherwise."""
    as_filled = doubt.readings[0]
    said = (normalise(doubt.what), normalise(as_filled.word))
    return as_filled if any((what, word) == said for (what, _), word in indicator.answers.items()) else None


def _weighed(
    doubts: tuple[Doubt, ...], outcomes: Sequence[tuple[str, Outcome]], indicator: Indicator
) -> Outcome:
    where = doubts[0].where
    fields = {
        "name": indicator.name,
        "why": "；".join(f"{doubt.what}{doubt.why}" for doubt in doubts),
        "ask": "；".join(dict.fromkeys(doubt.ask for doubt in doubts)),
    }
    completions = list(dict.fromkeys(outcome.completion for _, outcome in outcomes))
    if len(completions) == 1:
        readings = "、".join(f"按“{label}”" for label, _ in outcomes[:_MOST_TOLD])
        agreed = catalogue.READINGS_AGREE.at(where, readings=readings, completion=completions[0], **fields)
        _, least = min(outcomes, key=lambda item: (item[1].target_reached, item[1].schedule_ratio or 0))
        return replace(
            _stands(least, outcomes),
            findings=(*least.findings, agreed),
            doubt=_told(outcomes),
            doubted=doubts,
        )
    differ = catalogue.READINGS_DIFFER.at(where, readings=_told(outcomes), **fields)
    return Outcome(
        NOT_ASSESSED,
        Method.DOUBT,
        steps=_lines(outcomes),
        findings=(differ,),
        doubt=_told(outcomes),
        doubted=doubts,
    )


def _outcomes(doubts: tuple[Doubt, ...], indicator: Indicator, assess: Assess) -> list[tuple[str, Outcome]]:
    """Return the outcome of every reading, by what it takes the doubted things for; of one without doubts."""
    if not doubts:
        return [("", assess(indicator))]
    found = []
    for chosen in product(*(doubt.readings for doubt in doubts)):
        # As if the row said it: what is only inferred is told otherwise.
        read = replace(indicator, doubts=(), direction_inferred=False)
        for reading in chosen:
            read = reading.of(read)
        found.append(("、".join(reading.word for reading in chosen), assess(read)))
    return found


def _stands(outcome: Outcome, outcomes: Sequence[tuple[str, Outcome]]) -> Outcome:
    """Return an outcome whose verdict stands on a doubted reading: it is never said to be reached already."""
    if not outcome.target_reached:
        return outcome
    return replace(outcome, method=Method.DOUBT, target_reached=False, steps=_lines(outcomes))


def _told(outcomes: Sequence[tuple[str, Outcome]]) -> str:
    """Say which readings lead to which verdict: 按“甲”或“乙”为“完成”，按“丙”为“未完成”."""
    labels: dict[str, list[str]] = {}
    for label, outcome in outcomes:
        labels.setdefault(outcome.completion, []).append(f"“{label}”")
    return "，".join(
        f"按{'或'.join(words[:_MOST_TOLD])}{'等' if len(words) > _MOST_TOLD else ''}为“{completion}”"
        for completion, words in labels.items()
    )


def _lines(outcomes: Sequence[tuple[str, Outcome]]) -> tuple[str, ...]:
    """Return how each reading reaches its verdict; what says that a target is reached is left out."""
    lines = []
    for label, outcome in outcomes[:_MOST_TOLD]:
        steps = [*outcome.steps[:-1], outcome.completion] if outcome.target_reached else outcome.steps
        lines.append(f"按“{label}”：{'；'.join(steps) or outcome.completion}")
    return tuple(lines)


def _is_beyond(outcome: Outcome) -> bool:
    """Tell a progress beyond ±300%, however base and current figure were rounded.

    Where the way |target − base| is no longer than what rounding leaves open, progress says nothing: 0.011
    → 0.007 of 0.01 may be 200% as well as 700%.
    """
    if outcome.progress is None or abs(outcome.progress) <= _BEYOND:
        return False
    base, current = outcome.base, outcome.current
    if base is None or current is None:
        return True
    gone, blur = abs(current.value - base.value), _half_step(base)
    way = gone / abs(outcome.progress)
    return gone - blur - _half_step(current) > _BEYOND * (way + blur)


def _half_step(point: Point) -> Fraction:
    """Return half a unit of the last decimal of a figure as it was filled in: what rounding leaves open."""
    value = point.observation.value
    assert value is not None  # noqa: S101 - a point has one
    return Fraction(1, 2 * 10 ** max(0, -int(value.as_tuple().exponent)))


def _of_progress(outcome: Outcome) -> Doubt | None:
    """Return the doubt that progress beyond reason raises where the figure is a power of ten off the base."""
    base, current = outcome.base, outcome.current
    if base is None or current is None or outcome.progress is None:
        return None
    figure = current.observation
    power = _power(figure.value, current.rolling.previous.value if current.rolling else base.value)
    if figure.value is None or power == 0:
        return None
    value = figure.value * Decimal(10) ** -power
    return Doubt(
        f"{figure.period}数据",
        f"使完成进度为{percent(outcome.progress)}，超出±300%，像是差了{10 ** abs(power)}倍",
        figure.where,
        "核对这个数、目标和单位",
        readings=(
            Reading(figure.text, figures={figure.period: figure.value}),
            Reading(digits(value), figures={figure.period: value}),
        ),
    )


def _power(value: Decimal | Fraction | None, other: Fraction) -> int:
    """Return how many powers of ten, rounded, a value is times another; 0 where they have not one sign."""
    if not value or not other or (value > 0) is not (other > 0):
        return 0
    ratio = Fraction(value) / other
    # Of whole numbers, as a slip of the keyboard may be beyond what a binary fraction holds.
    return round(math.log10(ratio.numerator) - math.log10(ratio.denominator))
