"""The plan and its parts, as the rules see them: values, no cells of a workbook's library."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from dataclasses import field as made
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from yuecheng_xl.plan.kinds import Action, Direction, Measure
from yuecheng_xl.plan.observation import Observation, address
from yuecheng_xl.plan.series import Series
from yuecheng_xl.plan.settings import EvaluationKind
from yuecheng_xl.typed.figure import Bound, digits
from yuecheng_xl.typed.goal import Goal, Sense
from yuecheng_xl.typed.period import Period
from yuecheng_xl.typed.printed import Printed
from yuecheng_xl.typed.status import Status
from yuecheng_xl.typed.text import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from decimal import Decimal
    from pathlib import Path

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan.catalogue import Catalogue
    from yuecheng_xl.plan.identities import Identity
    from yuecheng_xl.plan.lists import ListTable
    from yuecheng_xl.plan.project import Project
    from yuecheng_xl.plan.settings import Settings
    from yuecheng_xl.typed.moment import Moment


__all__ = [
    "Action",
    "Direction",
    "Doubt",
    "Indicator",
    "Measure",
    "Plan",
    "Reading",
    "State",
    "Table",
    "Target",
    "Task",
]


@dataclass(frozen=True, slots=True)
class Target:
    """A bound and a value, or a text (``value`` None).

    What a target says of its base, of single years or of another row is in ``said``, its figure in the
    indicator's unit in ``amount``, signed; it has no value until the rules work one out, and ``derived`` says
    how, or why there is none. ``other`` is the row in the table of the indicator that it is measured by.
    """

    printed: Printed
    value: Decimal | None = None
    bound: Bound = Bound.NONE
    cumulated: bool = False
    yearly: bool = False
    readable: bool = True
    column: str = ""
    row: int = 0
    said: Goal | None = None
    amount: Decimal | None = None
    other: int = 0
    derived: str = ""

    @property
    def where(self) -> str:
        """The address that findings show."""
        return address(self.column, self.row)

    @property
    def text(self) -> str:
        """The target as it was filled in."""
        return self.printed.text

    @property
    def is_qualitative(self) -> bool:
        """True where the target is words."""
        return self.value is None and self.amount is None and self.readable

    @property
    def sense(self) -> Sense:
        """What the figure is: the level itself, or a difference from something."""
        return self.said.sense if self.said else Sense.LEVEL

    @property
    def takes_words(self) -> bool:
        """True where figures may be words as well: 高于GDP增长, 全覆盖."""
        return self.is_qualitative or (self.said is not None and self.said.words)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read what is in doubt, by the word that staff know it by.

    ``fields`` are the indicator's that it sets, ``figures`` and ``growths`` the values that it gives to
    periods: None where it takes the cell for none.
    """

    word: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    figures: Mapping[Period, Decimal | None] = field(default_factory=dict)
    growths: Mapping[Period, Decimal | None] = field(default_factory=dict)

    def of(self, indicator: Indicator) -> Indicator:
        """Return the indicator as this reading has it."""
        read = replace(indicator, **self.fields)
        if self.figures:
            read = replace(read, observations=tuple(_read_as(read.observations, self.figures)))
        if self.growths:
            growths = _read_as(read.growths.values(), self.growths)
            read = replace(read, growths={item.period: item for item in growths})
        return read


def _read_as(
    observations: Iterable[Observation], values: Mapping[Period, Decimal | None]
) -> Iterator[Observation]:
    for item in observations:
        if item.period not in values or values[item.period] == item.value:
            yield item
            continue
        value = values[item.period]
        if value is None:
            yield replace(item, value=None, status=Status.MISSING)
        else:
            yield replace(item, value=value, printed=Printed(digits(value)))


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something of a row that may be read in more than one way (存疑).

    ``what`` is in doubt and ``why``; the two make one clause: 方向, 没有填，也无从推断. ``where`` is the cell
    that decides it, ``ask`` what to do there, after 请.
    """

    what: str
    why: str
    where: str
    ask: str
    readings: tuple[Reading, ...]

    @property
    def choices(self) -> str:
        """The words of the readings, as an answer names what it chose from."""
        return "或".join(reading.word for reading in self.readings)

    def answer(self, answers: Mapping[tuple[str, str], str]) -> Reading | None:
        """Return the reading that a person chose; None where nobody did, or what was to be read changed."""
        word = answers.get((normalise(self.what), normalise(self.choices)))
        return next((reading for reading in self.readings if normalise(reading.word) == word), None)

    @property
    def periods(self) -> frozenset[Period]:
        """The periods whose figures are in doubt."""
        return frozenset(period for reading in self.readings for period in reading.figures)

    @property
    def is_of_target(self) -> bool:
        """True where the target is in doubt."""
        return any("target" in reading.fields for reading in self.readings)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the indicator table. Percentages are in percent, growth in percent per year.

    ``observations`` and ``growths`` are in the order of time. ``after_cutoff`` are observations dated
    after the evaluation's cut-off: printed, not evaluated. ``part_year_compares`` and ``growth_prices``
    (可比价, 现价) are what is known by the name: whether a figure of part of a year compares with a year's,
    at which prices its growth is published; None and empty where that is not known.
    ``yearly_targets`` are those of single years. ``answers`` are a person's to doubts: what was chosen, by
    what was in doubt and what it may be read as.
    """

    number: int
    name: str
    row: int
    category: str = ""
    unit: str = ""
    target: Target = field(default_factory=lambda: Target(Printed(), readable=False))
    yearly_targets: Mapping[int, Target] = field(default_factory=dict)
    observations: tuple[Observation, ...] = ()
    after_cutoff: tuple[Observation, ...] = ()
    growths: Mapping[Period, Observation] = field(default_factory=dict)
    attribute: str = ""
    measure: Measure | None = None
    direction: Direction = Direction.HIGHER
    direction_inferred: bool = False
    doubts: tuple[Doubt, ...] = ()
    answers: Mapping[tuple[str, str], str] = field(default_factory=dict, repr=False)
    part_year_compares: bool | None = None
    growth_prices: str = ""
    department: str = ""
    planned_growth: Decimal | None = None
    data_note: str = ""
    definition_change: str = ""
    external_cause: str = ""
    highlight: str = ""
    lag_reason: str = ""
    next_steps: str = ""
    forecast: str = ""
    proposal: Action | None = None
    proposal_content: str = ""
    proposal_reason: str = ""
    verdict: str = ""
    has_chart: bool = False
    column: str = ""

    def __repr__(self) -> str:
        known = f"{len(self.observations)} observations"
        return f"Indicator({self.number}, {self.name!r}, {self.unit!r}, target {self.target.text!r}, {known})"

    @property
    def where(self) -> str:
        """The address of its name, as findings show it."""
        return address(self.column, self.row) if self.column else ""

    @property
    def numbered_name(self) -> str:
        """The name as lists print it: 1.全区生产总值."""
        return f"{self.number}.{self.name}"

    @property
    def series(self) -> Series:
        """The observations that have a value, oldest first, in the indicator's unit."""
        return Series([item for item in self.observations if item.value is not None])

    @property
    def plotted(self) -> Series:
        """The observations that charts show: those that have a value and are not in doubt."""
        doubted = {period for doubt in self.doubts for period in doubt.periods}
        return Series(
            [item for item in self.observations if item.value is not None and item.period not in doubted]
        )

    @property
    def stated_growth(self) -> Series:
        """The growth that was filled in, oldest first, in percent per year."""
        return Series([item for item in self.growths.values() if item.value is not None])

    def observation(self, period: Period) -> Observation | None:
        """Return the observation of one period."""
        return next((item for item in self.observations if item.period == period), None)

    def printed(self, period: Period) -> Printed:
        """Return what was filled in for a period, before or after the cut-off date."""
        items = (*self.observations, *self.after_cutoff)
        return next((item.printed for item in items if item.period == period), Printed())


@dataclass(frozen=True, slots=True)
class Table:
    """Where the indicator table stands in its workbook: what writers need to find its columns.

    ``columns`` are those of words by field, ``figures`` and ``growths`` those by period.
    """

    sheet: str
    header_row: int
    columns: Mapping[str, int] = field(default_factory=dict)
    figures: Mapping[Period, int] = field(default_factory=dict)
    growths: Mapping[Period, int] = field(default_factory=dict)

    def has(self, indicator: Indicator) -> bool:
        """Tell whether an indicator stands in one of its columns, below its header."""
        from yuecheng_xl.grid.places import letters  # noqa: PLC0415 - rules import this, and know no workbook

        column = f"{self.sheet}!{letters(self.columns['name'])}"
        return indicator.column == column and indicator.row > self.header_row


class State(Enum):
    """进展状态; the value is the word that staff see."""

    DONE = "已完成"
    ON_SCHEDULE = "达到序时"
    BEHIND = "滞后"
    NOT_STARTED = "未启动"
    TO_ADJUST = "建议调整"


@dataclass(frozen=True, slots=True)
class Task:
    """One task. ``goal`` is its quantified goal as an indicator, None where it has none that is a figure."""

    row: int
    number: str
    field: str
    name: str
    content: str = ""
    goal: Indicator | None = None
    unit: str = ""
    deadline: Moment | None = None
    lead: str = ""
    department: str = ""
    state: State | None = None
    account: str = ""
    problems: str = ""
    causes: str = ""
    next_steps: str = ""
    indicators: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    places: Mapping[str, str] = made(default_factory=dict, repr=False, compare=False)

    @property
    def label(self) -> str:
        """Return the task as lists print it: 1.建设科创平台."""
        return f"{self.number}.{self.name}" if self.number else self.name

    def where(self, field_name: str = "name") -> str:
        """Return the address of one of its cells, of its name's where there is no such column."""
        return self.places.get(field_name) or self.places["name"]


@dataclass(frozen=True, slots=True)
class Plan:
    """A five-year plan with its indicators and what reading it found."""

    name: str
    short_name: str
    district: str
    base_year: int
    target_year: int
    cutoff: date
    settings: Settings
    periods: tuple[Period, ...]
    indicators: tuple[Indicator, ...]
    findings: tuple[Finding, ...] = ()
    source: Path | None = None
    table: Table | None = None
    more_tables: tuple[Table, ...] = ()
    identities: tuple[Identity, ...] = ()
    tasks: tuple[Task, ...] = ()
    projects: tuple[Project, ...] = ()
    lists: Mapping[str, ListTable] = field(default_factory=dict, compare=False, repr=False)
    """The sheets that tasks and projects were read from, by 重点任务 and 重大项目."""
    catalogue: Catalogue | None = field(default=None, compare=False)

    def __repr__(self) -> str:
        counts = f"{len(self.indicators)} indicators, {len(self.findings)} findings"
        return f"Plan({self.name!r}, {self.district!r}, {self.base_year} to {self.target_year}, {counts})"

    @property
    def kind(self) -> EvaluationKind:
        """What the plan is evaluated for; where 规划信息 does not say it, the cut-off date does.

        From the target year's last day on 总结评估; from two to three fifths of the plan period, when the
        mid-term evaluation is due, 中期评估; else 年度监测.
        """
        return self.settings.kind or _kind_by_date(self.cutoff, self.base_year, self.target_year)

    @property
    def is_over(self) -> bool:
        """True where the cut-off date is the target year's last day or later."""
        return self.cutoff >= Period.whole(self.target_year).last_day

    @property
    def title(self) -> str:
        """The plan's name as forms and reports print it, also where it was not given."""
        return self.name or self.short_name or f"{self.district}五年规划"

    @property
    def short_title(self) -> str:
        """The plan's short name as titles print it, also where none was given."""
        return self.short_name or self.title

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables that its indicators stand in, the main one first."""
        return (self.table, *self.more_tables) if self.table else ()

    def table_of(self, indicator: Indicator) -> Table | None:
        """Return the table that an indicator stands in."""
        if not self.more_tables:
            return self.table
        above = [table for table in self.tables if table.has(indicator)]
        return max(above, key=lambda table: table.header_row, default=None)

    def elapsed(self, moment: Fraction) -> Fraction:
        """Return the share of the plan period passed at a date in years (end of 2020 is 2020)."""
        return (moment - self.base_year) / (self.target_year - self.base_year)


@lru_cache
def _kind_by_date(cutoff: date, base_year: int, target_year: int) -> EvaluationKind:
    if cutoff >= Period.whole(target_year).last_day:
        return EvaluationKind.FINAL
    passed = Fraction(12 * (cutoff.year - base_year - 1) + cutoff.month, 12 * (target_year - base_year))
    half_way = Fraction(2, 5) <= passed <= Fraction(3, 5)
    return EvaluationKind.MID_TERM if half_way else EvaluationKind.ANNUAL
