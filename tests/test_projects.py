"""Major projects: money in any unit, dates in any form, nothing counted twice, investment against time."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import yuecheng_xl as yx
from tests.conftest import INFO, PRINTED
from yuecheng_xl.plan.project import Nature, Stage
from yuecheng_xl.plan.projects import stage_of
from yuecheng_xl.rules.projects import Projects
from yuecheng_xl.tables.record import evaluation_record

HEADER = [
    "编号",
    "项目名称",
    "类别",
    "建设性质",
    "项目个数",
    "总投资（亿元）",
    "规划期计划投资（亿元）",
    "2021年完成投资（亿元）",
    "2022年完成投资（亿元）",
    "2023年上半年完成投资（亿元）",
    "累计完成投资（亿元）",
    "阶段",
    "计划开工",
    "实际开工",
    "计划竣工",
    "实际竣工",
    "责任单位",
    "属地",
    "需协调事项",
]
TOTAL, PLANNED, Y1, Y2, H1, SUM = HEADER[5:11]
INDICATOR = {"序号": 1, "指标": "指标甲", "单位": "亿元", "2025年目标": 80, "2020年": 20, "2022年": 44}
INDICATOR |= {"方向": "越高越好", "数据类型": "时点数"}
Cells = dict[str, object]


@pytest.fixture
def sheet(assess: Callable[..., yx.Evaluation]) -> Callable[..., yx.Evaluation]:
    """Evaluate a master with a sheet of projects given row by row."""

    def run(rows: list[list[object]], title: str = "重大项目") -> yx.Evaluation:
        table = [list(PRINTED), [INDICATOR.get(key) for key in PRINTED]]
        info = [["项目", "内容"], *map(list, INFO.items())]
        return assess(table, 规划信息=info, **{title: rows})

    return run


@pytest.fixture
def listed(sheet: Callable[..., yx.Evaluation]) -> Callable[..., yx.Evaluation]:
    """Evaluate projects given as cells by header."""

    def run(*rows: Cells, header: list[str] = HEADER) -> yx.Evaluation:
        return sheet([list(header), *([row.get(key) for key in header] for row in rows)])

    return run


def projects(evaluation: yx.Evaluation) -> Projects:
    assert evaluation.projects is not None
    return evaluation.projects


def codes(evaluation: yx.Evaluation) -> list[str]:
    return [item.code for item in evaluation.findings if item.code.startswith("F15")]


def record(evaluation: yx.Evaluation) -> dict[str, Any]:
    found: dict[str, Any] = evaluation_record(evaluation, [])["projects"]
    return found


WORKS = {
    "编号": "A1",
    "项目名称": "滨湖厂房",
    "类别": "产业",
    "建设性质": "新建",
    TOTAL: 10,
    PLANNED: 8,
    Y1: 1,
    Y2: 2,
}
WORKS |= {
    H1: 1,
    SUM: 4,
    "阶段": "在建",
    "计划开工": "2021.3",
    "实际开工": "2021年3月",
    "计划竣工": "2025年底",
}
ROAD = {
    "编号": "B1",
    "项目名称": "环山路",
    "类别": "交通",
    TOTAL: 20,
    PLANNED: 20,
    Y2: 4,
    H1: 2,
    "阶段": "竣工",
}
ROAD |= {"计划开工": "2021Q2", "实际开工": "2021-09-10", "计划竣工": "2022年", "实际竣工": "2023.5"}
SPARE = {
    "编号": "C1",
    "项目名称": "文化馆",
    "类别": "文旅",
    TOTAL: 3,
    PLANNED: 2,
    "阶段": "前期",
    "计划开工": "2022年底",
}


def test_the_sums_shares_and_lateness_of_a_list(listed: Callable[..., yx.Evaluation]) -> None:
    evaluation = listed(WORKS, ROAD, SPARE)
    found = record(evaluation)

    assert codes(evaluation) == []
    assert {key: value for key, value in found.items() if not isinstance(value, list)} == {
        "count": 3,
        "total_investment": 33,
        "planned": 30,
        "completed": 10,
        "progress": pytest.approx(1 / 3),
        "elapsed": 0.5,
        "started_share": pytest.approx(2 / 3),
        "finished_share": pytest.approx(1 / 3),
        "on_schedule_share": 1,
    }
    assert [(item["kind"], item["count"], item["progress"]) for item in found["by_kind"]] == [
        ("产业", 1, 0.5),
        ("交通", 1, 0.3),
        ("文旅", 1, None),
    ]
    assert [(item["name"], item["what"], item["months"], item["actual"]) for item in found["late"]] == [
        ("文化馆", "开工", 6, None),
        ("环山路", "竣工", 5, "2023年5月"),
        ("环山路", "开工", 3, "2021年9月10日"),
    ]
    assert [group["stage"] for group in found["by_stage"]] == ["前期", "在建", "竣工"]


@pytest.mark.parametrize(
    ("header", "cell", "expected"),
    [
        ("总投资（万元）", 35_000, 3.5),
        ("总投资（亿元）", "3.5亿元", 3.5),
        ("总投资(亿元)", "35000万元", 3.5),
        ("计划总投资 亿元", "3.5", 3.5),
        ("总投资（亿元）", "约3.5", 3.5),
        ("总投资（亿元）", "3.5亿元以上", 3.5),
        ("总投资（亿元）", "3多", 3),
        ("总投资（亿元）", "—", None),
        ("总投资（亿元）", "待定资金", None),
    ],
)
def test_money_is_read_in_any_unit(
    listed: Callable[..., yx.Evaluation], header: str, cell: object, expected: float | None
) -> None:
    names = ["项目名称", "阶段", header]

    found = record(listed({"项目名称": "甲", "阶段": "前期", header: cell}, header=names))
    assert found["total_investment"] == expected


def test_the_unit_may_stand_below_the_title_or_in_a_column_of_its_own(
    sheet: Callable[..., yx.Evaluation],
) -> None:
    captioned = sheet([["清单", None, "单位：万元"], ["项目名称", "阶段", "总投资"], ["甲", "前期", 35_000]])
    own = sheet([["项目名称", "阶段", "单位", "总投资"], ["甲", "前期", "万元", 35_000]])

    assert [record(evaluation)["total_investment"] for evaluation in (captioned, own)] == [3.5, 3.5]
    assert codes(captioned) == codes(own) == []


def test_money_without_a_unit_is_asked_about_once(sheet: Callable[..., yx.Evaluation]) -> None:
    evaluation = sheet([["项目名称", "阶段", "总投资"], ["甲", "前期", 3], ["乙", "前期", 4]])

    assert record(evaluation)["total_investment"] == 7
    assert codes(evaluation) == ["F1513"]


@pytest.mark.parametrize(
    ("changes", "completed", "found"),
    [
        ({}, 4, []),
        ({SUM: None}, 4, []),
        ({SUM: 4.02}, 4.02, []),
        ({SUM: 5}, 4, ["F1530"]),
        ({SUM: 3}, 3, ["F1530"]),
        # What was begun before the plan has more behind it than the plan's years.
        ({SUM: 5, "建设性质": "续建", "实际开工": "已开工"}, 4, []),
        ({SUM: 5, "实际开工": "2020年8月", "计划开工": None}, 4, []),
        ({SUM: 3, "建设性质": "续建"}, 3, ["F1530"]),
        # A year that is missing may hold the rest.
        ({Y1: None, SUM: 4}, 4, []),
        ({Y1: None, SUM: 2}, 2, ["F1530"]),
        ({Y1: None, Y2: None, H1: None}, 4, []),
        ({TOTAL: 3, PLANNED: 3}, 4, ["F1531"]),
        ({TOTAL: 6}, 4, ["F1531"]),
        ({Y1: -1, SUM: None}, 3, ["F1511"]),
        ({Y1: "1（预计）", SUM: None}, 4, ["F1512"]),
        ({Y1: "若干", SUM: None}, 3, ["F1510"]),
    ],
)
def test_what_is_completed_is_the_sum_of_the_years(
    listed: Callable[..., yx.Evaluation], changes: Cells, completed: float, found: list[str]
) -> None:
    evaluation = listed(WORKS | changes)

    assert record(evaluation)["completed"] == pytest.approx(completed)
    assert codes(evaluation) == found


@pytest.mark.parametrize(
    ("headers", "values", "completed", "elapsed"),
    [
        (["2021年完成投资", "2022年完成投资"], [1, 2], 3, 0.4),
        (["2021年完成投资", "2022年实际完成", "2023年完成投资"], [1, 2, 3], 6, 0.5),
        (["截至2022年底累计完成投资"], [3], 3, 0.4),
        (["2020年底累计完成投资", "截至2023年6月底累计完成投资"], [2, 5], 3, 0.5),
        (["2020年底累计完成投资", "累计完成投资（截至目前）"], [2, 1], 1, 0.5),
        (["2023年上半年累计完成投资", "2022年完成投资"], [1, 2], 3, 0.5),
        (["2023年一季度完成投资", "2023年二季度完成投资"], [1, 2], 3, 0.5),
        (["2023年1-3月完成投资", "2023年1-6月完成投资"], [1, 2], 2, 0.5),
        (["完成投资2022年", "完成投资2021年"], [2, 1], 3, 0.4),
        (["2022年完成投资", "截至2023年6月完成投资"], [2, 5], 5, 0.5),
        (["2021年完成投资", "2022年完成投资", "截至2023年6月累计完成投资"], [1, 2, 5], 5, 0.5),
        (["计划投资额2022年", "截至目前累计完成投资"], [2, 1], 1, 0.5),
    ],
)
def test_progress_is_held_against_the_time_that_its_figures_reach_to(
    sheet: Callable[..., yx.Evaluation],
    headers: list[str],
    values: list[object],
    completed: float,
    elapsed: float,
) -> None:
    evaluation = sheet(
        [["单位：亿元"], ["项目名称", "阶段", "“十四五”计划投资", *headers], ["甲", "在建", 10, *values]]
    )
    found = record(evaluation)

    assert (found["completed"], found["planned"], found["elapsed"]) == (completed, 10, elapsed)


@pytest.mark.parametrize(
    ("period", "years", "planned", "found"),
    [
        (10, [2, 2, 2, 2, 2], 10, []),
        (None, [2, 2, 2, 2, 2], 10, []),
        (None, [2, 2, None, 2, 2], None, ["F1533"]),
        (10, [2, 2, 2, None, None], 10, []),
        (10, [5, 5, 5, None, None], 10, ["F1532"]),
        (10, [1, 1, 1, 1, 1], 10, ["F1532"]),
    ],
)
def test_the_plan_for_the_period_agrees_with_its_years(
    sheet: Callable[..., yx.Evaluation],
    period: object,
    years: list[object],
    planned: float | None,
    found: list[str],
) -> None:
    header = ["项目名称", "阶段", "规划期计划投资", "累计完成投资"]
    header += [f"{year}年计划投资" for year in range(2021, 2026)]
    evaluation = sheet([["单位：亿元"], header, ["甲", "前期", period, 3, *years]])

    assert record(evaluation)["planned"] == planned
    assert codes(evaluation) == found


def test_headers_of_two_lines_are_read_together(sheet: Callable[..., yx.Evaluation]) -> None:
    rows: list[list[object]] = [
        ["某区重大项目表"],
        ["单位：万元"],
        [
            "序号",
            "项目名称",
            "总投资",
            "计划投资",
            None,
            "完成投资",
            None,
            "建设时间",
            None,
            "主管部门",
            "说明",
        ],
        [None, None, None, "2021年", "2022年", "2021年", "2022年", "计划开工", "实际开工", None, None],
        ["一、产业类"],
        [1, "甲厂", 50_000, 10_000, 20_000, 10_000, 5_000, "2021.5", "已开工", "经信局", None],
        ["二", "交通类", 80_000, 10_000, 20_000, 10_000, 5_000],
        [2, "乙路", 80_000, 10_000, 20_000, 10_000, 5_000, "2021.5", "未开工", "交通局", None],
        [3, None, 70_000],
        ["合计", None, 130_000],
        ["序号", "项目名称", "总投资"],
    ]
    evaluation = sheet(rows, title="重点项目清单")
    found = record(evaluation)

    assert [(item["name"], item["kind"], item["completed"]) for item in found["items"]] == [
        ("甲厂", "产业类", 1.5),
        ("乙路", "交通类", 1.5),
    ]
    assert [(item["name"], item["months"]) for item in found["late"]] == [("乙路", 25)]
    assert codes(evaluation) == ["F1501", "F1503", "F1505", "F1533", "F1541"]


ALL = {"类别": "全部重大项目", "项目个数": "200多", TOTAL: "6000以上", PLANNED: 4000, SUM: "约2400"}


def test_one_row_may_stand_for_all(listed: Callable[..., yx.Evaluation]) -> None:
    evaluation = listed(ALL)
    found = record(evaluation)

    assert (found["count"], found["total_investment"], found["completed"]) == (200, 6000, 2400)
    assert (found["progress"], found["elapsed"], found["started_share"]) == (0.6, 0.5, None)
    assert codes(evaluation) == []


@pytest.mark.parametrize(
    ("rows", "count", "total", "found"),
    [
        ([ALL, WORKS, ROAD], 200, 6000, ["F1540"]),
        ([{"类别": "产业", "项目个数": 8, TOTAL: 90, PLANNED: 50, SUM: 20}, WORKS, ROAD], 9, 110, ["F1540"]),
        ([ALL, {"类别": "产业", "项目个数": 8, TOTAL: 90}, WORKS], 200, 6000, ["F1540", "F1540"]),
        ([{"类别": "产业", "项目个数": 8, TOTAL: 9}, WORKS], 8, 9, ["F1540", "F1539"]),
        ([{"项目名称": "其余产业项目", "类别": "产业", "项目个数": 8, TOTAL: 90}, WORKS], 9, 100, []),
        # Rows for many of one kind that say different stages stand beside each other.
        (
            [
                {"类别": "产业", "阶段": "在建", "项目个数": 5, TOTAL: 50},
                {"类别": "产业", "阶段": "前期", "项目个数": 3, TOTAL: 40},
                WORKS,
            ],
            8,
            90,
            ["F1540"],
        ),
        (
            [
                {"类别": "产业", "项目个数": 8, TOTAL: 90},
                {"类别": "产业", "阶段": "在建", "项目个数": 5, TOTAL: 50},
            ],
            8,
            90,
            ["F1540"],
        ),
        # What the row for many does not say is taken from the rows within it.
        ([{"类别": "产业", "项目个数": 8}, WORKS], 8, 10, ["F1540"]),
        ([{"项目名称": "单个", "项目个数": 1, TOTAL: 5, "阶段": "前期"}], 1, 5, []),
        ([ALL, {"项目名称": "其余项目", "项目个数": 190, TOTAL: 5000}, WORKS], 200, 6000, ["F1540"]),
        ([{"编号": "合计", "项目个数": 3, TOTAL: 50}, WORKS, ROAD], 3, 50, ["F1540"]),
    ],
)
def test_nothing_is_counted_twice(
    listed: Callable[..., yx.Evaluation], rows: list[Cells], count: int, total: float, found: list[str]
) -> None:
    evaluation = listed(*rows)

    assert (record(evaluation)["count"], record(evaluation)["total_investment"]) == (count, total)
    assert codes(evaluation) == found


def test_stages_are_counted_where_rows_tell_them(listed: Callable[..., yx.Evaluation]) -> None:
    """The row for all says nothing of stages, the two rows within it do."""
    found = record(listed(ALL, WORKS, ROAD))

    assert (found["started_share"], found["finished_share"]) == (1, 0.5)


def test_a_row_for_many_may_say_how_many_have_started(listed: Callable[..., yx.Evaluation]) -> None:
    header = [*HEADER, "已开工个数", "竣工个数"]
    found = record(
        listed(ALL | {"项目个数": 200, "已开工个数": 150, "竣工个数": "50个"}, WORKS, header=header)
    )

    assert (found["started_share"], found["finished_share"]) == (0.75, 0.25)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"实际开工": None}, ["F1534"]),
        ({"实际开工": "已开工"}, []),
        ({"阶段": "竣工"}, ["F1534"]),
        ({"阶段": "竣工", "实际竣工": "2023年4月"}, []),
        ({"实际竣工": "2023年4月"}, ["F1535"]),
        ({"实际竣工": "已竣工"}, ["F1535"]),
        ({"阶段": "前期"}, ["F1535"]),
        ({"阶段": "储备", "实际开工": None}, ["F1536"]),
        ({"阶段": "停工"}, []),
        ({"阶段": "看情况"}, ["F1507"]),
        ({"阶段": None}, []),
        ({"阶段": None, "实际开工": None}, ["F1541"]),
        ({"实际开工": "2023年9月"}, ["F1538"]),
        ({"计划开工": "2025.8", "计划竣工": "2025.6"}, ["F1537"]),
        ({"计划开工": 2021.1}, ["F1509"]),
        ({"计划开工": 44_256}, ["F1509"]),
        ({"计划开工": "等通知"}, ["F1508"]),
        ({"计划开工": 202103}, []),
        ({"建设性质": "不清楚"}, ["F1507"]),
    ],
)
def test_the_stage_agrees_with_the_dates(
    listed: Callable[..., yx.Evaluation], changes: Cells, found: list[str]
) -> None:
    assert codes(listed(WORKS | changes)) == found


@pytest.mark.parametrize(
    ("changes", "start", "finish"),
    [
        ({}, 0, 0),
        ({"实际开工": "2021.6"}, 3, 0),
        ({"实际开工": "已开工"}, None, 0),
        ({"实际开工": None, "阶段": "前期"}, 27, 0),
        ({"实际开工": None}, None, 0),
        ({"计划竣工": "2023.3"}, 0, 3),
        ({"计划竣工": "2023.3", "实际竣工": "2023.5", "阶段": "竣工"}, 0, 2),
        ({"计划竣工": "2023.3", "实际竣工": "2023.9"}, 0, 3),
        ({"计划竣工": "2023.3", "阶段": "竣工"}, 0, None),
        ({"计划开工": None, "计划竣工": None}, None, None),
        ({"阶段": "调出", "实际开工": None}, None, None),
    ],
)
def test_late_starts_and_finishes_are_counted_in_months(
    listed: Callable[..., yx.Evaluation], changes: Cells, start: int | None, finish: int | None
) -> None:
    (item,) = projects(listed(WORKS | changes)).items

    assert (item.late_start, item.late_finish) == (start, finish)


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("已竣工投产", Stage.FINISHED),
        ("完工", Stage.FINISHED),
        ("正在施工", Stage.UNDER_WAY),
        ("续建在建", Stage.UNDER_WAY),
        ("新开工", Stage.STARTED),
        ("未开工", Stage.PREPARED),
        ("前期工作", Stage.PREPARED),
        ("拟开工", Stage.PREPARED),
        ("储备", Stage.RESERVE),
        ("暂停", Stage.STOPPED),
        ("退库", Stage.REMOVED),
        ("未竣工", None),
        ("基本完工", None),
    ],
)
def test_stages_are_read_in_words(text: str, stage: Stage | None) -> None:
    assert stage_of(text) is stage


def test_a_project_begun_before_the_plan_is_continued(listed: Callable[..., yx.Evaluation]) -> None:
    (item,) = projects(listed(WORKS | {"建设性质": "结转续建"})).items

    assert item.project.nature is Nature.CONTINUED


def test_error_values_are_named_and_counted_as_nothing(sheet: Callable[..., yx.Evaluation]) -> None:
    evaluation = sheet([["项目名称", "类别", "阶段", "总投资（亿元）"], ["甲", "#N/A", "前期", "#DIV/0!"]])

    assert record(evaluation)["total_investment"] is None


def test_numbers_that_stand_twice_are_named(listed: Callable[..., yx.Evaluation]) -> None:
    assert codes(listed(WORKS, SPARE | {"编号": "A1"})) == ["F1506"]


def test_two_columns_for_one_thing_are_named(listed: Callable[..., yx.Evaluation]) -> None:
    assert codes(listed(WORKS, header=[*HEADER, "计划总投资（亿元）"])) == ["F1504"]


def test_what_needs_coordination_is_listed(listed: Callable[..., yx.Evaluation]) -> None:
    found = projects(listed(WORKS | {"需协调事项": "用地指标"}, ROAD | {"需协调事项": "无"}))

    assert [item.project.label for item in found.to_coordinate] == ["滨湖厂房"]


def test_dates_may_be_real_ones(listed: Callable[..., yx.Evaluation]) -> None:
    (item,) = projects(listed(WORKS | {"计划开工": date(2021, 1, 5), "实际开工": date(2021, 3, 5)})).items

    assert item.late_start == 2
    assert (
        record(listed(WORKS | {"实际开工": date(2021, 3, 5)}))["items"][0]["start_actual"] == "2021年3月5日"
    )


def test_a_real_date_that_shows_its_month_alone_says_no_day(book: Callable[..., Path]) -> None:
    table = [list(PRINTED), [INDICATOR.get(key) for key in PRINTED]]
    rows = [HEADER, [(WORKS | {"计划开工": date(2021, 3, 1)}).get(key) for key in HEADER]]
    path = book(table, 规划信息=[["项目", "内容"], *map(list, INFO.items())], 重大项目=rows)
    workbook = load_workbook(path)
    workbook["重大项目"]["M2"].number_format = 'yyyy"年"m"月"'
    workbook.save(path)

    (item,) = projects(yx.evaluate(yx.read_workbook(path))).items
    assert record(yx.evaluate(yx.read_workbook(path)))["items"][0]["start_planned"] == "2021年3月"
    assert item.late_start == 0


def test_cells_that_hold_errors_are_named(listed: Callable[..., yx.Evaluation]) -> None:
    evaluation = listed(WORKS | {"计划开工": "#REF!", "责任单位": "#N/A", TOTAL: "#DIV/0!", Y1: True})

    assert [item.where for item in evaluation.findings if item.where.startswith("重大项目")] == [
        "重大项目!F2",
        "重大项目!H2",
        "重大项目!Q2",
        "重大项目!M2",
    ]


def test_a_sheet_without_a_header_is_named(sheet: Callable[..., yx.Evaluation]) -> None:
    evaluation = sheet([["只有文字"]])

    assert evaluation.projects is None
    assert codes(evaluation) == ["F1502"]
    assert sheet([["项目名称", "类别", "阶段"]]).projects is None


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({TOTAL: "3公里"}, ["F1510"]),
        ({"项目个数": "好几个", "类别": "产业"}, ["F1510"]),
        ({"项目个数": "未统计", "类别": "产业"}, []),
        ({"项目个数": "5公里"}, ["F1510"]),
    ],
)
def test_what_is_no_money_and_no_number_is_named(
    listed: Callable[..., yx.Evaluation], cells: Cells, found: list[str]
) -> None:
    assert codes(listed(SPARE | cells)) == found


def test_an_actual_finish_tells_the_stage_where_none_is_filled_in(
    listed: Callable[..., yx.Evaluation],
) -> None:
    (item,) = projects(listed(ROAD | {"阶段": None})).items

    assert item.stage is Stage.FINISHED


def test_merged_headers_are_read_as_they_show(book: Callable[..., Path]) -> None:
    """A group over its columns, one header over two columns, and a column that has none."""
    table = [list(PRINTED), [INDICATOR.get(key) for key in PRINTED]]
    rows: list[list[object]] = [
        ["项目名称", None, "完成投资（亿元）", None, "阶段", None, None],
        [None, None, "2021年", "2022年", None, None, None],
        ["甲", "乙", 1, 2, "在建", None, "记号"],
    ]
    path = book(table, 规划信息=[["项目", "内容"], *map(list, INFO.items())], 重大项目=rows)
    workbook = load_workbook(path)
    for area in ("A1:B2", "C1:D1", "E1:F2", "G1:G2"):
        workbook["重大项目"].merge_cells(area)
    workbook.save(path)
    evaluation = yx.evaluate(yx.read_workbook(path))

    assert record(evaluation)["completed"] == 3
    assert codes(evaluation) == ["F1533"]


@pytest.mark.parametrize(
    ("headers", "rows", "stages", "accounts"),
    [
        (
            ["项目进展", "工程进度"],
            [["已开工", "主体封顶"], ["停工", "停工"], ["拟建", None]],
            [Stage.STARTED, Stage.STOPPED, Stage.PREPARED],
            ["主体封顶", "停工", ""],
        ),
        (["项目进展"], [["在建"], ["竣工投产"], [None]], [Stage.UNDER_WAY, Stage.FINISHED, None], [""] * 3),
        (["项目进展"], [["桩基施工"], ["主体封顶"], ["停工"]], [None, None, Stage.STOPPED],
         ["桩基施工", "主体封顶", "停工"]),
        (["项目进展", "阶段"], [["在建", "竣工"]] * 3, [Stage.FINISHED] * 3, ["在建"] * 3),
    ],
)  # fmt: skip
def test_stages_may_stand_below_a_header_of_accounts(
    sheet: Callable[..., yx.Evaluation],
    headers: list[str],
    rows: list[list[object]],
    stages: list[Stage | None],
    accounts: list[str],
) -> None:
    names = ["公路", "学校", "医院"]
    lines = [[name, 3, *row] for name, row in zip(names, rows, strict=True)]
    evaluation = sheet([["项目名称", "总投资（亿元）", *headers], *lines])

    found = projects(evaluation).items
    assert [item.project.stage for item in found] == stages
    assert [item.project.account for item in found] == accounts
    assert "F1504" not in codes(evaluation)


def test_a_row_for_the_rest_asks_for_its_number(listed: Callable[..., yx.Evaluation]) -> None:
    rest = {"项目名称": "其他小型项目", TOTAL: 3, "阶段": "在建", "实际开工": "2021年"}

    evaluation = listed(rest)
    assert codes(evaluation) == ["F1557"]
    (item,) = projects(evaluation).items
    assert dict(item.project.places)["name"] == item.project.where() == "重大项目!B2"
    assert len(item.project.places) == len(set(item.project.places.values()))
    assert codes(listed({**rest, "项目个数": 6})) == []


@pytest.mark.parametrize("kind", ["交通", "交通类", "交通项目", "交通类重大项目"])
def test_a_kind_is_one_however_it_ends(listed: Callable[..., yx.Evaluation], kind: str) -> None:
    bridge = {"项目名称": "大桥", "类别": kind, TOTAL: 30, "阶段": "储备"}
    evaluation = listed({"类别": "交通项目", "项目个数": 10, TOTAL: 90}, bridge)

    told: list[object] = [(one.name, one.count, one.total) for one in projects(evaluation).by_kind]
    assert told == [("交通项目", 10, 90)]
    assert codes(evaluation) == ["F1540"]
