"""评估类型: what the dates tell, and how a plan that is over is judged and written."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

import yuecheng_xl as yx
from tests.indicators import LOWER, Cells, rate, ratio, stock, total
from yuecheng_xl.rules import Assessment
from yuecheng_xl.tables.record import evaluation_record

One = Callable[..., Assessment]
END = "2025年12月31日"


@pytest.mark.parametrize(
    ("cutoff", "kind"),
    [
        ("2021年12月31日", "年度监测"),
        ("2022年6月30日", "年度监测"),
        ("2022年12月31日", "中期评估"),
        ("2023年6月30日", "中期评估"),
        ("2023年12月31日", "中期评估"),
        ("2024年3月31日", "年度监测"),
        ("2025年12月30日", "年度监测"),
        (END, "总结评估"),
        ("2026年6月30日", "总结评估"),
    ],
)
def test_the_dates_tell_the_kind(one: One, cutoff: str, kind: str) -> None:
    assert one(ratio(70, 50, 54), 评估时点=cutoff).plan.kind.value == kind


@pytest.mark.parametrize(
    ("said", "kind"),
    [("年度监测", "年度监测"), ("总结评估", "总结评估"), ("终期评估", "总结评估"), ("中期", "中期评估")],
)
def test_the_plans_sheet_goes_first(one: One, said: str, kind: str) -> None:
    assert one(ratio(70, 50, 54), 评估类型=said).plan.kind.value == kind


@pytest.mark.parametrize("said", ["评估", "中期总结"])
def test_a_kind_that_is_none_is_a_finding(evaluated: Callable[..., yx.Evaluation], said: str) -> None:
    assert [
        item.where for item in evaluated(ratio(70, 50, 54), 评估类型=said).findings if item.code == "F212"
    ]


def until(last: object, **more: object) -> Cells:
    return {"2023年": 58, "2024年": 64, "2025年": last, **more}


@pytest.mark.parametrize(
    ("row", "completion", "line"),
    [
        pytest.param(ratio(70, 50, 54, 56, **until(70)), "完成", "现值70已达到目标70，完成", id="there"),
        pytest.param(
            ratio(70, 50, 54, 56, **until(69)),
            "基本完成",
            "规划期末未达到目标70，完成程度95%，相差1个百分点，基本完成",
            id="19 of 20",
        ),
        pytest.param(
            ratio(70, 50, 54, 56, **until(68.9)),
            "未完成",
            "规划期末未达到目标70，完成程度94.5%，相差1.1个百分点，未完成",
            id="18.9 of 20",
        ),
        pytest.param(
            ratio(60, 62, 54, 56, **until(59.9)),
            "未完成",
            "规划期末未达到目标60，相差0.1个百分点，未完成",
            id="a floor that is not held",
        ),
        pytest.param(
            total("[4500]", 900, 900, **until(900, **{"2023年": 900, "2024年": 700})),
            "基本完成",
            "规划期末未达到目标[4500]，完成程度95.6%，相差200套，基本完成",
            id="4300 of 4500",
        ),
        pytest.param(
            total("[100]以内", 20, 20, **until(20, **{"2023年": 20, "2024年": 20}), 方向=LOWER),
            "完成",
            "已用额度100%≤时间进度100%，完成",
            id="a ceiling, used to the last",
        ),
        pytest.param(
            total("＜100", 20, 20, **until(20, **{"2023年": 20, "2024年": 20}), 方向=LOWER),
            "基本完成",
            "规划期末未达到目标＜100，完成程度100%，基本完成",
            id="below a ceiling, and used to the last",
        ),
        pytest.param(
            total("[100]以内", 30, 30, **until(20, **{"2023年": 20, "2024年": 20}), 方向=LOWER),
            "未完成",
            "规划期末未达到目标[100]以内，完成程度83.3%，相差20套，未完成",
            id="more than a ceiling",
        ),
        pytest.param(
            rate(6, 6, 6, **until(5, **{"2023年": 6, "2024年": 6})),
            "基本完成",
            "规划期末未达到目标6，完成程度96.7%，相差0.2个百分点，基本完成",
            id="5.8 of 6 on average",
        ),
        pytest.param(rate(6, 6, 6, **until(6, **{"2023年": 6, "2024年": 6})), "完成", "", id="6 of 6"),
        pytest.param(
            ratio("44以上", "—", "—", "—", **{"2025年": 43.6}),
            "未完成",
            "规划期末未达到目标44以上，相差0.4个百分点，未完成",
            id="no base, and the end is here",
        ),
        pytest.param(ratio(70, 50, 部门预判="能实现"), "完成", "", id="a forecast"),
        pytest.param(ratio(70, 50), "—", "", id="nothing"),
    ],
)
def test_a_plan_that_is_over_is_judged_by_its_targets(
    one: One, row: Cells, completion: str, line: str
) -> None:
    item = one(row, 评估时点=END)
    assert (item.completion, item.grade) == (completion, completion if completion != "—" else "无法评价")
    assert not line or line in item.calculation
    assert (item.recommendation.text, item.recommendation.adjustment) == ("—", None)
    assert "推算" not in item.evidence


def test_the_share_that_is_nearly_all_comes_from_the_plans_sheet(one: One) -> None:
    row = ratio(70, 50, 54, 56, **until(68))
    assert one(row, 评估时点=END).completion == "未完成"
    assert one(row, 评估时点=END, 基本完成下限="90%").completion == "基本完成"


def test_a_target_that_is_met_by_an_older_figure_asks_for_the_last_one(
    evaluated: Callable[..., yx.Evaluation],
) -> None:
    result = evaluated(ratio(70, 50, 54, 56, **{"2024年": 68}), 评估时点=END)
    assert [item.completion for item in result.assessments] == ["未完成"]  # on schedule is not enough
    assert "推算" not in result.assessments[0].evidence
    assert result.assessments[0].outlook.required is None
    (finding,) = [item for item in result.findings if item.code == "F532"]
    assert "按2024年的数据判断" in finding.message
    ended = evaluated(total("[100]以内", 20, 20, **{"2023年": 20, "2024年": 15}, 方向=LOWER), 评估时点=END)
    assert [item.completion for item in ended.assessments] == ["完成"]
    fast = evaluated(total("[100]以内", 30, 30, **{"2023年": 20, "2024年": 15}, 方向=LOWER), 评估时点=END)
    assert [item.completion for item in fast.assessments] == ["完成"]
    assert "规划期末达到目标[100]以内，完成" in fast.assessments[0].calculation


def test_what_a_department_foresaw_has_no_gap(evaluated: Callable[..., yx.Evaluation]) -> None:
    from yuecheng_xl.tables.conclusions import paragraphs

    result = evaluated(ratio(70, 50, 部门预判="未达到"), 评估时点=END)
    assert [item.completion for item in result.assessments] == ["未完成"]
    assert paragraphs(result)[1] == ""


def test_what_came_after_the_target_year_is_printed_and_not_judged(one: One) -> None:
    item = one(ratio(70, 50, 54, 56, **until(68, **{"2026年上半年": 75})), 评估时点="2026年6月30日")
    assert (item.completion, str(item.outcome.current.period if item.outcome.current else "")) == (
        "未完成",
        "2025年",
    )
    assert [str(one.period) for one in item.indicator.after_cutoff] == ["2026年上半年"]


@pytest.mark.parametrize(("said", "completion"), [("基本完成", "基本完成"), ("基本", "未完成")])
def test_a_person_may_say_nearly_when_the_plan_is_over(one: One, said: str, completion: str) -> None:
    assert one(ratio(70, 50, 54, 56, **until(60), 人工认定=said), 评估时点=END).completion == completion


def test_nearly_is_no_word_before(one: One) -> None:
    assert one(ratio(70, 50, 54, 56, 人工认定="基本完成")).completion == "未完成"


HEADER = ["序号", "指标", "单位", "2025年目标", "2020年", "2021年", "2022年", "2023年", "2024年", "2025年"]
HEADER += ["方向", "数据类型"]
ROWS = [
    [1, "甲率", "%", 70, 50, 54, 56, 58, 64, 70, "越高越好", "比率"],
    [2, "乙率", "%", 70, 50, 54, 58, 62, 66, 69.5, "越高越好", "比率"],
    [3, "丙率", "%", 70, 50, 54, 58, 62, 60, 61, "越高越好", "比率"],
    [4, "丁事", "", "基本完成", None, None, None, None, None, "基本完成", None, "定性"],
]


def carried(assess: Callable[..., yx.Evaluation], year: int) -> yx.Evaluation:
    """Evaluate the master as it stood at the end of a year."""
    known = HEADER.index(f"{year}年") + 1
    wide = [*HEADER[:known], *HEADER[-2:]]
    rows = [wide, *([*row[:known], *row[-2:]] for row in ROWS)]
    return assess(rows, 规划信息=[["目标年", 2025], ["评估时点", f"{year}年12月31日"]])


def test_one_master_through_the_years(assess: Callable[..., yx.Evaluation], tmp_path: Path) -> None:
    monitored, half_way = carried(assess, 2021), carried(assess, 2023)
    over = carried(assess, 2025)
    kinds = [item.plan.kind.value for item in (monitored, half_way, over)]
    assert kinds == ["年度监测", "中期评估", "总结评估"]
    assert [item.completion for item in half_way.assessments[:3]] == ["未完成", "完成", "完成"]
    assert [item.completion for item in over.assessments] == ["完成", "基本完成", "未完成", "基本完成"]
    summary = over.summary
    counts = (summary.met, summary.nearly, summary.behind, summary.qualitative, summary.early)
    assert [len(items) for items in counts] == [1, 1, 1, 1, 0]
    assert evaluation_record(over, ())["summary"]["nearly"] == [2]

    titles = {}
    for evaluation in (monitored, half_way, over):
        path = yx.write_results(evaluation, tmp_path / f"{evaluation.plan.kind.value}.xlsx").path
        book = load_workbook(path)
        titles[evaluation.plan.kind.value] = [book["评估依据"]["A1"].value, book["表1"].cell(2, 12).value]
        is_over = evaluation is over
        assert ("年度分解" in book.sheetnames, "表2" in book.sheetnames) == (not is_over, not is_over)
    assert [title for title, _ in titles.values()] == [f"五年规划{kind}依据" for kind in kinds]


def test_the_sheets_of_an_earlier_kind_give_way(assess: Callable[..., yx.Evaluation], tmp_path: Path) -> None:
    half_way = yx.write_results(carried(assess, 2023), tmp_path / "中期.xlsx").path
    book = load_workbook(half_way)
    sheet = book["规划信息"]
    sheet.append(["评估类型", "总结评估"])
    later = tmp_path / "总结.xlsx"
    book.save(later)
    over = yx.evaluate(yx.read_workbook(later))
    titles = load_workbook(yx.write_results(over, tmp_path / "再评.xlsx").path).sheetnames
    assert "评估依据" in titles
    assert not {"表2", "年度分解"} & set(titles)


def test_verdicts_are_compared_with_those_of_an_earlier_evaluation(
    assess: Callable[..., yx.Evaluation],
) -> None:
    from yuecheng_xl.tables.conclusions import paragraphs

    half_way, over = carried(assess, 2023), carried(assess, 2025)
    compared = yx.evaluate(over.plan, half_way.plan)
    standing, lacking = paragraphs(compared)
    assert standing.endswith(
        "与中期评估（2023年12月31日）相比，当时未完成的1个指标，现在1个完成（转为完成的是甲率）；"
        "当时完成的2个指标，现在1个基本完成、1个未完成（转为未完成的是丙率）。"
    )
    assert lacking == "没有完成的指标与目标的差距：乙率相差0.5个百分点，丙率相差9个百分点。"
    assert "中期评估（2023年12月31日）的结论是“未完成”" in compared.assessments[0].calculation
    told = evaluation_record(compared, ())["indicators"][2]["previous"]
    assert told == {"kind": "中期评估", "cutoff": "2023-12-31", "completion": "完成", "grade": "符合预期"}


def test_where_all_is_met_nothing_is_lacking(assess: Callable[..., yx.Evaluation]) -> None:
    from yuecheng_xl.tables.conclusions import paragraphs

    rows = [HEADER, ROWS[0]]
    over = assess(rows, 规划信息=[["目标年", 2025], ["评估时点", END]])
    assert paragraphs(over)[1] == "有数值目标并有数据的指标均已完成规划目标。"


@pytest.mark.parametrize(("said", "grade"), [(None, "提前完成"), ("符合预期", "符合预期")])
def test_the_grade_of_a_floor_that_is_held_comes_from_the_plans_sheet(
    one: One, said: str | None, grade: str
) -> None:
    item = one(stock(90, 100, 95, 96), **({"守住型目标等级": said} if said else {}))
    assert (item.completion, item.grade) == ("完成", grade)
