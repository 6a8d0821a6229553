"""Key tasks: read by meaning, judged by their figures, deadlines and states, counted by field."""

from collections.abc import Callable
from typing import Any

import pytest

import yuecheng_xl as yx
from tests.conftest import INFO, PRINTED
from yuecheng_xl.plan.model import State
from yuecheng_xl.plan.tasks import state_of
from yuecheng_xl.rules.tasks import TaskAssessment
from yuecheng_xl.tables.record import evaluation_record

HEADER = [
    "编号",
    "领域",
    "任务",
    "主要内容",
    "量化目标",
    "单位",
    "目标值",
    "基期值",
    "2021年",
    "2022年",
    "2023年上半年",
    "完成时限",
    "牵头单位",
    "责任单位",
    "进展状态",
    "完成情况",
    "存在问题",
    "原因",
    "下一步举措",
    "关联指标",
    "关联项目",
]
INDICATOR = {"序号": 1, "指标": "湖岸步道长度", "单位": "公里", "2025年目标": 80, "2020年": 20, "2021年": 31}
INDICATOR |= {"2022年": 44, "2023年上半年": 50, "方向": "越高越好", "数据类型": "时点数"}


@pytest.fixture
def tasks(assess: Callable[..., yx.Evaluation]) -> Callable[..., yx.Evaluation]:
    """Evaluate a master with the tasks given as cells by header."""

    def run(*rows: dict[str, object], header: list[str] = HEADER, **sheets: Any) -> yx.Evaluation:
        info = [["项目", "内容"], *map(list, INFO.items())]
        listed = [header, *([row.get(key) for key in header] for row in rows)]
        table = [list(PRINTED), [INDICATOR.get(key) for key in PRINTED]]
        return assess(table, 规划信息=info, 重点任务=listed, **sheets)

    return run


def items(evaluation: yx.Evaluation) -> tuple[TaskAssessment, ...]:
    assert evaluation.tasks is not None
    return evaluation.tasks.items


def codes(evaluation: yx.Evaluation) -> list[str]:
    return [item.code for item in evaluation.findings if item.code.startswith("F15")]


PLATFORM = {
    "编号": 1,
    "领域": "科创",
    "任务": "建中试平台",
    "量化目标": "中试平台数",
    "单位": "家",
    "基期值": 4,
}
PLATFORM |= {
    "目标值": 14,
    "2021年": 6,
    "2022年": 8,
    "2023年上半年": 9,
    "数据类型": "时点数",
    "完成时限": "2025年底",
}


@pytest.mark.parametrize(
    ("changes", "state", "found"),
    [
        ({}, State.ON_SCHEDULE, []),
        ({"进展状态": "按序时推进"}, State.ON_SCHEDULE, []),
        ({"2023年上半年": 8}, State.BEHIND, []),
        ({"2023年上半年": 8, "进展状态": "达到序时"}, State.BEHIND, ["F1521"]),
        ({"2023年上半年": 15}, State.DONE, []),
        ({"2023年上半年": 15, "进展状态": "滞后"}, State.BEHIND, ["F1521"]),
        ({"进展状态": "已完成"}, State.ON_SCHEDULE, ["F1521"]),
        ({"2023年上半年": 8, "进展状态": "建议调整"}, State.TO_ADJUST, []),
        # The way to a nearer deadline is further gone: 5 of 10 by mid-2023 is short of 2.5 of 3.5 years.
        ({"完成时限": "2024年6月"}, State.BEHIND, []),
        ({"完成时限": "2024Q2", "2023年上半年": 12}, State.ON_SCHEDULE, []),
        ({"完成时限": "2023年3月"}, State.BEHIND, []),
        ({"完成时限": "2020年3月"}, State.BEHIND, []),
        ({"目标值": "8以内", "基期值": 10, "2021年": 9, "2022年": 9, "2023年上半年": 8}, State.DONE, []),
        # A line that is held is done only when its time is over.
        (
            {"目标值": 4, "基期值": 3, "2023年上半年": 3.5, "2021年": 3.1, "2022年": 3.2},
            State.ON_SCHEDULE,
            [],
        ),
        ({"目标值": "≤12", "基期值": 4}, State.ON_SCHEDULE, []),
        ({"目标值": "≤12", "基期值": 4, "完成时限": "2023年6月"}, State.DONE, []),
    ],
)
def test_a_goal_is_judged_by_the_rules_of_indicators(
    tasks: Callable[..., yx.Evaluation], changes: dict[str, object], state: State, found: list[str]
) -> None:
    evaluation = tasks(PLATFORM | changes, header=[*HEADER, "数据类型"])

    assert items(evaluation)[0].state is state
    assert codes(evaluation) == found


@pytest.mark.parametrize(
    ("cells", "state", "overdue", "found"),
    [
        ({"进展状态": "已完成", "完成时限": "2022年底"}, State.DONE, False, []),
        ({"进展状态": "达到序时", "完成时限": "2022年底"}, State.BEHIND, True, ["F1522"]),
        ({"进展状态": "未启动", "完成时限": "2023.6"}, State.NOT_STARTED, True, ["F1522"]),
        ({"进展状态": "滞后", "完成时限": "2023.6"}, State.BEHIND, True, []),
        ({"完成时限": "2023.6"}, State.BEHIND, True, ["F1522"]),
        ({"进展状态": "未启动", "完成时限": "2023年7月"}, State.NOT_STARTED, False, []),
        ({"进展状态": "建议取消", "完成时限": "2022年"}, State.TO_ADJUST, False, []),
        ({"完成时限": "长期坚持"}, None, False, ["F1520"]),
        ({"进展状态": "推进中"}, None, False, ["F1507", "F1520"]),
        ({"进展状态": "达到序时", "完成时限": "待定"}, State.ON_SCHEDULE, False, ["F1508"]),
        ({"进展状态": "达到序时", "量化目标": "新增3处驿站"}, State.ON_SCHEDULE, False, ["F1514"]),
        ({"进展状态": "达到序时", "2022年": 3}, State.ON_SCHEDULE, False, ["F1514"]),
        ({"进展状态": "达到序时", "目标值": "全覆盖"}, State.ON_SCHEDULE, False, []),
    ],
)
def test_without_a_figure_the_state_stands_unless_the_deadline_is_over(
    tasks: Callable[..., yx.Evaluation],
    cells: dict[str, object],
    state: State | None,
    overdue: bool,
    found: list[str],
) -> None:
    evaluation = tasks({"编号": 1, "任务": "修缮老街"} | cells)
    (item,) = items(evaluation)

    assert (item.state, item.is_overdue) == (state, overdue)
    assert codes(evaluation) == found


def test_levels_and_amounts_that_add_up_are_told_apart_by_a_question(
    tasks: Callable[..., yx.Evaluation],
) -> None:
    """260 of 400 is ahead of time as a sum of the years; as a level the newest, 90, is far behind."""
    doubted = {
        "任务": "育才",
        "量化目标": "青年创客",
        "单位": "位",
        "目标值": 400,
        "2021年": 80,
        "2022年": 90,
    }
    evaluation = tasks(doubted | {"进展状态": "达到序时"})
    (item,) = items(evaluation)

    assert item.computed is None
    assert item.state is State.ON_SCHEDULE
    assert item.outcome is not None
    assert "累计" in item.outcome.doubt


def test_one_figure_after_the_base_is_a_level(tasks: Callable[..., yx.Evaluation]) -> None:
    row = {"任务": "增绿", "量化目标": "口袋公园", "单位": "处", "目标值": 30, "基期值": 10, "2022年": 20}

    assert items(tasks(row))[0].state is State.ON_SCHEDULE


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ({"2022年": 44}, "湖岸步道长度", []),
        ({"2022年": 45}, "1", ["F1523"]),
        ({"目标值": 90}, "[1]", ["F1523"]),
        ({"单位": "米", "目标值": 80_000, "2022年": 44_000}, "1", []),
        ({"单位": "处"}, "1", []),
        ({"目标值": "[60]"}, "1", []),
        ({}, "林道长度、1", ["F1524"]),
    ],
)
def test_figures_that_restate_an_indicator_agree_with_it(
    tasks: Callable[..., yx.Evaluation], first: dict[str, object], second: str, found: list[str]
) -> None:
    own = {"任务": "贯通步道", "量化目标": "步道长度", "单位": "公里", "目标值": 80, "数据类型": "时点数"}

    evaluation = tasks(own | {"进展状态": "滞后", "关联指标": second} | first, header=[*HEADER, "数据类型"])
    assert [code for code in codes(evaluation) if code in ("F1523", "F1524")] == found


def test_related_projects_are_looked_for_where_there_are_any(tasks: Callable[..., yx.Evaluation]) -> None:
    row = {"任务": "建桥", "进展状态": "滞后", "关联项目": "A1、望湖桥；没有的项目"}
    listed = [
        ["编号", "项目名称", "总投资（亿元）", "阶段"],
        ["A1", "甲", 1, "前期"],
        ["A2", "望湖桥", 1, "前期"],
    ]

    assert codes(tasks(row)) == []
    evaluation = tasks(row, 重大项目=listed)
    assert codes(evaluation) == ["F1524"]
    assert "没有的项目" in evaluation.findings[-1].message


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("已完成", State.DONE),
        ("全部完成", State.DONE),
        ("未完成", State.BEHIND),
        ("基本完成", None),
        ("达到序时进度", State.ON_SCHEDULE),
        ("正常推进", State.ON_SCHEDULE),
        ("推进中", None),
        ("未达到序时", State.BEHIND),
        ("进度滞后", State.BEHIND),
        ("尚未开工", State.NOT_STARTED),
        ("拟调整", State.TO_ADJUST),
    ],
)
def test_states_are_read_in_words_and_never_guessed(text: str, state: State | None) -> None:
    assert state_of(text) is state


def test_a_clerks_own_list_is_read_by_its_headers(assess: Callable[..., yx.Evaluation]) -> None:
    """Another sheet's name, a title, a header of two lines, headings for fields, merged or left empty."""
    rows = [
        ["某区重点任务推进表"],
        [
            "序号",
            "重点任务",
            "目标",
            None,
            None,
            "完成数",
            None,
            "时限",
            "主要责任单位",
            "状态",
            "进展情况",
            "备注",
        ],
        [None, None, "任务目标", "单位", "目标值", "2022年", "2023年上半年", None, None, None, None, None],
        ["一、城乡融合"],
        [1, "改造农房", "农房", "户", 500, 100, 260, "2025", "住建局", "正常推进", "进行顺利", "甲"],
        [None, "建村道", None, None, None, None, None, "2024年", "交通局", "完成", "通车", None],
        ["二、民生"],
        [3, "办学校", None, None, None, None, None, "2024年", "教育局", "滞后", None, None],
        [None, None, None, None, None, None, None, "2024年", "教育局", "滞后", None, None],
        ["合计", None, None, None, 500],
        ["序号", "重点任务"],
    ]
    table = [list(PRINTED), [INDICATOR.get(key) for key in PRINTED]]
    info = [["项目", "内容"], *map(list, INFO.items())]
    evaluation = assess(table, 规划信息=info, 重点任务推进表=rows)

    told = [(item.task.field, item.task.label, item.task.lead, item.state) for item in items(evaluation)]
    assert told == [
        ("一、城乡融合", "1.改造农房", "住建局", State.ON_SCHEDULE),
        ("一、城乡融合", "建村道", "交通局", State.DONE),
        ("二、民生", "3.办学校", "教育局", State.BEHIND),
    ]
    assert codes(evaluation) == ["F1501", "F1503", "F1505"]


def test_a_sheet_without_a_header_is_named(tasks: Callable[..., yx.Evaluation]) -> None:
    evaluation = tasks(header=["甲", "乙"])

    assert evaluation.tasks is None
    assert codes(evaluation) == ["F1502"]


def test_a_sheet_of_a_like_name_without_such_a_header_is_no_list(
    assess: Callable[..., yx.Evaluation],
) -> None:
    table = [list(PRINTED), [INDICATOR.get(key) for key in PRINTED]]

    evaluation = assess(table, 主要任务说明=[["本表说明主要任务"]], 工程说明=[["无"]])
    assert (evaluation.tasks, evaluation.projects) == (None, None)
    assert codes(evaluation) == []


def test_what_cannot_be_read_is_named_with_its_cell(tasks: Callable[..., yx.Evaluation]) -> None:
    row = PLATFORM | {"2023年上半年": "9家左右", "数据类型": "状况", "方向": "越高越好", "目标值": "=1/0"}
    evaluation = tasks(
        row | {"目标值": 14},
        PLATFORM | {"编号": 2, "目标值": "约莫3至5"},
        header=[*HEADER, "数据类型", "方向"],
    )

    assert codes(evaluation) == ["F1507", "F1520"]
    assert {item.where for item in evaluation.findings} >= {"重点任务!V2", "重点任务!G3"}


def test_a_figure_after_the_cut_off_is_left_out(tasks: Callable[..., yx.Evaluation]) -> None:
    header = [*HEADER, "2023年", "数据类型"]
    evaluation = tasks(PLATFORM | {"2023年": 14}, header=header)

    assert items(evaluation)[0].state is State.ON_SCHEDULE
    assert [item.where for item in evaluation.findings if "之后" in item.message] == ["重点任务!V2"]


def test_the_record_has_counts_by_field_and_every_task(tasks: Callable[..., yx.Evaluation]) -> None:
    evaluation = tasks(
        PLATFORM,
        {"编号": "2-1", "领域": "科创", "任务": "引所", "进展状态": "未启动"},
        {"编号": 3, "领域": "民生", "任务": "托育", "进展状态": "已完成", "完成时限": "2024年"},
        {"编号": 4, "领域": "民生", "任务": "养老", "进展状态": "建议调整"},
    )
    record = evaluation_record(evaluation, [])["tasks"]

    assert record["total"] == 4
    assert record["by_field"] == [
        {
            "field": "科创",
            "total": 2,
            "done": 0,
            "on_schedule": 1,
            "behind": 0,
            "not_started": 1,
            "to_adjust": 0,
        },
        {
            "field": "民生",
            "total": 2,
            "done": 1,
            "on_schedule": 0,
            "behind": 0,
            "not_started": 0,
            "to_adjust": 1,
        },
    ]
    assert [item["number"] for item in record["items"]] == [1, "2-1", 3, 4]
    first, *_, third, _ = record["items"]
    assert (first["current"], first["progress"], first["elapsed"], first["state"]) == (
        9,
        0.5,
        0.5,
        "达到序时",
    )
    assert (third["deadline"], third["reported"]) == ("2024-12-31", "已完成")


def test_a_master_without_the_sheets_has_neither(evaluated: Callable[..., yx.Evaluation]) -> None:
    evaluation = evaluated({"2025年目标": 5, "2020年": 1, "2022年": 3})

    assert (evaluation.tasks, evaluation.projects) == (None, None)
    assert (evaluation.plan.tasks, evaluation.plan.projects) == ((), ())
    assert evaluation_record(evaluation, []).keys() == {
        "plan",
        "indicators",
        "adjustments",
        "summary",
        "findings",
    }


def test_a_line_that_is_not_held_is_behind(tasks: Callable[..., yx.Evaluation]) -> None:
    row = PLATFORM | {"目标值": "≤12", "基期值": 4, "2023年上半年": 13}

    assert items(tasks(row, header=[*HEADER, "数据类型"]))[0].state is State.BEHIND


def test_a_task_without_a_goal_restates_nothing(tasks: Callable[..., yx.Evaluation]) -> None:
    assert codes(tasks({"任务": "甲", "进展状态": "滞后", "关联指标": 1})) == []


def test_a_periods_account_may_stand_for_the_account(tasks: Callable[..., yx.Evaluation]) -> None:
    header = ["任务", "进展状态", "截至情况", "2023年上半年完成情况", "2025年目标值"]
    evaluation = tasks(
        {"任务": "甲", "进展状态": "滞后", "2023年上半年完成情况": "开了两次会"}, header=header
    )

    assert items(evaluation)[0].task.account == "开了两次会"


def test_rows_below_a_merged_field_without_a_task_say_nothing(tasks: Callable[..., yx.Evaluation]) -> None:
    evaluation = tasks({"编号": 1, "领域": "甲", "任务": "乙", "进展状态": "滞后"}, {"编号": 2, "领域": "丙"})

    assert codes(evaluation) == []
    assert len(items(evaluation)) == 1


FREE = ["任务", "目标", "2021年完成", "2022年完成", "完成时间", "完成状态"]


@pytest.mark.parametrize(
    ("name", "target", "figures", "unit", "state"),
    [
        ("提高研发强度", "3.2%", ["2.4%", "2.8%"], "%", State.ON_SCHEDULE),
        ("绕城公路里程", "300公里以上", ["60公里", "90"], "公里", State.BEHIND),
        ("公路投资", "50亿元", ["100000万元", "18"], "亿元", State.BEHIND),
        ("机场迁建", "力争2025年开工", [None, None], "", None),
        ("新城建设", "全面建成", [None, None], "", None),
    ],
)
def test_a_target_tells_its_unit_where_no_column_does(
    tasks: Callable[..., yx.Evaluation],
    name: str,
    target: str,
    figures: list[object],
    unit: str,
    state: State | None,
) -> None:
    row = dict(zip(FREE, [name, target, *figures, "2025年", None], strict=True))
    evaluation = tasks(row, header=FREE)
    (item,) = items(evaluation)

    assert (item.task.unit, item.state) == (unit, state)
    assert "F304" not in [finding.code for finding in evaluation.findings]
    assert ("F1514" in codes(evaluation)) == (name == "机场迁建")


def test_what_a_new_number_counts_is_asked_where_it_decides(tasks: Callable[..., yx.Evaluation]) -> None:
    """Levels say behind schedule, amounts that add up say ahead: the state that is filled in stands."""
    row = dict(zip(FREE, ["新增企业", "100家", 45, 50, "2025年", "达到序时"], strict=True))
    evaluation = tasks(row, header=FREE)
    (item,) = items(evaluation)

    assert item.outcome is not None
    assert "累计" in item.outcome.doubt
    assert (item.computed, item.state) == (None, State.ON_SCHEDULE)
    measured = tasks({**row, "数据类型": "累计"}, header=[*FREE, "数据类型"])
    assert [one.computed for one in items(measured)] == [State.ON_SCHEDULE]
