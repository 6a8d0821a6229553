"""重点任务情况: how many tasks of each field stand where, each task with its figures, and the paragraphs."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from yuecheng_xl.plan.model import State
from yuecheng_xl.tables.placeholders import moment_told, number_told
from yuecheng_xl.typed.values import Band, Lazy
from yuecheng_xl.words.lists import plain_list
from yuecheng_xl.words.numbers import in_cell, json_number, number

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

    from yuecheng_xl.plan.model import Task
    from yuecheng_xl.rules import Evaluation
    from yuecheng_xl.rules.tasks import TaskAssessment, Tasks
    from yuecheng_xl.typed.values import Record

FIELD_FIELDS = "领域 领域总数 领域已完成 领域达到序时 领域滞后 领域未启动 领域建议调整 领域未定"
FIELDS = (
    "编号 任务领域 任务 量化目标 单位 目标值 基期值 现值 现值时期 完成进度 时间进度 完成时限 "
    "牵头单位 责任单位 填报状态 进展状态 依据 完成情况 存在问题 原因 下一步举措"
)
_JSON_STATES = {
    "done": State.DONE,
    "on_schedule": State.ON_SCHEDULE,
    "behind": State.BEHIND,
    "not_started": State.NOT_STARTED,
    "to_adjust": State.TO_ADJUST,
}


def by_field(tasks: Tasks) -> Band:
    """Return a line a field, in the order of the sheet, and one for all of them."""
    lines = [_counted(group.field or "（未填写）", group.total, group.counts) for group in tasks.by_field]
    if len(lines) > 1:
        lines.append(_counted("合计", len(tasks.items), tasks.counts))
    return Band.of(FIELD_FIELDS, lines)


def _counted(name: str, total: int, counts: Counter[State | None]) -> Record:
    return {
        "领域": name,
        "领域总数": total,
        "领域已完成": counts[State.DONE],
        "领域达到序时": counts[State.ON_SCHEDULE],
        "领域滞后": counts[State.BEHIND],
        "领域未启动": counts[State.NOT_STARTED],
        "领域建议调整": counts[State.TO_ADJUST],
        "领域未定": counts[None],
    }


def lines(tasks: Tasks) -> Band:
    """Return a line a task; shares 0 to 1, figures in the goal's unit."""
    return Band.of(FIELDS, Lazy(tasks.items, _line))


def _line(item: TaskAssessment) -> Record:
    task, goal, outcome = item.task, item.task.goal, item.outcome
    current = outcome.current if outcome else None
    base = outcome.base if outcome else None
    return {
        "编号": task.number,
        "任务领域": task.field,
        "任务": task.name,
        "量化目标": goal.name if goal and goal.name != task.name else "",
        "单位": task.unit,
        "目标值": goal.target.printed if goal else "",
        "基期值": in_cell(Decimal(number(base.value))) if base else None,
        "现值": in_cell(Decimal(number(current.value))) if current else None,
        "现值时期": str(current.period) if current else "",
        "完成进度": in_cell(outcome.progress) if outcome and outcome.progress is not None else None,
        "时间进度": in_cell(item.elapsed) if item.elapsed is not None else None,
        "完成时限": moment_told(task.deadline),
        "牵头单位": task.lead,
        "责任单位": task.department,
        "填报状态": task.state.value if task.state else "",
        "进展状态": state_word(item),
        "依据": _reason(item),
        "完成情况": task.account,
        "存在问题": task.problems,
        "原因": task.causes,
        "下一步举措": task.next_steps,
    }


def state_word(item: TaskAssessment) -> str:
    """Return the word for a task's state, a dash where it is not known."""
    return item.state.value if item.state else "—"


def _reason(item: TaskAssessment) -> str:
    parts = [item.reason] if item.reason else []
    if item.outcome is not None and item.outcome.doubt:
        parts.append(f"存疑：{item.outcome.doubt}")
    if item.is_overdue:
        parts.append("完成时限已过")
    return "；".join(parts)


def paragraph(evaluation: Evaluation) -> str:
    """Word how the tasks stand, those behind with their names."""
    tasks = evaluation.tasks
    if tasks is None:
        return ""
    counts, total = tasks.counts, len(tasks.items)
    told = "、".join(f"{state.value}{counts[state]}项" for state in State if counts[state])
    fields = len([group for group in tasks.by_field if group.field])
    text = f"{f'{fields}个领域' if fields else ''}重点任务共{total}项，{told or '均未填写进展状态'}"
    if counts[None] and told:
        text += f"，未能确定{counts[None]}项"
    for state in (State.BEHIND, State.NOT_STARTED, State.TO_ADJUST):
        names = [item.task.name for item in tasks.items if item.state is state]
        if names:
            text += f"。{state.value}的是{plain_list(names)}"
    overdue = [item.task.name for item in tasks.items if item.is_overdue]
    if overdue:
        text += f"。完成时限已过而未完成的是{plain_list(overdue)}"
    return f"{text}。"


def tasks_record(tasks: Tasks) -> dict[str, Any]:
    """Return the tasks as ``--json`` prints them."""
    return {
        "total": len(tasks.items),
        "by_field": [
            {
                "field": group.field,
                "total": group.total,
                **{key: group.counts[state] for key, state in _JSON_STATES.items()},
            }
            for group in tasks.by_field
        ],
        "items": [task_record(item) for item in tasks.items],
    }


def task_record(item: TaskAssessment) -> dict[str, Any]:
    """Return one task. ``reported`` is the state that was filled in, ``state`` the one that counts."""
    task, goal, outcome = item.task, item.task.goal, item.outcome
    current = outcome.current if outcome else None
    return {
        "number": number_told(task.number),
        "field": task.field,
        "name": task.name,
        "goal": goal.name if goal else None,
        "unit": task.unit or None,
        "target": goal.target.text if goal else None,
        "current": json_number(current.value) if current else None,
        "current_period": str(current.period) if current else None,
        "progress": json_number(outcome.progress) if outcome else None,
        "elapsed": json_number(item.elapsed),
        "completion": outcome.completion if outcome else None,
        "deadline": _last_day(task),
        "overdue": item.is_overdue,
        "lead": task.lead,
        "department": task.department,
        "reported": task.state.value if task.state else None,
        "state": item.state.value if item.state else None,
        "reason": _reason(item),
        "account": task.account,
        "problems": task.problems,
        "causes": task.causes,
        "next_steps": task.next_steps,
        "doubt": (outcome.doubt or None) if outcome else None,
    }


def _last_day(task: Task) -> str | None:
    last = task.deadline.last if task.deadline else None
    return last.isoformat() if last else None


def titled(tasks: Tasks) -> Sequence[tuple[str, list[TaskAssessment]]]:
    """Return the tasks by field, in the order of the sheet."""
    groups: dict[str, list[TaskAssessment]] = {}
    for item in tasks.items:
        groups.setdefault(item.task.field, []).append(item)
    return list(groups.items())
