"""责任单位情况: each department's three parts, the index that ranks it, and what makes it incomplete."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import yuecheng_xl as yx
from tests.conftest import INFO
from yuecheng_xl.plan.settings import Scoring
from yuecheng_xl.rules.departments import Scoreboard
from yuecheng_xl.tables import conclusions
from yuecheng_xl.tables import departments as table
from yuecheng_xl.tables.record import evaluation_record
from yuecheng_xl.typed.departments import alike, named_in

INDICATORS = [
    ["序号", "指标", "单位", "2025年目标", "2020年", "2022年", "方向", "数据类型", "责任单位"],
    [1, "绿道里程", "公里", 100, 0, 50, "越高越好", "时点数", "园林局"],
    [2, "公园面积", "公顷", 100, 0, 30, "越高越好", "时点数", "园林局、水利局"],
    [3, "碧道里程", "公里", 100, 0, "未统计", "越高越好", "时点数", "水利局"],
    [4, "街道个数", "个", 10, 0, 9, "越高越好", "时点数", None],
]
TASKS = [
    [
        "编号",
        "任务",
        "量化目标",
        "单位",
        "目标值",
        "基期值",
        "2022年",
        "数据类型",
        "牵头单位",
        "责任单位",
        "进展状态",
    ],
    [1, "修堤", None, None, None, None, None, None, "水利局", "园林局", "已完成"],
    [2, "清淤", "清淤量", "万方", 100, 0, 20, "时点数", "水利局", None, "滞后"],
    [3, "引水", None, None, None, None, None, None, None, "水利局", "建议调整"],
    [4, "护林", None, None, None, None, None, None, "林业局", None, None],
    [5, "种草", None, None, None, None, None, None, None, None, "已完成"],
]
PROJECTS = [
    ["项目名称", "类别", "项目个数", "规划期计划投资（亿元）", "累计完成投资（亿元）", "阶段", "责任单位"],
    ["堤防工程", "水利", None, 10, 3, "在建", "水利局"],
    ["泵站工程", "水利", None, 10, 9, "竣工", "水利局"],
    ["水网工程", "水利", None, 10, 5, "在建", "水利局"],
    ["公园工程", "园林", None, 4, 4, "在建", "园林局"],
    ["其余项目", "其他", 8, 40, 20, None, None],
    ["无主工程", "水利", None, 1, 1, "在建", None],
]


@pytest.fixture
def scored(assess: Callable[..., yx.Evaluation]) -> Callable[..., yx.Evaluation]:
    """Evaluate the three tables; keywords add to 规划信息."""

    def run(tables: dict[str, list[list[Any]]] | None = None, **info: object) -> yx.Evaluation:
        lists = {"重点任务": TASKS, "重大项目": PROJECTS} if tables is None else tables
        settings = [["项目", "内容"], *map(list, (INFO | {"考核评价": "开展"} | info).items())]
        return assess(INDICATORS, 规划信息=settings, **lists)

    return run


def board(evaluation: yx.Evaluation) -> Scoreboard:
    assert evaluation.scoreboard is not None
    return evaluation.scoreboard


def test_each_department_has_its_three_parts_and_its_index(scored: Callable[..., yx.Evaluation]) -> None:
    first, second, third = evaluation_record(scored(), [])["departments"]

    assert (first["department"], first["rank"], first["index"]) == ("园林局", 1, 75)
    assert (first["indicators"], first["indicators_on_schedule"], first["indicators_behind"]) == (2, 1, 1)
    assert (first["indicators_gap"], first["indicators_score"], first["tasks_score"]) == (0.1, 50, None)
    assert (first["projects_score"], first["projects_gap"], first["projects_on_schedule"]) == (100, 0, 1)
    # Of three indicators one is not assessed and one is behind; one task of three is done; 17 of 30 planned
    # by half of the time is ahead, though one of the two projects under way is not.
    assert (second["department"], second["rank"]) == ("水利局", 2)
    assert second["index"] == pytest.approx((0 + 100 / 3 + 100) / 3)
    assert (second["indicators"], second["indicators_on_schedule"], second["indicators_behind"]) == (2, 0, 1)
    assert (second["tasks"], second["tasks_on_schedule"], second["tasks_behind"]) == (3, 1, 2)
    assert second["tasks_gap"] == pytest.approx(0.2)
    assert (second["projects"], second["projects_on_schedule"], second["projects_behind"]) == (3, 1, 1)
    assert (third["department"], third["rank"], third["index"], third["evidence"]) == (
        "林业局", None, None, "没有可评价的事项",
    )  # fmt: skip


def test_the_evidence_can_be_worked_out_again(scored: Callable[..., yx.Evaluation]) -> None:
    _, second, _ = evaluation_record(scored(项目权重=2, 指标权重="0.5"), [])["departments"]

    assert second["evidence"].splitlines() == [
        "指标：0÷1×100＝0.00",
        "任务：1÷3×100＝33.33",
        "项目：56.7%÷50%×100＝113.33，按100计",
        "综合指数：（0.00×0.5＋33.33×1＋100.00×2）÷（0.5＋1＋2）＝66.67",
    ]
    assert second["behind"].splitlines() == [
        "指标：2.公园面积（差10公顷）",
        "任务：2.清淤（滞后）；3.引水（建议调整）",
        "项目：堤防工程（慢20个百分点）",
    ]


@pytest.mark.parametrize(
    ("weights", "ranks"),
    [
        ({}, [1, 2, None]),
        ({"指标权重": 0, "任务权重": 0}, [1, 1, None]),
        ({"指标权重": 0, "项目权重": 0}, [1, None, None]),
        ({"指标权重": 0, "任务权重": 0, "项目权重": 0}, [None, None, None]),
    ],
)
def test_weights_decide_the_ranks_and_equals_share_one(
    scored: Callable[..., yx.Evaluation], weights: dict[str, object], ranks: list[int | None]
) -> None:
    assert [item.rank for item in board(scored(**weights)).departments] == ranks


def test_what_is_nobodys_is_named(scored: Callable[..., yx.Evaluation]) -> None:
    found = [item for item in scored().findings if item.code == "F1550"]

    assert [item.where for item in found] == ["指标总表!B5", "重点任务!I6", "重大项目!G7"]
    assert [item.message for item in found] == [
        "1个指标没有责任单位，未列入“责任单位情况”：4.街道个数",
        "1个任务没有责任单位，未列入“责任单位情况”：5.种草",
        "1个项目没有责任单位，未列入“责任单位情况”：无主工程",
    ]


def test_many_that_are_nobodys_are_named_in_part(scored: Callable[..., yx.Evaluation]) -> None:
    many = [PROJECTS[0], *([f"工程{number}", "水利", None, 1, 1, "在建", None] for number in range(12))]
    (found,) = [
        item for item in scored({"重大项目": many}).findings if item.code == "F1550" and "项目" in item.where
    ]

    assert "12个项目" in found.message
    assert found.message.endswith("工程9等")


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("区发改局", "发改局", True),
        ("清溪区发改局", "区发改局", True),
        ("发展和改革局", "发改局", True),
        ("教体局", "区教育体育局", True),
        ("市教育局", "区教育局", False),
        ("区水利局", "区林业局", False),
        ("城东高新区管委会", "城西经开区管委会", False),
        ("区", "局", False),
    ],
)
def test_one_department_under_two_names_is_asked_about(name: str, other: str, same: bool) -> None:
    assert list(alike([name, other])) == ([(name, other)] if same else [])


def test_projects_without_money_tell_no_share(scored: Callable[..., yx.Evaluation]) -> None:
    rows: list[list[Any]] = [
        ["项目名称", "规划期计划投资（亿元）", "累计完成投资（亿元）", "阶段", "责任单位"]
    ]
    rows += [["修渠", None, None, "在建", "渠道办"]]
    (found,) = [item for item in board(scored({"重大项目": rows})).departments if item.name == "渠道办"]

    assert found.projects is not None
    assert (found.projects.share, found.projects.gap, found.index) == (None, None, None)


def test_alike_names_are_counted_apart_and_named(scored: Callable[..., yx.Evaluation]) -> None:
    tasks = [TASKS[0], [1, "修堤", *[None] * 6, "区水利局", None, "已完成"]]
    evaluation = scored({"重点任务": tasks})

    assert [item.name for item in board(evaluation).departments] == ["区水利局", "园林局", "水利局"]
    assert [item.where for item in evaluation.findings if item.code == "F1551"] == ["重点任务!I2"]


@pytest.mark.parametrize(
    ("text", "names"), [("甲局、乙局", ("甲局", "乙局")), ("甲局/甲局", ("甲局",)), ("", ())]
)
def test_a_cell_may_name_several(text: str, names: tuple[str, ...]) -> None:
    assert named_in(text) == names


@pytest.mark.parametrize("asked", ["不开展", "否", None, "也许"])
def test_nobody_is_ranked_unless_it_is_asked_for(
    scored: Callable[..., yx.Evaluation], tmp_path: Path, asked: str | None
) -> None:
    evaluation = scored(考核评价=asked)

    assert evaluation.scoreboard is None
    assert "departments" not in evaluation_record(evaluation, [])
    assert yx.frames.departments(evaluation).empty
    assert [item.code for item in evaluation.findings if item.where.startswith("规划信息")] == (
        ["F212"] if asked == "也许" else []
    )
    if asked is None:
        written = yx.write_results(evaluation, tmp_path / "结果.xlsx").path
        assert "责任单位情况" not in load_workbook(written).sheetnames


def test_the_sheet_shows_what_the_rules_say(scored: Callable[..., yx.Evaluation], tmp_path: Path) -> None:
    evaluation = scored(考核评价="是")
    written = load_workbook(yx.write_results(evaluation, tmp_path / "结果.xlsx").path)
    rows = list(written["责任单位情况"].iter_rows(min_row=2, values_only=True))

    assert evaluation.plan.settings.scoring is Scoring.YES
    assert "（指标得分×1＋任务得分×1＋项目得分×1）÷权重之和" in str(rows[0][0])
    assert [row[:8] for row in rows[4:7]] == [
        (1, "园林局", 75, 2, 1, 1, 0.1, 50),
        (2, "水利局", pytest.approx(400 / 9), 2, 0, 1, 0.1, 0),
        ("—", "林业局", None, None, None, None, None, None),
    ]
    told = table.paragraph(board(evaluation))
    assert told == (
        "参加考核评价的责任单位共3个，其中1个没有可评价的事项，不排名。综合指数最高的是园林局（75.00），"
        "最低的是水利局（44.44）；有落后事项或投资进度不足的2个。"
    )
    assert str(rows[1][0]).strip() == told == conclusions.on_lists(evaluation)[-1]
    frame = yx.frames.departments(evaluation)
    assert list(frame["名次"].fillna(0)) == [1, 2, 0]


def test_departments_that_are_all_alike_are_told_so(scored: Callable[..., yx.Evaluation]) -> None:
    one = [TASKS[0], *([n, f"任务{n}", *[None] * 6, f"{n}号办公室", None, "已完成"] for n in range(12))]
    told = table.paragraph(board(scored({"重点任务": one}, 指标权重=0)))
    assert told.endswith("（100.00）；各单位均为100。")
    assert "等12个单位" in told
    none = [TASKS[0], [1, "修桥", *[None] * 6, "甲局", None, None]]
    assert table.paragraph(board(scored({"重点任务": none}, 指标权重=0))) == (
        "参加考核评价的责任单位共3个，其中3个没有可评价的事项，不排名。"
    )
