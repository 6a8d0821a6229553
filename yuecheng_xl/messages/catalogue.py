"""The catalogue of findings. docs/findings.md has a paragraph for each code; a test holds the two together.

Codes: F1 files, F2 structure, F3 cells, F4 inference, F5 evaluation, F6 recommendations, F7 output,
F9 the program itself, F12 checks of the workbook and of the report.
"""

from __future__ import annotations

from yuecheng_xl.findings import Kind, Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

# Codes F1xx, the file as a whole.
FILE_MISSING = Kind("F101", ERROR, "找不到文件“{file}”", "请核对文件名和所在文件夹")
NOT_A_WORKBOOK = Kind(
    "F102", ERROR, "文件内容不是 Excel 工作簿", "请在 Excel 或 WPS 中打开原文件，另存为 .xlsx 后再用"
)
DAMAGED = Kind(
    "F103",
    ERROR,
    "文件不完整或已损坏（{detail}）",
    "请重新复制或请报送人重新发送，也可用 Excel 的“打开并修复”",
)
ENCRYPTED = Kind(
    "F104", ERROR, "文件设有打开密码，无法读取", "请在 Excel 中取消打开密码（文件—信息—保护工作簿）后再用"
)
OTHER_FORMAT = Kind(
    "F105", ERROR, "文件是{format}格式，不是 .xlsx", "请在 Excel 或 WPS 中打开，另存为 .xlsx 后再用"
)
OVERSIZED = Kind(
    "F106",
    ERROR,
    "文件解压后有 {size} MB，超过上限 {limit} MB，未读取",
    "请删去工作簿中的图片和多余的空白格式后另存",
)
DOCTYPE = Kind(
    "F107",
    ERROR,
    "文件部件“{part}”含有 DOCTYPE 声明，可能有害，未读取",
    "请在 Excel 中打开后另存为新的 .xlsx",
)
LOCK_FILE = Kind(
    "F108",
    ERROR,
    "这是 Excel 打开文件时的临时锁文件，不是工作簿",
    "请关闭 Excel 中的该文件，改用不带“~$”的文件",
)
NO_READ_RIGHT = Kind(
    "F109", ERROR, "没有权限读取或文件正被占用", "请关闭正在打开它的程序，或把文件复制到自己的文件夹后再用"
)
IS_FOLDER = Kind("F110", ERROR, "这是文件夹，不是文件", "请指定文件夹里的工作簿")

# Codes F2xx, structure of the master workbook.
NO_INDICATOR_TABLE = Kind(
    "F201",
    ERROR,
    "没有找到指标表：各工作表中没有同时含有“指标”“目标”和年份的表头",
    "请核对工作表，表头写法见随附的指标总表",
)
SEVERAL_TABLES = Kind(
    "F202", ERROR, "有多张工作表像指标表（{sheets}），不能确定用哪一张", "请把要评估的一张命名为“{expected}”"
)
TABLE_BY_HEADER = Kind(
    "F203", NOTE, "没有名为“{expected}”的工作表，已按表头认定本表为指标表", "如认定有误，请修改工作表名称"
)
DUPLICATE_COLUMN = Kind("F204", ERROR, "表头“{header}”与 {first} 重复，本列未采用", "请删去或改名其中一列")
UNUSED_COLUMN = Kind(
    "F205", NOTE, "本列表头“{header}”未识别，未参与评估", "如应参与评估，请按指标总表的表头改写"
)
IGNORED_ROW = Kind("F206", NOTE, "本行没有目标和数据，未作为指标（“{text}”）", "如是指标，请补填目标和数据")
NO_INDICATORS = Kind("F207", ERROR, "表头下没有指标", "请在表头下每行填写一个指标")
DUPLICATE_NUMBER = Kind("F208", ERROR, "序号 {number} 与 {first} 重复", "请改正序号，一个指标一个序号")
NUMBER_ASSIGNED = Kind("F209", NOTE, "序号为空或无法识别，已按次序编为 {number}", "请补填序号")
DUPLICATE_NAME = Kind("F210", WARNING, "指标“{name}”与 {first} 同名", "请核对是否重复填报")
NO_BASE_YEAR = Kind(
    "F211", ERROR, "无法确定基期和目标年", "请在“规划信息”表填写基期和目标年，或在表头写明年份"
)
UNKNOWN_SETTING = Kind(
    "F212", WARNING, "“规划信息”的“{key}”填写为“{text}”，无法识别，按“{default}”处理", "请按说明改填"
)
ROW_NAMELESS = Kind("F213", WARNING, "本行有数据但没有指标名称，未参与评估", "请补填指标名称")
YEARS_DISAGREE = Kind(
    "F214", WARNING, "“规划信息”的{what}为 {told}，表头为 {seen}，按“规划信息”处理", "请核对并改成一致"
)

# Codes F3xx, single cells.
UNREADABLE = Kind(
    "F301", ERROR, "“{name}”的{what}“{text}”无法识别，未采用", "请填写数字，或“未出”“未统计”等规定用语"
)
UNIT_IN_CELL = Kind("F302", NOTE, "“{name}”的{what}“{text}”带有单位，已按 {value} 读取", "请只填数字")
UNIT_CONVERTED = Kind(
    "F303",
    WARNING,
    "“{name}”的{what}“{text}”的单位与“{unit}”不同，已换算为 {value}",
    "请核对换算，并按指标单位填写",
)
UNIT_MISMATCH = Kind(
    "F304", ERROR, "“{name}”的{what}“{text}”的单位与指标单位“{unit}”不符，未采用", "请按指标单位填写"
)
ERROR_VALUE = Kind("F305", ERROR, "“{name}”的{what}是错误值 {text}，未采用", "请改正公式或直接填写数字")
NOT_CALCULATED = Kind(
    "F306", ERROR, "“{name}”的{what}是没有计算结果的公式，未采用", "请在 Excel 中打开、重新计算并保存"
)
NUMBER_AS_TEXT = Kind(
    "F307", NOTE, "“{name}”的{what}“{text}”是文本形式的数字，已按 {value} 读取", "请改为数字格式"
)
NOTE_MARK = Kind(
    "F308",
    WARNING,
    "“{name}”的{what}“{text}”数字后有注释标记，已按 {value} 读取",
    "请核对，并把注释移到“数据说明”",
)
TARGET_UNREADABLE = Kind(
    "F309", ERROR, "“{name}”的目标“{text}”无法识别", "请按“1500以上”“≥92”“5左右”“[13.5]”“年均7”等写法填写"
)
TARGET_MISSING = Kind("F310", ERROR, "“{name}”没有填写目标", "请补填目标")
UNKNOWN_WORD = Kind(
    "F311", WARNING, "“{name}”的{what}“{text}”不在规定用语（{allowed}）中，未采用", "请从下拉列表中选择"
)
AFTER_CUTOFF = Kind(
    "F312", WARNING, "“{name}”的{what}在评估时点（{cutoff}）之后，未参与评估", "如应采用，请修改评估时点"
)
BOUND_AS_VALUE = Kind(
    "F313", NOTE, "“{name}”的{what}“{text}”是界限，已按 {value} 计算", "如有确数，请填写确数"
)

# Codes F4xx, inference.
DIRECTION_INFERRED = Kind(
    "F401", NOTE, "方向未填，{reason}，按“{value}”处理的指标：{names}", "请核对并填写“方向”列"
)
MEASURE_INFERRED = Kind(
    "F402", NOTE, "数据类型未填，{reason}，按“{value}”处理的指标：{names}", "请核对并填写“数据类型”列"
)
YEAR_INFERRED = Kind("F403", NOTE, "“规划信息”没有填写{what}，按表头取为 {value}", "请核对并填写“规划信息”")
CUTOFF_INFERRED = Kind("F404", NOTE, "没有填写评估时点，按最新数据取为 {value}", "请核对并填写“规划信息”")
DIRECTION_DOUBTFUL = Kind(
    "F405",
    WARNING,
    "“{name}”的目标 {target} 不优于基数 {base}，方向是推断的“{value}”，按守住目标处理",
    "请核对方向",
)
MEASURE_UNDECIDED = Kind(
    "F406", NOTE, "数据类型未填，也无从推断（只有全年数据，不影响结论）的指标：{names}", "请填写“数据类型”列"
)

# Codes F5xx, evaluation.
NO_FIGURE = Kind("F501", WARNING, "“{name}”没有可用于评估的数据，无法评价", "请补填数据或部门预判")
PART_YEAR_UNUSED = Kind(
    "F502", WARNING, "“{name}”的{period}数缺少{missing}，未采用，改用{used}数据", "请补填{missing}"
)
FORECAST_UNCLEAR = Kind(
    "F503", WARNING, "“{name}”的部门预判“{text}”看不出能否完成，未采用", "请写明“能实现”或“未达到”"
)
OVERRIDDEN = Kind(
    "F504", NOTE, "“{name}”人工认定为“{manual}”，系统测算为“{computed}”", "请确认人工认定的依据"
)
CUMULATION_GAP = Kind(
    "F505", WARNING, "“{name}”缺少{period}数据，只能累计到{until}", "请补填，或填写“…（累计）”"
)
HIGH_RISK = Kind(
    "F506",
    WARNING,
    "“{name}”后期每年需{required}，远超已有最好水平{best}，不作调整风险高",
    "请研究加大力度或调整目标",
)
QUALITATIVE_NUMBER = Kind(
    "F507", WARNING, "“{name}”是定性目标，但没有填报完成情况的文字", "请在最新时期填写完成情况的文字"
)
DEPARTMENT_FORECAST_USED = Kind(
    "F508", NOTE, "“{name}”没有基期以后的数据，按部门预判“{text}”认定", "数据公布后请补填"
)
BOUND_CONTRADICTS = Kind(
    "F509", WARNING, "“{name}”的目标“{target}”与方向“{direction}”矛盾，按目标的上下限判断", "请核对目标和方向"
)
WINDOW_UNUSED = Kind(
    "F510", WARNING, "“{name}”的{period}数不是从1月起累计，不能与全年数相接，未采用", "请填写1月起的累计数"
)

# Codes F6xx, recommendations.
PROPOSAL_OUTSIDE = Kind(
    "F601",
    WARNING,
    "“{name}”建议目标 {proposal} 超出基期以来实际值范围（{low}—{high}）",
    "请核实建议值的依据",
)
PROPOSAL_MISSING = Kind(
    "F602", WARNING, "“{name}”应{recommendation}，但没有建议内容", "请责任单位填写“建议内容”"
)
PROPOSAL_NOT_FOLLOWED = Kind(
    "F603", WARNING, "“{name}”部门建议“{proposal}”，按规则为“{recommendation}”：{reason}", "请研究确定"
)
PROPOSAL_FROM_DIFFERS = Kind(
    "F604", WARNING, "“{name}”建议内容写的原目标 {told} 与规划目标 {target} 不一致", "请核对建议内容"
)
PROPOSAL_UNREADABLE = Kind(
    "F605", WARNING, "“{name}”的建议内容“{text}”看不出建议值，无法与实际值比较", "请写成“由甲调整为乙”"
)

# Codes F7xx, output.
WOULD_BE_LOST = Kind(
    "F701", ERROR, "直接写回会丢失原工作簿中的内容：{losses}", "请去掉 --in-place，结果另存为新文件"
)
LOST_IN_COPY = Kind(
    "F702",
    WARNING,
    "结果文件是原工作簿的副本，副本中没有保留：{losses}",
    "原工作簿没有改动，请以原工作簿为准",
)
FORMULAS_RECALCULATED = Kind(
    "F703", NOTE, "工作簿中有 {count} 个公式，打开结果文件时重新计算", "如显示为空，请按 F9 重新计算"
)
SHEET_NOT_OURS = Kind(
    "F704",
    WARNING,
    "已有不是本工具生成的工作表“{sheet}”，未改动，结果写在“{used}”",
    "如不需要原表，请改名或删除后重做",
)
SHEET_EDITED = Kind(
    "F705", WARNING, "上次生成的工作表“{sheet}”有手工修改，已改名保留为“{used}”", "核对后可删除"
)
OUTPUT_KEPT = Kind(
    "F706", WARNING, "“{file}”已存在且有手工修改或不是本工具生成，原文件已改名为“{used}”", "核对后可删除"
)
CANNOT_WRITE = Kind(
    "F707", ERROR, "无法写入“{file}”（{detail}）", "请关闭正在打开它的 Excel，或用 -o 指定有写入权限的位置"
)
OUTPUT_IS_INPUT = Kind(
    "F708", ERROR, "结果文件与输入文件是同一个文件", "请用 -o 指定其他文件名，或使用 --in-place"
)
PLACEHOLDER_UNKNOWN = Kind(
    "F709", ERROR, "模板中的占位符“{{{name}}}”无法识别", "请改用模板说明中列出的占位符"
)
TEMPLATE_MISSING = Kind("F710", ERROR, "模板工作簿中没有“{sheet}”工作表", "请恢复随附的模板")
IN_PLACE_FORMAT = Kind(
    "F711", ERROR, "--in-place 只能用于 .xlsx 和 .xlsm 工作簿", "请去掉 --in-place，结果另存为新文件"
)
COLUMN_NOT_WRITTEN = Kind(
    "F712", WARNING, "“{header}”列的单元格在合并区域内，未写入", "请取消该列的合并单元格"
)
BACKED_UP = Kind("F713", NOTE, "写回前的工作簿已备份为“{file}”", "如需恢复，用备份覆盖即可")
NO_MACROS = Kind("F714", WARNING, "原工作簿含有宏，结果文件是不含宏的 .xlsx", "需要宏时请使用原工作簿")

CHART_MISSING = Kind(
    "F716", ERROR, "模板“{sheet}”中没有图", "请恢复随附的模板，或在其中插入一个柱形图和折线图的组合图"
)
PLACEHOLDER_MISSING = Kind(
    "F715", ERROR, "模板中缺少占位符“{{{name}}}”", "请恢复随附的模板，或按模板说明补上该占位符"
)

# Codes F9xx, the program itself.
UNEXPECTED = Kind("F901", ERROR, "程序内部错误，没有完成，原文件没有改动", "请把日志 {log} 发给维护人员")

# Codes F12xx, checks: what contradicts itself in the workbook (F1201 on).
GROWTH_DISAGREES = Kind(
    "F1201",
    WARNING,
    "“{name}”{period}增速填为 {stated}%，按数据计算为 {computed}%（{earlier}，{later}）；增速若无误，{before}应为 {implied}",
    "请核对两期数据和增速；是可比价或同口径增速的，请在“数据说明”写明",
)
JUMP = Kind("F1202", WARNING, "“{name}”的{later}是{earlier}的 {times} 倍，相差十倍以上", "请核对单位和小数点")
PART_ABOVE_YEAR = Kind(
    "F1203",
    WARNING,
    "“{name}”的{part}大于{whole}，年内累计数不应大于更长时期的数",
    "请核对两期数据是否填错列",
)
RANK_NOT_WHOLE = Kind("F1204", ERROR, "“{name}”的{what}“{text}”不是名次", "请填写从 1 起的整数")
SHARE_OUT_OF_RANGE = Kind(
    "F1205", WARNING, "“{name}”的{what}“{text}”不在 0—100% 之间，占比不应如此", "请核对数值和单位"
)
GROWTH_WITHOUT_FIGURE = Kind(
    "F1206", WARNING, "“{name}”{period}数据填“{text}”，却填有增速 {growth}", "请补填数据，或删去增速"
)
FIGURE_AFTER_END = Kind(
    "F1207",
    WARNING,
    "“{name}”{ended}表示停止统计，之后却有数据（{later}）",
    "请核对是否已恢复统计，或属不同口径",
)
STILL_FORESEEN = Kind(
    "F1208", NOTE, "“{name}”的{figure}仍是预计数，而{later}已有正式数", "请改填正式公布的数"
)
TARGET_BEHIND_BASE = Kind(
    "F1209",
    NOTE,
    "“{name}”（{direction}）的目标 {target} 还不如{base}，按守住目标评价",
    "请核对目标和方向；确是底线的，写成“{bounded}”，此条不再出现",
)
PLANNED_GROWTH_DISAGREES = Kind(
    "F1210",
    WARNING,
    "“{name}”规划年均增速为 {planned}%，从{base}到目标 {target} 年均须增长 {implied}%；按 {planned}% 只能推到 {reached}",
    "请核对基期数、目标和规划年均增速；是可比价增速的，请在“数据说明”写明",
)
IDENTITY_BROKEN = Kind(
    "F1211",
    ERROR,
    "{period}不符合勾稽关系“{text}”：左边 {left}，右边 {right}（{figures}）",
    "请核对所列数据；确可不同的，在 {row} 调整允许误差",
)
IDENTITY_UNREADABLE = Kind(
    "F1212", WARNING, "勾稽关系“{text}”无法使用：{reason}，未检查", "请写成“[24] = [22] / [23]”的样子"
)
UNDECIDED = Kind(
    "F1213",
    NOTE,
    "“{name}”{reason}，责任单位没有提出建议，按规则为“{recommendation}”",
    "请责任单位填写“部门建议”",
)
FORECAST_DISAGREES = Kind(
    "F1214", WARNING, "“{name}”部门预判“{text}”与数据不符：{reason}", "请责任单位核实数据、目标和预判"
)
SAME_AS_DIFFERS = Kind(
    "F1215",
    WARNING,
    "“{name}”的建议写“{text}”，而{period}是 {known}（{cell}）",
    "请核对建议值，或删去与该年比较的话",
)
NOTE_DISAGREES = Kind(
    "F1216",
    WARNING,
    "“{name}”的数据说明写有{period}的数 {noted}，而该期填“{text}”（{cell}）",
    "数已确定的，填入该期；不宜采用的，从“数据说明”删去",
)

# F1251 on: the report's prose against the workbook.
REPORT_NOT_READABLE = Kind(
    "F1251", ERROR, "文件{reason}，无法核对", "请在 Word 或 WPS 中另存为 .docx（或纯文本）后再用"
)
REPORT_EMPTY = Kind("F1252", ERROR, "文件中没有正文", "请核对文件；正文是图片的，请先转换为文字")

_REWRITE = "请核对后改正正文；工作簿有误的，改正工作簿"
REPORT_NAMES_NONE = Kind(
    "F1253", WARNING, "正文中没有找到工作簿里任何指标的数，未作核对", "请核对报告与工作簿是否对应"
)
REPORT_VALUE = Kind(
    "F1254",
    ERROR,
    "“{name}”{what}数据，正文是 {told}，工作簿是 {known}（{cell}）。原句：{sentence}",
    _REWRITE,
)
REPORT_GROWTH = Kind(
    "F1255",
    ERROR,
    "“{name}”{what}增速，正文是 {told}，工作簿是 {known}（{cell}）。原句：{sentence}",
    _REWRITE,
)
REPORT_AVERAGE = Kind(
    "F1256",
    WARNING,
    "“{name}”的平均增速，正文是 {told}；{reason}按几何平均是 {known}（{cell}）。原句：{sentence}",
    "年均增长应按几何平均计算；确用算术平均的，请在正文写明",
)
REPORT_CHANGE = Kind(
    "F1257",
    ERROR,
    "“{name}”{what}比{since}的变动，正文是 {told}，按工作簿是 {known}（{figures}；{cell}）。原句：{sentence}",
    _REWRITE,
)
REPORT_ASSESSED = Kind(
    "F1258",
    ERROR,
    "“{name}”的{what}，正文是 {told}，按工作簿是 {known}（{figures}；{cell}）。原句：{sentence}",
    _REWRITE,
)
REPORT_TARGET = Kind(
    "F1259", ERROR, "“{name}”的{what}，正文是 {told}，工作簿是 {known}（{cell}）。原句：{sentence}", _REWRITE
)
REPORT_GAP = Kind(
    "F1260",
    ERROR,
    "“{name}”与规划的差距，正文是 {told}，工作簿：{known}（{cell}）。原句：{sentence}",
    _REWRITE,
)
REPORT_NO_FIGURE = Kind(
    "F1261",
    WARNING,
    "“{name}”{period}数据，正文是 {told}，工作簿是“{known}”（{cell}）。原句：{sentence}",
    "请把正式的数填入工作簿；不宜使用的，从正文删去",
)
REPORT_STATEMENT = Kind(
    "F1262", ERROR, "“{name}”，正文说“{told}”，而{known}（{cell}）。原句：{sentence}", _REWRITE
)
REPORT_TREND = Kind(
    "F1263",
    WARNING,
    "“{name}”，正文说“{words}”，工作簿是：{known}（{cell}）。原句：{sentence}",
    "请核对升降的用语",
)
REPORT_SAME_AS = Kind(
    "F1264",
    ERROR,
    "“{name}”，正文说 {told} 与{period}相同，工作簿{period}是 {known}（{cell}）。原句：{sentence}",
    _REWRITE,
)
REPORT_COUNT = Kind("F1265", ERROR, "{group}，正文是 {told}，评估结果是 {known}。原句：{sentence}", _REWRITE)
REPORT_LIST = Kind(
    "F1266",
    ERROR,
    "{group}，正文列出 {told} 个，评估结果是 {known} 个，{difference}。原句：{sentence}",
    _REWRITE,
)

# Codes F13xx, the report in Word.
REPORT_TEMPLATE_DAMAGED = Kind(
    "F1301", ERROR, "报告模板不是 Word 文档或已损坏（{detail}）", "请恢复随附的模板，或在 Word 中另存为 .docx"
)
REPORT_CHART_MISSING = Kind(
    "F1302",
    WARNING,
    "报告模板中没有图，{count}个标明“配图”的指标没有画图",
    "请恢复随附的模板，或在其中插入一个柱形图和折线图的组合图",
)


def all_kinds() -> dict[str, Kind]:
    """Return every kind by its code, in the order of the codes."""
    kinds = [value for value in globals().values() if isinstance(value, Kind)]
    return {kind.code: kind for kind in sorted(kinds, key=lambda kind: int(kind.code[1:]))}
