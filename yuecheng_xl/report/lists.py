"""Key tasks and major projects in the report: a heading a field, a paragraph a task, what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yuecheng_xl.plan.lists import without_number
from yuecheng_xl.report.tables import Table
from yuecheng_xl.tables import projects as project_table
from yuecheng_xl.tables import tasks as task_table

if TYPE_CHECKING:
    from yuecheng_xl.rules import Evaluation
    from yuecheng_xl.rules.tasks import TaskAssessment

_UNNAMED_FIELD = "其他任务"
CHAPTERS = ("方法章", "指标章", "任务章", "结论章", "举措章", "分解章")
"""Placeholders of the chapters' numbers, which follow from what stands in the document."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its heading, its numbered tasks with what is told of each, its problems and next steps."""

    name: str
    tasks: tuple[tuple[str, str], ...]
    ahead: str


def fields(evaluation: Evaluation) -> tuple[Field, ...]:
    """Return the fields of the key tasks, in the order of the sheet; none without tasks."""
    if evaluation.tasks is None:
        return ()
    return tuple(
        Field(
            without_number(name) or _UNNAMED_FIELD,
            tuple((item.task.name, _told(item)) for item in items),
            _ahead(items),
        )
        for name, items in task_table.titled(evaluation.tasks)
    )


def _told(item: TaskAssessment) -> str:
    """Tell a task by its account; without one by its state."""
    if item.task.account:
        return _ended(item.task.account)
    return f"进展状态：{item.state.value}。" if item.state else "没有填写进展状态和完成情况。"


def _ahead(items: list[TaskAssessment]) -> str:
    """Gather a field's problems, causes and next steps, task by task."""
    told = []
    for item in items:
        task = item.task
        parts = [
            f"{label}{text.rstrip('。；')}"
            for label, text in (
                ("存在问题：", task.problems),
                ("原因：", task.causes),
                ("下一步：", task.next_steps),
            )
            if text
        ]
        if parts:
            told.append(f"{task.name}，{'；'.join(parts)}。")
    return "".join(told)


def _ended(text: str) -> str:
    return text if text.endswith(("。", "！", "？")) else f"{text}。"


def texts(evaluation: Evaluation) -> dict[str, str]:
    """Return what the template may show of both lists."""
    return {"任务总述": task_table.paragraph(evaluation), "项目评价": project_table.paragraph(evaluation)}


def omitted(evaluation: Evaluation, found: tuple[Field, ...]) -> tuple[str, ...]:
    """Return the placeholders whose sections are left out."""
    nothing_ahead = not any(item.ahead for item in found)
    return (*(() if evaluation.tasks else ("任务总述",)), *(("举措叙述",) if nothing_ahead else ()))


def tables(evaluation: Evaluation) -> tuple[Table, ...]:
    """Return the table of states by field."""
    if evaluation.tasks is None:
        return ()
    return (Table("领域总数", task_table.by_field(evaluation.tasks)),)
