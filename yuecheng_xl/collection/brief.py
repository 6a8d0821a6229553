"""A collection in brief: what the command line and a click say when it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuecheng_xl.findings import Severity
from yuecheng_xl.findings.brief import tally

if TYPE_CHECKING:
    from yuecheng_xl.collection.collecting import Collection

_SHOWN = 20
"""Findings of severity 错误 that fit on a screen."""


def collected(collection: Collection) -> str:
    """Sum up what came back; findings of severity 错误 are shown at once."""
    counts = "，".join(f"{state.value}{count}个" for state, count in collection.counts.items())
    lines = [f"共{len(collection.submissions)}个文件：{counts}。"]
    if collection.missing:
        lines.append(f"没有报送的单位{len(collection.missing)}个：{'、'.join(collection.missing)}。")
    if collection.blank:
        lines.append(f"只交了空表的单位{len(collection.blank)}个：{'、'.join(collection.blank)}。")
    if collection.unusable:
        names = "、".join(collection.unusable)
        lines.append(f"报送的文件都不能采用的单位{len(collection.unusable)}个：{names}。")
    lines.append(f"发现问题：{tally([item.finding for item in collection.findings])}。")
    errors = [item for item in collection.findings if item.finding.severity is Severity.ERROR]
    lines += [f"  {item.file or item.department}：{item.finding}" for item in errors[:_SHOWN]]
    if len(errors) > _SHOWN:
        lines.append(f"  ……其余{len(errors) - _SHOWN}项见问题清单。")
    return "\n".join(lines)
