"""A finding as a plain record: what ``--json`` prints and the DataFrames hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yuecheng_xl.findings.finding import Finding


def finding_record(item: Finding) -> dict[str, str]:
    """Return one finding."""
    return {
        "code": item.code,
        "severity": item.severity.value,
        "where": item.where,
        "message": item.message,
        "remedy": item.remedy,
    }
