"""The next year's part of 年度分解: tasks still to be done with what each year must reach, and investment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yuecheng_xl.tables.placeholders import moment_told
from yuecheng_xl.tables.yearly import spread
from yuecheng_xl.typed.values import Band
from yuecheng_xl.words.numbers import in_cell, json_number, signed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.rules import Evaluation
    from yuecheng_xl.rules.next_year import Investment, TaskAhead
    from yuecheng_xl.typed.values import Record

TASK_FIELDS = (
    "任务编号 待办任务 任务单位 任务目标 任务现值 任务现值时期 任务牵头单位 "
    "任务等额水平 任务等额变化 任务等比水平 任务等比变化 任务变化单位 任务说明"
)
INVESTMENT_FIELDS = "投资类别 投资个数 投资计划 投资已完成 投资年均所需 投资下年计划 投资说明"


def _tasks(evaluation: Evaluation) -> tuple[TaskAhead, ...]:
    if evaluation.tasks is None:
        return ()
    from yuecheng_xl.rules.next_year import tasks_ahead  # noqa: PLC0415 - few masters have the sheet

    return tasks_ahead(evaluation.tasks, evaluation.plan)


def _investment(evaluation: Evaluation) -> tuple[Investment, ...]:
    if evaluation.projects is None:
        return ()
    from yuecheng_xl.rules.next_year import investment_ahead  # noqa: PLC0415 - few masters have the sheet

    return investment_ahead(evaluation.projects, evaluation.plan)


def _year(evaluation: Evaluation) -> int:
    return evaluation.plan.cutoff.year + 1


def tasks(evaluation: Evaluation) -> list[Band]:
    """Return the heading of the tasks that are not done, and a line each; nothing where there are none."""
    ahead, year = _tasks(evaluation), _year(evaluation)
    blank = [None] * max(1, len(evaluation.remaining_years))
    heading: Record = {"任务节标题": f"重点任务：{year}年及以后要完成的"}
    return [
        Band.of("任务节标题", [heading] if ahead else []),
        Band.of(TASK_FIELDS, [_task(one, blank, year) for one in ahead]),
    ]


def _task(ahead: TaskAhead, blank: Sequence[None], year: int) -> Record:
    task, goal = ahead.item.task, ahead.item.task.goal
    way: Record = spread(goal, ahead.way, blank) if goal is not None and ahead.way is not None else {}
    return {
        "任务编号": task.number,
        "待办任务": task.name,
        "任务单位": task.unit,
        "任务目标": goal.target.printed if goal else "",
        "任务现值": way.get("现值"),
        "任务现值时期": way.get("现值时期", ""),
        "任务牵头单位": task.lead or task.department,
        **{f"任务{name}": way.get(name, blank) for name in ("等额水平", "等额变化", "等比水平", "等比变化")},
        "任务变化单位": way.get("变化单位", ""),
        "任务说明": _explained(ahead, way, year),
    }


def _explained(ahead: TaskAhead, way: Record, year: int) -> str:
    task = ahead.item.task
    deadline = moment_told(task.deadline)
    due = f"，{year}年底前要完成" if ahead.is_due else ""
    if ahead.item.is_overdue:
        due = "，已超过"
    parts = [
        ahead.item.state.value if ahead.item.state else "状态未定",
        f"时限{deadline}{due}" if deadline else "",
        str(way.get("分解说明", "")),
        f"下一步：{task.next_steps.rstrip('。')}" if task.next_steps else "",
    ]
    return "；".join(part for part in parts if part)


def investment(evaluation: Evaluation) -> list[Band]:
    """Return heading and header of what is left to invest, and a line a kind; nothing where there is none."""
    ahead, year = _investment(evaluation), _year(evaluation)
    title = f"重大项目{year}年投资（不含已竣工、调出的项目）"
    heading: Record = {"投资节标题": title, "投资表头": "类别", "投资下年": year}
    return [
        Band.of("投资节标题 投资表头 投资下年", [heading] if ahead else []),
        Band.of(INVESTMENT_FIELDS, [_invested(one) for one in ahead]),
    ]


def _invested(one: Investment) -> Record:
    return {
        "投资类别": one.name,
        "投资个数": in_cell(one.count),
        "投资计划": in_cell(one.planned),
        "投资已完成": in_cell(one.completed),
        "投资年均所需": in_cell(one.required),
        "投资下年计划": in_cell(one.arranged),
        "投资说明": _compared(one),
    }


def _compared(one: Investment) -> str:
    parts = []
    if one.gap is not None and one.gap:
        parts.append(f"计划比年均所需{'多' if one.gap > 0 else '少'}{signed(abs(one.gap))}亿元")
    if one.arranged is None and one.required:
        parts.append("没有填写当年计划投资")
    if one.starts:
        parts.append(f"应开工{one.starts}个")
    if one.finishes:
        parts.append(f"应竣工{one.finishes}个")
    return "；".join(parts)


def task_levels(evaluation: Evaluation) -> list[dict[str, Any]]:
    """Return for each task, as ``--json`` prints it, what each year left must reach; nothing of one done."""
    tasks = evaluation.tasks.items if evaluation.tasks else ()
    ways = {id(one.item): one for one in _tasks(evaluation)}
    return [_levels(ways.get(id(item))) for item in tasks]


def _levels(ahead: TaskAhead | None) -> dict[str, Any]:
    steps = ahead.way.linear if ahead is not None and ahead.way is not None else ()
    return {
        "due_next_year": ahead is not None and ahead.is_due,
        "levels": [
            {"year": step.year, "level": json_number(step.level), "change": json_number(step.change)}
            for step in steps
        ],
    }


def investment_record(evaluation: Evaluation) -> dict[str, Any]:
    """Return the next year's investment by kind as ``--json`` prints it, in 亿元; nothing where none is."""
    ahead = _investment(evaluation)
    if not ahead:
        return {}
    kinds = [
        {
            "year": _year(evaluation),
            "kind": one.name,
            "count": json_number(one.count),
            "planned": json_number(one.planned),
            "completed": json_number(one.completed),
            "required": json_number(one.required),
            "arranged": json_number(one.arranged),
            "starts": one.starts,
            "finishes": one.finishes,
        }
        for one in ahead
    ]
    return {"next_year": kinds}
