"""Findings F15: key tasks (重点任务) and major projects (重大项目)."""

from yuecheng_xl.findings.finding import Kind, Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

LIST_BY_HEADER = Kind(
    code="F1501",
    severity=NOTE,
    title="按表头认定清单",
    message="没有可用的“{expected}”工作表，已按名称和表头把本表作为“{expected}”",
    remedy="如认定有误，请修改工作表名称",
)

LIST_HEADER_MISSING = Kind(
    code="F1502",
    severity=ERROR,
    title="清单没有表头",
    message="本表没有找到表头，内容未参与评估",
    remedy="请按随附指标总表中同名工作表的表头改写",
)

LIST_COLUMN_UNUSED = Kind(
    code="F1503",
    severity=NOTE,
    title="清单的表头未识别",
    message="本列表头“{header}”未识别，本列未参与评估",
    remedy="如应参与评估，请按随附指标总表中同名工作表的表头改写",
)

LIST_COLUMN_TWICE = Kind(
    code="F1504",
    severity=ERROR,
    title="清单的表头重复",
    message="表头“{header}”与 {first} 重复，本列未采用",
    remedy="请删去或改名其中一列",
)

LIST_ROW_NAMELESS = Kind(
    code="F1505",
    severity=ERROR,
    title="清单的行没有名称",
    message="“{sheet}”本行有内容而没有名称，未参与评估",
    remedy="请补填名称；一行代表多个项目的，填写类别和项目个数",
)

LIST_NUMBER_TWICE = Kind(
    code="F1506",
    severity=WARNING,
    title="清单的编号重复",
    message="编号 {number} 与 {first} 重复",
    remedy="请核对是否同一项目重复填列；不同的，改正编号",
)

LIST_WORD_UNKNOWN = Kind(
    code="F1507",
    severity=WARNING,
    title="清单中不认识的用语",
    message="“{name}”的{what}“{text}”不能认定，按未填处理",
    remedy="请改填其中之一：{allowed}",
)

DATE_UNREADABLE = Kind(
    code="F1508",
    severity=WARNING,
    title="日期无法识别",
    message="“{name}”的{what}“{text}”不是日期，未采用",
    remedy="请填写年月，如 2023年6月",
)

DATE_DOUBTFUL = Kind(
    code="F1509",
    severity=WARNING,
    title="日期可作两种理解",
    message="“{name}”的{what}“{text}”可能是{readings}，未采用",
    remedy="请写明年月，如 2023年10月",
)

AMOUNT_UNREADABLE = Kind(
    code="F1510",
    severity=ERROR,
    title="金额或个数无法识别",
    message="“{name}”的{what}“{text}”不是一个数，或单位不是金额，未采用",
    remedy="请填写一个数，单位写在表头，如 总投资（亿元）",
)

AMOUNT_NEGATIVE = Kind(
    code="F1511",
    severity=ERROR,
    title="金额为负数",
    message="“{name}”的{what}“{text}”是负数，未采用",
    remedy="请核对后改正",
)

AMOUNT_FORESEEN = Kind(
    code="F1512",
    severity=WARNING,
    title="投资是预计数",
    message="“{name}”的{what}“{text}”是预计数，已计入",
    remedy="请改填实际完成数",
)

MONEY_UNIT_MISSING = Kind(
    code="F1513",
    severity=WARNING,
    title="金额没有单位",
    message="投资额没有写明单位，按{unit}处理",
    remedy="请在表头或表名下写明单位，如 总投资（亿元）；实为万元的，所有金额都须改正",
)

GOAL_WITHOUT_TARGET = Kind(
    code="F1514",
    severity=NOTE,
    title="量化目标没有目标值",
    message="任务“{name}”写有量化目标或数据，而“目标值”没有数，未按数评价",
    remedy="请把目标的数填入“目标值”，单位填入“单位”",
)

STATE_MISSING = Kind(
    code="F1520",
    severity=WARNING,
    title="任务没有进展状态",
    message="任务“{name}”没有填写进展状态，也没有可评价的数，进展状态为“—”",
    remedy="请填写进展状态：{allowed}",
)

STATE_CONTRADICTS_FIGURE = Kind(
    code="F1521",
    severity=WARNING,
    title="进展状态与数据不符",
    message="任务“{name}”填“{state}”，按数据是“{computed}”（{reason}），采用“{final}”",
    remedy="请核对进展状态和数据，改正其中之一",
)

STATE_CONTRADICTS_DEADLINE = Kind(
    code="F1522",
    severity=WARNING,
    title="进展状态与完成时限不符",
    message="任务“{name}”的完成时限“{deadline}”已过，填“{state}”而未完成，采用“{final}”",
    remedy="请核对：已完成的改填“已完成”，延期的改正完成时限，不再实施的填“建议调整”",
)

RESTATED_DIFFERS = Kind(
    code="F1523",
    severity=ERROR,
    title="任务的数与指标不符",
    message="任务“{name}”的{what}是 {told}，关联指标“{indicator}”是 {known}（{cell}）",
    remedy="同一个数，请核对后改为一致；不是同一口径的，删去“关联指标”",
)

RELATED_UNKNOWN = Kind(
    code="F1524",
    severity=WARNING,
    title="关联的指标或项目找不到",
    message="任务“{name}”的{what}“{text}”在工作簿中找不到",
    remedy="请填写编号或全称",
)

SUM_DIFFERS = Kind(
    code="F1530",
    severity=ERROR,
    title="累计完成与各年之和不符",
    message="“{name}”累计完成投资 {cumulated}亿元，各年完成投资之和 {total}亿元，相差 {difference}亿元，采用{used}",
    remedy="请核对各年数和累计数，改为一致",
)

MORE_THAN_TOTAL = Kind(
    code="F1531",
    severity=ERROR,
    title="投资超过总投资",
    message="“{name}”的{what} {value}亿元，超过总投资 {total}亿元",
    remedy="请核对总投资和完成数；总投资已调整的，改填新的总投资",
)

PLANNED_DIFFERS = Kind(
    code="F1532",
    severity=WARNING,
    title="规划期计划投资与各年之和不符",
    message="“{name}”规划期计划投资 {planned}亿元，各年计划投资之和 {total}亿元",
    remedy="请核对规划期计划投资和各年计划投资",
)

PLANNED_MISSING = Kind(
    code="F1533",
    severity=WARNING,
    title="没有规划期计划投资",
    message="{count}个项目没有规划期计划投资，不计入投资完成进度：{names}",
    remedy="请补填规划期计划投资",
)

STAGE_WITHOUT_DATE = Kind(
    code="F1534",
    severity=WARNING,
    title="阶段没有对应的日期",
    message="“{name}”阶段为“{stage}”，而没有{what}",
    remedy="请补填{what}，或改正阶段",
)

STAGE_AGAINST_DATE = Kind(
    code="F1535",
    severity=WARNING,
    title="阶段与日期不符",
    message="“{name}”阶段为“{stage}”，而{what}已填“{text}”",
    remedy="请核对阶段和日期",
)

STAGE_AGAINST_MONEY = Kind(
    code="F1536",
    severity=WARNING,
    title="阶段与完成投资不符",
    message="“{name}”阶段为“{stage}”，而已完成投资 {value}亿元",
    remedy="请核对阶段和完成投资",
)

DATES_TURNED = Kind(
    code="F1537",
    severity=WARNING,
    title="日期先后不符",
    message="“{name}”的{earlier}晚于{later}",
    remedy="请核对两个日期",
)

DATE_AHEAD = Kind(
    code="F1538",
    severity=WARNING,
    title="实际日期晚于评估时点",
    message="“{name}”的{what}在评估时点 {cutoff} 之后，按尚未发生处理",
    remedy="请核对日期；是计划日期的，填入计划开工或计划竣工",
)

PARTS_EXCEED = Kind(
    code="F1539",
    severity=ERROR,
    title="单列项目超过汇总行",
    message="“{name}”汇总行的{what}是 {whole}，而列入其中的各行合计 {parts}",
    remedy="请核对汇总行；单列项目不在其中的，把汇总行的名称改为“其余……”",
)

COUNTED_ONCE = Kind(
    code="F1540",
    severity=NOTE,
    title="单列项目已含在汇总行",
    message="“{name}”汇总行代表{count}个项目，另有{inside}行视为已含在其中，不重复计算",
    remedy="单列项目不在其中的，把汇总行的名称改为“其余……”",
)

STAGE_MISSING = Kind(
    code="F1541",
    severity=WARNING,
    title="项目没有阶段",
    message="{count}个项目没有阶段，开工、竣工个数中按未开工计：{names}",
    remedy="请填写阶段：{allowed}",
)

UNSCORED = Kind(
    code="F1550",
    severity=WARNING,
    title="考核评价缺责任单位",
    message="{count}个{what}没有责任单位，未列入“责任单位情况”：{names}",
    remedy="请补填责任单位（任务为牵头单位）",
)

DEPARTMENTS_ALIKE = Kind(
    code="F1551",
    severity=WARNING,
    title="责任单位名称相近",
    message="责任单位“{other}”与“{name}”名称相近，按两个单位分别计算",
    remedy="是同一单位的，请改为相同的名称",
)

PROJECTS_MISSING = Kind(
    code="F1552",
    severity=WARNING,
    title="上次的项目没有再列入",
    message="{since}列有而本次没有的项目{count}个，上次没有竣工、调出：{names}",
    remedy="请补列；调出的，列入并把阶段填为“调出”；改名的，改回原名，或在上一次的工作簿中改名",
)

STAGE_TURNED_BACK = Kind(
    code="F1553",
    severity=WARNING,
    title="项目阶段倒退",
    message="“{name}”{since}为“{before}”，本次为“{now}”",
    remedy="请核对两次的阶段；停工的填“停缓建”",
)

STAGE_WAS_BEFORE_DATE = Kind(
    code="F1554",
    severity=WARNING,
    title="日期与上次的阶段不符",
    message="“{name}”的{what}是{text}，而{since}的阶段为“{before}”，没有计为{since}以来的滚动",
    remedy="请核对日期和上一次的阶段",
)

COMPLETED_FELL = Kind(
    code="F1555",
    severity=WARNING,
    title="已完成投资比上次少",
    message="“{name}”规划期已完成投资 {now}亿元，{since}已是 {before}亿元",
    remedy="请核对两次的完成投资",
)

PREVIOUS_NOT_EARLIER = Kind(
    code="F1556",
    severity=WARNING,
    title="上一次的工作簿不是更早的",
    message="给出的上一次工作簿，评估时点是 {earlier}，不早于本次的 {cutoff}，没有比较项目的滚动",
    remedy="请核对 --previous 的文件和两个工作簿“规划信息”的评估时点",
)

REST_WITHOUT_COUNT = Kind(
    code="F1557",
    severity=WARNING,
    title="代表多个项目的行没有个数",
    message="“{name}”像是代表多个项目，而没有填项目个数，按1个计",
    remedy="请增加“项目个数”列，填写个数；确是一个项目的，写出项目的名称",
)
