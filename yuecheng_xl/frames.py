"""The tables of an evaluation as pandas DataFrames. pandas is imported by this module only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from yuecheng_xl.collection.record import figure_records
from yuecheng_xl.findings.record import finding_record
from yuecheng_xl.tables.record import indicator_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuecheng_xl.collection import Collection
    from yuecheng_xl.findings import Finding
    from yuecheng_xl.plan import Observation, Plan
    from yuecheng_xl.rules import Evaluation


def indicators(evaluation: Evaluation) -> pd.DataFrame:
    """Return one row an indicator with verdict, grade, figures and outlook; columns as ``evaluate --json``.

    Shares (progress, elapsed) are 0 to 1; growth is in percent per year, for ratios and ranks in the
    indicator's unit per year.
    """
    frame = pd.DataFrame([indicator_record(item) for item in evaluation.assessments])
    return frame.astype({"expected_year": "Int64"})  # a year stays a whole number where others have none


def table1(evaluation: Evaluation) -> pd.DataFrame:
    """Return Table 1 as printed: every figure as the text that was filled in."""
    plan = evaluation.plan
    rows = []
    for item in evaluation.assessments:
        indicator = item.indicator
        row: dict[str, object] = {
            "类别": indicator.category,
            "序号": indicator.number,
            "指标": indicator.name,
            "单位": indicator.unit,
            f"{plan.target_year}年目标": indicator.target.text,
        }
        for period in plan.periods:
            row[str(period)] = indicator.printed(period).text
        row["完成中期目标情况"] = item.completion
        rows.append(row)
    return pd.DataFrame(rows)


def table2(evaluation: Evaluation) -> pd.DataFrame:
    """Return Table 2: what is recommended to change, in its printed order."""
    columns = ["表1序号", "指标", "调整事项", "调整情况"]
    rows = [(item.number, item.name, item.item, item.content) for item in evaluation.adjustments]
    return pd.DataFrame(rows, columns=columns)


def observations(plan: Plan) -> pd.DataFrame:
    """Return the figures in long form: one row an indicator, period and kind (数据 or 增速, percent)."""

    def row(number: int, name: str, kind: str, item: Observation) -> tuple[object, ...]:
        value = None if item.value is None else float(item.value)
        place = (number, name, str(item.period), kind)
        return (*place, value, item.status.sdmx, item.status.label, item.text, item.where)

    rows = [
        row(indicator.number, indicator.name, kind, item)
        for indicator in plan.indicators
        for kind, items in (("数据", indicator.observations), ("增速", indicator.growths.values()))
        for item in items
    ]
    columns = ["序号", "指标", "时期", "项目", "数值", "OBS_STATUS", "状态", "填报内容", "位置"]
    return pd.DataFrame(rows, columns=columns)


def figures(collection: Collection) -> pd.DataFrame:
    """Return the consolidated long table: one row an answered cell, with its source and what became of it.

    ``数值`` is in the indicator's unit, growth in percent; ``OBS_STATUS`` is SDMX's code.
    """
    names = {
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
    return pd.DataFrame(figure_records(collection), columns=list(names)).rename(columns=names)


def findings(found: Sequence[Finding]) -> pd.DataFrame:
    """Return findings, one a row."""
    columns = ["code", "severity", "where", "message", "remedy"]
    return pd.DataFrame([finding_record(item) for item in found], columns=columns)
