"""责任单位情况: each department's indicators, tasks and projects, and the index that ranks them.

Each of the three parts has a share: indicators on schedule of those assessed; tasks done or on schedule of
those whose state is known; progress of investment over elapsed time. A part's score is its share in
percent, 100 at most. The index is the mean of the scores that a department has, weighted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan.model import State
from yuecheng_xl.rules.shortfall import Shortfall, shortfall
from yuecheng_xl.rules.summary import summarise
from yuecheng_xl.typed.departments import alike, named_in
from yuecheng_xl.words.lists import first_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Plan
    from yuecheng_xl.rules.assessment import Assessment
    from yuecheng_xl.rules.projects import Group, ProjectAssessment, Projects
    from yuecheng_xl.rules.tasks import TaskAssessment, Tasks

_MOST = Fraction(100)
_SHOWN = 10
"""Names that a finding lists."""
_Item = TypeVar("_Item")


class Weights(NamedTuple):
    """What each part counts in the index."""

    indicators: Fraction
    tasks: Fraction
    projects: Fraction


@dataclass(frozen=True, slots=True)
class Indicators:
    """A department's indicators: ``gap`` is the share of the way missing, summed over those behind."""

    total: int
    on_schedule: int
    behind: tuple[Shortfall, ...]
    gap: Fraction

    @property
    def assessed(self) -> int:
        """How many have a verdict that is no text."""
        return self.on_schedule + len(self.behind)

    @property
    def share(self) -> Fraction | None:
        """On schedule of those assessed."""
        return Fraction(self.on_schedule, self.assessed) if self.assessed else None


@dataclass(frozen=True, slots=True)
class TaskCount:
    """A department's tasks: ``gap`` is the share of the way missing, summed over those with a figure."""

    total: int
    on_schedule: int
    behind: tuple[TaskAssessment, ...]
    gap: Fraction

    @property
    def known(self) -> int:
        """How many have a state."""
        return self.on_schedule + len(self.behind)

    @property
    def share(self) -> Fraction | None:
        """Done or on schedule of those whose state is known."""
        return Fraction(self.on_schedule, self.known) if self.known else None


@dataclass(frozen=True, slots=True)
class ProjectSum:
    """A department's projects: sums, each counted once; of single ones under way, whose money keeps up."""

    sums: Group
    on_schedule: int
    behind: tuple[ProjectAssessment, ...]

    @property
    def share(self) -> Fraction | None:
        """Progress of investment over elapsed time, above 1 where it is ahead."""
        if self.sums.progress is None or self.sums.elapsed <= 0:
            return None
        return self.sums.progress / self.sums.elapsed

    @property
    def gap(self) -> Fraction | None:
        """What is missing of the investment due by now, in 亿元; None where nothing tells it."""
        if self.sums.gap is None or self.sums.planned is None:
            return None
        return max(-self.sums.gap * self.sums.planned, Fraction(0))


@dataclass(frozen=True, slots=True)
class Department:
    """One department; a part that it has nothing of is None. ``rank`` counts from 1, ties share one."""

    name: str
    indicators: Indicators | None
    tasks: TaskCount | None
    projects: ProjectSum | None
    index: Fraction | None = None
    rank: int | None = None

    @property
    def scores(self) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
        """The scores of the three parts, 0 to 100; None where a part tells nothing."""
        indicators, tasks, projects = (
            _score(part.share) if part is not None else None
            for part in (self.indicators, self.tasks, self.projects)
        )
        return indicators, tasks, projects


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """All departments, the best first, those without an index last, and what makes them incomplete."""

    departments: tuple[Department, ...]
    weights: Weights
    findings: tuple[Finding, ...]


def _score(share: Fraction | None) -> Fraction | None:
    return None if share is None else min(max(share, Fraction(0)) * 100, _MOST)


def scoreboard(
    plan: Plan, assessments: Sequence[Assessment], tasks: Tasks | None, projects: Projects | None
) -> Scoreboard:
    """Sum up every department that anything names; each of several in one cell gets what it names."""
    settings = plan.settings
    weights = Weights(
        Fraction(settings.indicator_weight), Fraction(settings.task_weight), Fraction(settings.project_weight)
    )
    rows = projects.items if projects else ()
    of_indicators = _split("指标", assessments, _of_indicator)
    of_tasks = _split("任务", tasks.items if tasks else (), _of_task)
    of_projects = _split("项目", rows, _of_project)
    parts = (of_indicators, of_tasks, of_projects)
    places = {name: part.places[name] for part in parts for name in part.places}
    found = []
    for name in places:
        department = Department(
            name,
            _indicators(of_indicators.owned[name]) if name in of_indicators.owned else None,
            _tasks(of_tasks.owned[name]) if name in of_tasks.owned else None,
            _projects(name, of_projects.owned[name], projects)
            if projects and name in of_projects.owned
            else None,
        )
        found.append((department, _index(department.scores, weights)))
    findings = [finding for part in parts for finding in part.findings]
    findings += [
        catalogue.DEPARTMENTS_ALIKE.at(places[other], name=name, other=other) for name, other in alike(places)
    ]
    return Scoreboard(_ranked(found), weights, tuple(findings))


def _of_indicator(item: Assessment) -> tuple[str, str, str]:
    indicator = item.indicator
    return indicator.department, indicator.where, indicator.numbered_name


def _of_task(item: TaskAssessment) -> tuple[str, str, str]:
    task = item.task
    return task.lead or task.department, task.where("lead"), task.label


def _of_project(item: ProjectAssessment) -> tuple[str, str, str]:
    project = item.project
    # A row that stands for those of many departments is nobody's.
    label = "" if project.is_many else project.label
    return project.department, project.where("department"), label


@dataclass(frozen=True, slots=True)
class _Split(Generic[_Item]):
    """What each department has, with the place that first names it, and what is nobody's."""

    owned: dict[str, list[_Item]]
    places: dict[str, str]
    findings: tuple[Finding, ...]


def _split(what: str, items: Iterable[_Item], told: Callable[[_Item], tuple[str, str, str]]) -> _Split[_Item]:
    """Part items by department; ``told`` gives an item's department, place and name."""
    owned: dict[str, list[_Item]] = {}
    places: dict[str, str] = {}
    nobodys: list[tuple[str, str]] = []
    for item in items:
        department, where, label = told(item)
        names = named_in(department)
        for name in names:
            owned.setdefault(name, []).append(item)
            places.setdefault(name, where)
        if label and not names:
            nobodys.append((where, label))
    if not nobodys:
        return _Split(owned, places, ())
    shown = first_of([label for _, label in nobodys], _SHOWN)
    fields = {"what": what, "count": len(nobodys), "names": shown}
    return _Split(owned, places, (catalogue.UNSCORED.at(nobodys[0][0], **fields),))


def _indicators(items: Sequence[Assessment]) -> Indicators:
    summary = summarise(items)
    behind = tuple(shortfall(item) or Shortfall(item) for item in (*summary.nearly, *summary.behind))
    gap = sum((one.points for one in behind if one.points is not None), Fraction(0))
    return Indicators(len(items), len(summary.met), behind, gap)


def _tasks(items: Sequence[TaskAssessment]) -> TaskCount:
    on_schedule = sum(1 for item in items if item.state in (State.DONE, State.ON_SCHEDULE))
    behind = tuple(item for item in items if item.state not in (None, State.DONE, State.ON_SCHEDULE))
    gap = Fraction(0)
    for item in behind:
        if item.outcome is not None and item.outcome.progress is not None and item.elapsed is not None:
            gap += max(item.elapsed - max(item.outcome.progress, Fraction(0)), Fraction(0))
    return TaskCount(len(items), on_schedule, behind, gap)


def _projects(name: str, items: Sequence[ProjectAssessment], projects: Projects) -> ProjectSum:
    under_way = [item for item in items if item.is_under_way]
    return ProjectSum(
        projects.group(name, items),
        sum(1 for item in under_way if item.is_on_schedule),
        tuple(item for item in under_way if not item.is_on_schedule),
    )


def _index(scores: Sequence[Fraction | None], weights: Weights) -> Fraction | None:
    known = [(score, weight) for score, weight in zip(scores, weights, strict=True) if score is not None]
    whole = sum((weight for _, weight in known), Fraction(0))
    if not whole:
        return None
    return sum((score * weight for score, weight in known), Fraction(0)) / whole


def _ranked(found: Sequence[tuple[Department, Fraction | None]]) -> tuple[Department, ...]:
    """Order departments by their index; sorted() keeps the order of the sheets among equals."""
    ordered = sorted(found, key=lambda one: (one[1] is None, -(one[1] or 0)))
    indices = [index for _, index in ordered]
    return tuple(
        replace(department, index=index, rank=None if index is None else indices.index(index) + 1)
        for department, index in ordered
    )
