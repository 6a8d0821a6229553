"""What contradicts itself in a workbook: each check with what it finds and what it leaves alone."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import yuecheng_xl as yx
from yuecheng_xl.checks.workbook import CHECKS, identities
from yuecheng_xl.plan.identities import Identity

PERIODS = ("2020年", "2021年", "2022年", "2023年上半年")
HEADER = (
    "序号", "指标", "单位", "2025年目标", *PERIODS, "方向", "数据类型", "2021年增速", "2022年增速",
    "2023年上半年增速", "规划年均增速", "数据说明", "部门预判", "部门建议", "建议内容",
)  # fmt: skip
SETTINGS = [("项目", "内容"), ("基期", 2020), ("目标年", 2025), ("评估时点", "2023年6月30日")]
# On schedule, in agreement with itself, decided: nothing is to be said of it.
SOUND = {
    "序号": 1, "指标": "生产总值", "单位": "亿元", "2025年目标": "150以上", "2020年": 100.0, "2021年": 110.0,
    "2022年": 121.0, "2023年上半年": 64.0, "方向": "越高越好", "数据类型": "时期数", "2021年增速": 10.0,
    "2022年增速": 10.0, "2023年上半年增速": 10.0, "规划年均增速": 8.4,
}  # fmt: skip


Codes = Callable[..., list[str]]


@pytest.fixture
def codes(book: Callable[..., Path]) -> Codes:
    """Check a workbook of one sound row with changes, and more rows; return the codes found."""

    def run(
        changes: dict[str, object] | None = None, *more: dict[str, object], **sheets: object
    ) -> list[str]:
        rows = [{**SOUND, **(changes or {})}, *more]
        table = [HEADER, *([row.get(name) for name in HEADER] for row in rows)]
        found = yx.check(yx.read_workbook(book(table, **{"规划信息": SETTINGS, **sheets})))
        return [item.code for item in found]

    return run


@pytest.mark.parametrize(("factor", "count"), [(None, 0), (1.4, 1), (1.1, 3), (1, 0), ("很多倍", 0)])
def test_the_office_says_how_many_times_is_suspicious(
    factor: float | str | None, count: int, codes: Codes
) -> None:
    # 110 is 1.1 times 100, 121 is 1.1 times 110, the target 150 is 1.5 times the base.
    found = codes({}, 规划信息=[*SETTINGS, ("突变倍数", factor)])
    assert found.count("F1202") == count


def test_a_workbook_that_agrees_with_itself_gives_no_finding(codes: Codes) -> None:
    assert codes() == []


RATIO = {"单位": "%", "数据类型": "比率", "规划年均增速": None}
RANK = {"单位": "位", "数据类型": "位次", "方向": "越低越好", "2025年目标": 5, "规划年均增速": None}
RANK |= dict.fromkeys(("2021年增速", "2022年增速", "2023年上半年增速"))
LEVELS = {"数据类型": "时点数"}
LOSS: dict[str, object] = {"2020年": -100.0, "2021年": -110.0, "2022年": -50.0, "部门建议": "不作调整"}
LOSS |= dict.fromkeys(("2021年增速", "2022年增速", "2023年上半年增速", "规划年均增速"))
BEHIND: dict[str, object] = {
    "2021年": 101,
    "2022年": 102,
    "2023年上半年": 51,
    "2021年增速": 1,
    "2022年增速": 1,
}
BEHIND |= {"2023年上半年增速": 1, "规划年均增速": None, "2025年目标": 106}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # stated growth
        ({"2021年增速": 8.8}, ["F1201"]),
        ({"2021年增速": 8.8, "数据说明": "可比价增速"}, []),
        ({"2021年增速": 9.95}, []),  # rounding of the values
        ({"2022年增速": "＞7（预计）"}, []),  # a bound says no growth to compare
        ({**RATIO, "2020年": 50, "2021年": 55, "2022年": 60.5, "2023年上半年": 66.6, "2025年目标": 75}, []),
        (
            {**RATIO, "2020年": 50, "2021年": 55, "2022年": 60.5, "2023年上半年": 66.6, "2025年目标": 75}
            | {"2021年增速": 5, "2022年增速": 5.5, "2023年上半年增速": None},  # percentage points
            [],
        ),
        # planned growth
        ({"规划年均增速": 6}, ["F1210"]),
        ({"规划年均增速": 6, "数据说明": "可比价"}, []),
        ({"规划年均增速": 9}, []),  # 150 may be 145 or 155
        # no growth from nought, none beyond all reason
        ({"2020年": 0.0}, []),
        ({"2020年": 1e-300, "2025年目标": 1e308, "2021年增速": None, "部门建议": "不作调整"}, ["F1202"] * 2),
        # jumps
        ({"2022年": 1210.0, "2022年增速": None}, ["F1202"]),
        ({**LEVELS, "2023年上半年": 12.0, "2023年上半年增速": None}, ["F1202"]),
        ({"2025年目标": "1500以上", "规划年均增速": None}, ["F1202"]),
        # part of a year
        ({"2023年上半年": 130.0, "2023年上半年增速": None}, ["F1203"]),
        ({**LOSS, "2023年上半年": -20.0}, []),  # a loss may shrink over the year
        ({**LEVELS, "2023年上半年": 130.0, "2023年上半年增速": None}, []),
        # ranks
        ({**RANK, "2020年": 9, "2021年": 8.5, "2022年": 7, "2023年上半年": None}, ["F1204"]),
        ({**RANK, "2020年": 9, "2021年": 8, "2022年": 7, "2023年上半年": None}, []),
        ({**RANK, "2025年目标": None, "2020年": 9, "2021年": 8, "2022年": 7, "2023年上半年": None}, []),
        # shares
        ({**RATIO, "指标": "数字经济占比", "2025年目标": 130}, ["F1205"] * 3),
        ({**RATIO, "指标": "存贷比", "2025年目标": 130}, []),
        # status and value
        ({"2022年": "未出", "2023年上半年": None, "2023年上半年增速": None}, ["F1206"]),
        ({"2022年": "未出", "2022年增速": "10（预计）", "2023年上半年": None, "2023年上半年增速": None}, []),
        ({"2021年": "停止统计", "2021年增速": None}, ["F1207"]),
        ({"2021年": "110（预计）"}, ["F1208"]),
        ({"2023年上半年": "64（预计）"}, []),
        # figures in the note
        ({"2023年上半年": "未出", "2023年上半年增速": None, "数据说明": "2023年上半年为64.2亿元"}, ["F1216"]),
        ({"数据说明": "2022年121亿元，2021年为2020年度数据，2022年增长9%"}, []),
        ({"数据说明": "2022年为112亿元"}, ["F1216"]),
        ({"数据说明": "2018年为90亿元，2022年13月为5亿元"}, []),  # no such column, no such month
        # target behind the base
        ({"2025年目标": 90, "规划年均增速": None}, ["F1209"]),
        ({"2025年目标": "90以上", "规划年均增速": None}, []),
        # decisions
        (BEHIND, ["F1213"]),
        ({**BEHIND, "部门建议": "不作调整"}, []),
        ({**BEHIND, "部门建议": "不作调整", "部门预判": "难以完成"}, []),
        (
            {"2022年": "未统计", "2021年": "未统计", "2023年上半年": "未统计"} | dict.fromkeys(HEADER[10:13]),
            ["F1213"],
        ),
        # forecasts
        ({"部门预判": "能按期实现"}, []),
        ({"部门预判": "提前一年实现"}, ["F1214"]),
        ({"部门预判": "未达到", "2025年目标": "120以上", "规划年均增速": None}, ["F1214"]),
    ],
)
def test_each_check_finds_its_contradiction_and_nothing_else(
    codes: Codes, changes: dict[str, object], expected: list[str]
) -> None:
    assert [code for code in codes(changes) if code.startswith("F12")] == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("由106调整为100（与2020年持平）", []),
        ("由106调整为102，与2021年基本持平", ["F1215"]),
        ("由106调整为101（与2022年持平）", ["F1215"]),
        ("由106调整为102（与2019年持平）", []),  # a year that the workbook does not have
    ],
)
def test_a_figure_said_to_be_the_same_as_a_years_is_held_against_it(
    codes: Codes, content: str, expected: list[str]
) -> None:
    changes = {**BEHIND, "部门建议": "调整目标", "建议内容": content, "客观因素": "疫情"}
    found = codes(changes)
    assert [code for code in found if code.startswith("F12")] == expected


def test_a_finding_on_a_column_that_is_not_there_names_the_indicator(book: Callable[..., Path]) -> None:
    header = [name for name in HEADER if name not in ("部门建议", "建议内容")]
    table = [header, [{**SOUND, **BEHIND}.get(name) for name in header]]

    found = yx.check(yx.read_workbook(book(table, 规划信息=SETTINGS)))

    assert [(item.code, item.where) for item in found] == [("F1213", "指标总表!B2")]


ABSURD = (1e308, -1e308, 1e-300, -1e-300, 0, "9" * 18, "-99.99999999999999", "1e308")
FIGURES = ("2025年目标", *PERIODS, "2021年增速", "2022年增速", "2023年上半年增速", "规划年均增速", "数据说明")


@pytest.mark.parametrize("kind", ["时期数", "时点数", "比率", "位次", "增速", "累计"])
@pytest.mark.parametrize("value", ABSURD)
def test_no_figure_is_too_absurd_to_be_checked(codes: Codes, value: float | str, kind: str) -> None:
    rows = [{**SOUND, "数据类型": kind, "序号": place, name: value} for place, name in enumerate(FIGURES, 2)]
    identities = [COLUMNS, ("[1] = [2] * 0.5 + 1e308 / [3] - 3%", None), ("[1] = [4] × 1e999", None)]

    assert "F1212" in codes({"数据类型": kind}, *rows, 勾稽关系=identities)


OTHER = {**SOUND, "序号": 2, "指标": "人口", "单位": "万人", **LEVELS} | {
    "2020年": 50, "2021年": 50, "2022年": 50, "2023年上半年": None, "2025年目标": "50以上",
    "2021年增速": 0, "2022年增速": 0, "2023年上半年增速": None, "规划年均增速": None,
}  # fmt: skip
RATE = {**OTHER, "序号": 3, "指标": "人均", "单位": "万元/人", "2020年": 2, "2021年": 2.2, "2022年": 2.42} | {
    "2021年增速": 10, "2022年增速": 10, "2025年目标": "2.3以上",
}  # fmt: skip
COLUMNS = ("勾稽关系", "允许误差", "说明")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("[3] = [1] / [2]", 0.01), []),
        (("[人均] ＝ [生产总值] ÷ [人口]", None), []),
        (("[3] = [1] / [2] - 0.05", 0.01), ["F1211"] * 3),
        (("[3] = [1] / [2] - 0.05", "3%"), []),
        (("[1] = [2] + [2]", None), ["F1211"] * 2),
        (("[2] ≤ [1]", None), []),
        (("[1] < [2]", 0), ["F1211"] * 3),
        (("[3]×50%＝（[1]－[1]×0.5）÷[2]", 0.001), []),
        (("[1] = [9]", None), ["F1212"]),
        (("[1] = [2] = [3]", None), ["F1212"]),
        (("[1] =", None), ["F1212"]),
        (("1 = 1", None), ["F1212"]),
        (("[1] = [2] ** 9999999", None), ["F1212"]),
        (("[1] = __import__('os').getcwd()", None), ["F1212"]),
        (("[1] = [2].numerator", None), ["F1212"]),
        (("[1] = [2] 的两倍", None), ["F1212"]),
        (("[1] = " + "-" * 20_000 + "[2]", None), ["F1212"]),
        (("[1] = [2]" + "+0" * 10_000, None), ["F1212"]),
        (("[1] = [2]", 1e308), []),
        (("[1] = [2] * 0.1 * 20", 0), ["F1211"] * 2),  # a tenth is a tenth: 2020年 is equal to the last digit
        (("[2] = [1] / ([2] - [2])", None), []),  # nothing to compare where the divisor is nought
    ],
)
def test_identities_hold_in_every_period_within_their_tolerance(
    codes: Codes, row: tuple[object, ...], expected: list[str]
) -> None:
    assert codes({}, OTHER, RATE, 勾稽关系=[COLUMNS, row]) == expected


HOSTILE = (
    "", "(", "1)", "()", "[]", "[[1]]", "[1", "1]", "[1][2]", "[1] [2]", "1 2", "1.2.3", "1,000", "5e", "@",
    "1_000", "1j", "'a'", '"a"*999999999', 'f"{[1]}"', "[1] if [2] else [1]", "9**9**9", "[1]**2",
    "[1]//[2]", "[1]<<99999", "[1]@[2]", "[1] and [2]", "not [1]", "~[1]", "[1]%%", "5%%", "(5)%", "[1](2)",
    "sum([1])", "[x for x in [1]]", "[1],[2]", "{1}", "{[1]: 2}", "lambda: [1]", "[1].real", "(x:=1)",
    "1e999", "9" * 400, "inf", "nan", "None", "True", "await [1]", "*[1]", "½", "[1]²",
    "[1]；[2]", "#", "[1]%", "\\", "0x10", "\x00",
)  # fmt: skip
LONG = (
    "[" + "1" * 30_000 + "]", "1" * 30_000, "[" * 30_000, "(" * 201 + "[1]" + ")" * 201,
    "(" * 90 + "[1]" + "(" * 90,
    "-" * 30_000 + "[1]", "[1]" + "+[1]" * 7_500, "[1]" + "<[1]" * 5_000, " " * 30_000,
    "[1]" + " " * 30_000 + "%", "0." + "0" * 5_000 + "1",
)  # fmt: skip


def test_a_row_that_is_no_identity_is_its_own_finding_and_the_others_are_checked(
    book: Callable[..., Path],
) -> None:
    rows = [HEADER, *([row.get(name) for name in HEADER] for row in (SOUND, OTHER, RATE))]
    texts = [f"[1] = {text}" for text in HOSTILE + LONG] + [f"{text} = [1]" for text in HOSTILE + LONG]
    kept = [text.replace("\x00", "") for text in texts]  # what openpyxl writes no workbook with
    rules = [COLUMNS, *((text, None) for text in kept), ("[3] = [1] / [2] - 0.05", 0.01)]

    found = yx.check(yx.read_workbook(book(rows, 规划信息=SETTINGS, 勾稽关系=rules)))

    refused = [item.where for item in found if item.code == "F1212"]
    assert refused == [f"勾稽关系!A{row}" for row in range(2, len(kept) + 2)]
    assert max(len(item.message) for item in found) < 300
    assert [item.code for item in found if item.code.startswith("F12")].count("F1211") == 3


def test_the_most_signs_of_a_row_are_still_computed(codes: Codes) -> None:
    for text in (
        "[1] = [1]" + "+[1]-[1]" * 124,
        "[1] = " + "-" * 496 + "[1]",
        "[1] = " + "*[1]" * 248 + "/1e308",
    ):
        row = text.replace("= *", "= ")
        assert "F1212" not in codes({}, 勾稽关系=[COLUMNS, (row, 1e300)])
        assert codes({}, 勾稽关系=[COLUMNS, (row + "+0", None)]) == ["F1212"]


@given(
    st.lists(
        st.sampled_from([*"()+-*/%<>=.,'\"[]{}:;#@!~^&|_0９ａ＋（", *HOSTILE, "[1]", "7", " ", "**"]),
        max_size=12,
    ),
    st.text(max_size=20),
)
def test_no_text_ends_the_check_of_identities(shipped: yx.Evaluation, tokens: list[str], text: str) -> None:
    for expression in ("".join(tokens), text, f"[1]={text}", f"[1]={''.join(tokens)}"):
        identity = Identity(
            expression, expression, None, relative=False, unread_tolerance="", note="", where=""
        )
        evaluation = replace(shipped, plan=replace(shipped.plan, identities=(identity,)))
        assert {item.code for item in identities.check(evaluation)} <= {"F1211", "F1212"}


@pytest.mark.parametrize(
    ("tolerance", "expected"),
    [
        ("很小", ["F1212"]),
        ("0.1到0.2", ["F1212"]),
        ("1e999", ["F1212"]),
        ("inf", ["F1212"]),
        ("nan", ["F1212"]),
        ("9" * 30_000, ["F1212"]),
        (True, ["F1212"]),
        (-0.1, []),
        ("-0.1", []),
        ("±0.1", []),
        (1e308, []),
        ("—", []),
        ("无", []),
    ],
)
def test_a_tolerance_is_a_number_or_nothing(codes: Codes, tolerance: object, expected: list[str]) -> None:
    rows = [COLUMNS, ("[3] = [1] / [2] - 0.05", tolerance), ("[1] = [1]", None)]
    assert codes({}, OTHER, RATE, 勾稽关系=rows) == expected


def test_the_tolerance_is_found_by_its_header(codes: Codes) -> None:
    rows = [("勾稽关系", "说明", "允许误差"), ("[3] = [1] / [2] - 0.05", "人均", 0.1)]
    assert codes({}, OTHER, RATE, 勾稽关系=rows) == []


def test_a_broken_identity_names_the_period_both_sides_and_every_figure(
    book: Callable[..., Path],
) -> None:
    rows = [HEADER, *([row.get(name) for name in HEADER] for row in (SOUND, OTHER, RATE))]
    identities = [COLUMNS, ("[3] = [1] / [2] * 2", 0.01)]
    plan = yx.read_workbook(book(rows, 规划信息=SETTINGS, 勾稽关系=identities))

    first = next(item for item in yx.check(plan) if item.code == "F1211")

    assert first.where == "指标总表!E4"
    assert "2020年" in first.message
    for shown in ("左边 2，右边 4", "[1]＝100", "[2]＝50", "勾稽关系!A2"):
        assert shown in first.message + first.remedy


# What the shipped workbook, with the published figures, contradicts itself in; looked at one by one.
SHIPPED = {
    ("F1201", "指标总表!O4"), ("F1201", "指标总表!O11"), ("F1201", "指标总表!O13"), ("F1201", "指标总表!O16"),
    ("F1209", "指标总表!E34"),
    ("F1210", "指标总表!R4"), ("F1210", "指标总表!R11"), ("F1210", "指标总表!R13"), ("F1210", "指标总表!R16"),
    ("F1213", "指标总表!W7"), ("F1213", "指标总表!W23"), ("F1213", "指标总表!W30"), ("F1213", "指标总表!W31"),
    ("F1214", "指标总表!V8"), ("F1215", "指标总表!X6"), ("F1216", "指标总表!S19"),
}  # fmt: skip


def test_the_published_figures_give_their_contradictions_and_no_false_alarm(shipped: yx.Evaluation) -> None:
    found = yx.check(shipped.plan)

    assert {(item.code, item.where) for item in found if item.code.startswith("F12")} == SHIPPED
    others = [item for item in found if not item.code.startswith("F12")]
    assert len(others) == 8  # those of reading and the rules come along
    assert len(found) == len(SHIPPED) + len(others)
    assert found == shipped.findings


def test_the_findings_sheet_lists_the_same(shipped: yx.Evaluation, tmp_path: Path) -> None:
    written = yx.write_results(shipped, tmp_path / "结果.xlsx")

    assert set(yx.check(shipped.plan)) <= set(written.findings)


def test_every_check_is_pure(shipped: yx.Evaluation) -> None:
    before = deepcopy(shipped)
    for check in CHECKS:
        assert list(check(shipped)) == list(check(shipped))
    assert shipped == before
