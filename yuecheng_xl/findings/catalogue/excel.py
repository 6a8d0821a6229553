"""Findings F11: the workbook open in Excel."""

from yuecheng_xl.findings.finding import Kind, Severity

ERROR = Severity.ERROR

NO_EXCEL = Kind(
    code="F1101",
    severity=ERROR,
    title="没有连接到 Excel",
    message="没有连接到 Excel（{detail}）",
    remedy="请先用 Excel 打开指标总表；只有 WPS 或没有 Excel 时，请改用 yuecheng-xl evaluate 等命令",
)

NO_WORKBOOK = Kind(
    code="F1102",
    severity=ERROR,
    title="没有打开的工作簿",
    message="{program} 中没有打开的工作簿",
    remedy="请先打开指标总表；在“受保护的视图”中打开的，先点“启用编辑”",
)

PROGRAM_BUSY = Kind(
    code="F1103",
    severity=ERROR,
    title="Excel 或 WPS 正忙",
    message="{program} 正忙，或有单元格正在编辑，没有完成，工作簿没有改动",
    remedy="请按 Enter 或 Esc 结束编辑，关闭打开的对话框，再点一次",
)

BOOK_PROTECTED = Kind(
    code="F1104",
    severity=ERROR,
    title="工作簿结构受保护",
    message="工作簿的结构受保护，不能放入结果表",
    remedy="请在“审阅—保护工作簿”中取消保护，再点一次",
)

BOOK_SHARED = Kind(
    code="F1110",
    severity=ERROR,
    title="共享工作簿",
    message="工作簿正由多人共享，{program} 不允许删除和替换其中的工作表",
    remedy="请在“审阅—共享工作簿”中取消共享，再点一次",
)

SHEET_PROTECTED = Kind(
    code="F1105",
    severity=ERROR,
    title="工作表受保护",
    message="工作表受保护，不能写入",
    remedy="请在“审阅—撤消工作表保护”中取消保护，再点一次",
)

COPY_NOT_SAVED = Kind(
    code="F1106",
    severity=ERROR,
    title="副本没有存成",
    message="不能在“{folder}”保存副本（{detail}），没有完成，工作簿没有改动",
    remedy="请清理磁盘空间，并核对该文件夹的写入权限，再点一次",
)

NOT_UNDONE = Kind(
    code="F1107",
    severity=ERROR,
    title="没有全部复原",
    message="没有完成，工作簿也没有全部复原",
    remedy="操作前的工作簿是“{copy}”，请从中取回；并把{log}发给维护人员",
)

NOTHING_TO_RESTORE = Kind(
    code="F1108",
    severity=ERROR,
    title="没有可以恢复的内容",
    message="没有可以恢复的内容：本工作簿没有点过评估，或结果表已不在其中",
    remedy="评估前的各份副本在“{folder}”，需要时请打开取回",
)

NO_SUCH_JOB = Kind(
    code="F1109",
    severity=ERROR,
    title="没有这项功能",
    message="没有“{job}”这项功能",
    remedy="请更新程序，再重新安装加载项",
)

SHEETS_NOT_TAKEN = Kind(
    code="F1111",
    severity=ERROR,
    title="结果表放不进本工作簿",
    message="{program} 不能把结果表放进本工作簿，本工作簿没有改动；结果写在另一个工作簿中，已打开：{file}",
    remedy="旧格式（.xls、.et）的，请另存为 .xlsx 再点一次；已经是 .xlsx 的，就用打开的结果",
)
