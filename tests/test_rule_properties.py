"""What must hold of every row: units, direction and years decide nothing, and a better figure never harms."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from yuecheng_xl.plan import Direction, Indicator, Measure, Observation, Plan, Target
from yuecheng_xl.plan.settings import Settings
from yuecheng_xl.rules import Assessment, evaluate
from yuecheng_xl.typed.figure import Bound
from yuecheng_xl.typed.period import Period
from yuecheng_xl.typed.printed import Printed
from yuecheng_xl.typed.status import Status

FIGURE = st.integers(1, 400).map(lambda number: Decimal(number) / 4)
FIGURES = st.lists(FIGURE, min_size=2, max_size=6)
BOUNDS = st.sampled_from([Bound.NONE, Bound.ABOUT])
ORDER = ("未完成", "基本完成", "完成")


def assess(
    target: Decimal,
    figures: Sequence[Decimal],
    *,
    bound: Bound = Bound.NONE,
    measure: Measure = Measure.RATIO,
    direction: Direction = Direction.HIGHER,
    base_year: int = 2020,
    unit: str = "分",
) -> Assessment:
    """Assess one row: the base year's figure and those of the years after it."""
    observations = tuple(
        Observation(Period.whole(base_year + index), value, Status.NORMAL, Printed(f"{value:f}"))
        for index, value in enumerate(figures)
    )
    wanted = Target(Printed(f"{target:f}"), target, bound)
    indicator = Indicator(
        1, "甲", 2, unit=unit, target=wanted, observations=observations, measure=measure, direction=direction
    )
    plan = Plan(
        *("", "", "", base_year, base_year + 5, date(base_year + len(figures) - 1, 12, 31), Settings()),
        periods=tuple(item.period for item in observations),
        indicators=(indicator,),
    )
    (item,) = evaluate(plan, ()).assessments
    return item


def verdict(item: Assessment) -> tuple[object, ...]:
    outlook = item.outlook
    return (
        item.completion,
        item.grade,
        outlook.expected_year,
        outlook.high_risk,
        item.likelihood.likely,
    )


@given(FIGURE, FIGURES, BOUNDS, st.sampled_from([Measure.RATIO, Measure.STOCK, Measure.FLOW]))
@settings(max_examples=60)
def test_another_unit_changes_no_verdict(
    target: Decimal, figures: list[Decimal], bound: Bound, measure: Measure
) -> None:
    scaled = [value * 1000 for value in figures]
    item = assess(target, figures, bound=bound, measure=measure)
    assume(not item.outcome.doubt)
    assert verdict(assess(target * 1000, scaled, bound=bound, measure=measure)) == verdict(item)


@given(FIGURE, FIGURES, BOUNDS)
@settings(max_examples=60)
def test_a_mirror_changes_no_verdict(target: Decimal, figures: list[Decimal], bound: Bound) -> None:
    mirrored = [200 - value for value in figures]
    item = assess(target, figures, bound=bound)
    other = assess(200 - target, mirrored, bound=bound, direction=Direction.LOWER)
    assume(not item.outcome.doubt and not other.outcome.doubt)
    assert verdict(other) == verdict(item)


@given(FIGURE, FIGURES, BOUNDS, st.sampled_from([Measure.RATIO, Measure.STOCK, Measure.CUMULATIVE]))
@settings(max_examples=60)
def test_other_years_change_no_verdict(
    target: Decimal, figures: list[Decimal], bound: Bound, measure: Measure
) -> None:
    now = verdict(assess(target, figures, bound=bound, measure=measure))
    later = verdict(assess(target, figures, bound=bound, measure=measure, base_year=2025))
    year = now[2]
    assert later[:2] + later[3:] == now[:2] + now[3:]
    assert later[2] == (year + 5 if isinstance(year, int) else None)


@given(
    FIGURE,
    FIGURES,
    FIGURE,
    BOUNDS,
    st.sampled_from([Measure.RATIO, Measure.STOCK, Measure.GROWTH_RATE, Measure.CUMULATIVE]),
    st.sampled_from(Direction),
)
@settings(max_examples=150)
def test_a_better_figure_never_makes_a_verdict_worse(
    target: Decimal,
    figures: list[Decimal],
    more: Decimal,
    bound: Bound,
    measure: Measure,
    direction: Direction,
) -> None:
    assume(direction is Direction.HIGHER or measure is not Measure.CUMULATIVE)
    better = figures[-1] + (more if direction is Direction.HIGHER else -more)
    before = assess(target, figures, bound=bound, measure=measure, direction=direction)
    after = assess(target, [*figures[:-1], better], bound=bound, measure=measure, direction=direction)
    assume(before.completion in ORDER and after.completion in ORDER)
    assert ORDER.index(after.completion) >= ORDER.index(before.completion)


@given(FIGURE, FIGURES, st.sampled_from(Direction), st.sampled_from([Measure.RATIO, Measure.STOCK]))
@settings(max_examples=100)
def test_no_step_leads_back(
    target: Decimal, figures: list[Decimal], direction: Direction, measure: Measure
) -> None:
    item = assess(target, figures, direction=direction, measure=measure)
    plan = replace(item.plan, indicators=(item.indicator,))
    way = evaluate(plan, ()).breakdown(item)
    sign = 1 if direction is Direction.HIGHER else -1
    for steps in (way.linear, way.compound):
        levels = [float(figures[-1]), *(float(step.level) for step in steps)]
        assert all(sign * (later - earlier) >= -1e-9 for earlier, later in pairwise(levels))
