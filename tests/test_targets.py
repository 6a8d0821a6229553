"""Targets mean what a reader takes them to mean: read, worked out of the base, judged; worked out by hand."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import yuecheng_xl as yx
from tests.indicators import (
    BASE,
    H1,
    LOWER,
    TARGET,
    Y1,
    Y2,
    Cells,
    cells,
    flow,
    rank,
    rate,
    ratio,
    stock,
    total,
)
from yuecheng_xl.plan import Measure
from yuecheng_xl.rules import Assessment
from yuecheng_xl.typed.figure import Bound
from yuecheng_xl.typed.goal import Goal, Sense, Unclear, read_goal

Evaluate = Callable[..., yx.Evaluation]
One = Callable[..., Assessment]
MET, UNMET, NONE = "完成", "未完成", "—"
N, GE, GT, LE, LT, ABOUT = (
    Bound.NONE, Bound.AT_LEAST, Bound.ABOVE, Bound.AT_MOST, Bound.BELOW, Bound.ABOUT,
)  # fmt: skip


# What a text says, whatever the row.

SAID = [
    ("突破1000", "1000", GT), ("1200+", "1200", GE), ("≈5", "5", ABOUT), ("5%上下", "5", ABOUT),
    ("力争85", "85", N), ("力争达到1000", "1000", N), ("确保88以上", "88", GE), ("降至25", "25", N),
    ("下降到25以下", "25", LE), ("增加到300", "300", N), ("提高到60%以上", "60", GE),
    ("缩小到1.65", "1.65", N), ("1.7:1", "1.7", N), ("1.9：1以内", "1.9", LE),
    ("控制在555万人以内", "555", LE), ("保持在6.5", "6.5", N), ("稳定在10亿斤以上", "10", GE),
    ("8000左右万元", "8000", ABOUT), ("突破百亿", "100", GT), ("千亿以上", "1000", GE),
    ("过半", "50", GT), ("一半以上", "50", GE), ("三分之二以上", "66.6666", GE),
    ("八成左右", "80", ABOUT), ("百分之六十以上", "60", GE), ("全覆盖", "100", N), ("15*", "15", N),
    ("15①", "15", N), ("15¹", "15", N), ("80以上（力争85）", "80", GE), ("85以上（2035年95）", "85", GE),
    ("到2025年85", "85", N), ("2025年末达到85以上", "85", GE), ("到2023年75，到2025年85", "85", N),
    ("47 [4]", "47", N), ("15[1]", "15", N), ("全省前10", "10", LE), ("前50位", "50", LE),
    ("第10位以内", "10", LE), ("第10位", "10", N), ("70位左右", "70", ABOUT),
    ("力争进入前100", "100", LE), ("进入全国前三", "3", LE), ("保持全市第一位", "1", N),
    ("第三位左右", "3", ABOUT), ("规划期末达到90", "90", N), ("90%以上，力争95%", "90", GE),
    ("2025年85%，2030年90%", "85", N), ("2025年：85", "85", N), ("三千亿元", "3000", N),
    ("五百亿以上", "500", GE), ("二十万人", "20", N), ("达到或超过95", "95", GE),
    ("＞7、力争投入更多", "7", GT),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "bound"), SAID, ids=[text for text, *_ in SAID])
def test_a_level_is_read(text: str, value: str, bound: Bound) -> None:
    goal = read_goal(text, "", 2025)
    assert isinstance(goal, Goal)
    assert (goal.sense, goal.figure.value, goal.figure.bound) == (Sense.LEVEL, Decimal(value), bound)
    assert (goal.figure.cumulated, goal.figure.yearly) == (False, False)


SUMS = [
    ("[13.5]", "13.5", N), ("[20]左右", "20", ABOUT), ("[＞5000]", "5000", GT),
    ("[5000以上]", "5000", GE), ("[-18]", "-18", N), ("13.5[累计]", "13.5", N),
    ("五年累计60000", "60000", N), ("五年累计约110", "110", ABOUT), ("500公里（五年）", "500", N),
    ("500（五年累计）", "500", N), ("五年新增5000", "5000", N), ("五年合计80", "80", N),
    ("累计增加5000", "5000", N), ("累计减少300以上", "-300", LE), ("规划期内新增12万人", "12", N),
    ("〔累计〕13.5", "13.5", N), ("5年内建成40", "40", N),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "bound"), SUMS, ids=[text for text, *_ in SUMS])
def test_a_sum_is_read(text: str, value: str, bound: Bound) -> None:
    goal = read_goal(text, "", 2025)
    assert isinstance(goal, Goal)
    assert (goal.sense, goal.figure.value, goal.figure.bound) == (Sense.LEVEL, Decimal(value), bound)
    assert goal.figure.cumulated
    assert not goal.figure.yearly


GROWTHS = [
    ("年均7", "7", N), ("年均增长7%", "7", N), ("年均下降3%", "-3", N), ("年均下降3%以上", "-3", LE),
    ("每年增长7%左右", "7", ABOUT), ("7（年均）", "7", N), ("年均增长7、[40]", "7", N),
    ("年均6.5%以上", "6.5", GE), ("年增长8%以上", "8", GE), ("7[年均]", "7", N), ("[年均7]", "7", N),
    ("年均增长7%以上，力争8%", "7", GE), ("比上年增长8%", "8", N),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "bound"), GROWTHS, ids=[text for text, *_ in GROWTHS])
def test_a_yearly_growth_is_read(text: str, value: str, bound: Bound) -> None:
    goal = read_goal(text, "", 2025)
    assert isinstance(goal, Goal)
    assert (goal.sense, goal.figure.value, goal.figure.bound) == (Sense.LEVEL, Decimal(value), bound)
    assert goal.figure.yearly


RELATIVE = [
    ("较2020年下降18%", Sense.PERCENT, "-18", N, 2020),
    ("比2020年降低18%以上", Sense.PERCENT, "-18", LE, 2020), ("下降25%", Sense.PERCENT, "-25", N, None),
    ("提高5%", Sense.PERCENT, "5", N, None), ("比“十三五”末提高2个百分点", Sense.PLUS, "2", N, 2020),
    ("比十四五末提高2个百分点", Sense.PLUS, "2", N, 2025),
    ("较基期增加3000", Sense.PLUS, "3000", N, None), ("提高3个百分点以上", Sense.PLUS, "3", GE, None),
    ("五年翻一番", Sense.TIMES, "2", N, None), ("比2020年翻番", Sense.TIMES, "2", N, 2020),
    ("减半", Sense.TIMES, "0.5", N, None), ("较2020年减少四分之一以上", Sense.TIMES, "0.75", LE, 2020),
    ("超过2020年的2倍", Sense.TIMES, "2", GT, 2020), ("2020年的1.5倍", Sense.TIMES, "1.5", N, 2020),
    ("下降到2020年的80%", Sense.TIMES, "0.8", N, 2020), ("提高2-3个百分点", Sense.PLUS, "2", GE, None),
    ("不低于2020年水平", Sense.BASE, "0", GE, 2020), ("高于2020年", Sense.BASE, "0", GT, 2020),
    ("不超过2020年", Sense.BASE, "0", LE, 2020), ("低于2020年水平", Sense.BASE, "0", LT, 2020),
    ("与2020年持平", Sense.BASE, "0", N, 2020), ("全省排名进位", Sense.BASE, "0", LT, None),
    ("提升5位", Sense.PLUS, "-5", LE, None), ("后移2位", Sense.PLUS, "2", LE, None),
    ("下降13.5%（五年累计）", Sense.PERCENT, "-13.5", N, None),
    ("降低13.5%[五年]", Sense.PERCENT, "-13.5", N, None), ("翻一番", Sense.TIMES, "2", N, None),
    ("翻两番", Sense.TIMES, "4", N, None), ("比2020年翻一番以上", Sense.TIMES, "2", GE, 2020),
    ("增长1倍", Sense.TIMES, "2", N, None), ("增长一倍以上", Sense.TIMES, "2", GE, None),
    ("达到2020年的2倍", Sense.TIMES, "2", N, 2020), ("为基期的120%", Sense.TIMES, "1.2", N, None),
    ("比2020年提高到2倍", Sense.TIMES, "2", N, 2020), ("年均提高0.1", Sense.YEARLY_PLUS, "0.1", N, None),
    ("年均减少5以上", Sense.YEARLY_PLUS, "-5", LE, None),
    ("年均提高1个百分点", Sense.YEARLY_PLUS, "1", N, None),
    ("每年下降0.5个百分点", Sense.YEARLY_PLUS, "-0.5", N, None),
    ("每年2000", Sense.YEARLY_SUM, "2000", N, None), ("年均12000人", Sense.YEARLY_SUM, "12000", N, None),
    ("年均新增2", Sense.YEARLY_SUM, "2", N, None),
    ("每年新建300套以上", Sense.YEARLY_SUM, "300", GE, None), ("不降低", Sense.BASE, "0", GE, None),
    ("零增长", Sense.BASE, "0", LE, None), ("负增长", Sense.BASE, "0", LT, None),
    ("进位", Sense.BASE, "0", LT, None), ("前移5位", Sense.PLUS, "-5", LE, None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "sense", "value", "bound", "since"), RELATIVE, ids=[text for text, *_ in RELATIVE]
)
def test_what_is_said_of_a_base_is_read(
    text: str, sense: Sense, value: str, bound: Bound, since: int | None
) -> None:
    goal = read_goal(text, "", 2025)
    assert isinstance(goal, Goal)
    assert (goal.sense, goal.figure.value, goal.figure.bound) == (sense, Decimal(value), bound)
    assert goal.since == since


ROWS = [
    ("高于GDP增长", "GDP", GT, False), ("快于经济增长", "经济", GT, False),
    ("高于经济增速", "经济", GT, False), ("与经济增长同步", "经济", GE, True),
    ("与GDP同步增长", "GDP", GE, True), ("与经济发展同步", "经济", GE, True),
    ("与GDP增长基本同步", "GDP", GE, True), ("快于城镇居民收入增速", "城镇居民收入", GT, False),
    ("不低于GDP增速", "GDP", GE, False), ("低于GDP增长", "GDP", LT, False),
    ("高于GDP增速2个百分点以上", "GDP", GE, False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "other", "bound", "even"), ROWS, ids=[text for text, *_ in ROWS])
def test_what_is_said_of_another_row_is_read(text: str, other: str, bound: Bound, even: bool) -> None:
    goal = read_goal(text, "", 2025)
    assert isinstance(goal, Goal)
    assert (goal.sense, goal.other, goal.figure.bound, goal.even) == (Sense.ROW, other, bound, even)


@pytest.mark.parametrize(
    "text",
    ["高于市平均", "达到全省平均水平", "高于全省平均增速", "高于全国增长", "与省同步", "完成上级下达任务",
     "持续改善", "保持基本稳定", "第1方阵", "进入第一方阵", "优于Ⅲ类", "创成", "省下达指标", "*",
     "约莫翻1番半", "1,5", "6-5", "下降二分之三", "前10%", "和全省同步", "0分之1以上", "增长-2倍", "2:3",
     "47 [4] [3]", "[年均7]以上", "高于GDP增长同步", "12 5"],
)  # fmt: skip
def test_words_and_what_is_not_understood_are_no_figure(text: str) -> None:
    assert read_goal(text, "", 2025) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("常住60，户籍45", Unclear.SEVERAL),
        ("[成片五年累计约110；零星约20]", Unclear.SEVERAL),
        ("到2023年75，到2024年80", Unclear.SEVERAL),
        ("85（2022年）", Unclear.OTHER_YEAR),
        ("2022年85", Unclear.OTHER_YEAR),
    ],
)
def test_figures_that_are_not_the_plans_target_are_asked_for(text: str, why: Unclear) -> None:
    assert read_goal(text, "", 2025) is why


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [("6%-7%", "6", "7", "%"), ("6.5%-7%", "6.5", "7", "%"), ("6～6.5", "6", "6.5", ""),
     ("103–107", "103", "107", ""),
     ("5%—6%", "5", "6", "%"), ("6至7%", "6", "7", "%"), ("保持在5-5.5之间", "5", "5.5", "")],
)  # fmt: skip
def test_a_range_is_read(text: str, low: str, high: str, unit: str) -> None:
    goal = read_goal(text, "", 2025)
    assert isinstance(goal, Goal)
    assert (goal.figure.value, goal.upper, goal.figure.unit) == (Decimal(low), Decimal(high), unit)


# Properties of the grammar.

TEXTS = [text for text, *_ in (*SAID, *SUMS, *GROWTHS, *RELATIVE, *ROWS)]
FULL_WIDTH = str.maketrans("0123456789.%()[],+", "０１２３４５６７８９．％（）［］，＋")
WORDS = st.sampled_from(
    [
        *(
            "年均",
            "累计",
            "五年",
            "新增",
            "下降",
            "提高",
            "到",
            "较2020年",
            "比",
            "翻",
            "一番",
            "倍",
            "的",
            "前",
            "第",
        ),
        *(
            "个百分点",
            "%",
            "[",
            "]",
            "（",
            "）",
            "位",
            "以上",
            "左右",
            "力争",
            "高于",
            "GDP",
            "增长",
            "同步",
            "-",
        ),
        *("～", "、", "；", "成", "分之", "1", "20", "3.5", "2025年", "万人", " ", "①", "*"),
    ]
)


@given(st.lists(WORDS, max_size=12).map("".join) | st.text(max_size=30))
def test_no_mixture_of_words_makes_reading_fail(text: str) -> None:
    goal = read_goal(text, "", 2025)
    assert not isinstance(goal, Goal) or goal.figure.value.is_finite()


@given(st.sampled_from(TEXTS), st.booleans(), st.sampled_from(["", " ", "\u3000"]))
def test_full_width_and_spaces_around_change_nothing(text: str, wide: bool, space: str) -> None:
    typed = f"{space}{text.translate(FULL_WIDTH) if wide else text}{space}"
    assert read_goal(typed, "", 2025) == read_goal(text, "", 2025)


@pytest.mark.parametrize("pair", ["〔〕", "【】", "［］"])
def test_brackets_of_any_kind_say_the_same(pair: str) -> None:
    for text in ("[13.5]", "47 [4]", "[＞5000]", "[20]左右"):
        other = text.replace("[", pair[0]).replace("]", pair[1])
        assert read_goal(other, "", 2025) == read_goal(text, "", 2025)


# What it comes to, and the verdict.


def lower(target: object, *values: object, **more: object) -> Cells:
    return cells("比率", target, *values, **{"单位": "微克/立方米", "方向": LOWER, **more})


LEVELS = [
    pytest.param(
        stock("翻一番", 402, 478, 561, 590), "期末为402×2＝804", UNMET, id="188 of 402 is less than half"
    ),
    pytest.param(stock("翻两番", 100, 150, 220), "100×4＝400", MET, id="120 of 300 is 40%"),
    pytest.param(flow("增长1倍", 50, 60, 70), "50×2＝100", MET, id="20 of 50"),
    pytest.param(stock("达到2020年的2倍", 50, 60, 69), "50×2＝100", UNMET, id="19 of 50"),
    pytest.param(ratio("提高3个百分点", 90, 91, 91.2), "90＋3＝93", MET, id="1.2 of 3"),
    pytest.param(ratio("比“十三五”末提高2个百分点", 90, 90, 90.7), "90＋2＝92", UNMET, id="0.7 of 2"),
    pytest.param(ratio("年均提高1个百分点", 60, 61, 62), "60＋1×5＝65", MET, id="2 of 5"),
    pytest.param(ratio("每年下降0.5个百分点", 10, 9.5, 9, 方向=LOWER), "10－0.5×5＝7.5", MET, id="1 of 2.5"),
    pytest.param(stock("年均提高0.1", 10.8, 10.9, 11, 单位="年"), "10.8＋0.1×5＝11.3", MET, id="0.2 of 0.5"),
    pytest.param(ratio("年均下降3", 60, 59, 58, 方向=LOWER), "60－3×5＝45", UNMET, id="3 points of a share"),
    pytest.param(stock("[20]", -65, -60, -58), "(-58－(-65))÷(-45－(-65))", UNMET, id="7 of 20 below nought"),
    pytest.param(ratio("[4]", 43, 44, 44.5), "43＋4＝47", UNMET, id="brackets of a level: 1.5 of 4"),
    pytest.param(ratio("47 [4]", 43, 44, 44.6), "", MET, id="a level with its change: 1.6 of 4"),
    pytest.param(stock("较基期增加3000", 1000, 1500, 2200), "1000＋3000＝4000", MET, id="1200 of 3000"),
    pytest.param(stock("累计增加3000", 1000, 1500, 2199), "1000＋3000＝4000", UNMET, id="1199 of 3000"),
    pytest.param(
        stock("累计达到4000", 1000, 1500, 2200), "", MET, id="a sum that is the stock: 1200 of 3000"
    ),
    pytest.param(stock("每年300", 1000, 1300, 1600), "1000＋300×5＝2500", MET, id="each year of a level"),
    pytest.param(lower("较2020年下降18%", 50, 47, 46.4), "50×(1－18%)＝41", MET, id="3.6 of 9"),
    pytest.param(lower("下降20%以上", 50, 47, 46.1), "50×(1－20%)＝40", UNMET, id="3.9 of 10"),
    pytest.param(lower("降至40", 50, 47, 46), "", MET, id="4 of 10"),
    pytest.param(lower("[-10]", 50, 47, 46), "50－10＝40", MET, id="brackets with a sign: 4 of 10"),
    pytest.param(
        lower("[13.5]", 0.42, 0.405, 0.394, 单位="吨/万元"),
        "0.42×(1－13.5%)＝0.3633",
        MET,
        id="what cannot be taken off is a percentage: 0.026 of 0.0567",
    ),
    pytest.param(
        lower("[13.5%]", 0.42, 0.405, 0.394, 单位="吨/万元", 方向="越高越好"),
        "0.42×(1＋13.5%)＝0.4767",
        UNMET,
        id="a percentage of a level",
    ),
    pytest.param(ratio("不降低", 90, 91, 89.9), "90", UNMET, id="below the base"),
    pytest.param(ratio("不降低", 90, 91, 90), "90", MET, id="at the base"),
    pytest.param(stock("零增长", 50, 52, 50, 方向=LOWER), "不高于50", MET, id="no more than at the base"),
    pytest.param(stock("负增长", 50, 52, 50, 方向=LOWER), "低于50", UNMET, id="not below the base"),
    pytest.param(rank("全省前10", 18, 15, 12), "", MET, id="6 of 8 places"),
    pytest.param(rank("进位", 18, 15, 17), "低于18", MET, id="one place better"),
    pytest.param(rank("前移5位", 18, 17, 17), "18－5＝13", UNMET, id="1 of 5 places"),
    pytest.param(ratio("6.5-7", 6, 6.2, 6.2), "按下限6.5评价", MET, id="the lower end: 0.2 of 0.5"),
    pytest.param(
        ratio("5-5.5", 6, 5.9, 5.8, 方向=LOWER), "按上限5.5评价", MET, id="the upper end: 0.2 of 0.5"
    ),
    pytest.param(ratio("三分之二以上", 60, 62, 66.7), "", MET, id="two thirds"),
    pytest.param(ratio("1.7:1", 1.82, 1.79, "1.76:1", 单位=None, 方向=LOWER), "", MET, id="0.06 of 0.12"),
    pytest.param(stock("1.2亿亩", 11900, 11930, 11940, 单位="万亩"), "", MET, id="40 of 100"),
    pytest.param(stock("全覆盖", 80, 84, 88, 单位="%"), "", MET, id="8 of 20"),
    pytest.param(ratio("80以上（力争85）", 70, 72, 73.9), "", UNMET, id="3.9 of 10"),
]


@pytest.mark.parametrize(("row", "line", "completion"), LEVELS)
def test_a_target_against_the_base_is_worked_out_and_judged(
    one: One, row: Cells, line: str, completion: str
) -> None:
    item = one(row)
    assert item.outcome.doubt == ""
    assert line in item.evidence
    assert item.completion == completion
    assert item.indicator.target.text == str(row[TARGET])


SUMMED = [
    pytest.param(total("五年累计60000", 13500, 12800, 7100), "33400÷60000", MET, id="a sum of years"),
    pytest.param(total("500公里（五年）", 120, 105, 60, 单位="公里"), "285÷500", MET, id="a remark"),
    pytest.param(total("五年新增5000", 900, 1000), "1900÷5000", UNMET, id="without brackets"),
    pytest.param(total("每年2000", 2000, 2000), "合计2000×5＝10000", MET, id="each year"),
    pytest.param(
        flow("年均新增2万人", None, 2, 1.9, 单位="万人"), "合计2×5＝10", UNMET, id="each year of a flow"
    ),
    pytest.param(total("[＞100]", 20, 20), "40÷100", MET, id="a bound in the brackets"),
    pytest.param(
        total("较2020年下降18%", 3.9, 3.1, 单位="%", 指标="碳排放强度降低"),
        "÷18＝38.2%",
        UNMET,
        id="a rate of reduction",
    ),
    pytest.param(
        total("比2020年降低13.5%以上", 3, 3, 单位="%", 指标="单位能耗降低"),
        "÷13.5＝43.8%",
        MET,
        id="at least so much",
    ),
    pytest.param(
        total("比2020年下降18%", -4, -4, 单位="%", 指标="碳排放强度"),
        "÷(-18)＝43.6%",
        MET,
        id="figures with their sign",
    ),
    pytest.param(total("提高40%", 7, 7, 单位="%", 指标="产值增长"), "14.49÷40", UNMET, id="growth compounds"),
]


@pytest.mark.parametrize(("row", "line", "completion"), SUMMED)
def test_a_sum_over_the_years_is_judged_by_what_has_been_added(
    one: One, row: Cells, line: str, completion: str
) -> None:
    item = one(row)
    assert line in item.evidence
    assert item.completion == completion


@pytest.mark.parametrize(
    ("row", "completion"),
    [
        pytest.param(rate("年均下降3%", -3.1, -3, 方向=LOWER), MET, id="falls by 3.05"),
        pytest.param(rate("年均下降3%以上", -3, -2.9, 方向=LOWER), UNMET, id="falls by 2.95"),
        pytest.param(stock("年均下降3%", 100, 96, 93, 方向=LOWER), MET, id="of levels"),
        pytest.param(rate("年均下降3%", 3.1, 3, 指标="单位产值能耗降低率"), MET, id="a rate of reduction"),
        pytest.param(rate("年均下降3%", 3, 2.9, 指标="单位产值能耗降低率"), UNMET, id="less of a reduction"),
        pytest.param(rate("零增长", -1, 0.5, 方向=LOWER), MET, id="no growth, of growth"),
        pytest.param(rate("不降低", -1, 0.5), UNMET, id="no fall, of growth"),
        pytest.param(rate("6%-7%", 5, 7.5), MET, id="a range of growth: 6.25"),
    ],
)
def test_growth_targets_in_words(one: One, row: Cells, completion: str) -> None:
    assert one(row).completion == completion


# Another row's growth.

HEADER: list[object] = ["序号", "指标", "单位", TARGET, BASE, Y1, Y2, H1, "方向", "数据类型"]
UP = "越高越好"


def pair(
    target: str, growth: tuple[object, ...], other: str = "地区生产总值增长", *more: list[object]
) -> list[list[object]]:
    return [
        HEADER,
        [1, other, "%", 6.5, None, 8.5, 3.1, None, UP, "增速"],
        [2, "劳动生产率增长", "%", target, None, *growth, None, UP, "增速"],
        *more,
    ]


@pytest.mark.parametrize(
    ("target", "growth", "completion"),
    [
        ("高于GDP增长", (8.1, 3.5), UNMET),
        ("高于GDP增长", (8.1, 3.6), MET),
        ("不低于GDP增速", (8.1, 3.5), MET),
        ("与经济增长同步", (8, 3.4), MET),
        ("与经济增长同步", (8, 3.3), UNMET),
        ("高于经济增速1个百分点", (9, 4.6), MET),
        ("高于经济增速1个百分点以上", (9, 4.5), UNMET),
        ("低于GDP增长", (8, 3.5), MET),
    ],
)
def test_a_growth_is_held_against_another_rows(
    assess: Evaluate, target: str, growth: tuple[object, ...], completion: str
) -> None:
    result = assess(pair(target, growth))
    item = result.assessments[1]
    assert item.completion == completion
    assert "“地区生产总值增长”2021年8.5%、2022年3.1%，平均5.8%" in item.evidence


def test_the_tolerance_of_keeping_up_is_a_setting(assess: Evaluate) -> None:
    info = [["项目", "内容"], ["同步允许差", "0.3个百分点"]]
    result = assess(pair("与经济增长同步", (8, 3.1)), 规划信息=info)
    assert result.assessments[1].completion == MET
    assert "同步允许低0.3个百分点，为5.5%" in result.assessments[1].evidence


@pytest.mark.parametrize("told", ["少一点", "-1", -0.5, "1亿元"])
def test_a_tolerance_that_is_none_keeps_its_default(assess: Evaluate, told: object) -> None:
    result = assess(pair("与经济增长同步", (8, 3.4)), 规划信息=[["项目", "内容"], ["同步允许差", told]])
    assert result.plan.settings.even_tolerance == Decimal("0.1")


def test_the_tolerance_may_be_a_number(assess: Evaluate) -> None:
    result = assess(pair("与经济增长同步", (8, 3.4)), 规划信息=[["项目", "内容"], ["同步允许差", 0]])
    assert result.plan.settings.even_tolerance == 0
    assert result.assessments[1].completion == UNMET


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(pair("高于GDP增长", (8, 4), "工业增加值增长"), id="no such row"),
        pytest.param(
            pair(
                "高于GDP增长",
                (8, 4),
                "地区生产总值增长",
                [3, "GDP增速", "%", 6, None, 8, 3, None, UP, "增速"],
            ),
            id="two",
        ),
        pytest.param(
            [
                HEADER,
                [1, "地区生产总值增长", "%", 6.5, None, 8.5, None, None, UP, "增速"],
                [2, "劳动生产率增长", "%", "高于GDP增长", None, 8, 4, None, UP, "增速"],
            ],
            id="a year is missing",
        ),
        pytest.param(
            [
                HEADER,
                [1, "地区生产总值增长", "%", 6.5, None, 8.5, 3, None, UP, "增速"],
                [2, "劳动生产率", "元", "高于GDP增长", 80, None, None, 90, UP, "时期数"],
            ],
            id="no growth of its own",
        ),
    ],
)
def test_without_a_growth_to_hold_it_against_the_row_is_asked_for(
    assess: Evaluate, rows: list[list[object]]
) -> None:
    result = assess(rows)
    assert result.assessments[1].completion == NONE
    (found,) = [item for item in result.findings if item.code == "F354"]
    assert found.where == "指标总表!D3"


def test_a_level_is_held_against_the_row_of_the_level_with_its_growth(assess: Evaluate) -> None:
    """快于城镇居民收入增速 names the row that tables call 城镇居民人均可支配收入."""
    result = assess(
        [
            [*HEADER, "2021年增速", "2022年增速"],
            [1, "城镇居民人均可支配收入", "元", "年均7", 70000, 76000, 79000, None, UP, "时期数", 9.3, 4.5],
            [
                2,
                "农村居民人均可支配收入",
                "元",
                "快于城镇居民收入增速",
                41000,
                45000,
                48000,
                None,
                UP,
                "时期数",
                10.3,
                6.9,
            ],
        ]
    )
    assert result.assessments[1].completion == MET


def test_growth_at_other_prices_is_told(assess: Evaluate) -> None:
    """经济 is the row 地区生产总值, whose values are at current prices where its growth is not."""
    result = assess(
        [
            HEADER,
            [1, "地区生产总值", "亿元", 200, 100, 110, 121, None, UP, "时期数"],
            [2, "劳动生产率增长", "%", "高于经济增长", None, 10, 11, None, UP, "增速"],
        ]
    )
    assert result.assessments[1].completion == MET
    told = "“地区生产总值”2021年10%、2022年10%（按现价数据计算），平均10%"
    assert told in result.assessments[1].evidence


def test_words_reported_for_a_target_against_another_row_are_repeated(assess: Evaluate) -> None:
    result = assess(pair("高于GDP增长", ("高于GDP增长", "略低于GDP增长")))
    assert result.assessments[1].completion == "略低于GDP增长"


# A table that says neither data type nor direction.


@pytest.mark.parametrize(
    ("cells", "measure", "direction", "completion"),
    [
        (["城镇化率", "%", "[5]", 68, 69, 70], "比率", UP, MET),
        (["5G基站数", "个", "五年新增1000", 300, 560, 700], "时点数", UP, MET),
        (["新增城镇就业", "万人", "年均新增2万人", None, 2.1, 1.8], "累计", UP, UNMET),
        (["保障性住房", "套", "每年2000", None, 2100, 1900], "累计", UP, MET),
        (["碳排放强度", "%", "较2020年下降18%", None, 3.9, 3.1], "累计", UP, UNMET),
        (["单位GDP能耗降低", "%", "较2020年下降13.5%", None, 3, 3], "累计", UP, MET),
        (["单位产值能耗降低率", "%", "年均下降3%", None, 3.2, 2.9], "增速", UP, MET),
        (["单位产值能耗降低率", "%", "年均下降3", None, 3.2, 2.7], "增速", UP, UNMET),
        (["PM2.5浓度", "微克/立方米", "下降20%", 38, 36, 34], "时点数", LOWER, MET),
        (["渣土数量", "万吨", "年均下降3%", 100, 96, 92], "增速", LOWER, MET),
        (["渣土数量", "万吨", "比2020年减少20", 100, 97, 94], None, LOWER, UNMET),
        (["渣土数量", "万吨", "下降到2020年的80%", 100, 97, 92], None, LOWER, MET),
        (["高新技术企业数", "家", "翻一番", 300, 380, 420], "时点数", UP, MET),
        (["营商环境评价", "位", "全省前10", 18, 16, 15], "位次", LOWER, UNMET),
        (["城镇新增就业", "万人", "比2020年增长20%", 10, 10.5, 11], "时期数", UP, MET),
        (["优质课程数量", "门", "[40]", None, 9, 8], "累计", UP, MET),
        (["新建口袋公园", "个", "[40]", 8, 9, 8], "累计", UP, MET),
        (["粮食产量", "万吨", "[30]", 6, 6.1, 6.2], "累计", UP, MET),
        (["产业协同水平", "%", "高于GDP增长", None, 8, 7], "增速", UP, NONE),
        (["村卫生室覆盖率", "%", "年均提高1个百分点", 90, 91, 92], "比率", UP, MET),
        (["债务余额", "亿元", "五年累计减少20", 100, 98, 92], "时点数", LOWER, MET),
        (["城镇化率", "%", "年均提高1%", 68, 70, 72], "比率", UP, MET),
        (["单位能耗", "吨/万元", "[13.5%]", 0.42, 0.35, 0.33], None, LOWER, MET),
        (["债务余额", "亿元", "[-500]", 100, 98, 92], "时点数", LOWER, UNMET),
        (["城镇化率", "%", "年均提高1", 68, 69, 70], "比率", UP, MET),
        (["保障性住房", "套", "2000套/年", None, 2100, 1900], "累计", UP, MET),
        (["工业税收", "亿元", "8%/年", 10, 10.9, 11.7], "增速", UP, MET),
        (["产值增速", "%", "零增长", 3, -1, 0.5], "增速", LOWER, MET),
    ],
)
def test_a_bare_table_is_judged_by_what_its_targets_say(
    assess: Evaluate, cells: list[object], measure: str | None, direction: str, completion: str
) -> None:
    item = assess([HEADER[:8], [1, *cells]]).assessments[0]
    told = item.indicator.measure.value if item.indicator.measure else None
    assert (told, item.indicator.direction.value, item.completion) == (measure, direction, completion)


@pytest.mark.parametrize(
    ("cells", "completion"),
    [
        (["优质课程数量", "门", "[40]", 8, 9, 8], NONE),
        (["优质课程数量", "门", "[40]", 8, 30, 50], MET),
        (["服务满意程度", "%", "较2020年提高20%", 50, 9, 8], NONE),
        (["5G基站数", "个", "[900]", None, 300, 420], NONE),
    ],
)
def test_levels_and_yearly_amounts_that_look_alike_are_in_doubt(
    assess: Evaluate, cells: list[object], completion: str
) -> None:
    item = assess([[*HEADER[:8], "方向"], [1, *cells, None, UP]]).assessments[0]
    assert item.outcome.doubt
    assert item.completion == completion


def test_half_a_year_tells_levels_from_amounts(assess: Evaluate) -> None:
    rows = [
        HEADER[:9],
        [1, "优质课程数量", "门", "[40]", 8, 9, 8, 4, UP],
        [2, "优秀课程数量", "门", "[40]", 80, 90, 95, 97, UP],
    ]
    amounts, levels = assess(rows).assessments
    assert (amounts.indicator.measure, levels.indicator.measure) == (Measure.CUMULATIVE, Measure.STOCK)


# What cannot be worked out, and what may mean more than one thing.


@pytest.mark.parametrize(
    ("row", "code"),
    [
        pytest.param(stock("翻一番", None, 478, 561), "F353", id="no base"),
        pytest.param(ratio("[4]", None, 44, 44.5), "F353", id="no base for a change"),
        pytest.param(stock("较2015年增加3000", 1000, 1500, 2200), "F353", id="another base"),
        pytest.param(
            total("较2015年下降18%", 3.9, 3.1, 单位="%", 指标="能耗降低"),
            "F353",
            id="a rate since another year",
        ),
        pytest.param(rate("翻一番", 8, 7), "F357", id="growth that doubles"),
        pytest.param(rate("提高3个百分点", 8, 7), "F357", id="growth in points"),
        pytest.param(rate("下降25%", 8, 7), "F357", id="growth in percent"),
        pytest.param(rate("年均提高1个百分点", 8, 7), "F357", id="growth that grows"),
        pytest.param(rate("每年2000", 8, 7, 单位="套"), "F357", id="growth for an amount"),
        pytest.param(total("不降低", 8, 7), "F357", id="a sum for a level"),
        pytest.param(total("较基期增长20%", 8, 7), "F357", id="a percentage of a sum"),
        pytest.param(stock("前10", 18, 15, 12), "F304", id="a rank of an amount"),
        pytest.param(stock("提高3个百分点", 18, 15, 12), "F304", id="points of an amount"),
        pytest.param(ratio("常住60，户籍45", 50, 51, 52), "F350", id="two targets"),
        pytest.param(ratio("85（2022年）", 50, 51, 52), "F351", id="another year's"),
    ],
)
def test_what_cannot_be_worked_out_is_asked_for(evaluated: Evaluate, row: Cells, code: str) -> None:
    result = evaluated(row)
    assert [item.completion for item in result.assessments] == [NONE]
    (found,) = [item for item in result.findings if item.code == code]
    assert found.where.startswith("指标总表!")
    assert found.remedy


@pytest.mark.parametrize(
    ("row", "completion"),
    [
        pytest.param(ratio("提高5%", 60, 61, 61.5), "—", id="1.5 of 3, or of 5"),
        pytest.param(ratio("提高5%", 60, 61, 65.5), MET, id="reached in both"),
        pytest.param(ratio("下降10%", 8, 7.8, 7.6, 方向=LOWER), "—", id="of a share"),
        pytest.param(lower("[4]", 30, 29.5, 29), "—", id="4 less, or 4 more"),
        pytest.param(ratio("年均提高1%", 60, 61, 61.8), "—", id="a growth of 1%, or a point"),
        pytest.param(stock("年均下降3", 60, 58, 56, 方向=LOWER), "—", id="3%, or 3 a year"),
        pytest.param(stock("2024年提前达到80", 40, 45, 57), "—", id="due before the plan's end"),
        pytest.param(stock("2024年提前达到80", 40, 50, 60), MET, id="half of the way by half of the time"),
        pytest.param(lower("[4]", 30, 28, 27), MET, id="4 less, or 4 more, either way"),
        pytest.param(lower("[13.5%]", 30, 29.5, 29), "—", id="13.5% less, or more"),
        pytest.param(total("(13.5)", 3, 3, 单位="%", 指标="能耗降低"), "—", id="an accountant's minus"),
        pytest.param(stock("2025", 1500, 1600, 1750), "—", id="a year"),
        pytest.param(stock(2025, 1500, 1600, 1750), "—", id="a year as a number"),
        pytest.param(
            total("[-18]", 3.9, 3.1, 单位="%", 指标="能耗降低"), "未完成", id="a sign that figures have not"
        ),
    ],
)
def test_a_target_of_several_readings_is_in_doubt(evaluated: Evaluate, row: Cells, completion: str) -> None:
    result = evaluated(row)
    (item,) = result.assessments
    assert item.completion == completion
    assert item.outcome.doubt
    assert item.grade != "提前完成"


@pytest.mark.parametrize("target", ["2025亿元", "2025以上", 2041, "1500"])
def test_a_number_that_says_what_it_is_is_no_year(one: One, target: object) -> None:
    assert one(stock(target, 1000, 1600, 1750)).outcome.doubt == ""


def test_a_level_that_is_not_the_base_with_its_change_is_reported(evaluated: Evaluate) -> None:
    assert "F356" in [item.code for item in evaluated(ratio("47 [4]", 41, 44, 45)).findings]
    assert "F356" not in [item.code for item in evaluated(ratio("47 [4]", 43.2, 44, 45)).findings]
    assert "F356" not in [item.code for item in evaluated(ratio("47 [4]", None, 44, 45)).findings]


def test_the_part_that_is_not_used_is_named(evaluated: Evaluate) -> None:
    result = evaluated(rate("＞7、力争投入强度更高", 8, 7))
    assert [item.completion for item in result.assessments] == [MET]
    (found,) = [item for item in result.findings if item.code == "F352"]
    assert "力争投入强度更高" in found.message
