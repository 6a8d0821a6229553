"""Read the target column (目标): a bound and a value, or words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yuecheng_xl.grid import CellKind
from yuecheng_xl.messages import catalogue
from yuecheng_xl.plan.figure import from_number, read_figure
from yuecheng_xl.plan.model import Printed, Target
from yuecheng_xl.plan.observation import printed
from yuecheng_xl.plan.text import normalise
from yuecheng_xl.plan.unit import factor, is_percent

if TYPE_CHECKING:
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.grid import Cell


def read_target(
    cell: Cell | None, name: str, unit: str, where: str, *, qualitative: bool
) -> tuple[Target, list[Finding]]:
    """Read a target in the indicator's unit.

    Words without digits are a qualitative target. Words with digits are one only where the data type
    says 定性 (``qualitative``); else they are more likely a figure that somebody mistyped.
    """
    shown = printed(cell)
    if cell is None or not (shown.text or cell.kind is CellKind.NOT_CALCULATED):
        return Target(Printed(), readable=False), [catalogue.TARGET_MISSING.at(where, name=name)]
    if cell.kind is CellKind.NUMBER and isinstance(cell.value, int | float):
        value = from_number(cell.value)
        # 0.65 shown as 65% under a unit of % is 65. [13.5] may be a number format.
        value = value * 100 if cell.in_percent and is_percent(unit) else value
        return Target(shown, value, cumulated=bool(re.match(r"^[\[〔【]", shown.text))), []
    unreadable = (
        Target(shown, readable=False),
        [catalogue.TARGET_UNREADABLE.at(where, name=name, text=shown.text)],
    )
    if cell.kind is not CellKind.TEXT:
        return unreadable
    figure = read_figure(cell.text, cell.raised)
    if figure is None:
        words = qualitative or not re.search(r"\d", normalise(cell.text))
        return (Target(shown), []) if words else unreadable
    # A yearly growth is in percent, whatever the unit of the level.
    scale = (
        factor(figure.unit, "%" if figure.yearly and is_percent(figure.unit) else unit) if figure.unit else 1
    )
    if scale is None and qualitative:
        return Target(shown), []  # 2025年前建成
    if scale is None:
        return Target(shown, readable=False), [
            catalogue.UNIT_MISMATCH.at(where, name=name, what="目标", text=shown.text, unit=unit)
        ]
    findings = []
    if scale != 1:
        converted = f"{(figure.value * scale).normalize():f}"
        findings = [
            catalogue.UNIT_CONVERTED.at(
                where, name=name, what="目标", text=shown.text, unit=unit, value=converted
            )
        ]
    return Target(shown, figure.value * scale, figure.bound, figure.cumulated, figure.yearly), findings
