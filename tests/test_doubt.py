"""Doubt (存疑): figures and targets that may be read otherwise, and what becomes of the verdict."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font

import yuecheng_xl as yx
from tests.indicators import cells
from yuecheng_xl.plan import Doubt, Reading
from yuecheng_xl.report.charts import chart
from yuecheng_xl.rules.brief import evaluated as evaluated_in_brief
from yuecheng_xl.rules.outcome import Method
from yuecheng_xl.rules.yearly import Kind
from yuecheng_xl.tables import charts
from yuecheng_xl.tables.record import evaluation_record
from yuecheng_xl.typed.period import Period
from yuecheng_xl.typed.printed import Printed

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


def test_a_chart_has_a_gap_where_a_figure_is_in_doubt(evaluated: Evaluate) -> None:
    result = evaluated(row("产值", "亿元", 1500, 1000, 1190, 11000000, 数据类型="时期数", 配图="是"))
    (line,) = charts.lines(result).records
    drawn = line["数值"]
    assert isinstance(drawn, list)
    assert [figure.number for figure in drawn if isinstance(figure, Printed)] == [1000, 1190, None, None]
    made = chart(result.plan.indicators[0], result.plan)
    assert made is not None
    assert made.series[0][1] == (1000, 1190, None, None)


# Progress beyond ±300%.


@pytest.mark.parametrize(
    ("made", "completion", "code"),
    [
        pytest.param(row("游客", "万人次", 140, 100, 105, 1080), "—", "F407", id="ten times the base"),
        pytest.param(row("游客", "万人次", 140, 100, 105, 1300), "完成", "F408", id="either way"),
        pytest.param(row("游客", "万人次", 110, 100, 120, 150), "完成", "F421", id="no power of ten"),
        pytest.param(row("游客", "万人次", 110, 100, 90, 60), "未完成", "F421", id="far behind"),
        pytest.param(row("游客", "万人次", 110, 100, 90, -60), "未完成", "F421", id="below nought"),
        pytest.param(
            row("游客", "万人次", "[100]", 0, 200, 260) | {"数据类型": "累计"}, "完成", "F421", id="a sum"
        ),
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


# What raises a doubt.

NAMES = ["序号", "指标", "单位", "方向", "数据类型"]


def whats(item: Any) -> list[str]:
    return [f"{doubt.what}{doubt.why}" for doubt in item.indicator.doubts]


@pytest.mark.parametrize(
    ("made", "told", "completion"),
    [
        pytest.param(
            row("产值", "亿元", 1500, 1000, 1190, 11000000, 数据类型="时期数"),
            "2022年数据约为同一行其他数的10000倍",
            "—",
            id="万元 under 亿元",
        ),
        pytest.param(
            row("产值", "亿元", 1500, 1000, 1.19, 1271, 数据类型="时期数"),
            "2021年数据约为同一行其他数的1/1000",
            "完成",
            id="one that the verdict does not use",
        ),
        pytest.param(
            row("产值", "亿元", 1500, 1000, 1190, 11000000, 5300000, 数据类型="时期数"),
            "2022年、2023年上半年数据约为同一行其他数的10000倍",
            "—",
            id="from a year on",
        ),
        pytest.param(
            row("产值", "亿元", "年均7", 1000, 1050, 11000000, 数据类型="时期数"),
            "2022年数据约为同一行其他数的10000倍",
            "—",
            id="no level to reach",
        ),
        pytest.param(
            row("覆盖率", "%", 98, 95, 96, 0.9713, 数据类型="比率"),
            "2022年数据约为同一行其他数的1/100",
            "—",
            id="a share as a fraction",
        ),
        pytest.param(
            row("覆盖率", "%", 0.85, 78, 80, 79, 数据类型="比率"),
            "目标“0.85”约为同一行其他数的1/100",
            "—",
            id="a target as a fraction",
        ),
        pytest.param(
            row("人才数", "人", 41, 308000, 336000, 320000, 数据类型="时点数"),
            "目标“41”约为同一行其他数的1/10000",
            "—",
            id="a target in another unit",
        ),
        pytest.param(
            row("单位GDP能耗降低率", "%", "[15]", None, 3.1, 0.034, 数据类型="累计"),
            "2022年数据像是小数",
            "—",
            id="a reduction as a fraction",
        ),
        pytest.param(
            row("产值", "亿元", "年均6", 1000, 1050, 1100, **{"2021年增速": 6.5, "2022年增速": 0.068}),
            "2022年增速像是小数",
            "—",
            id="a stated growth as a fraction",
        ),
        pytest.param(
            row("游客", "万人次", 1500, 1005, 0, 1300, 0, 数据类型="时点数"),
            "2021年、2023年上半年数据是 0，像是没有填",
            "—",
            id="several noughts",
        ),
        pytest.param(
            row("游客", "万人次", 1500, 1005, 1191, 1300, 0, 数据类型="时点数"),
            "2023年上半年数据是 0，像是没有填",
            "—",
            id="a nought at the end",
        ),
        pytest.param(
            row("森林覆盖率", "%", 60, 50, 53, 560, 数据类型="比率"),
            "2022年数据超出可能的范围（0—100）",
            "完成",
            id="more than all",
        ),
        pytest.param(
            row("森林覆盖率", "%", 60, 500, 510, 520, 数据类型="比率"),
            "2020年、2021年、2022年数据超出可能的范围（0—100）",
            "—",
            id="all of them",
        ),
        pytest.param(
            row("森林覆盖率", "%", "翻一番", 500, 510, 520, 数据类型="比率"),
            "2020年、2021年、2022年数据超出可能的范围（0—100）",
            "未完成",
            id="all, and no level to reach",
        ),
        pytest.param(
            row("森林覆盖率", "%", 600, 50, 53, 56, 数据类型="比率"),
            "目标“600”超出可能的范围（0—100）",
            "—",
            id="a target of more than all",
        ),
        pytest.param(
            row("空气质量优良天数", "天", 330, 300, 310, -5, 数据类型="时期数"),
            "2022年数据超出可能的范围（0—366）",
            "—",
            id="less than none",
        ),
    ],
)
def test_a_figure_that_is_off_is_in_doubt(evaluated: Evaluate, made: Any, told: str, completion: str) -> None:
    result = evaluated(made)
    (item,) = result.assessments
    assert told in "；".join(whats(item))
    assert len(item.indicator.doubts) == 1
    assert item.completion == completion
    assert item.grade != "提前完成"


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(row("充电桩", "个", 3000, 12, 150, 900, 数据类型="时点数"), id="grown fast"),
        pytest.param(row("充电桩", "个", 3000, 3, 40, 600, 数据类型="时点数"), id="grown from next to none"),
        pytest.param(row("渗透率", "%", 45, 0.4, 5.6, 25, 数据类型="比率"), id="a share grown fast"),
        pytest.param(row("事故", "起", 5, 3, 0, 0, 1, 数据类型="时期数", 方向="越低越好"), id="few and none"),
        pytest.param(
            row("欠款", "万元", 0, 900, 300, 0, 数据类型="时点数", 方向="越低越好"), id="none at last"
        ),
        pytest.param(row("游客", "万人次", 1500, 0, 1191, 1300, 数据类型="时期数"), id="none at first"),
        pytest.param(row("新增住房", "套", "[1500]", 0, 300, 0, 数据类型="累计"), id="none in a year"),
        pytest.param(
            row("能耗降低率", "%", "[15]", None, 3.12, 0.05, 数据类型="累计"), id="a small reduction"
        ),
        pytest.param(row("能耗降低率", "%", "[15]", None, 3.1, -0.2, 数据类型="累计"), id="a step back"),
        pytest.param(
            row("产值", "亿元", 1500, 1000, 1190, 1270, 620, **{"2021年增速": 8.8, "2022年增速": 0.3}),
            id="next to no growth",
        ),
        pytest.param(row("排名", "位", 50, 91, 77, 9, 数据类型="位次", 方向="越低越好"), id="a rank"),
        pytest.param(row("覆盖率", "%", 100, 95, 100, 100, 数据类型="比率"), id="all"),
        pytest.param(row("结余", "亿元", 5, -2, 3, 4000, 数据类型="时点数"), id="of both signs"),
        pytest.param(row("产值", "亿元", 1500, 1000, 数据类型="时期数"), id="next to no figures"),
        pytest.param(row("治理", "", "完成任务", "完成", 0, 数据类型="定性"), id="words"),
    ],
)
def test_what_is_small_or_grew_fast_is_not_in_doubt(evaluated: Evaluate, made: Any) -> None:
    (item,) = evaluated(made).assessments
    assert whats(item) == []


@pytest.mark.parametrize(
    ("growths", "told"),
    [
        ((0.085, 0.067), ["2021年、2022年增速像是小数，其他指标的增速是百分数"]),
        ((0.085, None), ["2021年增速像是小数，其他指标的增速是百分数"]),
        ((0.8, 0.3), []),
        ((0.085, 6.7), ["2021年增速像是小数，其他时期的增速是百分数"]),
        ((0, 0), []),
    ],
)
def test_a_row_of_fractions_among_percentages_is_in_doubt(
    book: Callable[..., Path], growths: tuple[object, ...], told: list[str]
) -> None:
    header = [*NAMES, "2025年目标", "2020年", "2021年", "2022年", "2021年增速", "2022年增速"]
    high = ["亿元", "越高越好", "时期数", 1500, 1000, 1085, 1158]
    path = book([header, [1, "甲", *high, 8.5, 6.7], [2, "乙", *high, 8.5, -2.1], [3, "丙", *high, *growths]])
    assert [whats(item) for item in yx.evaluate(yx.read_workbook(path)).assessments] == [[], [], told]


def test_a_nought_that_shows_as_a_dash_is_in_doubt(book: Callable[..., Path]) -> None:
    header = [*NAMES, "2025年目标", "2020年", "2021年", "2022年"]
    path = book([header, [1, "事故", "起", "越低越好", "时期数", 5, 3, 2, 0]])
    workbook = openpyxl.load_workbook(path)
    workbook["指标总表"]["I2"].number_format = '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)'
    workbook.save(path)
    (item,) = yx.evaluate(yx.read_workbook(path)).assessments
    assert whats(item) == ["2022年数据是 0 而显示为“-”，像是没有填"]


def in_format(book: Callable[..., Path], unit: str, code: str, target: object, *figures: float) -> Path:
    """Write a row whose last figure has a number format."""
    header = [*NAMES, "2025年目标", "2020年", "2021年", "2022年"]
    path = book([header, [1, "林木产值", unit, "越高越好", "时期数", target, *figures]])
    workbook = openpyxl.load_workbook(path)
    workbook["指标总表"].cell(2, 6 + len(figures)).number_format = code
    workbook.save(path)
    return path


@pytest.mark.parametrize(
    ("unit", "code", "held", "text", "value", "doubts"),
    [
        pytest.param("万元", '0!.0,"万"', 13305000, "1330.5万", 1330.5, 0, id="the text says its unit"),
        pytest.param("元", '0!.0,"万"', 13305000, "1330.5万", 13305000, 0, id="and converts to the row's"),
        pytest.param("亿元", '0!.0,"万"', 13305000, "1330.5万", 0.13305, 0, id="whatever that is"),
        pytest.param("千元", "#,##0,", 1330500, "1,331", 1330.5, 0, id="the unit is the format's scale"),
        pytest.param("百万元", "0.00,,", 1330500000, "1330.50", 1330.5, 0, id="so are millions"),
        pytest.param("亿元", "#,##0,", 13305000, "13,305", 13305000, 1, id="nothing tells"),
        pytest.param("元", "0.00,,", 1330500000, "1330.50", 1330500000, 1, id="nor of a unit by itself"),
        pytest.param("%", '0!.0,"万"', 13305000, "1330.5万", 13305000, 1, id="nor of shares"),
        pytest.param("亿元", "#,##0.0", 1330.5, "1,330.5", 1330.5, 0, id="no scale at all"),
        pytest.param("亿元", '0.0"万, 亿"', 1330.5, "1330.5万, 亿", 1330.5, 0, id="words alone"),
        pytest.param("", "#,##0,", 13305000, "13,305", 13305000, 0, id="no unit"),
        pytest.param("%", "0.0,%", 0.973, "0.1%", 97.3, 0, id="a share"),
    ],
)
def test_a_number_may_mean_what_its_format_shows(
    book: Callable[..., Path], unit: str, code: str, held: float, text: str, value: float, doubts: int
) -> None:
    plan = yx.read_workbook(in_format(book, unit, code, "年均7", held))
    (item,) = plan.indicators
    assert item.observations[0].text == text
    assert float(item.observations[0].value or 0) == value
    assert [doubt.why for doubt in item.doubts] == ["的单元格值与显示的数大小不同"] * doubts
    assert ("F348" in [one.code for one in plan.findings]) is (value != held and unit != "%")


@pytest.mark.parametrize(
    ("target", "earlier", "held", "told"),
    [
        pytest.param(18000, 11000, 13305, [], id="the others are like what the file holds"),
        pytest.param(18, 11, 13305, ["的单元格值与显示的数大小不同"], id="like what is shown"),
        pytest.param("年均7", 0, 13305, ["的单元格值与显示的数大小不同"], id="there are no others"),
    ],
)
def test_the_other_figures_of_the_row_tell_what_is_meant(
    book: Callable[..., Path], target: object, earlier: float, held: float, told: list[str]
) -> None:
    (item,) = yx.read_workbook(in_format(book, "亿元", "#,##0.0,", target, earlier, held)).indicators
    assert [doubt.why for doubt in item.doubts] == told


def test_a_target_may_mean_what_its_format_shows(book: Callable[..., Path]) -> None:
    path = book(
        [[*NAMES, "2025年目标", "2020年"], [1, "林木产值", "万元", "越高越好", "时期数", 18000000, 1200]]
    )
    workbook = openpyxl.load_workbook(path)
    workbook["指标总表"]["F2"].number_format = '0!.0,"万"'
    workbook.save(path)
    (item,) = yx.read_workbook(path).indicators
    assert (item.target.text, float(item.target.value or 0), item.doubts) == ("1800.0万", 1800, ())


def test_figures_in_the_unit_of_the_catalogue_s_range_are_converted(evaluated: Evaluate) -> None:
    (item,) = evaluated(
        row("婴儿死亡率", "%", 0.4, 0.5, 0.45, 0.42, 方向="越低越好", 数据类型="比率")
    ).assessments
    assert whats(item) == []


def test_nothing_is_doubted_twice(evaluated: Evaluate) -> None:
    # Out of the possible range as well as a power of ten off.
    (item,) = evaluated(row("森林覆盖率", "%", 60, 50, 53, 5600, 数据类型="比率")).assessments
    assert whats(item) == ["2022年数据约为同一行其他数的100倍，像是单位不同"]
    (item,) = evaluated(row("森林覆盖率", "%", 6000, 50, 53, 56, 数据类型="比率")).assessments
    assert whats(item) == ["目标“6000”约为同一行其他数的100倍，像是单位不同"]


def test_a_month_of_a_flow_may_be_the_half_year(book: Callable[..., Path]) -> None:
    header = [*NAMES, "2025年目标", "2020年", "2021年", "2022年", "2023年6月"]
    path = book([header, [1, "产值", "亿元", "越高越好", "时期数", 420, 285.6, 310.2, 3271000, 1583000]])
    (item,) = yx.read_workbook(path).indicators
    assert [doubt.what + doubt.why for doubt in item.doubts] == [
        "2022年、2023年6月数据约为同一行其他数的10000倍，像是单位不同"
    ]


def test_the_draft_s_own_tables_agree_with_what_is_struck_out_or_in_doubt(
    tmp_path: Path, book: Callable[..., Path]
) -> None:
    header = [*NAMES, "2025年目标", "2020年", "2021年", "2022年"]
    path = book([header, [1, "林地面积", "公顷", "越高越好", "时点数", 200, 100, 120, 1800000]])
    workbook = openpyxl.load_workbook(path)
    workbook["指标总表"]["H2"].font = Font(strike=True)
    workbook.save(path)
    evaluation = yx.evaluate(yx.read_workbook(path))
    draft = yx.write_report(evaluation, tmp_path / "报告.docx")
    assert [str(found) for found in yx.check_report(evaluation, draft.path).findings] == []


@given(
    power=st.integers(3, 9).flatmap(lambda n: st.sampled_from([n, -n])),
    place=st.integers(0, 3),
    steps=st.lists(st.integers(-20, 40), min_size=3, max_size=3),
)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_unit_taken_for_another_never_makes_a_sure_verdict(
    evaluated: Evaluate, power: int, place: int, steps: list[int]
) -> None:
    figures = [1000.0]
    for step in steps[:2]:
        figures.append(figures[-1] * (100 + step) / 100)
    right = [*figures, 1000.0 + 10 * steps[2]]
    wrong = [*right]
    wrong[place] *= 10.0**power
    true, off = (
        evaluated(row("甲", "万元", goal, *values, 数据类型="时点数")).assessments[0]
        for *values, goal in (right, wrong)
    )
    assert off.outcome.doubt
    assert off.completion in ("—", true.completion)
    assert off.grade != "提前完成"


def test_the_shipped_master_has_nothing_in_doubt(shipped: yx.Evaluation) -> None:
    assert [whats(item) for item in shipped.assessments if item.outcome.doubt] == []
