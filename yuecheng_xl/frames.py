"""The tables as pandas DataFrames, with the headers that staff see. Only this module imports pandas.

Columns 时期 and 现值时期 are ordered categoricals: they sort in time, not by their text, and compare
with a period's text, ``frame["时期"] >= "2022年"``. ``astype(str)`` makes them texts, which tables with
different periods need to be joined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from yuecheng_xl.collection import Collection
from yuecheng_xl.collection.record import figure_records
from yuecheng_xl.findings.arguments import expect
from yuecheng_xl.plan import Plan
from yuecheng_xl.rules import Evaluation
from yuecheng_xl.tables import findings as finding_list
from yuecheng_xl.tables import table1 as first_table
from yuecheng_xl.tables import table2 as second_table
from yuecheng_xl.tables.departments import department_record
from yuecheng_xl.tables.projects import project_record
from yuecheng_xl.tables.record import indicator_record
from yuecheng_xl.tables.tasks import task_record
from yuecheng_xl.typed.printed import Printed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Observation
    from yuecheng_xl.typed.period import Period

_INDICATOR = {
    "number": "序号",
    "name": "指标",
    "category": "类别",
    "unit": "单位",
    "target": "目标",
    "completion": "完成中期目标情况",
    "grade": "进度等级",
    "current": "现值",
    "current_period": "现值时期",
    "method": "计算方法",
    "base": "基数",
    "progress": "完成进度",
    "elapsed": "时间进度",
    "required_growth": "后期年均所需",
    "achieved_growth": "已实现年均",
    "expected_year": "预计达到年份",
    "likely": "能否完成",
    "likely_reason": "能否完成的理由",
    "recommendation": "调整建议",
    "evidence": "依据",
}
_TASK = {
    "number": "编号",
    "field": "领域",
    "name": "任务",
    "goal": "量化目标",
    "unit": "单位",
    "target": "目标值",
    "current": "现值",
    "current_period": "现值时期",
    "progress": "完成进度",
    "elapsed": "时间进度",
    "deadline": "完成时限",
    "overdue": "超过时限",
    "lead": "牵头单位",
    "department": "责任单位",
    "reported": "填报状态",
    "state": "进展状态",
    "reason": "依据",
    "account": "完成情况",
    "problems": "存在问题",
    "causes": "原因",
    "next_steps": "下一步举措",
}
_PROJECT = {
    "number": "编号",
    "name": "项目名称",
    "kind": "类别",
    "field": "领域",
    "nature": "建设性质",
    "count": "项目个数",
    "total_investment": "总投资",
    "planned": "规划期计划投资",
    "completed": "已完成投资",
    "progress": "完成进度",
    "elapsed": "时间进度",
    "gap_points": "快慢",
    "on_schedule": "达到序时",
    "stage": "阶段",
    "start_planned": "计划开工",
    "start_actual": "实际开工",
    "finish_planned": "计划竣工",
    "finish_actual": "实际竣工",
    "late_start_months": "开工逾期月数",
    "late_finish_months": "竣工逾期月数",
    "department": "责任单位",
    "place": "属地",
    "account": "形象进度",
    "problems": "存在问题",
    "coordination": "需协调事项",
}
_DEPARTMENT = {
    "rank": "名次",
    "department": "责任单位",
    "index": "综合指数",
    "indicators": "指标个数",
    "indicators_on_schedule": "指标达到序时",
    "indicators_behind": "指标落后",
    "indicators_gap": "指标进度缺口",
    "indicators_score": "指标得分",
    "tasks": "任务个数",
    "tasks_on_schedule": "任务达到序时",
    "tasks_behind": "任务落后",
    "tasks_gap": "任务进度缺口",
    "tasks_score": "任务得分",
    "projects": "项目个数",
    "projects_on_schedule": "项目达到序时",
    "projects_behind": "项目落后",
    "projects_gap": "项目投资缺口",
    "projects_score": "项目得分",
    "evidence": "计算过程",
    "behind": "落后事项",
}
_FIGURE = {
    "number": "序号",
    "name": "指标",
    "item": "项目",
    "period": "时期",
    "value": "数值",
    "text": "填报内容",
    "status": "OBS_STATUS",
    "status_label": "状态",
    "taken": "采用",
    "fate": "处理",
    "department": "报送单位",
    "file": "文件",
    "sheet": "工作表",
    "cell": "单元格",
}


def indicators(evaluation: Evaluation) -> pd.DataFrame:
    """Return one row an indicator with verdict, grade, figures, outlook and evidence.

    完成进度 and 时间进度 are shares, 0 to 1; 后期年均所需 and 已实现年均 are in percent per year, for ratios
    and ranks in the indicator's unit per year.

    Raises:
        TypeError: not an Evaluation.

    """
    expect(evaluation, Evaluation)
    frame = _renamed([indicator_record(item) for item in evaluation.assessments], _INDICATOR)
    current = (item.outcome.current for item in evaluation.assessments)
    frame["现值时期"] = _in_time_order(None if point is None else point.period for point in current)
    return frame.astype({"预计达到年份": "Int64"})  # a year stays a whole number where others have none


def table1(evaluation: Evaluation) -> pd.DataFrame:
    """Return Table 1 as printed: every figure as the text that was filled in.

    Raises:
        TypeError: not an Evaluation.

    """
    expect(evaluation, Evaluation)
    periods = [column["时期"] for column in first_table.periods(evaluation).records]
    target = f"{evaluation.plan.target_year}年目标"
    years = [f"{column['监测年']}" for column in first_table.monitored(evaluation).records]
    of_years = [f"{year}{what}" for what in ("目标", "完成情况") for year in years]
    columns = ["类别", "序号", "指标", "单位", target, *periods, *of_years, "完成中期目标情况"]
    rows = [
        [_shown(item) for value in line.values() for item in (value if isinstance(value, list) else [value])]
        for line in first_table.lines(evaluation).records
    ]
    return pd.DataFrame(rows, columns=columns)


def table2(evaluation: Evaluation) -> pd.DataFrame:
    """Return Table 2: what is recommended to change, in its printed order.

    Raises:
        TypeError: not an Evaluation.

    """
    expect(evaluation, Evaluation)
    return pd.DataFrame(
        list(second_table.lines(evaluation).records), columns=["表1序号", "指标", "调整事项", "调整情况"]
    )


def tasks(evaluation: Evaluation) -> pd.DataFrame:
    """Return one row a key task (重点任务) with its state, its figures and what is told of it.

    完成进度 and 时间进度 are shares, 0 to 1; 填报状态 is what was filled in, 进展状态 what counts.

    Raises:
        TypeError: not an Evaluation.

    """
    expect(evaluation, Evaluation)
    records = [task_record(item) for item in evaluation.tasks.items] if evaluation.tasks else []
    return _renamed(records, _TASK)


def projects(evaluation: Evaluation) -> pd.DataFrame:
    """Return one row a line of 重大项目, money in 亿元; none where the workbook has no such sheet.

    完成进度 and 时间进度 are shares, 0 to 1, 快慢 is in percentage points. A row may stand for many and
    contain others: sums over all rows may count some twice, ``evaluation.projects.whole`` does not.

    Raises:
        TypeError: not an Evaluation.

    """
    expect(evaluation, Evaluation)
    records = [project_record(item) for item in evaluation.projects.items] if evaluation.projects else []
    frame = _renamed(records, _PROJECT)
    return frame.astype({"开工逾期月数": "Int64", "竣工逾期月数": "Int64"})


def departments(evaluation: Evaluation) -> pd.DataFrame:
    """Return one row a department (责任单位情况), the best first; none where 规划信息 does not ask for it.

    综合指数 and the scores are 0 to 100, 进度缺口 is a share of the way, 项目投资缺口 in 亿元.

    Raises:
        TypeError: not an Evaluation.

    """
    expect(evaluation, Evaluation)
    board = evaluation.scoreboard
    records = [department_record(item, board) for item in board.departments] if board else []
    return _renamed(records, _DEPARTMENT).astype({"名次": "Int64"})


def observations(plan: Plan) -> pd.DataFrame:
    """Return the figures in long form: one row an indicator, period and kind (数据 or 增速, percent).

    Raises:
        TypeError: not a Plan.

    """
    expect(plan, Plan)
    found: list[tuple[int, str, str, Observation]] = [
        (indicator.number, indicator.name, kind, item)
        for indicator in plan.indicators
        for kind, items in (("数据", indicator.observations), ("增速", indicator.growths.values()))
        for item in items
    ]
    rows = [
        (number, name, None, kind, _float(item), item.status.sdmx, item.status.label, item.text, item.where)
        for number, name, kind, item in found
    ]
    columns = ["序号", "指标", "时期", "项目", "数值", "OBS_STATUS", "状态", "填报内容", "位置"]
    frame = pd.DataFrame(rows, columns=columns)
    frame["时期"] = _in_time_order(item.period for *_, item in found)
    return frame


def figures(collection: Collection) -> pd.DataFrame:
    """Return the consolidated long table: one row an answered cell, with its source and what became of it.

    ``数值`` is in the indicator's unit, growth in percent, projects in 亿元; ``OBS_STATUS`` is SDMX's code.
    Where the master lists tasks or projects, ``清单`` has the list that a row is of; none for indicators.

    Raises:
        TypeError: not a Collection.

    """
    expect(collection, Collection)
    names = {"list": "清单", **_FIGURE} if collection.plan.lists else _FIGURE
    frame = _renamed(figure_records(collection), names)
    frame["时期"] = _in_time_order(figure.entry.key.period for figure in collection.figures)
    return frame


def findings(found: Iterable[Finding]) -> pd.DataFrame:
    """Return findings, one a row, the gravest first: ``findings(evaluation.findings)``."""
    columns = ["严重程度", "编号", "位置", "问题", "处理办法"]
    return pd.DataFrame(list(finding_list.lines(found).records), columns=columns)


def _renamed(records: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame(records, columns=list(names)).rename(columns=names)


def _in_time_order(periods: Iterable[Period | None]) -> pd.Categorical:
    """Return periods as texts that sort by their dates."""
    listed = list(periods)
    order = [str(period) for period in sorted({period for period in listed if period is not None})]
    texts = [None if period is None else str(period) for period in listed]
    return pd.Categorical(texts, categories=order, ordered=True)


def _shown(value: object) -> object:
    return value.text if isinstance(value, Printed) else value


def _float(item: Observation) -> float | None:
    return None if item.value is None else float(item.value)
