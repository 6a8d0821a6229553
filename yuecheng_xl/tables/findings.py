"""问题清单: what reading, the rules, the checks and writing found, the gravest first."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from yuecheng_xl.findings import Severity
from yuecheng_xl.typed.values import Band, Lazy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.typed.values import Record, Value

FIELDS = "行号 严重程度 编号 位置 问题 处理办法"
_NOTHING: Record = {
    "行号": None,
    "严重程度": "—",
    "编号": "—",
    "位置": "",
    "问题": "没有发现问题",
    "处理办法": "",
}


def lines(found: Iterable[Finding]) -> Band:
    """Return a numbered line a finding, the gravest first."""
    ordered = sorted(found, key=lambda item: item.severity.rank)
    return Band.of(FIELDS, Lazy(list(enumerate(ordered, 1)), _line))


def printed_lines(found: Iterable[Finding]) -> Band:
    """Return the lines as printed: where nothing was found, the one line says so."""
    listed = lines(found)
    return listed if listed.records else listed._replace(records=[_NOTHING])


def counts(found: Iterable[Finding]) -> dict[str, Value]:
    """Return how many findings each severity has: 错误数, 警告数, 提示数."""
    numbers = Counter(item.severity for item in found)
    return {f"{severity.value}数": numbers[severity] for severity in Severity}


def _line(numbered: tuple[int, Finding]) -> Record:
    number, item = numbered
    return {
        "行号": number,
        "严重程度": item.severity.value,
        "编号": item.code,
        "位置": item.where,
        "问题": item.message,
        "处理办法": item.remedy,
    }
