"""Mid-term evaluation of a district's five-year plan, from the indicator workbook to result sheets.

    import yuecheng_xl as yx

    plan = yx.read_workbook("指标总表.xlsx")
    evaluation = yx.evaluate(plan)
    yx.check(plan)                      # what contradicts itself
    yx.write_results(evaluation, "结果.xlsx")
    yx.frames.table1(evaluation)        # pandas DataFrame

    yx.distribute(plan, "报送表")                      # one form a department
    collection = yx.collect("收到", plan, "汇总结果")
    yx.frames.figures(collection)       # one row a figure, with its source

Names are imported when they are first used, so that a job pays only for what it needs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from yuecheng_xl.version import __version__

if TYPE_CHECKING:
    from yuecheng_xl import frames
    from yuecheng_xl.checks.report import check_report
    from yuecheng_xl.collection import Collection, collect
    from yuecheng_xl.evaluation import check, evaluate
    from yuecheng_xl.findings import Finding, Severity
    from yuecheng_xl.findings.errors import YuechengError
    from yuecheng_xl.forms import Distribution, distribute
    from yuecheng_xl.plan import Plan
    from yuecheng_xl.plan.workbook import read_workbook
    from yuecheng_xl.report.writer import write_report
    from yuecheng_xl.results import Written, write_results, write_table1
    from yuecheng_xl.rules import Evaluation

__all__ = [
    "Collection",
    "Distribution",
    "Evaluation",
    "Finding",
    "Plan",
    "Severity",
    "Written",
    "YuechengError",
    "__version__",
    "check",
    "check_report",
    "collect",
    "distribute",
    "evaluate",
    "frames",
    "read_workbook",
    "write_report",
    "write_results",
    "write_table1",
]

_HOMES = {
    "Collection": "collection",
    "Distribution": "forms",
    "Evaluation": "rules",
    "Finding": "findings",
    "Plan": "plan",
    "Written": "results",
    "Severity": "findings",
    "YuechengError": "findings.errors",
    "check": "evaluation",
    "check_report": "checks.report",
    "collect": "collection",
    "distribute": "forms",
    "evaluate": "evaluation",
    "read_workbook": "plan.workbook",
    "write_report": "report.writer",
    "write_results": "results",
    "write_table1": "results",
}


def __getattr__(name: str) -> object:
    if name == "frames":
        return import_module("yuecheng_xl.frames")
    if name in _HOMES:
        return getattr(import_module(f"yuecheng_xl.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
