"""Major projects (重大项目): investment against time, stages against dates, what is late, nothing twice.

A row may stand for many. What it says of itself (类别, 领域, 建设性质, 阶段 …) is its scope; rows
within the scope are part of it and are not counted beside it. Whatever is summed up takes, of rows that
contain each other, the uppermost that has the figure.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan.project import Nature, Project, Stage, kind_key
from yuecheng_xl.rules.points import years_at
from yuecheng_xl.typed.moment import months_late
from yuecheng_xl.typed.text import normalise
from yuecheng_xl.words.dates import day_words, moment_words
from yuecheng_xl.words.lists import first_of
from yuecheng_xl.words.numbers import number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Plan
    from yuecheng_xl.typed.moment import Moment

STARTED = (Stage.STARTED, Stage.UNDER_WAY, Stage.FINISHED)
UNDER_WAY = (Stage.STARTED, Stage.UNDER_WAY)
ROUNDING = Fraction(1, 100)
"""亿元: what sums of rounded figures may differ by, for each figure."""
_NONE = Fraction(0)
_SHOWN = 10
"""Names that a finding lists."""


@dataclass(frozen=True, slots=True)
class ProjectAssessment:
    """One row. Money in 亿元; ``elapsed`` is the share of the plan period at the date of what is completed.

    ``late_start`` and ``late_finish`` are months, 0 where not late, None where nothing tells.
    """

    project: Project
    total: Fraction | None
    planned: Fraction | None
    completed: Fraction | None
    elapsed: Fraction
    stage: Stage | None
    late_start: int | None
    late_finish: int | None
    progress: Fraction | None
    """Completed / planned for the plan period."""
    gap: Fraction | None
    """Progress less elapsed time, a share: −0.05 is five points behind."""

    @property
    def is_on_schedule(self) -> bool | None:
        """Tell whether investment is at least as far as time; None where nothing tells."""
        return None if self.gap is None else self.gap >= 0

    @property
    def is_under_way(self) -> bool:
        """True of a single project under way whose progress can be told."""
        return self.stage in UNDER_WAY and self.gap is not None and not self.project.is_many


class Late(NamedTuple):
    """A start (开工) or a finish (竣工) that came, or is still due, ``months`` after its planned date."""

    item: ProjectAssessment
    what: str
    planned: Moment
    actual: Moment | None
    months: int


@dataclass(frozen=True, slots=True)
class Group:
    """Sums over some rows, each counted once. Shares are None where no row tells."""

    name: str
    count: Fraction
    total: Fraction | None
    planned: Fraction | None
    completed: Fraction | None
    progress: Fraction | None
    elapsed: Fraction
    started: Fraction
    finished: Fraction
    staged: Fraction
    """Projects whose stage is known, which started and finished are counted among."""

    @property
    def gap(self) -> Fraction | None:
        """Progress less elapsed time, a share."""
        return None if self.progress is None else self.progress - self.elapsed

    @property
    def started_share(self) -> Fraction | None:
        """开工率: projects that have started (finished ones included) of those whose stage is known."""
        return self.started / self.staged if self.staged else None

    @property
    def finished_share(self) -> Fraction | None:
        """竣工率, of the same."""
        return self.finished / self.staged if self.staged else None


@dataclass(frozen=True)
class Projects:
    """All rows assessed, and what they come to together."""

    items: tuple[ProjectAssessment, ...]
    whole: Group
    findings: tuple[Finding, ...]
    _nest: _Nest = dataclasses.field(compare=False)

    @cached_property
    def by_kind(self) -> tuple[Group, ...]:
        """By 类别, in the order of the sheet."""
        return self.grouped(self.kinds(self.items))

    @cached_property
    def by_field(self) -> tuple[Group, ...]:
        """By 领域."""
        return self._groups(lambda item: item.project.field)

    @cached_property
    def by_stage(self) -> tuple[Group, ...]:
        """By 阶段, in the order of a project's life."""
        found = {group.name: group for group in self._groups(_stage_name)}
        return tuple(found[stage.value] for stage in Stage if stage.value in found)

    @cached_property
    def by_department(self) -> tuple[Group, ...]:
        """By 责任单位."""
        return self._groups(lambda item: item.project.department)

    @cached_property
    def by_place(self) -> tuple[Group, ...]:
        """By 属地."""
        return self._groups(lambda item: item.project.place)

    @cached_property
    def single(self) -> tuple[ProjectAssessment, ...]:
        """Those that stand for one project each."""
        return tuple(item for item in self.items if not item.project.is_many)

    @cached_property
    def under_way(self) -> tuple[ProjectAssessment, ...]:
        """Single projects under way whose progress can be told."""
        return tuple(item for item in self.items if item.is_under_way)

    @cached_property
    def on_schedule_share(self) -> Fraction | None:
        """达到序时: of the projects under way, those with investment at least as far as time."""
        if not self.under_way:
            return None
        return Fraction(sum(1 for item in self.under_way if item.is_on_schedule), len(self.under_way))

    @cached_property
    def late(self) -> tuple[Late, ...]:
        """Late starts and finishes, the latest first."""
        found = chain.from_iterable(map(_late, self.single))
        return tuple(sorted(found, key=lambda item: -item.months))

    @cached_property
    def to_coordinate(self) -> tuple[ProjectAssessment, ...]:
        """Rows that ask for coordination (需协调事项)."""
        return tuple(item for item in self.items if item.project.coordination)

    def group(self, name: str, items: Sequence[ProjectAssessment]) -> Group:
        """Sum up some of the rows, each project once."""
        return self._nest.group(name, items)

    def summed(
        self, items: Sequence[ProjectAssessment], value: Callable[[ProjectAssessment], Fraction | None]
    ) -> Fraction | None:
        """Add up a figure over some of the rows, each project once; None where no row has it."""
        return self._nest.summed(items, value)

    @staticmethod
    def kinds(items: Iterable[ProjectAssessment]) -> dict[str, list[ProjectAssessment]]:
        """Part rows by 类别, each called as its first row has it; those without one are left out."""
        labels: dict[str, str] = {}
        groups: dict[str, list[ProjectAssessment]] = {}
        for item in items:
            if item.project.kind:
                label = labels.setdefault(kind_key(item.project.kind), item.project.kind)
                groups.setdefault(label, []).append(item)
        return groups

    def grouped(self, groups: Mapping[str, Sequence[ProjectAssessment]]) -> tuple[Group, ...]:
        """Sum up each of some groups of rows."""
        return tuple(self.group(label, items) for label, items in groups.items())

    def _groups(self, name: Callable[[ProjectAssessment], str]) -> tuple[Group, ...]:
        groups: dict[str, list[ProjectAssessment]] = {}
        for item in self.items:
            if name(item):
                groups.setdefault(name(item), []).append(item)
        return self.grouped(groups)


def _stage_name(item: ProjectAssessment) -> str:
    return item.stage.value if item.stage else ""


def assess_projects(plan: Plan) -> Projects:
    """Assess all rows of 重大项目. Pure: no input or output."""
    findings: list[Finding] = []
    items = []
    # Thousands of projects have figures of a few dates.
    elapsed_at = cache(lambda day: plan.elapsed(years_at(day)))
    for project in plan.projects:
        item, found = _assess(project, plan, elapsed_at)
        items.append(item)
        findings += found
    nest = _Nest(items, elapsed_at(plan.cutoff))
    findings += nest.findings()
    findings += _gathered(items)
    return Projects(tuple(items), nest.group("合计", items), tuple(findings), nest)


def _assess(
    project: Project, plan: Plan, elapsed_at: Callable[[date], Fraction]
) -> tuple[ProjectAssessment, list[Finding]]:
    completed, elapsed, findings = _completed(project, plan, elapsed_at)
    planned, found = _planned(project, plan)
    findings += found
    total = project.total.value if project.total else None
    findings += _against_total(project, total, planned, completed)
    progress = completed / planned if completed is not None and planned else None
    item = ProjectAssessment(
        project,
        total,
        planned,
        completed,
        elapsed,
        _stage(project, plan.cutoff),
        _lateness(project, "start", plan.cutoff),
        _lateness(project, "finish", plan.cutoff),
        progress,
        None if progress is None else progress - elapsed,
    )
    if not project.is_many:
        findings += _dates(project, item, plan.cutoff)
    return item, findings


def _completed(
    project: Project, plan: Plan, elapsed_at: Callable[[date], Fraction]
) -> tuple[Fraction | None, Fraction, list[Finding]]:
    """Return what was completed in the plan period, the elapsed share at its date, and findings.

    The years add up to it: a part of a year counts where its whole year has no figure. 累计完成投资 takes
    their place where years are missing; of a project begun before the plan it may hold more than theirs.
    """
    now = elapsed_at(plan.cutoff)
    years = {
        period: amount for period, amount in project.completed_by.items() if period.year > plan.base_year
    }
    parts = {}
    for year in sorted({period.year for period in years}):
        of_year = [period for period in years if period.year == year]
        longest = max(of_year, key=lambda period: (period.months, period.last))
        parts[longest] = years[longest].value
        # Quarters or half years beside each other make up the year together.
        apart = [period for period in of_year if period.first > longest.last or period.last < longest.first]
        parts |= {period: years[period].value for period in apart}
    summed = sum(parts.values(), Fraction(0)) if parts else None
    newest = max((min(period.last_day, plan.cutoff) for period in parts), default=None)
    at_sum = now if newest is None else elapsed_at(newest)
    if project.cumulated is None:
        return summed, at_sum, []
    until = min(project.cumulated_until or plan.cutoff, plan.cutoff)
    cumulated, at_cumulated = project.cumulated.value, elapsed_at(until)
    before = project.before.value if project.before else Fraction(0)
    own = cumulated - before if project.before and cumulated >= before else cumulated
    due = range(plan.base_year + 1, (newest.year if newest else plan.base_year) + 1)
    if summed is None:
        return own, at_cumulated, []
    difference = own - summed
    if difference > 0 and any(year not in {period.year for period in parts} for year in due):
        return own, at_cumulated, []
    tolerance = ROUNDING * (len(parts) + 1)
    if abs(difference) <= tolerance:
        return own, max(at_sum, at_cumulated), []
    if difference > 0 and (at_cumulated > at_sum or _began_before(project, plan)):
        # Newer than the years, or with what was done before the plan: both may be right.
        return (summed, at_sum, []) if _began_before(project, plan) else (own, at_cumulated, [])
    finding = catalogue.SUM_DIFFERS.at(
        project.where("cumulated"),
        name=project.label,
        cumulated=number(cumulated),
        total=number(summed),
        difference=number(abs(difference)),
        used=f"较小的{number(min(own, summed))}亿元",
    )
    return min(own, summed), max(at_sum, at_cumulated), [finding]


def _began_before(project: Project, plan: Plan) -> bool:
    start = project.start_actual
    if start is not None and start.last is not None:
        return start.last.year <= plan.base_year
    return project.nature is Nature.CONTINUED


def _planned(project: Project, plan: Plan) -> tuple[Fraction | None, list[Finding]]:
    """Return what is planned for the plan period: as stated, else the sum of all its years."""
    years = {
        period.year: amount.value
        for period, amount in project.planned_by.items()
        if period.is_year and plan.base_year < period.year <= plan.target_year
    }
    summed = sum(years.values(), Fraction(0))
    complete = len(years) == plan.target_year - plan.base_year
    if project.planned is None:
        return (summed if complete else None), []
    planned = project.planned.value
    tolerance = ROUNDING * (len(years) + 1)
    if summed > planned + tolerance or (complete and summed < planned - tolerance):
        finding = catalogue.PLANNED_DIFFERS.at(
            project.where("planned"), name=project.label, planned=number(planned), total=number(summed)
        )
        return planned, [finding]
    return planned, []


def _against_total(
    project: Project, total: Fraction | None, planned: Fraction | None, completed: Fraction | None
) -> Iterator[Finding]:
    cumulated = project.cumulated.value if project.cumulated else None
    done = max((value for value in (completed, cumulated) if value is not None), default=None)
    for what, value in (("完成投资", done), ("规划期计划投资", planned)):
        if total is not None and value is not None and value > total + ROUNDING:
            yield catalogue.MORE_THAN_TOTAL.at(
                project.where("total"),
                name=project.label,
                what=what,
                value=number(value),
                total=number(total),
            )


def _happened(moment: Moment | None, cutoff: date) -> bool:
    return moment is not None and (moment.first is None or moment.first <= cutoff)


def _stage(project: Project, cutoff: date) -> Stage | None:
    """Return the stage that is filled in, else the one that the actual dates tell."""
    if project.stage is not None or project.is_many:
        return project.stage
    if _happened(project.finish_actual, cutoff):
        return Stage.FINISHED
    return Stage.UNDER_WAY if _happened(project.start_actual, cutoff) else None


def _lateness(project: Project, which: str, cutoff: date) -> int | None:
    """Return by how many months a start or finish was late, or is by now where it is still due."""
    planned, actual = (
        (project.start_planned, project.start_actual)
        if which == "start"
        else (project.finish_planned, project.finish_actual)
    )
    out = (Stage.REMOVED,)
    over = STARTED if which == "start" else (Stage.FINISHED,)
    if planned is None or planned.last is None or project.stage in out or project.is_many:
        return None
    if actual is not None and _happened(actual, cutoff):
        return months_late(planned, actual.first) if actual.first is not None else None
    return None if project.stage in over else months_late(planned, cutoff)


def _late(item: ProjectAssessment) -> Iterator[Late]:
    project = item.project
    for what, months, planned, actual in (
        ("开工", item.late_start, project.start_planned, project.start_actual),
        ("竣工", item.late_finish, project.finish_planned, project.finish_actual),
    ):
        if months and planned is not None:
            yield Late(item, what, planned, actual, months)


def _dates(project: Project, item: ProjectAssessment, cutoff: date) -> Iterator[Finding]:
    """Hold the stage against the dates and the money, and the dates against each other."""
    label, stage = project.label, project.stage
    started, finished = project.start_actual, project.finish_actual
    for field, what, moment in (
        ("start_actual", "实际开工", started),
        ("finish_actual", "实际竣工", finished),
    ):
        if moment is not None and not _happened(moment, cutoff):
            yield catalogue.DATE_AHEAD.at(
                project.where(field), name=label, what=what, cutoff=day_words(cutoff)
            )
    wanted = [("start_actual", "实际开工", started)] if stage in STARTED else []
    wanted += [("finish_actual", "实际竣工", finished)] if stage is Stage.FINISHED else []
    for field, what, moment in wanted:
        if moment is None and project.has_column(field) and stage is not None:
            yield catalogue.STAGE_WITHOUT_DATE.at(
                project.where(field), name=label, stage=stage.value, what=what
            )
    unwanted = [("start_actual", "实际开工", started)] if stage in (Stage.RESERVE, Stage.PREPARED) else []
    unwanted += [("finish_actual", "实际竣工", finished)] if stage not in (None, Stage.FINISHED) else []
    for field, what, moment in unwanted:
        if moment is not None and _happened(moment, cutoff) and stage is not None:
            yield catalogue.STAGE_AGAINST_DATE.at(
                project.where(field), name=label, stage=stage.value, what=what, text=moment_words(*moment)
            )
    if stage is Stage.RESERVE and item.completed:
        yield catalogue.STAGE_AGAINST_MONEY.at(
            project.where("stage"), name=label, stage=stage.value, value=number(item.completed)
        )
    for earlier, later, first, last in (
        ("计划开工", "计划竣工", project.start_planned, project.finish_planned),
        ("实际开工", "实际竣工", started, finished),
    ):
        if first and last and first.first and last.last and first.first > last.last:
            yield catalogue.DATES_TURNED.at(project.where(), name=label, earlier=earlier, later=later)


def _gathered(items: Sequence[ProjectAssessment]) -> Iterator[Finding]:
    """Report in one finding what many rows lack."""
    single = [item for item in items if not item.project.is_many]
    no_plan = [item for item in items if item.planned is None and item.completed is not None]
    if no_plan:
        yield catalogue.PLANNED_MISSING.at(
            no_plan[0].project.where("planned"), count=len(no_plan), names=_names(no_plan)
        )
    no_stage = [item for item in single if item.stage is None]
    if no_stage:
        yield catalogue.STAGE_MISSING.at(
            no_stage[0].project.where("stage"),
            count=len(no_stage),
            names=_names(no_stage),
            allowed="、".join(stage.value for stage in Stage),
        )


def _names(items: Sequence[ProjectAssessment]) -> str:
    return first_of([item.project.label for item in items], _SHOWN)


Scope = tuple[tuple[str, str], ...]


class _Nest:
    """Which rows stand within which: a row for many contains those that agree with all it says of itself."""

    def __init__(self, items: Sequence[ProjectAssessment], elapsed: Fraction) -> None:
        self.items, self.elapsed = items, elapsed
        self._by_scope: dict[Scope, list[ProjectAssessment]] = {}
        for item in items:
            if item.project.is_many and not item.project.is_rest:
                self._by_scope.setdefault(scope_of(item.project), []).append(item)
        self._shapes = {tuple(key for key, _ in scope) for scope in self._by_scope}
        self._above: dict[int, list[ProjectAssessment]] = {}
        if self._by_scope:
            self._above = {id(item): list(self._containing(item)) for item in items}

    def __reduce__(self) -> tuple[type[_Nest], tuple[Sequence[ProjectAssessment], Fraction]]:
        """Travel without what rests on where the items are kept."""
        return type(self), (self.items, self.elapsed)

    def _containing(self, item: ProjectAssessment) -> Iterator[ProjectAssessment]:
        said = dict(_said(item.project))
        for shape in self._shapes:
            scope = tuple((key, said.get(key, "")) for key in shape)
            for above in self._by_scope.get(scope, ()):
                # Of two rows for many with one scope neither contains the other.
                contains = not item.project.is_many or item.project.is_rest
                if above is not item and (contains or len(shape) < len(scope_of(item.project))):
                    yield above

    def top(
        self, items: Iterable[ProjectAssessment], has: Callable[[ProjectAssessment], bool]
    ) -> list[ProjectAssessment]:
        """Return those that have a figure and stand within no row that has it."""
        having = [item for item in items if has(item)]
        if not self._above:
            return having
        inside = {id(item) for item in having}
        return [
            item
            for item in having
            if not any(id(above) in inside and has(above) for above in self._above[id(item)])
        ]

    def summed(
        self, items: Sequence[ProjectAssessment], value: Callable[[ProjectAssessment], Fraction | None]
    ) -> Fraction | None:
        """Add up a figure over rows, each project once; None where no row has it."""
        rows = self.top(items, lambda item: value(item) is not None)
        values = [found for row in rows if (found := value(row)) is not None]
        return _added(values) if values else None

    def group(self, name: str, items: Sequence[ProjectAssessment]) -> Group:
        """Sum up rows, each project once."""
        # What is planned and not begun has nothing completed; what was never planned shows no progress.
        both = self.top(items, lambda item: item.progress is not None)
        planned = self.summed(items, lambda item: item.planned)
        completed = _added(row.completed or _NONE for row in both)
        staged = self.top(items, _tells_stages)
        return Group(
            name,
            _added(row.project.size for row in self.top(items, lambda _: True)),
            self.summed(items, lambda item: item.total),
            planned,
            self.summed(items, lambda item: item.completed),
            completed / planned if planned and both else None,
            # Few dates are shared by many rows: each is compared once.
            max({id(row.elapsed): row.elapsed for row in both}.values(), default=self.elapsed),
            _added(_started(row) for row in staged),
            _added(_finished(row) for row in staged),
            _added(row.project.size for row in staged),
        )

    def findings(self) -> Iterator[Finding]:
        """Hold the rows within a row for many against it, and say that they are not counted beside it."""
        for above in (row for rows in self._by_scope.values() for row in rows):
            inside = [item for item in self.items if above in self._above[id(item)]]
            if not inside:
                continue
            project = above.project
            yield catalogue.COUNTED_ONCE.at(
                project.where("count"), name=project.label, count=number(project.size), inside=len(inside)
            )
            parts = self.group("", inside)
            for what, whole, sum_ in (
                ("项目个数", project.size, parts.count),
                ("总投资", above.total, parts.total),
                ("规划期计划投资", above.planned, parts.planned),
                ("完成投资", above.completed, parts.completed),
            ):
                if whole is not None and sum_ is not None and sum_ > whole + ROUNDING * len(inside):
                    yield catalogue.PARTS_EXCEED.at(
                        project.where("count"),
                        name=project.label,
                        what=what,
                        whole=number(whole),
                        parts=number(sum_),
                    )


def _added(values: Iterable[Fraction]) -> Fraction:
    """Add up many fractions, numerators of one denominator first: there are few denominators of amounts."""
    numerators: dict[int, int] = {}
    for value in values:
        above, below = value.as_integer_ratio()
        numerators[below] = numerators.get(below, 0) + above
    return sum((Fraction(above, below) for below, above in numerators.items()), Fraction(0))


def _said(project: Project) -> Iterator[tuple[str, str]]:
    """Yield what a row says of itself, in one order."""
    for key, text in (
        ("kind", kind_key(project.kind)),
        ("field", project.field),
        ("nature", project.nature.value if project.nature else ""),
        ("stage", project.stage.value if project.stage else ""),
        ("department", project.department),
        ("place", project.place),
    ):
        if text:
            yield key, normalise(text)


def scope_of(project: Project) -> Scope:
    """Return which projects a row for many stands for: what it says of itself."""
    said = tuple(_said(project))
    return tuple((key, text) for key, text in said if key != "kind" or not project.is_whole)


def _tells_stages(item: ProjectAssessment) -> bool:
    project = item.project
    if not project.is_many:
        return True
    return project.started_count is not None or item.stage is not None


def _started(item: ProjectAssessment) -> Fraction:
    if item.project.started_count is not None:
        return item.project.started_count.value
    return item.project.size if item.stage in STARTED or _stopped_after_start(item) else _NONE


def _stopped_after_start(item: ProjectAssessment) -> bool:
    started = item.project.start_actual
    return item.stage is Stage.STOPPED and started is not None


def _finished(item: ProjectAssessment) -> Fraction:
    if item.project.finished_count is not None:
        return item.project.finished_count.value
    return item.project.size if item.stage is Stage.FINISHED else _NONE
