"""What the command line says."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from yuecheng_xl.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from yuecheng_xl.findings import Finding
    from yuecheng_xl.rules import Evaluation

OPTIONS = "[选项]"
SUBCOMMAND = "命令 [参数]..."
WORKBOOK = "[工作簿]"
FILE = "文件"
FOLDER = "文件夹"

GROUP_HELP = "五年规划中期评估：读取指标总表，测算完成中期目标情况和调整建议，生成可打印的结果表。"
GROUP_EPILOG = "用“yuecheng-xl 命令 --help”查看各命令的用法。"
EVALUATE_SHORT = "评估指标总表，生成全部结果表。"
EVALUATE_HELP = (
    "评估工作簿中的指标总表，生成表1、表2、评估依据、图表、汇总、年度分解和问题清单。\n\n"
    "不指定工作簿时，评估随附的示例指标总表。原工作簿不改动，结果另存为新文件；使用 --in-place 时先备份再写回。"
)
TABLE1_SHORT = "只生成表1。"
TABLE1_HELP = "评估工作簿中的指标总表，只生成表1（主要指标完成情况一览表）。\n\n不指定工作簿时，使用随附的示例指标总表。"
CHECK_SHORT = "检查工作簿，或按工作簿核对报告正文。"
CHECK_HELP = (
    "检查工作簿中前后矛盾、可疑和没有填全的地方，逐条列出。不写任何文件。\n\n"
    "加 --report 时改为核对报告：正文中各指标的数据、增速、平均增速、变动、完成进度、目标、个数和名单，"
    "与工作簿不一致的逐条列出原句和单元格。\n\n"
    "没有“错误”的，退出码是 0；有“错误”的是 1；做不了的是 2。"
)
REPORT_HELP = "要核对的报告，.docx 或纯文本。"
DRAFT_SHORT = "起草评估报告（Word）。"
DRAFT_HELP = (
    "评估工作簿中的指标总表，起草评估报告（.docx）：逐项分析、图、表1，评估结论，调整建议和理由、表2，年度分解。\n\n"
    "报告的固定文字和格式在模板“报告.docx”中，可用 Word 修改。不指定工作簿时，使用随附的示例指标总表。"
)
OUT_HELP = "结果文件，默认写在当前文件夹。"
IN_PLACE_HELP = "把结果写回原工作簿（先备份）；会丢失原有内容时拒绝写回并说明。"
IN_PLACE_MISUSED = "--in-place 须指定要写回的工作簿，且不能与 -o 同时使用。"
TEMPLATES_HELP = "模板所在的文件夹，默认使用随附的模板。"
JSON_HELP = "在标准输出以 JSON 格式输出结果，供程序读取。"
INTERRUPTED = "已中断，没有写入结果。"


def evaluated(evaluation: Evaluation, findings: Sequence[Finding]) -> str:
    """Sum up an evaluation for the screen; findings of severity 错误 are shown at once."""
    summary = evaluation.summary
    share = f"{float(summary.met_share) * 100:.0f}%"
    title = f"{evaluation.plan.short_name}：" if evaluation.plan.short_name else ""
    lines = [
        (
            f"{title}共{summary.total}个指标，完成{len(summary.met)}个（{share}），未完成{len(summary.behind)}个，"
            f"定性{len(summary.qualitative)}个，未评价{len(summary.not_assessed)}个；"
            f"建议调整{len(evaluation.adjustments)}个。"
        )
    ]
    lines.append(f"发现问题：{_tally(findings)}。")
    lines += [f"  {item}" for item in findings if item.severity is Severity.ERROR]
    return "\n".join(lines)


def checked(findings: Sequence[Finding]) -> str:
    """List what a workbook's check found, the gravest first."""
    return _listed("没有发现问题。", findings)


def checked_report(report: Path, named: int, compared: int, findings: Sequence[Finding]) -> str:
    """List what holding a report against the workbook found, and how much was compared."""
    told = f"{report.name}：提到{named}个指标，核对了{compared}个数"
    return _listed(f"{told}，没有发现不一致。", findings, f"{told}。\n")


def _listed(nothing: str, findings: Sequence[Finding], title: str = "") -> str:
    if not findings:
        return nothing
    order = list(Severity)
    lines = [f"  {item}" for item in sorted(findings, key=lambda item: order.index(item.severity))]
    return "\n".join([f"{title}发现问题：{_tally(findings)}。", *lines])


def _tally(findings: Sequence[Finding]) -> str:
    counts = Counter(item.severity for item in findings)
    return "，".join(f"{severity.value}{counts[severity]}项" for severity in Severity)


def written(path: Path) -> str:
    """Say where the result is."""
    return f"结果已写入：{path.absolute()}"
