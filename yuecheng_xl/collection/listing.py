"""问题清单.xlsx: who has not submitted, how many problems by department and kind, then each of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from yuecheng_xl.collection.model import FileFinding, State
from yuecheng_xl.disk import files
from yuecheng_xl.findings import Severity
from yuecheng_xl.findings.catalogue import all_kinds
from yuecheng_xl.sheets.opening import saved
from yuecheng_xl.sheets.render import Rendered
from yuecheng_xl.sheets.workbook import Workbook
from yuecheng_xl.tables.placeholders import plan_scope
from yuecheng_xl.typed.values import Band, Lazy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from yuecheng_xl.collection.model import Submission
    from yuecheng_xl.collection.roster import Roster
    from yuecheng_xl.sheets.template import Template
    from yuecheng_xl.typed.values import Record

OVERVIEW, FILES, ROWS = "汇总情况", "报送文件", "问题明细"
_FIELDS = {
    FILES: "文件 文件单位 结果 文件问题数 标准表 退回表",
    ROWS: "行号 严重程度 问题编号 问题单位 问题文件 位置 问题 处理办法",
}


def write_listing(
    path: Path,
    submissions: Sequence[Submission],
    states: Mapping[str, State],
    silent: Mapping[str, str],
    findings: Sequence[FileFinding],
    roster: Roster,
    templates: Template,
) -> None:
    """Write the list.

    Args:
        path: of the workbook.
        submissions: all of them.
        states: how each ended, by its file.
        silent: the departments that have not answered, each with the reason where it sent something.
        findings: all of them.
        roster: what the plan asks for.
        templates: the workbook with the list's sheets.

    Raises:
        OutputError: it cannot be written.
        TemplateError: its template cannot be used.

    """
    book = Workbook.empty(templates.book)
    counts = Counter(states.values())
    scope = plan_scope(roster.outline)
    scope |= {
        "文件总数": len(submissions),
        "已汇总": counts[State.MERGED],
        "有问题": counts[State.MERGED_WITH_FINDINGS],
        "退回": counts[State.RETURNED],
        "未填报": counts[State.BLANK],
        "应报": len(roster.departments),
        "未报": sum(not why for why in silent.values()),
    }
    overview = [
        Band.of("未报单位 未报指标", _missing(silent, roster)),
        Band.of("单位 单位文件数 单位错误 单位警告 单位提示", _by_department(submissions, findings, roster)),
        Band.of("编号 类型严重程度 类型 类型个数", _by_kind(findings)),
    ]
    bands = {
        OVERVIEW: overview,
        FILES: [Band.of(_FIELDS[FILES], _files(submissions, states, findings))],
        ROWS: [Band.of(_FIELDS[ROWS], _rows(findings))],
    }
    for title, rows in bands.items():
        Rendered(templates.sheet(title), book, title, scope, rows).put_in()
    files.put(saved(book, path), path)


def _missing(silent: Mapping[str, str], roster: Roster) -> list[Record]:
    """Return those who sent nothing, and those who sent nothing that answers, with the reason."""
    if not silent:
        return [{"未报单位": "—", "未报指标": "各单位都已报送"}]
    return [
        {
            "未报单位": f"{name}（{why}）" if why else name,
            "未报指标": "、".join(map(roster.numbered_name, roster.asked(name))),
        }
        for name, why in silent.items()
    ]


def _by_department(
    submissions: Sequence[Submission], findings: Sequence[FileFinding], roster: Roster
) -> list[Record]:
    sent = Counter(item.department for item in submissions)
    counts = Counter((item.department, item.finding.severity) for item in findings)
    names = [*roster.departments, *sorted({"", *sent} - set(roster.departments), reverse=True)]
    return [
        {
            "单位": name or "（单位不明或不属于一个单位）",
            "单位文件数": sent[name],
            "单位错误": counts[name, Severity.ERROR],
            "单位警告": counts[name, Severity.WARNING],
            "单位提示": counts[name, Severity.NOTE],
        }
        for name in names
        if name or sent[name] or any(counts[name, severity] for severity in Severity)
    ]


def _by_kind(findings: Sequence[FileFinding]) -> list[Record]:
    counts = Counter(item.finding.code for item in findings)
    kinds = all_kinds()
    codes = sorted(counts, key=lambda code: (kinds[code].severity.rank, code))
    nothing: Record = {"编号": "—", "类型严重程度": "—", "类型": "没有发现问题", "类型个数": 0}
    return [
        {
            "编号": code,
            "类型严重程度": kinds[code].severity.value,
            "类型": kinds[code].title,
            "类型个数": counts[code],
        }
        for code in codes
    ] or [nothing]


def _files(
    submissions: Sequence[Submission], states: Mapping[str, State], findings: Sequence[FileFinding]
) -> list[Record]:
    counts = Counter(item.file for item in findings)
    order = list(State)[::-1]
    rows: list[Record] = [
        {
            "文件": item.file,
            "文件单位": item.department,
            "结果": states[item.file].value,
            "文件问题数": counts[item.file],
            "标准表": item.standard,
            "退回表": item.returned,
        }
        for item in sorted(submissions, key=lambda item: (order.index(states[item.file]), item.file))
    ]
    nothing = dict.fromkeys(_FIELDS[FILES].split(), "")
    return rows or [{**nothing, "文件": "文件夹里没有文件"}]


def _rows(findings: Sequence[FileFinding]) -> Sequence[Record]:
    ordered = sorted(
        findings,
        key=lambda item: (
            item.finding.severity.rank,
            not item.department,  # what is the batch's, after the departments'
            item.department,
            item.file,
        ),
    )
    nothing = dict.fromkeys(_FIELDS[ROWS].split(), "")
    numbered = list(enumerate(ordered, 1))
    return Lazy(numbered, _row) if numbered else [{**nothing, "问题": "没有发现问题"}]


def _row(numbered: tuple[int, FileFinding]) -> Record:
    number, item = numbered
    return {
        "行号": number,
        "严重程度": item.finding.severity.value,
        "问题编号": item.finding.code,
        "问题单位": item.department,
        "问题文件": item.file,
        "位置": item.finding.where,
        "问题": item.finding.message,
        "处理办法": item.finding.remedy,
    }
