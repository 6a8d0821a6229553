"""docs/notations.md tells how each way of writing is understood, and the product understands it so."""

import re

import pytest

from tests.conftest import ROOT
from yuecheng_xl.findings import Finding
from yuecheng_xl.grid import Cell, CellKind
from yuecheng_xl.plan import Direction, Indicator, Measure, Target
from yuecheng_xl.plan.observation import Observation
from yuecheng_xl.plan.observation_reader import ObservationReader
from yuecheng_xl.plan.target import read_target
from yuecheng_xl.plan.target_doubts import settle_target
from yuecheng_xl.typed.figure import Bound
from yuecheng_xl.typed.goal import Sense
from yuecheng_xl.typed.period import Period, parse_period
from yuecheng_xl.typed.status import Status

PAGE = (ROOT / "docs" / "notations.md").read_text(encoding="utf-8")
YEAR = 2025
"""The target year of the page's examples; their base year is 2020."""
_BOUNDS = {
    Bound.NONE: "{}",
    Bound.AT_LEAST: "不低于{}",
    Bound.ABOVE: "大于{}",
    Bound.AT_MOST: "不高于{}",
    Bound.BELOW: "小于{}",
    Bound.ABOUT: "{}左右",
}


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the table below a heading, code marks taken off."""
    part = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip().strip("`") for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[2:]]


def cell(text: str) -> Cell:
    return Cell(2, 5, CellKind.TEXT, text, text)


def target_of(text: str, unit: str) -> tuple[Target, list[Finding]]:
    place = ("指标总表!E", 2)
    return read_target(cell(text), "某项", unit, place, qualitative=False, target_year=YEAR)


def understood(target: Target, findings: list[Finding]) -> str:
    """Word a target as the page does."""
    if not target.readable:
        (found,) = findings
        return f"不采用（{found.code}）"
    if target.is_qualitative:
        return "文字"
    said = target.said
    if target.sense is Sense.ROW:
        assert said is not None
        verb = {Bound.ABOVE: "高于", Bound.AT_LEAST: "不低于", Bound.BELOW: "低于"}[target.bound]
        more = f"＋{target.amount}" if target.amount else ""
        return f"年均增长{verb}“{said.other}”的平均增速{more}{'，有允许差' if said.even else ''}"
    if target.value is not None and said is not None and said.upper is not None:
        return f"{'年均增长' if target.yearly else ''}{target.value}至{said.upper}"
    return _BOUNDS[target.bound].format(amount(target))


def amount(target: Target) -> str:
    """Word what a target comes to, without its bound."""
    value = target.value if target.value is not None else target.amount
    assert value is not None
    size = f"{abs(value).normalize():f}"
    sign = "－" if value < 0 else "＋"
    match target.sense:
        case Sense.PLUS:
            return f"基期{sign}{size}"
        case Sense.PERCENT:
            return f"基期×（1{sign}{size}%）"
        case Sense.TIMES:
            return f"基期×{size}"
        case Sense.YEARLY_PLUS:
            return f"基期{sign}{size}×年数"
        case Sense.YEARLY_SUM:
            return f"合计{size}×年数"
        case Sense.BASE:
            return "基期"
        case _:
            pass
    shown = f"{value.normalize():f}"
    if target.said is not None and target.said.reaches:
        return f"期末或五年累计{shown}"
    shown = f"第{shown}位" if target.said is not None and target.said.place else shown
    return f"五年累计{shown}" if target.cumulated else f"年均增长{shown}" if target.yearly else shown


TARGETS = rows("目标")


@pytest.mark.parametrize(("text", "unit", "meaning"), TARGETS, ids=[row[0] for row in TARGETS])
def test_a_target_means_what_the_page_says(text: str, unit: str, meaning: str) -> None:
    assert understood(*target_of(text, unit)) == meaning


DOUBTS = rows("有几种读法的目标")


@pytest.mark.parametrize(
    ("text", "unit", "measure", "direction", "figures", "readings"), DOUBTS, ids=[row[0] for row in DOUBTS]
)
def test_a_target_may_be_read_as_the_page_says(
    text: str, unit: str, measure: str, direction: str, figures: str, readings: str
) -> None:
    target, _ = target_of(text, unit)
    reader = ObservationReader("某项", unit)
    observations = [
        reader.read(cell(figure), Period.whole(2020 + place), "数据", "指标总表!F", 2)
        for place, figure in enumerate(figures.split("、"))
    ]
    item = Indicator(
        1,
        "某项",
        2,
        unit=unit,
        target=target,
        observations=tuple(observations),
        measure=Measure(measure),
        direction=Direction(direction),
    )
    settled = settle_target(item, YEAR)
    words = [reading.word for doubt in settled.doubts for reading in doubt.readings]
    assert "、".join(words) == readings


DATA = rows("数据")


@pytest.mark.parametrize(
    ("text", "unit", "column", "meaning"), DATA, ids=[f"{row[0]}|{row[1]}|{row[2]}" for row in DATA]
)
def test_a_figure_means_what_the_page_says(text: str, unit: str, column: str, meaning: str) -> None:
    name, _, sign = column.partition("，")
    parsed = parse_period(name)
    assert parsed is not None
    reader = ObservationReader("某项", unit, sign={"增速指标": 1, "降低率指标": -1, "": 0}[sign])
    item = reader.read(cell(text), parsed[0], "数据", "指标总表!F", 2)
    assert figure(item, reader.findings) == meaning


def figure(item: Observation, findings: list[Finding]) -> str:
    """Word an observation as the page does."""
    if item.value is None:
        if item.status is Status.UNREADABLE:
            (found,) = findings
            return f"不采用（{found.code}）"
        return item.status.label
    words = _BOUNDS[item.bound].format(f"{round(item.value, 2).normalize():f}")
    words = f"累计{words}" if item.cumulated else words
    told = item.status not in (Status.NORMAL, Status.ESTIMATED) or "预计" in item.note
    return f"{words}（{item.status.label}）" if told else words


@pytest.mark.parametrize("page", ["docs/manual.md", "docs/method.md", "docs/architecture.md", "README.zh.md"])
def test_the_page_is_found_from_the_others(page: str) -> None:
    assert "notations.md" in (ROOT / page).read_text(encoding="utf-8")
