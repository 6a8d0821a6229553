"""Findings F9: the program itself."""

from yuecheng_xl.findings.finding import Kind, Severity

ERROR = Severity.ERROR

UNEXPECTED = Kind(
    code="F901",
    severity=ERROR,
    title="程序内部错误",
    message="程序内部错误，没有完成，原文件没有改动",
    remedy="请把{log}发给维护人员",
)

NO_TEMPORARY_FOLDER = Kind(
    code="F902",
    severity=ERROR,
    title="没有可用的临时文件夹",
    message="系统的临时文件夹都不能写入，没有完成，原文件没有改动",
    remedy="请清理磁盘空间，或把环境变量 TEMP（Linux、macOS 上是 TMPDIR）改为能写入的文件夹",
)
