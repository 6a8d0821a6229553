"""Drafts of twelve plans: they agree with their workbooks, no slip passes, and they can be signed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import Workbook

import yuecheng_xl as yx
from tests.plans import PLANS, rows, settings
from yuecheng_xl.checks.report import check_paragraphs
from yuecheng_xl.checks.report.reading.source import Paragraph, read_report
from yuecheng_xl.report.draft import compose
from yuecheng_xl.report.writer import write_report


class Drafted(NamedTuple):
    """An evaluated plan, and its draft as ``check --report`` reads it, from chapter 一 on."""

    evaluation: yx.Evaluation
    text: list[Paragraph]


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Drafted]:
    """Write, evaluate and draft a plan of the table, once each."""
    known: dict[str, Drafted] = {}

    def draft(name: str) -> Drafted:
        if name not in known:
            folder = tmp_path_factory.mktemp("草稿")
            info, table = PLANS[name]
            book = Workbook()
            sheet = book.worksheets[0]
            sheet.title = "指标总表"
            for title, lines in {"指标总表": list(rows(table)), "规划信息": settings(info)}.items():
                target = sheet if title == sheet.title else book.create_sheet(title)
                for line in lines:
                    target.append(line)
            book.save(folder / "总表.xlsx")
            evaluation = yx.evaluate(yx.read_workbook(folder / "总表.xlsx"))
            known[name] = Drafted(evaluation, _written(evaluation, folder / "草稿.docx"))
        return known[name]

    return draft


def _written(evaluation: yx.Evaluation, path: Path) -> list[Paragraph]:
    write_report(evaluation, path)
    read = read_report(path).paragraphs
    first = next(place for place, item in enumerate(read) if item.text.startswith("评估以"))
    return read[first:]


every_plan = pytest.mark.parametrize("name", PLANS)


@every_plan
def test_a_draft_contradicts_nothing_in_its_workbook(drafted: Callable[[str], Drafted], name: str) -> None:
    evaluation, text = drafted(name)
    checked = check_paragraphs(evaluation, text)

    assert [str(finding) for finding in checked.findings] == []
    assert checked.named == len(evaluation.assessments)


FIGURE = re.compile(r"(?<![\d.A-Za-z/])\d+(?:\.\d+)?(?!\d|\.\d|年|[-—]\d{4}年)")
# No figures of an indicator: names, notes, numbers of tables and paragraphs, years of the data.
NO_FIGURES = re.compile(r"近12个月|PM2\.5|表\d|^\d+．|\d+-\d+月|10万|20\d\d年|^注：.*")


def slips(text: str) -> Iterator[str]:
    """Yield a text with each of its figures changed."""
    for match in FIGURE.finditer(text):
        if any(one.start() <= match.start() < one.end() for one in NO_FIGURES.finditer(text)):
            continue
        decimals = len(match[0].partition(".")[2])
        yield f"{text[: match.start()]}{float(match[0]) * 1.31 + 1:.{decimals}f}{text[match.end() :]}"


@every_plan
def test_a_slip_in_a_draft_is_noticed(drafted: Callable[[str], Drafted], name: str) -> None:
    evaluation, text = drafted(name)
    heading = Paragraph("", "")
    tried, overlooked = 0, []
    for item in text:
        heading = item if item.is_heading else heading
        for changed in slips(item.text):
            tried += 1
            if not check_paragraphs(evaluation, [heading, replace(item, text=changed)]).findings:
                overlooked.append(changed)

    assert tried > 20
    assert len(overlooked) <= tried * 0.05, overlooked


# What no official signs, each a kind of slip of a machine.
CLUMSY = {
    "doubled punctuation": r"[，。；、：][，。；、：]",
    "empty brackets": r"（）|《》|“”|\(\)",
    "doubled brackets": r"（[^（）]{0,3}（|））",
    "a bound said twice": r"以[内上下]{1}[^，。；]{0,2}以[内上下]|以内[）)]?范围以内|以上[^，。；]{0,2}以上",
    "a dash for a unit": r"\d[—－-]+(?![\d年])",
    "a negative growth": r"(?:增长|下降|提高|降低|增加|减少|上升|前移|后移|差|高于|低于)-",
    "a place that is not whole": r"\d\.\d+位",
    "a change of nought": r"(?:增长|下降|提高|降低|增加|减少|上升|前移|后移)0(?:\.0+)?(?![\d.])",
    "a standstill against": r"比上年持平|比\d{4}年持平",
    "a concession without its but": r"虽然[^。；]{0,60}，建议",
    "a word twice": r"(预计|初步统计|百分点|指标|同比|规划目标|责任单位)\1",
    "a note cut in two": r"年为?[\d.]*，起",
    "a death rate that is raised": r"死亡率[^。]*(?:提高|增加)[\d.]",
    "half of the time gone at two fifths": r"时间进度（(?!50%)[\d.]+%）[^。]*时间过半",
    "office slang": r"欠进度|最好水平",
    "a mark of a machine": r"[{}]|None|nan|\s|\d\.\d{5}|-0(?!\d)",
    "a sentence that begins with a mark": r"^[，。；、：]|。[，；、：]",
    "an achievement met": r"完成[^，。；]{0,16}要求",
}  # fmt: skip


@every_plan
def test_a_draft_can_be_signed(drafted: Callable[[str], Drafted], name: str) -> None:
    evaluation, text = drafted(name)
    texts = [item.text for item in text] + list(compose(evaluation).texts.values())

    assert {kind: found for kind, pattern in CLUMSY.items() if (found := _matching(pattern, texts))} == {}
    assert [item.text for item in text if "。" in item.text and not item.text.endswith("。")] == []


def _matching(pattern: str, texts: list[str]) -> list[str]:
    return [f"{match[0]}: {text}" for text in texts if (match := re.search(pattern, text))]


@every_plan
def test_a_figure_has_the_decimals_of_its_cell(drafted: Callable[[str], Drafted], name: str) -> None:
    evaluation, text = drafted(name)
    said = "".join(item.text for item in text)
    figures = [
        one.text
        for item in evaluation.assessments
        for one in (*item.indicator.series, *item.indicator.stated_growth)
        if one.period.end > evaluation.plan.base_year and re.fullmatch(r"\d+(?:\.\d+)?", one.text)
    ]

    assert [figure for figure in figures if figure != "0" and not _stands(figure, said)] == []


def _stands(figure: str, text: str) -> bool:
    return re.search(rf"(?<![\d.]){re.escape(figure)}(?![\d]|\.\d)", text) is not None
