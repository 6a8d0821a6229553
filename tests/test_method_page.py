"""docs/method.md says what the code does: its worked examples are evaluated, its words compared."""

import dataclasses
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import yuecheng_xl as yx
from yuecheng_xl.plan import Action
from yuecheng_xl.plan.settings import Settings
from yuecheng_xl.rules import grade
from yuecheng_xl.rules.methods import ORDER
from yuecheng_xl.rules.outcome import Method
from yuecheng_xl.words.numbers import percent

PAGE = (Path(__file__).parent.parent / "docs" / "method.md").read_text(encoding="utf-8")
NONE = "—"
RESULTS = ("完成进度", "时间进度", "结论", "进度等级")
YEARS = [("基期", "2020年"), ("目标年", "2025年"), ("评估时点", "2023年6月30日")]

# The word by which the page's ordered list names each module of rules/methods.
METHOD_WORDS = {
    "not_collected": Method.NOT_COLLECTED,
    "qualitative": Method.QUALITATIVE,
    "unreadable_target": Method.NO_FIGURE,
    "growth_rate": Method.GROWTH,
    "cumulative": Method.CUMULATIVE,
    "progress": Method.PROGRESS,
    "forecast": Method.FORECAST,
    "no_figure": Method.NO_FIGURE,
}


def section(title: str) -> str:
    return PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def table(title: str) -> list[dict[str, str]]:
    lines = [line for line in section(title).splitlines() if line.startswith("|")]
    header, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(header, row, strict=True)) for row in rows]


def entries(rows: list[dict[str, str]]) -> Iterator[list[object]]:
    """Turn rows of the page into rows of a workbook: a number is a number, — is an empty cell."""
    inputs = [name for name in rows[0] if name not in RESULTS]
    yield ["序号", *(f"2025年{name}" if name == "目标" else name for name in inputs)]
    for number, row in enumerate(rows, 1):
        texts = [row[name] for name in inputs]
        yield [number, *(None if text == NONE else as_cell(text) for text in texts)]


def as_cell(text: str) -> str | float:
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else text


EXAMPLES = table("算例")
PARAMETERS = table("参数")


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row["指标"])
def test_an_example_comes_out_as_the_page_prints_it(
    row: dict[str, str], assess: Callable[..., yx.Evaluation]
) -> None:
    assessment = assess(entries([row]), 规划信息=YEARS).assessments[0]
    outcome = assessment.outcome

    assert {name: row[name] for name in RESULTS} == {
        "完成进度": NONE if outcome.progress is None else percent(outcome.progress),
        "时间进度": NONE if outcome.elapsed is None else percent(outcome.elapsed),
        "结论": assessment.completion,
        "进度等级": assessment.grade,
    }


def test_the_examples_show_every_method(assess: Callable[..., yx.Evaluation]) -> None:
    evaluation = assess(entries(EXAMPLES), 规划信息=YEARS)

    assert {item.outcome.method for item in evaluation.assessments} == set(Method)


def test_the_examples_show_every_grade() -> None:
    assert {row["进度等级"] for row in EXAMPLES} == set(GRADES)


GRADES = (grade.EARLY, grade.FASTER, grade.AS_EXPECTED, grade.BEHIND, grade.NOT_GRADED)


@pytest.mark.parametrize("word", [item.value for item in Method])
def test_every_method_is_explained_in_the_order_of_verdicts(word: str) -> None:
    assert f"（{word}）" in section("判定次序")


@pytest.mark.parametrize("word", GRADES)
def test_every_grade_has_its_condition(word: str) -> None:
    assert word in [row["等级"] for row in table("进度等级")]


@pytest.mark.parametrize("word", [item.value for item in Action])
def test_every_recommendation_is_explained(word: str) -> None:
    assert word in section("调整建议")


def test_methods_are_listed_in_the_order_in_which_they_are_asked() -> None:
    modules = [assess.__module__.rpartition(".")[2] for assess in ORDER]
    listed = re.findall(r"^\d+\. .*(?:\n   .*)*", section("判定次序"), re.MULTILINE)

    assert len(listed) == len(modules)
    for module, text in zip(modules, listed, strict=True):
        assert f"（{METHOD_WORDS[module].value}）" in text


@pytest.mark.parametrize("row", PARAMETERS, ids=lambda row: row["参数"])
def test_a_parameter_filled_in_with_its_printed_default_changes_nothing(
    row: dict[str, str], book: Callable[..., Path]
) -> None:
    plan = yx.read_workbook(book(entries(EXAMPLES[:1]), 规划信息=[(row["参数"], as_cell(row["默认值"]))]))

    assert plan.settings == Settings()


@pytest.mark.parametrize("row", PARAMETERS, ids=lambda row: row["参数"])
def test_a_parameter_is_known_to_the_workbook_by_the_name_that_the_page_uses(
    row: dict[str, str], book: Callable[..., Path]
) -> None:
    plan = yx.read_workbook(book(entries(EXAMPLES[:1]), 规划信息=[(row["参数"], "看情况")]))

    assert [item.where for item in plan.findings if item.code == "F212"] == ["规划信息!B1"]


def test_every_setting_with_a_default_is_on_the_page() -> None:
    with_default = [item for item in dataclasses.fields(Settings) if item.default not in ("", None)]

    assert len(with_default) == len(PARAMETERS)
