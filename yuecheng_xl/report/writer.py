"""Write the report: the template filled in, chart by chart, table by table."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document
from docx.opc.exceptions import PackageNotFoundError

from yuecheng_xl.disk import files
from yuecheng_xl.disk.shipped import templates_folder
from yuecheng_xl.disk.written import Written
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.arguments import expect
from yuecheng_xl.findings.errors import InputFileError, TemplateError
from yuecheng_xl.messages import report as wording
from yuecheng_xl.plan.workbook import source_of
from yuecheng_xl.report import contents, paragraphs, properties, sections, tables
from yuecheng_xl.report.charts import ChartMaker
from yuecheng_xl.report.tables import NO_COLUMNS
from yuecheng_xl.rules import Evaluation
from yuecheng_xl.sheets.template import PLACEHOLDER
from yuecheng_xl.tables import table1, table2, yearly

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Indicator, Plan


def write_report(
    evaluation: Evaluation, out: str | Path | None = None, *, templates: str | Path | None = None
) -> Written:
    """Write a draft of the evaluation report in Word.

    Args:
        evaluation: of a plan that was read from a workbook.
        out: the document; by default ``<name>-评估报告.docx`` in the working folder.
        templates: folder of the templates, by default the shipped one.

    Raises:
        InputFileError: there is no template, or it is damaged.
        TemplateError: a placeholder of the template names no value.
        OutputError: the document cannot be written.
        TypeError: not an Evaluation.

    """
    expect(evaluation, Evaluation)
    path = files.result_path(source_of(evaluation.plan), out, "评估报告", ".docx")
    document = _open((Path(templates) if templates else templates_folder()) / paragraphs.TEMPLATE)
    scope = sections.scope(evaluation)
    findings = [*evaluation.findings, *_fill_indicators(document, evaluation, scope)]
    _fill_tables(document, evaluation, scope)
    paragraphs.repeat(document, "调整理由", [{**scope, **item} for item in sections.adjustments(evaluation)])
    listed = contents.reserve(document)
    _fill_rest(document, scope)
    if listed is not None:
        contents.fill(document, listed)
    properties.write(document, files.PRODUCT, scope["规划名称"])
    content = BytesIO()  # to memory first: writing may fail half-way
    document.save(content)
    findings += files.put(content.getvalue(), path)
    return Written(path, None, tuple(findings))


def _open(path: Path) -> WordDocument:
    if not path.is_file():
        raise InputFileError(catalogue.FILE_MISSING.at(file=path))
    try:
        return Document(str(path))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as cause:
        # python-docx passes on what the zip file or the XML in it made it stumble over.
        detail = type(cause).__name__
        raise InputFileError(catalogue.REPORT_TEMPLATE_DAMAGED.at(path.name, detail=detail)) from cause


def _fill_indicators(
    document: WordDocument, evaluation: Evaluation, scope: Mapping[str, str]
) -> list[Finding]:
    """Write a heading a category, a paragraph an indicator, and the charts below theirs."""
    told = paragraphs.prototype(document, "叙述")
    if told is None:
        raise TemplateError(catalogue.PLACEHOLDER_MISSING.at(paragraphs.TEMPLATE, name="叙述"))
    title = paragraphs.prototype(document, "类别序")
    caption = paragraphs.prototype(document, "图名")
    charts = ChartMaker(document)
    wanted = sections.charted(evaluation)
    anchor = title or told
    drawn = 0
    for number, (category, indicators) in enumerate(sections.by_category(evaluation), 1):
        if title is not None:
            paragraphs.before(anchor, title, {**scope, **sections.heading(number, category)})
        for facts in indicators:
            paragraphs.before(anchor, told, {**scope, **sections.indicator(facts)})
            if facts.indicator.number in wanted and charts.usable:
                drawn += 1
                _draw(charts, anchor, caption, facts.indicator, evaluation.plan, drawn, scope)
    charts.finish()
    for prototype in (title, told, caption):
        if prototype is not None:
            paragraphs.remove(prototype)
    if wanted and not drawn:
        return [catalogue.REPORT_CHART_MISSING.at(paragraphs.TEMPLATE, count=len(wanted))]
    return []


def _draw(
    charts: ChartMaker,
    anchor: Paragraph,
    caption: Paragraph | None,
    indicator: Indicator,
    plan: Plan,
    number: int,
    scope: Mapping[str, str],
) -> None:
    shown = [item for item in plan.periods if item.last_day <= plan.cutoff and indicator.observation(item)]
    values, growths = _plotted(indicator, plan, shown)
    title = wording.chart_title(indicator, plan, [period.year for period in shown])
    series = [(wording.value_series(indicator), values), (wording.GROWTH_SERIES, growths)]
    charts.insert(anchor, title, [str(period) for period in shown], series)
    if caption is not None:
        paragraphs.before(anchor, caption, {**scope, "图号": str(number), "图名": title})


def _plotted(
    indicator: Indicator, plan: Plan, shown: Sequence[object]
) -> tuple[list[float | None], list[float | None]]:
    values: list[float | None] = []
    growths: list[float | None] = []
    for period in plan.periods:
        if period not in shown:
            continue
        for found, gathered in (
            (indicator.observation(period), values),
            (indicator.growths.get(period), growths),
        ):
            gathered.append(None if found is None or found.value is None else float(found.value))
    return values, growths


def _fill_tables(document: WordDocument, evaluation: Evaluation, scope: Mapping[str, str]) -> None:
    """Fill the tables that the template has; one that staff took out is left out."""
    lines = table1.lines(evaluation)
    first = tables.find(document, "完成情况")
    if first is not None:
        column = next((i for i, cell in enumerate(first.rows[1].cells) if "{类别}" in cell.text), None)
        tables.fill(first, lines, scope, table1.periods(evaluation))
        if column is not None:
            tables.merge_runs(first, column, [line["类别"] for line in lines.records], 1)
    # Each is known by a field that no other table has.
    for field, rows, columns in (
        ("调整情况", table2.printed_lines(evaluation), NO_COLUMNS),
        ("等额水平", sections.breakdown(evaluation), yearly.years(evaluation)),
        ("类别欠进度", sections.categories(evaluation), NO_COLUMNS),
        ("单位欠进度", sections.departments(evaluation), NO_COLUMNS),
    ):
        table = tables.find(document, field)
        if table is not None:
            tables.fill(table, rows, scope, columns)


def _fill_rest(document: WordDocument, scope: Mapping[str, str]) -> None:
    """Fill the placeholders of the whole plan, headers and footers included."""
    parts = [*document.paragraphs]
    for section in document.sections:
        for margin in (section.header, section.footer, section.even_page_header, section.even_page_footer):
            if not margin.is_linked_to_previous:
                parts += margin.paragraphs
    for paragraph in parts:
        if PLACEHOLDER.search(paragraph.text):
            paragraphs.substitute(paragraph, scope)
            if not paragraph.text.strip():
                paragraphs.remove(paragraph)
