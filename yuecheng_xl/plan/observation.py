"""An observation (数据): one period's value with its status, and the text as it was filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yuecheng_xl.typed.figure import Bound

if TYPE_CHECKING:
    from decimal import Decimal

    from yuecheng_xl.typed.period import Period
    from yuecheng_xl.typed.printed import Printed
    from yuecheng_xl.typed.status import Status


def address(column: str, row: int) -> str:
    """Return a cell's address, ``指标总表!F2``, from sheet and column, ``指标总表!F``, and the row."""
    return f"{column}{row}" if row else column


@dataclass(frozen=True, slots=True)
class Observation:
    """One period's value with its status, and the text as it was filled in.

    ``value`` is in the indicator's unit (growth: percent); None where the status says why there is
    none. ``cumulated`` marks a figure that already is the sum since the base year. ``column`` (with its
    sheet) and ``row`` say where it stands: apart, as whole addresses take more memory than all figures.
    """

    period: Period
    value: Decimal | None
    status: Status
    printed: Printed
    note: str = ""
    bound: Bound = Bound.NONE
    cumulated: bool = False
    column: str = ""
    row: int = 0

    @property
    def where(self) -> str:
        """The address that findings show."""
        return address(self.column, self.row)

    @property
    def text(self) -> str:
        """The text as it was filled in."""
        return self.printed.text
