"""What is wrong or suspicious, as values: findings, the errors that carry one, and their catalogue."""

from yuecheng_xl.findings.finding import Finding, Kind, Severity, has_errors

__all__ = ["Finding", "Kind", "Severity", "has_errors"]
