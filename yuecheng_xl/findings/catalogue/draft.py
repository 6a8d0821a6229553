"""Findings F13: the report in Word."""

from yuecheng_xl.findings.finding import Kind, Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING

REPORT_TEMPLATE_DAMAGED = Kind(
    code="F1301",
    severity=ERROR,
    title="报告模板打不开",
    message="报告模板不是 Word 文档或已损坏（{detail}）",
    remedy="请恢复随附的模板，或在 Word 中另存为 .docx",
)

REPORT_CHART_MISSING = Kind(
    code="F1302",
    severity=WARNING,
    title="报告模板中没有图",
    message="报告模板中没有图，{count}个标明“配图”的指标没有画图",
    remedy="请恢复随附的模板，或在其中插入一个柱形图和折线图的组合图",
)
