"""图表: one native chart an indicator marked 配图, columns for the value, a line for the growth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import TemplateError
from yuecheng_xl.grid.places import letters
from yuecheng_xl.sheets.charts import Drawing, Series, first_chart
from yuecheng_xl.sheets.workbook import quote_title
from yuecheng_xl.tables import charts, table1

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.results.slot import Slot
    from yuecheng_xl.sheets.render import Rendered
    from yuecheng_xl.typed.values import Record

TITLE = "图表"


def fill(slot: Slot) -> Rendered:
    """Fill the table of values and growth, and set the template's chart below it, once an indicator.

    The template's first chart is the prototype: its formats stay, its data, title and place change.
    """
    evaluation = slot.evaluation
    lines, periods = charts.lines(evaluation), table1.periods(evaluation)
    rendered = slot.render([lines], [periods], charts.scope(evaluation))
    if lines.records:
        _draw(slot, rendered, lines.records, len(periods.records))
    return rendered


def _draw(slot: Slot, rendered: Rendered, records: Sequence[Record], periods: int) -> None:
    template = slot.template
    prototype = first_chart(template.book.package, template.book.book.sheet(template.title))
    if prototype is None:
        raise TemplateError(catalogue.CHART_MISSING.at(template.title, sheet=template.title))
    header, left = rendered.cell("时期")
    plotted = zip(records, rendered.repeated_rows("数值"), rendered.repeated_rows("增速"), strict=True)
    drawing = Drawing(prototype, slot.book.package)
    top = rendered.last_row + 2
    blocks = []
    for record, *pair in plotted:
        series = [_series(slot.title, header, row, left, periods) for row in pair]
        bottom = drawing.add(top, series, lambda text, record=record: rendered.substitute(text, record))  # type: ignore[misc]
        blocks.append((top, bottom))
        top = bottom + 2
    assert rendered.sheet is not None  # noqa: S101 - the slot put it in
    rendered.draw(drawing.put_in(rendered.sheet), drawing.drawn)
    rendered.keep_together(blocks)


def _series(sheet: str, header: int, row: int, left: int, periods: int) -> Series:
    """Return what a row draws: its name to the left of the first period, the periods in the header."""
    name = quote_title(sheet)
    first, last, label = (letters(column) for column in (left, left + periods - 1, left - 1))
    return Series(
        f"{name}!${label}${row}",
        f"{name}!${first}${header}:${last}${header}",
        f"{name}!${first}${row}:${last}${row}",
    )
