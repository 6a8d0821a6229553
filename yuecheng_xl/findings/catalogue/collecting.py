"""Findings F8: forms and collecting."""

from yuecheng_xl.findings.finding import Kind, Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

NO_DEPARTMENTS = Kind(
    code="F801",
    severity=ERROR,
    title="没有责任单位",
    message="没有一个指标填写了责任单位，无法分发",
    remedy="请在指标总表填写“责任单位”列",
)

DEPARTMENT_MISSING = Kind(
    code="F802",
    severity=WARNING,
    title="指标没有责任单位",
    message="第{number}个指标“{name}”没有填写责任单位，没有列入任何报送表",
    remedy="请补填责任单位后重新分发",
)

LIST_DEPARTMENT_MISSING = Kind(
    code="F870",
    severity=WARNING,
    title="任务、项目没有责任单位",
    message="{sheet}有{count}行没有填写责任单位，没有列入任何报送表：{names}",
    remedy="请补填责任单位后重新分发；不用单位填报的不用管",
)

LIST_ROW_AMBIGUOUS = Kind(
    code="F871",
    severity=ERROR,
    title="任务、项目的名称不能确定",
    message="“{text}”可能是“{names}”，不能确定，本行未采用",
    remedy="请按下发的报送表写全名称",
)

LIST_ROW_UNKNOWN = Kind(
    code="F872",
    severity=WARNING,
    title="总表没有这一行",
    message="总表的{sheet}里没有“{text}”，本行未采用",
    remedy="新增的任务、项目，请汇总单位先加进总表，再汇总一次；已有的，请写全名称",
)

LIST_ROW_TWICE = Kind(
    code="F873",
    severity=WARNING,
    title="同一行填了两次",
    message="“{name}”在同一张表里有两行，另一行是 {first}",
    remedy="请只保留一行",
)

LIST_WITHOUT_GOAL = Kind(
    code="F874",
    severity=WARNING,
    title="任务没有量化目标",
    message="“{name}”在总表没有量化目标，{what}填的“{text}”未采用",
    remedy="有量化目标的，请汇总单位先在总表补填量化目标和目标值；没有的，请把进展写进“完成情况”",
)

LIST_LABEL_CHANGED = Kind(
    code="F875",
    severity=WARNING,
    title="任务的目标或时限与总表不同",
    message="“{name}”的{what}写为“{text}”，总表为“{old}”，未采用",
    remedy="目标和时限以规划为准；需要调整的，请在“存在问题”中写明",
)

LEAD_TAKEN = Kind(
    code="F876",
    severity=WARNING,
    title="以牵头单位填的为准",
    message="“{name}”的{what}，几个单位填的不一样：{answers}，以牵头单位{leading}填的为准",
    remedy="请牵头单位把其他单位的内容并进来",
)

COLUMN_SHIFTED = Kind(
    code="F877",
    severity=ERROR,
    title="可能填错了列",
    message="{what}这一列的数都与已有的{other}相同，可能整列填错了位置；这一列和表中改动已有数据的格都未采用",
    remedy="请核对各列的年份后重报；确实无误的，请汇总单位在汇总后总表的“数据来源”中，把这些行的“确认”填为“是”，再汇总一次",
)

FORM_INFO_MISSING = Kind(
    code="F803",
    severity=NOTE,
    title="没有联系人或截止日期",
    message="没有填写{what}，报送表中写为“另行通知”",
    remedy="请在“规划信息”补填后重新分发",
)

FOLDER_MISSING = Kind(
    code="F804",
    severity=ERROR,
    title="找不到文件夹",
    message="找不到文件夹“{file}”",
    remedy="请核对文件夹的名称和位置",
)

NO_TABLE = Kind(
    code="F805",
    severity=ERROR,
    title="没有填报的表",
    message="没有找到填报的表：各工作表中没有同时含有“指标”和年份的表头",
    remedy="请用下发的报送表填报，或在表头写明“指标”和各年份",
)

NO_CELLS = Kind(
    code="F806",
    severity=ERROR,
    title="表中没有文字",
    message="工作表中没有文字和数字，可能是贴了图片或扫描件",
    remedy="请把数据填入下发的报送表，不要贴图片",
)

NO_KNOWN_INDICATOR = Kind(
    code="F807",
    severity=ERROR,
    title="没有规划指标",
    message="表中没有一个规划指标",
    remedy="请核对是否发错文件，并按下发的报送表填报",
)

OTHER_PLAN = Kind(
    code="F808",
    severity=ERROR,
    title="另一个规划的报送表",
    message="这是另一个规划的报送表",
    remedy="请核对是否发错文件，用本次下发的报送表填报",
)

OLD_FORM = Kind(
    code="F809",
    severity=NOTE,
    title="不是最新的报送表",
    message="报送表不是最新下发的版本",
    remedy="如指标、单位或目标有变化，请按最新的报送表核对",
)

DEPARTMENT_INFERRED = Kind(
    code="F810",
    severity=NOTE,
    title="按所报指标认定单位",
    message="文件没有写明报送单位，按所报指标认定为“{department}”",
    remedy="请核对报送单位",
)

DEPARTMENT_UNKNOWN = Kind(
    code="F811",
    severity=WARNING,
    title="看不出报送单位",
    message="看不出是哪个单位报送的",
    remedy="请在文件名中写明单位名称，或用下发的报送表填报",
)

OTHER_OWNER = Kind(
    code="F812",
    severity=WARNING,
    title="报了其他单位的指标",
    message="“{name}”由{owner}负责，却在{department}报送的表中",
    remedy="请与{owner}核对是否采用",
)

NAME_ALIKE = Kind(
    code="F813",
    severity=WARNING,
    title="指标名称相近",
    message="“{text}”与规划指标的名称不完全一样，认定为“{names}”",
    remedy="请核对是否同一个指标",
)

NAME_AMBIGUOUS = Kind(
    code="F814",
    severity=ERROR,
    title="指标名称不能确定",
    message="“{text}”可能是“{names}”，不能确定，未采用",
    remedy="请按规划写全指标名称",
)

NAME_UNKNOWN = Kind(
    code="F815",
    severity=WARNING,
    title="不是规划指标",
    message="“{text}”不是规划指标，未采用",
    remedy="如是规划指标，请按规划写全名称",
)

PERIOD_UNKNOWN = Kind(
    code="F816",
    severity=WARNING,
    title="总表没有这个时期",
    message="总表中没有{period}这一列，本列未采用",
    remedy="请核对时期；确需采用的，请先在总表增加该列",
)

UNIT_OTHER = Kind(
    code="F817",
    severity=ERROR,
    title="单位不能换算",
    message="“{name}”的单位写为“{text}”，与规划的“{unit}”不能换算，本行数据未采用",
    remedy="请按规划的单位填报",
)

UNIT_SCALED = Kind(
    code="F818",
    severity=WARNING,
    title="单位已换算",
    message="“{name}”的单位写为“{text}”，与规划的“{unit}”不同，数据已乘以 {scale}",
    remedy="请核对换算",
)

TARGET_CHANGED = Kind(
    code="F819",
    severity=WARNING,
    title="目标与规划不同",
    message="“{name}”的目标写为“{text}”，规划为“{target}”，未采用",
    remedy="目标以规划为准；需要调整的，请填“部门建议”",
)

PERCENT_AS_SHARE = Kind(
    code="F820",
    severity=ERROR,
    title="百分数可能少乘了100",
    message="“{name}”的{what}填为 {text}，已有数据是 {known}，可能应为 {value}，未采用",
    remedy="百分数请按百分号前面的数填，97.3%填97.3",
)

PERCENT_UNKNOWN = Kind(
    code="F821",
    severity=ERROR,
    title="看不出是不是百分比",
    message="“{name}”的{what}是 {text}，这种文件格式看不出是否按百分比显示，未采用",
    remedy="请另存为 .xlsx 后再报",
)

FAR_FROM_KNOWN = Kind(
    code="F822",
    severity=WARNING,
    title="相差悬殊",
    message="“{name}”的{what} {text} 与已有数据 {known} 相差 {factor} 倍以上",
    remedy="请核对单位和小数点",
)

NOT_FILLED = Kind(
    code="F823",
    severity=WARNING,
    title="没有填",
    message="“{name}”没有填：{periods}",
    remedy="请补填；没有数据的填“未出”或“未统计”",
)

TWO_ANSWERS = Kind(
    code="F824",
    severity=ERROR,
    title="同一个文件填了两次",
    message="“{name}”的{what}填了两次且不一样：“{text}”，{place} 为“{other}”，都未采用",
    remedy="请只保留正确的一个",
)

NOT_SUBMITTED = Kind(
    code="F825",
    severity=WARNING,
    title="没有报送",
    message="{department}没有报送",
    remedy="请催报",
)

NOT_READABLE = Kind(
    code="F826",
    severity=ERROR,
    title="报送的文件都不能采用",
    message="{department}报送的文件都不能采用",
    remedy="请按退回说明改正后重新报送",
)

INDICATOR_NOT_SUBMITTED = Kind(
    code="F827",
    severity=WARNING,
    title="漏报指标",
    message="{department}没有报送：{names}",
    remedy="请补报",
)

VERSIONS_DIFFER = Kind(
    code="F828",
    severity=ERROR,
    title="几个版本分不出先后",
    message="“{name}”的{what}，同一单位的几份文件不一样：{answers}，看不出先后，都未采用",
    remedy="请问清以哪一份为准，把其余的移出文件夹后重新汇总",
)

NEWER_TAKEN = Kind(
    code="F829",
    severity=WARNING,
    title="采用最新的版本",
    message="“{name}”的{what}，同一单位的几份文件不一样：{answers}，采用保存时间最晚的一份",
    remedy="请核对是否以这一份为准",
)

DEPARTMENTS_DISAGREE = Kind(
    code="F830",
    severity=ERROR,
    title="几个单位不一致",
    message="“{name}”的{what}，几个单位填报的不一样：{answers}，都未采用",
    remedy="请有关单位核对一致后重新报送",
)

REVISED = Kind(
    code="F831",
    severity=WARNING,
    title="修订已有数据",
    message="“{name}”的{what}由“{old}”修订为“{new}”",
    remedy="请核对修订的依据；不应修订的，请在总表改回",
)

PROVISIONAL_REPLACED = Kind(
    code="F832",
    severity=NOTE,
    title="更新预计数",
    message="“{name}”的{what}由“{old}”更新为“{new}”",
    remedy="请核对",
)

KNOWN_KEPT = Kind(
    code="F833",
    severity=NOTE,
    title="保留已有数据",
    message="“{name}”的{what}填为“{new}”，总表已有“{old}”，保留总表数据",
    remedy="如总表数据有误，请核对后改正",
)

NO_COLUMN = Kind(
    code="F834",
    severity=WARNING,
    title="总表没有这一列",
    message="总表没有“{what}”列，填报内容未写入",
    remedy="如需要，请在总表增加该列后重新汇总",
)

FORMULA_KEPT = Kind(
    code="F835",
    severity=WARNING,
    title="总表中是公式",
    message="“{name}”的{what}在总表中是公式，填报的“{new}”未写入",
    remedy="请核对；应以填报为准的，请删去公式后重新汇总",
)

ARCHIVE_TOO_DEEP = Kind(
    code="F836",
    severity=ERROR,
    title="压缩包套压缩包",
    message="压缩包套了太多层，没有打开",
    remedy="请解压后把工作簿放进文件夹",
)

ARCHIVE_OVERSIZED = Kind(
    code="F837",
    severity=ERROR,
    title="压缩包过大",
    message="压缩包里的文件太多或太大，没有打开",
    remedy="请解压后只留下报送的工作簿",
)

ARCHIVE_ENCRYPTED = Kind(
    code="F838",
    severity=ERROR,
    title="压缩包有密码",
    message="压缩包设有密码，没有打开",
    remedy="请用密码解压后把工作簿放进文件夹",
)

FILE_FAILED = Kind(
    code="F843",
    severity=ERROR,
    title="读取时出错",
    message="读取时程序出错，没有采用",
    remedy="请在 Excel 中另存后再试；仍不行的，请把{log}发给维护人员",
)

NO_CLUSTER_PACKAGE = Kind(
    code="F844",
    severity=ERROR,
    title="没有安装集群组件",
    message="没有安装集群计算所需的组件 distributed",
    remedy="请由技术人员加装可选组件 yuecheng-xl[cluster]，或去掉 --scheduler",
)

NO_SCHEDULER = Kind(
    code="F845",
    severity=ERROR,
    title="连接不上集群",
    message="连接不上集群的调度地址“{address}”",
    remedy="请核对地址并确认调度程序已启动，或去掉 --scheduler",
)

OTHER_ARCHIVE = Kind(
    code="F839",
    severity=ERROR,
    title="其他格式的压缩包",
    message="这是 {format} 压缩包，不能直接打开",
    remedy="请解压后把工作簿放进文件夹",
)

OUT_IS_INPUT = Kind(
    code="F840",
    severity=ERROR,
    title="结果与报送同一个文件夹",
    message="结果文件夹与报送文件夹是同一个",
    remedy="请用 -o 指定另一个文件夹",
)

HIDDEN_SHEET = Kind(
    code="F841",
    severity=NOTE,
    title="隐藏的工作表没有读取",
    message="隐藏的工作表“{sheet}”也有填报的表，没有读取",
    remedy="如应采用，请取消隐藏后重新报送",
)

NOTHING_SUBMITTED = Kind(
    code="F842",
    severity=WARNING,
    title="文件夹是空的",
    message="文件夹里没有文件",
    remedy="请核对文件夹",
)

IS_LINK = Kind(
    code="F847",
    severity=ERROR,
    title="是链接",
    message="这是链接，指向别处的文件或文件夹，没有打开",
    remedy="请把文件本身复制进文件夹，再删去链接",
)

ORIGINAL_TOO_LARGE = Kind(
    code="F848",
    severity=WARNING,
    title="原件过大，没有附上",
    message="原件有 {size} MB，单独或与这一批的其他原件合计过大，没有随退回说明附上，仍是报送文件夹里的“{file}”",
    remedy="需要原件的，请从报送文件夹取用",
)

ORIGINAL_UNREADABLE = Kind(
    code="F849",
    severity=WARNING,
    title="原件读不出，没有附上",
    message="复制原件时读不出（{detail}），没有随退回说明附上，仍是报送文件夹里的“{file}”",
    remedy="请把文件重新复制进报送文件夹后再汇总",
)

LINKS_OUT = Kind(
    code="F850",
    severity=WARNING,
    title="含有指向文件外的链接",
    message="文件含有指向其他文件、网络位置或其他程序的链接：{links}；标注的文件里已去掉，公式改为数值",
    remedy="请核对这些链接是否必要；打开原件时不要更新链接，也不要启用内容",
)

RAISED_UNKNOWN = Kind(
    code="F846",
    severity=ERROR,
    title="文本形式的数字可能带上标",
    message="“{name}”的{what}是文本形式的“{text}”，这种文件格式看不出末尾是不是上标的注释，未采用",
    remedy="请改为数字格式，或另存为 .xlsx 后再报",
)

POWER_OF_TEN = Kind(
    code="F860",
    severity=ERROR,
    title="可能差了10的整数次方倍",
    message="“{name}”的{what} {text} 是{known} 的约{times}，可能是单位或小数点错了，未采用",
    remedy="请核对单位和小数点后重报；确实无误的，请汇总单位在汇总后总表的“数据来源”中，把这一行的“确认”填为“是”，再汇总一次",
)

NOUGHT_FOR_NOTHING = Kind(
    code="F861",
    severity=ERROR,
    title="0可能表示没有数据",
    message="“{name}”的{what}填为 {text}，已有数据是 {known}，0可能表示没有数据，未采用",
    remedy="没有数据的请填“未出”或“未统计”；确实无误的，请汇总单位在汇总后总表的“数据来源”中，把这一行的“确认”填为“是”，再汇总一次",
)

REVISION_DOUBTED = Kind(
    code="F862",
    severity=ERROR,
    title="修订存疑，没有采用",
    message="“{name}”的{what}填为“{new}”，总表已有“{old}”：{reason}，保留总表数据",
    remedy="请核对；确实无误的，请汇总单位在汇总后总表的“数据来源”中，把这一行的“确认”填为“是”，再汇总一次",
)

FIGURE_DOUBTED = Kind(
    code="F863",
    severity=ERROR,
    title="数据存疑，没有采用",
    message="“{name}”的{what}填为“{new}”：{reason}，未采用",
    remedy="请核对指标、单位和小数点后重报；确实无误的，请汇总单位在汇总后总表的“数据来源”中，把这一行的“确认”填为“是”，再汇总一次",
)

WITHDRAWN = Kind(
    code="F864",
    severity=WARNING,
    title="新版本撤回了数据",
    message="“{name}”的{what}，同一单位的几份文件不一样：{answers}，保存时间最晚的一份没有数，照此不采用",
    remedy="请核对是否撤回；不应撤回的，请把没有数的一份改正",
)

UNITS_CONTRADICT = Kind(
    code="F865",
    severity=ERROR,
    title="两处单位不一致",
    message="“{name}”的单位，{place}写为“{other}”，此处写为“{text}”，本行数据未采用",
    remedy="请改为一致，并核对数据",
)

BLANK_FORM = Kind(
    code="F866",
    severity=ERROR,
    title="没有填报",
    message="表中要填的格都是空的，只有下发时已有的内容；贴在表上的图片不能读取",
    remedy="请把数据填入表中的空格；没有数据的填“未出”或“未统计”",
)

HEADER_CHANGED = Kind(
    code="F867",
    severity=ERROR,
    title="表头看不懂，可能有要报的数",
    message="表头“{header}”看不懂，本列的数没有采用；表中没有要报的{lacking}列，可能就是这一列",
    remedy="请把表头改回下发时的写法，如“2023年”，再报",
)

COLUMN_UNREAD = Kind(
    code="F868",
    severity=WARNING,
    title="表头看不懂，本列未采用",
    message="表头“{header}”看不懂，本列的数没有采用",
    remedy="本列如是要报的数，请按下发的报送表写明时期",
)

FIGURE_WITH_GROWTH = Kind(
    code="F869",
    severity=NOTE,
    title="一格里有数据和增速",
    message="“{name}”的{what}填为“{text}”，数据按 {value} 采用，后面的按增速",
    remedy="请核对；最好分两格填写",
)
