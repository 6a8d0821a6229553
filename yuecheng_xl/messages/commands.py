"""What the command line says."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from yuecheng_xl.findings import Finding

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
DISTRIBUTE_SHORT = "按责任单位生成报送表。"
DISTRIBUTE_HELP = (
    "把指标总表拆成各责任单位的报送表，一个单位一个工作簿，文件名是单位名称。\n\n"
    "已有数据填好并锁定，要填的单元格是黄色的。联系人和报送截止日期取自“规划信息”。不指定工作簿时，使用随附的示例指标总表。"
)
FORMS_HELP = "报送表写入的文件夹。"
COLLECT_SHORT = "汇总各单位报送的工作簿。"
COLLECT_HELP = (
    "读取文件夹（含子文件夹和 zip 压缩包）中各单位报送的工作簿，汇总到指标总表的副本。\n\n"
    "结果文件夹中有：汇总后的指标总表、标准表、退回（涂色并附说明）、问题清单。报送的文件和原指标总表都不改动。"
)
COLLECTED_HELP = "结果写入的文件夹。"
INBOX = "文件夹"
MASTER_HELP = "指标总表，默认使用随附的示例。"
NUMBER = "数目"
WORKERS_HELP = "同时读取的进程数，默认按文件多少自动决定。"
ADDRESS = "地址"
SCHEDULER_HELP = "在 Dask 集群上读取，例如 tcp://10.0.0.1:8786。"
READING = "读取报送文件"
INTERRUPTED = "已中断，没有写入结果。"

ADDIN_SHORT = "制作、安装、检查和卸载 Excel 加载项。"
ADDIN_HELP = (
    "制作、安装、检查和卸载 Excel 加载项。\n\n"
    "加载项在 Excel 功能区增加“规划评估”选项卡，结果与命令行相同。安装只写入用户自己的文件夹，不需要管理员权限。"
)
BUILD_SHORT = "由文本制作加载项文件（.xlam）。"
BUILD_HELP = (
    "由 templates/addin 中的文本和 xlwings 自带的宏制作加载项文件，在任何系统上每次得到的文件都完全相同。"
)
BUILD_OUT = "加载项文件，默认写在当前文件夹。"
INSTALL_SHORT = "为当前用户安装加载项。"
INSTALL_HELP = "为当前用户安装加载项：放入 Excel 的启动文件夹，写入设置，预编译程序。安装前请关闭 Excel。"
INSTALLING = "正在安装，第一次要预编译程序，可能需要一两分钟……"
UNINSTALL_SHORT = "卸载加载项。"
UNINSTALL_HELP = "删除安装时写入的加载项和设置。卸载前请关闭 Excel。"
STATUS_SHORT = "检查加载项能否使用，说明怎样处理。"
STATUS_HELP = (
    "检查加载项能否使用，逐项说明问题和处理办法。\n\n"
    "指定工作簿时，还检查其中有没有会改变加载项设置的内容。有错误时退出码为 1。"
)
BUNDLE_SHORT = "制作免安装文件夹，用于没有联网、没有 Python 的电脑。"
BUNDLE_HELP = (
    "用管理员下载的嵌入式 Python 和程序包制作免安装文件夹，复制到没有联网、没有 Python 的电脑上即可使用。\n\n"
    "程序包文件夹中要有本程序和它所需的全部 .whl 文件，缺少的会逐个列出。"
)
BUNDLE_PYTHON = "python.org 的嵌入式 Python（文件名含“embed”的 zip）。"
BUNDLE_WHEELS = "存放 .whl 文件的文件夹。"
BUNDLE_OUT = "要制作的文件夹，不能已经存在。"

CHECK_ADDIN = "加载项文件"
CHECK_BLOCKED = "“来自互联网”标记"
CHECK_SETTINGS = "加载项设置"
CHECK_PYTHON = "Python 和程序包"
CHECK_ONEDRIVE = "OneDrive 路径"
CHECK_EXCEL = "Excel 与 WPS"
CHECK_MACROS = "宏策略"
CHECK_TRUSTED = "受信任位置"
CHECK_ADDINS = "加载项限制"
CHECK_CHILDREN = "安全策略"
CHECK_WORKBOOK = "工作簿中的设置"


def built(path: Path) -> str:
    """Say where the add-in is."""
    return f"加载项已写入：{path.absolute()}"


def installed(files: Sequence[Path], findings: Sequence[Finding]) -> str:
    """Say that the add-in is installed, what to do next, and what will keep it from running."""
    lines = ["加载项已安装，重新打开 Excel 后可以看到“规划评估”选项卡。", *(f"  {path}" for path in files)]
    return "\n".join([*lines, *map(str, findings)])


def uninstalled(files: Sequence[Path], copies: Path | None) -> str:
    """Say what was removed, and where the user's own data stay."""
    lines = ["加载项已卸载，已删除：", *(f"  {path}" for path in files)]
    if not files:
        lines = ["没有安装加载项，不需要卸载。"]
    if copies is not None:
        lines.append(f"评估前的工作簿副本保留在 {copies}，不需要时可以删除。")
    return "\n".join(lines)


def status_checked(name: str, findings: Sequence[Finding]) -> str:
    """Tell the result of one check."""
    return "\n".join([f"{name}：{'有问题' if findings else '正常'}", *(f"  {item}" for item in findings)])


def bundled(folder: Path, python: str, packages: Sequence[str]) -> str:
    """Say where the portable folder is and what is in it."""
    return (
        f"免安装文件夹已写入：{folder.absolute()}\n"
        f"其中有 Python {python} 和 {len(packages)} 个程序包：{'、'.join(packages)}。\n"
        "请整个复制到使用的电脑上，双击其中的“安装.cmd”。"
    )
