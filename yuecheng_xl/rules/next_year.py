"""下一年: which tasks are still to be done, what their goals ask of each year left, and what is invested."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from yuecheng_xl.plan.model import State
from yuecheng_xl.plan.project import Stage
from yuecheng_xl.rules.projects import UNDER_WAY
from yuecheng_xl.rules.tasks import plan_of
from yuecheng_xl.rules.yearly import Breakdown, break_down
from yuecheng_xl.typed.period import Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.plan import Indicator, Plan
    from yuecheng_xl.rules.outcome import Outcome
    from yuecheng_xl.rules.projects import ProjectAssessment, Projects
    from yuecheng_xl.rules.tasks import TaskAssessment, Tasks
    from yuecheng_xl.typed.moment import Moment

_OVER = (Stage.FINISHED, Stage.REMOVED)


class _Goal(NamedTuple):
    indicator: Indicator
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class TaskAhead:
    """A task that is not done; ``way`` is what its goal asks of each year, None without a goal.

    ``is_due`` where its deadline is the next year's end or before.
    """

    item: TaskAssessment
    way: Breakdown | None
    is_due: bool


@dataclass(frozen=True, slots=True)
class Investment:
    """What is left to invest, in 亿元, by projects that are neither finished nor taken out.

    ``required`` is a year's part of it, spread evenly over the time left; ``arranged`` what is planned for
    the next year; ``starts`` and ``finishes`` are single projects due to start and finish by its end.
    """

    name: str
    count: Fraction
    planned: Fraction | None
    completed: Fraction | None
    required: Fraction | None
    arranged: Fraction | None
    starts: int
    finishes: int

    @property
    def gap(self) -> Fraction | None:
        """Arranged less required."""
        return None if self.arranged is None or self.required is None else self.arranged - self.required


def next_year(plan: Plan) -> int | None:
    """Return the year after that of the cut-off date; None where the plan ends before."""
    year = plan.cutoff.year + 1
    return year if year <= plan.target_year else None


def tasks_ahead(tasks: Tasks, plan: Plan) -> tuple[TaskAhead, ...]:
    """Return the tasks that are not done, in the order of the sheet; none where no year is left."""
    year = next_year(plan)
    if year is None:
        return ()
    return tuple(
        TaskAhead(item, _way(item, plan), _by(item.task.deadline, year))
        for item in tasks.items
        if item.state is not State.DONE
    )


def _way(item: TaskAssessment, plan: Plan) -> Breakdown | None:
    goal = item.task.goal
    if goal is None or item.outcome is None:
        return None
    return break_down(_Goal(goal, item.outcome), plan_of(item.task, plan))


def _by(moment: Moment | None, year: int) -> bool:
    return moment is not None and moment.last is not None and moment.last.year <= year


def investment_ahead(projects: Projects, plan: Plan) -> tuple[Investment, ...]:
    """Return what is left by 类别, in the order of the sheet, the whole last; none where no year is left."""
    year = next_year(plan)
    if year is None:
        return ()
    left = [item for item in projects.items if item.stage not in _OVER]
    groups = [*projects.kinds(left).items(), ("合计", left)] if left else []
    return tuple(_investment(name, items, projects, plan, year) for name, items in groups)


def _investment(
    name: str, items: Sequence[ProjectAssessment], projects: Projects, plan: Plan, year: int
) -> Investment:
    def arranged(item: ProjectAssessment) -> Fraction | None:
        amount = item.project.planned_by.get(Period.whole(year))
        return amount.value if amount is not None else None

    sums = projects.group(name, items)
    required = None
    if sums.planned is not None:
        years = (1 - sums.elapsed) * (plan.target_year - plan.base_year)
        rest = max(sums.planned - (sums.completed or Fraction(0)), Fraction(0))
        required = rest / years if years > 0 else None
    single = [item for item in items if not item.project.is_many]
    waiting = (None, Stage.RESERVE, Stage.PREPARED)
    return Investment(
        name,
        sums.count,
        sums.planned,
        sums.completed,
        required,
        projects.summed(items, arranged),
        sum(1 for item in single if item.stage in waiting and _by(item.project.start_planned, year)),
        sum(1 for item in single if item.stage in UNDER_WAY and _by(item.project.finish_planned, year)),
    )
