"""指标库: the shipped catalogue, how names are matched, and what becomes of a reading that is not sure."""

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

import yuecheng_xl as yx
from tests.indicators import cells
from yuecheng_xl.disk.shipped import master_workbook
from yuecheng_xl.grid import read_book
from yuecheng_xl.plan import Direction, Measure
from yuecheng_xl.plan.catalogue import (
    SHEET,
    Catalogue,
    _shipped,
    by_ending,
    catalogue_of,
    key_of,
    read_catalogue,
)
from yuecheng_xl.rules.brief import evaluated as evaluated_in_brief
from yuecheng_xl.tables.record import evaluation_record

Evaluate = Callable[..., yx.Evaluation]
HIGHER, LOWER = Direction.HIGHER, Direction.LOWER


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    grid = read_book(master_workbook()).grid(SHEET)
    assert grid is not None
    return read_catalogue(grid)


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    """Give the rows of the shipped sheet as another library reads them."""
    sheet = openpyxl.load_workbook(master_workbook())[SHEET]
    header, *rest = ([str(value or "") for value in row] for row in sheet.iter_rows(values_only=True))
    return [dict(zip(header, row, strict=True)) for row in rest]


def test_every_name_and_unit_of_the_shipped_catalogue_finds_its_row(
    shipped: Catalogue, rows: list[dict[str, str]]
) -> None:
    assert len(rows) > 400
    lost = []
    for row in rows:
        for name in [row["名称"], *filter(None, row["别名"].split("；"))]:
            for unit in row["单位"].split("；"):
                found = shipped.find(name, unit)
                if found is None or found.name != row["名称"]:
                    lost.append((name, unit))
    assert lost == []


def test_no_two_rows_of_the_shipped_catalogue_have_the_same_key(
    rows: list[dict[str, str]],
) -> None:
    keys = defaultdict(set)
    for row in rows:
        for name in [row["名称"], *filter(None, row["别名"].split("；"))]:
            keys[key_of(name)].add(row["名称"])
    assert [names for names in keys.values() if len(names) > 1] == []


def test_the_shipped_catalogue_uses_the_words_that_the_product_knows(rows: list[dict[str, str]]) -> None:
    known: dict[str, set[str]] = {
        "方向": {item.value for item in Direction},
        "数据类型": {item.value for item in Measure},
        "年内可比": {"是", "否"},
        "增速口径": {"可比价", "现价"},
    }
    for header, words in known.items():
        assert {row[header] for row in rows} <= words | {""}


@pytest.mark.parametrize(
    ("name", "unit", "listed"),
    [
        ("全区生产总值", "亿元", "地区生产总值"),
        ("地区生产总值", "%", None),  # a growth, or a share: no amount
        ("全市规模以上工业增加值", "万元", "规模以上工业增加值"),
        ("细颗粒物(PM2.5)平均浓度", "微克/立方米", "PM2.5年均浓度"),
        ("PM10平均浓度", "微克/立方米", "PM10年均浓度"),
        ("研究与试验发展(R&D)经费投入占地区生产总值比例", "%", "全社会研发经费支出占GDP比重"),
        ("城市化率", "%", None),  # of the resident or of the registered population
        ("单位生产总值能源消耗下降率", "%", "单位GDP能源消耗降低"),
        ("万元GDP能耗", "吨标准煤/万元", "单位GDP能耗"),
        ("每千人口执业(助理)医师数量", "人", "每千人口拥有执业(助理)医师数"),
        ("民间投资(不含制造业)", "亿元", None),  # the brackets narrow what is counted
        ("进出口", "亿元", None),
    ],
)
def test_names_are_matched_strictly(shipped: Catalogue, name: str, unit: str, listed: str | None) -> None:
    found = shipped.find(name, unit)
    if name == "城市化率":
        assert found is None or found.name == "常住人口城镇化率"
        return
    assert (found.name if found else None) == listed


@pytest.mark.parametrize(
    ("name", "unit", "measure", "direction"),
    [
        ("规上数字贸易企业营业收入", "亿元", Measure.FLOW, HIGHER),
        ("小微企业贷款余额", "亿元", Measure.STOCK, None),
        ("乡村旅游示范点达标率", "%", Measure.RATIO, HIGHER),
        ("单位面积化肥施用量下降率", "%", Measure.CUMULATIVE, HIGHER),
        ("软件业务收入增速", "%", Measure.GROWTH_RATE, None),
        ("人均体育设施面积", "平方米", Measure.STOCK, None),
        ("城市竞争力位次", "位", Measure.RANK, LOWER),
        ("氨氮重点工程减排量下降", "吨", None, HIGHER),
        ("火灾死亡率", "1/10万", None, LOWER),
        ("臭氧浓度", "微克/立方米", None, LOWER),
        ("税收收入比重", "%", Measure.RATIO, None),  # 收入比, but a share
    ],
)
def test_endings_tell_of_names_that_no_list_knows(
    name: str, unit: str, measure: Measure | None, direction: Direction | None
) -> None:
    found = by_ending(name, unit)
    assert found is not None
    assert (found.measure, found.direction) == (measure, direction)


@pytest.mark.parametrize(
    ("name", "unit", "direction"),
    [
        ("专精特新企业数量", "家", HIGHER),
        ("规上工业企业亏损面", "%", None),
        ("高技术制造业投资占比", "%", HIGHER),
        ("民营经济占比", "%", None),  # practice differs
        ("原煤产量", "万吨", None),
        ("蔬菜产量", "万吨", HIGHER),
        ("刑事案件立案数", "起", LOWER),
        ("刑事案件破案率", "%", HIGHER),
        ("工程建设项目审批时限", "天", LOWER),
        ("PM2.5", "微克/立方米", LOWER),
        ("淘汰落后产能企业", "家", None),
        ("常住人口", "万人", None),
        ("新增规上工业企业", "家", HIGHER),
        ("企业研发费用占营业收入比例", "%", HIGHER),
        ("供水管网漏损修复率", "%", None),
        ("跨境电商营业额", "亿元", HIGHER),
        ("信访总量", "件次", LOWER),
        ("化肥使用量", "万吨", LOWER),
        ("政府债务率", "%", LOWER),
        ("博物馆数", "个", HIGHER),
    ],
)
def test_directions_are_told_by_what_all_names_alike_have(
    name: str, unit: str, direction: Direction | None
) -> None:
    found = by_ending(name, unit)
    assert (found.direction if found else None) is direction


def test_no_name_of_the_catalogue_is_told_another_direction_by_its_ending(rows: list[dict[str, str]]) -> None:
    wrong = []
    for row in rows:
        for name in [row["名称"], *filter(None, row["别名"].split("；"))]:
            for unit in row["单位"].split("；"):
                told = by_ending(name, unit)
                if told and told.direction and told.direction.value != row["方向"]:
                    wrong.append((name, unit, row["方向"], told.direction.value))
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "unit"), [("新增保障房", "套"), ("改造管网", "公里"), ("示范点", "个"), ("便利度", "分")]
)
def test_endings_that_tell_nothing(name: str, unit: str) -> None:
    assert by_ending(name, unit) is None


# What the rows of an indicator table get from it.


def row(name: str, unit: str, target: object, *values: object, **more: Any) -> dict[str, Any]:
    more = {"指标": name, "单位": unit, "方向": None, "数据类型": None, **more}
    return dict(cells("", target, *values, **more))


@pytest.mark.parametrize(
    ("made", "completion"),
    [
        (row("PM2.5年均浓度", "微克/立方米", 32, 38, 38, 39), "未完成"),
        (row("城镇登记失业率", "%", 3, 3.4, 3.6, 3.8), "未完成"),
        (row("婴儿死亡率", "‰", 4, 5, 5.5, 6), "未完成"),
        (row("单位GDP能耗", "吨标准煤/万元", 0.4, 0.5, 0.5, 0.52), "未完成"),
        (row("不良贷款率", "%", 1.5, 1.8, 1.6, 1.4), "完成"),
        (row("城乡居民收入比", "倍", 1.6, 1.7, 1.72, 1.75), "未完成"),
    ],
)
def test_the_less_the_better_needs_no_sign(evaluated: Evaluate, made: Any, completion: str) -> None:
    (item,) = evaluated(made).assessments
    assert (item.completion, item.outcome.doubt) == (completion, "")


def test_a_direction_that_nothing_tells_decides_the_verdict(evaluated: Evaluate) -> None:
    result = evaluated(row("甲乙丙指数", "分", 60, 50, 61, 63))
    (item,) = result.assessments
    assert (item.completion, item.grade) == ("—", "无法评价")
    (finding,) = [found for found in result.findings if found.code == "F407"]
    assert "按“越高越好”为“完成”，按“越低越好”为“未完成”" in finding.message
    assert "方向" in finding.remedy
    assert item.outcome.doubt in finding.message
    assert "越低越好" in item.evidence


def test_every_door_says_that_a_reading_is_doubted(tmp_path: Path, book: Callable[..., Path]) -> None:
    header = ["序号", "指标", "单位", "2025年目标", "2020年", "2021年", "2022年"]
    rows = [[1, "甲乙丙指数", "分", 60, 50, 61, 63], [2, "森林覆盖率", "%", 60, 50, 61, 63]]
    master = book([header, *rows, [3, "丁戊己指数", "分", 60, 50, 53, 56]])
    evaluation = yx.evaluate(yx.read_workbook(master))
    written = yx.write_results(evaluation, tmp_path / "结果.xlsx")
    table = openpyxl.load_workbook(written.path)["表1"]
    verdicts = [
        cell.value for row in table.iter_rows() for cell in row if cell.value in ("—（存疑）", "完成")
    ]
    assert verdicts == ["—（存疑）", "完成", "完成"], "what stands either way is a verdict"
    brief = evaluated_in_brief(evaluation, written.findings)
    assert "存疑1个" in brief
    assert "F407" in brief
    assert "另有1个可有两种读法，结论相同（F408）" in brief
    assert "丁戊己指数" not in brief
    record = evaluation_record(evaluation, written.findings)
    first, second, third = record["indicators"]
    assert "越低越好" in first["doubt"]
    assert second["doubt"] is None
    assert third["doubt"] == "按“越高越好”或“越低越好”为“完成”"
    yx.write_report(evaluation, tmp_path / "报告.docx")
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(tmp_path / "报告.docx")).paragraphs)
    assert text.count("该指标存疑") == 1


def test_readings_that_agree_stand_and_are_never_early(evaluated: Evaluate) -> None:
    result = evaluated(row("甲乙丙指数", "分", 60, 50, 53, 56))
    (item,) = result.assessments
    assert (item.completion, item.grade) == ("完成", "快于预期")
    assert item.outcome.doubt in item.evidence
    assert (item.outlook.expected_year, item.outlook.required) == (None, None)
    assert "F408" in [found.code for found in result.findings]


def test_the_row_goes_before_the_catalogue(evaluated: Evaluate) -> None:
    (item,) = evaluated(row("PM2.5年均浓度", "微克/立方米", 32, 38, 38, 39, 方向="越高越好")).assessments
    assert item.indicator.direction is HIGHER


def test_a_row_that_says_all_is_left_as_it_is(book: Callable[..., Path]) -> None:
    header = ["序号", "指标", "单位", "方向", "数据类型", "2025年目标", "2020年", "2021年", "2022年"]
    whole = [1, "PM2.5年均浓度", "微克/立方米", "越高越好", "比率", 32, 38, 38, 39]
    result = yx.evaluate(
        yx.read_workbook(book([header, whole, [2, "森林覆盖率", "%", None, None, 60, 50, 53, 56]]))
    )
    first, second = (item.indicator for item in result.assessments)
    assert (first.direction, first.measure) == (HIGHER, Measure.RATIO)
    assert (second.direction, second.measure) == (HIGHER, Measure.RATIO)
    told = [finding.message for finding in result.findings if finding.code in ("F401", "F402")]
    assert told
    assert not any("PM2.5" in message for message in told)


def test_figures_that_contradict_the_catalogue_are_doubted(evaluated: Evaluate) -> None:
    # Half a year of a flow as large as the whole year before it.
    made = row("旅游总收入", "亿元", 330, 200, 220, 240, 250)
    (item,) = evaluated(made).assessments
    assert [doubt.what for doubt in item.indicator.doubts] == ["数据类型"]


def test_a_flow_that_recovers_is_a_flow(evaluated: Evaluate) -> None:
    # 350 in half a year after 430 in a whole one: more than half, and far from all.
    (item,) = evaluated(row("旅游接待人次", "万人次", 800, 380, 510, 430, 350)).assessments
    assert (item.indicator.measure, item.outcome.doubt) == (Measure.FLOW, "")


@pytest.mark.parametrize(
    ("made", "direction"),
    [
        (row("软件园投资", "亿元", "年均7", 50, 55, 60), HIGHER),
        (row("既有住宅加装电梯", "部", "[300]", None, 61, 74), HIGHER),
        (row("新增规上工业企业", "家", "[100]", None, 22, 24), HIGHER),
        (row("政府债务", "亿元", "年均7", 50, 55, 60), None),
        (row("新增隐性债务", "亿元", "[300]", None, 61, 74), None),
    ],
)
def test_work_that_is_done_and_growth_that_is_aimed_at_tell_the_direction(
    evaluated: Evaluate, made: Any, direction: Direction | None
) -> None:
    (item,) = evaluated(made).assessments
    assert [doubt.what for doubt in item.indicator.doubts] == ([] if direction else ["方向"])
    assert item.indicator.direction is (direction or HIGHER)


def test_a_unit_of_ranks_tells_what_the_name_does_not(evaluated: Evaluate) -> None:
    (item,) = evaluated(row("甲乙丙竞争力", "位", 10, 20, 16, 12)).assessments
    assert (item.indicator.measure, item.indicator.direction) == (Measure.RANK, LOWER)
    assert (item.completion, item.outcome.doubt) == ("完成", "")


def test_a_count_without_brackets_may_be_a_year_s_or_five_years(evaluated: Evaluate) -> None:
    result = evaluated(row("新增保障性租赁住房", "套", 5000, 800, 1000, 1200))
    (item,) = result.assessments
    assert [doubt.what for doubt in item.indicator.doubts] == ["数据类型"]


def test_the_offices_own_rows_go_first(tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(master_workbook())
    sheet = workbook[SHEET]
    sheet.append([None, "没有名称的一行"])
    sheet.append(["本区特色指数", None, "分", "越低越好", "比率", "是"])
    for cells_of_row in sheet.iter_rows(min_row=2):
        if cells_of_row[0].value == "PM2.5年均浓度":
            cells_of_row[3].value = None
    workbook.save(tmp_path / "总表.xlsx")
    own = catalogue_of(read_book(tmp_path / "总表.xlsx"))
    special, dust = own.find("本区特色指数", "分"), own.find("PM2.5年均浓度", "微克/立方米")
    assert special is not None
    assert (special.direction, special.measure, special.compares) == (LOWER, Measure.RATIO, True)
    assert dust is not None
    assert dust.direction is None, "what the office emptied is not known, whatever is shipped"


def test_a_workbook_without_the_sheet_uses_the_shipped_one(tmp_path: Path) -> None:
    _shipped.cache_clear()  # another test may have had it read
    workbook = openpyxl.load_workbook(master_workbook())
    del workbook[SHEET]
    workbook.save(tmp_path / "总表.xlsx")
    found = catalogue_of(read_book(tmp_path / "总表.xlsx")).find("森林覆盖率", "%")
    assert found is not None
    plan = yx.read_workbook(tmp_path / "总表.xlsx")
    assert [item.completion for item in yx.evaluate(plan).assessments] == [
        item.completion for item in yx.evaluate(yx.read_workbook()).assessments
    ]
