"""年度分解: what each remaining year must reach, and who carries how much of what is behind."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.rules.growth import is_linear
from yuecheng_xl.rules.yearly import Kind
from yuecheng_xl.typed.printed import Printed
from yuecheng_xl.typed.unit import is_percent
from yuecheng_xl.typed.values import Band, Lazy
from yuecheng_xl.words.numbers import in_cell, signed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.plan import Indicator
    from yuecheng_xl.rules import Assessment, Evaluation
    from yuecheng_xl.rules.shortfall import Burden, Shortfall
    from yuecheng_xl.rules.yearly import Breakdown, Step
    from yuecheng_xl.typed.values import Record, Value

FIELDS = "序号 指标 单位 目标 现值 现值时期 责任单位 等额水平 等额变化 等比水平 等比变化 变化单位 分解说明"
CATEGORY_FIELDS = "类别 类别总数 类别落后 类别落后占比 类别欠进度 类别欠进度占比 类别落后指标"
DEPARTMENT_FIELDS = "单位名称 单位总数 单位落后 单位落后占比 单位欠进度 单位欠进度占比 单位落后指标"
_NOTES = {
    Kind.LEVEL: "",
    Kind.CUMULATIVE: "水平为累计数，变化为当年数",
    Kind.RATE: "后期各年须达到的平均增速",
    Kind.REACHED: "已达到目标，后期守住",
    Kind.USED_UP: "控制数已用完，没有余额可分解",
    Kind.NO_TARGET: "没有数值目标，不分解",
    Kind.NOT_COLLECTED: "停止统计或未统计，不分解",
    Kind.NO_START: "没有数据，无法分解",
    Kind.OVER: "规划期已满",
    Kind.DOUBT: "存疑，核实后再分解",
}
"""What an indicator's levels are, or why it has none."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the breakdown: an indicator, or (``proposed``) what another target would ask of it."""

    item: Assessment
    proposed: bool = False


def lines(evaluation: Evaluation) -> Band:
    """Return a line an indicator, and one more where another target is proposed.

    Levels are in the indicator's unit, one a year of ``years``, as are the changes in 变化单位.
    """
    listed: list[_Line] = []
    for item in evaluation.assessments:
        listed.append(_Line(item))
        if evaluation.proposed_breakdown(item) is not None:
            listed.append(_Line(item, proposed=True))
    # One even where no year is left: a template may show a level outside the columns of years.
    blank = [None] * max(1, len(evaluation.remaining_years))

    def line(shown: _Line) -> Record:
        item = shown.item
        proposed = evaluation.proposed_breakdown(item) if shown.proposed else None
        if proposed is None:
            return _record(item, evaluation.breakdown(item), item.indicator.target.printed, blank)
        goal, way = proposed
        found = _record(item, way, _printed(goal), blank)
        return {**found, "序号": None, "指标": f"{item.indicator.name}（按建议目标）"}

    return Band.of(FIELDS, Lazy(listed, line))


def years(evaluation: Evaluation) -> Band:
    """Return the columns of levels and changes: the years that are not over at the cut-off date."""
    return Band.of("分解年", [{"分解年": year} for year in evaluation.remaining_years])


def _record(item: Assessment, way: Breakdown, target: Printed, blank: Sequence[None]) -> Record:
    indicator = item.indicator
    return {
        "序号": indicator.number,
        "指标": indicator.name,
        "单位": indicator.unit,
        "目标": target,
        "责任单位": indicator.department,
        **spread(indicator, way, blank),
    }


def spread(indicator: Indicator, way: Breakdown, blank: Sequence[None]) -> Record:
    """Return where a way begins, what each year left must reach and change by, and what it is.

    ``blank`` has the years of the sheet: a way that ends before them leaves the others empty.
    """
    decimals = _decimals(indicator, way)
    linear = is_linear(indicator) and way.kind is not Kind.RATE
    has_changes = any(step.change is not None for step in way.linear)

    def yearly(values: list[Value]) -> Sequence[Value]:
        return [*values, *blank][: len(blank)]

    return {
        "现值": _printed(way.start.value, decimals) if way.start else None,
        "现值时期": str(way.start.period) if way.start else "",
        "等额水平": yearly(_levels(way.linear, decimals)),
        "等额变化": yearly(_changes(way.linear)),
        "等比水平": yearly(_levels(way.compound, decimals)),
        "等比变化": yearly(_changes(way.compound)),
        "变化单位": _change_unit(indicator, linear=linear) if has_changes else "",
        "分解说明": _NOTES[way.kind],
    }


def _change_unit(indicator: Indicator, *, linear: bool) -> str:
    """Return the unit in which a year's change is counted."""
    if not linear:
        return "%"
    return "百分点" if is_percent(indicator.unit) else indicator.unit


def _decimals(indicator: Indicator, way: Breakdown) -> int:
    """Return the decimals of the figures that the way leads from and to: it is no finer than these."""
    observations = []
    if way.start is not None:
        observations.append(way.start.observation)
        if way.start.rolling is not None:
            observations.append(way.start.rolling.previous.observation)
    values = [item.value for item in observations if item.value is not None]
    if indicator.target.value is not None:
        values.append(indicator.target.value)
    exponents = [-int(value.normalize().as_tuple().exponent) for value in values]
    return max([0, *exponents])


def _levels(steps: Sequence[Step], decimals: int) -> list[Value]:
    shown = "0" if decimals == 0 else f"0.{'0' * decimals}"
    return [_printed(step.level, decimals, shown) for step in steps]


def _printed(value: Fraction, decimals: int | None = None, number_format: str = "General") -> Printed:
    shown = in_cell(value)
    if not isinstance(shown, float):
        return Printed(shown or "")
    return Printed("", shown if decimals is None else round(shown, decimals), number_format)


def _changes(steps: Sequence[Step]) -> list[Value]:
    return [_rounded(step.change) for step in steps]


def _rounded(value: Fraction | None) -> float | str | None:
    shown = in_cell(value)
    return round(shown, _places(value)) if value is not None and isinstance(shown, float) else shown


def _places(value: Fraction) -> int:
    """Return the decimals of a change or a gap, as the evidence words them: more for small ones."""
    return 2 if abs(value) >= Fraction(1, 10) else 4


def by_category(evaluation: Evaluation) -> Band:
    """Return a line a category: what it carries of all that is behind, shares 0 to 1."""
    return Band.of(CATEGORY_FIELDS, [_burden(group, "类别", "类别") for group in evaluation.by_category])


def by_department(evaluation: Evaluation) -> Band:
    """Return a line a department that carries anything of what is behind, the heaviest first."""
    behind = [group for group in evaluation.by_department if group.behind]
    heavy = sorted(behind, key=lambda group: (-group.points, -len(group.behind)))
    nothing: Record = {
        "单位名称": "—",
        "单位总数": None,
        "单位落后": None,
        "单位落后占比": None,
        "单位欠进度": None,
        "单位欠进度占比": None,
        "单位落后指标": "没有落后的指标",
    }
    return Band.of(DEPARTMENT_FIELDS, [_burden(group, "单位名称", "单位") for group in heavy] or [nothing])


def _burden(group: Burden, name_field: str, prefix: str) -> Record:
    unmeasured = bool(group.behind) and all(item.points is None for item in group.behind)
    return {
        name_field: group.name or "（未填写）",
        f"{prefix}总数": group.total,
        f"{prefix}落后": len(group.behind),
        f"{prefix}落后占比": float(group.share_of_count),
        f"{prefix}欠进度": "—" if unmeasured else in_cell(group.points),
        f"{prefix}欠进度占比": "—" if unmeasured else float(group.share_of_points),
        f"{prefix}落后指标": "；".join(map(lacking, group.behind)),
    }


def lacking(item: Shortfall) -> str:
    """Name an indicator that is behind with what it lacks: 15.社会消费品零售总额（差108.68亿元）."""
    indicator = item.item.indicator
    text = indicator.numbered_name
    return f"{text}（{_gap(item.gap, indicator.unit)}）" if item.gap is not None else text


def _gap(value: Fraction, unit: str) -> str:
    """Word what is missing to the level that the schedule asks for; the sign does not matter."""
    shown = "个百分点" if unit == "%" else unit
    return f"差{signed(abs(value), _places(value))}{shown}"
