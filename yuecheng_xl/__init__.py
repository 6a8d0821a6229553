"""Mid-term evaluation of a district's five-year plan, from the indicator workbook to result sheets.

    import yuecheng_xl as yx

    yx.new_master("原表.xlsx", "指标总表.xlsx")          # a master from somebody's own table
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
    from yuecheng_xl.disk.written import Written
    from yuecheng_xl.evaluation import check, evaluate
    from yuecheng_xl.findings import Finding, Severity
    from yuecheng_xl.findings.errors import (
        AddinError,
        ExcelError,
        InputContentError,
        InputFileError,
        NotUndoneError,
        OutputError,
        SetupError,
        TemplateError,
        YuechengError,
    )
    from yuecheng_xl.forms import Distribution, distribute
    from yuecheng_xl.masters import NewMaster, new_master
    from yuecheng_xl.plan import Indicator, Plan
    from yuecheng_xl.plan.workbook import read_workbook
    from yuecheng_xl.report.writer import write_report
    from yuecheng_xl.results import write_results, write_table1
    from yuecheng_xl.rules import Assessment, Evaluation

__all__ = [
    "AddinError",
    "Assessment",
    "Collection",
    "Distribution",
    "Evaluation",
    "ExcelError",
    "Finding",
    "Indicator",
    "InputContentError",
    "InputFileError",
    "NewMaster",
    "NotUndoneError",
    "OutputError",
    "Plan",
    "SetupError",
    "Severity",
    "TemplateError",
    "Written",
    "YuechengError",
    "__version__",
    "check",
    "check_report",
    "collect",
    "distribute",
    "evaluate",
    "frames",
    "new_master",
    "read_workbook",
    "write_report",
    "write_results",
    "write_table1",
]

# The imports above once more, for when the program runs; a test holds the two together.
_HOMES = {
    "checks.report": ("check_report",),
    "collection": ("Collection", "collect"),
    "disk.written": ("Written",),
    "evaluation": ("check", "evaluate"),
    "findings": ("Finding", "Severity"),
    "findings.errors": (
        "AddinError",
        "ExcelError",
        "InputContentError",
        "InputFileError",
        "NotUndoneError",
        "OutputError",
        "SetupError",
        "TemplateError",
        "YuechengError",
    ),
    "forms": ("Distribution", "distribute"),
    "masters": ("NewMaster", "new_master"),
    "plan": ("Indicator", "Plan"),
    "plan.workbook": ("read_workbook",),
    "report.writer": ("write_report",),
    "results": ("write_results", "write_table1"),
    "rules": ("Assessment", "Evaluation"),
}


def __getattr__(name: str) -> object:
    if name == "frames":
        return import_module("yuecheng_xl.frames")
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"yuecheng_xl.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
