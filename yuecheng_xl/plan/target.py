"""Read the target column (目标): a bound and a value, or words."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.grid import CellKind
from yuecheng_xl.plan.model import Target
from yuecheng_xl.plan.observation import address
from yuecheng_xl.plan.observation_reader import printed
from yuecheng_xl.typed.figure import from_number, read_figure
from yuecheng_xl.typed.printed import Printed
from yuecheng_xl.typed.text import normalise
from yuecheng_xl.typed.unit import factor, is_percent

if TYPE_CHECKING:
    from yuecheng_xl.findings import Finding, Kind
    from yuecheng_xl.grid import Cell

_DIGIT = re.compile(r"\d")


def read_target(
    cell: Cell | None, name: str, unit: str, place: tuple[str, int], *, qualitative: bool
) -> tuple[Target, list[Finding]]:
    """Read a target in the indicator's unit.

    Words without digits are a qualitative target. Words with digits are one only where the data type
    says 定性 (``qualitative``); else they are more likely a figure that somebody mistyped. ``place`` is
    the target's column, with the sheet, and its row.
    """
    shown = printed(cell)
    column, row = place
    target = partial(Target, column=column, row=row)

    def finding(kind: Kind, **fields: object) -> list[Finding]:
        return [kind.at(address(column, row), name=name, **fields)]

    if cell is None or not (shown.text or cell.kind in (CellKind.NOT_CALCULATED, CellKind.STALE)):
        return target(Printed(), readable=False), finding(catalogue.TARGET_MISSING)
    if cell.kind is CellKind.NUMBER and isinstance(cell.value, int | float):
        value = from_number(cell.value)
        # 0.65 shown as 65% under a unit of % is 65. [13.5] may be a number format.
        value = value * 100 if cell.in_percent and is_percent(unit) else value
        return target(shown, value, cumulated=shown.text.startswith(("[", "〔", "【"))), []
    if cell.kind is CellKind.STRUCK:
        return target(shown, readable=False), finding(catalogue.STRUCK, what="目标", text=shown.text)
    figure = read_figure(cell.text, cell.raised) if cell.kind is CellKind.TEXT else None
    if figure is None:
        digits = _DIGIT.search(normalise(cell.text))
        if cell.kind is CellKind.TEXT and (qualitative or not digits):
            return target(shown), []
        return target(shown, readable=False), finding(catalogue.TARGET_UNREADABLE, text=shown.text)
    # A yearly growth is in percent, whatever the unit of the level.
    scale = (
        factor(figure.unit, "%" if figure.yearly and is_percent(figure.unit) else unit) if figure.unit else 1
    )
    if scale is None and qualitative:
        return target(shown), []  # 2025年前建成
    if scale is None:
        return target(shown, readable=False), finding(
            catalogue.UNIT_MISMATCH, what="目标", text=shown.text, unit=unit
        )
    value = figure.value * scale
    findings = []
    if scale != 1:
        converted = f"{value.normalize():f}"
        findings = finding(catalogue.UNIT_CONVERTED, what="目标", text=shown.text, unit=unit, value=converted)
    return target(shown, value, figure.bound, figure.cumulated, figure.yearly), findings
