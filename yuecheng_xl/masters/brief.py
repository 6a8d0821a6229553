"""A new master in brief: what the command line says when it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.findings import Severity
from yuecheng_xl.masters.questions import OPTIONS

if TYPE_CHECKING:
    from yuecheng_xl.masters.making import NewMaster


def made(master: NewMaster) -> str:
    """Say what was made, what is missing, and where to look."""
    years = f"{master.base_year}年为基期、{master.target_year}年为目标年"
    count = f"共{len(master.plan.indicators)}个指标" if master.plan else "还没有指标"
    lines = [f"已制作指标总表：{years}，{count}。"]
    if master.missing:
        told = "、".join(f"{key}（{OPTIONS[key]}）" for key in master.missing)
        lines.append(f"没有说明：{told}，请在“规划信息”补填，或加上选项再做一次。")
    if master.guesses:
        lines.append(
            f"有{len(master.guesses)}个单元格是推断的或待填的，已涂色，并列在“使用说明”的最后，请核对。"
        )
    lines += [f"  {item}" for item in master.findings if item.severity is not Severity.NOTE]
    return "\n".join(lines)
