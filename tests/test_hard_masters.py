"""Masters that nobody fills in by hand: figures and settings beyond all reason, names as long as a book."""

import itertools
import json
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import yuecheng_xl as yx
from yuecheng_xl.tables.record import evaluation_record

Book = Callable[..., Path]

PERIODS = ("2020年", "2021年", "2022年", "2023年上半年")
HEADER = (
    "序号", "指标", "单位", "2025年目标", *PERIODS, "2021年增速", "数据类型", "部门建议", "建议内容",
    "责任单位", "配图",
)  # fmt: skip
WORDS = ("数据说明", "口径变化", "客观因素", "部门预判", "建议理由", "人工认定", "类别", "方向")
INFO: dict[str, object] = {"基期": 2020, "目标年": 2025, "评估时点": "2023年6月30日"}
SOUND: dict[str, object] = {
    "序号": 1, "指标": "指标甲", "单位": "亿元", "2025年目标": 150, "2020年": 100, "2021年": 110,
    "2022年": 121, "责任单位": "甲局",
}  # fmt: skip
VAST = (sys.float_info.max, -1e308, 5e-324, "9" * 18, 0)
MANY_DIGITS = "1" * 5000
PAGE = "甲" * 10_000


def settings(**given: object) -> list[Sequence[object]]:
    return [("项目", "内容"), *(INFO | given).items()]


def outcome(path: Path, out: Path) -> list[str]:
    """Take a master through all that is made of one; return the codes of what is found."""
    try:
        evaluation = yx.evaluate(yx.read_workbook(path))
    except yx.YuechengError as error:
        return [error.finding.code]
    yx.write_results(evaluation, out / "结果.xlsx")
    yx.write_report(evaluation, out / "报告.docx")
    yx.distribute(evaluation.plan, out / "报送表")
    assert max((len(str(item)) for item in evaluation.findings), default=0) < 3000
    text = json.dumps(evaluation_record(evaluation, evaluation.findings), ensure_ascii=False)
    assert "Infinity" not in text
    assert "NaN" not in text
    with zipfile.ZipFile(out / "结果.xlsx") as package:
        sheets = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/")]
    assert not any(b"<v>inf" in sheet or b"<v>-inf" in sheet or b"<v>nan" in sheet for sheet in sheets)
    return [item.code for item in evaluation.findings]


@pytest.mark.parametrize("kind", ["时期数", "时点数", "比率", "位次", "增速", "累计"])
def test_whatever_is_computed_from_slips_can_be_written(book: Book, tmp_path: Path, kind: str) -> None:
    rows = [
        (
            *(number, f"指标{number}", "%", goal, base, newest, None, newest, base),
            *(kind, "调整目标", f"由{goal}调整为{base}", "甲局", "是"),
        )
        for number, (goal, base, newest) in enumerate(itertools.product(VAST, repeat=3), 1)
    ]

    assert outcome(book([HEADER, *rows], 规划信息=settings()), tmp_path)


@pytest.mark.parametrize("value", ["1e999999", "inf", "nan", MANY_DIGITS, "-1", 0, 1e308, f"{'1' * 18}%"])
@pytest.mark.parametrize("name", ["快于预期下限", "左右允许幅度", "高风险倍数", "突变倍数"])
def test_a_threshold_is_read_or_reported(book: Book, tmp_path: Path, name: str, value: object) -> None:
    row = [{**SOUND, "2025年目标": "150左右"}.get(head) for head in HEADER]

    codes = outcome(book([HEADER, row], 规划信息=settings(**{name: value})), tmp_path)

    is_number = isinstance(value, float) or str(value).endswith("%")
    assert ("F212" in codes) is not is_number


@pytest.mark.parametrize("name", ["基期", "目标年", "评估时点"])
@pytest.mark.parametrize(
    "value",
    ["0001年", "9999年", 1900, "2099年", "2021年99999月", "2023年2月30日", MANY_DIGITS, PAGE, 1e300, -5],
)
def test_a_year_is_read_or_reported(book: Book, tmp_path: Path, name: str, value: object) -> None:
    row = [SOUND.get(head) for head in HEADER]

    codes = outcome(book([HEADER, row], 规划信息=settings(**{name: value})), tmp_path)

    assert "F212" in codes or value in (1900, "2099年")


@pytest.mark.parametrize("head", ["0001年", "9999年", "1900年", "2099年", "2021年99999月", PAGE, MANY_DIGITS])
def test_a_header_is_read_or_reported(book: Book, tmp_path: Path, head: str) -> None:
    header = [head if name == "2021年" else name for name in HEADER]

    codes = outcome(book([header, [SOUND.get(name) for name in HEADER]], 规划信息=settings()), tmp_path)

    assert {"F205", "F220"} & set(codes) or head in ("1900年", "2099年")


@pytest.mark.parametrize(
    "text", [PAGE, MANY_DIGITS, "1" * 32_000, "由从调整为1" * 1000, "（" * 10_000, "①" * 5000]
)
def test_a_page_of_text_in_any_cell_is_no_more_than_a_finding(book: Book, tmp_path: Path, text: str) -> None:
    header = [*HEADER, *WORDS]
    rows = [
        [{**SOUND, "序号": number, "指标": f"指标{number}", name: text}.get(head) for head in header]
        for number, name in enumerate(header, 1)
    ]
    about = settings(规划名称=text, 规划简称=text, 地区=text, 联系人=text, 联系电话=text, 增长平均方法=text)

    assert {"F301", "F309"} & set(outcome(book([header, *rows], 规划信息=about), tmp_path))


def test_a_figure_that_another_unit_makes_infinite_is_reported(book: Book, tmp_path: Path) -> None:
    header = ["序号", "指标", "单位", "2025年目标", "2020年", "2021年", "责任单位"]
    plan = yx.read_workbook(book([header, [1, "税收", "元", 100, 90, None, "甲局"]]))
    sent = book([header, [1, "税收", "万亿元", 100, 90, 1e308, "甲局"]], name="甲局.xlsx")
    (tmp_path / "收到").mkdir()
    sent.rename(tmp_path / "收到" / "甲局.xlsx")

    collected = yx.collect(tmp_path / "收到", plan, tmp_path / "结果")

    assert "F301" in [item.finding.code for item in collected.findings]
