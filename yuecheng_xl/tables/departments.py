"""责任单位情况: each department's indicators, tasks and projects, its index and rank, and their evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yuecheng_xl.tables.yearly import lacking
from yuecheng_xl.typed.values import Band, Lazy
from yuecheng_xl.words.numbers import in_cell, json_number, number, percent, with_places

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from yuecheng_xl.rules.departments import Department, Scoreboard
    from yuecheng_xl.typed.values import Record, Value

FIELDS = (
    "名次 单位名称 综合指数 指标个数 指标达序时 指标落后 指标欠进度 指标得分 "
    "任务个数 任务达序时 任务落后 任务欠进度 任务得分 "
    "项目个数 项目达序时 项目落后 项目欠投资 项目得分 计算过程 落后事项"
)
_SHOWN = 10
"""Names of what is behind that a cell lists of each part."""


def scope(board: Scoreboard) -> dict[str, Value]:
    """Return what the whole sheet may show: the weights, and how the departments stand."""
    weights = board.weights
    return {
        "指标权重": number(weights.indicators),
        "任务权重": number(weights.tasks),
        "项目权重": number(weights.projects),
        "考核段落": paragraph(board),
    }


def paragraph(board: Scoreboard) -> str:
    """Word how many departments there are, who leads and whose index is the lowest."""
    ranked = [item for item in board.departments if item.index is not None]
    text = f"参加考核评价的责任单位共{len(board.departments)}个"
    left = len(board.departments) - len(ranked)
    if left:
        text += f"，其中{left}个没有可评价的事项，不排名"
    if not ranked:
        return f"{text}。"
    first = [item for item in ranked if item.rank == 1]
    text += f"。综合指数最高的是{_listed(first)}（{_two(first[0].index)}）"
    last = [item for item in ranked if item.index == ranked[-1].index]
    if last[0].rank != 1:
        text += f"，最低的是{_listed(last)}（{_two(last[0].index)}）"
    behind = [item for item in ranked if item.index is not None and item.index < 100]
    text += f"；有落后事项或投资进度不足的{len(behind)}个。" if behind else "；各单位均为100。"
    return text


def _listed(items: Sequence[Department]) -> str:
    shown = "、".join(item.name for item in items[:_SHOWN])
    return f"{shown}等{len(items)}个单位" if len(items) > _SHOWN else shown


def lines(board: Scoreboard) -> Band:
    """Return a line a department, in the order of the ranks; shares of the way 0 to 1, money in 亿元."""
    return Band.of(FIELDS, Lazy(board.departments, lambda item: _line(item, board)))


def _line(item: Department, board: Scoreboard) -> Record:
    of_indicators, of_tasks, of_projects = item.scores
    indicators, tasks, projects = item.indicators, item.tasks, item.projects
    return {
        "名次": item.rank if item.rank is not None else "—",
        "单位名称": item.name,
        "综合指数": in_cell(item.index),
        "指标个数": indicators.total if indicators else None,
        "指标达序时": indicators.on_schedule if indicators else None,
        "指标落后": len(indicators.behind) if indicators else None,
        "指标欠进度": in_cell(indicators.gap) if indicators else None,
        "指标得分": in_cell(of_indicators),
        "任务个数": tasks.total if tasks else None,
        "任务达序时": tasks.on_schedule if tasks else None,
        "任务落后": len(tasks.behind) if tasks else None,
        "任务欠进度": in_cell(tasks.gap) if tasks else None,
        "任务得分": in_cell(of_tasks),
        "项目个数": in_cell(projects.sums.count) if projects else None,
        "项目达序时": projects.on_schedule if projects else None,
        "项目落后": len(projects.behind) if projects else None,
        "项目欠投资": in_cell(projects.gap) if projects else None,
        "项目得分": in_cell(of_projects),
        "计算过程": calculation(item, board),
        "落后事项": _behind(item),
    }


def _two(value: Fraction | None) -> str:
    return "" if value is None else with_places(value, 2)


def calculation(item: Department, board: Scoreboard) -> str:
    """Word how a department's index comes about, so that a calculator gives the same."""
    of_indicators, of_tasks, of_projects = item.scores
    told = []
    if item.indicators is not None and of_indicators is not None:
        counted = f"{item.indicators.on_schedule}÷{item.indicators.assessed}"
        told.append(f"指标：{counted}×100＝{_two(of_indicators)}")
    if item.tasks is not None and of_tasks is not None:
        told.append(f"任务：{item.tasks.on_schedule}÷{item.tasks.known}×100＝{_two(of_tasks)}")
    if item.projects is not None and of_projects is not None:
        sums, share = item.projects.sums, item.projects.share
        assert sums.progress is not None  # noqa: S101 - there is a score of it
        assert share is not None  # noqa: S101 - the same
        text = f"项目：{percent(sums.progress)}÷{percent(sums.elapsed)}×100＝{_two(share * 100)}"
        told.append(f"{text}，按100计" if share > 1 else text)
    known = [
        (score, weight) for score, weight in zip(item.scores, board.weights, strict=True) if score is not None
    ]
    if item.index is None:
        told.append("没有可评价的事项" if not known else "权重合计为零")
        return "\n".join(told)
    if len(known) > 1:
        weighed = "＋".join(f"{_two(score)}×{number(weight)}" for score, weight in known)
        weights = "＋".join(number(weight) for _, weight in known)
        told.append(f"综合指数：（{weighed}）÷（{weights}）＝{_two(item.index)}")
    return "\n".join(told)


def _behind(item: Department) -> str:
    parts = []
    if item.indicators and item.indicators.behind:
        parts.append(("指标", [lacking(one) for one in item.indicators.behind]))
    if item.tasks and item.tasks.behind:
        parts.append(
            ("任务", [f"{one.task.label}（{one.state.value}）" for one in item.tasks.behind if one.state])
        )
    if item.projects and item.projects.behind:
        slow = [
            f"{one.project.label}（慢{number(-one.gap * 100, 1)}个百分点）"
            for one in item.projects.behind
            if one.gap is not None
        ]
        parts.append(("项目", slow))
    return "\n".join(f"{what}：{_few(names)}" for what, names in parts)


def _few(names: Sequence[str]) -> str:
    shown = "；".join(names[:_SHOWN])
    return f"{shown}等{len(names)}个" if len(names) > _SHOWN else shown


def department_record(item: Department, board: Scoreboard) -> dict[str, Any]:
    """Return one department: index and scores 0 to 100, gaps of the way as shares, money in 亿元."""
    of_indicators, of_tasks, of_projects = item.scores
    indicators, tasks, projects = item.indicators, item.tasks, item.projects
    return {
        "department": item.name,
        "rank": item.rank,
        "index": json_number(item.index),
        "indicators": indicators.total if indicators else 0,
        "indicators_on_schedule": indicators.on_schedule if indicators else 0,
        "indicators_behind": len(indicators.behind) if indicators else 0,
        "indicators_gap": json_number(indicators.gap) if indicators else None,
        "indicators_score": json_number(of_indicators),
        "tasks": tasks.total if tasks else 0,
        "tasks_on_schedule": tasks.on_schedule if tasks else 0,
        "tasks_behind": len(tasks.behind) if tasks else 0,
        "tasks_gap": json_number(tasks.gap) if tasks else None,
        "tasks_score": json_number(of_tasks),
        "projects": json_number(projects.sums.count) if projects else 0,
        "projects_on_schedule": projects.on_schedule if projects else 0,
        "projects_behind": len(projects.behind) if projects else 0,
        "projects_gap": json_number(projects.gap) if projects else None,
        "projects_score": json_number(of_projects),
        "evidence": calculation(item, board),
        "behind": _behind(item),
    }


def departments_record(board: Scoreboard) -> list[dict[str, Any]]:
    """Return all departments as ``--json`` prints them, the best first."""
    return [department_record(item, board) for item in board.departments]
