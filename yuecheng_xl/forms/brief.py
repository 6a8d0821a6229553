"""A distribution in brief: what the command line and a click say when it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.findings import Severity

if TYPE_CHECKING:
    from yuecheng_xl.forms.distribution import Distribution


def distributed(distribution: Distribution) -> str:
    """Sum up what was sent out, a line for each department."""
    forms = distribution.forms
    total = sum(len(form.indicators) for form in forms)
    listed = [sum(len(form.tasks) for form in forms), sum(len(form.projects) for form in forms)]
    lines = [f"已生成{len(forms)}个单位的报送表，共{_counted(total, *listed)}。"]
    lines += [
        f"  {form.department}：{_counted(len(form.indicators), len(form.tasks), len(form.projects))}，"
        f"待填数据{form.open_figures}个"
        for form in forms
    ]
    lines += [f"  {item}" for item in distribution.findings if item.severity is not Severity.NOTE]
    return "\n".join(lines)


def _counted(indicators: int, tasks: int, projects: int) -> str:
    """Word what is on forms; a plan without lists has indicators alone."""
    counts = [(indicators, "个指标"), (tasks, "项重点任务"), (projects, "个重大项目")]
    return "、".join(f"{count}{name}" for count, name in counts if count)
