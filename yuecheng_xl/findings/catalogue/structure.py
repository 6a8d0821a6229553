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
