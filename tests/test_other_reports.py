"""Three reports in three offices' styles, each right in all that it says: no alarm, and few slips pass."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import yuecheng_xl as yx
from tests.plans import PLANS, rows, settings
from yuecheng_xl.checks.report import check_paragraphs
from yuecheng_xl.checks.report.reading.source import Paragraph

BY_CHAPTERS = """\
一、总体进展
截至2022年底，“十四五”规划确定的7项主要指标中，5项指标达到时序进度，占71%，2项指标落后预期进度，分别是港口货物吞吐量和人才资源总量。全市上下攻坚克难，经济社会发展迈上新台阶。
二、主要指标完成情况
（一）经济规模持续壮大
2022年地区生产总值达到1.17万亿元，是全省第三个突破1.1万亿元的城市；2021年、2022年分别增长8.6%和3.9%，前两年年均增长6.2%，低于规划目标0.6个百分点。一般公共预算支出达到1300亿元，比2020年增加210亿元。规模以上工业总产值由2020年的19764亿元增加到2022年的23312亿元，其中高端装备制造业总产值6120亿元，占26.3%；2022年规模以上工业总产值增长2.3%，增速比上年回落13个百分点。完成规划目标（28000亿元）任务的43.1%，快于时间进度。
（二）枢纽能级稳步提升
2022年港口货物吞吐量为55130万吨，增长0.6%，集装箱吞吐量1210万标箱，增长6.4%。港口货物吞吐量两年累计增加2820万吨，到2025年实现65000万吨的目标仍有较大难度。力争2025年集装箱吞吐量达到1600万标箱。
（三）创新人才加快集聚
人才资源总量从2020年的156.4万人增加到2022年的171.5万人，2022年增长4.6%，距规划目标（210万人）还有较大差距。境内外上市公司数量2021年、2022年分别为81家和94家，较2020年末增加24家，新增数量居全省第二。
（四）民生福祉不断增进
孕产妇死亡率由2020年的7.04/10万降至2022年的5.93/10万，已经提前实现规划目标（6.5/10万以内），优于全省平均水平。燃气居民用户气化率达到97.4%，比2020年提高2.19个百分点，比上年提高1.02个百分点。新建改建公园48个，城市绿道总里程达到1360公里。
三、存在问题
一是港口货物吞吐量增速放缓，2022年仅增长0.6%，较上年回落4.2个百分点。二是人才资源总量与规划目标差距较大，人才政策吸引力不足。三是外部环境复杂严峻，1300余家外贸企业订单下滑。
"""
BY_INDICATORS = """\
一、指标完成情况评估
1．生产总值。2026年全区生产总值748.6亿元，同比增长5.8%；2027年生产总值786.7亿元，同比增长5.1%。2028年前三季度实现生产总值601.3亿元，增速为5.5%，低于规划年均增速1.3个百分点，主要受房地产市场下行影响，其中第三产业增加值402.7亿元，增长6.1%，建议规划目标不作调整。
2．规模以上工业亩均税收。2026年达到25.3万元/亩，同比增长2.8%；2027年达到27.9万元/亩，增长10.3%，高于规划目标（年均增长5.4%）。2028年前三季度为20.6万元/亩，同比增长4.6%，虽低于规划年均增速，但总体符合时序进度要求。
3．外贸进出口总额。2026年、2027年分别为301.2亿元和288.8亿元，分别下降5.5%和4.1%；2028年前三季度降幅收窄，实现221.5亿元，同比增长1.9%。与2025年的318.7亿元相比仍有差距，落后于时序进度要求。
4．研发经费投入强度。2026年为3.02%，2027年提高到3.2%，比2025年提高0.25个百分点，2028年前三季度预计达到3.31%，距规划目标（3.6%）还差0.29个百分点。
5．常住人口城镇化率。2027年末达到79.83%，比2025年提高1.43个百分点，比上年提高0.83个百分点。全区常住人口62.4万人，其中城镇人口49.8万人。后期通过努力，力争2030年达到82%。
6．人均预期寿命。2026年为82.02岁，2027年为82.31岁，逐年提高，高于全省平均0.4岁，完成规划目标（83.2岁）任务的31.5%，慢于时间进度（40%）。
7．每千人口拥有执业（助理）医师数。2026年达到3.46人，2027年与上年持平，仍为3.46人，全区共有执业（助理）医师2159人。
8．养老机构护理型床位占比。由2025年的61%提高到2027年的74%，2028年前三季度进一步提高到78.2%，已经提前完成“十五五”规划目标（75%）。
"""
BY_ASPECTS = """\
（一）创新投入不断加大
高新技术产业投资保持较快增长，2021年、2022年高新技术产业投资分别达到60.1亿元、71.3亿元，以14.7%、18.6%的增速领跑全省。2023年前三季度完成高新技术产业投资58亿元，增长12.4%，快于固定资产投资7.9个百分点。
（二）发展质效稳步提升
2021年人均生产总值73500元，增长7.8%；2022年预计为76900元，增长4.6%。万元工业增加值用水量由2020年的21.6立方米降至2021年的19.8立方米，下降8.3%，2022年进一步降到18.5立方米以下，水资源利用效率位居全市第二。
（三）生态环境持续改善
2021年、2022年PM2.5平均浓度分别为29.6微克/立方米和30.2微克/立方米，2023年前三季度降至27微克/立方米，优于规划目标（28微克/立方米以下）。城市污水集中收集率从62%提高到2022年的69.5%，2023年前三季度达到70.10%，比2020年提高8.1个百分点，建成污水管网126公里。
（四）公共服务提质扩面
人均体育场地面积2021年为2.5平方米，2022年达到2.57平方米，较2020年增加0.16平方米，新建体育公园12个。旅游总收入受疫情影响，2021年为106.3亿元，同比下降28.2%，2022年数据尚未公布，接待游客1260万人次。建议将旅游总收入目标由210亿元调整为150亿元。
"""
REPORTS = {"large and small": BY_CHAPTERS, "next plan": BY_INDICATORS, "bounds and estimates": BY_ASPECTS}
every_report = pytest.mark.parametrize("name", REPORTS)


@pytest.fixture
def held(book: Callable[..., Path]) -> Callable[[str, str], list[str]]:
    """Return the findings, without the sentences that they quote, of a report held against its plan."""
    evaluations: dict[str, yx.Evaluation] = {}

    def run(name: str, text: str) -> list[str]:
        if name not in evaluations:
            info, table = PLANS[name]
            plan = yx.read_workbook(book(list(rows(table)), 规划信息=settings(info)))
            evaluations[name] = yx.evaluate(plan)
        paragraphs = [Paragraph(line, f"第{number}段") for number, line in enumerate(text.splitlines(), 1)]
        checked = check_paragraphs(evaluations[name], paragraphs)
        return [f"{item.code} {item.message}".partition("原句")[0] for item in checked.findings]

    return run


@every_report
def test_a_right_report_gives_no_alarm(held: Callable[[str, str], list[str]], name: str) -> None:
    assert held(name, REPORTS[name]) == []


FIGURE = re.compile(r"(?<![\d.A-Za-z/“])\d+(?:\.\d+)?(?=[万亿%个家岁元人]|/10万|平方|微克|立方|百分点)")
# What no workbook of theirs has.
NOT_OURS = re.compile(
    r"支出达到1300亿元，比2020年增加210|第[一二三]|装备制造业总产值6120亿元，占26.3|集装箱吞吐量\d+万标箱(?:，增长6.4%)?|48个|1360|"
    r"1300余|1.1万亿元的|402.7亿元，增长6.1|62.4万人，其中城镇人口49.8|0.4岁|2159|7.9个|126公里|12个|1260万|达到1600|回落[\d.]+个"
)
SWAPS = {
    "高于": "低于",
    "低于": "高于",
    "快于": "慢于",
    "慢于": "快于",
    "优于规划": "差于规划",
    "增长": "下降",
}
SWAPS |= {
    "下降": "增长",
    "提高": "降低",
    "增加": "减少",
    "降至": "升至",
    "提前完成": "未完成",
    "落后于": "达到",
}


def figures(text: str) -> Iterator[str]:
    theirs = [range(*match.span()) for match in NOT_OURS.finditer(text)]
    for match in FIGURE.finditer(text):
        if not any(match.start() in place for place in theirs):
            decimals = len(match[0].partition(".")[2])
            changed = f"{float(match[0]) * 1.31 + 1:.{decimals}f}"
            yield f"{text[: match.start()]}{changed}{text[match.end() :]}"


def years(text: str) -> Iterator[str]:
    for match in re.finditer(r"20\d\d(?=年)", text):
        yield f"{text[: match.start()]}{int(match[0]) - 1}{text[match.end() :]}"


def words(text: str) -> Iterator[str]:
    theirs = [range(*match.span()) for match in NOT_OURS.finditer(text)]
    for word, other in SWAPS.items():
        for match in re.finditer(word, text):
            if not any(match.start() in place for place in theirs):
                yield f"{text[: match.start()]}{other}{text[match.end() :]}"


@pytest.mark.parametrize(
    ("change", "least", "bound"),
    [
        pytest.param(figures, 100, 0.9, id="figures"),
        pytest.param(years, 50, 0.8, id="years"),
        pytest.param(words, 40, 0.9, id="words"),
    ],
)
def test_most_slips_are_noticed(
    held: Callable[[str, str], list[str]], change: Callable[[str], Iterator[str]], least: int, bound: float
) -> None:
    tried = [(name, text) for name, report in REPORTS.items() for text in change(report)]
    overlooked = [text for name, text in tried if not held(name, text)]

    assert len(tried) >= least
    assert len(overlooked) <= len(tried) * (1 - bound)
