"""A row that may be read in more than one way: the verdict under each, and what becomes of it.

If all agree, it stands; if not, there is none, and a finding asks the one question that decides it. What is
said of progress is said of the reading that says least: never that a target is reached already.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.rules.outcome import Method, Outcome
from yuecheng_xl.words.verdicts import NOT_ASSESSED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from yuecheng_xl.plan import Indicator

    Assess = Callable[[Indicator], Outcome]


def under_doubt(indicator: Indicator, assess: Assess) -> Outcome:
    """Return the outcome of an indicator that has doubts.

    Args:
        indicator: with its doubts.
        assess: gives the outcome of one reading.

    """
    outcomes = [(label, assess(reading)) for label, reading in _readings(indicator)]
    what = "、".join(doubt.what for doubt in indicator.doubts)
    fields = {"name": indicator.name, "what": what, "column": what}
    completions = list(dict.fromkeys(outcome.completion for _, outcome in outcomes))
    if len(completions) == 1:
        readings = "、".join(f"按“{label}”" for label, _ in outcomes)
        agreed = catalogue.READINGS_AGREE.at(
            indicator.doubts[0].where, readings=readings, completion=completions[0], **fields
        )
        _, least = min(outcomes, key=lambda item: (item[1].target_reached, item[1].schedule_ratio or 0))
        return replace(least, findings=(*least.findings, agreed), doubt=_told(outcomes))
    differ = catalogue.READINGS_DIFFER.at(indicator.doubts[0].where, readings=_told(outcomes), **fields)
    return Outcome(
        NOT_ASSESSED,
        Method.DOUBT,
        steps=tuple(_line(label, outcome) for label, outcome in outcomes),
        findings=(differ,),
        doubt=_told(outcomes),
    )


def _readings(indicator: Indicator) -> list[tuple[str, Indicator]]:
    """Return every reading, by what it takes the doubted columns for."""
    found = []
    for chosen in product(*(doubt.readings for doubt in indicator.doubts)):
        label = "、".join(word for word, _ in chosen)
        fields = {name: value for _, said in chosen for name, value in said.items()}
        # As if the row said it: what is only inferred is told otherwise.
        found.append((label, replace(indicator, doubts=(), direction_inferred=False, **fields)))
    return found


def _told(outcomes: Sequence[tuple[str, Outcome]]) -> str:
    return "，".join(f"按“{label}”为“{outcome.completion}”" for label, outcome in outcomes)


def _line(label: str, outcome: Outcome) -> str:
    return f"按“{label}”：{'；'.join(outcome.steps) or outcome.completion}"
