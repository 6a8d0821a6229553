"""Findings F2: structure of the master workbook."""

from yuecheng_xl.findings.finding import Kind, Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

NO_INDICATOR_TABLE = Kind(
    code="F201",
    severity=ERROR,
    title="没有指标表",
    message="没有找到指标表：各工作表中没有同时含有“指标”“目标”和年份的表头",
    remedy="请核对工作表，表头写法见随附的指标总表",
)

SEVERAL_TABLES = Kind(
    code="F202",
    severity=ERROR,
    title="不能确定用哪一张",
    message="有多张工作表像指标表（{sheets}），不能确定用哪一张",
    remedy="请把要评估的一张命名为“{expected}”",
)

TABLE_BY_HEADER = Kind(
    code="F203",
    severity=NOTE,
    title="按表头认定",
    message="没有名为“{expected}”的工作表，已按表头认定本表为指标表",
    remedy="如认定有误，请修改工作表名称",
)

DUPLICATE_COLUMN = Kind(
    code="F204",
    severity=ERROR,
    title="表头重复",
    message="表头“{header}”与 {first} 重复，本列未采用",
    remedy="请删去或改名其中一列",
)

UNUSED_COLUMN = Kind(
    code="F205",
    severity=NOTE,
    title="表头未识别",
    message="本列表头“{header}”未识别，未参与评估",
    remedy="如应参与评估，请按指标总表的表头改写",
)

IGNORED_ROW = Kind(
    code="F206",
    severity=NOTE,
    title="不作为指标的行",
    message="本行没有目标和数据，未作为指标（“{text}”）",
    remedy="如是指标，请补填目标和数据",
)

NO_INDICATORS = Kind(
    code="F207",
    severity=ERROR,
    title="表头下没有指标",
    message="表头下没有指标",
    remedy="请在表头下每行填写一个指标",
)

DUPLICATE_NUMBER = Kind(
    code="F208",
    severity=ERROR,
    title="序号重复",
    message="序号 {number} 与 {first} 重复",
    remedy="请改正序号，一个指标一个序号",
)

NUMBER_ASSIGNED = Kind(
    code="F209",
    severity=NOTE,
    title="代编序号",
    message="序号为空或无法识别，已按次序编为 {number}",
    remedy="请补填序号",
)

DUPLICATE_NAME = Kind(
    code="F210",
    severity=WARNING,
    title="指标同名",
    message="指标“{name}”与 {first} 同名",
    remedy="请核对是否重复填报",
)

NO_BASE_YEAR = Kind(
    code="F211",
    severity=ERROR,
    title="无法确定年份",
    message="无法确定基期和目标年",
    remedy="请在“规划信息”表填写基期和目标年，或在表头写明年份",
)

UNKNOWN_SETTING = Kind(
    code="F212",
    severity=WARNING,
    title="规划信息无法识别",
    message="“规划信息”的“{key}”填写为“{text}”，无法识别，按“{default}”处理",
    remedy="请按说明改填",
)

ROW_NAMELESS = Kind(
    code="F213",
    severity=WARNING,
    title="行内没有指标名称",
    message="本行有数据但没有指标名称，未参与评估",
    remedy="请补填指标名称",
)

YEARS_DISAGREE = Kind(
    code="F214",
    severity=WARNING,
    title="年份不一致",
    message="“规划信息”的{what}为 {told}，表头为 {seen}，按“规划信息”处理",
    remedy="请核对并改成一致",
)

HEADER_UNCLEAR = Kind(
    code="F220",
    severity=WARNING,
    title="表头没有全部看懂",
    message="本列表头“{header}”中的{words}没有看懂，本列未采用",
    remedy="如是本表要用的数，请把表头改成“2023年”“2023年上半年”“2023年增速”“2025年目标”这样的写法",
)

HEADER_OPEN = Kind(
    code="F221",
    severity=WARNING,
    title="表头有几种读法",
    message="本列表头“{header}”{reason}，本列未采用",
    remedy="如是本表要用的数，请在表头写明年份（时期）和是实际、预计、增速还是目标，如“2023年1-6月实际”“2025年目标”",
)

COLUMN_BESIDE = Kind(
    code="F222",
    severity=NOTE,
    title="不参与评估的列",
    message="本列“{header}”是{reason}，不作为本指标的数据",
    remedy="如认定有误，请改写表头",
)

COLUMN_INSTEAD = Kind(
    code="F223",
    severity=NOTE,
    title="同类列只用一列",
    message="本列“{header}”与“{used}”是同一类，已采用“{used}”，本列未采用",
    remedy="如应采用本列，请改写或删去另一列",
)

GROWTH_BESIDE = Kind(
    code="F224",
    severity=NOTE,
    title="增速按左列认定时期",
    message="本列表头“{header}”没有写明时期，按左侧一列认定为{period}的增速",
    remedy="请在表头写明时期，如“2023年上半年增速”",
)

BARE_YEAR_IS_TARGET = Kind(
    code="F225",
    severity=NOTE,
    title="年份列认定为目标",
    message="表头“{header}”只有年份，这一年是规划的目标年，晚于评估时点，已认定为目标",
    remedy="请把表头改成“{header}目标”",
)

TARGET_OPEN = Kind(
    code="F226",
    severity=ERROR,
    title="不能确定哪一列是规划目标",
    message="没有找到规划目标年（{year}年）的目标，表中只有{seen}，没有采用哪一列作规划目标",
    remedy="如其中一列是规划目标，请把表头改成“{year}年目标”；如规划的目标年不是{year}年，请在“规划信息”填写“基期”和“目标年”",
)

NO_TARGET_COLUMN = Kind(
    code="F227",
    severity=ERROR,
    title="没有目标列",
    message="没有能认定为规划目标的列，各指标没有目标",
    remedy="请把规划目标一列的表头改成“{year}年目标”",
)

UNITS_DIFFER = Kind(
    code="F228",
    severity=WARNING,
    title="名称和单位列的单位不同",
    message="指标“{name}”的单位列是“{unit}”，名称里写的是“{other}”，按单位列处理",
    remedy="请核对本行各数的单位，改成一致",
)

UNIT_OF_HEADER = Kind(
    code="F229",
    severity=NOTE,
    title="按表头的单位换算",
    message="本列表头的单位是“{unit}”，{names}的单位不同，已换算",
    remedy="请核对；最好把表头和单位列改成一致",
)

TABLE_BELOW = Kind(
    code="F230",
    severity=WARNING,
    title="下面还有一张表",
    message="本行起是另一张表（表头：{headers}），没有指标名称或规划目标，没有读入",
    remedy="如是同一套指标，请补上这样的列，或把数据并入上面的表；如是参考资料，不必处理",
)

TABLES_JOINED = Kind(
    code="F231",
    severity=NOTE,
    title="几张工作表合并评估",
    message="{sheets}的表头相同、指标不同，已合在一起作为一套指标评估",
    remedy="如只应评估其中一张，请把它命名为“指标总表”",
)

NUMBERS_CONTINUED = Kind(
    code="F232",
    severity=NOTE,
    title="序号连续编排",
    message="本表的序号与前面的表重复，已接着前面的序号从 {first} 起连续编排",
    remedy="如应保留原序号，请改成各表不重复的序号",
)

SECOND_LINE = Kind(
    code="F233",
    severity=WARNING,
    title="一个指标占几行",
    message="本行与上一行合用指标名称“{name}”，没有写明是什么数，未采用",
    remedy="请在本行写明，如“增速”；如是另一个指标，请单独填写名称",
)

SECOND_TARGET = Kind(
    code="F234",
    severity=WARNING,
    title="增速一行的目标未采用",
    message="“{name}”的增速一行也有目标“{text}”，一个指标只按一个目标评估，未采用",
    remedy="如应单独评估增速，请把它写成一个指标，如“{name}增速”",
)

SHEET_NOT_FILLED = Kind(
    code="F235",
    severity=NOTE,
    title="其他工作表的结论列没有回填",
    message="点按钮评估时，只在第一张指标表中回填完成情况和调整建议，本表没有回填",
    remedy="结论见“表1”；要回填各表，请用命令 yuecheng-xl evaluate",
)

NEW_NEEDS_YEARS = Kind(
    code="F250",
    severity=ERROR,
    title="不知道规划的年份",
    message="没有说明规划的基期和目标年，不能确定新的指标总表有哪些列",
    remedy="请加上“--base-year 2025 --target-year 2030”一类的选项，或在原表的表头写明年份",
)

SUM_ROW = Kind(
    code="F236",
    severity=NOTE,
    title="合计行不是指标",
    message="本行是合计（“{text}”），未作为指标",
    remedy="如是指标，请写上它的名称",
)
