"""draft → document: the template filled in, paragraph by paragraph, chart by chart, table by table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.disk.files import PRODUCT
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import TemplateError
from yuecheng_xl.report.word import contents, paragraphs, properties, tables
from yuecheng_xl.report.word.charts import ChartMaker
from yuecheng_xl.report.word.template import TEMPLATE
from yuecheng_xl.words.numerals import chinese

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document
    from docx.text.paragraph import Paragraph

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.report.draft import Draft


def fill(document: Document, draft: Draft) -> list[Finding]:
    """Fill a document made from the template; return what was found wrong with the template.

    Raises:
        TemplateError: a placeholder of the template names no value, or the one of the paragraphs is missing.

    """
    findings = _fill_categories(document, draft)
    for table in draft.tables:
        tables.fill(document, table.known_by, table.lines, table.columns, draft.texts, merged=table.merged)
    paragraphs.repeat(document, "调整理由", _adjustments(draft))
    listed = contents.reserve(document)
    paragraphs.fill_rest(document, draft.texts)
    if listed is not None:
        contents.fill(document, listed)
    properties.write(document, PRODUCT, draft.texts["规划名称"])
    return findings


def _fill_categories(document: Document, draft: Draft) -> list[Finding]:
    """Write a heading a category, a paragraph an indicator, and the charts below theirs."""
    told = paragraphs.prototype(document, "叙述")
    if told is None:
        raise TemplateError(catalogue.PLACEHOLDER_MISSING.at(TEMPLATE, name="叙述"))
    heading = paragraphs.prototype(document, "类别序")
    caption = paragraphs.prototype(document, "图名")
    maker = ChartMaker(document)
    anchor = heading or told
    charts = 0

    def write(prototype: Paragraph | None, texts: Mapping[str, str]) -> None:
        if prototype is not None:
            paragraphs.before(anchor, prototype, {**draft.texts, **texts})

    for number, category in enumerate(draft.categories, 1):
        write(heading, {"类别序": chinese(number), "类别": category.name})
        for one in category.paragraphs:
            indicator, chart = one.facts.indicator, one.chart
            write(told, {"序号": str(indicator.number), "指标": indicator.name, "叙述": one.text})
            if chart is None:
                continue
            charts += 1
            if maker.usable:
                maker.insert(anchor, chart.title, chart.periods, chart.series)
                write(caption, {"图号": str(charts), "图名": chart.title})
    maker.finish()
    for prototype in (heading, told, caption):
        if prototype is not None:
            paragraphs.remove(prototype)
    if charts and not maker.usable:
        return [catalogue.REPORT_CHART_MISSING.at(TEMPLATE, count=charts)]
    return []


def _adjustments(draft: Draft) -> list[Mapping[str, str]]:
    return [
        {**draft.texts, "调整序": str(number), "调整指标": one.name, "调整理由": one.text}
        for number, one in enumerate(draft.adjustments, 1)
    ]
