"""The catalogue of findings. docs/findings.md has a paragraph for each code; a test holds the two together.

Codes: F1 files, F2 structure, F3 cells, F4 inference, F5 evaluation, F6 recommendations, F7 output,
F8 forms and collecting, F9 the program itself, F10 making and installing the add-in, F11 the workbook open
in Excel, F12 checks of the workbook and of the report.
"""

from __future__ import annotations

from yuecheng_xl.findings import Kind, Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

# Codes F1xx, the file as a whole.
FILE_MISSING = Kind("F101", ERROR, "找不到文件", "找不到文件“{file}”", "请核对文件名和所在文件夹")
NOT_A_WORKBOOK = Kind(
    "F102",
    ERROR,
    "不是 Excel 工作簿",
    "文件内容不是 Excel 工作簿",
    "请在 Excel 或 WPS 中打开原文件，另存为 .xlsx 后再用",
)
DAMAGED = Kind(
    "F103",
    ERROR,
    "文件不完整或已损坏",
    "文件不完整或已损坏（{detail}）",
    "请重新复制或请报送人重新发送，也可用 Excel 的“打开并修复”",
)
ENCRYPTED = Kind(
    "F104",
    ERROR,
    "设有打开密码",
    "文件设有打开密码，无法读取",
    "请在 Excel 中取消打开密码（文件—信息—保护工作簿）后再用",
)
OTHER_FORMAT = Kind(
    "F105",
    ERROR,
    "其他格式的表格",
    "文件是{format}格式，不是 .xlsx",
    "请在 Excel 或 WPS 中打开，另存为 .xlsx 后再用",
)
OVERSIZED = Kind(
    "F106",
    ERROR,
    "解压后过大",
    "文件解压后有 {size} MB，超过上限 {limit} MB，未读取",
    "请删去工作簿中的图片和多余的空白格式后另存",
)
DOCTYPE = Kind(
    "F107",
    ERROR,
    "含有 DOCTYPE 声明",
    "文件部件“{part}”含有 DOCTYPE 声明，可能有害，未读取",
    "请在 Excel 中打开后另存为新的 .xlsx",
)
LOCK_FILE = Kind(
    "F108",
    ERROR,
    "临时锁文件",
    "这是 Excel 打开文件时的临时锁文件，不是工作簿",
    "请关闭 Excel 中的该文件，改用不带“~$”的文件",
)
NO_READ_RIGHT = Kind(
    "F109",
    ERROR,
    "没有权限或被占用",
    "没有权限读取或文件正被占用",
    "请关闭正在打开它的程序，或把文件复制到自己的文件夹后再用",
)
IS_FOLDER = Kind("F110", ERROR, "是文件夹", "这是文件夹，不是文件", "请指定文件夹里的工作簿")
STRICT_FORMAT = Kind(
    "F111",
    ERROR,
    "严格的 Open XML 格式",
    "工作簿是“严格的 Open XML 工作簿”，本工具不能读写这种格式",
    "请在 Excel 中另存为普通的“Excel 工作簿（.xlsx）”",
)

# Codes F2xx, structure of the master workbook.
NO_INDICATOR_TABLE = Kind(
    "F201",
    ERROR,
    "没有指标表",
    "没有找到指标表：各工作表中没有同时含有“指标”“目标”和年份的表头",
    "请核对工作表，表头写法见随附的指标总表",
)
SEVERAL_TABLES = Kind(
    "F202",
    ERROR,
    "不能确定用哪一张",
    "有多张工作表像指标表（{sheets}），不能确定用哪一张",
    "请把要评估的一张命名为“{expected}”",
)
TABLE_BY_HEADER = Kind(
    "F203",
    NOTE,
    "按表头认定",
    "没有名为“{expected}”的工作表，已按表头认定本表为指标表",
    "如认定有误，请修改工作表名称",
)
DUPLICATE_COLUMN = Kind(
    "F204", ERROR, "表头重复", "表头“{header}”与 {first} 重复，本列未采用", "请删去或改名其中一列"
)
UNUSED_COLUMN = Kind(
    "F205", NOTE, "表头未识别", "本列表头“{header}”未识别，未参与评估", "如应参与评估，请按指标总表的表头改写"
)
IGNORED_ROW = Kind(
    "F206", NOTE, "不作为指标的行", "本行没有目标和数据，未作为指标（“{text}”）", "如是指标，请补填目标和数据"
)
NO_INDICATORS = Kind("F207", ERROR, "表头下没有指标", "表头下没有指标", "请在表头下每行填写一个指标")
DUPLICATE_NUMBER = Kind(
    "F208", ERROR, "序号重复", "序号 {number} 与 {first} 重复", "请改正序号，一个指标一个序号"
)
NUMBER_ASSIGNED = Kind("F209", NOTE, "代编序号", "序号为空或无法识别，已按次序编为 {number}", "请补填序号")
DUPLICATE_NAME = Kind("F210", WARNING, "指标同名", "指标“{name}”与 {first} 同名", "请核对是否重复填报")
NO_BASE_YEAR = Kind(
    "F211",
    ERROR,
    "无法确定年份",
    "无法确定基期和目标年",
    "请在“规划信息”表填写基期和目标年，或在表头写明年份",
)
UNKNOWN_SETTING = Kind(
    "F212",
    WARNING,
    "规划信息无法识别",
    "“规划信息”的“{key}”填写为“{text}”，无法识别，按“{default}”处理",
    "请按说明改填",
)
ROW_NAMELESS = Kind(
    "F213", WARNING, "行内没有指标名称", "本行有数据但没有指标名称，未参与评估", "请补填指标名称"
)
YEARS_DISAGREE = Kind(
    "F214",
    WARNING,
    "年份不一致",
    "“规划信息”的{what}为 {told}，表头为 {seen}，按“规划信息”处理",
    "请核对并改成一致",
)

# Codes F3xx, single cells.
UNREADABLE = Kind(
    "F301",
    ERROR,
    "内容无法识别",
    "“{name}”的{what}“{text}”无法识别，未采用",
    "请填写数字，或“未出”“未统计”等规定用语",
)
UNIT_IN_CELL = Kind(
    "F302", NOTE, "带有单位", "“{name}”的{what}“{text}”带有单位，已按 {value} 读取", "请只填数字"
)
UNIT_CONVERTED = Kind(
    "F303",
    WARNING,
    "单位已换算",
    "“{name}”的{what}“{text}”的单位与“{unit}”不同，已换算为 {value}",
    "请核对换算，并按指标单位填写",
)
UNIT_MISMATCH = Kind(
    "F304",
    ERROR,
    "单位不符",
    "“{name}”的{what}“{text}”的单位与指标单位“{unit}”不符，未采用",
    "请按指标单位填写",
)
ERROR_VALUE = Kind(
    "F305", ERROR, "错误值", "“{name}”的{what}是错误值 {text}，未采用", "请改正公式或直接填写数字"
)
NOT_CALCULATED = Kind(
    "F306",
    ERROR,
    "公式没有计算结果",
    "“{name}”的{what}是没有计算结果的公式，未采用",
    "请在 Excel 中打开、重新计算并保存",
)
NUMBER_AS_TEXT = Kind(
    "F307",
    NOTE,
    "文本形式的数字",
    "“{name}”的{what}“{text}”是文本形式的数字，已按 {value} 读取",
    "请改为数字格式",
)
NOTE_MARK = Kind(
    "F308",
    WARNING,
    "数字后有注释标记",
    "“{name}”的{what}“{text}”数字后有注释标记，已按 {value} 读取",
    "请核对，并把注释移到“数据说明”",
)
TARGET_UNREADABLE = Kind(
    "F309",
    ERROR,
    "目标无法识别",
    "“{name}”的目标“{text}”无法识别",
    "请按“1500以上”“≥92”“5左右”“[13.5]”“年均7”等写法填写",
)
TARGET_MISSING = Kind("F310", ERROR, "没有填写目标", "“{name}”没有填写目标", "请补填目标")
UNKNOWN_WORD = Kind(
    "F311",
    WARNING,
    "不是规定用语",
    "“{name}”的{what}“{text}”不在规定用语（{allowed}）中，未采用",
    "请从下拉列表中选择",
)
AFTER_CUTOFF = Kind(
    "F312",
    WARNING,
    "在评估时点之后",
    "“{name}”的{what}在评估时点（{cutoff}）之后，未参与评估",
    "如应采用，请修改评估时点",
)
BOUND_AS_VALUE = Kind(
    "F313", NOTE, "填的是界限", "“{name}”的{what}“{text}”是界限，已按 {value} 计算", "如有确数，请填写确数"
)

STALE_VALUE = Kind(
    "F315",
    ERROR,
    "公式的结果已过期",
    "“{name}”的{what}是公式，所引用的单元格在上次写入时有改动，公式的结果还是改动之前的，未采用",
    "请用 Excel 打开工作簿并保存一次，公式重新计算后再评估",
)

# Codes F4xx, inference.
DIRECTION_INFERRED = Kind(
    "F401", NOTE, "推断方向", "方向未填，{reason}，按“{value}”处理的指标：{names}", "请核对并填写“方向”列"
)
MEASURE_INFERRED = Kind(
    "F402",
    NOTE,
    "推断数据类型",
    "数据类型未填，{reason}，按“{value}”处理的指标：{names}",
    "请核对并填写“数据类型”列",
)
YEAR_INFERRED = Kind(
    "F403", NOTE, "推断年份", "“规划信息”没有填写{what}，按表头取为 {value}", "请核对并填写“规划信息”"
)
CUTOFF_INFERRED = Kind(
    "F404", NOTE, "推断评估时点", "没有填写评估时点，按最新数据取为 {value}", "请核对并填写“规划信息”"
)
DIRECTION_DOUBTFUL = Kind(
    "F405",
    WARNING,
    "方向可疑",
    "“{name}”的目标 {target} 不优于基数 {base}，方向是推断的“{value}”，按守住目标处理",
    "请核对方向",
)
MEASURE_UNDECIDED = Kind(
    "F406",
    NOTE,
    "无从推断数据类型",
    "数据类型未填，也无从推断（只有全年数据，不影响结论）的指标：{names}",
    "请填写“数据类型”列",
)

# Codes F5xx, evaluation.
NO_FIGURE = Kind(
    "F501", WARNING, "没有数据", "“{name}”没有可用于评估的数据，无法评价", "请补填数据或部门预判"
)
PART_YEAR_UNUSED = Kind(
    "F502",
    WARNING,
    "年内数没有采用",
    "“{name}”的{period}数缺少{missing}，未采用，改用{used}数据",
    "请补填{missing}",
)
FORECAST_UNCLEAR = Kind(
    "F503",
    WARNING,
    "部门预判不明确",
    "“{name}”的部门预判“{text}”看不出能否完成，未采用",
    "请写明“能实现”或“未达到”",
)
OVERRIDDEN = Kind(
    "F504",
    NOTE,
    "人工认定与测算不同",
    "“{name}”人工认定为“{manual}”，系统测算为“{computed}”",
    "请确认人工认定的依据",
)
CUMULATION_GAP = Kind(
    "F505", WARNING, "累计有缺口", "“{name}”缺少{period}数据，只能累计到{until}", "请补填，或填写“…（累计）”"
)
HIGH_RISK = Kind(
    "F506",
    WARNING,
    "高风险",
    "“{name}”后期每年需{required}，远超已有最好水平{best}，不作调整风险高",
    "请研究加大力度或调整目标",
)
QUALITATIVE_NUMBER = Kind(
    "F507",
    WARNING,
    "定性目标没有文字",
    "“{name}”是定性目标，但没有填报完成情况的文字",
    "请在最新时期填写完成情况的文字",
)
DEPARTMENT_FORECAST_USED = Kind(
    "F508", NOTE, "采用部门预判", "“{name}”没有基期以后的数据，按部门预判“{text}”认定", "数据公布后请补填"
)
BOUND_CONTRADICTS = Kind(
    "F509",
    WARNING,
    "目标与方向矛盾",
    "“{name}”的目标“{target}”与方向“{direction}”矛盾，按目标的上下限判断",
    "请核对目标和方向",
)
WINDOW_UNUSED = Kind(
    "F510",
    WARNING,
    "不是从1月起累计",
    "“{name}”的{period}数不是从1月起累计，不能与全年数相接，未采用",
    "请填写1月起的累计数",
)

# Codes F6xx, recommendations.
PROPOSAL_OUTSIDE = Kind(
    "F601",
    WARNING,
    "建议值超出实际范围",
    "“{name}”建议目标 {proposal} 超出基期以来实际值范围（{low}—{high}）",
    "请核实建议值的依据",
)
PROPOSAL_MISSING = Kind(
    "F602", WARNING, "缺少建议内容", "“{name}”应{recommendation}，但没有建议内容", "请责任单位填写“建议内容”"
)
PROPOSAL_NOT_FOLLOWED = Kind(
    "F603",
    WARNING,
    "没有采用部门建议",
    "“{name}”部门建议“{proposal}”，按规则为“{recommendation}”：{reason}",
    "请研究确定",
)
PROPOSAL_FROM_DIFFERS = Kind(
    "F604",
    WARNING,
    "原目标不一致",
    "“{name}”建议内容写的原目标 {told} 与规划目标 {target} 不一致",
    "请核对建议内容",
)
PROPOSAL_UNREADABLE = Kind(
    "F605",
    WARNING,
    "看不出建议值",
    "“{name}”的建议内容“{text}”看不出建议值，无法与实际值比较",
    "请写成“由甲调整为乙”",
)

# Codes F7xx, output.
FORMULAS_RECALCULATED = Kind(
    "F703",
    NOTE,
    "公式的结果待重新计算",
    "有 {count} 个公式引用了本次写入的单元格，其结果还是写入之前的，用 Excel 打开时重新计算",
    "请用 Excel 打开结果文件并保存一次；如数字没有变化，请按 F9",
)
SHEET_NOT_OURS = Kind(
    "F704",
    WARNING,
    "同名的表不是本工具生成",
    "已有不是本工具生成的工作表“{sheet}”，未改动，结果写在“{used}”",
    "如不需要原表，请改名或删除后重做",
)
SHEET_EDITED = Kind(
    "F705",
    WARNING,
    "上次的结果表有手工修改",
    "上次生成的工作表“{sheet}”有手工修改，已改名保留为“{used}”",
    "核对后可删除",
)
OUTPUT_KEPT = Kind(
    "F706",
    WARNING,
    "原有文件已改名",
    "“{file}”已存在且有手工修改或不是本工具生成，原文件已改名为“{used}”",
    "核对后可删除",
)
CANNOT_WRITE = Kind(
    "F707",
    ERROR,
    "无法写入",
    "无法写入“{file}”（{detail}）",
    "请关闭正在打开它的 Excel，或用 -o 指定有写入权限的位置",
)
OUTPUT_IS_INPUT = Kind(
    "F708",
    ERROR,
    "结果文件就是输入文件",
    "结果文件与输入文件是同一个文件",
    "请用 -o 指定其他文件名，或使用 --in-place",
)
PLACEHOLDER_UNKNOWN = Kind(
    "F709", ERROR, "占位符无法识别", "模板中的占位符“{{{name}}}”无法识别", "请改用模板说明中列出的占位符"
)
TEMPLATE_MISSING = Kind(
    "F710", ERROR, "模板缺少工作表", "模板工作簿中没有“{sheet}”工作表", "请恢复随附的模板"
)
IN_PLACE_FORMAT = Kind(
    "F711",
    ERROR,
    "格式不能写回",
    "--in-place 只能用于 .xlsx 和 .xlsm 工作簿",
    "请去掉 --in-place，结果另存为新文件",
)
COLUMN_NOT_WRITTEN = Kind(
    "F712",
    WARNING,
    "合并单元格没有写入",
    "“{header}”列的单元格在合并区域内，未写入",
    "请取消该列的合并单元格",
)
BACKED_UP = Kind("F713", NOTE, "已备份", "写回前的工作簿已备份为“{file}”", "如需恢复，用备份覆盖即可")
KEEPS_MACROS = Kind(
    "F714",
    NOTE,
    "结果保留宏",
    "原工作簿含有宏，结果文件同样含有宏，已保存为“{file}”",
    "不需要宏时，请在 Excel 中另存为 .xlsx",
)
SIGNED = Kind(
    "F718",
    ERROR,
    "有数字签名",
    "工作簿有数字签名，写入会使签名失效",
    "请在 Excel 的“文件—信息—查看签名”中删除签名，或另存一份不带签名的副本，用副本评估",
)
SHARED_WITH_REVISIONS = Kind(
    "F719",
    ERROR,
    "共享工作簿带有修订记录",
    "工作簿正在共享并保存着修订记录，写入会使修订记录与内容不符",
    "请在 Excel 的“审阅—共享工作簿”中取消共享后再评估",
)
CHART_MISSING = Kind(
    "F716",
    ERROR,
    "模板中没有图",
    "模板“{sheet}”中没有图",
    "请恢复随附的模板，或在其中插入一个柱形图和折线图的组合图",
)
PLACEHOLDER_MISSING = Kind(
    "F715",
    ERROR,
    "模板中缺少占位符",
    "模板中缺少占位符“{{{name}}}”",
    "请恢复随附的模板，或按模板说明补上该占位符",
)

FORM_ROWS = Kind(
    "F717",
    ERROR,
    "报送表模板缺少样式行",
    "报送表模板缺少样式行：应有上下相邻两行带占位符，上一行是待填样式，下一行是已知样式",
    "请恢复随附的模板",
)

# Codes F8xx, forms and collecting.
NO_DEPARTMENTS = Kind(
    "F801", ERROR, "没有责任单位", "没有一个指标填写了责任单位，无法分发", "请在指标总表填写“责任单位”列"
)
DEPARTMENT_MISSING = Kind(
    "F802",
    WARNING,
    "指标没有责任单位",
    "第{number}个指标“{name}”没有填写责任单位，没有列入任何报送表",
    "请补填责任单位后重新分发",
)
FORM_INFO_MISSING = Kind(
    "F803",
    NOTE,
    "没有联系人或截止日期",
    "没有填写{what}，报送表中写为“另行通知”",
    "请在“规划信息”补填后重新分发",
)

FOLDER_MISSING = Kind("F804", ERROR, "找不到文件夹", "找不到文件夹“{file}”", "请核对文件夹的名称和位置")
NO_TABLE = Kind(
    "F805",
    ERROR,
    "没有填报的表",
    "没有找到填报的表：各工作表中没有同时含有“指标”和年份的表头",
    "请用下发的报送表填报，或在表头写明“指标”和各年份",
)
NO_CELLS = Kind(
    "F806",
    ERROR,
    "表中没有文字",
    "工作表中没有文字和数字，可能是贴了图片或扫描件",
    "请把数据填入下发的报送表，不要贴图片",
)
NO_KNOWN_INDICATOR = Kind(
    "F807", ERROR, "没有规划指标", "表中没有一个规划指标", "请核对是否发错文件，并按下发的报送表填报"
)
OTHER_PLAN = Kind(
    "F808",
    ERROR,
    "另一个规划的报送表",
    "这是另一个规划的报送表",
    "请核对是否发错文件，用本次下发的报送表填报",
)
OLD_FORM = Kind(
    "F809",
    NOTE,
    "不是最新的报送表",
    "报送表不是最新下发的版本",
    "如指标、单位或目标有变化，请按最新的报送表核对",
)
DEPARTMENT_INFERRED = Kind(
    "F810",
    NOTE,
    "按所报指标认定单位",
    "文件没有写明报送单位，按所报指标认定为“{department}”",
    "请核对报送单位",
)
DEPARTMENT_UNKNOWN = Kind(
    "F811",
    WARNING,
    "看不出报送单位",
    "看不出是哪个单位报送的",
    "请在文件名中写明单位名称，或用下发的报送表填报",
)
OTHER_OWNER = Kind(
    "F812",
    WARNING,
    "报了其他单位的指标",
    "“{name}”由{owner}负责，却在{department}报送的表中",
    "请与{owner}核对是否采用",
)
NAME_ALIKE = Kind(
    "F813",
    WARNING,
    "指标名称相近",
    "“{text}”与规划指标的名称不完全一样，按相似（{likeness}%）认定为“{names}”",
    "请核对是否同一个指标",
)
NAME_AMBIGUOUS = Kind(
    "F814", ERROR, "指标名称不能确定", "“{text}”可能是“{names}”，不能确定，未采用", "请按规划写全指标名称"
)
NAME_UNKNOWN = Kind(
    "F815", WARNING, "不是规划指标", "“{text}”不是规划指标，未采用", "如是规划指标，请按规划写全名称"
)
PERIOD_UNKNOWN = Kind(
    "F816",
    WARNING,
    "总表没有这个时期",
    "总表中没有{period}这一列，本列未采用",
    "请核对时期；确需采用的，请先在总表增加该列",
)
UNIT_OTHER = Kind(
    "F817",
    ERROR,
    "单位不能换算",
    "“{name}”的单位写为“{text}”，与规划的“{unit}”不能换算，本行数据未采用",
    "请按规划的单位填报",
)
UNIT_SCALED = Kind(
    "F818",
    WARNING,
    "单位已换算",
    "“{name}”的单位写为“{text}”，与规划的“{unit}”不同，数据已乘以 {scale}",
    "请核对换算",
)
TARGET_CHANGED = Kind(
    "F819",
    WARNING,
    "目标与规划不同",
    "“{name}”的目标写为“{text}”，规划为“{target}”，未采用",
    "目标以规划为准；需要调整的，请填“部门建议”",
)
PERCENT_AS_SHARE = Kind(
    "F820",
    ERROR,
    "百分数可能少乘了100",
    "“{name}”的{what}填为 {text}，已有数据是 {known}，可能应为 {value}，未采用",
    "百分数请按百分号前面的数填，97.3%填97.3",
)
PERCENT_UNKNOWN = Kind(
    "F821",
    ERROR,
    "看不出是不是百分比",
    "“{name}”的{what}是 {text}，这种文件格式看不出是否按百分比显示，未采用",
    "请另存为 .xlsx 后再报",
)
FAR_FROM_KNOWN = Kind(
    "F822",
    WARNING,
    "相差悬殊",
    "“{name}”的{what} {text} 与已有数据 {known} 相差 {factor} 倍以上",
    "请核对单位和小数点",
)
NOT_FILLED = Kind(
    "F823", WARNING, "没有填", "“{name}”没有填：{periods}", "请补填；没有数据的填“未出”或“未统计”"
)
TWO_ANSWERS = Kind(
    "F824",
    ERROR,
    "同一个文件填了两次",
    "“{name}”的{what}填了两次且不一样：“{text}”，{place} 为“{other}”，都未采用",
    "请只保留正确的一个",
)
NOT_SUBMITTED = Kind("F825", WARNING, "没有报送", "{department}没有报送", "请催报")
NOT_READABLE = Kind(
    "F826", ERROR, "报送的文件都不能采用", "{department}报送的文件都不能采用", "请按退回说明改正后重新报送"
)
INDICATOR_NOT_SUBMITTED = Kind("F827", WARNING, "漏报指标", "{department}没有报送：{names}", "请补报")
VERSIONS_DIFFER = Kind(
    "F828",
    ERROR,
    "几个版本分不出先后",
    "“{name}”的{what}，同一单位的几份文件不一样：{answers}，看不出先后，都未采用",
    "请问清以哪一份为准，把其余的移出文件夹后重新汇总",
)
NEWER_TAKEN = Kind(
    "F829",
    WARNING,
    "采用最新的版本",
    "“{name}”的{what}，同一单位的几份文件不一样：{answers}，采用保存时间最晚的一份",
    "请核对是否以这一份为准",
)
DEPARTMENTS_DISAGREE = Kind(
    "F830",
    ERROR,
    "几个单位不一致",
    "“{name}”的{what}，几个单位填报的不一样：{answers}，都未采用",
    "请有关单位核对一致后重新报送",
)
REVISED = Kind(
    "F831",
    WARNING,
    "修订已有数据",
    "“{name}”的{what}由“{old}”修订为“{new}”",
    "请核对修订的依据；不应修订的，请在总表改回",
)
PROVISIONAL_REPLACED = Kind("F832", NOTE, "更新预计数", "“{name}”的{what}由“{old}”更新为“{new}”", "请核对")
KNOWN_KEPT = Kind(
    "F833",
    NOTE,
    "保留已有数据",
    "“{name}”的{what}填为“{new}”，总表已有“{old}”，保留总表数据",
    "如总表数据有误，请核对后改正",
)
NO_COLUMN = Kind(
    "F834",
    WARNING,
    "总表没有这一列",
    "总表没有“{what}”列，填报内容未写入",
    "如需要，请在总表增加该列后重新汇总",
)
FORMULA_KEPT = Kind(
    "F835",
    WARNING,
    "总表中是公式",
    "“{name}”的{what}在总表中是公式，填报的“{new}”未写入",
    "请核对；应以填报为准的，请删去公式后重新汇总",
)
ARCHIVE_TOO_DEEP = Kind(
    "F836", ERROR, "压缩包套压缩包", "压缩包套了太多层，没有打开", "请解压后把工作簿放进文件夹"
)
ARCHIVE_OVERSIZED = Kind(
    "F837", ERROR, "压缩包过大", "压缩包里的文件太多或太大，没有打开", "请解压后只留下报送的工作簿"
)
ARCHIVE_ENCRYPTED = Kind(
    "F838", ERROR, "压缩包有密码", "压缩包设有密码，没有打开", "请用密码解压后把工作簿放进文件夹"
)
FILE_FAILED = Kind(
    "F843",
    ERROR,
    "读取时出错",
    "读取时程序出错，没有采用",
    "请在 Excel 中另存后再试；仍不行的，请把日志 {log} 发给维护人员",
)
NO_CLUSTER_PACKAGE = Kind(
    "F844",
    ERROR,
    "没有安装集群组件",
    "没有安装集群计算所需的组件 distributed",
    "请由技术人员加装可选组件 yuecheng-xl[cluster]，或去掉 --scheduler",
)
NO_SCHEDULER = Kind(
    "F845",
    ERROR,
    "连接不上集群",
    "连接不上集群的调度地址“{address}”",
    "请核对地址并确认调度程序已启动，或去掉 --scheduler",
)
OTHER_ARCHIVE = Kind(
    "F839", ERROR, "其他格式的压缩包", "这是 {format} 压缩包，不能直接打开", "请解压后把工作簿放进文件夹"
)
OUT_IS_INPUT = Kind(
    "F840", ERROR, "结果与报送同一个文件夹", "结果文件夹与报送文件夹是同一个", "请用 -o 指定另一个文件夹"
)
HIDDEN_SHEET = Kind(
    "F841",
    NOTE,
    "隐藏的工作表没有读取",
    "隐藏的工作表“{sheet}”也有填报的表，没有读取",
    "如应采用，请取消隐藏后重新报送",
)
NOTHING_SUBMITTED = Kind("F842", WARNING, "文件夹是空的", "文件夹里没有文件", "请核对文件夹")

RAISED_UNKNOWN = Kind(
    "F846",
    ERROR,
    "文本形式的数字可能带上标",
    "“{name}”的{what}是文本形式的“{text}”，这种文件格式看不出末尾是不是上标的注释，未采用",
    "请改为数字格式，或另存为 .xlsx 后再报",
)

# Codes F9xx, the program itself.
UNEXPECTED = Kind(
    "F901", ERROR, "程序内部错误", "程序内部错误，没有完成，原文件没有改动", "请把日志 {log} 发给维护人员"
)

# Codes F10xx, building, installing and bundling the add-in.
EXTRA_MISSING = Kind(
    "F1001",
    ERROR,
    "缺少制作加载项的程序包",
    "没有安装 {package}，不能制作加载项",
    '请在本项目的文件夹中运行 pip install ".[addin]" 后重做',
)
XLWINGS_UNKNOWN = Kind(
    "F1002",
    ERROR,
    "xlwings 的版本不合适",
    "xlwings {version} 自带的加载项与本程序要求的不同",
    "请改装 xlwings 0.37 的最新版后重做",
)
NO_INTERPRETER = Kind(
    "F1003",
    ERROR,
    "找不到 Python",
    "设置文件所指的 Python 不存在，可能已被移动或卸载",
    "请重新双击“安装.cmd”，或运行 addin install 命令",
)
NO_PROFILE = Kind(
    "F1004",
    ERROR,
    "不是 Windows",
    "找不到 Excel 的用户文件夹（没有 APPDATA），加载项只能用于 Windows 上的 Excel",
    "请在 Windows 上重做；其他系统请用 yuecheng-xl evaluate 等命令",
)
ADDIN_NOT_WRITTEN = Kind(
    "F1005", ERROR, "无法写入加载项", "无法写入“{file}”（{detail}）", "请关闭所有 Excel 窗口后重做"
)
ADDIN_NOT_REMOVED = Kind(
    "F1006", ERROR, "无法删除加载项", "无法删除“{file}”（{detail}）", "请关闭所有 Excel 窗口后重做"
)
PATH_UNREADABLE = Kind(
    "F1007",
    ERROR,
    "路径中有读不出来的字",
    "程序所在路径中的“{path}”不在系统的字符集内，Excel 的宏读不出来",
    "请把程序移到只含字母和数字的文件夹，再安装一次",
)
NOT_COMPILED = Kind(
    "F1008",
    WARNING,
    "没有预编译",
    "程序没有预编译，每次点击按钮要多等几秒",
    "请核对程序文件夹的写入权限，再安装一次；仍不行时双击“检查.cmd”查看原因",
)
ADDIN_ABSENT = Kind(
    "F1009",
    ERROR,
    "没有安装",
    "没有这个文件，加载项没有安装或不完整",
    "请双击“安装.cmd”，或运行 addin install 命令，然后重新打开 Excel",
)
ADDIN_OUTDATED = Kind(
    "F1010",
    WARNING,
    "版本不一致",
    "加载项与本程序的版本不一致",
    "请关闭 Excel，重新双击“安装.cmd”，或运行 addin install 命令",
)
SETTING_WRONG = Kind(
    "F1011",
    ERROR,
    "设置不对",
    "设置“{key}”是“{value}”，应为“{wanted}”",
    "请重新双击“安装.cmd”，或运行 addin install 命令",
)
PYTHON_FAILS = Kind(
    "F1012",
    ERROR,
    "Python 不能启动",
    "Python 不能启动（{detail}）",
    "请重新安装 Python，或改用免安装的文件夹",
)
PACKAGES_MISSING = Kind(
    "F1013",
    ERROR,
    "缺少程序包",
    "Python 缺少程序包或程序包不能用（{names}）",
    '请在本项目的文件夹中运行 pip install ".[addin]"，或改用免安装的文件夹',
)
STORE_PYTHON = Kind(
    "F1014",
    ERROR,
    "微软应用商店的 Python",
    "所用的是微软应用商店的 Python，它写入的文件 Excel 看不到",
    "请改装 python.org 的 Python，或改用免安装的文件夹，再安装一次",
)
FILE_BLOCKED = Kind(
    "F1015",
    ERROR,
    "文件被锁定",
    "文件带有“来自互联网”的标记，Excel 会禁止其中的宏",
    "请右击该文件，在“属性”中勾选“解除锁定”，再重新打开 Excel",
)
MACROS_OFF = Kind(
    "F1016",
    ERROR,
    "宏被关闭",
    "本机的策略关闭了 Office 的宏（{key}）",
    "请联系管理员；在此之前，打开工作簿，用命令 attach 做同样的事，见使用手册",
)
MACROS_LIMITED = Kind(
    "F1017",
    WARNING,
    "宏受限制",
    "本机的策略限制宏（{key}），加载项在受信任位置，一般不受影响",
    "如看不到“规划评估”选项卡，请联系管理员",
)
TRUST_OFF = Kind(
    "F1018",
    ERROR,
    "受信任位置被停用",
    "受信任位置被停用（{key}），加载项的宏不能运行",
    "请在“文件—选项—信任中心—信任中心设置—受信任位置”中启用，不能修改时请联系管理员",
)
NOT_TRUSTED = Kind(
    "F1019",
    WARNING,
    "不在受信任位置",
    "加载项所在的文件夹不在 Excel 的受信任位置中",
    "请在“文件—选项—信任中心—信任中心设置—受信任位置”中添加该文件夹",
)
ADDINS_LIMITED = Kind(
    "F1020",
    ERROR,
    "禁止加载项",
    "Excel 设为禁止没有签名的加载项（{key}）",
    "请在“文件—选项—信任中心—信任中心设置—加载项”中取消，不能修改时请联系管理员",
)
CHILD_PROCESSES_BLOCKED = Kind(
    "F1021",
    ERROR,
    "不许启动其他程序",
    "本机的安全策略不让 Office 启动其他程序，点击按钮后 Python 不能运行",
    "请联系管理员排除 Excel；在此之前请用 yuecheng-xl evaluate 等命令",
)
DISABLED_BY_EXCEL = Kind(
    "F1022",
    ERROR,
    "被 Excel 停用",
    "Excel 上次异常退出后停用了加载项",
    "请在“文件—选项—加载项”中把“管理”选为“禁用项目”，点“转到”，选中后点“启用”",
)
NOT_EXCEL = Kind(
    "F1023",
    ERROR,
    "Excel 被代替",
    "本机的 Excel 由“{program}”代替（如 WPS），加载项不能用",
    "请修复安装 Microsoft Office，或在 WPS 的“配置工具”中取消兼容设置；只有 WPS 时请用 yuecheng-xl evaluate 等命令",
)
EXCEL_ABSENT = Kind(
    "F1024",
    ERROR,
    "没有 Excel",
    "本机没有安装 Excel",
    "请安装 Microsoft Excel，或用 yuecheng-xl evaluate 等命令",
)
OPENS_ELSEWHERE = Kind(
    "F1025",
    WARNING,
    "双击用别的软件打开",
    "双击工作簿用“{program}”打开，不是 Excel，看不到“规划评估”选项卡",
    "请先打开 Excel，再从“文件—打开”中选工作簿；或右击工作簿，把默认的打开方式改为 Excel",
)
IN_ONEDRIVE = Kind(
    "F1026",
    WARNING,
    "在 OneDrive 中",
    "文件在 OneDrive 文件夹中，没有联网时可能读不到",
    "请移到本机的其他文件夹，再安装一次",
)
SHEET_OVERRIDES = Kind(
    "F1027",
    ERROR,
    "工作表改变设置",
    "工作簿中的“{sheet}”工作表会改变加载项的设置",
    "请删除该工作表，或修改它的名称",
)
SHEET_NEEDS_LICENSE = Kind(
    "F1028",
    ERROR,
    "工作表名以 .py 结尾",
    "工作簿中“{sheet}”工作表的名称像程序文件，xlwings 会当作程序，要求许可证",
    "请修改该工作表的名称",
)
FILE_OVERRIDES = Kind(
    "F1029",
    ERROR,
    "文件改变设置",
    "工作簿所在文件夹中的这个文件会改变加载项的设置",
    "请删除该文件，或修改它的名称",
)
NOT_EMBEDDABLE = Kind(
    "F1030",
    ERROR,
    "不是嵌入式 Python",
    "不是 Windows 的嵌入式 Python（{detail}）",
    "请从 python.org 下载文件名含“embed”的 zip，不要解压或改动",
)
WHEELS_MISSING = Kind(
    "F1031",
    ERROR,
    "程序包不全",
    "缺少 Python {python}（{platform}）用的程序包：{names}",
    "请按发布说明用 pip download 下载，放入该文件夹后重做",
)
WHEEL_DAMAGED = Kind("F1032", ERROR, "程序包损坏", "程序包不完整或已损坏（{detail}）", "请重新下载该文件")
BUNDLE_EXISTS = Kind(
    "F1033", ERROR, "文件夹已存在", "文件夹已存在，没有改动", "请用 -o 指定新的文件夹，或先删除原来的"
)

# Codes F11xx, the workbook open in Excel.
NO_EXCEL = Kind(
    "F1101",
    ERROR,
    "没有连接到 Excel",
    "没有连接到 Excel（{detail}）",
    "请先用 Excel 打开指标总表；只有 WPS 或没有 Excel 时，请改用 yuecheng-xl evaluate 等命令",
)
NO_WORKBOOK = Kind(
    "F1102",
    ERROR,
    "没有打开的工作簿",
    "Excel 中没有打开的工作簿",
    "请先打开指标总表；在“受保护的视图”中打开的，先点“启用编辑”",
)
EXCEL_BUSY = Kind(
    "F1103",
    ERROR,
    "Excel 正忙",
    "Excel 正忙，或有单元格正在编辑，没有完成，工作簿没有改动",
    "请按 Enter 或 Esc 结束编辑，关闭打开的对话框，再点一次",
)
BOOK_PROTECTED = Kind(
    "F1104",
    ERROR,
    "工作簿结构受保护",
    "工作簿的结构受保护，不能放入结果表",
    "请在“审阅—保护工作簿”中取消保护，再点一次",
)
BOOK_SHARED = Kind(
    "F1110",
    ERROR,
    "共享工作簿",
    "工作簿正由多人共享，Excel 不允许删除和替换其中的工作表",
    "请在“审阅—共享工作簿”中取消共享，再点一次",
)
SHEET_PROTECTED = Kind(
    "F1105", ERROR, "工作表受保护", "工作表受保护，不能写入", "请在“审阅—撤消工作表保护”中取消保护，再点一次"
)
COPY_NOT_SAVED = Kind(
    "F1106",
    ERROR,
    "副本没有存成",
    "不能在“{folder}”保存副本（{detail}），没有完成，工作簿没有改动",
    "请清理磁盘空间，并核对该文件夹的写入权限，再点一次",
)
NOT_UNDONE = Kind(
    "F1107",
    ERROR,
    "没有全部复原",
    "没有完成，工作簿也没有全部复原",
    "操作前的工作簿是“{copy}”，请从中取回；并把日志 {log} 发给维护人员",
)
NOTHING_TO_RESTORE = Kind(
    "F1108",
    ERROR,
    "没有可以恢复的内容",
    "没有可以恢复的内容：本工作簿没有点过评估，或结果表已不在其中",
    "评估前的各份副本在“{folder}”，需要时请打开取回",
)
NO_SUCH_JOB = Kind("F1109", ERROR, "没有这项功能", "没有“{job}”这项功能", "请更新程序，再重新安装加载项")

# Codes F12xx, checks: what contradicts itself in the workbook (F1201 on).
GROWTH_DISAGREES = Kind(
    "F1201",
    WARNING,
    "增速与数据不符",
    "“{name}”{period}增速填为 {stated}%，按数据计算为 {computed}%（{earlier}，{later}）；增速若无误，{before}应为 {implied}",
    "请核对两期数据和增速；是可比价或同口径增速的，请在“数据说明”写明",
)
JUMP = Kind(
    "F1202",
    WARNING,
    "相差悬殊",
    "“{name}”的{later}是{earlier}的 {times} 倍，相差 {factor} 倍以上",
    "请核对单位和小数点",
)
PART_ABOVE_YEAR = Kind(
    "F1203",
    WARNING,
    "年内数大于全年数",
    "“{name}”的{part}大于{whole}，年内累计数不应大于更长时期的数",
    "请核对两期数据是否填错列",
)
RANK_NOT_WHOLE = Kind("F1204", ERROR, "不是名次", "“{name}”的{what}“{text}”不是名次", "请填写从 1 起的整数")
SHARE_OUT_OF_RANGE = Kind(
    "F1205",
    WARNING,
    "占比不在 0—100% 之间",
    "“{name}”的{what}“{text}”不在 0—100% 之间，占比不应如此",
    "请核对数值和单位",
)
GROWTH_WITHOUT_FIGURE = Kind(
    "F1206",
    WARNING,
    "没有数据却有增速",
    "“{name}”{period}数据填“{text}”，却填有增速 {growth}",
    "请补填数据，或删去增速",
)
FIGURE_AFTER_END = Kind(
    "F1207",
    WARNING,
    "停止统计以后又有数据",
    "“{name}”{ended}表示停止统计，之后却有数据（{later}）",
    "请核对是否已恢复统计，或属不同口径",
)
STILL_FORESEEN = Kind(
    "F1208", NOTE, "仍是预计数", "“{name}”的{figure}仍是预计数，而{later}已有正式数", "请改填正式公布的数"
)
TARGET_BEHIND_BASE = Kind(
    "F1209",
    NOTE,
    "目标不如基期",
    "“{name}”（{direction}）的目标 {target} 还不如{base}，按守住目标评价",
    "请核对目标和方向；确是底线的，写成“{bounded}”，此条不再出现",
)
PLANNED_GROWTH_DISAGREES = Kind(
    "F1210",
    WARNING,
    "规划年均增速与目标不符",
    "“{name}”规划年均增速为 {planned}%，从{base}到目标 {target} 年均须增长 {implied}%；按 {planned}% 只能推到 {reached}",
    "请核对基期数、目标和规划年均增速；是可比价增速的，请在“数据说明”写明",
)
IDENTITY_BROKEN = Kind(
    "F1211",
    ERROR,
    "不符合勾稽关系",
    "{period}不符合勾稽关系“{text}”：左边 {left}，右边 {right}（{figures}）",
    "请核对所列数据；确可不同的，在 {row} 调整允许误差",
)
IDENTITY_UNREADABLE = Kind(
    "F1212",
    WARNING,
    "勾稽关系无法使用",
    "勾稽关系“{text}”无法使用：{reason}，未检查",
    "请写成“[24] = [22] / [23]”的样子",
)
UNDECIDED = Kind(
    "F1213",
    NOTE,
    "没有提出建议",
    "“{name}”{reason}，责任单位没有提出建议，按规则为“{recommendation}”",
    "请责任单位填写“部门建议”",
)
FORECAST_DISAGREES = Kind(
    "F1214",
    WARNING,
    "部门预判与数据不符",
    "“{name}”部门预判“{text}”与数据不符：{reason}",
    "请责任单位核实数据、目标和预判",
)
SAME_AS_DIFFERS = Kind(
    "F1215",
    WARNING,
    "“与某年持平”不符",
    "“{name}”的建议写“{text}”，而{period}是 {known}（{cell}）",
    "请核对建议值，或删去与该年比较的话",
)
NOTE_DISAGREES = Kind(
    "F1216",
    WARNING,
    "数据说明与数据不符",
    "“{name}”的数据说明写有{period}的数 {noted}，而该期填“{text}”（{cell}）",
    "数已确定的，填入该期；不宜采用的，从“数据说明”删去",
)

# F1251 on: the report's prose against the workbook.
REPORT_NOT_READABLE = Kind(
    "F1251",
    ERROR,
    "报告无法读取",
    "文件{reason}，无法核对",
    "请在 Word 或 WPS 中另存为 .docx（或纯文本）后再用",
)
REPORT_EMPTY = Kind(
    "F1252", ERROR, "报告没有正文", "文件中没有正文", "请核对文件；正文是图片的，请先转换为文字"
)

_REWRITE = "请核对后改正正文；工作簿有误的，改正工作簿"
REPORT_NAMES_NONE = Kind(
    "F1253",
    WARNING,
    "没有可核对的数",
    "正文中没有找到工作簿里任何指标的数，未作核对",
    "请核对报告与工作簿是否对应",
)
REPORT_VALUE = Kind(
    "F1254",
    ERROR,
    "数据与工作簿不符",
    "“{name}”{what}数据，正文是 {told}，工作簿是 {known}（{cell}）。原句：{sentence}",
    _REWRITE,
)
REPORT_GROWTH = Kind(
    "F1255",
    ERROR,
    "增速与工作簿不符",
    "“{name}”{what}增速，正文是 {told}，工作簿是 {known}（{cell}）。原句：{sentence}",
    _REWRITE,
)
REPORT_AVERAGE = Kind(
    "F1256",
    WARNING,
    "平均增速不符",
    "“{name}”的平均增速，正文是 {told}；{reason}按几何平均是 {known}（{cell}）。原句：{sentence}",
    "年均增长应按几何平均计算；确用算术平均的，请在正文写明",
)
REPORT_CHANGE = Kind(
    "F1257",
    ERROR,
    "变动与工作簿不符",
    "“{name}”{what}比{since}的变动，正文是 {told}，按工作簿是 {known}（{figures}；{cell}）。原句：{sentence}",
    _REWRITE,
)
REPORT_ASSESSED = Kind(
    "F1258",
    ERROR,
    "测算数不符",
    "“{name}”的{what}，正文是 {told}，按工作簿是 {known}（{figures}；{cell}）。原句：{sentence}",
    _REWRITE,
)
REPORT_TARGET = Kind(
    "F1259",
    ERROR,
    "目标与工作簿不符",
    "“{name}”的{what}，正文是 {told}，工作簿是 {known}（{cell}）。原句：{sentence}",
    _REWRITE,
)
REPORT_GAP = Kind(
    "F1260",
    ERROR,
    "与规划的差距不符",
    "“{name}”与规划的差距，正文是 {told}，工作簿：{known}（{cell}）。原句：{sentence}",
    _REWRITE,
)
REPORT_NO_FIGURE = Kind(
    "F1261",
    WARNING,
    "工作簿没有这个数",
    "“{name}”{period}数据，正文是 {told}，工作簿是“{known}”（{cell}）。原句：{sentence}",
    "请把正式的数填入工作簿；不宜使用的，从正文删去",
)
REPORT_STATEMENT = Kind(
    "F1262",
    ERROR,
    "说法与评估不符",
    "“{name}”，正文说“{told}”，而{known}（{cell}）。原句：{sentence}",
    _REWRITE,
)
REPORT_TREND = Kind(
    "F1263",
    WARNING,
    "升降的说法不符",
    "“{name}”，正文说“{words}”，工作簿是：{known}（{cell}）。原句：{sentence}",
    "请核对升降的用语",
)
REPORT_SAME_AS = Kind(
    "F1264",
    ERROR,
    "“与某年相同”不符",
    "“{name}”，正文说 {told} 与{period}相同，工作簿{period}是 {known}（{cell}）。原句：{sentence}",
    _REWRITE,
)
REPORT_COUNT = Kind(
    "F1265", ERROR, "个数或占比不符", "{group}，正文是 {told}，评估结果是 {known}。原句：{sentence}", _REWRITE
)
REPORT_LIST = Kind(
    "F1266",
    ERROR,
    "名单不符",
    "{group}，正文列出 {told} 个，评估结果是 {known} 个，{difference}。原句：{sentence}",
    _REWRITE,
)

# Codes F13xx, the report in Word.
REPORT_TEMPLATE_DAMAGED = Kind(
    "F1301",
    ERROR,
    "报告模板打不开",
    "报告模板不是 Word 文档或已损坏（{detail}）",
    "请恢复随附的模板，或在 Word 中另存为 .docx",
)
REPORT_CHART_MISSING = Kind(
    "F1302",
    WARNING,
    "报告模板中没有图",
    "报告模板中没有图，{count}个标明“配图”的指标没有画图",
    "请恢复随附的模板，或在其中插入一个柱形图和折线图的组合图",
)


def all_kinds() -> dict[str, Kind]:
    """Return every kind by its code, in the order of the codes."""
    kinds = [value for value in globals().values() if isinstance(value, Kind)]
    return {kind.code: kind for kind in sorted(kinds, key=lambda kind: int(kind.code[1:]))}
