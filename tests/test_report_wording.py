"""What a report says of years, and in words of comparison, held against the workbook."""

from collections.abc import Callable

import pytest

import yuecheng_xl as yx
from yuecheng_xl.checks.report import check_paragraphs
from yuecheng_xl.checks.report.reading.source import Paragraph

UP, DOWN = "越高越好", "越低越好"
HEADER: list[object] = [
    "序号", "指标", "单位", "2025年目标", "2020年", "2021年", "2022年", "2023年上半年", "方向", "数据类型",
    "2021年增速", "2022年增速", "2023年上半年增速", "规划年均增速", "数据说明",
]  # fmt: skip
ROWS: list[list[object]] = [
    HEADER,
    [1, "服务业增加值", "亿元", 300, 200, 221.4, 231.9, 118.6, UP, "时期数", 10.7, 4.7, 6.2, 8.4],
    [2, "高标准农田占比", "%", 80, 62, 66.5, 69, 70.5, UP, "比率"],
    [3, "投诉万人发生率", "件/万人", 3, 5.6, 5.12, 4.4, None, DOWN, "比率"],
    [4, "县域竞争力排名", "位", 40, 75, 68, 63, None, DOWN, "位次"],
    [5, "林业产值", "亿元", 60, 40, "未出", "未出", None, UP, "时期数"],
    [6, "单位产出用水量", "立方米", 20, 30, 28.2, 26.7, None, DOWN, "时期数", -6, -5.3, None, -7.8],
    [7, "工业增速", "%", "年均6", 5, 7.2, "＞5", 4.1, UP, "增速"],
    [8, "新增绿地面积", "公顷", "[500]", 0, 90, 130, 40, UP, "累计"],
]  # fmt: skip
CUTOFF = [["项目", "内容"], ["基期", 2020], ["目标年", 2025], ["评估时点", "2023年6月30日"]]
VALUE, GROWTH, CHANGE, ASSESSED, TARGET = "F1254", "F1255", "F1257", "F1258", "F1259"
GAP, STATEMENT, TREND, PERIOD = "F1260", "F1262", "F1263", "F1268"


@pytest.fixture
def plan(assess: Callable[..., yx.Evaluation]) -> yx.Evaluation:
    return assess(ROWS, 规划信息=CUTOFF)


@pytest.fixture
def codes(plan: yx.Evaluation) -> Callable[[int, str], list[str]]:
    """Return the codes found in an indicator's own paragraph."""

    def run(number: int, text: str) -> list[str]:
        name = plan.assessments[number - 1].indicator.name
        checked = check_paragraphs(plan, [Paragraph(f"{number}．{name}。{text}", "第1段")])
        return [item.code for item in checked.findings]

    return run


YEARS: list[tuple[int, str, list[str]]] = [
    (1, "2021年221.4亿元，2022年231.9亿元。", []),
    (1, "2021年231.9亿元，2022年221.4亿元。", [VALUE, VALUE]),
    (1, "2021年221.4亿元，2021年231.9亿元。", [VALUE]),  # the same year twice
    (1, "2023年实现118.6亿元。", [PERIOD]),  # a half-year's as a year's
    (1, "2023年上半年实现118.6亿元。", []),
    (1, "2024年实现231.9亿元。", [PERIOD]),
    (1, "2024年实现240亿元。", []),  # of no year that is known
    (1, "2019年为200亿元。", [PERIOD]),
    (1, "2024年增长10.7%。", [PERIOD]),
    (1, "2022年上半年增长6.2%。", [PERIOD]),
    (1, "2022年比2020年增加31.9亿元。", []),
    (1, "2022年比2019年增加31.9亿元。", [PERIOD]),
    (1, "2022年比2019年增加41.9亿元。", []),
    (1, "按照2025年底目标300亿元。", []),
    (1, "按照2024年底目标300亿元。", [PERIOD]),
    (1, "2023年目标为245亿元。", []),  # a year's own target
    (5, "2021年、2022年数据尚未发布。", []),
    (1, "2022年数据尚未公布。", [STATEMENT]),
    (1, "数据尚未公布。", []),
]

AGAINST_THE_PLAN: list[tuple[int, str, list[str]]] = [
    (1, "2022年增长4.7%，低于规划目标。", []),
    (1, "2022年增长4.7%，高于规划目标。", [STATEMENT]),
    (1, "2021年增长10.7%，快于规划预期（年均增长8.4%）。", []),
    (1, "2021年增长10.7%，慢于规划预期（年均增长8.4%）。", [STATEMENT]),
    (1, "2021年增长10.7%，与规划目标持平。", [STATEMENT]),
    (1, "2021年增长10.7%，有望高于规划目标。", []),
    (1, "2023年上半年增长6.2%，低于规划目标2.2个百分点。", []),
    (1, "2023年上半年增长6.2%，高于规划目标2.2个百分点。", [GAP]),
    (1, "规划年均增长8.4%。", []),
    (1, "规划年均下降8.4%。", [TARGET]),
    (1, "到2025年实现目标，后期年均需增长9.55%。", []),
    (1, "到2025年实现目标，后期年均需下降9.55%。", [ASSESSED]),
    (2, "2022年为69.0%，高于规划进度。", [STATEMENT]),  # 69.2 was due
    (2, "2022年为69%，低于规划进度。", []),
    (2, "2022年为69%，超过规划目标。", [STATEMENT]),
    (2, "比重不断提高，高于规划目标。", []),  # no figure
    (3, "2022年为4.4件/万人，优于规划进度。", []),
    (3, "2022年为4.4件/万人，落后规划进度。", [STATEMENT]),
    (4, "2022年63位，低于规划进度要求的61位左右。", []),
    (4, "2022年63位，高于规划进度要求的61位左右。", [STATEMENT]),
    (5, "2022年为44亿元，高于规划进度。", ["F1261", STATEMENT]),
    (6, "2022年下降5.3%，低于规划目标。", []),  # of a planned fall either may be meant
    (6, "2022年下降5.3%，低于规划目标2.5个百分点。", []),
    (7, "2021年增长7.2%，高于规划目标。", []),
    (7, "2021年增长7.2%，低于规划目标。", [STATEMENT]),
    (2, "占比达到69%，高于规划进度。", []),  # of when, it does not say
    (1, "规划目标增长8.4%。", []),
    (8, "2022年新增130公顷，快于规划目标。", []),  # a part of a sum
]

COMPUTED: list[tuple[int, str, list[str]]] = [
    (2, "与规划目标相差9.5个百分点。", []),
    (2, "与规划目标相差12个百分点。", [ASSESSED]),
    (5, "与规划目标相差20亿元。", []),  # no figure since the base
    (5, "累计完成84亿元。", []),
    (1, "最新增速增长6.2%。", []),
    (1, "最新增速增长2.6%。", [ASSESSED]),
    (8, "累计新增260公顷。", []),
    (8, "累计新增290公顷。", [ASSESSED]),
]

STATEMENTS: list[tuple[int, str, list[str]]] = [
    (2, "达到时序进度要求。", [STATEMENT]),
    (2, "落后于时序进度要求。", []),
    (1, "按目前速度，要晚两年才能实现规划目标。", []),
    (1, "按目前速度，要晚四年才能实现规划目标。", [STATEMENT]),
    (1, "按目前速度，能够提前一年实现规划目标。", [STATEMENT]),
    (3, "投诉发生率有望进一步下降。", []),
    (3, "投诉发生率有望进一步提高。", [TREND]),
    (3, "群众满意度有望进一步提高。", []),  # of something else
    (4, "力争全国排名稳步上升。", []),
    (4, "力争全国排名稳步下降。", [TREND]),
    (7, "2022年增长高于5%。", []),
    (7, "2022年增长低于5%。", [VALUE]),
]

NEARLY: list[tuple[int, str, list[str]]] = [
    (1, "2022年超230亿元。", []),
    (1, "2022年逾220亿元。", []),
    (1, "2022年突破200亿元。", []),
    (1, "2022年超过210亿元。", [VALUE]),
    (1, "2022年超240亿元。", [VALUE]),
    (1, "2022年近240亿元。", []),
    (1, "2022年近260亿元。", [VALUE]),
    (1, "2022年近220亿元。", [VALUE]),
    (1, "2022年不足232亿元。", []),
    (1, "2022年约230亿元。", []),
]


@pytest.mark.parametrize(
    ("number", "text", "expected"), YEARS + AGAINST_THE_PLAN + COMPUTED + STATEMENTS + NEARLY
)
def test_a_paragraph_is_held_against_its_row(
    codes: Callable[[int, str], list[str]], number: int, text: str, expected: list[str]
) -> None:
    assert codes(number, text) == expected


def test_a_share_of_what_is_behind_needs_a_department_that_is_known(plan: yx.Evaluation) -> None:
    text = "服务业增加值2022年231.9亿元，某局占全部进度缺口的30%。"

    assert check_paragraphs(plan, [Paragraph(text, "第1段")]).findings == ()


def test_two_rows_of_one_name_are_neither_meant(assess: Callable[..., yx.Evaluation]) -> None:
    header, first, *_ = ROWS
    rows = [header, first, [2, *first[1:]]]
    findings = check_paragraphs(assess(rows), [Paragraph("2022年服务业增加值5亿元。", "第1段")]).findings

    assert [item.code for item in findings] == ["F1253"]


def test_a_wrong_year_is_told_with_the_right_one(plan: yx.Evaluation) -> None:
    texts = ["1．服务业增加值。2021年为231.9亿元。", "1．服务业增加值。2024年为231.9亿元。"]
    told = [check_paragraphs(plan, [Paragraph(text, "")]).findings[0].message for text in texts]

    assert "工作簿是 221.4，正文的数是2022年的" in told[0]
    assert "正文把 231.9亿元 说成2024年的，工作簿里是2022年的" in told[1]
