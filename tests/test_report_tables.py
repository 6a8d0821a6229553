"""Tables of a report held against the workbook cell by cell, whatever program made them."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest

import yuecheng_xl as yx
from yuecheng_xl.checks.report import check_paragraphs
from yuecheng_xl.checks.report.reading.source import read_report
from yuecheng_xl.checks.report.reading.tables import Table
from yuecheng_xl.report.writer import write_report

HEADER = [
    "类别", "序号", "指标", "单位", "2025年目标", "2020年", "2021年", "2022年", "2023年上半年",
    "2022年增速", "规划年均增速", "方向", "数据类型", "责任单位", "口径变化", "部门建议", "建议内容",
]  # fmt: skip
UP = "越高越好"
ROWS = [
    HEADER,
    ["经济", 1, "工业增加值", "亿元", 260, 180, 195.4, 207.6, "104.30", 5.1, 7.6, UP, "时期数", "经信局"],
    ["经济", 2, "出口总额", "亿元", "90以上", 66, 70.2, 61.5, 33, -12.4, 6.4, UP, "时期数", "商务局"],
    ["民生", 3, "垃圾资源化率", "%", "≥93", 91.0, 92.4, 90.8, 91.5, None, None, UP, "比率", "环境局"],
    ["民生", 4, "开发区排名", "位", 50, 80, 74, 96, "—", None, None, "越低越好", "位次", "经信局",
     "评价体系变化", "调整目标", "由50位调整为70位"],
    ["民生", 5, "城镇登记失业率", "%", "＜3.5", 2.9, 2.8, "停止统计", None, None, None, "越低越好", "比率"],
]  # fmt: skip
CUTOFF = [["项目", "内容"], ["基期", 2020], ["目标年", 2025], ["评估时点", "2023年6月30日"]]


@pytest.fixture
def plan(assess: Callable[..., yx.Evaluation]) -> yx.Evaluation:
    return assess(ROWS, 规划信息=CUTOFF)


@pytest.fixture
def codes(plan: yx.Evaluation) -> Callable[..., list[str]]:
    """Return the codes found in a table of rows, each a text with bars between its cells."""

    def run(*rows: str) -> list[str]:
        table = Table(tuple(tuple(row.split("|")) for row in rows), "报告.docx 第1个表")
        findings = check_paragraphs(plan, (), "", [table]).findings
        return [finding.code for finding in findings if finding.code != "F1253"]

    return run


SUMMARY = "序号|指标名称|单位|2022年|2022年增速（%）|规划目标|完成进度|完成情况"
CASES: list[tuple[str, str, list[str]]] = [
    (SUMMARY, "1|工业增加值|亿元|207.6|5.1|260|34.5%|未完成", []),
    (SUMMARY, "1|工业增加值|万元|2076000|5.1|2600000|34.5|未完成", []),
    (SUMMARY, "1|工业增加值|亿元|208|5|260|35%|滞后", []),  # rounded
    (SUMMARY, "1|工业增加值|亿元|206.7|5.1|260|34.5%|未完成", ["F1267"]),
    (SUMMARY, "1|工业增加值|亿元|207.6|1.5|260|34.5%|未完成", ["F1267"]),
    (SUMMARY, "1|工业增加值|亿元|207.6|5.1|280|34.5%|未完成", ["F1267"]),
    (SUMMARY, "1|工业增加值|亿元|207.6|5.1|260|73.7%|未完成", ["F1267"]),
    (SUMMARY, "1|工业增加值|亿元|207.6|5.1|260|34.5%|已完成", ["F1267"]),
    (SUMMARY, "1|工业增加值|亿元|未出||260|34.5%|有差距", []),  # words are not compared
    (SUMMARY, "1|工业增加值|公顷|207|||| ", []),  # neither is a unit that does not convert
    (SUMMARY, "1|某新指标|亿元|1|2|3|4|完成", []),
    (SUMMARY, "2|出口总额|亿元|61.5|-12.4|90以内|-18.8%|未完成", ["F1267"]),  # a floor made a ceiling
    (SUMMARY, "4|开发区排名|位|第96位||50|—|未完成", []),
    ("指标|2021年|2022年|规划年均增速", "5.城镇登记失业率|2.8|3.1|", ["F1267"]),  # nothing there
    ("指标|2021年|2022年|规划年均增速", "出口总额|70.2|61.5|6.4", []),
    ("指标|2021年|2022年|规划年均增速", "出口总额|70.2|61.5|4.6", ["F1267"]),
    ("指标|平均增速", "工业增加值|5.1%", []),
    ("指标|平均增速", "工业增加值|9.9%", ["F1267"]),
    ("指标|平均增速", "垃圾资源化率|9.9%", []),  # none is stated
    ("指标|2022年等额须达到", "工业增加值|9.9", []),  # a year that is over
    ("指标|现值|现值时期", "工业增加值|210|", ["F1267"]),
    ("指标|2024年等额须达到|2024年等额变化", "垃圾资源化率|92.4|0.6", []),
    ("指标|2024年等额须达到|2024年等额变化", "垃圾资源化率|92.9|0.6", ["F1267"]),
    ("指标|2024年等额须达到|2024年等额变化", "垃圾资源化率|92.4|0.9", ["F1267"]),
    ("指标|目标|2025年等额须达到", "开发区排名（按建议目标）|70|70", []),
    ("指标|目标|2025年等额须达到", "开发区排名（按建议目标）|50|50", ["F1267", "F1267"]),
    ("指标|目标|2025年等额须达到", "出口总额（按建议目标）|50|50", []),  # none is proposed
    ("序号|指标|调整事项|调整情况", "1|开发区排名|目标|建议由50位调整为70位", []),
    ("序号|指标|调整事项|调整情况", "1|开发区排名|目标|建议由60位调整为90位", ["F1259", "F1259"]),
    ("类别|指标数|完成|落后", "经济|2|0|2", []),
    ("类别|指标数|完成|落后", "民生|3|0|1", ["F1265"]),
    ("类别|指标数|完成|落后", "合计|6|0|4", ["F1265"]),
    ("责任单位|指标数|落后|占全部落后", "经信局|2|2|50%", []),
    ("责任单位|指标数|落后|占全部落后", "经信局|2|1|60%", ["F1265", "F1265"]),
    ("类别|说明", "经济|9", []),
    ("领域|指标数|牵头", "文化|9|9", []),  # no such group
    ("项目|2021年", "工业增加值|3", []),  # no column of names
]


@pytest.mark.parametrize(("header", "row", "expected"), CASES)
def test_a_cell_is_held_against_the_workbook(
    codes: Callable[..., list[str]], header: str, row: str, expected: list[str]
) -> None:
    assert codes(header, row) == expected


def test_a_header_of_two_lines_says_what_a_column_is(codes: Callable[..., list[str]]) -> None:
    title = "主要指标完成情况|主要指标完成情况|主要指标完成情况|主要指标完成情况"
    head = ("指标|数据|数据|目标", "指标|2021年|2022年|目标")

    assert codes(title, *head, "工业增加值|195.4|207.6|260") == []
    assert codes(title, *head, "工业增加值|207.6|195.4|260") == ["F1267", "F1267"]


def test_a_finding_names_table_row_indicator_and_period(plan: yx.Evaluation) -> None:
    table = Table((("指标", "2022年"), ("工业增加值", "206.7")), "报告.docx 第3个表")
    (finding,) = check_paragraphs(plan, (), "", [table]).findings

    assert finding.where == "报告.docx 第3个表第2行"
    assert "“工业增加值”的2022年数据，报告的表格是 206.7，工作簿是 207.6（指标总表!H2）" in finding.message


FIGURE = re.compile(r"[＜＞≥≤\[]?-?\d+(?:\.\d+)?[\]%]?(?:以上|左右)?(?:（预计）)?")


def test_every_changed_cell_of_our_own_tables_is_noticed(shipped: yx.Evaluation, tmp_path: Path) -> None:
    # The tables of key tasks and projects have no figures of indicators.
    shipped = yx.evaluate(replace(shipped.plan, tasks=(), projects=()))
    write_report(shipped, tmp_path / "报告.docx")
    tables = read_report(tmp_path / "报告.docx").tables
    assert check_paragraphs(shipped, (), "", tables).findings == ()

    tried, overlooked = 0, []
    for table in tables:
        for line in table.rows:
            for column, text in enumerate(line):
                if column == 0 or not FIGURE.fullmatch(text):
                    continue
                changed = (*line[:column], "999", *line[column + 1 :])
                alone = Table((table.rows[0], changed), table.where)
                tried += 1
                if {item.code for item in check_paragraphs(shipped, (), "", [alone]).findings} <= {"F1253"}:
                    overlooked.append((table.where, line[:3], text))
    assert tried > 400
    assert len(overlooked) <= tried * 0.02, overlooked


def word_table(path: Path, rows: list[list[str]], merged: tuple[int, int, int, int] | None = None) -> Path:
    document = docx.Document()
    table = document.add_table(len(rows), len(rows[0]))
    for row, line in enumerate(rows):
        for column, text in enumerate(line):
            table.cell(row, column).text = text
    if merged:
        top, left, bottom, right = merged
        text = table.cell(top, left).text
        table.cell(top, left).merge(table.cell(bottom, right)).text = text
    document.save(str(path))
    return path


def test_merged_cells_of_word_are_read_in_each_of_their_places(tmp_path: Path) -> None:
    rows = [["指标", "数据", ""], ["", "2021年", "2022年"], ["工业增加值", "195.4", "207.6"]]
    across = read_report(word_table(tmp_path / "横.docx", rows, (0, 1, 0, 2))).tables[0]
    down = read_report(word_table(tmp_path / "竖.docx", rows, (0, 0, 1, 0))).tables[0]

    assert across.rows[0] == ("指标", "数据", "数据")
    assert [row[0] for row in down.rows] == ["指标", "指标", "工业增加值"]


def test_a_cell_without_properties_is_one_cell(tmp_path: Path) -> None:
    path = word_table(tmp_path / "表.docx", [["指标", "2021年"], ["工业增加值", "195.4"]])
    document = docx.Document(str(path))
    for cell in document.tables[0].rows[0].cells:
        element = cell._tc
        for properties in element.xpath("w:tcPr"):
            element.remove(properties)
    document.save(str(path))

    assert read_report(path).tables[0].rows[0] == ("指标", "2021年")


EXPORTED = """\
前言很短。

表 1 主要指标完成情况
类别 指标 单位
2025年
目标
2020年 2021年 2022年 2023年上半年
完成中期
目标情况
1.工业增加值 亿元 260 180 195.4 207.6 104.30 未完成
2.出口总额 亿元 90以上 66 70.2 {figure} 33 未完成
民生
3.垃圾资源化率 % ≥93 91.0 92.4 90.8 91.5 未完成
6.短行 3
4.开发区 排名 位 50 80 74 96 — 未完成
5.城镇登记失业率 % ＜3.5 2.9 2.8 停止统
计，改为调查失业率 — —
二、评估结论
结论很短。
"""
TABBED = (
    "指标\t单位\t2021年\t2022年\n工业增加值\t亿元\t195.4\t207.6\n出口总额\t亿元\t70.2\t{figure}\n结论很短。\n"
)
BARRED = "| 指标 | 2021年 | 2022年 |\n|---|---|---|\n| 出口总额 | 70.2 | {figure} |\n\n结论很短。\n"


@pytest.mark.parametrize("text", [EXPORTED, TABBED, BARRED], ids=["spaces", "tabs", "bars"])
def test_a_table_in_text_is_read_too(plan: yx.Evaluation, tmp_path: Path, text: str) -> None:
    path = tmp_path / "报告.txt"
    found = []
    for figure in ("61.5", "65.1"):
        path.write_text(text.format(figure=figure), encoding="utf-8")
        found.append([item.code for item in yx.check_report(plan, path).findings])

    assert found == [[], ["F1267"]]
    assert read_report(path).paragraphs[-1].text.endswith("结论很短。")


def test_a_caption_without_a_table_takes_nothing_along(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("表 1 空表\n一行没有序号的字\n一、正文\n这里是正文。\n表 2 末尾\n", encoding="utf-8")
    text = read_report(path)

    assert text.tables == []
    assert [item.text for item in text.paragraphs] == ["一、正文", "这里是正文。"]
