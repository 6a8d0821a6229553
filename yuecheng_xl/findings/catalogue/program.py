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

NO_WEB = Kind(
    code="F903",
    severity=ERROR,
    title="没有安装页面服务",
    message="打开页面要用的组件（{module}）没有安装",
    remedy='请用 pip install "yuecheng-xl[web]" 安装，或向维护人员要带页面的便携文件夹',
)

CANNOT_SERVE = Kind(
    code="F904",
    severity=ERROR,
    title="不能打开页面服务",
    message="页面服务不能在本机打开（{detail}）",
    remedy="请不要指定端口，或换一个端口再试；仍不能打开的，请重新登录系统后再试",
)
