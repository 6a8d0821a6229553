"""滚动: what became of the projects since an earlier workbook."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import yuecheng_xl as yx
from tests.conftest import INFO, PRINTED
from yuecheng_xl.rules.moves import Moves
from yuecheng_xl.tables import projects as table
from yuecheng_xl.tables.record import evaluation_record

MONEY = "累计完成投资（亿元）"
HEADER = ["编号", "项目名称", "类别", "项目个数", "开工个数", "竣工个数", "阶段", "实际开工", "实际竣工"]
HEADER += ["责任单位", MONEY]
Cells = dict[str, object]
Rolled = Callable[..., yx.Evaluation]


@pytest.fixture
def rolled(book: Callable[..., Path]) -> Rolled:
    """Evaluate projects given as cells by header, after those of an earlier workbook."""

    def run(now: list[Cells], before: list[Cells] | None, **info: object) -> yx.Evaluation:
        def plan(rows: list[Cells] | None, name: str, **changed: object) -> yx.Plan:
            table = [list(PRINTED), [1, "指标甲", "亿元", 80, 20, None, 44, None, "越高越好", "时点数"]]
            sheets: dict[str, Any] = {"规划信息": [["项目", "内容"], *map(list, (INFO | changed).items())]}
            if rows is not None:
                sheets["重大项目"] = [HEADER, *([row.get(key) for key in HEADER] for row in rows)]
            return yx.read_workbook(book(table, name=name, **sheets))

        earlier = plan(before, "去年.xlsx", **({"评估时点": "2022年6月30日"} | info))
        return yx.evaluate(plan(now, "今年.xlsx"), earlier)

    return run


def moves(evaluation: yx.Evaluation) -> Moves:
    assert evaluation.moves is not None
    return evaluation.moves


def told(evaluation: yx.Evaluation) -> list[tuple[str, str]]:
    return [(move.item.project.label, move.what.value) for move in moves(evaluation).moves]


def codes(evaluation: yx.Evaluation) -> list[str]:
    return [
        item.code
        for item in evaluation.findings
        if item.code in ("F1552", "F1553", "F1554", "F1555", "F1556")
    ]


@pytest.mark.parametrize(
    ("before", "now", "what", "found"),
    [
        ("前期", {"阶段": "在建", "实际开工": "2022年9月"}, ["新开工"], []),
        ("前期", {"阶段": "在建"}, ["新开工"], []),
        ("储备", {"阶段": "竣工", "实际开工": "2022年8月", "实际竣工": "2023年5月"}, ["新开工", "竣工"], []),
        ("在建", {"阶段": "竣工", "实际开工": "2021年8月", "实际竣工": "2023年5月"}, ["竣工"], []),
        ("在建", {"阶段": "在建", "实际开工": "2022年9月"}, [], []),
        ("前期", {"阶段": "在建", "实际开工": "2021年9月"}, [], ["F1554"]),
        ("在建", {"阶段": "竣工", "实际竣工": "2022年6月"}, [], ["F1554"]),
        ("前期", {"阶段": "在建", "实际开工": "2022年"}, ["新开工"], []),
        ("前期", {"阶段": "在建", "实际开工": "已开工"}, ["新开工"], []),
        (None, {"阶段": "在建", "实际开工": "2022年"}, [], []),
        (None, {"阶段": "在建", "实际开工": "2022年7月"}, ["新开工"], []),
        ("在建", {"阶段": "停工", "实际开工": "2021年"}, ["停缓建"], []),
        ("停缓建", {"阶段": "在建", "实际开工": "2021年"}, [], []),
        ("前期", {"阶段": "调出"}, ["调出"], []),
        ("调出", {"阶段": "调出"}, [], []),
        ("在建", {"阶段": "前期"}, [], ["F1553"]),
        ("竣工", {"阶段": "在建", "实际开工": "2021年"}, [], ["F1553"]),
    ],
)
def test_stages_and_dates_tell_what_became_of_a_project(
    rolled: Rolled, before: str | None, now: Cells, what: list[str], found: list[str]
) -> None:
    evaluation = rolled([{"项目名称": "跨江 大桥", **now}], [{"项目名称": "跨江大桥", "阶段": before}])

    assert told(evaluation) == [("跨江 大桥", one) for one in what]
    assert codes(evaluation) == found


def test_projects_come_in_and_go_out(rolled: Rolled) -> None:
    before = [
        {"编号": 1, "项目名称": "旧厂改造", "阶段": "竣工"},
        {"编号": 2, "项目名称": "新区学校", "阶段": "前期"},
        {"编号": 3, "项目名称": "东湖泵站", "阶段": "调出"},
    ]
    now = [
        {"编号": 4, "项目名称": "西山隧道", "阶段": "在建", "实际开工": "2022年11月", "责任单位": "交通局"},
        {"编号": 5, "项目名称": "南河绿道", "阶段": "在建", "实际开工": "2022年3月"},
    ]
    evaluation = rolled(now, before)

    assert told(evaluation) == [
        ("西山隧道", "新入库"), ("西山隧道", "新开工"), ("南河绿道", "新入库"), ("新区学校", "未再列入"),
    ]  # fmt: skip
    (missing,) = [item for item in evaluation.findings if item.code == "F1552"]
    assert "的项目1个" in missing.message
    assert missing.message.endswith("新区学校")
    assert table.paragraph(evaluation).endswith(
        "与2022年6月30日相比，新入库2个、新开工1个、未再列入1个（新区学校）。"
    )


def test_of_several_with_one_name_the_number_tells_which_is_which(rolled: Rolled) -> None:
    before = [
        {"编号": 1, "项目名称": "口袋公园", "阶段": "前期"},
        {"编号": 2, "项目名称": "口袋公园", "阶段": "在建"},
        {"编号": 3, "项目名称": "口袋公园", "阶段": "在建"},
    ]
    now = [
        {"编号": 2, "项目名称": "口袋公园", "阶段": "在建"},
        {"编号": 1, "项目名称": "口袋公园", "阶段": "在建"},
        {"编号": 9, "项目名称": "口袋公园", "阶段": "竣工"},
    ]

    assert [(move.item.project.number, move.what.value) for move in moves(rolled(now, before)).moves] == [
        ("1", "新开工"),
        ("9", "竣工"),
    ]


def test_investment_in_between_is_summed_and_must_not_become_less(rolled: Rolled) -> None:
    before = [{"项目名称": "甲", MONEY: 2, "阶段": "在建"}, {"项目名称": "乙", MONEY: 5, "阶段": "在建"}]
    before += [{"项目名称": "丙", "阶段": "前期"}]
    now = [{"项目名称": "甲", MONEY: 6, "阶段": "在建"}, {"项目名称": "乙", MONEY: 4.5, "阶段": "竣工"}]
    now += [{"项目名称": "丙", MONEY: 1, "阶段": "在建"}]
    evaluation = rolled(now, before)

    assert moves(evaluation).completed == 3.5
    assert codes(evaluation) == ["F1555"]
    assert evaluation_record(evaluation, [])["projects"]["moves"] == {
        "since": "2022-06-30", "completed": 3.5, "added": 0, "started": 1, "finished": 1, "stopped": 0,
        "removed": 0, "missing": 0,
        "items": [
            {"what": "竣工", "number": None, "name": "乙", "kind": "", "department": "",
             "stage_before": "在建", "stage": "竣工", "completed": -0.5},
            {"what": "新开工", "number": None, "name": "丙", "kind": "", "department": "",
             "stage_before": "前期", "stage": "在建", "completed": None},
        ],
        "changed": [],
    }  # fmt: skip
    other = rolled(now, before, 基期=2015, 目标年=2022)
    assert moves(other).completed is None
    assert codes(other) == []


MANY = {"类别": "交通", "项目个数": 10, "开工个数": 4, "竣工个数": 1}


@pytest.mark.parametrize(
    ("then", "now", "changes", "what"),
    [
        (MANY, {**MANY, "项目个数": 12, "开工个数": 9}, [(2, 5, 0)], ["新入库", "未再列入"]),
        (MANY, MANY, [], ["新入库", "未再列入"]),
        (MANY, {**MANY, "项目个数": 8, "开工个数": None}, [(-2, None, 0)], ["未再列入"]),
        (MANY, {**MANY, "类别": "水利"}, [], ["未再列入"]),
        ({**MANY, "类别": "产业"}, {**MANY, "类别": "产业", "项目个数": 11}, [(1, 0, 0)], ["新入库"]),
    ],
)
def test_rows_for_many_are_compared_by_their_numbers(
    rolled: Rolled, then: Cells, now: Cells, changes: list[object], what: list[str]
) -> None:
    """A project listed by itself once only may have moved into such a row, or out of it."""
    evaluation = rolled(
        [now, {"项目名称": "新桥", "类别": "交通", "阶段": "前期"}],
        [then, {"项目名称": "老厂", "类别": "产业", "阶段": "前期"}],
    )

    assert [(one.count, one.started, one.finished) for one in moves(evaluation).changed] == changes
    assert [word for _, word in told(evaluation)] == what


def test_changed_numbers_are_worded(rolled: Rolled) -> None:
    evaluation = rolled([{**MANY, "项目个数": 12, "开工个数": 3}], [MANY])

    assert "与2022年6月30日相比，交通项目＋2个、开工－1个。" in table.paragraph(evaluation)
    assert [row["滚动事项"] for row in table.moves_lines(evaluation.moves).records] == [
        "项目＋2个、开工－1个"
    ]


def test_a_later_workbook_is_no_earlier_one(rolled: Rolled) -> None:
    one: list[Cells] = [{"项目名称": "甲", "阶段": "在建"}]
    evaluation = rolled(one, one, 评估时点="2024年6月30日")

    assert evaluation.moves is None
    assert codes(evaluation) == ["F1556"]


def test_many_that_are_missing_are_named_in_part(rolled: Rolled) -> None:
    before: list[Cells] = [{"项目名称": f"工程{number}", "阶段": "在建"} for number in range(12)]
    (found,) = [
        item for item in rolled([{"项目名称": "甲", "阶段": "在建"}], before).findings if item.code == "F1552"
    ]

    assert found.message.endswith("工程9等")


def test_the_sheet_has_the_moves_where_an_earlier_workbook_is_given(rolled: Rolled, tmp_path: Path) -> None:
    one: list[Cells] = [{"项目名称": "甲", "阶段": "在建"}]

    def headings(evaluation: yx.Evaluation) -> list[str]:
        sheet = load_workbook(yx.write_results(evaluation, tmp_path / "结果.xlsx").path)["重大项目情况"]
        texts = [str(row[0]) for row in sheet.iter_rows(values_only=True)]
        return [text for text in texts if text[1:2] == "、" or text == "没有变化"][5:]

    assert headings(rolled(one, one)) == [
        "六、需协调的事项", "七、与2022年6月30日相比的滚动情况", "没有变化", "八、项目清单",
    ]  # fmt: skip
    assert headings(rolled(one, None)) == ["六、需协调的事项", "七、项目清单"]
    assert "与2022年6月30日相比，各项目的阶段没有变化。" in table.paragraph(rolled(one, one))
