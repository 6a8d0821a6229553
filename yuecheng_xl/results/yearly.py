"""年度分解: what each remaining year must reach, and who carries how much of what is behind."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.messages import yearly as wording
from yuecheng_xl.rules.growth import is_linear
from yuecheng_xl.rules.yearly import Kind
from yuecheng_xl.typed.printed import Printed
from yuecheng_xl.typed.unit import canonical, is_percent
from yuecheng_xl.typed.values import Band, Lazy
from yuecheng_xl.words.numbers import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.plan import Indicator
    from yuecheng_xl.results.page import Page
    from yuecheng_xl.rules import Assessment, Evaluation
    from yuecheng_xl.rules.shortfall import Burden
    from yuecheng_xl.rules.yearly import Breakdown, Step
    from yuecheng_xl.sheets.render import Rendered
    from yuecheng_xl.typed.values import Record, Value

TITLE = "年度分解"
FIELDS = "序号 指标 单位 目标 现值 现值时期 责任单位 等额水平 等额变化 等比水平 等比变化 变化单位 分解说明"
CATEGORY_FIELDS = "类别 类别总数 类别落后 类别落后占比 类别欠进度 类别欠进度占比 类别落后指标"
DEPARTMENT_FIELDS = "单位名称 单位总数 单位落后 单位落后占比 单位欠进度 单位欠进度占比 单位落后指标"


def fill(page: Page) -> Rendered:
    """Fill the levels and changes of each remaining year, then the burdens by category and department."""
    evaluation = page.evaluation
    years = Band.of("分解年", [{"分解年": year} for year in evaluation.remaining_years])
    lines = records(evaluation)
    rows = [
        Band.of(FIELDS, lines),
        Band.of(CATEGORY_FIELDS, by_category(evaluation)),
        Band.of(DEPARTMENT_FIELDS, by_department(evaluation)),
    ]
    rendered = page.render(page.scope, rows, [years])
    first = rendered.cell("指标")[0]
    # The burdens stay on one page; the table before them breaks where it must, under a repeated header.
    rendered.keep_together([(first, first + len(lines) - 1), (first + len(lines), rendered.last_row)])
    return rendered


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the breakdown: an indicator, or (``proposed``) what another target would ask of it."""

    item: Assessment
    proposed: bool = False


def records(evaluation: Evaluation) -> Sequence[Record]:
    """Return a line an indicator, and one more where another target is proposed."""
    lines: list[_Line] = []
    for item in evaluation.assessments:
        lines.append(_Line(item))
        if evaluation.proposed_breakdown(item) is not None:
            lines.append(_Line(item, proposed=True))

    def record(line: _Line) -> Record:
        item = line.item
        proposed = evaluation.proposed_breakdown(item) if line.proposed else None
        if proposed is None:
            return _record(item, evaluation.breakdown(item), item.indicator.target.printed)
        goal, way = proposed
        found = _record(item, way, Printed("", float(goal)))
        return {**found, "序号": None, "指标": wording.proposed_name(item.indicator.name)}

    return Lazy(lines, record)


def _record(item: Assessment, way: Breakdown, target: Printed) -> Record:
    indicator = item.indicator
    decimals = _decimals(indicator)
    linear = is_linear(indicator) and way.kind is not Kind.RATE
    return {
        "序号": indicator.number,
        "指标": indicator.name,
        "单位": indicator.unit,
        "目标": target,
        "现值": float(number(way.start.value)) if way.start else None,
        "现值时期": str(way.start.period) if way.start else "",
        "责任单位": indicator.department,
        "等额水平": _levels(way.linear, decimals),
        "等额变化": _changes(way.linear),
        "等比水平": _levels(way.compound, decimals),
        "等比变化": _changes(way.compound),
        "变化单位": change_unit(indicator, linear=linear)
        if any(s.change is not None for s in way.linear)
        else "",
        "分解说明": wording.note(way.kind),
    }


def change_unit(indicator: Indicator, *, linear: bool) -> str:
    """Return the unit in which a year's change is counted."""
    if not linear:
        return "%"
    return "百分点" if is_percent(indicator.unit) else canonical(indicator.unit)


def _decimals(indicator: Indicator) -> int:
    """Return the decimals that the indicator's own figures and target are given with."""
    values = [item.value for item in indicator.observations if item.value is not None]
    if indicator.target.value is not None:
        values.append(indicator.target.value)
    exponents = [-int(value.normalize().as_tuple().exponent) for value in values]
    return max([0, *exponents])


def _levels(steps: Sequence[Step], decimals: int) -> list[Value]:
    shown = "0" if decimals == 0 else f"0.{'0' * decimals}"
    return [Printed("", round(float(step.level), decimals), shown) for step in steps] or [None] * _ENOUGH


def _changes(steps: Sequence[Step]) -> list[Value]:
    return [_rounded(step.change) for step in steps] or [None] * _ENOUGH


_ENOUGH = 50
"""Blanks for as many years as a plan may have left."""


def _rounded(value: Fraction | None) -> float | None:
    # As evidence words yearly changes: small ones with more decimals.
    return None if value is None else round(float(value), 2 if abs(value) >= Fraction(1, 10) else 4)


def by_category(evaluation: Evaluation) -> list[Record]:
    """Return the burden of every category."""
    return [_burden(group, "类别", "类别") for group in evaluation.by_category]


def by_department(evaluation: Evaluation) -> list[Record]:
    """Return the burden of the departments that carry any, the heaviest first."""
    behind = [group for group in evaluation.by_department if group.behind]
    heavy = sorted(behind, key=lambda group: (-group.points, -len(group.behind)))
    nothing: Record = {
        "单位名称": "—",
        "单位总数": None,
        "单位落后": None,
        "单位落后占比": None,
        "单位欠进度": None,
        "单位欠进度占比": None,
        "单位落后指标": wording.NOTHING_BEHIND,
    }
    return [_burden(group, "单位名称", "单位") for group in heavy] or [nothing]


def _burden(group: Burden, name_field: str, prefix: str) -> Record:
    unmeasured = bool(group.behind) and all(item.points is None for item in group.behind)
    return {
        name_field: group.name or wording.UNNAMED,
        f"{prefix}总数": group.total,
        f"{prefix}落后": len(group.behind),
        f"{prefix}落后占比": float(group.share_of_count),
        f"{prefix}欠进度": "—" if unmeasured else float(group.points),
        f"{prefix}欠进度占比": "—" if unmeasured else float(group.share_of_points),
        f"{prefix}落后指标": "；".join(wording.lacking(item) for item in group.behind),
    }
