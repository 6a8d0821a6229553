"""图表: one native chart an indicator marked 配图, columns for the value, a line for the growth."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef, StrRef
from openpyxl.chart.series import SeriesLabel
from openpyxl.utils import get_column_letter, quote_sheetname

from yuecheng_xl.errors import TemplateError
from yuecheng_xl.messages import catalogue
from yuecheng_xl.plan.model import Printed
from yuecheng_xl.results.layout import break_pages, fit_row_heights
from yuecheng_xl.results.render import Band, render, substitute

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from yuecheng_xl.plan import Observation
    from yuecheng_xl.results.render import Record
    from yuecheng_xl.results.sheets.page import Page

TITLE = "图表"


def fill(page: Page) -> None:
    """Fill the table of values and growth, and set the template's chart below it, once an indicator.

    The template's first chart is the prototype: its formats stay, its data, title and place change.
    """
    plan = page.evaluation.plan
    chosen = [item.indicator for item in page.evaluation.assessments if item.indicator.has_chart]
    records: list[Record] = [
        {
            "图号": number,
            "指标": indicator.name,
            "单位": indicator.unit,
            "数值": [_plotted(indicator.observation(period)) for period in plan.periods],
            "增速": [_plotted(indicator.growths.get(period)) for period in plan.periods],
        }
        for number, indicator in enumerate(chosen, 1)
    ]
    rows = Band.of("图号 指标 单位 数值 增速", records)
    columns = Band.of("时期", [{"时期": str(period)} for period in plan.periods])
    scope = {**page.scope, "截止年": max(period.year for period in plan.periods)}
    rendered = render(page.template, page.target, scope, [rows], [columns])
    fit_row_heights(page.target, 1, page.target.max_row)
    if not chosen:
        return
    # openpyxl has no public list of a sheet's charts.
    charts: list[Any] = getattr(page.template, "_charts", [])
    if not charts:
        raise TemplateError(catalogue.CHART_MISSING.at(page.template.title, sheet=page.template.title))
    prototype = charts[0]
    header, left = rendered.cell("时期")
    right = left + len(plan.periods) - 1
    plotted_rows = zip(rendered.repeated_rows("数值"), rendered.repeated_rows("增速"), strict=True)
    first = top = page.target.max_row + 2
    blocks = []
    for record, pair in zip(records, plotted_rows, strict=True):
        chart = deepcopy(prototype)
        _set_title(chart, {**scope, **record}, page.template)
        for part, row in zip(chart._charts, pair, strict=False):
            _plot(part.series[0], page.target.title, header, row, (left, right))
        _drop_runs_of_formats(chart)
        bottom = _move(chart, top)
        blocks.append((top, bottom))
        top = bottom + 2
        page.target.add_chart(chart)
    break_pages(page.target, blocks, first - 1)


def _plotted(observation: Observation | None) -> Printed:
    """Return the figure as a number with the format that it was filled in with, or a gap."""
    if observation is None or observation.value is None:
        return Printed()
    # A number stays as it was filled in: 0.973 shown as 97.3% keeps its value with its format.
    return (
        observation.printed
        if observation.printed.number is not None
        else Printed("", float(observation.value))
    )


def _set_title(chart: Any, values: Record, template: Worksheet) -> None:  # noqa: ANN401 - openpyxl's chart
    """Replace the placeholders in the prototype's title, its formats kept."""
    if chart.title is None or chart.title.tx is None or chart.title.tx.rich is None:
        return
    for paragraph in chart.title.tx.rich.p:
        for run in paragraph.r or ():
            run.t = substitute(run.t or "", values, template)


def _drop_runs_of_formats(chart: Any) -> None:  # noqa: ANN401
    """Take out the runs that openpyxl puts into text formats: a format of labels has no text of its own."""
    formatted = [chart.legend]
    for part in chart._charts:
        formatted += [part.x_axis, part.y_axis, *(series.dLbls for series in part.series)]
    for item in formatted:
        properties = getattr(item, "txPr", None)
        for paragraph in properties.p if properties is not None else ():
            paragraph.r = []


def _plot(series: Any, sheet: str, header: int, row: int, columns: tuple[int, int]) -> None:  # noqa: ANN401
    """Point a series at one row: name to the left of the first period, periods in the header."""
    name = quote_sheetname(sheet)
    left, right = (get_column_letter(column) for column in columns)
    label = get_column_letter(columns[0] - 1)
    series.tx = SeriesLabel(strRef=StrRef(f"{name}!${label}${row}"))
    series.cat = AxDataSource(strRef=StrRef(f"{name}!${left}${header}:${right}${header}"))
    series.val = NumDataSource(numRef=NumRef(f=f"{name}!${left}${row}:${right}${row}"))


def _move(chart: Any, top: int) -> int:  # noqa: ANN401
    """Move a chart so that it begins at a row; return its last row."""
    start = chart.anchor._from
    shift = top - 1 - start.row
    start.row += shift
    end = getattr(chart.anchor, "to", None)
    if end is not None:
        end.row += shift
        return int(end.row) + 1
    row_height = 20 * 9525  # a default row of 15 points, in EMU
    return top + -(-int(chart.anchor.ext.height) // row_height)
