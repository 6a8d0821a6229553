"""问题清单: what reading, the rules and writing found, the gravest first."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from yuecheng_xl.findings import Severity
from yuecheng_xl.typed.values import Band, Lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.results.page import Page
    from yuecheng_xl.sheets.render import Rendered
    from yuecheng_xl.typed.values import Record

TITLE = "问题清单"
FIELDS = "行号 严重程度 编号 位置 问题 处理办法"
_NOTHING: Record = {
    "行号": None,
    "严重程度": "—",
    "编号": "—",
    "位置": "",
    "问题": "没有发现问题",
    "处理办法": "",
}


def fill(page: Page) -> Rendered:
    """Fill the list; where nothing was found, its one row says so."""
    counts = Counter(item.severity for item in page.findings)
    totals = {f"{severity.value}数": counts[severity] for severity in Severity}
    rows = Band.of(FIELDS, records(page.findings) or [_NOTHING])
    return page.render({**page.scope, **totals}, [rows])


def records(findings: Iterable[Finding]) -> Sequence[Record]:
    """Return a numbered row for each finding, the gravest first."""
    ordered = sorted(findings, key=lambda item: item.severity.rank)
    return Lazy(list(enumerate(ordered, 1)), _record)


def _record(numbered: tuple[int, Finding]) -> Record:
    number, item = numbered
    return {
        "行号": number,
        "严重程度": item.severity.value,
        "编号": item.code,
        "位置": item.where,
        "问题": item.message,
        "处理办法": item.remedy,
    }
