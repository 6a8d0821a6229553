"""A report's prose held against the workbook: every contradiction found, nothing that is right reported."""

import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest

import yuecheng_xl as yx
from tests.conftest import DATA, run_cli
from tests.mutations import lying
from yuecheng_xl.checks.report import brief, check_paragraphs
from yuecheng_xl.checks.report.reading import source
from yuecheng_xl.checks.report.reading.source import Paragraph, read_report
from yuecheng_xl.findings.errors import InputContentError, InputFileError

REPORT = DATA / "report_prose.txt"
"""The published figures in short sentences of our own, with the print's line breaks and page furniture."""

# What a careful reader finds in it: code, indicator (or group), the prose's figure or words.
CONTRADICTIONS = [
    ("F1256", "一般公共预算收入", "6.25%"),
    ("F1256", "固定资产投资", "23.7%"),
    ("F1259", "数字经济核心产业增加值占GDP比重", "7.5%"),
    ("F1262", "数字经济核心产业增加值占GDP比重", "规划目标预计能够实现"),
    ("F1257", "高新技术产业增加值占工业增加值比重", "9个百分点"),
    ("F1258", "高新技术产业增加值占工业增加值比重", "94.7%"),
    ("F1257", "全社会研发费用投入占生产总值比重", "0.7个百分点"),
    ("F1258", "全社会研发费用投入占生产总值比重", "63.6%"),
    ("F1256", "规上工业企业亩均税收", "14.2%"),
    ("F1256", "外贸出口", "12.75%"),
    ("F1257", "“掌上办事”政府服务事项覆盖率", "10个百分点"),
    ("F1258", "“掌上办事”政府服务事项覆盖率", "81.8%"),
    ("F1256", "城镇常住居民人均可支配收入", "6.85%"),
    ("F1256", "农村常住居民人均可支配收入", "8.55%"),
    ("F1254", "全年优良天气达标率", "86.7%"),
    ("F1263", "PM2.5年均浓度", "有望企稳回升"),
    ("F1254", "文化产业增加值占GDP比重", "5%"),
    ("F1263", "PM2.5年均浓度", "降至32微克/立方米"),
    ("F1266", "已提前达到目标的指标", "7 个"),
    ("F1266", "落后预期进度而不作调整的指标", "5 个"),
    ("F1264", "袍江经开区全国排名", "90"),
    ("F1260", "文化产业增加值占GDP比重", "30个百分点"),
]
# What makes each of them right.
CORRECTIONS = {
    "6.25%": "5.4%", "23.7%": "23.2%", "7.5%左右的目标": "15%的目标", "，但规划目标预计能够实现": "",
    "9个百分点，完成": "8个百分点，完成", "94.7%": "88.9%", "累计增加0.7": "累计增加1.13", "63.6%": "73.9%",
    "14.2%": "13.0%", "12.75%": "12.4%", "增长10个百分点": "增长10.62个百分点", "81.8%": "282.5%",
    "6.85%": "6.8%", "8.55%": "8.6%", "86.7%": "85.6%", "有望企稳回升": "力争改善",
    "占GDP比重达到5%以上": "占GDP比重为2.6%", "降至32微克": "为32微克", "7个指标已经": "10个指标已经",
    "亩均增加值、常住": "亩均增加值、外贸出口、“掌上办事”政府服务事项覆盖率、3岁以下托位数、常住",
    "和PM2.5年均浓度5个指标": "、绍兴高新区全国排名和PM2.5年均浓度6个指标", "（与2020年持平）": "",
    "滞后规划预期大概30个百分点，": "",
}  # fmt: skip


def told(finding: yx.Finding) -> str:
    """Return the finding without the sentence that it quotes."""
    return finding.message.partition("。原句")[0]


def test_every_contradiction_of_the_published_report_is_found_and_nothing_else(
    shipped: yx.Evaluation,
) -> None:
    checked = yx.check_report(shipped, REPORT)

    assert [finding.code for finding in checked.findings] == [code for code, _, _ in CONTRADICTIONS]
    for finding, (_, name, figure) in zip(checked.findings, CONTRADICTIONS, strict=True):
        assert name in told(finding)
        assert figure in told(finding)


@pytest.fixture(scope="session")
def consistent() -> list[Paragraph]:
    """Return the report with each of its contradictions put right."""
    paragraphs = read_report(REPORT).paragraphs
    for wrong, right in CORRECTIONS.items():
        assert any(wrong in item.text for item in paragraphs), wrong
        paragraphs = [Paragraph(item.text.replace(wrong, right), item.where) for item in paragraphs]
    return paragraphs


def test_a_report_made_consistent_gives_no_finding(
    shipped: yx.Evaluation, consistent: list[Paragraph]
) -> None:
    checked = check_paragraphs(shipped, consistent)

    assert [told(finding) for finding in checked.findings] == []
    assert checked.compared > 100


# Figures in the indicators' paragraphs that are none of the workbook's: other quantities, the years of
# the data, what the plan wanted by then, a qualitative indicator.
NOT_OURS = re.compile(
    r"前50位|9项|70位左右|54.7亿元|2020年度|万分之37.2|1396个|2.0系统|266亿元|3岁|[\d.]+万亩"
)
FIGURE = re.compile(r"(?<![\d.A-Za-z])\d+(?:\.\d+)?(?!\d|\.\d|年|[-—]\d{4}年)")


def slips(text: str) -> Iterator[tuple[str, str]]:
    """Yield a text with each of its figures changed, and what was changed."""
    heading = text.index("。")
    for match in FIGURE.finditer(text, heading):
        figure, decimals = match[0], len(match[0].partition(".")[2])
        changed = f"{float(figure) * 1.31 + 1:.{decimals}f}"
        if not any(one.start() <= match.start() < one.end() for one in NOT_OURS.finditer(text)):
            yield text[: match.start()] + changed + text[match.end() :], f"{text[: match.end()][-12:]}"


def test_a_slip_in_any_figure_of_an_indicator_is_found(
    shipped: yx.Evaluation, consistent: list[Paragraph]
) -> None:
    own = [item.text for item in consistent if re.match(r"\d+．[^，]{4,30}。20", item.text)]
    overlooked = [
        what
        for text in own
        for changed, what in slips(text)
        if not check_paragraphs(shipped, [Paragraph(changed, "第1段")]).findings
    ]

    assert len(own) > 20
    assert overlooked == []


SWAPS = {
    "高于": "低于", "低于": "高于", "快于": "慢于", "提升": "下降", "提高": "降低",
    "同比增长": "同比下降", "下降": "上升", "跃升": "下滑", "降至": "升至", "降为": "升为",
    "累计增加": "累计减少", "提前完成": "未完成", "提前实现": "未实现", "逐年上升": "逐年下降",
    "超额完成": "未完成", "远超预期": "远不及预期", "落后": "快于", "年均增长": "年均下降",
}  # fmt: skip


def swaps(text: str) -> Iterator[str]:
    """Yield a text with each of its words of comparison turned round."""
    for word, other in SWAPS.items():
        for match in re.finditer(word, text):
            yield f"{text[: match.start()]}{other}{text[match.end() :]}"


def test_a_word_of_comparison_turned_round_is_found(
    shipped: yx.Evaluation, consistent: list[Paragraph]
) -> None:
    own = [item.text for item in consistent if re.match(r"\d+．[^，]{4,30}。20", item.text)]
    tried = [changed for text in own for changed in swaps(text)]
    overlooked = [
        text for text in tried if not check_paragraphs(shipped, [Paragraph(text, "第1段")]).findings
    ]

    assert len(tried) >= 30
    assert len(overlooked) <= len(tried) * 0.1, overlooked


def test_a_finding_names_the_place_the_cell_and_the_sentence(shipped: yx.Evaluation) -> None:
    checked = yx.check_report(shipped, REPORT)
    finding = next(item for item in checked.findings if "86.7%" in item.message)

    assert finding.where == "report_prose.txt 第126行"
    assert "85.6（指标总表!I30）" in finding.message
    assert "2023年上半年为86.7%" in finding.message.partition("原句")[2]


Found = Callable[..., list[tuple[str, str]]]


@pytest.fixture
def found(shipped: yx.Evaluation) -> Found:
    """Return the codes and texts found in paragraphs."""

    def run(*texts: str) -> list[tuple[str, str]]:
        checked = check_paragraphs(shipped, [Paragraph(text, "第1段") for text in texts])
        return [(finding.code, told(finding)) for finding in checked.findings if finding.code != "F1253"]

    return run


# Outside its own paragraph an indicator is known by its name; figures in the shipped workbook.
RIGHT = [
    "2022年，全区生产总值达1271亿元，比2021年增加79.5亿元，增长4%。",
    "全区生产总值由2020年的1005.3亿元增加到2022年的1271亿元，年均增长6.4%。",
    "2023年上半年全区生产总值624.5亿元，同比增长7.5%，固定资产投资406.1亿元，增长8.8%。",
    "到2025年，全区生产总值达到1500亿元以上，人均生产总值达到17万元。",
    "力争到2025年外贸出口突破900亿元。",
    "粮食总产量稳定在9万吨以上，播种面积22.38万亩。",
    "常住人口城镇化率达到83.69%，比2020年提高5.69个百分点。",
    "城乡居民收入比由2020年的1.60缩小到2022年的1.55。",
    "2021年、2022年城乡居民收入比分别为1.59和1.55。",
    "2022年城镇、农村常住居民人均可支配收入分别为70525元、45540元。",
    "去年人才资源总量36.2万人，增长7.7%；今年上半年约37.5万人。",
    "低收入农户人均可支配收入年均增长13.3%，旅游业总收入今后每年增长20%。",
    "数字经济核心产业增加值增长21.3%，外贸出口企业达到1500家。",
    "2022年PM10年均浓度为52微克/立方米，PM2.5年均浓度为29.74微克/立方米。",
    "２０２２年全区生产总值１２７１亿元，增长４％。",
    "2022年全区生产总值1271亿元，其中第三产业增加值700亿元，增长5.2%。",
]
WRONG = [
    ("2022年，全区生产总值达1217亿元。", "F1254", "H2"),
    ("2022年全区生产总值1271亿元，比2021年增加97.5亿元。", "F1257", "79.5"),
    ("全区生产总值由2020年的1050.3亿元增加到2022年的1271亿元。", "F1254", "F2"),
    ("2023年上半年全区生产总值624.5亿元，同比增长5.7%。", "F1255", "Q2"),
    ("2022年一般公共预算收入86.3亿元，增长7.3%。", "F1255", "-7.3%"),
    ("到2025年，全区生产总值达到1700亿元。", "F1259", "1500以上"),
    ("常住人口城镇化率达到83.69%，比2020年提高6.69个百分点。", "F1257", "5.69"),
    ("粮食总产量稳定在10万吨以上。", "F1254", "9.6"),
    ("2021年、2022年城乡居民收入比分别为1.55和1.59。", "F1254", "1.59"),
    ("去年人才资源总量36.2万人，增长8.7%。", "F1255", "7.7%"),
    ("粮食总产量由2020年的7.11万吨下降到2022年的9.6万吨。", "F1263", "7.03"),
    ("2022年人均生产总值153496万元。", "F1254", "153496"),
    ("2022年粮食总产量9.6万吨，比2020年增长53%。", "F1255", "35.02%"),
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_not_reported(found: Found, text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(("text", "code", "shown"), WRONG)
def test_what_is_wrong_is_reported_with_what_the_workbook_has(
    found: Found, text: str, code: str, shown: str
) -> None:
    findings = found(text)

    assert code in [one for one, _ in findings]
    assert any(shown in message for one, message in findings if one == code)


TWICE = [
    ("1．地区生产总值。", "2019年为957亿元。2019年实现957.3亿元。", []),
    ("1．地区生产总值。", "2019年为957亿元。2019年实现975亿元。", ["F1271"]),
    ("1．地区生产总值。", "2019年增长6.8%。2019年为957亿元，同比增长7.8%。", ["F1271"]),
    ("1．地区生产总值。", "2019年约950亿元。2019年为957亿元。2019年比2018年增加60亿元。", []),
]


@pytest.mark.parametrize(("heading", "text", "expected"), TWICE)
def test_what_the_workbook_does_not_have_is_held_against_the_report_itself(
    found: Found, heading: str, text: str, expected: list[str]
) -> None:
    assert [code for code, _ in found(heading + text)] == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("人均公园绿地面积", []),
        ("人均绿地面积", ["F1272"]),
        ("人均绿地", []),  # whose it is, is not sure
    ],
)
def test_two_names_of_one_indicator_are_noted_once(found: Found, name: str, expected: list[str]) -> None:
    texts = ["31．人均公园绿地面积。2021年16.77平方米。", f"5．{name}。2022年17.22平方米。", f"6．{name}。"]

    assert [code for code, _ in found(*texts)] == expected


def test_an_abbreviation_is_no_second_name(found: Found) -> None:
    assert found("15．社会消费品零售总额。2021年722.61亿元。", "2．社零。2022年748.36亿元。") == []


# In an indicator's own paragraph it need not be named again. Headings as officials write them.
OWN = [
    ("6．绍兴高新区全国排名。", "由2020年第95位上升到2022年第79位，累计前进16位，距目标还差29位。", []),
    ("6．绍兴高新区全国排名。", "2022年79位，比2021年下降2位。", ["F1257"]),
    ("6．绍兴高新区全国排名。", "2022年79位，已完成“时间过半，任务过半”目标。", ["F1262"]),
    ("6．绍兴高新区全国排名。", "2021、2022年逐年上升，力争继续跃升。", []),
    ("（2）粮食总产量：", "2022年9.6万吨，其中早稻2.1万吨，全省增长3%。", []),
    ("2.人均生产总值。", "预计2023年上半年增速高于7%，能够提前一年实现目标。", []),
    ("2.人均生产总值。", "能够提前两年实现规划目标。", ["F1262"]),
    ("2.人均生产总值。", "未完成“时间过半、任务过半”目标。", ["F1262"]),
    ("8.高新技术产业增加值占工业增加值比重。", "完成进度88.9%，时间进度50%。", []),
    ("8.高新技术产业增加值占工业增加值比重。", "目标完成进度98.5%。", []),  # current / target
    ("8.高新技术产业增加值占工业增加值比重。", "已经提前完成规划目标。", ["F1262"]),
    ("14.外贸出口。", "两年平均增长12.4%，高于规划年均增长5%的要求。", []),
    ("14.外贸出口。", "各年增速的算术平均为12.75%，前两年年均增长12.75%（算术平均）。", []),
    ("14.外贸出口。", "前两年年均增长12.4%，高于规划目标（年均增长6%）。", ["F1259"]),
    ("15.社会消费品零售额。", "2023年上半年增速8.2%，高于规划目标2.2个百分点。", ["F1260"]),
    ("15.社会消费品零售额。", "建议对规划目标作相应调整。", ["F1262"]),
    ("19.旅游业总收入。", "建议“十四五”规划目标不作调整。", ["F1262"]),
    ("19.旅游业总收入。", "建议将目标由330亿元调整为300亿元。", ["F1259"]),
    ("20.常住人口城镇化率。", "2021年83.35%，2022年83.69%，提前实现规划目标（83%）。", []),
    ("20.常住人口城镇化率。", "2021年83.35%，2022年83.69%，呈逐年下降趋势。", ["F1263"]),
    ("20.常住人口城镇化率。", "2023年上半年达到84%。", ["F1261"]),
    ("21.城镇登记失业率。", "2021年控制在1.9%以内，2022年控制在2.8%以内，建议取消该指标。", []),
    ("18.文化产业增加值占GDP比重。", "2021年占比为2.3%。", []),  # 数据说明 says so
    ("18.文化产业增加值占GDP比重。", "2021年占比为3.3%。", ["F1261"]),
    ("29.全年优良天气达标率。", "规划目标为92%以下。", ["F1259"]),
    ("29.全年优良天气达标率。", "后期年均需提高2.56个百分点。", []),
    ("29.全年优良天气达标率。", "后期年均需提高1.56个百分点。", ["F1258"]),
    ("27.万元GDP综合能耗降低率。", "2021年降低0.1%，2022年降低12.1%，均完成省市下达指标。", []),
]


@pytest.mark.parametrize("as_one", [True, False], ids=["heading and text in one", "heading on its own"])
@pytest.mark.parametrize(("heading", "text", "expected"), OWN)
def test_an_indicators_own_paragraph(
    found: Found, heading: str, text: str, expected: list[str], *, as_one: bool
) -> None:
    texts = [heading + text] if as_one else [heading.rstrip("。："), text]

    assert [code for code, _ in found(*texts)] == expected


COUNTS = [
    ("规划纲要共设定34个指标，其中21个指标按时序完成，占61.8%。", []),
    ("三十四个指标中，有二十一个指标按期完成，十个指标落后。", []),
    ("本次评估共35个指标。", ["F1265"]),
    ("34个指标中，22个指标按时序完成进度目标，占比达62%。", ["F1265"]),
    ("34个指标中，21个指标按时序完成进度目标，占比达63%。", ["F1265"]),
    ("落后预期进度的10个指标中，有3个指标难度较大。", []),
    ("1个指标为定性目标，2个指标未作评价。", []),
    ("生态环境方面，2个指标落后预期进度，分别是全年优良天气达标率和PM2.5年均浓度、某新指标。", []),
    ("生态环境方面，3个指标落后预期进度。", ["F1265"]),
    ("13个约束性指标中，3个指标落后。", []),
    ("预期性指标中，3个指标落后。", []),  # the workbook does not say which are 预期性
    ("6个指标建议调整，2个指标落后预期进度，分别是粮食总产量、旅游业总收入。", ["F1266"]),
    ("人均生产总值、固定资产投资、外贸出口2个指标表现突出。", ["F1265"]),
    ("新增2项考核指标，取消9项优势指标。", []),
]


@pytest.mark.parametrize(("text", "expected"), COUNTS)
def test_counts_shares_and_lists(found: Found, text: str, expected: list[str]) -> None:
    assert [code for code, _ in found(text)] == expected


def test_a_category_heading_narrows_the_counts_below_it(found: Found) -> None:
    assert found("（一）综合实力", "6个指标中，4个指标按时序完成，2个指标落后。") == []
    assert found("（一）综合实力", "7个指标中，4个指标按时序完成。") != []


# What the shipped workbook has no case of: one row, changed, and what its paragraph says.
ROW: dict[str, object] = {
    "序号": 1, "指标": "社会消费品零售额", "单位": "亿元", "2025年目标": 150, "2020年": 100, "2021年": 110,
    "2022年": 121, "2023年上半年": 64, "方向": "越高越好", "数据类型": "时期数", "2021年增速": 10,
    "2022年增速": 10, "2023年上半年增速": 7.5, "规划年均增速": 8.4, "数据说明": None,
}  # fmt: skip
GROWTHS = ("2021年增速", "2022年增速", "2023年上半年增速")
FIGURES = ("2020年", "2021年", "2022年", "2023年上半年")
WITHOUT_GROWTH: dict[str, object] = dict.fromkeys(GROWTHS)
WITHOUT_FIGURES: dict[str, object] = dict.fromkeys((*FIGURES, *GROWTHS))
PER_CENT: dict[str, object] = {"单位": "%", "数据类型": "比率", "2025年目标": 60, "规划年均增速": None}
PER_CENT |= {**WITHOUT_GROWTH, "2020年": 50, "2021年": 52, "2022年": 55, "2023年上半年": 56}

REACHED = {**PER_CENT, "2025年目标": 54}
CUT = {
    **WITHOUT_FIGURES,
    "指标": "能耗降低率",
    "单位": "%",
    "2025年目标": "完成下达任务",
    "规划年均增速": None,
}

SAID: list[tuple[dict[str, object], str, list[str]]] = [
    # values
    ({}, "2021年低于120亿元，2022年高于120亿元。", []),
    ({}, "2021年约108亿元。", []),
    ({}, "2021年约90亿元。", ["F1254"]),
    ({}, "2021年低于100亿元。", ["F1254"]),
    ({}, "2019年为90亿元。", []),  # a year that the workbook does not have
    (WITHOUT_FIGURES, "零售额达到100亿元。", []),
    ({}, "零售额达到105亿元。", ["F1254"]),
    ({}, "2021年13月为5亿元。", ["F1254"]),  # no such month: a figure without a period
    ({"2021年": "看情况", **WITHOUT_GROWTH}, "2021年为90亿元。", []),  # unreadable: told already
    # changes
    ({}, "2022年同比增加11亿元，2023年还需增加20亿元。", []),
    ({}, "2022年同比增加20亿元。", ["F1257"]),
    ({"2021年": None, **WITHOUT_GROWTH}, "2022年同比增加20亿元，比2021年增加30亿元。", []),
    # growth
    (WITHOUT_GROWTH, "2022年增长10%，2021年增长10%。", []),
    (WITHOUT_GROWTH, "2022年增长12%。", ["F1255"]),
    ({"2021年": None, **WITHOUT_GROWTH}, "2022年增长12%，比2021年增长30%。", []),
    ({}, "2022年比2020年增长21%。", []),
    ({}, "2022年比2020年增长31%。", ["F1255"]),
    ({}, "2022年比2018年增长31%。", []),
    ({"数据说明": "可比价"}, "2022年比2020年增长31%。", []),
    (PER_CENT, "2022年比2020年增长5%。", []),  # in percentage points
    ({}, "2021年剔除因素后增长20%，2022年全省增长9%。", []),
    ({}, "比2023—2020年增长20%。", []),  # years the wrong way round are none
    # targets
    ({"2025年目标": "年均8%"}, "规划目标为170亿元，规划年均增长8%。", []),
    ({"2025年目标": "年均8%", "规划年均增速": None}, "规划年均增长9%。", ["F1259"]),
    ({"2025年目标": "年均8%", "规划年均增速": None}, "规划年均增长8%。", []),
    ({}, "建议将目标由较高水平调整为160亿元，由30家调整为20家，由8%调整为5%。", ["F1262"]),
    # distances from the plan
    ({}, "两年平均增长10%，高于规划目标1.6个百分点。", []),
    ({}, "两年平均增长10%，高于规划目标3个百分点。", ["F1260"]),
    (WITHOUT_GROWTH, "高于规划目标3个百分点。", []),
    (PER_CENT, "低于规划目标4个百分点。", []),
    (PER_CENT, "低于规划目标14个百分点。", ["F1260"]),
    ({**PER_CENT, "2025年目标": "优于周边"}, "低于规划目标14个百分点。", []),
    # words that compare, of the figure before them
    ({}, "2022年增长10%。虽高于规划年均增速，但与规划目标仍有距离。", []),
    ({}, "2022年增长10%。虽低于规划年均增速，但基础较好。", ["F1262"]),
    ({}, "因前期远超预期，上半年放缓不影响全局。前两年年均增长10%，快于规划预期。", []),
    ({}, "2021年增长10%，2022年增长10%，两年平均增长10%，因前期低于规划预期，后劲不足。", ["F1262"]),
    ({}, "前两年超额完成规划进度。预计高于规划进度。", []),
    ({}, "前两年落后规划进度过多。", ["F1262"]),
    ({}, "预计低于规划进度。", ["F1262"]),
    ({}, "力争快于规划进度，规划方面与计划相当。", []),
    (PER_CENT, "完成规划目标（60%）任务的60%，快于时间进度（50%）。", []),
    (PER_CENT, "完成规划目标（60%）任务的60%，慢于时间进度（50%）。", ["F1262"]),
    (PER_CENT, "完成规划目标（60%）任务的60%，与时间进度（50%）持平。", ["F1262"]),
    (WITHOUT_FIGURES, "快于时间进度，低于规划进度。", []),
    ({}, "不足“时间过半，任务过半”的要求。", ["F1262"]),
    # reached or not, early or on time
    (REACHED, "2022年达到55%，提前完成规划目标（54%）。", []),
    (REACHED, "2022年达到55%，按期完成规划目标（54%）。", ["F1262"]),
    (REACHED, "2022年达到55%，未完成规划目标（54%）。", ["F1262"]),
    (REACHED, "2022年达到55%，预计可以按期实现规划目标（54%）。", ["F1262"]),
    (REACHED, "若未完成规划目标，责任单位要说明。没有完成年度目标，未达到2022年目标。", []),
    (PER_CENT, "如期实现规划目标难度较大，确保如期实现规划目标。", []),
    (PER_CENT, "已经如期实现规划目标。", ["F1262"]),
    ({**PER_CENT, "2025年目标": 58}, "若保持此速度，预计能够提前实现规划目标。", []),
    ({**PER_CENT, "2025年目标": 58}, "若保持此速度，预计能够按期实现规划目标。", ["F1262"]),
    ({**PER_CENT, "2025年目标": 58}, "通过努力，预计能够按期实现规划目标。", []),
    (PER_CENT, "若保持此速度，预计能够按期实现规划目标。", []),
    (PER_CENT, "若保持此速度，预计能够提前实现规划目标。", ["F1262"]),
    (CUT, "2022年降低3%，降幅提高2%，2023年力争提高5%。", []),
    (CUT, "2022年提高3%。", ["F1263"]),
    # what it is from the target
    (PER_CENT, "2022年为55%，距规划目标还差5个百分点。", []),
    (PER_CENT, "2022年为55%，距规划目标还差6个百分点。", ["F1258"]),
    # what the assessment computed
    ({}, "近12个月数为125.47亿元，时间进度为50%。", []),
    ({}, "近12个月数为120亿元。", ["F1258"]),
    ({}, "时间进度为60%。", ["F1258"]),
    (
        WITHOUT_FIGURES,
        "完成进度为60%，后期年均需增长5%，近12个月数为5亿元。",
        [],
    ),
    # statements
    ({}, "对照“时间过半，任务过半”要求，有差距。", []),
    ({}, "有望提前完成规划目标，该指标有望回升。", []),
    ({}, "该指标有望回落。", ["F1263"]),
    (PER_CENT, "力争社会消费品零售额占比较快回落。", ["F1263"]),
    ({}, "。 。有望回落。", []),  # of what, it does not say
]


@pytest.mark.parametrize(("changes", "text", "expected"), SAID)
def test_what_a_paragraph_says_of_a_row(
    assess: Callable[..., yx.Evaluation], changes: dict[str, object], text: str, expected: list[str]
) -> None:
    row = {**ROW, **changes}
    settings = [("项目", "内容"), ("基期", 2020), ("目标年", 2025), ("评估时点", "2023年6月30日")]
    evaluation = assess([list(row), list(row.values())], 规划信息=settings)

    checked = check_paragraphs(evaluation, [Paragraph(f"1．{row['指标']}。{text}", "第1段")])

    assert [finding.code for finding in checked.findings] == expected


def test_the_last_twelve_months_are_told_with_what_they_are_made_of(
    assess: Callable[..., yx.Evaluation],
) -> None:
    text = "1．社会消费品零售额。近12个月数为120亿元。"

    checked = check_paragraphs(assess([list(ROW), list(ROW.values())]), [Paragraph(text, "第1段")])

    assert "上年 121，年内 64，同比增速 7.5%" in checked.findings[0].message


def test_nothing_is_compared_with_a_target_in_words(found: Found) -> None:
    assert found("2022年主要污染物排放降低率80%，2022年全区生产总值1271亿元。") == []


def test_nothing_knows_the_district_the_plan_or_the_years(book: Callable[..., Path]) -> None:
    rows = [
        ("序号", "指标", "单位", "2030年目标", "2025年", "2026年", "2027年", "2028年前三季度"),
        (1, "森林覆盖率", "%", 60, 50, 52, 54, 56),
    ]
    evaluation = yx.evaluate(yx.read_workbook(book(rows)))
    text = "1．森林覆盖率。2026年为52%，2028年前三季度为57%，目标为60%，累计提高6个百分点。"

    checked = check_paragraphs(evaluation, [Paragraph(text, "第1段")])

    assert [finding.code for finding in checked.findings] == ["F1254"]
    assert "2028年前三季度" in checked.findings[0].message


GROUPED = [
    [
        "序号",
        "指标",
        "单位",
        "类别",
        "指标属性",
        "责任单位",
        "方向",
        "2025年目标",
        "2020年",
        "2022年",
        "部门建议",
        "客观因素",
    ],
    [1, "财政收入总额", "亿元", "经济", "预期性", "财政局", "越高越好", 150, 100, 150, None, None],
    [
        2,
        "外贸出口总额",
        "亿元",
        "经济",
        "预期性",
        "商务局",
        "越高越好",
        150,
        100,
        110,
        "取消指标",
        "疫情影响",
    ],
    [3, "森林覆盖比例", "%", "生态", "约束性", "林业局", "越高越好", 60, 50, 51, "取消指标", "疫情影响"],
]
COUNTED = [
    ("", "2项预期性指标中，1个指标落后。", []),
    ("", "1项预期性指标中，1个指标落后。", ["F1265"]),
    ("", "经济和生态方面3个指标中，2个指标落后。", []),  # several categories: all of them together
    ("", "商务局1个指标落后。", []),
    ("", "财政收入总额、外贸出口总额2个指标表现突出。", []),
    ("", "财政收入总额、外贸出口总额和财政收入总额2个指标表现突出。", []),
    ("", "受疫情影响建议调整的2个指标，分别是外贸出口总额、森林覆盖比例。", []),
    ("", "受疫情影响建议调整的1个指标。", ["F1265"]),
    ("", "受口径影响建议调整的1个指标。", ["F1265"]),
    ("（一）经济", "1个指标落后。", []),
]


@pytest.mark.parametrize(("heading", "text", "expected"), COUNTED)
def test_a_kind_a_category_or_a_department_narrows_a_count(
    assess: Callable[..., yx.Evaluation], heading: str, text: str, expected: list[str]
) -> None:
    paragraphs = [Paragraph(part, "第1段") for part in (heading, text) if part]

    checked = check_paragraphs(assess(GROUPED), paragraphs)

    assert [finding.code for finding in checked.findings if finding.code != "F1253"] == expected


TEXT = "4．固定资产投资。2021年780亿元，2022年888亿元。"


def word_file(path: Path, *texts: str, style: str | None = None) -> Path:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text, style=style)
    document.add_table(1, 1).cell(0, 0).text = "2022年全区生产总值9999亿元"
    document.save(str(path))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_in_any_usual_encoding(shipped: yx.Evaluation, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(TEXT, encoding=encoding)

    assert [item.code for item in yx.check_report(shipped, path).findings] == ["F1254"]


def test_a_paragraph_of_word_is_named_by_its_place(shipped: yx.Evaluation, tmp_path: Path) -> None:
    checked = yx.check_report(shipped, word_file(tmp_path / "报告.docx", "前言", TEXT))

    assert [item.where for item in checked.findings] == ["报告.docx 第2段"]


def test_a_heading_by_its_style_needs_no_number(shipped: yx.Evaluation, tmp_path: Path) -> None:
    path = word_file(tmp_path / "报告.docx", "固定资产投资", style="Heading 3")
    document = docx.Document(str(path))
    document.add_paragraph("2022年888亿元。")
    document.add_paragraph("重点任务", style="Heading 1")
    document.add_paragraph("2022年达到700亿元。")
    document.save(str(path))

    assert len(yx.check_report(shipped, path).findings) == 1


def test_captions_and_empty_paragraphs_are_no_prose(tmp_path: Path) -> None:
    path = word_file(tmp_path / "报告.docx", "图1 固定资产投资888亿元", "", TEXT)

    assert [item.where for item in read_report(path).paragraphs] == ["报告.docx 第3段"]


def with_document(path: Path, change: Callable[[str], str]) -> None:
    """Write a Word file and change its document's XML."""
    word_file(path, TEXT)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document.xml"] = change(parts["word/document.xml"].decode()).encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)


def test_tracked_changes_are_read_as_they_will_stand(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    run = "<w:r><w:t>2022年</w:t><w:tab/></w:r>"
    gone = "<w:del><w:r><w:delText>不</w:delText></w:r></w:del>"
    boxed = f"<w:r><w:drawing><w:p>{run}</w:p></w:drawing></w:r>"
    said = f"<w:p>{run}{gone}<w:ins><w:r><w:t>达到</w:t></w:r></w:ins><w:bookmarkStart/>{boxed}</w:p>"
    with_document(path, lambda text: text.replace("<w:body>", f"<w:body>{said}"))

    assert [item.text for item in read_report(path).paragraphs] == ["2022年达到", TEXT]


def broken_markup(path: Path) -> None:
    with_document(path, lambda text: text.replace("</w:body>", ""))


def no_document(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<x/>")


def damaged(path: Path) -> None:
    word_file(path, TEXT)
    path.write_bytes(path.read_bytes()[:-200])


def other_package(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("xl/workbook.xml", "<x/>")


def lying_document(path: Path) -> None:
    word_file(path, TEXT)
    path.write_bytes(lying(path.read_bytes(), "word/document.xml", 100))


def encrypted_part(path: Path) -> None:
    word_file(path, TEXT)
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (Path.exists, "F101"),
    "folder": (Path.mkdir, "F110"),
    "old Word": (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "F1251"),
    "binary": (lambda path: path.write_bytes(b"\x00\x01\x02\xff" * 20), "F1251"),
    "text with nought bytes": (lambda path: path.write_bytes(b"a\x00b"), "F1251"),
    "nothing around the document": (no_document, "F103"),
    "not Word": (other_package, "F1251"),
    "damaged": (damaged, "F103"),
    "markup that does not end": (broken_markup, "F103"),
    "lying about its size": (lying_document, "F103"),
    "a part encrypted": (encrypted_part, "F103"),
    "empty": (lambda path: path.write_text(" \n\n- 3 -\n"), "F1252"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_file_that_is_no_report_is_refused_with_its_own_finding(
    shipped: yx.Evaluation, tmp_path: Path, case: str
) -> None:
    make, code = BAD[case]
    path = tmp_path / "报告.docx"
    make(path)

    with pytest.raises((InputFileError, InputContentError)) as caught:
        yx.check_report(shipped, path)
    assert caught.value.finding.code == code


@pytest.mark.parametrize("write", [lambda path: path.write_text(TEXT), lambda path: word_file(path, TEXT)])
def test_a_report_too_large_to_be_one_is_refused(
    write: Callable[[Path], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "报告.docx"
    write(path)
    for limit in (path.stat().st_size - 1, path.stat().st_size):  # as it lies there, and unpacked
        monkeypatch.setattr(source, "_MAX_BYTES", limit)
        if limit < path.stat().st_size or zipfile.is_zipfile(path):
            with pytest.raises(InputFileError) as caught:
                read_report(path)
            assert caught.value.finding.code == "F1251"


def test_the_lock_file_of_an_open_report_is_told_from_it(tmp_path: Path) -> None:
    lock = word_file(tmp_path / "~$报告.docx", TEXT)

    with pytest.raises(InputFileError) as caught:
        read_report(lock)
    assert caught.value.finding.code == "F108"


def test_a_report_that_may_not_be_read_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError

    path = word_file(tmp_path / "报告.docx", TEXT)
    monkeypatch.setattr(source, "open_regular", refuse)

    with pytest.raises(InputFileError) as caught:
        read_report(path)
    assert caught.value.finding.code == "F109"


def test_a_check_in_brief_says_how_much_was_compared(shipped: yx.Evaluation) -> None:
    right, wrong = (
        brief.checked(
            REPORT, check_paragraphs(shipped, [Paragraph(f"2022年全区生产总值{value}亿元。", "第1段")])
        )
        for value in (1271, 1217)
    )

    assert right == "report_prose.txt：提到1个指标，核对了1个数，没有发现不一致。"
    assert wrong.startswith("report_prose.txt：提到1个指标，核对了1个数。\n")
    assert "F1254" in wrong


def test_a_report_that_names_no_indicator_is_not_called_consistent(shipped: yx.Evaluation) -> None:
    checked = check_paragraphs(shipped, [Paragraph("今年天气很好。", "第1段")])

    assert [finding.code for finding in checked.findings] == ["F1253"]


def test_the_command_lists_findings_and_exits_with_1_for_errors(tmp_path: Path) -> None:
    run = run_cli("check", "--report", REPORT, cwd=tmp_path)

    assert (run.returncode, run.stderr) == (1, "")
    assert "发现问题：错误14项，警告8项，提示0项" in run.stdout
    assert list(tmp_path.iterdir()) == []


def test_the_command_says_the_same_to_machines(tmp_path: Path) -> None:
    run = run_cli("check", "--report", REPORT, "--json", cwd=tmp_path)
    record = json.loads(run.stdout)

    assert run.returncode == 1
    assert record["report"]["indicators"] == 27
    assert len(record["findings"]) == len(CONTRADICTIONS)
    assert set(record["findings"][0]) == {"code", "severity", "where", "message", "remedy"}


def test_a_workbook_without_errors_exits_with_0(tmp_path: Path) -> None:
    run = run_cli("check", "--json", cwd=tmp_path)

    assert run.returncode == 0
    assert {item["severity"] for item in json.loads(run.stdout)["findings"]} == {"警告", "提示"}


def test_a_missing_report_exits_with_2(tmp_path: Path) -> None:
    run = run_cli("check", "--report", "没有.docx", cwd=tmp_path)

    assert run.returncode == 2
    assert "F101" in run.stderr
