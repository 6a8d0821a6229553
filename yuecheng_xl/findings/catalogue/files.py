"""Findings F1: the file as a whole."""

from yuecheng_xl.findings.finding import Kind, Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING

FILE_MISSING = Kind(
    code="F101",
    severity=ERROR,
    title="找不到文件",
    message="找不到文件“{file}”",
    remedy="请核对文件名和所在文件夹",
)

NOT_A_WORKBOOK = Kind(
    code="F102",
    severity=ERROR,
    title="不是 Excel 工作簿",
    message="文件内容不是 Excel 工作簿{what}",
    remedy="请{remedy}",
)

DAMAGED = Kind(
    code="F103",
    severity=ERROR,
    title="文件不完整或已损坏",
    message="文件不完整或已损坏（{detail}）",
    remedy="请重新复制或请报送人重新发送，也可用 Excel 的“打开并修复”",
)

ENCRYPTED = Kind(
    code="F104",
    severity=ERROR,
    title="设有打开密码",
    message="文件设有打开密码，无法读取",
    remedy="请在 Excel 中取消打开密码（文件—信息—保护工作簿）后再用",
)

OTHER_FORMAT = Kind(
    code="F105",
    severity=ERROR,
    title="其他格式的表格",
    message="文件是{format}格式，不是 .xlsx",
    remedy="请在 Excel 或 WPS 中打开，另存为 .xlsx 后再用",
)

OVERSIZED = Kind(
    code="F106",
    severity=ERROR,
    title="解压后过大",
    message="文件解压后有 {size} MB，超过上限 {limit} MB，未读取",
    remedy="请删去工作簿中的图片和多余的空白格式后另存",
)

DOCTYPE = Kind(
    code="F107",
    severity=ERROR,
    title="含有 DOCTYPE 声明",
    message="文件部件“{part}”含有 DOCTYPE 声明，可能有害，未读取",
    remedy="请在 Excel 中打开后另存为新的 .xlsx",
)

LOCK_FILE = Kind(
    code="F108",
    severity=ERROR,
    title="临时锁文件",
    message="这是 Excel 打开文件时的临时锁文件，不是工作簿",
    remedy="请关闭 Excel 中的该文件，改用不带“~$”的文件",
)

NO_READ_RIGHT = Kind(
    code="F109",
    severity=ERROR,
    title="没有权限或被占用",
    message="没有权限读取或文件正被占用",
    remedy="请关闭正在打开它的程序，或把文件复制到自己的文件夹后再用",
)

IS_FOLDER = Kind(
    code="F110",
    severity=ERROR,
    title="是文件夹",
    message="这是文件夹，不是文件",
    remedy="请指定文件夹里的工作簿",
)

STRICT_FORMAT = Kind(
    code="F111",
    severity=ERROR,
    title="严格的 Open XML 格式",
    message="工作簿是“严格的 Open XML 工作簿”，本工具只能读取，不能写入这种格式",
    remedy="请在 Excel 中另存为普通的“Excel 工作簿（.xlsx）”",
)

TOO_COSTLY = Kind(
    code="F112",
    severity=ERROR,
    title="读取它要用的时间或内存太多",
    message="读取这个文件要用的时间或内存超过上限，没有读取",
    remedy="请在 Excel 中新建一个工作簿，只把表格的内容用“选择性粘贴—数值”复制过去，另存后再用",
)

TOO_MUCH = Kind(
    code="F113",
    severity=ERROR,
    title="内容过多",
    message="文件里的{what}过多，远远超出一张表的需要，未读取",
    remedy="请把数据复制到新工作簿后再用，不要整行整列地设置格式、合并或复制",
)

FORMATS_UNKNOWN = Kind(
    code="F114",
    severity=WARNING,
    title="读不出数字格式",
    message="文件内部有缺损，只读出了单元格的值，没有读出数字格式，看不出哪些是百分数",
    remedy="请核对其中的百分数；最好在 Excel 中打开原文件，另存为 .xlsx 后再用",
)

NOT_REGULAR = Kind(
    code="F116",
    severity=ERROR,
    title="不是普通文件",
    message="这是管道、设备一类的特殊文件，没有打开",
    remedy="请换成文件本身",
)
