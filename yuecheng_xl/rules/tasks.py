"""Key tasks (重点任务): the state of each, from its figure, its deadline and what the office says."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from yuecheng_xl.findings import catalogue
from yuecheng_xl.plan.model import State
from yuecheng_xl.rules.answer import first_answer
from yuecheng_xl.rules.doubt import weighed
from yuecheng_xl.rules.outcome import Method
from yuecheng_xl.rules.points import years_at
from yuecheng_xl.rules.target import CEILINGS
from yuecheng_xl.typed.figure import exact
from yuecheng_xl.typed.names import key_of_name
from yuecheng_xl.typed.unit import factor
from yuecheng_xl.words.dates import day_words
from yuecheng_xl.words.numbers import compared, number
from yuecheng_xl.words.verdicts import MET, NOT_ASSESSED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Indicator, Plan
    from yuecheng_xl.plan.model import Task
    from yuecheng_xl.rules.outcome import Outcome

_ALIKE = 0.75
"""Share of the characters of the shorter name that the longer one has, too."""
_ORDER = (State.DONE, State.ON_SCHEDULE, State.BEHIND, State.NOT_STARTED)
"""From the best to the worst; of two that contradict each other the worse one counts."""


@dataclass(frozen=True, slots=True)
class TaskAssessment:
    """One task: ``state`` is final, ``computed`` what its figure says, ``reason`` why, in a sentence."""

    task: Task
    state: State | None
    computed: State | None
    outcome: Outcome | None
    elapsed: Fraction | None
    is_overdue: bool
    reason: str


@dataclass(frozen=True, slots=True)
class FieldCount:
    """How many tasks of a field stand where."""

    field: str
    total: int
    counts: Counter[State | None]


@dataclass(frozen=True, slots=True)
class Tasks:
    """All tasks assessed, in the order of the sheet."""

    items: tuple[TaskAssessment, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def counts(self) -> Counter[State | None]:
        """How many tasks have which state; None where it is not known."""
        return Counter(item.state for item in self.items)

    @property
    def by_field(self) -> tuple[FieldCount, ...]:
        """The same by field, in the order of the sheet."""
        groups: dict[str, Counter[State | None]] = {}
        for item in self.items:
            groups.setdefault(item.task.field, Counter())[item.state] += 1
        return tuple(FieldCount(name, sum(counts.values()), counts) for name, counts in groups.items())


def assess_tasks(plan: Plan) -> Tasks:
    """Assess all tasks of a plan. Pure: no input or output."""
    items, findings = [], []
    for task in plan.tasks:
        item, found = _assess(task, plan)
        items.append(item)
        findings += found
    findings += _related(plan)
    return Tasks(tuple(items), tuple(findings))


def _assess(task: Task, plan: Plan) -> tuple[TaskAssessment, list[Finding]]:
    outcome, elapsed = (None, None) if task.goal is None else _judge(task, task.goal, plan)
    findings = list(outcome.findings) if outcome else []
    computed, reason = (None, "") if outcome is None else _computed(outcome, elapsed, task, plan)
    passed = (
        task.deadline is not None and task.deadline.last is not None and task.deadline.last <= plan.cutoff
    )
    state = task.state
    if computed is not None and state is not None and state is not State.TO_ADJUST and computed is not state:
        # A state that a started task of which nothing is measured yet has is no contradiction.
        state = max(state, computed, key=_ORDER.index)
        findings.append(
            catalogue.STATE_CONTRADICTS_FIGURE.at(
                task.where("state"),
                name=task.label,
                state=task.state.value if task.state else "",
                computed=computed.value,
                reason=reason,
                final=state.value,
            )
        )
    state = state or computed
    is_overdue = passed and state not in (State.DONE, State.TO_ADJUST)
    if is_overdue and (state is State.ON_SCHEDULE or state is None or state is State.NOT_STARTED):
        told = state.value if state else "未填写"
        state = State.BEHIND if state is not State.NOT_STARTED else state
        findings.append(
            catalogue.STATE_CONTRADICTS_DEADLINE.at(
                task.where("deadline"),
                name=task.label,
                deadline=day_words(task.deadline.last) if task.deadline and task.deadline.last else "",
                state=told,
                final=state.value,
            )
        )
    elif state is None:
        allowed = "、".join(item.value for item in State)
        findings.append(catalogue.STATE_MISSING.at(task.where("state"), name=task.label, allowed=allowed))
    return TaskAssessment(task, state, computed, outcome, elapsed, is_overdue, reason), findings


def _judge(task: Task, goal: Indicator, plan: Plan) -> tuple[Outcome, Fraction | None]:
    """Judge a goal by the indicators' own rules, on the way to the task's own deadline.

    A deadline inside a year shortens the way further: elapsed is then the share of it that has passed.
    """
    end = _deadline(task)
    own = plan_of(task, plan)
    outcome = weighed(goal, lambda reading: first_answer(reading, own))
    elapsed = outcome.elapsed
    if end is None or elapsed is None or end.denominator == 1:
        return outcome, elapsed
    start = outcome.base.moment if outcome.base else Fraction(plan.base_year)
    if end <= start:
        return outcome, elapsed
    return outcome, min(Fraction(1), elapsed * (own.target_year - start) / (end - start))


def plan_of(task: Task, plan: Plan) -> Plan:
    """Return the plan with a task's own deadline in place of the target year, where it has one."""
    end = _deadline(task)
    return plan if end is None else replace(plan, target_year=max(-(-end // 1), plan.base_year + 1))


def _deadline(task: Task) -> Fraction | None:
    if task.deadline is None or task.deadline.last is None:
        return None
    return Fraction((task.deadline.last.year - 1) * 12 + task.deadline.last.month, 12)


def _computed(outcome: Outcome, elapsed: Fraction | None, task: Task, plan: Plan) -> tuple[State | None, str]:
    """Tell the state that the figure gives, and why; None where the figure gives none."""
    if outcome.method is Method.DOUBT or outcome.completion == NOT_ASSESSED:
        return None, ""
    assert task.goal is not None  # noqa: S101 - there is an outcome of it
    goal = task.goal.target.text
    current = f"现值{number(outcome.current.value)}" if outcome.current else "基期数"
    if outcome.target_reached:
        # A line that is held may still be crossed, until the deadline has come.
        end = _deadline(task)
        over = (plan.target_year if end is None else end) <= years_at(plan.cutoff)
        if outcome.method is Method.HOLD and not over:
            return State.ON_SCHEDULE, f"{current}，目标{goal}已守住"
        return State.DONE, f"{current}，已达到目标{goal}"
    if outcome.progress is None or elapsed is None:
        return (State.ON_SCHEDULE if outcome.completion == MET else State.BEHIND), f"{current}，目标{goal}"
    done, due = compared(outcome.progress, elapsed)
    ceiling = task.goal.target.bound in CEILINGS and outcome.method is Method.CUMULATIVE
    on_time = outcome.progress <= elapsed if ceiling else outcome.progress >= elapsed
    state = State.ON_SCHEDULE if on_time and outcome.completion == MET else State.BEHIND
    return state, f"{current}，完成进度{done}，时间进度{due}"


def _related(plan: Plan) -> Iterator[Finding]:
    """Compare figures that restate an indicator with it, and name what is related to nothing."""
    indicators = {str(item.number): item for item in plan.indicators}
    indicators |= {key_of_name(item.name): item for item in plan.indicators}
    projects = {item.number for item in plan.projects} | {key_of_name(item.name) for item in plan.projects}
    for task in plan.tasks:
        for text in task.indicators:
            found = indicators.get(text.strip("[]【】 ")) or indicators.get(key_of_name(text))
            if found is None:
                yield _unknown(task, "indicators", "关联指标", text)
            elif task.goal is not None:
                yield from _restated(task, task.goal, found)
        for text in task.projects if plan.projects else ():
            if text not in projects and key_of_name(text) not in projects:
                yield _unknown(task, "projects", "关联项目", text)


def _unknown(task: Task, field: str, what: str, text: str) -> Finding:
    return catalogue.RELATED_UNKNOWN.at(task.where(field), name=task.label, what=what, text=text)


def _is_of(goal: Indicator, task: Task, indicator: Indicator) -> bool:
    """Tell whether a goal has the indicator's name, however written, or none of its own."""
    own, known = key_of_name(goal.name), key_of_name(indicator.name)
    shorter = min(own, known, key=len)
    alike = sum((Counter(own) & Counter(known)).values()) >= len(shorter) * _ALIKE
    return goal.name == task.name or alike


def _restated(task: Task, goal: Indicator, indicator: Indicator) -> Iterator[Finding]:
    scale = factor(goal.unit, indicator.unit) if goal.unit else Fraction(1)
    if scale is None or not _is_of(goal, task, indicator):
        return

    def differs(what: str, told: str, known: str, where: str, cell: str) -> Finding:
        fields = {"what": what, "told": told, "indicator": indicator.name, "known": known, "cell": cell}
        return catalogue.RESTATED_DIFFERS.at(where, name=task.label, **fields)

    for datum in goal.series:
        known = indicator.series.at(datum.period)
        if known is not None and datum.value * Fraction(scale) != known.value:
            yield differs(f"{datum.period}数据", datum.text, known.text, datum.where, known.where)
    target, other = goal.target, indicator.target
    if (
        target.value is None
        or other.value is None
        or (target.yearly, target.cumulated)
        != (
            other.yearly,
            other.cumulated,
        )
    ):
        return
    if exact(target.value) * Fraction(scale) != exact(other.value):
        yield differs("目标", target.text, other.text, target.where, other.where)
