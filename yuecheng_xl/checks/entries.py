"""Where in the workbook an entry of an indicator stands, for findings to name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.grid.places import letters

if TYPE_CHECKING:
    from yuecheng_xl.plan import Indicator, Plan


def entry(plan: Plan, indicator: Indicator, field: str) -> str:
    """Return the address of a field of ``plan.columns.HEADERS``; the name's cell without such a column."""
    table = plan.table_of(indicator)
    column = table.columns.get(field) if table else None
    if table is None or column is None:
        return indicator.where
    return f"{table.sheet}!{letters(column)}{indicator.row}"
