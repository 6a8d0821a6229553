"""The report's sentences: the facts of each indicator, said as an official would say them."""

import re
from collections.abc import Callable

import pytest

import yuecheng_xl as yx
from tests.conftest import Rows
from tests.test_method_page import EXAMPLES, YEARS, entries
from yuecheng_xl.report.draft import compose
from yuecheng_xl.report.facts import gather
from yuecheng_xl.report.sentences.indicator import paragraph


def paragraphs(evaluation: yx.Evaluation) -> dict[int, str]:
    return {item.indicator.number: paragraph(gather(item)) for item in evaluation.assessments}


@pytest.fixture(scope="module")
def told(shipped: yx.Evaluation) -> dict[int, str]:
    return paragraphs(shipped)


HALF = "“时间过半、任务过半”要求"
GOAL = "“十四五”规划目标"

# What the published report says of these nine, with the workbook's figures where the two differ.
FACTS = {
    1: [
        "2021年为1191.5亿元，可比价增长8.8%", "2022年为1271亿元，可比价增长4%",
        "2023年上半年为624.5亿元，可比价增长7.5%", "1500亿元以上", f"达到{HALF}",
        f"若保持当前增速，预计能够按期实现{GOAL}",
    ],
    2: [
        "2021年为143731元，可比价增长8.7%", "2022年为153496元，可比价增长4.1%",
        "前两年年均增长6.4%（算术平均），高于规划目标（年均增长6%）", "增长高于7%", f"达到{HALF}",
        f"预计能够提前一年实现{GOAL}",
    ],
    3: [
        "2021年为93.2亿元，同比增长19.8%", "2022年为86.3亿元，同比下降7.3%",
        "前两年年均增长6.25%（算术平均），低于规划目标（年均增长7%）",
        "2023年上半年为61.6亿元，同比增长12.8%，高于规划年均增速5.8个百分点", f"达到{HALF}",
        f"建议{GOAL}不作调整",
    ],
    4: [
        "2021年为780亿元，同比增长34.3%", "2022年为882亿元，同比增长13.1%",
        "前两年年均增长23.7%（算术平均），远高于规划目标（年均增长15%）",
        "同比增长8.8%，低于规划年均增速6.2个百分点", "但因前期增长远超预期", f"达到{HALF}",
        f"建议{GOAL}不作调整",
    ],
    9: [
        "2021年为2.76%（2020年度数据）", "2022年为2.84%（2021年度数据）",
        "2023年上半年预计为3.1%（2022年度数据）", "比2020年累计提高1.13个百分点",
        "完成规划目标（3.5%）任务的73.9%", f"达到{HALF}", f"实现{GOAL}",
    ],
    14: [
        "2021年为588.04亿元，同比增长3.8%", "2022年为715.53亿元，同比增长21.7%",
        "前两年年均增长12.75%（算术平均），远高于规划目标（年均增长5%）", "同比增长30.6%", f"符合{HALF}",
        f"{GOAL}预计能够提前实现",
    ],
    15: [
        "2021年为722.61亿元，同比增长3.2%", "2022年为748.36亿元，同比增长3.6%",
        "前两年年均增长3.4%（算术平均），低于规划目标（年均增长7%）",
        "同比增长8.2%，仅高于规划年均增速1.2个百分点", f"落后于{HALF}", f"力争实现{GOAL}",
        "建议规划目标不作调整",
    ],
    22: [
        "2021年为67772元，同比增长9.6%", "2022年为70525元，同比增长4.1%",
        "前两年年均增长6.85%（算术平均），低于规划目标（年均增长7%）",
        "同比增长5.9%，低于规划年均增速1.1个百分点",
        f"落后于{HALF}", "建议规划目标不作调整",
    ],
    23: [
        "2021年为42508元，同比增长10.0%", "2022年为45540元，同比增长7.1%",
        "前两年年均增长8.55%（算术平均），高于规划目标（年均增长7.4%）",
        "同比增长6.9%，低于规划年均增速0.5个百分点",
        "虽低于规划年均增速，但总体上看", f"达到{HALF}", f"预计能够按期实现{GOAL}",
        f"建议{GOAL}不作调整",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("number", "fact"), [(number, fact) for number, facts in FACTS.items() for fact in facts]
)
def test_a_paragraph_tells_the_facts(told: dict[int, str], number: int, fact: str) -> None:
    assert fact in told[number]


@pytest.mark.parametrize(
    ("number", "fact"),
    [
        (5, "2021年列第77位，比上年前移14位；2022年列第140位，比上年后移63位"),
        (6, "后期共需前移29位"),
        (7, "责任单位预判“十四五”规划目标能够实现"),
        (13, "已经提前达到规划目标（122.3万元/亩）"),
        (16, "该指标采用绍兴市口径"),
        (18, "2021年占比2.3%；2022年数据尚未发布"),
        (21, "建议取消该指标"),
        (24, "已经控制在规划目标范围内（低于1.6倍）"),
        (27, "2021年降低0.1%，2022年降低12.1%，2023年上半年降低8%，均完成省市下达指标"),
        (28, "2021年、2022年、2023年上半年均未统计"),
        (29, "规划目标（92%以上）"),
    ],
)
def test_other_kinds_of_indicator_are_told_in_their_own_way(
    told: dict[int, str], number: int, fact: str
) -> None:
    assert fact in told[number]


CLUMSY = [
    r"%%", r"元元", r"位位", r"个个", r"（）", r"《》", r"“”", r"[，；。][，；。]",
    r"(?:增长|下降|提高|降低|前移|后移|差)-",
    r"[{}]", r"None", r"nan", r"\d\.\d{5}", r"增长0%", r"预计预计", r"百分点百分点", r"^[，。；]",
    r"-0(?!\d)", r"\s",
]  # fmt: skip


@pytest.mark.parametrize("pattern", CLUMSY)
def test_no_sentence_is_clumsy(
    told: dict[int, str], shipped: yx.Evaluation, assess: Callable[..., yx.Evaluation], pattern: str
) -> None:
    examples = assess(entries(EXAMPLES), 规划信息=YEARS)
    texts = [*told.values(), *paragraphs(examples).values(), *compose(shipped).texts.values()]
    texts += [item.text for draft in map(compose, (shipped, examples)) for item in draft.adjustments]
    assert [text for text in texts if re.search(pattern, text)] == []


def test_every_paragraph_ends_as_a_sentence_does(told: dict[int, str]) -> None:
    assert [number for number, text in told.items() if not text.endswith("。")] == []


HEADER = [
    "指标", "单位", "2030年目标", "2025年", "2026年", "2027年", "2028年前三季度",
    "2026年增速", "2027年增速", "2028年前三季度增速",
    "规划年均增速", "方向", "数据类型", "部门预判", "客观因素",
]  # fmt: skip


def of(assess: Callable[..., yx.Evaluation], *cells: object, **sheets: Rows) -> str:
    evaluation = assess([HEADER, [*cells, *[None] * (len(HEADER) - len(cells))]], **sheets)
    return paragraphs(evaluation)[1]


UP, DOWN = "越高越好", "越低越好"


@pytest.mark.parametrize(
    ("cells", "facts"),
    [
        pytest.param(
            ["产值", "亿元", 150, 100, 95, 90, 60, -5, -5.3, -8.2, 7, UP, "时期数", None, "市场变化"],
            ["同比下降5%", "前两年年均下降5.15%（算术平均），低于规划目标（年均增长7%）",
             "低于规划年均增速15.2个百分点",
             "与规划目标（150亿元）的差距比2025年有所扩大", "落后于时序进度要求", "客观因素影响"],
            id="negative growth",
        ),
        pytest.param(
            ["能耗总量", "万吨", "≤80", 100, 97, 94, 69, -3, -3.1, -2, -4, DOWN, "时期数"],
            ["降幅小于规划目标（年均下降4%）", "降幅比规划年均降幅小2个百分点",
             "80万吨以内", "后期年均需下降"],
            id="a planned fall",
        ),
        pytest.param(
            ["出口", "亿元", 200, 100, 110, 121, None, 10, 10, None, 10, UP, "时期数"],
            ["前两年年均增长10%（算术平均），与规划目标（年均增长10%）持平"],
            id="just as planned",
        ),
        pytest.param(
            ["产值", "亿元", 200, 100, 110, None, None, 10, None, None, 7, UP, "时期数"],
            ["2026年为110亿元，同比增长10%，仅高于规划年均增速3个百分点"],
            id="one year is no average",
        ),
        pytest.param(
            ["产值", "亿元", 200, 100, 100, None, None, 0, None, None, None, UP, "时期数"],
            ["2026年为100亿元，同比持平"],
            id="no growth",
        ),
        pytest.param(["评级", None, "优", "良", "优", "优"], ["2026年、2027年均为“优”"], id="words"),
        pytest.param(
            ["户数", "户", 1000, 500, "未出", "未出", "未出", *[None] * 4, UP, "时点数"],
            ["2025年为500户；2026年、2027年、2028年前三季度数据尚未发布", "暂无法评价"],
            id="nothing published",
        ),
        pytest.param(
            ["用地", "亩", "[500]以内", None, 90, 110, 95, *[None] * 4, DOWN, "累计"],
            ["累计295亩，已用去规划控制数（累计500亩以内）的59%", "超出时序进度要求"],
            id="a ceiling that is used up",
        ),
    ],
)  # fmt: skip
def test_another_plan_and_other_figures(
    assess: Callable[..., yx.Evaluation], cells: list[float | str | None], facts: list[str]
) -> None:
    text = of(assess, *cells)
    assert [fact for fact in facts if fact not in text] == []


def test_half_time_is_named_only_at_half_time(assess: Callable[..., yx.Evaluation]) -> None:
    cells = ["占比", "%", 70, 50, 56, 60, 61, *[None] * 4, UP, "比率"]
    assert "时序进度要求" in of(assess, *cells)
    at_half_time = [["项目", "内容"], ["基期", "2026年"], ["评估时点", "2028年9月30日"], ["目标年", "2030年"]]
    assert "时间过半" not in of(assess, *cells, 规划信息=at_half_time)


def test_the_average_follows_the_setting(assess: Callable[..., yx.Evaluation]) -> None:
    cells = ["产值", "亿元", 200, 100, 150, 75, None, 50, -50, None, None, UP, "时期数"]
    setting = [["项目", "内容"], ["增长平均方法", "几何平均"]]
    assert "前两年年均零增长（算术平均）" in of(assess, *cells)
    assert "前两年年均下降13.4%。" in of(assess, *cells, 规划信息=setting)


def test_a_persons_verdict_is_told(assess: Callable[..., yx.Evaluation]) -> None:
    header = ["指标", "单位", "2025年目标", "2020年", "2021年", "2022年", "人工认定"]
    evaluation = assess([header, ["占比", "%", 70, 50, 51, 52, "完成"]])
    assert "经人工认定，评估结果为“完成”" in paragraphs(evaluation)[1]


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        (
            "袍江经开区全国排名",
            ["由于考核体系变化，2022年起", "建议将2025年规划目标由50位调整为90位。"],
        ),
        ("文化产业增加值占GDP比重", ["由于统计口径从省标调整为国标", "等因素影响", "由5%调整为2.5%"]),
        ("城镇登记失业率", ["该指标已停止统计", "建议取消该指标"]),
        (
            "主要污染物排放降低率",
            ["完成情况无法评价", "建议将该指标替换为地表水考核断面水质达到或好于Ⅲ类比例"],
        ),
        ("旅游业总收入", ["受疫情影响", "由330亿元调整为200亿元"]),
    ],
)
def test_an_adjustment_tells_its_reasons(shipped: yx.Evaluation, name: str, facts: list[str]) -> None:
    told = {item.name: item.text for item in compose(shipped).adjustments}
    assert [fact for fact in facts if fact not in told[name]] == []


@pytest.mark.parametrize(("base", "told"), [(91, "调整为90位。"), (90, "调整为90位（与2020年持平）。")])
def test_a_likeness_is_told_where_it_is_true(
    assess: Callable[..., yx.Evaluation], base: int, told: str
) -> None:
    header = [
        "指标",
        "单位",
        "2025年目标",
        "2020年",
        "2021年",
        "方向",
        "数据类型",
        "口径变化",
        "部门建议",
        "建议内容",
    ]
    line = [
        "排名",
        "位",
        50,
        base,
        140,
        DOWN,
        "位次",
        "评价体系变化",
        "调整目标",
        "由50位调整为90位（与2020年持平）",
    ]
    assert compose(assess([header, line])).adjustments[0].text.endswith(told)


def test_counts_and_names_of_the_plan(shipped: yx.Evaluation) -> None:
    scope = compose(shipped).texts
    assert (scope["类别数"], scope["指标总数"]) == ("七个方面", "34")
    assert scope["类别名单"] == "综合实力、科技创新、开放活力、文化发展、社会民生、生态环境和治理体系"
    assert scope["剩余年份"] == "2023年、2024年和2025年"
    assert "21个指标按时序完成进度目标，占比62%" in scope["总体评价"]


def test_a_workbook_without_names_leaves_no_empty_brackets(assess: Callable[..., yx.Evaluation]) -> None:
    scope = compose(
        assess([["指标", "单位", "2025年目标", "2020年", "2021年"], ["甲", "%", 20, 10, 12]])
    ).texts
    assert (scope["规划名称"], scope["规划简称"]) == ("五年规划", "五年规划")


def test_what_the_department_tells_of_its_work_stands_behind_the_verdict(
    assess: Callable[..., yx.Evaluation],
) -> None:
    work = ["建成三个产业园", "项目投产推迟。", "加快项目审批；"]
    header = ["指标", "单位", "2025年目标", "2020年", "2021年", "2022年", "方向"]
    header += ["工作亮点", "落后原因", "下一步举措"]
    evaluation = assess(
        [header, ["投产率", "%", 70, 50, 51, 52, UP, *work], ["达标率", "%", 70, 50, 61, 62, UP, *work]]
    )
    behind, met = paragraphs(evaluation).values()

    assert "建成三个产业园。落后的主要原因：项目投产推迟。下一步，加快项目审批。" in behind
    assert "建成三个产业园。下一步，加快项目审批。" in met


def test_words_that_begin_as_a_sentence_does_are_left_as_they_are(
    assess: Callable[..., yx.Evaluation],
) -> None:
    header = ["指标", "单位", "2025年目标", "2020年", "2021年", "方向", "落后原因", "下一步举措"]
    text = paragraphs(
        assess([header, ["投产率", "%", 70, 50, 51, UP, "受市场影响，投产推迟", "下阶段加快审批"]])
    )[1]

    assert "受市场影响，投产推迟。下阶段加快审批。" in text
