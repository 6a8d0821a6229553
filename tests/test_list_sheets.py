"""重点任务情况 and 重大项目情况: what the sheets of the shipped master and of the example say."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

import yuecheng_xl as yx
from tests.conftest import INFO, PRINTED, ROOT, charts
from yuecheng_xl.tables import projects as project_table
from yuecheng_xl.tables import tasks as task_table

EXAMPLE = ROOT / "workbook" / "重大项目示例.xlsx"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, shipped: yx.Evaluation) -> Workbook:
    out = tmp_path_factory.mktemp("结果") / "结果.xlsx"
    return load_workbook(yx.write_results(shipped, out).path)


@pytest.fixture(scope="module")
def example() -> yx.Evaluation:
    return yx.evaluate(yx.read_workbook(EXAMPLE))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, example: yx.Evaluation) -> Workbook:
    out = tmp_path_factory.mktemp("结果") / "示例.xlsx"
    return load_workbook(yx.write_results(example, out).path)


def below(sheet: Worksheet, header: str, column: int = 1) -> list[list[Any]]:
    """Return the rows of a table from the one below its header to the first that begins with nothing."""
    rows = list(sheet.iter_rows(values_only=True))
    start = next(index for index, row in enumerate(rows) if row[column - 1] == header) + 1
    found = []
    for row in rows[start:]:
        if row[column - 1] is None or str(row[column - 1]).startswith(
            ("二、", "三、", "四、", "五、", "六、", "七、")
        ):
            break
        found.append(list(row))
    return found


def test_the_published_tasks_stand_by_field(published: Workbook) -> None:
    rows = below(published["重点任务情况"], "领域")

    assert [row[0] for row in rows][-1] == "合计"
    assert len(rows) == 9
    assert rows[-1][3:10] == [24, 1, 21, 2, 0, 0, 0]
    assert len(below(published["重点任务情况"], "编号")) == 24


def test_the_published_projects_are_one_row_with_its_figures(published: Workbook) -> None:
    (row, whole) = below(published["重大项目情况"], "类别")

    assert row[4:11] == whole[4:11] == [200, 6000, 4000, 2400, 0.6, 0.5, 10]
    assert len(charts(published["重大项目情况"])) == 1


def test_the_paragraphs_of_both_stand_in_the_summary(published: Workbook) -> None:
    told = [str(row[0]).strip() for row in published["汇总"].iter_rows(values_only=True)]

    assert any(text.startswith("8个领域重点任务共24项，已完成1项、达到序时21项、滞后2项") for text in told)
    assert (
        "重大项目共200个，总投资6000亿元，规划期计划投资4000亿元，已完成投资2400亿元，"
        "完成投资进度60%，比时间进度50%快10个百分点。"
    ) in told


def test_the_example_has_projects_of_all_kinds_and_stages(example: yx.Evaluation, written: Workbook) -> None:
    assert example.projects is not None
    assert [item.code for item in example.findings if item.code.startswith("F15")] == []
    stages = [group.name for group in example.projects.by_stage]
    assert stages == ["储备", "前期", "开工", "在建", "竣工", "停缓建", "调出"]
    assert len(example.projects.single) >= 38
    sheet = written["重大项目情况"]
    assert [row[0] for row in below(sheet, "阶段")] == stages
    assert len(below(sheet, "编号")) <= len(example.projects.items)
    assert len(charts(sheet)) == 2
    first, second = charts(sheet)
    assert [len(one.series) for one in (first, second)] == [2, 1]
    assert first.series[1].val.numRef.f == "'重大项目情况'!$H$22:$H$28"
    assert written["使用说明"]["A1"].value.startswith("重大项目示例")
    assert "虚构" in written["使用说明"]["A1"].value


def test_the_paragraph_of_projects_tells_stages_lateness_and_kinds(example: yx.Evaluation) -> None:
    told = project_table.paragraph(example)

    for words in (
        "开工率",
        "竣工率",
        "投资达到序时进度的",
        "开工逾期的",
        "最长的是",
        "慢于时间进度的类别",
        "需协调",
    ):
        assert words in told


def test_a_master_without_the_lists_gets_no_such_sheets(master: Path, tmp_path: Path) -> None:
    workbook = load_workbook(master)
    del workbook["重点任务"], workbook["重大项目"]
    workbook.save(master)
    result = yx.write_results(yx.evaluate(yx.read_workbook(master)), tmp_path / "结果.xlsx").path

    assert not {"重点任务情况", "重大项目情况"} & set(load_workbook(result).sheetnames)


def test_a_second_run_replaces_the_sheets_of_the_first(tmp_path: Path) -> None:
    path = Path(shutil.copy(EXAMPLE, tmp_path / "示例.xlsx"))
    for _ in range(2):
        yx.write_results(yx.evaluate(yx.read_workbook(path)), in_place=True)
    titles = load_workbook(path).sheetnames

    assert titles.count("重大项目情况") == 1
    assert not any("(" in title for title in titles)


@pytest.fixture
def small(assess: Callable[..., yx.Evaluation]) -> Callable[..., yx.Evaluation]:
    def run(**lists: Any) -> yx.Evaluation:
        cells = {"序号": 1, "指标": "甲", "单位": "亿元", "2025年目标": 8, "2020年": 2, "2022年": 4}
        cells |= {"方向": "越高越好", "数据类型": "时点数"}
        info = [["项目", "内容"], *map(list, INFO.items())]
        return assess([list(PRINTED), [cells.get(key) for key in PRINTED]], 规划信息=info, **lists)

    return run


def test_sheets_without_stages_or_money_are_written_all_the_same(
    small: Callable[..., yx.Evaluation], tmp_path: Path
) -> None:
    evaluation = small(
        重大项目=[["项目名称", "总投资（亿元）", "阶段"], ["甲", None, None]],
        重点任务=[["任务", "进展状态", "完成情况"], ["建馆", None, "已经建成"]],
    )
    result = load_workbook(yx.write_results(evaluation, tmp_path / "结果.xlsx").path)

    assert charts(result["重大项目情况"]) == []
    assert "均未填写进展状态" in task_table.paragraph(evaluation)
    assert [row[0] for row in below(result["重大项目情况"], "项目")] == ["没有逾期的项目"]


def test_the_paragraph_of_tasks_names_those_behind_not_begun_and_overdue(
    small: Callable[..., yx.Evaluation],
) -> None:
    rows = [
        ["领域", "任务", "进展状态", "完成时限"],
        ["甲", "修路", "滞后", "2023年3月"],
        ["乙", "建桥", "未启动", None],
    ]
    rows += [["乙", "种树", "建议调整", None], ["乙", "挖井", "推进中", None], ["乙", "办学", "已完成", None]]

    assert task_table.paragraph(small(重点任务=rows)) == (
        "2个领域重点任务共5项，已完成1项、滞后1项、未启动1项、建议调整1项，未能确定1项。滞后的是修路。"
        "未启动的是建桥。建议调整的是种树。完成时限已过而未完成的是修路。"
    )


@pytest.mark.parametrize(
    ("done", "told"),
    [(5, "与时间进度50%持平"), (6, "比时间进度50%快10个百分点"), (4.5, "比时间进度50%慢5个百分点")],
)
def test_money_is_told_against_time(small: Callable[..., yx.Evaluation], done: float, told: str) -> None:
    header = ["项目名称", "规划期计划投资（亿元）", "2023年上半年完成投资（亿元）", "阶段"]

    assert told in project_table.paragraph(small(重大项目=[header, ["甲", 10, done, "在建"]]))


def test_tasks_and_projects_come_as_data_frames(shipped: yx.Evaluation, example: yx.Evaluation) -> None:
    tasks, projects = yx.frames.tasks(shipped), yx.frames.projects(example)

    assert tasks["进展状态"].value_counts().to_dict() == {"达到序时": 21, "滞后": 2, "已完成": 1}
    assert list(tasks["编号"]) == list(range(1, 25))
    assert str(projects["开工逾期月数"].dtype) == "Int64"
    assert projects["项目个数"].sum() == 58
    assert yx.frames.tasks(example).empty
    assert yx.frames.projects(replace(example, projects=None)).empty
    assert {"总投资", "完成进度", "快慢"} <= set(yx.frames.projects(shipped).columns)
