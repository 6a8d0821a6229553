"""Doubt (存疑): figures and targets that may be read otherwise, and what becomes of the verdict."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

import yuecheng_xl as yx
from tests.indicators import cells
from yuecheng_xl.plan import Doubt, Reading
from yuecheng_xl.rules.brief import evaluated as evaluated_in_brief
from yuecheng_xl.rules.outcome import Method
from yuecheng_xl.rules.yearly import Kind
from yuecheng_xl.tables.record import evaluation_record
from yuecheng_xl.typed.period import Period

Evaluate = Callable[..., yx.Evaluation]
YEAR = Period.whole(2022)


def row(name: str, unit: str, target: object, *values: object, **more: Any) -> dict[str, Any]:
    return dict(cells("", target, *values, **{"指标": name, "单位": unit, **more}))


def doubted(evaluation: yx.Evaluation, *doubts: Doubt) -> yx.Evaluation:
    """Evaluate once more, the first indicator with these doubts in place of its own."""
    first, *rest = evaluation.plan.indicators
    plan = replace(evaluation.plan, indicators=(replace(first, doubts=doubts), *rest), findings=())
    return yx.evaluate(plan)


def of_2022(*values: str | None) -> Doubt:
    """Doubt the figure of 2022: it may be each of these."""
    readings = tuple(
        Reading(value or "没有数", figures={YEAR: None if value is None else Decimal(value)})
        for value in values
    )
    return Doubt("2022年数据", "的单位看不清", "指标总表!H2", "核对", readings)


def test_a_figure_s_readings_that_differ_leave_no_verdict(evaluated: Evaluate) -> None:
    result = doubted(evaluated(row("森林面积", "公顷", 200, 100, 120, 1800)), of_2022("1800", "118"))
    (item,) = result.assessments
    assert (item.completion, item.grade, item.outcome.method) == ("—", "无法评价", Method.DOUBT)
    (finding,) = [one for one in result.findings if one.code == "F407"]
    assert finding.where == "指标总表!H2"
    assert "2022年数据的单位看不清：按“1800”为“完成”，按“118”为“未完成”" in finding.message
    assert finding.remedy == "请核对"
    assert "已达到目标" not in item.evidence
    assert "按“118”：基数：2020年为100；现值：2022年为118" in item.evidence


def test_readings_that_agree_stand_but_nothing_is_said_to_be_reached(evaluated: Evaluate) -> None:
    result = doubted(evaluated(row("森林面积", "公顷", 200, 100, 120, 1800)), of_2022("1800", "180"))
    (item,) = result.assessments
    assert (item.completion, item.grade) == ("完成", "快于预期")
    assert [one.code for one in result.findings if one.code.startswith("F40")] == ["F408"]
    assert (item.outlook.expected_year, item.outlook.required) == (None, None)
    assert result.breakdown(item).kind is Kind.DOUBT
    both_reached = doubted(evaluated(row("森林面积", "公顷", 200, 100, 120, 230)), of_2022("230", "240"))
    (item,) = both_reached.assessments
    assert (item.completion, item.grade) == ("完成", "快于预期")
    assert "达到目标" not in item.evidence
    assert item.outcome.method is Method.DOUBT
    assert both_reached.summary.early == ()


def test_a_figure_may_be_none(evaluated: Evaluate) -> None:
    (item,) = doubted(evaluated(row("森林面积", "公顷", 200, 100, 150, 0)), of_2022("0", None)).assessments
    assert item.completion == "—"
    assert "按“没有数”：基数：2020年为100；现值：2021年为150" in item.evidence


def test_doubts_of_a_figure_a_growth_and_a_target_are_weighed_together(evaluated: Evaluate) -> None:
    plain = evaluated(row("森林面积", "公顷", 200, 100, 120, 1800, **{"2022年增速": 0.052}))
    target = plain.plan.indicators[0].target
    goals = tuple(
        Reading(f"目标{value}", {"target": replace(target, value=Decimal(value))})
        for value in ("200", "2000")
    )
    growths = tuple(Reading(value, growths={YEAR: Decimal(value)}) for value in ("0.052", "5.2"))
    gone = Reading("没有增速", growths={YEAR: None})
    result = doubted(
        plain,
        of_2022("1800", "118"),
        Doubt("目标", "多了一位", "指标总表!E2", "核对目标", goals),
        Doubt("2022年增速", "像是小数", "指标总表!N2", "核对", (*growths, gone)),
    )
    (item,) = result.assessments
    assert item.completion == "—"
    assert "等为“未完成”" in item.outcome.doubt
    (finding,) = [one for one in result.findings if one.code == "F407"]
    assert "2022年数据的单位看不清；目标多了一位；2022年增速像是小数" in finding.message
    assert finding.remedy == "请核对；核对目标"


def test_every_door_marks_a_doubted_figure_and_target(tmp_path: Path, book: Callable[..., Path]) -> None:
    header = ["序号", "指标", "单位", "方向", "数据类型", "2025年目标", "2020年", "2021年", "2022年"]
    high = ["公顷", "越高越好", "时点数"]
    master = book(
        [header, [1, "林地面积", *high, 200, 100, 120, 1800], [2, "绿地面积", *high, 200, 100, 120, 180]]
    )
    plain = yx.evaluate(yx.read_workbook(master))
    target = plain.plan.indicators[0].target
    goals = (Reading("200"), Reading("2000", {"target": replace(target, value=Decimal(2000))}))
    evaluation = doubted(plain, of_2022("1800", "118"), Doubt("目标", "多了一位", "E2", "核对目标", goals))
    written = yx.write_results(evaluation, tmp_path / "结果.xlsx")
    result = openpyxl.load_workbook(written.path)

    def texts(sheet: str) -> set[object]:
        return {cell.value for line in result[sheet].iter_rows() for cell in line}

    assert {"1800（存疑）", "200（存疑）", "—（存疑）", 180, "完成"} <= texts("表1")
    assert "200（存疑）" in texts("评估依据")
    assert "存疑，核实后再分解" in texts("年度分解")
    record = evaluation_record(evaluation, written.findings)
    assert [item["doubt"] is None for item in record["indicators"]] == [False, True]
    yx.write_report(evaluation, tmp_path / "报告.docx")
    document = docx.Document(str(tmp_path / "报告.docx"))
    report = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "2022年为1800公顷（存疑）。该指标存疑（按" in report
    assert "待责任单位核实后评价" in report


def test_the_report_says_doubt_in_place_of_a_verdict_that_stands(tmp_path: Path, evaluated: Evaluate) -> None:
    result = doubted(evaluated(row("森林面积", "公顷", 200, 100, 120, 230)), of_2022("230", "240"))
    yx.write_report(result, tmp_path / "报告.docx")
    document = docx.Document(str(tmp_path / "报告.docx"))
    report = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "该指标存疑（按“230”或“240”为“完成”），待责任单位核实后确认，暂按“完成”计" in report
    assert "已经提前达到" not in report


# Progress beyond ±300%.


@pytest.mark.parametrize(
    ("made", "completion", "code"),
    [
        pytest.param(row("游客", "万人次", 140, 100, 105, 1080), "—", "F407", id="ten times the base"),
        pytest.param(row("游客", "万人次", 140, 100, 105, 1300), "完成", "F408", id="either way"),
        pytest.param(row("游客", "万人次", 110, 100, 120, 150), "完成", "F421", id="no power of ten"),
        pytest.param(row("游客", "万人次", 110, 100, 90, 60), "未完成", "F421", id="far behind"),
        pytest.param(row("游客", "万人次", 110, 100, 90, -60), "未完成", "F421", id="below nought"),
        pytest.param(row("游客", "万人次", "[100]", 0, 200, 260), "完成", "F421", id="a sum"),
    ],
)
def test_progress_beyond_reason_is_always_in_doubt(
    evaluated: Evaluate, made: Any, completion: str, code: str
) -> None:
    result = evaluated(made)
    (item,) = result.assessments
    assert item.completion == completion
    assert item.outcome.doubt
    assert item.grade != "提前完成"
    assert [one.code for one in result.findings if one.code in ("F407", "F408", "F421")] == [code]


def test_the_last_twelve_months_may_hold_a_part_in_another_unit(evaluated: Evaluate) -> None:
    made = row("产值", "亿元", 1500, 1000, 1200, 1270, 62400, **{"2023年上半年增速": 6})
    (item,) = evaluated(made | {"数据类型": "时期数"}).assessments
    assert "“624”" in item.outcome.doubt
    (item,) = evaluated(made | {"数据类型": None}).assessments
    assert "“时点数、624”" in item.outcome.doubt


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(
            row("死亡率", "人/亿元", "＜0.01", 0.011, 0.017, 0.007), id="the way is within rounding"
        ),
        pytest.param(row("游客", "万人次", 110, 100, 120, 130), id="300% is not beyond"),
    ],
)
def test_progress_within_reason_is_not_in_doubt(evaluated: Evaluate, made: Any) -> None:
    (item,) = evaluated(made).assessments
    assert (item.grade, item.outcome.doubt) == ("提前完成", "")


def test_the_screen_shows_the_warnings_that_touch_a_verdict(evaluated: Evaluate) -> None:
    few = evaluated(row("产值", "亿元", 1500, 1000, 1200, 1270, 624, 数据类型="时期数"))
    brief = evaluated_in_brief(few, few.findings)
    assert "关系到结论的警告1项：\n  [F502 警告]" in brief
    assert "其余11项见问题清单" in evaluated_in_brief(few, [*few.findings] * 41)
