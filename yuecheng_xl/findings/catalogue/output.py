"""Findings F7: output."""

from yuecheng_xl.findings.finding import Kind, Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

FORMULAS_RECALCULATED = Kind(
    code="F703",
    severity=NOTE,
    title="公式的结果待重新计算",
    message="有 {count} 个公式引用了本次写入的单元格，其结果还是写入之前的，用 Excel 打开时重新计算",
    remedy="请用 Excel 打开结果文件并保存一次；如数字没有变化，请按 F9",
)

SHEET_NOT_OURS = Kind(
    code="F704",
    severity=WARNING,
    title="同名的表不是本工具生成",
    message="已有不是本工具生成的工作表“{sheet}”，未改动，结果写在“{used}”",
    remedy="如不需要原表，请改名或删除后重做",
)

SHEET_EDITED = Kind(
    code="F705",
    severity=WARNING,
    title="上次的结果表有手工修改",
    message="上次生成的工作表“{sheet}”有手工修改，已改名保留为“{used}”",
    remedy="核对后可删除",
)

OUTPUT_KEPT = Kind(
    code="F706",
    severity=WARNING,
    title="原有文件已改名",
    message="“{file}”已存在且有手工修改或不是本工具生成，原文件已改名为“{used}”",
    remedy="核对后可删除",
)

CANNOT_WRITE = Kind(
    code="F707",
    severity=ERROR,
    title="无法写入",
    message="无法写入“{file}”（{detail}）",
    remedy="请关闭正在打开它的 Excel，或用 -o 指定有写入权限的位置",
)

OUTPUT_IS_INPUT = Kind(
    code="F708",
    severity=ERROR,
    title="结果文件就是输入文件",
    message="结果文件与输入文件是同一个文件",
    remedy="请用 -o 指定其他文件名，或使用 --in-place",
)

PLACEHOLDER_UNKNOWN = Kind(
    code="F709",
    severity=ERROR,
    title="占位符无法识别",
    message="模板中的占位符“{{{name}}}”无法识别",
    remedy="请改用模板说明中列出的占位符",
)

TEMPLATE_MISSING = Kind(
    code="F710",
    severity=ERROR,
    title="模板缺少工作表",
    message="模板工作簿中没有“{sheet}”工作表",
    remedy="请恢复随附的模板",
)

IN_PLACE_FORMAT = Kind(
    code="F711",
    severity=ERROR,
    title="格式不能写回",
    message="--in-place 只能用于 .xlsx 和 .xlsm 工作簿",
    remedy="请去掉 --in-place，结果另存为新文件",
)

COLUMN_NOT_WRITTEN = Kind(
    code="F712",
    severity=WARNING,
    title="合并单元格没有写入",
    message="“{header}”列的单元格在合并区域内，未写入",
    remedy="请取消该列的合并单元格",
)

BACKED_UP = Kind(
    code="F713",
    severity=NOTE,
    title="已备份",
    message="写回前的工作簿已备份为“{file}”",
    remedy="如需恢复，用备份覆盖即可",
)

KEEPS_MACROS = Kind(
    code="F714",
    severity=NOTE,
    title="结果保留宏",
    message="原工作簿含有宏，结果文件同样含有宏，已保存为“{file}”",
    remedy="不需要宏时，请在 Excel 中另存为 .xlsx",
)

SIGNED = Kind(
    code="F718",
    severity=ERROR,
    title="有数字签名",
    message="工作簿有数字签名，写入会使签名失效",
    remedy="请在 Excel 的“文件—信息—查看签名”中删除签名，或另存一份不带签名的副本，用副本评估",
)

SHARED_WITH_REVISIONS = Kind(
    code="F719",
    severity=ERROR,
    title="共享工作簿带有修订记录",
    message="工作簿正在共享并保存着修订记录，写入会使修订记录与内容不符",
    remedy="请在 Excel 的“审阅—共享工作簿”中取消共享后再评估",
)

BUSY = Kind(
    code="F720",
    severity=ERROR,
    title="另一个任务正在写入",
    message="“{file}”正由另一个任务写入",
    remedy="请等那个任务完成后再运行，或用 -o 指定其他位置",
)

NO_LOCKS = Kind(
    code="F721",
    severity=WARNING,
    title="不能防止同时写入",
    message="文件夹“{file}”所在的磁盘或网络位置不能加锁，看不出是否有另一个任务也在写入",
    remedy="请确认没有别人同时向这个文件夹写入；有的，等那个任务完成后重做",
)

CANNOT_UNPACK = Kind(
    code="F722",
    severity=ERROR,
    title="没有地方解压",
    message="压缩包里的文件无法解压到“{file}”（{detail}）",
    remedy="请清理磁盘、腾出空间后重做，或用 -o 指定其他磁盘上的文件夹；报送的文件没有问题",
)

OPEN_ELSEWHERE = Kind(
    code="F723",
    severity=ERROR,
    title="工作簿正被打开",
    message="工作簿旁边有临时锁文件“{lock}”，可能有人正在打开它，没有写回",
    remedy="请关闭后重做；确认没有人打开的，删去这个锁文件后重做，或去掉 --in-place",
)

UNSAVED_ELSEWHERE = Kind(
    code="F724",
    severity=NOTE,
    title="可能有没保存的修改",
    message="工作簿旁边有临时锁文件“{lock}”，可能有人正在打开它，其中没有保存的修改不在结果中",
    remedy="请保存后重做；确认没有人打开的，可以删去这个锁文件",
)

CHART_MISSING = Kind(
    code="F716",
    severity=ERROR,
    title="模板中没有图",
    message="模板“{sheet}”中没有图",
    remedy="请恢复随附的模板，或在其中插入一个柱形图和折线图的组合图",
)

PLACEHOLDER_MISSING = Kind(
    code="F715",
    severity=ERROR,
    title="模板中缺少占位符",
    message="模板中缺少占位符“{{{name}}}”",
    remedy="请恢复随附的模板，或按模板说明补上该占位符",
)

FORM_ROWS = Kind(
    code="F717",
    severity=ERROR,
    title="报送表模板缺少样式行",
    message="报送表模板缺少样式行：应有上下相邻两行带占位符，上一行是待填样式，下一行是已知样式",
    remedy="请恢复随附的模板",
)

CONVERTED = Kind(
    code="F725",
    severity=WARNING,
    title="旧格式的工作簿另存为 .xlsx",
    message="工作簿是旧版 .xls 或 .et 格式，结果另存为新的 .xlsx“{file}”：各工作表的内容、数字格式和合并单元格照抄，原来的字体、颜色、公式、批注、上标、划去的内容、图片和打印设置没有带过来",
    remedy="要保留原来的样子，请用 Excel 或 WPS 打开原文件，另存为 .xlsx 后再做",
)
