"""Hold a cell of a report's table of indicators against the workbook, or the evaluation."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.checks.entries import entry
from yuecheng_xl.checks.report.against.agreement import EXACTLY, HUNDREDTH, same
from yuecheng_xl.checks.report.against.verdict import verdict_told
from yuecheng_xl.checks.report.reading.columns import What
from yuecheng_xl.checks.rounding import step
from yuecheng_xl.checks.wording import EMPTY
from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan.observation_reader import WITHDRAWN
from yuecheng_xl.plan.settings import Averaging
from yuecheng_xl.rules.growth import average, stated_yearly
from yuecheng_xl.rules.target import CEILINGS, FLOORS
from yuecheng_xl.typed.figure import exact, read_figure
from yuecheng_xl.typed.text import normalise
from yuecheng_xl.typed.unit import factor
from yuecheng_xl.words.numbers import number, percent, signed
from yuecheng_xl.words.verdicts import MET, NOT_ASSESSED, UNMET

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.checks.report.reading.columns import TableCell
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Observation
    from yuecheng_xl.rules import Evaluation
    from yuecheng_xl.rules.yearly import Breakdown
    from yuecheng_xl.typed.figure import Figure

_IN_THE_UNIT = (What.FIGURE, What.TARGET, What.CURRENT, What.EVEN_LEVEL, What.RATE_LEVEL)


class _Known(NamedTuple):
    """What the workbook has for a cell: its text, the values that it may be told as, and its own cell.

    Each value comes with the unit of its last decimal.
    """

    text: str
    cell: str
    values: tuple[tuple[Fraction, Fraction], ...]


def check(cell: TableCell, evaluation: Evaluation) -> Iterator[Finding | None]:
    """Yield a finding for a cell that is not as the workbook has it, None for one that is.

    Nothing for what cannot be compared: words in place of a figure, a unit that does not convert, what the
    workbook says nothing of.
    """
    if cell.column.what is What.COMPLETION:
        yield from _completion(cell)
        return
    figure, known = read_figure(cell.text), _known(cell, evaluation)
    if figure is None or known is None:
        return
    scale = _scale(cell, figure)
    if normalise(cell.text) == normalise(known.text):
        yield None
    elif scale is not None:
        value, unit = exact(figure.value) * scale, step(figure.value) * scale
        agrees = any(same(value, unit, *one) or _is_tie(value, unit, *one) for one in known.values)
        yield None if agrees and not _against_bound(cell, figure) else _differs(cell, known)


def _is_tie(value: Fraction, unit: Fraction, known: Fraction, its_unit: Fraction) -> bool:
    """Tell whether a figure is a computed one that lies half-way, rounded down."""
    return its_unit == EXACTLY and abs(value - known) == unit / 2


def _completion(cell: TableCell) -> Iterator[Finding | None]:
    """Compare verdicts; other words than those for 完成 and 未完成 say none."""
    told, completion = verdict_told(cell.text), cell.item.completion
    if told is not None and completion in (MET, UNMET, NOT_ASSESSED):
        known = _Known(completion, cell.item.indicator.where, ())
        yield None if told == completion else _differs(cell, known)


def _differs(cell: TableCell, known: _Known) -> Finding:
    return catalogue.REPORT_CELL.at(
        cell.where,
        name=cell.item.indicator.name,
        what=cell.title,
        told=cell.text,
        known=known.text or EMPTY,
        cell=known.cell,
    )


def _scale(cell: TableCell, figure: Figure) -> Fraction | None:
    """Return what a figure is multiplied by to be in the workbook's unit; None where it does not convert."""
    unit, own = figure.unit or cell.unit, cell.item.indicator.unit
    if cell.column.what not in _IN_THE_UNIT or not unit or not own:
        return Fraction(1)
    scale = factor(unit, own)
    return None if scale is None else Fraction(scale)


def _against_bound(cell: TableCell, figure: Figure) -> bool:
    """Tell whether a table makes a floor of the plan's ceiling, or the reverse."""
    bound = cell.item.indicator.target.bound
    if cell.column.what is not What.TARGET:
        return False
    return (figure.bound in FLOORS and bound in CEILINGS) or (figure.bound in CEILINGS and bound in FLOORS)


def _known(cell: TableCell, evaluation: Evaluation) -> _Known | None:
    """Return what the workbook, or the evaluation, has for a cell; None where it says nothing of it."""
    match cell.column.what:
        case What.FIGURE | What.GROWTH:
            return _of_period(cell)
        case What.TARGET | What.PLANNED:
            return _wanted(cell, evaluation)
        case What.PROGRESS | What.CURRENT | What.AVERAGE:
            return _assessed(cell, evaluation)
        case _:
            return _of_way(cell, evaluation)


def _of_period(cell: TableCell) -> _Known | None:
    indicator, period = cell.item.indicator, cell.column.period
    assert period is not None  # noqa: S101 - columns of figures have one
    if cell.column.what is What.GROWTH:
        growth = indicator.growths.get(period)
        return None if growth is None or growth.value is None else _as_filled_in(growth)
    observation = indicator.observation(period)
    return None if observation is None else _as_filled_in(observation)


def _as_filled_in(item: Observation) -> _Known:
    values = () if item.value is None else ((exact(item.value), step(item.value, item.printed)),)
    text = f"{item.text}（{WITHDRAWN}）" if item.note == WITHDRAWN else item.text
    return _Known(text, item.where, values)


def _wanted(cell: TableCell, evaluation: Evaluation) -> _Known | None:
    indicator = cell.item.indicator
    if cell.proposed:
        proposed = evaluation.proposed_breakdown(cell.item)
        where = entry(evaluation.plan, indicator, "proposal_content")
        return None if proposed is None else _computed(proposed[0], where)
    if cell.column.what is What.PLANNED:
        planned, where = indicator.planned_growth, entry(evaluation.plan, indicator, "planned_growth")
        return None if planned is None else _computed(exact(planned), where)
    target = indicator.target
    if target.value is None:
        return None
    return _Known(target.text, target.where, ((exact(target.value), step(target.value, target.printed)),))


def _assessed(cell: TableCell, evaluation: Evaluation) -> _Known | None:
    indicator, outcome = cell.item.indicator, cell.item.outcome
    if cell.column.what is What.AVERAGE:
        rates = [growth.value for growth in stated_yearly(indicator, evaluation.plan)]
        means = [average(rates, kind) for kind in Averaging] if rates else []
        values = tuple((mean, HUNDREDTH) for mean in means)
        return _Known(f"{signed(means[0])}%", indicator.where, values) if means else None
    if cell.column.what is What.CURRENT:
        # What the yearly breakdown starts from, which a part of a year is not for every indicator.
        starts = [one for one in (evaluation.breakdown(cell.item).start, outcome.current) if one is not None]
        values = tuple((one.value, EXACTLY) for one in starts)
        return _Known(number(starts[0].value), starts[0].observation.where, values) if starts else None
    progress = outcome.progress
    return (
        None if progress is None else _Known(percent(progress), indicator.where, ((progress * 100, EXACTLY),))
    )


def _of_way(cell: TableCell, evaluation: Evaluation) -> _Known | None:
    """Return a level or a change of the yearly breakdown."""
    proposed = evaluation.proposed_breakdown(cell.item) if cell.proposed else None
    if cell.proposed and proposed is None:
        return None
    value = _stepped(cell, proposed[1] if proposed else evaluation.breakdown(cell.item))
    return None if value is None else _computed(value, cell.item.indicator.where)


def _stepped(cell: TableCell, way: Breakdown) -> Fraction | None:
    what = cell.column.what
    steps = way.linear if what in (What.EVEN_LEVEL, What.EVEN_CHANGE) else way.compound
    one = next((one for one in steps if one.year == cell.column.year), None)
    if one is None:
        return None
    return one.change if what in (What.EVEN_CHANGE, What.RATE_CHANGE) else one.level


def _computed(value: Fraction, cell: str) -> _Known:
    return _Known(number(value), cell, ((value, EXACTLY),))
