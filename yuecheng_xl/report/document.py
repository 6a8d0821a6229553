"""draft → document: the template filled in, paragraph by paragraph, chart by chart, table by table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.disk.files import PRODUCT
from yuecheng_xl.findings import catalogue
from yuecheng_xl.findings.errors import TemplateError
from yuecheng_xl.report.lists import CHAPTERS
from yuecheng_xl.report.word import contents, paragraphs, properties, sections, tables
from yuecheng_xl.report.word.charts import ChartMaker
from yuecheng_xl.report.word.template import TEMPLATE
from yuecheng_xl.words.names import spoken
from yuecheng_xl.words.numerals import chinese

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document
    from docx.text.paragraph import Paragraph

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.report.draft import Draft


class _Prototypes(NamedTuple):
    """The paragraphs of the template that are filled in a way of their own; it may lack all but the first."""

    told: Paragraph
    heading: Paragraph | None
    caption: Paragraph | None
    adjustment: Paragraph | None
    contents: Paragraph | None
    field: Paragraph | None
    task: Paragraph | None
    ahead: Paragraph | None

    @classmethod
    def of(cls, document: Document) -> _Prototypes:
        """Find them.

        Raises:
            TemplateError: there is no paragraph for what is said of an indicator.

        """
        told, *others = (
            paragraphs.prototype(document, field)
            for field in (
                "叙述",
                "类别序",
                "图名",
                "调整理由",
                contents.FIELD,
                "领域序",
                "任务叙述",
                "举措叙述",
            )
        )
        if told is None:
            raise TemplateError(catalogue.PLACEHOLDER_MISSING.at(TEMPLATE, name="叙述"))
        return cls(told, *others)


def fill(document: Document, draft: Draft) -> list[Finding]:
    """Fill a document made from the template; return what was found wrong with the template.

    Raises:
        TemplateError: a placeholder of the template names no value, or the one of the paragraphs is missing.

    """
    for field in draft.omitted:
        sections.remove(document, field)
    draft = replace(draft, texts={**draft.texts, **sections.numbers(document, CHAPTERS)})
    # Everything is found before anything is filled in: a name in braces is no placeholder.
    prototypes = _Prototypes.of(document)
    others = paragraphs.others(document, prototypes)
    places = [(tables.find(document, table.known_by), table) for table in draft.tables]

    paragraphs.fill(others, draft.texts)
    findings = _fill_categories(document, draft, prototypes)
    for place, table in places:
        if place is not None:
            tables.fill(place, table.lines, table.columns, draft.texts, merged=table.merged)
    if prototypes.adjustment is not None:
        paragraphs.repeat(prototypes.adjustment, _adjustments(draft))
    _fill_fields(draft, prototypes)
    if prototypes.contents is not None:
        contents.fill(document, contents.reserve(prototypes.contents))
    properties.write(document, PRODUCT, draft.texts["规划名称"])
    return findings


def _fill_categories(document: Document, draft: Draft, prototypes: _Prototypes) -> list[Finding]:
    """Write a heading a category, a paragraph an indicator, and the charts below theirs."""
    told, heading, caption = prototypes.told, prototypes.heading, prototypes.caption
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
            name = spoken(indicator.name)
            write(told, {"序号": str(indicator.number), "指标": name, "叙述": one.text})
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


def _fill_fields(draft: Draft, prototypes: _Prototypes) -> None:
    """Write a heading a field of key tasks, a paragraph a task, and what lies ahead of each field."""
    heading, told = prototypes.field, prototypes.task
    if told is not None:
        anchor = heading or told
        for number, one in enumerate(draft.fields, 1):
            if heading is not None:
                texts = {**draft.texts, "领域序": chinese(number), "领域名": one.name}
                paragraphs.before(anchor, heading, texts)
            for place, (name, text) in enumerate(one.tasks, 1):
                texts = {**draft.texts, "任务序": str(place), "任务名": name, "任务叙述": text}
                paragraphs.before(anchor, told, texts)
        for prototype in filter(None, (heading, told)):
            paragraphs.remove(prototype)
    if prototypes.ahead is not None:
        ahead = [one for one in draft.fields if one.ahead]
        records = [
            {**draft.texts, "举措序": chinese(number), "举措领域": one.name, "举措叙述": one.ahead}
            for number, one in enumerate(ahead, 1)
        ]
        paragraphs.repeat(prototypes.ahead, records)


def _adjustments(draft: Draft) -> list[Mapping[str, str]]:
    return [
        {**draft.texts, "调整序": str(number), "调整指标": one.name, "调整理由": one.text}
        for number, one in enumerate(draft.adjustments, 1)
    ]
