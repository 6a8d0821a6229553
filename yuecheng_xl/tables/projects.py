"""重大项目情况: sums by kind, stage, department and place, what is late, what needs help, and the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yuecheng_xl.rules.moves import What
from yuecheng_xl.tables.placeholders import moment_told, number_told
from yuecheng_xl.typed.values import Band, Lazy
from yuecheng_xl.words.dates import day_words
from yuecheng_xl.words.lists import plain_list
from yuecheng_xl.words.numbers import in_cell, json_number, number, percent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from yuecheng_xl.plan.project import Amount, Project
    from yuecheng_xl.rules import Evaluation
    from yuecheng_xl.rules.moves import Changed, Move, Moves
    from yuecheng_xl.rules.projects import Group, Late, ProjectAssessment, Projects
    from yuecheng_xl.typed.values import Record, Value

_SUMS = "个数 总投资 计划投资 完成投资 完成进度 时间进度 超欠点数 开工率 竣工率"
GROUPS = {"类别": "by_kind", "阶段": "by_stage", "单位": "by_department", "属地": "by_place"}
"""The tables of sums: the prefix of each one's placeholders, and whose groups it shows."""
LATE_FIELDS = "逾期项目 逾期类别 逾期单位 逾期事项 逾期计划 逾期实际 逾期月数"
HELP_FIELDS = "协调项目 协调单位 协调存在问题 协调事项"
MOVES_TITLE_FIELDS = "滚动起点 滚动表头"
MOVE_FIELDS = "滚动项目 滚动类别 滚动事项 滚动上次阶段 滚动本次阶段 滚动完成投资 滚动单位"
_JSON_MOVES = {
    "added": What.ADDED,
    "started": What.STARTED,
    "finished": What.FINISHED,
    "stopped": What.STOPPED,
    "removed": What.REMOVED,
    "missing": What.MISSING,
}
_NAMED = 5
"""Projects that a paragraph names at most."""
FIELDS = (
    "编号 项目名称 项目类别 建设性质 项目个数 总投资 计划投资 完成投资 完成进度 时间进度 超欠点数 阶段 "
    "计划开工 实际开工 开工逾期 计划竣工 实际竣工 竣工逾期 责任单位 属地 形象进度 存在问题 需协调事项"
)


def groups(projects: Projects, prefix: str) -> Band:
    """Return a line a group, and one for the whole; money in 亿元, shares 0 to 1, gaps in points."""
    found: Sequence[Group] = getattr(projects, GROUPS[prefix])
    fields = f"{prefix}名称 " + " ".join(f"{prefix}{name}" for name in _SUMS.split())
    records = [_sums(group, prefix) for group in found]
    if prefix == "类别":
        records.append(_sums(projects.whole, prefix))
    return Band.of(fields, records or [_sums(None, prefix)])


def _sums(group: Group | None, prefix: str) -> Record:
    values: dict[str, Value] = dict.fromkeys(_SUMS.split())
    if group is not None:
        values = {
            "个数": in_cell(group.count),
            "总投资": in_cell(group.total),
            "计划投资": in_cell(group.planned),
            "完成投资": in_cell(group.completed),
            "完成进度": in_cell(group.progress),
            "时间进度": None if group.progress is None else in_cell(group.elapsed),
            "超欠点数": _points(group.gap),
            "开工率": in_cell(group.started_share),
            "竣工率": in_cell(group.finished_share),
        }
    return {
        f"{prefix}名称": group.name if group else "—",
        **{f"{prefix}{name}": value for name, value in values.items()},
    }


def _points(gap: Fraction | None) -> Value:
    """Return a gap in percentage points, with one decimal as percentages are shown."""
    if gap is None:
        return None
    shown = in_cell(gap * 100)
    return round(shown, 1) if isinstance(shown, float) else shown


def late(projects: Projects) -> Band:
    """Return a line a late start or finish, the latest first; one that says so where nothing is late."""
    records = [_late(item) for item in projects.late]
    nothing: Record = {**dict.fromkeys(LATE_FIELDS.split()), "逾期项目": "没有逾期的项目"}
    return Band.of(LATE_FIELDS, records or [nothing])


def _late(late_one: Late) -> Record:
    project = late_one.item.project
    return {
        "逾期项目": project.label,
        "逾期类别": project.kind,
        "逾期单位": project.department,
        "逾期事项": f"{late_one.what}{'较晚' if late_one.actual else '未按期'}",
        "逾期计划": moment_told(late_one.planned),
        "逾期实际": moment_told(late_one.actual) or f"尚未{late_one.what}",
        "逾期月数": late_one.months,
    }


def to_coordinate(projects: Projects) -> Band:
    """Return a line a project that asks for coordination."""
    records: list[Record] = [
        {
            "协调项目": item.project.label,
            "协调单位": item.project.department,
            "协调存在问题": item.project.problems,
            "协调事项": item.project.coordination,
        }
        for item in projects.to_coordinate
    ]
    nothing: Record = {**dict.fromkeys(HELP_FIELDS.split()), "协调项目": "没有需协调的事项"}
    return Band.of(HELP_FIELDS, records or [nothing])


def moves_title(moves: Moves | None) -> Band:
    """Return the heading and the header of the table of moves; none without an earlier workbook."""
    record: Record = {"滚动起点": day_words(moves.since), "滚动表头": "项目"} if moves else {}
    return Band.of(MOVES_TITLE_FIELDS, [record] if record else [])


def moves_lines(moves: Moves | None) -> Band:
    """Return a line a move since the earlier workbook, kind by kind, and one a changed row for many."""
    if moves is None:
        return Band.of(MOVE_FIELDS, [])
    records = [_move(move) for what in What for move in moves.of(what)]
    records += [_changed(item) for item in moves.changed]
    nothing: Record = {**dict.fromkeys(MOVE_FIELDS.split()), "滚动项目": "没有变化"}
    return Band.of(MOVE_FIELDS, records or [nothing])


def _move(move: Move) -> Record:
    project = move.item.project
    before, now = move.before, move.now
    return {
        "滚动项目": project.label,
        "滚动类别": project.kind,
        "滚动事项": move.what.value,
        "滚动上次阶段": before.stage.value if before and before.stage else "—",
        "滚动本次阶段": now.stage.value if now and now.stage else "—",
        "滚动完成投资": in_cell(move.completed),
        "滚动单位": project.department,
    }


def _changed(item: Changed) -> Record:
    project = item.now.project
    return {
        "滚动项目": project.label,
        "滚动类别": project.kind,
        "滚动事项": _by_numbers(item),
        "滚动上次阶段": "",
        "滚动本次阶段": "",
        "滚动完成投资": None,
        "滚动单位": project.department,
    }


def _by_numbers(item: Changed) -> str:
    """Word how the numbers of a row for many changed: 项目＋10个、开工＋8个."""
    told = [
        f"{what}{'＋' if value > 0 else '－'}{number(abs(value))}个"
        for what, value in (("项目", item.count), ("开工", item.started), ("竣工", item.finished))
        if value
    ]
    return "、".join(told)


def lines(projects: Projects) -> Band:
    """Return a line a row of the sheet."""
    return Band.of(FIELDS, Lazy(projects.items, _line))


def _line(item: ProjectAssessment) -> Record:
    project = item.project
    return {
        "编号": project.number,
        "项目名称": project.name or project.kind,
        "项目类别": project.kind,
        "建设性质": project.nature.value if project.nature else "",
        "项目个数": _filled(project.count),
        "总投资": in_cell(item.total),
        "计划投资": in_cell(item.planned),
        "完成投资": in_cell(item.completed),
        "完成进度": in_cell(item.progress),
        "时间进度": None if item.progress is None else in_cell(item.elapsed),
        "超欠点数": _points(item.gap),
        "阶段": item.stage.value if item.stage else "—",
        "计划开工": moment_told(project.start_planned),
        "实际开工": moment_told(project.start_actual),
        "开工逾期": item.late_start or None,
        "计划竣工": moment_told(project.finish_planned),
        "实际竣工": moment_told(project.finish_actual),
        "竣工逾期": item.late_finish or None,
        "责任单位": project.department,
        "属地": project.place,
        "形象进度": project.account,
        "存在问题": project.problems,
        "需协调事项": project.coordination,
    }


def _filled(count: Amount | None) -> Value:
    return in_cell(count.value) if count else 1


def paragraph(evaluation: Evaluation) -> str:
    """Word how the projects stand: money against time, starts and finishes, what is late, by kind."""
    projects = evaluation.projects
    if projects is None:
        return ""
    whole = projects.whole
    text = f"重大项目共{number(whole.count)}个"
    parts = [
        f"{what}{number(value)}亿元"
        for what, value in (
            ("总投资", whole.total),
            ("规划期计划投资", whole.planned),
            ("已完成投资", whole.completed),
        )
        if value is not None
    ]
    text = "，".join([text, *parts])
    if whole.progress is not None:
        text += f"，完成投资进度{percent(whole.progress)}，{_against_time(whole)}"
    return "".join([f"{text}。", *_stages(projects), *_lags(projects), *_since(evaluation.moves)])


def _against_time(group: Group) -> str:
    elapsed = percent(group.elapsed)
    points = _points(group.gap)
    if not isinstance(points, float) or points == 0:
        return f"与时间进度{elapsed}持平" if points == 0 else f"时间进度{elapsed}"
    return f"比时间进度{elapsed}{'快' if points > 0 else '慢'}{number(abs(points))}个百分点"


def _stages(projects: Projects) -> list[str]:
    whole, told = projects.whole, []
    if whole.started_share is not None and whole.finished_share is not None:
        known = "" if whole.staged == whole.count else f"在阶段已知的{number(whole.staged)}个项目中，"
        told.append(
            f"{known}已开工{number(whole.started)}个，开工率{percent(whole.started_share)}；"
            f"其中竣工{number(whole.finished)}个，竣工率{percent(whole.finished_share)}。"
        )
    if projects.on_schedule_share is not None:
        count = len(projects.under_way)
        on_time = sum(1 for item in projects.under_way if item.is_on_schedule)
        told.append(
            f"在建的{count}个项目中，投资达到序时进度的{on_time}个，占{percent(projects.on_schedule_share)}。"
        )
    return told


def _lags(projects: Projects) -> list[str]:
    told = []
    for what in ("开工", "竣工"):
        items = [item for item in projects.late if item.what == what]
        if items:
            most = items[0]
            told.append(
                f"{what}逾期的{len(items)}个，最长的是{most.item.project.label}（{most.months}个月）。"
            )
    behind = [group.name for group in projects.by_kind if group.gap is not None and group.gap < 0]
    if behind:
        told.append(f"投资进度慢于时间进度的类别是{plain_list(behind)}。")
    if projects.to_coordinate:
        told.append(f"需协调的项目{len(projects.to_coordinate)}个。")
    return told


def _since(moves: Moves | None) -> list[str]:
    """Word what became of the projects since the earlier workbook; those out of the list by name."""
    if moves is None:
        return []
    told = []
    for what in What:
        found = moves.of(what)
        if found:
            named = what in (What.REMOVED, What.MISSING, What.STOPPED) and len(found) <= _NAMED
            names = f"（{'、'.join(move.item.project.label for move in found)}）" if named else ""
            told.append(f"{what.value}{len(found)}个{names}")
    told += [f"{item.now.project.label}{_by_numbers(item)}" for item in moves.changed]
    text = f"与{day_words(moves.since)}相比，{'、'.join(told) or '各项目的阶段没有变化'}"
    if moves.completed is not None:
        text += f"；两次都列入的项目其间完成投资{number(moves.completed)}亿元"
    return [f"{text}。"]


def _moves_record(moves: Moves) -> dict[str, Any]:
    """Return the moves: how many of each kind, and each with its stages and the investment in between."""
    return {
        "since": moves.since.isoformat(),
        "completed": json_number(moves.completed),
        **{key: len(moves.of(what)) for key, what in _JSON_MOVES.items()},
        "items": [
            {
                "what": move.what.value,
                "number": number_told(move.item.project.number),
                "name": move.item.project.label,
                "kind": move.item.project.kind,
                "department": move.item.project.department,
                "stage_before": move.before.stage.value if move.before and move.before.stage else None,
                "stage": move.now.stage.value if move.now and move.now.stage else None,
                "completed": json_number(move.completed),
            }
            for move in moves.moves
        ],
        "changed": [
            {
                "name": item.now.project.label,
                "kind": item.now.project.kind,
                "count": json_number(item.count),
                "started": json_number(item.started),
                "finished": json_number(item.finished),
            }
            for item in moves.changed
        ],
    }


def projects_record(projects: Projects, moves: Moves | None = None) -> dict[str, Any]:
    """Return the projects as ``--json`` prints them: money in 亿元, shares 0 to 1."""
    whole = projects.whole
    return {
        "count": _whole(whole.count),
        "total_investment": json_number(whole.total),
        "planned": json_number(whole.planned),
        "completed": json_number(whole.completed),
        "progress": json_number(whole.progress),
        "elapsed": json_number(whole.elapsed),
        "started_share": json_number(whole.started_share),
        "finished_share": json_number(whole.finished_share),
        "on_schedule_share": json_number(projects.on_schedule_share),
        "by_kind": [_group(group, "kind") for group in projects.by_kind],
        "by_stage": [_group(group, "stage") for group in projects.by_stage],
        "by_field": [_group(group, "field") for group in projects.by_field],
        "by_department": [_group(group, "department") for group in projects.by_department],
        "by_place": [_group(group, "place") for group in projects.by_place],
        "late": [_late_record(item) for item in projects.late],
        "items": [project_record(item) for item in projects.items],
        **({"moves": _moves_record(moves)} if moves else {}),
    }


def _whole(count: Fraction) -> float | None:
    return int(count) if count.denominator == 1 else json_number(count)


def _group(group: Group, key: str) -> dict[str, Any]:
    return {
        key: group.name,
        "count": _whole(group.count),
        "total_investment": json_number(group.total),
        "planned": json_number(group.planned),
        "completed": json_number(group.completed),
        "progress": json_number(group.progress),
        "elapsed": json_number(group.elapsed),
        "started_share": json_number(group.started_share),
        "finished_share": json_number(group.finished_share),
    }


def _late_record(item: Late) -> dict[str, Any]:
    project = item.item.project
    return {
        "number": number_told(project.number),
        "name": project.label,
        "kind": project.kind,
        "department": project.department,
        "what": item.what,
        "planned": moment_told(item.planned),
        "actual": moment_told(item.actual) or None,
        "months": item.months,
    }


def project_record(item: ProjectAssessment) -> dict[str, Any]:
    """Return one row of the sheet. ``count`` is 1 of a single project."""
    project = item.project
    return {
        "number": number_told(project.number),
        "name": project.label,
        "kind": project.kind,
        "field": project.field,
        "nature": project.nature.value if project.nature else None,
        "count": _whole(project.size),
        "total_investment": json_number(item.total),
        "planned": json_number(item.planned),
        "completed": json_number(item.completed),
        "progress": json_number(item.progress),
        "elapsed": json_number(item.elapsed),
        "gap_points": json_number(item.gap * 100) if item.gap is not None else None,
        "on_schedule": item.is_on_schedule,
        "stage": item.stage.value if item.stage else None,
        **_dates(project),
        "late_start_months": item.late_start,
        "late_finish_months": item.late_finish,
        "department": project.department,
        "place": project.place,
        "account": project.account,
        "problems": project.problems,
        "coordination": project.coordination,
    }


def _dates(project: Project) -> dict[str, str | None]:
    return {
        "start_planned": moment_told(project.start_planned) or None,
        "start_actual": moment_told(project.start_actual) or None,
        "finish_planned": moment_told(project.finish_planned) or None,
        "finish_actual": moment_told(project.finish_actual) or None,
    }
