"""Answers to doubts: a copy of the master that says which reading is meant, and is doubted no more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

import yuecheng_xl as yx
from tests.indicators import ratio, stock, total
from yuecheng_xl.masters.answering import Answer, Answered, answer_doubts
from yuecheng_xl.rules.questions import open_doubts, takes_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from yuecheng_xl.plan import Doubt

    Evaluate = Callable[..., yx.Evaluation]

LOWER = {"方向": "越低越好"}
ROWS: dict[str, tuple[dict[str, Any], dict[str, object]]] = {
    "a figure of another unit": (stock(200, 100, 120, 1400000), {"140": 140}),
    "a target of another unit": (stock("1500以上", 1.0, 1.2, 1.3), {"目标1.5": "1.5以上"}),
    "noughts for nothing": (stock(200, 100, 0, 0, 130), {"没有数": None}),
    "no direction": (
        stock(200, 100, 120, 230, 方向=None, 指标="指标乙"),
        {"越高越好": "越高越好", "越低越好": "越低越好"},
    ),
    "a sum or a year's": (
        {
            "2025年目标": 900,
            "2020年": 100,
            "2021年": 120,
            "2022年": 140,
            "指标": "新增城镇就业",
            "单位": "人",
        },
        {"时期数": "时期数", "累计": "累计"},
    ),
    "a number in brackets": (
        stock("（13.5）", 100, 105, 107),
        {"[13.5]": "[13.5]", "13.5": 13.5, "-13.5": -13.5},
    ),
    "a number like a year": (stock(2025, 1200, 1300, 1500), {"2025亿元": "2025亿元"}),
    "a fall or a rise": (
        stock("[4]", 30, 29, 28, **LOWER),
        {"下降4亿元": "下降4亿元", "提高4亿元": "提高4亿元"},
    ),
    "a share that rises by percent": (ratio("提高5%", 40, 41, 42), {"提高5个百分点": "提高5个百分点"}),
    "a share that grows yearly": (
        ratio("年均增长3%", 40, 41, 42),
        {"年均提高3个百分点": "年均提高3个百分点"},
    ),
    "due earlier": (stock("2024年提前达到80", 60, 65, 70), {"2025年达到": 80}),
    "a sign that the figures have not": (total("[18]", -3, -4, 单位="%"), {"-18%": "[-18]"}),
    "growth typed as a fraction": (
        stock(200, 100, 120, 130, **{"2021年增速": 4.8, "2022年增速": 0.052}),
        {"5.2": 5.2},
    ),
    "progress beyond reason": (stock(101, 100, 100.4, 1004), {"100.4": 100.4}),
}
"""Rows with a doubt, and the readings that a cell can say, with what it says. The others are noted."""


def doubts(evaluation: yx.Evaluation) -> list[Doubt]:
    return [doubt for item in evaluation.assessments for doubt in open_doubts(item)]


def answered(evaluation: yx.Evaluation, folder: Path, doubt: Doubt, word: str, typed: str = "") -> Answered:
    folder.mkdir(exist_ok=True)
    return answer_doubts(evaluation, [Answer(1, doubt.what, doubt.choices, word, typed)], folder)


def row_of(path: Path) -> list[object]:
    return [cell.value for cell in openpyxl.load_workbook(path)["指标总表"][2]]


@pytest.mark.parametrize(("row", "said"), ROWS.values(), ids=ROWS)
def test_each_reading_can_be_chosen_and_is_then_what_the_copy_says(
    row: dict[str, Any], said: dict[str, object], evaluated: Evaluate, tmp_path: Path
) -> None:
    evaluation = evaluated(row)
    (doubt,) = doubts(evaluation)
    (before,) = evaluation.assessments
    original = (tmp_path / "测试.xlsx").read_bytes()
    for index, reading in enumerate(doubt.readings):
        result = answered(evaluation, tmp_path / str(index), doubt, reading.word)
        now = yx.evaluate(yx.read_workbook(result.path))
        assert [other for other in doubts(now) if other.what == doubt.what] == []
        (item,) = now.assessments
        verdict = re.search(rf"“{re.escape(reading.word)}”[^为]*为“([^”]*)”", before.outcome.doubt)
        assert verdict is not None
        assert item.completion == verdict[1]
        assert (tmp_path / "测试.xlsx").read_bytes() == original
        assert len(result.filled) == (reading.word in said)
        is_noted = [one.code for one in now.findings if one.code == "F409"]
        if reading.word in said:
            assert said[reading.word] in row_of(result.path)
            assert result.noted == ()
            assert is_noted == []
        else:
            assert row_of(result.path) == row_of(tmp_path / "测试.xlsx")
            assert len(result.noted) == 1
            assert is_noted or item.outcome.doubt.startswith("完成进度")


def test_a_table_without_the_column_gets_it(assess: Callable[..., yx.Evaluation], tmp_path: Path) -> None:
    header = ["序号", "指标", "单位", "数据类型", "2025年目标", "2020年", "2021年", "2022年"]
    rows = [[1, "指标乙", "亿元", "时点数", 200, 100, 120, 230], [2, "指标丙", "亿元", None, 90, 50, 60, 70]]
    evaluation = assess([["某区主要指标"], header, *rows])
    asked = {item.indicator.number: open_doubts(item) for item in evaluation.assessments}
    answers = [
        Answer(n, doubt.what, doubt.choices, "越低越好") for n, found in asked.items() for doubt in found
    ]
    assert [answer.number for answer in answers] == [1, 2]
    result = answer_doubts(evaluation, answers, tmp_path)
    assert result.path.name == "测试-已答复.xlsx"
    sheet = openpyxl.load_workbook(result.path)["指标总表"]
    assert [sheet.cell(line, 9).value for line in (1, 2, 3, 4)] == [None, "方向", "越低越好", "越低越好"]
    now = yx.evaluate(yx.read_workbook(result.path))
    assert doubts(now) == []
    assert [item.indicator.direction.value for item in now.assessments] == ["越低越好", "越低越好"]


def test_the_right_figure_can_be_typed(evaluated: Evaluate, tmp_path: Path) -> None:
    evaluation = evaluated(stock(200, 100, 120, 1400000))
    (doubt,) = doubts(evaluation)
    (item,) = evaluation.assessments
    assert takes_text(doubt, item.indicator) == "指标总表!G2"
    for typed, held in (("134.5", 134.5), ("134（预计）", "134（预计）"), ("=1+1", "=1+1")):
        result = answered(evaluation, tmp_path / typed, doubt, "", typed)
        assert row_of(result.path)[6] == held
        assert openpyxl.load_workbook(result.path)["指标总表"]["G2"].data_type != "f"
    no_direction = evaluated(stock(200, 100, 120, 230, 方向=None, 指标="指标乙"))
    (doubt,) = doubts(no_direction)
    assert takes_text(doubt, no_direction.assessments[0].indicator) == ""
    assert answered(no_direction, tmp_path / "方向", doubt, "", "随便").filled == ()


def test_a_formula_stays_and_its_answer_is_noted(evaluated: Evaluate, tmp_path: Path) -> None:
    evaluated(stock(200, 100, 120, 1400000))
    path = tmp_path / "测试.xlsx"
    made = openpyxl.load_workbook(path)
    made["指标总表"]["G2"] = "=1400000"
    made.save(path)
    # As a program that computes saves it.
    content = _replaced(path, b"<f>1400000</f><v></v>", b"<f>1400000</f><v>1400000</v>")
    path.write_bytes(content)
    evaluation = yx.evaluate(yx.read_workbook(path))
    (doubt,) = doubts(evaluation)
    result = answered(evaluation, tmp_path / "一", doubt, "140")
    assert row_of(result.path)[6] == "=1400000"
    assert [answer.word for answer in result.noted] == ["140"]
    now = yx.evaluate(yx.read_workbook(result.path))
    assert doubts(now) == []
    typed = answered(evaluation, tmp_path / "二", doubt, "", "140")
    assert (typed.filled, [finding.code for finding in typed.findings]) == ((), ["F410"])


def _replaced(path: Path, old: bytes, new: bytes) -> bytes:
    import io
    import zipfile

    stream = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(old, new))
    return stream.getvalue()


def test_answers_are_added_to_those_of_before_and_fall_when_the_figure_changes(
    evaluated: Evaluate, tmp_path: Path
) -> None:
    evaluation = evaluated(stock(200, 100, 120, 1400000, **{"2021年增速": 4.8, "2022年增速": 0.052}))
    first, second = doubts(evaluation)
    path = answered(evaluation, tmp_path / "一", first, "1400000").path
    again = yx.evaluate(yx.read_workbook(path))
    assert [doubt.what for doubt in doubts(again)] == [second.what]
    path = answered(again, tmp_path / "二", second, "0.052").path
    assert path.name == "测试-已答复.xlsx"
    assert doubts(yx.evaluate(yx.read_workbook(path))) == []
    made = openpyxl.load_workbook(path)
    assert [[cell.value for cell in row] for row in made["存疑答复"]] == [
        ["序号", "指标", "存疑", "可以读作", "答复"],
        [1, "指标甲", "2022年数据", "1400000或140", "1400000"],
        [1, "指标甲", "2022年增速", "0.052或5.2", "0.052"],
    ]
    made["指标总表"]["G2"] = 1500000
    made.save(path)
    assert [doubt.what for doubt in doubts(yx.evaluate(yx.read_workbook(path)))] == ["2022年数据"]


def test_what_is_not_asked_and_what_is_no_reading_is_passed_over(evaluated: Evaluate, tmp_path: Path) -> None:
    evaluation = evaluated(stock(200, 100, 120, 1400000))
    (doubt,) = doubts(evaluation)
    answers = [
        Answer(2, doubt.what, doubt.choices, "140"),
        Answer(1, "别的", doubt.choices, "140"),
        Answer(1, doubt.what, doubt.choices, "141"),
    ]
    result = answer_doubts(evaluation, answers, tmp_path)
    assert (result.filled, result.noted) == ((), ())
    assert "存疑答复" not in openpyxl.load_workbook(result.path).sheetnames


def test_answers_may_be_written_by_hand(assess: Callable[..., yx.Evaluation]) -> None:
    header = ["序号", "指标", "单位", "数据类型", "2025年目标", "2020年", "2021年", "2022年"]
    rows = [
        [1, "指标乙", "亿元", "时点数", 200, 100, 120, 230],
        [2, "指标丙", "亿元", "时点数", 200, 100, 120, 230],
    ]
    choices = "越高越好或越低越好"
    sheet = [
        ["经办人已与各单位核实"],
        ["指标", "存疑", "可以读作", "答复"],
        ["指标乙", "方向", choices, "越低越好"],
        ["指标丙", "方向", choices, None],
        ["指标丁", "方向", choices, "越低越好"],
    ]
    evaluation = assess([header, *rows], 存疑答复=sheet)
    assert [(item.completion, len(open_doubts(item))) for item in evaluation.assessments] == [
        ("未完成", 0),
        ("—", 1),
    ]
