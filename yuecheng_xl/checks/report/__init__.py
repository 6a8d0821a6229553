"""The report's prose held against the workbook: figures, growth, averages, counts, lists, verdicts.

file → paragraphs → sentences and clauses → whose figures they are → claims: all that is ``reading``.
Claims, statements and counts ``against`` the evaluation: findings. Pure from the paragraphs on.
"""

from __future__ import annotations

from yuecheng_xl.checks.report.checking import ReportCheck, check_paragraphs, check_report

__all__ = ["ReportCheck", "check_paragraphs", "check_report"]
