"""Read the target column (目标): a bound and a value, or words."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.grid import CellKind
from yuecheng_xl.plan.model import Target
from yuecheng_xl.plan.observation import address
from yuecheng_xl.plan.observation_reader import printed
from yuecheng_xl.plan.scaled import meant
from yuecheng_xl.typed.figure import digits, from_number
from yuecheng_xl.typed.goal import Goal, Sense, Unclear, read_goal, says_number
from yuecheng_xl.typed.printed import Printed
from yuecheng_xl.typed.unit import canonical, factor, is_percent, is_share

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from yuecheng_xl.findings import Finding, Kind
    from yuecheng_xl.grid import Cell

_UNCLEAR = {Unclear.SEVERAL: catalogue.TARGET_SEVERAL, Unclear.OTHER_YEAR: catalogue.TARGET_OTHER_YEAR}
_WITHOUT_UNIT = (Sense.TIMES, Sense.ROW, Sense.BASE)
_PER_YEAR = "/年"
_OF_PLACES = ("位", "", "/", "-", "—")
"""What the unit column of a rank holds."""


def read_target(
    cell: Cell | None,
    name: str,
    unit: str,
    place: tuple[str, int],
    *,
    qualitative: bool,
    target_year: int | None = None,
) -> tuple[Target, list[Finding]]:
    """Read a target in the indicator's unit.

    Words without digits are a qualitative target. Words with digits are one only where the data type
    says 定性 (``qualitative``); else they are more likely a figure that somebody mistyped. ``place`` is
    the target's column, with the sheet, and its row; ``target_year`` is the plan's.
    """
    shown = printed(cell)
    column, row = place
    target = partial(Target, column=column, row=row)

    def finding(kind: Kind, **fields: object) -> list[Finding]:
        return [kind.at(address(column, row), name=name, **fields)]

    if cell is None or not (shown.text or cell.kind in (CellKind.NOT_CALCULATED, CellKind.STALE)):
        return target(Printed(), readable=False), finding(catalogue.TARGET_MISSING)
    if cell.kind is CellKind.NUMBER and isinstance(cell.value, int | float):
        value = meant(from_number(cell.value), cell.text, cell.number_format, unit).value
        # 0.65 shown as 65% under a unit of % is 65. [13.5] may be a number format.
        value = value * 100 if cell.in_percent and is_percent(unit) else value
        return target(shown, value, cumulated=shown.text.startswith(("[", "〔", "【"))), []
    if cell.kind is CellKind.STRUCK:
        return target(shown, readable=False), finding(catalogue.STRUCK, what="目标", text=shown.text)
    goal = read_goal(cell.text, cell.raised, target_year) if cell.kind is CellKind.TEXT else None
    if isinstance(goal, Unclear) and not qualitative:
        found = finding(_UNCLEAR[goal], text=shown.text)
        return target(shown, readable=False), found
    if not isinstance(goal, Goal):
        if cell.kind is CellKind.TEXT and (qualitative or not says_number(cell.text)):
            return target(shown), []
        return target(shown, readable=False), finding(catalogue.TARGET_UNREADABLE, text=shown.text)
    goal, scale = _in_unit(goal, unit)
    if scale is None and qualitative:
        return target(shown), []  # 2025年前建成
    if scale is None:
        return target(shown, readable=False), finding(
            catalogue.UNIT_MISMATCH, what="目标", text=shown.text, unit=unit
        )
    return _target(goal, scale, unit, target, shown, finding)


def in_words(target: Target) -> Target:
    """Return a target beside which no figures stand: what may be words, 高于GDP增长, then is words."""
    if not target.takes_words or target.is_qualitative:
        return target
    return Target(target.printed, column=target.column, row=target.row)


def _target(
    goal: Goal,
    scale: Decimal,
    unit: str,
    target: Callable[..., Target],
    shown: Printed,
    finding: Callable[..., list[Finding]],
) -> tuple[Target, list[Finding]]:
    figure = goal.figure
    value = figure.value * scale
    findings = []
    if scale != 1:
        converted = digits(value)
        findings += finding(
            catalogue.UNIT_CONVERTED, what="目标", text=shown.text, unit=unit, value=converted
        )
    if goal.rest:
        findings += finding(catalogue.TARGET_PART_UNUSED, text=shown.text, rest=goal.rest)
    scaled = replace(
        goal,
        upper=None if goal.upper is None else goal.upper * scale,
        beside=None if goal.beside is None else goal.beside * scale,
    )
    said = scaled if scaled != Goal(figure, rest=goal.rest) else None
    read = partial(target, shown, bound=figure.bound, cumulated=figure.cumulated, yearly=figure.yearly)
    if goal.sense is Sense.LEVEL:
        return read(value=value, said=said), findings
    return read(said=said, amount=value), findings


def _in_unit(goal: Goal, unit: str) -> tuple[Goal, Decimal | None]:
    """Return what a goal's figure is multiplied by to be in the indicator's unit, if it can be."""
    figure = goal.figure
    one = factor("%", "%")
    if goal.place:
        return goal, one if canonical(unit) in _OF_PLACES else None
    if goal.sense in _WITHOUT_UNIT or not figure.unit:
        return goal, one
    if goal.sense is Sense.PERCENT:
        return goal, factor(figure.unit, "%")
    if is_percent(figure.unit) and figure.yearly:
        return goal, factor(figure.unit, "%")  # a growth is in percent, whatever the unit of the level
    if figure.cumulated and figure.unit == "%" and not is_share(unit):
        return replace(goal, sense=Sense.PERCENT), one  # [13.5%] of a level
    scale = factor(figure.unit, unit)
    if scale is None and figure.unit.endswith(_PER_YEAR) and goal.sense is Sense.LEVEL:
        yearly = figure.unit.removesuffix(_PER_YEAR)  # 2000套/年
        if is_percent(yearly):
            return replace(goal, figure=replace(figure, yearly=True)), factor(yearly, "%")
        return replace(goal, sense=Sense.YEARLY_SUM), factor(yearly, unit)
    return goal, scale
