"""Key tasks and major projects in the Word draft: chapters, numbered tasks, states, what lies ahead."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest

import yuecheng_xl as yx
from tests.conftest import INFO, PRINTED
from yuecheng_xl.checks.report import check_paragraphs
from yuecheng_xl.checks.report.reading.source import Paragraph
from yuecheng_xl.checks.report.reading.tables import Table

TASKS = [
    ["领域", "任务", "进展状态", "完成情况", "存在问题", "原因", "下一步举措"],
    ["水务", "修渠", "滞后", "修了三里", "缺钱", "造价高", "申请补助"],
    ["水务", "清淤", "已完成", None, None, None, None],
    [None, "植树", None, "已经种下。", None, None, None],
    ["林业", "护林", None, None, None, None, None],
]
PROJECTS = [["项目名称", "规划期计划投资（亿元）", "累计完成投资（亿元）", "阶段"], ["甲", 10, 6, "在建"]]


@pytest.fixture
def drafted(assess: Callable[..., yx.Evaluation], tmp_path: Path) -> Callable[..., Any]:
    """Write the report of a small master and open it."""

    def run(**lists: Any) -> Any:
        cells = {"序号": 1, "指标": "甲", "单位": "亿元", "2025年目标": 8, "2020年": 2, "2022年": 4}
        cells |= {"方向": "越高越好", "数据类型": "时点数"}
        info = [["项目", "内容"], *map(list, (INFO | lists.pop("info", {})).items())]
        evaluation = assess([list(PRINTED), [cells.get(key) for key in PRINTED]], 规划信息=info, **lists)
        return docx.Document(str(yx.write_report(evaluation, tmp_path / "报告.docx").path))

    return run


def headings(document: Any) -> list[str]:
    return [item.text for item in document.paragraphs if item.style.name == "Heading 1"]


def test_the_chapters_are_numbered_by_what_stands(drafted: Callable[..., Any]) -> None:
    first, second, third, last = (
        "规划发展目标完成情况分析",
        "重点任务实施情况评价",
        "评估结论和建议",
        "年度分解",
    )
    ahead = "存在问题和下一步举措"
    short = [TASKS[0], [None, "护林", "滞后", "护了林", None, None, None]]

    assert headings(drafted()) == numbered(first, third, last)
    assert headings(drafted(重点任务=TASKS)) == numbered(first, second, third, ahead, last)
    assert headings(drafted(重点任务=short)) == numbered(first, second, third, last)
    final = drafted(重点任务=short, info={"评估类型": "总结评估"})
    assert headings(final) == numbered(first, second, third)


def numbered(*titles: str) -> list[str]:
    """Number the chapters behind the first."""
    return [
        f"{number}、{title}"
        for number, title in zip("一二三四五六", ("评估方法和总体判断", *titles), strict=False)
    ]


def test_tasks_are_told_by_field_and_numbered(drafted: Callable[..., Any]) -> None:
    document = drafted(重点任务=TASKS, 重大项目=PROJECTS)
    texts = [item.text for item in document.paragraphs]
    start = texts.index("三、重点任务实施情况评价")

    assert texts[start + 2 : start + 9] == [
        "（一）水务",
        "1．修渠。修了三里。",
        "2．清淤。进展状态：已完成。",
        "3．植树。已经种下。",
        "（二）林业",
        "1．护林。没有填写进展状态和完成情况。",
        "五年规划重点任务进展状态（按领域）",
    ]
    assert "（一）水务。修渠，存在问题：缺钱；原因：造价高；下一步：申请补助。" in texts
    assert any(text.startswith("重大项目共1个") and "完成投资进度60%" in text for text in texts)
    (states,) = [table for table in document.tables if table.cell(0, 0).text == "领域"]
    assert [[cell.text for cell in row.cells] for row in states.rows][1:] == [
        ["水务", "3", "1", "0", "1", "0", "0"],
        ["林业", "1", "0", "0", "0", "0", "0"],
        ["合计", "4", "1", "0", "1", "0", "0"],
    ]
    assert not any("{" in text for text in texts)


def test_a_field_with_a_number_of_its_own_is_numbered_once(drafted: Callable[..., Any]) -> None:
    rows = [["序号", "任务", "完成情况"], ["二、水务"], [1, "修渠", "修了三里"]]
    texts = [item.text for item in drafted(重点任务=rows).paragraphs]

    assert "（一）水务" in texts


def test_the_draft_of_the_shipped_master_agrees_with_it(shipped: yx.Evaluation, tmp_path: Path) -> None:
    path = yx.write_report(shipped, tmp_path / "报告.docx").path

    assert yx.check_report(shipped, path).findings == ()


KEY_TASKS = [
    ["领域", "任务", "进展状态", "完成情况"],
    ["水务", "修建灌渠", "滞后", "新修灌渠36公里，完成投资1.2亿元，完成投资占8成，新修泵站4座。"],
    ["水务", "清理河道", "已完成", "清淤20万方。"],
    ["林业", "补种林木", "达到序时", None],
]
OF_TASKS = [
    ("重点任务共3项，已完成1项、达到序时1项、滞后1项。", []),
    ("重点任务共4项，已完成2项。", ["F1265", "F1265"]),
    ("主要任务中水务已完成1项，滞后1项；林业已完成0项。", []),  # field by field
    ("3项工作已完成2项。", []),  # of which, it does not say
    ("1．修建灌渠。两年新修灌渠36公里，完成投资1.2亿元，惠及农户300户，泵站4座。", []),
    ("1．修建灌渠。两年新修灌渠63公里，完成投资2.1亿元。", ["F1270", "F1270"]),
    ("1．修建灌渠。新修泵站6座。", ["F1270"]),
    ("1．修建水渠。新修灌渠63公里。", []),  # no task of that name
    ("2．清理河道。清淤2000方，共21处。", []),
    ("3．补种林木。补种3万株。", []),
]


@pytest.fixture
def of_tasks(assess: Callable[..., yx.Evaluation]) -> yx.Evaluation:
    row = ["类别", 1, "某指标", "亿元", 8, 2, None, 4]
    return assess(
        [list(PRINTED), row], 规划信息=[["项目", "内容"], *map(list, INFO.items())], 重点任务=KEY_TASKS
    )


@pytest.mark.parametrize(("text", "expected"), OF_TASKS)
def test_what_a_report_says_of_the_key_tasks(of_tasks: yx.Evaluation, text: str, expected: list[str]) -> None:
    found = check_paragraphs(of_tasks, [Paragraph(text, "第1段")]).findings

    assert [item.code for item in found if item.code != "F1253"] == expected


def test_a_table_of_states_is_compared_cell_by_cell(of_tasks: yx.Evaluation) -> None:
    header = ("领域", "任务数", "已完成", "达到序时", "滞后", "备注")
    right = (
        header,
        ("水务", "2", "1", "0", "1", ""),
        ("林业", "1", "0", "1", "—", ""),
        ("合计", "3", "1", "1", "1", "5"),
    )
    assert found_in(of_tasks, right) == []

    wrong = (
        header,
        ("水务", "3", "1", "0", "2", ""),
        ("农业", "1", "1", "1", "1", ""),
        ("合计", "4", "2", "1", "1", "5"),
    )
    assert found_in(of_tasks, wrong) == ["水务的“任务数”", "水务的“滞后”", "合计的“任务数”", "合计的“已完成”"]
    assert found_in(of_tasks, (("领域", "任务数", "已完成"), ("水务", "9", "9"))) == []
    assert found_in(of_tasks, ()) == []
    assert found_in(replace(of_tasks, tasks=None), wrong) == []


def found_in(evaluation: yx.Evaluation, rows: tuple[tuple[str, ...], ...]) -> list[str]:
    checked = check_paragraphs(evaluation, [], "报告", [Table(rows, "报告 第1个表")])
    return [item.message.partition("，正文")[0] for item in checked.findings if item.code == "F1265"]


WORKS = [
    ["项目名称", "项目个数", "总投资（亿元）", "规划期计划投资（亿元）", "累计完成投资（亿元）", "阶段"],
    ["北山抽水蓄能电站", None, 62.5, 40, 18.3, "在建"],
    ["北山旅游公路", None, 8, 6, None, "前期"],
    ["城乡供水一体化工程", 12, 30, 20, 9, None],
]
OF_WORKS = [
    ("北山抽水蓄能电站总投资62.5亿元，已完成18.3亿元。", []),
    ("北山抽水蓄能电站总投资65.2亿元，已完成13.8亿元。", ["F1273", "F1273"]),
    ("北山抽水蓄能电站开工；总投资65.2亿元。", []),  # of another one
    ("北山抽水蓄能电站、北山旅游公路总投资70.5亿元。", []),  # of both
    ("北山旅游公路已完成3亿元，总投资约8亿元。", []),
    ("城乡供水一体化工程总投资33亿元。", []),  # of some of the twelve
]


@pytest.mark.parametrize(("text", "expected"), OF_WORKS)
def test_what_a_report_says_of_a_project(
    assess: Callable[..., yx.Evaluation], text: str, expected: list[str]
) -> None:
    row = ["类别", 1, "某指标", "亿元", 8, 2, None, 4]
    info = [["项目", "内容"], *map(list, INFO.items())]
    evaluation = assess([list(PRINTED), row], 规划信息=info, 重大项目=WORKS)
    found = check_paragraphs(evaluation, [Paragraph(text, "第1段")]).findings

    assert [item.code for item in found if item.code != "F1253"] == expected


TOLD = "谋划重大项目{}，总投资{}，计划“十四五”时期投资{}，实际已完成{}，完成投资进度{}。"
ALSO_RIGHT = ("约200个", "约6000亿元", "4000亿元左右", "投资2400亿元", "60%")
RIGHT = ("200多个", "6000亿元以上", "4000亿元", "投资约2400亿元", "60%")


@pytest.mark.parametrize(
    ("place", "words"),
    [
        *enumerate(("210多个", "6100亿元以上", "4100亿元", "投资约2000亿元", "58%")),
        *((0, "190多个"), (1, "5600亿元以上"), (3, "投资约2500亿元"), (3, "投资约2310亿元")),
    ],
)
def test_a_changed_figure_of_the_projects_is_noticed(
    shipped: yx.Evaluation, tmp_path: Path, place: int, words: str
) -> None:
    file = tmp_path / "报告.txt"
    file.write_text(TOLD.format(*RIGHT), encoding="utf-8")
    assert [item.code for item in yx.check_report(shipped, file).findings if item.code == "F1265"] == []

    file.write_text(TOLD.format(*ALSO_RIGHT), encoding="utf-8")
    assert [item.code for item in yx.check_report(shipped, file).findings if item.code == "F1265"] == []
    told = list(RIGHT)
    told[place] = words
    file.write_text(TOLD.format(*told), encoding="utf-8")
    found = [item for item in yx.check_report(shipped, file).findings if item.code == "F1265"]
    assert [item.message.startswith("重大项目") for item in found] == [True]


@pytest.mark.parametrize("text", ["重大项目共30个，其中竣工3个。", "重大项目进度加快。", "总投资30亿元。"])
def test_without_projects_or_figures_nothing_is_compared(
    shipped: yx.Evaluation, tmp_path: Path, text: str
) -> None:
    file = tmp_path / "报告.txt"
    file.write_text(text, encoding="utf-8")
    without = replace(shipped, projects=None)

    assert [item for item in yx.check_report(without, file).findings if item.code == "F1265"] == []
