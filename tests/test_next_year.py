"""The next year's part of 年度分解: tasks that are not done, and what is left to invest."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import yuecheng_xl as yx
from tests.conftest import INFO, PRINTED
from yuecheng_xl.rules import next_year as rule
from yuecheng_xl.tables import next_year as table
from yuecheng_xl.tables.record import evaluation_record

TASKS = [
    ["编号", "任务", "量化目标", "单位", "目标值", "基期值", "2022年", "数据类型", "完成时限", "牵头单位",
     "责任单位", "进展状态", "下一步举措"],
    [1, "建桥", "桥梁", "座", 20, 0, 8, "时点数", None, "交通局", None, "达到序时", "开工四座。"],
    [2, "修闸", "水闸", "座", 10, 0, 4, "时点数", "2024年6月", None, "水利局", "滞后", None],
    [3, "治水", None, None, None, None, None, None, "2023年3月", "水利局", None, "滞后", None],
    [4, "造林", None, None, None, None, None, None, None, "林业局", None, "已完成", None],
    [5, "种草", "草地", "亩", 5, 0, 6, "时点数", None, "林业局", None, None, None],
    [6, "筑堤", None, None, None, None, None, None, "2030年", "水利局", None, None, None],
]  # fmt: skip
PROJECTS = [
    ["项目名称", "类别", "项目个数", "规划期计划投资（亿元）", "2024年计划投资（亿元）",
     "累计完成投资（亿元）", "阶段", "计划开工", "计划竣工"],
    ["大桥", "交通", None, 10, 3, 4, "在建", "2021年", "2024年9月"],
    ["隧道", "交通", None, 5, None, None, "前期", "2023年12月", "2026年"],
    ["码头", "交通", None, 8, 1, 8, "竣工", "2021年", "2022年"],
    ["电厂", "能源", None, 6, 2, 1, "在建", "2021年", "2025年"],
    ["电网", "能源", None, 2, 0.5, 2, "在建", "2021年", None],
    ["电站", "能源", None, 9, 4, None, "调出", "2023年", None],
    [None, "生态", 5, None, None, None, None, None, None],
]  # fmt: skip


@pytest.fixture
def ahead(assess: Callable[..., yx.Evaluation]) -> Callable[..., yx.Evaluation]:
    def run(lists: dict[str, list[list[Any]]], **info: object) -> yx.Evaluation:
        rows = [list(PRINTED), [1, "指标甲", "亿元", 80, 20, None, 44, None, "越高越好", "时点数"]]
        return assess(rows, 规划信息=[["项目", "内容"], *map(list, (INFO | info).items())], **lists)

    return run


def test_tasks_that_are_not_done_are_spread_to_their_own_deadlines(
    ahead: Callable[..., yx.Evaluation],
) -> None:
    items = evaluation_record(ahead({"重点任务": TASKS}), [])["tasks"]["items"]

    assert [item["name"] for item in items if item["due_next_year"]] == ["修闸", "治水"]
    assert [[(one["year"], one["level"]) for one in item["levels"]] for item in items] == [
        [(2023, 12), (2024, 16), (2025, 20)], [(2023, 7), (2024, 10)], [], [], [], [],
    ]  # fmt: skip


def test_each_task_is_explained(ahead: Callable[..., yx.Evaluation]) -> None:
    heading, lines = table.tasks(ahead({"重点任务": TASKS}))

    assert [row["任务节标题"] for row in heading.records] == ["重点任务：2024年及以后要完成的"]
    assert [row["任务说明"] for row in lines.records] == [
        "达到序时；下一步：开工四座",
        "滞后；时限2024年6月，2024年底前要完成",
        "滞后；时限2023年3月，已超过",
        "状态未定；时限2030年",
    ]
    assert len(lines.records[1]["任务等额水平"]) == 3  # type: ignore[arg-type]


def test_investment_is_what_is_left_by_kind(ahead: Callable[..., yx.Evaluation]) -> None:
    evaluation = ahead({"重大项目": PROJECTS})
    assert evaluation.projects is not None
    found = rule.investment_ahead(evaluation.projects, evaluation.plan)

    # 2.5 years are left: of 15 planned 4 are done, of 8 three.
    counted: list[object] = [(one.name, one.count, one.planned, one.completed) for one in found]
    assert counted == [
        ("交通", 2, 15, 4), ("能源", 2, 8, 3), ("生态", 5, None, None), ("合计", 9, 23, 7),
    ]  # fmt: skip
    required = [None if one.required is None else float(one.required) for one in found]
    assert required == [4.4, 2, None, 6.4]
    assert [one.arranged for one in found] == [3, 2.5, None, 5.5]
    assert evaluation_record(evaluation, [])["projects"]["next_year"][-1] == {
        "year": 2024, "kind": "合计", "count": 9, "planned": 23, "completed": 7, "required": 6.4,
        "arranged": 5.5, "starts": 1, "finishes": 1,
    }  # fmt: skip
    assert [row["投资说明"] for row in table.investment(evaluation)[1].records] == [
        "计划比年均所需少1.4亿元；应开工1个；应竣工1个",
        "计划比年均所需多0.5亿元",
        "",
        "计划比年均所需少0.9亿元；应开工1个；应竣工1个",
    ]


def test_what_is_planned_for_no_year_is_said(ahead: Callable[..., yx.Evaluation]) -> None:
    rows = [["项目名称", "规划期计划投资（亿元）", "累计完成投资（亿元）", "阶段"], ["路", 6, 1, "在建"]]
    heading, lines = table.investment(ahead({"重大项目": rows}))

    assert [row["投资下年"] for row in heading.records] == [2024]
    assert [(row["投资类别"], row["投资说明"]) for row in lines.records] == [("合计", "没有填写当年计划投资")]


@pytest.mark.parametrize(
    ("lists", "info"),
    [
        ({}, {}),
        ({"重点任务": TASKS, "重大项目": PROJECTS}, {"评估时点": "2025年9月30日"}),
        ({"重点任务": [TASKS[0], TASKS[4]], "重大项目": [PROJECTS[0], PROJECTS[3]]}, {}),
    ],
)
def test_there_is_no_such_part_where_nothing_is_ahead(
    ahead: Callable[..., yx.Evaluation], lists: dict[str, Any], info: dict[str, object]
) -> None:
    evaluation = ahead(lists, **info)

    assert "next_year" not in evaluation_record(evaluation, []).get("projects", {})
    assert [len(band.records) for band in (*table.tasks(evaluation), *table.investment(evaluation))] == [
        0
    ] * 4


def test_the_sheet_shows_both_below_the_indicators(
    ahead: Callable[..., yx.Evaluation], tmp_path: Path
) -> None:
    evaluation = ahead({"重点任务": TASKS, "重大项目": PROJECTS}, 评估时点="2022年12月31日")
    sheet = load_workbook(yx.write_results(evaluation, tmp_path / "结果.xlsx").path)["年度分解"]
    rows = [row for row in sheet.iter_rows(min_row=4, values_only=True) if row[0] is not None]

    assert [row[0] for row in rows][1:6] == ["重点任务：2023年及以后要完成的", "1", "2", "3", "6"]
    assert rows[2][:10] == ("1", "建桥", "座", 20, 8, "2022年", "交通局", 12, 16, 20)
    titles = [str(row[0]) for row in rows]
    assert titles[6:8] == ["重大项目2023年投资（不含已竣工、调出的项目）", "类别"]
    assert "2023年计划" in str(rows[7][6])
    assert titles.index("合计") < titles.index("按类别分布")
