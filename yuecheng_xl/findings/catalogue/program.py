"""Findings F9: the program itself."""

from yuecheng_xl.findings.finding import Kind, Severity

ERROR = Severity.ERROR

UNEXPECTED = Kind(
    code="F901",
    severity=ERROR,
    title="程序内部错误",
    message="程序内部错误，没有完成，原文件没有改动",
    remedy="请把日志 {log} 发给维护人员",
)
